//! What a job runs, and the values with which it runs it.

use tunesmith_space::{Configuration, Value};
use tunesmith_study::{JobSpec, Runtime, Training};

/// What a job runs, in a line for each of its definitions: its command, or what it trains.
pub fn lines(spec: &JobSpec) -> Vec<String> {
    if spec.run.trainings.is_empty() {
        return vec![shell_words::join(&spec.run.command)];
    }
    let line = |training: &Training| {
        let program = trained(training);
        training.definition.as_ref().map_or(program.clone(), |name| format!("{name}: {program}"))
    };
    spec.run.trainings.iter().map(line).collect()
}

fn trained(training: &Training) -> String {
    match &training.runtime {
        Runtime::Script { python } => {
            let text = |name: &str| unquoted(training.hyperparameters.get(name).map_or("", String::as_str));
            format!("{python} {}  (from {})", text("sagemaker_program"), text("sagemaker_submit_directory"))
        }
        Runtime::BuiltIn { algorithm, .. } => format!("built-in {algorithm}"),
        Runtime::Command { command, .. } => shell_words::join(command),
        Runtime::Container { options, .. } => {
            format!("image {}", options.get("image").map(ToString::to_string).unwrap_or_default())
        }
    }
}

/// Which of several definitions a trial trains.
pub fn definition<'a>(spec: &'a JobSpec, params: &Configuration) -> Option<&'a str> {
    Training::of(&spec.run.trainings, params)?.definition.as_deref()
}

/// A trial's values as its program has them: under their own names, and without the quotes that some clients put around texts.
pub fn values(spec: &JobSpec, params: &Configuration) -> Configuration {
    let Some(training) = Training::of(&spec.run.trainings, params) else { return params.clone() };
    let own = training.own_values(params);
    own.iter().map(|(name, value)| (name.to_owned(), unquoted_value(value))).collect()
}

/// The same, with what all trials of its definition have alike.
pub fn all_values(spec: &JobSpec, params: &Configuration) -> Configuration {
    let training = Training::of(&spec.run.trainings, params);
    let statics = training.map(|t| t.hyperparameters.clone()).unwrap_or_default();
    // Names with an underscore first, and those of the toolkit, are between clients and the service.
    let own = statics.iter().filter(|(name, _)| !name.starts_with("sagemaker_") && !name.starts_with('_'));
    let mut all: Configuration = own.map(|(name, text)| (name.clone(), Value::Text(unquoted(text)))).collect();
    for (name, value) in values(spec, params).iter() {
        all.set(name, value.clone());
    }
    all
}

/// A text without the quotes that some clients put around it: JSON within a text.
fn unquoted(text: &str) -> String {
    serde_json::from_str(text).unwrap_or_else(|_| text.to_owned())
}

fn unquoted_value(value: &Value) -> Value {
    match value {
        Value::Text(text) => Value::Text(unquoted(text)),
        other => other.clone(),
    }
}
