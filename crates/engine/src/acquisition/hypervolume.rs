//! Expected improvement of the hypervolume that two losses dominate.

use super::improvement::log_expected_improvement;
use super::reference_share;
use crate::numerics::rng::Stream;

/// What is dominated so far: a staircase between the best known pairs of two losses and a reference that is worse than them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Staircase {
    /// Ends of the steps along the first loss, ascending; the last is the reference.
    ends: Vec<f64>,
    /// The least second loss up to each end; at first the reference.
    levels: Vec<f64>,
}

impl Staircase {
    /// Of these pairs, with the reference of this stream.
    pub(crate) fn over(pairs: &[[f64; 2]], stream: &mut Stream) -> Self {
        Self::with_reference(pairs, reference_share(stream))
    }

    /// The reference lies so many times each loss's spread beyond the worst of the pairs that nothing dominates.
    fn with_reference(pairs: &[[f64; 2]], share: f64) -> Self {
        let mut sorted = pairs.to_vec();
        sorted.sort_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
        let mut front: Vec<[f64; 2]> = Vec::new();
        for pair in &sorted {
            if front.last().is_none_or(|last| pair[1] < last[1]) {
                front.push(*pair);
            }
        }
        let reference = |loss: usize| {
            let all = || pairs.iter().map(|p| p[loss]);
            let spread = all().fold(f64::NEG_INFINITY, f64::max) - all().fold(f64::INFINITY, f64::min);
            front.iter().map(|p| p[loss]).fold(f64::NEG_INFINITY, f64::max) + share * spread.max(1e-6)
        };
        let (first, second) = (reference(0), reference(1));
        let ends = front.iter().map(|p| p[0]).chain([first]).collect();
        let levels = [second].into_iter().chain(front.iter().map(|p| p[1])).collect();
        Self { ends, levels }
    }

    /// Logarithm of the expected gain in hypervolume where the two losses are independent and normal. A step between `a` and
    /// `b` at level `h` gains what lies right of the first loss times what lies below the level, and those are independent:
    /// the sum over the steps of `(EI1(b) - EI1(a)) EI2(h)` (Yang et al. 2019, "Efficient computation of expected hypervolume
    /// improvement", section 3.1, regrouped).
    pub(crate) fn log_improvement(&self, first: (f64, f64), second: (f64, f64)) -> f64 {
        let mut before = f64::NEG_INFINITY;
        let mut parts = Vec::with_capacity(self.ends.len());
        for (end, level) in self.ends.iter().zip(&self.levels) {
            let here = log_expected_improvement(*end, first);
            // log(e^here - e^before), where the first is the larger.
            let share = (1.0 - libm::exp((before - here).min(0.0))).max(1e-300);
            parts.push(here + libm::log(share) + log_expected_improvement(*level, second));
            before = here;
        }
        log_sum(&parts)
    }
}

/// Logarithm of a sum of exponentials.
fn log_sum(logs: &[f64]) -> f64 {
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if most.is_infinite() { most } else { most + libm::log(logs.iter().map(|l| libm::exp(l - most)).sum::<f64>()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_mean_gain_of_many_draws() {
        let stairs = Staircase::with_reference(&[[0.0, 2.0], [1.0, 0.5], [1.5, 1.5], [2.0, 0.0]], 0.1);
        assert_eq!((&stairs.ends, stairs.levels.len()), (&vec![0.0, 1.0, 2.0, 2.2], 4));
        let gain = |a: f64, b: f64| {
            let mut start = f64::NEG_INFINITY;
            let mut sum = 0.0;
            for (end, level) in stairs.ends.iter().zip(&stairs.levels) {
                sum += (end - a.max(start)).max(0.0) * (level - b).max(0.0);
                start = *end;
            }
            sum
        };
        let mut stream = Stream::new(3, &[]);
        for (first, second) in [((0.5, 0.4), (0.7, 0.3)), ((1.0, 1.0), (1.0, 1.0)), ((-0.5, 0.2), (1.0, 0.5))] {
            let n = 200_000;
            let draws =
                (0..n).map(|_| gain(first.0 + first.1 * stream.normal(), second.0 + second.1 * stream.normal()));
            let mean = draws.sum::<f64>() / f64::from(n);
            let exact = libm::exp(stairs.log_improvement(first, second));
            assert!((mean - exact).abs() < 0.01 * exact.max(0.2), "{mean} {exact}");
        }
    }

    #[test]
    fn far_behind_the_front_it_still_tells_points_apart() {
        let stairs = Staircase::with_reference(&[[0.0, 1.0], [1.0, 0.0]], 0.1);
        let near = stairs.log_improvement((30.0, 0.5), (30.0, 0.5));
        let far = stairs.log_improvement((40.0, 0.5), (40.0, 0.5));
        assert!(near.is_finite() && far.is_finite() && near > far, "{near} {far}");
    }
}
