//! A job in the hands of the dispatcher.

use std::collections::{BTreeSet, HashMap};

use tunesmith_executor::RunId;
use tunesmith_store::{Commit, JobId, JobRow, PointRow, TrialRow};
use tunesmith_study::{Command, CommandError, Event, Recorded, Study};

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
    /// The session has begun: setup done, trials may start.
    pub(crate) ready: bool,
    /// No session will begin: the setup failed.
    pub(crate) abandoned: bool,
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
        self.abandoned || (self.ready && self.study.is_idle())
    }

    /// True when the events hold something to act on.
    pub(crate) fn acts_on(event: &Event) -> bool {
        matches!(event, Event::AttemptCreated { .. } | Event::StopRequested { .. })
    }
}
