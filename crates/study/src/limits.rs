//! The rules that end a job before its number of trials is done.

use crate::event::{EndReason, Outcome};
use crate::state::Study;
use crate::trial::{Attempt, Trial, TrialStatus};

/// So many failures before any success end the job: something is wrong with all of them.
pub(crate) const FIRST_FAILURES: u64 = 5;

/// How long a job has run over all its sessions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SessionClock {
    /// All in milliseconds.
    before: i64,
    session_start: Option<i64>,
    last_seen: i64,
}

impl SessionClock {
    pub(crate) fn session_started(&mut self, at_ms: i64) {
        if let Some(start) = self.session_start {
            self.before += (self.last_seen - start).max(0);
        }
        self.session_start = Some(at_ms);
        self.last_seen = at_ms;
    }

    pub(crate) fn saw(&mut self, at_ms: i64) {
        self.last_seen = self.last_seen.max(at_ms);
    }

    /// Run time so far, at a moment of the current session.
    pub fn elapsed_ms(&self, now_ms: i64) -> i64 {
        self.before + self.session_start.map_or(0, |start| (now_ms - start).max(0))
    }

    /// Run time as of the last event.
    pub fn recorded_ms(&self) -> i64 {
        self.elapsed_ms(self.last_seen)
    }
}

/// The first rule that is met.
pub(crate) fn reached(study: &Study, now_ms: i64) -> Option<EndReason> {
    let (spec, counters) = (study.spec(), study.counters());
    let failures = || study.observed_since_reopened().filter(|t| t.status == TrialStatus::Failed);
    let groups = || crate::group_causes(failures().filter_map(|t| Some((t.number, t.cause.as_ref()?))));
    if counters.with_value() == 0
        && failures().count() as u64 >= FIRST_FAILURES
        && let Some((_, numbers)) = groups().first()
        && let Some(cause) = numbers.last().and_then(|n| study.trial(*n)?.cause.clone())
    {
        return Some(EndReason::FirstTrialsFailed { trials: failures().count() as u64, cause });
    }
    if study.is_checking()
        && let Some(trial) = study.observed_since_reopened().find(|t| t.attempts.last().is_some_and(ended_well))
        && let Some(cause) = trial.cause.clone()
    {
        return Some(EndReason::NoObjective { trial: trial.number, cause });
    }
    let goal = spec.objective.goal;
    let best = study.best().and_then(|n| study.trial(n));
    if let (Some(target), Some(best)) = (spec.objective.target, best)
        // Who extends a job that has reached its target wants more than that.
        && best.number > study.reopened_at()
        && best.objective.is_some_and(|v| !goal.better(target, v))
    {
        return Some(EndReason::TargetReached { trial: best.number });
    }
    if let Some(limit) = spec.budget.cost
        && study.spent_at_ms(now_ms).is_some_and(|at| now_ms >= at)
    {
        return Some(EndReason::MoneySpent { limit });
    }
    if study.deadline_ms(now_ms).is_some_and(|deadline| now_ms >= deadline) {
        return Some(EndReason::TimeUp);
    }
    if let Some(limit) = spec.budget.stop_when_no_gain
        && study.since_best() >= limit
    {
        return Some(EndReason::NoGain { trials: study.since_best() });
    }
    (spec.budget.converged && converged(study)).then_some(EndReason::Converged)
}

fn ended_well(attempt: &Attempt) -> bool {
    matches!(attempt.outcome, Some(Outcome::Exited { code: 0, .. }))
}

/// Our own rule: the last `8 + 2d` observations (at least a third of all) improved the best by at most one percent of the
/// distance between the median and the best.
fn converged(study: &Study) -> bool {
    let window = 8 + 2 * study.space().dimension();
    let goal = study.spec().objective.goal;
    let meets = |t: &&Trial| study.measured(t).is_some_and(|m| m.is_feasible());
    let losses: Vec<f64> =
        study.observed().filter(meets).filter_map(|t| t.objective).map(|v| goal.as_loss(v)).collect();
    let window = window.max(losses.len() / 3);
    let new = study.observed_since_reopened().filter(|t| t.objective.is_some()).count();
    if losses.len() < 2 * window || new < window {
        return false;
    }
    let best = |values: &[f64]| values.iter().copied().fold(f64::INFINITY, f64::min);
    let (before, now) = (best(&losses[..losses.len() - window]), best(&losses));
    let mut sorted = losses;
    sorted.sort_by(f64::total_cmp);
    let spread = sorted[sorted.len() / 2] - now;
    before - now <= 0.01 * spread
}
