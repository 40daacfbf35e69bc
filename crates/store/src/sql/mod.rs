//! The store on a database: a file of SQLite, or a server of PostgreSQL.

mod catalogue;
mod charts;
mod database;
mod leases;
mod migrate;
mod read;
mod write;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};
use tokio::sync::Mutex;

use self::database::{Arg, Database, Row, Writer};
use self::leases::Leases;
pub(crate) use self::leases::Membership;
pub use self::leases::{Controller, Duty};
use crate::StoreError;

/// How long a statement waits for another process's transaction.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a statement waits for a connection to a server.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Connections to a server at most.
const CONNECTIONS: u32 = 16;

/// The store on a database. On a file of SQLite, in WAL mode: one writer, readers beside it.
#[derive(Debug)]
pub struct SqlStore {
    db: Database,
    /// Jobs that are this controller's, where several share the database.
    leases: Arc<Leases>,
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
        let db = Database::Sqlite { path, options: Box::new(options), writer, readers };
        Ok(Self { db, leases: Arc::default() })
    }

    /// Connects to a server of PostgreSQL by its address (`postgres://user@host/database`), and brings the database to the
    /// newest format. Refuses a newer one and leaves it untouched.
    pub async fn connect(address: &str) -> Result<Self, StoreError> {
        let bad = |reason: String| StoreError::BadAddress { reason };
        if !["postgres://", "postgresql://"].iter().any(|scheme| address.starts_with(scheme)) {
            return Err(bad("it does not begin with postgres://".to_owned()));
        }
        let options: PgConnectOptions = address.parse().map_err(|e: sqlx::Error| bad(e.to_string()))?;
        let options = options.disable_statement_logging();
        // Without what may be secret.
        let database = options.get_database().unwrap_or_default();
        let name = PathBuf::from(format!("postgres://{}:{}/{database}", options.get_host(), options.get_port()));
        let failed = |error| database_error(&name, error);
        // A pool would tell of a connection that cannot be made that it waited in vain.
        let first = tokio::time::timeout(CONNECT_TIMEOUT, options.connect()).await;
        let first = first.unwrap_or_else(|_| Err(std::io::Error::from(std::io::ErrorKind::TimedOut).into()));
        first.map_err(failed)?.close().await.map_err(failed)?;
        let pool = PgPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(CONNECT_TIMEOUT);
        let pool = pool.connect_lazy_with(options.clone());
        migrate::postgres(&name, &pool).await?;
        let db = Database::Postgres { name, options: Box::new(options), pool };
        Ok(Self { db, leases: Arc::default() })
    }

    /// Brings everything into the one file, which can then be copied alone. Not needed for safety: what was committed is
    /// kept without it.
    pub async fn settle(&self) -> Result<(), StoreError> {
        self.db.settle().await.map_err(|e| self.failed(e))
    }

    /// The address of the database's server, without what may be secret; none where it is a file.
    pub fn server(&self) -> Option<String> {
        self.is_shared().then(|| self.db.name().display().to_string())
    }

    /// Whether several controllers can share it.
    pub fn is_shared(&self) -> bool {
        matches!(self.db, Database::Postgres { .. })
    }

    /// Bytes that the database takes.
    pub async fn bytes(&self) -> Result<u64, StoreError> {
        self.db.bytes().await.map_err(|e| self.failed(e))
    }

    /// One change outside of a job's steps.
    async fn change(&self, sql: &'static str, args: Vec<Arg>) -> Result<(), StoreError> {
        self.db.change(sql, args).await.map_err(|e| self.failed(e))
    }

    /// The same, with the rows that it answers with.
    async fn changed(&self, sql: &'static str, args: Vec<Arg>) -> Result<Vec<Row>, StoreError> {
        self.db.changed(sql, args).await.map_err(|e| self.failed(e))
    }

    fn failed(&self, error: sqlx::Error) -> StoreError {
        database_error(self.db.name(), error)
    }

    fn damaged(&self, reason: &impl ToString) -> StoreError {
        StoreError::Damaged { path: self.db.name().to_owned(), reason: reason.to_string() }
    }
}

/// Whether a server could not be reached, or goes down or comes up: another time it may answer.
fn is_unreachable(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut => true,
        // 08: no connection. 53300: too many; 57P01 to 57P05: the server ends, begins, or had nothing to hear; 25006: it is a copy that
        // will be the original; 40001, 40P01: somebody else was first, or both waited for one another.
        sqlx::Error::Database(told) => told.code().is_some_and(|c| {
            c.starts_with("08")
                || ["53300", "57P01", "57P02", "57P03", "57P05", "25006", "40001", "40P01"].contains(&c.as_ref())
        }),
        _ => false,
    }
}

/// Result codes that have a meaning of their own for users.
fn database_error(path: &Path, error: sqlx::Error) -> StoreError {
    let path = path.to_owned();
    if is_unreachable(&error) {
        return StoreError::Unreachable { path, reason: error.to_string() };
    }
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code).map(std::borrow::Cow::into_owned);
    // PostgreSQL's codes have five characters: 53100 is a full disk, 3D000 no such database, 28 begins those of a refused user.
    match code.as_deref() {
        Some("53100") => return StoreError::Full { path },
        Some("3D000") => return StoreError::NoDatabase { path },
        Some(code) if code.len() == 5 && code.starts_with("28") => {
            return StoreError::Denied { path, reason: error.to_string() };
        }
        _ => {}
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
