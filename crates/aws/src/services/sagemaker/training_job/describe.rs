//! `DescribeTrainingJob`.

use serde_json::{Value, json};
use tunesmith_store::Views as _;
use tunesmith_study::{RunStatus, is_reserved_metric};

use super::super::request::Found;
use super::{Trained, echo, find, outcome, status, update};
use crate::model::generated::sagemaker::DescribeTrainingJobRequest;
use crate::server::Context;
use crate::wire::{ApiError, seconds};

/// Members of a definition that are told as they were asked for.
const ECHOED: [&str; 22] = [
    "AlgorithmSpecification",
    "CheckpointConfig",
    "DebugHookConfig",
    "DebugRuleConfigurations",
    "EnableInterContainerTrafficEncryption",
    "EnableManagedSpotTraining",
    "EnableNetworkIsolation",
    "Environment",
    "ExperimentConfig",
    "InfraCheckConfig",
    "InputDataConfig",
    "MlflowConfig",
    "ModelPackageConfig",
    "OutputDataConfig",
    "ProfilerConfig",
    "ProfilerRuleConfigurations",
    "RemoteDebugConfig",
    "RetryStrategy",
    "RoleArn",
    "StoppingCondition",
    "TensorBoardOutputConfig",
    "VpcConfig",
];

pub(crate) async fn describe(cx: &Context, input: DescribeTrainingJobRequest) -> Result<Value, ApiError> {
    let (found, trial) = find(cx, &input.training_job_name).await?;
    let trained = Trained { found: &found, trial: &trial };
    let described = trained.described();
    let training = trained.training();
    let hyperparameters = training.map(|t| t.all_hyperparameters(&trial.params)).unwrap_or_default();
    let stages = outcome::transitions(cx, &trained);
    let mut told = json!({
        "TrainingJobName": trained.name(),
        "TrainingJobArn": trained.arn(cx),
        "TrainingJobStatus": status(trial.run_status),
        "SecondaryStatus": outcome::secondary_status(&stages),
        "SecondaryStatusTransitions": outcome::told(&stages),
        "HyperParameters": hyperparameters,
        "ResourceConfig": echo::resources(described),
        "CreationTime": seconds(trial.suggested_ms),
        "LastModifiedTime": seconds(trial.updated_ms),
        "EnableNetworkIsolation": false,
        "EnableInterContainerTrafficEncryption": false,
        "EnableManagedSpotTraining": false,
        "ProfilingStatus": "Disabled",
    });
    for name in ECHOED {
        if let Some(value) = described.get(name) {
            told[name] = value.clone();
        }
    }
    // Definitions of tuning jobs have no such member, and clients look for it.
    if told["AlgorithmSpecification"]["EnableSageMakerMetricsTimeSeries"].is_null() {
        told["AlgorithmSpecification"]["EnableSageMakerMetricsTimeSeries"] = json!(false);
    }
    echo::complete(&mut told, &found);
    if found.is_tuning_job() {
        told["TuningJobArn"] = json!(found.region(cx).tuning_job(found.name()));
    }
    if let Some(started) = stages.iter().find(|stage| stage.status == "Training").map(|stage| stage.from) {
        told["TrainingStartTime"] = json!(seconds(started));
        if trial.run_status.is_over() {
            let spent = (trial.ended_ms.unwrap_or(trial.updated_ms) - started).max(0) / 1000;
            told["TrainingTimeInSeconds"] = json!(spent.max(1));
            told["BillableTimeInSeconds"] = json!(spent.max(1));
        }
    }
    if let Some(ended) = trial.ended_ms {
        told["TrainingEndTime"] = json!(seconds(ended));
    }
    if let Some(reason) = outcome::failure_reason(cx, &trained) {
        told["FailureReason"] = json!(reason);
    }
    if let Some(artifacts) = artifacts(cx, &trained).await {
        told["ModelArtifacts"] = json!({"S3ModelArtifacts": artifacts});
    }
    told["FinalMetricDataList"] = json!(final_metrics(cx, &found, &trained).await?);
    update::apply(cx, trained.name(), &mut told).await?;
    Ok(told)
}

/// Where the model is. A stopped job may have left one.
async fn artifacts(cx: &Context, trained: &Trained<'_>) -> Option<String> {
    let model = trained.model()?;
    let packed = trained.training()?.pack;
    match trained.trial.run_status {
        RunStatus::Completed => Some(model.to_string()),
        RunStatus::Stopped | RunStatus::TimedOut if packed => {
            cx.parts.has_object(&model, true).await.then(|| model.to_string())
        }
        _ => None,
    }
}

async fn final_metrics(cx: &Context, found: &Found, trained: &Trained<'_>) -> Result<Vec<Value>, ApiError> {
    let names = &found.job.spec.metrics;
    let mut last: Vec<Option<(f64, i64)>> = vec![None; names.len()];
    for point in cx.parts.store.series(found.job.id, trained.trial.number).await? {
        if let Some(slot) = last.get_mut(point.metric).filter(|_| point.value.is_finite()) {
            *slot = Some((point.value, point.at_ms));
        }
    }
    let own = names.iter().zip(last).filter(|(metric, _)| !is_reserved_metric(&metric.name));
    let told = own.filter_map(|(metric, last)| {
        let (value, at_ms) = last?;
        Some(json!({"MetricName": metric.name, "Value": value, "Timestamp": seconds(at_ms)}))
    });
    Ok(told.collect())
}
