//! What a server reads and keeps for many jobs: found by the names that their askers gave them, in pages.

use tunesmith_study::RunStatus;

use crate::rows::{JobRow, TrialRow};
use crate::store::{BoxFuture, JobId};

/// Which jobs or training jobs are wanted, and in which order.
#[derive(Debug, Clone, Default)]
pub struct PageQuery {
    /// Only those whose name holds this, in any case.
    pub name_contains: Option<String>,
    /// Only with one of these statuses, as stored; empty: any.
    pub statuses: Vec<&'static str>,
    /// Only those created at this moment or later, in milliseconds since the epoch.
    pub created_after: Option<i64>,
    /// Only those created at this moment or earlier.
    pub created_before: Option<i64>,
    /// Only those changed at this moment or later.
    pub updated_after: Option<i64>,
    /// Only those changed at this moment or earlier.
    pub updated_before: Option<i64>,
    /// The order.
    pub order: PageOrder,
    /// The other way round.
    pub descending: bool,
    /// So many are left out at the beginning.
    pub offset: u64,
    /// At most so many.
    pub limit: u64,
}

/// The order of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PageOrder {
    /// By name.
    #[default]
    Name,
    /// By creation.
    Created,
    /// By status.
    Status,
    /// By objective; those without are left out.
    Objective,
}

/// How many training jobs of a job are where, with and without an objective.
pub type RunCounts = Vec<(RunStatus, bool, u64)>;

/// How many there are of what, by status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// Jobs by status.
    pub jobs: Vec<(String, u64)>,
    /// Trials by how their run stands.
    pub trials: Vec<(String, u64)>,
}

/// The read side of a server, and what it keeps that is no job.
pub trait Catalogue: Send + Sync {
    /// The job of this kind that its asker calls so, in any case.
    fn asked<'a>(&'a self, kind: &'a str, name: &'a str) -> BoxFuture<'a, Option<JobRow>>;
    /// One job by key.
    fn job_by_id(&self, id: JobId) -> BoxFuture<'_, Option<JobRow>>;
    /// Jobs of a kind.
    fn asked_page<'a>(&'a self, kind: &'a str, query: PageQuery) -> BoxFuture<'a, Vec<JobRow>>;
    /// Jobs that are not over, by name.
    fn unfinished<'a>(&'a self, kind: Option<&'a str>) -> BoxFuture<'a, Vec<String>>;
    /// How many training jobs of a job are where.
    fn run_counts(&self, job: JobId) -> BoxFuture<'_, RunCounts>;
    /// The training job of this name, in any case.
    fn training<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Option<(JobId, TrialRow)>>;
    /// Training jobs of one job, or of all.
    fn training_page(&self, job: Option<JobId>, query: PageQuery) -> BoxFuture<'_, Vec<(JobId, TrialRow)>>;
    /// How many jobs and trials there are.
    fn totals(&self) -> BoxFuture<'_, Totals>;
    /// Takes a job out of sight; its name is free.
    fn hide_job(&self, job: JobId, at_ms: i64) -> BoxFuture<'_, ()>;
    /// Takes a training job out of sight.
    fn hide_training(&self, job: JobId, trial: u64, at_ms: i64) -> BoxFuture<'_, ()>;
    /// A document that was kept.
    fn document<'a>(&'a self, kind: &'a str, name: &'a str) -> BoxFuture<'a, Option<String>>;
    /// All documents of a kind, by name.
    fn documents<'a>(&'a self, kind: &'a str) -> BoxFuture<'a, Vec<String>>;
    /// Keeps a document, in place of an earlier one of that name; no body: removes it.
    fn keep<'a>(&'a self, kind: &'a str, name: &'a str, at_ms: i64, body: Option<&'a str>) -> BoxFuture<'a, ()>;
    /// The same as whoever has a duty; [`StoreError::NotOnDuty`](crate::StoreError::NotOnDuty) when that is another by now.
    fn keep_on_duty<'a>(
        &'a self,
        duty: &'a str,
        kind: &'a str,
        name: &'a str,
        at_ms: i64,
        body: Option<&'a str>,
    ) -> BoxFuture<'a, ()>;
}
