//! `tunesmith best`: the best values.

use clap::{Args, ValueEnum};
use serde_json::json;
use tunesmith_store::Views;
use tunesmith_study::ValidSpec;

use super::{JobArgs, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::output;
use crate::view::{format, program, summary};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  tunesmith best --format args | xargs python train.py")]
pub(crate) struct BestArgs {
    #[command(flatten)]
    job: JobArgs,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
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
        let Some((number, value)) = job.best else {
            if job.spec.is_single_training() {
                return Err(failure!("`{}` is one training job by itself: it has no best", job.spec.name));
            }
            return Err(failure!("no trial of `{}` has a value yet", job.spec.name));
        };
        let Some(trial) = store.trial(job.id, number).await? else {
            return Err(failure!("trial {number} is not in the store"));
        };
        let valid = ValidSpec::new(job.spec.clone()).map_err(|e| failure!("{e}"))?;
        let tuned = trial.params.clone();
        let definition = program::definition(&job.spec, &tuned);
        let values = match (args.all, job.spec.run.trainings.is_empty()) {
            (false, _) => program::values(&job.spec, &tuned),
            (true, true) => valid.space.complete(&tuned),
            (true, false) => program::all_values(&job.spec, &tuned),
        };
        match args.format {
            Format::Text => summary::print_best(&job, &trial, &values),
            Format::Args => output::line(&format::arguments(&values)),
            Format::Json => {
                let mut line = json!({"job": job.spec.name, "trial": number, "metric": job.spec.objective.metric, "value": value, "params": values});
                if let Some(name) = definition {
                    line["definition"] = json!(name);
                }
                output::line(&line.to_string());
            }
            Format::Env => output::line(&format::environment(&values)),
            Format::Command if !job.spec.run.trainings.is_empty() => {
                return Err(failure!(
                    "`{}` trains for a client and has no command of its own; --format args prints its values",
                    job.spec.name
                ));
            }
            Format::Command => {
                let folder = data.attempt(&job.spec.name, number, trial.attempts);
                let command = tunesmith_controller::trial_command(&valid, &tuned, number, trial.attempts, &folder.display().to_string());
                output::line(&shell_words::join(command));
            }
        }
        Ok(Code::Ok)
    })
}
