//! Training jobs as processes of this machine: what a container would give them, without a container.
//!
//! A training job finds its world in a tree of folders: data under `input/data/<channel>`, settings under `input/config`, a
//! place for its model under `model`. [`run`] makes that tree in the job's own folder, fills it, shows it to the program at
//! `/opt/ml` (on Linux, in a mount namespace of its own, so that several jobs have each their own), runs the program, and takes
//! the results away:
//!
//! ```text
//! starting ──> downloading ──> training ──> uploading ──> the program's exit code
//!              channels        private      model.tar.gz
//!              sourcedir       /opt/ml      output.tar.gz
//! ```
//!
//! It is the command that a run's supervisor starts, so it outlives the server, and needs no word from it: objects come from
//! and go to the object store's own files. Where it stands is in [`Phases`]; why it failed, in [`Failure`].
//!
//! # It is not
//! - a judge: metrics are read from what the program prints, by whoever supervises;
//! - a cluster: a job that asks for several machines runs as one process, and is told that it is alone.

mod artifacts;
mod buckets;
mod builtin;
mod channels;
mod checkpoints;
mod environment;
mod failure;
mod images;
mod phases;
mod pipes;
mod run;
mod sandbox;
mod script;
mod tree;

pub use buckets::OUTSIDE_BUCKETS;
pub use failure::Failure;
pub use images::{ImageMap, ImageRefused, ImageRule, RuleRuntime};
pub use phases::{Phase, Phases};
pub use run::{INSIDE, JOB_ENVIRONMENT, MACHINE_FAULT, run};
