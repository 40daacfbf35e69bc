//! `tunesmith extend`: more trials, or other limits.

use std::sync::Arc;

use clap::Args;
use tunesmith_controller::{Clock, SystemClock};
use tunesmith_store::{DataDir, Hold, JobRow, Request, SqlStore, Store as _, StoreError};
use tunesmith_study::{Command, CommandError, Extension, ValidSpec};

use super::{JobArgs, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::job::{parameter, preflight};
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
    /// What all trials together may cost
    #[arg(long = "max-cost", value_name = "MONEY")]
    cost: Option<f64>,
    /// Another range for a parameter of the job, as in `tune`; trials outside it are kept, and not built upon
    #[arg(short = 'P', long = "param", value_name = "NAME=SPEC")]
    params: Vec<String>,
    /// Write events as JSON lines
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &ExtendArgs) -> Result<Code, Failure> {
    if args.trials.is_none()
        && args.parallel.is_none()
        && args.time.is_none()
        && args.cost.is_none()
        && args.params.is_empty()
    {
        return Err(failure!(
            "say what to change: -n 20 for more trials, -j 4 for more at a time, --time 2h, --max-cost 20, -P lr=log:1e-6..1 for another range"
        ));
    }
    let params = args.params.iter().map(|text| parameter(text)).collect::<Result<Vec<_>, _>>()?;
    if args.parallel == Some(0) || args.trials == Some(0) {
        return Err(failure!("-n and -j must be at least 1"));
    }
    runtime()?.block_on(async {
        let (data, store, job) = args.job.find().await?;
        if job.spec.is_single_training() {
            return Err(failure!("`{}`: {}", job.spec.name, CommandError::SingleTraining));
        }
        let trials = args.trials.map(|more| planned(&job) + more);
        if job.status.is_over() && trials.is_none() && !params.is_empty() {
            return Err(failure!("`{}` is over: say with -n how many trials to add in the new ranges", job.spec.name));
        }
        let extension = Extension {
            trials,
            parallel: args.parallel,
            time_s: args.time,
            cost: args.cost,
            params,
            ..Extension::default()
        };
        carry_out(&data, store, job, extension, args.json).await
    })
}

/// Trials that there are or will be.
pub(super) fn planned(job: &JobRow) -> u64 {
    if job.status.is_over() { job.counters.all() } else { job.spec.budget.trials }
}

/// Changes a job and runs it, or asks whoever runs it.
pub(super) async fn carry_out(
    data: &DataDir,
    store: Arc<SqlStore>,
    job: JobRow,
    extension: Extension,
    json: bool,
) -> Result<Code, Failure> {
    let changed = job.spec.with_ranges(&extension.params).map_err(|e| failure!("{e}"))?;
    let valid = ValidSpec::new(changed).map_err(|e| failure!("{e}"))?;
    match Hold::take(data, &store, "extend", &job.spec.name).await {
        Ok(hold) => {
            let gpus = preflight(&valid)?;
            let telling = if json { Telling::Json } else { Telling::Lines };
            let extend = Some(Command::Extend(extension));
            run_job(data, store, hold, Start::TakeUp { name: job.spec.name, first: extend }, gpus, telling, None).await
        }
        // Whoever runs it now is asked.
        Err(StoreError::InUse { holder, .. } | StoreError::JobInUse { holder, .. }) if holder.runs(&job.spec.name) => {
            store.ask(job.id, SystemClock.now_ms(), Request::Extend(extension)).await?;
            summary::labelled("asked", &format!("whoever runs `{}` to change its limits", job.spec.name));
            Ok(Code::Ok)
        }
        Err(error) => Err(error.into()),
    }
}
