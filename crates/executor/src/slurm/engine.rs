//! A Slurm cluster, as whoever launches runs sees it.

use std::path::PathBuf;

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::manager::{Manager, Order};
use crate::engine::{Engine, EngineParts};
use crate::run::{RunId, RunSpec};

/// Runs commands as jobs of Slurm. One task has them all in its hands.
#[derive(Debug)]
pub(crate) struct SlurmEngine {
    orders: UnboundedSender<Order>,
}

impl SlurmEngine {
    pub(crate) fn new(parts: EngineParts) -> Self {
        let (orders, taken) = unbounded_channel();
        tokio::spawn(Manager::new(parts).work(taken));
        Self { orders }
    }

    fn order(&self, order: Order) {
        // The manager ends after its last sender, which is ours.
        let _ = self.orders.send(order);
    }
}

impl Engine for SlurmEngine {
    fn launch(&self, run: RunId, spec: RunSpec) {
        self.order(Order::Launch(run, Box::new(spec)));
    }

    fn adopt(&self, run: RunId, folder: PathBuf) {
        self.order(Order::Adopt(run, folder));
    }

    fn stop(&self, run: RunId) {
        self.order(Order::Stop(run));
    }

    fn forget(&self, run: RunId) {
        self.order(Order::Forget(run));
    }
}
