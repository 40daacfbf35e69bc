//! The real dispatcher, driven through a simulated world.

use std::path::Path;
use std::sync::Arc;

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tunesmith_controller::{Dispatcher, Life, Message, Parts, Suggester};
use tunesmith_space::Configuration;
use tunesmith_store::{DataDir, Store};
use tunesmith_study::{JobStatus, Study, TrialStatus, ValidSpec};

use crate::executor::SimExecutor;
use crate::memory_store::{CutOff, MemoryStore};
use crate::world::{SimClock, World};

/// What dies in a crash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Casualties {
    /// The controller alone; trials go on.
    Controller,
    /// Everything.
    Everything,
}

/// A line of the final table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The trial's number.
    pub number: u64,
    /// Its values.
    pub params: Configuration,
    /// How it ended.
    pub status: TrialStatus,
    /// Its observation.
    pub objective: Option<f64>,
}

/// One job in one world.
pub struct Simulation {
    /// The world.
    pub world: World,
    /// Its store.
    pub store: MemoryStore,
    data: DataDir,
    valid: ValidSpec,
    created: bool,
}

impl Simulation {
    /// A world around a job; `folder` is used for names only.
    ///
    /// # Panics
    /// When the folder cannot be made.
    pub fn new(world: World, valid: ValidSpec, folder: &Path) -> Self {
        let data = DataDir::create(folder, None).expect("a folder for the simulation");
        Self { world, store: MemoryStore::default(), data, valid, created: false }
    }

    /// Runs a session until nothing more happens, or until it is cut off; the study, unless it was.
    ///
    /// # Panics
    /// When the controller waits for something that will never happen.
    pub async fn session(&mut self, cut_off: Option<CutOff>) -> Option<Study> {
        self.store.set_cut_off(cut_off);
        let (queue, mut messages) = unbounded_channel();
        let (notices, _watcher) = unbounded_channel();
        let mut dispatcher = Dispatcher::new(Parts {
            store: Arc::new(self.store.clone()),
            executor: Arc::new(SimExecutor::new(self.world.clone(), queue.clone())),
            clock: Arc::new(SimClock(self.world.clone())),
            data: self.data.clone(),
            program: "tunesmith".into(),
            life: Life::Session,
            suggester: Suggester::Inline,
            cores: 4,
            queue,
            notices,
        });
        let job = if self.created {
            dispatcher.take_up(&self.valid.spec.name).await.ok()?
        } else {
            self.created = true;
            dispatcher.create(self.valid.clone()).await.ok()?
        };
        dispatcher.step([]).await.ok()?;
        while !dispatcher.is_idle() {
            let mut batch = drain(&mut messages);
            if batch.is_empty() {
                batch.extend(self.world.next().map(Message::Executor));
            }
            assert!(!batch.is_empty(), "the controller waits for something that will never happen");
            dispatcher.step(batch).await.ok()?;
        }
        dispatcher.study(job).cloned()
    }

    /// What a crash leaves.
    pub fn crash(&self, casualties: Casualties) {
        self.world.detach_all();
        if casualties == Casualties::Everything {
            self.world.kill_all();
        }
    }

    /// The job's state as the store has it.
    ///
    /// # Panics
    /// When there is no such job.
    pub async fn stored(&self) -> Study {
        self.store.load(&self.valid.spec.name).await.expect("the job").1
    }
}

fn drain(messages: &mut UnboundedReceiver<Message>) -> Vec<Message> {
    std::iter::from_fn(|| messages.try_recv().ok()).collect()
}

impl Row {
    /// The final table of a study.
    ///
    /// # Panics
    /// When the job is not over.
    pub fn table(study: &Study) -> Vec<Self> {
        assert_ne!(study.status(), JobStatus::InProgress);
        (study.trials().iter())
            .map(|t| Self { number: t.number, params: t.params.clone(), status: t.status, objective: t.objective })
            .collect()
    }
}
