//! CMA-ES: for cheap trials by the thousand over numbers.
//!
//! The covariance matrix adaptation evolution strategy (Hansen 2016, "The CMA evolution strategy: a tutorial", arXiv 1604.00772;
//! equation numbers below are its own), with two changes. Generations are counted in the order in which observations come, so that
//! a slow trial holds up nobody: a point that was drawn from an earlier distribution counts by where it lies. Categories are drawn
//! by how often the better half of each generation had them.

use tunesmith_space::SearchSpace;

use super::merit::merits;
use super::random::{fill_up, take};
use super::{Answer, Request, Strategy};
use crate::acquisition::Candidates;
use crate::gp::Axes;
use crate::numerics::eigen::eigen;
use crate::numerics::linalg::dot;
use crate::numerics::rng::Stream;

/// Width of the first distribution, in sides of the cube.
const WIDTH: f64 = 0.3;
/// Draws for a point that was not seen, before the space is gone through.
const DRAWS: usize = 100;
/// A distribution narrower than this has converged: it starts anew, wider and with twice the generation.
const CONVERGED: f64 = 1e-5;
/// How fast the frequencies of categories follow the better half.
const CATEGORY_RATE: f64 = 0.3;

/// Keeps the distribution that the observations so far have made.
#[derive(Debug, Default)]
pub(super) struct CmaEs {
    cache: Option<(u64, usize, Distribution)>,
}

/// What points are drawn from.
#[derive(Debug, Clone)]
struct Distribution {
    /// Generation and how often it was started anew.
    size: usize,
    starts: u64,
    generations: u64,
    mean: Vec<f64>,
    step: f64,
    covariance: Vec<Vec<f64>>,
    /// Standard deviations and axes of the covariance.
    axes: (Vec<f64>, Vec<Vec<f64>>),
    /// Evolution paths of the step and of the covariance.
    step_path: Vec<f64>,
    covariance_path: Vec<f64>,
    /// Of each categorical axis, how probable each category is; empty for numbers.
    categories: Vec<Vec<f64>>,
}

impl Strategy for CmaEs {
    fn suggest(&mut self, request: &Request<'_>) -> Answer {
        let space = request.space;
        let axes = Axes::of(space);
        let seen = request.seen();
        let mut candidates = Candidates::new(space, &axes, &seen);
        let distribution = self.distribution(request, &seen);
        let mut answer = Answer::default();
        while answer.proposals.len() < request.count {
            let issued = (seen.len() + answer.proposals.len()) as u64;
            let mut stream = Stream::new(request.seed, &[0xc3a, issued]);
            let Some(point) = (0..DRAWS).find_map(|_| candidates.admit(distribution.draw(&mut stream))) else {
                fill_up(space, &mut candidates, request.count, "cma-es", &mut answer);
                break;
            };
            take(space, &mut candidates, &point, "cma-es", &mut answer);
        }
        answer
    }
}

impl CmaEs {
    /// As the whole generations among the observations have made it.
    fn distribution(&mut self, request: &Request<'_>, seen: &[Vec<f64>]) -> &Distribution {
        let observations = request.observations;
        let cached =
            self.cache.take().filter(|(print, n, _)| *n <= observations.len() && *print == fingerprint(request, *n));
        let (mut at, mut distribution) =
            cached.map_or_else(|| (0, Distribution::first(request.space)), |(_, n, d)| (n, d));
        while at + distribution.size <= observations.len() {
            let generation = at..at + distribution.size;
            at = generation.end;
            let merits = merits(&observations[generation.clone()]);
            let mut ranked: Vec<(f64, &Vec<f64>)> =
                merits.into_iter().zip(&seen[generation]).map(|(m, p)| (m.unwrap_or(f64::INFINITY), p)).collect();
            ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
            let points: Vec<&Vec<f64>> = ranked.into_iter().map(|(_, p)| p).collect();
            distribution.learn(request.space, &points, request.seed);
        }
        &self.cache.insert((fingerprint(request, at), at, distribution)).2
    }
}

/// Tells the observations of one job from those of another.
fn fingerprint(request: &Request<'_>, n: usize) -> u64 {
    let observations = request.observations[..n].iter();
    observations.fold(request.seed, |hash, o| Stream::new(hash, &[o.loss.map_or(1, f64::to_bits)]).next_u64())
}

impl Distribution {
    fn first(space: &SearchSpace) -> Self {
        let d = space.dimension();
        let even = |i: usize| {
            let domain = &space.parameters()[i].domain;
            let n = if domain.is_categorical() { domain.cardinality().unwrap_or(1) as usize } else { 0 };
            vec![1.0 / n.max(1) as f64; n]
        };
        let unit: Vec<Vec<f64>> = (0..d).map(|i| (0..d).map(|j| f64::from(u8::from(i == j))).collect()).collect();
        Self {
            size: 4 + (3.0 * libm::log(d.max(1) as f64)) as usize,
            starts: 0,
            generations: 0,
            mean: vec![0.5; d],
            step: WIDTH,
            covariance: unit.clone(),
            axes: (vec![1.0; d], unit),
            step_path: vec![0.0; d],
            covariance_path: vec![0.0; d],
            categories: (0..d).map(even).collect(),
        }
    }

    /// A point, not snapped (equations 39 and 40).
    fn draw(&self, stream: &mut Stream) -> Vec<f64> {
        let mut point = self.mean.clone();
        for (deviation, axis) in self.axes.0.iter().zip(&self.axes.1) {
            let z = self.step * deviation * stream.normal();
            for (x, a) in point.iter_mut().zip(axis) {
                *x += z * a;
            }
        }
        for (x, shares) in point.iter_mut().zip(&self.categories).filter(|(_, shares)| !shares.is_empty()) {
            let mut left = stream.uniform();
            let found = shares.iter().position(|share| {
                left -= share;
                left < 0.0
            });
            *x = (found.unwrap_or(shares.len() - 1) as f64 + 0.5) / shares.len() as f64;
        }
        // What leaves the cube comes back on the side where it left, so that the edges do not collect everything.
        for x in &mut point {
            if !(0.0..=1.0).contains(x) {
                *x = x.clamp(-1.0, 2.0);
                *x = if *x < 0.0 {
                    -*x
                } else if *x > 1.0 {
                    2.0 - *x
                } else {
                    *x
                };
            }
        }
        point
    }

    /// Learns from a generation, best point first.
    fn learn(&mut self, space: &SearchSpace, points: &[&Vec<f64>], seed: u64) {
        let d = self.mean.len() as f64;
        let half = points.len() / 2;
        let raw: Vec<f64> =
            (0..half).map(|i| libm::log(0.5 * (points.len() as f64 + 1.0)) - libm::log(i as f64 + 1.0)).collect();
        let sum: f64 = raw.iter().sum();
        let weights: Vec<f64> = raw.iter().map(|w| w / sum).collect();
        // Table 1.
        let effective = 1.0 / dot(&weights, &weights);
        let step_rate = (effective + 2.0) / (d + effective + 5.0);
        let damping = 1.0 + 2.0 * (libm::sqrt((effective - 1.0) / (d + 1.0)) - 1.0).max(0.0) + step_rate;
        let path_rate = (4.0 + effective / d) / (d + 4.0 + 2.0 * effective / d);
        let rank_one = 2.0 / ((d + 1.3) * (d + 1.3) + effective);
        let rank_many = (2.0 * (effective - 2.0 + 1.0 / effective) / ((d + 2.0) * (d + 2.0) + effective))
            .max(0.0)
            .min(1.0 - rank_one);
        let expected_length = libm::sqrt(d) * (1.0 - 1.0 / (4.0 * d) + 1.0 / (21.0 * d * d));
        self.generations += 1;
        let before = self.mean.clone();
        let steps: Vec<Vec<f64>> =
            points[..half].iter().map(|p| p.iter().zip(&before).map(|(x, m)| (x - m) / self.step).collect()).collect();
        let mean_step: Vec<f64> =
            (0..before.len()).map(|i| steps.iter().zip(&weights).map(|(y, w)| w * y[i]).sum()).collect();
        for (i, m) in self.mean.iter_mut().enumerate() {
            *m = (before[i] + self.step * mean_step[i]).clamp(0.0, 1.0);
        }
        // Equations 43 to 47.
        let whitened = self.whiten(&mean_step);
        let keep = libm::sqrt(step_rate * (2.0 - step_rate) * effective);
        for (path, y) in self.step_path.iter_mut().zip(&whitened) {
            *path = (1.0 - step_rate) * *path + keep * y;
        }
        let length = libm::sqrt(dot(&self.step_path, &self.step_path));
        let settled = 1.0 - libm::pow(1.0 - step_rate, 2.0 * self.generations as f64);
        let moving = length / libm::sqrt(settled) < (1.4 + 2.0 / (d + 1.0)) * expected_length;
        let keep = if moving { libm::sqrt(path_rate * (2.0 - path_rate) * effective) } else { 0.0 };
        for (path, y) in self.covariance_path.iter_mut().zip(&mean_step) {
            *path = (1.0 - path_rate) * *path + keep * y;
        }
        let lost = if moving { 0.0 } else { rank_one * path_rate * (2.0 - path_rate) };
        for i in 0..before.len() {
            for j in 0..before.len() {
                let many: f64 = steps.iter().zip(&weights).map(|(y, w)| w * y[i] * y[j]).sum();
                let one = self.covariance_path[i] * self.covariance_path[j];
                let c = &mut self.covariance[i][j];
                *c = (1.0 - rank_one - rank_many + lost) * *c + rank_one * one + rank_many * many;
            }
        }
        self.step *= libm::exp(((step_rate / damping) * (length / expected_length - 1.0)).min(1.0));
        self.step = self.step.clamp(1e-12, 1.0);
        self.keep_ladders_alive(space);
        self.learn_categories(&points[..half], &weights);
        let (values, vectors) = eigen(&self.covariance);
        self.axes = (values.iter().map(|v| libm::sqrt(v.max(1e-20))).collect(), vectors);
        let widest = self.step * self.axes.0.iter().copied().fold(0.0, f64::max);
        if widest < CONVERGED || !widest.is_finite() {
            self.start_anew(space, seed);
        }
    }

    /// `C^(-1/2) y`.
    fn whiten(&self, y: &[f64]) -> Vec<f64> {
        let mut whitened = vec![0.0; y.len()];
        for (deviation, axis) in self.axes.0.iter().zip(&self.axes.1) {
            let along = dot(axis, y) / deviation;
            for (w, a) in whitened.iter_mut().zip(axis) {
                *w += along * a;
            }
        }
        whitened
    }

    /// On a ladder a distribution much narrower than a rung would never move again.
    fn keep_ladders_alive(&mut self, space: &SearchSpace) {
        for (i, parameter) in space.parameters().iter().enumerate() {
            let Some(rungs) = parameter.domain.cardinality().filter(|_| !parameter.domain.is_categorical()) else {
                continue;
            };
            let least = 0.3 / rungs as f64 / self.step;
            self.covariance[i][i] = self.covariance[i][i].max(least * least);
        }
    }

    fn learn_categories(&mut self, better: &[&Vec<f64>], weights: &[f64]) {
        for (i, shares) in self.categories.iter_mut().enumerate().filter(|(_, shares)| !shares.is_empty()) {
            let n = shares.len() as f64;
            for share in shares.iter_mut() {
                *share *= 1.0 - CATEGORY_RATE;
            }
            for (point, weight) in better.iter().zip(weights) {
                let category = ((point[i] * n) as usize).min(shares.len() - 1);
                shares[category] += CATEGORY_RATE * weight;
            }
            // None dies out.
            let floor = 0.1 / n;
            for share in shares.iter_mut() {
                *share = floor + (1.0 - n * floor) * *share;
            }
        }
    }

    /// Twice the generation, from somewhere else (Auger and Hansen 2005, "A restart CMA evolution strategy").
    fn start_anew(&mut self, space: &SearchSpace, seed: u64) {
        let (size, starts) = ((2 * self.size).min(200), self.starts + 1);
        let mut stream = Stream::new(seed, &[0xc3b, starts]);
        let mean = (0..self.mean.len()).map(|_| stream.uniform()).collect();
        *self = Self { size, starts, mean, ..Self::first(space) };
    }
}

#[cfg(test)]
mod tests {
    use tunesmith_space::{Domain, Parameter, SpaceDefinition, Value};

    use super::*;
    use crate::strategy::Observation;

    #[test]
    fn a_narrow_valley_is_followed_to_its_end() {
        let parameters = (0..3).map(|i| Parameter::new(format!("x{i}"), Domain::float(-2.0, 2.0))).collect();
        let space = SearchSpace::new(SpaceDefinition { parameters, ..Default::default() }).expect("valid");
        let valley = |o: &[f64]| -> f64 {
            (0..2).map(|i| 100.0 * (o[i + 1] - o[i] * o[i]).powi(2) + (1.0 - o[i]).powi(2)).sum()
        };
        let mut strategy = CmaEs::default();
        let mut seen: Vec<Observation> = Vec::new();
        while seen.len() < 2400 {
            let request = Request { space: &space, seed: 1, observations: &seen, pending: &[], count: 8 };
            for proposal in strategy.suggest(&request).proposals {
                let x: Vec<f64> = proposal.params.iter().filter_map(|(_, v)| Value::as_f64(v)).collect();
                seen.push(Observation::new(proposal.params.clone(), Some(valley(&x))));
            }
        }
        let best = seen.iter().filter_map(|o| o.loss).fold(f64::INFINITY, f64::min);
        assert!(best < 1e-6, "{best}");
    }
}
