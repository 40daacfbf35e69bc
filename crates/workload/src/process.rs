//! What every workload's process does, whatever it is for: it finds out what to do, shows the program its tree, becomes the program.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;
use std::{env, fs, io};

use serde::de::DeserializeOwned;

use crate::failure::{Failure, FailureKind};
use crate::sandbox;
use crate::tree::{BASE, Tree};

/// The argument that makes the second half of a run: the process that becomes the program.
pub const INSIDE: &str = "--inside";
/// File in the data directory with the variables by which programs reach the server.
pub const JOB_ENVIRONMENT: &str = "job-environment.json";

/// Exit code of a run that this machine is at fault for (a full disk, say) and that may go well another time: `EX_TEMPFAIL` of
/// `sysexits.h`. No program's own exit code is told as this one.
pub const MACHINE_FAULT: i32 = 75;
/// Exit code of a run whose program could not be run.
const NOT_RUN: i32 = 70;

/// Folder of a run for copies of objects that are elsewhere and are not for the program.
pub(crate) const FETCHED: &str = "fetched";
/// File of a run that says where packages lie that the program brought a list of.
pub(crate) const PACKAGES: &str = "packages";

/// Variables of the server that a program needs as well; everything else of its environment stays with it.
pub(crate) const INHERITED: [&str; 12] = [
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "CUDA_VISIBLE_DEVICES",
    "OMP_NUM_THREADS",
    "SSL_CERT_FILE",
    "PIP_INDEX_URL",
    "PIP_CONFIG_FILE",
];

/// The exit code of a run; why it failed is in its log and its folder.
pub(crate) fn exit_code(folder: &Path, ended: Result<i32, Failure>) -> i32 {
    ended.unwrap_or_else(|failure| {
        say(&failure.message);
        failure.write(folder);
        if failure.kind == FailureKind::Machine { MACHINE_FAULT } else { NOT_RUN }
    })
}

/// The log of a run is its standard output; what is ours in it is marked as such.
pub(crate) fn say(message: &str) {
    // On a full disk nobody takes it any more.
    let _ = writeln!(io::stdout(), "tunesmith: {message}");
}

#[expect(clippy::disallowed_methods, reason = "a run happens in real time")]
pub(crate) fn now_ms() -> i64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_millis() as i64)
}

/// What is to be done, from a file of the run's folder.
pub(crate) fn read_task<T: DeserializeOwned>(folder: &Path, file: &str) -> Result<T, Failure> {
    let file = folder.join(file);
    let read = fs::read(&file).and_then(|bytes| Ok(serde_json::from_slice(&bytes)?));
    read.map_err(|e| Failure::machine(format!("{}: {e}", file.display())))
}

/// Shows the run's tree where programs look for it, and answers with it as the program sees it, and whether that is there.
pub(crate) fn private_tree(folder: &Path) -> Result<(Tree, bool), Failure> {
    let own = Tree::in_run(folder);
    let scratch = folder.join("scratch");
    fs::create_dir_all(&scratch).map_err(|e| Failure::machine(e.to_string()))?;
    match sandbox::enter(own.base(), &scratch) {
        Ok(()) => Ok((Tree::at(BASE), true)),
        Err(error) => {
            say(&format!(
                "{BASE} cannot be made private on this machine ({error}); this program's files are under {}, which the SM_ \
                 variables say",
                own.base().display()
            ));
            Ok((own, false))
        }
    }
}

/// What every program finds in its environment: a little of ours, how to reach the server of the data directory, and `python`
/// before others of that name.
pub(crate) fn variables(data: &Path, python: Option<&str>) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> =
        INHERITED.iter().filter_map(|name| Some(((*name).to_owned(), env::var(name).ok()?))).collect();
    all.entry("PATH".into()).or_insert_with(|| "/usr/local/bin:/usr/bin:/bin".into());
    if let Some(folder) = python.map(Path::new).and_then(Path::parent).filter(|p| p.is_absolute()) {
        let path = format!("{}:{}", folder.display(), all["PATH"]);
        all.insert("PATH".into(), path);
    }
    let reach: BTreeMap<String, String> =
        fs::read(data.join(JOB_ENVIRONMENT)).ok().and_then(|b| serde_json::from_slice(&b).ok()).unwrap_or_default();
    all.extend(reach);
    // What a program prints should be seen when it is printed.
    all.insert("PYTHONUNBUFFERED".into(), "1".into());
    all.insert("PYTHONDONTWRITEBYTECODE".into(), "1".into());
    all
}

/// Where Python looks for modules first: the program's own, and packages that it brought a list of.
pub(crate) fn python_path(code: &Path, packages: Option<&str>) -> String {
    let code = code.display().to_string();
    packages.map_or_else(|| code.clone(), |packages| format!("{code}:{packages}"))
}

/// Becomes the program; comes back only where that fails.
pub(crate) fn become_program(
    command: &[String],
    variables: &BTreeMap<String, String>,
    dir: &Path,
) -> Result<Infallible, Failure> {
    let Some((program, arguments)) = command.split_first() else {
        return Err(Failure::request("there is no program to run"));
    };
    let error = Command::new(program).args(arguments).env_clear().envs(variables).current_dir(dir).exec();
    Err(Failure::request(format!("`{program}` could not be started: {error}")))
}
