//! Metrics over time, whatever they are of; and patterns tried on a text.

use axum::Json;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use tunesmith_hosting::Minute;
use tunesmith_metrics::{MetricDefinition, MetricSet, find_candidates, highlights};
use tunesmith_store::{Charts as _, Period};
use utoipa::{IntoParams, ToSchema};

use super::log::{Match, in_utf16};
use crate::problem::{Answer, Problem};
use crate::server::Shared;

/// Trials whose points are added up where none are named: the latest.
const TRIALS: usize = 200;
/// Points of a picture.
const POINTS: i64 = 500;
/// Largest text that patterns are tried on.
const LARGEST: usize = 1 << 20;
/// Most patterns at once: a job has at most as many metrics.
const PATTERNS: usize = 40;
/// What an endpoint's variant is measured by.
const OF_ENDPOINTS: [&str; 4] = ["Invocations", "ModelLatencyMs", "Errors4xx", "Errors5xx"];

/// Something that is measured.
#[derive(Serialize, ToSchema)]
pub(crate) struct Source {
    /// `job` or `endpoint`.
    kind: &'static str,
    /// Name of the job; of the endpoint and its variant, with a slash between.
    name: String,
    metrics: Vec<String>,
    created_ms: i64,
}

/// All that is measured.
#[utoipa::path(get, path = "/api/v1/metrics", tag = "metrics", responses((status = 200, body = Vec<Source>)))]
pub(crate) async fn list(State(shared): State<Shared>) -> Answer<Vec<Source>> {
    let mut sources = Vec::new();
    for view in shared.parts.hosting.iter().flat_map(|h| h.views()) {
        for variant in &view.variants {
            sources.push(Source {
                kind: "endpoint",
                name: format!("{}/{}", view.endpoint.name, variant.name),
                metrics: OF_ENDPOINTS.map(str::to_owned).to_vec(),
                created_ms: view.endpoint.created_ms,
            });
        }
    }
    for job in shared.parts.store.jobs_since(0).await? {
        sources.push(Source {
            kind: "job",
            metrics: job.spec.metrics.iter().map(|m| m.name.clone()).collect(),
            created_ms: job.created_ms,
            name: job.spec.name,
        });
    }
    Ok(Json(sources))
}

/// Which numbers are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// `job` or `endpoint`.
    kind: String,
    name: String,
    metric: String,
    /// Trials with commas between; the latest where none are named.
    trials: Option<String>,
    /// `average`, `minimum`, `maximum`, `sum`, `count`.
    statistic: Option<String>,
    /// Seconds of a period; as suits where none are said.
    period_s: Option<i64>,
}

/// A metric over time.
#[derive(Serialize, ToSchema)]
pub(crate) struct Data {
    at_ms: Vec<i64>,
    values: Vec<f64>,
    period_s: f64,
    /// Trials that went in.
    trials: usize,
}

/// A metric over time, in periods.
#[utoipa::path(get, path = "/api/v1/metrics/data", tag = "metrics", params(Wanted),
    responses((status = 200, body = Data), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(crate) async fn data(State(shared): State<Shared>, Query(wanted): Query<Wanted>) -> Answer<Data> {
    let statistic = wanted.statistic.as_deref().unwrap_or("average");
    if !["average", "minimum", "maximum", "sum", "count"].contains(&statistic) {
        return Err(Problem::invalid(format!(
            "there is no statistic `{statistic}`; there is average, minimum, maximum, sum, count"
        )));
    }
    let (periods, period_ms, trials) = match wanted.kind.as_str() {
        "job" => of_job(&shared, &wanted).await?,
        "endpoint" => of_endpoint(&shared, &wanted)?,
        other => {
            return Err(Problem::invalid(format!("there are no metrics of `{other}`; there are job and endpoint")));
        }
    };
    let value = |p: &Period| match statistic {
        "minimum" => p.least,
        "maximum" => p.most,
        "sum" => p.sum,
        "count" => p.count as f64,
        _ => p.sum / p.count.max(1) as f64,
    };
    Ok(Json(Data {
        at_ms: periods.iter().map(|p| p.at_ms).collect(),
        values: periods.iter().map(value).collect(),
        period_s: period_ms as f64 / 1000.0,
        trials,
    }))
}

/// A round period that makes a picture's points of a time.
fn period_for(span_ms: i64) -> i64 {
    const ROUND: [i64; 14] = [
        100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000, 21_600_000, 86_400_000,
    ];
    ROUND.into_iter().find(|p| span_ms / p <= POINTS).unwrap_or(7 * 86_400_000)
}

async fn of_job(shared: &Shared, wanted: &Wanted) -> Result<(Vec<Period>, i64, usize), Problem> {
    let job = shared.job(&wanted.name).await?;
    let place = job.spec.metrics.iter().position(|m| m.name == wanted.metric);
    let place = place.ok_or_else(|| Problem::absent(format!("`{}` has no metric `{}`", wanted.name, wanted.metric)))?;
    let (table, _) = shared.tables.of(&job).await?;
    let started: Vec<u64> = (0..table.len()).filter(|r| table.started_ms[*r] >= 0).map(|r| r as u64 + 1).collect();
    let trials: Vec<u64> = match &wanted.trials {
        Some(text) if !text.is_empty() => text.split(',').filter_map(|n| n.trim().parse().ok()).take(TRIALS).collect(),
        _ => started[started.len().saturating_sub(TRIALS)..].to_vec(),
    };
    let row = |n: &u64| (*n as usize).checked_sub(1).filter(|r| *r < table.len());
    let begin = trials.iter().filter_map(row).map(|r| table.started_ms[r]).filter(|t| *t >= 0).min().unwrap_or(0);
    let now = shared.parts.clock.now_ms();
    let end = |r: usize| if table.ended_ms[r] >= 0 { table.ended_ms[r] } else { now };
    let end = trials.iter().filter_map(row).map(end).max().unwrap_or(begin);
    let period = wanted.period_s.map_or_else(|| period_for(end - begin), |s| s.clamp(1, 86_400 * 7) * 1000);
    let mut periods = shared.parts.store.periods(job.id, place, &trials, period).await?;
    let surplus = periods.len().saturating_sub(4 * POINTS as usize);
    periods.drain(..surplus);
    Ok((periods, period, trials.len()))
}

fn of_endpoint(shared: &Shared, wanted: &Wanted) -> Result<(Vec<Period>, i64, usize), Problem> {
    let absent = || Problem::absent(format!("there is no endpoint and variant `{}`", wanted.name));
    let (endpoint, variant) = wanted.name.rsplit_once('/').ok_or_else(absent)?;
    let hosting = shared.parts.hosting.as_ref().ok_or_else(absent)?;
    let view = hosting.view(endpoint).map_err(|_| absent())?;
    let variant = view.variants.iter().find(|v| v.name == variant).ok_or_else(absent)?;
    let period = wanted.period_s.map_or(60_000, |s| s.clamp(60, 86_400) * 1000);
    let mut periods: Vec<Period> = Vec::new();
    for minute in &variant.counts.minutes {
        let (count, sum, least, most) = measured(minute, &wanted.metric)
            .ok_or_else(|| Problem::absent(format!("endpoints have {}", OF_ENDPOINTS.join(", "))))?;
        let at_ms = minute.at_ms / period * period;
        match periods.last_mut().filter(|p| p.at_ms == at_ms) {
            Some(last) => {
                last.count += count;
                last.sum += sum;
                (last.least, last.most) = (last.least.min(least), last.most.max(most));
            }
            None => periods.push(Period { at_ms, count, sum, least, most }),
        }
    }
    Ok((periods, period, 0))
}

/// How many, their sum, the least and the greatest of a minute.
fn measured(minute: &Minute, metric: &str) -> Option<(u64, f64, f64, f64)> {
    let one = |n: u64| Some((minute.invocations, n as f64, 0.0, n as f64));
    let ms = |us: u64| us as f64 / 1000.0;
    match metric {
        "Invocations" => one(minute.invocations),
        "Errors4xx" => one(minute.errors_4xx),
        "Errors5xx" => one(minute.errors_5xx),
        "ModelLatencyMs" => Some((minute.answers, ms(minute.latency_us), ms(minute.least_us), ms(minute.most_us))),
        _ => None,
    }
}

/// A metric and its pattern.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Pattern {
    name: String,
    /// A regular expression with one group, or a bare word.
    pattern: String,
}

/// Patterns and a text.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Trying {
    patterns: Vec<Pattern>,
    log: String,
}

/// What a pattern found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Tried {
    name: String,
    /// What is wrong with the pattern.
    problem: Option<String>,
    count: usize,
    /// The last number: the metric's value.
    last: Option<f64>,
}

/// A named number that a text has.
#[derive(Serialize, ToSchema)]
pub(crate) struct CandidateInfo {
    name: String,
    count: usize,
    last: f64,
}

/// What patterns found in a text.
#[derive(Serialize, ToSchema)]
pub(crate) struct Findings {
    tried: Vec<Tried>,
    matches: Vec<Match>,
    /// Named numbers that might be meant.
    candidates: Vec<CandidateInfo>,
}

/// Tries patterns on a text, as they are tried on logs.
#[utoipa::path(post, path = "/api/v1/metrics/try", tag = "metrics", request_body = Trying,
    responses((status = 200, body = Findings), (status = 400, body = Problem)))]
pub(crate) async fn try_patterns(Json(trying): Json<Trying>) -> Answer<Findings> {
    if trying.patterns.len() > PATTERNS {
        return Err(Problem::invalid(format!("at most {PATTERNS} patterns are tried at once")));
    }
    if trying.log.len() > LARGEST {
        return Err(Problem::invalid("patterns are tried on at most 1 MiB; the end of the log is what counts"));
    }
    let work = move || {
        let mut tried = Vec::new();
        let mut matches = Vec::new();
        for (metric, pattern) in trying.patterns.iter().enumerate() {
            let set = MetricSet::new(vec![MetricDefinition::new(&pattern.name, &pattern.pattern)]);
            match set {
                Err(errors) => tried.push(Tried {
                    name: pattern.name.clone(),
                    problem: Some(errors.to_string()),
                    count: 0,
                    last: None,
                }),
                Ok(set) => {
                    let mut found = highlights(&set, &trying.log, 5_000);
                    for highlight in &mut found {
                        highlight.metric = metric;
                    }
                    let last = found.iter().rev().find_map(|h| h.value);
                    let count = found.iter().filter(|h| h.value.is_some()).count();
                    tried.push(Tried {
                        name: pattern.name.clone(),
                        problem: None,
                        count,
                        last: last.filter(|v| v.is_finite()),
                    });
                    matches.extend(in_utf16(&trying.log, found));
                }
            }
        }
        let wanted = trying.patterns.first().map_or("", |p| p.pattern.as_str());
        let candidates = find_candidates(&trying.log, wanted, 8)
            .into_iter()
            .map(|c| CandidateInfo { name: c.name, count: c.count, last: c.last })
            .collect();
        Findings { tried, matches, candidates }
    };
    let told = tokio::task::spawn_blocking(work).await.map_err(|e| Problem::internal(e.to_string()))?;
    Ok(Json(told))
}
