//! What reaches the dispatcher, and what it tells.

use std::sync::Arc;

use tunesmith_engine::Answer;
use tunesmith_executor::ExecutorEvent;
use tunesmith_store::{Commit, InboxItem, JobId};
use tunesmith_study::Command;

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
    /// From another process.
    Request(InboxItem),
    /// The clock moved on.
    Tick,
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
    /// A step of a job was recorded.
    Committed(Arc<Commit>),
    /// A command or request could not be carried out.
    Refused {
        /// For this job.
        job: JobId,
        /// Why.
        reason: String,
    },
}
