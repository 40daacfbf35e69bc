//! What is done to a job: stopping, extending, tagging, archiving.

use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use tunesmith_store::Catalogue as _;
use tunesmith_study::{Command, Extension};
use utoipa::ToSchema;

use super::jobs::TAGS;
use crate::problem::{Answer, Problem};
use crate::server::Shared;

/// Most tags of a job, and longest tag.
const MOST_TAGS: usize = 20;
const LONGEST_TAG: usize = 60;

/// It was done.
#[derive(Serialize, ToSchema)]
pub(crate) struct Done {
    pub(crate) done: bool,
}

/// Stops a job: no more trials, running ones are stopped.
#[utoipa::path(post, path = "/api/v1/jobs/{job}/stop", tag = "jobs", params(("job" = String, Path)),
    responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn stop(State(shared): State<Shared>, Path(name): Path<String>) -> Answer<Done> {
    let job = shared.job(&name).await?;
    shared.parts.ask(&job, Command::StopJob).await?;
    Ok(Json(Done { done: true }))
}

/// Other limits for a job.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Limits {
    /// Trials in all.
    trials: Option<u64>,
    /// Trials at a time.
    parallel: Option<u32>,
    /// Run time in all, in seconds.
    time_s: Option<f64>,
}

/// Gives a job other limits; one that is over goes on.
#[utoipa::path(post, path = "/api/v1/jobs/{job}/extend", tag = "jobs", params(("job" = String, Path)), request_body = Limits,
    responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn extend(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    Json(limits): Json<Limits>,
) -> Answer<Done> {
    let job = shared.job(&name).await?;
    let Limits { trials, parallel, time_s } = limits;
    if trials.is_none() && parallel.is_none() && time_s.is_none() {
        return Err(Problem::invalid("say trials, parallel or time_s"));
    }
    if trials == Some(0) || parallel == Some(0) || time_s.is_some_and(|s| s.is_nan() || s <= 0.0) {
        return Err(Problem::invalid("limits are greater than zero"));
    }
    let extension = Extension { trials, parallel, time_s, ..Extension::default() };
    shared.parts.ask(&job, Command::Extend(extension)).await?;
    Ok(Json(Done { done: true }))
}

/// The tags of a job.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Tags {
    tags: Vec<String>,
}

/// Gives a job tags in place of those that it has.
#[utoipa::path(put, path = "/api/v1/jobs/{job}/tags", tag = "jobs", params(("job" = String, Path)), request_body = Tags,
    responses((status = 200, body = Vec<String>), (status = 404, body = Problem)))]
pub(crate) async fn tag(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    Json(wanted): Json<Tags>,
) -> Answer<Vec<String>> {
    let job = shared.job(&name).await?;
    let mut tags: Vec<String> = Vec::new();
    for tag in wanted.tags.iter().map(|t| t.trim()).filter(|t| !t.is_empty()) {
        if tag.chars().count() > LONGEST_TAG {
            return Err(Problem::invalid(format!("a tag has at most {LONGEST_TAG} characters")));
        }
        if !tags.iter().any(|t| t == tag) {
            tags.push(tag.to_owned());
        }
    }
    if tags.len() > MOST_TAGS {
        return Err(Problem::invalid(format!("a job has at most {MOST_TAGS} tags")));
    }
    let name = &job.spec.name;
    let body = serde_json::to_string(&(name, &tags)).map_err(|e| Problem::internal(e.to_string()))?;
    shared.parts.store.keep(TAGS, name, shared.parts.clock.now_ms(), Some(&body)).await?;
    Ok(Json(tags))
}

/// Takes a job that is over out of sight. Its folder, its trials and its name stay: `tunesmith show` has them.
#[utoipa::path(delete, path = "/api/v1/jobs/{job}", tag = "jobs", params(("job" = String, Path)),
    responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn archive(State(shared): State<Shared>, Path(name): Path<String>) -> Answer<Done> {
    let job = shared.job(&name).await?;
    if !job.status.is_over() {
        return Err(Problem::conflict(format!("`{name}` is {}; stop it first", job.status.name())));
    }
    shared.parts.store.hide_job(job.id, shared.parts.clock.now_ms()).await?;
    Ok(Json(Done { done: true }))
}
