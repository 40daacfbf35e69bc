//! Jobs to fill stores with.

use std::sync::Arc;

use tunesmith_metrics::{MetricDefinition, MetricPoint};
use tunesmith_space::{Domain, Parameter, SpaceDefinition, Value};
use tunesmith_store::{Commit, JobId, JobRow, PointRow, SqlStore, Store, TrialRow};
use tunesmith_study::{
    Budget, Command, EarlyStopping, Goal, JobSpec, Objective, Outcome, Recorded, Run, SPEC_VERSION, Search, Study,
    Suggestion, ValidSpec,
};

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
        self.store.commit(Arc::new(Commit { job, events, trials, points, answered: None })).await.expect("committed");
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
