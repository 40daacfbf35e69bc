//! `tunesmith stop`: ends a job, or one of its trials.

use std::time::Duration;

use clap::Args;
use tunesmith_controller::{Clock, SystemClock};
use tunesmith_store::{Hold, Request, Store as _, StoreError, Views, holder};
use tunesmith_study::{Command, TrialStatus};

use super::{JobArgs, find_job, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::session::{Start, Telling, run_job};
use crate::view::{paint, summary};

#[derive(Debug, Args)]
pub(crate) struct StopArgs {
    #[command(flatten)]
    job: JobArgs,
    /// Only this trial
    #[arg(long, value_name = "N")]
    trial: Option<u64>,
    /// Do not wait until it has stopped
    #[arg(long)]
    no_wait: bool,
}

pub(crate) fn run(args: &StopArgs) -> Result<Code, Failure> {
    runtime()?.block_on(async {
        let (data, store) = args.job.data.open().await?;
        let named = args.job.job.as_deref();
        let job = match find_job(&store, named, |j| !j.status.is_over()).await {
            Err(_) if named.is_none() => return Err(failure!("no job is running")),
            found => found?,
        };
        let name = job.spec.name.clone();
        if job.status.is_over() {
            return Err(failure!("the job `{name}` is {} already", job.status.name()));
        }
        if let Some(number) = args.trial {
            match store.trial(job.id, number).await? {
                None => return Err(failure!("`{name}` has no trial {number}")),
                Some(trial) if trial.status != TrialStatus::Running => {
                    return Err(failure!("trial {number} of `{name}` is {}, not running", trial.status.name()));
                }
                Some(_) => {}
            }
        }
        match Hold::take(&data, &store, "stop", &name).await {
            // Nobody runs it: this process takes it up to stop it, which adopts and stops what still runs.
            Ok(hold) if args.trial.is_none() => {
                let start = Start::TakeUp { name, first: Some(Command::StopJob) };
                run_job(&data, store, hold, start, Vec::new(), Telling::Lines, None).await?;
                return Ok(Code::Ok);
            }
            Ok(_) => return Err(failure!("nobody runs `{name}` now; `tunesmith stop {name}` stops all of it")),
            Err(StoreError::InUse { holder, .. } | StoreError::JobInUse { holder, .. }) if holder.runs(&name) => {}
            Err(error) => return Err(error.into()),
        }
        let request = args.trial.map_or(Request::StopJob, |trial| Request::StopTrial { trial });
        store.ask(job.id, SystemClock.now_ms(), request).await?;
        let what = args.trial.map_or_else(|| format!("job `{name}`"), |n| format!("trial {n} of `{name}`"));
        if args.no_wait {
            summary::labelled("asked", &format!("{what} to stop"));
            return Ok(Code::Ok);
        }
        loop {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let over = match args.trial {
                None => store.job(&name).await?.status.is_over(),
                Some(n) => store.trial(job.id, n).await?.is_none_or(|t| t.status.is_over()),
            };
            if over {
                summary::labelled("stopped", &paint::bold(&what));
                return Ok(Code::Ok);
            }
            if holder(&data, &store, &name).await?.is_none() {
                return Err(failure!("whoever ran `{name}` is gone; say `tunesmith stop {name}` again"));
            }
        }
    })
}
