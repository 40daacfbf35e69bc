//! Requests told back, with what clients look for in them.

use serde_json::{Value, json};
use tunesmith_study::is_reserved_metric;

use super::super::request::Found;
use super::super::tuning_job::create::OBJECTIVE_PARAMETER;

/// A definition of a tuning job.
pub(crate) fn definition(found: &Found, definition: &Value) -> Value {
    let mut told = definition.clone();
    let objective = definition["TuningObjective"]["MetricName"].as_str().unwrap_or_else(|| {
        let config = &found.kept.request["HyperParameterTuningJobConfig"]["HyperParameterTuningJobObjective"];
        config["MetricName"].as_str().unwrap_or_default()
    });
    if !told["StaticHyperParameters"].is_object() {
        told["StaticHyperParameters"] = json!({});
    }
    told["StaticHyperParameters"][OBJECTIVE_PARAMETER] = json!(objective);
    told["ResourceConfig"] = resources(definition);
    complete(&mut told, found);
    told
}

/// Machines as one of the two places has them; newer clients send the other one, and read this one.
pub(super) fn resources(described: &Value) -> Value {
    if described["ResourceConfig"].is_object() {
        return described["ResourceConfig"].clone();
    }
    let tuning = &described["HyperParameterTuningResourceConfig"];
    let first = &tuning["InstanceConfigs"][0];
    let mut told = json!({});
    for name in ["InstanceType", "InstanceCount", "VolumeSizeInGB", "VolumeKmsKeyId"] {
        let value = if tuning[name].is_null() { &first[name] } else { &tuning[name] };
        if !value.is_null() {
            told[name] = value.clone();
        }
    }
    told
}

/// Members without which some clients stop.
pub(super) fn complete(told: &mut Value, found: &Found) {
    if told["OutputDataConfig"].is_object() && told["OutputDataConfig"]["KmsKeyId"].is_null() {
        told["OutputDataConfig"]["KmsKeyId"] = json!("");
    }
    let specification = &mut told["AlgorithmSpecification"];
    if specification.is_object() && specification["MetricDefinitions"].is_null() {
        // An algorithm that is asked for by name has its own.
        let own = found.job.spec.metrics.iter().filter(|m| !is_reserved_metric(&m.name));
        let metrics: Vec<Value> = own.map(|m| json!({"Name": m.name, "Regex": m.pattern})).collect();
        specification["MetricDefinitions"] = json!(metrics);
    }
}
