//! How much a point is worth trying, and the search for the one that is worth most.

mod candidates;
mod log_ei;
mod maximise;

pub(crate) use candidates::{Candidates, digits};
pub(crate) use log_ei::LogExpectedImprovement;
pub(crate) use maximise::maximise;
