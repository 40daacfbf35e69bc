//! `StopTrainingJob`.

use serde_json::{Value, json};
use tunesmith_controller::AskError;
use tunesmith_study::{Command, StopReason};

use super::{find, status};
use crate::model::generated::sagemaker::StopTrainingJobRequest;
use crate::server::Context;
use crate::wire::ApiError;

pub(crate) async fn stop(cx: &Context, input: StopTrainingJobRequest) -> Result<Value, ApiError> {
    let name = &input.training_job_name;
    let (found, trial) = find(cx, name).await?;
    let ended = |word: &str| {
        ApiError::validation(format!("The request was rejected because the training job {name} is in status {word}."))
    };
    if trial.run_status.is_over() {
        return Err(ended(status(trial.run_status)));
    }
    // Of a training job by itself nothing is left when it stops.
    let command = if found.is_tuning_job() {
        Command::StopTrial { trial: trial.number, reason: StopReason::User }
    } else {
        Command::StopJob
    };
    match cx.ask(&found.job.spec.name, command).await {
        Ok(()) => Ok(json!({})),
        Err(AskError::Refused(_)) => Err(ended(status(trial.run_status))),
        Err(AskError::Store(error)) => Err(error.into()),
    }
}
