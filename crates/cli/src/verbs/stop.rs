//! `tunesmith stop`: ends a job, or one of its trials.

use std::time::Duration;

use clap::Args;
use tunesmith_controller::{Clock, SystemClock};
use tunesmith_store::{Request, StoreError, Views};

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
        let job = find_job(&store, args.job.job.as_deref(), |j| !j.status.is_over()).await?;
        let name = job.spec.name.clone();
        if job.status.is_over() {
            return Err(failure!("the job `{name}` is {} already", job.status.name()));
        }
        let request = args.trial.map_or(Request::StopJob, |trial| Request::StopTrial { trial });
        store.ask(job.id, SystemClock.now_ms(), request).await?;
        match data.lock(&format!("stop {name}")) {
            // Nobody runs it: this process takes it up, which adopts and stops what still runs.
            Ok(lock) => {
                run_job(&data, store, &lock, Start::TakeUp { name, extend: None }, Vec::new(), Telling::Lines).await?;
                return Ok(Code::Ok);
            }
            Err(StoreError::InUse { .. }) => {}
            Err(error) => return Err(error.into()),
        }
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
            if data.holder().is_none() {
                return Err(failure!("whoever ran `{name}` is gone; say `tunesmith stop {name}` again"));
            }
        }
    })
}
