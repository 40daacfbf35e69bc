//! Logarithm of the expected improvement.

use crate::numerics::normal::log_h;

/// Expected improvement over `best` where a loss is normal with this mean and deviation; as a logarithm (Ament et al. 2023,
/// equation 8), so that it tells points apart where the improvement itself is zero to working precision.
pub(crate) fn log_expected_improvement(best: f64, (mean, deviation): (f64, f64)) -> f64 {
    libm::log(deviation) + log_h((best - mean) / deviation)
}
