//! The trials of a job: filtered, ordered, in pages; grouped by what they failed of; all of them as a file.

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json_, json};
use tunesmith_store::export::{csv, job_json, trial_json};
use tunesmith_store::{TrialQuery, Views as _};
use utoipa::{IntoParams, ToSchema};

use crate::problem::{Answer, Problem};
use crate::server::Shared;
use crate::table::Query as Filter;

/// Most rows of a page.
const MOST: usize = 1_000;

/// A trial in a table.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TrialLine {
    pub(crate) trial: u64,
    /// `queued`, `running`, `completed`, `failed`, `stopped`.
    pub(crate) status: &'static str,
    pub(crate) objective: Option<f64>,
    /// Whether it meets what is required.
    pub(crate) meets: bool,
    /// Values in the order of the job's parameters; null where one is not active.
    #[schema(value_type = Vec<serde_json::Value>)]
    pub(crate) params: Vec<Json_>,
    /// Last values in the order of the job's metrics.
    #[schema(value_type = Vec<serde_json::Value>)]
    pub(crate) metrics: Vec<Json_>,
    pub(crate) attempts: u32,
    pub(crate) duration_ms: i64,
    pub(crate) started_ms: Option<i64>,
    pub(crate) ended_ms: Option<i64>,
    /// Why it failed or was stopped.
    pub(crate) cause: Option<String>,
    /// Who proposed it.
    pub(crate) origin: String,
}

/// A page of trials.
#[derive(Serialize, ToSchema)]
pub(crate) struct TrialPage {
    /// All trials of the job.
    total: usize,
    /// Those that fit the query.
    matched: usize,
    rows: Vec<TrialLine>,
    /// Place of the job's log that this is as of.
    seq: u64,
}

/// Which trials are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Such as `lr < 1e-3 and status = failed`.
    query: Option<String>,
    /// `trial`, `status`, `objective`, `duration`, `started`, `ended`, `attempts`, `cause`, `param:NAME`, `metric:NAME`; with a `-`
    /// before it the other way round.
    sort: Option<String>,
    #[serde(default)]
    offset: usize,
    limit: Option<usize>,
}

/// Trials, filtered and ordered.
#[utoipa::path(get, path = "/api/v1/jobs/{job}/trials", tag = "trials", params(("job" = String, Path), Wanted),
    responses((status = 200, body = TrialPage), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(crate) async fn list(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Answer<TrialPage> {
    let job = shared.job(&name).await?;
    let (table, seq) = shared.tables.of(&job).await?;
    let filter = Filter::read(wanted.query.as_deref().unwrap_or_default(), &table).map_err(Problem::invalid)?;
    let mut rows = filter.rows(&table);
    if let Some(sort) = wanted.sort.as_deref().filter(|s| !s.is_empty()) {
        let (word, descending) = sort.strip_prefix('-').map_or((sort, false), |word| (word, true));
        let key =
            table.sort_key(word).ok_or_else(|| Problem::invalid(format!("trials cannot be ordered by `{word}`")))?;
        table.sort(&mut rows, key, descending);
    }
    let limit = wanted.limit.unwrap_or(100).min(MOST);
    let page = rows.iter().skip(wanted.offset).take(limit).map(|r| table.row(*r)).collect();
    Ok(Json(TrialPage { total: table.len(), matched: rows.len(), rows: page, seq }))
}

/// Trials that failed of the same.
#[derive(Serialize, ToSchema)]
pub(crate) struct FailureGroup {
    /// What the first of them failed of.
    cause: String,
    count: usize,
    /// The first of their numbers.
    trials: Vec<u64>,
    /// The last lines of a log.
    tail: Vec<String>,
}

/// What trials failed of, the most frequent first.
#[utoipa::path(get, path = "/api/v1/jobs/{job}/failures", tag = "trials", params(("job" = String, Path)),
    responses((status = 200, body = Vec<FailureGroup>), (status = 404, body = Problem)))]
pub(crate) async fn failures(State(shared): State<Shared>, Path(name): Path<String>) -> Answer<Vec<FailureGroup>> {
    const SHOWN: usize = 50;
    let job = shared.job(&name).await?;
    let (table, _) = shared.tables.of(&job).await?;
    let groups = table.failures().into_iter().take(SHOWN).map(|g| FailureGroup {
        cause: g.text,
        count: g.trials.len(),
        trials: g.trials.into_iter().take(SHOWN).collect(),
        tail: g.tail,
    });
    Ok(Json(groups.collect()))
}

/// The form of a file.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Form {
    /// `csv`, `json`, `jsonl`.
    format: Option<String>,
}

/// All trials as a file.
#[utoipa::path(get, path = "/api/v1/jobs/{job}/export", tag = "trials", params(("job" = String, Path), Form),
    responses((status = 200, content_type = "text/csv", body = String), (status = 404, body = Problem)))]
pub(crate) async fn export(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    Query(form): Query<Form>,
) -> Result<Response, Problem> {
    let job = shared.job(&name).await?;
    let trials = shared.parts.store.trials(&job, TrialQuery::default()).await?;
    let each = || trials.iter().map(|t| trial_json(&job, t));
    let (kind, ending, text) = match form.format.as_deref().unwrap_or("csv") {
        "csv" => ("text/csv; charset=utf-8", "csv", csv(&job, &trials)),
        "json" => {
            let rows: Vec<Json_> = each().collect();
            ("application/json", "json", json!({"job": job_json(&job), "trials": rows}).to_string())
        }
        "jsonl" => ("application/jsonl", "jsonl", each().flat_map(|t| [t.to_string(), "\n".into()]).collect()),
        other => return Err(Problem::invalid(format!("there is no format `{other}`; there is csv, json, jsonl"))),
    };
    // A job's name has no character that a header could not hold.
    let name = format!("attachment; filename=\"{}.{ending}\"", job.spec.name);
    Ok(([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, name)], text).into_response())
}
