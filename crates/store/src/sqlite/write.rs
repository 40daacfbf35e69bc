//! The write side: one commit, one transaction.

use std::sync::Arc;

use sqlx::Connection as _;
use sqlx::sqlite::SqliteConnection;
use tunesmith_study::{EarlyStopping, Event, Recorded, Study};

use super::SqliteStore;
use super::read::{POINT_SERIES, job_from};
use crate::StoreError;
use crate::rows::{JobRow, PointRow, StoredValues, TrialRow};
use crate::store::{BoxFuture, Commit, InboxItem, JobId, Store};

const INSERT_JOB: &str = "INSERT INTO jobs (name, spec, status, counters, created_ms, updated_ms, run_ms,
    asked_kind, asked_name) VALUES ($1, $2, $3, $4, $5, $5, 0, $6, $7) RETURNING id";
const UPDATE_JOB: &str =
    "UPDATE jobs SET spec = coalesce($2, spec), status = $3, ending = $4, counters = $5, best_trial = $6,
    best_value = $7, updated_ms = $8, run_ms = $9, front = $10, cost = $11 WHERE id = $1";
const INSERT_EVENT: &str = "INSERT INTO events (job, seq, at_ms, body) VALUES ($1, $2, $3, $4)";
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
const INBOX: &str = "SELECT inbox.id, job, coalesce(name, ''), body FROM inbox
    LEFT JOIN jobs ON jobs.id = inbox.job ORDER BY inbox.id";
const ANSWER: &str = "DELETE FROM inbox WHERE job = $1 AND id <= $2";

impl Store for SqliteStore {
    fn create(&self, created: Recorded, study: Study) -> BoxFuture<'_, JobId> {
        Box::pin(async move {
            let mut writer = self.writer.lock().await;
            match insert_job(&mut writer, &created, &study).await {
                Ok(id) => Ok(id),
                Err(e) if e.as_database_error().is_some_and(sqlx::error::DatabaseError::is_unique_violation) => {
                    Err(StoreError::NameTaken(study.spec().name.clone()))
                }
                Err(error) => Err(self.renew(&mut writer, error).await),
            }
        })
    }

    fn commit(&self, commit: Arc<Commit>) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let mut writer = self.writer.lock().await;
            match write(&mut writer, &commit).await {
                Ok(()) => Ok(()),
                Err(error) => Err(self.renew(&mut writer, error).await),
            }
        })
    }

    fn load<'a>(&'a self, name: &'a str) -> BoxFuture<'a, (JobRow, Study)> {
        Box::pin(async move {
            let mut writer = self.writer.lock().await;
            let found = sqlx::query("SELECT * FROM jobs WHERE name = $1")
                .bind(name)
                .fetch_optional(&mut *writer)
                .await
                .map_err(|e| self.error(e))?;
            let row = found.ok_or_else(|| StoreError::NoSuchJob(name.to_owned()))?;
            let job = job_from(&row).map_err(|e| self.damaged(&e))?;
            let events: Vec<(i64, i64, String)> =
                sqlx::query_as("SELECT seq, at_ms, body FROM events WHERE job = $1 ORDER BY seq")
                    .bind(job.id)
                    .fetch_all(&mut *writer)
                    .await
                    .map_err(|e| self.error(e))?;
            let mut log = Vec::with_capacity(events.len());
            for (seq, at_ms, body) in events {
                let event: Event = serde_json::from_str(&body).map_err(|e| self.damaged(&e))?;
                log.push(Recorded { seq: seq as u64, at_ms, event });
            }
            let replayed = Study::replay(log).map_err(|e| self.damaged(&e))?;
            let mut study = replayed.ok_or_else(|| self.damaged(&format!("job `{name}` has no first event")))?;
            if study.spec().search.early_stop != EarlyStopping::Off
                && let Some(metric) = study.valid().objective_index()
            {
                let attempts: Vec<(u64, usize)> = study.trials().iter().map(|t| (t.number, t.attempts.len())).collect();
                for (trial, attempt) in attempts {
                    let values = sqlx::query_scalar::<_, Option<f64>>(POINT_SERIES)
                        .bind(job.id)
                        .bind(trial as i64)
                        .bind(metric as i64)
                        .bind(attempt as i64)
                        .fetch_all(&mut *writer)
                        .await
                        .map_err(|e| self.error(e))?;
                    study.restore_curve(trial, values.into_iter().map(|v| v.unwrap_or(f64::NAN)).collect());
                }
            }
            Ok((job, study))
        })
    }

    fn inbox(&self) -> BoxFuture<'_, Vec<InboxItem>> {
        Box::pin(async move {
            // A file that was removed under us takes writes all the same, for nobody.
            if !self.path.exists() {
                let source = std::io::Error::other("it was removed while it was in use");
                return Err(StoreError::Unwritable { path: self.path.clone(), source });
            }
            let mut writer = self.writer.lock().await;
            let rows: Vec<(i64, i64, String, String)> =
                sqlx::query_as(INBOX).fetch_all(&mut *writer).await.map_err(|e| self.error(e))?;
            rows.into_iter()
                .map(|(id, job, name, body)| {
                    let request = serde_json::from_str(&body).map_err(|e| self.damaged(&e))?;
                    Ok(InboxItem { id, job, name, request })
                })
                .collect()
        })
    }

    fn dismiss(&self, inbox_id: i64) -> BoxFuture<'_, ()> {
        Box::pin(async move { self.change(sqlx::query("DELETE FROM inbox WHERE id = $1").bind(inbox_id)).await })
    }
}

async fn insert_job(writer: &mut SqliteConnection, created: &Recorded, study: &Study) -> Result<JobId, sqlx::Error> {
    let row = JobRow::of(0, study, created.at_ms, created.at_ms);
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    let id: JobId = sqlx::query_scalar(INSERT_JOB)
        .bind(&row.spec.name)
        .bind(json(&row.spec))
        .bind(row.status.name())
        .bind(json(&row.counters))
        .bind(row.created_ms)
        .bind(row.spec.asked.as_ref().map(|a| &a.kind))
        .bind(row.spec.asked.as_ref().map(|a| &a.name))
        .fetch_one(&mut *transaction)
        .await?;
    insert_event(&mut transaction, id, created).await?;
    transaction.commit().await?;
    Ok(id)
}

async fn write(writer: &mut SqliteConnection, commit: &Commit) -> Result<(), sqlx::Error> {
    let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
    let id = commit.job.id;
    for event in &commit.events {
        insert_event(&mut transaction, id, event).await?;
    }
    for trial in &commit.trials {
        upsert_trial(&mut transaction, id, trial).await?;
    }
    for point in &commit.points {
        insert_point(&mut transaction, id, point).await?;
    }
    let job = &commit.job;
    // It can be long (what earlier jobs found out), and hardly ever changes.
    let changed = commit.events.iter().any(|r| matches!(r.event, Event::Extended(_)));
    sqlx::query(UPDATE_JOB)
        .bind(id)
        .bind(changed.then(|| json(&job.spec)))
        .bind(job.status.name())
        .bind(job.ending.as_ref().map(json))
        .bind(json(&job.counters))
        .bind(job.best.map(|(n, _)| n as i64))
        .bind(job.best.map(|(_, v)| v))
        .bind(job.updated_ms)
        .bind(job.run_ms)
        .bind(json(&job.front))
        .bind(job.cost)
        .execute(&mut *transaction)
        .await?;
    if let Some(answered) = commit.answered {
        sqlx::query(ANSWER).bind(id).bind(answered).execute(&mut *transaction).await?;
    }
    transaction.commit().await
}

async fn insert_event(connection: &mut SqliteConnection, job: JobId, event: &Recorded) -> Result<(), sqlx::Error> {
    sqlx::query(INSERT_EVENT)
        .bind(job)
        .bind(event.seq as i64)
        .bind(event.at_ms)
        .bind(json(&event.event))
        .execute(connection)
        .await?;
    Ok(())
}

async fn upsert_trial(connection: &mut SqliteConnection, job: JobId, trial: &TrialRow) -> Result<(), sqlx::Error> {
    sqlx::query(UPSERT_TRIAL)
        .bind(job)
        .bind(trial.number as i64)
        .bind(trial.status.name())
        .bind(json(&trial.params))
        .bind(&trial.origin)
        .bind(trial.objective)
        .bind(json(&StoredValues(trial.values.clone())))
        .bind(i64::from(trial.attempts))
        .bind(trial.cause.as_ref().map(json))
        .bind(trial.suggested_ms)
        .bind(trial.started_ms)
        .bind(trial.ended_ms)
        .bind(trial.duration_ms)
        .bind(trial.epochs as i64)
        .bind(&trial.name)
        .bind(trial.run_status.name())
        .bind(trial.updated_ms)
        .bind(trial.expected.as_ref().map(json))
        .bind(i64::from(trial.meets))
        .bind(trial.spent_ms)
        .execute(connection)
        .await?;
    Ok(())
}

async fn insert_point(connection: &mut SqliteConnection, job: JobId, row: &PointRow) -> Result<(), sqlx::Error> {
    let point = &row.point;
    sqlx::query(INSERT_POINT)
        .bind(job)
        .bind(row.trial as i64)
        .bind(point.metric as i64)
        .bind(i64::from(row.attempt))
        .bind(point.step as i64)
        .bind(point.at_ms)
        .bind(point.line as i64)
        .bind(Some(point.value).filter(|v| !v.is_nan()))
        .execute(connection)
        .await?;
    Ok(())
}

/// Our own types always have a JSON form.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("our own types have a JSON form")
}
