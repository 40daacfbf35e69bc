//! The state of a tuning job, as the events so far have made it.

use serde::{Deserialize, Serialize};
use tunesmith_space::{Configuration, SearchSpace};

use crate::event::{EndReason, Event, Extension, Recorded};
use crate::limits::SessionClock;
use crate::requirement::Measured;
use crate::spec::JobSpec;
use crate::trial::{Attempt, Trial, TrialStatus};
use crate::validate::{SpecErrors, ValidSpec};

/// Where a tuning job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JobStatus {
    /// Has trials to run.
    InProgress,
    /// Ended as planned.
    Completed,
    /// Is being stopped.
    Stopping,
    /// Was stopped by its user.
    Stopped,
    /// Ended without a result.
    Failed,
}

impl JobStatus {
    /// All of them, with the word for it.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::InProgress, "in-progress"),
        (Self::Completed, "completed"),
        (Self::Stopping, "stopping"),
        (Self::Stopped, "stopped"),
        (Self::Failed, "failed"),
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(s, _)| *s == self).map_or("", |(_, name)| name)
    }

    /// True when nothing more will happen unless it is extended.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Stopped | Self::Failed)
    }
}

/// How many trials are where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counters {
    /// Waiting for a slot.
    pub queued: u64,
    /// With a current attempt.
    pub running: u64,
    /// Ended by themselves with a value.
    pub completed: u64,
    /// Ended without a usable value.
    pub failed: u64,
    /// Stopped, with a value.
    pub stopped: u64,
    /// Stopped before they had a value.
    pub stopped_without_value: u64,
}

impl Counters {
    fn slot(&mut self, status: TrialStatus, has_value: bool) -> &mut u64 {
        match status {
            TrialStatus::Queued => &mut self.queued,
            TrialStatus::Running => &mut self.running,
            TrialStatus::Completed => &mut self.completed,
            TrialStatus::Failed => &mut self.failed,
            TrialStatus::Stopped if has_value => &mut self.stopped,
            TrialStatus::Stopped => &mut self.stopped_without_value,
        }
    }

    /// Trials that gave an observation.
    pub fn with_value(&self) -> u64 {
        self.completed + self.stopped
    }

    /// Trials that there are.
    pub fn all(&self) -> u64 {
        self.over() + self.running + self.queued
    }

    /// Trials that are over.
    pub fn over(&self) -> u64 {
        self.completed + self.failed + self.stopped + self.stopped_without_value
    }
}

/// A tuning job.
#[derive(Debug, Clone)]
pub struct Study {
    valid: ValidSpec,
    status: JobStatus,
    ending: Option<EndReason>,
    trials: Vec<Trial>,
    /// Trials that are over, in the order in which they ended.
    ended: Vec<u64>,
    counters: Counters,
    best: Option<u64>,
    front: Vec<u64>,
    /// Trials of points that were there before: those are compared by their means.
    repeats: u64,
    /// Changes of ranges.
    pub(crate) ranges: u64,
    since_best: u64,
    /// The value against which a gain is held: the best when there was one last.
    mark: Option<f64>,
    exhausted: bool,
    /// This session starts nothing more. Not an event: the next session knows nothing of it.
    pub(crate) draining: bool,
    /// A value of the objective was seen in this session. Not an event: the next session sees it again.
    pub(crate) seen_value: bool,
    /// Trials that were there when the job was reopened last; rules about first trials look at those after them.
    reopened_at: u64,
    tokens: u64,
    clock: SessionClock,
    seq: u64,
}

impl Study {
    /// A new job and the event that made it.
    pub fn create(valid: ValidSpec, now_ms: i64) -> (Self, Recorded) {
        let created = Event::JobCreated { spec: Box::new(valid.spec.clone()) };
        let mut study = Self::empty(valid);
        let recorded = study.record(now_ms, created);
        (study, recorded)
    }

    /// The job that these events made; the first must be [`Event::JobCreated`].
    pub fn replay(events: impl IntoIterator<Item = Recorded>) -> Result<Option<Self>, SpecErrors> {
        let mut events = events.into_iter();
        let Some(Recorded { event: Event::JobCreated { spec }, .. }) = events.next() else { return Ok(None) };
        let mut study = Self::empty(ValidSpec::new(*spec)?);
        study.seq = 1;
        for Recorded { seq, at_ms, event } in events {
            study.apply(at_ms, &event);
            study.seq = seq;
        }
        Ok(Some(study))
    }

    fn empty(valid: ValidSpec) -> Self {
        Self {
            valid,
            status: JobStatus::InProgress,
            ending: None,
            trials: Vec::new(),
            ended: Vec::new(),
            counters: Counters::default(),
            best: None,
            front: Vec::new(),
            repeats: 0,
            ranges: 0,
            since_best: 0,
            mark: None,
            exhausted: false,
            draining: false,
            seen_value: false,
            reopened_at: 0,
            tokens: 0,
            clock: SessionClock::default(),
            seq: 0,
        }
    }

    /// As asked for, extensions included.
    pub fn spec(&self) -> &JobSpec {
        &self.valid.spec
    }

    /// With its parts compiled.
    pub fn valid(&self) -> &ValidSpec {
        &self.valid
    }

    /// What is tuned.
    pub fn space(&self) -> &SearchSpace {
        &self.valid.space
    }

    /// Where it stands.
    pub fn status(&self) -> JobStatus {
        self.status
    }

    /// Why it ends or ended.
    pub fn ending(&self) -> Option<&EndReason> {
        self.ending.as_ref()
    }

    /// All trials; trial `n` at index `n - 1`.
    pub fn trials(&self) -> &[Trial] {
        &self.trials
    }

    /// One trial by number.
    pub fn trial(&self, number: u64) -> Option<&Trial> {
        self.trials.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// Trials that are over, in the order in which they ended: the observations of the optimiser.
    pub fn observed(&self) -> impl Iterator<Item = &Trial> {
        self.ended.iter().filter_map(|n| self.trial(*n))
    }

    /// Trials that are not over, by number: the pending points of the optimiser.
    pub fn pending(&self) -> impl Iterator<Item = &Trial> {
        self.trials.iter().filter(|t| !t.status.is_over())
    }

    /// How many trials are where.
    pub fn counters(&self) -> Counters {
        self.counters
    }

    /// Number of the best trial that meets what is required; none with several objectives.
    pub fn best(&self) -> Option<u64> {
        self.best
    }

    /// Number and value of the best trial; of a point that was tried more than once its first trial and the mean of all.
    pub fn best_value(&self) -> Option<(u64, f64)> {
        let best = self.best?;
        self.best_repeated().or_else(|| Some((best, self.trial(best)?.objective?)))
    }

    /// Among points that were tried more than once, whose mean says more than one lucky run, the one with the best.
    fn best_repeated(&self) -> Option<(u64, f64)> {
        if self.repeats == 0 || !self.spec().objective.is_single() {
            return None;
        }
        let mut points: Vec<(&Configuration, u64, f64, f64)> = Vec::new();
        for trial in &self.trials {
            let Some(value) = trial.objective.filter(|_| self.measured(trial).is_some_and(|m| m.is_feasible())) else {
                continue;
            };
            match points.iter_mut().find(|(params, ..)| **params == trial.params) {
                Some((_, _, runs, sum)) => (*runs, *sum) = (*runs + 1.0, *sum + value),
                None => points.push((&trial.params, trial.number, 1.0, value)),
            }
        }
        let goal = self.spec().objective.goal;
        let means = points.into_iter().filter(|(_, _, runs, _)| *runs > 1.0).map(|(_, n, runs, sum)| (n, sum / runs));
        means.min_by(|a, b| goal.as_loss(a.1).total_cmp(&goal.as_loss(b.1)))
    }

    /// With several objectives: the trials that no other one dominates, in the order in which they ended.
    pub fn front(&self) -> &[u64] {
        &self.front
    }

    /// How often ranges were changed.
    pub fn ranges(&self) -> u64 {
        self.ranges
    }

    /// What a trial is compared by; none as long as it has no observation.
    pub fn measured(&self, trial: &Trial) -> Option<Measured> {
        self.spec().measured(trial.objective, &trial.values, trial.duration_ms)
    }

    /// Observations since the last gain.
    pub fn since_best(&self) -> u64 {
        self.since_best
    }

    /// Run time over all sessions.
    pub fn clock(&self) -> SessionClock {
        self.clock
    }

    /// When run time or money is used up, if one is limited and the job goes on.
    pub fn deadline_ms(&self, now_ms: i64) -> Option<i64> {
        if self.status != JobStatus::InProgress {
            return None;
        }
        let limit_ms = self.spec().budget.time_s.map(|s| (s * 1000.0) as i64);
        let by_time = limit_ms.map(|limit_ms| now_ms + limit_ms - self.clock.elapsed_ms(now_ms));
        by_time.into_iter().chain(self.spent_at_ms(now_ms)).min()
    }

    pub(crate) fn trials_mut(&mut self) -> &mut [Trial] {
        &mut self.trials
    }

    /// How many suggestions the study could use now: slots without a trial, within the number of trials. Zero when the
    /// job is ending, the session is draining or the space is exhausted.
    pub fn wanted_suggestions(&self) -> usize {
        if self.status != JobStatus::InProgress || self.draining || self.exhausted {
            return 0;
        }
        let budget = &self.spec().budget;
        let free = self.slots().saturating_sub(self.counters.running + self.counters.queued);
        free.min(budget.trials.saturating_sub(self.trials.len() as u64)) as usize
    }

    /// Trials that were there when the job was reopened last.
    pub(crate) fn reopened_at(&self) -> u64 {
        self.reopened_at
    }

    /// Ended trials since the job was made or reopened.
    pub(crate) fn observed_since_reopened(&self) -> impl Iterator<Item = &Trial> {
        self.observed().filter(|t| t.number > self.reopened_at)
    }

    /// True while the first trial is being checked for a value of its objective; reports are wanted then.
    pub fn is_checking(&self) -> bool {
        self.spec().run.check && !self.seen_value && self.counters.with_value() == 0
    }

    /// How many trials may run at once, now.
    pub(crate) fn slots(&self) -> u64 {
        if self.is_checking() { 1 } else { u64::from(self.spec().budget.parallel) }
    }

    /// True when nothing runs and nothing will be started in this session.
    pub fn is_idle(&self) -> bool {
        self.counters.running == 0 && (self.status.is_over() || self.draining)
    }

    /// Last sequence number used.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    pub(crate) fn exhausted(&self) -> bool {
        self.exhausted
    }

    pub(crate) fn next_token(&self) -> u64 {
        self.tokens + 1
    }

    pub(crate) fn push_curve(&mut self, trial: u64, values: &[f64]) {
        self.trials[trial as usize - 1].curve.extend_from_slice(values);
    }

    /// Gives a trial its objective's series back after a replay; series are stored apart from events.
    pub fn restore_curve(&mut self, trial: u64, values: Vec<f64>) {
        if let Some(trial) = self.trials.get_mut(trial as usize - 1) {
            trial.curve = values;
        }
    }

    /// Applies an event and numbers it.
    pub(crate) fn record(&mut self, at_ms: i64, event: Event) -> Recorded {
        self.apply(at_ms, &event);
        self.seq += 1;
        Recorded { seq: self.seq, at_ms, event }
    }

    fn apply(&mut self, at_ms: i64, event: &Event) {
        if *event != Event::SessionStarted {
            self.clock.saw(at_ms);
        }
        match event {
            Event::JobCreated { .. } | Event::StaleIgnored { .. } => {}
            Event::SessionStarted => {
                self.clock.session_started(at_ms);
                self.draining = false;
            }
            Event::Extended(Extension { trials, parallel, time_s, cost, params, again }) => {
                self.repeats += again.len() as u64;
                let spec = self.spec().with_ranges(params).ok().filter(|_| !params.is_empty());
                if let Some(valid) = spec.and_then(|spec| ValidSpec::new(spec).ok()) {
                    self.valid = valid;
                    self.exhausted = false;
                    self.ranges += 1;
                }
                let budget = &mut self.valid.spec.budget;
                budget.trials = trials.unwrap_or(budget.trials);
                budget.parallel = parallel.unwrap_or(budget.parallel);
                budget.time_s = time_s.or(budget.time_s);
                budget.cost = cost.or(budget.cost);
                // Only more of something reopens a job; a live change of `parallel` does not.
                if trials.is_some() || time_s.is_some() || cost.is_some() {
                    self.status = JobStatus::InProgress;
                    self.ending = None;
                    self.exhausted = false;
                    self.reopened_at = self.trials.len() as u64;
                    self.since_best = 0;
                    self.mark = self.best.and_then(|n| self.trial(n)).and_then(|t| t.objective);
                }
            }
            Event::TrialSuggested { trial, params, origin, expected } => {
                let mut suggested = Trial::new(*trial, params.clone(), origin.clone(), at_ms);
                suggested.expected = *expected;
                self.trials.push(suggested);
                self.counters.queued += 1;
            }
            Event::SpaceExhausted => self.exhausted = true,
            Event::AttemptCreated { trial, attempt, token } => {
                self.tokens = *token;
                self.set_status(*trial, TrialStatus::Running, None);
                let t = &mut self.trials[*trial as usize - 1];
                t.attempts.push(Attempt { number: *attempt, token: *token, started_ms: at_ms, outcome: None });
                t.started_ms.get_or_insert(at_ms);
                t.stopping = None;
                t.curve.clear();
                (t.waits, t.began_ms) = (false, None);
            }
            Event::StopRequested { trial, reason } => {
                self.trials[*trial as usize - 1].stopping = Some(reason.clone());
            }
            Event::AttemptEnded { trial, outcome, values, duration_ms, .. } => {
                let t = &mut self.trials[*trial as usize - 1];
                if let Some(attempt) = t.attempts.last_mut() {
                    attempt.outcome = Some(outcome.clone());
                }
                t.values.clone_from(values);
                t.duration_ms = *duration_ms;
                t.spent_ms += (*duration_ms).max(0);
            }
            Event::TrialRequeued { trial } => {
                self.set_status(*trial, TrialStatus::Queued, None);
                self.trials[*trial as usize - 1].stopping = None;
            }
            Event::TrialEnded { trial, status, objective, cause } => {
                self.set_status(*trial, *status, *objective);
                let t = &mut self.trials[*trial as usize - 1];
                t.cause.clone_from(cause);
                t.ended_ms = Some(at_ms);
                self.ended.push(*trial);
                self.observe(*trial, *objective);
            }
            Event::JobStopping { reason } => {
                self.status = JobStatus::Stopping;
                self.ending = Some(reason.clone());
            }
            Event::JobEnded { status, reason } => {
                self.status = *status;
                self.ending = Some(reason.clone());
            }
        }
    }

    fn observe_front(&mut self, number: u64, measured: &Measured) {
        let of = |n: &u64| self.trial(*n).and_then(|t| self.measured(t));
        let others: Vec<(u64, Measured)> = self.front.iter().filter_map(|n| Some((*n, of(n)?))).collect();
        if others.iter().any(|(_, other)| other.dominates(measured) || other.losses == measured.losses) {
            self.since_best += 1;
            return;
        }
        self.front = others.iter().filter(|(_, other)| !measured.dominates(other)).map(|(n, _)| *n).collect();
        self.front.push(number);
        self.since_best = 0;
    }

    fn set_status(&mut self, number: u64, status: TrialStatus, objective: Option<f64>) {
        let trial = &mut self.trials[number as usize - 1];
        *self.counters.slot(trial.status, trial.objective.is_some()) -= 1;
        trial.status = status;
        trial.objective = objective;
        *self.counters.slot(status, objective.is_some()) += 1;
    }

    fn observe(&mut self, number: u64, objective: Option<f64>) {
        let Some(measured) = self.trial(number).and_then(|t| self.measured(t)) else { return };
        let Some(value) = objective else { return };
        if !measured.is_feasible() {
            self.since_best += 1;
            return;
        }
        if !self.spec().objective.is_single() {
            self.observe_front(number, &measured);
            return;
        }
        let goal = self.spec().objective.goal;
        let best = self.best.and_then(|n| self.trial(n)).and_then(|t| t.objective);
        if best.is_none_or(|b| goal.better(value, b)) {
            self.best = Some(number);
        }
        if let Some((first, _)) = self.best_repeated() {
            self.best = Some(first);
        }
        let least = self.spec().budget.least_gain;
        if self.mark.is_none_or(|mark| goal.as_loss(mark) - goal.as_loss(value) > least * mark.abs()) {
            self.mark = Some(value);
            self.since_best = 0;
        } else {
            self.since_best += 1;
        }
    }
}
