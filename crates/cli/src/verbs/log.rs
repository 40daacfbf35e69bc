//! `tunesmith log`: what a trial printed.

use std::time::Duration;

use clap::Args;
use tunesmith_executor::folder::{RunFolder, read_log};
use tunesmith_store::{Catalogue as _, Views};

use super::{DataArgs, find_job, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::output;

#[derive(Debug, Args)]
pub(crate) struct LogArgs {
    /// Number of the trial, or name of a training job
    trial: String,
    /// Name of the job [default: the newest]
    #[arg(long, value_name = "NAME")]
    job: Option<String>,
    /// An earlier attempt [default: the last]
    #[arg(long, value_name = "N")]
    attempt: Option<u32>,
    /// Only the last lines
    #[arg(short = 'n', long, value_name = "N")]
    lines: Option<usize>,
    /// Go on as the log grows, until the trial ends
    #[arg(short, long)]
    follow: bool,
    /// Print the log's path instead
    #[arg(long)]
    path: bool,
    #[command(flatten)]
    data: DataArgs,
}

pub(crate) fn run(args: &LogArgs) -> Result<Code, Failure> {
    runtime()?.block_on(async {
        let (data, store) = args.data.open().await?;
        let number: Option<u64> = args.trial.parse().ok();
        // What is no number is the name of a training job, which says which job it is of.
        let job = find_job(&store, args.job.as_deref().or(number.is_none().then_some(&args.trial)), |_| true).await?;
        let name = &job.spec.name;
        let found = match number {
            Some(number) => store.trial(job.id, number).await?,
            None => store.training(&args.trial).await?.filter(|(id, _)| *id == job.id).map(|(_, trial)| trial),
        };
        let Some(trial) = found else {
            return Err(failure!("`{name}` has no trial {}; `tunesmith trials {name}` lists them", args.trial));
        };
        let number = trial.number;
        let attempt = args.attempt.unwrap_or(trial.attempts);
        if attempt == 0 || attempt > trial.attempts {
            return Err(failure!("trial {} has {} attempts", args.trial, trial.attempts));
        }
        let folder = RunFolder::at(data.attempt(name, number, attempt));
        if args.path {
            output::line(&folder.log().display().to_string());
            return Ok(Code::Ok);
        }
        let read = |from| read_log(&folder, from);
        let Ok(mut log) = read(0) else {
            return Err(match &trial.cause {
                Some(cause) => failure!("trial {} left no log: {}", args.trial, cause.text),
                None => failure!("trial {} has no log yet", args.trial),
            });
        };
        let mut from = log.len() as u64;
        if let Some(lines) = args.lines {
            let start = log
                .iter()
                .enumerate()
                .rev()
                .filter(|(_, b)| **b == b'\n')
                .map(|(i, _)| i + 1)
                .filter(|i| *i < log.len())
                .nth(lines.saturating_sub(1));
            log.drain(..start.unwrap_or(0));
        }
        output::bytes(&log);
        let mut growing = args.follow;
        while growing {
            // A run that was lost or cut off leaves no word of its end; then the store knows.
            let row = store.trial(job.id, number).await?;
            let ended = folder.exit().is_some() || row.is_none_or(|t| t.status.is_over() || t.attempts > attempt);
            let more = read(from).unwrap_or_default();
            from += more.len() as u64;
            output::bytes(&more);
            growing = !ended;
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Ok(Code::Ok)
    })
}
