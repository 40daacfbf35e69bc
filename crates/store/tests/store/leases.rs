//! Controllers that share a database: each job has one of them, and whoever was taken to be dead cannot write. The database is
//! on the server that `TUNESMITH_TEST_POSTGRES` names.

use std::sync::Arc;
use std::time::Duration;

use crate::support::{Place, fill, study};
use tunesmith_store::{
    Catalogue as _, Commit, DataDir, Duty, Hold, JobRow, Orphan, Request, SqlStore, Store, StoreError, Views, holder,
};
use tunesmith_study::{Command, Event, Recorded, Study};

/// Somebody with a database and a data directory.
struct Controller {
    data: DataDir,
    store: SqlStore,
}

impl Controller {
    async fn new(place: &Place, folder: &tempfile::TempDir) -> Self {
        let Place::Server { address } = place else { panic!("not on a server") };
        let data = DataDir::create(folder.path(), Some(address)).expect("a data directory");
        Self { store: data.store().await.expect("a store"), data }
    }

    async fn joins(&self, verb: &str, job: &str) -> Result<Hold, StoreError> {
        Hold::take(&self.data, &self.store, verb, job).await
    }

    async fn runs(&self, job: &str) -> Option<String> {
        holder(&self.data, &self.store, job).await.expect("read").map(|h| h.note)
    }
}

/// The next step of a job, as whoever runs it would commit it.
fn next_step(row: &JobRow, study: &mut Study) -> Arc<Commit> {
    let events = study.handle(row.updated_ms + 1, Command::StopJob).expect("accepted");
    let job = JobRow::of(row.id, study, row.created_ms, row.updated_ms + 1);
    Arc::new(Commit { job, events, trials: vec![], points: vec![], answered: Vec::new() })
}

/// Two controllers with a database of their own, where there is a server.
async fn two(test: &str) -> Option<(tempfile::TempDir, Controller, Controller)> {
    let place = Place::server(test).await?;
    let folder = tempfile::tempdir().expect("a folder");
    let (a, b) = (Controller::new(&place, &folder).await, Controller::new(&place, &folder).await);
    Some((folder, a, b))
}

#[tokio::test]
async fn a_job_has_one_controller() {
    let Some((_folder, a, b)) = two("a_job_has_one").await else { return };
    let held = a.joins("tune", "job").await.expect("joined");
    let (fresh, created) = study("job");
    a.store.create(created, fresh).await.expect("created");
    let note = b.runs("job").await.expect("somebody");
    assert!(note.starts_with("tunesmith tune job (process ") && note.contains(" on "), "{note}");
    let refused = b.joins("resume", "job").await.expect_err("it is run");
    assert!(matches!(&refused, StoreError::JobInUse { holder, .. } if holder.runs("job")), "{refused}");
    let other = b.joins("tune", "other").await.expect("other jobs are free");
    assert!(matches!(b.store.load("job").await, Err(StoreError::JobInUse { .. })));
    assert_eq!(b.store.read("job").await.expect("may be read").0.spec.name, "job");
    // Given back, it is free at once.
    held.give_back(&a.store).await;
    assert_eq!(b.runs("job").await, None);
    b.store.load("job").await.expect("taken up");
    assert!(a.runs("job").await.expect("somebody").starts_with("tunesmith tune other"));
    drop(other);
}

#[tokio::test]
async fn who_was_taken_to_be_dead_cannot_write() {
    let Some((_folder, a, b)) = two("who_was_taken").await else { return };
    let held = a.joins("serve", "").await.expect("joined");
    let second = b.joins("serve", "").await.expect("joined");
    let (fresh, created) = study("job");
    a.store.create(created, fresh).await.expect("created");
    let (row, mut study) = a.store.read("job").await.expect("read");
    // It stops saying that it lives, and does not know.
    drop(held);
    let taken = tokio::time::timeout(Duration::from_secs(10), async {
        while b.store.orphans().await.expect("names").is_empty() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let taken = b.store.load("job").await.expect("taken up");
        assert_eq!(b.store.orphans().await.expect("names"), [Orphan { job: "job".into(), is_own: true }]);
        taken
    });
    let (_, mut theirs) = taken.await.expect("within ten seconds");
    let refused = a.store.commit(next_step(&row, &mut study)).await;
    assert!(matches!(refused, Err(StoreError::TakenOver { .. })), "{refused:?}");
    assert_eq!(b.store.events(row.id).await.expect("events").len(), 1, "nothing of it stands");
    b.store.commit(next_step(&row, &mut theirs)).await.expect("the new one writes");
    // It is over by that.
    assert_eq!(b.store.orphans().await.expect("names"), []);
    second.give_back(&b.store).await;
}

#[tokio::test]
async fn a_job_of_a_terminal_is_left_to_its_user() {
    let Some((_folder, a, b)) = two("a_job_of_a_terminal").await else { return };
    let held = a.joins("tune", "job").await.expect("joined");
    let server = b.joins("serve", "").await.expect("joined");
    let (fresh, created) = study("job");
    a.store.create(created, fresh).await.expect("created");
    held.give_back(&a.store).await;
    tokio::time::sleep(Duration::from_millis(6_500)).await;
    assert_eq!(b.store.orphans().await.expect("names"), []);
    drop(server);
}

/// Somebody may take it to be dead who sees no more of it than that (another user's process, after a long sleep).
#[tokio::test]
async fn who_was_struck_off_signs_again() {
    let Some(place) = Place::server("who_was_struck_off").await else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let (a, b) = (Controller::new(&place, &folder).await, Controller::new(&place, &folder).await);
    let held = a.joins("serve", "").await.expect("joined");
    let (fresh, created) = study("job");
    a.store.create(created, fresh).await.expect("created");
    let (row, mut study) = a.store.read("job").await.expect("read");
    place.say("DELETE FROM controllers").await;
    assert_eq!(b.runs("job").await, None);
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(b.runs("job").await.is_some(), "it says again that it lives");
    a.store.commit(next_step(&row, &mut study)).await.expect("still its own");
    held.give_back(&a.store).await;
}

#[tokio::test]
async fn one_server_has_a_duty_and_keeps_what_belongs_to_it() {
    let Some((_folder, a, b)) = two("one_server_has_a_duty").await else { return };
    let (first, second) = (a.joins("serve", "").await.expect("joined"), b.joins("serve", "").await.expect("joined"));
    first.reached_at(&a.store, "http://a").await.expect("told");
    let duty = async |c: &Controller| c.store.duty("endpoints").await.expect("asked");
    assert_eq!((duty(&a).await, duty(&b).await), (Duty::Mine, Duty::At("http://a".into())));
    let keep = async |c: &Controller| c.store.keep_on_duty("endpoints", "kind", "name", 1, Some("body")).await;
    keep(&a).await.expect("kept");
    assert!(matches!(keep(&b).await, Err(StoreError::NotOnDuty { .. })));
    first.give_back(&a.store).await;
    assert_eq!((duty(&b).await, duty(&a).await), (Duty::Mine, Duty::Nobody), "who has left does nothing for others");
    assert!(matches!(keep(&a).await, Err(StoreError::NotOnDuty { .. })));
    keep(&b).await.expect("kept");
    drop(second);
}

#[tokio::test]
async fn requests_go_to_whoever_runs_the_job() {
    let Some((_folder, a, b)) = two("requests_go_to").await else { return };
    let (held, server) = (a.joins("serve", "").await.expect("joined"), b.joins("serve", "").await.expect("joined"));
    let (fresh, created) = study("job");
    let id = a.store.create(created, fresh).await.expect("created");
    b.store.ask(id, 1, Request::StopJob).await.expect("asked");
    assert_eq!(b.store.inbox().await.expect("inbox"), vec![]);
    assert_eq!(a.store.inbox().await.expect("inbox").len(), 1);
    // Whoever takes the job up gets what was asked of it.
    held.give_back(&a.store).await;
    assert_eq!(b.store.inbox().await.expect("inbox").len(), 1);
    drop(server);
}

/// An answer to a commit can get lost: it is made again, and stands once.
#[tokio::test]
async fn a_commit_made_twice_stands_once() {
    for place in [Some(Place::file()), Place::server("a_commit_twice").await].into_iter().flatten() {
        let (store, mut study) = fill(place.open().await).await;
        let row = store.job("job").await.expect("a row");
        let step = next_step(&row, &mut study);
        store.commit(Arc::clone(&step)).await.expect("committed");
        store.commit(Arc::clone(&step)).await.expect("the same");
        assert_eq!(store.events(row.id).await.expect("events").len() as u64, study.seq());
        // Another event in its place is a mistake.
        let mut other = Commit::clone(&step);
        other.events = vec![Recorded { event: Event::SessionStarted, ..other.events[0].clone() }];
        assert!(store.commit(Arc::new(other)).await.is_err());
        assert_eq!(store.job("job").await.expect("a row"), step.job, "nothing of it stands");
    }
}
