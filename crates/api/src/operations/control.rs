//! Stopping and extending.

use axum::Json;
use axum::extract::{Path, State};
use serde::Deserialize;
use tunesmith_study::{Command, Extension};
use utoipa::ToSchema;

use super::jobs::Done;
use crate::problem::{Answer, Problem};
use crate::server::Shared;

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
