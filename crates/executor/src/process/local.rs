//! What this machine gives to runs: slots and GPUs.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::gpus::{GpuClaim, GpuPool};

/// The slots and GPUs of this machine, for whoever runs something on it.
#[derive(Debug, Clone)]
pub(crate) struct Local {
    gpus: GpuPool,
    /// How many runs there may be at once; none: as many as are launched.
    slots: Option<Arc<Semaphore>>,
}

/// What one run has; it goes back when this is dropped.
#[derive(Debug)]
pub(crate) struct LocalClaim {
    _slot: Option<OwnedSemaphorePermit>,
    gpus: GpuClaim,
}

impl Local {
    pub(crate) fn new(gpus: Vec<u32>, slots: Option<usize>) -> Self {
        Self { gpus: GpuPool::new(gpus), slots: slots.map(|n| Arc::new(Semaphore::new(n))) }
    }

    /// Waits for a slot and so many GPUs.
    pub(crate) async fn claim(&self, gpus: u32) -> LocalClaim {
        let slot = match &self.slots {
            // Nobody closes the semaphore.
            Some(slots) => Arc::clone(slots).acquire_owned().await.ok(),
            None => None,
        };
        LocalClaim { _slot: slot, gpus: self.gpus.claim(gpus).await }
    }

    /// The claim of a run that was started by somebody else, whether there is a slot for it or not.
    pub(crate) fn reclaim(&self, gpus: Vec<u32>) -> LocalClaim {
        let slot = self.slots.as_ref().and_then(|slots| Arc::clone(slots).try_acquire_owned().ok());
        LocalClaim { _slot: slot, gpus: self.gpus.reclaim(gpus) }
    }
}

impl LocalClaim {
    /// For `CUDA_VISIBLE_DEVICES`; none where no GPU was asked for.
    pub(super) fn variable(&self) -> Option<String> {
        self.gpus.variable()
    }

    /// The GPUs by index.
    #[cfg_attr(
        not(any(feature = "ray", feature = "container")),
        expect(dead_code, reason = "engines of this machine alone need it")
    )]
    pub(crate) fn gpus(&self) -> Vec<u32> {
        self.gpus.ids()
    }
}
