//! New jobs, and what is said of one before it is made.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json_;
use tunesmith_jobfile::{Problems, read_text, write};
use tunesmith_space::{Domain, Parameter, Value};
use tunesmith_study::ValidSpec;
use utoipa::ToSchema;

use super::job::ParameterInfo;
use crate::problem::{Answer, Problem};
use crate::server::{Inner, Shared};

/// Samples of a parameter that are shown, and the bars they are shown in.
const SAMPLES: usize = 1_000;
const BARS: usize = 24;

/// A job as the text of a `tune.toml`.
#[derive(Deserialize, ToSchema)]
pub(crate) struct JobText {
    toml: String,
    /// Another name than the text has.
    name: Option<String>,
}

/// A problem of a job, and where it stands in the text.
#[derive(Serialize, ToSchema)]
pub(crate) struct TextProblem {
    message: String,
    /// Section and key, such as `params.lr`.
    place: String,
    /// First character in the text, if it has a place there.
    start: Option<usize>,
    /// The character behind the last.
    end: Option<usize>,
    line: Option<usize>,
    column: Option<usize>,
}

/// How the values of a parameter lie: 1,000 of them, drawn evenly over its scale.
#[derive(Serialize, ToSchema)]
pub(crate) struct Samples {
    parameter: ParameterInfo,
    /// How many fall into each bar.
    bars: Vec<u32>,
    /// What each bar stands for.
    labels: Vec<String>,
    /// Some of the values.
    #[schema(value_type = Vec<serde_json::Value>)]
    examples: Vec<Json_>,
}

/// What is said of a job before it is made.
#[derive(Serialize, ToSchema)]
pub(crate) struct Preview {
    /// Nothing, where it can be made.
    problems: Vec<TextProblem>,
    /// Why this machine cannot run it.
    machine: Option<String>,
    /// The name that it will have.
    name: Option<String>,
    strategy: Option<&'static str>,
    /// Why this one, where it was left open.
    why_strategy: Option<String>,
    trials: Option<u64>,
    parallel: Option<u32>,
    /// How many points there are, where that is a number.
    combinations: Option<u64>,
    samples: Vec<Samples>,
    toml: Option<String>,
    command_line: Option<String>,
    sdk: Option<String>,
}

/// A job that was made.
#[derive(Serialize, ToSchema)]
pub(crate) struct Created {
    name: String,
}

impl Inner {
    fn read(&self, text: &JobText) -> Result<ValidSpec, Problems> {
        let mut draft = read_text("tune.toml", &text.toml, &self.parts.folder)?;
        if text.name.is_some() {
            draft.name.clone_from(&text.name);
        }
        draft.finish()
    }
}

fn told(problems: &Problems) -> Vec<TextProblem> {
    let text = problems.source.as_ref().map_or("", |s| s.text.as_str());
    let one = |error: &tunesmith_study::SpecError| {
        let place = problems.place(error);
        // Bytes are ours; editors count characters.
        let characters = |byte: usize| text.get(..byte).map_or(0, |before| before.encode_utf16().count());
        let before = place.as_ref().and_then(|p| text.get(..p.start));
        TextProblem {
            message: error.message.clone(),
            place: error.place.clone(),
            start: place.as_ref().map(|p| characters(p.start)),
            end: place.as_ref().map(|p| characters(p.end)),
            line: before.map(|b| b.matches('\n').count() + 1),
            column: before.map(|b| b.rsplit('\n').next().unwrap_or_default().chars().count() + 1),
        }
    };
    problems.errors.iter().map(one).collect()
}

fn samples(parameter: &Parameter) -> Samples {
    let domain = &parameter.domain;
    // Evenly over the scale: what drawing by chance would come to.
    let values: Vec<_> = (0..SAMPLES).map(|i| domain.decode((i as f64 + 0.5) / SAMPLES as f64)).collect();
    let (bars, labels) = match domain {
        Domain::Float { low, high, .. } => histogram(values.iter().filter_map(Value::as_f64), *low, *high),
        Domain::Int { low, high, .. } => histogram(values.iter().filter_map(Value::as_f64), *low as f64, *high as f64),
        Domain::Choice { .. } | Domain::Bool => {
            let mut labels: Vec<String> = Vec::new();
            let mut bars: Vec<u32> = Vec::new();
            for value in &values {
                let label = value.to_string();
                if let Some(i) = labels.iter().position(|l| *l == label) {
                    bars[i] += 1;
                } else {
                    labels.push(label);
                    bars.push(1);
                }
            }
            (bars, labels)
        }
    };
    let examples = (0..5).map(|i| serde_json::json!(values[100 + i * 200])).collect();
    Samples { parameter: ParameterInfo::of(parameter), bars, labels, examples }
}

fn histogram(values: impl Iterator<Item = f64>, low: f64, high: f64) -> (Vec<u32>, Vec<String>) {
    let width = (high - low).max(f64::MIN_POSITIVE);
    let mut bars = vec![0; BARS];
    for value in values {
        let place = ((value - low) / width * BARS as f64).clamp(0.0, BARS as f64 - 1.0);
        bars[place as usize] += 1;
    }
    let label = |i: usize| format!("{:.3e}", low + width * (i as f64 + 0.5) / BARS as f64);
    (bars, (0..BARS).map(label).collect())
}

/// Says what is wrong with a job, or what it will be; makes nothing.
#[utoipa::path(post, path = "/api/v1/check-job", tag = "jobs", request_body = JobText,
    responses((status = 200, body = Preview)))]
pub(crate) async fn check(State(shared): State<Shared>, Json(text): Json<JobText>) -> Answer<Preview> {
    let mut preview = Preview {
        problems: Vec::new(),
        machine: None,
        name: None,
        strategy: None,
        why_strategy: None,
        trials: None,
        parallel: None,
        combinations: None,
        samples: Vec::new(),
        toml: None,
        command_line: None,
        sdk: None,
    };
    match shared.read(&text) {
        Err(problems) => {
            preview.problems = told(&problems);
            // Parameters that can be read are shown all the same.
            if let Ok(draft) = read_text("tune.toml", &text.toml, &shared.parts.folder) {
                preview.samples = draft.parameters.iter().filter(|p| is_sound(p)).map(samples).collect();
            }
        }
        Ok(valid) => {
            let spec = &valid.spec;
            preview.machine = (shared.parts.preflight)(&valid).err();
            preview.name = Some(spec.name.clone());
            preview.strategy = Some(spec.search.strategy.name());
            preview.why_strategy.clone_from(&spec.search.why);
            preview.trials = Some(spec.budget.trials);
            preview.parallel = Some(spec.budget.parallel);
            preview.combinations = valid.space.cardinality();
            preview.samples = spec.space.parameters.iter().map(samples).collect();
            preview.toml = write::toml(spec);
            preview.command_line = write::command_line(spec);
            preview.sdk = write::sdk_code(spec);
        }
    }
    Ok(Json(preview))
}

/// Whether a domain can be drawn from.
fn is_sound(parameter: &Parameter) -> bool {
    let definition = tunesmith_space::SpaceDefinition {
        parameters: vec![Parameter::new(&parameter.name, parameter.domain.clone())],
        ..tunesmith_space::SpaceDefinition::default()
    };
    tunesmith_space::SearchSpace::new(definition).is_ok()
}

/// Makes a job, which runs at once.
#[utoipa::path(post, path = "/api/v1/jobs", tag = "jobs", request_body = JobText,
    responses((status = 200, body = Created), (status = 400, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn create(State(shared): State<Shared>, Json(text): Json<JobText>) -> Answer<Created> {
    let mut valid = shared.read(&text).map_err(|problems| Problem::invalid(problems.to_string()))?;
    let dir = &valid.spec.run.dir;
    valid.spec.run.dir =
        dir.canonicalize().map_err(|e| Problem::invalid(format!("the working directory {}: {e}", dir.display())))?;
    (shared.parts.preflight)(&valid).map_err(Problem::conflict)?;
    let name = valid.spec.name.clone();
    shared.parts.create(valid).await?;
    Ok(Json(Created { name }))
}
