//! Logarithm of the expected improvement.

use crate::gp::Posterior;
use crate::numerics::normal::log_h;

/// Expected improvement over the best posterior mean among the points seen, which noise cannot flatter as it does the
/// best observed value; as a logarithm (Ament et al. 2023, equation 8), so that it tells points apart where the improvement
/// itself is zero to working precision.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LogExpectedImprovement {
    best: f64,
}

impl LogExpectedImprovement {
    pub(crate) fn over_best_mean(posterior: &Posterior) -> Self {
        Self { best: posterior.means_at_data().into_iter().fold(f64::INFINITY, f64::min) }
    }

    /// Its value at each point; larger is better.
    pub(crate) fn evaluate(self, posterior: &Posterior, points: &[Vec<f64>]) -> Vec<f64> {
        let score = |(mean, deviation): (f64, f64)| libm::log(deviation) + log_h((self.best - mean) / deviation);
        posterior.predict(points).into_iter().map(score).collect()
    }
}
