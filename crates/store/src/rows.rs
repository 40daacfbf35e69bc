//! Rows for reading, made from the state that the events made.

use serde::{Deserialize, Serialize};
use tunesmith_metrics::MetricPoint;
use tunesmith_space::Configuration;
use tunesmith_study::{
    Cause, Counters, EndReason, Expectation, JobSpec, JobStatus, RunStatus, Study, Training, Trial, TrialStatus,
};

use crate::store::JobId;

/// A tuning job as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JobRow {
    /// Key within the store.
    pub id: JobId,
    /// As asked for, extensions included.
    pub spec: JobSpec,
    /// Where it stands.
    pub status: JobStatus,
    /// Why it ends or ended.
    pub ending: Option<EndReason>,
    /// How many trials are where.
    pub counters: Counters,
    /// Number and value of the best trial; the mean where its point was tried more than once.
    pub best: Option<(u64, f64)>,
    /// With several objectives: numbers of the trials that no other one dominates.
    pub front: Vec<u64>,
    /// When it was created, in milliseconds since the epoch.
    pub created_ms: i64,
    /// When it changed last.
    pub updated_ms: i64,
    /// Run time over all sessions.
    pub run_ms: i64,
    /// What its trials have cost, as of then; none where no price is known.
    pub cost: Option<f64>,
}

impl JobRow {
    /// The row of a study; `created_ms` is when its first event happened, `now_ms` when its last did.
    pub fn of(id: JobId, study: &Study, created_ms: i64, now_ms: i64) -> Self {
        let best = study.best().filter(|_| !study.spec().is_single_training());
        let best = best.and_then(|_| study.best_value());
        Self {
            id,
            spec: study.spec().clone(),
            status: study.status(),
            ending: study.ending().cloned(),
            counters: study.counters(),
            best,
            front: study.front().to_vec(),
            created_ms,
            updated_ms: now_ms,
            run_ms: study.clock().recorded_ms(),
            cost: study.cost(now_ms),
        }
    }
}

impl JobRow {
    /// What all its trials will have cost, from what those have that ended, and half of those that run; none where no price is
    /// known or none has ended.
    pub fn cost_forecast(&self) -> Option<f64> {
        let (over, running) = (self.counters.over() as f64, self.counters.running as f64);
        let all = if self.status.is_over() { over } else { self.spec.budget.trials as f64 };
        let forecast = self.cost? * all / (over + running / 2.0);
        let limit = self.spec.budget.cost.unwrap_or(f64::INFINITY);
        (over > 0.0).then(|| forecast.min(limit).max(self.cost.unwrap_or(0.0)))
    }

    /// The value that a trial counts with: the mean where it is the best and its point was tried more than once.
    pub fn value_of(&self, trial: &TrialRow) -> Option<f64> {
        self.best.filter(|(number, _)| *number == trial.number).map(|(_, value)| value).or(trial.objective)
    }
}

/// A trial as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrialRow {
    /// From 1.
    pub number: u64,
    /// Where it stands.
    pub status: TrialStatus,
    /// The tuned values.
    pub params: Configuration,
    /// Who proposed it.
    pub origin: String,
    /// What the model expected of it.
    pub expected: Option<Expectation>,
    /// Its observation.
    pub objective: Option<f64>,
    /// Whether it meets what is required; one without an observation does not.
    pub meets: bool,
    /// The last value of every metric, in the order of the job's metrics.
    #[serde(with = "tunesmith_metrics::any_float::options")]
    pub values: Vec<Option<f64>>,
    /// How many attempts there were.
    pub attempts: u32,
    /// Why it failed or was stopped.
    pub cause: Option<Cause>,
    /// When it was suggested, in milliseconds since the epoch.
    pub suggested_ms: i64,
    /// When its first attempt was launched.
    pub started_ms: Option<i64>,
    /// When it ended.
    pub ended_ms: Option<i64>,
    /// How long its last attempt ran.
    pub duration_ms: i64,
    /// How long its attempts ran, all of them, as of its last change.
    pub spent_ms: i64,
    /// How many values of the objective it reported, where a rule looks at them.
    pub epochs: u64,
    /// What it is called where it is a training job.
    pub name: Option<String>,
    /// How its run stands, whatever came of its objective.
    pub run_status: RunStatus,
    /// When it changed last.
    pub updated_ms: i64,
}

impl TrialRow {
    /// The row of a trial; `now_ms` is when it changed.
    pub fn of(study: &Study, trial: &Trial, now_ms: i64) -> Self {
        let training = Training::of(&study.spec().run.trainings, &trial.params);
        Self {
            name: training.map(|t| t.naming.name_of(trial.number)),
            run_status: trial.run_status(),
            updated_ms: now_ms,
            number: trial.number,
            status: trial.status,
            params: trial.params.clone(),
            origin: trial.origin.clone(),
            expected: trial.expected,
            objective: trial.objective,
            meets: study.measured(trial).is_some_and(|m| m.is_feasible()),
            values: trial.values.clone(),
            attempts: trial.attempts.len() as u32,
            cause: trial.cause.clone(),
            suggested_ms: trial.suggested_ms,
            started_ms: trial.started_ms,
            ended_ms: trial.ended_ms,
            duration_ms: trial.duration_ms,
            spent_ms: trial.spent_ms(now_ms),
            epochs: trial.curve.len() as u64,
        }
    }
}

/// The stored form of a trial's values, which may be NaN.
#[derive(Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct StoredValues(#[serde(with = "tunesmith_metrics::any_float::options")] pub(crate) Vec<Option<f64>>);

/// One point of a metric's series.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PointRow {
    /// Of this trial.
    pub trial: u64,
    /// Of this attempt.
    pub attempt: u32,
    /// The match.
    pub point: MetricPoint,
}
