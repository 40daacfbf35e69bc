//! Real engines, set up on this machine for the purpose: `cargo xtask cluster [ENGINE [PART...]]`.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{debian, report};

/// An engine: its script, and the programs that it needs with their packages.
struct Engine {
    name: &'static str,
    needed: &'static [(&'static str, &'static str)],
}

const ENGINES: [Engine; 1] = [Engine {
    name: "slurm",
    needed: &[("slurmctld", "slurmctld"), ("slurmd", "slurmd"), ("sbatch", "slurm-client"), ("munged", "munge")],
}];

/// Seconds that a script may take.
const LIMIT: &str = "1500";

/// Runs the scripts of the engines that are wanted, one after the other.
pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<(), String> {
    let named = arguments.first().map(String::as_str);
    let wanted: Vec<&Engine> = ENGINES.iter().filter(|e| named.is_none_or(|name| e.name == name)).collect();
    if wanted.is_empty() {
        let names: Vec<&str> = ENGINES.iter().map(|engine| engine.name).collect();
        return Err(format!("there is no engine `{}`; there is {}", named.unwrap_or_default(), names.join(", ")));
    }
    crate::cargo(&["build", "--quiet", "--package", "tunesmith"])?;
    let mut failed = Vec::new();
    for engine in wanted {
        debian::install(&format!("the tests on {}", engine.name), engine.needed)?;
        if let Err(reason) = try_out(root, engine, arguments.get(1..).unwrap_or_default()) {
            failed.push(reason);
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

fn try_out(root: &Path, engine: &Engine, parts: &[String]) -> Result<(), String> {
    let place = root.join("target/cluster").join(engine.name);
    let _ = fs::remove_dir_all(&place);
    fs::create_dir_all(&place).map_err(|e| format!("{}: {e}", place.display()))?;
    report(&format!("cluster: {}", engine.name));
    let script = root.join("tests/cluster").join(format!("{}.py", engine.name));
    let status = Command::new("timeout")
        .args(["--foreground", "--kill-after=20", LIMIT, "python3", "-u"])
        .arg(script)
        .args(parts)
        .current_dir(&place)
        .env("TUNESMITH", root.join("target/debug/tunesmith"))
        .stdin(Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("cluster: {} ended with {status}; all of it: {}", engine.name, place.display())),
        Err(error) => Err(format!("python3 cannot be run: {error}")),
    }
}
