//! Processes as runs of the executor: each end finds who waits for it.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::oneshot;
use tunesmith_executor::{Executor, ExecutorEvent, Exit, RunId, RunSpec};
use tunesmith_workload::serving::ModelServer;

/// The hidden subcommand under which our own binary becomes a model server.
pub const SERVE_MODEL: &str = "serve-model";

/// Seconds between the polite and the forced end of a process.
const GRACE_S: f64 = 10.0;
/// Bytes of a process's log that are kept.
const LOG: u64 = 16 << 20;

/// Starts and ends processes.
pub(crate) struct Runs {
    executor: Arc<dyn Executor>,
    program: PathBuf,
    next: AtomicU64,
    waiting: Mutex<HashMap<RunId, oneshot::Sender<Exit>>>,
}

/// A process that runs.
pub(crate) struct Run {
    id: RunId,
    /// How it ends.
    pub(crate) ended: oneshot::Receiver<Exit>,
}

impl Runs {
    /// Over an executor whose events come by `events`; `program` is our own binary.
    pub(crate) fn new(
        executor: Arc<dyn Executor>,
        program: PathBuf,
        mut events: UnboundedReceiver<ExecutorEvent>,
    ) -> Arc<Self> {
        let runs = Arc::new(Self { executor, program, next: AtomicU64::new(1), waiting: Mutex::default() });
        let told = Arc::clone(&runs);
        tokio::spawn(async move {
            while let Some(event) = events.recv().await {
                if let ExecutorEvent::Ended { run, exit } = event
                    && let Some(waiting) = told.waiting.lock().unwrap_or_else(PoisonError::into_inner).remove(&run)
                {
                    let _ = waiting.send(exit);
                }
            }
        });
        runs
    }

    fn expect(&self) -> Run {
        let id = RunId(self.next.fetch_add(1, Ordering::Relaxed));
        let (sender, ended) = oneshot::channel();
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).insert(id, sender);
        Run { id, ended }
    }

    /// Starts a process in a folder of its own, which is made.
    pub(crate) fn launch(&self, folder: PathBuf, server: &ModelServer) -> Run {
        let run = self.expect();
        let task = serde_json::to_string(server).unwrap_or_default();
        // The data directory; where all buckets are elsewhere it has no objects.
        let dir = server.objects.parent().unwrap_or(&server.objects).to_owned();
        let spec = RunSpec {
            files: BTreeMap::from([(ModelServer::FILE.to_owned(), task)]),
            grace_s: GRACE_S,
            log_limit: LOG,
            ..RunSpec::new(
                vec![self.program.display().to_string(), SERVE_MODEL.to_owned(), folder.display().to_string()],
                dir,
                folder,
            )
        };
        self.executor.launch(run.id, spec);
        run
    }

    /// Takes up a process that an earlier server started.
    pub(crate) fn adopt(&self, folder: PathBuf) -> Run {
        let run = self.expect();
        self.executor.adopt(run.id, folder, None);
        run
    }

    /// Ends a process, politely first.
    pub(crate) fn stop(&self, run: &Run) {
        self.executor.stop(run.id);
    }
}
