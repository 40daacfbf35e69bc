//! What pictures are drawn from: courses and curves in as many points as a picture needs.

use tunesmith_study::{Recorded, StopReason};

use crate::rows::{JobRow, TrialRow};
use crate::store::{BoxFuture, JobId};

/// A point of a metric's series, thinned out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// Which match of the metric it is, from 0.
    pub step: u64,
    /// When it came, in milliseconds since the epoch.
    pub at_ms: i64,
    /// The number; NaN where it is none.
    pub value: f64,
}

/// What a metric was within a period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Period {
    /// Its beginning, in milliseconds since the epoch.
    pub at_ms: i64,
    /// How many values there were.
    pub count: u64,
    /// Their sum.
    pub sum: f64,
    /// The least.
    pub least: f64,
    /// The greatest.
    pub most: f64,
}

/// Which series is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurveKey {
    /// Of this trial.
    pub trial: u64,
    /// Of this attempt.
    pub attempt: u32,
    /// Index of the metric.
    pub metric: usize,
}

/// The read side of pages: jobs that are in sight, what changed, and series in few points.
pub trait Charts: Send + Sync {
    /// The job of this name, unless it was taken out of sight.
    fn shown<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Option<JobRow>>;
    /// Jobs in sight that changed at this moment or later, the latest first.
    fn jobs_since(&self, updated_ms: i64) -> BoxFuture<'_, Vec<JobRow>>;
    /// Objectives of the trials that meet what is required, by number.
    fn course(&self, job: JobId) -> BoxFuture<'_, Vec<(u64, f64)>>;
    /// Trials with numbers above this one, in order, at most so many: all of a large job without having them at once.
    fn trials_after(&self, job: JobId, number: u64, limit: u64) -> BoxFuture<'_, Vec<TrialRow>>;
    /// Trials by number: those from `numbers` that there are.
    fn trials_of<'a>(&'a self, job: JobId, numbers: &'a [u64]) -> BoxFuture<'a, Vec<TrialRow>>;
    /// Series in at most about `most` points each, evenly thinned out, first and last kept; in the order of `keys`.
    fn curves<'a>(&'a self, job: JobId, keys: &'a [CurveKey], most: u64) -> BoxFuture<'a, Vec<Vec<CurvePoint>>>;
    /// The events of a job that are about one trial.
    fn trial_events(&self, job: JobId, trial: u64) -> BoxFuture<'_, Vec<Recorded>>;
    /// Why trials were to stop, each with its trial, in order.
    fn stops(&self, job: JobId) -> BoxFuture<'_, Vec<(u64, StopReason)>>;
    /// A metric of some trials of a job over time, in periods.
    fn periods<'a>(
        &'a self,
        job: JobId,
        metric: usize,
        trials: &'a [u64],
        period_ms: i64,
    ) -> BoxFuture<'a, Vec<Period>>;
    /// Place of the last event in a job's log.
    fn last_event(&self, job: JobId) -> BoxFuture<'_, u64>;
}
