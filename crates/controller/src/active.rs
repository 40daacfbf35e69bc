//! A job in the hands of the dispatcher.

use std::collections::{BTreeSet, HashMap};

use tunesmith_engine::early_stop::{MedianRule, running_averages};
use tunesmith_executor::RunId;
use tunesmith_store::{Commit, JobId, JobRow, PointRow, TrialRow};
use tunesmith_study::{Command, CommandError, Event, Recorded, StopReason, Study};

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
    /// Ended trials that were looked at for that.
    averaged: usize,
    draft: Draft,
}

/// What the next commit will hold.
#[derive(Default)]
struct Draft {
    events: Vec<Recorded>,
    trials: BTreeSet<u64>,
    points: Vec<PointRow>,
    answered: Option<i64>,
}

impl ActiveJob {
    pub(crate) fn new(id: JobId, study: Study, created_ms: i64, advisor: Advisor) -> Self {
        Self {
            id,
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
            averaged: 0,
            draft: Draft::default(),
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
        self.draft.answered = Some(inbox_id);
    }

    /// Whether a running trial is behind the median of the others.
    pub(crate) fn median_verdict(&mut self, trial: u64) -> Option<StopReason> {
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

    /// What is to be committed now; none when nothing changed.
    pub(crate) fn take_commit(&mut self, now_ms: i64) -> Option<Commit> {
        let draft = std::mem::take(&mut self.draft);
        if draft.events.is_empty() && draft.points.is_empty() && draft.answered.is_none() && draft.trials.is_empty() {
            return None;
        }
        let trials = draft.trials.iter().filter_map(|n| self.study.trial(*n)).map(TrialRow::of).collect();
        let job = JobRow::of(self.id, &self.study, self.created_ms, now_ms);
        Some(Commit { job, events: draft.events, trials, points: draft.points, answered: draft.answered })
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
