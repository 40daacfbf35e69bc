//! Gaussian-process optimisation: the default.
//!
//! The first point is the centre, a few scrambled Sobol points follow, then every point is the one with the largest log
//! expected improvement under a Gaussian process. Pending points count as if their mean had come true, so a batch
//! spreads by itself.

use tunesmith_space::SearchSpace;

use super::random::{design, take};
use super::{Answer, BayesianOptions, Request, Strategy};
use crate::acquisition::{Candidates, LogExpectedImprovement, maximise};
use crate::gp::{Axes, Fitted, Posterior, fit_hyper_parameters};
use crate::numerics::rng::Stream;

/// Fewest finite losses that a surrogate can be fitted to.
const FEWEST: usize = 3;
/// So many observations show what matters; a person waits for the answer.
const ENOUGH_TO_LOOK_AT: usize = 120;
/// Best points seen that are searched around.
const BASES: usize = 8;

/// Keeps the last hyper-parameters, which depend on nothing but the observations they were fitted to.
#[derive(Debug, Default)]
pub(super) struct Bayesian {
    cache: Option<(usize, u64, Fitted)>,
    options: BayesianOptions,
}

impl Bayesian {
    pub(super) fn new(options: BayesianOptions) -> Self {
        Self { cache: None, options }
    }
}

impl Strategy for Bayesian {
    fn suggest(&mut self, request: &Request<'_>) -> Answer {
        let space = request.space;
        let axes = Axes::of(space);
        let seen = request.seen();
        let mut candidates = Candidates::new(space, &axes, &seen);
        let mut answer = start(request, seen.len(), &mut candidates, &self.options);
        if answer.proposals.len() == request.count || answer.exhausted {
            return answer;
        }
        let (points, losses) = chosen(request, &seen, self.options.most);
        let fitted = self.hyper_parameters(&axes, request, &seen);
        let mut posterior = Posterior::new(&axes, &fitted, &points, &losses);
        let bases = best_points(&points, &losses);
        for pending in &seen[request.observations.len()..] {
            posterior.believe(pending);
        }
        for proposal in &answer.proposals {
            posterior.believe(&space.encode(&proposal.params));
        }
        let acquisition = LogExpectedImprovement::over_best_mean(&posterior);
        while answer.proposals.len() < request.count {
            let issued = (seen.len() + answer.proposals.len()) as u64;
            let mut stream = Stream::new(request.seed, &[0xbe5, issued]);
            let best = maximise(acquisition, &posterior, &candidates, &bases, axes.dimension(), &mut stream);
            let Some(point) = best else {
                super::random::fill_up(space, &mut candidates, request.count, "model", &mut answer);
                break;
            };
            posterior.believe(&point);
            take(space, &mut candidates, &point, "model", &mut answer);
        }
        answer
    }
}

/// The centre and the design, as far as they were not suggested yet, or as long as there is nothing to learn from.
fn start(request: &Request<'_>, issued: usize, candidates: &mut Candidates<'_>, options: &BayesianOptions) -> Answer {
    let mut answer = Answer::default();
    if issued == 0
        && options.centre
        && let Some(centre) = candidates.admit(vec![0.5; request.space.dimension()])
    {
        take(request.space, candidates, &centre, "centre", &mut answer);
    }
    let issued = issued + answer.proposals.len();
    let finite = request.observations.iter().filter(|o| o.loss.is_some_and(f64::is_finite)).count();
    let left = request.count - answer.proposals.len();
    let missing = if finite < FEWEST { left } else { (1 + options.design).saturating_sub(issued).min(left) };
    if missing > 0 {
        let more = design(request.space, request.seed, candidates, issued as u64, missing, "design");
        answer.proposals.extend(more.proposals);
        answer.exhausted = more.exhausted;
    }
    answer
}

impl Bayesian {
    /// Fitted to the first observations up to the last refit: early at every one, later at every few, so that the cost of
    /// fitting is spread and the result is the same whoever asks when.
    fn hyper_parameters(&mut self, axes: &Axes, request: &Request<'_>, seen: &[Vec<f64>]) -> Fitted {
        let finite = |n: usize| request.observations[..n].iter().filter(|o| o.loss.is_some_and(f64::is_finite)).count();
        let all = request.observations.len();
        let size = Some(last_refit(all)).filter(|n| finite(*n) >= FEWEST).unwrap_or(all);
        let print = fingerprint(request, size);
        if let Some((_, _, fitted)) = self.cache.as_ref().filter(|(n, p, _)| (*n, *p) == (size, print)) {
            return fitted.clone();
        }
        let early = Request { observations: &request.observations[..size], pending: &[], ..*request };
        let (points, losses) = chosen(&early, seen, self.options.most_fitted);
        let known: Vec<(Vec<f64>, f64)> = points.into_iter().zip(losses).filter_map(|(p, l)| Some((p, l?))).collect();
        let (points, losses): (Vec<_>, Vec<_>) = known.into_iter().unzip();
        let fitted = fit_hyper_parameters(axes, &points, &losses, &self.options.priors, &self.options.warps);
        self.cache = Some((size, print, fitted.clone()));
        fitted
    }
}

/// The largest number of observations, at most `n`, at which the hyper-parameters are fitted anew.
fn last_refit(n: usize) -> usize {
    let every = match n {
        0..30 => 1,
        30..60 => 2,
        60..120 => 5,
        120..300 => 10,
        _ => 25,
    };
    n - n % every
}

/// Tells one job's observations from another's in the cache.
fn fingerprint(request: &Request<'_>, size: usize) -> u64 {
    let observations = request.observations[..size].iter();
    observations.fold(request.seed, |hash, o| {
        let loss = o.loss.map_or(1, f64::to_bits);
        Stream::new(hash, &[loss, o.params.len() as u64]).next_u64()
    })
}

/// The points and losses that the surrogate is conditioned on: all observations, or `most` of them.
fn chosen(request: &Request<'_>, seen: &[Vec<f64>], most: usize) -> (Vec<Vec<f64>>, Vec<Option<f64>>) {
    let n = request.observations.len();
    let loss = |i: usize| request.observations[i].loss.filter(|l| l.is_finite());
    let mut indices: Vec<usize> = (0..n).collect();
    if n > most {
        let mut by_loss = indices.clone();
        by_loss.sort_by(|a, b| loss(*a).unwrap_or(f64::INFINITY).total_cmp(&loss(*b).unwrap_or(f64::INFINITY)));
        let mut keep = vec![false; n];
        for i in by_loss.into_iter().take(most / 2) {
            keep[i] = true;
        }
        for is_kept in &mut keep[n - most / 8..] {
            *is_kept = true;
        }
        let others: Vec<usize> = indices.iter().copied().filter(|i| !keep[*i]).collect();
        let room = most - keep.iter().filter(|k| **k).count();
        for k in 0..room {
            keep[others[k * others.len() / room]] = true;
        }
        indices.retain(|i| keep[*i]);
    }
    (indices.iter().map(|i| seen[*i].clone()).collect(), indices.iter().map(|i| loss(*i)).collect())
}

/// The best points, best first.
fn best_points(points: &[Vec<f64>], losses: &[Option<f64>]) -> Vec<Vec<f64>> {
    let mut ranked: Vec<(f64, &Vec<f64>)> = losses.iter().zip(points).filter_map(|(l, p)| Some(((*l)?, p))).collect();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
    ranked.into_iter().take(BASES).map(|(_, p)| p.clone()).collect()
}

/// A surrogate of what was observed (of very much, some), for looking at; none with too few values.
pub(crate) fn surrogate(space: &SearchSpace, observations: &[super::Observation]) -> Option<Posterior> {
    let axes = Axes::of(space);
    let request = Request { space, seed: 0, observations, pending: &[], count: 0 };
    let seen = request.seen();
    let (points, losses) = chosen(&request, &seen, ENOUGH_TO_LOOK_AT);
    let known: Vec<_> = points.into_iter().zip(losses).filter_map(|(p, l)| Some((p, l?))).collect();
    if known.len() < FEWEST {
        return None;
    }
    let (points, losses): (Vec<_>, Vec<_>) = known.into_iter().unzip();
    let options = BayesianOptions::default();
    let fitted = fit_hyper_parameters(&axes, &points, &losses, &options.priors, &options.warps);
    let losses: Vec<_> = losses.into_iter().map(Some).collect();
    Some(Posterior::new(&axes, &fitted, &points, &losses))
}
