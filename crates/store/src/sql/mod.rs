//! The store on a database: a file of SQLite, or a server of PostgreSQL.

mod catalogue;
mod charts;
mod database;
mod migrate;
mod read;
mod write;

use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use tokio::sync::Mutex;

use self::database::{Arg, Database, Writer};
use crate::StoreError;

/// How long a statement waits for another process's transaction.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// The store on a database. On a file of SQLite, in WAL mode: one writer, readers beside it.
#[derive(Debug)]
pub struct SqlStore {
    db: Database,
}

impl SqlStore {
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
        migrate::sqlite(path, &mut writer).await?;
        let readers = SqlitePoolOptions::new()
            .max_connections(4)
            .test_before_acquire(false)
            .connect_lazy_with(options.clone().create_if_missing(false));
        let (path, writer) = (path.to_owned(), Mutex::new(Writer::new(writer)));
        Ok(Self { db: Database::Sqlite { path, options: Box::new(options), writer, readers } })
    }

    /// Connects to a server of PostgreSQL by its address (`postgres://user@host/database`), and brings the database to the
    /// newest format. Refuses a newer one and leaves it untouched.
    pub async fn connect(address: &str) -> Result<Self, StoreError> {
        let options: PgConnectOptions = address.parse().map_err(|e| database_error(Path::new("postgres"), e))?;
        // Without what may be secret.
        let database = options.get_database().unwrap_or_default();
        let name = PathBuf::from(format!("postgres://{}:{}/{database}", options.get_host(), options.get_port()));
        let failed = |error| database_error(&name, error);
        let pool = PgPoolOptions::new().max_connections(16).connect_with(options).await.map_err(failed)?;
        migrate::postgres(&name, &pool).await?;
        Ok(Self { db: Database::Postgres { name, pool } })
    }

    /// Brings everything into the one file, which can then be copied alone. Not needed for safety: what was committed is
    /// kept without it.
    pub async fn settle(&self) -> Result<(), StoreError> {
        self.db.settle().await.map_err(|e| self.failed(e))
    }

    /// One change outside of a job's steps.
    async fn change(&self, sql: &'static str, args: Vec<Arg>) -> Result<(), StoreError> {
        self.db.change(sql, args).await.map_err(|e| self.failed(e))
    }

    fn failed(&self, error: sqlx::Error) -> StoreError {
        database_error(self.db.name(), error)
    }

    fn damaged(&self, reason: &impl ToString) -> StoreError {
        StoreError::Damaged { path: self.db.name().to_owned(), reason: reason.to_string() }
    }
}

/// Result codes that have a meaning of their own for users.
fn database_error(path: &Path, error: sqlx::Error) -> StoreError {
    let path = path.to_owned();
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code).map(std::borrow::Cow::into_owned);
    // PostgreSQL's codes have five characters: 53100 is a full disk.
    if code.as_deref() == Some("53100") {
        return StoreError::Full { path };
    }
    let code = code.filter(|code| code.len() < 5).and_then(|c| c.parse::<i64>().ok());
    // Where SQLite's shared memory cannot grow (IOERR_SHMSIZE), the disk is as full.
    if code == Some(4874) {
        return StoreError::Full { path };
    }
    // The low byte is SQLite's primary code: 8 READONLY, 11 CORRUPT, 13 FULL, 14 CANTOPEN, 26 NOTADB.
    match code.map(|c| c & 0xff) {
        Some(13) => StoreError::Full { path },
        Some(11 | 26) => StoreError::Damaged { path, reason: error.to_string() },
        Some(8 | 14) => StoreError::Unwritable { path, source: std::io::Error::other(error.to_string()) },
        _ => StoreError::Database { path, source: Box::new(error) },
    }
}
