//! Strategies: who chooses the points. One strategy, one file, and one line in [`StrategyKind`].

pub(crate) mod bayesian;
mod grid;
mod hyperband;
mod known_points;
mod options;
mod random;
mod tpe;

use tunesmith_space::{Configuration, SearchSpace};

pub use known_points::FirstPoints;
pub use options::BayesianOptions;

/// A tried point.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// The values, as they were suggested (or came from elsewhere).
    pub params: Configuration,
    /// What came of it, less is better; none when it failed. NaN and infinities count as failed.
    pub loss: Option<f64>,
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
    /// Tree-structured Parzen estimators.
    Tpe,
}

impl StrategyKind {
    /// A strategy of this kind.
    pub fn build(self) -> Box<dyn Strategy> {
        match self {
            Self::Random => Box::new(random::Random),
            Self::Grid => Box::new(grid::Grid),
            Self::Hyperband => Box::new(hyperband::Hyperband),
            Self::Tpe => Box::new(tpe::Tpe),
            Self::Bayesian => Box::new(bayesian::Bayesian::default()),
        }
    }

    /// The Bayesian strategy with parts of it changed.
    pub fn bayesian_with(options: BayesianOptions) -> Box<dyn Strategy> {
        Box::new(bayesian::Bayesian::new(options))
    }

    /// A strategy of this kind that tries known points first.
    pub fn build_after(self, points: FirstPoints) -> Box<dyn Strategy> {
        let none = points.given.is_empty() && points.transferred.is_empty();
        if none { self.build() } else { Box::new(known_points::KnownPoints::new(points, self.build())) }
    }
}

impl Request<'_> {
    /// Points of the unit cube that were suggested before: observed ones, then pending ones.
    fn seen(&self) -> Vec<Vec<f64>> {
        let observed = self.observations.iter().map(|o| &o.params);
        observed.chain(self.pending).map(|c| self.space.encode(c)).collect()
    }
}
