//! What a tuning job is.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tunesmith_metrics::MetricDefinition;
use tunesmith_space::{Configuration, Parameter, SpaceDefinition};

use crate::placement::Placement;
use crate::requirement::Requirement;
use crate::training::Training;

/// Version of the stored form of a [`JobSpec`]; raised when a field changes its meaning.
pub const SPEC_VERSION: u32 = 1;

/// The metric that needs no pattern: how many seconds the command took.
pub const DURATION_METRIC: &str = "@duration";

/// The objective of a job whose trainings each aim at another metric: it has the values of all of them.
pub const COMMON_METRIC: &str = "@objective";

/// Whether a metric's name is one of ours, which users' metrics do not have and clients are not shown.
pub fn is_reserved_metric(name: &str) -> bool {
    name.starts_with('@')
}

/// A tuning job as its user asked for it. The one description that every face converts to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JobSpec {
    /// [`SPEC_VERSION`] of the writer.
    pub version: u32,
    /// Unique within a data directory; names its folder.
    pub name: String,
    /// What is tuned.
    pub space: SpaceDefinition,
    /// What is aimed at.
    pub objective: Objective,
    /// What is read from the logs.
    pub metrics: Vec<MetricDefinition>,
    /// How points are chosen.
    #[serde(default)]
    pub search: Search,
    /// When it ends, and how much runs at once.
    pub budget: Budget,
    /// What a trial runs, and how.
    pub run: Run,
    /// The request that asked for it, where it came in a language of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
}

impl JobSpec {
    /// Whether it is one training job by itself, which is tuned for nothing.
    pub fn is_single_training(&self) -> bool {
        !self.run.trainings.is_empty() && self.space.parameters.is_empty() && self.budget.trials == 1
    }

    /// The job with other ranges of parameters that it has; or what is wrong with that.
    pub fn with_ranges(&self, params: &[Parameter]) -> Result<Self, String> {
        let mut changed = self.clone();
        for parameter in params {
            let Some(old) = changed.space.parameters.iter_mut().find(|p| p.name == parameter.name) else {
                let known: Vec<_> = self.space.parameters.iter().map(|p| format!("`{}`", p.name)).collect();
                return Err(format!("the job has no parameter `{}`; it has {}", parameter.name, known.join(", ")));
            };
            old.domain = parameter.domain.clone();
        }
        Ok(changed)
    }
}

/// A job in the words of whoever asked for it; kept so that it can be told back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The kind of thing that was asked for, in that language.
    pub kind: String,
    /// The name it has there.
    pub name: String,
    /// The request itself, as text.
    pub request: String,
}

/// The metric to optimise and its direction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Objective {
    /// Name of one of the metrics, or [`DURATION_METRIC`].
    pub metric: String,
    /// Whether more is better.
    pub goal: Goal,
    /// The job ends once a trial is this good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// Further metrics to optimise: then there is no one best trial, but a front of trade-offs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub further: Vec<Aim>,
    /// What a trial must satisfy to be among the best.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub require: Vec<Requirement>,
}

/// A metric and its direction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aim {
    /// Name of one of the metrics, or [`DURATION_METRIC`].
    pub metric: String,
    /// Whether more is better.
    pub goal: Goal,
}

impl Objective {
    /// One metric, nothing required.
    pub fn new(metric: impl Into<String>, goal: Goal) -> Self {
        Self { metric: metric.into(), goal, target: None, further: Vec::new(), require: Vec::new() }
    }

    /// All metrics to optimise with their directions.
    pub fn aims(&self) -> Vec<Aim> {
        let first = Aim { metric: self.metric.clone(), goal: self.goal };
        std::iter::once(first).chain(self.further.iter().cloned()).collect()
    }

    /// Whether there is one best trial, and not a front.
    pub fn is_single(&self) -> bool {
        self.further.is_empty()
    }
}

/// The direction of an objective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Goal {
    /// More is better.
    Maximize,
    /// Less is better.
    Minimize,
}

impl Goal {
    /// Whether `a` is strictly better than `b`.
    pub fn better(self, a: f64, b: f64) -> bool {
        match self {
            Self::Maximize => a > b,
            Self::Minimize => a < b,
        }
    }

    /// The best value so far, after each of some values.
    pub fn best_so_far(self, values: impl IntoIterator<Item = f64>) -> Vec<f64> {
        let mut best: Option<f64> = None;
        let after = |value| {
            if best.is_none_or(|b| self.better(value, b)) {
                best = Some(value);
            }
            best
        };
        values.into_iter().filter_map(after).collect()
    }

    /// The value with the sign that makes less better.
    pub fn as_loss(self, value: f64) -> f64 {
        match self {
            Self::Maximize => -value,
            Self::Minimize => value,
        }
    }

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Maximize => "maximize",
            Self::Minimize => "minimize",
        }
    }
}

/// How points are chosen.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Search {
    /// Who proposes points.
    #[serde(default)]
    pub strategy: StrategyName,
    /// Why this one, where the user left that open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// Same seed, same observations in the same order: same suggestions.
    #[serde(default)]
    pub seed: u64,
    /// Whether hopeless trials are stopped before their end.
    #[serde(default)]
    pub early_stop: EarlyStopping,
    /// The whole-number parameter that [`StrategyName::Asha`] gives more and more of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// Points to try first, in this order; what one lacks is in the middle of its range.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub first: Vec<Configuration>,
    /// What other jobs have found out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warm_start: Option<WarmStart>,
}

/// What other jobs have found out before this one starts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WarmStart {
    /// How far it can be relied upon.
    pub kind: WarmStartKind,
    /// What was tried, in the order in which it ended.
    pub trials: Vec<EarlierTrial>,
}

/// How far earlier results can be relied upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WarmStartKind {
    /// The same data and the same program: earlier trials are observations like the job's own.
    Identical,
    /// Something alike: the best earlier points are tried first, and what else is there counts as far as it fits.
    Transfer,
}

/// A trial of an earlier job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EarlierTrial {
    /// Its values.
    pub params: Configuration,
    /// Its objective, in the direction of this job; none when it failed.
    pub objective: Option<f64>,
    /// Of which earlier job, from 0.
    #[serde(default)]
    pub parent: usize,
}

/// The strategies by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StrategyName {
    /// Gaussian-process optimisation.
    #[default]
    Bayesian,
    /// Scrambled Sobol points.
    Random,
    /// Every combination of a finite space.
    Grid,
    /// Many trials that are stopped early unless they are among the best of their rung.
    Hyperband,
    /// Many trials with little of a resource, which the best third of them is tried again with more of.
    Asha,
    /// Tree-structured Parzen estimators: for thousands of cheap trials.
    Tpe,
    /// Covariance matrix adaptation: for thousands of cheap trials over numbers.
    #[serde(rename = "cma-es")]
    CmaEs,
}

impl StrategyName {
    /// All of them, with the word users write.
    pub const ALL: [(Self, &'static str); 7] = [
        (Self::Bayesian, "bayesian"),
        (Self::Random, "random"),
        (Self::Grid, "grid"),
        (Self::Hyperband, "hyperband"),
        (Self::Asha, "asha"),
        (Self::Tpe, "tpe"),
        (Self::CmaEs, "cma-es"),
    ];

    /// The word users write.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(s, _)| *s == self).map_or("", |(_, name)| name)
    }
}

/// The early-stopping rules by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EarlyStopping {
    /// Every trial runs to its end.
    #[default]
    Off,
    /// A trial worse than the median of the others' running averages is stopped.
    Median,
    /// A trial whose learning curve will hardly end better than the best is stopped.
    Curve,
    /// A trial that is not among the best third of its rung is stopped; rungs are epochs from `first` to `last`, each three
    /// times the one before.
    Rungs {
        /// The first epoch at which a trial can be stopped.
        first: u64,
        /// The last epoch that is wanted; a trial that goes on beyond it is stopped.
        last: u64,
    },
}

/// When a job ends, and how much of it runs at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Budget {
    /// Trials in all, failed ones included.
    pub trials: u64,
    /// Trials at a time.
    pub parallel: u32,
    /// Seconds of run time, pauses between sessions not counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_s: Option<f64>,
    /// Ends after so many finished trials in a row that did not beat the best.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_when_no_gain: Option<u64>,
    /// The least gain that counts as one for that: a share of the value that is to be beaten. 0: any.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub least_gain: f64,
    /// Ends when the search has settled.
    #[serde(default)]
    pub converged: bool,
    /// Ends when the trials have cost so much.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<f64>,
}

impl Budget {
    /// So many trials, and no other end.
    pub fn new(trials: u64, parallel: u32) -> Self {
        Self { trials, parallel, time_s: None, stop_when_no_gain: None, least_gain: 0.0, converged: false, cost: None }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde calls")]
fn is_zero(x: &f64) -> bool {
    *x == 0.0
}

/// What a trial runs, and how.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Run {
    /// Program and arguments; `{name}` stands for a value. Empty where there are trainings.
    pub command: Vec<String>,
    /// What is trained instead of running a command; a trial's values say which of several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trainings: Vec<Training>,
    /// Working directory.
    pub dir: PathBuf,
    /// Environment added to that of the caller.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// A shell line run once before the first trial.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub setup: Option<String>,
    /// Further attempts at a trial whose attempt ended as `retry_on` says.
    #[serde(default)]
    pub retries: u32,
    /// What is worth another attempt.
    #[serde(default)]
    pub retry_on: RetryOn,
    /// Seconds after which a trial is stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_s: Option<f64>,
    /// Seconds between the polite and the forced end of a trial.
    #[serde(default = "default_grace")]
    pub grace_s: f64,
    /// Cores that one trial takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cpus: Option<u32>,
    /// GPUs that one trial takes.
    #[serde(default)]
    pub gpus: u32,
    /// What an hour of a trial costs, in whatever money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    /// Where trials run; none: on the controller's machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placement: Option<Placement>,
    /// Bytes of a trial's log that are kept; head and tail stay.
    #[serde(default = "default_log_limit")]
    pub log_limit: u64,
    /// Run one trial at a time until a first value of the objective is seen, and end the job when the first trial ends
    /// well without one: then the metric's pattern is wrong, and no other trial can succeed.
    #[serde(default)]
    pub check: bool,
}

impl Run {
    /// A command in a directory, all else by default.
    pub fn new(command: Vec<String>, dir: PathBuf) -> Self {
        Self {
            command,
            trainings: Vec::new(),
            dir,
            env: BTreeMap::new(),
            setup: None,
            retries: DEFAULT_RETRIES,
            retry_on: RetryOn::default(),
            timeout_s: None,
            grace_s: default_grace(),
            cpus: None,
            gpus: 0,
            price: None,
            placement: None,
            log_limit: default_log_limit(),
            check: false,
        }
    }
}

/// A fault of the machine is worth two more tries; it costs nothing where there is none.
const DEFAULT_RETRIES: u32 = 2;

fn default_grace() -> f64 {
    10.0
}

fn default_log_limit() -> u64 {
    16 << 20
}

/// What is worth another attempt with the same values.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RetryOn {
    /// Nothing.
    Never,
    /// The attempt was lost or could not be launched through no fault of the command.
    #[default]
    Infrastructure,
    /// Any failure.
    Failure,
    /// These exit codes, and what counts as infrastructure.
    #[serde(rename = "exit-codes")]
    ExitCodes(Vec<i32>),
}
