//! SageMaker: tuning jobs, training jobs, endpoints.
//!
//! A tuning job is a job of the controller, a training job one of its trials; a training job by itself is a job with one trial
//! and nothing to tune. What was asked for is kept with the job in its own words ([`request::Kept`]), and told back from there;
//! what became of it is told from the store's views.

mod algorithms;
mod arns;
mod definition;
pub(crate) mod hosting;
pub(crate) mod instances;
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
        "CreateEndpoint" => hosting::endpoint::create(cx, input).await,
        "CreateEndpointConfig" => hosting::config::create(cx, input).await,
        "CreateHyperParameterTuningJob" => tuning_job::create::create(cx, input).await,
        "CreateModel" => hosting::model::create(cx, input).await,
        "CreateTrainingJob" => training_job::create::create(cx, input).await,
        "DeleteEndpoint" => hosting::endpoint::delete(cx, typed(input)?).await,
        "DeleteEndpointConfig" => hosting::config::delete(cx, typed(input)?).await,
        "DeleteHyperParameterTuningJob" => tuning_job::delete::delete(cx, typed(input)?).await,
        "DeleteModel" => hosting::model::delete(cx, typed(input)?).await,
        "DeleteTags" => tags::delete(cx, typed(input)?).await,
        "DeleteTrainingJob" => training_job::delete::delete(cx, typed(input)?).await,
        "DescribeEndpoint" => hosting::endpoint::describe(cx, &typed(input)?),
        "DescribeEndpointConfig" => hosting::config::describe(cx, typed(input)?).await,
        "DescribeHyperParameterTuningJob" => tuning_job::describe::describe(cx, typed(input)?).await,
        "DescribeModel" => hosting::model::describe(cx, typed(input)?).await,
        "DescribeTrainingJob" => training_job::describe::describe(cx, typed(input)?).await,
        "ListEndpointConfigs" => hosting::config::list(cx, typed(input)?).await,
        "ListEndpoints" => hosting::endpoint::list(cx, typed(input)?),
        "ListHyperParameterTuningJobs" => tuning_job::list::list(cx, typed(input)?).await,
        "ListModels" => hosting::model::list(cx, typed(input)?).await,
        "ListTags" => tags::list(cx, typed(input)?).await,
        "ListTrainingJobs" => training_job::list::list(cx, typed(input)?).await,
        "ListTrainingJobsForHyperParameterTuningJob" => training_job::list::list_of_tuning_job(cx, typed(input)?).await,
        "Search" => search::search(cx, typed(input)?).await,
        "StopHyperParameterTuningJob" => tuning_job::stop::stop(cx, typed(input)?).await,
        "StopTrainingJob" => training_job::stop::stop(cx, typed(input)?).await,
        "UpdateEndpoint" => hosting::endpoint::update(cx, typed(input)?).await,
        "UpdateEndpointWeightsAndCapacities" => hosting::endpoint::change(cx, typed(input)?).await,
        "UpdateTrainingJob" => training_job::update::update(cx, typed(input)?).await,
        _ => Err(not_answered(operation)),
    }
}
