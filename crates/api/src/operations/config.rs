//! How a job was made.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use serde_json::Value as Json_;
use tunesmith_jobfile::{OF_THE_TERMINAL, write};
use tunesmith_study::WarmStartKind;
use utoipa::ToSchema;

use crate::problem::{Answer, Problem};
use crate::server::Shared;

/// How a job was made, in the languages in which it can be said.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobConfig {
    /// As a `tune.toml`.
    toml: Option<String>,
    /// As a line for a shell.
    command_line: Option<String>,
    /// As code for the SageMaker SDK.
    sdk: Option<String>,
    /// The request of the client of AWS that asked for it.
    #[schema(value_type = Option<serde_json::Value>)]
    request: Option<Json_>,
    /// Its whole description.
    #[schema(value_type = serde_json::Value)]
    spec: Json_,
    /// Every setting by its place, for comparing.
    settings: BTreeMap<String, String>,
    /// Jobs that it started from.
    parents: Vec<String>,
    /// How far those were relied upon.
    warm_start: Option<&'static str>,
    /// Trials that it was given from them.
    earlier_trials: usize,
}

/// How a job was made.
#[utoipa::path(get, path = "/api/v1/jobs/{job}/config", tag = "jobs", params(("job" = String, Path)),
    responses((status = 200, body = JobConfig), (status = 404, body = Problem)))]
pub(crate) async fn config(State(shared): State<Shared>, Path(name): Path<String>) -> Answer<JobConfig> {
    let job = shared.job(&name).await?;
    let mut spec = job.spec.clone();
    let warm_start = spec.search.warm_start.take();
    let request: Option<Json_> = spec.asked.as_ref().and_then(|a| serde_json::from_str(&a.request).ok());
    let parents = request.as_ref().map(parents_of).unwrap_or_default();
    spec.asked = None;
    spec.run.env.retain(|name, _| !OF_THE_TERMINAL.contains(&name.as_str()));
    let json = serde_json::to_value(&spec).map_err(|e| Problem::internal(e.to_string()))?;
    let mut settings = BTreeMap::new();
    flatten("", &json, &mut settings);
    Ok(Json(JobConfig {
        toml: write::toml(&spec),
        command_line: write::command_line(&spec),
        sdk: write::sdk_code(&spec).or_else(|| request.as_ref().map(write::boto3_code)),
        request,
        spec: json,
        settings,
        parents,
        earlier_trials: warm_start.as_ref().map_or(0, |w| w.trials.len()),
        warm_start: warm_start.map(|w| match w.kind {
            WarmStartKind::Identical => "identical",
            WarmStartKind::Transfer => "transfer",
        }),
    }))
}

/// Names of the jobs that a request starts from, wherever it has them.
fn parents_of(request: &Json_) -> Vec<String> {
    let mut found = Vec::new();
    let mut left = vec![request];
    while let Some(value) = left.pop() {
        match value {
            Json_::Object(map) => {
                if let Some(Json_::Array(parents)) = map.get("ParentHyperParameterTuningJobs") {
                    let name = |p: &Json_| p["HyperParameterTuningJobName"].as_str().map(str::to_owned);
                    found.extend(parents.iter().filter_map(name));
                }
                left.extend(map.values());
            }
            Json_::Array(items) => left.extend(items),
            _ => {}
        }
    }
    found
}

/// Every value by its path.
fn flatten(path: &str, value: &Json_, into: &mut BTreeMap<String, String>) {
    let below = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Json_::Object(map) if !map.is_empty() => {
            for (key, value) in map {
                flatten(&below(key), value, into);
            }
        }
        // Parameters and metrics by their names read better than by their places.
        Json_::Array(items) if items.iter().any(|i| i.get("name").is_some()) => {
            for item in items {
                let mut rest = item.clone();
                let name = rest.as_object_mut().and_then(|o| o.remove("name"));
                let name = name.as_ref().and_then(Json_::as_str).unwrap_or("?").to_owned();
                into.insert(below(&name), compact(&rest));
            }
        }
        other => {
            into.insert(path.to_owned(), compact(other));
        }
    }
}

fn compact(value: &Json_) -> String {
    match value {
        Json_::String(text) => text.clone(),
        Json_::Object(map) if map.len() == 1 => map.values().next().map(compact).unwrap_or_default(),
        other => other.to_string(),
    }
}
