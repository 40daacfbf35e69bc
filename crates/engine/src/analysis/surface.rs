//! What the model expects along one parameter, and over two.

use serde::Serialize;
use tunesmith_space::{Configuration, SearchSpace, Value};

use super::Learned;

/// Values along a parameter of which a slice is made, and along each side of a pair.
const STEPS: usize = 25;
const PAIR_STEPS: usize = 15;

/// The expected loss at a value, and one deviation to each side of it; noise left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SlicePoint {
    /// The value of the parameter.
    pub value: Value,
    /// The expected loss.
    pub mean: f64,
    /// One deviation below.
    pub low: f64,
    /// One deviation above.
    pub high: f64,
}

/// The expected losses over the values of two parameters.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    /// Values of the first parameter.
    pub first: Vec<Value>,
    /// Values of the second parameter.
    pub second: Vec<Value>,
    /// A row for each value of the first.
    pub means: Vec<Vec<f64>>,
    /// By how much they may be off: half the distance between one deviation to each side.
    pub deviations: Vec<Vec<f64>>,
}

impl Learned {
    /// The slice through a point along a parameter, the others as they are there.
    pub fn slice(&self, through: &Configuration, parameter: usize) -> Vec<SlicePoint> {
        let axis = axis(&self.space, parameter, STEPS);
        let points: Vec<Vec<f64>> = axis.iter().map(|u| self.moved(through, &[(parameter, *u)])).collect();
        let losses = self.losses(&points);
        let value = |u: &f64| self.space.parameters()[parameter].domain.decode(*u);
        axis.iter().zip(losses).map(|(u, (mean, low, high))| SlicePoint { value: value(u), mean, low, high }).collect()
    }

    /// The surface through a point over two parameters, the others as they are there.
    pub fn pair(&self, through: &Configuration, first: usize, second: usize) -> Pair {
        let axes = [axis(&self.space, first, PAIR_STEPS), axis(&self.space, second, PAIR_STEPS)];
        let values = |parameter: usize, axis: &[f64]| {
            axis.iter().map(|u| self.space.parameters()[parameter].domain.decode(*u)).collect()
        };
        let (mut means, mut deviations) = (Vec::new(), Vec::new());
        for u in &axes[0] {
            let points: Vec<Vec<f64>> =
                axes[1].iter().map(|v| self.moved(through, &[(first, *u), (second, *v)])).collect();
            let losses = self.losses(&points);
            means.push(losses.iter().map(|(mean, ..)| *mean).collect());
            deviations.push(losses.iter().map(|(_, low, high)| 0.5 * (high - low)).collect());
        }
        Pair { first: values(first, &axes[0]), second: values(second, &axes[1]), means, deviations }
    }

    /// A point with some coordinates replaced.
    fn moved(&self, through: &Configuration, replaced: &[(usize, f64)]) -> Vec<f64> {
        let mut point = self.space.encode(through);
        for (i, u) in replaced {
            point[*i] = *u;
        }
        self.space.snap(&mut point);
        point
    }
}

/// Coordinates along an axis: every value of a ladder or of categories with few, else evenly spread.
fn axis(space: &SearchSpace, parameter: usize, steps: usize) -> Vec<f64> {
    let domain = &space.parameters()[parameter].domain;
    match domain.cardinality() {
        Some(n) if n <= steps as u64 => (0..n).filter_map(|i| domain.encode(&domain.nth(i))).collect(),
        _ => {
            let mut axis: Vec<f64> = (0..steps).map(|i| domain.snap(i as f64 / (steps - 1) as f64)).collect();
            axis.dedup();
            axis
        }
    }
}
