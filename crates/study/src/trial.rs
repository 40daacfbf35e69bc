//! Trials and their attempts.

use serde::{Deserialize, Serialize};
use tunesmith_space::Configuration;

use crate::event::{Expectation, Outcome, StopReason};

/// One point of a tuning job, run as a training job.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// From 1, in the order of suggestion.
    pub number: u64,
    /// The tuned values.
    pub params: Configuration,
    /// Who proposed it and why, in a word or two.
    pub origin: String,
    /// What the model expected of it.
    pub expected: Option<Expectation>,
    /// Where it stands.
    pub status: TrialStatus,
    /// The objective's last value, in the user's own direction; of a trial that counts as an observation.
    pub objective: Option<f64>,
    /// The last value of every metric, in the order of the definitions.
    pub values: Vec<Option<f64>>,
    /// The objective's series, kept only where a rule needs it.
    pub curve: Vec<f64>,
    /// Every execution, the current one last.
    pub attempts: Vec<Attempt>,
    /// Why the current attempt is being stopped.
    pub stopping: Option<StopReason>,
    /// Why it failed or was stopped.
    pub cause: Option<crate::Cause>,
    /// Milliseconds since the epoch: suggested, first launched, ended.
    pub suggested_ms: i64,
    /// When its first attempt was launched.
    pub started_ms: Option<i64>,
    /// When it ended.
    pub ended_ms: Option<i64>,
    /// Milliseconds that its last attempt ran.
    pub duration_ms: i64,
    /// Milliseconds that its ended attempts ran, all of them.
    pub(crate) spent_ms: i64,
    /// Its current attempt waits for an engine.
    pub(crate) waits: bool,
    /// When its current attempt had waited long enough.
    pub(crate) began_ms: Option<i64>,
}

/// One execution of a trial.
#[derive(Debug, Clone, PartialEq)]
pub struct Attempt {
    /// From 1 within the trial.
    pub number: u32,
    /// The fencing token: unique within the job, larger for later attempts.
    pub token: u64,
    /// When it was launched.
    pub started_ms: i64,
    /// How it ended.
    pub outcome: Option<Outcome>,
}

/// Where a trial stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TrialStatus {
    /// Waits for a slot.
    Queued,
    /// Has a current attempt.
    Running,
    /// Ended by itself with a value.
    Completed,
    /// Ended without a usable value.
    Failed,
    /// Was stopped; keeps its last value.
    Stopped,
}

impl TrialStatus {
    /// All of them, with the word for it.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Queued, "queued"),
        (Self::Running, "running"),
        (Self::Completed, "completed"),
        (Self::Failed, "failed"),
        (Self::Stopped, "stopped"),
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(s, _)| *s == self).map_or("", |(_, name)| name)
    }

    /// True when nothing more will happen to it.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Stopped)
    }
}

/// How a trial's run stands, whatever came of its objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunStatus {
    /// Waits to be launched.
    Queued,
    /// Launched and not over.
    Running,
    /// Is being stopped.
    Stopping,
    /// Ended by itself, and well.
    Completed,
    /// Ended by itself or by the machine, and not well.
    Failed,
    /// Was stopped on request.
    Stopped,
    /// Was stopped because its time was up.
    TimedOut,
}

impl RunStatus {
    /// All of them, with the word for it.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Queued, "queued"),
        (Self::Running, "running"),
        (Self::Stopping, "stopping"),
        (Self::Completed, "completed"),
        (Self::Failed, "failed"),
        (Self::Stopped, "stopped"),
        (Self::TimedOut, "timed-out"),
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(s, _)| *s == self).map_or("", |(_, name)| name)
    }

    /// True when nothing more will happen.
    pub fn is_over(self) -> bool {
        !matches!(self, Self::Queued | Self::Running | Self::Stopping)
    }
}

impl Trial {
    /// How its run stands.
    pub fn run_status(&self) -> RunStatus {
        match (self.status, self.attempts.last().and_then(|a| a.outcome.as_ref())) {
            (TrialStatus::Queued, _) => RunStatus::Queued,
            (TrialStatus::Running, _) if self.stopping.is_some() => RunStatus::Stopping,
            (TrialStatus::Running, _) => RunStatus::Running,
            (_, Some(Outcome::Exited { code: 0, .. })) => RunStatus::Completed,
            (_, Some(Outcome::TimedOut { .. })) => RunStatus::TimedOut,
            (TrialStatus::Stopped, _) => RunStatus::Stopped,
            (TrialStatus::Failed | TrialStatus::Completed, _) => RunStatus::Failed,
        }
    }

    pub(crate) fn new(number: u64, params: Configuration, origin: String, at_ms: i64) -> Self {
        Self {
            number,
            params,
            origin,
            expected: None,
            status: TrialStatus::Queued,
            objective: None,
            values: Vec::new(),
            curve: Vec::new(),
            attempts: Vec::new(),
            stopping: None,
            cause: None,
            suggested_ms: at_ms,
            started_ms: None,
            ended_ms: None,
            duration_ms: 0,
            spent_ms: 0,
            waits: false,
            began_ms: None,
        }
    }

    /// The attempt that is running, if one is.
    pub fn current(&self) -> Option<&Attempt> {
        self.attempts.last().filter(|a| a.outcome.is_none())
    }
}
