//! Two databases behind one: the same statements, with `$1` parameters, serve SQLite and PostgreSQL.

use std::path::{Path, PathBuf};

use sqlx::postgres::{PgArguments, PgConnectOptions, PgPool, PgRow, Postgres};
use sqlx::query::Query;
use sqlx::sqlite::{Sqlite, SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteRow};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Decode, Row as _, SqlitePool, Transaction, Type};
use tokio::sync::{Mutex, MutexGuard};

use crate::StoreError;

/// A value for a parameter; what is absent has a type all the same.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Arg {
    Int(Option<i64>),
    Real(Option<f64>),
    Text(Option<String>),
}

macro_rules! arg_from {
    ($($from:ty => $variant:ident($value:ident => $to:expr),)*) => {
        $(impl From<$from> for Arg {
            fn from($value: $from) -> Self {
                Self::$variant($to)
            }
        })*
    };
}

arg_from! {
    i64 => Int(v => Some(v)),
    u64 => Int(v => Some(v as i64)),
    u32 => Int(v => Some(i64::from(v))),
    usize => Int(v => Some(v as i64)),
    bool => Int(v => Some(i64::from(v))),
    Option<i64> => Int(v => v),
    Option<f64> => Real(v => v),
    f64 => Real(v => Some(v)),
    &str => Text(v => Some(v.to_owned())),
    String => Text(v => Some(v)),
    Option<&str> => Text(v => v.map(str::to_owned)),
    Option<String> => Text(v => v),
    Option<&String> => Text(v => v.cloned()),
}

/// Values for the parameters of a statement, in order.
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::sql::database::Arg::from($value)),*] };
}
pub(super) use args;

/// A row of either.
pub(super) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// A column by name.
    pub(super) fn get<T>(&self, column: &str) -> Result<T, sqlx::Error>
    where
        T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>,
    {
        match self {
            Self::Sqlite(row) => row.try_get(column),
            Self::Postgres(row) => row.try_get(column),
        }
    }

    /// A column by its place.
    pub(super) fn at<T>(&self, place: usize) -> Result<T, sqlx::Error>
    where
        T: for<'r> Decode<'r, Sqlite> + Type<Sqlite> + for<'r> Decode<'r, Postgres> + Type<Postgres>,
    {
        match self {
            Self::Sqlite(row) => row.try_get(place),
            Self::Postgres(row) => row.try_get(place),
        }
    }
}

/// The database that keeps a store.
#[derive(Debug)]
pub(super) enum Database {
    /// One file: one writer, readers beside it.
    Sqlite { path: PathBuf, options: Box<SqliteConnectOptions>, writer: Mutex<Writer>, readers: SqlitePool },
    /// A server, which several of ours can share.
    Postgres { name: PathBuf, options: Box<PgConnectOptions>, pool: PgPool },
}

/// The one connection that writes to a file.
#[derive(Debug)]
pub(super) struct Writer {
    /// None: another one is needed.
    connection: Option<SqliteConnection>,
    /// A transaction was begun and not ended.
    in_transaction: bool,
}

impl Writer {
    pub(super) fn new(connection: SqliteConnection) -> Self {
        Self { connection: Some(connection), in_transaction: false }
    }
}

/// The writer in somebody's hands.
pub(super) struct Writing<'a>(MutexGuard<'a, Writer>);

impl Writing<'_> {
    fn connection(&mut self) -> Result<&mut SqliteConnection, sqlx::Error> {
        self.0.connection.as_mut().ok_or(sqlx::Error::PoolClosed)
    }
}

impl Drop for Writing<'_> {
    /// Whoever was dropped in the middle, or failed, holds the lock that others wait for: it goes with the connection.
    fn drop(&mut self) {
        if std::mem::take(&mut self.0.in_transaction) {
            self.0.connection = None;
        }
    }
}

/// Changes that count together, or not at all: without [`Change::end`] none does.
pub(super) enum Change<'a> {
    Sqlite(Writing<'a>),
    Postgres(Transaction<'static, Postgres>),
}

fn sqlite_query(sql: String, args: Vec<Arg>) -> Query<'static, Sqlite, SqliteArguments> {
    args.into_iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, arg| match arg {
        Arg::Int(v) => query.bind(v),
        Arg::Real(v) => query.bind(v),
        Arg::Text(v) => query.bind(v),
    })
}

pub(super) fn postgres_query(sql: String, args: Vec<Arg>) -> Query<'static, Postgres, PgArguments> {
    args.into_iter().fold(sqlx::query(AssertSqlSafe(sql)), |query, arg| match arg {
        Arg::Int(v) => query.bind(v),
        Arg::Real(v) => query.bind(v),
        Arg::Text(v) => query.bind(v),
    })
}

impl Database {
    /// What it is called where something is wrong with it.
    pub(super) fn name(&self) -> &Path {
        match self {
            Self::Sqlite { path, .. } => path,
            Self::Postgres { name, .. } => name,
        }
    }

    pub(super) async fn all(&self, sql: impl Into<String>, args: Vec<Arg>) -> Result<Vec<Row>, sqlx::Error> {
        match self {
            Self::Sqlite { readers, .. } => {
                let rows = sqlite_query(sql.into(), args).fetch_all(readers).await?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }
            Self::Postgres { pool, .. } => {
                let rows = postgres_query(sql.into(), args).fetch_all(pool).await?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    pub(super) async fn one(&self, sql: impl Into<String>, args: Vec<Arg>) -> Result<Option<Row>, sqlx::Error> {
        match self {
            Self::Sqlite { readers, .. } => {
                Ok(sqlite_query(sql.into(), args).fetch_optional(readers).await?.map(Row::Sqlite))
            }
            Self::Postgres { pool, .. } => {
                Ok(postgres_query(sql.into(), args).fetch_optional(pool).await?.map(Row::Postgres))
            }
        }
    }

    /// Begins changes that count together.
    pub(super) async fn begin(&self) -> Result<Change<'_>, sqlx::Error> {
        match self {
            Self::Sqlite { options, writer, .. } => {
                let mut writing = Writing(writer.lock().await);
                if writing.0.connection.is_none() {
                    writing.0.connection = Some(options.connect().await?);
                }
                // From now on whoever is dropped may have begun one.
                writing.0.in_transaction = true;
                sqlx::query("BEGIN IMMEDIATE").execute(writing.connection()?).await?;
                Ok(Change::Sqlite(writing))
            }
            Self::Postgres { pool, .. } => Ok(Change::Postgres(pool.begin().await?)),
        }
    }

    /// One change by itself.
    pub(super) async fn change(&self, sql: &'static str, args: Vec<Arg>) -> Result<(), sqlx::Error> {
        let mut change = self.begin().await?;
        let done = change.run(sql, args).await.map(drop);
        change.end(done).await
    }

    /// The same, with the rows that it answers with.
    pub(super) async fn changed(&self, sql: &'static str, args: Vec<Arg>) -> Result<Vec<Row>, sqlx::Error> {
        let mut change = self.begin().await?;
        let done = change.all(sql, args).await;
        change.end(done).await
    }

    /// Brings everything into the one file.
    pub(super) async fn settle(&self) -> Result<(), sqlx::Error> {
        if let Self::Sqlite { writer, .. } = self {
            let mut writing = Writing(writer.lock().await);
            // Without a connection nothing was written through it.
            if let Ok(connection) = writing.connection() {
                sqlx::raw_sql("PRAGMA wal_checkpoint(TRUNCATE)").execute(connection).await?;
            }
        }
        Ok(())
    }

    /// Bytes that it takes.
    pub(super) async fn bytes(&self) -> Result<u64, sqlx::Error> {
        match self {
            Self::Sqlite { path, .. } => Ok(tokio::fs::metadata(path).await.map_or(0, |m| m.len())),
            Self::Postgres { pool, .. } => {
                let bytes: i64 =
                    sqlx::query_scalar("SELECT pg_database_size(current_database())").fetch_one(pool).await?;
                Ok(bytes as u64)
            }
        }
    }

    /// Whether the database is where it was: a file that was removed under us takes writes all the same, for nobody.
    pub(super) fn is_there(&self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite { path, .. } if !path.exists() => {
                let source = std::io::Error::other("it was removed while it was in use");
                Err(StoreError::Unwritable { path: path.clone(), source })
            }
            _ => Ok(()),
        }
    }
}

impl Change<'_> {
    pub(super) async fn run(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<u64, sqlx::Error> {
        match self {
            Self::Sqlite(writing) => {
                Ok(sqlite_query(sql.to_owned(), args).execute(writing.connection()?).await?.rows_affected())
            }
            Self::Postgres(transaction) => {
                Ok(postgres_query(sql.to_owned(), args).execute(&mut **transaction).await?.rows_affected())
            }
        }
    }

    pub(super) async fn all(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Vec<Row>, sqlx::Error> {
        match self {
            Self::Sqlite(writing) => {
                let rows = sqlite_query(sql.to_owned(), args).fetch_all(writing.connection()?).await?;
                Ok(rows.into_iter().map(Row::Sqlite).collect())
            }
            Self::Postgres(transaction) => {
                let rows = postgres_query(sql.to_owned(), args).fetch_all(&mut **transaction).await?;
                Ok(rows.into_iter().map(Row::Postgres).collect())
            }
        }
    }

    /// Makes them count where all went well, and takes them back where something did not.
    pub(super) async fn end<T>(self, done: Result<T, sqlx::Error>) -> Result<T, sqlx::Error> {
        match (self, done) {
            (Self::Sqlite(mut writing), done) => {
                let sql = if done.is_ok() { "COMMIT" } else { "ROLLBACK" };
                // SQLite has taken some back by itself (on a full disk), and then that fails.
                let ended = sqlx::query(sql).execute(writing.connection()?).await;
                writing.0.in_transaction = ended.is_err();
                let done = done?;
                ended.map(|_| done)
            }
            (Self::Postgres(transaction), Ok(done)) => transaction.commit().await.map(|()| done),
            (Self::Postgres(transaction), Err(error)) => {
                // What is not taken back now is so when its connection is given back.
                let _ = transaction.rollback().await;
                Err(error)
            }
        }
    }
}
