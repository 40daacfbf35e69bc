//! Every combination of a finite space, the last parameter changing fastest.

use super::random::fill_up;
use super::{Answer, Request, Strategy};
use crate::acquisition::Candidates;
pub(super) use crate::acquisition::digits;
use crate::gp::Axes;

/// So many combinations are walked at most; nobody runs more trials than that.
pub(super) const LARGEST_WALK: u64 = 10_000_000;

/// Walks the combinations in order; those seen or pending, or against the rules, are left out.
#[derive(Debug)]
pub(super) struct Grid;

impl Strategy for Grid {
    fn suggest(&mut self, request: &Request<'_>) -> Answer {
        let axes = Axes::of(request.space);
        let mut candidates = Candidates::new(request.space, &axes, &request.seen());
        let mut answer = Answer::default();
        fill_up(request.space, &mut candidates, request.count, "grid", &mut answer);
        answer
    }
}
