//! Formats of the database, oldest first. A format that was released is never edited; a change is a new one.

use std::path::Path;

use sqlx::Connection as _;
use sqlx::sqlite::SqliteConnection;

use super::database_error;
use crate::StoreError;

const FORMATS: [&str; 4] = [
    include_str!("../../migrations/sqlite/0001_first.sql"),
    include_str!("../../migrations/sqlite/0002_server.sql"),
    include_str!("../../migrations/sqlite/0003_objectives.sql"),
    include_str!("../../migrations/sqlite/0004_cost.sql"),
];

/// Brings the database to the newest format, in one transaction.
pub(super) async fn migrate(path: &Path, connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let failed = |error| database_error(path, error);
    let known = FORMATS.len() as i64;
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
    for format in FORMATS.iter().skip(found as usize) {
        sqlx::raw_sql(*format).execute(&mut *transaction).await.map_err(failed)?;
    }
    // PRAGMA takes no parameters; the number is our own.
    let set_version = sqlx::AssertSqlSafe(format!("PRAGMA user_version = {known}"));
    sqlx::raw_sql(set_version).execute(&mut *transaction).await.map_err(failed)?;
    transaction.commit().await.map_err(failed)
}
