//! `tunesmith resume`: goes on with a job.

use clap::Args;
use tunesmith_study::{Command, Extension, JobStatus};

use super::{ConsoleFlag, JobArgs, find_job, held_by_us, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::job::preflight;
use crate::session::{Start, Telling, run_job, run_served};

#[derive(Debug, Args)]
pub(crate) struct ResumeArgs {
    #[command(flatten)]
    job: JobArgs,
    #[command(flatten)]
    console: ConsoleFlag,
    /// Write events as JSON lines
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &ResumeArgs) -> Result<Code, Failure> {
    runtime()?.block_on(async {
        let (data, store) = args.job.data.open().await?;
        let name = args.job.job.as_deref();
        let job = match find_job(&store, name, |j| j.status != JobStatus::Completed).await {
            Err(_) if name.is_none() => {
                return Err(failure!("no job waits to go on; `tunesmith extend` adds trials to one that is done"));
            }
            found => found?,
        };
        let hold = held_by_us(&data, &store, "resume", &job.spec.name).await?;
        let trials = job.counters.all();
        let more = |trials| Some(Command::Extend(Extension::to(trials)));
        let extend = match job.status {
            JobStatus::Completed => {
                return Err(failure!("the job `{0}` is done; `tunesmith extend {0} -n 20` adds trials", job.spec.name));
            }
            JobStatus::Failed => more(trials + job.spec.budget.trials),
            JobStatus::Stopped => more(job.spec.budget.trials.max(trials + 1)),
            JobStatus::InProgress | JobStatus::Stopping => None,
        };
        let telling = if args.json { Telling::Json } else { Telling::Lines };
        let start = Start::TakeUp { name: job.spec.name.clone(), first: extend };
        let Some(hold) = hold else { return run_served(&data, &store, start, telling).await };
        let valid = tunesmith_study::ValidSpec::new(job.spec).map_err(|e| failure!("{e}"))?;
        let gpus = preflight(&valid)?;
        run_job(&data, store, hold, start, gpus, telling, args.console.address()).await
    })
}
