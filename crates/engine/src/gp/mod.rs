//! Gaussian-process regression: the surrogate.

mod fit;
mod kernel;
mod likelihood;
mod posterior;
mod priors;
mod units;
mod warp;

pub(crate) use fit::{Fitted, fit_hyper_parameters};
pub(crate) use kernel::Axes;
pub(crate) use posterior::Posterior;
pub use priors::Priors;
pub use warp::OutputWarp;
