//! The list of jobs.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Query, State};
use serde::{Deserialize, Serialize};
use tunesmith_store::{Catalogue as _, Charts as _, JobRow, StoreError};
use tunesmith_study::JobStatus;
use utoipa::{IntoParams, ToSchema};

use crate::problem::Answer;
use crate::server::{Inner, Shared};

/// Kind of the documents with the tags of jobs.
pub(super) const TAGS: &str = "console/tags";
/// Most jobs of a page.
const MOST: usize = 500;

/// How many trials are where.
#[derive(Serialize, ToSchema)]
pub(crate) struct Counts {
    queued: u64,
    running: u64,
    completed: u64,
    failed: u64,
    stopped: u64,
}

/// The best trial.
#[derive(Serialize, ToSchema)]
pub(crate) struct Best {
    trial: u64,
    /// What it counts with: the mean where its point was tried more than once.
    value: f64,
}

/// A job in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobSummary {
    name: String,
    /// `in-progress`, `stopping`, `completed`, `failed`, `stopped`; `interrupted`: not over, and nobody runs it.
    status: &'static str,
    /// Why it ended, for people.
    ending: Option<String>,
    /// Name of the (first) objective metric.
    metric: String,
    /// `maximize` or `minimize`.
    goal: &'static str,
    best: Option<Best>,
    /// With several objectives: how many trials no other one dominates.
    front: usize,
    counts: Counts,
    /// Trials in all, those to come included.
    trials: u64,
    parallel: u32,
    /// The course of the best value, in few points.
    trend: Vec<f64>,
    /// Time that is left by the pace so far.
    left_ms: Option<i64>,
    run_ms: i64,
    /// What the trials have cost; none where no price is known.
    cost: Option<f64>,
    /// What they will have cost, by what they have so far.
    cost_forecast: Option<f64>,
    /// What they may cost.
    cost_limit: Option<f64>,
    created_ms: i64,
    updated_ms: i64,
    tags: Vec<String>,
    /// A training job by itself: there is nothing to tune.
    single: bool,
    /// What it is called by the client of AWS that asked for it.
    asked_name: Option<String>,
}

/// A list of jobs.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobList {
    /// How many there are that fit.
    total: usize,
    jobs: Vec<JobSummary>,
    /// The latest change among them: from there on changes are told by `/api/v1/events`.
    updated_ms: i64,
}

/// Which jobs are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct JobQuery {
    /// In the name, a tag, or the objective; in any case.
    text: Option<String>,
    /// Only with this status.
    status: Option<String>,
    /// Only with this tag.
    tag: Option<String>,
    /// Training jobs by themselves in place of tuning jobs.
    #[serde(default)]
    single: bool,
    /// `created` (the latest first), `name`, `status`, `best`, `updated`.
    sort: Option<String>,
    #[serde(default)]
    offset: usize,
    limit: Option<usize>,
}

impl Inner {
    async fn status_of(&self, job: &JobRow) -> Result<&'static str, StoreError> {
        let is_idle = !job.status.is_over() && !self.parts.is_run(&job.spec.name).await?;
        Ok(if is_idle { "interrupted" } else { job.status.name() })
    }

    async fn tags(&self) -> Result<HashMap<String, Vec<String>>, StoreError> {
        let all = self.parts.store.documents(TAGS).await?;
        Ok(all.iter().filter_map(|text| serde_json::from_str::<(String, Vec<String>)>(text).ok()).collect())
    }

    pub(crate) async fn summary(&self, job: &JobRow) -> Result<JobSummary, StoreError> {
        let tags = self.parts.store.document(TAGS, &job.spec.name).await?;
        let tags = tags.and_then(|text| serde_json::from_str::<(String, Vec<String>)>(&text).ok());
        self.summary_with(job, tags.map(|(_, tags)| tags).unwrap_or_default()).await
    }

    async fn summary_with(&self, job: &JobRow, tags: Vec<String>) -> Result<JobSummary, StoreError> {
        let counters = &job.counters;
        let spec = &job.spec;
        Ok(JobSummary {
            name: spec.name.clone(),
            status: self.status_of(job).await?,
            ending: job.ending.as_ref().map(ToString::to_string),
            metric: spec.objective.metric.clone(),
            goal: spec.objective.goal.name(),
            best: job.best.map(|(trial, value)| Best { trial, value }),
            front: job.front.len(),
            counts: Counts {
                queued: counters.queued,
                running: counters.running,
                completed: counters.completed,
                failed: counters.failed,
                stopped: counters.stopped + counters.stopped_without_value,
            },
            trials: spec.budget.trials,
            parallel: spec.budget.parallel,
            trend: self.trends.of(job).await?,
            left_ms: left_ms(job),
            run_ms: job.run_ms,
            cost: job.cost,
            cost_forecast: job.cost_forecast(),
            cost_limit: spec.budget.cost,
            created_ms: job.created_ms,
            updated_ms: job.updated_ms,
            tags,
            single: spec.is_single_training(),
            asked_name: spec.asked.as_ref().map(|a| a.name.clone()),
        })
    }
}

/// Time left: by the pace so far, and no more than there is.
fn left_ms(job: &JobRow) -> Option<i64> {
    let (over, all) = (job.counters.over(), job.spec.budget.trials);
    if job.status != JobStatus::InProgress || over == 0 {
        return None;
    }
    let by_pace = (job.run_ms as f64 / over as f64 * all.saturating_sub(over) as f64) as i64;
    let by_time = job.spec.budget.time_s.map(|s| (s * 1000.0) as i64 - job.run_ms);
    Some(by_time.map_or(by_pace, |t| by_pace.min(t)).max(0))
}

/// Jobs, filtered and ordered.
#[utoipa::path(get, path = "/api/v1/jobs", tag = "jobs", params(JobQuery), responses((status = 200, body = JobList)))]
pub(crate) async fn list(State(shared): State<Shared>, Query(query): Query<JobQuery>) -> Answer<JobList> {
    let all = shared.parts.store.jobs_since(0).await?;
    let updated_ms = all.iter().map(|j| j.updated_ms).max().unwrap_or(0);
    let tags = shared.tags().await?;
    let tags_of = |job: &JobRow| tags.get(&job.spec.name).cloned().unwrap_or_default();
    let text = query.text.unwrap_or_default().to_lowercase();
    let fits = |job: &JobRow| {
        let own = tags_of(job);
        let holds = |what: &str| what.to_lowercase().contains(&text);
        job.spec.is_single_training() == query.single
            && query.tag.as_ref().is_none_or(|t| own.contains(t))
            && (text.is_empty()
                || holds(&job.spec.name)
                || holds(&job.spec.objective.metric)
                || own.iter().any(|t| holds(t))
                || job.spec.asked.as_ref().is_some_and(|a| holds(&a.name)))
    };
    let mut jobs: Vec<JobRow> = Vec::new();
    for job in all.into_iter().filter(fits) {
        let is_wanted = match &query.status {
            Some(status) => *status == shared.status_of(&job).await?,
            None => true,
        };
        if is_wanted {
            jobs.push(job);
        }
    }
    match query.sort.as_deref() {
        Some("name") => jobs.sort_by(|a, b| a.spec.name.cmp(&b.spec.name)),
        Some("status") => jobs.sort_by_key(|j| (j.status.is_over(), j.status.name(), -j.created_ms)),
        Some("best") => jobs.sort_by(|a, b| {
            let loss = |j: &JobRow| j.best.map_or(f64::INFINITY, |(_, v)| j.spec.objective.goal.as_loss(v));
            a.spec.objective.metric.cmp(&b.spec.objective.metric).then(loss(a).total_cmp(&loss(b)))
        }),
        Some("updated") => {}
        _ => jobs.sort_by_key(|j| (-j.created_ms, -j.id)),
    }
    let total = jobs.len();
    let limit = query.limit.unwrap_or(100).min(MOST);
    let mut page = Vec::new();
    for job in jobs.iter().skip(query.offset).take(limit) {
        page.push(shared.summary_with(job, tags_of(job)).await?);
    }
    Ok(Json(JobList { total, jobs: page, updated_ms }))
}
