//! What was learned: views of the surrogate.

mod edges;
mod importance;
mod learned;
mod surface;

pub use edges::{Edge, edges};
pub use importance::{Importance, importance};
pub use learned::{Lead, Learned, LeftOut, Prediction};
pub use surface::{Pair, SlicePoint};
