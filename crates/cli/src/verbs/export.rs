//! `tunesmith export`: all trials for other programs.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use serde_json::{Map, Value as Json, json};
use tunesmith_store::{JobRow, TrialQuery, TrialRow, Views};

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
                format!("{}\n", json!({"job": super::list::job_json(&job), "trials": rows}))
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

fn trial_json(job: &JobRow, trial: &TrialRow) -> Json {
    let metrics: Map<String, Json> =
        job.spec.metrics.iter().zip(&trial.values).map(|(m, v)| (m.name.clone(), json!(v))).collect();
    json!({
        "trial": trial.number, "status": trial.status, "objective": trial.objective, "params": trial.params,
        "metrics": metrics, "meets": trial.meets, "origin": trial.origin, "expected": trial.expected, "attempts": trial.attempts,
        "cause": trial.cause.as_ref().map(|c| &c.text), "suggested_ms": trial.suggested_ms,
        "started_ms": trial.started_ms, "ended_ms": trial.ended_ms, "duration_ms": trial.duration_ms,
    })
}

fn csv(job: &JobRow, trials: &[TrialRow]) -> String {
    let parameters = &job.spec.space.parameters;
    let mut heads: Vec<String> = ["trial", "status", "objective"].map(str::to_owned).into();
    heads.extend(parameters.iter().map(|p| p.name.clone()));
    heads.extend(job.spec.metrics.iter().map(|m| format!("metric {}", m.name)));
    heads.extend(["duration_s", "attempts", "cause"].map(str::to_owned));
    let mut text = row(&heads);
    for trial in trials {
        let number = |v: Option<f64>| v.map(|x| x.to_string()).unwrap_or_default();
        let mut cells = vec![trial.number.to_string(), trial.status.name().to_owned(), number(trial.objective)];
        cells.extend(parameters.iter().map(|p| trial.params.get(&p.name).map(ToString::to_string).unwrap_or_default()));
        cells.extend((0..job.spec.metrics.len()).map(|i| number(trial.values.get(i).copied().flatten())));
        cells.push((trial.duration_ms as f64 / 1000.0).to_string());
        cells.push(trial.attempts.to_string());
        cells.push(trial.cause.as_ref().map(|c| c.text.clone()).unwrap_or_default());
        text += &row(&cells);
    }
    text
}

/// A line by RFC 4180.
fn row(cells: &[String]) -> String {
    let quoted = |cell: &String| {
        if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    let cells: Vec<String> = cells.iter().map(quoted).collect();
    format!("{}\r\n", cells.join(","))
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let cells = ["plain", "a,b", "say \"x\"", "two\nlines"].map(str::to_owned);
        assert_eq!(row(&cells), "plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n");
    }
}
