//! Hyperband's points: those of the Gaussian process; which of them are worth their time is decided while they run
//! ([`crate::early_stop::RungRule`]).

use super::bayesian::Bayesian;
use super::{Answer, Request, Strategy};

/// A stopped trial counts with the loss that it had when it was stopped, which is no better than it would have ended with: where
/// trials are stopped is no place to look.
#[derive(Debug, Default)]
pub(super) struct Hyperband {
    points: Bayesian,
}

impl Strategy for Hyperband {
    fn suggest(&mut self, request: &Request<'_>) -> Answer {
        self.points.suggest(request)
    }
}
