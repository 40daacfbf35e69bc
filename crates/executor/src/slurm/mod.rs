//! Runs as jobs of a Slurm cluster.
//!
//! ```text
//! controller ──sbatch──> slurmctld ──> a node: tunesmith supervise-start FOLDER ──spawns──> the command
//!     ^  ^                   │                     │
//!     │  └──squeue, scontrol─┘                     ├─> log, report.jsonl, exit.json
//!     └────────── looks into the run's folder <────┘    (the file system that all nodes share)
//! ```
//!
//! What a run says and how it ended is read from its folder, as on one machine; Slurm is asked only for what no folder can
//! tell: that a job waits and why, and that one is gone without a word. So a controller that died misses nothing, and a
//! `slurmctld` that is down holds up no result.
//!
//! A run is begun once: its first start claims the folder, and a job that Slurm starts again (its node failed, it was
//! preempted) finds the claim and runs nothing. Whether it is tried again is decided by whoever launched it.

mod client;
mod doctor;
mod engine;
mod manager;
mod options;
mod script;
mod state;
mod watched;

pub(crate) use client::present;
pub(crate) use doctor::examine;
pub(crate) use engine::SlurmEngine;
pub(crate) use options::{SETTINGS, SlurmOptions};

/// Its name among the executors.
pub(crate) const NAME: &str = "slurm";
