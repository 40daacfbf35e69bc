//! Successive halving, without waiting for anybody.

/// Stops a trial that is not among the best `1 / reduction` of those that reached its rung.
///
/// Rungs are the epochs `first`, `first * reduction`, ... below `last`. A trial that reaches one is held against all that
/// reached it before, at once (the stopping form of ASHA: Li et al. 2020, "A System for Massively Parallel Hyperparameter
/// Tuning", algorithm 2); the first `reduction - 1` of a rung go on, for there is nothing to hold them against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RungRule {
    /// The first epoch at which a trial can be stopped, from 1.
    pub first: usize,
    /// Where trials end by themselves; no rung is there or beyond.
    pub last: usize,
    /// One of so many goes on.
    pub reduction: usize,
}

/// Why a trial is stopped at a rung.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RungVerdict {
    /// Epoch, from 1.
    pub epoch: usize,
    /// The trial's loss there.
    pub loss: f64,
    /// The largest loss with which a trial goes on.
    pub cutoff: f64,
}

impl RungRule {
    /// One of three goes on, as in Hyperband's paper.
    pub fn new(first: usize, last: usize) -> Self {
        Self { first: first.max(1), last, reduction: 3 }
    }

    /// Whether trials are judged at this epoch.
    pub fn is_rung(&self, epoch: usize) -> bool {
        let mut rung = self.first;
        while rung < epoch {
            rung = rung.saturating_mul(self.reduction);
        }
        rung == epoch && epoch < self.last
    }

    /// Judges a running trial by its latest epoch (from 1) and its loss there, against the losses of all other trials that
    /// reached this epoch. None: it may go on. An infinite or absent loss is worse than all.
    pub fn judge(&self, epoch: usize, loss: f64, others: &[f64]) -> Option<RungVerdict> {
        if !self.is_rung(epoch) {
            return None;
        }
        let mut losses: Vec<f64> = others.iter().copied().chain([loss]).filter(|l| l.is_finite()).collect();
        if others.len() + 1 < self.reduction || losses.is_empty() {
            return None;
        }
        losses.sort_by(f64::total_cmp);
        let go_on = ((others.len() + 1) / self.reduction).clamp(1, losses.len());
        let cutoff = losses[go_on - 1];
        // A NaN is above every cutoff.
        (loss.is_nan() || loss > cutoff).then_some(RungVerdict { epoch, loss, cutoff })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_three_goes_on() {
        let rule = RungRule::new(1, 27);
        let judge = |epoch, loss, others: &[f64]| rule.judge(epoch, loss, others).map(|v| v.cutoff);
        assert_eq!(judge(3, 9.0, &[1.0]), None, "too few to say");
        assert_eq!(judge(3, 9.0, &[1.0, 2.0]), Some(1.0));
        assert_eq!(judge(3, 0.5, &[1.0, 2.0]), None);
        assert_eq!(judge(3, 2.0, &[1.0, 2.0, 3.0, 4.0, 5.0]), None, "second of six");
        assert_eq!(judge(3, 2.5, &[1.0, 2.0, 3.0, 4.0, 5.0]), Some(2.0), "third of six");
        assert_eq!(judge(4, 9.0, &[1.0, 2.0]), None, "no rung");
        assert_eq!(judge(27, 9.0, &[1.0, 2.0]), None, "it ends there by itself");
        assert_eq!(judge(3, f64::NAN, &[1.0, 2.0]), Some(1.0));
        assert_eq!(judge(3, f64::NAN, &[f64::NAN, f64::NAN]), None, "nobody has a value");
    }

    #[test]
    fn rungs_are_powers_times_the_first() {
        let rule = RungRule::new(2, 100);
        let rungs: Vec<usize> = (0..200).filter(|e| rule.is_rung(*e)).collect();
        assert_eq!(rungs, [2, 6, 18, 54]);
    }
}
