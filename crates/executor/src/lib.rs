//! Runs commands and reports what became of them.
//!
//! An [`Executor`] is given a [`RunSpec`] (command, environment, folder, metric patterns, limits) under a [`RunId`] and
//! answers with [`ExecutorEvent`]s. It knows nothing of tuning, so anything that runs a process can use it.
//!
//! [`process`] is the executor of one machine: every run lives in a folder of its own under a small supervisor, which
//! outlives whoever launched it. Its log, its metric points and its exit are on disk before anybody is told, so a
//! controller that died and came back adopts what still runs and reads what ended meanwhile.
//!
//! # It is not
//! - a scheduler: who launches decides how many run at once;
//! - a judge: an exit code is reported, not interpreted.

#[cfg(feature = "container")]
pub mod container;
pub mod doctor;
mod engine;
mod executor;
mod executors;
pub mod folder;
mod own_copy;
pub mod process;
#[cfg(feature = "ray")]
mod ray;
#[cfg(any(feature = "ray", feature = "container"))]
mod remote;
mod run;
mod settings;
mod slurm;
mod tasks;
mod trouble;

pub use engine::{ENGINES, EngineKind, PROCESS};
pub use executor::{Executor, ExecutorEvent};
pub use executors::Executors;
pub use run::{Exit, Outcome, Place, RunId, RunSpec, SetupSpec};
