//! From what a user writes (flags, `tune.toml`) to a job. Both are read into a [`Draft`], which becomes the one
//! [`JobSpec`] here and nowhere else.

mod choice;
mod duration;
mod file;
mod flags;
mod objective;
mod preflight;
mod warm_start;

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::PathBuf;

use miette::{LabeledSpan, MietteDiagnostic, NamedSource, Report};
use tunesmith_metrics::MetricDefinition;
use tunesmith_space::{Configuration, Parameter, SpaceDefinition};
use tunesmith_study::{
    Aim, Budget, EarlyStopping, JobSpec, Objective, Requirement, RetryOn, Run, SPEC_VERSION, Search, SpecError,
    StrategyName, ValidSpec,
};

use choice::StrategyChoice;

pub(crate) use duration::parse_seconds;
pub(crate) use file::read_file;
pub(crate) use flags::{JobFlags, parameter, seconds};
pub(crate) use objective::objective_from;
pub(crate) use preflight::preflight;
pub(crate) use warm_start::WarmStartFlags;

/// Trials when nobody says how many.
const DEFAULT_TRIALS: u64 = 30;

/// A job being put together; what is absent takes its default.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) name: Option<String>,
    pub(crate) command: Vec<String>,
    pub(crate) dir: Option<PathBuf>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) statics: Configuration,
    pub(crate) constraints: Vec<String>,
    pub(crate) forbidden: Vec<String>,
    pub(crate) metrics: Vec<MetricDefinition>,
    pub(crate) objectives: Vec<Aim>,
    pub(crate) require: Vec<Requirement>,
    pub(crate) target: Option<f64>,
    pub(crate) strategy: Option<StrategyChoice>,
    pub(crate) seed: Option<u64>,
    pub(crate) first: Vec<Configuration>,
    pub(crate) resource: Option<String>,
    pub(crate) early_stop: Option<EarlyStopping>,
    pub(crate) trials: Option<u64>,
    pub(crate) parallel: Option<u32>,
    pub(crate) time_s: Option<f64>,
    pub(crate) stop_when_no_gain: Option<u64>,
    pub(crate) converged: Option<bool>,
    pub(crate) setup: Option<String>,
    pub(crate) env: BTreeMap<String, String>,
    pub(crate) retries: Option<u32>,
    pub(crate) retry_on: Option<RetryOn>,
    pub(crate) timeout_s: Option<f64>,
    pub(crate) grace_s: Option<f64>,
    pub(crate) cpus: Option<u32>,
    pub(crate) gpus: Option<u32>,
    pub(crate) log_limit: Option<u64>,
    pub(crate) check: Option<bool>,
    /// Where things stand in the file, to point at.
    pub(crate) source: Option<Source>,
}

/// A file and the places of its keys.
#[derive(Debug)]
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
    /// Path of a key, such as `params.lr`, to where it stands.
    pub(crate) places: HashMap<String, Range<usize>>,
}

impl Draft {
    /// The job; or every problem of it, each pointing at its place in the file where there is one.
    pub(crate) fn finish(self) -> Result<ValidSpec, Report> {
        let mut aims = self.objectives.into_iter();
        let Some(Aim { metric, goal }) = aims.next() else {
            let problem =
                "there is no objective; say --maximize METRIC or --minimize METRIC (or [objective] in the file)";
            return Err(problems(
                &[SpecError { place: "objective".into(), message: problem.into() }],
                self.source.as_ref(),
            ));
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
                log_limit: self.log_limit.unwrap_or(defaults.log_limit),
                check: self.check.unwrap_or(true),
            },
        };
        ValidSpec::new(spec).map_err(|errors| problems(&errors.0, self.source.as_ref()))
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

/// One report for all problems; those with a place in the file point at it.
pub(crate) fn problems(errors: &[SpecError], source: Option<&Source>) -> Report {
    let place = |error: &SpecError| {
        let source = source?;
        // `params.lr` may stand in the file as itself, or only its section may.
        let mut path = error.place.as_str();
        loop {
            if let Some(range) = source.places.get(path) {
                return Some(range.clone());
            }
            path = path.rsplit_once('.')?.0;
        }
    };
    let labels: Vec<LabeledSpan> = (errors.iter())
        .filter_map(|e| place(e).map(|range| LabeledSpan::new_with_span(Some("here".into()), range)))
        .collect();
    let message = match errors {
        [one] => one.message.clone(),
        many => {
            let list: Vec<String> = many.iter().map(|e| format!("- {}", e.message.replace('\n', "\n  "))).collect();
            format!("{} problems:\n{}", many.len(), list.join("\n"))
        }
    };
    let has_place = !labels.is_empty();
    let report = Report::new(MietteDiagnostic::new(message).with_labels(labels));
    match source {
        Some(source) if has_place => report.with_source_code(NamedSource::new(&source.path, source.text.clone())),
        _ => report,
    }
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
