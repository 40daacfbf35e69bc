//! What the surrogates are conditioned on.

use crate::strategy::merit::merits;
use crate::strategy::{Observation, Request};

/// Points with their losses, and by how much they exceed what is allowed: a column an output.
#[derive(Debug)]
pub(super) struct Data {
    pub(super) points: Vec<Vec<f64>>,
    /// Absent where the trial failed.
    pub(super) columns: Vec<Vec<Option<f64>>>,
    /// By which the points are ranked.
    merits: Vec<Option<f64>>,
}

impl Data {
    /// Of all observations, or `most` of them: the best, the latest, and a spread of the others. `points` holds those of
    /// all observations.
    pub(super) fn of(request: &Request<'_>, points: &[Vec<f64>], most: usize) -> Self {
        let observations = request.observations;
        let merits = merits(observations);
        let chosen = chosen(&merits, most);
        let take = |of: &dyn Fn(&Observation) -> Option<f64>| chosen.iter().map(|i| of(&observations[*i])).collect();
        let objectives = 1 + observations.iter().map(|o| o.further.len()).max().unwrap_or(0);
        let limits = observations.iter().map(|o| o.excess.len()).max().unwrap_or(0);
        let mut columns: Vec<Vec<Option<f64>>> = Vec::new();
        for k in 0..objectives {
            columns.push(take(&|o| o.losses().and_then(|l| l.get(k).copied())));
        }
        for k in 0..limits {
            columns.push(take(&|o| o.excess.get(k).copied().filter(|x| x.is_finite())));
        }
        let merits = chosen.iter().map(|i| merits[*i]).collect();
        Self { points: chosen.iter().map(|i| points[*i].clone()).collect(), columns, merits }
    }

    /// The points at which an output is known, with its values.
    pub(super) fn known(&self, column: usize) -> (Vec<Vec<f64>>, Vec<f64>) {
        let pairs = self.points.iter().zip(&self.columns[column]);
        pairs.filter_map(|(point, value)| Some((point.clone(), (*value)?))).unzip()
    }

    /// The best points, best first.
    pub(super) fn best(&self, count: usize) -> Vec<Vec<f64>> {
        let mut ranked: Vec<(f64, &Vec<f64>)> =
            self.merits.iter().zip(&self.points).filter_map(|(m, p)| Some(((*m)?, p))).collect();
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
        ranked.into_iter().take(count).map(|(_, p)| p.clone()).collect()
    }
}

/// All, or `most` of them, in order.
fn chosen(merits: &[Option<f64>], most: usize) -> Vec<usize> {
    let n = merits.len();
    if n <= most {
        return (0..n).collect();
    }
    let merit = |i: usize| merits[i].unwrap_or(f64::INFINITY);
    let mut ranked: Vec<usize> = (0..n).collect();
    ranked.sort_by(|a, b| merit(*a).total_cmp(&merit(*b)));
    let mut keep = vec![false; n];
    for i in ranked.into_iter().take(most / 2) {
        keep[i] = true;
    }
    for is_kept in &mut keep[n - most / 8..] {
        *is_kept = true;
    }
    let others: Vec<usize> = (0..n).filter(|i| !keep[*i]).collect();
    let room = most - keep.iter().filter(|k| **k).count();
    for k in 0..room {
        keep[others[k * others.len() / room]] = true;
    }
    (0..n).filter(|i| keep[*i]).collect()
}
