//! Virtual time, and the runs that live in it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tunesmith_controller::Clock;
use tunesmith_executor::{ExecutorEvent, Exit, Outcome, RunId, RunSpec};
use tunesmith_metrics::MetricPoint;

/// What a simulated training program does: values of the first metric at moments after its start, and its end.
#[derive(Debug, Clone)]
pub struct Script {
    /// Milliseconds after the start, and the value printed then.
    pub prints: Vec<(i64, f64)>,
    /// Milliseconds after the start when it ends.
    pub duration_ms: i64,
    /// How it ends.
    pub outcome: Outcome,
}

/// From what is run to what it does.
pub type Trainer = Arc<dyn Fn(&RunSpec) -> Script + Send + Sync>;

/// Shared by everything in one simulation.
#[derive(Clone)]
pub struct World {
    inner: Arc<Mutex<Inner>>,
    trainer: Trainer,
}

struct Inner {
    now_ms: i64,
    runs: HashMap<PathBuf, SimRun>,
    /// How often each folder was started.
    starts: HashMap<PathBuf, u32>,
    /// Makes the order of simultaneous events that of their scheduling.
    order: u64,
}

struct SimRun {
    /// Who listens; none while the controller is down.
    run: Option<RunId>,
    script: Script,
    started_ms: i64,
    end_ms: i64,
    /// Prints told to whoever listens now.
    told: usize,
    ended: Option<Exit>,
    end_told: bool,
    order: u64,
}

/// The world's clock.
#[derive(Clone)]
pub struct SimClock(pub World);

impl Clock for SimClock {
    fn now_ms(&self) -> i64 {
        self.0.locked().now_ms
    }
}

impl World {
    /// A world at time 0 in which every run does what `trainer` says.
    pub fn new(trainer: Trainer) -> Self {
        let inner = Inner { now_ms: 0, runs: HashMap::new(), starts: HashMap::new(), order: 0 };
        Self { inner: Arc::new(Mutex::new(inner)), trainer }
    }

    fn locked(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts that each folder has seen; more than one is a fault of the controller.
    pub fn starts(&self) -> Vec<(PathBuf, u32)> {
        self.locked().starts.iter().map(|(f, n)| (f.clone(), *n)).collect()
    }

    /// How many runs live now.
    pub fn living(&self) -> usize {
        self.locked().runs.values().filter(|r| r.ended.is_none()).count()
    }

    pub(crate) fn start(&self, run: RunId, spec: &RunSpec) {
        let script = (self.trainer)(spec);
        let mut inner = self.locked();
        inner.order += 1;
        *inner.starts.entry(spec.folder.clone()).or_default() += 1;
        let (started_ms, order) = (inner.now_ms, inner.order);
        let end_ms = started_ms + script.duration_ms;
        let sim = SimRun { run: Some(run), script, started_ms, end_ms, told: 0, ended: None, end_told: false, order };
        inner.runs.insert(spec.folder.clone(), sim);
    }

    /// Attaches a listener to a run; false when there is none in that folder.
    pub(crate) fn attach(&self, run: RunId, folder: &Path) -> bool {
        let mut inner = self.locked();
        let Some(sim) = inner.runs.get_mut(folder) else { return false };
        sim.run = Some(run);
        sim.told = 0;
        sim.end_told = false;
        true
    }

    pub(crate) fn stop(&self, run: RunId) {
        let mut inner = self.locked();
        let now = inner.now_ms;
        if let Some(sim) = inner.runs.values_mut().find(|r| r.run == Some(run) && r.ended.is_none()) {
            sim.script.outcome = Outcome::Stopped;
            sim.end_ms = now;
        }
    }

    /// The controller is gone; runs go on unheard.
    pub(crate) fn detach_all(&self) {
        for sim in self.locked().runs.values_mut() {
            sim.run = None;
        }
    }

    /// Everything that runs is gone without a trace.
    pub(crate) fn kill_all(&self) {
        self.locked().runs.retain(|_, r| r.ended.is_some());
    }

    /// Moves time to the next thing that happens and tells it; none when nothing will happen.
    pub(crate) fn next(&self) -> Option<ExecutorEvent> {
        let mut inner = self.locked();
        let due = |sim: &SimRun| {
            let print =
                sim.script.prints.get(sim.told).map(|(at, _)| sim.started_ms + at).filter(|at| *at <= sim.end_ms);
            print.unwrap_or(sim.end_ms)
        };
        let (folder, at) = (inner.runs.iter())
            .filter(|(_, sim)| sim.run.is_some() && !sim.end_told)
            .map(|(folder, sim)| (folder.clone(), (due(sim), sim.order)))
            .min_by_key(|(_, at)| *at)?;
        inner.now_ms = inner.now_ms.max(at.0);
        let sim = inner.runs.get_mut(&folder)?;
        let run = sim.run?;
        let print = sim.script.prints.get(sim.told).copied().filter(|(after, _)| sim.started_ms + after <= sim.end_ms);
        if let Some((after, value)) = print {
            let at_ms = sim.started_ms + after;
            let step = sim.told as u64;
            sim.told += 1;
            let point = MetricPoint { metric: 0, step, at_ms, line: step + 1, value };
            return Some(ExecutorEvent::Points { run, points: vec![point] });
        }
        sim.end_told = true;
        let last = sim.told.checked_sub(1).map(|i| sim.script.prints[i].1);
        let exit = Exit {
            outcome: sim.script.outcome.clone(),
            values: vec![last],
            duration_ms: sim.end_ms - sim.started_ms,
            tail: Vec::new(),
            misread: None,
        };
        sim.ended = Some(exit.clone());
        Some(ExecutorEvent::Ended { run, exit })
    }
}
