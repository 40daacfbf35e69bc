//! An engine of this kind, as whoever launches runs sees it: a task for each run.

use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;
use tokio::task::AbortHandle;

use super::Remote;
use super::follow::{Begin, Follow};
use crate::engine::{Engine, EngineParts};
use crate::executor::ExecutorEvent;
use crate::folder::RunFolder;
use crate::process::{Local, LocalClaim};
use crate::run::{RunId, RunSpec};

/// How each run is told to stop, and let go.
pub(super) type Running = Arc<Mutex<HashMap<RunId, Told>>>;

/// The two ways.
pub(super) struct Told {
    stop: Arc<Notify>,
    task: AbortHandle,
}

/// Runs commands on an engine, each seen to its end by a task of its own.
pub(crate) struct RemoteEngine<R> {
    parts: EngineParts,
    running: Running,
    remote: PhantomData<fn() -> R>,
}

impl<R> fmt::Debug for RemoteEngine<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteEngine").finish_non_exhaustive()
    }
}

impl<R: Remote> RemoteEngine<R> {
    pub(crate) fn new(parts: EngineParts) -> Self {
        Self { parts, running: Arc::default(), remote: PhantomData }
    }

    fn see_to(&self, run: RunId, begin: Begin) {
        let stop = Arc::new(Notify::new());
        let told = Arc::clone(&stop);
        let (events, running) = (self.parts.events.clone(), Arc::clone(&self.running));
        let local = R::IS_HERE.then(|| self.parts.local.clone());
        // Entered before the task can end.
        let mut entries = locked(&self.running);
        let task = tokio::spawn(async move {
            // Held until the end.
            let (claim, begin) = match (local, begin) {
                (Some(local), begin @ Begin::Anew(_)) => tokio::select! {
                    claimed = claimed(&local, begin) => claimed,
                    () = stop.notified() => (None, Begin::Never),
                },
                // It runs already: nothing is waited for, and a stop is for whoever follows it.
                (Some(local), begin) => claimed(&local, begin).await,
                (None, begin) => (None, begin),
            };
            let exit = Follow::<R>::to_the_end(run, begin, events.clone(), stop, Arc::clone(&running)).await;
            drop(claim);
            locked(&running).remove(&run);
            // Nobody listens only when the controller is going down.
            let _ = events.send(ExecutorEvent::Ended { run, exit });
        });
        entries.insert(run, Told { stop: told, task: task.abort_handle() });
    }
}

impl<R: Remote> Engine for RemoteEngine<R> {
    fn launch(&self, run: RunId, spec: RunSpec) {
        self.see_to(run, Begin::Anew(Box::new(spec)));
    }

    fn adopt(&self, run: RunId, folder: PathBuf) {
        self.see_to(run, Begin::Found(folder));
    }

    fn stop(&self, run: RunId) {
        if let Some(told) = locked(&self.running).get(&run) {
            told.stop.notify_one();
        }
    }

    fn forget(&self, run: RunId) {
        if let Some(told) = locked(&self.running).remove(&run) {
            told.task.abort();
        }
    }
}

/// What a run on this machine takes of it. One that runs already does so whether there is a slot for it or not.
async fn claimed(local: &Local, begin: Begin) -> (Option<LocalClaim>, Begin) {
    match begin {
        Begin::Anew(mut spec) => {
            let claim = local.claim(spec.gpus).await;
            spec.devices = claim.gpus();
            (Some(claim), Begin::Anew(spec))
        }
        Begin::Found(folder) => {
            let devices = RunFolder::at(&folder).spec().map(|spec| spec.devices).unwrap_or_default();
            (Some(local.reclaim(devices)), Begin::Found(folder))
        }
        Begin::Never => (None, Begin::Never),
    }
}

pub(super) fn locked(running: &Running) -> MutexGuard<'_, HashMap<RunId, Told>> {
    running.lock().unwrap_or_else(PoisonError::into_inner)
}
