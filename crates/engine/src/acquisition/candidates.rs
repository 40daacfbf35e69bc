//! Points that may be proposed: feasible, snapped to what the space can express, and new.

use std::collections::HashSet;

use tunesmith_space::SearchSpace;

use crate::gp::Axes;
use crate::numerics::rng::Stream;

/// Largest finite space that is looked at point by point.
const ENUMERABLE: u64 = 4096;

/// Makes points and keeps out those that were seen.
#[derive(Debug)]
pub(crate) struct Candidates<'a> {
    space: &'a SearchSpace,
    axes: &'a Axes,
    seen: HashSet<Vec<u64>>,
}

/// What makes two points the same: the bits of their snapped coordinates.
fn key(point: &[f64]) -> Vec<u64> {
    point.iter().map(|u| u.to_bits()).collect()
}

impl<'a> Candidates<'a> {
    pub(crate) fn new(space: &'a SearchSpace, axes: &'a Axes, seen: &[Vec<f64>]) -> Self {
        Self { space, axes, seen: seen.iter().map(|p| key(p)).collect() }
    }

    /// Snaps a point; none when it is infeasible or was seen.
    pub(crate) fn admit(&self, mut point: Vec<f64>) -> Option<Vec<f64>> {
        self.space.snap(&mut point);
        if self.seen.contains(&key(&point)) {
            return None;
        }
        if self.space.has_rules() && !self.space.is_feasible(&self.space.decode(&point)) {
            return None;
        }
        Some(point)
    }

    /// From now on this point counts as seen, and so does what is read of it.
    pub(crate) fn mark(&mut self, point: &[f64]) {
        self.seen.insert(key(point));
        self.seen.insert(key(&self.as_read(point)));
    }

    /// Whether what would be read of a point was seen: its numbers are rounded to a millionth of their range, and of points that are
    /// closer together one is enough. Takes longer than [`Candidates::admit`], so it is for the few that are about to be taken.
    pub(crate) fn reads_as_seen(&self, point: &[f64]) -> bool {
        self.seen.contains(&key(&self.as_read(point)))
    }

    fn as_read(&self, point: &[f64]) -> Vec<f64> {
        self.space.encode(&self.space.decode(point))
    }

    /// Every point of a small finite space that was not seen; none for other spaces.
    pub(crate) fn all(&self) -> Option<Vec<Vec<f64>>> {
        let count = self.space.cardinality().filter(|n| *n <= ENUMERABLE)?;
        let mut points: Vec<Vec<f64>> = Vec::new();
        let mut found = HashSet::new();
        for index in 0..count {
            // Combinations that differ only in inactive parameters are one point.
            let point = self.space.encode(&self.space.at_indices(&digits(self.space, index)));
            if let Some(point) = self.admit(point)
                && found.insert(key(&point))
            {
                points.push(point);
            }
        }
        Some(points)
    }

    /// A neighbour of a point: some numbers moved by about `scale`, now and then a category changed.
    pub(crate) fn mutate(&self, point: &[f64], scale: f64, stream: &mut Stream) -> Vec<f64> {
        let d = point.len();
        let rate = (2.0 / d as f64).clamp(0.2, 1.0);
        let forced = stream.below(d);
        let mut moved = point.to_vec();
        for (i, u) in moved.iter_mut().enumerate() {
            if i != forced && stream.uniform() > rate {
                continue;
            }
            if self.axes.is_categorical(i) {
                if i == forced || stream.uniform() < 0.5 {
                    *u = stream.uniform();
                }
                continue;
            }
            let step = match self.space.parameters()[i].domain.cardinality() {
                // On a ladder a step below one rung moves nothing.
                Some(rungs) => scale.max(0.7 / rungs as f64),
                None => scale,
            };
            *u += step * stream.normal();
            if !(0.0..=1.0).contains(u) {
                // Mostly to the edge itself, where good values often are.
                *u = u.clamp(0.0, 1.0);
            }
        }
        moved
    }
}

/// The index of a combination in mixed radix, first parameter slowest.
pub(crate) fn digits(space: &SearchSpace, mut index: u64) -> Vec<u64> {
    let mut digits = vec![0; space.dimension()];
    for (digit, parameter) in digits.iter_mut().zip(space.parameters()).rev() {
        let radix = parameter.domain.cardinality().unwrap_or(1);
        *digit = index % radix;
        index /= radix;
    }
    digits
}
