//! Places for stores, and jobs to fill them with.

use std::path::PathBuf;
use std::sync::Arc;

use sqlx::{ConnectOptions as _, Connection as _};

use tunesmith_metrics::{MetricDefinition, MetricPoint};
use tunesmith_space::{Domain, Parameter, SpaceDefinition, Value};
use tunesmith_store::{Commit, JobId, JobRow, PointRow, SqlStore, Store, TrialRow};
use tunesmith_study::{
    Budget, Command, EarlyStopping, Goal, JobSpec, Objective, Outcome, Recorded, Run, SPEC_VERSION, Search, Study,
    Suggestion, ValidSpec,
};

/// Variable with the address of a server on which databases can be made.
const SERVER: &str = "TUNESMITH_TEST_POSTGRES";

/// Where a test keeps its store.
pub(crate) enum Place {
    File { _dir: tempfile::TempDir, path: PathBuf },
    Server { address: String },
}

impl Place {
    pub(crate) fn file() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("store.db");
        Self::File { _dir: dir, path }
    }

    /// A new database; none where there is no server.
    pub(crate) async fn server(test: &str) -> Option<Self> {
        // Names of databases have 63 bytes at most.
        let test = &test[..test.len().min(40)];
        let server = std::env::var(SERVER).ok()?;
        let options: sqlx::postgres::PgConnectOptions = server.parse().expect("an address");
        let mut connection = options.connect().await.expect("a server");
        let name = format!("t{}_{test}", std::process::id());
        for sql in [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")] {
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut connection).await.expect("a database");
        }
        connection.close().await.expect("closed");
        let (base, _) = server.rsplit_once('/').expect("an address with a database");
        Some(Self::Server { address: format!("{base}/{name}") })
    }

    /// A statement of its own, where it is on a server.
    pub(crate) async fn say(&self, sql: &'static str) {
        let Self::Server { address } = self else { return };
        let options: sqlx::postgres::PgConnectOptions = address.parse().expect("an address");
        let mut connection = options.connect().await.expect("a server");
        sqlx::raw_sql(sql).execute(&mut connection).await.expect("done");
        connection.close().await.expect("closed");
    }

    pub(crate) async fn open(&self) -> SqlStore {
        match self {
            Self::File { path, .. } => SqlStore::open(path).await.expect("opens"),
            Self::Server { address } => SqlStore::connect(address).await.expect("connects"),
        }
    }
}

pub(crate) fn study(name: &str) -> (Study, Recorded) {
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
pub(crate) struct Writer<'a> {
    pub(crate) store: &'a SqlStore,
    pub(crate) id: JobId,
    pub(crate) study: Study,
    pub(crate) now: i64,
}

impl Writer<'_> {
    pub(crate) async fn send(&mut self, command: Command, points: Vec<PointRow>) {
        self.now += 1;
        let events = self.study.handle(self.now, command).expect("accepted");
        let trials = self.study.trials().iter().map(|t| TrialRow::of(&self.study, t, self.now)).collect();
        let job = JobRow::of(self.id, &self.study, 1, self.now);
        self.store
            .commit(Arc::new(Commit { job, events, trials, points, answered: Vec::new() }))
            .await
            .expect("committed");
    }
}

/// A store with a job of four trials: two ended well, one without a value, one runs.
pub(crate) async fn fill(store: SqlStore) -> (SqlStore, Study) {
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
