//! The store on one SQLite file.

mod catalogue;
mod charts;
mod migrate;
mod read;
mod write;

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::query::Query;
use sqlx::sqlite::{
    Sqlite, SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions, SqlitePool};
use tokio::sync::Mutex;

use crate::StoreError;

/// How long a statement waits for another process's transaction.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The store on one SQLite file, in WAL mode: one writer, readers beside it.
#[derive(Debug)]
pub struct SqliteStore {
    path: PathBuf,
    options: SqliteConnectOptions,
    writer: Mutex<SqliteConnection>,
    pool: SqlitePool,
}

impl SqliteStore {
    /// Opens the file, makes it where it is absent, and brings it to the newest format. Refuses a newer format and
    /// leaves it untouched.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(BUSY_TIMEOUT)
            .disable_statement_logging();
        let failed = |error| database_error(path, error);
        let mut writer = options.connect().await.map_err(failed)?;
        migrate::migrate(path, &mut writer).await?;
        let pool = SqlitePoolOptions::new()
            .max_connections(4)
            .test_before_acquire(false)
            .connect_lazy_with(options.clone().create_if_missing(false));
        Ok(Self { path: path.to_owned(), options, writer: Mutex::new(writer), pool })
    }

    /// Brings everything into the one file, which can then be copied alone. Not needed for safety: what was committed is
    /// kept without it.
    pub async fn settle(&self) -> Result<(), StoreError> {
        let mut writer = self.writer.lock().await;
        sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").execute(&mut *writer).await.map_err(|e| self.error(e))?;
        Ok(())
    }

    /// What a write that failed leaves is a connection in the middle of a transaction, or not: SQLite has given some up by
    /// itself (on a full disk), and then it cannot be rolled back. A new one knows where it is.
    async fn renew(&self, writer: &mut SqliteConnection, failed: sqlx::Error) -> StoreError {
        if let Ok(fresh) = self.options.connect().await {
            *writer = fresh;
        }
        self.error(failed)
    }

    /// One change outside of a job's steps.
    async fn change(&self, sql: Query<'_, Sqlite, SqliteArguments>) -> Result<(), StoreError> {
        let mut writer = self.writer.lock().await;
        sql.execute(&mut *writer).await.map_err(|e| self.error(e))?;
        Ok(())
    }

    fn error(&self, error: sqlx::Error) -> StoreError {
        database_error(&self.path, error)
    }

    fn damaged(&self, reason: &impl ToString) -> StoreError {
        StoreError::Damaged { path: self.path.clone(), reason: reason.to_string() }
    }
}

/// SQLite's result codes that have a meaning of their own for users.
fn database_error(path: &Path, error: sqlx::Error) -> StoreError {
    let path = path.to_owned();
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code).and_then(|c| c.parse::<i64>().ok());
    // Where its shared memory cannot grow (IOERR_SHMSIZE), the disk is as full.
    if code == Some(4874) {
        return StoreError::Full { path };
    }
    // The low byte is the primary code: 8 READONLY, 11 CORRUPT, 13 FULL, 14 CANTOPEN, 26 NOTADB.
    match code.map(|c| c & 0xff) {
        Some(13) => StoreError::Full { path },
        Some(11 | 26) => StoreError::Damaged { path, reason: error.to_string() },
        Some(8 | 14) => StoreError::Unwritable { path, source: std::io::Error::other(error.to_string()) },
        _ => StoreError::Database { path, source: Box::new(error) },
    }
}
