//! The pictures' read side.

use std::collections::BTreeMap;

use tunesmith_study::{Event, Recorded, StopReason};

use super::SqlStore;
use super::database::{Row, args};
use super::read::{TRIAL, event_from, job_from, trial_from};
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

impl Charts for SqlStore {
    fn shown<'a>(&'a self, name: &'a str) -> BoxFuture<'a, Option<JobRow>> {
        Box::pin(async move { self.one(SHOWN, args![name], job_from).await })
    }

    fn jobs_since(&self, updated_ms: i64) -> BoxFuture<'_, Vec<JobRow>> {
        Box::pin(async move { self.all(SINCE, args![updated_ms], job_from).await })
    }

    fn course(&self, job: JobId) -> BoxFuture<'_, Vec<(u64, f64)>> {
        Box::pin(
            async move { self.all(COURSE, args![job], |row: &Row| Ok((row.at::<i64>(0)? as u64, row.at(1)?))).await },
        )
    }

    fn trials_after(&self, job: JobId, number: u64, limit: u64) -> BoxFuture<'_, Vec<TrialRow>> {
        Box::pin(async move {
            let sql = "SELECT * FROM trials WHERE job = $1 AND number > $2 ORDER BY number LIMIT $3";
            self.all(sql, args![job, number, limit], trial_from).await
        })
    }

    fn trials_of<'a>(&'a self, job: JobId, numbers: &'a [u64]) -> BoxFuture<'a, Vec<TrialRow>> {
        Box::pin(async move {
            let mut trials = Vec::with_capacity(numbers.len());
            // A statement a trial is quicker than a list of unknown length.
            for number in numbers {
                trials.extend(self.one(TRIAL, args![job, *number], trial_from).await?);
            }
            Ok(trials)
        })
    }

    fn curves<'a>(&'a self, job: JobId, keys: &'a [CurveKey], most: u64) -> BoxFuture<'a, Vec<Vec<CurvePoint>>> {
        Box::pin(async move {
            let mut curves = Vec::with_capacity(keys.len());
            for &CurveKey { trial, attempt, metric } in keys {
                let last = |row: &Row| Ok(row.at::<Option<i64>>(0)?);
                let last = self.one(LAST_STEP, args![job, trial, metric, attempt], last).await?.flatten();
                let Some(last) = last else {
                    curves.push(Vec::new());
                    continue;
                };
                let stride = (last as u64 + 1).div_ceil(most.max(2)).max(1);
                let point = |row: &Row| {
                    let value = row.at::<Option<f64>>(2)?.unwrap_or(f64::NAN);
                    Ok(CurvePoint { step: row.at::<i64>(0)? as u64, at_ms: row.at(1)?, value })
                };
                curves.push(self.all(CURVE, args![job, trial, metric, attempt, stride, last], point).await?);
            }
            Ok(curves)
        })
    }

    fn trial_events(&self, job: JobId, trial: u64) -> BoxFuture<'_, Vec<Recorded>> {
        Box::pin(async move {
            let values = args![job, format!("\"trial\":{trial},"), format!("\"trial\":{trial}}}")];
            let mut events = self.all(TRIAL_EVENTS, values, event_from).await?;
            // The text may stand in an event of another trial, too.
            events.retain(|recorded| recorded.event.trial() == Some(trial));
            Ok(events)
        })
    }

    fn stops(&self, job: JobId) -> BoxFuture<'_, Vec<(u64, StopReason)>> {
        Box::pin(async move {
            let stop = |recorded: Recorded| match recorded.event {
                Event::StopRequested { trial, reason } => Some((trial, reason)),
                _ => None,
            };
            Ok(self.all(STOPS, args![job], event_from).await?.into_iter().filter_map(stop).collect())
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
            for trial in trials {
                let read = |row: &Row| {
                    let count = row.at::<i64>(1)? as u64;
                    Ok(Period { at_ms: row.at(0)?, count, sum: row.at(2)?, least: row.at(3)?, most: row.at(4)? })
                };
                for part in self.all(PERIODS, args![job, *trial, metric, period_ms.max(1)], read).await? {
                    let period = periods.entry(part.at_ms).or_insert(Period { count: 0, sum: 0.0, ..part });
                    period.count += part.count;
                    period.sum += part.sum;
                    (period.least, period.most) = (period.least.min(part.least), period.most.max(part.most));
                }
            }
            Ok(periods.into_values().collect())
        })
    }

    fn last_event(&self, job: JobId) -> BoxFuture<'_, u64> {
        Box::pin(async move {
            let seq = self.one(LAST_EVENT, args![job], |row: &Row| Ok(row.at::<i64>(0)? as u64)).await?;
            Ok(seq.unwrap_or(0))
        })
    }
}
