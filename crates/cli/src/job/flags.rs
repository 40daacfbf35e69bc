//! The job as flags.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use miette::{Report, miette};
use tunesmith_executor::PROCESS;
use tunesmith_metrics::MetricDefinition;
use tunesmith_space::{Configuration, Parameter, Value, parse_spec};
use tunesmith_study::{Aim, EarlyStopping, Goal, Requirement, RetryOn, Setting};

use tunesmith_jobfile::{Draft, StrategyChoice, early_stop, objective_from, parse_seconds, read_text, retry_on};

use super::report;

/// What is tuned, how, and until when. Flags win over the file.
#[derive(Debug, Args)]
#[command(next_help_heading = "Job")]
pub(crate) struct JobFlags {
    /// Read the job from a file; commands run in its folder
    #[arg(short, long, value_name = "tune.toml")]
    file: Option<PathBuf>,
    /// Name of the job [default: made from the command]
    #[arg(long)]
    name: Option<String>,
    /// A parameter: 0.0..1.0 (real), 32..512 (whole), log:1e-5..1e-1, revlog:0..0.999, 0..1/0.05, Adam,SGD, bool
    #[arg(short = 'P', long = "param", value_name = "NAME=SPEC")]
    params: Vec<String>,
    /// A value that every trial gets as it is
    #[arg(long = "static", value_name = "NAME=VALUE")]
    statics: Vec<String>,
    /// A metric: a regex with one group, or a bare word
    #[arg(long = "metric", value_name = "NAME=REGEX")]
    metrics: Vec<String>,
    /// What to maximise: a metric's name, a bare word, or a regex with one group; several make a front of trade-offs
    #[arg(long, value_name = "M")]
    maximize: Vec<String>,
    /// What to minimise; `@duration` is the run time of the command in seconds
    #[arg(long, value_name = "M")]
    minimize: Vec<String>,
    /// What a trial must satisfy to be among the best, such as 'latency < 20'
    #[arg(long, value_name = "M < VALUE", value_parser = Requirement::parse)]
    require: Vec<Requirement>,
    /// End once a trial is this good
    #[arg(long, value_name = "VALUE", allow_negative_numbers = true)]
    target: Option<f64>,
    /// An expression over parameters that must hold
    #[arg(long = "constraint", value_name = "EXPR")]
    constraints: Vec<String>,
    /// An expression over parameters that must not hold
    #[arg(long = "forbid", value_name = "EXPR")]
    forbidden: Vec<String>,
    /// Trials in all [default: 30]
    #[arg(short = 'n', long, value_name = "N")]
    trials: Option<u64>,
    /// Trials at a time [default: 1]
    #[arg(short = 'j', long, value_name = "N")]
    parallel: Option<u32>,
    /// End after so much run time, such as 2h
    #[arg(long, value_name = "TIME", value_parser = seconds)]
    time: Option<f64>,
    /// End when all trials together have cost so much; see --price
    #[arg(long = "max-cost", value_name = "MONEY")]
    cost: Option<f64>,
    /// End after N finished trials in a row without a new best
    #[arg(long, value_name = "N")]
    stop_when_no_gain: Option<u64>,
    /// End when the search has settled
    #[arg(long)]
    converged: bool,
    /// Who chooses the points [default: bayesian]
    #[arg(long, value_name = "bayesian|random|grid|tpe|cma-es|asha|hyperband|auto", value_parser = StrategyChoice::parse)]
    strategy: Option<StrategyChoice>,
    /// With --strategy asha: the whole-number parameter of which the best trials get more, such as epochs
    #[arg(long, value_name = "NAME")]
    resource: Option<String>,
    /// A point to try first, such as 'lr=0.01 layers=2'; may be given several times
    #[arg(long, value_name = "NAME=VALUE ...", value_parser = point)]
    first: Vec<Configuration>,
    /// Same seed, same suggestions [default: 0]
    #[arg(long)]
    seed: Option<u64>,
    /// Stop hopeless trials before their end [default: off]
    #[arg(long, value_name = "curve|median|rungs:FIRST..LAST|off", value_parser = early_stop)]
    early_stop: Option<EarlyStopping>,
    /// A shell line to run once before the first trial
    #[arg(long, value_name = "SHELL LINE")]
    setup: Option<String>,
    /// Working directory of the trials
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// A variable for the trials' environment
    #[arg(long = "env", value_name = "NAME=VALUE")]
    env: Vec<String>,
    /// Further attempts at a trial that failed as --retry-on says [default: 2]
    #[arg(long, value_name = "N")]
    retries: Option<u32>,
    /// What is worth another attempt [default: infrastructure]
    #[arg(long, value_name = "never|infrastructure|failure|CODE,...", value_parser = retry_on)]
    retry_on: Option<RetryOn>,
    /// Stop a trial after so long, such as 20m
    #[arg(long, value_name = "TIME", value_parser = seconds)]
    timeout: Option<f64>,
    /// Time between asking a trial to end and forcing it [default: 10s]
    #[arg(long, value_name = "TIME", value_parser = seconds)]
    grace: Option<f64>,
    /// Cores that one trial takes
    #[arg(long, value_name = "N")]
    cpus: Option<u32>,
    /// GPUs that one trial takes
    #[arg(long, value_name = "N")]
    gpus: Option<u32>,
    /// What an hour of a trial costs, in whatever money
    #[arg(long, value_name = "MONEY")]
    price: Option<f64>,
    /// Where trials run: process (this machine), slurm, ray, container [default: process]
    #[arg(long, value_name = "NAME")]
    executor: Option<String>,
    /// A setting of the executor, as in its section of the file, such as partition=gpu; twice the same makes a list
    #[arg(long, value_name = "NAME=VALUE")]
    executor_option: Vec<String>,
    /// Start all trials at once, without waiting for the first value of the objective
    #[arg(long)]
    no_check: bool,
    /// The command; {name} stands for a value, others are appended as --name value
    #[arg(last = true, value_name = "COMMAND")]
    command: Vec<String>,
}

pub(crate) fn seconds(text: &str) -> Result<f64, String> {
    parse_seconds(text).ok_or_else(|| "expected a duration such as 90s, 20m or 1h30m".to_owned())
}

/// A point as `name=value` pairs.
fn point(text: &str) -> Result<Configuration, String> {
    let pairs = text.split_whitespace().map(|pair| match pair.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), Value::parse(value))),
        _ => Err(format!("`{pair}` is no NAME=VALUE; write a point as 'lr=0.01 layers=2'")),
    });
    pairs.collect()
}

/// Reads `tune.toml`; commands of a file run where the file is.
pub(crate) fn read_file(path: &Path) -> Result<Draft, Report> {
    let text = fs::read_to_string(path).map_err(|e| miette!("cannot read {}: {e}", path.display()))?;
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    read_text(&path.display().to_string(), &text, folder).map_err(report)
}

fn pair<'a>(flag: &str, text: &'a str) -> Result<(&'a str, &'a str), Report> {
    let pair = text.split_once('=').filter(|(name, _)| !name.trim().is_empty());
    pair.map(|(n, v)| (n.trim(), v)).ok_or_else(|| miette!("{flag} `{text}`: expected NAME=..."))
}

/// A parameter as `-P` says it.
pub(crate) fn parameter(text: &str) -> Result<Parameter, Report> {
    let (name, spec) = pair("-P", text)?;
    let domain = parse_spec(spec).map_err(|e| miette!("parameter `{name}`: {e}"))?;
    Ok(Parameter::new(name, domain))
}

impl JobFlags {
    /// True when nothing says what to tune.
    pub(crate) fn is_empty(&self) -> bool {
        self.file.is_none() && self.command.is_empty() && self.params.is_empty()
    }

    /// The file, if one is named, with the flags on top of it.
    pub(crate) fn draft(&self) -> Result<Draft, Report> {
        let mut draft = match self.file.as_deref().or_else(|| self.default_file()) {
            Some(path) => read_file(path)?,
            None => Draft::default(),
        };
        self.overlay(&mut draft)?;
        let dir = draft.dir.get_or_insert_with(|| PathBuf::from("."));
        *dir = dir.canonicalize().map_err(|e| miette!("the working directory {}: {e}", dir.display()))?;
        Ok(draft)
    }

    /// `tune.toml` of the working directory, where nothing else is said.
    fn default_file(&self) -> Option<&'static Path> {
        let path = Path::new("tune.toml");
        (self.is_empty() && path.is_file()).then_some(path)
    }

    fn overlay(&self, draft: &mut Draft) -> Result<(), Report> {
        for text in &self.params {
            let parameter = parameter(text)?;
            let name = &parameter.name;
            match draft.parameters.iter_mut().find(|p| p.name == *name) {
                // A flag changes a parameter of the file; twice the same flag is a mistake, which the check of the job finds.
                Some(old)
                    if draft.source.as_ref().is_some_and(|s| s.places.contains_key(&format!("params.{name}"))) =>
                {
                    old.domain = parameter.domain;
                }
                _ => draft.parameters.push(parameter),
            }
        }
        for text in &self.statics {
            let (name, value) = pair("--static", text)?;
            draft.statics.set(name, Value::parse(value));
        }
        for text in &self.metrics {
            let (name, pattern) = pair("--metric", text)?;
            draft.metrics.push(MetricDefinition::new(name, pattern));
        }
        let maximize = self.maximize.iter().map(|m| (m, Goal::Maximize));
        let aims: Vec<_> = maximize.chain(self.minimize.iter().map(|m| (m, Goal::Minimize))).collect();
        if !aims.is_empty() {
            draft.objectives.clear();
        }
        for (text, goal) in aims {
            let (metric, definition) = objective_from(text, &draft.metrics);
            draft.metrics.extend(definition);
            draft.objectives.push(Aim { metric, goal });
        }
        if !self.require.is_empty() {
            draft.require.clone_from(&self.require);
            for requirement in &self.require {
                draft.metrics.extend(objective_from(&requirement.metric, &draft.metrics).1);
            }
        }
        for text in &self.env {
            let (name, value) = pair("--env", text)?;
            draft.env.insert(name.to_owned(), value.to_owned());
        }
        over(&mut draft.executor, self.executor.as_ref());
        overlay_settings(draft, &self.executor_option)?;
        if !self.first.is_empty() {
            draft.first.clone_from(&self.first);
        }
        draft.constraints.extend(self.constraints.iter().cloned());
        draft.forbidden.extend(self.forbidden.iter().cloned());
        if !self.command.is_empty() {
            draft.command.clone_from(&self.command);
        }
        if self.converged {
            draft.converged = Some(true);
        }
        if self.no_check {
            draft.check = Some(false);
        }
        over(&mut draft.name, self.name.as_ref());
        over(&mut draft.target, self.target.as_ref());
        over(&mut draft.trials, self.trials.as_ref());
        over(&mut draft.parallel, self.parallel.as_ref());
        over(&mut draft.time_s, self.time.as_ref());
        over(&mut draft.cost, self.cost.as_ref());
        over(&mut draft.price, self.price.as_ref());
        over(&mut draft.stop_when_no_gain, self.stop_when_no_gain.as_ref());
        over(&mut draft.strategy, self.strategy.as_ref());
        over(&mut draft.seed, self.seed.as_ref());
        over(&mut draft.resource, self.resource.as_ref());
        over(&mut draft.early_stop, self.early_stop.as_ref());
        over(&mut draft.setup, self.setup.as_ref());
        over(&mut draft.dir, self.dir.as_ref());
        over(&mut draft.retries, self.retries.as_ref());
        over(&mut draft.retry_on, self.retry_on.as_ref());
        over(&mut draft.timeout_s, self.timeout.as_ref());
        over(&mut draft.grace_s, self.grace.as_ref());
        over(&mut draft.cpus, self.cpus.as_ref());
        over(&mut draft.gpus, self.gpus.as_ref());
        Ok(())
    }
}

/// Settings of the executor that the file or a flag names; a flag takes the place of what the file says under its name.
pub(crate) fn overlay_settings(draft: &mut Draft, flags: &[String]) -> Result<(), Report> {
    let mut given: BTreeMap<String, Setting> = BTreeMap::new();
    for text in flags {
        let (name, value) = pair("--executor-option", text)?;
        let setting = Setting::parse(value);
        match given.get_mut(name) {
            Some(earlier) => earlier.push(setting),
            None => drop(given.insert(name.to_owned(), setting)),
        }
    }
    if given.is_empty() {
        return Ok(());
    }
    let Some(executor) = draft.executor.clone().filter(|name| name != PROCESS) else {
        return Err(miette!("--executor-option is for trials that run elsewhere; say where: --executor NAME"));
    };
    draft.settings.entry(executor).or_default().extend(given);
    Ok(())
}

/// A flag that is given wins.
fn over<T: Clone>(value: &mut Option<T>, flag: Option<&T>) {
    if flag.is_some() {
        *value = flag.cloned();
    }
}
