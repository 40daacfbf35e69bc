//! SageMaker: tuning jobs and training jobs.
//!
//! A tuning job is a job of the controller, a training job one of its trials; a training job by itself is a job with one trial
//! and nothing to tune. What was asked for is kept with the job in its own words ([`request::Kept`]), and told back from there;
//! what became of it is told from the store's views.

mod algorithms;
mod arns;
mod definition;
mod instances;
mod ranges;
mod request;
mod search;
mod tags;
mod training_job;
mod tuning_job;

use serde_json::Value;

use super::not_answered;
use crate::model::typed;
use crate::server::Context;
use crate::wire::ApiError;

pub(crate) async fn answer(cx: &Context, operation: &'static str, input: Value) -> Result<Value, ApiError> {
    match operation {
        "AddTags" => tags::add(cx, typed(input)?).await,
        "CreateHyperParameterTuningJob" => tuning_job::create::create(cx, input).await,
        "CreateTrainingJob" => training_job::create::create(cx, input).await,
        "DeleteHyperParameterTuningJob" => tuning_job::delete::delete(cx, typed(input)?).await,
        "DeleteTags" => tags::delete(cx, typed(input)?).await,
        "DeleteTrainingJob" => training_job::delete::delete(cx, typed(input)?).await,
        "DescribeHyperParameterTuningJob" => tuning_job::describe::describe(cx, typed(input)?).await,
        "DescribeTrainingJob" => training_job::describe::describe(cx, typed(input)?).await,
        "ListHyperParameterTuningJobs" => tuning_job::list::list(cx, typed(input)?).await,
        "ListTags" => tags::list(cx, typed(input)?).await,
        "ListTrainingJobs" => training_job::list::list(cx, typed(input)?).await,
        "ListTrainingJobsForHyperParameterTuningJob" => training_job::list::list_of_tuning_job(cx, typed(input)?).await,
        "Search" => search::search(cx, typed(input)?).await,
        "StopHyperParameterTuningJob" => tuning_job::stop::stop(cx, typed(input)?).await,
        "StopTrainingJob" => training_job::stop::stop(cx, typed(input)?).await,
        "UpdateTrainingJob" => training_job::update::update(cx, typed(input)?).await,
        _ => Err(not_answered(operation)),
    }
}
