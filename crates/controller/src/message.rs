//! What reaches the dispatcher, and what it tells.

use std::sync::Arc;

use tokio::sync::oneshot;
use tunesmith_engine::Answer;
use tunesmith_executor::ExecutorEvent;
use tunesmith_store::{Commit, InboxItem, JobId, StoreError};
use tunesmith_study::{Command, CommandError, ValidSpec};

/// What reaches the dispatcher.
#[derive(Debug)]
pub enum Message {
    /// From the executor.
    Executor(ExecutorEvent),
    /// From the optimiser.
    Suggested {
        /// For this job.
        job: JobId,
        /// The points.
        answer: Answer,
    },
    /// From somebody in this process.
    Command {
        /// For this job.
        job: JobId,
        /// What is asked.
        command: Command,
    },
    /// From somebody in this process who waits until it is recorded.
    Ask {
        /// For this job, by name.
        job: String,
        /// What is asked.
        command: Command,
        /// Whether it was done.
        reply: oneshot::Sender<Result<(), AskError>>,
    },
    /// A new job, from somebody in this process who waits until it is recorded.
    Create {
        /// What it is.
        valid: Box<ValidSpec>,
        /// Its key, or why there is none.
        reply: oneshot::Sender<Result<JobId, StoreError>>,
    },
    /// From another process.
    Request(InboxItem),
    /// The clock moved on.
    Tick,
}

/// Why something that was asked was not done.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The job does not take it.
    #[error(transparent)]
    Refused(#[from] CommandError),
    /// The job could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What the dispatcher tells whoever watches.
#[derive(Debug, Clone)]
pub enum Notice {
    /// The setup is done, in so many milliseconds (none: it was done before).
    Prepared {
        /// Of this job.
        job: JobId,
        /// How long it took.
        took_ms: Option<i64>,
    },
    /// The setup failed; the job waits for the next session.
    SetupFailed {
        /// Of this job.
        job: JobId,
        /// Its last words.
        reason: String,
    },
    /// What an engine says of where a running trial is, or why it waits.
    Placed {
        /// Of this job.
        job: JobId,
        /// Of this trial.
        trial: u64,
        /// One line for people.
        note: String,
        /// It has not begun.
        waits: bool,
    },
    /// A step of a job was recorded.
    Committed(Arc<Commit>),
    /// The store cannot take what is to be recorded now: it is tried again.
    StoreAway {
        /// Why.
        reason: String,
    },
    /// The store takes it again.
    StoreBack,
    /// Another controller goes on with a job.
    TakenOver {
        /// The job.
        job: JobId,
        /// Why, for people.
        reason: String,
    },
    /// A command or request could not be carried out.
    Refused {
        /// For this job.
        job: JobId,
        /// Why.
        reason: String,
    },
}
