//! `tunesmith list`: the jobs at a glance.

use clap::Args;
use serde_json::json;
use tunesmith_controller::{Clock, SystemClock};
use tunesmith_store::export::job_json;
use tunesmith_store::{Charts as _, JobRow, SqlStore, Views, is_interrupted};

use super::{DataArgs, runtime};
use crate::exit::Code;
use crate::failure::Failure;
use crate::output;
use crate::view::table::{Column, columns, print};
use crate::view::{format, paint};

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    #[command(flatten)]
    data: DataArgs,
    /// Write JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &ListArgs) -> Result<Code, Failure> {
    runtime()?.block_on(async {
        let (data, store) = args.data.open().await?;
        let jobs = store.jobs().await?;
        if args.json {
            let rows: Vec<_> = jobs.iter().map(job_json).collect();
            output::line(&json!(rows).to_string());
            return Ok(Code::Ok);
        }
        let heads = [
            Column("JOB", false),
            Column("STATUS", false),
            Column("BEST", true),
            Column("TREND", false),
            Column("TRIALS", true),
            Column("FAILED", true),
            Column("RUN TIME", true),
            Column("STARTED", false),
        ];
        let now = SystemClock.now_ms();
        let mut rows = Vec::new();
        for job in &jobs {
            let idle = is_interrupted(&data, &store, job).await?;
            let status = if idle { paint::warn("interrupted") } else { paint::job_status(job.status) };
            rows.push(vec![
                paint::bold(&job.spec.name),
                status,
                best(job),
                trend(&store, job).await?,
                format!("{}/{}", job.counters.over(), job.spec.budget.trials),
                job.counters.failed.to_string(),
                format::duration(job.run_ms),
                format::ago(job.created_ms, now),
            ]);
        }
        print(&columns(&heads), rows);
        Ok(Code::Ok)
    })
}

fn best(job: &JobRow) -> String {
    match job.best {
        Some((_, value)) => format::metric(value),
        None if job.front.is_empty() => String::new(),
        None => format!("front of {}", job.front.len()),
    }
}

/// The course of the best value.
async fn trend(store: &SqlStore, job: &JobRow) -> Result<String, Failure> {
    let values = store.course(job.id).await?.into_iter().map(|(_, value)| value);
    Ok(format::sparkline(&job.spec.objective.goal.best_so_far(values), 12))
}
