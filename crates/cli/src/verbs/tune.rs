//! `tunesmith tune`: tunes a command. Said again, it goes on where it was.

use std::sync::Arc;

use clap::Args;
use tunesmith_jobfile::OF_THE_TERMINAL;
use tunesmith_store::{Hold, SqlStore, StoreError, Views};
use tunesmith_study::{Budget, Command, Extension, JobSpec, JobStatus, ValidSpec};

use super::{ConsoleFlag, DataArgs, held_by_us, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::job::{JobFlags, WarmStartFlags, preflight, report};
use crate::output;
use crate::session::{Start, Telling, code_for, run_job, run_served};
use crate::view::summary;

#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  tunesmith tune -P lr=log:1e-5..1e-1 -P optimizer=Adam,SGD --maximize accuracy -n 30 -j 4 -- python train.py"
)]
pub(crate) struct TuneArgs {
    #[command(flatten)]
    job: JobFlags,
    #[command(flatten)]
    warm_start: WarmStartFlags,
    #[command(flatten)]
    data: DataArgs,
    #[command(flatten)]
    console: ConsoleFlag,
    /// Write events as JSON lines
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &TuneArgs) -> Result<Code, Failure> {
    if args.job.is_empty() && !std::path::Path::new("tune.toml").is_file() {
        return Err(failure!(
            "nothing to tune: name a file with -f tune.toml, or say what to vary and what to run, such as\n  \
             tunesmith tune -P lr=log:1e-5..1e-1 --maximize accuracy -- python train.py\n\
             `tunesmith init -- python train.py` proposes a file"
        ));
    }
    let mut valid = args.job.draft()?.finish().map_err(report)?;
    let gpus = preflight(&valid)?;
    let telling = if args.json { Telling::Json } else { Telling::Lines };
    runtime()?.block_on(async {
        let data = args.data.create()?;
        // With a file the right to run anything comes first; with a database it is known only then whose job this is.
        let (hold, store) = if data.server().is_some() {
            (None, data.store().await?)
        } else {
            match Hold::open(&data, "tune", &valid.spec.name).await {
                Err(StoreError::InUse { holder, .. }) if holder.serves() => (None, data.store().await?),
                opened => opened.map(|(hold, store)| (Some(hold), store))?,
            }
        };
        let store = Arc::new(store);
        valid.spec.search.warm_start = args.warm_start.read(&store, &valid).await?;
        let start = match decide(&store, valid).await? {
            Decision::Run(start) => start,
            Decision::Done(job) => {
                let row = store.job(&job).await?;
                summary::labelled("same", &format!("`{job}` was run with these settings before; nothing to do"));
                summary::print(&store, &row).await?;
                return Ok(code_for(&row));
            }
        };
        let hold = match hold {
            None if data.server().is_some() => held_by_us(&data, &store, "tune", start.job()).await?,
            hold => hold,
        };
        let Some(mut hold) = hold else { return run_served(&data, &store, start, telling).await };
        // The name may have changed: requests of other terminals go by it.
        hold.describe("tune", start.job())?;
        run_job(&data, store, hold, start, gpus, telling, args.console.address()).await
    })
}

enum Decision {
    Run(Start),
    Done(String),
}

/// A new job, or the one that was run with these settings before: gone on with, extended, tried again after a failure. A job of
/// that name with other settings stays as it is, and this one gets a number behind its name.
async fn decide(store: &SqlStore, mut valid: ValidSpec) -> Result<Decision, Failure> {
    let wanted = valid.spec.name.clone();
    for number in 2.. {
        let existing = match store.job(&valid.spec.name).await {
            Ok(row) => row,
            Err(StoreError::NoSuchJob(_)) => break,
            Err(error) => return Err(error.into()),
        };
        if same_job(&existing.spec, &valid.spec) {
            let (have, want) = (&existing.spec.budget, &valid.spec.budget);
            let trials = existing.counters.all();
            let name = valid.spec.name.clone();
            let extend = if existing.status == JobStatus::Failed {
                output::note(&format!("  `{name}` had failed before; trying again"));
                Some(trials + want.trials)
            } else if want.trials > trials && (existing.status == JobStatus::Stopped || want.trials != have.trials) {
                Some(want.trials)
            } else if existing.status.is_over() {
                return Ok(Decision::Done(name));
            } else {
                None
            };
            let parallel = (want.parallel != have.parallel).then_some(want.parallel);
            let time_s = want.time_s.filter(|_| want.time_s != have.time_s);
            let cost = want.cost.filter(|_| want.cost != have.cost);
            let changed = extend.is_some() || parallel.is_some() || time_s.is_some() || cost.is_some();
            let extend = changed.then_some(Command::Extend(Extension {
                trials: extend,
                parallel,
                time_s,
                cost,
                ..Extension::default()
            }));
            return Ok(Decision::Run(Start::TakeUp { name, first: extend }));
        }
        valid.spec.name = format!("{wanted}-{number}");
    }
    if valid.spec.name != wanted {
        output::note(&format!("  a job `{wanted}` with other settings is kept; this one is `{}`", valid.spec.name));
    }
    Ok(Decision::Run(Start::Create(Box::new(valid))))
}

/// The same but for its name and how much of it is run.
fn same_job(a: &JobSpec, b: &JobSpec) -> bool {
    let plain = |spec: &JobSpec| {
        let mut spec = spec.clone();
        spec.name.clear();
        spec.budget = Budget { trials: 0, parallel: 0, time_s: None, cost: None, ..spec.budget };
        spec.run.check = false;
        // Handed to a server it was given these.
        spec.run.env.retain(|name, _| !OF_THE_TERMINAL.contains(&name.as_str()));
        spec
    };
    plain(a) == plain(b)
}
