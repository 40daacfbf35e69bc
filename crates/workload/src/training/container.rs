//! A training job whose program is an image's own: the documented contract, with its tree at `/opt/ml`.

use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use std::{env, io};

use serde_json::{Map, Value};
use tunesmith_containers::{ContainerError, ContainerState, Containers, Mount};
use tunesmith_executor::container::ContainerOptions;
use tunesmith_executor::folder::RunFolder;

use super::checkpoints::Mirror;
use super::environment::Environment;
use crate::buckets::Buckets;
use crate::failure::Failure;
use crate::process::INHERITED;
use crate::sandbox::HOST;
use crate::tree::{BASE, Tree};

/// How often output is read.
const LOOK: Duration = Duration::from_millis(250);
/// How often checkpoints are carried away.
const MIRRORED: Duration = Duration::from_secs(5);
/// So long a program has to end in when it is told to; whoever supervises us forces an end a little later.
const GRACE: Duration = Duration::from_secs(110);
/// Labels by which what a crash has left is found.
const TRAINING: &str = "tunesmith.training";
const FOLDER: &str = "tunesmith.folder";

/// What an image is run with.
pub(super) struct ContainerRun<'a> {
    pub(super) folder: &'a Path,
    pub(super) options: &'a Map<String, Value>,
    /// Program and arguments in place of the image's own; empty: the image's own, with `arguments`.
    pub(super) command: &'a [String],
    pub(super) arguments: &'a [String],
    pub(super) environment: Environment<'a>,
}

impl ContainerRun<'_> {
    /// Runs the image to its end, and shows what it prints as our own output; its exit code.
    pub(super) async fn to_the_end(
        &self,
        data: &Path,
        buckets: &Buckets,
        mut mirror: Option<&mut Mirror>,
        asked_to_stop: &AtomicBool,
    ) -> Result<i32, Failure> {
        let options = ContainerOptions::read(self.options).map_err(Failure::request)?;
        let socket = options.socket().map_err(Failure::machine)?;
        let engine = Containers::connect(&socket).await.map_err(|e| failure(&e))?;
        sweep(&engine).await;
        let mut spec = options.limits();
        let tree = Tree::in_run(self.folder);
        let read_only = |mount: Mount| Mount { read_only: true, ..mount };
        let shown =
            |from: &Path, to: &str| Mount { from: from.display().to_string(), to: to.to_owned(), read_only: false };
        spec.mounts.push(shown(tree.base(), BASE));
        // Files there may be the object store's own.
        spec.mounts.push(read_only(shown(&tree.data(), &format!("{BASE}/input/data"))));
        spec.command = self.command.to_vec();
        spec.arguments = self.arguments.to_vec();
        spec.hostname = Some(HOST.to_owned());
        spec.env = self.environment.variables(data, None);
        // What belongs to this machine does not belong into an image.
        spec.env.retain(|name, _| !INHERITED.contains(&name.as_str()) && !name.starts_with("PYTHON"));
        let devices = env::var("CUDA_VISIBLE_DEVICES").unwrap_or_default();
        spec.gpus = devices.split(',').filter_map(|device| device.trim().parse().ok()).collect();
        let folder = self.folder.display().to_string();
        spec.labels = [(TRAINING, "1"), (FOLDER, &folder)].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        // Attempts have folders of their own, and so names.
        let name = format!("tunesmith-{}-{}", self.environment.task.name, std::process::id());
        if options.pulls() && !engine.has_image(&spec.image).await.map_err(|e| failure(&e))? {
            engine.pull(&spec.image).await.map_err(|e| failure(&e))?;
        }
        engine.create(&name, &spec).await.map_err(|e| failure(&e))?;
        let started = engine.start(&name).await;
        let ended = match started {
            Ok(()) => follow(&engine, &name, buckets, &mut mirror, asked_to_stop).await,
            Err(error) => Err(failure(&error)),
        };
        // What cannot be taken away now is swept by the next one.
        let _ = engine.remove(&name).await;
        ended
    }
}

async fn follow(
    engine: &Containers,
    name: &str,
    buckets: &Buckets,
    mirror: &mut Option<&mut Mirror>,
    asked_to_stop: &AtomicBool,
) -> Result<i32, Failure> {
    let mut logs = engine.logs(name);
    let mut mirrored = now();
    let mut stopping: Option<Instant> = None;
    loop {
        // An engine that is started anew answers again soon; the container goes on meanwhile.
        let state = engine.state(name).await;
        let over = matches!(state, Ok(ContainerState::Exited { .. }));
        let printed = logs.more(over).await.unwrap_or_default();
        // On a full disk nobody takes it any more.
        let _ = io::stdout().write_all(&printed).and_then(|()| io::stdout().flush());
        match state {
            Ok(ContainerState::Exited { code, out_of_memory, error, .. }) if printed.is_empty() => {
                return match error {
                    Some(error) if code == 0 => Err(Failure::request(error)),
                    _ if out_of_memory => Ok(137),
                    _ => Ok(code as i32),
                };
            }
            Err(ContainerError::Absent(_)) => return Err(Failure::machine("its container was removed")),
            _ => {}
        }
        // Said again while the engine is away; by force once its time is over.
        let asked = asked_to_stop.load(Ordering::Relaxed);
        if asked && stopping.is_none() && engine.signal(name, "SIGTERM").await.is_ok() {
            stopping = Some(now());
        }
        if stopping.is_some_and(|since| since.elapsed() >= GRACE) {
            let _ = engine.signal(name, "SIGKILL").await;
        }
        if mirrored.elapsed() >= MIRRORED
            && let Some(mirror) = mirror
        {
            // What cannot be carried away now is tried again.
            let _ = mirror.sync(buckets).await;
            mirrored = now();
        }
        tokio::time::sleep(LOOK).await;
    }
}

#[expect(clippy::disallowed_methods, reason = "a run happens in real time")]
fn now() -> Instant {
    Instant::now()
}

/// Takes away containers of training jobs whose end is written down or that nobody supervises any more.
async fn sweep(engine: &Containers) {
    for (name, labels) in engine.labelled(TRAINING, "1").await.unwrap_or_default() {
        let Some(folder) = labels.get(FOLDER).map(RunFolder::at) else { continue };
        if folder.exit().is_some() || folder.is_abandoned() {
            let _ = engine.remove(&name).await;
        }
    }
}

fn failure(error: &ContainerError) -> Failure {
    match error {
        ContainerError::Refused(reason) => Failure::request(reason.clone()),
        ContainerError::NoImage(reason) => Failure::request(format!("there is no such image: {reason}")),
        other => Failure::machine(format!("the container engine: {}", other.text())),
    }
}
