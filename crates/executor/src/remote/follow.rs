//! One run from its launch, or from where it is found, to its end.

use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::{Instant, sleep};

use super::recorder::Recorder;
use super::{Remote, State, Tail as _};
use crate::executor::ExecutorEvent;
use crate::folder::{Follower, PlaceNote, RunFolder};
use crate::process::wall_clock_ms;
use crate::run::{Exit, Outcome, RunId, RunSpec};
use crate::tasks::Tasks;
use crate::trouble::Trouble;

/// How often an engine is asked of a run; with many runs less often, so that it is asked so many times a second at most.
const POLL: Duration = Duration::from_millis(700);
const ASKED_A_SECOND: u32 = 40;
/// Pause after an engine could not be reached.
const LATER: Duration = Duration::from_secs(3);
/// So long a job that the engine had may be unknown to it before it is given up: its tables may be late.
const ABSENT: Duration = Duration::from_secs(10);

/// So long the output of a job that is over is asked for, where it cannot be read at once.
const LAST_WORDS: Duration = Duration::from_secs(20);

/// Where a run begins for us.
pub(super) enum Begin {
    /// It is to be launched.
    Anew(Box<RunSpec>),
    /// An earlier launcher left it in this folder.
    Found(PathBuf),
    /// It was stopped before it began.
    Never,
}

/// A run in the hands of its task.
pub(super) struct Follow<R> {
    run: RunId,
    folder: RunFolder,
    spec: Box<RunSpec>,
    remote: R,
    id: String,
    events: UnboundedSender<ExecutorEvent>,
    stop: Arc<Notify>,
    tasks: Tasks,
    note: String,
    /// The machine that the engine has it on, where it says so.
    host: String,
    /// When it was first seen running, by whoever followed it then.
    began: Option<i64>,
}

/// Why we ended it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EndedBy {
    Request,
    Limit,
    FullDisk,
}

impl<R: Remote> Follow<R> {
    pub(super) async fn to_the_end(
        run: RunId,
        begin: Begin,
        events: UnboundedSender<ExecutorEvent>,
        stop: Arc<Notify>,
        tasks: Tasks,
    ) -> Exit {
        let (folder, spec, is_new) = match begin {
            Begin::Anew(spec) => {
                let folder = RunFolder::at(&spec.folder);
                if let Err(error) = folder.create(&spec) {
                    return Exit::without_output(Outcome::Unwritable(error.to_string()));
                }
                (folder, spec, true)
            }
            Begin::Never => return Exit::without_output(Outcome::Stopped),
            Begin::Found(path) => {
                let folder = RunFolder::at(path);
                match found(&folder).await {
                    Ok(spec) => (folder, spec, false),
                    Err(exit) => {
                        let points = Follower::new(&folder).rest();
                        if !points.is_empty() {
                            let _ = events.send(ExecutorEvent::Points { run, points });
                        }
                        return exit;
                    }
                }
            }
        };
        let options = spec.place.as_ref().map(|place| place.options.clone()).unwrap_or_default();
        let place = folder.place();
        let remote = loop {
            match R::connect(&options) {
                Ok(remote) => break remote,
                Err(Trouble::Refused(reason)) if is_new => return Exit::without_output(Outcome::NotStarted(reason)),
                // What runs already is not given up for a setting that this terminal lacks.
                Err(trouble) => {
                    let note = format!("waits for {}: {}", R::NAME, trouble.text());
                    let _ = events.send(ExecutorEvent::Placed { run, note, waits: is_new });
                }
            }
            tokio::select! {
                () = sleep(LATER) => {}
                () = stop.notified(), if is_new => return Exit::without_output(Outcome::Stopped),
            }
        };
        // Two data directories may hold the same folder names; a number that nobody else draws tells them apart.
        let known = place.as_ref().and_then(|place| place.job.clone());
        let id = known.clone().unwrap_or_else(|| R::id_of(folder.path(), RandomState::new().hash_one(folder.path())));
        let mut follow = Self {
            run,
            folder,
            spec,
            remote,
            id,
            events,
            stop,
            tasks,
            note: String::new(),
            host: String::new(),
            began: None,
        };
        follow.began = place.and_then(|place| place.began_ms);
        if is_new {
            // The name is on disk before the engine hears it: whoever comes after a crash knows what to ask for.
            follow.tell(&format!("{}: handing over", R::NAME), true);
            if let Some(exit) = follow.hand_over().await {
                return exit;
            }
        } else if known.is_none() {
            return Exit::without_output(Outcome::Interrupted);
        }
        follow.see(is_new).await
    }

    /// Hands the run over; how it ended, where that was not to be.
    async fn hand_over(&mut self) -> Option<Exit> {
        loop {
            match self.remote.submit(&self.id, &self.spec).await {
                Ok(()) => return None,
                Err(Trouble::Refused(reason)) => {
                    let outcome = Outcome::NotStarted(format!("{} refused the run: {reason}", R::NAME));
                    return Some(Exit::without_output(outcome));
                }
                Err(Trouble::Passing(reason)) => self.tell(&format!("waits for {}: {reason}", R::NAME), true),
            }
            tokio::select! {
                () = sleep(LATER) => {}
                () = self.stop.notified() => {
                    // It may have arrived all the same.
                    let _ = self.remote.stop(&self.id, 0.0).await;
                    return Some(Exit::without_output(Outcome::Stopped));
                }
            }
        }
    }

    /// Says how the run stands, to whoever listens and to whoever looks into its folder.
    fn tell(&mut self, note: &str, waits: bool) {
        if note == self.note {
            return;
        }
        note.clone_into(&mut self.note);
        self.folder.note_place(&PlaceNote {
            job: Some(self.id.clone()),
            note: note.to_owned(),
            waits,
            began_ms: self.began,
        });
        let _ = self.events.send(ExecutorEvent::Placed { run: self.run, note: note.to_owned(), waits });
    }

    fn pass_on(&self, points: Vec<tunesmith_metrics::MetricPoint>) {
        if !points.is_empty() {
            let _ = self.events.send(ExecutorEvent::Points { run: self.run, points });
        }
    }

    fn pause(&self) -> Duration {
        let runs = u32::try_from(self.tasks.len()).unwrap_or(u32::MAX);
        POLL.max(Duration::from_secs(1) * runs / ASKED_A_SECOND)
    }

    /// Follows the job until it is over.
    async fn see(mut self, is_new: bool) -> Exit {
        let mut recorder = match Recorder::new(&self.folder, &self.spec) {
            Ok(recorder) => recorder,
            Err(reason) => return Exit::without_output(Outcome::NotStarted(reason)),
        };
        let mut tail = self.remote.tail(&self.id);
        let mut ended_by: Option<EndedBy> = None;
        let mut told_to_end = false;
        let mut absent_since: Option<Instant> = None;
        loop {
            if ended_by.is_some() && !told_to_end {
                told_to_end = self.remote.stop(&self.id, self.spec.grace_s).await.is_ok();
            }
            let state = self.remote.state(&self.id).await;
            let mut pause = self.pause();
            match state {
                Err(trouble) => {
                    self.tell(&format!("waits for {}: {}", R::NAME, trouble.text()), self.began.is_none());
                    pause = LATER;
                }
                Ok(State::Absent) => {
                    let since = *absent_since.get_or_insert_with(Instant::now);
                    // What was handed over by somebody who died in that moment may never have arrived.
                    if !is_new && self.began.is_none() && since.elapsed() >= ABSENT {
                        return Exit::without_output(Outcome::Interrupted);
                    }
                    if since.elapsed() >= ABSENT {
                        let lost = Outcome::Lost(format!("{} knows nothing of {} any more", R::NAME, self.id));
                        return self.conclude(recorder, ended_by, Some(lost), None).await;
                    }
                }
                Ok(State::Waiting(reason)) => {
                    absent_since = None;
                    let about = if reason.is_empty() { String::new() } else { format!(": {reason}") };
                    self.tell(&format!("{} {}: pending{about}", R::NAME, self.id), true);
                }
                Ok(State::Running(place)) => {
                    absent_since = None;
                    self.began.get_or_insert_with(wall_clock_ms);
                    let on = if place.is_empty() { String::new() } else { format!(" on {place}") };
                    self.tell(&format!("{} {}: running{on}", R::NAME, self.id), false);
                    self.host = place;
                    // What cannot be read now is read later.
                    let bytes = tail.more(false).await.unwrap_or_default();
                    if !bytes.is_empty() {
                        self.pass_on(recorder.take(&bytes));
                    }
                }
                Ok(State::Over { outcome, duration_ms }) => {
                    let rest = self.rest(&mut recorder, &mut tail).await;
                    // Without its output a run that went well has no result; the node of one that did not may be gone.
                    let outcome = match (rest, outcome) {
                        (Err(why), Some(Outcome::Exited(0))) => {
                            Some(Outcome::Lost(format!("it ended well, and its output cannot be read: {why}")))
                        }
                        (_, outcome) => outcome,
                    };
                    let ended_by = ended_by.filter(|_| told_to_end);
                    return self.conclude(recorder, ended_by, outcome, duration_ms).await;
                }
            }
            let timed_out = self
                .spec
                .timeout_s
                .zip(self.began)
                .is_some_and(|(limit, since)| (wall_clock_ms() - since) as f64 >= limit * 1000.0);
            if timed_out {
                ended_by.get_or_insert(EndedBy::Limit);
            }
            if recorder.is_stuck() {
                ended_by.get_or_insert(EndedBy::FullDisk);
            }
            if ended_by.is_none() {
                tokio::select! {
                    () = sleep(pause) => {}
                    () = self.stop.notified() => ended_by = Some(EndedBy::Request),
                }
            } else {
                sleep(pause).await;
            }
        }
    }

    /// Reads all that is left of the output of a job that is over.
    async fn rest(&self, recorder: &mut Recorder, tail: &mut R::Tail) -> Result<(), String> {
        let since = Instant::now();
        loop {
            match tail.more(true).await {
                Ok(bytes) if bytes.is_empty() => return Ok(()),
                Ok(bytes) => self.pass_on(recorder.take(&bytes)),
                Err(trouble) if since.elapsed() >= LAST_WORDS => return Err(trouble.text().to_owned()),
                Err(_) => sleep(POLL).await,
            }
        }
    }

    async fn conclude(
        &self,
        recorder: Recorder,
        ended_by: Option<EndedBy>,
        outcome: Option<Outcome>,
        duration_ms: Option<i64>,
    ) -> Exit {
        let outcome = match (ended_by, outcome) {
            // What ends well because it was told to end was ended all the same.
            (Some(EndedBy::Limit), _) => Outcome::TimedOut,
            (Some(EndedBy::Request | EndedBy::FullDisk), _) => Outcome::Stopped,
            (None, Some(outcome)) => outcome,
            (None, None) => Outcome::Lost(format!("{} {} was stopped, and not by Tunesmith", R::NAME, self.id)),
        };
        // Whoever looks at it later does not want to read that it runs.
        let on = if self.host.is_empty() { String::new() } else { format!(" on {}", self.host) };
        let note = format!("{} {}{on}", R::NAME, self.id);
        self.folder.note_place(&PlaceNote { job: Some(self.id.clone()), note, waits: false, began_ms: self.began });
        let duration_ms = duration_ms.or(self.began.map(|since| wall_clock_ms() - since)).unwrap_or(0);
        let (points, exit) = recorder.end(outcome, duration_ms);
        self.pass_on(points);
        self.remote.clear(&self.id).await;
        exit
    }
}

/// A run that an earlier launcher left: what it is, or how it ended. Waits while its folder cannot be read.
async fn found(folder: &RunFolder) -> Result<Box<RunSpec>, Exit> {
    loop {
        if let Some(exit) = folder.exit() {
            return Err(exit);
        }
        match folder.spec() {
            Ok(spec) => return Ok(Box::new(spec)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(Exit::without_output(Outcome::Interrupted));
            }
            Err(_) => sleep(LATER).await,
        }
    }
}
