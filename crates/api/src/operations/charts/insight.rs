//! What the trials say.

use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json_;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::server::Shared;

/// What the trials of a job say: `tunesmith_controller::Insight` as the document has it; a test holds the two together.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InsightView {
    job: String,
    metric: String,
    /// The most important first.
    parameters: Vec<ParameterView>,
    pairs: Vec<PairView>,
    prediction: PredictionView,
    best: BestView,
    /// By how much the next trial can be expected to better the best.
    further_gain: f64,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ParameterView {
    name: String,
    importance: ImportanceView,
    /// What the model expects along it, through the best trial.
    slice: Vec<SliceView>,
    /// `low` or `high`: the end of its range that the best value lies at.
    edge: Option<String>,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImportanceView {
    /// The share of the variance of the objective that changes with it.
    share: f64,
    /// Nine of ten resamplings of the trials lie between this ..
    low: f64,
    /// .. and this.
    high: f64,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SliceView {
    #[schema(value_type = serde_json::Value)]
    value: Json_,
    mean: f64,
    low: f64,
    high: f64,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PairView {
    parameters: Vec<String>,
    #[schema(value_type = Vec<serde_json::Value>)]
    first: Vec<Json_>,
    #[schema(value_type = Vec<serde_json::Value>)]
    second: Vec<Json_>,
    /// A row for each value of the first.
    means: Vec<Vec<f64>>,
    deviations: Vec<Vec<f64>>,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PredictionView {
    rank_correlation: f64,
    within_one_deviation: f64,
    points: Vec<PredictedView>,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PredictedView {
    observed: f64,
    expected: f64,
    low: f64,
    high: f64,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BestView {
    trial: u64,
    value: Option<f64>,
    expected: f64,
    noise: f64,
    rivals: Vec<RivalView>,
}

#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RivalView {
    trial: u64,
    chance: f64,
}

/// What the trials say: importance, slices, pairs, prediction, rivals, outlook. 409 with fewer than eight values.
#[utoipa::path(get, path = "/api/v1/jobs/{job}/insight", tag = "charts", params(("job" = String, Path)),
    responses((status = 200, body = InsightView), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn insight(State(shared): State<Shared>, Path(name): Path<String>) -> Result<Response, Problem> {
    let job = shared.job(&name).await?;
    let insight = shared.insights.of(&shared.parts.store, &job).await?;
    let text = serde_json::to_string(&*insight).map_err(|e| Problem::internal(e.to_string()))?;
    Ok(([(CONTENT_TYPE, "application/json")], text).into_response())
}

#[cfg(test)]
mod tests {
    use tunesmith_controller::Insight;
    use tunesmith_space::Value;

    use super::*;
    use crate::table::tests::{job, trial};

    #[test]
    fn the_document_has_what_is_told() {
        let trials: Vec<_> = (1..=12_u64)
            .map(|n| {
                let lr = Value::Float(n as f64 / 13.0);
                let mut row = trial(n, &[("lr", lr), ("optimizer", Value::from("Adam"))]);
                row.objective = Some((n as f64 - 6.0).powi(2));
                row.meets = true;
                row
            })
            .collect();
        let insight = Insight::of(&job(), trials).expect("enough values");
        let text = serde_json::to_string(&insight).expect("JSON");
        serde_json::from_str::<InsightView>(&text).expect("the same fields");
    }
}
