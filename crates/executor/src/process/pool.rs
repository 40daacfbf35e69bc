//! The executor of one machine.

use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rustix::process::Signal;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::Notify;
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::sleep;

use super::gpus::GpuClaim;
use super::local::Local;
use super::{SUPERVISE, setup};
use crate::executor::{Executor, ExecutorEvent};
use crate::folder::{Follower, Liveness, RunFolder};
use crate::run::{Exit, Outcome, Place, RunId, RunSpec, SetupSpec};
use crate::tasks::Tasks;

/// How often a report is looked at even when nobody says it has grown.
const LOOK: Duration = Duration::from_millis(250);
const CUDA_DEVICES: &str = "CUDA_VISIBLE_DEVICES";

/// Runs commands as processes of this machine, each under a supervisor.
#[derive(Debug)]
pub struct ProcessExecutor {
    supervisors: Arc<Supervisors>,
    events: UnboundedSender<ExecutorEvent>,
    local: Local,
    tasks: Tasks,
}

/// What one run's task needs.
#[derive(Clone)]
struct Watch {
    run: RunId,
    folder: RunFolder,
    events: UnboundedSender<ExecutorEvent>,
    tasks: Tasks,
    stop: Arc<Notify>,
}

impl ProcessExecutor {
    /// An executor that supervises by `program` (our own binary), gives out `gpus`, has at most `slots` runs at once
    /// (further ones wait), and tells `events`. Needs a Tokio runtime around it.
    pub fn new(program: PathBuf, gpus: Vec<u32>, slots: Option<usize>, events: UnboundedSender<ExecutorEvent>) -> Self {
        Self::on(program, Local::new(gpus, slots), events)
    }

    /// The same, where others run something on this machine, too.
    pub(crate) fn on(program: PathBuf, local: Local, events: UnboundedSender<ExecutorEvent>) -> Self {
        let supervisors = Arc::new(Supervisors { program, idle: Mutex::default() });
        Self { supervisors, events, local, tasks: Tasks::default() }
    }

    fn watch(&self, run: RunId, folder: RunFolder) -> Watch {
        let stop = Arc::new(Notify::new());
        Watch { run, folder, events: self.events.clone(), tasks: self.tasks.clone(), stop }
    }

    /// Sees a run to its end, unless it is forgotten before.
    fn see_to(&self, watch: &Watch, work: impl Future<Output = ()> + Send + 'static) {
        self.tasks.see_to(watch.run, Arc::clone(&watch.stop), work);
    }
}

impl Executor for ProcessExecutor {
    fn prepare(&self, run: RunId, setup: SetupSpec) {
        let events = self.events.clone();
        tokio::spawn(async move {
            let result = setup::run(&setup).await;
            let _ = events.send(ExecutorEvent::Prepared { run, result });
        });
    }

    fn launch(&self, run: RunId, spec: RunSpec) {
        let watch = self.watch(run, RunFolder::at(&spec.folder));
        let (supervisors, local) = (Arc::clone(&self.supervisors), self.local.clone());
        self.see_to(&watch.clone(), async move {
            let claim = tokio::select! {
                claim = local.claim(spec.gpus) => claim,
                () = watch.stop.notified() => return watch.end(Exit::without_output(Outcome::Stopped)),
            };
            let exit = watch.run_own(&supervisors, spec, claim.variable()).await;
            drop(claim);
            watch.end(exit);
        });
    }

    fn adopt(&self, run: RunId, folder: PathBuf, _place: Option<&Place>) {
        let watch = self.watch(run, RunFolder::at(folder));
        let devices = watch.folder.spec().ok().and_then(|spec| spec.env.get(CUDA_DEVICES).cloned());
        let claim = self.local.reclaim(devices.map_or_else(Vec::new, |d| GpuClaim::parse(&d)));
        self.see_to(&watch.clone(), async move {
            let exit = watch.follow_foreign().await;
            drop(claim);
            watch.end(exit);
        });
    }

    fn stop(&self, run: RunId) {
        self.tasks.stop(run);
    }

    fn forget(&self, run: RunId) {
        // A supervisor that is let go sees its run to the end by itself.
        self.tasks.forget(run);
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Supervisors that wait for a run. They leave when this is dropped, for then their standard input is closed.
#[derive(Debug)]
struct Supervisors {
    /// Our own binary.
    program: PathBuf,
    idle: Mutex<Vec<Supervisor>>,
}

#[derive(Debug)]
struct Supervisor {
    process: Child,
    orders: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Supervisors {
    fn take(&self) -> io::Result<Supervisor> {
        if let Some(idle) = locked(&self.idle).pop() {
            return Ok(idle);
        }
        let mut process = Command::new(&self.program)
            .arg(SUPERVISE)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()?;
        let ends = process.stdin.take().zip(process.stdout.take());
        let (orders, answers) = ends.ok_or_else(|| io::Error::other("a supervisor without pipes"))?;
        Ok(Supervisor { process, orders, answers: BufReader::new(answers).lines() })
    }

    fn give_back(&self, supervisor: Supervisor) {
        locked(&self.idle).push(supervisor);
    }
}

impl Supervisor {
    async fn order(&mut self, word: &str, folder: &RunFolder) -> io::Result<()> {
        self.orders.write_all(format!("{word} {}\n", folder.path().display()).as_bytes()).await
    }
}

impl Watch {
    /// Passes new points on.
    fn pass_on(&self, follower: &mut Follower) {
        // A report that cannot be read now is read at the next look.
        while let Ok(points) = follower.next() {
            if points.is_empty() {
                break;
            }
            let _ = self.events.send(ExecutorEvent::Points { run: self.run, points });
        }
    }

    /// Tells how it ended. Nobody listens only when the controller is going down; what is on disk is read by the next.
    fn end(self, exit: Exit) {
        self.tasks.ended(self.run);
        let _ = self.events.send(ExecutorEvent::Ended { run: self.run, exit });
    }

    async fn run_own(&self, supervisors: &Supervisors, mut spec: RunSpec, devices: Option<String>) -> Exit {
        if let Some(devices) = devices {
            spec.env.insert(CUDA_DEVICES.into(), devices);
        }
        if let Err(error) = self.folder.create(&spec) {
            return Exit::without_output(Outcome::Unwritable(error.to_string()));
        }
        let mut supervisor = match supervisors.take() {
            Ok(supervisor) => supervisor,
            Err(error) => {
                return Exit::without_output(Outcome::Lost(format!("the supervisor could not be started: {error}")));
            }
        };
        if let Some(exit) = self.follow_own(&mut supervisor).await {
            supervisors.give_back(supervisor);
            return exit;
        }
        let _ = supervisor.process.wait().await;
        self.pass_on(&mut Follower::new(&self.folder));
        self.folder.exit().unwrap_or_else(|| self.give_up(Outcome::Lost("its supervisor was killed".into())))
    }

    /// Follows a run whose supervisor is our child: it wakes us through its standard output. None when it died.
    async fn follow_own(&self, supervisor: &mut Supervisor) -> Option<Exit> {
        let mut follower = Follower::new(&self.folder);
        supervisor.order("run", &self.folder).await.ok()?;
        // How it ended, where that could not be written.
        let mut heard = None;
        loop {
            tokio::select! {
                answer = supervisor.answers.next_line() => match answer {
                    Ok(Some(line)) if line == "done" => break,
                    Ok(Some(line)) => heard = serde_json::from_str(&line).ok().or(heard),
                    Ok(None) | Err(_) => return None,
                },
                () = self.stop.notified() => supervisor.order("stop", &self.folder).await.ok()?,
                () = sleep(LOOK) => {}
            }
            self.pass_on(&mut follower);
        }
        self.pass_on(&mut follower);
        self.folder.exit().or(heard).or_else(|| Some(self.give_up(Outcome::Lost("its supervisor left no word".into()))))
    }

    /// Follows a run that another process launched, by looking at its folder.
    async fn follow_foreign(&self) -> Exit {
        let mut follower = Follower::new(&self.folder);
        let mut stopping = false;
        loop {
            self.pass_on(&mut follower);
            // Liveness is looked at first: an exit written between the two looks is seen by the second.
            // Only a folder that is not there, or a lock that is free, says that nobody lives; a look that fails for
            // another reason is taken again.
            let alive = match self.folder.liveness() {
                Ok(Liveness::Dead(_)) => false,
                Ok(Liveness::Alive) => true,
                Err(error) => error.kind() != io::ErrorKind::NotFound,
            };
            if let Some(exit) = self.folder.exit() {
                self.pass_on(&mut follower);
                return exit;
            }
            if !alive || self.folder.is_elsewhere() {
                return self.give_up(Outcome::Interrupted);
            }
            tokio::select! {
                () = self.stop.notified() => stopping = true,
                () = sleep(LOOK) => {}
            }
            // Said again until it has an effect: the supervisor may not have signed yet.
            if stopping && let Some(supervisor) = self.folder.supervisor() {
                supervisor.signal(Signal::TERM);
            }
        }
    }

    /// Makes sure that nothing of a run is left, now or later.
    fn give_up(&self, outcome: Outcome) -> Exit {
        match self.folder.liveness() {
            Ok(Liveness::Dead(lock)) => {
                // Between the last look and the lock it may have ended after all.
                if let Some(exit) = self.folder.exit() {
                    return exit;
                }
                let _ = self.folder.revoke(&lock);
            }
            // A folder that is not there holds no run that could start.
            Ok(Liveness::Alive) | Err(_) => {}
        }
        if let Some(command) = self.folder.command() {
            command.signal_group(Signal::KILL);
        }
        Exit::without_output(outcome)
    }
}
