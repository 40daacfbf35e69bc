//! The median rule.

/// Stops a trial that is worse than the median of the others' running averages at the same epoch.
///
/// After each epoch: the running average of the losses of every earlier trial up to that epoch; the median of those; a trial
/// whose current loss is worse is stopped (Golovin et al. 2017, "Google Vizier", section 3.2.2; the rule of SageMaker's
/// `Auto`). Three guards of our own: it takes [`MedianRule::fewest`] earlier trials, the first epoch decides nothing, and
/// neither does the last that any of them reached, where stopping would save nothing.
#[derive(Debug, Clone, Copy)]
pub struct MedianRule {
    /// Earlier trials that must have reached the epoch.
    pub fewest: usize,
}

impl Default for MedianRule {
    fn default() -> Self {
        Self { fewest: 5 }
    }
}

/// Why a trial is stopped.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// Epoch, from 1.
    pub epoch: usize,
    /// The trial's loss there.
    pub loss: f64,
    /// The median it was held against.
    pub median: f64,
}

impl MedianRule {
    /// Judges a running trial by its latest epoch (from 1) and its loss there, against the running averages
    /// ([`running_averages`]) of ended trials. None: it may go on. An epoch without a finite loss is passed over.
    pub fn judge(&self, epoch: usize, loss: f64, earlier: &[Vec<f64>]) -> Option<Verdict> {
        if epoch < 2 || !loss.is_finite() {
            return None;
        }
        let mut is_last = true;
        let mut averages: Vec<f64> = (earlier.iter())
            .filter(|curve| curve.len() >= epoch)
            .inspect(|curve| is_last &= curve.len() == epoch)
            .map(|curve| curve[epoch - 1])
            .filter(|average| average.is_finite())
            .collect();
        if averages.len() < self.fewest || is_last {
            return None;
        }
        averages.sort_by(f64::total_cmp);
        let middle = averages.len() / 2;
        let median =
            if averages.len() % 2 == 1 { averages[middle] } else { 0.5 * (averages[middle - 1] + averages[middle]) };
        (loss > median).then_some(Verdict { epoch, loss, median })
    }
}

/// The mean of the first `k` losses, for every `k`.
pub fn running_averages(losses: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut sum = 0.0;
    let mean = |(i, loss): (usize, f64)| {
        sum += loss;
        sum / (i + 1) as f64
    };
    losses.into_iter().enumerate().map(mean).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trial_behind_the_median_is_stopped() {
        let earlier: Vec<Vec<f64>> =
            (1..=5).map(|i| running_averages([f64::from(i), f64::from(i) - 0.5, 0.0])).collect();
        let judge = |epoch, loss| MedianRule::default().judge(epoch, loss, &earlier);
        // Averages up to epoch 2: 0.75, 1.75, 2.75, 3.75, 4.75.
        assert_eq!(judge(2, 2.8), Some(Verdict { epoch: 2, loss: 2.8, median: 2.75 }));
        assert_eq!(judge(2, 2.7), None);
        assert_eq!(judge(3, 9.0), None, "it would end by itself");
        assert_eq!(judge(1, 9.0), None, "the first epoch decides nothing");
        assert_eq!(judge(4, 9.0), None, "nobody got that far");
        assert_eq!(judge(2, f64::NAN), None);
        assert_eq!(MedianRule::default().judge(2, 9.0, &earlier[..4]), None, "too few to say");
    }
}
