//! `tunesmith extend`: more trials, or other limits.

use clap::Args;
use tunesmith_controller::{Clock, SystemClock};
use tunesmith_store::{Request, StoreError, Views};
use tunesmith_study::{Command, CommandError, ValidSpec};

use super::{JobArgs, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::job::preflight;
use crate::session::{Start, Telling, run_job};
use crate::view::summary;

#[derive(Debug, Args)]
pub(crate) struct ExtendArgs {
    #[command(flatten)]
    job: JobArgs,
    /// So many trials more
    #[arg(short = 'n', long, value_name = "N")]
    trials: Option<u64>,
    /// Trials at a time from now on
    #[arg(short = 'j', long, value_name = "N")]
    parallel: Option<u32>,
    /// Run time in all, such as 2h
    #[arg(long, value_name = "TIME", value_parser = crate::job::seconds)]
    time: Option<f64>,
    /// Write events as JSON lines
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &ExtendArgs) -> Result<Code, Failure> {
    if args.trials.is_none() && args.parallel.is_none() && args.time.is_none() {
        return Err(failure!("say what to change: -n 20 for more trials, -j 4 for more at a time, --time 2h"));
    }
    if args.parallel == Some(0) || args.trials == Some(0) {
        return Err(failure!("-n and -j must be at least 1"));
    }
    runtime()?.block_on(async {
        let (data, store, job) = args.job.find().await?;
        if job.spec.is_single_training() {
            return Err(failure!("`{}`: {}", job.spec.name, CommandError::SingleTraining));
        }
        let existing = job.counters.all();
        let planned = if job.status.is_over() { existing } else { job.spec.budget.trials };
        let trials = args.trials.map(|more| planned + more);
        let (parallel, time_s) = (args.parallel, args.time);
        match data.lock("extend", &job.spec.name) {
            Ok(lock) => {
                let valid = ValidSpec::new(job.spec.clone()).map_err(|e| failure!("{e}"))?;
                let gpus = preflight(&valid)?;
                let telling = if args.json { Telling::Json } else { Telling::Lines };
                let extend = Some(Command::Extend { trials, parallel, time_s });
                run_job(&data, store, &lock, Start::TakeUp { name: job.spec.name, first: extend }, gpus, telling).await
            }
            // Whoever runs it now is asked.
            Err(StoreError::InUse { holder, .. }) if holder.runs(&job.spec.name) => {
                store.ask(job.id, SystemClock.now_ms(), Request::Extend { trials, parallel, time_s }).await?;
                summary::labelled("asked", &format!("whoever runs `{}` to change its limits", job.spec.name));
                Ok(Code::Ok)
            }
            Err(error) => Err(error.into()),
        }
    })
}
