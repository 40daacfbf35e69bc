//! Output warps: losses made to look normal before the surrogate sees them.

use serde::Deserialize;

use crate::numerics::normal::quantile;

/// A monotone map of losses, fitted to the losses at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutputWarp {
    /// Mean 0, deviation 1.
    Standardise,
    /// The Yeo-Johnson power with the most normal result, then standardised.
    YeoJohnson,
    /// The better half as it is, the worse half by rank (Song et al. 2024, arXiv 2408.11527, section 4.1).
    HalfRank,
}

impl OutputWarp {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Standardise, Self::YeoJohnson, Self::HalfRank];

    /// The warped losses, and the logarithm of the Jacobian, so that evidence of different warps can be compared.
    pub(crate) fn apply(self, losses: &[f64]) -> (Vec<f64>, f64) {
        let clipped = clip(losses);
        let (plain, spread) = standardise(&clipped);
        let n = losses.len() as f64;
        match self {
            Self::Standardise => (plain, -n * libm::log(spread)),
            Self::YeoJohnson => {
                let lambda = most_normal(&plain);
                let bent: Vec<f64> = plain.iter().map(|y| yeo_johnson(*y, lambda)).collect();
                let (warped, bent_spread) = standardise(&bent);
                let jacobian = log_slope(&plain, lambda) - n * libm::log(spread * bent_spread);
                (warped, jacobian)
            }
            Self::HalfRank => half_rank(&clipped),
        }
    }
}

/// Losses over the largest of them (so that no later square overflows or vanishes), with those beyond any reason (a
/// diverged loss of 1e30) drawn in, so that they do not flatten all others: at most so many times the distance from the
/// best to the median beyond the median. Dividing by a constant adds the same to the Jacobian of every warp, which is
/// left out.
fn clip(losses: &[f64]) -> Vec<f64> {
    const REACH: f64 = 12.0;
    let largest = losses.iter().fold(0.0f64, |m, y| m.max(y.abs()));
    let scale = if largest > 0.0 { largest } else { 1.0 };
    let scaled: Vec<f64> = losses.iter().map(|y| y / scale).collect();
    let sorted = sorted(&scaled);
    let (best, median) = (sorted[0], sorted[sorted.len() / 2]);
    let limit = if median > best { median + REACH * (median - best) } else { f64::INFINITY };
    scaled.into_iter().map(|y| y.min(limit)).collect()
}

fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

/// Mean 0 and deviation 1, and the deviation there was; constant values become 0.
fn standardise(values: &[f64]) -> (Vec<f64>, f64) {
    let n = values.len() as f64;
    // Scaled first, so that squares of huge or tiny numbers neither overflow nor vanish.
    let scale = values.iter().fold(0.0f64, |m, v| m.max(v.abs()));
    let scale = if scale > 0.0 { scale } else { 1.0 };
    let mean = values.iter().map(|v| v / scale / n).sum::<f64>();
    let variance = values.iter().map(|v| (v / scale - mean) * (v / scale - mean) / n).sum::<f64>();
    let deviation = libm::sqrt(variance);
    if deviation < 1e-12 {
        return (vec![0.0; values.len()], scale.max(1e-300));
    }
    (values.iter().map(|v| (v / scale - mean) / deviation).collect(), deviation * scale)
}

/// Yeo and Johnson 2000, equation 2.1.
fn yeo_johnson(y: f64, lambda: f64) -> f64 {
    if y >= 0.0 {
        if lambda.abs() < 1e-9 { libm::log1p(y) } else { (libm::pow(y + 1.0, lambda) - 1.0) / lambda }
    } else {
        let mirrored = 2.0 - lambda;
        if mirrored.abs() < 1e-9 { -libm::log1p(-y) } else { -(libm::pow(1.0 - y, mirrored) - 1.0) / mirrored }
    }
}

/// Sum of the logarithms of the slopes.
fn log_slope(values: &[f64], lambda: f64) -> f64 {
    (lambda - 1.0) * values.iter().map(|y| y.signum() * libm::log1p(y.abs())).sum::<f64>()
}

/// The power under which a normal distribution fits best, among a grid.
fn most_normal(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    let score = |lambda: f64| {
        let bent: Vec<f64> = values.iter().map(|y| yeo_johnson(*y, lambda)).collect();
        let (_, spread) = standardise(&bent);
        log_slope(values, lambda) - n * libm::log(spread)
    };
    let mut best = (1.0, score(1.0));
    for step in 0..=24 {
        let lambda = -2.0 + 0.2 * f64::from(step);
        let value = score(lambda);
        if value > best.1 + 1e-9 {
            best = (lambda, value);
        }
    }
    best.0
}

/// Losses above the median take the place of normal quantiles, scaled by the spread of the better half.
fn half_rank(losses: &[f64]) -> (Vec<f64>, f64) {
    let n = losses.len();
    let order = sorted(losses);
    let median = order[n / 2];
    let better: Vec<f64> = losses.iter().filter(|y| **y <= median).map(|y| y - median).collect();
    let widest = better.iter().fold(1e-300f64, |m, d| m.max(d.abs()));
    let squares = better.iter().map(|d| (d / widest) * (d / widest)).sum::<f64>();
    let spread = (libm::sqrt(squares / better.len() as f64) * widest).max(1e-300);
    let warp = |y: f64| {
        if y <= median {
            return (y - median) / spread;
        }
        let below = order.partition_point(|o| *o < y);
        let not_above = order.partition_point(|o| *o <= y);
        quantile(0.5 * (below + not_above) as f64 / n as f64)
    };
    let bent: Vec<f64> = losses.iter().map(|y| warp(*y)).collect();
    let (warped, bent_spread) = standardise(&bent);
    // The slope over the worse half is that of the chords between neighbours.
    let mut jacobian = -(better.len() as f64) * libm::log(spread);
    let steps: Vec<(f64, f64)> = order.iter().map(|y| (*y, warp(*y))).collect();
    for pair in steps.windows(2) {
        let (run, rise) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        if pair[1].0 > median && run > 0.0 && rise > 0.0 {
            jacobian += libm::log(rise / run);
        }
    }
    (warped, jacobian - n as f64 * libm::log(bent_spread))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_warp_keeps_the_order_and_stays_finite() {
        let cases: [&[f64]; 6] = [
            &[1.0, 2.0, 3.0, 10.0, 0.5],
            &[1e300, -1e300, 0.0, 1.0],
            &[5.0; 7],
            &[1e-300, 2e-300, 5e-300],
            &[3.0],
            &[0.1, 0.1, 0.2, 1e30, 0.15, 0.12],
        ];
        for losses in cases {
            for warp in OutputWarp::ALL {
                let (warped, jacobian) = warp.apply(losses);
                assert!(warped.iter().all(|w| w.is_finite()) && jacobian.is_finite(), "{warp:?} {losses:?} {warped:?}");
                for i in 0..losses.len() {
                    for j in 0..losses.len() {
                        assert!(
                            losses[i] > losses[j] || warped[i] <= warped[j] + 1e-12,
                            "{warp:?} {losses:?} {warped:?}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_diverged_loss_does_not_flatten_the_others() {
        let (warped, _) = OutputWarp::Standardise.apply(&[0.1, 0.2, 0.3, 0.25, 0.15, 1e30]);
        assert!(warped[2] - warped[0] > 0.1, "{warped:?}");
    }

    #[test]
    fn yeo_johnson_is_continuous_and_one_is_the_identity() {
        for lambda in [-2.0, 0.0, 0.7, 2.0] {
            assert!((yeo_johnson(1e-9, lambda) - yeo_johnson(-1e-9, lambda)).abs() < 1e-8);
        }
        assert!((yeo_johnson(0.7, 1.0) - 0.7).abs() < 1e-15 && (yeo_johnson(-0.7, 1.0) + 0.7).abs() < 1e-15);
    }
}
