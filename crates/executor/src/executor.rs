//! The seam between a controller and whatever runs its commands.

use std::path::PathBuf;

use tunesmith_metrics::MetricPoint;

use crate::run::{Exit, Place, RunId, RunSpec, SetupSpec};

/// Runs commands. Every method returns at once; what happens is told by [`ExecutorEvent`]s.
pub trait Executor: Send + Sync {
    /// Runs a shell line once; answers with [`ExecutorEvent::Prepared`]. Done already: answers at once.
    fn prepare(&self, run: RunId, setup: SetupSpec);
    /// Starts a run; answers with any number of [`ExecutorEvent::Points`] and one [`ExecutorEvent::Ended`].
    fn launch(&self, run: RunId, spec: RunSpec);
    /// Takes up a run that an earlier launcher started in `folder`, where `place` says, from its beginning: points come again.
    /// A run that is not there any more ends with [`crate::Outcome::Interrupted`] and will never start afterwards.
    fn adopt(&self, run: RunId, folder: PathBuf, place: Option<&Place>);
    /// Ends a run politely, then by force after its grace period.
    fn stop(&self, run: RunId);
    /// Leaves a run to somebody else who has taken it up: what waits here never starts, and nothing more is done or told about
    /// it. One that runs goes on.
    fn forget(&self, run: RunId);
}

/// What an executor tells.
#[derive(Debug, Clone, PartialEq)]
pub enum ExecutorEvent {
    /// The setup is done; or its last words.
    Prepared {
        /// As given.
        run: RunId,
        /// Milliseconds it took (none: it had been done before), or why it failed.
        result: Result<Option<i64>, String>,
    },
    /// What an engine says of a run that has not begun, or where it is once it has.
    Placed {
        /// Of this run.
        run: RunId,
        /// One line for people, such as `Slurm job 12: pending: Priority`.
        note: String,
        /// It has not begun.
        waits: bool,
    },
    /// New points of a run's metrics.
    Points {
        /// Of this run.
        run: RunId,
        /// In order.
        points: Vec<MetricPoint>,
    },
    /// A run is over; nothing more comes of it.
    Ended {
        /// The run.
        run: RunId,
        /// How.
        exit: Exit,
    },
}
