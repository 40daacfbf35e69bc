//! A running job told to a person: a line for what ended, a bar for what runs.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use tunesmith_controller::{Clock, Notice};
use tunesmith_executor::folder::{RunFolder, printable, read_log};
use tunesmith_metrics::{Extractor, MetricSet, find_candidates};
use tunesmith_store::{Commit, DataDir, JobRow, PointRow, TrialRow};
use tunesmith_study::{Command, EndReason, Event, Extension, JobSpec, TrialStatus};

use crate::output;
use crate::view::summary::{continued, ending, labelled};
use crate::view::{format, front, paint, table};

/// How often the bar is drawn anew.
pub(crate) const REFRESH: Duration = Duration::from_millis(250);
/// Running trials that are shown.
const SHOWN: usize = 8;
const BAR_WIDTH: u64 = 24;
const KEYS: &str = "b best  l log  s stop  ? help";

/// A trial that has waited so long is worth a line.
const LONG_WAIT_MS: i64 = 10_000;

/// Where an engine has a trial.
struct Place {
    note: String,
    waits_since: Option<i64>,
    /// That it waits was said.
    told: bool,
}

/// Tells a job.
pub(crate) struct Console {
    data: DataDir,
    clock: Arc<dyn Clock>,
    resumed: bool,
    bar: Option<ProgressBar>,
    job: Option<JobRow>,
    best: Option<TrialRow>,
    running: BTreeMap<u64, TrialRow>,
    /// Where running trials are, by an engine's own word.
    places: BTreeMap<u64, Place>,
    /// Durations of ended trials in this session.
    durations: Vec<i64>,
    session_start_ms: i64,
    checked: bool,
    /// No new trials start.
    stopping: bool,
    /// How wide trial numbers are.
    width: usize,
}

impl Console {
    pub(crate) fn new(data: DataDir, resumed: bool, clock: Arc<dyn Clock>) -> Self {
        let session_start_ms = clock.now_ms();
        let bar = output::is_terminal().then(|| {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stdout());
            if let Ok(style) = ProgressStyle::with_template("{msg}") {
                bar.set_style(style);
            }
            bar
        });
        Self {
            data,
            clock,
            resumed,
            bar,
            job: None,
            best: None,
            running: BTreeMap::new(),
            places: BTreeMap::new(),
            durations: Vec::new(),
            session_start_ms,
            checked: false,
            stopping: false,
            width: 2,
        }
    }

    /// Prints above the bar.
    fn say(&self, print: impl FnOnce()) {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    pub(crate) fn close(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    pub(crate) fn notice(&mut self, notice: &Notice) {
        match notice {
            Notice::Committed(commit) => self.committed(commit),
            Notice::Prepared { took_ms: Some(ms), .. } => {
                self.say(|| labelled("setup", &format!("done in {}", format::duration(*ms))));
            }
            Notice::Prepared { took_ms: None, .. } => {}
            Notice::SetupFailed { .. } => {}
            Notice::Placed { trial, note, waits, .. } => self.placed(*trial, note, *waits),
            Notice::StoreAway { reason } => {
                self.say(|| output::note(&format!("  {reason}; waiting for it, nothing is lost")));
            }
            Notice::StoreBack => self.say(|| output::note("  what happened is recorded; going on")),
            Notice::TakenOver { reason, .. } | Notice::Refused { reason, .. } => {
                self.say(|| output::note(&format!("  {reason}")));
            }
        }
        self.refresh();
    }

    /// Where a trial is, or why it waits.
    fn placed(&mut self, trial: u64, note: &str, waits: bool) {
        let now = self.clock.now_ms();
        let waits_since = waits.then(|| self.places.get(&trial).and_then(|p| p.waits_since).unwrap_or(now));
        let told = self.places.get(&trial).is_some_and(|p| p.told);
        self.places.insert(trial, Place { note: note.to_owned(), waits_since, told });
    }

    /// Says, where there is no bar, that trials have waited for a while, and why: once a trial.
    fn tell_waits(&mut self) {
        let now = self.clock.now_ms();
        let long = |place: &Place| !place.told && place.waits_since.is_some_and(|since| now - since >= LONG_WAIT_MS);
        for (trial, place) in self.places.iter_mut().filter(|(_, place)| long(place)) {
            place.told = true;
            labelled("waits", &format!("#{trial} {}", place.note));
        }
    }

    fn committed(&mut self, commit: &Commit) {
        let trials: BTreeMap<u64, &TrialRow> = commit.trials.iter().map(|t| (t.number, t)).collect();
        for (number, row) in &trials {
            if row.status == TrialStatus::Running {
                self.running.insert(*number, (*row).clone());
            } else {
                self.running.remove(number);
                self.places.remove(number);
            }
        }
        if let Some((best, _)) = commit.job.best
            && let Some(row) = trials.get(&best)
        {
            self.best = Some((*row).clone());
        }
        self.width = commit.job.spec.budget.trials.to_string().len();
        let first = self.job.is_none();
        self.job = Some(commit.job.clone());
        // What was found is said before what became of the trial that it was found in.
        self.check(commit);
        for recorded in &commit.events {
            self.event(&recorded.event, commit, &trials, first);
        }
    }

    fn event(&mut self, event: &Event, commit: &Commit, trials: &BTreeMap<u64, &TrialRow>, first: bool) {
        match event {
            Event::SessionStarted if self.resumed && first => {
                let c = commit.job.counters;
                let again = self.running.len() as u64 + c.queued;
                let text = format!(
                    "{}: {} of {} trials done, {again} taken up again",
                    commit.job.spec.name,
                    c.over(),
                    commit.job.spec.budget.trials
                );
                self.checked = c.with_value() > 0;
                self.say(|| labelled("resume", &text));
            }
            Event::Extended(_) => {
                let budget = &commit.job.spec.budget;
                let text = format!("{} trials, {} at a time", budget.trials, budget.parallel);
                self.say(|| labelled("limits", &text));
            }
            Event::TrialRequeued { trial } => {
                let text = format!("#{trial} runs again with the same values");
                self.say(|| labelled("again", &text));
            }
            Event::TrialEnded { trial, .. } => {
                if let Some(row) = trials.get(trial)
                    && row.attempts > 0
                {
                    self.durations.push(row.duration_ms);
                    self.ended(row, &commit.job);
                }
            }
            Event::JobStopping { reason } => self.stopping(reason, commit),
            _ => {}
        }
    }

    fn ended(&self, row: &TrialRow, job: &JobRow) {
        let number = format!("#{:<width$}", row.number, width = self.width);
        let time = paint::dim(&format!("[{:>7}]", format::duration(row.duration_ms)));
        let is_best = job.best.is_some_and(|(n, _)| n == row.number) || job.front.contains(&row.number);
        let value = front::values_of(&job.spec, row);
        let value = if is_best { paint::good(&format!("{value:>8}")) } else { format!("{value:>8}") };
        let mark = match is_best && row.status != TrialStatus::Failed {
            true if job.spec.objective.is_single() => "  <- best",
            true => "  <- on the front",
            false => "",
        };
        let missed = front::missed(&job.spec, row);
        let cause = row.cause.as_ref().map(|c| c.text.as_str()).unwrap_or_default();
        let values = format::values(&row.params);
        // Status, number, time and value take so many columns before this.
        let taken = 29 + self.width;
        let rest = match row.status {
            TrialStatus::Failed => {
                let cause = format::fit(cause, taken);
                let room = taken + cause.chars().count() + 1;
                format!("{} {}", paint::bad(&cause), paint::dim(&format::fit(&values, room)))
            }
            TrialStatus::Stopped => {
                format!("{} {}", paint::warn(cause), paint::dim(&format::fit(&values, taken + cause.len() + 1)))
            }
            _ => {
                let missed = missed.map_or_else(String::new, |text| format!("  {text}"));
                let values = format::fit(&values, taken + mark.len() + missed.len());
                format!("{values}{}{}", paint::good(mark), paint::warn(&missed))
            }
        };
        self.say(|| output::line(&format!("  {} {number} {time} {value}  {rest}", paint::trial_word(row.status))));
    }

    /// Says once that the objective is found, and where, and what is planned.
    fn check(&mut self, commit: &Commit) {
        if self.checked || !commit.job.spec.run.check {
            return;
        }
        let objective = commit.job.spec.metrics.iter().position(|m| m.name == commit.job.spec.objective.metric);
        let budget = &commit.job.spec.budget;
        let plan = format!(
            "{} trials, {} at a time{}{}",
            budget.trials,
            budget.parallel,
            idle_cores(budget.parallel),
            few_combinations(&commit.job.spec)
        );
        let search = &commit.job.spec.search;
        let chosen = search.why.as_ref().map(|why| format!("{}: {why}", search.strategy.name()));
        if let Some(row) = commit.points.iter().find(|p| Some(p.point.metric) == objective) {
            self.checked = true;
            let started = self.running.get(&row.trial).and_then(|t| t.started_ms).unwrap_or(self.session_start_ms);
            let after = format::duration(row.point.at_ms - started);
            let metric = &commit.job.spec.objective.metric;
            let text = format!(
                "{metric} = {} found on line {} of #{} after {after}",
                format::metric(row.point.value),
                row.point.line,
                row.trial
            );
            let folder = RunFolder::at(self.data.attempt(&commit.job.spec.name, row.trial, row.attempt));
            let log = read_log(&folder, 0).unwrap_or_default();
            let log = String::from_utf8_lossy(&log);
            let line = log
                .split('\n')
                .nth((row.point.line - 1) as usize)
                .map(|line| matched_piece(line, &commit.job.spec, row));
            self.say(|| {
                labelled("check", &text);
                if let Some(line) = line {
                    continued(&paint::dim(&format::fit(&line, 11)));
                }
                labelled("plan", &plan);
                if let Some(chosen) = chosen {
                    continued(&chosen);
                }
            });
        } else if objective.is_none() && commit.job.counters.with_value() > 0 {
            // The duration needs no pattern; it is known when the first trial has ended.
            self.checked = true;
            self.say(|| labelled("plan", &plan));
        }
    }

    fn stopping(&self, reason: &EndReason, commit: &Commit) {
        let text = ending(reason);
        self.say(|| match reason {
            EndReason::FirstTrialsFailed { cause, .. } => {
                labelled("stop", &paint::bad(&text));
                for line in &cause.tail {
                    continued(&paint::dim(line));
                }
            }
            EndReason::NoObjective { trial, cause } => {
                labelled("stop", &paint::bad(&format!("{text}: {}", cause.text)));
                let folder = RunFolder::at(self.data.attempt(&commit.job.spec.name, *trial, 1));
                offer(&read_log(&folder, 0).unwrap_or_default(), &commit.job.spec);
            }
            _ => labelled("stop", &text),
        });
    }

    /// Draws the bar.
    pub(crate) fn refresh(&mut self) {
        let Some(bar) = &self.bar else { return self.tell_waits() };
        let now = self.clock.now_ms();
        let Some(job) = &self.job else {
            bar.set_message(paint::dim(&format!("  preparing ({})", format::duration(now - self.session_start_ms))));
            return;
        };
        let (done, all) = (job.counters.over(), job.spec.budget.trials);
        let filled = (BAR_WIDTH * done / all.max(1)).min(BAR_WIDTH) as usize;
        let blocks = format!("{}{}", "#".repeat(filled), ".".repeat(BAR_WIDTH as usize - filled));
        let best = match job.best {
            Some((n, v)) => format!("  best {} (#{n})", paint::good(&format::metric(v))),
            None if job.front.is_empty() => String::new(),
            None => format!("  {} on the front", job.front.len()),
        };
        let cost = job.cost.map_or_else(String::new, |cost| format!("  cost {}", format::money(cost)));
        let left = self.left(now).map_or_else(String::new, |ms| format!("  {} left", format::duration(ms)));
        let running = job.counters.running;
        let state = if self.stopping { "running, stopping" } else { "running" };
        let mut text = format!("  [{blocks}] {done}/{all}  {running} {state}{best}{cost}{left}");
        // The keys are told where there is room for them.
        if output::width().is_none_or(|width| table::seen_width(&text) + KEYS.len() + 3 < width) {
            text.extend(["   ", &paint::dim(KEYS)]);
        }
        for row in self.running.values().take(SHOWN) {
            let time = format::duration(now - row.started_ms.unwrap_or(now));
            let place = self.places.get(&row.number);
            let waits = place.is_some_and(|place| place.waits_since.is_some());
            let word = if waits { paint::warn("wait") } else { paint::accent("run ") };
            let note = place.map_or_else(String::new, |place| format!("{}  ", format::fit(&place.note, 24)));
            let values = paint::dim(&format::fit(&format::values(&row.params), 24 + note.chars().count()));
            text.extend([format!("\n  {word} #{:<4} {time:>7}  {note}{values}", row.number)]);
        }
        bar.set_message(text);
    }

    /// Time left, from the pace of this session.
    fn left(&self, now: i64) -> Option<i64> {
        let job = self.job.as_ref()?;
        let ended = self.durations.len() as i64;
        if ended < 2 {
            return None;
        }
        let remaining = job.spec.budget.trials.saturating_sub(job.counters.over()) as i64;
        Some((now - self.session_start_ms) * remaining / ended)
    }

    /// Does what a key asks for; the command that goes to the job.
    pub(crate) fn key(&mut self, key: char) -> Option<Command> {
        match key {
            'b' => {
                match (&self.job, &self.best) {
                    (Some(job), Some(best)) => self.say(|| crate::view::summary::print_best(job, best, &best.params)),
                    _ => self.say(|| labelled("best", "no trial has ended yet")),
                }
                None
            }
            'l' => {
                let latest = self.running.values().next_back()?;
                let job = self.job.as_ref()?;
                let folder = RunFolder::at(self.data.attempt(&job.spec.name, latest.number, latest.attempts));
                let log = read_log(&folder, 0).unwrap_or_default();
                let log = String::from_utf8_lossy(&log).into_owned();
                let lines: Vec<&str> = log.lines().collect();
                let title = format!("last lines of #{}", latest.number);
                self.say(|| {
                    labelled("log", &title);
                    if lines.is_empty() {
                        continued(&paint::dim("nothing is printed yet"));
                    }
                    for line in &lines[lines.len().saturating_sub(10)..] {
                        continued(&paint::dim(&format::fit(&printable(line), 11)));
                    }
                });
                None
            }
            's' => {
                self.stopping = true;
                self.say(|| labelled("stop", "running trials may finish, no new ones start; Ctrl-C twice stops them"));
                Some(Command::Drain)
            }
            '+' | '-' => {
                let now = self.job.as_ref()?.spec.budget.parallel;
                let next = if key == '+' { now + 1 } else { now.saturating_sub(1).max(1) };
                (next != now).then_some(Command::Extend(Extension::at_a_time(next)))
            }
            '?' | 'h' => {
                self.say(|| {
                    labelled("keys", "b  the best values so far");
                    continued("l  the last log lines of the newest running trial");
                    continued("s  start no new trials and let the running ones finish (as Ctrl-C once)");
                    continued("+  one more at a time;  -  one less");
                });
                None
            }
            _ => None,
        }
    }
}

/// The piece of a line (progress bars overwrite theirs with carriage returns) that a point was read from.
fn matched_piece(line: &str, spec: &JobSpec, row: &PointRow) -> String {
    let Ok(set) = MetricSet::new(spec.metrics.clone()) else { return printable(line) };
    let holds_it = |piece: &&str| {
        let mut points = Vec::new();
        let mut extractor = Extractor::new(set.clone());
        extractor.feed(piece.as_bytes(), 0, &mut points);
        extractor.finish(0, &mut points);
        points.iter().any(|p| p.metric == row.point.metric && p.value.to_bits() == row.point.value.to_bits())
    };
    printable(line.split('\r').find(holds_it).unwrap_or(line))
}

/// Tells of cores that would lie idle.
fn idle_cores(parallel: u32) -> String {
    let cores = crate::session::cores();
    if parallel == 1 && cores > 1 {
        format!(" (this machine has {cores} cores: -j {cores} would use them)")
    } else {
        String::new()
    }
}

/// Tells when there is less to try than trials are planned.
fn few_combinations(spec: &JobSpec) -> String {
    let few = spec.space.cardinality().filter(|n| *n < spec.budget.trials);
    few.map_or_else(String::new, |n| {
        format!("; there are only {n} combinations (0..1 is whole numbers, 0.0..1.0 is real)")
    })
}

/// Numbers found in a log, each with a pattern that would catch it.
pub(crate) fn offer(log: &[u8], spec: &JobSpec) {
    let text = String::from_utf8_lossy(log);
    let objective = &spec.objective;
    let wanted =
        spec.metrics.iter().find(|m| m.name == objective.metric).map_or(objective.metric.as_str(), |m| &m.pattern);
    let found = find_candidates(&text, wanted, 5);
    if found.is_empty() {
        labelled("hint", "its log holds no named numbers at all; the last lines are:");
        let lines: Vec<&str> = text.lines().collect();
        for line in &lines[lines.len().saturating_sub(5)..] {
            continued(&paint::dim(&printable(line)));
        }
        return;
    }
    labelled("hint", "numbers in its log, and what would catch them:");
    for candidate in found {
        let flag = format!("--{} {}", objective.goal.name(), shell_words::quote(&candidate.name));
        let times = if candidate.count == 1 { "once".to_owned() } else { format!("{} times", candidate.count) };
        continued(&format!("{} (found {times}, last {})", paint::bold(&flag), format::metric(candidate.last)));
    }
}
