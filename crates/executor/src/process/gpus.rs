//! Which GPUs there are, and who has them.

use std::collections::BTreeSet;
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

/// The GPUs that a run may use: those that `nvidia-smi` lists, cut down to `CUDA_VISIBLE_DEVICES` where it is set.
pub fn visible_gpus() -> Vec<u32> {
    let output = Command::new("nvidia-smi").args(["--query-gpu=index", "--format=csv,noheader"]).output();
    let Ok(output) = output else { return Vec::new() };
    if !output.status.success() {
        return Vec::new();
    }
    let listed = String::from_utf8_lossy(&output.stdout).lines().filter_map(|l| l.trim().parse().ok()).collect();
    match std::env::var("CUDA_VISIBLE_DEVICES") {
        Ok(allowed) => restrict(listed, &allowed),
        Err(_) => listed,
    }
}

fn restrict(listed: Vec<u32>, allowed: &str) -> Vec<u32> {
    let allowed: Vec<u32> = allowed.split(',').filter_map(|a| a.trim().parse().ok()).collect();
    listed.into_iter().filter(|g| allowed.contains(g)).collect()
}

/// GPUs that are given out one run at a time.
#[derive(Debug, Clone)]
pub(crate) struct GpuPool {
    free: Arc<Mutex<BTreeSet<u32>>>,
    returned: Arc<Notify>,
}

/// GPUs that one run has; they go back when this is dropped.
#[derive(Debug)]
pub(crate) struct GpuClaim {
    gpus: Vec<u32>,
    pool: GpuPool,
}

impl GpuPool {
    pub(crate) fn new(gpus: impl IntoIterator<Item = u32>) -> Self {
        Self { free: Arc::new(Mutex::new(gpus.into_iter().collect())), returned: Arc::new(Notify::new()) }
    }

    /// Waits for `count` GPUs. Asking for more than there are waits for ever; who launches checks that first.
    pub(crate) async fn claim(&self, count: u32) -> GpuClaim {
        loop {
            let returned = self.returned.notified();
            if let Some(gpus) = self.try_take(count) {
                return GpuClaim { gpus, pool: self.clone() };
            }
            returned.await;
        }
    }

    fn try_take(&self, count: u32) -> Option<Vec<u32>> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let gpus: Vec<u32> = free.iter().copied().take(count as usize).collect();
        if gpus.len() < count as usize {
            return None;
        }
        for gpu in &gpus {
            free.remove(gpu);
        }
        Some(gpus)
    }

    /// The claim of a run that was started by somebody else.
    pub(crate) fn reclaim(&self, gpus: Vec<u32>) -> GpuClaim {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        for gpu in &gpus {
            free.remove(gpu);
        }
        GpuClaim { gpus, pool: self.clone() }
    }
}

impl GpuClaim {
    pub(crate) fn ids(&self) -> Vec<u32> {
        self.gpus.clone()
    }

    /// For `CUDA_VISIBLE_DEVICES`; none where no GPU was asked for.
    pub(crate) fn variable(&self) -> Option<String> {
        let ids: Vec<String> = self.gpus.iter().map(ToString::to_string).collect();
        (!ids.is_empty()).then(|| ids.join(","))
    }

    /// The GPUs named by such a variable.
    pub(crate) fn parse(variable: &str) -> Vec<u32> {
        variable.split(',').filter_map(|g| g.parse().ok()).collect()
    }
}

impl Drop for GpuClaim {
    fn drop(&mut self) {
        self.pool.free.lock().unwrap_or_else(PoisonError::into_inner).extend(self.gpus.drain(..));
        self.pool.returned.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visible_devices_cut_the_list_down() {
        assert_eq!(restrict(vec![0, 1, 2, 3], "1, 3"), [1, 3]);
        assert_eq!(restrict(vec![0, 1], ""), [0; 0]);
    }

    #[tokio::test]
    async fn gpus_are_given_out_once_and_come_back() {
        let pool = GpuPool::new([0, 1, 2]);
        let first = pool.claim(2).await;
        assert_eq!(first.variable().as_deref(), Some("0,1"));
        assert!(pool.try_take(2).is_none());
        let waiting = tokio::spawn({
            let pool = pool.clone();
            async move { pool.claim(2).await.variable() }
        });
        drop(first);
        assert!(waiting.await.expect("no panic").is_some());
    }
}
