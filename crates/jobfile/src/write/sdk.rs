//! As code for the SageMaker SDK.

use std::fmt::Write as _;
use std::path::Path;

use tunesmith_space::{Domain, Scale, Value};
use tunesmith_study::{EarlyStopping, Goal, JobSpec, StrategyName};

use super::in_quotes;

/// Code for the SageMaker SDK (2.x) that tunes the same script over the same ranges; none where the command is no Python
/// script, or something is asked for that the SDK has no word for.
pub fn sdk_code(job: &JobSpec) -> Option<String> {
    let command = &job.run.command;
    let is_python = command.first()?.rsplit('/').next()?.starts_with("python");
    let script = command.get(1).filter(|word| is_python && Path::new(word).extension().is_some_and(|e| e == "py"))?;
    let fixed = fixed_arguments(job, command.get(2..).unwrap_or_default())?;
    let (space, objective, budget) = (&job.space, &job.objective, &job.budget);
    let plain = space.constraints.is_empty()
        && space.forbidden.is_empty()
        && objective.is_single()
        && objective.require.is_empty()
        && objective.target.is_none()
        && job.metrics.iter().any(|m| m.name == objective.metric)
        && space.parameters.iter().all(|p| p.when.is_none())
        && (budget.time_s, budget.stop_when_no_gain, budget.converged, budget.cost) == (None, None, false, None)
        && job.search.first.is_empty()
        && job.run.env.is_empty()
        && job.run.setup.is_none();
    let strategy = match job.search.strategy {
        StrategyName::Bayesian => "Bayesian",
        StrategyName::Random => "Random",
        StrategyName::Grid => "Grid",
        StrategyName::Hyperband => "Hyperband",
        StrategyName::Asha | StrategyName::Tpe | StrategyName::CmaEs => return None,
    };
    if !plain {
        return None;
    }
    let folder = job.run.dir.display().to_string();
    let mut out = String::from(
        "from sagemaker.sklearn.estimator import SKLearn  # or the estimator of your framework\n\
         from sagemaker.tuner import CategoricalParameter, ContinuousParameter, HyperparameterTuner, IntegerParameter\n\n",
    );
    let _ = write!(
        out,
        "estimator = SKLearn(\n    entry_point={},\n    source_dir={},\n    framework_version=\"1.2-1\",\n    \
         role=\"TunesmithRole\",\n    instance_type=\"ml.m5.large\",\n",
        python(script),
        python(&folder)
    );
    let statics = job.space.statics.iter().map(|(n, v)| format!("{}: {}", python(n), value(v)));
    let pairs: Vec<String> =
        statics.chain(fixed.iter().map(|(n, v)| format!("{}: {}", python(n), python(v)))).collect();
    if !pairs.is_empty() {
        let _ = writeln!(out, "    hyperparameters={{{}}},", pairs.join(", "));
    }
    out.push_str(")\ntuner = HyperparameterTuner(\n    estimator,\n");
    let goal = if job.objective.goal == Goal::Maximize { "Maximize" } else { "Minimize" };
    let _ = writeln!(out, "    objective_metric_name={},", python(&job.objective.metric));
    let _ = writeln!(out, "    objective_type=\"{goal}\",");
    out.push_str("    hyperparameter_ranges={\n");
    for parameter in &job.space.parameters {
        let _ = writeln!(out, "        {}: {},", python(&parameter.name), range(&parameter.domain)?);
    }
    out.push_str("    },\n    metric_definitions=[\n");
    for metric in &job.metrics {
        // A bare word stands for a pattern of ours, which the SDK's users write out.
        let pattern = if metric.pattern.contains('(') {
            metric.pattern.clone()
        } else {
            tunesmith_metrics::word_pattern(&metric.pattern)
        };
        let _ = writeln!(out, "        {{\"Name\": {}, \"Regex\": {}}},", python(&metric.name), python(&pattern));
    }
    let _ = writeln!(out, "    ],\n    strategy=\"{strategy}\",");
    let _ = writeln!(out, "    max_jobs={},\n    max_parallel_jobs={},", job.budget.trials, job.budget.parallel);
    let stops = job.search.early_stop != EarlyStopping::Off;
    let _ = writeln!(out, "    early_stopping_type=\"{}\",", if stops { "Auto" } else { "Off" });
    if job.search.seed != 0 {
        let _ = writeln!(out, "    random_seed={},", job.search.seed);
    }
    out.push_str(")\ntuner.fit()\n");
    Some(out)
}

/// What the command says besides parameters under their own names, as hyper-parameters; none where the SDK's way of saying them,
/// `--name value`, is not the command's.
fn fixed_arguments(job: &JobSpec, words: &[String]) -> Option<Vec<(String, String)>> {
    let is_parameter = |name: &str| {
        job.space.parameters.iter().any(|p| p.name == name) || job.space.statics.iter().any(|(n, _)| n == name)
    };
    let mut fixed = Vec::new();
    for pair in words.chunks(2) {
        let [flag, value] = pair else { return None };
        let name = flag.strip_prefix("--")?;
        match value.strip_prefix('{').and_then(|v| v.strip_suffix('}')) {
            Some(parameter) if parameter == name && is_parameter(name) => {}
            Some(_) => return None,
            None if value.contains(['{', '}']) || value.starts_with("--") => return None,
            None => fixed.push((name.to_owned(), value.clone())),
        }
    }
    Some(fixed)
}

/// Code for boto3 that asks for the same again, from the request that asked for it.
pub fn boto3_code(request: &serde_json::Value) -> String {
    format!(
        "import boto3\n\nsagemaker = boto3.client(\"sagemaker\")\nsagemaker.create_hyper_parameter_tuning_job(**{})\n",
        literal(request, 0)
    )
}

/// JSON as Python writes it.
fn literal(value: &serde_json::Value, depth: usize) -> String {
    use serde_json::Value as Json;
    let (inner, outer) = ("    ".repeat(depth + 1), "    ".repeat(depth));
    match value {
        Json::Null => "None".to_owned(),
        Json::Bool(true) => "True".to_owned(),
        Json::Bool(false) => "False".to_owned(),
        Json::Number(number) => number.to_string(),
        Json::String(text) => python(text),
        Json::Array(items) if items.iter().all(|i| !i.is_object() && !i.is_array()) => {
            format!("[{}]", items.iter().map(|i| literal(i, depth)).collect::<Vec<_>>().join(", "))
        }
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(|i| format!("{inner}{},\n", literal(i, depth + 1))).collect();
            format!("[\n{}{outer}]", items.concat())
        }
        Json::Object(map) => {
            let entry = |(k, v): (&String, &Json)| format!("{inner}{}: {},\n", python(k), literal(v, depth + 1));
            format!("{{\n{}{outer}}}", map.iter().map(entry).collect::<String>())
        }
    }
}

fn range(domain: &Domain) -> Option<String> {
    let scale = |scale: Scale| match scale {
        Scale::Linear => "",
        Scale::Log => ", scaling_type=\"Logarithmic\"",
        Scale::ReverseLog => ", scaling_type=\"ReverseLogarithmic\"",
    };
    match domain {
        Domain::Float { step: Some(_), .. } | Domain::Int { step: Some(_), .. } => None,
        Domain::Float { low, high, scale: s, .. } => {
            Some(format!("ContinuousParameter({low:?}, {high:?}{})", scale(*s)))
        }
        Domain::Int { low, high, scale: s, .. } => Some(format!("IntegerParameter({low}, {high}{})", scale(*s))),
        Domain::Choice { choices } => {
            let all: Vec<String> = choices.iter().map(value).collect();
            Some(format!("CategoricalParameter([{}])", all.join(", ")))
        }
        Domain::Bool => Some("CategoricalParameter([\"true\", \"false\"])".to_owned()),
    }
}

fn value(value: &Value) -> String {
    match value {
        Value::Text(text) => python(text),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Float(x) => format!("{x:?}"),
        Value::Int(i) => i.to_string(),
    }
}

/// A text as Python writes it.
fn python(text: &str) -> String {
    if text.contains('\\') && !text.contains(['"', '\n', '\r']) && !text.ends_with('\\') {
        return format!("r\"{text}\"");
    }
    in_quotes(text, |c| format!("\\x{:02x}", u32::from(c)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_text;

    #[test]
    fn a_script_is_tuned_by_an_estimator() {
        let text = r#"
            command = "python3 train.py --lr {lr}"
            [params]
            lr = "log:1e-5..1e-1"
            kind = "a,b"
            [metrics]
            auc = 'auc = ([0-9\.]+)'
            [objective]
            metric = "auc"
            goal = "maximize"
        "#;
        let job = read_text("a", text, Path::new("/w")).expect("readable").finish().expect("a job").spec;
        let code = sdk_code(&job).expect("it can be said");
        for part in [
            "entry_point=\"train.py\"",
            "\"lr\": ContinuousParameter(1e-5, 0.1, scaling_type=\"Logarithmic\")",
            "CategoricalParameter([\"a\", \"b\"])",
            "{\"Name\": \"auc\", \"Regex\": r\"auc = ([0-9\\.]+)\"}",
            "max_jobs=30",
        ] {
            assert!(code.contains(part), "{part} is not in\n{code}");
        }
        let with = |from: &str, to: &str| {
            let job = read_text("a", &text.replace(from, to), Path::new("/w")).expect("readable").finish();
            sdk_code(&job.expect("a job").spec)
        };
        let fixed = with("--lr {lr}", "--epochs 5 --lr {lr}").expect("it can be said");
        assert!(fixed.contains("hyperparameters={\"epochs\": \"5\"}"), "{fixed}");
        for renamed in ["--rate {lr}", "{lr}", "--lr={lr}", "--lr {lr} --verbose"] {
            assert_eq!(with("--lr {lr}", renamed), None, "{renamed}");
        }
        assert_eq!(with("goal = \"maximize\"", "goal = \"maximize\"\ntarget = 0.9"), None);
    }
}
