//! Model servers: a model at its place, and a program that answers for it.

#[cfg(feature = "container")]
mod container;
mod run;
mod shim;
mod task;

pub use run::run;
pub use task::{Framework, ModelData, ModelServer, ServerRuntime};
