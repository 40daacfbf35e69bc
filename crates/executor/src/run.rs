//! What is run, and how it ended.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tunesmith_metrics::MetricDefinition;

/// Name of a run, chosen by whoever launches it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RunId(pub u64);

/// One execution of a command.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunSpec {
    /// Program and arguments.
    pub command: Vec<String>,
    /// Working directory.
    pub dir: PathBuf,
    /// Environment added to that of the launcher.
    pub env: BTreeMap<String, String>,
    /// The run's own folder; made by the launch.
    pub folder: PathBuf,
    /// Text files put into the folder before the start, by name.
    pub files: BTreeMap<String, String>,
    /// What is read from its output.
    pub metrics: Vec<MetricDefinition>,
    /// Seconds after which it is stopped.
    pub timeout_s: Option<f64>,
    /// Seconds between the polite and the forced end.
    pub grace_s: f64,
    /// Bytes of its log that are kept; head and tail stay.
    pub log_limit: u64,
    /// GPUs that it takes.
    pub gpus: u32,
    /// Cores that it takes; none: as many as whoever runs it gives one run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cpus: Option<u32>,
    /// Machines that it takes; its command runs on each of them.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub machines: u32,
    /// The GPUs that it was given, where not a variable says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub devices: Vec<u32>,
    /// What an engine's own lists call it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Where it runs, where that is not this machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
}

impl RunSpec {
    /// A command in a directory, under a folder of its own, and nothing else that is special about it.
    pub fn new(command: Vec<String>, dir: PathBuf, folder: PathBuf) -> Self {
        Self {
            command,
            dir,
            env: BTreeMap::new(),
            folder,
            files: BTreeMap::new(),
            metrics: Vec::new(),
            timeout_s: None,
            grace_s: 10.0,
            log_limit: 16 << 20,
            gpus: 0,
            cpus: None,
            machines: 1,
            devices: Vec::new(),
            label: String::new(),
            place: None,
        }
    }
}

fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form that serde calls")]
fn is_one(n: &u32) -> bool {
    *n == 1
}

/// An engine that runs commands elsewhere, and what it is told about one of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The engine's name, such as `slurm`.
    pub executor: String,
    /// Its own settings, by name.
    #[serde(default)]
    pub options: serde_json::Map<String, serde_json::Value>,
}

/// A shell line that makes things ready, run to its end before any run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetupSpec {
    /// For `sh -c`.
    pub command: String,
    /// Working directory.
    pub dir: PathBuf,
    /// Environment added to that of the launcher.
    pub env: BTreeMap<String, String>,
    /// Folder for its log and the note that it was done.
    pub folder: PathBuf,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Exit {
    /// What ended it.
    pub outcome: Outcome,
    /// The last value of every metric, in the order of the definitions.
    #[serde(default, with = "tunesmith_metrics::any_float::options")]
    pub values: Vec<Option<f64>>,
    /// How long the command ran, in milliseconds.
    #[serde(default)]
    pub duration_ms: i64,
    /// The last lines of its log.
    #[serde(default)]
    pub tail: Vec<String>,
    /// What a metric's group held instead of a number, if so.
    #[serde(default)]
    pub misread: Option<String>,
}

impl Exit {
    /// An end without anything known but its cause.
    pub fn without_output(outcome: Outcome) -> Self {
        Self { outcome, values: Vec::new(), duration_ms: 0, tail: Vec::new(), misread: None }
    }
}

/// What ended a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It exited by itself with this code.
    Exited(i32),
    /// A signal that was not ours.
    Signaled(i32),
    /// Its time was up.
    TimedOut,
    /// It was asked to stop.
    Stopped,
    /// The command could not be started, and why.
    NotStarted(String),
    /// Its folder could not be written (a full disk), and why.
    Unwritable(String),
    /// It vanished while it was watched, and what is known.
    Lost(String),
    /// It had to make room for others, and for whom.
    Preempted(String),
    /// It was found gone when it was to be adopted.
    Interrupted,
}
