//! Real engines, set up on this machine for the purpose: `cargo xtask cluster [ENGINE [PART...]]`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::{debian, report};

/// An engine: its script, and the programs that it needs with their packages.
struct Engine {
    name: &'static str,
    needed: &'static [(&'static str, &'static str)],
    /// A package of `PyPI` that the script needs, a program that is there with it, and the variable that names that.
    package: Option<(&'static str, &'static str, &'static str)>,
}

const ENGINES: [Engine; 4] = [
    Engine {
        name: "postgres",
        needed: &[("pg_ctlcluster", "postgresql"), ("psql", "postgresql-client"), ("openssl", "openssl")],
        package: Some(("boto3==1.44.8", "python", "PYTHON")),
    },
    Engine {
        name: "slurm",
        needed: &[("slurmctld", "slurmctld"), ("slurmd", "slurmd"), ("sbatch", "slurm-client"), ("munged", "munge")],
        package: Some(("boto3==1.44.8", "python", "PYTHON")),
    },
    Engine {
        name: "container",
        needed: &[("podman", "podman"), ("runc", "runc"), ("catatonit", "catatonit"), ("debootstrap", "debootstrap")],
        package: Some(("boto3==1.44.8", "python", "PYTHON")),
    },
    Engine { name: "ray", needed: &[], package: Some(("ray[default]==2.60.0", "ray", "RAY")) },
];

/// What a script ends with that could not set its engine up: this machine does not let it.
const NOT_HERE: i32 = 77;
/// Leaves out what cannot be set up on this machine.
const WHERE_POSSIBLE: &str = "--where-possible";

/// Seconds that a script may take.
const LIMIT: &str = "1500";

/// Runs the scripts of the engines that are wanted, one after the other.
pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<(), String> {
    let lenient = arguments.iter().any(|a| a == WHERE_POSSIBLE);
    let arguments: Vec<String> = arguments.iter().filter(|a| *a != WHERE_POSSIBLE).cloned().collect();
    let named = arguments.first().map(String::as_str);
    let wanted: Vec<&Engine> = ENGINES.iter().filter(|e| named.is_none_or(|name| e.name == name)).collect();
    if wanted.is_empty() {
        let names: Vec<&str> = ENGINES.iter().map(|engine| engine.name).collect();
        return Err(format!("there is no engine `{}`; there is {}", named.unwrap_or_default(), names.join(", ")));
    }
    crate::cargo(&["build", "--quiet", "--package", "tunesmith"])?;
    let mut failed = Vec::new();
    for engine in wanted {
        let installed = debian::install(&format!("the tests on {}", engine.name), engine.needed).and_then(|()| {
            engine.package.map(|(package, program, _)| from_pypi(root, engine.name, package, program)).transpose()
        });
        let parts = arguments.get(1..).unwrap_or_default();
        match installed.map_err(Trouble::NotHere).and_then(|program| try_out(root, engine, program.as_deref(), parts)) {
            Ok(()) => {}
            Err(Trouble::NotHere(reason)) if lenient => report(&format!("cluster: {} left out: {reason}", engine.name)),
            Err(Trouble::NotHere(reason) | Trouble::Failed(reason)) => failed.push(reason),
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

/// The program of a package, installed into a folder of its own where it is not there yet.
fn from_pypi(root: &Path, name: &str, package: &str, program: &str) -> Result<PathBuf, String> {
    let folder = root.join("target/cluster").join(format!("{name}-installed"));
    let program = folder.join("bin").join(program);
    let done = folder.join("installed.txt");
    if fs::read_to_string(&done).is_ok_and(|there| there == package) {
        return Ok(program);
    }
    report(&format!("cluster: installing {package} into {}", folder.display()));
    let step = |program: &Path, arguments: &[&str]| match Command::new(program).args(arguments).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{} {} ended with {status}", program.display(), arguments.join(" "))),
        Err(error) => Err(format!("{} cannot be run: {error}", program.display())),
    };
    step(Path::new("python3"), &["-m", "venv", &folder.display().to_string()])?;
    step(&folder.join("bin/python"), &["-m", "pip", "install", "--quiet", "--disable-pip-version-check", package])?;
    fs::write(&done, package).map_err(|e| format!("{}: {e}", done.display()))?;
    Ok(program)
}

/// Why an engine was not tried out to the end.
enum Trouble {
    /// It cannot be set up on this machine.
    NotHere(String),
    /// Something does not hold.
    Failed(String),
}

fn try_out(root: &Path, engine: &Engine, program: Option<&Path>, parts: &[String]) -> Result<(), Trouble> {
    let place = root.join("target/cluster").join(engine.name);
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(&place).map_err(|e| Trouble::Failed(format!("{}: {e}", place.display())))?;
    report(&format!("cluster: {}", engine.name));
    let script = root.join("tests/cluster").join(format!("on_{}.py", engine.name));
    let mut command = Command::new("timeout");
    if let (Some((.., variable)), Some(program)) = (engine.package, program) {
        command.env(variable, program);
    }
    let status = command
        .args(["--foreground", "--kill-after=20", LIMIT, "python3", "-u"])
        .arg(script)
        .args(parts)
        .current_dir(&place)
        .env("TUNESMITH", root.join("target/debug/tunesmith"))
        .stdin(Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) if status.code() == Some(NOT_HERE) => Err(Trouble::NotHere("it cannot be set up here".to_owned())),
        Ok(status) => {
            let text = format!("cluster: {} ended with {status}; all of it: {}", engine.name, place.display());
            Err(Trouble::Failed(text))
        }
        Err(error) => Err(Trouble::NotHere(format!("python3 cannot be run: {error}"))),
    }
}
