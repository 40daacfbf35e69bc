//! CloudWatch: the series of every metric of every training job, with every point; and what endpoints count.

mod endpoints;

use serde_json::{Value, json};
use tunesmith_store::{Catalogue as _, PageOrder, PageQuery, Views as _};
use tunesmith_study::is_reserved_metric;

use super::not_answered;
use super::pages::{Page, milliseconds, with_token};
use crate::model::generated::cloudwatch::{
    Dimension, DimensionFilter, GetMetricDataInput, GetMetricStatisticsInput, ListMetricsInput,
};
use crate::model::typed;
use crate::server::Context;
use crate::wire::{ApiError, seconds};

/// Where clients look for metrics of training jobs: today, and in 2018.
const NAMESPACES: [&str; 2] = ["/aws/sagemaker/TrainingJobs", "/aws/sagemaker/HyperParameterTuningJobs"];
const DIMENSION: &str = "TrainingJobName";
/// Metrics of a page, and training jobs that are looked at for one.
const PAGE: i64 = 500;
const MOST_JOBS: u64 = 10_000;

pub(crate) async fn answer(cx: &Context, operation: &'static str, input: Value) -> Result<Value, ApiError> {
    match operation {
        "GetMetricData" => data(cx, typed(input)?).await,
        "GetMetricStatistics" => statistics(cx, typed(input)?).await,
        "ListMetrics" => list(cx, typed(input)?).await,
        _ => Err(not_answered(operation)),
    }
}

/// A point: milliseconds since the epoch, and its value.
type Point = (i64, f64);

/// The points of one metric of one training job, in order; nothing for what is not known.
async fn series(
    cx: &Context,
    namespace: &str,
    metric: &str,
    dimensions: &[Dimension],
    from_s: f64,
    to_s: f64,
) -> Result<Vec<Point>, ApiError> {
    let [Dimension { name, value }] = dimensions else { return Ok(Vec::new()) };
    if !NAMESPACES.contains(&namespace) || name != DIMENSION {
        return Ok(Vec::new());
    }
    let Some((job, trial)) = cx.parts.store.training(value).await? else { return Ok(Vec::new()) };
    let Some(job) = cx.parts.store.job_by_id(job).await? else { return Ok(Vec::new()) };
    let index = job.spec.metrics.iter().position(|m| m.name == metric && !is_reserved_metric(metric));
    let Some(index) = index else { return Ok(Vec::new()) };
    // The ends are whole seconds where a client has rounded them.
    let (from, to) = (milliseconds(Some(from_s.floor())).unwrap_or(0), milliseconds(Some(to_s.ceil())).unwrap_or(0));
    let points = cx.parts.store.series(job.id, trial.number).await?;
    let wanted = points.into_iter().filter(|p| p.metric == index && p.value.is_finite());
    let mut wanted: Vec<Point> =
        wanted.map(|p| (p.at_ms, p.value)).filter(|(at, _)| (from..=to).contains(at)).collect();
    // Points of one moment stay in the order in which they were printed, and apart, for clients that sort by time.
    for i in 1..wanted.len() {
        wanted[i].0 = wanted[i].0.max(wanted[i - 1].0 + 1);
    }
    Ok(wanted)
}

async fn statistics(cx: &Context, input: GetMetricStatisticsInput) -> Result<Value, ApiError> {
    let statistics = input.statistics.clone().unwrap_or_default();
    if statistics.is_empty() && input.extended_statistics.is_none() {
        return Err(ApiError::new(
            "MissingParameter",
            400,
            "At least one of the parameters Statistics or ExtendedStatistics must be specified.",
        ));
    }
    if input.start_time >= input.end_time {
        return Err(ApiError::new(
            "InvalidParameterValue",
            400,
            "The parameter StartTime must be less than the parameter EndTime.",
        ));
    }
    let dimensions = input.dimensions.clone().unwrap_or_default();
    if input.namespace == endpoints::NAMESPACE {
        let minutes = endpoints::minutes(cx, &dimensions, input.start_time, input.end_time);
        return Ok(endpoints::statistics(&minutes, &input, &statistics));
    }
    let points =
        series(cx, &input.namespace, &input.metric_name, &dimensions, input.start_time, input.end_time).await?;
    let told: Vec<Value> = points
        .into_iter()
        .map(|(at, value)| {
            let mut point = json!({"Timestamp": seconds(at), "Unit": "None"});
            for statistic in &statistics {
                point[statistic.as_str()] = json!(if statistic == "SampleCount" { 1.0 } else { value });
            }
            if let Some(extended) = &input.extended_statistics {
                point["ExtendedStatistics"] = extended.iter().map(|name| (name.clone(), json!(value))).collect();
            }
            point
        })
        .collect();
    Ok(json!({"Label": input.metric_name, "Datapoints": told}))
}

async fn data(cx: &Context, input: GetMetricDataInput) -> Result<Value, ApiError> {
    let newest_first = input.scan_by.as_deref() != Some("TimestampAscending");
    let mut results = Vec::new();
    for query in &input.metric_data_queries {
        let Some(stat) = &query.metric_stat else {
            return Err(ApiError::new(
                "ValidationError",
                400,
                format!("The query {} has no MetricStat; expressions are not computed here.", query.id),
            ));
        };
        let metric = &stat.metric;
        let (namespace, name) =
            (metric.namespace.as_deref().unwrap_or_default(), metric.metric_name.as_deref().unwrap_or_default());
        let dimensions = metric.dimensions.clone().unwrap_or_default();
        let mut points = if namespace == endpoints::NAMESPACE {
            let minutes = endpoints::minutes(cx, &dimensions, input.start_time, input.end_time);
            endpoints::points(&minutes, name, &stat.stat, stat.period)
        } else {
            let mut points = series(cx, namespace, name, &dimensions, input.start_time, input.end_time).await?;
            // Every point of a training job stands for itself.
            if stat.stat == "SampleCount" {
                for (_, value) in &mut points {
                    *value = 1.0;
                }
            }
            points
        };
        if newest_first {
            points.reverse();
        }
        if query.return_data == Some(false) {
            continue;
        }
        results.push(json!({
            "Id": query.id,
            "Label": query.label.clone().unwrap_or_else(|| name.to_owned()),
            "Timestamps": points.iter().map(|(at, _)| seconds(*at)).collect::<Vec<_>>(),
            "Values": points.iter().map(|(_, value)| *value).collect::<Vec<_>>(),
            "StatusCode": "Complete",
        }));
    }
    Ok(json!({"MetricDataResults": results, "Messages": []}))
}

async fn list(cx: &Context, input: ListMetricsInput) -> Result<Value, ApiError> {
    let print = format!("{:?}", ListMetricsInput { next_token: None, ..input.clone() });
    let page = Page::of(Some(PAGE), input.next_token.as_deref(), &print)?;
    let dimensions = input.dimensions.clone().unwrap_or_default();
    let fits = |name: &str| {
        dimensions.iter().all(|d: &DimensionFilter| d.name == DIMENSION && d.value.as_ref().is_none_or(|v| v == name))
    };
    let named = dimensions.iter().find_map(|d| d.value.clone());
    let trainings = if let Some(name) = named {
        cx.parts.store.training(&name).await?.into_iter().collect()
    } else {
        let query = PageQuery { order: PageOrder::Created, limit: MOST_JOBS, ..PageQuery::default() };
        cx.parts.store.training_page(None, query).await?
    };
    let mut found = Vec::new();
    let mut last_job = None;
    for (id, trial) in trainings {
        let Some(name) = trial.name.as_ref().filter(|n| fits(n)) else { continue };
        if last_job.as_ref().is_none_or(|(last, _)| *last != id) {
            let Some(job) = cx.parts.store.job_by_id(id).await? else { continue };
            last_job = Some((id, job.spec.metrics));
        }
        let Some((_, metrics)) = &last_job else { continue };
        for (i, metric) in metrics.iter().enumerate() {
            // What an ended job never printed is no metric of it.
            let seen = !trial.run_status.is_over() || trial.values.get(i).is_some_and(Option::is_some);
            let hidden = !seen || is_reserved_metric(&metric.name);
            if hidden || input.metric_name.as_ref().is_some_and(|wanted| *wanted != metric.name) {
                continue;
            }
            for namespace in NAMESPACES {
                if input.namespace.as_ref().is_none_or(|wanted| wanted == namespace) {
                    found.push(json!({
                        "Namespace": namespace,
                        "MetricName": metric.name,
                        "Dimensions": [{"Name": DIMENSION, "Value": name}],
                    }));
                }
            }
        }
    }
    found.extend(endpoints::listed(cx, &input));
    let (metrics, next) = page.slice(found);
    Ok(with_token(json!({"Metrics": metrics}), "NextToken", next))
}
