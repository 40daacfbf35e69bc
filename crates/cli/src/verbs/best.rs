//! `tunesmith best`: the best values.

use clap::{Args, ValueEnum};
use serde_json::json;
use tunesmith_jobfile::{program, write};
use tunesmith_space::Configuration;
use tunesmith_store::{JobRow, TrialQuery, TrialRow, Views};
use tunesmith_study::ValidSpec;

use super::{JobArgs, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::output;
use crate::view::{format, front, summary};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  tunesmith best --format args | xargs python train.py")]
pub(crate) struct BestArgs {
    #[command(flatten)]
    job: JobArgs,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// One trial of those, by number; needed where several objectives leave no single best
    #[arg(long, value_name = "N")]
    trial: Option<u64>,
    /// With the static values too
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// --name value ..., for another command
    Args,
    /// An object with trial, value and parameters
    Json,
    /// Variables, a line each
    Env,
    /// The whole command
    Command,
}

pub(crate) fn run(args: &BestArgs) -> Result<Code, Failure> {
    runtime()?.block_on(async {
        let (data, store, job) = args.job.find().await?;
        let valid = ValidSpec::new(job.spec.clone()).map_err(|e| failure!("{e}"))?;
        let values_of = |tuned: &Configuration| match (args.all, job.spec.run.trainings.is_empty()) {
            (false, _) => program::values(&job.spec, tuned),
            (true, true) => valid.space.complete(tuned),
            (true, false) => program::all_values(&job.spec, tuned),
        };
        let number = match (args.trial.or(job.best.map(|(number, _)| number)), args.format) {
            (Some(number), _) => number,
            (None, Format::Text) if !job.front.is_empty() => {
                let trials = store.trials(&job, TrialQuery::default()).await?;
                front::print_table(&job, &trials, |t| values_of(&t.params));
                return Ok(Code::Ok);
            }
            (None, Format::Json) if !job.front.is_empty() => {
                let trials = store.trials(&job, TrialQuery::default()).await?;
                let rows: Vec<_> =
                    front::front(&job, &trials).into_iter().map(|t| one(&job, t, &values_of(&t.params))).collect();
                output::line(&json!(rows).to_string());
                return Ok(Code::Ok);
            }
            (None, _) => return Err(no_best(&job)),
        };
        let Some(trial) = store.trial(job.id, number).await? else {
            return Err(failure!("trial {number} is not in the store"));
        };
        let tuned = trial.params.clone();
        let values = values_of(&tuned);
        match args.format {
            Format::Text => summary::print_best(&job, &trial, &values),
            Format::Args => output::line(&write::arguments(&values)),
            Format::Json => output::line(&one(&job, &trial, &values).to_string()),
            Format::Env => output::line(&format::environment(&values)),
            Format::Command if !job.spec.run.trainings.is_empty() => {
                return Err(failure!(
                    "`{}` trains for a client and has no command of its own; --format args prints its values",
                    job.spec.name
                ));
            }
            Format::Command => {
                let folder = data.attempt(&job.spec.name, number, trial.attempts);
                let command = tunesmith_controller::trial_command(
                    &valid,
                    &tuned,
                    number,
                    trial.attempts,
                    &folder.display().to_string(),
                );
                output::line(&shell_words::join(command));
            }
        }
        Ok(Code::Ok)
    })
}

/// A trial for scripts.
fn one(job: &JobRow, trial: &TrialRow, values: &Configuration) -> serde_json::Value {
    let objective = &job.spec.objective;
    let value = job.value_of(trial);
    let mut line = json!({
        "job": job.spec.name, "trial": trial.number, "metric": objective.metric, "value": value, "params": values,
    });
    if !objective.is_single() {
        let value = |metric: &str| job.spec.metric_value(metric, &trial.values, trial.duration_ms);
        let further = objective.further.iter().map(|aim| (aim.metric.clone(), json!(value(&aim.metric))));
        line["further"] = further.collect::<serde_json::Map<_, _>>().into();
    }
    if let Some(name) = program::definition(&job.spec, &trial.params) {
        line["definition"] = json!(name);
    }
    line
}

fn no_best(job: &JobRow) -> Failure {
    let name = &job.spec.name;
    if job.spec.is_single_training() {
        return failure!("`{name}` is one training job by itself: it has no best");
    }
    if !job.front.is_empty() {
        return failure!(
            "`{name}` has {} trade-offs; name one with --trial (`tunesmith best {name}` shows them)",
            job.front.len()
        );
    }
    if job.counters.with_value() > 0 {
        return failure!(
            "no trial of `{name}` meets what is required yet; `tunesmith trials {name} --sort best` shows what they miss"
        );
    }
    failure!("no trial of `{name}` has a value yet")
}
