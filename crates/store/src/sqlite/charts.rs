//! The pictures' read side.

use std::collections::BTreeMap;

use tunesmith_study::{Event, Recorded, StopReason};

use super::SqliteStore;
use super::read::{event_from, job_from, trial_from};
use crate::charts::{Charts, CurveKey, CurvePoint, Period};
use crate::rows::{JobRow, TrialRow};
use crate::store::{BoxFuture, JobId};

const SHOWN: &str = "SELECT * FROM jobs WHERE name = $1 AND hidden_ms IS NULL";
const SINCE: &str = "SELECT * FROM jobs WHERE hidden_ms IS NULL AND updated_ms >= $1 ORDER BY updated_ms DESC, id DESC";
const COURSE: &str =
    "SELECT number, objective FROM trials WHERE job = $1 AND meets = 1 AND objective IS NOT NULL ORDER BY number";
const LAST_STEP: &str = "SELECT max(step) FROM points WHERE job = $1 AND trial = $2 AND metric = $3 AND attempt = $4";
// The stride divides no last step in general, which is taken all the same.
const CURVE: &str = "SELECT step, at_ms, value FROM points WHERE job = $1 AND trial = $2 AND metric = $3
    AND attempt = $4 AND (step % $5 = 0 OR step = $6) ORDER BY step";
const TRIAL_EVENTS: &str = "SELECT seq, at_ms, body FROM events
    WHERE job = $1 AND (instr(body, $2) > 0 OR instr(body, $3) > 0) ORDER BY seq";
const STOPS: &str = "SELECT seq, at_ms, body FROM events
    WHERE job = $1 AND instr(body, '\"stop-requested\"') > 0 ORDER BY seq";
const PERIODS: &str = "SELECT at_ms / $4 * $4, count(*), sum(value), min(value), max(value) FROM points
    WHERE job = $1 AND trial = $2 AND metric = $3 AND value IS NOT NULL GROUP BY 1";
const LAST_EVENT: &str = "SELECT coalesce(max(seq), 0) FROM events WHERE job = $1";

impl Charts for SqliteStore {
    fn shown<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Option<JobRow>> {
        Box::pin(async move {
            let row = sqlx::query(SHOWN).bind(name).fetch_optional(&self.pool).await.map_err(|e| self.error(e))?;
            row.map(|r| job_from(&r).map_err(|e| self.damaged(&e))).transpose()
        })
    }

    fn jobs_since(&self, updated_ms: i64) -> BoxFuture<'_, Vec<JobRow>> {
        Box::pin(async move {
            let rows = sqlx::query(SINCE).bind(updated_ms).fetch_all(&self.pool).await;
            self.rows(&rows.map_err(|e| self.error(e))?, job_from)
        })
    }

    fn course(&self, job: JobId) -> BoxFuture<'_, Vec<(u64, f64)>> {
        Box::pin(async move {
            let rows: Vec<(i64, f64)> =
                sqlx::query_as(COURSE).bind(job).fetch_all(&self.pool).await.map_err(|e| self.error(e))?;
            Ok(rows.into_iter().map(|(number, value)| (number as u64, value)).collect())
        })
    }

    fn trials_after(&self, job: JobId, number: u64, limit: u64) -> BoxFuture<'_, Vec<TrialRow>> {
        Box::pin(async move {
            let rows = sqlx::query("SELECT * FROM trials WHERE job = $1 AND number > $2 ORDER BY number LIMIT $3")
                .bind(job)
                .bind(number as i64)
                .bind(limit as i64)
                .fetch_all(&self.pool)
                .await;
            self.rows(&rows.map_err(|e| self.error(e))?, trial_from)
        })
    }

    fn trials_of<'a>(&'a self, job: JobId, numbers: &'a [u64]) -> BoxFuture<'a, Vec<TrialRow>> {
        Box::pin(async move {
            let mut trials = Vec::with_capacity(numbers.len());
            // In one connection; a statement a trial is quicker than a list of unknown length.
            let mut connection = self.pool.acquire().await.map_err(|e| self.error(e))?;
            for number in numbers {
                let row = sqlx::query("SELECT * FROM trials WHERE job = $1 AND number = $2")
                    .bind(job)
                    .bind(*number as i64)
                    .fetch_optional(&mut *connection)
                    .await
                    .map_err(|e| self.error(e))?;
                if let Some(row) = row {
                    trials.push(trial_from(&row).map_err(|e| self.damaged(&e))?);
                }
            }
            Ok(trials)
        })
    }

    fn curves<'a>(&'a self, job: JobId, keys: &'a [CurveKey], most: u64) -> BoxFuture<'a, Vec<Vec<CurvePoint>>> {
        Box::pin(async move {
            let mut curves = Vec::with_capacity(keys.len());
            let mut connection = self.pool.acquire().await.map_err(|e| self.error(e))?;
            for key in keys {
                let (trial, metric, attempt) = (key.trial as i64, key.metric as i64, i64::from(key.attempt));
                let last: Option<i64> = sqlx::query_scalar(LAST_STEP)
                    .bind(job)
                    .bind(trial)
                    .bind(metric)
                    .bind(attempt)
                    .fetch_one(&mut *connection)
                    .await
                    .map_err(|e| self.error(e))?;
                let Some(last) = last else {
                    curves.push(Vec::new());
                    continue;
                };
                let stride = (last as u64 + 1).div_ceil(most.max(2)).max(1);
                let rows: Vec<(i64, i64, Option<f64>)> = sqlx::query_as(CURVE)
                    .bind(job)
                    .bind(trial)
                    .bind(metric)
                    .bind(attempt)
                    .bind(stride as i64)
                    .bind(last)
                    .fetch_all(&mut *connection)
                    .await
                    .map_err(|e| self.error(e))?;
                let point = |(step, at_ms, value): (i64, i64, Option<f64>)| CurvePoint {
                    step: step as u64,
                    at_ms,
                    value: value.unwrap_or(f64::NAN),
                };
                curves.push(rows.into_iter().map(point).collect());
            }
            Ok(curves)
        })
    }

    fn trial_events(&self, job: JobId, trial: u64) -> BoxFuture<'_, Vec<Recorded>> {
        Box::pin(async move {
            let rows = sqlx::query(TRIAL_EVENTS)
                .bind(job)
                .bind(format!("\"trial\":{trial},"))
                .bind(format!("\"trial\":{trial}}}"))
                .fetch_all(&self.pool)
                .await;
            let mut events = self.rows(&rows.map_err(|e| self.error(e))?, event_from)?;
            // The text may stand in an event of another trial, too.
            events.retain(|recorded| recorded.event.trial() == Some(trial));
            Ok(events)
        })
    }

    fn stops(&self, job: JobId) -> BoxFuture<'_, Vec<(u64, StopReason)>> {
        Box::pin(async move {
            let rows = sqlx::query(STOPS).bind(job).fetch_all(&self.pool).await;
            let events = self.rows(&rows.map_err(|e| self.error(e))?, event_from)?;
            let stop = |recorded: Recorded| match recorded.event {
                Event::StopRequested { trial, reason } => Some((trial, reason)),
                _ => None,
            };
            Ok(events.into_iter().filter_map(stop).collect())
        })
    }

    fn periods<'a>(
        &'a self,
        job: JobId,
        metric: usize,
        trials: &'a [u64],
        period_ms: i64,
    ) -> BoxFuture<'a, Vec<Period>> {
        Box::pin(async move {
            let mut periods: BTreeMap<i64, Period> = BTreeMap::new();
            let mut connection = self.pool.acquire().await.map_err(|e| self.error(e))?;
            for trial in trials {
                let rows: Vec<(i64, i64, f64, f64, f64)> = sqlx::query_as(PERIODS)
                    .bind(job)
                    .bind(*trial as i64)
                    .bind(metric as i64)
                    .bind(period_ms.max(1))
                    .fetch_all(&mut *connection)
                    .await
                    .map_err(|e| self.error(e))?;
                for (at_ms, count, sum, least, most) in rows {
                    let new = Period { at_ms, count: 0, sum: 0.0, least: f64::INFINITY, most: f64::NEG_INFINITY };
                    let period = periods.entry(at_ms).or_insert(new);
                    period.count += count as u64;
                    period.sum += sum;
                    (period.least, period.most) = (period.least.min(least), period.most.max(most));
                }
            }
            Ok(periods.into_values().collect())
        })
    }

    fn last_event(&self, job: JobId) -> BoxFuture<'_, u64> {
        Box::pin(async move {
            let seq: i64 =
                sqlx::query_scalar(LAST_EVENT).bind(job).fetch_one(&self.pool).await.map_err(|e| self.error(e))?;
            Ok(seq as u64)
        })
    }
}
