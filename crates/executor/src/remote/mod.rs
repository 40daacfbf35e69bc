//! Runs that an engine has, and that say what they have to say through the engine's own interface.
//!
//! Unlike on a cluster with a shared file system, nothing of ours is where the command runs: its output comes over the
//! network, is taken apart here, and is written into the run's folder as a supervisor would have done. Whoever takes a run
//! up later reads the output from its beginning again.
//!
//! An engine of this kind is a [`Remote`]: submit, ask, read, stop.

mod engine;
mod follow;
mod recorder;

use std::path::Path;

use serde_json::{Map, Value};

pub(crate) use engine::RemoteEngine;

use crate::run::{Outcome, RunSpec};
use crate::trouble::Trouble;

/// An engine as one run needs it.
pub(crate) trait Remote: Sized + Send + Sync + 'static {
    /// What people call it.
    const NAME: &'static str;
    /// It runs on this machine, and takes its slots and GPUs.
    const IS_HERE: bool = false;
    /// Reads the output of one job.
    type Tail: Tail;

    /// The engine that these settings mean.
    fn connect(options: &Map<String, Value>) -> Result<Self, Trouble>;
    /// Hands a run over under an id of ours; one that it has already is no trouble.
    fn submit(&self, id: &str, spec: &RunSpec) -> impl Future<Output = Result<(), Trouble>> + Send;
    /// How a job stands.
    fn state(&self, id: &str) -> impl Future<Output = Result<State, Trouble>> + Send;
    /// The output of a job, from its beginning.
    fn tail(&self, id: &str) -> Self::Tail;
    /// Asks a job to end, and sees to it that it is ended by force `grace_s` seconds later.
    fn stop(&self, id: &str, grace_s: f64) -> impl Future<Output = Result<(), Trouble>> + Send;
    /// Takes away what is left of a job whose end is written down.
    fn clear(&self, id: &str) -> impl Future<Output = ()> + Send;
    /// What a run is called there, from its folder: the same for whoever asks again.
    fn id_of(folder: &Path, nonce: u64) -> String {
        let name = |part: Option<&Path>| {
            part.and_then(Path::file_name).map_or(String::new(), |n| n.to_string_lossy().into_owned())
        };
        let (attempt, trial) = (name(Some(folder)), name(folder.parent()));
        format!("tunesmith-{trial}-{attempt}-{nonce:016x}")
    }
}

/// Reads the output of one job.
pub(crate) trait Tail: Send {
    /// What has come since the last call; nothing where nothing has. Of a job that is `over` it is all that is left.
    fn more(&mut self, over: bool) -> impl Future<Output = Result<Vec<u8>, Trouble>> + Send;
}

/// How a job stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum State {
    /// The engine knows nothing of it.
    Absent,
    /// It has not begun, and why.
    Waiting(String),
    /// It runs, and where.
    Running(String),
    /// It is over.
    Over {
        /// How it ended; none where it was stopped on request, ours or another's.
        outcome: Option<Outcome>,
        /// Milliseconds that it ran, where the engine knows.
        duration_ms: Option<i64>,
    },
}
