//! What is said of a job at its end, and whenever somebody asks.

use tunesmith_engine::Observation;
use tunesmith_engine::analysis::{Edge, edges, importance};
use tunesmith_jobfile::{program, write};
use tunesmith_space::Configuration;
use tunesmith_store::{JobRow, SqlStore, TrialQuery, TrialRow, Views};
use tunesmith_study::{Cause, EndReason, JobStatus, StopReason, TrialStatus, ValidSpec, group_causes};

use crate::failure::Failure;
use crate::output;
use crate::view::{format, front, paint};

/// Parameters below this share of the variance barely matter.
const BARELY: f64 = 0.05;

/// A label and what it says, aligned with all others.
pub(crate) fn labelled(label: &str, text: &str) {
    output::line(&format!("  {} {text}", paint::accent(&format!("{label:<8}"))));
}

/// A continuation of the line above.
pub(crate) fn continued(text: &str) {
    output::line(&format!("  {:<8} {text}", ""));
}

/// The counts of a job in words.
pub(crate) fn counts(job: &JobRow, trials: &[TrialRow]) -> String {
    let c = job.counters;
    let early = trials.iter().filter(|t| is_early_stop(t)).count() as u64;
    let mut parts = vec![format!("{} ok", c.completed)];
    if early > 0 {
        parts.push(format!(
            "{early} stopped early{}",
            saved(trials).map_or_else(String::new, |s| format!(" (saved {s})"))
        ));
    }
    let stopped = (c.stopped + c.stopped_without_value).saturating_sub(early);
    for (n, word) in [(stopped, "stopped"), (c.failed, "failed"), (c.running, "running"), (c.queued, "waiting")] {
        if n > 0 {
            parts.push(format!("{n} {word}"));
        }
    }
    parts.join(", ")
}

fn is_early_stop(trial: &TrialRow) -> bool {
    trial.status == TrialStatus::Stopped && trial.cause.as_ref().is_some_and(|c| StopReason::is_early(&c.text))
}

/// What early stopping saved: epochs that were not run, and the time they would have taken, as measured by the trials that ran
/// to their end.
fn saved(trials: &[TrialRow]) -> Option<String> {
    let mut whole: Vec<(u64, i64)> =
        trials.iter().filter(|t| t.status == TrialStatus::Completed).map(|t| (t.epochs, t.duration_ms)).collect();
    whole.sort_unstable();
    let (epochs, _) = *whole.get(whole.len() / 2)?;
    whole.sort_unstable_by_key(|(_, ms)| *ms);
    let (_, ms) = *whole.get(whole.len() / 2)?;
    let stopped = || trials.iter().filter(|t| is_early_stop(t));
    let epochs: u64 = stopped().map(|t| epochs.saturating_sub(t.epochs)).sum();
    let ms: i64 = stopped().map(|t| (ms - t.duration_ms).max(0)).sum();
    let time = if ms > 0 { format!(", about {}", format::duration(ms)) } else { String::new() };
    (epochs > 0).then(|| format!("{epochs} epochs{time}"))
}

/// The whole summary: counts, best, failures, importance, hints.
pub(crate) async fn print(store: &SqlStore, job: &JobRow) -> Result<(), Failure> {
    let trials = store.trials(job, TrialQuery::default()).await?;
    let word = if job.status.is_over() { "done" } else { "so far" };
    let over = job.counters.over();
    let reason = job.ending.as_ref().filter(|e| !matches!(e, EndReason::AllTrials));
    let why = reason.map_or_else(String::new, |r| format!("; {}", ending(r)));
    let trials_word = if over == 1 { "trial" } else { "trials" };
    labelled(word, &format!("{over} {trials_word} in {}: {}{why}", format::duration(job.run_ms), counts(job, &trials)));
    print_cost(job);
    if let Some(best) = job.best.and_then(|(n, _)| trials.iter().find(|t| t.number == n)) {
        print_best(job, best, &program::values(&job.spec, &best.params));
    }
    if !job.front.is_empty() {
        front::print_front(job, &trials);
    }
    print_missed(job, &trials);
    print_failures(job, &trials);
    print_learned(job, &trials);
    Ok(())
}

/// What the trials have cost, and will.
fn print_cost(job: &JobRow) {
    let Some(cost) = job.cost else { return };
    let each = format!("{} a trial", format::money(cost / job.counters.over().max(1) as f64));
    let ahead = match (job.status.is_over(), job.cost_forecast()) {
        (true, _) => each,
        (false, Some(forecast)) => format!("{each}, about {} in all", format::money(forecast)),
        (false, None) => "so far".to_owned(),
    };
    let limit = job.spec.budget.cost.map_or_else(String::new, |limit| format!("; at most {}", format::money(limit)));
    labelled("cost", &format!("{} ({ahead}{limit})", format::money(cost)));
}

/// Why a job ended; failures are told with their log lines elsewhere.
pub(crate) fn ending(reason: &EndReason) -> String {
    match reason {
        EndReason::FirstTrialsFailed { trials, .. } => format!("ended because the first {trials} trials failed"),
        EndReason::NoObjective { trial, .. } => format!("ended because no objective was found in the log of #{trial}"),
        other => other.to_string(),
    }
}

/// The best card.
pub(crate) fn print_best(job: &JobRow, best: &TrialRow, values: &Configuration) {
    let counts = job.value_of(best);
    let value = counts.map(format::metric).unwrap_or_default();
    let definition = program::definition(&job.spec, &best.params);
    let definition = definition.map_or(String::new(), |name| format!(", definition {name}"));
    let metric = &job.spec.objective.metric;
    let of = if counts == best.objective { "of" } else { "mean of the runs of" };
    labelled("best", &format!("{} ({metric} {of} #{}{definition})", paint::good(&paint::bold(&value)), best.number));
    continued(&write::arguments(values));
    continued(&paint::dim(&format!("copy: tunesmith best {} --format args", job.spec.name)));
}

/// How many trials miss what is required, and where none meets it, what the best of them misses.
fn print_missed(job: &JobRow, trials: &[TrialRow]) {
    let missed: Vec<(&TrialRow, String)> =
        trials.iter().filter_map(|t| Some((t, front::missed(&job.spec, t)?))).collect();
    let Some((first, text)) = missed.iter().min_by(|a, b| excess(job, a.0).total_cmp(&excess(job, b.0))) else {
        return;
    };
    let require: Vec<String> = job.spec.objective.require.iter().map(ToString::to_string).collect();
    let (n, of) = (missed.len(), job.counters.with_value());
    if (n as u64) < of {
        labelled("required", &format!("{n} of {of} miss {}", require.join(", ")));
    } else {
        labelled("required", &paint::bad(&format!("no trial meets {}", require.join(", "))));
        continued(&format!("nearest is #{}: it {text}", first.number));
    }
}

/// By how much a trial misses what is required, all together.
fn excess(job: &JobRow, trial: &TrialRow) -> f64 {
    let measured = job.spec.measured(trial.objective, &trial.values, trial.duration_ms);
    measured
        .map_or(f64::INFINITY, |m| m.excess.iter().map(|x| if x.is_nan() { f64::INFINITY } else { x.max(0.0) }).sum())
}

/// Failures by cause, with a way to the log of one.
pub(crate) fn print_failures(job: &JobRow, trials: &[TrialRow]) {
    let failed = trials.iter().filter(|t| t.status == TrialStatus::Failed);
    let causes: Vec<(u64, &Cause)> = failed.filter_map(|t| Some((t.number, t.cause.as_ref()?))).collect();
    for (text, numbers) in group_causes(causes) {
        let shown: Vec<String> = numbers.iter().take(5).map(|n| format!("#{n}")).collect();
        let more = if numbers.len() > 5 { format!(" and {} more", numbers.len() - 5) } else { String::new() };
        labelled("failed", &format!("{}{more}: {}", shown.join(" "), paint::bad(&text)));
        continued(&paint::dim(&format!("log: tunesmith log {} --job {}", numbers[0], job.spec.name)));
    }
}

/// What mattered, and what to do next.
fn print_learned(job: &JobRow, trials: &[TrialRow]) {
    let Ok(valid) = ValidSpec::new(job.spec.clone()) else { return };
    let goal = job.spec.objective.goal;
    let observations: Vec<Observation> = (trials.iter())
        .filter(|t| t.status.is_over())
        .map(|t| Observation::new(t.params.clone(), t.objective.map(|v| goal.as_loss(v))))
        .collect();
    let mut hints = Vec::new();
    if let Some(shares) = importance(&valid.space, &observations) {
        let mut ranked: Vec<(&str, f64)> =
            valid.space.parameters().iter().map(|p| p.name.as_str()).zip(shares.iter().map(|i| i.share)).collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
        let width = ranked.iter().take(6).map(|(n, _)| n.len()).max().unwrap_or(0);
        for (i, (name, share)) in ranked.iter().take(6).enumerate() {
            let bar = "█".repeat((share * 20.0).round() as usize).chars().take(24).collect::<String>();
            let text = format!("{name:<width$} {share:.2} {}", paint::accent(&bar));
            if i == 0 { labelled("matters", text.trim_end()) } else { continued(text.trim_end()) }
        }
        let idle: Vec<&str> = ranked.iter().filter(|(_, share)| *share < BARELY).map(|(name, _)| *name).collect();
        // A client's job has no flag for it.
        if !idle.is_empty() && idle.len() < ranked.len() && job.spec.run.trainings.is_empty() {
            let (verb, it) = if idle.len() == 1 { ("matters", "it") } else { ("matter", "them") };
            let names = idle.join(", ");
            hints.push(format!("{names} barely {verb} here; fix {it} with --static to search the others faster"));
        }
    }
    if let Some(best) = job.best.and_then(|(n, _)| trials.iter().find(|t| t.number == n)) {
        for (name, edge) in edges(&valid.space, &best.params) {
            let end = if edge == Edge::Low { "lower" } else { "upper" };
            let value = best.params.get(&name).map(format::brief).unwrap_or_default();
            // A client's job is not extended by a flag.
            let how =
                if job.spec.run.trainings.is_empty() { format!(" (extend -n N -P {name}=..)") } else { String::new() };
            hints.push(format!("best value of {name} ({value}) sits on the {end} edge of its range; widen it?{how}"));
        }
    }
    if job.status == JobStatus::Completed
        && !job.spec.is_single_training()
        && job.ending != Some(EndReason::SpaceExhausted)
    {
        let more = (job.spec.budget.trials / 2).max(5);
        hints.push(format!(
            "more trials: tunesmith extend {0} -n {more}; what they say: tunesmith explain {0}",
            job.spec.name
        ));
    }
    for (i, hint) in hints.iter().enumerate() {
        if i == 0 { labelled("hint", hint) } else { continued(hint) }
    }
}
