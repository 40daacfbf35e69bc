//! How a training job went: its stages, its failure, what it left.

use serde_json::{Value, json};
use tunesmith_study::RunStatus;
use tunesmith_workload::Failure;
use tunesmith_workload::training::{Phase, Phases};

use super::Trained;
use crate::server::Context;
use crate::wire::seconds;

/// Longest reason that is told.
const LONGEST: usize = 1024;
/// How many of the last log lines go along.
const LAST_LINES: usize = 5;

/// Where the last attempt's files are.
fn folder(cx: &Context, trained: &Trained<'_>) -> std::path::PathBuf {
    let (job, trial) = (&trained.found.job.spec.name, trained.trial);
    cx.parts.data.attempt(job, trial.number, trial.attempts.max(1))
}

/// Why it failed, with its last log lines; none when it did not.
pub(super) fn failure_reason(cx: &Context, trained: &Trained<'_>) -> Option<String> {
    let trial = trained.trial;
    // Why one was stopped is in the message of its last transition.
    if trial.run_status != RunStatus::Failed {
        return None;
    }
    let cause = trial.cause.as_ref();
    let text = cause.map_or("it ended without a word", |c| c.text.as_str());
    let told = Failure::read(&folder(cx, trained)).map(|f| format!("{}: {}", f.class(), f.message));
    let mut reason = told.unwrap_or_else(|| format!("AlgorithmError: {text}"));
    let tail = cause.map(|c| c.tail.as_slice()).unwrap_or_default();
    let last: Vec<&str> = tail[tail.len().saturating_sub(LAST_LINES)..].iter().map(String::as_str).collect();
    if !last.is_empty() {
        reason = format!("{reason}\nLast lines of the log:\n{}", last.join("\n"));
    }
    Some(reason.chars().take(LONGEST).collect())
}

/// A stretch of a training job as clients see it, in milliseconds since the epoch.
pub(super) struct Stage {
    pub(super) status: &'static str,
    pub(super) from: i64,
    /// None while it lasts.
    to: Option<i64>,
    message: String,
}

/// The word for where it stands: its last stage.
pub(super) fn secondary_status(stages: &[Stage]) -> &'static str {
    stages.last().map_or("Starting", |stage| stage.status)
}

/// The stages it went through.
pub(super) fn transitions(cx: &Context, trained: &Trained<'_>) -> Vec<Stage> {
    let trial = trained.trial;
    let phases = if trial.attempts == 0 { Vec::new() } else { Phases::read(&folder(cx, trained)) };
    let mut stages: Vec<(&'static str, i64, String)> = Vec::new();
    let first = phases.first().map(|(_, at)| *at);
    if first.is_none_or(|at| at > trial.suggested_ms + 1000) {
        stages.push(("Pending", trial.suggested_ms, "Waiting for a slot on this machine".into()));
    }
    if trial.attempts > 1 {
        stages.push(("Restarting", first.unwrap_or(trial.updated_ms), format!("Attempt {}", trial.attempts)));
    }
    for (phase, at) in &phases {
        let (status, message) = match phase {
            Phase::Starting => ("Starting", "Preparing the training job"),
            Phase::Downloading => ("Downloading", "Downloading input data and source"),
            Phase::Training => ("Training", "Training in progress"),
            Phase::Uploading => ("Uploading", "Uploading generated training model"),
            Phase::Done => continue,
        };
        stages.push((status, *at, message.into()));
    }
    let end = trial.ended_ms.unwrap_or(trial.updated_ms);
    let cause = || trial.cause.as_ref().map(|c| c.text.clone()).unwrap_or_default();
    match trial.run_status {
        RunStatus::Queued | RunStatus::Running => {}
        RunStatus::Stopping => stages.push(("Stopping", trial.updated_ms, "Stopping the training job".into())),
        RunStatus::Completed => stages.push(("Completed", end, "Training job completed".into())),
        RunStatus::Failed => stages.push(("Failed", end, cause())),
        RunStatus::Stopped => stages.push(("Stopped", end, cause())),
        RunStatus::TimedOut => {
            stages.push(("MaxRuntimeExceeded", end, "The training job ran longer than MaxRuntimeInSeconds".into()));
        }
    }
    let next: Vec<Option<i64>> = (stages.iter().skip(1).map(|(_, at, _)| Some(*at)))
        .chain([trial.run_status.is_over().then_some(end)])
        .collect();
    stages.into_iter().zip(next).map(|((status, from, message), to)| Stage { status, from, to, message }).collect()
}

/// As they are told.
pub(super) fn told(stages: &[Stage]) -> Vec<Value> {
    let one = |stage: &Stage| {
        let mut told =
            json!({"Status": stage.status, "StartTime": seconds(stage.from), "StatusMessage": stage.message});
        if let Some(to) = stage.to {
            told["EndTime"] = json!(seconds(to));
        }
        told
    };
    stages.iter().map(one).collect()
}
