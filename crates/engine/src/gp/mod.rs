//! Gaussian-process regression: the surrogate.

mod fit;
mod kernel;
mod likelihood;
mod posterior;
mod priors;
mod transfer;
mod units;
mod warp;

pub(crate) use fit::{Fitted, fit_hyper_parameters};
pub(crate) use kernel::Axes;
#[cfg(feature = "internals")]
pub(crate) use likelihood::Likelihood;
pub(crate) use posterior::Posterior;
pub use priors::Priors;
pub(crate) use transfer::{Prior, weigh};
pub use warp::OutputWarp;
