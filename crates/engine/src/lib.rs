//! Suggest and observe: the optimiser.
//!
//! A [`Strategy`] answers a [`Request`] (search space, seed, observations in order, pending points) with points to try.
//! The answer is a pure function of the request: whatever a strategy keeps between two requests can be thrown away, so
//! suggestions after a restart are those that would have come without it. Less is better: who maximises negates.
//!
//! ```
//! use tunesmith_engine::{Observation, Request, StrategyKind};
//! use tunesmith_space::{Domain, Parameter, SearchSpace, SpaceDefinition, Value};
//!
//! let space = SearchSpace::new(SpaceDefinition {
//!     parameters: vec![Parameter::new("x", Domain::float(-5.0, 5.0))],
//!     ..SpaceDefinition::default()
//! })?;
//! let mut strategy = StrategyKind::Bayesian.build();
//! let mut seen = Vec::new();
//! for _ in 0..12 {
//!     let request = Request { space: &space, seed: 1, observations: &seen, pending: &[], count: 1 };
//!     let params = strategy.suggest(&request).proposals.remove(0).params;
//!     let x = params.get("x").and_then(Value::as_f64).unwrap_or_default();
//!     seen.push(Observation::new(params, Some((x - 1.0).powi(2))));
//! }
//! let best = seen.iter().filter_map(|o| o.loss).fold(f64::INFINITY, f64::min);
//! assert!(best < 0.01, "{best}");
//! # Ok::<(), tunesmith_space::SpaceErrors>(())
//! ```
//!
//! # It is not
//! - a job: it knows nothing of trials that run, limits or retries;
//! - platform-dependent: sums have a fixed order and special functions come from `libm`, so every machine gives the same
//!   points.

mod acquisition;
pub mod analysis;
pub mod early_stop;
mod gp;
#[cfg(feature = "internals")]
pub mod internals;
mod numerics;
mod strategy;

pub use gp::{OutputWarp, Priors};
pub use strategy::{
    Answer, BayesianOptions, Known, Observation, Proposal, Reason, Request, Strategy, StrategyKind, best,
};
