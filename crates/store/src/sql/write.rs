//! The write side: one commit, one transaction.

use std::sync::Arc;

use tunesmith_study::{EarlyStopping, Event, Recorded, Study};

use super::SqlStore;
use super::database::{Change, Row, args};
use super::read::{POINT_SERIES, event_from, job_from};
use crate::StoreError;
use crate::rows::{JobRow, PointRow, StoredValues, TrialRow};
use crate::store::{BoxFuture, Commit, InboxItem, JobId, Orphan, Request, Store, Views as _};

const INSERT_JOB: &str = "INSERT INTO jobs (name, spec, status, counters, created_ms, updated_ms, run_ms,
    asked_kind, asked_name) VALUES ($1, $2, $3, $4, $5, $5, 0, $6, $7) RETURNING id";
const UPDATE_JOB: &str =
    "UPDATE jobs SET spec = coalesce($2, spec), status = $3, ending = $4, counters = $5, best_trial = $6,
    best_value = $7, updated_ms = $8, run_ms = $9, front = $10, cost = $11 WHERE id = $1";
const INSERT_EVENT: &str = "INSERT INTO events (job, seq, at_ms, body) VALUES ($1, $2, $3, $4)
    ON CONFLICT DO NOTHING";
const UPSERT_TRIAL: &str =
    "INSERT INTO trials (job, number, status, params, origin, objective, metric_values, attempts,
    cause, suggested_ms, started_ms, ended_ms, duration_ms, epochs, name, run_status, updated_ms, expected, meets,
    spent_ms)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
    ON CONFLICT (job, number) DO UPDATE SET status = excluded.status, objective = excluded.objective,
    metric_values = excluded.metric_values, attempts = excluded.attempts, cause = excluded.cause,
    started_ms = excluded.started_ms, ended_ms = excluded.ended_ms, duration_ms = excluded.duration_ms,
    epochs = excluded.epochs, run_status = excluded.run_status, updated_ms = excluded.updated_ms,
    meets = excluded.meets, spent_ms = excluded.spent_ms";
// A point that is there already was reported twice (the log was read again after a crash): the same match.
const INSERT_POINT: &str = "INSERT INTO points (job, trial, metric, attempt, step, at_ms, line, value)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
// Where the answer to a commit gets lost, it is made again: what stands there already is the same.
const SAME_EVENT: &str = "SELECT 1 FROM events WHERE job = $1 AND seq = $2 AND body = $3";
const INBOX: &str = "SELECT inbox.id, job, coalesce(name, ''), body FROM inbox
    LEFT JOIN jobs ON jobs.id = inbox.job ORDER BY inbox.id";
// What others are asked is theirs, as long as they live; and a terminal's job waits for its user.
const SHARED_INBOX: &str = "SELECT inbox.id, job, coalesce(name, ''), body FROM inbox
    LEFT JOIN jobs ON jobs.id = inbox.job LEFT JOIN alive ON alive.id = jobs.holder
    WHERE inbox.job = 0 OR jobs.holder = $1 OR (jobs.served = 1 AND alive.id IS NULL) ORDER BY inbox.id";
const ANSWER: &str = "DELETE FROM inbox WHERE job = $1 AND id = $2";

impl Store for SqlStore {
    fn create(&self, created: Recorded, study: Study) -> BoxFuture<'_, JobId> {
        Box::pin(async move {
            let made = async {
                let mut change = self.db.begin().await?;
                let done = async {
                    let id = insert_job(&mut change, &created, &study).await?;
                    self.own(&mut change, id).await?;
                    Ok(id)
                };
                let done = done.await;
                change.end(done).await
            };
            match made.await {
                Ok(id) => {
                    self.owned(id);
                    Ok(id)
                }
                Err(e) if e.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation) => {
                    Err(StoreError::NameTaken(study.spec().name.clone()))
                }
                Err(error) => Err(self.failed(error)),
            }
        })
    }

    fn commit(&self, commit: Arc<Commit>) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let written = async {
                let mut change = self.db.begin().await?;
                let done = async {
                    let mine = self.fence(&mut change, commit.job.id).await?;
                    if mine {
                        write(&mut change, &commit).await?;
                    }
                    Ok(mine)
                };
                let done = done.await;
                change.end(done).await
            };
            match written.await {
                Ok(true) => Ok(()),
                Ok(false) => Err(StoreError::TakenOver { job: commit.job.spec.name.clone() }),
                Err(error) => Err(self.failed(error)),
            }
        })
    }

    fn load<'a>(&'a self, name: &'a str) -> BoxFuture<'a, (JobRow, Study)> {
        Box::pin(async move {
            self.claim(name).await?;
            let read = self.read(name).await;
            if read.is_err()
                && let Ok(job) = self.job(name).await
            {
                // In nobody's hands it must not be taken to be in ours.
                let _ = self.release_job(job.id).await;
            }
            read
        })
    }

    fn read<'a>(&'a self, name: &'a str) -> BoxFuture<'a, (JobRow, Study)> {
        Box::pin(async move {
            let found = self.one("SELECT * FROM jobs WHERE name = $1", args![name], job_from).await?;
            let job = found.ok_or_else(|| StoreError::NoSuchJob(name.to_owned()))?;
            let events = "SELECT seq, at_ms, body FROM events WHERE job = $1 ORDER BY seq";
            let log = self.all(events, args![job.id], event_from).await?;
            let replayed = Study::replay(log).map_err(|e| self.damaged(&e))?;
            let mut study = replayed.ok_or_else(|| self.damaged(&format!("job `{name}` has no first event")))?;
            if study.spec().search.early_stop != EarlyStopping::Off
                && let Some(metric) = study.valid().objective_index()
            {
                let attempts: Vec<(u64, usize)> = study.trials().iter().map(|t| (t.number, t.attempts.len())).collect();
                for (trial, attempt) in attempts {
                    let value = |row: &Row| Ok(row.at::<Option<f64>>(0)?.unwrap_or(f64::NAN));
                    let values = self.all(POINT_SERIES, args![job.id, trial, metric, attempt], value).await?;
                    study.restore_curve(trial, values);
                }
            }
            Ok((job, study))
        })
    }

    fn inbox(&self) -> BoxFuture<'_, Vec<InboxItem>> {
        Box::pin(async move {
            self.db.is_there()?;
            let item = |row: &Row| {
                let request = serde_json::from_str(&row.at::<String>(3)?)?;
                Ok(InboxItem { id: row.at(0)?, job: row.at(1)?, name: row.at(2)?, request })
            };
            match self.identity() {
                Some(id) => self.all(SHARED_INBOX, args![id], item).await,
                None => self.all(INBOX, args![], item).await,
            }
        })
    }

    fn ask(&self, job: JobId, at_ms: i64, request: Request) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let body = json(&request);
            self.change("INSERT INTO inbox (job, at_ms, body) VALUES ($1, $2, $3)", args![job, at_ms, body]).await
        })
    }

    fn release(&self, job: JobId) -> BoxFuture<'_, ()> {
        Box::pin(self.release_job(job))
    }

    fn orphans(&self) -> BoxFuture<'_, Vec<Orphan>> {
        Box::pin(self.orphaned())
    }

    fn dismiss(&self, inbox_id: i64) -> BoxFuture<'_, ()> {
        Box::pin(async move { self.change("DELETE FROM inbox WHERE id = $1", args![inbox_id]).await })
    }
}

async fn insert_job(change: &mut Change<'_>, created: &Recorded, study: &Study) -> Result<JobId, sqlx::Error> {
    let row = JobRow::of(0, study, created.at_ms, created.at_ms);
    let asked = row.spec.asked.as_ref();
    let made = change
        .all(
            INSERT_JOB,
            args![
                &*row.spec.name,
                json(&row.spec),
                row.status.name(),
                json(&row.counters),
                row.created_ms,
                asked.map(|a| &a.kind),
                asked.map(|a| &a.name),
            ],
        )
        .await?;
    let id = made.first().ok_or(sqlx::Error::RowNotFound)?.at(0)?;
    insert_event(change, id, created).await?;
    Ok(id)
}

async fn write(change: &mut Change<'_>, commit: &Commit) -> Result<(), sqlx::Error> {
    let id = commit.job.id;
    for event in &commit.events {
        insert_event(change, id, event).await?;
    }
    for trial in &commit.trials {
        upsert_trial(change, id, trial).await?;
    }
    for point in &commit.points {
        insert_point(change, id, point).await?;
    }
    let job = &commit.job;
    // It can be long (what earlier jobs found out), and hardly ever changes.
    let changed = commit.events.iter().any(|r| matches!(r.event, Event::Extended(_)));
    let values = args![
        id,
        changed.then(|| json(&job.spec)),
        job.status.name(),
        job.ending.as_ref().map(json),
        json(&job.counters),
        job.best.map(|(n, _)| n as i64),
        job.best.map(|(_, v)| v),
        job.updated_ms,
        job.run_ms,
        json(&job.front),
        job.cost,
    ];
    change.run(UPDATE_JOB, values).await?;
    for answered in &commit.answered {
        change.run(ANSWER, args![id, *answered]).await?;
    }
    Ok(())
}

async fn insert_event(change: &mut Change<'_>, job: JobId, event: &Recorded) -> Result<(), sqlx::Error> {
    let body = json(&event.event);
    let inserted = change.run(INSERT_EVENT, args![job, event.seq, event.at_ms, &*body]).await?;
    if inserted == 0 && change.all(SAME_EVENT, args![job, event.seq, body]).await?.is_empty() {
        let text = format!("event {} of job {job} is there already, and is another", event.seq);
        return Err(sqlx::Error::Protocol(text));
    }
    Ok(())
}

async fn upsert_trial(change: &mut Change<'_>, job: JobId, trial: &TrialRow) -> Result<(), sqlx::Error> {
    let values = args![
        job,
        trial.number,
        trial.status.name(),
        json(&trial.params),
        &*trial.origin,
        trial.objective,
        json(&StoredValues(trial.values.clone())),
        trial.attempts,
        trial.cause.as_ref().map(json),
        trial.suggested_ms,
        trial.started_ms,
        trial.ended_ms,
        trial.duration_ms,
        trial.epochs,
        trial.name.as_ref(),
        trial.run_status.name(),
        trial.updated_ms,
        trial.expected.as_ref().map(json),
        trial.meets,
        trial.spent_ms,
    ];
    change.run(UPSERT_TRIAL, values).await?;
    Ok(())
}

async fn insert_point(change: &mut Change<'_>, job: JobId, row: &PointRow) -> Result<(), sqlx::Error> {
    let point = &row.point;
    let value = Some(point.value).filter(|v| !v.is_nan());
    let values = args![job, row.trial, point.metric, row.attempt, point.step, point.at_ms, point.line, value];
    change.run(INSERT_POINT, values).await?;
    Ok(())
}

/// Our own types always have a JSON form.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("our own types have a JSON form")
}
