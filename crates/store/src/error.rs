//! What can go wrong with a store.

use std::path::PathBuf;

use crate::data_dir::LockHolder;

/// Why the store refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The directory cannot be made or written.
    #[error("cannot write {}: {source}; --data-dir names another place", path.display())]
    Unwritable {
        /// The directory.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// There is no data directory.
    #[error("there is no data directory {}; `tunesmith tune` makes one, or name another with --data-dir", path.display())]
    Absent {
        /// The directory.
        path: PathBuf,
    },
    /// Another controller owns the data directory.
    #[error("the data directory {} is in use by {holder}; wait for it, stop it, or use another with --data-dir", path.display())]
    InUse {
        /// The directory.
        path: PathBuf,
        /// Who.
        holder: LockHolder,
    },
    /// Written by a newer version.
    #[error("the store {} has format {found}, this Tunesmith knows formats up to {known}; use the newer Tunesmith that wrote it", path.display())]
    Newer {
        /// The database file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format known here.
        known: i64,
    },
    /// Another controller runs the job.
    #[error("the job `{job}` is run by {holder}; `tunesmith stop {job}` stops it, wherever that is")]
    JobInUse {
        /// The job.
        job: String,
        /// Who.
        holder: LockHolder,
    },
    /// The right to write this job went to another controller, which goes on with it.
    #[error("another controller has taken over the job `{job}`: this one had not been heard of for too long")]
    TakenOver {
        /// The job.
        job: String,
    },
    /// What one of the servers does for all is another's by now.
    #[error("{duty} are another server's now")]
    NotOnDuty {
        /// What.
        duty: String,
    },
    /// Not the address of a database.
    #[error("the address of the store: {reason}; it is written postgres://USER@HOST/DATABASE")]
    BadAddress {
        /// What is wrong with it.
        reason: String,
    },
    /// The server has no such database.
    #[error("there is no database {}; make it with createdb, Tunesmith does the rest", path.display())]
    NoDatabase {
        /// Its address.
        path: PathBuf,
    },
    /// The server does not let us in.
    #[error("the database {} does not let this user in: {reason}; the user is in the address, a password in PGPASSWORD", path.display())]
    Denied {
        /// Its address.
        path: PathBuf,
        /// In the words of the server.
        reason: String,
    },
    /// A database on a server cannot be reached now; another time it may.
    #[error("the database {} cannot be reached: {reason}", path.display())]
    Unreachable {
        /// Its address.
        path: PathBuf,
        /// In the words of whoever tried.
        reason: String,
    },
    /// The disk is full.
    #[error("the disk that holds {} is full; nothing recorded is lost: free some space, then resume", path.display())]
    Full {
        /// The database file.
        path: PathBuf,
    },
    /// Not a database, or damaged.
    #[error("{} is not a Tunesmith store, or is damaged: {reason}", path.display())]
    Damaged {
        /// The database file.
        path: PathBuf,
        /// What was found.
        reason: String,
    },
    /// No such job.
    #[error("there is no job `{0}`")]
    NoSuchJob(String),
    /// The name is taken.
    #[error("a job `{0}` exists already")]
    NameTaken(String),
    /// The database failed in another way.
    #[error("the store {} failed: {source}", path.display())]
    Database {
        /// The database file.
        path: PathBuf,
        /// The database's reason.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl StoreError {
    /// Whether the same may succeed at another time.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Full { .. } | Self::Unreachable { .. })
    }
}
