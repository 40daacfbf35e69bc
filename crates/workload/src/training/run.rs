//! A training job from its start to its end.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use std::{env, fs, io};

use tokio::runtime::Builder;
use tunesmith_objects::ObjectUri;
use tunesmith_study::{InputMode, Runtime, Setting, TrainingRun};

use super::checkpoints::Mirror;
#[cfg(feature = "container")]
use super::container::ContainerRun;
use super::environment::Environment;
use super::machines::Machines;
use super::phases::{Phase, Phases};
use super::{artifacts, builtin, channels, legacy, pipes, script};
use crate::buckets::Buckets;
use crate::failure::{Failure, FailureKind};
use crate::process::{
    FETCHED, INSIDE, MACHINE_FAULT, PACKAGES, become_program, exit_code, now_ms, private_tree, read_task,
};
use crate::tree::{BASE, Tree};
use crate::{archive, packages, sandbox};

/// What a program's exit code is told as that is one of ours.
const FAILED: i32 = 1;
/// Exit code of a job that was stopped before its program ran: what a shell says of SIGTERM.
const STOPPED: i32 = 143;
/// How often checkpoints are carried away.
const MIRRORED: Duration = Duration::from_secs(5);

/// Runs the training job that is described in `folder`; the body of our hidden subcommand. Answers with the exit code.
pub fn run(folder: &Path, inside: bool) -> i32 {
    let ended = if inside {
        enter(folder).map(|never| match never {})
    } else {
        let machines = Machines::here();
        let own = machines.as_ref().map_or_else(|| Ok(folder.to_owned()), |m| m.folder(folder));
        let ended = match &own {
            Ok(own) => carry_out(own, machines.is_none_or(|m| m.is_first())),
            Err(error) => Err(Failure::machine(error.to_string())),
        };
        let folder = own.as_deref().unwrap_or(folder);
        tidy(&Tree::in_run(folder));
        ended
    };
    exit_code(folder, ended)
}

/// The part outside: data in, the program, results out.
///
/// Of several machines the first one takes the results away.
fn carry_out(folder: &Path, is_first: bool) -> Result<i32, Failure> {
    let machine = |e: io::Error| Failure::machine(e.to_string());
    // A stop is meant for the program, which gets it as well: what it has done until then is taken away.
    let asked_to_stop = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(signal_hook::consts::SIGTERM, Arc::clone(&asked_to_stop)).map_err(machine)?;
    let mut phases = Phases::create(folder).map_err(machine)?;
    phases.enter(Phase::Starting, now_ms());
    let task: TrainingRun = read_task(folder, TrainingRun::FILE)?;
    let tree = Tree::in_run(folder);
    tree.make().map_err(machine)?;
    let output = ObjectUri::parse(&task.training.output);
    let output = output.ok_or_else(|| Failure::request(format!("`{}` is no s3:// address", task.training.output)))?;
    let output = output.join(&task.name).join("output");
    Builder::new_current_thread().enable_all().build().map_err(machine)?.block_on(async {
        let buckets = Buckets::open(data_dir(&task), &task.objects).await?;
        phases.enter(Phase::Downloading, now_ms());
        // Where results cannot go, no time should be spent on them.
        buckets.check(&output.bucket).await?;
        let fetched = tokio::select! {
            fetched = fetch(&buckets, &task, &tree, folder) => Some(fetched?),
            // An endpoint that does not answer must not keep a job that is to end.
            () = stopped(&asked_to_stop) => None,
        };
        let Some(mut mirror) = fetched else { return Ok(STOPPED) };
        if asked_to_stop.load(Ordering::Relaxed) {
            return Ok(STOPPED);
        }
        phases.enter(Phase::Training, now_ms());
        let ended = run_program(folder, &task, &buckets, mirror.as_mut().filter(|_| is_first), &asked_to_stop).await?;
        phases.enter(Phase::Uploading, now_ms());
        if let Some(mirror) = mirror.as_mut().filter(|_| is_first) {
            mirror.sync(&buckets).await?;
        }
        let pack = task.training.pack;
        // A program that failed has made no model; one that was stopped may have.
        if is_first && (ended == 0 || asked_to_stop.load(Ordering::Relaxed)) {
            artifacts::upload(&buckets, &tree.model(), &output, "model.tar.gz", pack, true, folder).await?;
        }
        if is_first {
            artifacts::upload(&buckets, &tree.output_data(), &output, "output.tar.gz", pack, false, folder).await?;
        }
        if ended != 0
            && let Ok(words) = fs::read_to_string(tree.failure())
        {
            let message: String = words.chars().take(1024).collect();
            Failure { kind: FailureKind::Program, message }.write(folder);
        }
        phases.enter(Phase::Done, now_ms());
        let code = ended;
        if code != MACHINE_FAULT {
            return Ok(code);
        }
        match Failure::read(folder) {
            // The inner half of ours says so itself.
            Some(failure) if failure.kind == FailureKind::Machine => Ok(code),
            Some(_) => Ok(FAILED),
            None => {
                Failure::taken_code(code).write(folder);
                Ok(FAILED)
            }
        }
    })
}

/// Returns once the job is told to stop.
async fn stopped(asked_to_stop: &AtomicBool) {
    while !asked_to_stop.load(Ordering::Relaxed) {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Takes away what is in the object store, or of no use; a hundred trials of a large data set would fill the disk, and one that
/// has filled it must make room for its own end.
fn tidy(tree: &Tree) {
    let fetched = tree.base().with_file_name(FETCHED);
    for folder in [tree.data(), tree.model(), tree.output_data(), fetched] {
        let _ = fs::remove_dir_all(folder);
    }
}

/// Data, source and packages.
async fn fetch(buckets: &Buckets, task: &TrainingRun, tree: &Tree, folder: &Path) -> Result<Option<Mirror>, Failure> {
    let fetched = folder.join(FETCHED);
    for channel in &task.training.channels {
        if channel.mode == InputMode::Pipe {
            let mut files = Vec::new();
            for (number, input) in channels::inputs(buckets, channel, &fetched).await?.iter().enumerate() {
                let own = fetched.join(&channel.name);
                let readable = input.object.readable(&own, number).await;
                files.push(readable.map_err(|failure| failure.in_channel(&channel.name))?);
            }
            let piped = pipes::serve(&tree.channel(&channel.name), files, channel.gzipped, channel.shuffle);
            piped.map_err(|e| Failure::machine(e.to_string()).in_channel(&channel.name))?;
        } else {
            channels::fetch(buckets, channel, &tree.channel(&channel.name), &fetched).await?;
        }
    }
    let environment = Environment { task, tree: tree.clone(), private: false, packages: None, machines: None };
    match &task.training.runtime {
        Runtime::Script { python } => {
            let source = environment.text("sagemaker_submit_directory");
            let source =
                source.ok_or_else(|| Failure::request("the hyper-parameter sagemaker_submit_directory is absent"))?;
            archive::unpack(buckets, "sagemaker_submit_directory", &source, &tree.code(), &fetched).await?;
            if let Some(packages) = packages::install(&tree.code(), python, &data_dir(task).join("packages"))? {
                fs::write(folder.join(PACKAGES), packages.display().to_string())
                    .map_err(|e| Failure::machine(e.to_string()))?;
            }
        }
        Runtime::BuiltIn { algorithm, .. } => {
            let program = builtin::program(algorithm)
                .ok_or_else(|| Failure::request(format!("there is no built-in algorithm `{algorithm}`")))?;
            let file = tree.code().join("train.py");
            fs::write(&file, program).map_err(|e| Failure::machine(format!("{}: {e}", file.display())))?;
        }
        Runtime::Command { .. } | Runtime::Container { .. } => {}
    }
    let of_legacy = || {
        let program = environment.text("sagemaker_program")?;
        legacy::is_legacy(&environment, &program).then(|| legacy::checkpoints(&environment))?
    };
    let Some(checkpoints) = task.training.checkpoints.clone().or_else(of_legacy) else { return Ok(None) };
    let target = ObjectUri::parse(&checkpoints.uri)
        .ok_or_else(|| Failure::request(format!("`{}` is no s3:// address", checkpoints.uri)))?;
    let place = tree.resolve(&checkpoints.path).ok_or_else(|| {
        Failure::request(format!("checkpoints are kept below {BASE}; `{}` is elsewhere", checkpoints.path))
    })?;
    Ok(Some(Mirror::restore(buckets, place, target).await?))
}

/// Runs what is to be run to its end; its exit code.
async fn run_program(
    folder: &Path,
    task: &TrainingRun,
    buckets: &Buckets,
    mirror: Option<&mut Mirror>,
    asked_to_stop: &AtomicBool,
) -> Result<i32, Failure> {
    if let Runtime::Container { options, command, arguments } = &task.training.runtime {
        return run_image(folder, task, (options, command, arguments), buckets, mirror, asked_to_stop).await;
    }
    let status = train(folder, buckets, mirror, asked_to_stop).await?;
    Ok(status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0)))
}

type Image<'a> = (&'a BTreeMap<String, Setting>, &'a [String], &'a [String]);

#[cfg(feature = "container")]
async fn run_image(
    folder: &Path,
    task: &TrainingRun,
    (options, command, arguments): Image<'_>,
    buckets: &Buckets,
    mirror: Option<&mut Mirror>,
    asked_to_stop: &AtomicBool,
) -> Result<i32, Failure> {
    // Written where the tree is, and told as it is seen.
    let seen = |tree: Tree| Environment { task, tree, private: true, packages: None, machines: Machines::here() };
    seen(Tree::in_run(folder)).write_settings().map_err(|e| Failure::machine(e.to_string()))?;
    let run = ContainerRun { folder, options, command, arguments, environment: seen(Tree::at(BASE)) };
    run.to_the_end(data_dir(task), buckets, mirror, asked_to_stop).await
}

#[cfg(not(feature = "container"))]
async fn run_image(
    _: &Path,
    _: &TrainingRun,
    _: Image<'_>,
    _: &Buckets,
    _: Option<&mut Mirror>,
    _: &AtomicBool,
) -> Result<i32, Failure> {
    Err(Failure::request("this binary was built without containers"))
}

/// Runs a program of this machine to its end.
async fn train(
    folder: &Path,
    buckets: &Buckets,
    mut mirror: Option<&mut Mirror>,
    asked_to_stop: &AtomicBool,
) -> Result<ExitStatus, Failure> {
    let failed = |e: io::Error| Failure::machine(format!("the training process could not be started: {e}"));
    let own = env::current_exe().map_err(failed)?;
    // Our own program as it is now, even if its file was replaced.
    let own = if cfg!(target_os = "linux") { PathBuf::from("/proc/self/exe") } else { own };
    let verb = env::args().nth(1).unwrap_or_default();
    let mut child = tokio::process::Command::new(own).arg(verb).arg(folder).arg(INSIDE).spawn().map_err(failed)?;
    // A signal to all of us reaches the program by itself, unless it came before there was one.
    if asked_to_stop.load(Ordering::Relaxed)
        && let Some(pid) = child.id()
    {
        let _ = nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid as i32), nix::sys::signal::Signal::SIGTERM);
    }
    loop {
        let wait = tokio::time::timeout(MIRRORED, child.wait());
        if let Ok(status) = wait.await {
            return status.map_err(failed);
        }
        if let Some(mirror) = &mut mirror {
            // What cannot be carried away now is tried again.
            let _ = mirror.sync(buckets).await;
        }
    }
}

/// Files that are shared with the object store are to be read alone; where that cannot be had, the program gets its own.
fn protect(task: &TrainingRun, tree: &Tree, private: bool) -> io::Result<()> {
    for channel in task.training.channels.iter().filter(|c| c.mode == InputMode::FastFile) {
        let folder = tree.channel(&channel.name);
        if !private || sandbox::make_read_only(&folder).is_err() {
            channels::unlink(&folder)?;
        }
    }
    Ok(())
}

/// The data directory: where the buckets are.
fn data_dir(task: &TrainingRun) -> &Path {
    task.objects.parent().unwrap_or(&task.objects)
}

/// The part inside: shows the tree at its place, and becomes the program.
fn enter(folder: &Path) -> Result<Infallible, Failure> {
    let task: TrainingRun = read_task(folder, TrainingRun::FILE)?;
    let (tree, private) = private_tree(folder)?;
    let machine = |e: io::Error| Failure::machine(e.to_string());
    protect(&task, &tree, private).map_err(machine)?;
    let packages = fs::read_to_string(folder.join(PACKAGES)).ok();
    let environment = Environment { task: &task, tree, private, packages, machines: Machines::here() };
    environment.write_settings().map_err(machine)?;
    let (command, python) = match &task.training.runtime {
        Runtime::Script { python } => {
            let program = environment.text("sagemaker_program");
            let program = program.ok_or_else(|| Failure::request("the hyper-parameter sagemaker_program is absent"))?;
            let command = if legacy::is_legacy(&environment, &program) {
                legacy::command(&environment, &program, python, folder).map_err(machine)?
            } else {
                [script::command(&program, python), environment.arguments()].concat()
            };
            (command, Some(python.as_str()))
        }
        Runtime::BuiltIn { python, .. } => (vec![python.clone(), "train.py".to_owned()], Some(python.as_str())),
        Runtime::Command { command, python } => (command.clone(), python.as_deref()),
        // Whoever is outside runs those.
        Runtime::Container { .. } => return Err(Failure::request("an image is no program of this machine")),
    };
    become_program(&command, &environment.variables(data_dir(&task), python), &environment.tree.code())
}
