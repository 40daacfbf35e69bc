//! `UpdateTrainingJob`: recorded, and told by the next Describe.

use serde_json::{Value, json};
use tunesmith_store::Catalogue as _;

use super::{Trained, find};
use crate::model::generated::sagemaker::UpdateTrainingJobRequest;
use crate::server::Context;
use crate::wire::ApiError;

/// The kind of document in which changes are kept.
const UPDATES: &str = "sagemaker/training-job-update";

pub(crate) async fn update(cx: &Context, input: UpdateTrainingJobRequest) -> Result<Value, ApiError> {
    let (found, trial) = find(cx, &input.training_job_name).await?;
    let trained = Trained { found: &found, trial: &trial };
    let mut kept = read(cx, trained.name()).await?;
    if let Some(config) = &input.resource_config {
        kept["KeepAlivePeriodInSeconds"] = json!(config.keep_alive_period_in_seconds);
    }
    if let Some(config) = &input.profiler_config {
        kept["DisableProfiler"] = json!(config.disable_profiler);
        kept["ProfilingIntervalInMilliseconds"] = json!(config.profiling_interval_in_milliseconds);
        kept["S3OutputPath"] = json!(config.s3_output_path);
    }
    let text = kept.to_string();
    cx.parts.store.keep(UPDATES, &trained.name().to_lowercase(), cx.now_ms, Some(&text)).await?;
    Ok(json!({"TrainingJobArn": trained.arn(cx)}))
}

async fn read(cx: &Context, name: &str) -> Result<Value, ApiError> {
    let kept = cx.parts.store.document(UPDATES, &name.to_lowercase()).await?;
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_else(|| json!({})))
}

/// A job that is made again under the name of a deleted one has none of its changes.
pub(super) async fn forget(cx: &Context, name: &str) -> Result<(), ApiError> {
    Ok(cx.parts.store.keep(UPDATES, &name.to_lowercase(), cx.now_ms, None).await?)
}

/// Puts what was changed into an answer.
pub(super) async fn apply(cx: &Context, name: &str, told: &mut Value) -> Result<(), ApiError> {
    let kept = read(cx, name).await?;
    if !kept["KeepAlivePeriodInSeconds"].is_null() {
        told["ResourceConfig"]["KeepAlivePeriodInSeconds"] = kept["KeepAlivePeriodInSeconds"].clone();
    }
    for member in ["DisableProfiler", "ProfilingIntervalInMilliseconds", "S3OutputPath"] {
        if !kept[member].is_null() {
            told["ProfilerConfig"][member] = kept[member].clone();
        }
    }
    Ok(())
}
