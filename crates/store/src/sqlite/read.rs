//! The read side.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;
use tunesmith_metrics::MetricPoint;
use tunesmith_study::{Goal, JobStatus, Recorded, RunStatus, TrialStatus};

use super::SqliteStore;
use crate::StoreError;
use crate::rows::{JobRow, StoredValues, TrialRow};
use crate::store::{BoxFuture, JobId, Order, Request, TrialQuery, Views};

/// One metric's series of one attempt.
pub(super) const POINT_SERIES: &str = "SELECT value FROM points WHERE job = $1 AND trial = $2 AND metric = $3
    AND attempt = $4 ORDER BY step";
const ALL_SERIES: &str = "SELECT metric, step, at_ms, line, value FROM points WHERE job = $1 AND trial = $2
    AND attempt = (SELECT attempts FROM trials WHERE job = $1 AND number = $2) ORDER BY metric, step";

const TRIALS_BY_NUMBER: &str =
    "SELECT * FROM trials WHERE job = $1 AND ($2 IS NULL OR status = $2) ORDER BY number LIMIT $3";
const TRIALS_LEAST_FIRST: &str = "SELECT * FROM trials WHERE job = $1 AND ($2 IS NULL OR status = $2)
    ORDER BY meets DESC, objective IS NULL, objective, number LIMIT $3";
const TRIALS_MOST_FIRST: &str = "SELECT * FROM trials WHERE job = $1 AND ($2 IS NULL OR status = $2)
    ORDER BY meets DESC, objective IS NULL, objective DESC, number LIMIT $3";
const TRIALS_RECENT_FIRST: &str = "SELECT * FROM trials WHERE job = $1 AND ($2 IS NULL OR status = $2)
    ORDER BY ended_ms IS NULL, ended_ms DESC, number DESC LIMIT $3";

impl SqliteStore {
    /// Reads rows and converts each; a row that cannot be read means a damaged store.
    pub(super) fn rows<T>(
        &self,
        rows: &[SqliteRow],
        read: fn(&SqliteRow) -> Result<T, ReadError>,
    ) -> Result<Vec<T>, StoreError> {
        rows.iter().map(|row| read(row).map_err(|e| self.damaged(&e))).collect()
    }
}

impl Views for SqliteStore {
    fn jobs(&self) -> BoxFuture<'_, Vec<JobRow>> {
        Box::pin(async move {
            let rows = sqlx::query("SELECT * FROM jobs WHERE hidden_ms IS NULL ORDER BY created_ms DESC, id DESC")
                .fetch_all(&self.pool)
                .await;
            self.rows(&rows.map_err(|e| self.error(e))?, job_from)
        })
    }

    fn job<'a>(&'a self, name: &'a str) -> BoxFuture<'a, JobRow> {
        Box::pin(async move {
            let row = sqlx::query("SELECT * FROM jobs WHERE name = $1").bind(name).fetch_optional(&self.pool).await;
            let row = row.map_err(|e| self.error(e))?.ok_or_else(|| StoreError::NoSuchJob(name.to_owned()))?;
            job_from(&row).map_err(|e| self.damaged(&e))
        })
    }

    fn trials<'a>(&'a self, job: &'a JobRow, query: TrialQuery) -> BoxFuture<'a, Vec<TrialRow>> {
        Box::pin(async move {
            let sql = match (query.order, job.spec.objective.goal) {
                (Order::Number, _) => TRIALS_BY_NUMBER,
                (Order::Best, Goal::Minimize) => TRIALS_LEAST_FIRST,
                (Order::Best, Goal::Maximize) => TRIALS_MOST_FIRST,
                (Order::Recent, _) => TRIALS_RECENT_FIRST,
            };
            let rows = sqlx::query(sql)
                .bind(job.id)
                .bind(query.status.map(TrialStatus::name))
                .bind(query.limit.map_or(-1, |n| n as i64))
                .fetch_all(&self.pool)
                .await;
            self.rows(&rows.map_err(|e| self.error(e))?, trial_from)
        })
    }

    fn trial(&self, job: JobId, number: u64) -> BoxFuture<'_, Option<TrialRow>> {
        Box::pin(async move {
            let row = sqlx::query("SELECT * FROM trials WHERE job = $1 AND number = $2")
                .bind(job)
                .bind(number as i64)
                .fetch_optional(&self.pool)
                .await;
            let row = row.map_err(|e| self.error(e))?;
            row.map(|r| trial_from(&r).map_err(|e| self.damaged(&e))).transpose()
        })
    }

    fn series(&self, job: JobId, trial: u64) -> BoxFuture<'_, Vec<MetricPoint>> {
        Box::pin(async move {
            let rows = sqlx::query(ALL_SERIES).bind(job).bind(trial as i64).fetch_all(&self.pool).await;
            self.rows(&rows.map_err(|e| self.error(e))?, point_from)
        })
    }

    fn events_after(&self, job: JobId, seq: u64) -> BoxFuture<'_, Vec<Recorded>> {
        Box::pin(async move {
            let rows = sqlx::query("SELECT seq, at_ms, body FROM events WHERE job = $1 AND seq > $2 ORDER BY seq")
                .bind(job)
                .bind(seq as i64)
                .fetch_all(&self.pool)
                .await;
            self.rows(&rows.map_err(|e| self.error(e))?, event_from)
        })
    }

    fn ask(&self, job: JobId, at_ms: i64, request: Request) -> BoxFuture<'_, ()> {
        Box::pin(async move {
            let body = serde_json::to_string(&request).map_err(|e| self.damaged(&e))?;
            sqlx::query("INSERT INTO inbox (job, at_ms, body) VALUES ($1, $2, $3)")
                .bind(job)
                .bind(at_ms)
                .bind(body)
                .execute(&self.pool)
                .await
                .map_err(|e| self.error(e))?;
            Ok(())
        })
    }
}

/// A row that is not as we write it.
#[derive(Debug, thiserror::Error)]
pub(super) enum ReadError {
    #[error(transparent)]
    Column(#[from] sqlx::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("unknown status `{0}`")]
    Status(String),
}

/// The variant of a status by the word that is stored.
pub(super) fn named<T: Copy>(all: &[(T, &str)], word: &str) -> Result<T, ReadError> {
    all.iter().find(|(_, name)| *name == word).map(|(t, _)| *t).ok_or_else(|| ReadError::Status(word.to_owned()))
}

pub(super) fn job_from(row: &SqliteRow) -> Result<JobRow, ReadError> {
    let text = |column: &str| row.try_get::<String, _>(column);
    let ending: Option<String> = row.try_get("ending")?;
    let best_trial: Option<i64> = row.try_get("best_trial")?;
    let best_value: Option<f64> = row.try_get("best_value")?;
    Ok(JobRow {
        id: row.try_get("id")?,
        spec: serde_json::from_str(&text("spec")?)?,
        status: named(&JobStatus::ALL, &text("status")?)?,
        ending: ending.map(|e| serde_json::from_str(&e)).transpose()?,
        counters: serde_json::from_str(&text("counters")?)?,
        best: best_trial.map(|n| n as u64).zip(best_value),
        front: serde_json::from_str(&text("front")?)?,
        created_ms: row.try_get("created_ms")?,
        updated_ms: row.try_get("updated_ms")?,
        run_ms: row.try_get("run_ms")?,
        cost: row.try_get("cost")?,
    })
}

pub(super) fn trial_from(row: &SqliteRow) -> Result<TrialRow, ReadError> {
    let text = |column: &str| row.try_get::<String, _>(column);
    let cause: Option<String> = row.try_get("cause")?;
    let expected: Option<String> = row.try_get("expected")?;
    Ok(TrialRow {
        number: row.try_get::<i64, _>("number")? as u64,
        status: named(&TrialStatus::ALL, &text("status")?)?,
        params: serde_json::from_str(&text("params")?)?,
        origin: text("origin")?,
        expected: expected.map(|e| serde_json::from_str(&e)).transpose()?,
        objective: row.try_get("objective")?,
        meets: row.try_get::<i64, _>("meets")? != 0,
        values: serde_json::from_str::<StoredValues>(&text("metric_values")?)?.0,
        attempts: row.try_get::<i64, _>("attempts")? as u32,
        cause: cause.map(|c| serde_json::from_str(&c)).transpose()?,
        suggested_ms: row.try_get("suggested_ms")?,
        started_ms: row.try_get("started_ms")?,
        ended_ms: row.try_get("ended_ms")?,
        duration_ms: row.try_get("duration_ms")?,
        spent_ms: row.try_get("spent_ms")?,
        epochs: row.try_get::<i64, _>("epochs")? as u64,
        name: row.try_get("name")?,
        run_status: named(&RunStatus::ALL, &text("run_status")?)?,
        updated_ms: row.try_get("updated_ms")?,
    })
}

fn point_from(row: &SqliteRow) -> Result<MetricPoint, ReadError> {
    Ok(MetricPoint {
        metric: row.try_get::<i64, _>("metric")? as usize,
        step: row.try_get::<i64, _>("step")? as u64,
        at_ms: row.try_get("at_ms")?,
        line: row.try_get::<i64, _>("line")? as u64,
        value: row.try_get::<Option<f64>, _>("value")?.unwrap_or(f64::NAN),
    })
}

pub(super) fn event_from(row: &SqliteRow) -> Result<Recorded, ReadError> {
    Ok(Recorded {
        seq: row.try_get::<i64, _>("seq")? as u64,
        at_ms: row.try_get("at_ms")?,
        event: serde_json::from_str(&row.try_get::<String, _>("body")?)?,
    })
}
