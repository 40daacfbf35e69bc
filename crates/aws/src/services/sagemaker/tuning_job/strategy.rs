//! Strategy, early stopping, and how many training jobs: what the request says, and what follows from it.

use tunesmith_study::{EarlyStopping, StrategyName};

use super::super::ranges::combinations;
use super::create::Part;
use crate::model::generated::sagemaker::CreateHyperParameterTuningJobRequest;
use crate::server::Context;
use crate::wire::ApiError;

/// Static hyper-parameters from which Hyperband reads how many epochs there are.
const EPOCHS: [&str; 5] = ["epochs", "numepochs", "n-epochs", "n_epochs", "num_epochs"];

/// How a job searches.
pub(super) struct Plan {
    pub(super) strategy: StrategyName,
    pub(super) early_stop: EarlyStopping,
    pub(super) trials: u64,
}

pub(super) fn plan(
    cx: &Context,
    request: &CreateHyperParameterTuningJobRequest,
    parts: &[Part<'_>],
    continued: u64,
) -> Result<Plan, ApiError> {
    let config = &request.hyper_parameter_tuning_job_config;
    let strategy = match config.strategy.as_str() {
        "Random" => StrategyName::Random,
        "Grid" => StrategyName::Grid,
        "Hyperband" => StrategyName::Hyperband,
        _ => StrategyName::Bayesian,
    };
    let stops_early = config.training_job_early_stopping_type.as_deref() == Some("Auto");
    let early_stop = match strategy {
        StrategyName::Hyperband if stops_early => {
            return Err(ApiError::validation(
                "TrainingJobEarlyStoppingType must be Off with the strategy Hyperband, which stops training jobs by itself.",
            ));
        }
        StrategyName::Hyperband => rungs(request, parts)?,
        _ if stops_early => EarlyStopping::Median,
        _ => EarlyStopping::Off,
    };
    if strategy != StrategyName::Hyperband
        && config.strategy_config.as_ref().is_some_and(|c| c.hyperband_strategy_config.is_some())
    {
        return Err(ApiError::validation("HyperbandStrategyConfig is for the strategy Hyperband alone."));
    }
    let trials = trials(cx, request, parts, strategy, continued)?;
    Ok(Plan { strategy, early_stop, trials })
}

fn trials(
    cx: &Context,
    request: &CreateHyperParameterTuningJobRequest,
    parts: &[Part<'_>],
    strategy: StrategyName,
    continued: u64,
) -> Result<u64, ApiError> {
    let config = &request.hyper_parameter_tuning_job_config;
    let wanted = config.resource_limits.max_number_of_training_jobs.map(|n| n as u64);
    // Several definitions have as many combinations as all of them together.
    let all = parts.iter().try_fold(0u64, |n, p| Some(n.saturating_add(combinations(&p.parameters)?)));
    if strategy == StrategyName::Grid {
        let only_categories = parts
            .iter()
            .flat_map(|p| &p.parameters)
            .all(|p| matches!(p.domain, tunesmith_space::Domain::Choice { .. }));
        let all = all.filter(|_| only_categories).ok_or_else(|| {
            ApiError::validation(
                "The strategy Grid takes categorical parameters alone; give CategoricalParameterRanges.",
            )
        })?;
        if wanted.is_some_and(|n| n != all) {
            return Err(ApiError::validation(format!(
                "With the strategy Grid, MaxNumberOfTrainingJobs must be the number of combinations, {all}; leave it out, or set it so."
            )));
        }
        return within_quota(cx, strategy, all, 0);
    }
    let quota = quota(cx, strategy).saturating_sub(continued);
    let ends_otherwise = config.resource_limits.max_runtime_in_seconds.is_some()
        || config.tuning_job_completion_criteria.is_some()
        || request.autotune.is_some();
    let trials = wanted.unwrap_or(if ends_otherwise { quota.min(750) } else { 1 });
    if let (Some(all), Some(wanted)) = (all, wanted)
        && all < wanted
    {
        // The service counts them in real numbers, and so do those who look for its words.
        let count = all as f64;
        return Err(ApiError::validation(format!(
            "You don't have enough combinations of hyperparameter ranges. The total number of hyperparameter combinations for the \
             provided ranges [{count:.1}] must be equal or greater than the value of MaxNumberOfJobs, [{wanted}]. Widen the ranges, or \
             set MaxNumberOfTrainingJobs to {all}."
        )));
    }
    within_quota(cx, strategy, trials, continued)
}

fn quota(cx: &Context, strategy: StrategyName) -> u64 {
    let quotas = &cx.parts.quotas;
    if strategy == StrategyName::Random { quotas.random_training_jobs } else { quotas.training_jobs }
}

/// Training jobs of the jobs that a warm start continues count too.
fn within_quota(cx: &Context, strategy: StrategyName, trials: u64, continued: u64) -> Result<u64, ApiError> {
    let quota = quota(cx, strategy);
    if trials.saturating_add(continued) > quota {
        let beside = if continued > 0 { format!(", and its parents have {continued}") } else { String::new() };
        return Err(ApiError::limit(format!(
            "The account-level service limit 'Maximum number of training jobs per hyperparameter tuning job' is {quota}; the \
             request wants {trials}{beside}. `tunesmith serve --no-quotas` lifts limits."
        )));
    }
    Ok(trials)
}

/// From the strategy's own settings, or from a static number of epochs.
fn rungs(request: &CreateHyperParameterTuningJobRequest, parts: &[Part<'_>]) -> Result<EarlyStopping, ApiError> {
    let config = request.hyper_parameter_tuning_job_config.strategy_config.as_ref();
    let config = config.and_then(|c| c.hyperband_strategy_config.as_ref());
    let given = config.and_then(|c| c.max_resource).map(|n| n as u64);
    let inferred = |part: &Part<'_>| {
        let mut texts = EPOCHS.iter().filter_map(|name| part.statics.get(*name));
        texts.find_map(|text| text.trim_matches('"').parse::<u64>().ok())
    };
    let each: Vec<Option<u64>> = parts.iter().map(|part| given.or_else(|| inferred(part))).collect();
    if each.iter().any(|epochs| *epochs != each[0]) {
        return Err(ApiError::validation(
            "The strategy Hyperband compares training jobs by their epochs, and the definitions have different numbers of them: set \
             MaxResource in HyperbandStrategyConfig.",
        ));
    }
    let last = each[0].ok_or_else(|| {
        ApiError::validation(format!(
            "The strategy Hyperband needs to know how many epochs a training job has: set MaxResource in HyperbandStrategyConfig, \
             or one of the static hyperparameters {}.",
            EPOCHS.join(", ")
        ))
    })?;
    let first = config.and_then(|c| c.min_resource).map_or(1, |n| n as u64);
    if first >= last {
        return Err(ApiError::validation(format!(
            "MinResource ({first}) must be less than MaxResource ({last}) in HyperbandStrategyConfig."
        )));
    }
    Ok(EarlyStopping::Rungs { first, last })
}
