//! The covariance between two points of the unit cube.

use tunesmith_space::SearchSpace;

use crate::numerics::exp::exp_of_negative;

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

/// Squared scaled distances become correlations, in place.
pub(crate) fn correlations(squared: &mut [f64]) {
    let mut radii = [0.0; LANES];
    for chunk in squared.chunks_mut(LANES) {
        let radii = &mut radii[..chunk.len()];
        decay(chunk, radii);
        for (x, r) in chunk.iter_mut().zip(radii) {
            *x *= 1.0 + *r + *r * *r / 3.0;
        }
    }
}

/// The same, and the factors of the derivatives: that with respect to the logarithm of a length scale is the factor times the
/// dimension's share of the squared distance.
pub(crate) fn correlations_and_slopes(squared: &mut [f64], slopes: &mut [f64]) {
    let mut radii = [0.0; LANES];
    for (chunk, slopes) in squared.chunks_mut(LANES).zip(slopes.chunks_mut(LANES)) {
        let radii = &mut radii[..chunk.len()];
        decay(chunk, radii);
        for ((x, r), slope) in chunk.iter_mut().zip(radii).zip(slopes) {
            *slope = 5.0 / 3.0 * (1.0 + *r) * *x;
            *x *= 1.0 + *r + *r * *r / 3.0;
        }
    }
}

/// Numbers that are worked on together.
const LANES: usize = 64;

/// `exp(-r)` in place of the squared distance, and `r`, the square root of five times that.
fn decay(squared: &mut [f64], radii: &mut [f64]) {
    for (x, r) in squared.iter_mut().zip(radii) {
        *r = (5.0 * *x).sqrt();
        *x = -*r;
    }
    exp_of_negative(squared);
}

impl Kernel {
    /// Covariances of the function between a point and others, noise left out. `columns` has the coordinates of the others, one
    /// list a dimension.
    pub(crate) fn covariances(&self, axes: &Axes, point: &[f64], columns: &[Vec<f64>]) -> Vec<f64> {
        let mut sums = vec![0.0; columns.first().map_or(0, Vec::len)];
        for (d, column) in columns.iter().enumerate() {
            let (weight, at) = (self.weights[d], point[d]);
            if axes.is_categorical(d) {
                for (sum, x) in sums.iter_mut().zip(column) {
                    *sum += if *x == at { 0.0 } else { weight };
                }
            } else {
                for (sum, x) in sums.iter_mut().zip(column) {
                    *sum += weight * ((x - at) * (x - at));
                }
            }
        }
        correlations(&mut sums);
        for sum in &mut sums {
            *sum *= self.signal;
        }
        sums
    }
}

/// Points as one list a dimension.
pub(crate) fn columns(dimension: usize, points: &[Vec<f64>]) -> Vec<Vec<f64>> {
    (0..dimension).map(|d| points.iter().map(|p| p[d]).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_derivative_agrees_with_finite_differences() {
        for distance in [0.0, 0.3, 1.7, 30.0] {
            let at = |log_length: f64| {
                let mut squared = [distance * (-2.0 * log_length).exp()];
                correlations(&mut squared);
                squared[0]
            };
            let (mut squared, mut slopes) = ([distance], [0.0]);
            correlations_and_slopes(&mut squared, &mut slopes);
            let factor = slopes[0];
            let numeric = (at(1e-5) - at(-1e-5)) / 2e-5;
            assert!((numeric - factor * distance).abs() < 1e-8, "{distance}: {numeric} {}", factor * distance);
        }
    }
}
