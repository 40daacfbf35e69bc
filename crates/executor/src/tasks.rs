//! Tasks that see runs to their end: each is told by its run's id to stop it, or to leave it to somebody else.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::task::AbortHandle;

use crate::run::RunId;

/// The tasks of one executor.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tasks(Arc<Mutex<HashMap<RunId, Task>>>);

#[derive(Debug)]
struct Task {
    stop: Arc<Notify>,
    handle: AbortHandle,
}

impl Tasks {
    fn entries(&self) -> MutexGuard<'_, HashMap<RunId, Task>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sees a run to its end, unless it is forgotten before; `stop` tells the work that it is to end.
    pub(crate) fn see_to(&self, run: RunId, stop: Arc<Notify>, work: impl Future<Output = ()> + Send + 'static) {
        // Entered before the task can end.
        let mut entries = self.entries();
        let handle = tokio::spawn(work).abort_handle();
        entries.insert(run, Task { stop, handle });
    }

    /// Tells a run to stop; those that are not here are others'.
    pub(crate) fn stop(&self, run: RunId) {
        if let Some(task) = self.entries().get(&run) {
            task.stop.notify_one();
        }
    }

    /// Leaves a run to somebody else.
    pub(crate) fn forget(&self, run: RunId) {
        if let Some(task) = self.entries().remove(&run) {
            task.handle.abort();
        }
    }

    /// A run is over.
    pub(crate) fn ended(&self, run: RunId) {
        self.entries().remove(&run);
    }

    /// How many there are.
    #[cfg(any(feature = "ray", feature = "container"))]
    pub(crate) fn len(&self) -> usize {
        self.entries().len()
    }
}
