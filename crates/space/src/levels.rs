//! A finite ladder of numbers (integers, or floats with a step) on the unit interval.

use crate::{Scale, round};

/// `count` evenly spaced numbers from `low`, each owning one cell of the unit interval. A cell's width is its share of
/// the scale's axis between the midpoints to its neighbours, so a uniform draw on a linear scale is uniform over levels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Levels {
    pub(crate) low: f64,
    pub(crate) step: f64,
    pub(crate) count: u64,
    pub(crate) scale: Scale,
}

impl Levels {
    pub(crate) fn value(&self, index: u64) -> f64 {
        if self.step.fract() == 0.0 && self.low.fract() == 0.0 {
            return self.low + index as f64 * self.step;
        }
        let decimals = round::decimals_of(self.step).max(round::decimals_of(self.low));
        round::to_decimals(self.low + index as f64 * self.step, decimals)
    }

    pub(crate) fn nearest(&self, value: f64) -> u64 {
        (((value - self.low) / self.step).round().max(0.0) as u64).min(self.count - 1)
    }

    /// Both ends of the scale's axis: half a step beyond the outer levels, kept inside what the scale can take.
    fn axis(&self) -> (f64, f64) {
        let high = self.value(self.count - 1);
        let (mut below, mut above) = (self.low - 0.5 * self.step, high + 0.5 * self.step);
        match self.scale {
            Scale::Linear => {}
            Scale::Log => below = below.max(0.5 * self.low),
            Scale::ReverseLog => above = above.min(0.5 * (1.0 + high)),
        }
        (self.scale.forward(below), self.scale.forward(above))
    }

    /// The unit coordinate that stands for a level.
    pub(crate) fn coordinate_of(self, index: u64) -> f64 {
        let (a, b) = self.axis();
        ((self.scale.forward(self.value(index)) - a) / (b - a)).clamp(0.0, 1.0)
    }

    /// The level whose cell holds the unit coordinate.
    pub(crate) fn index_at(self, u: f64) -> u64 {
        let (a, b) = self.axis();
        self.nearest(self.scale.inverse(a + u.clamp(0.0, 1.0) * (b - a)))
    }
}
