//! Between losses as they are and losses as the surrogate sees them.

/// The monotone map that the losses at hand and their warped values trace: straight between neighbours, and beyond the ends
/// with the slope from there to the middle.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Units {
    /// Loss and warped loss, both strictly ascending.
    knots: Vec<(f64, f64)>,
}

impl Units {
    pub(crate) fn new(losses: &[f64], warped: &[f64]) -> Self {
        let mut pairs: Vec<(f64, f64)> = losses.iter().copied().zip(warped.iter().copied()).collect();
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut knots: Vec<(f64, f64)> = Vec::with_capacity(pairs.len());
        for (loss, warped) in pairs {
            if knots.last().is_none_or(|(l, w)| loss > *l && warped > *w) {
                knots.push((loss, warped));
            }
        }
        Self { knots }
    }

    /// The warped value of a loss.
    pub(crate) fn warped(&self, loss: f64) -> f64 {
        self.map(loss, |knot| *knot)
    }

    /// The loss that has this warped value.
    pub(crate) fn loss(&self, warped: f64) -> f64 {
        self.map(warped, |(loss, warped)| (*warped, *loss))
    }

    fn map(&self, x: f64, of: impl Fn(&(f64, f64)) -> (f64, f64)) -> f64 {
        let n = self.knots.len();
        let knot = |i: usize| of(&self.knots[i]);
        match n {
            0 => return x,
            1 => return knot(0).1 + x - knot(0).0,
            _ => {}
        }
        let right = self.knots.partition_point(|k| of(k).0 < x);
        let ((x0, y0), (x1, y1)) = match right {
            0 => (knot(0), knot(n / 2)),
            i if i == n => (knot((n - 1) / 2), knot(n - 1)),
            i => (knot(i - 1), knot(i)),
        };
        let slope = (y1 - y0) / (x1 - x0);
        let (from, at) = if right == n { (x1, y1) } else { (x0, y0) };
        // Losses near the largest number there is overflow between themselves.
        if slope.is_finite() { at + slope * (x - from) } else { at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let units = Units::new(&[3.0, 1.0, 2.0, 2.0, 100.0], &[0.5, -1.0, 0.0, 0.0, 2.0]);
        for loss in [-4.0, 1.0, 1.5, 2.0, 60.0, 100.0, 500.0] {
            assert!((units.loss(units.warped(loss)) - loss).abs() < 1e-9, "{loss}");
        }
        assert!((units.warped(1.5) - -0.5).abs() < 1e-12);
        // Beyond the ends: from the best to the middle, from the middle to the worst.
        assert!((units.warped(0.0) - (-1.0 - 1.5 / 2.0)).abs() < 1e-12);
        assert!(units.warped(200.0) > 2.0);
    }

    #[test]
    fn one_value_and_none() {
        assert!((Units::new(&[5.0, 5.0], &[0.0, 0.0]).loss(0.25) - 5.25).abs() < 1e-12);
        assert!((Units::new(&[], &[]).loss(0.25) - 0.25).abs() < 1e-12);
        assert!(Units::new(&[-1e308, 1e308], &[-1.0, 1.0]).loss(0.5).is_finite());
    }
}
