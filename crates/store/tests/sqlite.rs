//! The SQLite store: what is committed is read back, and what it cannot use it leaves alone.

use std::path::Path;
use std::sync::Arc;

use tunesmith_metrics::{MetricDefinition, MetricPoint};
use tunesmith_space::{Domain, Parameter, SpaceDefinition, Value};
use tunesmith_store::{
    Catalogue, Charts, Commit, CurveKey, DataDir, JobId, JobRow, Order, PageQuery, PointRow, Request, SqliteStore,
    Store, StoreError, TrialQuery, TrialRow, Views,
};
use tunesmith_study::{
    Asked, Budget, Command, EarlyStopping, Goal, JobSpec, Objective, Outcome, Recorded, Run, SPEC_VERSION, Search,
    StopReason, Study, Suggestion, TrialStatus, ValidSpec,
};

fn study(name: &str) -> (Study, Recorded) {
    let spec = JobSpec {
        version: SPEC_VERSION,
        name: name.into(),
        space: SpaceDefinition { parameters: vec![Parameter::new("x", Domain::float(0.0, 1.0))], ..Default::default() },
        objective: Objective::new("m", Goal::Maximize),
        metrics: vec![MetricDefinition::new("m", "m=(.*)")],
        search: Search { early_stop: EarlyStopping::Median, ..Search::default() },
        budget: Budget::new(10, 10),
        run: Run::new(vec!["true".into()], "/".into()),
        asked: None,
    };
    Study::create(ValidSpec::new(spec).expect("valid"), 1)
}

/// Drives a study and commits every step, as the controller does.
struct Writer<'a> {
    store: &'a SqliteStore,
    id: JobId,
    study: Study,
    now: i64,
}

impl Writer<'_> {
    async fn send(&mut self, command: Command, points: Vec<PointRow>) {
        self.now += 1;
        let events = self.study.handle(self.now, command).expect("accepted");
        let trials = self.study.trials().iter().map(|t| TrialRow::of(&self.study, t, self.now)).collect();
        let job = JobRow::of(self.id, &self.study, 1, self.now);
        self.store.commit(Arc::new(Commit { job, events, trials, points, answered: None })).await.expect("committed");
    }
}

async fn fill(path: &Path) -> (SqliteStore, Study) {
    let store = SqliteStore::open(path).await.expect("opens");
    let (fresh, created) = study("job");
    let id = store.create(created, fresh.clone()).await.expect("created");
    let mut writer = Writer { store: &store, id, study: fresh, now: 1 };
    writer.send(Command::StartSession, vec![]).await;
    let point = |i: i32| Suggestion {
        params: [("x".to_owned(), Value::Float(f64::from(i) / 10.0))].into_iter().collect(),
        origin: "test".into(),
        expected: None,
    };
    writer.send(Command::Suggested { suggestions: (0..4).map(point).collect(), exhausted: false }, vec![]).await;
    writer.send(Command::Launch, vec![]).await;
    for (trial, value) in [(1, Some(0.3)), (2, Some(0.9)), (3, None)] {
        let points = value.map(|value| PointRow {
            trial,
            attempt: 1,
            point: MetricPoint { metric: 0, step: 0, at_ms: 5, line: 1, value },
        });
        let ended = Command::AttemptEnded {
            trial,
            attempt: 1,
            token: trial,
            outcome: Outcome::Exited { code: 0, tail: vec![] },
            values: vec![value],
            duration_ms: 7,
            misread: None,
        };
        writer.send(ended, points.into_iter().collect()).await;
    }
    let study = writer.study;
    (store, study)
}

#[tokio::test]
async fn what_is_committed_comes_back() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("store.db");
    let (store, mut written) = fill(&path).await;
    drop(store);
    let store = SqliteStore::open(&path).await.expect("opens again");
    let (row, read) = store.load("job").await.expect("loads");
    written.restore_curve(1, vec![0.3]);
    written.restore_curve(2, vec![0.9]);
    assert_eq!(read.trials(), written.trials());
    assert_eq!((read.seq(), read.counters(), read.best()), (written.seq(), written.counters(), Some(2)));
    assert_eq!(store.job("job").await.expect("a row"), row);
    assert_eq!((row.best, row.counters), (Some((2, 0.9)), written.counters()));
    assert_eq!(store.events(row.id).await.expect("events").len() as u64, written.seq());
}

#[tokio::test]
async fn views_order_and_filter() {
    let dir = tempfile::tempdir().expect("a folder");
    let (store, _) = fill(&dir.path().join("store.db")).await;
    let job = store.job("job").await.expect("a row");
    let numbers = async |query| {
        let trials = store.trials(&job, query).await.expect("trials");
        trials.into_iter().map(|t| t.number).collect::<Vec<_>>()
    };
    assert_eq!(numbers(TrialQuery::default()).await, [1, 2, 3, 4]);
    assert_eq!(numbers(TrialQuery { order: Order::Best, limit: Some(2), ..Default::default() }).await, [2, 1]);
    let failed = TrialQuery { status: Some(TrialStatus::Failed), ..Default::default() };
    assert_eq!(numbers(failed).await, [3]);
    assert_eq!(store.series(job.id, 2).await.expect("a series")[0].value, 0.9);
    assert!(store.trial(job.id, 9).await.expect("no error").is_none());
}

#[tokio::test]
async fn names_are_unique_and_absence_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    let (store, _) = fill(&dir.path().join("store.db")).await;
    let (again, created) = study("job");
    assert!(matches!(store.create(created, again).await, Err(StoreError::NameTaken(_))));
    assert!(matches!(store.job("other").await, Err(StoreError::NoSuchJob(_))));
}

#[tokio::test]
async fn requests_wait_until_they_are_answered() {
    let dir = tempfile::tempdir().expect("a folder");
    let (store, study) = fill(&dir.path().join("store.db")).await;
    let job = store.job("job").await.expect("a row");
    store.ask(job.id, 1, Request::StopTrial { trial: 4 }).await.expect("asked");
    store.ask(job.id, 2, Request::StopJob).await.expect("asked");
    let inbox = store.inbox().await.expect("inbox");
    assert_eq!(
        inbox.iter().map(|i| i.request.clone()).collect::<Vec<_>>(),
        [Request::StopTrial { trial: 4 }, Request::StopJob]
    );
    let answered = Some(inbox[0].id);
    let row = JobRow::of(job.id, &study, 1, 9);
    store
        .commit(Arc::new(Commit { job: row, events: vec![], trials: vec![], points: vec![], answered }))
        .await
        .expect("ok");
    assert_eq!(store.inbox().await.expect("inbox").len(), 1);
}

#[tokio::test]
async fn a_newer_format_is_refused_and_left_untouched() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("store.db");
    let (store, _) = fill(&path).await;
    drop(store);
    {
        use sqlx::ConnectOptions as _;
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&path);
        let mut connection = options.connect().await.expect("opens");
        sqlx::raw_sql("PRAGMA user_version = 99").execute(&mut connection).await.expect("set");
        sqlx::Connection::close(connection).await.expect("closed");
    }
    let before = std::fs::read(&path).expect("bytes");
    let error = SqliteStore::open(&path).await.expect_err("refused").to_string();
    assert!(error.contains("format 99") && error.contains("newer Tunesmith"), "{error}");
    assert_eq!(std::fs::read(&path).expect("bytes"), before);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_told_apart() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("store.db");
    std::fs::write(&path, "this is not a database, but long enough to be read as one".repeat(50)).expect("written");
    assert!(matches!(SqliteStore::open(&path).await, Err(StoreError::Damaged { .. })));
}

#[test]
fn one_controller_a_data_directory() {
    let dir = tempfile::tempdir().expect("a folder");
    let data = DataDir::create(dir.path()).expect("made");
    assert_eq!(data.holder(), None);
    let lock = data.lock("tune", "digits").expect("first");
    let error = data.lock("tune", "other").expect_err("second").to_string();
    assert!(error.contains("in use by tunesmith tune digits (process"), "{error}");
    assert_eq!(data.holder().map(|h| h.job).as_deref(), Some("digits"));
    drop(lock);
    data.lock("tune", "other").expect("free again");
}

#[test]
fn a_directory_that_cannot_be_made_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("file");
    std::fs::write(&file, "").expect("written");
    assert!(matches!(DataDir::create(&file.join("x")), Err(StoreError::Unwritable { .. })));
    assert!(matches!(DataDir::open(&dir.path().join("nowhere")), Err(StoreError::Absent { .. })));
}

/// Stores of every released format, written by the version that made them, open for ever.
#[tokio::test]
async fn a_store_of_format_1_opens() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("store.db");
    std::fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/format-1.db"), &path).expect("copied");
    let store = SqliteStore::open(&path).await.expect("opens");
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
    let store = SqliteStore::open(&path).await.expect("opens");
    let (row, study) = store.load("three").await.expect("loads");
    assert_eq!((row.counters, row.front.as_slice(), row.cost), (study.counters(), study.front(), None));
    let trials = store.trials(&row, TrialQuery::default()).await.expect("trials");
    assert_eq!(trials.len(), 3);
    assert!(trials.iter().all(|t| t.meets && t.spent_ms == t.duration_ms && t.spent_ms > 0), "{trials:?}");
}

/// A job with a name of its own in the language of its asker.
fn asked(inside: &str, name: &str) -> (Study, Recorded) {
    let spec = JobSpec {
        name: inside.into(),
        asked: Some(Asked { kind: "test/job".into(), name: name.into(), request: "{}".into() }),
        ..study(inside).0.spec().clone()
    };
    Study::create(ValidSpec::new(spec).expect("valid"), 1)
}

#[tokio::test]
async fn jobs_are_found_by_the_names_that_their_askers_gave_them() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = SqliteStore::open(&dir.path().join("store.db")).await.expect("opens");
    let add = async |inside: &str, name: &str| {
        let (study, created) = asked(inside, name);
        store.create(created, study).await
    };
    let first = add("a", "Alpha").await.expect("added");
    add("b", "beta").await.expect("added");
    assert!(matches!(add("c", "ALPHA").await, Err(StoreError::NameTaken(_))), "case does not matter");
    let found = store.asked("test/job", "aLPHA").await.expect("read").expect("a job");
    assert_eq!((found.id, found.spec.name.as_str()), (first, "a"));
    let page = async |query: PageQuery| {
        let rows = store.asked_page("test/job", PageQuery { limit: 10, ..query }).await.expect("a page");
        rows.into_iter().map(|r| r.spec.name).collect::<Vec<_>>()
    };
    assert_eq!(page(PageQuery { descending: true, ..Default::default() }).await, ["b", "a"]);
    assert_eq!(page(PageQuery { name_contains: Some("ET".into()), ..Default::default() }).await, ["b"]);
    assert_eq!(page(PageQuery { offset: 1, ..Default::default() }).await, ["b"]);
    assert_eq!(page(PageQuery { statuses: vec!["completed"], ..Default::default() }).await, Vec::<String>::new());
    assert_eq!(store.unfinished(None).await.expect("names"), ["a", "b"]);
    // A job that is out of sight gives its name away.
    store.hide_job(first, 2).await.expect("hidden");
    assert!(store.asked("test/job", "alpha").await.expect("read").is_none());
    add("c", "Alpha").await.expect("the name is free");
    store.keep("tags", "x", 1, Some("one")).await.expect("kept");
    store.keep("tags", "x", 2, Some("two")).await.expect("kept");
    assert_eq!(store.document("tags", "x").await.expect("read").as_deref(), Some("two"));
    store.keep("tags", "x", 3, None).await.expect("removed");
    assert_eq!(store.document("tags", "x").await.expect("read"), None);
}

#[tokio::test]
async fn pictures_get_what_they_draw_and_no_more() {
    let dir = tempfile::tempdir().expect("a folder");
    let (store, study) = fill(&dir.path().join("store.db")).await;
    let job = store.shown("job").await.expect("read").expect("in sight");
    let mut writer = Writer { store: &store, id: job.id, study, now: 100 };
    let point = |step: u64| PointRow {
        trial: 4,
        attempt: 1,
        point: MetricPoint { metric: 0, step, at_ms: 10 * step as i64, line: step + 1, value: step as f64 },
    };
    let stop = Command::StopTrial { trial: 4, reason: StopReason::Median { epoch: 3, value: 1.0, median: 2.0 } };
    writer.send(stop, (0..1_000).map(point).collect()).await;

    // First and last point are kept, and what lies between is even.
    let key = |trial| CurveKey { trial, attempt: 1, metric: 0 };
    let curves = store.curves(job.id, &[key(4), key(3), key(1)], 100).await.expect("read");
    let steps: Vec<u64> = curves[0].iter().map(|p| p.step).collect();
    assert_eq!((steps.len(), steps[0], steps[1], steps[steps.len() - 1]), (101, 0, 10, 999));
    assert_eq!((curves[1].len(), curves[2].len()), (0, 1));
    let periods = store.periods(job.id, 0, &[4], 5_000).await.expect("read");
    let told: Vec<_> = periods.iter().map(|p| (p.at_ms, p.count, p.least, p.most)).collect();
    assert_eq!(told, [(0, 500, 0.0, 499.0), (5_000, 500, 500.0, 999.0)]);

    let numbers = |trials: Vec<TrialRow>| trials.iter().map(|t| t.number).collect::<Vec<_>>();
    assert_eq!(numbers(store.trials_after(job.id, 1, 2).await.expect("read")), [2, 3]);
    assert_eq!(numbers(store.trials_of(job.id, &[4, 77, 2]).await.expect("read")), [4, 2]);
    assert_eq!(store.course(job.id).await.expect("read"), [(1, 0.3), (2, 0.9)]);
    assert!(matches!(store.stops(job.id).await.expect("read")[..], [(4, StopReason::Median { epoch: 3, .. })]));
    let events = store.trial_events(job.id, 4).await.expect("read");
    assert!(events.len() == 3 && events.iter().all(|r| r.event.trial() == Some(4)), "{events:?}");
    let last = store.events(job.id).await.expect("read").last().map(|r| r.seq);
    assert_eq!(Some(store.last_event(job.id).await.expect("read")), last);

    assert_eq!(store.jobs_since(102).await.expect("read").len(), 0);
    assert_eq!(store.jobs_since(101).await.expect("read").len(), 1);
    store.hide_job(job.id, 200).await.expect("hidden");
    assert!(store.shown("job").await.expect("read").is_none() && store.jobs_since(0).await.expect("read").is_empty());
}
