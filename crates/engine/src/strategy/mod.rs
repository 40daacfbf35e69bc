//! Strategies: who chooses the points. One strategy, one file, and one line in [`StrategyKind`].

mod asha;
pub(crate) mod bayesian;
mod cma_es;
mod grid;
mod hyperband;
mod known_points;
mod merit;
mod options;
mod random;
mod tpe;

use serde::Serialize;
use tunesmith_space::{Configuration, SearchSpace};

pub use merit::best;
pub(crate) use merit::dominates;
use merit::merits;
pub use options::BayesianOptions;

/// A tried point.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// The values, as they were suggested (or came from elsewhere).
    pub params: Configuration,
    /// What came of it, less is better; none when it failed. NaN and infinities count as failed.
    pub loss: Option<f64>,
    /// The losses of further objectives, the same in every observation that did not fail; one that is not finite makes it
    /// count as failed.
    pub further: Vec<f64>,
    /// By how much each requirement is missed; it is met at 0 or below. NaN: not known.
    pub excess: Vec<f64>,
}

impl Observation {
    /// With one objective and nothing required.
    pub fn new(params: Configuration, loss: Option<f64>) -> Self {
        Self { params, loss, further: Vec::new(), excess: Vec::new() }
    }

    /// All losses; none when it failed.
    pub(crate) fn losses(&self) -> Option<Vec<f64>> {
        let losses: Vec<f64> = self.loss.into_iter().chain(self.further.iter().copied()).collect();
        (self.loss.is_some() && losses.iter().all(|l| l.is_finite())).then_some(losses)
    }

    /// Whether it meets what is required.
    pub(crate) fn is_feasible(&self) -> bool {
        self.excess.iter().all(|x| *x <= 0.0)
    }
}

/// What is asked of a strategy.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// What is searched.
    pub space: &'a SearchSpace,
    /// Same seed, same answers.
    pub seed: u64,
    /// In the order in which they came.
    pub observations: &'a [Observation],
    /// Points that were suggested and are not observed yet.
    pub pending: &'a [Configuration],
    /// How many points are wanted.
    pub count: usize,
}

/// A point to try.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The values.
    pub params: Configuration,
    /// Which part of the strategy proposed it.
    pub origin: &'static str,
    /// What a model expects of it, where one was asked.
    pub reason: Option<Reason>,
}

/// What a surrogate expected of a point when it was proposed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Reason {
    /// The expected loss, noise left out.
    pub mean: f64,
    /// The loss one deviation below the mean.
    pub low: f64,
    /// The loss one deviation above the mean.
    pub high: f64,
    /// The probability that it is better than the best so far; with one objective only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub better: Option<f64>,
    /// The probability that it meets what is required, where something is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feasible: Option<f64>,
    /// The logarithm of the acquisition function, in the surrogate's units; of a point that is there for its bound, how far that lies
    /// below zero.
    pub acquisition: f64,
}

/// Points to try: as many as were asked for, or fewer when the space has no more.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// The points, none of them seen or pending.
    pub proposals: Vec<Proposal>,
    /// There are no more points: every one of a finite space was tried or is pending, or none can be found that obeys
    /// the rules.
    pub exhausted: bool,
}

/// Chooses points. What it keeps between two requests is a cache: the answer depends on the request alone.
pub trait Strategy: Send + Sync {
    /// Answers a request.
    fn suggest(&mut self, request: &Request<'_>) -> Answer;
}

/// The strategies by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StrategyKind {
    /// Scrambled Sobol points.
    Random,
    /// Every combination of a finite space, in order.
    Grid,
    /// Gaussian-process optimisation.
    Bayesian,
    /// Points for trials that are stopped at rungs.
    Hyperband,
    /// Successive halving by the whole-number parameter of this index.
    Asha(usize),
    /// Tree-structured Parzen estimators.
    Tpe,
    /// Covariance matrix adaptation.
    CmaEs,
}

impl StrategyKind {
    /// A strategy of this kind.
    pub fn build(self) -> Box<dyn Strategy> {
        match self {
            Self::Random => Box::new(random::Random),
            Self::Grid => Box::new(grid::Grid),
            Self::Hyperband => Box::<hyperband::Hyperband>::default(),
            Self::Asha(resource) => Box::new(asha::Asha::new(resource)),
            Self::Tpe => Box::new(tpe::Tpe),
            Self::CmaEs => Box::<cma_es::CmaEs>::default(),
            Self::Bayesian => Box::<bayesian::Bayesian>::default(),
        }
    }

    /// The Bayesian strategy with parts of it changed.
    pub fn bayesian_with(options: BayesianOptions) -> Box<dyn Strategy> {
        Box::new(bayesian::Bayesian::new(options, Vec::new()))
    }

    /// A strategy of this kind that starts with what is known: points to try first, and what earlier jobs observed.
    pub fn build_knowing(self, known: Known) -> Box<dyn Strategy> {
        let Known { first, parents } = known;
        let points = known_points::FirstPoints { given: first, transferred: best_of_each(&parents) };
        let strategy = match self {
            Self::Bayesian => Box::new(bayesian::Bayesian::new(BayesianOptions::default(), parents)),
            _ => self.build(),
        };
        Box::new(known_points::KnownPoints::new(points, strategy))
    }
}

/// What is known before the first trial.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Known {
    /// Points to try first, the user's own.
    pub first: Vec<Configuration>,
    /// What earlier, similar jobs observed; one list a job.
    pub parents: Vec<Vec<Observation>>,
}

/// How many points of so many earlier jobs are tried first: the best one of each, but no more than three, for they may be
/// unlike this one. What else they know counts as far as it fits.
fn transferred(parents: usize) -> usize {
    parents.min(3)
}

/// The best points of earlier jobs.
fn best_of_each(parents: &[Vec<Observation>]) -> Vec<Configuration> {
    let best = parents.iter().filter_map(|observations| {
        let merits = merits(observations);
        let known = merits.iter().zip(observations).filter_map(|(m, o)| Some(((*m)?, o)));
        known.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, o)| o.params.clone())
    });
    best.take(transferred(parents.len())).collect()
}

impl Request<'_> {
    /// Points of the unit cube that were suggested before: observed ones, then pending ones.
    fn seen(&self) -> Vec<Vec<f64>> {
        let observed = self.observations.iter().map(|o| &o.params);
        observed.chain(self.pending).map(|c| self.space.encode(c)).collect()
    }
}
