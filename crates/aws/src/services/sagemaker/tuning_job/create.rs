//! `CreateHyperParameterTuningJob`.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tunesmith_metrics::MetricDefinition;
use tunesmith_space::{Domain, Parameter, SpaceDefinition, Value as Choice};
use tunesmith_store::{Catalogue as _, StoreError};
use tunesmith_study::{
    Budget, COMMON_METRIC, DEFINITION_PARAMETER, Goal, JobSpec, Naming, Objective, SPEC_VERSION, Search, Training,
    ValidSpec, definition_prefix,
};

use super::super::arns::Region;
use super::super::definition::{Definition, Resolved, run};
use super::super::instances::instance;
use super::super::request::{Kept, TUNING_JOB};
use super::super::{ranges, tags};
use super::{strategy, warm_start};
use crate::model::generated::sagemaker::{
    CreateHyperParameterTuningJobRequest, HyperParameterTrainingJobDefinition, HyperParameterTuningJobObjective,
    ParameterRanges,
};
use crate::model::typed;
use crate::server::Context;
use crate::wire::ApiError;

/// The hyper-parameter by which a training job knows what it is tuned for.
pub(crate) const OBJECTIVE_PARAMETER: &str = "_tuning_objective_metric";
/// The gain that counts for `BestObjectiveNotImproving`, as SageMaker documents it: one percent.
const LEAST_GAIN: f64 = 0.01;

pub(crate) async fn create(cx: &Context, input: Value) -> Result<Value, ApiError> {
    let request: CreateHyperParameterTuningJobRequest = typed(input.clone())?;
    let name = &request.hyper_parameter_tuning_job_name;
    let store = &cx.parts.store;
    if store.asked(TUNING_JOB, name).await?.is_some() {
        return Err(taken(name));
    }
    let running = store.unfinished(Some(TUNING_JOB)).await?.len() as u64;
    if running >= cx.parts.quotas.concurrent_tuning_jobs {
        return Err(ApiError::limit(format!(
            "The account-level service limit 'Number of concurrent hyperparameter tuning jobs' is {}, with current utilization \
             of {running} and a request delta of 1. Wait for a job to end or stop one; `tunesmith serve --no-quotas` lifts limits.",
            cx.parts.quotas.concurrent_tuning_jobs
        )));
    }
    let parts = definitions(cx, &request)?;
    let earlier = warm_start::read(cx, &request, &parts).await?;
    let continued = earlier.start.as_ref().map_or(0, |start| start.trials.len() as u64);
    let mut spec = spec(cx, &request, &parts, continued)?;
    spec.search.warm_start = earlier.start;
    let kept = Kept { region: cx.caller.region.clone(), request: input, parents: earlier.parents };
    spec.asked = Some(kept.asked(TUNING_JOB, name));
    let arn = Region { account: &cx.parts.account, region: &kept.region }.tuning_job(name);
    register(cx, spec, TUNING_JOB, name).await?;
    tags::keep_new(cx, &arn, request.tags.as_ref()).await?;
    Ok(json!({"HyperParameterTuningJobArn": arn}))
}

/// Hands a job to the controller; a job that came another way may have its name, and then it gets another one inside.
pub(crate) async fn register(cx: &Context, mut spec: JobSpec, kind: &str, name: &str) -> Result<(), ApiError> {
    let valid = |spec: JobSpec| ValidSpec::new(spec).map_err(|e| ApiError::validation(e.to_string()));
    let stem: String = name.chars().take(56).collect();
    for number in 1.. {
        spec.name = if number == 1 { name.to_owned() } else { format!("{stem}.{number}") };
        match cx.create(valid(spec.clone())?).await {
            Ok(_) => return Ok(()),
            Err(StoreError::NameTaken(_)) => {
                if cx.parts.store.asked(kind, name).await?.is_some() {
                    return Err(taken(name));
                }
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

pub(crate) fn taken(name: &str) -> ApiError {
    ApiError::in_use(format!("There is a job called {name} already, or it differs only in case. Choose another name."))
}

/// One definition with what it searches and aims at.
pub(super) struct Part<'a> {
    pub(super) definition: &'a HyperParameterTrainingJobDefinition,
    pub(super) objective: &'a HyperParameterTuningJobObjective,
    pub(super) parameters: Vec<Parameter>,
    pub(super) resolved: Resolved,
    /// Static hyper-parameters as the request has them.
    pub(super) statics: BTreeMap<String, String>,
}

fn definitions<'a>(cx: &Context, request: &'a CreateHyperParameterTuningJobRequest) -> Result<Vec<Part<'a>>, ApiError> {
    let config = &request.hyper_parameter_tuning_job_config;
    let several = match (&request.training_job_definition, &request.training_job_definitions) {
        (Some(_), Some(_)) => {
            return Err(ApiError::validation("Give either TrainingJobDefinition or TrainingJobDefinitions, not both."));
        }
        (Some(one), None) => return Ok(vec![part(cx, request, one, false)?]),
        (None, Some(several)) if !several.is_empty() => several,
        (None, _) => {
            return Err(ApiError::validation("A tuning job needs a TrainingJobDefinition or TrainingJobDefinitions."));
        }
    };
    if config.hyper_parameter_tuning_job_objective.is_some() || config.parameter_ranges.is_some() {
        return Err(ApiError::validation(
            "With TrainingJobDefinitions, each definition has its own TuningObjective and HyperParameterRanges; leave \
             HyperParameterTuningJobObjective and ParameterRanges out of HyperParameterTuningJobConfig.",
        ));
    }
    let parts: Vec<Part<'a>> =
        several.iter().map(|d| part(cx, request, d, several.len() > 1)).collect::<Result<_, _>>()?;
    for (i, part) in parts.iter().enumerate() {
        let name = &part.definition.definition_name;
        if name.is_none() || parts[..i].iter().any(|p| p.definition.definition_name == *name) {
            return Err(ApiError::validation("Each of TrainingJobDefinitions needs a DefinitionName of its own."));
        }
        if part.objective.kind != parts[0].objective.kind {
            return Err(ApiError::validation(
                "All TrainingJobDefinitions must have the same Type of TuningObjective: Tunesmith compares their values.",
            ));
        }
    }
    Ok(parts)
}

fn part<'a>(
    cx: &Context,
    request: &'a CreateHyperParameterTuningJobRequest,
    definition: &'a HyperParameterTrainingJobDefinition,
    of_several: bool,
) -> Result<Part<'a>, ApiError> {
    let config = &request.hyper_parameter_tuning_job_config;
    let objective = definition.tuning_objective.as_ref().or(config.hyper_parameter_tuning_job_objective.as_ref());
    let of_list = request.training_job_definitions.is_some();
    let objective = objective.ok_or_else(|| {
        let (whose, member) = if of_list {
            ("Each of TrainingJobDefinitions", "TuningObjective")
        } else {
            ("A tuning job", "HyperParameterTuningJobObjective")
        };
        ApiError::validation(format!("{whose} needs a {member}: a metric and whether to maximize or minimize it."))
    })?;
    let none = ParameterRanges {
        auto_parameters: None,
        categorical_parameter_ranges: None,
        continuous_parameter_ranges: None,
        integer_parameter_ranges: None,
    };
    let given = definition.hyper_parameter_ranges.as_ref().or(config.parameter_ranges.as_ref()).unwrap_or(&none);
    let parameters = ranges::parameters(given)?;
    if parameters.is_empty() {
        return Err(ApiError::validation(format!(
            "There is no hyperparameter to tune; give {} with at least one range.",
            if of_list { "HyperParameterRanges" } else { "ParameterRanges" }
        )));
    }
    if parameters.len() as u64 > cx.parts.quotas.searched_parameters {
        return Err(ApiError::limit(format!(
            "The job searches {} hyperparameters; the limit is {}.",
            parameters.len(),
            cx.parts.quotas.searched_parameters
        )));
    }
    let statics = definition.static_hyper_parameters.clone().unwrap_or_default();
    ranges::check_names(&parameters, &statics)?;
    let mut hyperparameters = statics.clone();
    hyperparameters.insert(OBJECTIVE_PARAMETER.to_owned(), objective.metric_name.clone());
    let described = Definition {
        image: definition.algorithm_specification.training_image.as_ref(),
        algorithm: definition.algorithm_specification.algorithm_name.as_ref(),
        input_mode: &definition.algorithm_specification.training_input_mode,
        metrics: definition.algorithm_specification.metric_definitions.as_ref(),
        entrypoint: &[],
        arguments: &[],
        hyperparameters,
        searched: parameters.len() as u64,
        channels: definition.input_data_config.as_ref(),
        output: &definition.output_data_config,
        environment: definition.environment.as_ref(),
        checkpoints: definition.checkpoint_config.as_ref(),
        stopping: Some(&definition.stopping_condition),
        retry: definition.retry_strategy.as_ref(),
        spot: definition.enable_managed_spot_training == Some(true),
        instance: instance(
            definition.resource_config.as_ref(),
            definition.hyper_parameter_tuning_resource_config.as_ref(),
        )?,
    };
    let naming = Naming::Trials {
        prefix: request.hyper_parameter_tuning_job_name.clone(),
        salt: salt(&request.hyper_parameter_tuning_job_name, cx.now_ms),
    };
    let mut resolved = described.resolve(cx, naming)?;
    if of_several {
        resolved.training.definition.clone_from(&definition.definition_name);
    }
    // Each training job has checkpoints of its own, below the place that they share.
    if let Some(checkpoints) = &mut resolved.training.checkpoints {
        checkpoints.uri = format!("{}/{{job}}", checkpoints.uri.trim_end_matches('/'));
    }
    if !resolved.metrics.iter().any(|m| m.name == objective.metric_name) {
        return Err(ApiError::validation(format!(
            "A metric is required for this hyperparameter tuning job objective. Provide a metric in the metric definitions. \
             The objective is {}; the definitions have {}.",
            objective.metric_name,
            names(&resolved.metrics)
        )));
    }
    Ok(Part { definition, objective, parameters, resolved, statics })
}

fn names(metrics: &[MetricDefinition]) -> String {
    let names: Vec<&str> = metrics.iter().map(|m| m.name.as_str()).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// Different for jobs of the same name, the same after a restart.
fn salt(name: &str, now_ms: i64) -> u64 {
    name.bytes().fold(now_ms as u64, |hash, b| (hash.rotate_left(7) ^ u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

fn spec(
    cx: &Context,
    request: &CreateHyperParameterTuningJobRequest,
    parts: &[Part<'_>],
    continued: u64,
) -> Result<JobSpec, ApiError> {
    let config = &request.hyper_parameter_tuning_job_config;
    let first = &parts[0];
    let (space, metrics, objective, trainings) = together(parts);
    let criteria = config.tuning_job_completion_criteria.as_ref();
    let not_improving = criteria.and_then(|c| c.best_objective_not_improving.as_ref());
    let convergence = criteria.and_then(|c| c.convergence_detected.as_ref());
    let plan = strategy::plan(cx, request, parts, continued)?;
    let salt = match &trainings[0].naming {
        Naming::Trials { salt, .. } => *salt,
        Naming::Single(_) => 0,
    };
    let limits = &config.resource_limits;
    let parallel = limits.max_parallel_training_jobs as u64;
    if parallel > cx.parts.quotas.parallel_training_jobs {
        return Err(ApiError::limit(format!(
            "The account-level service limit 'Maximum number of parallel training jobs per hyperparameter tuning job' is {}; the \
             request wants {parallel}.",
            cx.parts.quotas.parallel_training_jobs
        )));
    }
    Ok(JobSpec {
        version: SPEC_VERSION,
        name: request.hyper_parameter_tuning_job_name.clone(),
        space,
        objective: Objective {
            target: criteria.and_then(|c| c.target_objective_metric_value),
            ..Objective::new(
                objective,
                if first.objective.kind == "Maximize" { Goal::Maximize } else { Goal::Minimize },
            )
        },
        metrics,
        search: Search {
            strategy: plan.strategy,
            why: None,
            seed: config.random_seed.map_or(salt >> 12, |s| s as u64),
            early_stop: plan.early_stop,
            resource: None,
            first: Vec::new(),
            warm_start: None,
        },
        budget: Budget {
            time_s: limits.max_runtime_in_seconds.map(|s| s as f64),
            stop_when_no_gain: not_improving
                .and_then(|n| n.max_number_of_training_jobs_not_improving)
                .map(|n| n as u64),
            converged: convergence.and_then(|c| c.complete_on_convergence.as_deref()) == Some("Enabled")
                || (request.autotune.is_some() && convergence.is_none()),
            least_gain: LEAST_GAIN,
            ..Budget::new(plan.trials, u32::try_from(parallel.min(plan.trials)).unwrap_or(u32::MAX))
        },
        run: run(cx, trainings),
        asked: None,
    })
}

/// The space, metrics, objective and trainings of one definition, or of several put together: which of them a trial trains is a
/// parameter like others, and those of a definition exist only in its trials.
fn together(parts: &[Part<'_>]) -> (SpaceDefinition, Vec<MetricDefinition>, String, Vec<Training>) {
    if let [one] = parts {
        let space = SpaceDefinition { parameters: one.parameters.clone(), ..SpaceDefinition::default() };
        let objective = one.objective.metric_name.clone();
        return (space, one.resolved.metrics.clone(), objective, vec![one.resolved.training.clone()]);
    }
    let definition_names = parts.iter().filter_map(|p| p.definition.definition_name.as_deref());
    let choices = definition_names.map(Choice::from).collect();
    let mut parameters = vec![Parameter::new(DEFINITION_PARAMETER, Domain::Choice { choices })];
    for part in parts {
        let definition = part.definition.definition_name.clone().unwrap_or_default();
        for parameter in &part.parameters {
            let mut own = parameter.clone();
            own.name = format!("{}{}", definition_prefix(&definition), parameter.name);
            own.when = Some(format!("{DEFINITION_PARAMETER} == \"{definition}\""));
            parameters.push(own);
        }
    }
    let same = parts.iter().all(|p| p.objective.metric_name == parts[0].objective.metric_name);
    let objective = if same { parts[0].objective.metric_name.clone() } else { COMMON_METRIC.to_owned() };
    let mut metrics: Vec<MetricDefinition> = Vec::new();
    if !same {
        let pattern = parts[0].resolved.metrics.iter().find(|m| m.name == parts[0].objective.metric_name);
        metrics.extend(pattern.map(|m| MetricDefinition::new(COMMON_METRIC, m.pattern.clone())));
    }
    for metric in parts.iter().flat_map(|p| &p.resolved.metrics) {
        if !metrics.iter().any(|m| m.name == metric.name) {
            metrics.push(metric.clone());
        }
    }
    let trainings = parts.iter().map(|part| {
        let pattern_of = |name: &str| {
            let wanted = if !same && name == COMMON_METRIC { part.objective.metric_name.as_str() } else { name };
            part.resolved.metrics.iter().find(|m| m.name == wanted).map(|m| m.pattern.clone())
        };
        let mut training = part.resolved.training.clone();
        training.patterns = Some(metrics.iter().map(|m| pattern_of(&m.name)).collect());
        training
    });
    let trainings = trainings.collect();
    (SpaceDefinition { parameters, ..SpaceDefinition::default() }, metrics, objective, trainings)
}
