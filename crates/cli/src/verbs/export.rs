//! `tunesmith export`: all trials for other programs.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Value as Json, json};
use tunesmith_store::export::{csv, job_json, trial_json};
use tunesmith_store::{TrialQuery, Views};

use super::{JobArgs, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::output;

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    job: JobArgs,
    /// The form
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A table with a column for every parameter and metric
    Csv,
    /// The job and its trials as one object
    Json,
    /// A trial a line
    Jsonl,
}

pub(crate) fn run(args: &ExportArgs) -> Result<Code, Failure> {
    runtime()?.block_on(async {
        let (_, store, job) = args.job.find().await?;
        let trials = store.trials(&job, TrialQuery::default()).await?;
        let text = match args.format {
            Format::Csv => csv(&job, &trials),
            Format::Json => {
                let rows: Vec<Json> = trials.iter().map(|t| trial_json(&job, t)).collect();
                format!("{}\n", json!({"job": job_json(&job), "trials": rows}))
            }
            Format::Jsonl => trials.iter().flat_map(|t| [trial_json(&job, t).to_string(), "\n".into()]).collect(),
        };
        match &args.output {
            None => output::bytes(text.as_bytes()),
            Some(path) => {
                let written = fs::File::create(path).and_then(|mut f| f.write_all(text.as_bytes()));
                written.map_err(|e| failure!("cannot write {}: {e}", path.display()))?;
                output::note(&format!("  {} trials written to {}", trials.len(), path.display()));
            }
        }
        Ok(Code::Ok)
    })
}
