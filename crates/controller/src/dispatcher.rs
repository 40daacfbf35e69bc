//! The dispatcher itself.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;
use tunesmith_engine::{Answer, Observation};
use tunesmith_executor::{Executor, ExecutorEvent, Exit, Outcome, RunId};
use tunesmith_metrics::MetricPoint;
use tunesmith_space::Configuration;
use tunesmith_store::{Commit, DataDir, InboxItem, JobId, PointRow, Request, Store, StoreError};
use tunesmith_study as study;
use tunesmith_study::{Command, CommandError, EarlyStopping, Event, JobSpec, StopReason, Study, Suggestion, ValidSpec};

use crate::active::ActiveJob;
use crate::clock::Clock;
use crate::launch::{Launch, place_of, setup_spec};
use crate::message::{AskError, Message, Notice};
use crate::suggest::{Advisor, Question, Suggester, expectation, observation};

/// A full disk may have room again soon (a trial that filled it is ended), a database may be starting anew: so often, or so
/// long, is a commit tried again, and with such a pause.
const FULL_DISK_TRIES: u32 = 40;
const AWAY: Duration = Duration::from_mins(10);
const STORE_PAUSE: Duration = Duration::from_millis(250);

/// Why the dispatcher gave up.
#[derive(Debug, thiserror::Error)]
pub enum ControllerError {
    /// Without its store it cannot go on; what was committed is whole.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a dispatcher works with.
pub struct Parts {
    /// Where state is kept.
    pub store: Arc<dyn Store>,
    /// What runs trials.
    pub executor: Arc<dyn Executor>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Where folders are.
    pub data: DataDir,
    /// Our own binary: what runs a training job in its place.
    pub program: PathBuf,
    /// How suggestions are computed.
    pub suggester: Suggester,
    /// Cores of the machine, to share among trials.
    pub cores: usize,
    /// The queue's own entrance, for answers of the optimiser.
    pub queue: UnboundedSender<Message>,
    /// Whoever watches.
    pub notices: UnboundedSender<Notice>,
    /// How long it lives.
    pub life: Life,
}

/// How long a dispatcher lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Life {
    /// As long as its jobs have something to do.
    Session,
    /// Until it is told to end; jobs come and go.
    Server,
}

/// The one owner of job state.
pub struct Dispatcher {
    parts: Parts,
    jobs: BTreeMap<JobId, ActiveJob>,
    runs: HashMap<RunId, RunRef>,
    next_run: u64,
    /// Runs that prepare a job.
    setups: HashMap<RunId, JobId>,
    /// Jobs that something happened to in this step.
    touched: BTreeSet<JobId>,
}

/// The attempt that a run is.
#[derive(Debug, Clone, Copy)]
struct RunRef {
    job: JobId,
    trial: u64,
    attempt: u32,
    token: u64,
}

impl Dispatcher {
    /// A dispatcher without jobs.
    pub fn new(parts: Parts) -> Self {
        let (jobs, runs, setups) = (BTreeMap::new(), HashMap::new(), HashMap::new());
        Self { parts, jobs, runs, next_run: 0, setups, touched: BTreeSet::new() }
    }

    /// Adds a new job to the store and takes it up.
    pub async fn create(&mut self, valid: ValidSpec) -> Result<JobId, StoreError> {
        let now = self.parts.clock.now_ms();
        let (study, created) = Study::create(valid, now);
        let id = self.parts.store.create(created, study.clone()).await?;
        self.begin(id, study, now);
        // Where there is nothing to choose, nobody needs to be asked.
        if let Some(job) = self.jobs.get_mut(&id).filter(|j| j.study.space().dimension() == 0) {
            let only = Suggestion { params: Configuration::default(), origin: "given".to_owned(), expected: None };
            accepted(job.handle(now, Command::Suggested { suggestions: vec![only], exhausted: false }));
        }
        Ok(id)
    }

    /// Takes up a job of the store: what runs is adopted, what was cut off runs again.
    pub async fn take_up(&mut self, name: &str) -> Result<JobId, StoreError> {
        let (row, study) = self.parts.store.load(name).await?;
        self.begin(row.id, study, row.created_ms);
        Ok(row.id)
    }

    /// One job's state.
    pub fn study(&self, job: JobId) -> Option<&Study> {
        self.jobs.get(&job).map(|j| &j.study)
    }

    /// True when its life is over: no job of its session has anything more to do.
    pub fn is_done(&self) -> bool {
        self.parts.life == Life::Session && self.is_idle()
    }

    /// True when no job has anything more to do in this session.
    pub fn is_idle(&self) -> bool {
        self.jobs.values().all(ActiveJob::is_idle)
    }

    /// When the clock must be looked at next.
    pub fn next_deadline_ms(&self) -> Option<i64> {
        let now = self.parts.clock.now_ms();
        self.jobs.values().filter(|j| j.ready && !j.is_idle()).filter_map(|j| j.study.deadline_ms(now)).min()
    }

    /// Takes messages in order, records what follows, and acts.
    pub async fn step(&mut self, messages: impl IntoIterator<Item = Message>) -> Result<(), ControllerError> {
        for message in messages {
            match message {
                Message::Create { valid, reply } => {
                    let created = self.create(*valid).await;
                    if let Ok(id) = created {
                        self.settle(id, self.parts.clock.now_ms()).await?;
                    }
                    // Who asked may be gone.
                    drop(reply.send(created));
                }
                Message::Ask { job, command, reply } => self.asked(&job, command, reply).await,
                Message::Request(item) => {
                    let (id, name) = (item.id, item.name.clone());
                    match self.request(item).await {
                        // It stays where it is.
                        Err(error) if error.may_pass() => {}
                        // One job that cannot be read must not keep the others from going on.
                        Err(error @ (StoreError::Damaged { .. } | StoreError::NoSuchJob(_))) => {
                            tracing::error!(job = name, %error, "a request could not be carried out");
                            drop(self.parts.store.dismiss(id).await);
                        }
                        done => done?,
                    }
                }
                other => self.take(other),
            }
        }
        let now = self.parts.clock.now_ms();
        for id in std::mem::take(&mut self.touched) {
            self.settle(id, now).await?;
        }
        Ok(())
    }

    /// The job of this name, taken up if it is not in hand; none when it is over and the command does not reopen it.
    async fn in_hand(&mut self, name: &str, command: &Command) -> Result<Option<JobId>, StoreError> {
        if let Some(id) = self.by_name(name) {
            return Ok(Some(id));
        }
        let (row, study) = self.parts.store.load(name).await?;
        if study.status().is_over() && !matches!(command, Command::Extend(_)) {
            // Where it does not succeed, nobody else asks for a job that is over.
            let _ = self.parts.store.release(row.id).await;
            return Ok(None);
        }
        self.begin(row.id, study, row.created_ms);
        Ok(Some(row.id))
    }

    async fn asked(&mut self, name: &str, command: Command, reply: oneshot::Sender<Result<(), AskError>>) {
        let now = self.parts.clock.now_ms();
        match self.in_hand(name, &command).await {
            Ok(Some(id)) => {
                self.touched.insert(id);
                if let Some(job) = self.jobs.get_mut(&id) {
                    job.asked(now, command, reply);
                }
            }
            // Who asked may be gone.
            Ok(None) => drop(reply.send(Err(CommandError::Over("over").into()))),
            Err(StoreError::JobInUse { .. }) => drop(reply.send(self.pass_on(name, now, command).await)),
            Err(error) => drop(reply.send(Err(error.into()))),
        }
    }

    /// Leaves a command for the controller that has the job, unless the job as it stands does not take it.
    async fn pass_on(&self, name: &str, now: i64, command: Command) -> Result<(), AskError> {
        let (row, mut study) = self.parts.store.read(name).await?;
        study.handle(now, command.clone())?;
        if let Some(request) = Request::of(command) {
            self.parts.store.ask(row.id, now, request).await?;
        }
        Ok(())
    }

    /// Whether a job is in its hands.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.by_name(name).is_some()
    }

    /// Lets a job go that was taken over.
    pub(crate) fn give_up(&mut self, name: &str) {
        if let Some(id) = self.by_name(name) {
            self.let_go(id, &StoreError::TakenOver { job: name.to_owned() });
        }
    }

    fn by_name(&self, name: &str) -> Option<JobId> {
        self.jobs.values().find(|job| job.study.spec().name == name).map(|job| job.id)
    }

    /// A job that another controller goes on with: what runs of it is the other's.
    fn let_go(&mut self, id: JobId, error: &StoreError) {
        let Some(job) = self.jobs.remove(&id) else { return };
        let executor = &self.parts.executor;
        self.runs.retain(|run, of| {
            let goes = of.job == id;
            if goes {
                executor.forget(*run);
            }
            !goes
        });
        self.setups.retain(|_, job| *job != id);
        job.taken_over();
        let _ = self.parts.notices.send(Notice::TakenOver { job: id, reason: error.to_string() });
    }

    /// Fills free slots, commits, and acts on what was committed.
    async fn settle(&mut self, id: JobId, now: i64) -> Result<(), ControllerError> {
        let Some(job) = self.jobs.get_mut(&id) else { return Ok(()) };
        if job.ready {
            accepted(job.handle(now, Command::Launch));
        }
        let commit = job.take_commit(now).map(Arc::new);
        if let Some(commit) = &commit {
            match self.commit(commit).await {
                Err(error @ StoreError::TakenOver { .. }) => {
                    self.let_go(id, &error);
                    return Ok(());
                }
                done => done?,
            }
        }
        let Some(job) = self.jobs.get_mut(&id) else { return Ok(()) };
        job.reply();
        let lets_go = self.parts.life == Life::Server && job.is_over();
        if lets_go {
            self.jobs.remove(&id);
            // Where it does not succeed, nobody else asks for a job that is over.
            let _ = self.parts.store.release(id).await;
        }
        let Some(commit) = commit else {
            self.ask(id);
            return Ok(());
        };
        for event in commit.events.iter().map(|r| &r.event).filter(|e| ActiveJob::acts_on(e)) {
            self.act(id, event);
        }
        self.ask(id);
        // Nobody may be watching.
        let _ = self.parts.notices.send(Notice::Committed(commit));
        Ok(())
    }

    async fn commit(&self, commit: &Arc<Commit>) -> Result<(), StoreError> {
        let mut tries = 0;
        let begun = self.parts.clock.now_ms();
        loop {
            let done = self.parts.store.commit(Arc::clone(commit)).await;
            // A server waits until somebody makes room; a terminal has somebody before it who can be told.
            let is_over = match &done {
                Err(_) if self.parts.life == Life::Server => false,
                Err(StoreError::Full { .. }) => tries >= FULL_DISK_TRIES,
                _ => self.parts.clock.now_ms() - begun >= AWAY.as_millis() as i64,
            };
            match done {
                Err(error) if error.may_pass() && !is_over => {
                    if tries == 0 {
                        let _ = self.parts.notices.send(Notice::StoreAway { reason: error.to_string() });
                    }
                    tries += 1;
                    tokio::time::sleep(STORE_PAUSE).await;
                }
                done => {
                    if tries > 0 && done.is_ok() {
                        let _ = self.parts.notices.send(Notice::StoreBack);
                    }
                    return done;
                }
            }
        }
    }

    fn begin(&mut self, id: JobId, study: Study, created_ms: i64) {
        let advisor = Advisor::new(self.parts.suggester, id, &study, self.parts.queue.clone());
        let setup = setup_spec(study.spec(), &self.parts.data);
        let mut job = ActiveJob::new(id, study, created_ms, advisor);
        // What runs is adopted before anything else happens; it does not need the setup any more.
        let running: Vec<(u64, u32, u64, bool)> = (job.study.pending())
            .filter_map(|t| t.current().map(|a| (t.number, a.number, a.token, t.stopping.is_some())))
            .collect();
        for (trial, attempt, token, stopping) in running {
            let known = job.study.trial(trial).map_or(0, |t| t.curve.len());
            job.known_values.insert(trial, known);
            let run = self.new_run(RunRef { job: id, trial, attempt, token });
            job.runs.insert(trial, run);
            let folder = self.parts.data.attempt(&job.study.spec().name, trial, attempt);
            let place = job.study.trial(trial).and_then(|t| place_of(job.study.spec(), &t.params));
            self.parts.executor.adopt(run, folder, place.as_ref());
            // A stop that was recorded may not have been carried out.
            if stopping {
                self.parts.executor.stop(run);
            }
        }
        // The session starts before anything else happens, so that the pause before it counts for nothing.
        accepted(job.handle(self.parts.clock.now_ms(), Command::StartSession));
        job.ready = setup.is_none();
        self.touched.insert(id);
        self.jobs.insert(id, job);
        if let Some(setup) = setup {
            let run = RunId(self.next_run);
            self.next_run += 1;
            self.setups.insert(run, id);
            self.parts.executor.prepare(run, setup);
        }
    }

    fn new_run(&mut self, run_ref: RunRef) -> RunId {
        let run = RunId(self.next_run);
        self.next_run += 1;
        self.runs.insert(run, run_ref);
        run
    }

    fn take(&mut self, message: Message) {
        let now = self.parts.clock.now_ms();
        match message {
            Message::Executor(ExecutorEvent::Points { run, points }) => self.points(now, run, &points),
            Message::Executor(ExecutorEvent::Ended { run, exit }) => self.ended(now, run, exit),
            Message::Executor(ExecutorEvent::Prepared { run, result }) => self.prepared(run, result),
            Message::Executor(ExecutorEvent::Placed { run, note, waits }) => self.placed(now, run, note, waits),
            Message::Suggested { job, answer } => self.suggested(now, job, answer),
            Message::Command { job, command } => self.command(now, job, command),
            Message::Tick => {
                for job in self.jobs.values_mut().filter(|j| j.ready) {
                    self.touched.insert(job.id);
                    accepted(job.handle(now, Command::Tick));
                }
            }
            // They need the store, and are taken by `step`.
            Message::Create { .. } | Message::Ask { .. } | Message::Request(_) => {}
        }
    }

    fn points(&mut self, now: i64, run: RunId, points: &[MetricPoint]) {
        let Some(&RunRef { job, trial, attempt, token }) = self.runs.get(&run) else { return };
        self.touched.insert(job);
        let Some(job) = self.jobs.get_mut(&job) else { return };
        job.add_points(points.iter().map(|point| PointRow { trial, attempt, point: *point }));
        let rule = job.study.spec().search.early_stop;
        if rule == EarlyStopping::Off && !job.study.is_checking() {
            return;
        }
        let objective = job.study.valid().objective_index();
        let mut values: Vec<f64> = points.iter().filter(|p| Some(p.metric) == objective).map(|p| p.value).collect();
        if rule == EarlyStopping::Off {
            if !values.is_empty() {
                accepted(job.handle(now, Command::Report { trial, attempt, token, values }));
            }
            return;
        }
        // Values of an adopted run come again from its beginning.
        if let Some(known) = job.known_values.get_mut(&trial) {
            let again = (*known).min(values.len());
            *known -= again;
            values.drain(..again);
        }
        for value in values {
            accepted(job.handle(now, Command::Report { trial, attempt, token, values: vec![value] }));
            job.touch(trial);
            if let Some(reason) = job.verdict(trial) {
                accepted(job.handle(now, Command::StopTrial { trial, reason }));
            }
        }
    }

    fn ended(&mut self, now: i64, run: RunId, exit: Exit) {
        let Some(RunRef { job, trial, attempt, token }) = self.runs.remove(&run) else { return };
        self.touched.insert(job);
        let Some(job) = self.jobs.get_mut(&job) else { return };
        job.runs.remove(&trial);
        job.known_values.remove(&trial);
        let (values, duration_ms, misread) = (exit.values.clone(), exit.duration_ms, exit.misread.clone());
        let outcome = outcome_of(exit, !values.iter().all(Option::is_some));
        let ended = Command::AttemptEnded { trial, attempt, token, outcome, values, duration_ms, misread };
        accepted(job.handle(now, ended));
    }

    fn prepared(&mut self, run: RunId, result: Result<Option<i64>, String>) {
        let Some(id) = self.setups.remove(&run) else { return };
        self.touched.insert(id);
        let notice = match result {
            Ok(took_ms) => {
                if let Some(job) = self.jobs.get_mut(&id) {
                    job.ready = true;
                }
                Notice::Prepared { job: id, took_ms }
            }
            Err(reason) => {
                if let Some(job) = self.jobs.get_mut(&id) {
                    job.abandoned = true;
                }
                Notice::SetupFailed { job: id, reason }
            }
        };
        let _ = self.parts.notices.send(notice);
    }

    /// Nothing of it is state: what an engine says of a run stands in the run's folder.
    fn placed(&mut self, now: i64, run: RunId, note: String, waits: bool) {
        let Some(&RunRef { job, trial, .. }) = self.runs.get(&run) else { return };
        if let Some(job) = self.jobs.get_mut(&job) {
            job.study.note_wait(trial, waits, now);
        }
        let _ = self.parts.notices.send(Notice::Placed { job, trial, note, waits });
    }

    fn suggested(&mut self, now: i64, id: JobId, answer: Answer) {
        self.touched.insert(id);
        let Some(job) = self.jobs.get_mut(&id) else { return };
        job.asked = false;
        let suggestions = (answer.proposals.into_iter())
            .map(|p| Suggestion {
                params: p.params,
                origin: p.origin.to_owned(),
                expected: p.reason.and_then(|r| expectation(r, job.study.spec().objective.goal)),
            })
            .collect();
        accepted(job.handle(now, Command::Suggested { suggestions, exhausted: answer.exhausted }));
    }

    fn command(&mut self, now: i64, id: JobId, command: Command) {
        self.touched.insert(id);
        let Some(job) = self.jobs.get_mut(&id) else { return };
        // Trials that wait for the setup are not started any more.
        if !job.ready && matches!(command, Command::Drain | Command::Interrupt | Command::StopJob) {
            job.abandoned = true;
        }
        if let Err(refused) = job.handle(now, command) {
            let _ = self.parts.notices.send(Notice::Refused { job: id, reason: refused.to_string() });
        }
    }

    /// What another process asks. A server has every job in its hands, a session its own.
    async fn request(&mut self, item: InboxItem) -> Result<(), StoreError> {
        let now = self.parts.clock.now_ms();
        let command = match item.request {
            Request::Create { spec } if self.parts.life == Life::Server => {
                return self.create_for(item.id, *spec).await;
            }
            // A session has one job; whoever asks for another finds no server.
            Request::Create { .. } => return Ok(()),
            Request::StopJob => Command::StopJob,
            Request::StopTrial { trial } => Command::StopTrial { trial, reason: StopReason::User },
            Request::Extend(extension) => Command::Extend(extension),
        };
        if self.parts.life == Life::Server {
            match self.in_hand(&item.name, &command).await {
                Ok(Some(_)) => {}
                Ok(None) => return self.parts.store.dismiss(item.id).await,
                // Whoever has it by now looks into the inbox, too.
                Err(StoreError::JobInUse { .. }) => return Ok(()),
                Err(error) => return Err(error),
            }
        }
        if let Some(job) = self.jobs.get_mut(&item.job) {
            job.answered(item.id);
            self.command(now, item.job, command);
        }
        Ok(())
    }

    /// A job that another process hands over.
    async fn create_for(&mut self, inbox_id: i64, spec: JobSpec) -> Result<(), StoreError> {
        // Who asks has checked it; what does not hold together all the same is refused by being dismissed.
        if let Ok(valid) = ValidSpec::new(spec) {
            match self.create(valid).await {
                // Asked for twice, before and after a crash, it is there already.
                Ok(_) | Err(StoreError::NameTaken(_)) => {}
                Err(error) => return Err(error),
            }
        }
        self.parts.store.dismiss(inbox_id).await
    }

    /// Asks the optimiser for points, when the study wants some and no question is on its way.
    fn ask(&mut self, id: JobId) {
        let Some(job) = self.jobs.get_mut(&id) else { return };
        let count = job.study.wanted_suggestions();
        if !job.ready || job.asked || count == 0 {
            return;
        }
        let news: Vec<Observation> =
            job.study.observed().skip(job.told).map(|t| observation(t.params.clone(), job.study.measured(t))).collect();
        job.told += news.len();
        job.asked = true;
        let space = (job.study.ranges() != job.told_ranges).then(|| Box::new(job.study.space().clone()));
        job.told_ranges = job.study.ranges();
        let pending = job.study.pending().map(|t| t.params.clone()).collect();
        job.advisor.ask(Question { space, news, pending, count });
    }

    fn act(&mut self, id: JobId, event: &Event) {
        match *event {
            Event::AttemptCreated { trial, attempt, token } => {
                let run = self.new_run(RunRef { job: id, trial, attempt, token });
                let Some(job) = self.jobs.get_mut(&id) else { return };
                job.runs.insert(trial, run);
                let Some(params) = job.study.trial(trial).map(|t| &t.params) else { return };
                let folder = self.parts.data.attempt(&job.study.spec().name, trial, attempt);
                let valid = job.study.valid();
                let (cores, machine) = (self.parts.cores, &self.parts);
                let launch = Launch {
                    valid,
                    params,
                    trial,
                    attempt,
                    folder,
                    cores,
                    machine: Some((&machine.program, &machine.data)),
                };
                self.parts.executor.launch(run, launch.run_spec());
            }
            Event::StopRequested { trial, .. } => {
                if let Some(run) = self.jobs.get(&id).and_then(|j| j.runs.get(&trial)) {
                    self.parts.executor.stop(*run);
                }
            }
            _ => {}
        }
    }
}

/// Commands that come from the controller itself are never refused; a refusal means a race that the study has settled
/// (the trial ended in between).
fn accepted(result: Result<(), CommandError>) {
    drop(result);
}

/// The study's words for how a run ended. The last lines of its log go along only where somebody will want them.
fn outcome_of(exit: Exit, lacks_a_metric: bool) -> study::Outcome {
    let tail = exit.tail;
    match exit.outcome {
        Outcome::Exited(code) => {
            study::Outcome::Exited { code, tail: if code != 0 || lacks_a_metric { tail } else { Vec::new() } }
        }
        Outcome::Signaled(signal) => study::Outcome::Signaled { signal, tail },
        Outcome::TimedOut => study::Outcome::TimedOut { tail },
        Outcome::Stopped => study::Outcome::Stopped,
        Outcome::NotStarted(reason) => study::Outcome::NotStarted { reason },
        Outcome::Unwritable(reason) => study::Outcome::Unwritable { reason },
        Outcome::Lost(reason) => study::Outcome::Lost { reason },
        Outcome::Preempted(reason) => study::Outcome::Preempted { reason },
        Outcome::Interrupted => study::Outcome::Interrupted,
    }
}
