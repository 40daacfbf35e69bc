//! An executor on virtual time.

use std::path::PathBuf;

use tokio::sync::mpsc::UnboundedSender;
use tunesmith_controller::Message;
use tunesmith_executor::{Executor, ExecutorEvent, Exit, Outcome, Place, RunId, RunSpec, SetupSpec};

use crate::world::World;

/// Runs in a [`World`].
pub struct SimExecutor {
    world: World,
    queue: UnboundedSender<Message>,
}

impl SimExecutor {
    /// An executor that tells `queue`.
    pub fn new(world: World, queue: UnboundedSender<Message>) -> Self {
        Self { world, queue }
    }

    fn tell(&self, event: ExecutorEvent) {
        // A controller that was cut off hears nothing.
        let _ = self.queue.send(Message::Executor(event));
    }
}

impl Executor for SimExecutor {
    fn prepare(&self, run: RunId, _setup: SetupSpec) {
        self.tell(ExecutorEvent::Prepared { run, result: Ok(Some(0)) });
    }

    fn launch(&self, run: RunId, spec: RunSpec) {
        self.world.start(run, &spec);
    }

    fn adopt(&self, run: RunId, folder: PathBuf, _place: Option<&Place>) {
        if !self.world.attach(run, &folder) {
            self.tell(ExecutorEvent::Ended { run, exit: Exit::without_output(Outcome::Interrupted) });
        }
    }

    fn stop(&self, run: RunId) {
        self.world.stop(run);
    }

    // Nobody else is there to take anything up.
    fn forget(&self, _: RunId) {}
}
