//! Runs as jobs of a Ray cluster, by its REST interface (Ray on Kubernetes speaks the same).
//!
//! The address is that of Ray's dashboard. A job's entrypoint is a shell line that makes the run's folder and its files
//! where the command is to find them, and runs it; output and end come back over the interface.

mod client;
mod doctor;
mod entrypoint;
mod options;

pub(crate) use client::Ray;
pub(crate) use doctor::examine;
pub(crate) use options::{RayOptions, SETTINGS};

/// Its name among the executors.
pub(crate) const NAME: &str = "ray";
