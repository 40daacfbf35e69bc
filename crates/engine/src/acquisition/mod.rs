//! How much a point is worth trying, and the search for the one that is worth most.

mod candidates;
mod hypervolume;
mod improvement;
mod maximise;
mod scalarised;

pub(crate) use candidates::{Candidates, digits};
pub(crate) use hypervolume::Staircase;
pub(crate) use improvement::log_expected_improvement;
pub(crate) use maximise::maximise;
pub(crate) use scalarised::Scalarised;

use crate::numerics::rng::Stream;

/// How far beyond the worst of the undominated losses the reference of a hypervolume lies, as a share of their spread: now
/// near, which fills gaps of the front, now far, which makes it longer.
fn reference_share(stream: &mut Stream) -> f64 {
    libm::pow(10.0, -1.5 * stream.uniform())
}
