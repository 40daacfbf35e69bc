//! `tunesmith check`: one trial, before anything is kept.

use std::fs;
use std::time::Duration;

use clap::Args;
use miette::IntoDiagnostic;
use tokio::sync::mpsc::unbounded_channel;
use tunesmith_controller::{Clock, SystemClock, check_run};
use tunesmith_engine::{Request, StrategyKind};
use tunesmith_executor::folder::{RunFolder, read_log};
use tunesmith_executor::process::ProcessExecutor;
use tunesmith_executor::{Executor, ExecutorEvent, Exit, Outcome, RunId};
use tunesmith_metrics::MetricPoint;
use tunesmith_study::{DURATION_METRIC, ValidSpec};

use super::runtime;
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::job::{JobFlags, preflight, report};
use crate::output;
use crate::session::offer;
use crate::view::summary::{continued, labelled};
use crate::view::{format, paint};

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    job: JobFlags,
}

const RUN: RunId = RunId(0);

pub(crate) fn run(args: &CheckArgs) -> Result<Code, Failure> {
    let valid = args.job.draft()?.finish().map_err(report)?;
    let gpus = preflight(&valid)?;
    let folder = std::env::temp_dir().join(format!("tunesmith-check-{}", std::process::id()));
    let result = runtime()?.block_on(check(&valid, gpus, &folder));
    // The folder is ours alone; what cannot be removed is left to the system's own cleaning.
    let _ = fs::remove_dir_all(&folder);
    result
}

async fn check(valid: &ValidSpec, gpus: Vec<u32>, folder: &std::path::Path) -> Result<Code, Failure> {
    let request =
        Request { space: &valid.space, seed: valid.spec.search.seed, observations: &[], pending: &[], count: 1 };
    let proposals = StrategyKind::Bayesian.build().suggest(&request).proposals;
    let params = proposals.into_iter().next().map(|p| p.params).unwrap_or_default();
    let (events, mut told) = unbounded_channel();
    let executor = ProcessExecutor::new(std::env::current_exe().into_diagnostic()?, gpus, None, events);
    let (setup, spec) = check_run(valid, &params, folder);
    if let Some(setup) = setup {
        executor.prepare(RUN, setup);
        if let Some(ExecutorEvent::Prepared { result, .. }) = told.recv().await {
            match result {
                Ok(took) => labelled("setup", &format!("done in {}", format::duration(took.unwrap_or(0)))),
                Err(reason) => return Err(failure!("{reason}")),
            }
        }
    }
    labelled("run", &shell_words::join(&spec.command));
    let started = SystemClock.now_ms();
    executor.launch(RUN, spec);
    let mut points = Vec::new();
    let exit = loop {
        let event = tokio::select! {
            event = told.recv() => event,
            _ = tokio::signal::ctrl_c() => {
                executor.stop(RUN);
                continue;
            }
            () = tokio::time::sleep(Duration::from_secs(10)) => {
                output::note(&format!("  still running, {}; {} values so far", format::duration(SystemClock.now_ms() - started), points.len()));
                continue;
            }
        };
        match event {
            Some(ExecutorEvent::Points { points: more, .. }) => points.extend(more),
            Some(ExecutorEvent::Ended { exit, .. }) => break exit,
            _ => {}
        }
    };
    Ok(tell(valid, &points, &exit, &read_log(&RunFolder::at(folder), 0).unwrap_or_default()))
}

fn tell(valid: &ValidSpec, points: &[MetricPoint], exit: &Exit, log: &[u8]) -> Code {
    let spec = &valid.spec;
    let well = exit.outcome == Outcome::Exited(0);
    let ended = match &exit.outcome {
        Outcome::Exited(0) => paint::good("exit 0"),
        Outcome::Exited(code) => paint::bad(&format!("exit {code}")),
        Outcome::Signaled(signal) => paint::bad(&format!("ended by signal {signal}")),
        Outcome::TimedOut => paint::bad("stopped by its time limit"),
        Outcome::Stopped => paint::warn("stopped"),
        Outcome::NotStarted(reason) => paint::bad(&format!("could not start: {reason}")),
        Outcome::Unwritable(reason) | Outcome::Lost(reason) | Outcome::Preempted(reason) => paint::bad(reason),
        Outcome::Interrupted => paint::bad("interrupted"),
    };
    labelled("check", &format!("1 trial ran in {}: {ended}", format::duration(exit.duration_ms)));
    let text = String::from_utf8_lossy(log);
    let lines: Vec<&str> = text.lines().collect();
    for (i, metric) in spec.metrics.iter().enumerate() {
        let own: Vec<&MetricPoint> = points.iter().filter(|p| p.metric == i).collect();
        let Some(last) = own.last() else {
            labelled("metric", &paint::bad(&format!("{}: `{}` matched no line", metric.name, metric.pattern)));
            continue;
        };
        let times = if own.len() == 1 { "once".to_owned() } else { format!("{} times", own.len()) };
        labelled(
            "metric",
            &format!("{} matched {times}, last = {}", metric.name, paint::good(&format::metric(last.value))),
        );
        if let Some(line) = lines.get(last.line as usize - 1) {
            continued(&paint::dim(&format!("line {}: {}", last.line, line.rsplit('\r').next().unwrap_or(line))));
        }
    }
    let found = valid.objective_index().is_none_or(|i| points.iter().any(|p| p.metric == i && p.value.is_finite()));
    if !well {
        for line in &exit.tail {
            continued(&paint::dim(line));
        }
    } else if !found {
        offer(log, spec);
    } else if spec.objective.metric == DURATION_METRIC {
        labelled("metric", &format!("{DURATION_METRIC} = {}", format::metric(exit.duration_ms as f64 / 1000.0)));
    }
    if well && found { Code::Ok } else { Code::NoTrialSucceeded }
}
