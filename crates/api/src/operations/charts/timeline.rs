//! Who ran what when.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::{Answer, Problem};
use crate::server::Shared;

/// Bars of a picture, the latest.
const MOST: usize = 2_000;

/// Bars in lanes, in columns.
#[derive(Serialize, ToSchema)]
pub(crate) struct Timeline {
    trials: Vec<u64>,
    /// Seconds since the job began.
    queued_s: Vec<f64>,
    started_s: Vec<f64>,
    /// Null where it runs.
    ended_s: Vec<Option<f64>>,
    /// `running`, `completed`, `failed`, `stopped`, by place.
    statuses: Vec<&'static str>,
    status: Vec<u8>,
    /// The slot that each took, from 0: as many as ran at once.
    lanes: Vec<u32>,
    lane_count: u32,
    /// When the job began.
    created_ms: i64,
    /// Now, as the server sees it, in seconds since the job began.
    now_s: f64,
    /// The share of the time of all lanes in which something ran, of what is drawn.
    busy: f64,
    /// Seconds of all trials that are drawn.
    worked_s: f64,
    total: usize,
}

/// Who ran what when.
#[utoipa::path(get, path = "/api/v1/jobs/{job}/timeline", tag = "charts", params(("job" = String, Path)),
    responses((status = 200, body = Timeline), (status = 404, body = Problem)))]
pub(crate) async fn timeline(State(shared): State<Shared>, Path(name): Path<String>) -> Answer<Timeline> {
    const STATUSES: [&str; 4] = ["running", "completed", "failed", "stopped"];
    let job = shared.job(&name).await?;
    let (table, _) = shared.tables.of(&job).await?;
    let mut rows: Vec<usize> = (0..table.len()).filter(|r| table.started_ms[*r] >= 0).collect();
    let total = rows.len();
    rows.sort_by_key(|r| (table.started_ms[*r], *r));
    let rows = &rows[rows.len().saturating_sub(MOST)..];
    let now = shared.parts.clock.now_ms();
    let end = |row: usize| if table.ended_ms[row] >= 0 { table.ended_ms[row] } else { now };
    let mut free_at: Vec<i64> = Vec::new();
    let mut lanes = Vec::new();
    for row in rows {
        let start = table.started_ms[*row];
        let free = free_at.iter().position(|at| *at <= start);
        let lane = free.unwrap_or_else(|| {
            free_at.push(0);
            free_at.len() - 1
        });
        free_at[lane] = end(*row);
        lanes.push(lane as u32);
    }
    let since = |at: i64| (at - job.created_ms) as f64 / 1000.0;
    let worked: i64 = rows.iter().map(|r| end(*r) - table.started_ms[*r]).sum();
    let first = rows.iter().map(|r| table.started_ms[*r]).min().unwrap_or(0);
    let last = rows.iter().map(|r| end(*r)).max().unwrap_or(0);
    let span = (last - first).max(1) as f64 * free_at.len().max(1) as f64;
    let place = |row: &usize| STATUSES.iter().position(|s| *s == table.status[*row].name()).unwrap_or(0) as u8;
    Ok(Json(Timeline {
        trials: rows.iter().map(|r| *r as u64 + 1).collect(),
        queued_s: rows.iter().map(|r| since(table.suggested_ms[*r])).collect(),
        started_s: rows.iter().map(|r| since(table.started_ms[*r])).collect(),
        ended_s: rows.iter().map(|r| Some(table.ended_ms[*r]).filter(|t| *t >= 0).map(since)).collect(),
        statuses: STATUSES.to_vec(),
        status: rows.iter().map(place).collect(),
        lanes,
        lane_count: free_at.len() as u32,
        created_ms: job.created_ms,
        now_s: since(now),
        busy: worked as f64 / span,
        worked_s: worked as f64 / 1000.0,
        total,
    }))
}
