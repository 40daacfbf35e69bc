//! Gaussian-process optimisation: the default.
//!
//! The first point is the centre, a few scrambled Sobol points follow, then every point is the one that is worth most by the
//! surrogates: with one objective the log expected improvement, with two the expected hypervolume improvement, with more a
//! random weighting of them; each times the probability that what is required is met. Pending points count as if their
//! means had come true, so a batch spreads by itself; every second point of those that are under way at once looks for the
//! lowest that a loss may well be, which believed means cannot keep from what is not known.

mod data;
mod model;

use tunesmith_space::SearchSpace;

use self::data::Data;
use self::model::{Aim, Model};
use super::random::{design, fill_up, take};
use super::{Answer, BayesianOptions, Observation, Request, Strategy};
use crate::acquisition::{Candidates, maximise};
use crate::gp::{Axes, Fitted, Posterior, Prior, fit_hyper_parameters, weigh};
use crate::numerics::rng::Stream;

/// Fewest finite losses that a surrogate can be fitted to.
const FEWEST: usize = 3;
/// So many observations show what matters; a person waits for the answer.
const ENOUGH_TO_LOOK_AT: usize = 120;
/// Scrambled Sobol points where earlier jobs say something too.
const DESIGN_AFTER_TRANSFER: usize = 2;
/// Best points seen that are searched around.
const BASES: usize = 8;

/// Keeps the last hyper-parameters, which depend on nothing but the observations they were fitted to.
#[derive(Debug, Default)]
pub(super) struct Bayesian {
    cache: Option<Cache>,
    options: BayesianOptions,
    /// What earlier jobs observed, one list a job.
    parents: Vec<Vec<Observation>>,
    /// Their surrogates, once they were needed.
    surrogates: Option<Vec<Posterior>>,
}

#[derive(Debug)]
struct Cache {
    size: usize,
    print: u64,
    fitted: Vec<Fitted>,
    /// Weights of the parents.
    weights: Vec<f64>,
}

impl Bayesian {
    pub(super) fn new(options: BayesianOptions, parents: Vec<Vec<Observation>>) -> Self {
        Self { options, parents, ..Self::default() }
    }
}

impl Strategy for Bayesian {
    fn suggest(&mut self, request: &Request<'_>) -> Answer {
        let space = request.space;
        let axes = Axes::of(space);
        let seen = request.seen();
        let mut candidates = Candidates::new(space, &axes, &seen);
        let mut answer = self.start(request, seen.len(), &mut candidates);
        if answer.proposals.len() == request.count || answer.exhausted {
            return answer;
        }
        let data = Data::of(request, &seen, self.options.most);
        self.fit(&axes, request, &seen);
        let Some((cache, parents)) = self.cache.as_ref().zip(self.surrogates.as_ref()) else { return answer };
        let objectives = 1 + request.observations.iter().map(|o| o.further.len()).max().unwrap_or(0);
        let weighted = cache.weights.iter().copied().zip(parents).filter(|(weight, _)| *weight > 0.0).collect();
        let mut model = Model::new(&axes, &cache.fitted, &data, objectives, Prior { weighted });
        let bases = data.best(BASES);
        for pending in &seen[request.observations.len()..] {
            model.believe(pending);
        }
        for proposal in &answer.proposals {
            model.believe(&space.encode(&proposal.params));
        }
        while answer.proposals.len() < request.count {
            let issued = (seen.len() + answer.proposals.len()) as u64;
            let mut stream = Stream::new(request.seed, &[0xbe5, issued]);
            // Anew for each: what is believed of the points before is no progress a second time.
            let is_beside_others = issued > request.observations.len() as u64;
            let bold = is_beside_others && issued % 2 == 1;
            let aim = model.aim(bold, &mut Stream::new(request.seed, &[0xa13, issued]));
            let worth = |points: &[Vec<f64>]| model.worth(&aim, points);
            let best = maximise(worth, &candidates, &bases, axes.dimension(), &mut stream);
            let origin = match aim {
                Aim::Feasibility => "feasibility",
                Aim::Bound(_) => "bound",
                _ => "model",
            };
            let Some((worth, point)) = best else {
                fill_up(space, &mut candidates, request.count, origin, &mut answer);
                break;
            };
            let reason = model.reason(&aim, worth, &point);
            model.believe(&point);
            take(space, &mut candidates, &point, origin, &mut answer);
            if let Some(proposal) = answer.proposals.last_mut() {
                proposal.reason = Some(reason);
            }
        }
        answer
    }
}

/// How many observations have values.
fn values(observations: &[Observation]) -> usize {
    observations.iter().filter(|o| o.losses().is_some()).count()
}

impl Bayesian {
    /// The centre and the design, as far as they were not suggested yet, or as long as there is nothing to learn from. After
    /// the points of earlier jobs the design is short: those were one already.
    fn start(&self, request: &Request<'_>, issued: usize, candidates: &mut Candidates<'_>) -> Answer {
        let mut answer = Answer::default();
        let transferred = super::transferred(self.parents.len());
        if issued <= transferred
            && self.options.centre
            && let Some(centre) = candidates.admit(vec![0.5; request.space.dimension()])
        {
            take(request.space, candidates, &centre, "centre", &mut answer);
        }
        let issued = issued + answer.proposals.len();
        let left = request.count - answer.proposals.len();
        let learns = values(request.observations) >= FEWEST;
        let design_size = if transferred > 0 { DESIGN_AFTER_TRANSFER } else { self.options.design };
        let missing = if learns { (transferred + 1 + design_size).saturating_sub(issued).min(left) } else { left };
        if missing > 0 {
            let more = design(request.space, request.seed, candidates, issued as u64, missing, "design");
            answer.proposals.extend(more.proposals);
            answer.exhausted = more.exhausted;
        }
        answer
    }

    /// Fitted to the first observations up to the last refit: early at every one, later at every few, so that the cost of
    /// fitting is spread and the result is the same whoever asks when.
    fn fit(&mut self, axes: &Axes, request: &Request<'_>, seen: &[Vec<f64>]) {
        let parents = self.surrogates.get_or_insert_with(|| {
            self.parents.iter().filter_map(|observations| surrogate(request.space, observations)).collect()
        });
        let all = request.observations.len();
        let enough = |n: &usize| values(&request.observations[..*n]) >= FEWEST;
        let size = Some(last_refit(all)).filter(enough).unwrap_or(all);
        let print = fingerprint(request, size);
        if self.cache.as_ref().is_none_or(|c| (c.size, c.print) != (size, print)) {
            let early = Request { observations: &request.observations[..size], pending: &[], ..*request };
            let data = Data::of(&early, seen, self.options.most_fitted);
            let fit = |column: usize| {
                let (points, values) = data.known(column);
                fit_hyper_parameters(axes, &points, &values, &self.options.priors, &self.options.warps)
            };
            let mut fitted: Vec<Fitted> = (0..data.columns.len()).map(fit).collect();
            let mut weights = Vec::new();
            if !parents.is_empty() {
                let (points, losses) = data.known(0);
                let (targets, _) = fitted[0].warp.apply(&losses);
                (fitted[0].kernel, weights) = weigh(axes, &points, &targets, &fitted[0], parents, &self.options.priors);
            }
            self.cache = Some(Cache { size, print, fitted, weights });
        }
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
        let hash = Stream::new(hash, &[loss, o.params.len() as u64]).next_u64();
        o.further.iter().chain(&o.excess).fold(hash, |hash, x| Stream::new(hash, &[x.to_bits()]).next_u64())
    })
}

/// A surrogate of the first objective (of very many observations, some), for looking at; none with too few values.
pub(crate) fn surrogate(space: &SearchSpace, observations: &[Observation]) -> Option<Posterior> {
    let axes = Axes::of(space);
    let request = Request { space, seed: 0, observations, pending: &[], count: 0 };
    let data = Data::of(&request, &request.seen(), ENOUGH_TO_LOOK_AT);
    let (points, losses) = data.known(0);
    if losses.len() < FEWEST {
        return None;
    }
    let options = BayesianOptions::default();
    let fitted = fit_hyper_parameters(&axes, &points, &losses, &options.priors, &options.warps);
    let losses: Vec<_> = losses.into_iter().map(Some).collect();
    Some(Posterior::new(&axes, &fitted, &points, &losses))
}
