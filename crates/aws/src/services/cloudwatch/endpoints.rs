//! What endpoints count, by the minute: under the names that SageMaker gives it.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use tunesmith_hosting::Minute;

use super::Point;
use crate::model::generated::cloudwatch::{Dimension, GetMetricStatisticsInput, ListMetricsInput};
use crate::server::Context;
use crate::services::pages::milliseconds;
use crate::wire::seconds;

/// Where clients look for metrics of endpoints.
pub(super) const NAMESPACE: &str = "AWS/SageMaker";
const DIMENSIONS: [&str; 2] = ["EndpointName", "VariantName"];

/// A metric: its name, its unit, how often it was counted in a minute, and its sum, least and greatest.
struct Metric {
    name: &'static str,
    unit: &'static str,
    of: fn(&Minute) -> (u64, f64, f64, f64),
}

/// A count is one where it happened, so its sum is how often.
fn counted(n: u64, of: u64) -> (u64, f64, f64, f64) {
    (of, n as f64, if n < of { 0.0 } else { 1.0 }, if n > 0 { 1.0 } else { 0.0 })
}

const METRICS: [Metric; 5] = [
    Metric { name: "Invocations", unit: "None", of: |m| counted(m.invocations, m.invocations) },
    Metric { name: "Invocation4XXErrors", unit: "None", of: |m| counted(m.errors_4xx, m.invocations) },
    Metric { name: "Invocation5XXErrors", unit: "None", of: |m| counted(m.errors_5xx, m.invocations) },
    Metric {
        name: "ModelLatency",
        unit: "Microseconds",
        of: |m| (m.answers, m.latency_us as f64, m.least_us as f64, m.most_us as f64),
    },
    Metric {
        name: "OverheadLatency",
        unit: "Microseconds",
        of: |m| {
            let mean = m.overhead_us as f64 / m.answers.max(1) as f64;
            (m.answers, m.overhead_us as f64, mean, mean)
        },
    },
];

/// The minutes of a variant, or of all variants of an endpoint, within a time.
pub(super) fn minutes(cx: &Context, dimensions: &[Dimension], from_s: f64, to_s: f64) -> Vec<Minute> {
    let value = |name: &str| dimensions.iter().find(|d| d.name == name).map(|d| d.value.as_str());
    let Some(view) = value(DIMENSIONS[0]).and_then(|name| cx.parts.hosting.view(name).ok()) else { return Vec::new() };
    let (from, to) = (milliseconds(Some(from_s)).unwrap_or(0), milliseconds(Some(to_s)).unwrap_or(0));
    let wanted = value(DIMENSIONS[1]);
    let variants = view.variants.into_iter().filter(|v| wanted.is_none_or(|w| w == v.name));
    // A minute is in a time that it overlaps.
    variants.flat_map(|v| v.counts.minutes).filter(|m| m.at_ms + 60_000 > from && m.at_ms <= to).collect()
}

/// Minutes put together in periods of so many seconds: how often, sum, least, greatest.
fn periods(minutes: &[Minute], metric: &Metric, period_s: i64) -> BTreeMap<i64, (u64, f64, f64, f64)> {
    let length = period_s.max(60) * 1000;
    let mut all: BTreeMap<i64, (u64, f64, f64, f64)> = BTreeMap::new();
    for minute in minutes {
        let (n, sum, least, most) = (metric.of)(minute);
        if n == 0 {
            continue;
        }
        let slot = all.entry(minute.at_ms - minute.at_ms.rem_euclid(length)).or_insert((0, 0.0, f64::MAX, f64::MIN));
        *slot = (slot.0 + n, slot.1 + sum, slot.2.min(least), slot.3.max(most));
    }
    all
}

fn statistic(name: &str, (n, sum, least, most): (u64, f64, f64, f64)) -> Option<f64> {
    match name {
        "SampleCount" => Some(n as f64),
        "Sum" => Some(sum),
        "Average" => Some(sum / n as f64),
        "Minimum" => Some(least),
        "Maximum" => Some(most),
        // Percentiles would need every value.
        _ => None,
    }
}

/// The answer of `GetMetricStatistics`.
pub(super) fn statistics(minutes: &[Minute], input: &GetMetricStatisticsInput, statistics: &[String]) -> Value {
    let Some(metric) = METRICS.iter().find(|m| m.name == input.metric_name) else {
        return json!({"Label": input.metric_name, "Datapoints": []});
    };
    let told: Vec<Value> = periods(minutes, metric, input.period)
        .into_iter()
        .map(|(at, found)| {
            let mut point = json!({"Timestamp": seconds(at), "Unit": metric.unit});
            for name in statistics {
                if let Some(value) = statistic(name, found) {
                    point[name.as_str()] = json!(value);
                }
            }
            point
        })
        .collect();
    json!({"Label": input.metric_name, "Datapoints": told})
}

/// The points of `GetMetricData`.
pub(super) fn points(minutes: &[Minute], metric: &str, wanted: &str, period_s: i64) -> Vec<Point> {
    let Some(metric) = METRICS.iter().find(|m| m.name == metric) else { return Vec::new() };
    let all = periods(minutes, metric, period_s).into_iter();
    all.filter_map(|(at, found)| Some((at, statistic(wanted, found)?))).collect()
}

/// The metrics that there are, as `ListMetrics` tells them.
pub(super) fn listed(cx: &Context, input: &ListMetricsInput) -> Vec<Value> {
    if input.namespace.as_ref().is_some_and(|wanted| wanted != NAMESPACE) {
        return Vec::new();
    }
    let dimensions = input.dimensions.as_deref().unwrap_or_default();
    let mut found = Vec::new();
    for view in cx.parts.hosting.views() {
        for variant in view.variants.iter().filter(|v| v.counts.total.invocations > 0) {
            let own = [(DIMENSIONS[0], &view.endpoint.name), (DIMENSIONS[1], &variant.name)];
            let fits = dimensions.iter().all(|d| {
                own.iter().any(|(name, value)| d.name == *name && d.value.as_ref().is_none_or(|v| v == *value))
            });
            let metrics = METRICS.iter().filter(|m| input.metric_name.as_ref().is_none_or(|w| w == m.name));
            for metric in metrics.filter(|_| fits) {
                let told: Vec<Value> = own.iter().map(|(name, value)| json!({"Name": name, "Value": value})).collect();
                found.push(json!({"Namespace": NAMESPACE, "MetricName": metric.name, "Dimensions": told}));
            }
        }
    }
    found
}
