//! One job, with what its page shows first.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use serde_json::Value as Json_;
use tunesmith_jobfile::{program, write};
use tunesmith_store::{Charts as _, JobRow, TrialRow};
use utoipa::ToSchema;

use super::jobs::JobSummary;
use crate::problem::{Answer, Problem};
use crate::server::Shared;

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
