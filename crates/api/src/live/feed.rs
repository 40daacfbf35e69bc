//! What happens to one job.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{broadcast, watch};
use tokio::time::{sleep, timeout};
use tunesmith_store::{Charts as _, JobRow, SqlStore, TrialRow, Views as _};
use tunesmith_study::Recorded;

/// Shortest time between two pieces of news: nobody reads faster, and a job of short trials has hundreds of steps a second.
const PAUSE: Duration = Duration::from_millis(250);
/// How often it is looked where no step is told of: another process runs the job, or the job is over and may be gone.
const LOOK: Duration = Duration::from_millis(500);
/// Pieces of news that a slow reader may be behind.
const BEHIND: usize = 32;

/// From so many changed trials on a page reads its job anew.
pub(crate) const MANY: usize = 400;

/// A job and what became of its trials.
#[derive(Debug, Clone)]
pub(crate) enum News {
    /// Between these two places in its log; who has not read as far as the first one has missed something.
    /// Without trials where they are too many: who looks reads the job anew.
    Changed { from: u64, seq: u64, job: Box<JobRow>, trials: Option<Vec<TrialRow>> },
    /// It was taken out of sight.
    Gone,
}

/// What happens to one job, told to all who watch it.
#[derive(Debug)]
pub(crate) struct Feed {
    sender: broadcast::Sender<Arc<News>>,
}

impl Feed {
    pub(super) fn start(store: Arc<SqlStore>, name: String, changes: Option<watch::Receiver<u64>>) -> Arc<Self> {
        let (sender, _) = broadcast::channel(BEHIND);
        let feed = Arc::new(Self { sender: sender.clone() });
        let alive = Arc::downgrade(&feed);
        tokio::spawn(async move {
            let mut changes = changes;
            let mut known: Option<(u64, i64)> = None;
            while alive.strong_count() > 0 {
                match look(&store, &name, &mut known).await {
                    Ok(Some(news)) => drop(sender.send(Arc::new(news))),
                    Ok(None) => {}
                    // It will be looked again.
                    Err(error) => tracing::warn!(job = name, %error, "its changes could not be read"),
                }
                sleep(PAUSE).await;
                match &mut changes {
                    // A step of any job wakes it; a second at most passes unseen.
                    Some(changes) => drop(timeout(2 * LOOK, changes.changed()).await),
                    None => sleep(LOOK.saturating_sub(PAUSE)).await,
                }
            }
        });
        feed
    }

    pub(crate) fn subscribe(&self) -> broadcast::Receiver<Arc<News>> {
        self.sender.subscribe()
    }
}

/// Numbers of the trials that events are about, each once, in order.
pub(crate) fn trials_told_of(events: &[Recorded]) -> Vec<u64> {
    let mut numbers: Vec<u64> = events.iter().filter_map(|e| e.event.trial()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

/// What changed since, if anything did.
async fn look(
    store: &SqlStore,
    name: &str,
    known: &mut Option<(u64, i64)>,
) -> Result<Option<News>, tunesmith_store::StoreError> {
    let Some(job) = store.shown(name).await? else { return Ok(Some(News::Gone)) };
    let Some((from, updated)) = *known else {
        // Whoever watches has read what was before, or sees by this that it has not.
        let seq = store.last_event(job.id).await?;
        *known = Some((seq, job.updated_ms));
        return Ok(Some(News::Changed { from: seq, seq, job: Box::new(job), trials: Some(Vec::new()) }));
    };
    let events = store.events_after(job.id, from).await?;
    let Some(last) = events.last() else {
        if job.updated_ms == updated {
            return Ok(None);
        }
        *known = Some((from, job.updated_ms));
        return Ok(Some(News::Changed { from, seq: from, job: Box::new(job), trials: Some(Vec::new()) }));
    };
    let seq = last.seq;
    let numbers = trials_told_of(&events);
    let trials = if numbers.len() > MANY { None } else { Some(store.trials_of(job.id, &numbers).await?) };
    *known = Some((seq, job.updated_ms));
    Ok(Some(News::Changed { from, seq, job: Box::new(job), trials }))
}
