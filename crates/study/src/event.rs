//! What can be asked of a study, and what can happen in it.

use std::fmt;

use serde::{Deserialize, Serialize};
use tunesmith_space::{Configuration, Parameter};

use crate::cause::Cause;
use crate::spec::JobSpec;
use crate::state::JobStatus;
use crate::trial::TrialStatus;

/// What happened, with its place and time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// Place in the job's log, from 1.
    pub seq: u64,
    /// Milliseconds since the epoch.
    pub at_ms: i64,
    /// What happened.
    pub event: Event,
}

/// What happened. The stored form is versioned by the store; variants and fields are only ever added.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Event {
    /// The job was accepted.
    JobCreated {
        /// As asked for.
        spec: Box<JobSpec>,
    },
    /// A controller took the job up, at first or again.
    SessionStarted,
    /// The limits were changed; what is absent stays. Reopens an ended job.
    Extended(Extension),
    /// A point was chosen.
    TrialSuggested {
        /// The new trial's number.
        trial: u64,
        /// The tuned values.
        params: Configuration,
        /// Who proposed it.
        origin: String,
        /// What the model expected of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected: Option<Expectation>,
    },
    /// There is no further point to try.
    SpaceExhausted,
    /// An attempt is to be launched.
    AttemptCreated {
        /// Of this trial.
        trial: u64,
        /// From 1.
        attempt: u32,
        /// The fencing token.
        token: u64,
    },
    /// A running attempt is to be stopped.
    StopRequested {
        /// Of this trial.
        trial: u64,
        /// Why.
        reason: StopReason,
    },
    /// An attempt is over.
    AttemptEnded {
        /// Of this trial.
        trial: u64,
        /// Which.
        attempt: u32,
        /// How.
        outcome: Outcome,
        /// The last value of every metric.
        #[serde(with = "tunesmith_metrics::any_float::options")]
        values: Vec<Option<f64>>,
        /// How long it ran.
        duration_ms: i64,
    },
    /// The trial waits for another attempt with the same values.
    TrialRequeued {
        /// The trial.
        trial: u64,
    },
    /// The trial is over.
    TrialEnded {
        /// The trial.
        trial: u64,
        /// Completed, failed or stopped.
        status: TrialStatus,
        /// Its observation, if it has one.
        objective: Option<f64>,
        /// Why it failed or was stopped.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cause: Option<Cause>,
    },
    /// No more trials; those that run are stopped.
    JobStopping {
        /// Why.
        reason: EndReason,
    },
    /// The job is over.
    JobEnded {
        /// Completed, failed or stopped.
        status: JobStatus,
        /// Why.
        reason: EndReason,
    },
    /// A message with a stale token came, and was ignored.
    StaleIgnored {
        /// The trial it named.
        trial: u64,
        /// The attempt it named.
        attempt: u32,
        /// Its token.
        token: u64,
    },
}

impl Event {
    /// The trial that it is about, where it is about one that there is.
    pub fn trial(&self) -> Option<u64> {
        match self {
            Self::TrialSuggested { trial, .. }
            | Self::AttemptCreated { trial, .. }
            | Self::StopRequested { trial, .. }
            | Self::AttemptEnded { trial, .. }
            | Self::TrialRequeued { trial }
            | Self::TrialEnded { trial, .. } => Some(*trial),
            Self::JobCreated { .. }
            | Self::SessionStarted
            | Self::Extended(_)
            | Self::SpaceExhausted
            | Self::JobStopping { .. }
            | Self::JobEnded { .. }
            | Self::StaleIgnored { .. } => None,
        }
    }
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "how", rename_all = "kebab-case")]
pub enum Outcome {
    /// The command exited by itself.
    Exited {
        /// Its exit code.
        code: i32,
        /// The last lines of its log, when the code is not 0 or a metric is missing.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tail: Vec<String>,
    },
    /// A signal ended it.
    Signaled {
        /// The signal's number.
        signal: i32,
        /// The last lines of its log.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tail: Vec<String>,
    },
    /// It ran out of time and was stopped.
    TimedOut {
        /// The last lines of its log.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        tail: Vec<String>,
    },
    /// It was stopped on request.
    Stopped,
    /// It had to make room for others: not its own doing.
    Preempted {
        /// What is known.
        reason: String,
    },
    /// The command could not be started: a fault of the job.
    NotStarted {
        /// The system's reason.
        reason: String,
    },
    /// Its folder could not be written: a full disk.
    Unwritable {
        /// The system's reason.
        reason: String,
    },
    /// The machine failed it: a fault of the infrastructure.
    Lost {
        /// What is known.
        reason: String,
    },
    /// It was cut off together with the controller (power loss, `kill -9` of everything); found when the job was
    /// taken up again.
    Interrupted,
}

/// Why a running attempt is stopped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum StopReason {
    /// Worse than the median of the others at the same epoch.
    Median {
        /// Epoch, from 1.
        epoch: u64,
        /// Its value there.
        value: f64,
        /// The median of the others' running averages.
        median: f64,
    },
    /// Not among the best of its rung.
    Rung {
        /// Epoch, from 1.
        epoch: u64,
        /// Its value there.
        value: f64,
        /// The value it would have needed.
        cutoff: f64,
    },
    /// Its learning curve will hardly end better than the best.
    Curve {
        /// Epoch, from 1.
        epoch: u64,
        /// The value at which it is expected to end.
        expected: f64,
        /// The best value so far.
        best: f64,
        /// The probability that it ends better than that.
        chance: f64,
    },
    /// Its values are no numbers any more.
    Diverged {
        /// Epoch, from 1.
        epoch: u64,
    },
    /// It went on beyond the last epoch that is wanted.
    LastEpoch {
        /// That epoch.
        epoch: u64,
    },
    /// The user stopped this trial.
    User,
    /// The job ends.
    JobEnds,
    /// The session ends; the trial will run again.
    Session,
}

/// Why a job ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum EndReason {
    /// The number of trials asked for is done.
    AllTrials,
    /// Every point of a finite space was tried.
    SpaceExhausted,
    /// A trial reached the target.
    TargetReached {
        /// The trial.
        trial: u64,
    },
    /// The run time is used up.
    TimeUp,
    /// The trials have cost what they may.
    MoneySpent {
        /// What they may cost.
        limit: f64,
    },
    /// So many trials in a row brought no gain.
    NoGain {
        /// How many.
        trials: u64,
    },
    /// The search has settled.
    Converged,
    /// The user stopped it.
    User,
    /// The first trials failed, all of them.
    FirstTrialsFailed {
        /// How many.
        trials: u64,
        /// The most frequent cause.
        cause: Cause,
    },
    /// All trials are done and none has a value.
    NoTrialSucceeded,
    /// The first trial ended well, but its objective was not found.
    NoObjective {
        /// The trial.
        trial: u64,
        /// What was looked for.
        cause: Cause,
    },
}

/// A proposed point.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The tuned values.
    pub params: Configuration,
    /// Who proposed it.
    pub origin: String,
    /// What the model expected of it.
    pub expected: Option<Expectation>,
}

/// What the optimiser's model expected of a point when it proposed it, in the objective's own units.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Expectation {
    /// The expected value of the first objective, noise left out.
    pub mean: f64,
    /// Two of three values are expected from here ..
    pub low: f64,
    /// .. to here.
    pub high: f64,
    /// The probability that it is better than the best of its time; with one objective only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub better: Option<f64>,
    /// The probability that it meets what is required, where something is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub feasible: Option<f64>,
    /// The logarithm of the acquisition function, in the model's units.
    pub acquisition: f64,
}

/// Other limits for a job; what is absent stays.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Extension {
    /// New number of trials in all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trials: Option<u64>,
    /// New number of trials at a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parallel: Option<u32>,
    /// New run time in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_s: Option<f64>,
    /// New cost that all trials together may have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<f64>,
    /// Parameters with other ranges.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<Parameter>,
    /// Points that are tried again, each as a trial of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub again: Vec<Configuration>,
}

impl Extension {
    /// So many trials in all.
    pub fn to(trials: u64) -> Self {
        Self { trials: Some(trials), ..Self::default() }
    }

    /// So many trials at a time.
    pub fn at_a_time(parallel: u32) -> Self {
        Self { parallel: Some(parallel), ..Self::default() }
    }
}

/// What can be asked of a study.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Take the job up, at first or again.
    StartSession,
    /// Change the limits; reopens an ended job.
    Extend(Extension),
    /// The answer to [`crate::Study::wanted_suggestions`].
    Suggested {
        /// The points.
        suggestions: Vec<Suggestion>,
        /// There are no further ones.
        exhausted: bool,
    },
    /// Create attempts for waiting trials while fewer than `parallel` run.
    Launch,
    /// New values of the objective of a running attempt.
    Report {
        /// The trial.
        trial: u64,
        /// The attempt.
        attempt: u32,
        /// Its token.
        token: u64,
        /// In order.
        values: Vec<f64>,
    },
    /// An attempt is over.
    AttemptEnded {
        /// The trial.
        trial: u64,
        /// The attempt.
        attempt: u32,
        /// Its token.
        token: u64,
        /// How.
        outcome: Outcome,
        /// The last value of every metric.
        values: Vec<Option<f64>>,
        /// How long it ran.
        duration_ms: i64,
        /// What a metric's group held instead of a number, if so.
        misread: Option<String>,
    },
    /// Stop one trial.
    StopTrial {
        /// The trial.
        trial: u64,
        /// Why.
        reason: StopReason,
    },
    /// Stop the job: no more trials, running ones are stopped.
    StopJob,
    /// Start nothing more in this session; what runs may finish.
    Drain,
    /// Stop what runs; it will run again in the next session.
    Interrupt,
    /// Look at the clock.
    Tick,
}

/// Why a command cannot be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CommandError {
    /// No such trial.
    #[error("there is no trial {0}")]
    NoSuchTrial(u64),
    /// The trial is not running.
    #[error("trial {trial} is {status}, not running")]
    NotRunning {
        /// The trial.
        trial: u64,
        /// Its status.
        status: &'static str,
    },
    /// The job is over.
    #[error("the job is {0} already; `tunesmith extend` adds trials")]
    Over(&'static str),
    /// Ranges that make no job.
    #[error("{0}")]
    Ranges(String),
    /// More trials without more time.
    #[error("the time budget is used up; give it more with --time")]
    TimeUsedUp,
    /// More trials without more money.
    #[error("its trials have cost {0} already; allow more with --max-cost")]
    MoneySpent(String),
    /// One training job by itself is one trial.
    #[error("this is one training job by itself; there is nothing to extend")]
    SingleTraining,
    /// A limit below what is there.
    #[error("the job has {have} trials already; ask for more than that")]
    TooFewTrials {
        /// How many there are.
        have: u64,
    },
}

impl StopReason {
    /// Whether a text is that of a rule that stopped a trial before its end.
    pub fn is_early(text: &str) -> bool {
        ["behind the median", "not among the best", "would end at", "diverged:"]
            .iter()
            .any(|start| text.starts_with(start))
    }
}

impl fmt::Display for StopReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Median { epoch, value, median } => {
                write!(f, "behind the median at epoch {epoch} ({value:.4} against {median:.4})")
            }
            Self::Rung { epoch, value, cutoff } => {
                write!(f, "not among the best at epoch {epoch} ({value:.4}, it took {cutoff:.4})")
            }
            Self::Curve { epoch, expected, best, chance } => write!(
                f,
                "would end at about {expected:.4} by its curve to epoch {epoch} (best {best:.4}, {:.0} % to beat it)",
                100.0 * chance
            ),
            Self::Diverged { epoch } => write!(f, "diverged: no number at epoch {epoch} and the one before"),
            Self::LastEpoch { epoch } => write!(f, "it has done the {epoch} epochs that are wanted"),
            Self::User => f.write_str("stopped by the user"),
            Self::JobEnds => f.write_str("the job ended"),
            Self::Session => f.write_str("the session ended"),
        }
    }
}

impl fmt::Display for EndReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AllTrials => f.write_str("all trials done"),
            Self::SpaceExhausted => f.write_str("every combination was tried"),
            Self::TargetReached { trial } => write!(f, "target reached by #{trial}"),
            Self::TimeUp => f.write_str("time budget used up"),
            Self::MoneySpent { limit } => write!(f, "the {limit} that it may cost are spent"),
            Self::NoGain { trials } => write!(f, "no gain in {trials} trials"),
            Self::Converged => f.write_str("converged"),
            Self::User => f.write_str("stopped by the user"),
            Self::FirstTrialsFailed { trials, cause } => write!(f, "the first {trials} trials failed ({})", cause.text),
            Self::NoTrialSucceeded => f.write_str("no trial succeeded"),
            Self::NoObjective { trial, cause } => write!(f, "#{trial} ran to its end, but: {}", cause.text),
        }
    }
}
