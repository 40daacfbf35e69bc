//! The read side.

use tunesmith_metrics::MetricPoint;
use tunesmith_study::{Goal, JobStatus, Recorded, RunStatus, TrialStatus};

use super::SqlStore;
use super::database::{Arg, Row, args};
use crate::StoreError;
use crate::rows::{JobRow, StoredValues, TrialRow};
use crate::store::{BoxFuture, JobId, Order, TrialQuery, Views};

/// One metric's series of one attempt.
pub(super) const POINT_SERIES: &str = "SELECT value FROM points WHERE job = $1 AND trial = $2 AND metric = $3
    AND attempt = $4 ORDER BY step";
const ALL_SERIES: &str = "SELECT metric, step, at_ms, line, value FROM points WHERE job = $1 AND trial = $2
    AND attempt = (SELECT attempts FROM trials WHERE job = $1 AND number = $2) ORDER BY metric, step";

/// One trial.
pub(super) const TRIAL: &str = "SELECT * FROM trials WHERE job = $1 AND number = $2";
const TRIALS_BY_NUMBER: &str =
    "SELECT * FROM trials WHERE job = $1 AND ($2 IS NULL OR status = $2) ORDER BY number LIMIT $3";
const TRIALS_LEAST_FIRST: &str = "SELECT * FROM trials WHERE job = $1 AND ($2 IS NULL OR status = $2)
    ORDER BY meets DESC, objective IS NULL, objective, number LIMIT $3";
const TRIALS_MOST_FIRST: &str = "SELECT * FROM trials WHERE job = $1 AND ($2 IS NULL OR status = $2)
    ORDER BY meets DESC, objective IS NULL, objective DESC, number LIMIT $3";
const TRIALS_RECENT_FIRST: &str = "SELECT * FROM trials WHERE job = $1 AND ($2 IS NULL OR status = $2)
    ORDER BY ended_ms IS NULL, ended_ms DESC, number DESC LIMIT $3";

impl SqlStore {
    /// Reads rows and converts each; a row that cannot be read means a damaged store.
    pub(super) async fn all<T>(
        &self,
        sql: impl Into<String>,
        args: Vec<Arg>,
        read: impl Fn(&Row) -> Result<T, ReadError>,
    ) -> Result<Vec<T>, StoreError> {
        let rows = self.db.all(sql, args).await.map_err(|e| self.failed(e))?;
        rows.iter().map(|row| read(row).map_err(|e| self.damaged(&e))).collect()
    }

    /// Reads a row, where there is one.
    pub(super) async fn one<T>(
        &self,
        sql: impl Into<String>,
        args: Vec<Arg>,
        read: impl Fn(&Row) -> Result<T, ReadError>,
    ) -> Result<Option<T>, StoreError> {
        let row = self.db.one(sql, args).await.map_err(|e| self.failed(e))?;
        row.map(|row| read(&row).map_err(|e| self.damaged(&e))).transpose()
    }
}

impl Views for SqlStore {
    fn jobs(&self) -> BoxFuture<'_, Vec<JobRow>> {
        Box::pin(async move {
            let sql = "SELECT * FROM jobs WHERE hidden_ms IS NULL ORDER BY created_ms DESC, id DESC";
            self.all(sql, args![], job_from).await
        })
    }

    fn job<'a>(&'a self, name: &'a str) -> BoxFuture<'a, JobRow> {
        Box::pin(async move {
            let found = self.one("SELECT * FROM jobs WHERE name = $1", args![name], job_from).await?;
            found.ok_or_else(|| StoreError::NoSuchJob(name.to_owned()))
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
            let limit = query.limit.map_or(i64::MAX, |n| n as i64);
            self.all(sql, args![job.id, query.status.map(TrialStatus::name), limit], trial_from).await
        })
    }

    fn trial(&self, job: JobId, number: u64) -> BoxFuture<'_, Option<TrialRow>> {
        Box::pin(async move { self.one(TRIAL, args![job, number], trial_from).await })
    }

    fn series(&self, job: JobId, trial: u64) -> BoxFuture<'_, Vec<MetricPoint>> {
        Box::pin(async move { self.all(ALL_SERIES, args![job, trial], point_from).await })
    }

    fn events_after(&self, job: JobId, seq: u64) -> BoxFuture<'_, Vec<Recorded>> {
        Box::pin(async move {
            let sql = "SELECT seq, at_ms, body FROM events WHERE job = $1 AND seq > $2 ORDER BY seq";
            self.all(sql, args![job, seq], event_from).await
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

pub(super) fn job_from(row: &Row) -> Result<JobRow, ReadError> {
    let text = |column: &str| row.get::<String>(column);
    let ending: Option<String> = row.get("ending")?;
    let best_trial: Option<i64> = row.get("best_trial")?;
    let best_value: Option<f64> = row.get("best_value")?;
    Ok(JobRow {
        id: row.get("id")?,
        spec: serde_json::from_str(&text("spec")?)?,
        status: named(&JobStatus::ALL, &text("status")?)?,
        ending: ending.map(|e| serde_json::from_str(&e)).transpose()?,
        counters: serde_json::from_str(&text("counters")?)?,
        best: best_trial.map(|n| n as u64).zip(best_value),
        front: serde_json::from_str(&text("front")?)?,
        created_ms: row.get("created_ms")?,
        updated_ms: row.get("updated_ms")?,
        run_ms: row.get("run_ms")?,
        cost: row.get("cost")?,
    })
}

pub(super) fn trial_from(row: &Row) -> Result<TrialRow, ReadError> {
    let text = |column: &str| row.get::<String>(column);
    let cause: Option<String> = row.get("cause")?;
    let expected: Option<String> = row.get("expected")?;
    Ok(TrialRow {
        number: row.get::<i64>("number")? as u64,
        status: named(&TrialStatus::ALL, &text("status")?)?,
        params: serde_json::from_str(&text("params")?)?,
        origin: text("origin")?,
        expected: expected.map(|e| serde_json::from_str(&e)).transpose()?,
        objective: row.get("objective")?,
        meets: row.get::<i64>("meets")? != 0,
        values: serde_json::from_str::<StoredValues>(&text("metric_values")?)?.0,
        attempts: row.get::<i64>("attempts")? as u32,
        cause: cause.map(|c| serde_json::from_str(&c)).transpose()?,
        suggested_ms: row.get("suggested_ms")?,
        started_ms: row.get("started_ms")?,
        ended_ms: row.get("ended_ms")?,
        duration_ms: row.get("duration_ms")?,
        spent_ms: row.get("spent_ms")?,
        epochs: row.get::<i64>("epochs")? as u64,
        name: row.get("name")?,
        run_status: named(&RunStatus::ALL, &text("run_status")?)?,
        updated_ms: row.get("updated_ms")?,
    })
}

fn point_from(row: &Row) -> Result<MetricPoint, ReadError> {
    Ok(MetricPoint {
        metric: row.get::<i64>("metric")? as usize,
        step: row.get::<i64>("step")? as u64,
        at_ms: row.get("at_ms")?,
        line: row.get::<i64>("line")? as u64,
        value: row.get::<Option<f64>>("value")?.unwrap_or(f64::NAN),
    })
}

pub(super) fn event_from(row: &Row) -> Result<Recorded, ReadError> {
    Ok(Recorded {
        seq: row.get::<i64>("seq")? as u64,
        at_ms: row.get("at_ms")?,
        event: serde_json::from_str(&row.get::<String>("body")?)?,
    })
}
