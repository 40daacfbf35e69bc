//! A training job on several machines, each of which runs its program.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use tunesmith_study::TrainingRun;

/// The machines of one job of Slurm, and which of them this one is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Machines {
    /// Their names, the first one first.
    pub(crate) hosts: Vec<String>,
    /// This one's place among them.
    rank: usize,
}

impl Machines {
    /// The machines of the job that this process is a task of; none where it is not one of several.
    pub(crate) fn here() -> Option<Self> {
        let number = |name: &str| env::var(name).ok()?.parse::<usize>().ok();
        let rank = number("SLURM_PROCID")?;
        // A script that Slurm runs by itself is no task of a step.
        if number("SLURM_STEP_NUM_TASKS")? < 2 {
            return None;
        }
        let nodes = env::var("SLURM_STEP_NODELIST").or_else(|_| env::var("SLURM_JOB_NODELIST")).ok()?;
        let listed = Command::new("scontrol").args(["show", "hostnames", &nodes]).output().ok()?;
        let hosts: Vec<String> =
            String::from_utf8_lossy(&listed.stdout).split_whitespace().map(str::to_owned).collect();
        (rank < hosts.len()).then_some(Self { hosts, rank })
    }

    /// This machine's name.
    pub(crate) fn current(&self) -> &str {
        &self.hosts[self.rank]
    }

    /// Whether it is the first, which takes the results away.
    pub(crate) fn is_first(&self) -> bool {
        self.rank == 0
    }

    /// This machine's own part of a run's folder; made with what is to be done.
    pub(crate) fn folder(&self, run: &Path) -> io::Result<PathBuf> {
        if self.is_first() {
            return Ok(run.to_owned());
        }
        let own = run.join(format!("machine-{}", self.rank + 1));
        fs::create_dir_all(&own)?;
        fs::copy(run.join(TrainingRun::FILE), own.join(TrainingRun::FILE))?;
        Ok(own)
    }
}
