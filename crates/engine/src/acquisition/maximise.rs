//! The search for the best point of an acquisition function.

use super::candidates::Candidates;
use crate::numerics::rng::Stream;
use crate::numerics::sobol::Sobol;

/// Points spread over the whole space.
const SPREAD: u64 = 300;
/// Neighbours of the best seen points, at several distances.
const NEIGHBOURS: usize = 160;
/// Rounds of smaller and smaller moves from the best candidates, and how many of those.
const ROUNDS: [f64; 5] = [0.08, 0.03, 0.012, 0.005, 0.002];
const LEADERS: usize = 6;
const MOVES: usize = 14;

/// The admissible point with the largest acquisition, and that; none when there is no admissible point.
///
/// A small finite space is looked at whole. Else: scrambled Sobol points and mutations of `bases` (the best points seen,
/// best first), then rounds of ever smaller mutations of the leaders.
pub(crate) fn maximise(
    acquisition: impl Fn(&[Vec<f64>]) -> Vec<f64>,
    candidates: &Candidates<'_>,
    bases: &[Vec<f64>],
    dimension: usize,
    stream: &mut Stream,
) -> Option<(f64, Vec<f64>)> {
    let scored = |points: Vec<Vec<f64>>| Pool { entries: acquisition(&points).into_iter().zip(points).collect() };
    if let Some(all) = candidates.all() {
        return scored(all).best(candidates);
    }
    let sobol = Sobol::new(dimension, stream.next_u64());
    let mut first: Vec<Vec<f64>> = (0..SPREAD).filter_map(|i| candidates.admit(sobol.point(i))).collect();
    for i in 0..NEIGHBOURS {
        let Some(base) = bases.get(i % bases.len().max(1)) else { break };
        let scale = [0.2, 0.1, 0.05, 0.02][(i / bases.len()) % 4];
        first.extend(candidates.admit(candidates.mutate(base, scale, stream)));
    }
    let mut pool = scored(first);
    for scale in ROUNDS {
        let leaders = pool.leaders(LEADERS);
        let moved: Vec<Vec<f64>> = (leaders.iter())
            .flat_map(|leader| (0..MOVES).map(move |_| leader))
            .filter_map(|leader| candidates.admit(candidates.mutate(leader, scale, stream)))
            .collect();
        pool.entries.extend(scored(moved).entries);
    }
    // In a large finite space nearly used up, chance may find nothing: then more chance.
    if pool.entries.is_empty() {
        let more = (SPREAD..100 * SPREAD).find_map(|i| candidates.admit(sobol.point(i)));
        return scored(more.into_iter().collect()).best(candidates);
    }
    pool.best(candidates)
}

/// Candidates with their scores.
#[derive(Debug)]
struct Pool {
    entries: Vec<(f64, Vec<f64>)>,
}

impl Pool {
    /// The best few, best first; ties in the order in which they were made.
    fn leaders(&mut self, count: usize) -> Vec<Vec<f64>> {
        self.rank(count);
        self.entries.iter().take(count).map(|(_, p)| p.clone()).collect()
    }

    fn rank(&mut self, count: usize) {
        self.sort();
        self.entries.dedup_by(|a, b| a.1 == b.1);
        self.entries.truncate(4 * count);
    }

    fn sort(&mut self) {
        self.entries.sort_by(|a, b| b.0.total_cmp(&a.0));
    }

    /// The best that will not be read as one that was seen.
    fn best(mut self, candidates: &Candidates<'_>) -> Option<(f64, Vec<f64>)> {
        self.sort();
        self.entries.into_iter().find(|(_, point)| !candidates.reads_as_seen(point))
    }
}
