//! Runs as containers of this machine's Docker or Podman.
//!
//! The command runs in an image, with the job's directory and the run's folder mounted under their own paths, and without a
//! network unless one is asked for.

mod doctor;
mod options;
mod remote;

pub(crate) use doctor::examine;
pub use options::ContainerOptions;
pub(crate) use options::SETTINGS;
pub(crate) use remote::Container;

/// Its name among the executors.
pub(crate) const NAME: &str = "container";
