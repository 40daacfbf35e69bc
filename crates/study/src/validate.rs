//! Checks of a job before anything is made.

use std::fmt;

use tunesmith_metrics::{MetricErrors, MetricSet};
use tunesmith_space::{Domain, Parameter, SearchSpace, SpaceError, SpaceErrors};

use crate::command_line::{BUILT_IN, CommandLine};
use crate::spec::{DURATION_METRIC, EarlyStopping, JobSpec, SPEC_VERSION, StrategyName};

/// One problem of a job, and where it is, as a path such as `params.lr` or `budget.trials`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SpecError {
    /// Section and key, as in `tune.toml`.
    pub place: String,
    /// What is wrong and what would be right.
    pub message: String,
}

/// Every problem of a job, at least one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct SpecErrors(pub Vec<SpecError>);

impl fmt::Display for SpecErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let messages: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&messages.join("\n"))
    }
}

/// A job whose parts hold together, with the parts compiled.
#[derive(Debug, Clone)]
pub struct ValidSpec {
    /// As asked for.
    pub spec: JobSpec,
    /// What is tuned.
    pub space: SearchSpace,
    /// What is read from the logs.
    pub metrics: MetricSet,
}

impl ValidSpec {
    /// Checks a job; answers with every problem found.
    pub fn new(spec: JobSpec) -> Result<Self, SpecErrors> {
        let mut errors = Vec::new();
        let mut fail = |place: &str, message: String| errors.push(SpecError { place: place.into(), message });
        if spec.version > SPEC_VERSION {
            let newer = format!(
                "the job was written by a newer Tunesmith (format {}, this one reads {SPEC_VERSION})",
                spec.version
            );
            fail("version", newer);
        }
        if !is_job_name(&spec.name) {
            fail(
                "name",
                format!(
                    "`{}` is no job name: use 1 to 63 letters, digits, `-`, `_` or `.`, a letter or digit first",
                    spec.name
                ),
            );
        }
        let trains = !spec.run.trainings.is_empty();
        if !trains && spec.run.command.first().is_none_or(|program| program.trim().is_empty()) {
            fail("command", "there is no command to run; put it after `--`, or into `command`".into());
        }
        check_numbers(&spec, &mut fail);
        // One training job by itself has nothing to tune.
        let space =
            if spec.is_single_training() { Ok(SearchSpace::point()) } else { SearchSpace::new(spec.space.clone()) };
        let space = space.map_err(|SpaceErrors(list)| {
            for error in &list {
                fail(&place_of(error), error.to_string());
            }
        });
        let metrics = MetricSet::new(spec.metrics.clone()).map_err(|MetricErrors(list)| {
            for error in &list {
                fail(&format!("metrics.{}", error.metric), error.to_string());
            }
        });
        check_objectives(&spec, &mut fail);
        check_placeholders(&spec, &mut fail);
        if spec.search.strategy == StrategyName::Grid
            && let Ok(space) = &space
            && space.cardinality().is_none()
        {
            let names: Vec<_> = (space.parameters().iter())
                .filter(|p| p.domain.cardinality().is_none())
                .map(|p| format!("`{}`", p.name))
                .collect();
            fail(
                "search.strategy",
                if names.is_empty() {
                    "there are too many combinations for a grid".to_owned()
                } else {
                    format!(
                        "a grid needs finite parameters, {} is continuous; give it a step (0..1/0.1) or choices",
                        names.join(", ")
                    )
                },
            );
        }
        check_rungs(&spec, &mut fail);
        check_resource(&spec, &mut fail);
        if let Ok(space) = &space {
            check_first(&spec, space, &mut fail);
        }
        match (space, metrics) {
            (Ok(space), Ok(metrics)) if errors.is_empty() => Ok(Self { spec, space, metrics }),
            _ => Err(SpecErrors(errors)),
        }
    }

    /// Index of the objective among the metrics; none for [`DURATION_METRIC`].
    pub fn objective_index(&self) -> Option<usize> {
        self.spec.metrics.iter().position(|m| m.name == self.spec.objective.metric)
    }
}

fn check_objectives(spec: &JobSpec, fail: &mut impl FnMut(&str, String)) {
    let objective = &spec.objective;
    let known: Vec<_> = spec.metrics.iter().map(|m| format!("`{}`", m.name)).collect();
    let known = if known.is_empty() { "there are none".into() } else { format!("known: {}", known.join(", ")) };
    let is_metric = |name: &str| name == DURATION_METRIC || spec.metrics.iter().any(|m| m.name == name);
    let aims = objective.aims();
    for (i, aim) in aims.iter().enumerate() {
        let name = &aim.metric;
        if !is_metric(name) {
            fail(
                "objective.metric",
                format!("the objective `{name}` is not among the metrics ({known}); define it under [metrics]"),
            );
        }
        if aims[..i].iter().any(|a| a.metric == *name) {
            fail("objective.metric", format!("the objective `{name}` is there twice"));
        }
    }
    for requirement in &objective.require {
        if !is_metric(&requirement.metric) {
            let name = &requirement.metric;
            fail(
                "objective.require",
                format!("`{requirement}`: `{name}` is not among the metrics ({known}); define it under [metrics]"),
            );
        }
    }
    if objective.is_single() {
        return;
    }
    let mut alone =
        |place: &str, what: &str| fail(place, format!("{what} is for one objective, there are {}", aims.len()));
    if objective.target.is_some() {
        alone("objective.target", "a target");
    }
    if spec.budget.converged {
        alone("budget.converged", "to end when the search has settled");
    }
    if spec.search.early_stop != EarlyStopping::Off {
        alone("search.early_stop", "early stopping");
    }
}

/// Points to try first are points of the space.
fn check_first(spec: &JobSpec, space: &SearchSpace, fail: &mut impl FnMut(&str, String)) {
    for point in &spec.search.first {
        for (name, value) in point.iter() {
            match space.parameters().iter().find(|p| p.name == name) {
                None => {
                    let known: Vec<_> = space.parameters().iter().map(|p| format!("`{}`", p.name)).collect();
                    let known = known.join(", ");
                    fail(
                        "search.first",
                        format!("first point `{point}`: there is no parameter `{name}`; there is {known}"),
                    );
                }
                Some(parameter) if !parameter.domain.contains(value) => {
                    fail("search.first", format!("first point `{point}`: {value} is no value of `{name}`"));
                }
                Some(_) => {}
            }
        }
        if !space.is_feasible(&space.decode(&space.encode(point))) {
            fail("search.first", format!("first point `{point}` breaks a rule of the space"));
        }
    }
}

fn place_of(error: &SpaceError) -> String {
    error.parameter.as_ref().map_or_else(|| "params".into(), |name| format!("params.{name}"))
}

fn is_job_name(name: &str) -> bool {
    name.len() <= 63
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

fn check_numbers(spec: &JobSpec, fail: &mut impl FnMut(&str, String)) {
    let seconds = |x: Option<f64>| x.is_none_or(|s| s.is_finite() && s > 0.0);
    if spec.budget.trials == 0 {
        fail("budget.trials", "trials must be at least 1".into());
    }
    if spec.budget.parallel == 0 {
        fail("budget.parallel", "parallel must be at least 1".into());
    }
    if !seconds(spec.budget.time_s) {
        fail("budget.time", "the time budget must be above 0".into());
    }
    let price = |x: Option<f64>| x.is_none_or(|price| price.is_finite() && price >= 0.0);
    if !price(spec.run.price) || spec.run.trainings.iter().any(|t| !price(t.price)) {
        fail("run.price", "the price of an hour must be 0 or more".into());
    }
    if !seconds(spec.budget.cost) {
        fail("budget.cost", "what the job may cost must be above 0".into());
    }
    if spec.budget.cost.is_some() && spec.run.price.is_none() && spec.run.trainings.iter().all(|t| t.price.is_none()) {
        fail("budget.cost", "what trials cost is known only with a price of an hour: [run] price, or --price".into());
    }
    if spec.budget.stop_when_no_gain.is_some_and(|n| n < 3) {
        fail("budget.stop_when_no_gain", "stop_when_no_gain must be at least 3: fewer trials say nothing".into());
    }
    if !(spec.budget.least_gain >= 0.0 && spec.budget.least_gain.is_finite()) {
        fail("budget.least_gain", "the least gain must be 0 or more".into());
    }
    if !seconds(spec.run.timeout_s) {
        fail("run.timeout", "the time-out must be above 0".into());
    }
    if !(spec.run.grace_s.is_finite() && spec.run.grace_s >= 0.0) {
        fail("run.grace", "the grace period must be 0 or more".into());
    }
    if spec.run.cpus == Some(0) {
        fail("run.cpus", "cpus must be at least 1".into());
    }
    if spec.run.log_limit < 4096 {
        fail("run.log_limit", "log_limit must be at least 4096 bytes".into());
    }
    if spec.objective.target.is_some_and(|t| !t.is_finite()) {
        fail("objective.target", "the target must be a finite number".into());
    }
}

fn check_rungs(spec: &JobSpec, fail: &mut impl FnMut(&str, String)) {
    match spec.search.early_stop {
        EarlyStopping::Rungs { first, last } if first == 0 || first >= last => {
            fail(
                "search.early_stop",
                format!("rungs go from a first epoch, 1 or more, to a later one; not {first}..{last}"),
            );
        }
        EarlyStopping::Off | EarlyStopping::Median | EarlyStopping::Curve
            if spec.search.strategy == StrategyName::Hyperband =>
        {
            fail(
                "search.early_stop",
                "hyperband stops trials at rungs: say from which epoch to which, as in rungs:1..81".into(),
            );
        }
        _ => {}
    }
}

/// ASHA climbs over one whole-number parameter beside others.
fn check_resource(spec: &JobSpec, fail: &mut impl FnMut(&str, String)) {
    let mut refuse = |message: String| fail("search.resource", message);
    let is_asha = spec.search.strategy == StrategyName::Asha;
    let Some(resource) = &spec.search.resource else {
        if is_asha {
            refuse("asha needs a resource: name the whole-number parameter of which the best trials get more, as in --resource epochs with -P epochs=1..81".into());
        }
        return;
    };
    if !is_asha {
        return refuse(format!(
            "a resource (`{resource}`) is for the strategy asha; this is {}",
            spec.search.strategy.name()
        ));
    }
    match spec.space.parameters.iter().find(|p| p.name == *resource) {
        None => refuse(format!(
            "the resource `{resource}` is no parameter; add it with its range, as in -P {resource}=1..81"
        )),
        Some(Parameter { domain: Domain::Int { low, high, .. }, when: None, .. }) if *low >= 1 && *high >= 3 * low => {
            if spec.space.parameters.len() == 1 {
                refuse(format!("`{resource}` is the only parameter; there is nothing else to tune"));
            }
        }
        Some(_) => refuse(format!(
            "the resource `{resource}` must be whole numbers from 1 or more to at least three times that, always there"
        )),
    }
}

fn check_placeholders(spec: &JobSpec, fail: &mut impl FnMut(&str, String)) {
    let names: Vec<&str> = (spec.space.parameters.iter().map(|p| p.name.as_str()))
        .chain(spec.space.statics.iter().map(|(n, _)| n))
        .collect();
    for name in CommandLine(&spec.run.command).placeholders() {
        if !names.contains(&name.as_str()) && !BUILT_IN.contains(&name.as_str()) {
            let known: Vec<_> = names.iter().chain(&BUILT_IN).map(|n| format!("{{{n}}}")).collect();
            fail(
                "command",
                format!(
                    "the placeholder {{{name}}} is no parameter (known: {}); write {{{{{name}}}}} for literal braces",
                    known.join(" ")
                ),
            );
        }
    }
}
