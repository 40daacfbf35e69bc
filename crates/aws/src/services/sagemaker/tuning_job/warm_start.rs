//! What earlier tuning jobs found out.

use std::collections::BTreeSet;

use tunesmith_space::Configuration;
use tunesmith_store::{JobId, TrialQuery, Views as _};
use tunesmith_study::{EarlierTrial, WarmStart, WarmStartKind};

use super::super::request::{Found, find_tuning_job};
use super::create::Part;
use super::status;
use crate::model::generated::sagemaker::CreateHyperParameterTuningJobRequest;
use crate::server::Context;
use crate::wire::ApiError;

/// Most changes between a job and its parents.
const MOST_CHANGES: usize = 10;

/// Parents and what they found out.
#[derive(Default)]
pub(super) struct Earlier {
    pub(super) start: Option<WarmStart>,
    pub(super) parents: Vec<JobId>,
}

pub(super) async fn read(
    cx: &Context,
    request: &CreateHyperParameterTuningJobRequest,
    parts: &[Part<'_>],
) -> Result<Earlier, ApiError> {
    let Some(config) = &request.warm_start_config else { return Ok(Earlier::default()) };
    let strategy = &request.hyper_parameter_tuning_job_config.strategy;
    if !matches!(strategy.as_str(), "Bayesian" | "Random") {
        return Err(ApiError::validation(format!(
            "A warm start works with the strategies Bayesian and Random; the strategy is {strategy}."
        )));
    }
    let [part] = parts else {
        return Err(ApiError::validation("A warm start works with one TrainingJobDefinition, not with several."));
    };
    let identical = config.warm_start_type == "IdenticalDataAndAlgorithm";
    let mut earlier = Earlier::default();
    let mut trials = Vec::new();
    for (number, parent) in config.parent_hyper_parameter_tuning_jobs.iter().enumerate() {
        let name = parent.hyper_parameter_tuning_job_name.as_deref().unwrap_or_default();
        let parent = find_tuning_job(cx, name).await?;
        check(part, &parent, identical)?;
        for trial in cx.parts.store.trials(&parent.job, TrialQuery::default()).await? {
            if trial.status.is_over() {
                trials.push((
                    trial.ended_ms,
                    EarlierTrial { params: known(part, &trial.params), objective: trial.objective, parent: number },
                ));
            }
        }
        earlier.parents.push(parent.job.id);
    }
    trials.sort_by_key(|(ended, _)| *ended);
    let kind = if identical { WarmStartKind::Identical } else { WarmStartKind::Transfer };
    earlier.start = Some(WarmStart { kind, trials: trials.into_iter().map(|(_, t)| t).collect() });
    Ok(earlier)
}

/// The values of those parameters that this job searches too.
fn known(part: &Part<'_>, params: &Configuration) -> Configuration {
    let is_searched = |name: &str| part.parameters.iter().any(|p| p.name == name);
    params.iter().filter(|(name, _)| is_searched(name)).map(|(n, v)| (n.to_owned(), v.clone())).collect()
}

fn check(part: &Part<'_>, parent: &Found, identical: bool) -> Result<(), ApiError> {
    let refuse = |message: String| Err(ApiError::validation(message));
    let (name, job) = (parent.name(), &parent.job);
    if !job.status.is_over() {
        return refuse(format!(
            "The parent tuning job {name} is {}; a warm start takes jobs that are Completed, Stopped or Failed.",
            status(job.status)
        ));
    }
    if job.spec.objective.metric != part.objective.metric_name {
        return refuse(format!(
            "The objective metric must be the same as that of the parent tuning job {name}, {}; it is {}.",
            job.spec.objective.metric, part.objective.metric_name
        ));
    }
    let Some(training) = job.spec.run.trainings.first().filter(|_| job.spec.run.trainings.len() == 1) else {
        return refuse(format!(
            "The parent tuning job {name} has several training job definitions; a warm start takes jobs with one."
        ));
    };
    let own = |name: &&str| !is_plumbing(name);
    let parent_tuned: BTreeSet<&str> = job.spec.space.parameters.iter().map(|p| p.name.as_str()).collect();
    let parent_names: BTreeSet<&str> =
        parent_tuned.iter().copied().chain(training.hyperparameters.keys().map(String::as_str)).filter(own).collect();
    let tuned: BTreeSet<&str> = part.parameters.iter().map(|p| p.name.as_str()).collect();
    let names: BTreeSet<&str> =
        tuned.iter().copied().chain(part.statics.keys().map(String::as_str)).filter(own).collect();
    if names != parent_names {
        let differing: Vec<&str> = names.symmetric_difference(&parent_names).copied().collect();
        return refuse(format!(
            "The set of tunable plus static HyperParameter names is not the same across current and parent tuning jobs. They differ \
             in {} (parent tuning job {name}).",
            differing.join(", ")
        ));
    }
    for parameter in &part.parameters {
        if let Some(theirs) = job.spec.space.parameters.iter().find(|p| p.name == parameter.name)
            && std::mem::discriminant(&theirs.domain) != std::mem::discriminant(&parameter.domain)
        {
            return refuse(format!(
                "The type of the hyperparameter {} is not that of the parent tuning job {name}; types cannot change in a warm start.",
                parameter.name
            ));
        }
    }
    let moved = tuned.symmetric_difference(&parent_tuned).count();
    let changed = part.statics.iter().filter(|(n, v)| {
        own(&n.as_str()) && training.hyperparameters.get(n.as_str()).is_some_and(|theirs| theirs != *v)
    });
    let changes = moved + changed.count();
    if changes > MOST_CHANGES {
        return refuse(format!(
            "There are {changes} changes from tunable to static and of static values against the parent tuning job {name}; at most \
             {MOST_CHANGES} are allowed."
        ));
    }
    if identical {
        let theirs = parent.definition(None);
        let image = part.definition.algorithm_specification.training_image.as_deref();
        if theirs["AlgorithmSpecification"]["TrainingImage"].as_str() != image {
            return refuse(format!(
                "The warm start type IdenticalDataAndAlgorithm takes the same training image as the parent tuning job {name}; use \
                 TransferLearning for another one."
            ));
        }
        let ours: Vec<_> = part.resolved.training.channels.iter().map(|c| (&c.name, &c.source)).collect();
        let parents: Vec<_> = training.channels.iter().map(|c| (&c.name, &c.source)).collect();
        if ours != parents {
            return refuse(format!(
                "The warm start type IdenticalDataAndAlgorithm takes the same input data as the parent tuning job {name}; use \
                 TransferLearning for other data."
            ));
        }
    }
    Ok(())
}

/// Names that clients add, with values that change from call to call.
fn is_plumbing(name: &str) -> bool {
    name.starts_with("sagemaker_") || name == super::create::OBJECTIVE_PARAMETER || name == "model_dir"
}
