//! A job run by the server that owns the data directory: handed over through its inbox, and told from the store.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::signal::unix::{SignalKind, signal};
use tunesmith_controller::{Clock, Notice, SystemClock};
use tunesmith_jobfile::OF_THE_TERMINAL;
use tunesmith_store::{Commit, DataDir, JobRow, Request, SqlStore, Store as _, StoreError, Views, holder};
use tunesmith_study::{Command, JobSpec};

use super::console::Console;
use super::{Start, Telling, code_for, json};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::output;
use crate::view::summary;

/// How often the store is looked at.
const LOOK: Duration = Duration::from_millis(150);
/// Looks for a job that was handed over, before it counts as refused.
const PATIENCE: u32 = 100;

/// Hands a job to the server, and tells what becomes of it until it ends or this terminal leaves.
pub(crate) async fn run_served(
    data: &DataDir,
    store: &SqlStore,
    start: Start,
    telling: Telling,
) -> Result<Code, Failure> {
    output::session_starts();
    let (name, resumed) = (start.job().to_owned(), matches!(start, Start::TakeUp { .. }));
    // A job that is over goes on once the server has taken the new limits.
    let mut is_news = matches!(start, Start::TakeUp { first: None, .. });
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    // What happened before is not told again.
    let mut seq = if resumed { store.events(store.job(&name).await?.id).await?.len() as u64 } else { 0 };
    match start {
        Start::Create(valid) => {
            let spec = Box::new(with_terminal(valid.spec));
            store.ask(0, clock.now_ms(), Request::Create { spec }).await?;
        }
        Start::TakeUp { first: Some(Command::Extend(extension)), .. } => {
            let id = store.job(&name).await?.id;
            store.ask(id, clock.now_ms(), Request::Extend(extension)).await?;
        }
        Start::TakeUp { .. } => {}
    }
    output::note(&format!("  the server runs `{name}`; Ctrl-C leaves it running, `tunesmith stop {name}` stops it"));
    let mut console = (telling == Telling::Lines).then(|| Console::new(data.clone(), resumed, Arc::clone(&clock)));
    let mut interrupt = signal(SignalKind::interrupt())?;
    let (mut in_vain, mut away) = (0, 0);
    let ended = loop {
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = interrupt.recv() => break None,
        }
        let job = match store.job(&name).await {
            Ok(job) => job,
            Err(StoreError::NoSuchJob(_)) if in_vain < PATIENCE => {
                in_vain += 1;
                continue;
            }
            // It runs on; there will be more to tell of it.
            Err(error) if error.may_pass() => continue,
            Err(error) => return Err(error.into()),
        };
        let commit = match news(store, job, seq).await {
            Err(error) if error.may_pass() => continue,
            news => news?,
        };
        let over = commit.job.status.is_over();
        if let Some(last) = commit.events.last() {
            (seq, is_news) = (last.seq, true);
            let row = commit.job.clone();
            let notice = Notice::Committed(Arc::new(commit));
            match &mut console {
                Some(console) => console.notice(&notice),
                None => json::notice(&notice),
            }
            // An end that was extended away is none.
            if over {
                break Some(row);
            }
        } else if over && is_news {
            break Some(commit.job);
        } else if !over && holder(data, store, &name).await?.is_none() {
            away += 1;
            // Where servers share a database, another one takes it up.
            if data.server().is_none() || away >= PATIENCE {
                return Err(failure!("the server is gone; go on with: tunesmith resume {name}"));
            }
        } else if over && in_vain > PATIENCE {
            return Err(failure!("the server did not take the new limits of `{name}`; its log says why"));
        } else if over {
            (in_vain, away) = (in_vain + 1, 0);
        } else if let Some(console) = &mut console {
            away = 0;
            console.refresh();
        }
    };
    if let Some(console) = &mut console {
        console.close();
    }
    let Some(row) = ended else {
        output::note(&format!("\n  left; the server goes on with `{name}`"));
        return Ok(Code::Interrupted);
    };
    if telling == Telling::Lines {
        summary::print(store, &row).await?;
    }
    Ok(code_for(&row))
}

/// What happened since, as the controller would have told it.
async fn news(store: &SqlStore, job: JobRow, seq: u64) -> Result<Commit, StoreError> {
    let events = store.events_after(job.id, seq).await?;
    let numbers: BTreeSet<u64> = events.iter().filter_map(|r| r.event.trial()).collect();
    let mut trials = Vec::new();
    for number in numbers {
        trials.extend(store.trial(job.id, number).await?);
    }
    Ok(Commit { job, events, trials, points: Vec::new(), answered: Vec::new() })
}

/// The job with what its command needs of this terminal.
fn with_terminal(mut spec: JobSpec) -> JobSpec {
    for name in OF_THE_TERMINAL {
        if let Ok(value) = std::env::var(name) {
            spec.run.env.entry(name.to_owned()).or_insert(value);
        }
    }
    spec
}
