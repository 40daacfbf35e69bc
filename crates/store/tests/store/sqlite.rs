//! The SQLite store: what is committed is read back, and what it cannot use it leaves alone.

use std::time::Duration;

use crate::support::{fill, study};
use tunesmith_store::{Catalogue, DataDir, Hold, SqlStore, Store, StoreError, TrialQuery, Views, holder};

#[tokio::test]
async fn a_newer_format_is_refused_and_left_untouched() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("store.db");
    let (store, _) = fill(SqlStore::open(&path).await.expect("opens")).await;
    drop(store);
    {
        use sqlx::ConnectOptions as _;
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
        let mut connection = options.connect().await.expect("opens");
        sqlx::raw_sql("PRAGMA user_version = 99").execute(&mut connection).await.expect("set");
        sqlx::Connection::close(connection).await.expect("closed");
    }
    let before = std::fs::read(&path).expect("bytes");
    let error = SqlStore::open(&path).await.expect_err("refused").to_string();
    assert!(error.contains("format 99") && error.contains("newer Tunesmith"), "{error}");
    assert_eq!(std::fs::read(&path).expect("bytes"), before);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_told_apart() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("store.db");
    std::fs::write(&path, "this is not a database, but long enough to be read as one".repeat(50)).expect("written");
    assert!(matches!(SqlStore::open(&path).await, Err(StoreError::Damaged { .. })));
}

#[tokio::test]
async fn one_controller_a_data_directory() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = DataDir::create(dir.path(), None).expect("made");
    let store = data.store().await.expect("a store");
    assert_eq!(holder(&data, &store, "digits").await.expect("read"), None);
    let hold = Hold::take(&data, &store, "tune", "digits").await.expect("first");
    let error = Hold::take(&data, &store, "tune", "other").await.expect_err("second").to_string();
    assert!(error.contains("in use by tunesmith tune digits (process"), "{error}");
    let first = holder(&data, &store, "digits").await.expect("read");
    assert_eq!(first.map(|h| h.job).as_deref(), Some("digits"));
    drop(hold);
    Hold::take(&data, &store, "tune", "other").await.expect("free again");
}

/// Others wait for nothing when a change was refused, and for nothing either when whoever made it is gone.
#[tokio::test]
async fn what_did_not_count_keeps_no_lock() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("store.db");
    let (store, other) = (SqlStore::open(&path).await.expect("opens"), SqlStore::open(&path).await.expect("opens"));
    let (store, _) = fill(store).await;
    let (again, created) = study("job");
    assert!(matches!(store.create(created, again).await, Err(StoreError::NameTaken(_))));
    let quick = async |store: &SqlStore, name: &str| {
        let kept = store.keep("kind", name, 1, Some("body"));
        tokio::time::timeout(Duration::from_secs(5), kept).await.expect("nobody holds the lock").expect("kept");
    };
    quick(&other, "one").await;
    for _ in 0..50 {
        let left = tokio::time::timeout(Duration::from_micros(30), store.keep("kind", "two", 1, Some("body")));
        drop(left.await);
        quick(&other, "three").await;
        quick(&store, "four").await;
    }
}

#[test]
fn a_directory_that_cannot_be_made_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("file");
    std::fs::write(&file, "").expect("written");
    assert!(matches!(DataDir::create(&file.join("x"), None), Err(StoreError::Unwritable { .. })));
    assert!(matches!(DataDir::open(&dir.path().join("nowhere"), None), Err(StoreError::Absent { .. })));
}

/// Stores of every released format, written by the version that made them, open for ever.
#[tokio::test]
async fn a_store_of_format_1_opens() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("store.db");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/format-1.db"), &path).expect("copied");
    let store = SqlStore::open(&path).await.expect("opens");
    let (row, study) = store.load("old").await.expect("loads");
    assert_eq!(study.trials().len(), 6);
    let counters = study.counters();
    assert_eq!((counters.completed, counters.failed, row.counters), (5, 1, counters));
    let trials = store.trials(&row, TrialQuery::default()).await.expect("trials");
    assert_eq!(
        trials.iter().map(|t| t.objective).collect::<Vec<_>>(),
        study.trials().iter().map(|t| t.objective).collect::<Vec<_>>()
    );
    assert_eq!(row.best.map(|(n, _)| n), study.best());
    assert!(trials[3].cause.as_ref().is_some_and(|c| c.text.starts_with("exit 1")));
    assert_eq!(store.series(row.id, 1).await.expect("a series").len(), 1);
    // What came with later formats is there.
    let counts = store.run_counts(row.id).await.expect("counts");
    assert_eq!(counts.iter().map(|(_, _, n)| n).sum::<u64>(), 6, "{counts:?}");
}

#[tokio::test]
async fn a_store_of_format_3_opens() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("store.db");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/format-3.db"), &path).expect("copied");
    let store = SqlStore::open(&path).await.expect("opens");
    let (row, study) = store.load("three").await.expect("loads");
    assert_eq!((row.counters, row.front.as_slice(), row.cost), (study.counters(), study.front(), None));
    let trials = store.trials(&row, TrialQuery::default()).await.expect("trials");
    assert_eq!(trials.len(), 3);
    assert!(trials.iter().all(|t| t.meets && t.spent_ms == t.duration_ms && t.spent_ms > 0), "{trials:?}");
}
