//! A job in the hands of the dispatcher.

use std::collections::{BTreeSet, HashMap};

use tokio::sync::oneshot;
use tunesmith_engine::early_stop::{CurveRule, CurveVerdict, MedianRule, RungRule, running_averages};
use tunesmith_executor::RunId;
use tunesmith_store::{Commit, JobId, JobRow, PointRow, StoreError, TrialRow};
use tunesmith_study::{Command, CommandError, EarlyStopping, Event, Recorded, StopReason, Study, TrialStatus};

use crate::message::AskError;
use crate::suggest::Advisor;

/// A job with its runs and what is not committed yet.
pub(crate) struct ActiveJob {
    pub(crate) id: JobId,
    pub(crate) study: Study,
    pub(crate) created_ms: i64,
    pub(crate) advisor: Advisor,
    /// A question is on its way.
    pub(crate) asked: bool,
    /// Observations that the optimiser has been told of.
    pub(crate) told: usize,
    /// Changes of ranges that it knows of.
    pub(crate) told_ranges: u64,
    /// Runs of the current attempts, by trial.
    pub(crate) runs: HashMap<u64, RunId>,
    /// Objective values of adopted runs that were recorded before and come again.
    pub(crate) known_values: HashMap<u64, usize>,
    /// The setup is done: trials may start.
    pub(crate) ready: bool,
    /// No trial will start in this session: the setup failed, or was not awaited.
    pub(crate) abandoned: bool,
    /// Running averages of the losses of ended trials, for the median rule: each is summed once.
    averages: Vec<Vec<f64>>,
    /// Losses of the trials that ran to their end, for the curve rule.
    curves: Vec<Vec<f64>>,
    /// Ended trials that were looked at for these.
    averaged: usize,
    draft: Draft,
    /// Who waits for the next commit.
    replies: Vec<oneshot::Sender<Result<(), AskError>>>,
}

/// What the next commit will hold.
#[derive(Default)]
struct Draft {
    events: Vec<Recorded>,
    trials: BTreeSet<u64>,
    points: Vec<PointRow>,
    answered: Vec<i64>,
}

impl ActiveJob {
    pub(crate) fn new(id: JobId, study: Study, created_ms: i64, advisor: Advisor) -> Self {
        Self {
            id,
            told_ranges: study.ranges(),
            study,
            created_ms,
            advisor,
            asked: false,
            told: 0,
            runs: HashMap::new(),
            known_values: HashMap::new(),
            ready: false,
            abandoned: false,
            averages: Vec::new(),
            curves: Vec::new(),
            averaged: 0,
            draft: Draft::default(),
            replies: Vec::new(),
        }
    }

    /// Carries out a command and answers whoever asked, once it is recorded.
    pub(crate) fn asked(&mut self, now_ms: i64, command: Command, reply: oneshot::Sender<Result<(), AskError>>) {
        match self.handle(now_ms, command) {
            Ok(()) => self.replies.push(reply),
            // Who asked may be gone.
            Err(refused) => drop(reply.send(Err(refused.into()))),
        }
    }

    /// What was asked is recorded.
    pub(crate) fn reply(&mut self) {
        for reply in self.replies.drain(..) {
            let _ = reply.send(Ok(()));
        }
    }

    /// What was asked and is not recorded will not be.
    pub(crate) fn taken_over(self) {
        for reply in self.replies {
            let error = StoreError::TakenOver { job: self.study.spec().name.clone() };
            // Who asked may be gone.
            let _ = reply.send(Err(error.into()));
        }
    }

    /// Carries out a command; what happened waits for the next commit.
    pub(crate) fn handle(&mut self, now_ms: i64, command: Command) -> Result<(), CommandError> {
        let events = self.study.handle(now_ms, command)?;
        self.draft.trials.extend(events.iter().filter_map(|r| r.event.trial()));
        self.draft.events.extend(events);
        Ok(())
    }

    pub(crate) fn add_points(&mut self, points: impl IntoIterator<Item = PointRow>) {
        self.draft.points.extend(points);
    }

    pub(crate) fn touch(&mut self, trial: u64) {
        self.draft.trials.insert(trial);
    }

    pub(crate) fn answered(&mut self, inbox_id: i64) {
        self.draft.answered.push(inbox_id);
    }

    /// Whether the job's rule stops a running trial now.
    pub(crate) fn verdict(&mut self, trial: u64) -> Option<StopReason> {
        match self.study.spec().search.early_stop {
            EarlyStopping::Off => None,
            EarlyStopping::Median => self.median_verdict(trial),
            EarlyStopping::Curve => self.curve_verdict(trial),
            EarlyStopping::Rungs { first, last } => {
                self.rung_verdict(trial, RungRule::new(first as usize, last as usize))
            }
        }
    }

    /// Whether a running trial is not among the best of its rung.
    fn rung_verdict(&self, trial: u64, rule: RungRule) -> Option<StopReason> {
        let goal = self.study.spec().objective.goal;
        let current = self.study.trial(trial).filter(|t| t.current().is_some() && t.stopping.is_none())?;
        let epoch = current.curve.len();
        // One that ends there by itself is left the time to save what it has.
        if epoch > rule.last {
            return Some(StopReason::LastEpoch { epoch: rule.last as u64 });
        }
        if !rule.is_rung(epoch) {
            return None;
        }
        let others = self.study.trials().iter().filter(|t| t.number != trial);
        let losses: Vec<f64> = others.filter_map(|t| t.curve.get(epoch - 1)).map(|v| goal.as_loss(*v)).collect();
        let verdict = rule.judge(epoch, goal.as_loss(*current.curve.last()?), &losses)?;
        Some(StopReason::Rung {
            epoch: verdict.epoch as u64,
            value: goal.as_loss(verdict.loss),
            cutoff: goal.as_loss(verdict.cutoff),
        })
    }

    /// Whether a running trial is behind the median of the others.
    fn median_verdict(&mut self, trial: u64) -> Option<StopReason> {
        let goal = self.study.spec().objective.goal;
        for ended in self.study.observed().skip(self.averaged) {
            self.averaged += 1;
            if ended.objective.is_some() {
                self.averages.push(running_averages(ended.curve.iter().map(|v| goal.as_loss(*v))));
            }
        }
        let current = self.study.trial(trial).filter(|t| t.current().is_some() && t.stopping.is_none())?;
        let loss = goal.as_loss(*current.curve.last()?);
        let verdict = MedianRule::default().judge(current.curve.len(), loss, &self.averages)?;
        Some(StopReason::Median {
            epoch: verdict.epoch as u64,
            value: goal.as_loss(verdict.loss),
            median: goal.as_loss(verdict.median),
        })
    }

    /// Whether a running trial will hardly end better than the best.
    fn curve_verdict(&mut self, trial: u64) -> Option<StopReason> {
        let goal = self.study.spec().objective.goal;
        for ended in self.study.observed().skip(self.averaged) {
            self.averaged += 1;
            if ended.status == TrialStatus::Completed {
                self.curves.push(ended.curve.iter().map(|v| goal.as_loss(*v)).collect());
            }
        }
        let current = self.study.trial(trial).filter(|t| t.current().is_some() && t.stopping.is_none())?;
        let curve: Vec<f64> = current.curve.iter().map(|v| goal.as_loss(*v)).collect();
        let best = self.study.best().and_then(|n| self.study.trial(n)).and_then(|t| t.objective);
        let best = best.map_or(f64::NAN, |v| goal.as_loss(v));
        Some(match CurveRule::default().judge(&curve, &self.curves, best)? {
            CurveVerdict::Behind { epoch, expected, best, chance } => StopReason::Curve {
                epoch: epoch as u64,
                expected: goal.as_loss(expected),
                best: goal.as_loss(best),
                chance,
            },
            CurveVerdict::Diverged { epoch } => StopReason::Diverged { epoch: epoch as u64 },
        })
    }

    /// What is to be committed now; none when nothing changed.
    pub(crate) fn take_commit(&mut self, now_ms: i64) -> Option<Commit> {
        let draft = std::mem::take(&mut self.draft);
        if draft.events.is_empty() && draft.points.is_empty() && draft.answered.is_empty() && draft.trials.is_empty() {
            return None;
        }
        let trials = draft.trials.iter().filter_map(|n| self.study.trial(*n));
        let trials = trials.map(|t| TrialRow::of(&self.study, t, now_ms)).collect();
        let job = JobRow::of(self.id, &self.study, self.created_ms, now_ms);
        Some(Commit { job, events: draft.events, trials, points: draft.points, answered: draft.answered })
    }

    /// True when it has ended and nothing of it runs: it needs nobody's hands any more.
    pub(crate) fn is_over(&self) -> bool {
        self.study.status().is_over() && self.runs.is_empty()
    }

    /// True when nothing more will happen in this session.
    pub(crate) fn is_idle(&self) -> bool {
        if self.abandoned { self.runs.is_empty() } else { self.ready && self.study.is_idle() }
    }

    /// True when the events hold something to act on.
    pub(crate) fn acts_on(event: &Event) -> bool {
        matches!(event, Event::AttemptCreated { .. } | Event::StopRequested { .. })
    }
}
