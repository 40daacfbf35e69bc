//! The folder and its index.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, SqlitePool};
use tokio::sync::{Mutex, MutexGuard};

use crate::ObjectError;

const SCHEMA: &str = include_str!("../migrations/0001_first.sql");
/// The format of the index that [`SCHEMA`] makes.
const FORMAT: i64 = 1;
/// How long a statement waits for another process's transaction.
const BUSY_TIMEOUT: Duration = Duration::from_secs(20);

/// Buckets and keys in a folder.
#[derive(Debug)]
pub struct ObjectStore {
    root: PathBuf,
    writer: Mutex<SqliteConnection>,
    pool: SqlitePool,
}

impl ObjectStore {
    /// Opens the folder; makes it where it is absent.
    pub async fn open(root: &Path) -> Result<Self, ObjectError> {
        fs::create_dir_all(root).map_err(|e| ObjectError::file(root, e))?;
        let options = SqliteConnectOptions::new()
            .filename(root.join("index.db"))
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(BUSY_TIMEOUT)
            .disable_statement_logging();
        let mut writer = options.connect().await?;
        let found: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut writer).await?;
        if found > FORMAT {
            return Err(ObjectError::Newer { root: root.to_owned(), found, known: FORMAT });
        }
        sqlx::raw_sql(SCHEMA).execute(&mut writer).await?;
        let pool = SqlitePoolOptions::new().max_connections(4).test_before_acquire(false).connect_lazy_with(options);
        Ok(Self { root: root.to_owned(), writer: Mutex::new(writer), pool })
    }

    pub(crate) fn reader(&self) -> &SqlitePool {
        &self.pool
    }

    pub(crate) async fn writer(&self) -> MutexGuard<'_, SqliteConnection> {
        self.writer.lock().await
    }

    pub(crate) fn bucket_folder(&self, bucket: &str) -> PathBuf {
        self.root.join(bucket)
    }

    /// Where a file of our own naming is: two hexadecimal digits of it name a folder, so that none gets too large.
    pub(crate) fn blob(&self, bucket: &str, file: &str) -> PathBuf {
        self.bucket_folder(bucket).join(&file[..file.len().min(2)]).join(file)
    }

    /// Removes files that no object and no part names and that are older than `older_than`: what a crash left. Answers with
    /// how many there were.
    pub async fn sweep(&self, older_than: Duration) -> Result<usize, ObjectError> {
        let mut removed = 0;
        for bucket in entries(&self.root).into_iter().filter(|path| path.is_dir()) {
            for folder in entries(&bucket) {
                for file in entries(&folder) {
                    let is_old = file
                        .metadata()
                        .and_then(|m| m.modified())
                        .is_ok_and(|at| at.elapsed().is_ok_and(|age| age >= older_than));
                    let name = file.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
                    if is_old && !self.is_named(&name).await? && fs::remove_file(&file).is_ok() {
                        removed += 1;
                    }
                }
            }
        }
        Ok(removed)
    }

    async fn is_named(&self, file: &str) -> Result<bool, ObjectError> {
        let sql =
            "SELECT EXISTS (SELECT 1 FROM objects WHERE file = $1) OR EXISTS (SELECT 1 FROM parts WHERE file = $1)";
        Ok(sqlx::query_scalar(sql).bind(file).fetch_one(&self.pool).await?)
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).map(|d| d.flatten().map(|e| e.path()).collect()).unwrap_or_default()
}
