//! The two sides of a store.

use std::pin::Pin;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tunesmith_metrics::MetricPoint;
use tunesmith_study::{Command, Extension, JobSpec, Recorded, Study, TrialStatus};

use crate::StoreError;
use crate::rows::{JobRow, PointRow, TrialRow};

/// A future of a store.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Key of a job within a store.
pub type JobId = i64;

/// What one step of a job changed; written whole or not at all.
#[derive(Debug, Clone)]
pub struct Commit {
    /// The job as it stands now.
    pub job: JobRow,
    /// What happened, in order.
    pub events: Vec<Recorded>,
    /// The trials that changed.
    pub trials: Vec<TrialRow>,
    /// New points of metric series.
    pub points: Vec<PointRow>,
    /// The requests of the inbox that these events answer.
    pub answered: Vec<i64>,
}

/// What another process may ask of the controller that owns the data directory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
pub enum Request {
    /// Make a job; it is asked for under the key 0.
    Create {
        /// What it is.
        spec: Box<JobSpec>,
    },
    /// Stop the job.
    StopJob,
    /// Stop one trial.
    StopTrial {
        /// Its number.
        trial: u64,
    },
    /// Change the limits.
    Extend(Extension),
}

impl Request {
    /// What a command asks for, where another process can be asked for it.
    pub fn of(command: Command) -> Option<Self> {
        match command {
            Command::StopJob => Some(Self::StopJob),
            Command::StopTrial { trial, .. } => Some(Self::StopTrial { trial }),
            Command::Extend(extension) => Some(Self::Extend(extension)),
            _ => None,
        }
    }
}

/// A request with its place in the inbox.
#[derive(Debug, Clone, PartialEq)]
pub struct InboxItem {
    /// Larger for later requests.
    pub id: i64,
    /// The job it is about.
    pub job: JobId,
    /// That job's name.
    pub name: String,
    /// What is asked.
    pub request: Request,
}

/// A job that nobody else runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Orphan {
    /// Its name.
    pub job: String,
    /// It is this controller's, as far as the store knows.
    pub is_own: bool,
}

/// What the controller writes, and reads back after a crash.
pub trait Store: Send + Sync {
    /// Adds a job; [`StoreError::NameTaken`] when there is one of that name.
    fn create(&self, created: Recorded, study: Study) -> BoxFuture<'_, JobId>;
    /// Writes one step of a job; [`StoreError::TakenOver`] when the right to do so went to another controller.
    fn commit(&self, commit: Arc<Commit>) -> BoxFuture<'_, ()>;
    /// Takes the right to write a job, and answers with its state as its events made it; [`StoreError::NoSuchJob`] when there
    /// is none, [`StoreError::JobInUse`] when another controller has it.
    fn load<'a>(&'a self, name: &'a str) -> BoxFuture<'a, (JobRow, Study)>;
    /// The same without taking the right.
    fn read<'a>(&'a self, name: &'a str) -> BoxFuture<'a, (JobRow, Study)>;
    /// Gives the right to write a job back.
    fn release(&self, job: JobId) -> BoxFuture<'_, ()>;
    /// Jobs that a server should take up, as whoever ran them is gone; there are none where one controller has them all.
    fn orphans(&self) -> BoxFuture<'_, Vec<Orphan>>;
    /// Leaves a request for the controller that runs a job.
    fn ask(&self, job: JobId, at_ms: i64, request: Request) -> BoxFuture<'_, ()>;
    /// Unanswered requests, oldest first.
    fn inbox(&self) -> BoxFuture<'_, Vec<InboxItem>>;
    /// Takes a request out of the inbox that no step of a job answers.
    fn dismiss(&self, inbox_id: i64) -> BoxFuture<'_, ()>;
}

/// Which trials are wanted, and in which order.
#[derive(Debug, Clone, Default)]
pub struct TrialQuery {
    /// Only with this status.
    pub status: Option<TrialStatus>,
    /// The order.
    pub order: Order,
    /// At most so many.
    pub limit: Option<u64>,
}

/// The order of trials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By number.
    #[default]
    Number,
    /// Best objective first; trials without a value last.
    Best,
    /// Latest end first.
    Recent,
}

/// The one read side.
pub trait Views: Send + Sync {
    /// All jobs, newest first.
    fn jobs(&self) -> BoxFuture<'_, Vec<JobRow>>;
    /// One job; [`StoreError::NoSuchJob`] when there is none.
    fn job<'a>(&'a self, name: &'a str) -> BoxFuture<'a, JobRow>;
    /// Trials of a job.
    fn trials<'a>(&'a self, job: &'a JobRow, query: TrialQuery) -> BoxFuture<'a, Vec<TrialRow>>;
    /// One trial of a job.
    fn trial(&self, job: JobId, number: u64) -> BoxFuture<'_, Option<TrialRow>>;
    /// The series of all metrics of a trial's last attempt, by metric and step.
    fn series(&self, job: JobId, trial: u64) -> BoxFuture<'_, Vec<MetricPoint>>;
    /// The event log of a job.
    fn events(&self, job: JobId) -> BoxFuture<'_, Vec<Recorded>> {
        self.events_after(job, 0)
    }
    /// The event log of a job behind a place.
    fn events_after(&self, job: JobId, seq: u64) -> BoxFuture<'_, Vec<Recorded>>;
}
