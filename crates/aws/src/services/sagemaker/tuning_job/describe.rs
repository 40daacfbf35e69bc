//! `DescribeHyperParameterTuningJob`.

use serde_json::{Value, json};
use tunesmith_store::{Catalogue as _, Views as _};
use tunesmith_study::{EndReason, JobStatus, RunStatus};

use super::super::request::{Found, find_tuning_job};
use super::super::training_job::{Trained, echo};
use super::status;
use crate::model::generated::sagemaker::DescribeHyperParameterTuningJobRequest;
use crate::server::Context;
use crate::wire::{ApiError, seconds};

pub(crate) async fn describe(cx: &Context, input: DescribeHyperParameterTuningJobRequest) -> Result<Value, ApiError> {
    let found = find_tuning_job(cx, &input.hyper_parameter_tuning_job_name).await?;
    let job = &found.job;
    let mut told = json!({
        "HyperParameterTuningJobName": found.name(),
        "HyperParameterTuningJobArn": found.region(cx).tuning_job(found.name()),
        "HyperParameterTuningJobConfig": found.kept.request["HyperParameterTuningJobConfig"],
        "HyperParameterTuningJobStatus": status(job.status),
        "CreationTime": seconds(job.created_ms),
        "LastModifiedTime": seconds(job.updated_ms),
        "ConsumedResources": {"RuntimeInSeconds": job.run_ms / 1000},
    });
    counters(cx, &found, &mut told).await?;
    for name in ["WarmStartConfig", "Autotune"] {
        if let Some(value) = found.kept.request.get(name) {
            told[name] = value.clone();
        }
    }
    let request = &found.kept.request;
    if let Some(definition) = request.get("TrainingJobDefinition") {
        told["TrainingJobDefinition"] = echo::definition(&found, definition);
    }
    if let Some(definitions) = request.get("TrainingJobDefinitions").and_then(Value::as_array) {
        told["TrainingJobDefinitions"] = definitions.iter().map(|d| echo::definition(&found, d)).collect();
    }
    if job.status.is_over() {
        told["HyperParameterTuningEndTime"] = json!(seconds(job.updated_ms));
    }
    if job.status == JobStatus::Failed {
        told["FailureReason"] = json!(failure_reason(job.ending.as_ref()));
    }
    completion(&found, &mut told);
    let best = best_of(cx, &found).await?;
    if let Some(best) = &best {
        told["BestTrainingJob"] = best.0.clone();
    }
    if let Some(overall) = overall_best(cx, &found, best).await? {
        told["OverallBestTrainingJob"] = overall;
    }
    Ok(told)
}

pub(super) async fn counters(cx: &Context, found: &Found, told: &mut Value) -> Result<(), ApiError> {
    let counts = cx.parts.store.run_counts(found.job.id).await?;
    let of = |fits: &dyn Fn(RunStatus, bool) -> bool| -> u64 {
        counts.iter().filter(|(status, has_value, _)| fits(*status, *has_value)).map(|(_, _, n)| n).sum()
    };
    told["TrainingJobStatusCounters"] = json!({
        "Completed": of(&|s, _| s == RunStatus::Completed),
        "InProgress": of(&|s, _| !s.is_over()),
        "RetryableError": 0,
        "NonRetryableError": of(&|s, _| s == RunStatus::Failed),
        "Stopped": of(&|s, _| matches!(s, RunStatus::Stopped | RunStatus::TimedOut)),
    });
    told["ObjectiveStatusCounters"] = json!({
        "Succeeded": of(&|s, has_value| s.is_over() && has_value),
        "Pending": of(&|s, _| !s.is_over()),
        "Failed": of(&|s, has_value| s.is_over() && !has_value),
    });
    Ok(())
}

/// The familiar sentence first, then what happened.
fn failure_reason(ending: Option<&EndReason>) -> String {
    match ending {
        Some(EndReason::FirstTrialsFailed { trials, cause }) => format!(
            "No training job succeeded after {trials} attempts. The most frequent cause: {}. Take a look at the logs of the training \
             jobs.",
            cause.text
        ),
        Some(EndReason::NoTrialSucceeded) => {
            "All training jobs failed or gave no value of the objective. Please take a look at the training job failures to get \
             more details."
                .to_owned()
        }
        Some(reason) => format!("The job ended: {reason}."),
        None => "The job ended without a result.".to_owned(),
    }
}

fn completion(found: &Found, told: &mut Value) {
    let mut details = json!({});
    match &found.job.ending {
        Some(EndReason::NoGain { trials }) => details["NumberOfTrainingJobsObjectiveNotImproving"] = json!(trials),
        Some(EndReason::Converged) => details["ConvergenceDetectedTime"] = json!(seconds(found.job.updated_ms)),
        _ => return,
    }
    told["TuningJobCompletionDetails"] = details;
}

/// The best training job of a job, and its value.
async fn best_of(cx: &Context, found: &Found) -> Result<Option<(Value, f64)>, ApiError> {
    let Some((number, value)) = found.job.best else { return Ok(None) };
    let trial = cx.parts.store.trial(found.job.id, number).await?;
    Ok(trial.map(|trial| (Trained { found, trial: &trial }.summary(cx), value)))
}

/// The best of a job and of those that it continues, where they had the same data and algorithm.
async fn overall_best(cx: &Context, found: &Found, own: Option<(Value, f64)>) -> Result<Option<Value>, ApiError> {
    let kind = found.kept.request["WarmStartConfig"]["WarmStartType"].as_str();
    if kind != Some("IdenticalDataAndAlgorithm") {
        return Ok(None);
    }
    let goal = found.job.spec.objective.goal;
    let mut best = own.map(|(told, value)| (with_tuning_job(told, found.name()), value));
    for parent in &found.kept.parents {
        let Some(parent) = cx.parts.store.job_by_id(*parent).await?.and_then(Found::new) else { continue };
        if let Some((told, value)) = best_of(cx, &parent).await?
            && best.as_ref().is_none_or(|(_, b)| goal.better(value, *b))
        {
            best = Some((with_tuning_job(told, parent.name()), value));
        }
    }
    Ok(best.map(|(told, _)| told))
}

fn with_tuning_job(mut summary: Value, name: &str) -> Value {
    summary["TuningJobName"] = json!(name);
    summary
}
