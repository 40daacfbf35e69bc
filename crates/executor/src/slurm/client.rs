//! Slurm's own commands.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;
use tokio::time::timeout;

use super::state::{Shown, columns};
use crate::trouble::Trouble;

/// Longer than Slurm's own time-outs, so that it is Slurm who says what is wrong.
const PATIENCE: Duration = Duration::from_secs(90);
/// What is said where the controller of the cluster is not there, or has too much to do; asking again later helps.
const PASSING: [&str; 9] = [
    "unable to contact",
    "timed out",
    "connection refused",
    "connection reset",
    "zero bytes were transmitted",
    "communication connection failure",
    "temporarily",
    "standby mode",
    "submit limit",
];

/// Whether Slurm's commands are here.
pub(crate) fn present() -> Result<(), String> {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    if std::env::split_paths(&paths).any(|folder| folder.join("sbatch").is_file()) {
        return Ok(());
    }
    Err("Slurm's `sbatch` is not on the PATH: Tunesmith must run where jobs are submitted, such as a login node"
        .to_owned())
}

/// Runs one of Slurm's commands; what it printed.
pub(crate) async fn ask(program: &str, arguments: &[&str]) -> Result<String, Trouble> {
    let output =
        Command::new(program).args(arguments).stdin(Stdio::null()).process_group(0).kill_on_drop(true).output();
    let output = match timeout(PATIENCE, output).await {
        Ok(Ok(output)) => output,
        Ok(Err(error)) => return Err(Trouble::Refused(format!("`{program}` cannot be run: {error}"))),
        Err(_) => return Err(Trouble::Passing(format!("`{program}` gave no answer in {} s", PATIENCE.as_secs()))),
    };
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(if output.stderr.is_empty() { &output.stdout } else { &output.stderr });
    let bare = |line: &'_ str| {
        let line = line.trim();
        let rest = line.strip_prefix(program).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(line);
        rest.strip_prefix("error: ").or_else(|| rest.strip_prefix("fatal: ")).unwrap_or(rest).to_owned()
    };
    let lines: Vec<String> = said.lines().map(bare).filter(|l| !l.is_empty()).collect();
    let text = if lines.is_empty() { format!("`{program}` ended with {}", output.status) } else { lines.join("; ") };
    let lower = text.to_lowercase();
    Err(if PASSING.iter().any(|p| lower.contains(p)) { Trouble::Passing(text) } else { Trouble::Refused(text) })
}

/// Hands a script over; the job's id.
pub(crate) async fn submit(script: &Path) -> Result<String, Trouble> {
    let printed = ask("sbatch", &["--parsable", &script.display().to_string()]).await?;
    // `ID` or `ID;CLUSTER`, after whatever the site's own plugins print.
    let id = printed.lines().rev().filter_map(|l| l.trim().split(';').next()).find(|id| !id.is_empty());
    let id = id.filter(|id| id.bytes().all(|b| b.is_ascii_digit()));
    id.map(str::to_owned).ok_or_else(|| Trouble::Refused(format!("sbatch answered `{}`", printed.trim())))
}

/// All jobs of this user that Slurm still knows of, also those that have ended a short while ago.
pub(crate) async fn jobs(user: &str) -> Result<Vec<Shown>, Trouble> {
    let columns = columns();
    let printed =
        ask("squeue", &["--noheader", "--array", "--states=all", "--user", user, "--Format", &columns]).await?;
    Ok(printed.lines().filter_map(Shown::of_line).collect())
}

/// One job that the list does not show; none where Slurm knows nothing of it.
pub(crate) async fn job(id: &str) -> Result<Option<Shown>, Trouble> {
    match ask("scontrol", &["--oneliner", "show", "job", id]).await {
        Ok(record) => Ok(record.lines().find_map(|line| Shown::of_record(id, line))),
        Err(Trouble::Refused(text)) if text.to_lowercase().contains("invalid job") => Ok(None),
        Err(trouble) => Err(trouble),
    }
}

/// Asks the job's own script, which is our supervisor, to end.
pub(crate) async fn terminate(id: &str) -> Result<String, Trouble> {
    ask("scancel", &["--batch", "--signal=TERM", id]).await
}

/// Takes a job away, begun or not.
pub(crate) async fn cancel(id: &str) -> Result<String, Trouble> {
    ask("scancel", &[id]).await
}
