//! `CreateTrainingJob`.

use serde_json::{Value, json};
use tunesmith_space::SpaceDefinition;
use tunesmith_store::Catalogue as _;
use tunesmith_study::{Budget, DURATION_METRIC, Goal, JobSpec, Naming, Objective, SPEC_VERSION, Search, StrategyName};

use super::super::arns::Region;
use super::super::definition::{Definition, run};
use super::super::instances::instance;
use super::super::request::{Kept, TRAINING_JOB};
use super::super::tags;
use super::super::tuning_job::create::{register, taken};
use crate::model::generated::sagemaker::CreateTrainingJobRequest;
use crate::model::typed;
use crate::server::Context;
use crate::wire::ApiError;

pub(crate) async fn create(cx: &Context, input: Value) -> Result<Value, ApiError> {
    let request: CreateTrainingJobRequest = typed(input.clone())?;
    let name = &request.training_job_name;
    let store = &cx.parts.store;
    if store.training(name).await?.is_some() || store.asked(TRAINING_JOB, name).await?.is_some() {
        return Err(taken(name));
    }
    let specification = request
        .algorithm_specification
        .as_ref()
        .ok_or_else(|| ApiError::validation("A training job needs an AlgorithmSpecification with a TrainingImage."))?;
    if request.serverless_job_config.is_some() {
        return Err(ApiError::validation("ServerlessJobConfig is not run here; give a TrainingImage and a script."));
    }
    let resources = request.resource_config.as_ref();
    let resources = resources.ok_or_else(|| {
        ApiError::validation("A training job needs a ResourceConfig with InstanceType and InstanceCount.")
    })?;
    let definition = Definition {
        image: specification.training_image.as_ref(),
        algorithm: specification.algorithm_name.as_ref(),
        input_mode: &specification.training_input_mode,
        metrics: specification.metric_definitions.as_ref(),
        entrypoint: specification.container_entrypoint.as_deref().unwrap_or_default(),
        arguments: specification.container_arguments.as_deref().unwrap_or_default(),
        hyperparameters: request.hyper_parameters.clone().unwrap_or_default(),
        searched: 0,
        channels: request.input_data_config.as_ref(),
        output: &request.output_data_config,
        environment: request.environment.as_ref(),
        checkpoints: request.checkpoint_config.as_ref(),
        stopping: request.stopping_condition.as_ref(),
        retry: request.retry_strategy.as_ref(),
        spot: request.enable_managed_spot_training == Some(true),
        instance: instance(Some(resources), None)?,
    };
    let resolved = definition.resolve(cx, Naming::Single(name.clone()))?;
    let kept = Kept { region: cx.caller.region.clone(), request: input, parents: Vec::new() };
    let arn = Region { account: &cx.parts.account, region: &kept.region }.training_job(name);
    let spec = JobSpec {
        version: SPEC_VERSION,
        name: name.clone(),
        space: SpaceDefinition::default(),
        // A training job by itself is tuned for nothing; that it ends well is all that counts.
        objective: Objective::new(DURATION_METRIC, Goal::Minimize),
        metrics: resolved.metrics,
        search: Search { strategy: StrategyName::Grid, ..Search::default() },
        budget: Budget::new(1, 1),
        run: run(cx, vec![resolved.training]),
        asked: Some(kept.asked(TRAINING_JOB, name)),
    };
    register(cx, spec, TRAINING_JOB, name).await?;
    tags::keep_new(cx, &arn, request.tags.as_ref()).await?;
    Ok(json!({"TrainingJobArn": arn}))
}
