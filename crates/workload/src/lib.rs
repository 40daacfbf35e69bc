//! Training jobs and model servers as processes of this machine: what a container would give them, without a container.
//!
//! A program finds its world in a tree of folders: data under `input/data/<channel>`, settings under `input/config`, a model
//! under `model`. That tree lies in the run's own folder and is shown to the program at `/opt/ml` (on Linux, in a mount namespace
//! of its own, so that several have each their own). [`training`] fills it and takes the results away; [`serving`] puts a model
//! there and lets a program answer for it.
//!
//! Each is the command that a run's supervisor starts, in two halves: the first fetches, the second ([`INSIDE`]) becomes the program.
//!
//! # It is not
//! - a judge: metrics are read from what the program prints, by whoever supervises;
//! - a cluster: several machines of one job are several runs of the same, each of which knows its place among them; whoever
//!   runs it elsewhere starts them. On one machine a job that asks for several runs as one process, and is told so.

mod archive;
mod buckets;
#[cfg(feature = "container")]
mod contained;
mod failure;
mod images;
mod packages;
mod pattern;
mod process;
mod sandbox;
pub mod serving;
pub mod training;
mod tree;

pub use archive::pack;
pub use buckets::OUTSIDE_BUCKETS;
pub use failure::Failure;
pub use images::{
    COMMAND, COMMAND_DIR, COMMAND_IMAGE, ImageMap, ImageRefused, ImageRule, OWN_IMAGES, PYTHON, RuleRuntime,
};
pub use pattern::is_like;
pub use process::{INSIDE, JOB_ENVIRONMENT, MACHINE_FAULT};
