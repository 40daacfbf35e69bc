//! Formats of the database, oldest first. A format that was released is never edited; a change is a new one.

use std::path::Path;

use sqlx::sqlite::SqliteConnection;
use sqlx::{Connection as _, PgPool};

use super::database_error;
use crate::StoreError;

const SQLITE: [&str; 4] = [
    include_str!("../../migrations/sqlite/0001_first.sql"),
    include_str!("../../migrations/sqlite/0002_server.sql"),
    include_str!("../../migrations/sqlite/0003_objectives.sql"),
    include_str!("../../migrations/sqlite/0004_cost.sql"),
];

/// Brings the database to the newest format, in one transaction.
pub(super) async fn sqlite(path: &Path, connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let failed = |error| database_error(path, error);
    let known = SQLITE.len() as i64;
    let read_version = "PRAGMA user_version";
    let found: i64 = sqlx::query_scalar(read_version).fetch_one(&mut *connection).await.map_err(failed)?;
    if found > known {
        return Err(StoreError::Newer { path: path.to_owned(), found, known });
    }
    if found == known {
        return Ok(());
    }
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await.map_err(failed)?;
    // Another process may have done it while this one waited for the lock.
    let found: i64 = sqlx::query_scalar(read_version).fetch_one(&mut *transaction).await.map_err(failed)?;
    for format in SQLITE.iter().skip(found as usize) {
        sqlx::raw_sql(*format).execute(&mut *transaction).await.map_err(failed)?;
    }
    // PRAGMA takes no parameters; the number is our own.
    let set_version = sqlx::AssertSqlSafe(format!("PRAGMA user_version = {known}"));
    sqlx::raw_sql(set_version).execute(&mut *transaction).await.map_err(failed)?;
    transaction.commit().await.map_err(failed)
}

const POSTGRES: [&str; 1] = [include_str!("../../migrations/postgres/0001_first.sql")];
/// Whoever migrates holds this lock of the database, whose number is our own.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7446325)";

/// The same for a database of a server, which others may be opening at the same moment.
pub(super) async fn postgres(name: &Path, pool: &PgPool) -> Result<(), StoreError> {
    let failed = |error| database_error(name, error);
    let known = POSTGRES.len() as i64;
    let mut transaction = pool.begin().await.map_err(failed)?;
    sqlx::query(LOCK).execute(&mut *transaction).await.map_err(failed)?;
    sqlx::query("CREATE TABLE IF NOT EXISTS format (version BIGINT NOT NULL)")
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
    let found: Option<i64> =
        sqlx::query_scalar("SELECT max(version) FROM format").fetch_one(&mut *transaction).await.map_err(failed)?;
    let found = found.unwrap_or(0);
    if found > known {
        return Err(StoreError::Newer { path: name.to_owned(), found, known });
    }
    for format in POSTGRES.iter().skip(found as usize) {
        sqlx::raw_sql(*format).execute(&mut *transaction).await.map_err(failed)?;
    }
    if found < known {
        sqlx::query("INSERT INTO format (version) VALUES ($1)")
            .bind(known)
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
    }
    transaction.commit().await.map_err(failed)
}
