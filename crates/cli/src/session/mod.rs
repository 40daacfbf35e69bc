//! A job run from this terminal: the controller in this process, what is told of it, and the ways to interrupt it.

mod console;
mod json;
mod keys;
mod page;
mod served;
mod signals;

use std::net::SocketAddr;
use std::sync::Arc;

use miette::IntoDiagnostic;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tunesmith_controller::{Clock, Dispatcher, Life, Message, Notice, Parts, Suggester, SystemClock, run};
use tunesmith_executor::Executors;
use tunesmith_store::{DataDir, Hold, JobId, SqlStore, Store, Views};
use tunesmith_study::{Command, JobStatus, ValidSpec};

use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::output;
use crate::view::summary;
use console::Console;
pub(crate) use console::offer;
pub(crate) use served::run_served;

/// How the run is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Telling {
    /// Lines for people, with a live bar on a terminal.
    Lines,
    /// One JSON object an event.
    Json,
}

/// What to run.
pub(crate) enum Start {
    /// A new job.
    Create(Box<ValidSpec>),
    /// A job of the store.
    TakeUp {
        /// The job.
        name: String,
        /// What is carried out before anything else: new limits, or a stop.
        first: Option<Command>,
    },
}

impl Start {
    /// Name of the job.
    pub(crate) fn job(&self) -> &str {
        match self {
            Self::Create(valid) => &valid.spec.name,
            Self::TakeUp { name, .. } => name,
        }
    }
}

/// Runs a job until it ends or is interrupted. The hold shows that nobody else does.
pub(crate) async fn run_job(
    data: &DataDir,
    store: Arc<SqlStore>,
    hold: Hold,
    start: Start,
    gpus: Vec<u32>,
    telling: Telling,
    console: Option<SocketAddr>,
) -> Result<Code, Failure> {
    output::session_starts();
    let (queue, messages) = unbounded_channel();
    let (notices, mut told) = unbounded_channel();
    let program = std::env::current_exe().into_diagnostic()?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let keep: Arc<dyn Store> = Arc::<SqlStore>::clone(&store);
    let mut dispatcher = Dispatcher::new(Parts {
        store: Arc::clone(&keep),
        executor: Arc::new(Executors::new(
            program.clone(),
            data.root().to_owned(),
            gpus,
            None,
            executor_events(queue.clone()),
        )),
        clock: Arc::clone(&clock),
        data: data.clone(),
        program: program.clone(),
        life: Life::Session,
        suggester: Suggester::Threads,
        cores: cores(),
        queue: queue.clone(),
        notices,
    });
    let (job, resumed) = match start {
        Start::Create(valid) => (dispatcher.create(*valid).await.into_diagnostic()?, false),
        Start::TakeUp { name, first } => {
            let job = dispatcher.take_up(&name).await.into_diagnostic()?;
            if let Some(command) = first {
                dispatcher.step([Message::Command { job, command }]).await.into_diagnostic()?;
            }
            (job, true)
        }
    };
    let name = dispatcher.study(job).map(|s| s.spec().name.clone()).unwrap_or_default();
    if let Some(address) = console {
        told = page::open(data, &store, address, &name, queue.clone(), told).await?;
    }
    signals::watch(job, name.clone(), queue.clone());
    let teller = tokio::spawn(tell(told, telling, data.clone(), job, resumed, queue, Arc::clone(&clock)));
    let ended = run(dispatcher, messages, keep, clock).await;
    // The dispatcher is gone, so the teller comes to its end.
    drop(ended.map_err(|error| failure!("{error}\nwhat is recorded is whole; go on with: tunesmith resume {name}"))?);
    let setup_failed = teller.await.into_diagnostic()?;
    hold.give_back(&store).await;
    finish(&store, &name, telling, setup_failed).await
}

/// Takes an executor's events into the dispatcher's queue.
pub(crate) fn executor_events(queue: UnboundedSender<Message>) -> UnboundedSender<tunesmith_executor::ExecutorEvent> {
    let (sender, mut events) = unbounded_channel();
    tokio::spawn(async move {
        while let Some(event) = events.recv().await {
            if queue.send(Message::Executor(event)).is_err() {
                return;
            }
        }
    });
    sender
}

/// Cores of this machine.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Tells what happens until nothing more does; the last words of a setup that failed.
async fn tell(
    mut told: UnboundedReceiver<Notice>,
    telling: Telling,
    data: DataDir,
    job: JobId,
    resumed: bool,
    queue: UnboundedSender<Message>,
    clock: Arc<dyn Clock>,
) -> Option<String> {
    let mut setup_failed = None;
    let mut console = (telling == Telling::Lines).then(|| Console::new(data, resumed, Arc::clone(&clock)));
    let mut keys = keys::listen(telling == Telling::Lines);
    let mut ticks = tokio::time::interval(console::REFRESH);
    loop {
        tokio::select! {
            notice = told.recv() => {
                let Some(notice) = notice else { break };
                if let Notice::SetupFailed { reason, .. } = &notice {
                    setup_failed = Some(reason.clone());
                }
                match &mut console {
                    Some(console) => console.notice(&notice),
                    None => json::notice(&notice),
                }
            }
            _ = ticks.tick() => if let Some(console) = &mut console { console.refresh() },
            Some(key) = keys.next() => if let Some(command) = console.as_mut().and_then(|c| c.key(key)) {
                // The dispatcher may have ended in this very moment.
                let _ = queue.send(Message::Command { job, command });
            },
        }
    }
    if let Some(console) = &mut console {
        console.close();
    }
    setup_failed
}

async fn finish(store: &SqlStore, name: &str, telling: Telling, setup_failed: Option<String>) -> Result<Code, Failure> {
    if let Some(reason) = setup_failed {
        return Err(failure!("{reason}\nnothing else was run; mend it, then: tunesmith resume {name}"));
    }
    let row = store.job(name).await?;
    store.settle().await?;
    if telling == Telling::Lines {
        summary::print(store, &row).await?;
    }
    // By Ctrl-C, or by the key that does the same.
    if !row.status.is_over() {
        output::note(&format!("  interrupted; go on with: tunesmith resume {name}"));
        return Ok(Code::Interrupted);
    }
    Ok(code_for(&row))
}

/// The exit code that a job's state calls for.
pub(crate) fn code_for(row: &tunesmith_store::JobRow) -> Code {
    let objective = &row.spec.objective;
    match row.best {
        None if row.status == JobStatus::Stopped => Code::Ok,
        None if !row.front.is_empty() => Code::Ok,
        None => Code::NoTrialSucceeded,
        Some((_, best)) if objective.target.is_some_and(|target| objective.goal.better(target, best)) => {
            Code::TargetMissed
        }
        Some(_) => Code::Ok,
    }
}
