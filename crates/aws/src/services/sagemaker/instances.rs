//! Kinds of machines: what a request asks for, and what of it this machine has.

use std::collections::BTreeMap;

use serde::Deserialize;
use tunesmith_executor::{PROCESS, Place};
use tunesmith_study::{Placement, Setting};
use tunesmith_workload::is_like;

use crate::model::generated::sagemaker as model;
use crate::wire::ApiError;

/// What stands for the machines of a type.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstanceRule {
    /// The type, such as `ml.p3.2xlarge`, or a pattern with `*`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What runs its training jobs: `process` (this machine) or an executor that shares the data directory.
    pub executor: Option<String>,
    /// Settings of that executor.
    #[serde(default)]
    pub options: BTreeMap<String, Setting>,
    /// GPUs of one machine; none: those that a machine of that type has with AWS.
    pub gpus: Option<u32>,
    /// What an hour of one machine costs.
    pub price: Option<f64>,
}

impl InstanceRule {
    /// What is wrong with it, in words; none when it can be used.
    pub fn mistake(&self) -> Option<String> {
        if self.kind.is_empty() {
            return Some("a type needs a name; * fits every type".to_owned());
        }
        if self.price.is_some_and(|price| !(price.is_finite() && price >= 0.0)) {
            return Some("the price of an hour is 0 or more".to_owned());
        }
        match self.placement() {
            None if !self.options.is_empty() => Some("options are for an executor other than process".to_owned()),
            None => None,
            Some(placement) if !SHARING.contains(&placement.executor.as_str()) => Some(format!(
                "training jobs run as processes of this machine (process), or on {}; not on `{}`",
                SHARING.join(", "),
                placement.executor
            )),
            Some(placement) => Place::new(&placement.executor, &placement.options).check().err(),
        }
    }

    /// Where its training jobs run, where that is not this machine.
    pub(crate) fn placement(&self) -> Option<Placement> {
        let executor = self.executor.clone().filter(|name| name != PROCESS)?;
        Some(Placement { executor, options: self.options.clone() })
    }
}

/// Executors whose machines share the data directory, and so the data and the binary of a training job.
const SHARING: [&str; 1] = ["slurm"];

/// The first rule that fits a type.
pub(crate) fn rule_for<'a>(rules: &'a [InstanceRule], kind: &str) -> Option<&'a InstanceRule> {
    rules.iter().find(|rule| is_like(&rule.kind, kind))
}

/// Kind and number of machines, from either of the two places where a definition has them.
pub(crate) fn instance(
    plain: Option<&model::ResourceConfig>,
    tuning: Option<&model::HyperParameterTuningResourceConfig>,
) -> Result<(String, i64), ApiError> {
    if let Some(config) = plain {
        let group = config.instance_groups.as_ref().and_then(|g| g.first());
        let kind = config.instance_type.clone().or_else(|| group.map(|g| g.instance_type.clone()));
        let count = config.instance_count.or_else(|| group.map(|g| g.instance_count));
        return Ok((kind.unwrap_or_else(|| "ml.m5.large".to_owned()), count.unwrap_or(1)));
    }
    let config = tuning.ok_or_else(|| {
        ApiError::validation("A training job definition needs ResourceConfig or HyperParameterTuningResourceConfig.")
    })?;
    let first = config.instance_configs.as_ref().and_then(|c| c.first());
    let kind = config.instance_type.clone().or_else(|| first.map(|c| c.instance_type.clone()));
    let kind = kind.ok_or_else(|| {
        ApiError::validation("HyperParameterTuningResourceConfig needs InstanceType or InstanceConfigs.")
    })?;
    Ok((kind, config.instance_count.or_else(|| first.map(|c| c.instance_count)).unwrap_or(1)))
}

/// How many GPUs an instance of this type has.
pub(crate) fn gpus_of(instance: &str) -> u32 {
    let Some((family, size)) = instance.trim_start_matches("ml.").split_once('.') else { return 0 };
    let has_gpus = family.starts_with('p')
        || (family.starts_with('g') && family.chars().nth(1).is_some_and(|c| c.is_ascii_digit()));
    if !has_gpus {
        return 0;
    }
    match (family, size) {
        ("p2", "16xlarge") => 16,
        ("p2", "8xlarge") => 8,
        ("p3", "8xlarge") => 4,
        ("p3" | "p3dn", "16xlarge" | "24xlarge") => 8,
        (family, "24xlarge" | "48xlarge") if family.starts_with('p') => 8,
        (family, "48xlarge") if family.starts_with('g') => 8,
        (family, "12xlarge" | "24xlarge") if family.starts_with('g') => 4,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_checked() {
        let rule = |executor: &str, option: &str| InstanceRule {
            kind: "ml.*".into(),
            executor: Some(executor.into()),
            options: BTreeMap::from([(option.to_owned(), Setting::parse("gpu"))]),
            gpus: None,
            price: Some(1.0),
        };
        assert_eq!(rule("slurm", "partition").mistake(), None);
        assert!(rule("slurm", "queue").mistake().is_some_and(|m| m.contains("unknown field `queue`")));
        assert!(rule("ray", "address").mistake().is_some_and(|m| m.contains("not on `ray`")));
        assert!(rule("process", "partition").mistake().is_some());
    }

    #[test]
    fn instances_have_gpus() {
        let known = [
            ("ml.m5.large", 0),
            ("ml.c5.18xlarge", 0),
            ("ml.trn1.2xlarge", 0),
            ("local", 0),
            ("ml.p2.xlarge", 1),
            ("ml.p3.2xlarge", 1),
            ("ml.p3.8xlarge", 4),
            ("ml.p3dn.24xlarge", 8),
            ("ml.p4d.24xlarge", 8),
            ("ml.p5.48xlarge", 8),
            ("ml.p5.4xlarge", 1),
            ("ml.g4dn.xlarge", 1),
            ("ml.g4dn.12xlarge", 4),
            ("ml.g5.16xlarge", 1),
            ("ml.g5.24xlarge", 4),
            ("ml.g6e.48xlarge", 8),
        ];
        for (instance, gpus) in known {
            assert_eq!(gpus_of(instance), gpus, "{instance}");
        }
    }
}
