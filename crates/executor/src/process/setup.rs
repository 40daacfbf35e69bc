//! The setup: a shell line that runs once before the first run of a job.

use std::fs::{self, File};
use std::io;
use std::process::Stdio;

use tokio::process::Command;

use super::wall_clock_ms;
use crate::run::SetupSpec;

/// How many of its last lines tell why it failed.
const TAIL_LINES: usize = 15;

/// Runs the setup unless the same line was done before; milliseconds it took, or its last words.
pub(super) async fn run(setup: &SetupSpec) -> Result<Option<i64>, String> {
    let done = setup.folder.join("setup.done");
    if fs::read_to_string(&done).is_ok_and(|line| line == setup.command) {
        return Ok(None);
    }
    let started = wall_clock_ms();
    let log = setup.folder.join("setup.log");
    let failed = |error: io::Error| format!("the setup could not run in {}: {error}", setup.dir.display());
    fs::create_dir_all(&setup.folder).map_err(failed)?;
    let output = File::create(&log).map_err(failed)?;
    let status = Command::new("sh")
        .args(["-c", &setup.command])
        .current_dir(&setup.dir)
        .envs(&setup.env)
        .stdin(Stdio::null())
        .stdout(output.try_clone().map_err(failed)?)
        .stderr(output)
        .kill_on_drop(true)
        .status()
        .await
        .map_err(failed)?;
    if !status.success() {
        let text = String::from_utf8_lossy(&fs::read(&log).unwrap_or_default()).into_owned();
        let lines: Vec<&str> = text.lines().collect();
        let tail = lines[lines.len().saturating_sub(TAIL_LINES)..].join("\n");
        return Err(format!("the setup ended with {status}; its log is {}\n{tail}", log.display()));
    }
    fs::write(done, &setup.command).map_err(failed)?;
    Ok(Some(wall_clock_ms() - started))
}
