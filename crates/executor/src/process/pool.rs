//! The executor of one machine.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustix::process::Signal;
use tokio::io::AsyncReadExt;
use tokio::process::{Child, Command};
use tokio::sync::mpsc::UnboundedSender;
use tokio::time::{sleep, timeout};

use super::files::{Liveness, RunFolder};
use super::follow::Follower;
use super::gpus::{GpuClaim, GpuPool};
use super::identity::Identity;
use super::{SUPERVISE, setup};
use crate::executor::{Executor, ExecutorEvent};
use crate::run::{Exit, Outcome, RunId, RunSpec, SetupSpec};

/// How often a report is looked at even when nobody says it has grown.
const LOOK: Duration = Duration::from_millis(250);
const CUDA_DEVICES: &str = "CUDA_VISIBLE_DEVICES";

/// Runs commands as processes of this machine, each under a supervisor.
#[derive(Debug)]
pub struct ProcessExecutor {
    /// Our own binary.
    program: PathBuf,
    events: UnboundedSender<ExecutorEvent>,
    gpus: GpuPool,
    running: Running,
}

type Running = Arc<Mutex<HashMap<RunId, Handle>>>;

/// What a stop needs to know.
#[derive(Debug, Clone)]
struct Handle {
    folder: RunFolder,
    /// Asked to stop before its supervisor was there to be told.
    stop: bool,
}

/// What one run's task needs.
#[derive(Clone)]
struct Watch {
    run: RunId,
    folder: RunFolder,
    events: UnboundedSender<ExecutorEvent>,
    running: Running,
}

impl ProcessExecutor {
    /// An executor that supervises by `program` (our own binary), gives out `gpus`, and tells `events`. Needs a Tokio
    /// runtime around it.
    pub fn new(program: PathBuf, gpus: Vec<u32>, events: UnboundedSender<ExecutorEvent>) -> Self {
        Self { program, events, gpus: GpuPool::new(gpus), running: Arc::default() }
    }

    fn watch(&self, run: RunId, folder: RunFolder) -> Watch {
        let handle = Handle { folder: folder.clone(), stop: false };
        self.running.lock().unwrap_or_else(PoisonError::into_inner).insert(run, handle);
        Watch { run, folder, events: self.events.clone(), running: Arc::clone(&self.running) }
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
        let (program, gpus) = (self.program.clone(), self.gpus.clone());
        tokio::spawn(async move {
            let claim = gpus.claim(spec.gpus).await;
            let exit = watch.run_own(program, spec, claim.variable()).await;
            drop(claim);
            watch.end(exit);
        });
    }

    fn adopt(&self, run: RunId, folder: PathBuf) {
        let watch = self.watch(run, RunFolder::at(folder));
        let devices = watch.folder.spec().ok().and_then(|spec| spec.env.get(CUDA_DEVICES).cloned());
        let claim = self.gpus.reclaim(devices.map_or_else(Vec::new, |d| GpuClaim::parse(&d)));
        tokio::spawn(async move {
            let exit = watch.follow_foreign().await;
            drop(claim);
            watch.end(exit);
        });
    }

    fn stop(&self, run: RunId) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(handle) = running.get_mut(&run) {
            handle.stop = true;
            signal_supervisor(&handle.folder);
        }
    }
}

fn signal_supervisor(folder: &RunFolder) {
    if let Some(supervisor) = Identity::read(&folder.supervisor_process()) {
        supervisor.signal(Signal::TERM);
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
        self.running.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.run);
        let _ = self.events.send(ExecutorEvent::Ended { run: self.run, exit });
    }

    /// Says a stop again that came before the supervisor could hear it.
    fn repeat_stop(&self) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if running.get(&self.run).is_some_and(|h| h.stop) {
            signal_supervisor(&self.folder);
        }
    }

    async fn run_own(&self, program: PathBuf, mut spec: RunSpec, devices: Option<String>) -> Exit {
        if let Some(devices) = devices {
            spec.env.insert(CUDA_DEVICES.into(), devices);
        }
        if let Err(error) = self.folder.create(&spec) {
            return Exit::without_output(Outcome::Unwritable(error.to_string()));
        }
        let supervisor = Command::new(&program)
            .arg(SUPERVISE)
            .arg(self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn();
        match supervisor {
            Ok(supervisor) => self.follow_own(supervisor).await,
            Err(error) => Exit::without_output(Outcome::Lost(format!("the supervisor could not be started: {error}"))),
        }
    }

    /// Follows a run whose supervisor is our child: it wakes us through its standard output.
    async fn follow_own(&self, mut supervisor: Child) -> Exit {
        let mut follower = Follower::new(&self.folder);
        let mut heard = Vec::new();
        let mut buffer = [0; 1024];
        if let Some(mut output) = supervisor.stdout.take() {
            loop {
                match timeout(LOOK, output.read(&mut buffer)).await {
                    Ok(Ok(0) | Err(_)) => break,
                    Ok(Ok(n)) => heard.extend(buffer[..n].iter().filter(|b| **b != b'\n')),
                    Err(_) => self.repeat_stop(),
                }
                self.pass_on(&mut follower);
            }
        }
        let _ = supervisor.wait().await;
        self.pass_on(&mut follower);
        if let Some(exit) = self.folder.exit().or_else(|| serde_json::from_slice(&heard).ok()) {
            return exit;
        }
        self.give_up(Outcome::Lost("its supervisor was killed".into()))
    }

    /// Follows a run that another process launched, by looking at its folder.
    async fn follow_foreign(&self) -> Exit {
        let mut follower = Follower::new(&self.folder);
        loop {
            self.pass_on(&mut follower);
            // Liveness is looked at first: an exit written between the two looks is seen by the second.
            let alive = matches!(self.folder.liveness(), Ok(Liveness::Alive));
            if let Some(exit) = self.folder.exit() {
                self.pass_on(&mut follower);
                return exit;
            }
            if !alive {
                return self.give_up(Outcome::Interrupted);
            }
            self.repeat_stop();
            sleep(LOOK).await;
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
        if let Some(command) = Identity::read(&self.folder.process()) {
            command.signal_group(Signal::KILL);
        }
        Exit::without_output(outcome)
    }
}
