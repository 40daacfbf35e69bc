//! `Search`, over training jobs and tuning jobs.

use serde_json::{Value, json};
use time::format_description::well_known::Iso8601;
use time::{Date, OffsetDateTime, PrimitiveDateTime};
use tunesmith_store::{Catalogue as _, PageOrder, PageQuery};

use super::request::TUNING_JOB;
use super::{tags, training_job, tuning_job};
use crate::model::check::known;
use crate::model::generated::sagemaker::{
    self as generated, DescribeHyperParameterTuningJobRequest, DescribeTrainingJobRequest, Filter, NestedFilters,
    SearchExpression, SearchRequest,
};
use crate::server::Context;
use crate::services::pages::{Page, with_token};
use crate::wire::ApiError;

const TRAINING_JOBS: &str = "TrainingJob";
const TUNING_JOBS: &str = "HyperParameterTuningJob";
/// Most resources that are looked at.
const MOST: u64 = 10_000;

pub(crate) async fn search(cx: &Context, input: SearchRequest) -> Result<Value, ApiError> {
    let print = format!("{:?}", SearchRequest { next_token: None, max_results: None, ..input.clone() });
    let page = Page::of(input.max_results, input.next_token.as_deref(), &print)?;
    let names = names(cx, &input.resource).await?;
    if let Some(expression) = &input.search_expression {
        check(expression)?;
    }
    let (rows, next) = if input.search_expression.is_none() && input.sort_by.is_none() {
        // Only what is shown needs to be looked at.
        let (names, next) = page.slice(names);
        (described(cx, &input.resource, names).await?, next)
    } else {
        let mut found = described(cx, &input.resource, names).await?;
        if let Some(expression) = &input.search_expression {
            found.retain(|resource| holds(expression, resource));
        }
        if let Some(by) = &input.sort_by {
            found.sort_by(|a, b| compare(&member(a, by), &member(b, by)));
            if input.sort_order.as_deref() != Some("Ascending") {
                found.reverse();
            }
        }
        page.slice(found)
    };
    let results: Vec<Value> = rows.into_iter().map(|resource| json!({input.resource.as_str(): resource})).collect();
    let told = with_token(json!({"Results": results}), "NextToken", next);
    // Resources have fewer members here than in their own descriptions.
    let shape = generated::SERVICE.operation("Search").and_then(|o| o.output);
    Ok(match shape {
        Some(shape) => known(shape, told),
        None => told,
    })
}

/// Names of all resources of a kind, newest first.
async fn names(cx: &Context, resource: &str) -> Result<Vec<String>, ApiError> {
    let newest_first = PageQuery { order: PageOrder::Created, descending: true, limit: MOST, ..PageQuery::default() };
    let store = &cx.parts.store;
    match resource {
        TRAINING_JOBS => {
            let rows = store.training_page(None, newest_first).await?;
            Ok(rows.into_iter().filter_map(|(_, trial)| trial.name).collect())
        }
        TUNING_JOBS => {
            let rows = store.asked_page(TUNING_JOB, newest_first).await?;
            Ok(rows.into_iter().filter_map(|job| job.spec.asked.map(|a| a.name)).collect())
        }
        other => Err(ApiError::validation(format!(
            "Search looks through {TRAINING_JOBS} and {TUNING_JOBS} here; there is no {other}."
        ))),
    }
}

/// As their own descriptions have them, with their tags.
async fn described(cx: &Context, resource: &str, names: Vec<String>) -> Result<Vec<Value>, ApiError> {
    let mut found = Vec::new();
    for name in names {
        let (mut told, arn) = if resource == TRAINING_JOBS {
            let request = DescribeTrainingJobRequest { training_job_name: name };
            (training_job::describe::describe(cx, request).await?, "TrainingJobArn")
        } else {
            let request = DescribeHyperParameterTuningJobRequest { hyper_parameter_tuning_job_name: name };
            (tuning_job::describe::describe(cx, request).await?, "HyperParameterTuningJobArn")
        };
        let tags = tags::of(cx, told[arn].as_str().unwrap_or_default()).await?;
        told["Tags"] = json!(tags::told(&tags));
        found.push(told);
    }
    Ok(found)
}

/// Refuses what could only be misunderstood: a comparison with nothing, a moment that cannot be read.
fn check(expression: &SearchExpression) -> Result<(), ApiError> {
    let nested = expression.nested_filters.iter().flatten().flat_map(|n| &n.filters);
    for filter in expression.filters.iter().flatten().chain(nested) {
        let operator = filter.operator.as_deref().unwrap_or("Equals");
        if matches!(operator, "Exists" | "NotExists") {
            continue;
        }
        let Some(value) = &filter.value else {
            return Err(ApiError::validation(format!("The filter on {} has no Value for {operator}.", filter.name)));
        };
        let is_moment = filter.name.ends_with("Time") && !filter.name.starts_with("Tags.");
        let is_read = |text: &str| text.parse::<f64>().is_ok() || moment(text).is_some();
        if is_moment && operator != "In" && !is_read(value) {
            return Err(ApiError::validation(format!(
                "The filter on {} has the Value {value:?}, which is no moment; write 2026-11-25T13:55:00Z, 2026-11-25, or seconds \
                 since 1970.",
                filter.name
            )));
        }
    }
    expression.sub_expressions.iter().flatten().try_for_each(check)
}

fn holds(expression: &SearchExpression, resource: &Value) -> bool {
    let filters = expression.filters.iter().flatten().map(|f| passes(f, resource));
    let inner = expression.sub_expressions.iter().flatten().map(|e| holds(e, resource));
    let nested = expression.nested_filters.iter().flatten().map(|n| has_one(n, resource));
    let mut all = filters.chain(nested).chain(inner);
    if expression.operator.as_deref() == Some("Or") { all.any(|b| b) } else { all.all(|b| b) }
}

/// Whether one element of a list passes all filters, whose paths start with the list's own.
fn has_one(nested: &NestedFilters, resource: &Value) -> bool {
    let list = member(resource, &nested.nested_property_name);
    let within = |filter: &Filter| {
        let path = filter.name.strip_prefix(&nested.nested_property_name).and_then(|rest| rest.strip_prefix('.'));
        Filter { name: path.unwrap_or(&filter.name).to_owned(), ..filter.clone() }
    };
    let filters: Vec<Filter> = nested.filters.iter().map(within).collect();
    list.as_array().is_some_and(|all| all.iter().any(|element| filters.iter().all(|f| passes(f, element))))
}

/// A member by its path with dots; the last value of a metric for `Metrics.<name>`, the value of a tag for `Tags.<key>`.
fn member(resource: &Value, path: &str) -> Value {
    if let Some(key) = path.strip_prefix("Tags.") {
        let found = resource["Tags"].as_array().and_then(|all| all.iter().find(|tag| tag["Key"] == key));
        return found.map_or(Value::Null, |tag| tag["Value"].clone());
    }
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
    // Moments are numbers in answers, and texts in filters.
    let number = wanted.parse::<f64>().ok().or_else(|| moment(wanted).filter(|_| value.is_number()));
    let order = || match (text.parse::<f64>(), number) {
        (Ok(a), Some(b)) => a.total_cmp(&b),
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

/// Seconds since the epoch for a date and time of ISO 8601, in UTC where it does not say, or for a date.
fn moment(text: &str) -> Option<f64> {
    // People write a blank where the standard has a T.
    let text = text.trim().replacen(' ', "T", 1);
    let text = text.as_str();
    let zoned = OffsetDateTime::parse(text, &Iso8601::DEFAULT);
    let local = || PrimitiveDateTime::parse(text, &Iso8601::DEFAULT).map(PrimitiveDateTime::assume_utc);
    let day = || Date::parse(text, &Iso8601::DEFAULT).map(|day| day.midnight().assume_utc());
    let found = zoned.or_else(|_| local()).or_else(|_| day()).ok()?;
    Some(found.unix_timestamp_nanos() as f64 / 1e9)
}

fn compare(a: &Value, b: &Value) -> std::cmp::Ordering {
    match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => a.total_cmp(&b),
        _ => a.to_string().cmp(&b.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read() {
        assert_eq!(moment("1970-01-02"), Some(86_400.0));
        assert_eq!(moment("1970-01-01T00:01:00"), Some(60.0));
        assert_eq!(moment("1970-01-01T00:01:00.5Z"), Some(60.5));
        assert_eq!(moment("1970-01-01T01:00:00+01:00"), Some(0.0));
        assert_eq!(moment("1970-01-01 00:01:00"), Some(60.0));
        assert_eq!(moment("yesterday"), None);
        let with = |name: &str, value: Option<&str>| {
            let filter = Filter { name: name.into(), operator: None, value: value.map(str::to_owned) };
            let expression = SearchExpression {
                filters: Some(vec![filter]),
                nested_filters: None,
                operator: None,
                sub_expressions: None,
            };
            check(&expression)
        };
        assert!(with("CreationTime", Some("yesterday")).is_err() && with("TrainingJobName", None).is_err());
        assert!(with("CreationTime", Some("2026-11-25")).is_ok() && with("TrainingJobName", Some("a")).is_ok());
    }

    #[test]
    fn filters_look_into_members_lists_and_tags() {
        let resource = json!({
            "Name": "a", "CreationTime": 86_400.5, "Tags": [{"Key": "level", "Value": "mid"}],
            "Channels": [{"Name": "x", "At": {"Uri": "s3://one"}}, {"Name": "y", "At": {"Uri": "s3://two"}}],
        });
        let filter = |name: &str, operator: &str, value: &str| Filter {
            name: name.into(),
            operator: Some(operator.into()),
            value: Some(value.into()),
        };
        assert!(passes(&filter("CreationTime", "GreaterThan", "1970-01-02"), &resource));
        assert!(!passes(&filter("CreationTime", "GreaterThan", "1970-01-02T00:00:01"), &resource));
        assert!(passes(&filter("Tags.level", "Equals", "mid"), &resource));
        assert!(!passes(&filter("Tags.other", "Equals", "mid"), &resource));
        let nested = |name: &str, uri: &str| NestedFilters {
            nested_property_name: "Channels".into(),
            filters: vec![filter("Channels.Name", "Equals", name), filter("Channels.At.Uri", "Contains", uri)],
        };
        assert!(has_one(&nested("x", "one"), &resource));
        assert!(!has_one(&nested("x", "two"), &resource), "both must hold of one element");
    }
}
