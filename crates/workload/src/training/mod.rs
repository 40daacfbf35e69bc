//! Training jobs: from a channel's objects to a model's.
//!
//! ```text
//! starting ──> downloading ──> training ──> uploading ──> the program's exit code
//!              channels        private      model.tar.gz
//!              sourcedir       /opt/ml      output.tar.gz
//! ```
//!
//! It outlives the server, and needs no word from it: objects come from and go to the object store's own files. Where it stands
//! is in [`Phases`]; why it failed, in [`crate::Failure`].

mod artifacts;
mod builtin;
mod channels;
mod checkpoints;
#[cfg(feature = "container")]
mod container;
mod environment;
mod legacy;
mod machines;
mod phases;
mod pipes;
mod run;
mod script;

pub use phases::{Phase, Phases};
pub use run::run;
