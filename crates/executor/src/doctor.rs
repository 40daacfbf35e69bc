//! Whether an engine can run what it will be given: what is there, what is missing, and what to do about it.

use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::time::Duration;

use tokio::sync::mpsc::unbounded_channel;
use tokio::time::{Instant, timeout_at};

use crate::engine::EngineKind;
use crate::executor::{Executor, ExecutorEvent};
use crate::executors::Executors;
use crate::folder::RunFolder;
use crate::run::{Exit, Outcome, Place, RunId, RunSpec};

/// How long a run that does nothing may take.
const PROBE: Duration = Duration::from_mins(2);
const PROBE_RUN: RunId = RunId(0);

/// What an engine looks at before anything is run.
pub(crate) type Examine = fn(Place) -> Pin<Box<dyn Future<Output = Vec<Finding>> + Send>>;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub what: &'static str,
    /// How it is; or what is wrong, and what to do.
    pub result: Result<String, String>,
}

impl Finding {
    pub(crate) fn good(what: &'static str, how: impl Into<String>) -> Self {
        Self { what, result: Ok(how.into()) }
    }

    pub(crate) fn bad(what: &'static str, why: impl Into<String>) -> Self {
        Self { what, result: Err(why.into()) }
    }
}

/// Looks at an engine from here; nothing is run on it.
pub async fn examine(place: &Place) -> Vec<Finding> {
    match EngineKind::find(&place.executor) {
        Some(kind) => (kind.examine)(place.clone()).await,
        None => Vec::new(),
    }
}

/// Runs a command that prints a number on the engine (none: on this machine), and reads it back as of any run: where that works, trials do. What the
/// engine says meanwhile goes to `told`.
pub async fn probe(place: Option<&Place>, program: PathBuf, shared: &Path, mut told: impl FnMut(&str)) -> Finding {
    const WHAT: &str = "a run that prints a number";
    let folder = shared.join("doctor").join(std::process::id().to_string());
    let (events, mut news) = unbounded_channel();
    let executors = Executors::new(program, shared.to_owned(), Vec::new(), None, events);
    executors.launch(PROBE_RUN, probe_spec(place, &folder, shared));
    let deadline = Instant::now() + PROBE;
    let mut last = String::new();
    let mut values = 0;
    let exit = loop {
        match timeout_at(deadline, news.recv()).await {
            Ok(Some(ExecutorEvent::Placed { note, .. })) => {
                told(&note);
                last = note;
            }
            Ok(Some(ExecutorEvent::Points { points, .. })) => values += points.len(),
            Ok(Some(ExecutorEvent::Ended { exit, .. })) => break Some(exit),
            Ok(Some(ExecutorEvent::Prepared { .. })) => {}
            Ok(None) | Err(_) => break None,
        }
    };
    if exit.is_none() {
        executors.stop(PROBE_RUN);
        // It is told to go; that it is gone is worth no longer wait.
        let _ = timeout_at(Instant::now() + Duration::from_secs(5), news.recv()).await;
    }
    let result = match exit {
        Some(Exit { outcome: Outcome::Exited(0), tail, .. }) if values > 0 => Ok(tail
            .first()
            .map_or_else(|| "its number was read".to_owned(), |line| format!("its number was read; {line}"))),
        Some(Exit { outcome: Outcome::Exited(0), .. }) => Err("it ended, and its number was not read".to_owned()),
        Some(exit) => Err(why(&exit, &folder)),
        None => Err(format!("it did not end in {} s; {last}", PROBE.as_secs())),
    };
    // What cannot be removed is in nobody's way: the next call has a folder of its own.
    let _ = std::fs::remove_dir_all(&folder);
    Finding { what: WHAT, result }
}

fn probe_spec(place: Option<&Place>, folder: &Path, shared: &Path) -> RunSpec {
    let script = "echo host: $(hostname); echo tunesmith-doctor = 42";
    RunSpec {
        metrics: vec![tunesmith_metrics::MetricDefinition::new("number", "tunesmith-doctor = ([0-9]+)")],
        timeout_s: Some(60.0),
        grace_s: 5.0,
        label: "tunesmith-doctor".to_owned(),
        place: place.cloned(),
        ..RunSpec::new(["sh", "-c", script].map(str::to_owned).to_vec(), shared.to_owned(), folder.to_owned())
    }
}

fn why(exit: &Exit, folder: &Path) -> String {
    let reason = match &exit.outcome {
        Outcome::Exited(code) => format!("it ended with code {code}"),
        Outcome::Signaled(signal) => format!("it was ended by signal {signal}"),
        Outcome::TimedOut => "it did not end in time".to_owned(),
        Outcome::Stopped | Outcome::Interrupted => "it was stopped".to_owned(),
        Outcome::NotStarted(why) | Outcome::Unwritable(why) | Outcome::Lost(why) | Outcome::Preempted(why) => {
            why.clone()
        }
    };
    let printed = RunFolder::at(folder).printed().filter(|line| !reason.contains(line.as_str()));
    let last = exit.tail.last().cloned().or(printed);
    last.map_or(reason.clone(), |line| format!("{reason}: {line}"))
}
