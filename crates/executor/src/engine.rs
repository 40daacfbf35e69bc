//! Engines: what runs commands on other machines.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;
use serde_json::{Map, Value};
use tokio::sync::mpsc::UnboundedSender;

#[cfg(feature = "container")]
use crate::container;
use crate::executor::ExecutorEvent;
use crate::process::Local;
#[cfg(feature = "ray")]
use crate::ray;
#[cfg(any(feature = "ray", feature = "container"))]
use crate::remote::RemoteEngine;
use crate::run::{Place, RunId, RunSpec};
use crate::{doctor, slurm};

/// Runs commands elsewhere. As with an [`Executor`](crate::Executor), every method returns at once.
pub(crate) trait Engine: Send + Sync + fmt::Debug {
    /// Starts a run.
    fn launch(&self, run: RunId, spec: RunSpec);
    /// Takes up a run that an earlier launcher started.
    fn adopt(&self, run: RunId, folder: PathBuf);
    /// Ends a run politely, then by force; runs that it does not know are others'.
    fn stop(&self, run: RunId);
    /// Leaves a run to somebody else; runs that it does not know are others'.
    fn forget(&self, run: RunId);
}

/// What an engine works with.
#[derive(Debug, Clone)]
pub(crate) struct EngineParts {
    /// Our own binary.
    pub(crate) program: PathBuf,
    /// The data directory.
    pub(crate) shared: PathBuf,
    /// What this machine gives to runs.
    #[cfg_attr(
        not(any(feature = "ray", feature = "container")),
        expect(dead_code, reason = "engines of this machine alone need it")
    )]
    pub(crate) local: Local,
    /// Whom it tells.
    pub(crate) events: UnboundedSender<ExecutorEvent>,
}

/// A kind of engine.
pub struct EngineKind {
    /// What users call it, and its section in a file.
    pub name: &'static str,
    /// What it is, in a few words.
    pub about: &'static str,
    /// It runs on this machine, and takes its slots and GPUs.
    pub is_here: bool,
    /// Names of its settings.
    pub settings: &'static [&'static str],
    /// Reads its settings; says what is wrong with them.
    check: fn(&Map<String, Value>) -> Result<(), String>,
    /// Whether it can be reached from here at all, as far as that can be told at once.
    present: fn(&Map<String, Value>) -> Result<(), String>,
    start: fn(EngineParts) -> Box<dyn Engine>,
    pub(crate) examine: doctor::Examine,
}

impl fmt::Debug for EngineKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// What users call the executor of this machine.
pub const PROCESS: &str = "process";

/// All engines. A new one is a module and a line here.
pub static ENGINES: &[EngineKind] = &[
    EngineKind {
        name: slurm::NAME,
        about: "jobs of a Slurm cluster whose nodes share the data directory",
        is_here: false,
        settings: slurm::SETTINGS,
        check: |options| slurm::SlurmOptions::read(options).map(drop),
        present: |_| slurm::present(),
        start: |parts| Box::new(slurm::SlurmEngine::new(parts)),
        examine: |place| Box::pin(slurm::examine(place)),
    },
    #[cfg(feature = "ray")]
    EngineKind {
        name: ray::NAME,
        about: "jobs of a Ray cluster, also on Kubernetes",
        is_here: false,
        settings: ray::SETTINGS,
        check: |options| ray::RayOptions::read(options).map(drop),
        present: |_| Ok(()),
        start: |parts| Box::new(RemoteEngine::<ray::Ray>::new(parts)),
        examine: |place| Box::pin(ray::examine(place)),
    },
    #[cfg(feature = "container")]
    EngineKind {
        name: container::NAME,
        about: "containers of this machine's Docker or Podman",
        is_here: true,
        settings: container::SETTINGS,
        check: |options| container::ContainerOptions::read(options).map(drop),
        present: |options| container::ContainerOptions::read(options)?.socket().map(drop),
        start: |parts| Box::new(RemoteEngine::<container::Container>::new(parts)),
        examine: |place| Box::pin(container::examine(place)),
    },
];

impl EngineKind {
    /// The engine of this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        ENGINES.iter().find(|engine| engine.name == name)
    }

    pub(crate) fn start(&self, parts: EngineParts) -> Box<dyn Engine> {
        (self.start)(parts)
    }
}

impl Place {
    /// A place with settings by name.
    pub fn new(executor: &str, options: impl Serialize) -> Self {
        let options = match serde_json::to_value(options) {
            Ok(Value::Object(options)) => options,
            // Only what has names can be settings.
            _ => Map::new(),
        };
        Self { executor: executor.to_owned(), options }
    }

    /// Says what is wrong with an engine's settings.
    pub fn check(&self) -> Result<(), String> {
        let Some(engine) = EngineKind::find(&self.executor) else {
            let known: Vec<&str> = ENGINES.iter().map(|engine| engine.name).collect();
            return Err(format!("there is no executor `{}`; known: {PROCESS}, {}", self.executor, known.join(", ")));
        };
        (engine.check)(&self.options)
    }

    /// Says why the engine cannot be reached from here, where that can be told at once.
    pub fn present(&self) -> Result<(), String> {
        EngineKind::find(&self.executor).map_or(Ok(()), |engine| (engine.present)(&self.options))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_its_name_in_the_list() {
        for engine in ENGINES {
            let error = Place::new(engine.name, Map::from_iter([("none".to_owned(), Value::Null)])).check();
            let error = error.expect_err("refused");
            let known: Vec<&str> = error.split('`').skip(3).step_by(2).collect();
            assert_eq!(known, engine.settings, "{}", engine.name);
        }
    }

    #[test]
    fn an_executor_that_is_not_there_is_told_with_those_that_are() {
        let error = Place::new("slurn", Map::new()).check().expect_err("refused");
        assert!(error.contains("no executor `slurn`; known: process, slurm"), "{error}");
    }
}
