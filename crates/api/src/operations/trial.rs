//! One trial.

use std::collections::BTreeMap;
use std::path::{Component, Path as FilePath, PathBuf};

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json_, json};
use tokio_util::io::ReaderStream;
use tunesmith_controller::trial_command;
use tunesmith_executor::folder::RunFolder;
use tunesmith_jobfile::program;
use tunesmith_store::{Charts as _, CurveKey, JobRow, TrialRow};
use tunesmith_study::{Command, Event, Outcome, Recorded, StopReason, ValidSpec};
use utoipa::{IntoParams, ToSchema};

use super::control::Done;
use super::job::arguments;
use crate::problem::{Answer, Problem};
use crate::server::{Inner, Shared};
use crate::table::number_json;

/// Files that are listed, and folders within folders.
const FILES: usize = 200;
const DEPTH: usize = 4;
/// Points of a series.
const POINTS: u64 = 1_000;

/// One execution.
#[derive(Serialize, ToSchema)]
pub(crate) struct AttemptInfo {
    attempt: u32,
    started_ms: i64,
    ended_ms: Option<i64>,
    duration_ms: Option<i64>,
    /// How it ended.
    outcome: Option<String>,
    /// Where an engine has or had it, or why it waits there.
    place: Option<String>,
    folder: String,
}

/// Something that happened.
#[derive(Serialize, ToSchema)]
pub(crate) struct Happening {
    at_ms: i64,
    what: String,
}

/// A file that a trial left.
#[derive(Serialize, ToSchema)]
pub(crate) struct FileInfo {
    /// Below the folder of the last attempt.
    path: String,
    bytes: u64,
}

/// What the model expected.
#[derive(Serialize, ToSchema)]
pub(crate) struct ExpectedInfo {
    mean: f64,
    low: f64,
    high: f64,
    better: Option<f64>,
    feasible: Option<f64>,
}

/// One trial with all that is known of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrialDetail {
    job: String,
    trial: u64,
    /// Name of the training job, where a client of AWS asked for it.
    name: Option<String>,
    status: &'static str,
    run_status: &'static str,
    objective: Option<f64>,
    meets: bool,
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    params: BTreeMap<String, Json_>,
    /// Values that all trials have.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    statics: BTreeMap<String, Json_>,
    metric_names: Vec<String>,
    #[schema(value_type = Vec<serde_json::Value>)]
    metrics: Vec<Json_>,
    /// The exact command of the last attempt; of the next one, where none was.
    command: String,
    /// The values as arguments.
    arguments: String,
    /// Working directory.
    directory: String,
    origin: String,
    expected: Option<ExpectedInfo>,
    cause: Option<String>,
    /// The last lines of its log, where it failed.
    tail: Vec<String>,
    suggested_ms: i64,
    started_ms: Option<i64>,
    ended_ms: Option<i64>,
    duration_ms: i64,
    /// What all its attempts have cost; none where no price is known.
    cost: Option<f64>,
    attempts: Vec<AttemptInfo>,
    history: Vec<Happening>,
    files: Vec<FileInfo>,
    is_best: bool,
    /// The trials before and after it, if there are.
    previous: Option<u64>,
    next: Option<u64>,
    can_deploy: bool,
}

impl Inner {
    fn folder(&self, job: &JobRow, trial: u64, attempt: u32) -> PathBuf {
        self.parts.data.attempt(&job.spec.name, trial, attempt)
    }
}

/// One trial.
#[utoipa::path(get, path = "/api/v1/jobs/{job}/trials/{trial}", tag = "trials", params(("job" = String, Path), ("trial" = u64, Path)),
    responses((status = 200, body = TrialDetail), (status = 404, body = Problem)))]
pub(crate) async fn show(
    State(shared): State<Shared>,
    Path((name, number)): Path<(String, u64)>,
) -> Answer<TrialDetail> {
    let job = shared.job(&name).await?;
    let trial = shared.trial(&job, number).await?;
    let events = shared.parts.store.trial_events(job.id, number).await?;
    let attempt = trial.attempts.max(1);
    let folder = shared.folder(&job, number, attempt);
    let command = command(&job, &trial, attempt, &folder);
    let listed = {
        let folder = folder.clone();
        tokio::task::spawn_blocking(move || files(&folder)).await.unwrap_or_default()
    };
    let spec = &job.spec;
    let values = |c: &tunesmith_space::Configuration| c.iter().map(|(n, v)| (n.to_owned(), json!(v))).collect();
    let next = shared.trial(&job, number + 1).await.ok().map(|t| t.number);
    Ok(Json(TrialDetail {
        job: name,
        trial: number,
        name: trial.name.clone(),
        status: trial.status.name(),
        run_status: trial.run_status.name(),
        objective: job.value_of(&trial),
        meets: trial.meets,
        params: values(&program::values(spec, &trial.params)),
        statics: values(&spec.space.statics),
        metric_names: spec.metrics.iter().map(|m| m.name.clone()).collect(),
        metrics: trial.values.iter().map(|v| number_json(v.unwrap_or(f64::NAN))).collect(),
        command,
        arguments: arguments(&job, &trial),
        directory: spec.run.dir.display().to_string(),
        origin: trial.origin.clone(),
        expected: trial.expected.map(|e| ExpectedInfo {
            mean: e.mean,
            low: e.low,
            high: e.high,
            better: e.better,
            feasible: e.feasible,
        }),
        cause: trial.cause.as_ref().map(|c| c.text.clone()),
        tail: trial.cause.as_ref().map(|c| c.tail.clone()).unwrap_or_default(),
        suggested_ms: trial.suggested_ms,
        started_ms: trial.started_ms,
        ended_ms: trial.ended_ms,
        duration_ms: trial.duration_ms,
        cost: job.spec.cost_of(&trial.params, trial.spent_ms),
        attempts: attempts(&shared, &job, number, &events),
        history: events.iter().map(|r| Happening { at_ms: r.at_ms, what: said(&r.event) }).collect(),
        files: listed,
        is_best: job.best.is_some_and(|(best, _)| best == number),
        previous: (number > 1).then(|| number - 1),
        next,
        can_deploy: shared.parts.deployer.is_some() && trial.objective.is_some(),
    }))
}

fn command(job: &JobRow, trial: &TrialRow, attempt: u32, folder: &FilePath) -> String {
    if !job.spec.run.trainings.is_empty() {
        return program::lines(&job.spec).join("; ");
    }
    ValidSpec::new(job.spec.clone()).map_or_else(
        |_| program::lines(&job.spec).join("; "),
        |valid| {
            let folder = folder.display().to_string();
            let words = trial_command(&valid, &trial.params, trial.number, attempt, &folder);
            tunesmith_jobfile::write::shell_line(&words)
        },
    )
}

fn attempts(shared: &Inner, job: &JobRow, trial: u64, events: &[Recorded]) -> Vec<AttemptInfo> {
    let mut attempts = Vec::new();
    for recorded in events {
        match &recorded.event {
            Event::AttemptCreated { attempt, .. } => {
                let folder = shared.folder(job, trial, *attempt);
                attempts.push(AttemptInfo {
                    attempt: *attempt,
                    started_ms: recorded.at_ms,
                    ended_ms: None,
                    duration_ms: None,
                    outcome: None,
                    place: RunFolder::at(&folder).place().map(|place| place.note),
                    folder: folder.display().to_string(),
                });
            }
            Event::AttemptEnded { attempt, outcome, duration_ms, .. } => {
                if let Some(known) = attempts.iter_mut().find(|a| a.attempt == *attempt) {
                    known.ended_ms = Some(recorded.at_ms);
                    known.duration_ms = Some(*duration_ms);
                    known.outcome = Some(outcome_text(outcome));
                }
            }
            _ => {}
        }
    }
    attempts
}

fn outcome_text(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Exited { code, .. } => format!("exit {code}"),
        Outcome::Signaled { signal, .. } => format!("ended by signal {signal}"),
        Outcome::TimedOut { .. } => "stopped by its time limit".to_owned(),
        Outcome::Stopped => "stopped on request".to_owned(),
        Outcome::NotStarted { reason } => format!("could not start: {reason}"),
        Outcome::Unwritable { reason } => format!("its folder could not be written: {reason}"),
        Outcome::Preempted { reason } => format!("preempted: {reason}"),
        Outcome::Lost { reason } => format!("lost: {reason}"),
        Outcome::Interrupted => "cut off together with the controller".to_owned(),
    }
}

/// An event in a line for people.
fn said(event: &Event) -> String {
    match event {
        Event::TrialSuggested { origin, .. } => format!("proposed by {origin}"),
        Event::AttemptCreated { attempt, .. } => format!("attempt {attempt} launched"),
        Event::StopRequested { reason, .. } => format!("is to stop: {reason}"),
        Event::AttemptEnded { attempt, outcome, .. } => format!("attempt {attempt}: {}", outcome_text(outcome)),
        Event::TrialRequeued { .. } => "waits for another attempt with the same values".to_owned(),
        Event::TrialEnded { status, objective, .. } => match objective {
            Some(value) => format!("{} with {value}", status.name()),
            None => status.name().to_owned(),
        },
        _ => "something else".to_owned(),
    }
}

/// What lies in a folder besides what the supervisor keeps there.
fn files(folder: &FilePath) -> Vec<FileInfo> {
    fn walk(root: &FilePath, folder: &FilePath, depth: usize, found: &mut Vec<FileInfo>) {
        let mut entries: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().collect();
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let Ok(kind) = entry.file_type() else { continue };
            let path = entry.path();
            let Ok(name) = path.strip_prefix(root) else { continue };
            let is_ours = depth == DEPTH && RunFolder::FILES.iter().any(|f| name == FilePath::new(f));
            if found.len() >= FILES || is_ours {
                continue;
            }
            if kind.is_dir() && depth > 0 {
                walk(root, &path, depth - 1, found);
            } else if kind.is_file() {
                let bytes = entry.metadata().map_or(0, |m| m.len());
                found.push(FileInfo { path: name.to_string_lossy().into_owned(), bytes });
            }
        }
    }
    let mut found = Vec::new();
    walk(folder, folder, DEPTH, &mut found);
    found
}

/// Which file.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Below the folder of the last attempt.
    path: String,
}

/// A file that a trial left.
#[utoipa::path(get, path = "/api/v1/jobs/{job}/trials/{trial}/file", tag = "trials",
    params(("job" = String, Path), ("trial" = u64, Path), Wanted),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404, body = Problem)))]
pub(crate) async fn file(
    State(shared): State<Shared>,
    Path((name, number)): Path<(String, u64)>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let job = shared.job(&name).await?;
    let trial = shared.trial(&job, number).await?;
    let folder = shared.folder(&job, number, trial.attempts);
    let absent = || Problem::absent(format!("trial {number} left no file `{}`", wanted.path));
    let path = FilePath::new(&wanted.path);
    if !path.components().all(|c| matches!(c, Component::Normal(_))) || wanted.path.is_empty() {
        return Err(absent());
    }
    // A link may lead out of the folder, which nobody may follow from elsewhere.
    let (root, real) = (folder.canonicalize().map_err(|_| absent())?, folder.join(path));
    let real = real.canonicalize().map_err(|_| absent())?;
    if !real.starts_with(&root) || !real.is_file() {
        return Err(absent());
    }
    let file = tokio::fs::File::open(&real).await.map_err(|_| absent())?;
    let length = file.metadata().await.map_or(0, |m| m.len());
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let name: String = path.file_name().map(|n| n.to_string_lossy().chars().map(plain).collect()).unwrap_or_default();
    let head = [
        (CONTENT_TYPE, "application/octet-stream".to_owned()),
        (CONTENT_LENGTH, length.to_string()),
        // Never shown: what a program wrote must not run as a page of ours.
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((head, Body::from_stream(ReaderStream::new(file))).into_response())
}

/// Stops a trial.
#[utoipa::path(post, path = "/api/v1/jobs/{job}/trials/{trial}/stop", tag = "trials",
    params(("job" = String, Path), ("trial" = u64, Path)),
    responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn stop(State(shared): State<Shared>, Path((name, number)): Path<(String, u64)>) -> Answer<Done> {
    let job = shared.job(&name).await?;
    shared.trial(&job, number).await?;
    shared.parts.ask(&job, Command::StopTrial { trial: number, reason: StopReason::User }).await?;
    Ok(Json(Done { done: true }))
}

/// A metric's course.
#[derive(Serialize, ToSchema)]
pub(crate) struct Series {
    metric: String,
    steps: Vec<u64>,
    /// Seconds since the trial began.
    at_s: Vec<f64>,
    /// Null where one is no number.
    values: Vec<Option<f64>>,
}

/// Which attempt.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OfAttempt {
    /// The last one where none is said.
    attempt: Option<u32>,
}

/// The courses of all metrics of a trial, in at most 1,000 points each.
#[utoipa::path(get, path = "/api/v1/jobs/{job}/trials/{trial}/series", tag = "trials",
    params(("job" = String, Path), ("trial" = u64, Path), OfAttempt),
    responses((status = 200, body = Vec<Series>), (status = 404, body = Problem)))]
pub(crate) async fn series(
    State(shared): State<Shared>,
    Path((name, number)): Path<(String, u64)>,
    Query(wanted): Query<OfAttempt>,
) -> Answer<Vec<Series>> {
    let job = shared.job(&name).await?;
    let trial = shared.trial(&job, number).await?;
    let attempt = wanted.attempt.unwrap_or(trial.attempts);
    let keys: Vec<CurveKey> =
        (0..job.spec.metrics.len()).map(|metric| CurveKey { trial: number, attempt, metric }).collect();
    let curves = shared.parts.store.curves(job.id, &keys, POINTS).await?;
    let begun = trial.started_ms.unwrap_or(trial.suggested_ms);
    let all = job.spec.metrics.iter().zip(curves).map(|(metric, points)| Series {
        metric: metric.name.clone(),
        steps: points.iter().map(|p| p.step).collect(),
        at_s: points.iter().map(|p| (p.at_ms - begun) as f64 / 1000.0).collect(),
        values: points.iter().map(|p| Some(p.value).filter(|v| v.is_finite())).collect(),
    });
    Ok(Json(all.collect()))
}
