//! What changes, as it changes: one reader a job, however many watch.

mod feed;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tokio::sync::watch;
use tunesmith_store::{JobId, SqlStore};

pub(crate) use feed::{Feed, MANY, News, trials_told_of};

/// The feeds of the jobs that are watched.
#[derive(Debug)]
pub(crate) struct Live {
    store: Arc<SqlStore>,
    /// Changes with each step that a controller of this process records; none where it is in another.
    changes: Option<watch::Receiver<u64>>,
    jobs: Mutex<HashMap<JobId, Weak<Feed>>>,
    closing: watch::Sender<bool>,
}

impl Live {
    pub(crate) fn new(store: Arc<SqlStore>, changes: Option<watch::Receiver<u64>>) -> Self {
        Self { store, changes, jobs: Mutex::default(), closing: watch::Sender::new(false) }
    }

    /// The feed of a job, which lives as long as somebody holds it.
    pub(crate) fn of(&self, name: &str, job: JobId) -> Arc<Feed> {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(feed) = jobs.get(&job).and_then(Weak::upgrade) {
            return feed;
        }
        jobs.retain(|_, feed| feed.strong_count() > 0);
        let feed = Feed::start(Arc::clone(&self.store), name.to_owned(), self.changes.clone());
        jobs.insert(job, Arc::downgrade(&feed));
        feed
    }

    /// Something that changes with each step of a controller of this process.
    pub(crate) fn changes(&self) -> Option<watch::Receiver<u64>> {
        self.changes.clone()
    }

    /// True once the server ends.
    pub(crate) fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    pub(crate) fn close(&self) {
        self.closing.send_replace(true);
    }
}
