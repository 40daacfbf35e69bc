//! Gaussian-process regression: the surrogate.

mod fit;
mod kernel;
mod likelihood;
mod posterior;
mod warp;

pub(crate) use fit::{Fitted, fit_hyper_parameters};
pub(crate) use kernel::Axes;
pub(crate) use posterior::Posterior;
#[cfg(test)]
pub(crate) use warp::OutputWarp;
