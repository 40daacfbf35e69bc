//! Three and more losses as one.

use super::reference_share;
use crate::numerics::normal::quantile;
use crate::numerics::rng::Stream;
use crate::numerics::sobol::Sobol;
use crate::strategy::dominates;

/// Draws of the losses at a point.
const DRAWS: u64 = 64;

/// A hypervolume scalarisation: the distance from a reference along a random direction (Golovin and Zhang 2020, "Random
/// hypervolume scalarizations", equation 1), whose mean over all directions is the hypervolume; and its expected improvement
/// over independent normal losses, by quasi-random draws. Another direction at every point spreads the search.
#[derive(Debug, Clone)]
pub(crate) struct Scalarised {
    /// A direction of length one, all parts positive.
    direction: Vec<f64>,
    /// Least value and width of each loss among the pairs that nothing dominates.
    scales: Vec<(f64, f64)>,
    /// How far beyond the worst of those the reference lies, in widths.
    share: f64,
    /// Standard normal draws, one of each loss.
    draws: Vec<Vec<f64>>,
    best: f64,
}

impl Scalarised {
    /// Along the direction of this stream, over the rows of losses seen.
    pub(crate) fn over(seen: &[Vec<f64>], stream: &mut Stream) -> Self {
        let m = seen.first().map_or(0, Vec::len);
        let raw: Vec<f64> = (0..m).map(|_| stream.normal().abs().max(1e-3)).collect();
        let length = libm::sqrt(raw.iter().map(|x| x * x).sum::<f64>());
        let front: Vec<&Vec<f64>> =
            seen.iter().filter(|mine| !seen.iter().any(|other| dominates(other, mine))).collect();
        let column = |i: usize| front.iter().map(move |row| row[i]);
        let scale = |i: usize| {
            let least = column(i).fold(f64::INFINITY, f64::min);
            (least, (column(i).fold(f64::NEG_INFINITY, f64::max) - least).max(1e-9))
        };
        let sobol = Sobol::new(m, stream.next_u64());
        let normal = |u: &f64| quantile(u.clamp(1e-6, 1.0 - 1e-6));
        let mut chosen = Self {
            direction: raw.iter().map(|x| x / length).collect(),
            scales: (0..m).map(scale).collect(),
            share: reference_share(stream),
            draws: (0..DRAWS).map(|i| sobol.point(i).iter().map(normal).collect()).collect(),
            best: 0.0,
        };
        chosen.best = seen.iter().map(|row| chosen.scalar(row.iter().copied())).fold(f64::INFINITY, f64::min);
        chosen
    }

    /// Less is better.
    fn scalar(&self, losses: impl Iterator<Item = f64>) -> f64 {
        let parts = losses.zip(&self.scales).zip(&self.direction);
        let beyond = parts.map(|((y, (least, width)), along)| ((y - least) / width - 1.0 - self.share) / along);
        beyond.fold(f64::NEG_INFINITY, f64::max)
    }

    /// Logarithm of the expected improvement at a point with these means and deviations.
    pub(crate) fn log_improvement(&self, predictions: &[(f64, f64)]) -> f64 {
        let improvements = self.draws.iter().map(|draw| {
            let losses = predictions.iter().zip(draw).map(|((mean, deviation), z)| mean + deviation * z);
            softplus((self.best - self.scalar(losses)) / SOFT)
        });
        libm::log((improvements.sum::<f64>() * SOFT / DRAWS as f64).max(1e-300))
    }
}

/// How sharply draws without an improvement count as none; a little softness tells hopeless points apart.
const SOFT: f64 = 1e-3;

/// A smooth `max(x, 0)`.
fn softplus(x: f64) -> f64 {
    if x > 30.0 { x } else { libm::log1p(libm::exp(x)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_one_certain_loss_it_is_the_improvement() {
        let seen = vec![vec![2.0], vec![5.0]];
        let scalar = Scalarised::over(&seen, &mut Stream::new(1, &[]));
        let gain = |y: f64| libm::exp(scalar.log_improvement(&[(y, 1e-15)]));
        // Along one direction there is one way; the width of a single best point is next to nothing.
        assert!((gain(2.0 - 1e-9) - 1.0).abs() < 1e-2, "{}", gain(2.0 - 1e-9));
        assert!(gain(3.0) < 1e-3);
    }

    #[test]
    fn what_dominates_is_worth_more() {
        let seen = vec![vec![0.0, 2.0, 1.0], vec![2.0, 0.0, 1.0], vec![1.0, 1.0, 0.0], vec![3.0, 3.0, 3.0]];
        for key in 0..20 {
            let scalar = Scalarised::over(&seen, &mut Stream::new(1, &[key]));
            let at = |y: [f64; 3]| scalar.log_improvement(&y.map(|mean| (mean, 0.3)));
            assert!(at([0.2, 0.2, 0.2]) > at([0.6, 0.6, 0.6]) && at([0.6, 0.6, 0.6]) > at([2.0, 2.0, 2.0]));
        }
    }
}
