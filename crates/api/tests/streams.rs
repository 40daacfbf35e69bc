//! Event streams: they go on where they broke off, tell of an end, and end with the server.

use std::sync::Arc;

use axum::body::{Body, BodyDataStream};
use axum::http::Request;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use futures::StreamExt as _;
use tunesmith_access::{LiveKeys, Role};
use tunesmith_api::{Api, Orders, Parts, Settings, SignIn, Via};
use tunesmith_controller::SystemClock;
use tunesmith_metrics::MetricDefinition;
use tunesmith_space::{Configuration, Domain, Parameter, SpaceDefinition, Value};
use tunesmith_store::{Catalogue as _, Commit, DataDir, JobId, JobRow, SqlStore, Store as _, TrialRow};
use tunesmith_study::{
    Budget, Command, Goal, JobSpec, Objective, Run, SPEC_VERSION, Search, Study, Suggestion, ValidSpec,
};

/// A job that this test runs by hand.
struct Hand {
    store: Arc<SqlStore>,
    study: Study,
    job: JobId,
    now: i64,
}

impl Hand {
    async fn new(store: &Arc<SqlStore>) -> Self {
        let parameters = vec![Parameter::new("x", Domain::float(0.0, 1.0))];
        let spec = JobSpec {
            version: SPEC_VERSION,
            name: "job".into(),
            space: SpaceDefinition { parameters, ..SpaceDefinition::default() },
            objective: Objective::new("loss", Goal::Minimize),
            metrics: vec![MetricDefinition::new("loss", "loss")],
            search: Search::default(),
            budget: Budget::new(2_000, 1_000),
            run: Run::new(vec!["true".into()], "/".into()),
            asked: None,
        };
        let (study, created) = Study::create(ValidSpec::new(spec).expect("a job"), 0);
        let job = store.create(created, study.clone()).await.expect("a key");
        let mut hand = Self { store: Arc::clone(store), study, job, now: 1 };
        hand.step(Command::StartSession).await;
        hand
    }

    async fn step(&mut self, command: Command) {
        self.now += 1;
        let events = self.study.handle(self.now, command).expect("taken");
        let numbers: std::collections::BTreeSet<u64> = events.iter().filter_map(|r| r.event.trial()).collect();
        let trial = |n: &u64| self.study.trial(*n).map(|t| TrialRow::of(&self.study, t, self.now));
        let commit = Commit {
            job: JobRow::of(self.job, &self.study, 0, self.now),
            events: events.clone(),
            trials: numbers.iter().filter_map(trial).collect(),
            points: Vec::new(),
            answered: Vec::new(),
        };
        self.store.commit(Arc::new(commit)).await.expect("written");
    }

    async fn suggest(&mut self, count: usize) {
        let one = || Suggestion {
            params: [("x".to_owned(), Value::Float(0.5))].into_iter().collect::<Configuration>(),
            origin: "test".into(),
            expected: None,
        };
        self.step(Command::Suggested { suggestions: (0..count).map(|_| one()).collect(), exhausted: false }).await;
    }
}

/// One viewer.
struct Viewer(BodyDataStream, String);

impl Viewer {
    async fn open(api: &Api, path: &str) -> Self {
        Self::open_with(api, path, None).await
    }

    async fn open_with(api: &Api, path: &str, key: Option<&str>) -> Self {
        let mut request = Request::get(path).header("host", "localhost:1");
        if let Some(key) = key {
            request = request.header("authorization", key);
        }
        let request = request.body(Body::empty()).expect("a request");
        let response = api.answer(request, Via::Loopback).await;
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self(response.into_body().into_data_stream(), String::new())
    }

    /// The next event: its kind, its id, its data; none where the stream ended.
    async fn next(&mut self) -> Option<(String, u64, serde_json::Value)> {
        loop {
            if let Some((block, rest)) = self.1.split_once("\n\n").map(|(b, r)| (b.to_owned(), r.to_owned())) {
                self.1 = rest;
                let field = |name: &str| {
                    block.lines().find_map(|l| l.strip_prefix(name)?.strip_prefix(": ").map(str::to_owned))
                };
                let Some(kind) = field("event") else { continue };
                let id = field("id").and_then(|i| i.parse().ok()).unwrap_or(0);
                return Some((kind, id, serde_json::from_str(&field("data")?).expect("JSON")));
            }
            let bytes = self.0.next().await?.expect("bytes");
            self.1.push_str(&String::from_utf8_lossy(&bytes));
        }
    }

    /// Numbers of the trials that were told of until a place of the log was.
    async fn trials_until(&mut self, seq: u64) -> Vec<u64> {
        let mut told = Vec::new();
        loop {
            let (kind, id, data) = self.next().await.expect("it goes on");
            assert_eq!(kind, "change");
            told.extend(data["trials"].as_array().expect("a list").iter().filter_map(|t| t["trial"].as_u64()));
            if id >= seq {
                return told;
            }
        }
    }
}

async fn house(folder: &std::path::Path) -> (Api, Hand) {
    let data = DataDir::create(folder, None).expect("a data directory");
    let store = Arc::new(data.store().await.expect("a store"));
    let hand = Hand::new(&store).await;
    let parts = Parts {
        store,
        data,
        clock: Arc::new(SystemClock),
        keys: Arc::new(LiveKeys::open(&folder.join("keys.json")).expect("keys")),
        sign_in: SignIn::Auto,
        orders: Orders::Elsewhere,
        hosting: None,
        deployer: None,
        preflight: |_| Ok(()),
        folder: folder.to_owned(),
        settings: Settings::default(),
    };
    (Api::open(parts, None).await.expect("an interface"), hand)
}

#[tokio::test]
async fn a_stream_goes_on_where_it_broke_off() {
    let folder = tempfile::tempdir().expect("a folder");
    let (api, mut hand) = house(folder.path()).await;
    let mut first = Viewer::open(&api, "/api/v1/jobs/job/events?after=2").await;
    hand.suggest(3).await;
    assert_eq!(first.trials_until(5).await, [1, 2, 3]);
    drop(first);
    // Meanwhile more happens, which is told at once to who comes back, and to nobody twice.
    hand.suggest(2).await;
    let mut again = Viewer::open(&api, "/api/v1/jobs/job/events?after=5").await;
    assert_eq!(again.trials_until(7).await, [4, 5]);
    hand.suggest(1).await;
    assert_eq!(again.trials_until(8).await, [6]);
    // One that is far behind reads the job anew; so does one that is told too much at once.
    hand.suggest(500).await;
    assert_eq!(again.next().await.expect("an event").0, "reset");
    let mut late = Viewer::open(&api, "/api/v1/jobs/job/events?after=2").await;
    let (kind, seq, data) = late.next().await.expect("an event");
    assert_eq!((kind.as_str(), data["trials"].as_array().map(Vec::len)), ("reset", Some(0)));
    hand.suggest(1).await;
    assert_eq!(late.trials_until(seq + 1).await, [507]);
    // A place that is not there yet is of another job that had this name.
    let mut ahead = Viewer::open(&api, "/api/v1/jobs/job/events?after=999999").await;
    hand.suggest(1).await;
    assert_eq!(ahead.trials_until(seq + 2).await, [508]);
}

#[tokio::test]
async fn a_stream_tells_of_an_end_and_ends_with_the_server() {
    let folder = tempfile::tempdir().expect("a folder");
    let (api, mut hand) = house(folder.path()).await;
    let mut list = Viewer::open(&api, "/api/v1/events?after=0").await;
    let (_, _, data) = list.next().await.expect("an event");
    assert_eq!(data["jobs"][0]["name"], "job");
    // A key that is taken away opens nothing from then on: not even what it has opened.
    let keys = LiveKeys::open(&folder.path().join("keys.json")).expect("keys");
    let key = keys.change(|ring| ring.add("guest", Role::ReadOnly).cloned()).expect("a key");
    let pair = BASE64_STANDARD.encode(format!("{}:{}", key.access_key_id, key.secret_access_key));
    let mut guest = Viewer::open_with(&api, "/api/v1/jobs/job/events?after=2", Some(&format!("Basic {pair}"))).await;
    keys.change(|ring| ring.remove("guest")).expect("removed");
    hand.suggest(1).await;
    assert_eq!(guest.next().await, None);
    let mut viewers = Vec::new();
    for _ in 0..20 {
        viewers.push(Viewer::open(&api, "/api/v1/jobs/job/events").await);
    }
    hand.suggest(1).await;
    for viewer in &mut viewers {
        assert_eq!(viewer.trials_until(4).await, [2]);
    }
    hand.store.hide_job(hand.job, 10).await.expect("hidden");
    let mut told = viewers.pop().expect("a viewer");
    while let Some((kind, ..)) = told.next().await {
        assert!(["change", "gone"].contains(&kind.as_str()));
    }
    api.close();
    for mut viewer in viewers {
        while viewer.next().await.is_some() {}
    }
    while list.next().await.is_some() {}
}
