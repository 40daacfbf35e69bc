//! A job being put together.

use std::collections::BTreeMap;
use std::path::PathBuf;

use tunesmith_executor::{EngineKind, PROCESS, Place};
use tunesmith_metrics::MetricDefinition;
use tunesmith_space::{Configuration, Parameter, SpaceDefinition};
use tunesmith_study::{
    Aim, Budget, EarlyStopping, JobSpec, Objective, Placement, Requirement, RetryOn, Run, SPEC_VERSION, Search,
    Setting, SpecError, StrategyName, ValidSpec,
};

use crate::choice::StrategyChoice;
use crate::problems::{Problems, Source};

/// Trials when nobody says how many.
const DEFAULT_TRIALS: u64 = 30;

/// A job being put together; what is absent takes its default.
#[derive(Debug, Default)]
pub struct Draft {
    /// Its name.
    pub name: Option<String>,
    /// Program and arguments.
    pub command: Vec<String>,
    /// Where it runs.
    pub dir: Option<PathBuf>,
    /// What is tuned.
    pub parameters: Vec<Parameter>,
    /// Values that every trial gets as they are.
    pub statics: Configuration,
    /// Expressions that must hold.
    pub constraints: Vec<String>,
    /// Expressions that must not hold.
    pub forbidden: Vec<String>,
    /// What is read from the logs.
    pub metrics: Vec<MetricDefinition>,
    /// What is aimed at, the first one first.
    pub objectives: Vec<Aim>,
    /// What a trial must satisfy.
    pub require: Vec<Requirement>,
    /// It ends once a trial is this good.
    pub target: Option<f64>,
    /// Who chooses the points.
    pub strategy: Option<StrategyChoice>,
    /// Same seed, same suggestions.
    pub seed: Option<u64>,
    /// Points to try first.
    pub first: Vec<Configuration>,
    /// What the best trials get more of.
    pub resource: Option<String>,
    /// Which trials are stopped before their end.
    pub early_stop: Option<EarlyStopping>,
    /// Trials in all.
    pub trials: Option<u64>,
    /// Trials at a time.
    pub parallel: Option<u32>,
    /// Seconds of run time.
    pub time_s: Option<f64>,
    /// What all trials together may cost.
    pub cost: Option<f64>,
    /// What an hour of a trial costs.
    pub price: Option<f64>,
    /// Trials without a gain after which it ends.
    pub stop_when_no_gain: Option<u64>,
    /// Ends when the search has settled.
    pub converged: Option<bool>,
    /// A shell line before the first trial.
    pub setup: Option<String>,
    /// Environment of the trials.
    pub env: BTreeMap<String, String>,
    /// Further attempts.
    pub retries: Option<u32>,
    /// What is worth one.
    pub retry_on: Option<RetryOn>,
    /// Seconds after which a trial is stopped.
    pub timeout_s: Option<f64>,
    /// Seconds between its polite and its forced end.
    pub grace_s: Option<f64>,
    /// Cores that a trial takes.
    pub cpus: Option<u32>,
    /// GPUs that a trial takes.
    pub gpus: Option<u32>,
    /// Where trials run, by name.
    pub executor: Option<String>,
    /// Settings of executors: of the one that is named, and of others that a file may hold beside it.
    pub settings: BTreeMap<String, BTreeMap<String, Setting>>,
    /// Bytes of a log that are kept.
    pub log_limit: Option<u64>,
    /// One trial first, until a value is seen.
    pub check: Option<bool>,
    /// Where things stand in the file, to point at.
    pub source: Option<Source>,
}

impl Draft {
    /// Where its trials run, where that is not this machine; or what is wrong with the executor's settings.
    pub fn placement(&self) -> Result<Option<Placement>, Problems> {
        let Some(executor) = self.executor.clone().filter(|name| name != PROCESS) else { return Ok(None) };
        let options = self.settings.get(&executor).cloned().unwrap_or_default();
        match Place::new(&executor, &options).check() {
            Ok(()) => Ok(Some(Placement { executor, options })),
            Err(reason) => {
                let is_known = EngineKind::find(&executor).is_some();
                let place = if is_known { executor } else { "executor".to_owned() };
                let error = SpecError { message: format!("{place}: {reason}"), place };
                Err(Problems::new(vec![error], self.source.clone()))
            }
        }
    }

    /// The job; or every problem of it, each pointing at its place in the file where there is one.
    pub fn finish(self) -> Result<ValidSpec, Problems> {
        let placement = self.placement()?;
        let mut aims = self.objectives.into_iter();
        let Some(Aim { metric, goal }) = aims.next() else {
            let problem =
                "there is no objective; say --maximize METRIC or --minimize METRIC (or [objective] in the file)";
            let error = SpecError { place: "objective".into(), message: problem.into() };
            return Err(Problems::new(vec![error], self.source));
        };
        let dir = self.dir.unwrap_or_else(|| PathBuf::from("."));
        let defaults = Run::new(Vec::new(), dir.clone());
        let space = SpaceDefinition {
            parameters: self.parameters,
            statics: self.statics,
            constraints: self.constraints,
            forbidden: self.forbidden,
        };
        let (trials, parallel) = (self.trials.unwrap_or(DEFAULT_TRIALS), self.parallel.unwrap_or(1));
        let choice = self.strategy.unwrap_or(StrategyChoice::Named(StrategyName::default()));
        let (strategy, why) = choice.settle(&space, trials, parallel);
        let spec = JobSpec {
            version: SPEC_VERSION,
            name: self.name.unwrap_or_else(|| name_for(&self.command)),
            space,
            objective: Objective {
                target: self.target,
                further: aims.collect(),
                require: self.require,
                ..Objective::new(metric, goal)
            },
            metrics: self.metrics,
            search: Search {
                strategy,
                why,
                seed: self.seed.unwrap_or_default(),
                early_stop: self.early_stop.unwrap_or_default(),
                resource: self.resource,
                first: self.first,
                warm_start: None,
            },
            budget: Budget {
                time_s: self.time_s,
                cost: self.cost,
                stop_when_no_gain: self.stop_when_no_gain,
                converged: self.converged.unwrap_or_default(),
                ..Budget::new(trials, parallel)
            },
            asked: None,
            run: Run {
                command: self.command,
                trainings: Vec::new(),
                dir,
                env: self.env,
                setup: self.setup,
                retries: self.retries.unwrap_or(defaults.retries),
                retry_on: self.retry_on.unwrap_or(defaults.retry_on),
                timeout_s: self.timeout_s,
                grace_s: self.grace_s.unwrap_or(defaults.grace_s),
                cpus: self.cpus,
                gpus: self.gpus.unwrap_or(defaults.gpus),
                price: self.price,
                placement,
                log_limit: self.log_limit.unwrap_or(defaults.log_limit),
                check: self.check.unwrap_or(true),
            },
        };
        ValidSpec::new(spec).map_err(|errors| Problems::new(errors.0, self.source))
    }
}

/// A name made from the program: `train` from `python src/train.py --lr 1`.
fn name_for(command: &[String]) -> String {
    const INTERPRETERS: [&str; 9] = ["python", "python3", "sh", "bash", "node", "ruby", "Rscript", "julia", "perl"];
    let stem =
        |text: &str| PathBuf::from(text).file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let words = command.iter().filter(|word| !word.starts_with('-') && !word.contains(['{', ' ']));
    let name = words.map(|word| stem(word)).find(|name| !INTERPRETERS.contains(&name.as_str()));
    let name = name.or_else(|| command.first().map(|word| stem(word))).unwrap_or_default();
    let name: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
    let name = name.trim_matches('-');
    if name.is_empty() { "job".into() } else { name.chars().take(40).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_the_program() {
        let name = |command: &str| name_for(&shell_words::split(command).expect("words"));
        assert_eq!(name("python src/train.py --lr {lr}"), "train");
        assert_eq!(name("./build/fit_model"), "fit-model");
        assert_eq!(name("sh -c 'echo {x}'"), "sh");
        assert_eq!(name("true"), "true");
    }
}
