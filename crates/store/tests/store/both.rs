//! What every store does, on a file and on a server: each test runs on both. A server is there where
//! `TUNESMITH_TEST_POSTGRES` has the address of one; each test makes a database of its own on it.

use std::sync::Arc;

use crate::support::{Place, Writer, fill, study};
use tunesmith_metrics::MetricPoint;
use tunesmith_store::{
    Catalogue, Charts, Commit, CurveKey, JobRow, Order, PageQuery, PointRow, Request, Store, StoreError, TrialQuery,
    TrialRow, Views,
};
use tunesmith_study::{Asked, Command, JobSpec, Recorded, StopReason, Study, TrialStatus, ValidSpec};

/// Each test on both.
macro_rules! on_both {
    ($($test:ident,)*) => {
        mod on_a_file {
            $(#[tokio::test]
            async fn $test() {
                super::$test(&super::Place::file()).await;
            })*
        }

        mod on_a_server {
            $(#[tokio::test]
            async fn $test() {
                if let Some(place) = super::Place::server(stringify!($test)).await {
                    super::$test(&place).await;
                }
            })*
        }
    };
}

on_both! {
    what_is_committed_comes_back,
    views_order_and_filter,
    names_are_unique_and_absence_is_told,
    requests_wait_until_they_are_answered,
    jobs_are_found_by_the_names_that_their_askers_gave_them,
    pictures_get_what_they_draw_and_no_more,
}

async fn what_is_committed_comes_back(place: &Place) {
    let (store, mut written) = fill(place.open().await).await;
    drop(store);
    let store = place.open().await;
    let (row, read) = store.load("job").await.expect("loads");
    written.restore_curve(1, vec![0.3]);
    written.restore_curve(2, vec![0.9]);
    assert_eq!(read.trials(), written.trials());
    assert_eq!((read.seq(), read.counters(), read.best()), (written.seq(), written.counters(), Some(2)));
    assert_eq!(store.job("job").await.expect("a row"), row);
    assert_eq!((row.best, row.counters), (Some((2, 0.9)), written.counters()));
    assert_eq!(store.events(row.id).await.expect("events").len() as u64, written.seq());
}

async fn views_order_and_filter(place: &Place) {
    let (store, _) = fill(place.open().await).await;
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

async fn names_are_unique_and_absence_is_told(place: &Place) {
    let (store, _) = fill(place.open().await).await;
    let (again, created) = study("job");
    assert!(matches!(store.create(created, again).await, Err(StoreError::NameTaken(_))));
    assert!(matches!(store.job("other").await, Err(StoreError::NoSuchJob(_))));
}

async fn requests_wait_until_they_are_answered(place: &Place) {
    let (store, study) = fill(place.open().await).await;
    let job = store.job("job").await.expect("a row");
    store.ask(job.id, 1, Request::StopTrial { trial: 4 }).await.expect("asked");
    store.ask(job.id, 2, Request::StopJob).await.expect("asked");
    let inbox = store.inbox().await.expect("inbox");
    assert_eq!(
        inbox.iter().map(|i| i.request.clone()).collect::<Vec<_>>(),
        [Request::StopTrial { trial: 4 }, Request::StopJob]
    );
    store.ask(job.id, 3, Request::StopTrial { trial: 3 }).await.expect("asked");
    // Exactly those that were answered: what was left meanwhile may have an earlier number.
    let answered = vec![inbox[1].id];
    let row = JobRow::of(job.id, &study, 1, 9);
    store
        .commit(Arc::new(Commit { job: row, events: vec![], trials: vec![], points: vec![], answered }))
        .await
        .expect("ok");
    let left: Vec<Request> = store.inbox().await.expect("inbox").into_iter().map(|i| i.request).collect();
    assert_eq!(left, [Request::StopTrial { trial: 4 }, Request::StopTrial { trial: 3 }]);
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

async fn jobs_are_found_by_the_names_that_their_askers_gave_them(place: &Place) {
    let store = place.open().await;
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

async fn pictures_get_what_they_draw_and_no_more(place: &Place) {
    let (store, study) = fill(place.open().await).await;
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
