//! Jobs: the list, one of them, how it was made.

use std::collections::{BTreeMap, HashMap};

use axum::Json;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json_;
use tunesmith_jobfile::{OF_THE_TERMINAL, program, write};
use tunesmith_store::{Catalogue as _, Charts as _, JobRow, StoreError, TrialRow};
use tunesmith_study::{JobStatus, WarmStartKind};
use utoipa::{IntoParams, ToSchema};

use crate::problem::{Answer, Problem};
use crate::server::{Inner, Shared};

/// Kind of the documents with the tags of jobs.
const TAGS: &str = "console/tags";
/// Most tags of a job, and longest tag.
const MOST_TAGS: usize = 20;
const LONGEST_TAG: usize = 60;
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
    fn status_of(&self, job: &JobRow) -> &'static str {
        let is_idle = !job.status.is_over() && !self.parts.is_run(&job.spec.name);
        if is_idle { "interrupted" } else { job.status.name() }
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
            status: self.status_of(job),
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
            && query.status.as_deref().is_none_or(|s| s == shared.status_of(job))
            && query.tag.as_ref().is_none_or(|t| own.contains(t))
            && (text.is_empty()
                || holds(&job.spec.name)
                || holds(&job.spec.objective.metric)
                || own.iter().any(|t| holds(t))
                || job.spec.asked.as_ref().is_some_and(|a| holds(&a.name)))
    };
    let mut jobs: Vec<JobRow> = all.into_iter().filter(fits).collect();
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

/// A parameter as the page shows it.
#[derive(Serialize, ToSchema)]
pub(crate) struct ParameterInfo {
    name: String,
    /// `float`, `int`, `choice`, `bool`.
    kind: &'static str,
    low: Option<f64>,
    high: Option<f64>,
    /// `linear`, `log`, `reverse-log`.
    scale: &'static str,
    step: Option<f64>,
    #[schema(value_type = Vec<serde_json::Value>)]
    choices: Vec<Json_>,
    /// The condition under which it is active.
    when: Option<String>,
}

impl ParameterInfo {
    pub(crate) fn of(parameter: &tunesmith_space::Parameter) -> Self {
        use tunesmith_space::Domain;
        let mut info = Self {
            name: parameter.name.clone(),
            kind: "bool",
            low: None,
            high: None,
            scale: "linear",
            step: None,
            choices: Vec::new(),
            when: parameter.when.clone(),
        };
        match &parameter.domain {
            Domain::Float { low, high, scale, step } => {
                (info.kind, info.low, info.high) = ("float", Some(*low), Some(*high));
                (info.scale, info.step) = (scale.name(), *step);
            }
            Domain::Int { low, high, scale, step } => {
                (info.kind, info.low, info.high) = ("int", Some(*low as f64), Some(*high as f64));
                (info.scale, info.step) = (scale.name(), step.map(|s| s as f64));
            }
            Domain::Choice { choices } => {
                info.kind = "choice";
                info.choices = choices.iter().map(|c| serde_json::json!(c)).collect();
            }
            Domain::Bool => info.choices = vec![false.into(), true.into()],
        }
        info
    }
}

/// A metric and its direction.
#[derive(Serialize, ToSchema)]
pub(crate) struct AimInfo {
    metric: String,
    goal: &'static str,
}

/// A name and what belongs to it.
#[derive(Serialize, ToSchema)]
pub(crate) struct NamedText {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The best trial with what is wanted of it most.
#[derive(Serialize, ToSchema)]
pub(crate) struct BestTrial {
    trial: u64,
    value: Option<f64>,
    /// Its values by name.
    #[schema(value_type = BTreeMap<String, serde_json::Value>)]
    params: BTreeMap<String, Json_>,
    /// As arguments of a command.
    arguments: String,
    /// The values of all metrics.
    metrics: Vec<Option<f64>>,
    duration_ms: i64,
}

/// A job with what its page shows first.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobDetail {
    #[serde(flatten)]
    summary: JobSummary,
    parameters: Vec<ParameterInfo>,
    metrics: Vec<NamedText>,
    aims: Vec<AimInfo>,
    requirements: Vec<String>,
    target: Option<f64>,
    strategy: &'static str,
    /// Why this strategy, where that was left open.
    why_strategy: Option<String>,
    early_stop: String,
    best_trial: Option<BestTrial>,
    /// Numbers of the trials of the front.
    front_trials: Vec<u64>,
    /// Place of the last event: from there on `/events` goes on.
    seq: u64,
    /// Whether trials can be put behind endpoints here.
    can_deploy: bool,
}

/// One job.
#[utoipa::path(get, path = "/api/v1/jobs/{job}", tag = "jobs", params(("job" = String, Path)),
    responses((status = 200, body = JobDetail), (status = 404, body = Problem)))]
pub(crate) async fn show(State(shared): State<Shared>, Path(name): Path<String>) -> Answer<JobDetail> {
    let job = shared.job(&name).await?;
    // Before the rows: what happens between them is told again.
    let seq = shared.parts.store.last_event(job.id).await?;
    let best = match job.best {
        Some((number, _)) => Some(shared.trial(&job, number).await?),
        None => None,
    };
    let spec = &job.spec;
    let aims = spec.objective.aims();
    Ok(Json(JobDetail {
        summary: shared.summary(&job).await?,
        parameters: spec.space.parameters.iter().map(ParameterInfo::of).collect(),
        metrics: spec.metrics.iter().map(|m| NamedText { name: m.name.clone(), text: m.pattern.clone() }).collect(),
        aims: aims.into_iter().map(|a| AimInfo { metric: a.metric, goal: a.goal.name() }).collect(),
        requirements: spec.objective.require.iter().map(ToString::to_string).collect(),
        target: spec.objective.target,
        strategy: spec.search.strategy.name(),
        why_strategy: spec.search.why.clone(),
        early_stop: tunesmith_jobfile::early_stop_word(&spec.search.early_stop),
        best_trial: best.map(|trial| best_trial(&job, &trial)),
        front_trials: job.front.clone(),
        seq,
        can_deploy: shared.parts.deployer.is_some(),
    }))
}

fn best_trial(job: &JobRow, trial: &TrialRow) -> BestTrial {
    BestTrial {
        trial: trial.number,
        value: job.value_of(trial),
        params: program::values(&job.spec, &trial.params)
            .iter()
            .map(|(name, value)| (name.to_owned(), serde_json::json!(value)))
            .collect(),
        arguments: arguments(job, trial),
        metrics: trial.values.iter().map(|v| v.filter(|x| x.is_finite())).collect(),
        duration_ms: trial.duration_ms,
    }
}

/// The values of a trial as arguments of a command.
pub(crate) fn arguments(job: &JobRow, trial: &TrialRow) -> String {
    write::arguments(&program::values(&job.spec, &trial.params))
}

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

/// It was done.
#[derive(Serialize, ToSchema)]
pub(crate) struct Done {
    pub(crate) done: bool,
}
