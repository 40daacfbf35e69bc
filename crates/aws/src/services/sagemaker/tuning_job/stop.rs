//! `StopHyperParameterTuningJob`.

use serde_json::{Value, json};
use tunesmith_controller::AskError;
use tunesmith_study::Command;

use super::super::request::find_tuning_job;
use super::status;
use crate::model::generated::sagemaker::StopHyperParameterTuningJobRequest;
use crate::server::Context;
use crate::wire::ApiError;

pub(crate) async fn stop(cx: &Context, input: StopHyperParameterTuningJobRequest) -> Result<Value, ApiError> {
    let name = &input.hyper_parameter_tuning_job_name;
    let found = find_tuning_job(cx, name).await?;
    // Clients take exactly this kind of error for "it has ended already".
    let ended = |word: &str| {
        ApiError::validation(format!(
            "The tuning job {name} is in status {word}; only jobs that are InProgress can be stopped."
        ))
    };
    if found.job.status.is_over() {
        return Err(ended(status(found.job.status)));
    }
    match cx.ask(&found.job.spec.name, Command::StopJob).await {
        Ok(()) => Ok(json!({})),
        Err(AskError::Refused(_)) => Err(ended("Completed")),
        Err(AskError::Store(error)) => Err(error.into()),
    }
}
