//! A store in memory that can cut the controller off.

use std::collections::BTreeMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tunesmith_store::{BoxFuture, Commit, InboxItem, JobId, JobRow, Orphan, PointRow, Request, Store, StoreError};
use tunesmith_study::{EarlyStopping, Recorded, Study};

/// When the controller is cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutOff {
    /// The n-th commit (from 1) is not made.
    Before(usize),
    /// The n-th commit is made, and nothing it calls for is done.
    After(usize),
}

/// Events by job, through their stored form.
#[derive(Clone, Default)]
pub struct MemoryStore {
    inner: Arc<Mutex<Inner>>,
}

#[derive(Default)]
struct Inner {
    jobs: BTreeMap<String, Job>,
    commits: usize,
    cut_off: Option<CutOff>,
}

struct Job {
    id: JobId,
    created_ms: i64,
    events: Vec<String>,
    points: Vec<PointRow>,
}

fn cut() -> StoreError {
    StoreError::Unwritable { path: "memory".into(), source: io::Error::other("cut off") }
}

impl MemoryStore {
    fn locked(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Cuts the controller off there; none lets it live.
    pub fn set_cut_off(&self, cut_off: Option<CutOff>) {
        self.locked().cut_off = cut_off;
    }

    /// Commits made so far.
    pub fn commits(&self) -> usize {
        self.locked().commits
    }

    /// The log of a job.
    ///
    /// # Panics
    /// When an event does not survive its stored form.
    pub fn events(&self, name: &str) -> Vec<Recorded> {
        let inner = self.locked();
        let events = inner.jobs.get(name).map_or(&[][..], |j| &j.events);
        events.iter().map(|e| serde_json::from_str(e).expect("our own JSON")).collect()
    }
}

impl Store for MemoryStore {
    fn create(&self, created: Recorded, study: Study) -> BoxFuture<'_, JobId> {
        let mut inner = self.locked();
        let id = inner.jobs.len() as JobId + 1;
        let events = vec![serde_json::to_string(&created).expect("our own JSON")];
        let job = Job { id, created_ms: created.at_ms, events, points: Vec::new() };
        inner.jobs.insert(study.spec().name.clone(), job);
        Box::pin(async move { Ok(id) })
    }

    fn commit(&self, commit: Arc<Commit>) -> BoxFuture<'_, ()> {
        let mut inner = self.locked();
        let number = inner.commits + 1;
        if inner.cut_off == Some(CutOff::Before(number)) {
            return Box::pin(async { Err(cut()) });
        }
        inner.commits = number;
        if let Some(job) = inner.jobs.values_mut().find(|j| j.id == commit.job.id) {
            job.events.extend(commit.events.iter().map(|e| serde_json::to_string(e).expect("our own JSON")));
            for point in &commit.points {
                let known = |p: &PointRow| {
                    (p.trial, p.attempt, p.point.metric, p.point.step)
                        == (point.trial, point.attempt, point.point.metric, point.point.step)
                };
                if !job.points.iter().any(known) {
                    job.points.push(*point);
                }
            }
        }
        let dead = inner.cut_off == Some(CutOff::After(number));
        Box::pin(async move { if dead { Err(cut()) } else { Ok(()) } })
    }

    fn load<'a>(&'a self, name: &'a str) -> BoxFuture<'a, (JobRow, Study)> {
        Box::pin(async move {
            let events = self.events(name);
            let inner = self.locked();
            let job = inner.jobs.get(name).ok_or_else(|| StoreError::NoSuchJob(name.to_owned()))?;
            let replayed = Study::replay(events).expect("a valid job");
            let mut study = replayed.ok_or_else(|| StoreError::NoSuchJob(name.to_owned()))?;
            if study.spec().search.early_stop != EarlyStopping::Off {
                for trial in 1..=study.trials().len() as u64 {
                    let of_trial = || job.points.iter().filter(|p| p.trial == trial);
                    let last = study.trial(trial).map(|t| t.attempts.len() as u32);
                    let curve = of_trial().filter(|p| Some(p.attempt) == last).map(|p| p.point.value).collect();
                    study.restore_curve(trial, curve);
                }
            }
            Ok((JobRow::of(job.id, &study, job.created_ms, 0), study))
        })
    }

    fn read<'a>(&'a self, name: &'a str) -> BoxFuture<'a, (JobRow, Study)> {
        self.load(name)
    }

    fn release(&self, _: JobId) -> BoxFuture<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    fn orphans(&self) -> BoxFuture<'_, Vec<Orphan>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    fn ask(&self, _: JobId, _: i64, _: Request) -> BoxFuture<'_, ()> {
        Box::pin(async { Ok(()) })
    }

    fn inbox(&self) -> BoxFuture<'_, Vec<InboxItem>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    fn dismiss(&self, _: i64) -> BoxFuture<'_, ()> {
        Box::pin(async { Ok(()) })
    }
}
