//! The posterior density of the hyper-parameters.

use std::f64::consts::PI;

use super::kernel::{Axes, Kernel, correlations_and_slopes};
use super::priors::{LogNormal, Priors};
use crate::numerics::linalg::{Factor, dot};

/// Data arranged for many evaluations: squared distances of all pairs, a dimension at a time.
#[derive(Debug)]
pub(crate) struct Likelihood<'a> {
    /// `distances[d][p]` for the pair `p = i (i - 1) / 2 + j`, `j < i`.
    distances: Vec<Vec<f64>>,
    targets: &'a [f64],
    /// Of the logarithms of lengths, signal and noise variance.
    priors: Vec<LogNormal>,
}

/// Bounds of the logarithms: lengths from a fiftieth of the cube to twenty times it.
const LENGTH_BOUNDS: (f64, f64) = (-3.9, 3.0);
const SIGNAL_BOUNDS: (f64, f64) = (-3.0, 3.0);
const NOISE_BOUNDS: (f64, f64) = (-13.8, 0.7);

impl<'a> Likelihood<'a> {
    pub(crate) fn new(axes: &Axes, points: &[Vec<f64>], targets: &'a [f64], priors: &Priors) -> Self {
        let n = points.len();
        let along = |d: usize| {
            let mut pairs = Vec::with_capacity(n * n.saturating_sub(1) / 2);
            for i in 0..n {
                pairs.extend((0..i).map(|j| axes.squared(d, points[i][d], points[j][d])));
            }
            pairs
        };
        let mut all = priors.lengths(axes);
        all.extend([priors.signal(), priors.noise()]);
        Self { distances: (0..axes.dimension()).map(along).collect(), targets, priors: all }
    }

    /// The logarithms of lengths, signal and noise variance at the mode of their priors.
    pub(crate) fn start(&self) -> Vec<f64> {
        self.priors.iter().map(|prior| prior.mean).collect()
    }

    pub(crate) fn bounds(&self) -> Vec<(f64, f64)> {
        let mut bounds = vec![LENGTH_BOUNDS; self.distances.len()];
        bounds.extend([SIGNAL_BOUNDS, NOISE_BOUNDS]);
        bounds
    }

    pub(crate) fn kernel(theta: &[f64]) -> Kernel {
        let d = theta.len() - 2;
        Kernel {
            weights: theta[..d].iter().map(|t| libm::exp(-2.0 * t)).collect(),
            signal: libm::exp(theta[d]),
            noise: libm::exp(theta[d + 1]),
        }
    }

    /// Negative log marginal likelihood (Rasmussen and Williams 2006, equation 2.30) plus the penalties of the priors, and
    /// its gradient (equation 5.9). NaN where the covariance cannot be factorised. O(n^3 + d n^2).
    pub(crate) fn evaluate(&self, theta: &[f64], gradient: &mut [f64]) -> f64 {
        let (n, d) = (self.targets.len(), self.distances.len());
        let kernel = Self::kernel(theta);
        let pairs = n * n.saturating_sub(1) / 2;
        let mut squared = vec![0.0; pairs];
        for (weight, distances) in kernel.weights.iter().zip(&self.distances) {
            for (sum, distance) in squared.iter_mut().zip(distances) {
                *sum += weight * distance;
            }
        }
        let mut slopes = vec![0.0; pairs];
        correlations_and_slopes(&mut squared, &mut slopes);
        let mut lower = Vec::with_capacity(n);
        let mut p = 0;
        for i in 0..n {
            let mut row = Vec::with_capacity(i + 1);
            for _ in 0..i {
                row.push(kernel.signal * squared[p]);
                slopes[p] *= kernel.signal;
                p += 1;
            }
            row.push(kernel.signal + kernel.noise);
            lower.push(row);
        }
        let covariances = lower.clone();
        let Some(factor) = Factor::new(lower) else { return f64::NAN };
        let mut alpha = self.targets.to_vec();
        factor.solve_lower(&mut alpha);
        let fit = 0.5 * dot(&alpha, &alpha);
        factor.solve_upper(&mut alpha);
        let mut value = fit + factor.half_log_determinant() + 0.5 * n as f64 * libm::log(2.0 * PI);

        // With G = K^-1 - alpha alpha^T the derivative is half the trace of G times the derivative of K.
        let inverse = factor.inverse();
        let (mut signal, mut noise) = (0.0, 0.0);
        p = 0;
        for i in 0..n {
            for j in 0..i {
                let g = inverse[i][j] - alpha[i] * alpha[j];
                signal += g * covariances[i][j];
                slopes[p] *= g;
                p += 1;
            }
            let g = inverse[i][i] - alpha[i] * alpha[i];
            signal += 0.5 * g * kernel.signal;
            noise += 0.5 * g * kernel.noise;
        }
        for ((slope, weight), distances) in gradient.iter_mut().zip(&kernel.weights).zip(&self.distances) {
            *slope = weight * dot(&slopes, distances);
        }
        gradient[d] = signal;
        gradient[d + 1] = noise;
        for (i, prior) in self.priors.iter().enumerate() {
            let (penalty, slope) = prior.penalty(theta[i]);
            value += penalty;
            gradient[i] += slope;
        }
        value
    }
}

#[cfg(test)]
mod tests {
    use tunesmith_space::{Domain, Parameter, SearchSpace, SpaceDefinition};

    use super::*;
    use crate::numerics::rng::Stream;

    #[test]
    fn the_gradient_agrees_with_finite_differences() {
        let parameters =
            vec![Parameter::new("x", Domain::float(0.0, 1.0)), Parameter::new("c", Domain::choice(["a", "b", "c"]))];
        let space = SearchSpace::new(SpaceDefinition { parameters, ..Default::default() }).expect("valid");
        let mut stream = Stream::new(1, &[]);
        let points: Vec<Vec<f64>> =
            (0..12).map(|_| vec![stream.uniform(), (stream.below(3) as f64 + 0.5) / 3.0]).collect();
        let targets: Vec<f64> = points.iter().map(|p| (6.0 * p[0]).sin() + p[1] + 0.1 * stream.normal()).collect();
        let likelihood = Likelihood::new(&Axes::of(&space), &points, &targets, &Priors::default());
        let theta = [-0.3, 0.4, 0.2, -3.0];
        let mut gradient = [0.0; 4];
        likelihood.evaluate(&theta, &mut gradient);
        for i in 0..4 {
            let at = |step: f64| {
                let mut moved = theta;
                moved[i] += step;
                likelihood.evaluate(&moved, &mut [0.0; 4])
            };
            let numeric = (at(1e-5) - at(-1e-5)) / 2e-5;
            assert!((numeric - gradient[i]).abs() < 1e-5 * (1.0 + numeric.abs()), "{i}: {numeric} {}", gradient[i]);
        }
    }
}
