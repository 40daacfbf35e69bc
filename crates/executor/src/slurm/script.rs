//! What is handed to `sbatch`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use shell_words::quote;

use super::options::SlurmOptions;
use crate::process::SUPERVISE_START;
use crate::run::RunSpec;

/// Room that a job has beyond its run's own time limit: to be asked to end, to end, and to write down how it ended.
const ROOM_S: f64 = 120.0;
/// A name as Slurm's lists show it.
const LONGEST_LABEL: usize = 60;

/// The options that a run asks `sbatch` for. Runs that ask for the same can be one array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Directives(Vec<String>);

impl Directives {
    /// Those of a run.
    pub(crate) fn of(spec: &RunSpec, options: &SlurmOptions) -> Self {
        let time = spec.timeout_s.map(|s| minutes(s + spec.grace_s + ROOM_S));
        Self::with(options, time, spec.cpus, spec.gpus, spec.machines)
    }

    /// Those of a run that asks for nothing itself.
    pub(crate) fn of_options(options: &SlurmOptions) -> Self {
        Self::with(options, None, None, 0, 1)
    }

    fn with(options: &SlurmOptions, time: Option<String>, cpus: Option<u32>, gpus: u32, machines: u32) -> Self {
        let mut lines = Vec::new();
        let mut set = |name: &str, value: Option<String>| lines.extend(value.map(|v| format!("--{name}={v}")));
        set("partition", options.partition.clone());
        set("account", options.account.clone());
        set("qos", options.qos.clone());
        set("time", options.time.clone().or(time));
        set("mem", options.memory.clone());
        set("nodes", options.nodes.or((machines > 1).then_some(machines)).map(|n| n.to_string()));
        set("ntasks-per-node", (machines > 1).then(|| "1".to_owned()));
        set("cpus-per-task", cpus.map(|n| n.to_string()));
        let kind = options.gpu_type.as_ref().map_or_else(String::new, |kind| format!("{kind}:"));
        set("gres", (gpus > 0).then(|| format!("gpu:{kind}{gpus}")));
        // Whether a run is tried again is our decision; options of the user come later and win.
        lines.push("--no-requeue".to_owned());
        lines.extend(options.extra.iter().cloned());
        Self(lines)
    }
}

/// Whole minutes, as `--time` counts.
fn minutes(seconds: f64) -> String {
    ((seconds / 60.0).ceil().max(1.0) as u64).to_string()
}

/// The script for one job, or for an array of jobs with one run each.
pub(crate) fn script(
    directives: &Directives,
    before: &[String],
    label: &str,
    program: &Path,
    folders: &[PathBuf],
) -> String {
    let mut text = String::from("#!/bin/sh\n");
    let label: String = label.chars().map(|c| if c.is_ascii_graphic() { c } else { '-' }).take(LONGEST_LABEL).collect();
    let _ = writeln!(text, "#SBATCH --job-name={}", quoted(&label));
    for option in &directives.0 {
        // A value with blanks is one word for sbatch only in quotes.
        let option = option.split_once('=').map_or_else(|| option.clone(), |(n, v)| format!("{n}={}", quoted(v)));
        let _ = writeln!(text, "#SBATCH {option}");
    }
    if folders.len() > 1 {
        let _ = writeln!(text, "#SBATCH --array=0-{}", folders.len() - 1);
    }
    text.push_str("#SBATCH --output=/dev/null\n");
    text.push_str("case ${SLURM_ARRAY_TASK_ID:-0} in\n");
    for (i, folder) in folders.iter().enumerate() {
        let _ = writeln!(text, "{i}) folder={} ;;", quote(&folder.display().to_string()));
    }
    text.push_str("esac\n");
    // From here on what goes wrong is said where it is looked for.
    text.push_str("exec >>\"$folder/slurm.out\" 2>&1\n");
    for line in before {
        let _ = writeln!(text, "{line}");
    }
    text.push_str("job=${SLURM_ARRAY_JOB_ID:+${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID}\n");
    let program = program.display().to_string();
    let program = quote(&program);
    let _ = writeln!(
        text,
        "exec {program} {SUPERVISE_START} \"$folder\" \"${{job:-$SLURM_JOB_ID}}\" \"${{SLURM_RESTART_COUNT:-0}}\" \"$SLURMD_NODENAME\""
    );
    text
}

/// A value of an option in a script's head, where Slurm splits at blanks.
fn quoted(value: &str) -> String {
    if value.contains(char::is_whitespace) && !value.contains('"') { format!("\"{value}\"") } else { value.to_owned() }
}
