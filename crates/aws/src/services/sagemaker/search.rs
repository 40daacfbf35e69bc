//! `Search`, over training jobs and tuning jobs.

use serde_json::{Value, json};
use tunesmith_store::{Catalogue as _, PageOrder, PageQuery};

use super::request::TUNING_JOB;
use super::{training_job, tuning_job};
use crate::model::check::known;
use crate::model::generated::sagemaker::{
    self as generated, DescribeHyperParameterTuningJobRequest, DescribeTrainingJobRequest, Filter, SearchExpression,
    SearchRequest,
};
use crate::server::Context;
use crate::services::pages::{Page, with_token};
use crate::wire::ApiError;

/// Most resources that are looked at.
const MOST: u64 = 10_000;

pub(crate) async fn search(cx: &Context, input: SearchRequest) -> Result<Value, ApiError> {
    let print = format!("{:?}", SearchRequest { next_token: None, max_results: None, ..input.clone() });
    let page = Page::of(input.max_results, input.next_token.as_deref(), &print)?;
    let newest_first = PageQuery { order: PageOrder::Created, descending: true, limit: MOST, ..PageQuery::default() };
    let mut found = Vec::new();
    match input.resource.as_str() {
        "TrainingJob" => {
            for (_, trial) in cx.parts.store.training_page(None, newest_first).await? {
                let training_job_name = trial.name.unwrap_or_default();
                let request = DescribeTrainingJobRequest { training_job_name };
                found.push(training_job::describe::describe(cx, request).await?);
            }
        }
        "HyperParameterTuningJob" => {
            for job in cx.parts.store.asked_page(TUNING_JOB, newest_first).await? {
                let hyper_parameter_tuning_job_name = job.spec.asked.map(|a| a.name).unwrap_or_default();
                let request = DescribeHyperParameterTuningJobRequest { hyper_parameter_tuning_job_name };
                found.push(tuning_job::describe::describe(cx, request).await?);
            }
        }
        other => {
            return Err(ApiError::validation(format!(
                "Search looks through TrainingJob and HyperParameterTuningJob here; there is no {other}."
            )));
        }
    }
    if let Some(expression) = &input.search_expression {
        found.retain(|resource| holds(expression, resource));
    }
    if let Some(by) = &input.sort_by {
        found.sort_by(|a, b| compare(&member(a, by), &member(b, by)));
        if input.sort_order.as_deref() != Some("Ascending") {
            found.reverse();
        }
    }
    let (rows, next) = page.slice(found);
    let results: Vec<Value> = rows.into_iter().map(|resource| json!({input.resource.as_str(): resource})).collect();
    let told = with_token(json!({"Results": results}), "NextToken", next);
    // Resources have fewer members here than in their own descriptions.
    let shape = generated::SERVICE.operation("Search").and_then(|o| o.output);
    Ok(match shape {
        Some(shape) => known(shape, told),
        None => told,
    })
}

fn holds(expression: &SearchExpression, resource: &Value) -> bool {
    let filters = expression.filters.iter().flatten().map(|f| passes(f, resource));
    let inner = expression.sub_expressions.iter().flatten().map(|e| holds(e, resource));
    let mut all = filters.chain(inner);
    if expression.operator.as_deref() == Some("Or") { all.any(|b| b) } else { all.all(|b| b) }
}

/// A member by its path with dots; the last value of a metric for `Metrics.<name>`.
fn member(resource: &Value, path: &str) -> Value {
    if let Some(metric) = path.strip_prefix("Metrics.") {
        let list = resource["FinalMetricDataList"].as_array();
        let found = list.and_then(|all| all.iter().find(|m| m["MetricName"] == metric));
        return found.map_or(Value::Null, |m| m["Value"].clone());
    }
    path.split('.').fold(resource.clone(), |value, part| value[part].clone())
}

fn passes(filter: &Filter, resource: &Value) -> bool {
    let value = member(resource, &filter.name);
    let wanted = filter.value.as_deref().unwrap_or_default();
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let order = || match (text.parse::<f64>(), wanted.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.total_cmp(&b),
        _ => text.as_str().cmp(wanted),
    };
    match filter.operator.as_deref().unwrap_or("Equals") {
        "Exists" => !value.is_null(),
        "NotExists" => value.is_null(),
        _ if value.is_null() => false,
        "Equals" => text == wanted || order().is_eq(),
        "NotEquals" => order().is_ne(),
        "GreaterThan" => order().is_gt(),
        "GreaterThanOrEqualTo" => order().is_ge(),
        "LessThan" => order().is_lt(),
        "LessThanOrEqualTo" => order().is_le(),
        "Contains" => text.contains(wanted),
        "In" => wanted.split(',').any(|w| w.trim() == text),
        _ => false,
    }
}

fn compare(a: &Value, b: &Value) -> std::cmp::Ordering {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        _ => a.to_string().cmp(&b.to_string()),
    }
}
