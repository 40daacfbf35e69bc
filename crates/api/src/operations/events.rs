//! Event streams: a page is told what changes, and goes on where a broken stream ended.

use std::collections::{HashMap, VecDeque};
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures::Stream;
use futures::StreamExt as _;
use futures::stream::{once, unfold};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::{sleep, timeout};
use tunesmith_store::{Charts as _, JobRow, StoreError, TrialRow, Views as _};
use utoipa::{IntoParams, ToSchema};

use super::jobs::JobSummary;
use super::trials::TrialLine;
use crate::guard::Pass;
use crate::live::{Feed, MANY, News, trials_told_of};
use crate::problem::Problem;
use crate::server::{Shared, Via};
use crate::table::Table;

/// Shortest time between two lists of changed jobs, and longest time without a look.
const PAUSE: Duration = Duration::from_millis(500);
const LOOK: Duration = Duration::from_secs(1);
/// So much later than another's a change may be seen that has an earlier time, where servers share a store.
const LATE_MS: i64 = 15_000;
/// How often a stream shows that it is there.
const ALIVE: Duration = Duration::from_secs(15);

/// Where a stream goes on.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct From {
    /// Behind this place: `seq` of a job, `updated_ms` of the list. The header `Last-Event-ID` says the same and wins.
    after: Option<u64>,
}

/// An event of a job's stream: `change`, `reset` (too much changed: read the job anew), or `gone`.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobChange {
    /// Place in the job's log.
    seq: u64,
    job: Option<JobSummary>,
    /// Trials that changed, as they are now.
    trials: Vec<TrialLine>,
}

fn place(headers: &HeaderMap, query: &From) -> Option<u64> {
    let header = headers.get("last-event-id").and_then(|v| v.to_str().ok()).and_then(|v| v.parse().ok());
    header.or(query.after)
}

fn event(kind: &str, seq: u64, data: &impl Serialize) -> Event {
    let text = serde_json::to_string(data).unwrap_or_default();
    Event::default().event(kind).id(seq.to_string()).data(text)
}

/// One viewer of a job.
struct Viewer {
    shared: Shared,
    name: String,
    id: tunesmith_store::JobId,
    at: u64,
    /// When the job that was told last had changed.
    told_ms: i64,
    news: broadcast::Receiver<Arc<News>>,
    /// Kept so that it goes on.
    _feed: Arc<Feed>,
    closing: watch::Receiver<bool>,
    ready: VecDeque<Event>,
    over: bool,
    pass: Pass,
}

impl Viewer {
    /// What changed since the place that was read.
    async fn catch_up(&mut self) -> Result<(), StoreError> {
        let Some(job) = self.shared.parts.store.shown(&self.name).await? else {
            self.gone();
            return Ok(());
        };
        let events = self.shared.parts.store.events_after(self.id, self.at).await?;
        let Some(last) = events.last() else { return Ok(()) };
        let seq = last.seq;
        let numbers = trials_told_of(&events);
        if numbers.len() > MANY {
            self.reset(seq);
            return Ok(());
        }
        let trials = self.shared.parts.store.trials_of(self.id, &numbers).await?;
        self.tell(seq, &job, &trials).await
    }

    async fn tell(&mut self, seq: u64, job: &JobRow, trials: &[TrialRow]) -> Result<(), StoreError> {
        let change = JobChange { seq, job: Some(self.shared.summary(job).await?), trials: lines(job, trials) };
        self.ready.push_back(event("change", seq, &change));
        self.at = seq;
        self.told_ms = job.updated_ms;
        Ok(())
    }

    fn reset(&mut self, seq: u64) {
        self.ready.push_back(event("reset", seq, &JobChange { seq, job: None, trials: Vec::new() }));
        self.at = seq;
    }

    fn gone(&mut self) {
        self.ready.push_back(event("gone", self.at, &JobChange { seq: self.at, job: None, trials: Vec::new() }));
        self.over = true;
    }

    async fn next(&mut self) -> Option<Event> {
        loop {
            if !self.pass.holds(&self.shared) {
                return None;
            }
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            if self.over {
                return None;
            }
            let news = tokio::select! {
                news = self.news.recv() => news,
                _ = self.closing.wait_for(|c| *c) => return None,
            };
            let done = match news {
                Ok(news) => match &*news {
                    News::Gone => {
                        self.gone();
                        Ok(())
                    }
                    // The piece begins where this viewer is: as for nearly all of them.
                    News::Changed { from, seq, job, trials } if *from == self.at => match trials {
                        Some(trials) if seq > from || job.updated_ms > self.told_ms => {
                            self.tell(*seq, job, trials).await
                        }
                        Some(_) => Ok(()),
                        None => {
                            self.reset(*seq);
                            Ok(())
                        }
                    },
                    News::Changed { seq, .. } if *seq > self.at => self.catch_up().await,
                    News::Changed { .. } => Ok(()),
                },
                Err(RecvError::Lagged(_)) => self.catch_up().await,
                Err(RecvError::Closed) => return None,
            };
            if let Err(error) = done {
                tracing::warn!(job = self.name, %error, "a stream broke off");
                return None;
            }
        }
    }
}

/// Trials as lines of the job's table.
fn lines(job: &JobRow, trials: &[TrialRow]) -> Vec<TrialLine> {
    // A table of its own, with these alone: rows that lie between are made and left out.
    let mut table = Table::new(job);
    trials
        .iter()
        .map(|trial| {
            let number = trial.number;
            let mut first = trial.clone();
            first.number = 1;
            table.set(&first);
            TrialLine { trial: number, ..table.row(0) }
        })
        .collect()
}

/// What happens to a job, as server-sent events.
#[utoipa::path(get, path = "/api/v1/jobs/{job}/events", tag = "events", params(("job" = String, Path), From),
    responses((status = 200, body = JobChange, content_type = "text/event-stream"), (status = 404, body = Problem)))]
pub(crate) async fn of_job(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    Query(query): Query<From>,
    Extension(via): Extension<Via>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let job = shared.job(&name).await?;
    let feed = shared.live.of(&name, job.id);
    let news = feed.subscribe();
    let known = shared.parts.store.last_event(job.id).await?;
    // Who says a place that is not there yet has read another job of that name.
    let at = place(&headers, &query).filter(|at| *at <= known).unwrap_or(known);
    let pass = Pass::of(headers, via);
    let closing = shared.live.closing();
    let ready = VecDeque::new();
    let id = job.id;
    let told_ms = job.updated_ms;
    let mut viewer = Viewer { shared, name, id, at, told_ms, news, _feed: feed, closing, ready, over: false, pass };
    viewer.catch_up().await?;
    // Something at once: the page knows that the stream stands.
    viewer.ready.push_front(Event::default().comment("here"));
    let stream = unfold(viewer, |mut viewer| async move { viewer.next().await.map(|event| (Ok(event), viewer)) });
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE)))
}

/// Jobs that changed.
#[derive(Serialize, ToSchema)]
pub(crate) struct JobsChange {
    updated_ms: i64,
    jobs: Vec<JobSummary>,
}

/// One viewer of the list.
struct List {
    shared: Shared,
    /// Nothing was told yet.
    is_first: bool,
    /// The latest change that was told of.
    at: i64,
    /// Jobs that were told of with a change of that moment, or a little before: another may have changed in the same millisecond, or
    /// its change may come late.
    told: HashMap<tunesmith_store::JobId, i64>,
    changes: Option<watch::Receiver<u64>>,
    closing: watch::Receiver<bool>,
    pass: Pass,
}

impl List {
    async fn next(&mut self) -> Option<Event> {
        loop {
            let changes = &mut self.changes;
            let wait = async {
                sleep(PAUSE).await;
                match changes {
                    Some(changes) => drop(timeout(LOOK, changes.changed()).await),
                    None => sleep(PAUSE).await,
                }
            };
            tokio::select! {
                () = wait => {}
                _ = self.closing.wait_for(|c| *c) => return None,
            }
            if !self.pass.holds(&self.shared) {
                return None;
            }
            // Of servers that share a store each writes by its own clock, and some are late.
            let overlap = if self.shared.parts.store.is_shared() { LATE_MS } else { 0 };
            let mut rows = self.shared.parts.store.jobs_since(self.at - overlap).await.ok()?;
            rows.retain(|job| self.told.get(&job.id) != Some(&job.updated_ms));
            if self.is_first {
                // What was before is not told again.
                self.is_first = false;
                let before = rows.iter().filter(|job| job.updated_ms < self.at);
                self.told.extend(before.map(|job| (job.id, job.updated_ms)));
                rows.retain(|job| job.updated_ms >= self.at);
            }
            let Some(latest) = rows.iter().map(|job| job.updated_ms).max() else { continue };
            let latest = latest.max(self.at);
            self.told.retain(|_, told| *told >= latest - overlap);
            self.at = latest;
            let mut jobs = Vec::new();
            for job in &rows {
                self.told.insert(job.id, job.updated_ms);
                jobs.push(self.shared.summary(job).await.ok()?);
            }
            return Some(event("change", latest as u64, &JobsChange { updated_ms: latest, jobs }));
        }
    }
}

/// Which jobs change, as server-sent events (`change`).
#[utoipa::path(get, path = "/api/v1/events", tag = "events", params(From),
    responses((status = 200, body = JobsChange, content_type = "text/event-stream")))]
pub(crate) async fn of_jobs(
    State(shared): State<Shared>,
    Query(query): Query<From>,
    Extension(via): Extension<Via>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let at = match place(&headers, &query) {
        Some(at) => i64::try_from(at).unwrap_or(i64::MAX),
        None => shared.parts.store.jobs_since(0).await?.first().map_or(0, |j| j.updated_ms),
    };
    let list = List {
        is_first: true,
        at,
        told: HashMap::new(),
        changes: shared.live.changes(),
        closing: shared.live.closing(),
        pass: Pass::of(headers, via),
        shared,
    };
    // Something at once: the page knows that the stream stands.
    let here = once(async { Ok(Event::default().comment("here")) });
    let stream = here.chain(unfold(list, |mut list| async move { list.next().await.map(|event| (Ok(event), list)) }));
    Ok(Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE)))
}
