//! One process of a variant: started, watched, restarted, ended.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use std::{fs, io};

use tokio::sync::{Notify, watch};
use tokio::time::{Instant, sleep, timeout};
use tunesmith_executor::folder::{RunFolder, read_log};
use tunesmith_executor::{Exit, Outcome};
use tunesmith_workload::Failure;
use tunesmith_workload::serving::ModelServer;

use crate::forward::Client;
use crate::logs::numbered;
use crate::records::Model;
use crate::runs::{Run, Runs};

/// Pauses before a process is started again: the first, and the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Who has run for so long is started again at once.
const STEADY: Duration = Duration::from_mins(1);
/// A process that ends so often before it has ever answered will not answer.
const TRIES: u32 = 3;
/// How often a process is asked whether it is there, while it starts and later.
const START_LOOK: Duration = Duration::from_millis(20);
const LOOK: Duration = Duration::from_secs(5);
/// How long it may take to say so, and how often it may not.
const PING: Duration = Duration::from_secs(2);
const MISSES: u32 = 3;
/// Lines of the log in a reason.
const TAIL: usize = 3;

/// How a process stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    /// It does not answer yet, or not any more.
    Starting,
    /// It answers on this port.
    Ready(u16),
    /// It will not answer, and why.
    Failed(String),
    /// It was ended.
    Over,
}

/// A place for a process, whoever is in it.
pub(crate) struct Process {
    /// Requests that it is answering.
    pub(crate) busy: AtomicUsize,
    /// Requests that it has answered.
    pub(crate) answered: AtomicUsize,
    state: watch::Sender<State>,
    stop: Notify,
}

/// What a process is to be.
pub(crate) struct Plan {
    pub(crate) model: Model,
    pub(crate) startup: Duration,
    /// Where buckets and keys are.
    pub(crate) objects: PathBuf,
    /// For its runs, one folder each.
    pub(crate) folder: PathBuf,
    /// It has answered before: it is started again however often it ends.
    pub(crate) proven: bool,
}

impl Process {
    /// Starts one, or takes up what an earlier server left in the plan's folder. `changed` is told when it stands otherwise.
    pub(crate) fn start(plan: Plan, runs: Arc<Runs>, client: Client, changed: Arc<Notify>) -> Arc<Self> {
        let (state, _) = watch::channel(State::Starting);
        let process =
            Arc::new(Self { busy: AtomicUsize::new(0), answered: AtomicUsize::new(0), state, stop: Notify::new() });
        let keeper = Keeper { process: Arc::clone(&process), plan, runs, client, changed };
        tokio::spawn(keeper.keep());
        process
    }

    /// Ends it.
    pub(crate) fn end(&self) {
        self.stop.notify_one();
    }

    /// How it stands now.
    pub(crate) fn state(&self) -> State {
        self.state.borrow().clone()
    }

    /// Where it answers, if it does.
    pub(crate) fn port(&self) -> Option<u16> {
        match *self.state.borrow() {
            State::Ready(port) => Some(port),
            _ => None,
        }
    }

    /// Waits until it answers, or never will.
    pub(crate) async fn settled(&self) -> State {
        let mut watched = self.state.subscribe();
        watched.wait_for(|s| *s != State::Starting).await.map_or(State::Over, |s| s.clone())
    }

    /// Waits until it is gone.
    pub(crate) async fn over(&self) {
        let mut watched = self.state.subscribe();
        let _ = watched.wait_for(|s| matches!(s, State::Over | State::Failed(_))).await;
    }
}

/// Sees to it that a process is there.
struct Keeper {
    process: Arc<Process>,
    plan: Plan,
    runs: Arc<Runs>,
    client: Client,
    changed: Arc<Notify>,
}

/// How it went with one run.
enum Went {
    /// It was told to end, and has ended.
    Ended,
    /// It ended by itself after it had answered for so long (or never), and why.
    Gone { after: Option<Duration>, why: String },
    /// It ran as long as it may and did not answer once; why.
    Silent(String),
}

impl Keeper {
    async fn keep(self) {
        let mut pause = FIRST_PAUSE;
        let (mut tries, mut answered) = (0, self.plan.proven);
        let mut left = left_by_another(&self.plan.folder);
        loop {
            let (run, port, folder) = match left.take() {
                Some((port, folder)) => (self.runs.adopt(folder.clone()), port, folder),
                None => match self.launch() {
                    Ok(launched) => launched,
                    Err(error) => return self.fail(format!("no port can be had: {error}")),
                },
            };
            match self.see_through(run, port, &folder).await {
                Went::Ended => return self.say(State::Over),
                // Waiting as long again would tell nothing new.
                Went::Silent(why) if !answered => return self.fail(why),
                Went::Silent(why) => {
                    tracing::warn!(
                        model = self.plan.model.name,
                        why,
                        "a model process did not answer; it is started again"
                    );
                }
                Went::Gone { after, why } => {
                    self.say(State::Starting);
                    answered |= after.is_some();
                    tries = if after.is_some() { 0 } else { tries + 1 };
                    if !answered && tries >= TRIES {
                        return self.fail(why);
                    }
                    tracing::warn!(model = self.plan.model.name, why, "a model process ended; it is started again");
                    pause = if after.is_some_and(|t| t >= STEADY) { FIRST_PAUSE } else { pause };
                }
            }
            tokio::select! {
                () = self.process.stop.notified() => return self.say(State::Over),
                () = sleep(pause) => pause = (2 * pause).min(LONGEST_PAUSE),
            }
        }
    }

    fn say(&self, state: State) {
        self.process.state.send_replace(state);
        self.changed.notify_waiters();
    }

    fn fail(&self, why: String) {
        self.say(State::Failed(why));
    }

    fn launch(&self) -> io::Result<(Run, u16, PathBuf)> {
        let port = free_port()?;
        let newest = numbered(&self.plan.folder).pop();
        // Of runs that are over the latest is kept, for its log.
        if let Some((number, _)) = &newest {
            for old in 1..*number {
                let _ = fs::remove_dir_all(self.plan.folder.join(old.to_string()));
            }
        }
        let folder = self.plan.folder.join((newest.map_or(0, |(number, _)| number) + 1).to_string());
        let model = &self.plan.model;
        let server = ModelServer {
            runtime: model.runtime.clone(),
            data: model.data.clone(),
            env: model.env.clone(),
            port,
            objects: self.plan.objects.clone(),
        };
        Ok((self.runs.launch(folder.clone(), &server), port, folder))
    }

    /// From its start to its end.
    async fn see_through(&self, mut run: Run, port: u16, folder: &Path) -> Went {
        let begun = Instant::now();
        loop {
            tokio::select! {
                exit = &mut run.ended => return self.gone(exit.ok(), None, folder),
                () = self.process.stop.notified() => return self.end(run, folder).await,
                there = self.ping(port) => if there { break },
            }
            if begun.elapsed() >= self.plan.startup {
                self.runs.stop(&run);
                let _ = run.ended.await;
                let waited = self.plan.startup.as_secs_f64();
                let why = format!("it did not answer GET /ping with 200 within {waited} s{}", words(folder));
                tidy(folder);
                return Went::Silent(why);
            }
            sleep(START_LOOK).await;
        }
        self.say(State::Ready(port));
        let answering = Instant::now();
        let (mut missed, mut answered) = (0, 0);
        loop {
            tokio::select! {
                exit = &mut run.ended => return self.gone(exit.ok(), Some(answering.elapsed()), folder),
                () = self.process.stop.notified() => return self.end(run, folder).await,
                () = sleep(LOOK) => {}
            }
            // Whoever answers requests is there, though it may be too busy to say so.
            let now = self.process.answered.load(Ordering::Relaxed);
            let lives = now != answered || self.ping(port).await;
            answered = now;
            missed = if lives { 0 } else { missed + 1 };
            if missed >= MISSES {
                self.say(State::Starting);
                self.runs.stop(&run);
                let _ = run.ended.await;
                let why = format!("it did not answer GET /ping {MISSES} times{}", words(folder));
                tidy(folder);
                return Went::Gone { after: Some(answering.elapsed()), why };
            }
        }
    }

    async fn ping(&self, port: u16) -> bool {
        timeout(PING, self.client.ping(port)).await.unwrap_or(false)
    }

    async fn end(&self, run: Run, folder: &Path) -> Went {
        self.runs.stop(&run);
        let _ = run.ended.await;
        tidy(folder);
        Went::Ended
    }

    fn gone(&self, exit: Option<Exit>, after: Option<Duration>, folder: &Path) -> Went {
        // No client must be sent to it while the reason is looked for.
        self.say(State::Starting);
        let how = match exit.map(|e| e.outcome) {
            Some(Outcome::Exited(code)) => format!("it ended with exit code {code}"),
            Some(Outcome::Signaled(signal)) => format!("it was ended by signal {signal}"),
            Some(
                Outcome::NotStarted(why) | Outcome::Unwritable(why) | Outcome::Lost(why) | Outcome::Preempted(why),
            ) => why,
            _ => "it was gone".to_owned(),
        };
        let why = Failure::read(folder).map_or_else(|| format!("{how}{}", words(folder)), |failure| failure.message);
        tidy(folder);
        Went::Gone { after, why }
    }
}

/// The newest run of a place, where it has not ended: its port and its folder.
fn left_by_another(place: &Path) -> Option<(u16, PathBuf)> {
    let folder = numbered(place).pop()?.1;
    let run = RunFolder::at(&folder);
    if run.exit().is_some() || run.is_elsewhere() {
        return None;
    }
    let task = fs::read(folder.join(ModelServer::FILE)).ok()?;
    let server: ModelServer = serde_json::from_slice(&task).ok()?;
    Some((server.port, folder))
}

/// Ends what an earlier server left running of an endpoint, but for some of its generations.
pub(crate) async fn end_leftovers(endpoint: &Path, but: &[Option<u64>], runs: &Runs) {
    let stays = |generation: &PathBuf| {
        let number = generation.file_name().and_then(|n| n.to_str()?.parse().ok());
        number.is_some() && but.contains(&number)
    };
    let below =
        |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect::<Vec<_>>();
    for place in below(endpoint).iter().filter(|g| !stays(g)).flat_map(|generation| below(generation)) {
        if let Some((_, folder)) = left_by_another(&place) {
            let run = runs.adopt(folder);
            runs.stop(&run);
            let _ = run.ended.await;
        }
    }
}

/// The last lines of a log, to follow a reason: those of a traceback that say something.
fn words(folder: &Path) -> String {
    let log = read_log(&RunFolder::at(folder), 0).unwrap_or_default();
    let text = String::from_utf8_lossy(&log);
    let says = |line: &&str| !line.trim().is_empty() && !line.starts_with(' ') && !line.starts_with("Traceback (");
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(says).collect();
    let tail = &lines[lines.len().saturating_sub(TAIL)..];
    if tail.is_empty() { String::new() } else { format!("; its last words: {}", tail.join(" | ")) }
}

/// Takes away the copy of the model; the log stays.
fn tidy(folder: &Path) {
    for part in ["ml", "shim", "scratch"] {
        let _ = fs::remove_dir_all(folder.join(part));
    }
}

/// A port that nobody listens on.
fn free_port() -> io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}
