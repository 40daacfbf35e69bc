//! The folder of one run: what is put there before its start, what it says while it runs, and how it ended.
//!
//! It is the one thing that every executor shares, and the only thing that outlives whoever launched the run: the run's
//! log, its metric points and its exit are in it before anybody is told.

mod files;
mod follow;
mod identity;
mod log;
mod sink;

pub(crate) use files::{Claim, Liveness};
pub use files::{PlaceNote, RunFolder, Start};
pub(crate) use follow::Follower;
pub(crate) use identity::Identity;
pub use log::{log_length, read_log};
pub(crate) use sink::Sink;
pub use sink::printable;
