//! All executors behind one: each run goes where it is to run.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc::UnboundedSender;

use crate::engine::{Engine, EngineKind, EngineParts};
use crate::executor::{Executor, ExecutorEvent};
use crate::process::{Local, ProcessExecutor};
use crate::run::{Exit, Outcome, Place, RunId, RunSpec, SetupSpec};

/// Runs commands on this machine, or on an engine where their [`Place`](crate::Place) says so. Engines are started when
/// the first run asks for them.
#[derive(Debug)]
pub struct Executors {
    process: ProcessExecutor,
    engines: Mutex<BTreeMap<&'static str, Box<dyn Engine>>>,
    parts: EngineParts,
}

impl Executors {
    /// Executors that run our own binary, `program`; engines find what they need in `shared`, the data directory. `gpus` and
    /// `slots` are those of this machine. Needs a Tokio runtime around it.
    pub fn new(
        program: PathBuf,
        shared: PathBuf,
        gpus: Vec<u32>,
        slots: Option<usize>,
        events: UnboundedSender<ExecutorEvent>,
    ) -> Self {
        let local = Local::new(gpus, slots);
        let process = ProcessExecutor::on(program.clone(), local.clone(), events.clone());
        Self { process, engines: Mutex::default(), parts: EngineParts { program, shared, local, events } }
    }

    fn engines(&self) -> MutexGuard<'_, BTreeMap<&'static str, Box<dyn Engine>>> {
        self.engines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with the engine of this name, or ends the run that wants it.
    fn with(&self, run: RunId, name: &str, act: impl FnOnce(&dyn Engine)) {
        let Some(kind) = EngineKind::find(name) else {
            let outcome = Outcome::NotStarted(format!("this binary has no executor `{name}`"));
            let _ = self.parts.events.send(ExecutorEvent::Ended { run, exit: Exit::without_output(outcome) });
            return;
        };
        let mut engines = self.engines();
        let engine = engines.entry(kind.name).or_insert_with(|| kind.start(self.parts.clone()));
        act(&**engine);
    }
}

impl Executor for Executors {
    fn prepare(&self, run: RunId, setup: SetupSpec) {
        self.process.prepare(run, setup);
    }

    fn launch(&self, run: RunId, spec: RunSpec) {
        match spec.place.as_ref().map(|place| place.executor.clone()) {
            Some(name) => self.with(run, &name, |engine| engine.launch(run, spec)),
            None => self.process.launch(run, spec),
        }
    }

    fn adopt(&self, run: RunId, folder: PathBuf, place: Option<&Place>) {
        match place {
            Some(place) => self.with(run, &place.executor, |engine| engine.adopt(run, folder)),
            None => self.process.adopt(run, folder, None),
        }
    }

    fn stop(&self, run: RunId) {
        self.process.stop(run);
        for engine in self.engines().values() {
            engine.stop(run);
        }
    }

    fn forget(&self, run: RunId) {
        self.process.forget(run);
        for engine in self.engines().values() {
            engine.forget(run);
        }
    }
}
