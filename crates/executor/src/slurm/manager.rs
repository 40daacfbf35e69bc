//! The one task that has all runs of a cluster in its hands.
//!
//! Slurm's commands and looks into folders take their time, on a busy cluster a long one; each is a task of its own that
//! tells the manager when it is done, so that none of them holds up the others.

use std::collections::{HashMap, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::spawn_blocking;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};
use tunesmith_metrics::MetricPoint;

use super::client;
use super::options::SlurmOptions;
use super::script::{Directives, script};
use super::watched::{Looked, Stop, View, Watched};
use crate::engine::EngineParts;
use crate::executor::ExecutorEvent;
use crate::folder::{Claim, Follower, PlaceNote, RunFolder};
use crate::own_copy::own_copy;
use crate::run::{Exit, Outcome, RunId, RunSpec};
use crate::trouble::Trouble;

/// How often folders are looked into, launches handed over, and stops carried out.
const LOOK: Duration = Duration::from_millis(500);
/// How often Slurm is asked; it is left alone longer where it takes its time.
const POLL: Duration = Duration::from_secs(2);
/// Of the time that an answer took, so many times is waited before the next question.
const REST: u32 = 5;
/// Runs that are handed over at once, as one array.
const ARRAY: usize = 100;
/// Pause after Slurm would not take a job now.
const LATER: Duration = Duration::from_secs(5);
/// Beyond a run's own grace, before it is ended by force.
const FORCE: Duration = Duration::from_secs(15);
/// Jobs that the list does not show are asked for one by one, so many at a time.
const SINGLY: usize = 20;

/// What the manager is told to do.
#[derive(Debug)]
pub(super) enum Order {
    Launch(RunId, Box<RunSpec>),
    Adopt(RunId, PathBuf),
    Stop(RunId),
    Forget(RunId),
}

/// What tasks of the manager's have done.
#[derive(Debug)]
enum Done {
    /// Runs were handed over, or not.
    Submitted { batch: Vec<Queued>, result: Result<String, Trouble> },
    /// A run could not even be prepared.
    Unwritable { run: RunId, reason: String },
    /// Slurm was asked how things stand.
    Polled { views: Result<HashMap<String, View>, Trouble>, took: Duration },
    /// Folders were looked into.
    Looked(Vec<(RunId, Follower, Vec<MetricPoint>, Looked)>),
    /// A run is taken up: its job where it has one, or how it ended.
    Found { run: RunId, job: Result<String, Exit> },
    /// A stop reached a job; what had not begun never will.
    Stopped { run: RunId, began: bool },
    /// It could not be ended by force now.
    ForceFailed { run: RunId },
}

/// A run that waits to be handed over.
#[derive(Debug)]
struct Queued {
    run: RunId,
    spec: Box<RunSpec>,
    options: SlurmOptions,
    directives: Directives,
    /// Its folder is made. A submission whose answer got lost may run already, so that is done once.
    is_ready: bool,
}

pub(super) struct Manager {
    program: PathBuf,
    shared: PathBuf,
    events: UnboundedSender<ExecutorEvent>,
    runs: HashMap<RunId, Watched>,
    queue: VecDeque<Queued>,
    done: UnboundedSender<Done>,
    news: UnboundedReceiver<Done>,
    /// Runs that are handed over at once, at most.
    array: usize,
    submitting: bool,
    polling: bool,
    looking: bool,
    /// Not before this moment.
    next_submission: Instant,
    next_poll: Instant,
}

impl Manager {
    pub(super) fn new(parts: EngineParts) -> Self {
        let (done, news) = unbounded_channel();
        let now = Instant::now();
        Self {
            program: parts.program,
            shared: parts.shared,
            events: parts.events,
            runs: HashMap::new(),
            queue: VecDeque::new(),
            done,
            news,
            array: ARRAY,
            submitting: false,
            polling: false,
            looking: false,
            next_submission: now,
            next_poll: now,
        }
    }

    /// Works until nobody gives orders any more.
    pub(super) async fn work(mut self, mut orders: UnboundedReceiver<Order>) {
        let mut ticks = interval(LOOK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                order = orders.recv() => match order {
                    Some(Order::Launch(run, spec)) => self.launch(run, spec),
                    Some(Order::Adopt(run, folder)) => self.adopt(run, RunFolder::at(folder)),
                    Some(Order::Stop(run)) => self.stop(run),
                    Some(Order::Forget(run)) => self.forget(run),
                    None => return,
                },
                // We hold a sender ourselves.
                Some(done) = self.news.recv() => self.take(done),
                _ = ticks.tick() => {
                    self.submit();
                    self.look();
                    self.poll();
                    self.force();
                }
            }
        }
    }

    fn end(&mut self, run: RunId, exit: Exit) {
        // Whoever looks at it later does not want to read that it runs.
        if let Some(watched) = self.runs.remove(&run)
            && let Some(note) = watched.last_note()
        {
            watched.folder.note_place(&PlaceNote { job: watched.job, note, waits: false, began_ms: None });
        }
        let _ = self.events.send(ExecutorEvent::Ended { run, exit });
    }

    fn launch(&mut self, run: RunId, spec: Box<RunSpec>) {
        let options =
            spec.place.as_ref().map_or_else(|| Ok(SlurmOptions::default()), |p| SlurmOptions::read(&p.options));
        let options = match options {
            Ok(options) => options,
            Err(reason) => return self.end(run, Exit::without_output(Outcome::NotStarted(reason))),
        };
        self.runs.insert(run, Watched::new(RunFolder::at(&spec.folder), spec.grace_s));
        let directives = Directives::of(&spec, &options);
        self.queue.push_back(Queued { run, spec, options, directives, is_ready: false });
    }

    /// Hands waiting runs over, all that ask for the same at once.
    fn submit(&mut self) {
        if self.submitting || Instant::now() < self.next_submission {
            return;
        }
        let Some(first) = self.queue.pop_front() else { return };
        let mut batch = vec![first];
        let is_alike = |a: &Queued, b: &Queued| {
            a.directives == b.directives && a.options == b.options && a.spec.label == b.spec.label
        };
        let mut rest = VecDeque::new();
        for queued in self.queue.drain(..) {
            if batch.len() < self.array && is_alike(&queued, &batch[0]) {
                batch.push(queued);
            } else {
                rest.push_back(queued);
            }
        }
        self.queue = rest;
        self.submitting = true;
        let (program, shared, done) = (self.program.clone(), self.shared.clone(), self.done.clone());
        tokio::spawn(async move {
            let (failed, batch, written) =
                spawn_blocking(move || prepared(batch, &program, &shared)).await.unwrap_or_default();
            for (run, reason) in failed {
                let _ = done.send(Done::Unwritable { run, reason });
            }
            let result = match written {
                Some(script) => client::submit(&script).await,
                None => Err(Trouble::Refused("nothing was left to hand over".into())),
            };
            let _ = done.send(Done::Submitted { batch, result });
        });
    }

    fn submitted(&mut self, batch: Vec<Queued>, result: Result<String, Trouble>) {
        self.submitting = false;
        let runs: Vec<RunId> = batch.iter().map(|queued| queued.run).collect();
        match result {
            Ok(id) => {
                self.array = (self.array * 2).min(ARRAY);
                for (task, run) in runs.iter().enumerate() {
                    let job = if runs.len() == 1 { id.clone() } else { format!("{id}_{task}") };
                    self.has_job(*run, &job);
                    self.tell(*run, &format!("Slurm job {job}: handed over"), true);
                }
            }
            Err(Trouble::Passing(reason)) => {
                self.next_submission = Instant::now() + LATER;
                // Of many at once a few may find room where a limit counts jobs.
                self.array = (runs.len() / 2).max(1);
                for queued in
                    batch.into_iter().rev().filter(|queued| self.runs.contains_key(&queued.run)).collect::<Vec<_>>()
                {
                    if self.runs.get(&queued.run).is_some_and(|watched| watched.stop == Stop::Wanted) {
                        self.give_up(queued.run);
                        continue;
                    }
                    self.tell(queued.run, &format!("waits for Slurm: {reason}"), true);
                    self.queue.push_front(queued);
                }
            }
            Err(Trouble::Refused(reason)) => {
                for run in &runs {
                    let outcome = Outcome::NotStarted(format!("Slurm refused the job: {reason}"));
                    self.end(*run, Exit::without_output(outcome));
                }
            }
        }
    }

    /// Ends a run that Slurm would not take and that is not wanted any more; an answer that got lost may have begun it.
    fn give_up(&mut self, run: RunId) {
        let Some(folder) = self.runs.get(&run).map(|watched| watched.folder.clone()) else { return };
        let done = self.done.clone();
        spawn_blocking(move || {
            let told = match job_of(&folder) {
                Some(Ok(job)) => Done::Found { run, job: Ok(job) },
                _ => Done::Stopped { run, began: false },
            };
            done.send(told)
        });
    }

    fn has_job(&mut self, run: RunId, job: &str) {
        let Some(watched) = self.runs.get_mut(&run) else { return };
        watched.job = Some(job.to_owned());
        if self.runs.get(&run).is_some_and(|w| w.stop == Stop::Wanted) {
            self.carry_out_stop(run);
        }
    }

    /// Says how a run stands, to whoever listens and to whoever looks into its folder.
    fn tell(&mut self, run: RunId, note: &str, waits: bool) {
        let Some(watched) = self.runs.get_mut(&run) else { return };
        note.clone_into(&mut watched.note);
        let note = note.to_owned();
        watched.folder.note_place(&PlaceNote { job: watched.job.clone(), note: note.clone(), waits, began_ms: None });
        let _ = self.events.send(ExecutorEvent::Placed { run, note, waits });
    }

    /// Takes up a run of an earlier launcher.
    fn adopt(&mut self, run: RunId, folder: RunFolder) {
        let grace_s = folder.spec().map_or(0.0, |spec| spec.grace_s);
        self.runs.insert(run, Watched::new(folder.clone(), grace_s));
        let done = self.done.clone();
        tokio::spawn(async move {
            loop {
                let looked = folder.clone();
                match spawn_blocking(move || job_of(&looked)).await {
                    Ok(Some(job)) => return done.send(Done::Found { run, job }),
                    // The folder cannot be read now.
                    Ok(None) | Err(_) => sleep(LOOK).await,
                }
            }
        });
    }

    /// What is being handed over in this moment is taken up by whoever has the run now.
    fn forget(&mut self, run: RunId) {
        self.queue.retain(|queued| queued.run != run);
        self.runs.remove(&run);
    }

    fn stop(&mut self, run: RunId) {
        if let Some(at) = self.queue.iter().position(|queued| queued.run == run) {
            self.queue.remove(at);
            return self.end(run, Exit::without_output(Outcome::Stopped));
        }
        let Some(watched) = self.runs.get_mut(&run).filter(|w| w.stop == Stop::No) else { return };
        watched.stop = Stop::Wanted;
        if watched.job.is_some() {
            self.carry_out_stop(run);
        }
    }

    /// Ends what has begun politely, and takes away what has not.
    fn carry_out_stop(&mut self, run: RunId) {
        let Some(watched) = self.runs.get_mut(&run) else { return };
        let Some(job) = watched.job.clone() else { return };
        let grace = Duration::try_from_secs_f64(watched.grace_s).unwrap_or_default();
        watched.stop = Stop::Asked { force_at: Instant::now() + grace + FORCE };
        let (folder, done) = (watched.folder.clone(), self.done.clone());
        tokio::spawn(async move {
            let claimed = spawn_blocking(move || folder.claim_once(&Claim::GivenUp)).await;
            let began = match claimed {
                Ok(Ok(holder)) => holder.is_some(),
                // Where the folder cannot be asked, whoever runs is.
                _ => true,
            };
            // What this does not reach finds the claim when it starts, or is ended by force in a while.
            let _ = if began { client::terminate(&job).await } else { client::cancel(&job).await };
            let _ = done.send(Done::Stopped { run, began });
        });
    }

    /// Ends by force what did not end when it was asked to.
    fn force(&mut self) {
        let now = Instant::now();
        for (run, watched) in &mut self.runs {
            let Stop::Asked { force_at } = watched.stop else { continue };
            let Some(job) = watched.job.clone().filter(|_| now >= force_at) else { continue };
            watched.stop = Stop::Forced;
            let (run, done) = (*run, self.done.clone());
            tokio::spawn(async move {
                if let Err(Trouble::Passing(_)) = client::cancel(&job).await {
                    let _ = done.send(Done::ForceFailed { run });
                }
            });
        }
    }

    fn look(&mut self) {
        if self.looking {
            return;
        }
        let with_job = self.runs.iter_mut().filter(|(_, watched)| watched.job.is_some());
        let looks: Vec<(RunId, RunFolder, Follower)> =
            with_job.filter_map(|(run, w)| Some((*run, w.folder.clone(), w.follower.take()?))).collect();
        if looks.is_empty() {
            return;
        }
        self.looking = true;
        let done = self.done.clone();
        spawn_blocking(move || {
            let looked = looks.into_iter().map(|(run, folder, mut follower)| {
                // The end is looked for first: what is in the report then is all.
                let looked = look_into(&folder);
                let points = follower.rest();
                (run, follower, points, looked)
            });
            let _ = done.send(Done::Looked(looked.collect()));
        });
    }

    fn poll(&mut self) {
        let ids: Vec<String> = self.runs.values().filter_map(|w| w.job.clone()).collect();
        if self.polling || ids.is_empty() || Instant::now() < self.next_poll {
            return;
        }
        self.polling = true;
        let done = self.done.clone();
        tokio::spawn(async move {
            let started = Instant::now();
            let views = views(&ids).await;
            let _ = done.send(Done::Polled { views, took: started.elapsed() });
        });
    }

    fn take(&mut self, done: Done) {
        match done {
            Done::Submitted { batch, result } => self.submitted(batch, result),
            Done::Unwritable { run, reason } => self.end(run, Exit::without_output(Outcome::Unwritable(reason))),
            Done::Looked(looked) => {
                self.looking = false;
                for (run, follower, points, looked) in looked {
                    self.looked(run, follower, points, looked);
                }
            }
            Done::Polled { views, took } => {
                self.polling = false;
                self.next_poll = Instant::now() + POLL.max(took * REST);
                // While Slurm does not answer, results are read all the same.
                if let Ok(views) = views {
                    self.polled(&views);
                }
            }
            Done::Found { run, job: Ok(job) } => self.has_job(run, &job),
            Done::Found { run, job: Err(exit) } => {
                let points = self.runs.get_mut(&run).and_then(|w| w.follower.take()).map(|mut f| f.rest());
                self.pass_on(run, points.unwrap_or_default());
                self.end(run, exit);
            }
            Done::Stopped { run, began: false } => self.end(run, Exit::without_output(Outcome::Stopped)),
            Done::Stopped { .. } => {}
            Done::ForceFailed { run } => {
                if let Some(watched) = self.runs.get_mut(&run) {
                    watched.stop = Stop::Asked { force_at: Instant::now() + LATER };
                }
            }
        }
    }

    fn pass_on(&self, run: RunId, points: Vec<MetricPoint>) {
        if !points.is_empty() {
            let _ = self.events.send(ExecutorEvent::Points { run, points });
        }
    }

    fn looked(&mut self, run: RunId, follower: Follower, points: Vec<MetricPoint>, looked: Looked) {
        self.pass_on(run, points);
        let Some(watched) = self.runs.get_mut(&run) else { return };
        watched.follower = Some(follower);
        let Some(exit) = watched.judge(looked, Instant::now()) else { return };
        // What Slurm has started again, or will, must not take anybody's place.
        let job = watched.job.clone().filter(|_| !matches!(exit.outcome, Outcome::Exited(_)));
        self.end(run, exit);
        if let Some(job) = job {
            tokio::spawn(async move { client::cancel(&job).await });
        }
    }

    fn polled(&mut self, views: &HashMap<String, View>) {
        let mut changed = Vec::new();
        for (run, watched) in &mut self.runs {
            if let Some(view) = watched.job.as_ref().and_then(|job| views.get(job))
                && watched.seen(view.clone())
            {
                changed.push((*run, watched.note.clone(), watched.waits()));
            }
        }
        for (run, note, waits) in changed {
            self.tell(run, &note, waits);
        }
    }
}

/// How these jobs stand.
async fn views(ids: &[String]) -> Result<HashMap<String, View>, Trouble> {
    let user = rustix::process::getuid().as_raw().to_string();
    let shown = client::jobs(&user).await?;
    let mut views: HashMap<String, View> = shown.into_iter().map(|s| (s.id.clone(), View::Shown(s))).collect();
    let absent: Vec<&String> = ids.iter().filter(|id| !views.contains_key(*id)).take(SINGLY).collect();
    for id in absent {
        // One that cannot be asked for now is asked for later.
        if let Ok(found) = client::job(id).await {
            views.insert(id.clone(), found.map_or(View::Gone, View::Shown));
        }
    }
    Ok(views)
}

type Prepared = (Vec<(RunId, String)>, Vec<Queued>, Option<PathBuf>);

/// Makes the folders of runs, and the script for those that have one.
fn prepared(batch: Vec<Queued>, program: &Path, shared: &Path) -> Prepared {
    let mut failed = Vec::new();
    let mut ready = Vec::new();
    let own_of = |queued: &Queued| {
        queued.options.program.as_ref().map_or_else(|| own_copy(program, shared), |p| Ok(PathBuf::from(p)))
    };
    for mut queued in batch {
        if queued.is_ready {
            ready.push(queued);
            continue;
        }
        let made = own_of(&queued).and_then(|own| {
            on_nodes(&mut queued.spec, program, &own);
            RunFolder::at(&queued.spec.folder).create(&queued.spec)
        });
        match made {
            Ok(()) => {
                queued.is_ready = true;
                ready.push(queued);
            }
            Err(error) => failed.push((queued.run, error.to_string())),
        }
    }
    let Some(first) = ready.first() else { return (failed, ready, None) };
    let script_file = RunFolder::at(&first.spec.folder).script();
    let written = own_of(first).and_then(|own| {
        let folders: Vec<PathBuf> = ready.iter().map(|queued| queued.spec.folder.clone()).collect();
        let text = script(&first.directives, &first.options.before, &first.spec.label, &own, &folders);
        fs::write(&script_file, text)
    });
    match written {
        Ok(()) => (failed, ready, Some(script_file)),
        Err(error) => {
            failed.extend(ready.drain(..).map(|queued| (queued.run, error.to_string())));
            (failed, ready, None)
        }
    }
}

/// Makes a command one for nodes: our own binary is the one that they find, and on several machines each runs it.
fn on_nodes(spec: &mut RunSpec, program: &Path, own: &Path) {
    if let Some(first) = spec.command.first_mut().filter(|first| Path::new(first.as_str()) == program) {
        *first = own.display().to_string();
    }
    if spec.machines > 1 {
        let step = ["srun", "--ntasks-per-node=1", "--kill-on-bad-exit=1"].map(str::to_owned);
        spec.command.splice(0..0, step);
    }
}

/// The job of a run that an earlier launcher started, or how it ended; none while that cannot be read.
fn job_of(folder: &RunFolder) -> Option<Result<String, Exit>> {
    let job = folder.place().and_then(|place| place.job);
    if let Some(exit) = folder.exit() {
        // Who ended one that was told to end is asked of Slurm.
        let by_a_signal = matches!(exit.outcome, Outcome::Stopped | Outcome::Signaled(_));
        return Some(job.filter(|_| by_a_signal).ok_or(exit));
    }
    if let Some(job) = job {
        return Some(Ok(job));
    }
    // The launcher died before it knew the job's id: what has not begun by now never will.
    match folder.claim_once(&Claim::GivenUp) {
        Ok(Some(Claim::By(start))) => Some(Ok(start.job)),
        Ok(_) => Some(Err(Exit::without_output(Outcome::Interrupted))),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Some(Err(Exit::without_output(Outcome::Interrupted)))
        }
        Err(_) => None,
    }
}

fn look_into(folder: &RunFolder) -> Looked {
    let exit = folder.exit();
    let readable = fs::metadata(folder.path()).is_ok();
    let claim = folder.claimed().ok();
    let printed = if exit.is_none() { folder.printed() } else { None };
    let begun_ms = if exit.is_none() { folder.begun_ms() } else { None };
    Looked { exit, claim, printed, readable, begun_ms }
}
