//! The best value so far, and every trial beside it.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use tunesmith_study::{Goal, TrialStatus};
use utoipa::ToSchema;

use super::brief;
use crate::problem::{Answer, Problem};
use crate::server::Shared;
use crate::table::Table;

/// Trials that are drawn one by one; of more, the best and the worst of each stretch are.
const MOST: usize = 2_000;

/// Trials by their number, in columns.
#[derive(Serialize, ToSchema)]
pub(crate) struct Progress {
    metric: String,
    goal: &'static str,
    target: Option<f64>,
    /// Numbers of the trials that are drawn.
    trials: Vec<u64>,
    /// Their objectives.
    values: Vec<Option<f64>>,
    /// When they ended, in seconds since the job began.
    ended_s: Vec<Option<f64>>,
    /// 0 completed, 1 stopped before its end, 2 stopped, 3 misses what is required.
    kinds: Vec<u8>,
    /// Trials that bettered the best.
    best_trials: Vec<u64>,
    best_values: Vec<Option<f64>>,
    best_ended_s: Vec<Option<f64>>,
    /// Numbers of failed trials, at most as many as are drawn.
    failed: Vec<u64>,
    /// Trials with a value, those included that are not drawn.
    total: usize,
}

/// Every trial's value, and the best so far.
#[utoipa::path(get, path = "/api/v1/jobs/{job}/progress", tag = "charts", params(("job" = String, Path)),
    responses((status = 200, body = Progress), (status = 404, body = Problem)))]
pub(crate) async fn progress(State(shared): State<Shared>, Path(name): Path<String>) -> Answer<Progress> {
    let job = shared.job(&name).await?;
    let (table, _) = shared.tables.of(&job).await?;
    let goal = job.spec.objective.goal;
    let with_value: Vec<usize> = (0..table.len()).filter(|r| table.objective[*r].is_finite()).collect();
    let drawn = drawn(&table, &with_value, MOST);
    let since = |row: usize| {
        Some(table.ended_ms[row]).filter(|t| *t >= 0).and_then(|t| brief((t - job.created_ms) as f64 / 1000.0))
    };
    let best = improvements(&table, &with_value, goal);
    let kind = |row: usize| match table.status[row] {
        _ if !table.meets[row] => 3,
        TrialStatus::Stopped if table.stopped_early(row) => 1,
        TrialStatus::Stopped => 2,
        _ => 0,
    };
    let failed: Vec<u64> =
        (0..table.len()).filter(|r| table.status[*r] == TrialStatus::Failed).map(|r| r as u64 + 1).collect();
    Ok(Json(Progress {
        metric: job.spec.objective.metric.clone(),
        goal: goal.name(),
        target: job.spec.objective.target,
        trials: drawn.iter().map(|r| *r as u64 + 1).collect(),
        values: drawn.iter().map(|r| brief(table.objective[*r])).collect(),
        ended_s: drawn.iter().map(|r| since(*r)).collect(),
        kinds: drawn.iter().map(|r| kind(*r)).collect(),
        best_trials: best.iter().map(|r| *r as u64 + 1).collect(),
        best_values: best.iter().map(|r| brief(table.objective[*r])).collect(),
        best_ended_s: best.iter().map(|r| since(*r)).collect(),
        failed: super::spread(&failed, MOST),
        total: with_value.len(),
    }))
}

/// The rows that bettered the best, in the order in which they ended.
fn improvements(table: &Table, rows: &[usize], goal: Goal) -> Vec<usize> {
    let mut rows: Vec<usize> = rows.iter().copied().filter(|r| table.meets[*r]).collect();
    rows.sort_by_key(|r| (table.ended_ms[*r], *r));
    let mut best: Option<f64> = None;
    rows.retain(|r| {
        let is_better = best.is_none_or(|b| goal.better(table.objective[*r], b));
        if is_better {
            best = Some(table.objective[*r]);
        }
        is_better
    });
    rows
}

/// All rows, or the least and the greatest of each stretch.
fn drawn(table: &Table, rows: &[usize], most: usize) -> Vec<usize> {
    if rows.len() <= most {
        return rows.to_vec();
    }
    let stretch = rows.len().div_ceil(most / 2);
    let mut drawn = Vec::with_capacity(most);
    for chunk in rows.chunks(stretch) {
        let by = |a: &&usize, b: &&usize| table.objective[**a].total_cmp(&table.objective[**b]);
        let ends = [chunk.iter().min_by(by), chunk.iter().max_by(by)];
        let mut ends: Vec<usize> = ends.into_iter().flatten().copied().collect();
        ends.sort_unstable();
        ends.dedup();
        drawn.extend(ends);
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::tests::{job, trial};

    #[test]
    fn of_many_trials_the_ends_of_each_stretch_are_drawn() {
        let mut table = Table::new(&job());
        for n in 1..=1_000_u64 {
            let mut row = trial(n, &[]);
            row.objective = Some(((n * 7_919) % 1_000) as f64);
            row.ended_ms = Some(n as i64);
            row.meets = true;
            table.set(&row);
        }
        let rows: Vec<usize> = (0..1_000).collect();
        let few = drawn(&table, &rows, 100);
        assert!(few.len() <= 100 && few.is_sorted());
        let values: Vec<f64> = few.iter().map(|r| table.objective[*r]).collect();
        assert!(values.contains(&0.0) && values.contains(&999.0), "no extreme is lost");
        let best = improvements(&table, &rows, Goal::Maximize);
        assert!(best.windows(2).all(|w| table.objective[w[1]] > table.objective[w[0]]));
        assert_eq!(table.objective[best[best.len() - 1]], 999.0);
    }
}
