//! Scrambled Sobol points: random search without its gaps and clumps.

use tunesmith_space::SearchSpace;

use super::{Answer, Proposal, Request, Strategy};
use crate::acquisition::Candidates;
use crate::gp::Axes;
use crate::numerics::rng::Stream;
use crate::numerics::sobol::Sobol;

/// Points of the sequence that are looked at for each one wanted, before a finite space counts as used up.
const PATIENCE: u64 = 20_000;

/// The `n`-th suggestion of a job is the `n`-th admissible point of its sequence.
#[derive(Debug)]
pub(super) struct Random;

impl Strategy for Random {
    fn suggest(&mut self, request: &Request<'_>) -> Answer {
        let axes = Axes::of(request.space);
        let issued = (request.observations.len() + request.pending.len()) as u64;
        // Where a parameter is continuous and there are no rules the n-th point of the sequence is the n-th suggestion, and all
        // differ; elsewhere points are passed over, and it takes a look at what was suggested to know which.
        let continuous = request.space.parameters().iter().any(|p| p.domain.cardinality().is_none());
        let plain = continuous && !request.space.has_rules() && !request.space.has_conditions();
        let seen = if plain { Vec::new() } else { request.seen() };
        let mut candidates = Candidates::new(request.space, &axes, &seen);
        design(request.space, request.seed, &mut candidates, issued, request.count, "random")
    }
}

/// The next `count` admissible points of the job's Sobol sequence, of which `issued` were looked at before.
pub(super) fn design(
    space: &SearchSpace,
    seed: u64,
    candidates: &mut Candidates<'_>,
    issued: u64,
    count: usize,
    origin: &'static str,
) -> Answer {
    let sobol = Sobol::new(space.dimension(), Stream::new(seed, &[0x50b0]).next_u64());
    let mut answer = Answer::default();
    let mut index = issued;
    while answer.proposals.len() < count && index < issued + PATIENCE * count as u64 {
        if let Some(point) = candidates.admit(sobol.point(index)) {
            take(space, candidates, &point, origin, &mut answer);
        }
        index += 1;
    }
    if answer.proposals.len() < count {
        fill_up(space, candidates, count, origin, &mut answer);
    }
    answer
}

/// What chance did not find in a finite space is looked for in order. Whatever the space, fewer points than asked for
/// means that there are no more (that can be found).
pub(super) fn fill_up(
    space: &SearchSpace,
    candidates: &mut Candidates<'_>,
    count: usize,
    origin: &'static str,
    answer: &mut Answer,
) {
    let cardinality = space.cardinality().unwrap_or(0);
    for index in 0..cardinality.min(super::grid::LARGEST_WALK) {
        if answer.proposals.len() == count {
            return;
        }
        let point = space.encode(&space.at_indices(&super::grid::digits(space, index)));
        if let Some(point) = candidates.admit(point) {
            take(space, candidates, &point, origin, answer);
        }
    }
    answer.exhausted = answer.proposals.len() < count;
}

/// Proposes an admitted point.
pub(super) fn take(
    space: &SearchSpace,
    candidates: &mut Candidates<'_>,
    point: &[f64],
    origin: &'static str,
    answer: &mut Answer,
) {
    candidates.mark(point);
    answer.proposals.push(Proposal { params: space.decode(point), origin, reason: None });
}
