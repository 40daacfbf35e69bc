//! The covariance between two points of the unit cube.

use tunesmith_space::SearchSpace;

/// What kind of axis each dimension is.
#[derive(Debug, Clone)]
pub(crate) struct Axes {
    categorical: Vec<bool>,
}

/// Matern-5/2 with a length scale for every dimension (Rasmussen and Williams 2006, equation 4.17). Categories enter the
/// squared distance as 0 or 1 over the squared length scale of their dimension: same or different.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Kernel {
    /// One over the squared length scale.
    pub(crate) weights: Vec<f64>,
    /// Variance of the function.
    pub(crate) signal: f64,
    /// Variance of the noise on top.
    pub(crate) noise: f64,
}

impl Axes {
    pub(crate) fn of(space: &SearchSpace) -> Self {
        Self { categorical: space.parameters().iter().map(|p| p.domain.is_categorical()).collect() }
    }

    pub(crate) fn dimension(&self) -> usize {
        self.categorical.len()
    }

    pub(crate) fn is_categorical(&self, dimension: usize) -> bool {
        self.categorical[dimension]
    }

    /// Squared distance along one dimension.
    pub(crate) fn squared(&self, dimension: usize, a: f64, b: f64) -> f64 {
        if self.categorical[dimension] { f64::from(u8::from(a != b)) } else { (a - b) * (a - b) }
    }
}

/// Correlation at a squared scaled distance, and the factor of its derivative: the derivative with respect to the
/// logarithm of a length scale is that factor times the dimension's share of the squared distance.
pub(crate) fn matern(squared: f64) -> (f64, f64) {
    let r = libm::sqrt(5.0 * squared);
    let decay = libm::exp(-r);
    ((1.0 + r + r * r / 3.0) * decay, 5.0 / 3.0 * (1.0 + r) * decay)
}

impl Kernel {
    /// Covariance of the function between two points, noise left out.
    pub(crate) fn covariance(&self, axes: &Axes, a: &[f64], b: &[f64]) -> f64 {
        let squared: f64 = (0..a.len()).map(|i| self.weights[i] * axes.squared(i, a[i], b[i])).sum();
        self.signal * matern(squared).0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_derivative_agrees_with_finite_differences() {
        for distance in [0.0, 0.3, 1.7, 30.0] {
            let at = |log_length: f64| matern(distance * (-2.0 * log_length).exp()).0;
            let (_, factor) = matern(distance);
            let numeric = (at(1e-5) - at(-1e-5)) / 2e-5;
            assert!((numeric - factor * distance).abs() < 1e-8, "{distance}: {numeric} {}", factor * distance);
        }
    }
}
