//! Hyperband's points: many, spread evenly; which of them are worth their time is decided while they run
//! ([`crate::early_stop::RungRule`]).

use super::random::Random;
use super::{Answer, Request, Strategy};

/// Scrambled Sobol points, as random search has them.
#[derive(Debug)]
pub(super) struct Hyperband;

impl Strategy for Hyperband {
    fn suggest(&mut self, request: &Request<'_>) -> Answer {
        Random.suggest(request)
    }
}
