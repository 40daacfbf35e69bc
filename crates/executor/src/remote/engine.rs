//! An engine of this kind, as whoever launches runs sees it: a task for each run.

use std::fmt;
use std::marker::PhantomData;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::Notify;

use super::Remote;
use super::follow::{Begin, Follow};
use crate::engine::{Engine, EngineParts};
use crate::executor::ExecutorEvent;
use crate::folder::RunFolder;
use crate::process::{Local, LocalClaim};
use crate::run::{RunId, RunSpec};
use crate::tasks::Tasks;

/// Runs commands on an engine, each seen to its end by a task of its own.
pub(crate) struct RemoteEngine<R> {
    parts: EngineParts,
    tasks: Tasks,
    remote: PhantomData<fn() -> R>,
}

impl<R> fmt::Debug for RemoteEngine<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteEngine").finish_non_exhaustive()
    }
}

impl<R: Remote> RemoteEngine<R> {
    pub(crate) fn new(parts: EngineParts) -> Self {
        Self { parts, tasks: Tasks::default(), remote: PhantomData }
    }

    fn see_to(&self, run: RunId, begin: Begin) {
        let stop = Arc::new(Notify::new());
        let told = Arc::clone(&stop);
        let (events, tasks) = (self.parts.events.clone(), self.tasks.clone());
        let local = R::IS_HERE.then(|| self.parts.local.clone());
        self.tasks.see_to(run, told, async move {
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
            let exit = Follow::<R>::to_the_end(run, begin, events.clone(), stop, tasks.clone()).await;
            drop(claim);
            tasks.ended(run);
            // Nobody listens only when the controller is going down.
            let _ = events.send(ExecutorEvent::Ended { run, exit });
        });
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
        self.tasks.stop(run);
    }

    fn forget(&self, run: RunId) {
        self.tasks.forget(run);
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
