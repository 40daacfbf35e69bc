//! Learning curves carried on to their end.

use crate::numerics::linalg::{Factor, dot};
use crate::numerics::normal::cdf;

/// Stops a trial that will hardly end better than the best so far.
///
/// The loss at the end is predicted from the loss now and from what changed since half as many epochs, by a linear regression
/// over the trials that ran to their end (as Baker et al. 2018, "Accelerating neural architecture search using performance
/// prediction", section 3, with fewer features and a prior for few curves: that a loss stays what it is). Losses are taken as
/// `log(1 + (loss - best) / c)`, where `c` is the distance from the best to the median end, so that neither a diverged curve nor
/// the unit of the loss matters. A trial whose last two losses are not finite has diverged and is stopped too.
#[derive(Debug, Clone, Copy)]
pub struct CurveRule {
    /// Trials that must have run to their end, beyond the epoch in question.
    pub fewest: usize,
    /// A trial is stopped where the probability that it ends better than the best is below this.
    pub chance: f64,
}

impl Default for CurveRule {
    fn default() -> Self {
        Self { fewest: 5, chance: 0.05 }
    }
}

/// Why a trial is stopped.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CurveVerdict {
    /// It would hardly end better than the best.
    Behind {
        /// Epoch, from 1.
        epoch: usize,
        /// The loss at which it is expected to end.
        expected: f64,
        /// The best loss so far.
        best: f64,
        /// The probability that it ends better than that.
        chance: f64,
    },
    /// Its losses are no numbers any more.
    Diverged {
        /// Epoch, from 1.
        epoch: usize,
    },
}

/// Share of the epochs so far whose losses are averaged, so that one lucky epoch decides nothing.
const SMOOTHED: usize = 8;
/// Squared error that is added to those of the regression, so that a few curves that fit by chance do not count as certain.
const DOUBT: f64 = 0.1;
/// Precisions of the prior: of how the slopes differ from "it stays what it is", and of the constant.
const SLOPES: f64 = 1.0;
const CONSTANT: f64 = 0.05;

impl CurveRule {
    /// Judges a running trial by its losses so far, one an epoch, against the whole curves of trials that ran to their end, and
    /// the best loss with which any trial has ended. None: it may go on.
    pub fn judge(&self, curve: &[f64], ended: &[Vec<f64>], best: f64) -> Option<CurveVerdict> {
        let epoch = curve.len();
        if let [.., a, b] = curve
            && !a.is_finite()
            && !b.is_finite()
            && !ended.is_empty()
        {
            return Some(CurveVerdict::Diverged { epoch });
        }
        let whole = |c: &&Vec<f64>| c.len() > epoch && c.iter().all(|l| l.is_finite());
        let longer: Vec<&Vec<f64>> = ended.iter().filter(whole).collect();
        if epoch < 2 || longer.len() < self.fewest || !best.is_finite() || !curve.last()?.is_finite() {
            return None;
        }
        let mut ends: Vec<f64> = longer.iter().filter_map(|c| c.last().copied()).collect();
        let warp = Warp::new(best, &mut ends.clone());
        for end in &mut ends {
            *end = warp.apply(*end);
        }
        let rows: Vec<[f64; 3]> = longer.iter().map(|c| warp.features(&c[..epoch])).collect();
        let own = warp.features(curve);
        if !own.iter().all(|x| x.is_finite()) {
            return None;
        }
        let (mean, deviation) = regress(&rows, &ends, own)?;
        let chance = cdf((warp.apply(best) - mean) / deviation);
        let expected = warp.back(mean);
        (chance < self.chance && expected.is_finite()).then_some(CurveVerdict::Behind { epoch, expected, best, chance })
    }
}

/// Losses on a scale on which curves of any size are alike.
struct Warp {
    best: f64,
    width: f64,
}

impl Warp {
    fn new(best: f64, ends: &mut [f64]) -> Self {
        ends.sort_by(f64::total_cmp);
        let median = ends[ends.len() / 2];
        let least = 1e-12 * best.abs().max(f64::MIN_POSITIVE / 1e-12);
        Self { best, width: (median - best).max(least) }
    }

    fn apply(&self, loss: f64) -> f64 {
        libm::log1p(((loss - self.best) / self.width).max(-0.9))
    }

    fn back(&self, warped: f64) -> f64 {
        self.best + self.width * libm::expm1(warped)
    }

    /// The loss now, how it differs from that at half the epochs, and 1.
    fn features(&self, curve: &[f64]) -> [f64; 3] {
        let t = curve.len();
        let (half, window) = ((t / 2).max(1), (t / SMOOTHED).max(1));
        let mean = |end: usize| {
            let losses = &curve[end.saturating_sub(window)..end];
            losses.iter().filter(|l| l.is_finite()).map(|l| self.apply(*l)).sum::<f64>() / losses.len() as f64
        };
        let now = mean(t);
        [now, now - mean(half), 1.0]
    }
}

/// Mean and deviation of the end that belongs to `own`, by Bayesian linear regression around "it stays what it is"; the noise
/// is that of the leave-one-out errors.
fn regress(rows: &[[f64; 3]], ends: &[f64], own: [f64; 3]) -> Option<(f64, f64)> {
    let precision = [SLOPES, SLOPES, CONSTANT];
    let normal =
        |i: usize, j: usize| rows.iter().map(|r| r[i] * r[j]).sum::<f64>() + if i == j { precision[i] } else { 0.0 };
    let factor = Factor::new((0..3).map(|i| (0..=i).map(|j| normal(i, j)).collect()).collect())?;
    let solve = |mut b: Vec<f64>| {
        factor.solve_lower(&mut b);
        factor.solve_upper(&mut b);
        b
    };
    let rest: Vec<f64> = rows.iter().zip(ends).map(|(r, end)| end - r[0]).collect();
    let slopes = solve((0..3).map(|i| rows.iter().zip(&rest).map(|(r, y)| r[i] * y).sum()).collect());
    let error = |(row, y): (&[f64; 3], &f64)| {
        let leverage = dot(row, &solve(row.to_vec()));
        (y - dot(row, &slopes)) / (1.0 - leverage).max(0.1)
    };
    let squares: f64 = rows.iter().zip(&rest).map(error).map(|e| e * e).sum();
    let variance = (squares + DOUBT) / rows.len() as f64;
    let mean = own[0] + dot(&own, &slopes);
    let deviation = libm::sqrt(variance * (1.0 + dot(&own, &solve(own.to_vec()))));
    (mean.is_finite() && deviation > 0.0).then_some((mean, deviation))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From 1 down to `end`, the faster the larger `rate`.
    fn falling(end: f64, rate: f64, epochs: usize) -> Vec<f64> {
        (0..epochs).map(|t| end + (1.0 - end) * (-rate * t as f64).exp()).collect()
    }

    fn ended() -> Vec<Vec<f64>> {
        (0..8).map(|i| falling(0.1 + 0.03 * f64::from(i), 0.3, 30)).collect()
    }

    #[test]
    fn a_flat_curve_is_stopped_and_a_late_one_is_not() {
        let judge = |curve: &[f64]| CurveRule::default().judge(curve, &ended(), 0.1);
        let flat = falling(0.8, 0.3, 12);
        let Some(CurveVerdict::Behind { epoch: 12, expected, best, chance }) = judge(&flat) else { panic!("stopped") };
        assert!((expected - 0.75).abs() < 0.15 && (best - 0.1).abs() < 1e-12 && chance < 0.1, "{expected} {chance}");
        // Among others that start late and end well, the same curve goes on.
        let late = |end: f64| {
            let mut curve = flat.clone();
            curve.extend(falling(end, 0.4, 18));
            curve
        };
        let others: Vec<Vec<f64>> = (0..8).map(|i| late(0.1 + 0.03 * f64::from(i))).collect();
        assert_eq!(CurveRule::default().judge(&flat, &others, 0.15), None);
        assert_eq!(judge(&falling(0.05, 0.3, 12)), None, "it is ahead");
    }

    #[test]
    fn what_cannot_be_told_goes_on() {
        let rule = CurveRule::default();
        let flat = falling(0.8, 0.3, 12);
        assert_eq!(rule.judge(&flat, &ended()[..4], 0.1), None, "too few have ended");
        assert_eq!(rule.judge(&falling(0.8, 0.3, 30), &ended(), 0.1), None, "nobody went on beyond that");
        assert_eq!(rule.judge(&flat[..1], &ended(), 0.1), None, "the first epoch decides nothing");
        assert_eq!(rule.judge(&[0.9, 0.8, f64::NAN], &ended(), 0.1), None, "once may be an accident");
        let diverged = [0.9, f64::NAN, f64::INFINITY];
        assert_eq!(rule.judge(&diverged, &ended(), 0.1), Some(CurveVerdict::Diverged { epoch: 3 }));
        assert_eq!(rule.judge(&[1e300, 1e300, 1e300], &[vec![0.0; 9], vec![0.0; 9]], 0.0), None);
    }

    #[test]
    fn the_unit_does_not_matter() {
        for unit in [1e-9, 1.0, 1e12] {
            let scaled = |curve: Vec<f64>| curve.into_iter().map(|l| l * unit).collect::<Vec<f64>>();
            let others: Vec<Vec<f64>> = ended().into_iter().map(scaled).collect();
            let verdict = CurveRule::default().judge(&scaled(falling(0.5, 0.3, 10)), &others, 0.1 * unit);
            assert!(matches!(verdict, Some(CurveVerdict::Behind { .. })), "{unit} {verdict:?}");
        }
    }
}
