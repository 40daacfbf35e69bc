//! What was learned: views of the surrogate.

mod edges;
mod importance;

pub use edges::{Edge, edges};
pub use importance::importance;
