//! `DeleteHyperParameterTuningJob`: the entry goes, training jobs and artifacts stay.

use serde_json::{Value, json};
use tunesmith_store::Catalogue as _;

use super::super::request::{TUNING_JOB, find_tuning_job};
use super::status;
use crate::model::generated::sagemaker::DeleteHyperParameterTuningJobRequest;
use crate::server::Context;
use crate::wire::ApiError;

pub(crate) async fn delete(cx: &Context, input: DeleteHyperParameterTuningJobRequest) -> Result<Value, ApiError> {
    let name = &input.hyper_parameter_tuning_job_name;
    // The model has no error for a job that is not there.
    if cx.parts.store.asked(TUNING_JOB, name).await?.is_none() {
        return Ok(json!({}));
    }
    let found = find_tuning_job(cx, name).await?;
    if !found.job.status.is_over() {
        return Err(ApiError::validation(format!(
            "The tuning job {name} is in status {}; stop it before you delete it.",
            status(found.job.status)
        )));
    }
    cx.parts.store.hide_job(found.job.id, cx.now_ms).await?;
    Ok(json!({}))
}
