//! The data directory: one database, one folder a job, one lock.

use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use crate::StoreError;
use crate::sql::SqlStore;

/// Where a controller keeps everything: `store.db`, `controller.lock`, `jobs/<name>/trials/<number>/<attempt>/`.
#[derive(Debug, Clone)]
pub struct DataDir {
    root: PathBuf,
    /// The database's address, where it is no file in here.
    server: Option<String>,
}

/// The right to write: one controller a data directory. Given back when dropped, or when the process ends in any way.
#[derive(Debug)]
pub(crate) struct ControllerLock {
    file: File,
}

impl ControllerLock {
    /// Says what it is held for; shown to whoever comes second.
    pub(crate) fn describe(&mut self, verb: &str, job: &str) -> std::io::Result<()> {
        self.file.set_len(0)?;
        self.file.rewind()?;
        let what = [verb, job].join(" ");
        write!(self.file, "{job}\ntunesmith {} (process {})", what.trim_end(), std::process::id())
    }
}

/// Who holds the lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockHolder {
    /// The job it runs; empty for one that runs all of them.
    pub job: String,
    /// Process id and purpose, as the holder wrote it.
    pub note: String,
}

impl LockHolder {
    /// Whether it runs all jobs of the data directory.
    pub fn serves(&self) -> bool {
        self.job.is_empty() && !self.note.is_empty()
    }

    /// Whether requests about this job reach it.
    pub fn runs(&self, job: &str) -> bool {
        self.job == job || self.serves()
    }
}

impl fmt::Display for LockHolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.note.is_empty() { f.write_str("another tunesmith") } else { f.write_str(&self.note) }
    }
}

impl DataDir {
    /// Makes the directory where it is absent, and shows that it can be written. `server` is the address of a database that keeps
    /// the store in place of a file in here.
    pub fn create(root: &Path, server: Option<&str>) -> Result<Self, StoreError> {
        let unwritable = |source| StoreError::Unwritable { path: root.to_owned(), source };
        fs::create_dir_all(root.join("jobs")).map_err(unwritable)?;
        // Version control should not see run-time state, wherever the directory is made.
        let ignore = root.join(".gitignore");
        if !ignore.exists() {
            fs::write(ignore, "*\n").map_err(unwritable)?;
        }
        let root = root.canonicalize().map_err(unwritable)?;
        Ok(Self { root, server: server.map(str::to_owned) })
    }

    /// The directory, which must be there; with a database of a server it need not, as jobs are not in it.
    pub fn open(root: &Path, server: Option<&str>) -> Result<Self, StoreError> {
        let absent = |_| StoreError::Absent { path: root.to_owned() };
        if let Some(server) = server {
            let root = root.canonicalize().or_else(|_| std::path::absolute(root)).map_err(absent)?;
            return Ok(Self { root, server: Some(server.to_owned()) });
        }
        let root = root.canonicalize().map_err(absent)?;
        if !root.join("store.db").is_file() {
            return Err(StoreError::Absent { path: root });
        }
        Ok(Self { root, server: None })
    }

    /// The address of the database that keeps the store, where it is no file in here.
    pub fn server(&self) -> Option<&str> {
        self.server.as_deref()
    }

    /// The directory itself, absolute.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Opens the store: the file in here, or the database of a server.
    pub async fn store(&self) -> Result<SqlStore, StoreError> {
        match &self.server {
            Some(address) => SqlStore::connect(address).await,
            None => SqlStore::open(&self.root.join("store.db")).await,
        }
    }

    /// Where buckets and keys are.
    pub fn objects(&self) -> PathBuf {
        self.root.join("objects")
    }

    /// The folder of a job.
    pub fn job(&self, name: &str) -> PathBuf {
        self.root.join("jobs").join(name)
    }

    /// The folder of one attempt at a trial.
    pub fn attempt(&self, job: &str, trial: u64, attempt: u32) -> PathBuf {
        self.job(job).join("trials").join(trial.to_string()).join(attempt.to_string())
    }

    /// Takes the right to write, or tells who has it. The verb and the job (empty: all of them) are shown to whoever comes
    /// second.
    pub(crate) fn lock(&self, verb: &str, job: &str) -> Result<ControllerLock, StoreError> {
        let unwritable = |source| StoreError::Unwritable { path: self.root.clone(), source };
        let path = self.root.join("controller.lock");
        let mut file =
            File::options().create(true).truncate(false).read(true).write(true).open(path).map_err(unwritable)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::InUse { path: self.root.clone(), holder: read_holder(&mut file) });
            }
            Err(TryLockError::Error(source)) => return Err(unwritable(source)),
        }
        let mut lock = ControllerLock { file };
        lock.describe(verb, job).map_err(unwritable)?;
        Ok(lock)
    }

    /// Who holds the right to write now, if anybody does.
    pub(crate) fn lock_holder(&self) -> Option<LockHolder> {
        let mut file = File::options().read(true).write(true).open(self.root.join("controller.lock")).ok()?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => Some(read_holder(&mut file)),
            _ => None,
        }
    }
}

fn read_holder(file: &mut File) -> LockHolder {
    let mut text = String::new();
    // A holder that cannot be read is still a holder.
    let _ = file.read_to_string(&mut text);
    let (job, note) = text.split_once('\n').unwrap_or_default();
    LockHolder { job: job.to_owned(), note: note.to_owned() }
}
