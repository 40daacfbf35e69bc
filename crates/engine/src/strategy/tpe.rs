//! Tree-structured Parzen estimators: cheap, and good enough where there are thousands of trials.
//!
//! Two densities are estimated, one of the good trials and one of the others, and the point is tried where the first is
//! largest against the second (Bergstra et al. 2011, section 4). The densities are of whole points, not of one parameter
//! at a time (Falkner et al. 2018, section 3.2), so that parameters that belong together are moved together.

use tunesmith_space::SearchSpace;

use super::merit::merits;
use super::random::{design, fill_up, take};
use super::{Answer, Request, Strategy};
use crate::acquisition::Candidates;
use crate::gp::Axes;
use crate::numerics::normal::{cdf, quantile};
use crate::numerics::rng::Stream;

/// Scrambled Sobol points before there is anything to learn from.
const DESIGN: usize = 10;
/// The share of trials that count as good, and the most of them.
const GOOD: f64 = 0.1;
const MOST_GOOD: usize = 25;
/// Most trials that the density of the others is made of; the latest count.
const MOST_OTHERS: usize = 1000;
/// Points drawn from the density of the good ones for each that is proposed.
const DRAWS: usize = 24;
/// Width of a kernel before it shrinks with the number of kernels, in units of the cube's side.
const WIDTH: f64 = 0.2;

/// Keeps nothing.
#[derive(Debug)]
pub(super) struct Tpe;

impl Strategy for Tpe {
    fn suggest(&mut self, request: &Request<'_>) -> Answer {
        let space = request.space;
        let axes = Axes::of(space);
        let seen = request.seen();
        let mut candidates = Candidates::new(space, &axes, &seen);
        let (good, mut others) = split(request, &seen);
        let missing = if good.is_empty() { request.count } else { DESIGN.saturating_sub(seen.len()) };
        let mut answer = Answer::default();
        if missing > 0 {
            let count = missing.min(request.count);
            answer = design(space, request.seed, &mut candidates, seen.len() as u64, count, "design");
            others.extend(answer.proposals.iter().map(|p| space.encode(&p.params)));
        }
        if answer.proposals.len() == request.count || answer.exhausted {
            return answer;
        }
        more(request, &axes, &mut candidates, &good, others, answer)
    }
}

/// Fills an answer up with points that are better by the densities.
fn more(
    request: &Request<'_>,
    axes: &Axes,
    candidates: &mut Candidates<'_>,
    good: &[Vec<f64>],
    mut others: Vec<Vec<f64>>,
    mut answer: Answer,
) -> Answer {
    let space = request.space;
    let good = Parzen::new(space, axes, good);
    let before = request.observations.len() + request.pending.len();
    while answer.proposals.len() < request.count {
        let mut stream = Stream::new(request.seed, &[0x79e, (before + answer.proposals.len()) as u64]);
        let worse = Parzen::new(space, axes, &others);
        let drawn = (0..DRAWS).filter_map(|_| candidates.admit(good.draw(&mut stream)));
        let scored = drawn.map(|point| (good.log_density(&point) - worse.log_density(&point), point));
        let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, point)) = best else {
            fill_up(space, candidates, request.count, "tpe", &mut answer);
            break;
        };
        // What is not known yet counts as no good, so that a batch spreads.
        others.push(point.clone());
        take(space, candidates, &point, "tpe", &mut answer);
    }
    answer
}

/// Good points and the others, failed and pending ones among them.
fn split(request: &Request<'_>, seen: &[Vec<f64>]) -> (Vec<Vec<f64>>, Vec<Vec<f64>>) {
    let merits = merits(request.observations);
    let mut ranked: Vec<(f64, usize)> = merits.iter().enumerate().filter_map(|(i, m)| Some(((*m)?, i))).collect();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let count = ((GOOD * ranked.len() as f64).ceil() as usize).min(MOST_GOOD);
    let mut is_good = vec![false; seen.len()];
    for (_, i) in &ranked[..count] {
        is_good[*i] = true;
    }
    let good = ranked[..count].iter().map(|(_, i)| seen[*i].clone()).collect();
    let others: Vec<Vec<f64>> = (0..seen.len()).filter(|i| !is_good[*i]).map(|i| seen[i].clone()).collect();
    let skipped = others.len().saturating_sub(MOST_OTHERS);
    (good, others.into_iter().skip(skipped).collect())
}

/// A mixture of kernels around points, and one of the whole cube.
struct Parzen<'a> {
    axes: &'a Axes,
    /// How many categories there are, where there are.
    levels: Vec<f64>,
    centres: &'a [Vec<f64>],
    width: f64,
}

impl<'a> Parzen<'a> {
    fn new(space: &SearchSpace, axes: &'a Axes, centres: &'a [Vec<f64>]) -> Self {
        let n = (centres.len() as f64).max(1.0);
        let d = axes.dimension() as f64;
        let levels = space.parameters().iter().map(|p| p.domain.cardinality().unwrap_or(1) as f64).collect();
        // Scott's rule, and never narrower than the points can tell apart.
        let width = (WIDTH * libm::pow(n, -1.0 / (d + 4.0))).max(1.0 / (1.0 + n).min(100.0)).min(WIDTH);
        Self { axes, levels, centres, width }
    }

    /// Probability that a kernel gives its own category and any other one.
    fn same_and_other(&self, i: usize) -> (f64, f64) {
        let smooth = 1.0 / (self.centres.len() as f64).max(1.0);
        let whole = 1.0 + self.levels[i] * smooth;
        ((1.0 + smooth) / whole, smooth / whole)
    }

    /// A point of the mixture, not snapped.
    fn draw(&self, stream: &mut Stream) -> Vec<f64> {
        let k = stream.below(self.centres.len() + 1);
        let Some(centre) = self.centres.get(k) else {
            return (0..self.axes.dimension()).map(|_| stream.uniform()).collect();
        };
        let coordinate = |i: usize| {
            if self.axes.is_categorical(i) {
                let (same, other) = self.same_and_other(i);
                let keeps = stream.uniform() < same - other;
                return if keeps { centre[i] } else { stream.uniform() };
            }
            let (low, high) = (cdf(-centre[i] / self.width), cdf((1.0 - centre[i]) / self.width));
            (centre[i] + self.width * quantile(low + (high - low) * stream.uniform())).clamp(0.0, 1.0)
        };
        (0..self.axes.dimension()).map(coordinate).collect()
    }

    fn log_density(&self, point: &[f64]) -> f64 {
        let part = |i: usize, centre: f64| {
            if self.axes.is_categorical(i) {
                let (same, other) = self.same_and_other(i);
                return libm::log(if centre == point[i] { same } else { other });
            }
            let z = (point[i] - centre) / self.width;
            let inside = cdf((1.0 - centre) / self.width) - cdf(-centre / self.width);
            -0.5 * z * z - libm::log(self.width * inside * libm::sqrt(2.0 * std::f64::consts::PI))
        };
        let whole_cube = || {
            let evenly = |i: usize| if self.axes.is_categorical(i) { -libm::log(self.levels[i]) } else { 0.0 };
            (0..point.len()).map(evenly).sum::<f64>()
        };
        let mut logs: Vec<f64> =
            self.centres.iter().map(|c| (0..point.len()).map(|i| part(i, c[i])).sum::<f64>()).collect();
        logs.push(whole_cube());
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        most + libm::log(logs.iter().map(|l| libm::exp(l - most)).sum::<f64>() / logs.len() as f64)
    }
}

#[cfg(test)]
mod tests {
    use tunesmith_space::{Domain, Parameter, SpaceDefinition};

    use super::*;

    #[test]
    fn the_density_adds_up_to_one() {
        let parameters =
            vec![Parameter::new("x", Domain::float(0.0, 1.0)), Parameter::new("c", Domain::choice(["a", "b", "c"]))];
        let space = SearchSpace::new(SpaceDefinition { parameters, ..Default::default() }).expect("a space");
        let axes = Axes::of(&space);
        let mut centres = vec![vec![0.1, 0.2], vec![0.95, 0.9]];
        for centre in &mut centres {
            space.snap(centre);
        }
        let parzen = Parzen::new(&space, &axes, &centres);
        let (mut sum, steps) = (0.0, 2000);
        for category in [0.1, 0.5, 0.9] {
            for i in 0..steps {
                let mut point = vec![0.5, category];
                space.snap(&mut point);
                point[0] = (f64::from(i) + 0.5) / f64::from(steps);
                sum += libm::exp(parzen.log_density(&point)) / f64::from(steps);
            }
        }
        assert!((sum - 1.0).abs() < 1e-3, "{sum}");
    }
}
