//! A variant: processes of one model, and the requests that wait for them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep, timeout_at};

use crate::counts::Counter;
use crate::forward::{Client, Invocation, InvokeError, Invoked, Sent};
use crate::hosting::Limits;
use crate::process::{Process, State};

/// A process that does not listen though it did a moment ago is left alone for so long.
const AGAIN: Duration = Duration::from_millis(20);
/// Bytes of a model's own error that are told.
const SHOWN: usize = 1024;

/// A variant as it runs.
pub(crate) struct VariantFleet {
    pub(crate) name: String,
    /// As the bits of a real number.
    weight: AtomicU64,
    pub(crate) processes: RwLock<Vec<Arc<Process>>>,
    pub(crate) counter: Arc<Counter>,
    /// Told when a process stands otherwise or has answered.
    pub(crate) changed: Arc<Notify>,
    waiting: AtomicUsize,
    /// Where the search for a process starts, so that those with equally few requests take turns.
    turn: AtomicUsize,
}

/// A request in a process: counted as long as it lasts.
struct Busy<'a> {
    process: &'a Process,
    changed: &'a Notify,
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        self.process.busy.fetch_sub(1, Ordering::AcqRel);
        self.changed.notify_one();
    }
}

/// A request that waits: counted as long as it does.
struct Waiting<'a>(&'a AtomicUsize);

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl VariantFleet {
    pub(crate) fn new(name: String, weight: f64, counter: Arc<Counter>, changed: Arc<Notify>) -> Self {
        let weight = AtomicU64::new(weight.to_bits());
        Self {
            name,
            weight,
            processes: RwLock::default(),
            counter,
            changed,
            waiting: AtomicUsize::new(0),
            turn: AtomicUsize::new(0),
        }
    }

    pub(crate) fn weight(&self) -> f64 {
        f64::from_bits(self.weight.load(Ordering::Relaxed))
    }

    pub(crate) fn set_weight(&self, weight: f64) {
        self.weight.store(weight.to_bits(), Ordering::Relaxed);
    }

    pub(crate) fn processes(&self) -> Vec<Arc<Process>> {
        self.processes.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Requests that are waiting or being answered.
    pub(crate) fn in_flight(&self) -> usize {
        let busy: usize = self.processes().iter().map(|p| p.busy.load(Ordering::Acquire)).sum();
        busy + self.waiting.load(Ordering::Acquire)
    }

    /// How many processes answer.
    pub(crate) fn ready(&self) -> usize {
        self.processes().iter().filter(|p| p.port().is_some()).count()
    }

    /// The ready process with the fewest requests, if one may have another.
    fn claim(&self, most: usize) -> Option<(Arc<Process>, u16)> {
        let processes = self.processes.read().unwrap_or_else(PoisonError::into_inner);
        let first = self.turn.fetch_add(1, Ordering::Relaxed) % processes.len().max(1);
        let (before, from) = processes.split_at(first);
        let ready = from.iter().chain(before).filter_map(|p| Some((p, p.port()?)));
        let (process, port) = ready.min_by_key(|(p, _)| p.busy.load(Ordering::Acquire))?;
        // Two that see the same number may both go: one more than the most is no harm.
        (process.busy.load(Ordering::Acquire) < most).then(|| {
            process.busy.fetch_add(1, Ordering::AcqRel);
            (Arc::clone(process), port)
        })
    }

    /// Answers a request by one of its processes.
    pub(crate) async fn invoke(
        &self,
        client: &Client,
        invocation: &Invocation,
        limits: &Limits,
        now_ms: i64,
    ) -> Result<Invoked, InvokeError> {
        let begun = Instant::now();
        let deadline = begun + limits.patience;
        loop {
            let (process, port) = self.wait_for_process(limits, deadline).await?;
            let busy = Busy { process: &process, changed: &self.changed };
            let left = deadline.saturating_duration_since(Instant::now());
            let sent = client.send(port, invocation, left, limits.response_bytes).await;
            drop(busy);
            match sent {
                Sent::Refused => sleep(AGAIN).await,
                Sent::Answered { status, answer, took } => {
                    process.answered.fetch_add(1, Ordering::Relaxed);
                    self.counter.add(now_ms, Some(status), took, begun.elapsed());
                    if (200..300).contains(&status) {
                        return Ok(Invoked { variant: self.name.clone(), ..answer });
                    }
                    let text = String::from_utf8_lossy(&answer.body[..answer.body.len().min(SHOWN)]).into_owned();
                    return Err(InvokeError::Model { variant: self.name.clone(), status, message: text });
                }
                Sent::Lost(message) => {
                    self.counter.add(now_ms, None, Duration::ZERO, begun.elapsed());
                    return Err(InvokeError::Model { variant: self.name.clone(), status: 0, message });
                }
            }
        }
    }

    async fn wait_for_process(&self, limits: &Limits, deadline: Instant) -> Result<(Arc<Process>, u16), InvokeError> {
        if let Some(claimed) = self.claim(limits.at_once) {
            return Ok(claimed);
        }
        let waiting = self.waiting.fetch_add(1, Ordering::AcqRel);
        let _waiting = Waiting(&self.waiting);
        if waiting >= limits.queue {
            return Err(InvokeError::Overloaded { variant: self.name.clone(), waiting });
        }
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            // Listening before looking: what changes in between is not missed.
            changed.as_mut().enable();
            if let Some(claimed) = self.claim(limits.at_once) {
                return Ok(claimed);
            }
            let gone = self.processes().iter().all(|p| matches!(p.state(), State::Over | State::Failed(_)));
            if gone || timeout_at(deadline, changed).await.is_err() {
                let seconds = limits.patience.as_secs();
                return Err(InvokeError::NotReady { variant: self.name.clone(), seconds });
            }
        }
    }
}
