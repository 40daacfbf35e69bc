//! Requests told back, with what clients look for in them.

use serde_json::{Value, json};
use tunesmith_study::{Runtime, Training};

use super::super::algorithms;
use super::super::request::Found;
use super::super::tuning_job::create::OBJECTIVE_PARAMETER;

/// A definition of a tuning job.
pub(crate) fn definition(found: &Found, definition: &Value) -> Value {
    let mut told = definition.clone();
    let training = training_of(found, definition);
    let objective = definition["TuningObjective"]["MetricName"].as_str().unwrap_or_else(|| {
        let config = &found.kept.request["HyperParameterTuningJobConfig"]["HyperParameterTuningJobObjective"];
        config["MetricName"].as_str().unwrap_or_default()
    });
    if !told["StaticHyperParameters"].is_object() {
        told["StaticHyperParameters"] = json!({});
    }
    told["StaticHyperParameters"][OBJECTIVE_PARAMETER] = json!(objective);
    told["ResourceConfig"] = resources(definition);
    complete(&mut told, training.map(|t| &t.runtime));
    told
}

fn training_of<'a>(found: &'a Found, definition: &Value) -> Option<&'a Training> {
    let name = definition["DefinitionName"].as_str();
    let all = &found.job.spec.run.trainings;
    all.iter().find(|t| t.definition.as_deref() == name).or_else(|| all.first())
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
pub(super) fn complete(told: &mut Value, runtime: Option<&Runtime>) {
    if told["OutputDataConfig"].is_object() && told["OutputDataConfig"]["KmsKeyId"].is_null() {
        told["OutputDataConfig"]["KmsKeyId"] = json!("");
    }
    let specification = &mut told["AlgorithmSpecification"];
    if specification.is_object() && specification["MetricDefinitions"].is_null() {
        let known = runtime.map(algorithms::metrics_of).unwrap_or_default();
        let metrics: Vec<Value> = known.iter().map(|m| json!({"Name": m.name, "Regex": m.pattern})).collect();
        specification["MetricDefinitions"] = json!(metrics);
    }
}
