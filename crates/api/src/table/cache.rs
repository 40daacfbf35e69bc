//! The tables of the jobs that are looked at.

use std::sync::{Arc, Mutex, PoisonError};

use tunesmith_store::{Charts as _, JobId, JobRow, SqlStore, StoreError, Views as _};

use super::Table;
use crate::live::trials_told_of;

/// Tables that are kept, the least recently used ones given up first: some megabytes each where there are ten thousand trials.
const KEPT: usize = 4;
/// From so many changed trials on the whole table is read anew.
const MANY: usize = 2_000;

/// Rows that are read at a time: as rows of the store ten thousand would take as much memory as all that is kept.
pub(crate) const PAGE: u64 = 500;

/// Tables by job, each brought up to date by the job's own log of events.
#[derive(Debug)]
pub(crate) struct Tables {
    store: Arc<SqlStore>,
    kept: Mutex<Vec<Kept>>,
    /// One reads at a time: two pages that open at once should not both read ten thousand rows.
    reading: tokio::sync::Mutex<()>,
}

#[derive(Debug, Clone)]
struct Kept {
    job: JobId,
    seq: u64,
    table: Arc<Table>,
}

impl Tables {
    pub(crate) fn new(store: Arc<SqlStore>) -> Self {
        Self { store, kept: Mutex::default(), reading: tokio::sync::Mutex::new(()) }
    }

    /// The trials of a job as they are now, and the last event that they know of.
    pub(crate) async fn of(&self, job: &JobRow) -> Result<(Arc<Table>, u64), StoreError> {
        let _turn = self.reading.lock().await;
        let same = |t: &Table| {
            t.parameters == job.spec.space.parameters && t.metrics.iter().eq(job.spec.metrics.iter().map(|m| &m.name))
        };
        let known = self.take(job.id).filter(|k| same(&k.table));
        // What happens while rows are read is read again with the next look.
        let seq = self.store.last_event(job.id).await?;
        let kept = match known {
            Some(kept) if kept.seq == seq => kept,
            Some(mut kept) => {
                let events = self.store.events_after(job.id, kept.seq).await?;
                let numbers = trials_told_of(&events);
                if numbers.len() > MANY {
                    self.read(job, seq).await?
                } else {
                    let trials = self.store.trials_of(job.id, &numbers).await?;
                    let table = Arc::make_mut(&mut kept.table);
                    for trial in &trials {
                        table.set(trial);
                    }
                    Kept { seq, ..kept }
                }
            }
            None => self.read(job, seq).await?,
        };
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        all.truncate(KEPT - 1);
        all.insert(0, kept.clone());
        Ok((kept.table, kept.seq))
    }

    fn take(&self, job: JobId) -> Option<Kept> {
        let mut all = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let place = all.iter().position(|k| k.job == job)?;
        Some(all.remove(place))
    }

    async fn read(&self, job: &JobRow, seq: u64) -> Result<Kept, StoreError> {
        let mut table = Table::new(job);
        let mut last = 0;
        loop {
            let page = self.store.trials_after(job.id, last, PAGE).await?;
            let Some(end) = page.last() else { break };
            last = end.number;
            for trial in &page {
                table.set(trial);
            }
        }
        Ok(Kept { job: job.id, seq, table: Arc::new(table) })
    }
}
