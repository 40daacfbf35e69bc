//! `DeleteTrainingJob`: the entry goes, artifacts and the log stay.

use serde_json::{Value, json};
use tunesmith_store::Catalogue as _;

use super::{find, status, update};
use crate::model::generated::sagemaker::DeleteTrainingJobRequest;
use crate::server::Context;
use crate::wire::ApiError;

pub(crate) async fn delete(cx: &Context, input: DeleteTrainingJobRequest) -> Result<Value, ApiError> {
    let name = &input.training_job_name;
    let (found, trial) = find(cx, name).await?;
    if !trial.run_status.is_over() {
        return Err(ApiError::in_use(format!(
            "The training job {name} is in status {}; stop it before you delete it.",
            status(trial.run_status)
        )));
    }
    update::forget(cx, name).await?;
    cx.parts.store.hide_training(found.job.id, trial.number, cx.now_ms).await?;
    if !found.is_tuning_job() {
        cx.parts.store.hide_job(found.job.id, cx.now_ms).await?;
    }
    Ok(json!({}))
}
