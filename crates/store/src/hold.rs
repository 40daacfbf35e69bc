//! The right to run jobs: of a data directory, or of single jobs in a database that controllers share.

use crate::data_dir::{ControllerLock, DataDir, LockHolder};
use crate::sql::{Membership, SqlStore};
use crate::{JobRow, StoreError};

/// The right to run jobs. With a file, all jobs of its data directory: one controller at a time. With a database of a server,
/// those that are taken up or made with it, each by a lease. Given back when dropped, or when the process ends in any way;
/// leases also by [`Hold::give_back`], which others need not wait for.
#[derive(Debug)]
pub struct Hold {
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Lock(ControllerLock),
    Leases(Membership),
}

impl Hold {
    /// Takes the right, or tells who has it, and opens the store. The verb and the job (empty: all of them, as a server) are shown to
    /// whoever comes second.
    pub async fn open(data: &DataDir, verb: &str, job: &str) -> Result<(Self, SqlStore), StoreError> {
        if data.server().is_none() {
            // First of all: whoever opens a file may bring it to a newer format.
            let hold = Self { kind: Kind::Lock(data.lock(verb, job)?) };
            return Ok((hold, data.store().await?));
        }
        let store = data.store().await?;
        Ok((Self::take(data, &store, verb, job).await?, store))
    }

    /// The same with a store that is open.
    pub async fn take(data: &DataDir, store: &SqlStore, verb: &str, job: &str) -> Result<Self, StoreError> {
        if data.server().is_none() {
            return Ok(Self { kind: Kind::Lock(data.lock(verb, job)?) });
        }
        store.bury_the_dead().await?;
        if !job.is_empty()
            && let Some(holder) = holder(data, store, job).await?
        {
            return Err(StoreError::JobInUse { job: job.to_owned(), holder });
        }
        Ok(Self { kind: Kind::Leases(store.join(verb, job).await?) })
    }

    /// Says anew what it is held for.
    pub fn describe(&mut self, verb: &str, job: &str) -> std::io::Result<()> {
        match &mut self.kind {
            Kind::Lock(lock) => lock.describe(verb, job),
            // Which job is whose stands in the database.
            Kind::Leases(_) => Ok(()),
        }
    }

    /// Where clients reach whoever has it.
    pub async fn reached_at(&self, store: &SqlStore, url: &str) -> Result<(), StoreError> {
        match &self.kind {
            Kind::Lock(_) => Ok(()),
            Kind::Leases(_) => store.reached_at(url).await,
        }
    }

    /// Gives it back: what waits for it need not wait until a lease runs out.
    pub async fn give_back(self, store: &SqlStore) {
        match self.kind {
            Kind::Lock(lock) => drop(lock),
            Kind::Leases(membership) => store.leave(membership).await,
        }
    }
}

/// Who runs a job now, if anybody does.
pub async fn holder(data: &DataDir, store: &SqlStore, job: &str) -> Result<Option<LockHolder>, StoreError> {
    if data.server().is_none() { Ok(data.lock_holder()) } else { store.job_holder(job).await }
}

/// Whether a job that is not over has nobody who runs it.
pub async fn is_interrupted(data: &DataDir, store: &SqlStore, job: &JobRow) -> Result<bool, StoreError> {
    Ok(!job.status.is_over() && holder(data, store, &job.spec.name).await?.is_none())
}
