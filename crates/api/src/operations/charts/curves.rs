//! Learning curves.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use tunesmith_store::{Charts as _, CurveKey};
use tunesmith_study::{StopReason, TrialStatus};
use utoipa::{IntoParams, ToSchema};

use super::{brief, spread};
use crate::problem::{Answer, Problem};
use crate::server::Shared;
use crate::table::Query as Filter;

/// Curves of a picture, and points of each.
const CURVES: usize = 150;
const POINTS: u64 = 100;

/// The course of a metric over a trial.
#[derive(Serialize, ToSchema)]
pub(crate) struct Curve {
    trial: u64,
    status: &'static str,
    /// Stopped by a rule before its end.
    stopped_early: bool,
    /// The rule's words.
    cause: Option<String>,
    objective: Option<f64>,
    /// Where a rule stopped it: the step at which it looked,
    stop_step: Option<u64>,
    /// and the value that it would have needed there: the median, the rung's least, the best.
    stop_line: Option<f64>,
    /// Which values they are, from 0.
    steps: Vec<u64>,
    /// Null where one is no number.
    values: Vec<Option<f64>>,
}

/// Curves of some trials: the best, those that run, and others evenly spread.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "one of its fields is what all of it is about")]
pub(crate) struct Curves {
    metric: String,
    /// The direction, where it is an objective.
    goal: Option<&'static str>,
    curves: Vec<Curve>,
    /// Trials that fit, those included that are not drawn.
    total: usize,
}

/// Which curves are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Name of the metric; the objective where none is said.
    metric: Option<String>,
    /// Only trials that fit.
    query: Option<String>,
    /// At most so many curves, up to 150.
    limit: Option<usize>,
    /// Only these trials, as numbers with commas between.
    trials: Option<String>,
}

/// Learning curves of a metric.
#[utoipa::path(get, path = "/api/v1/jobs/{job}/curves", tag = "charts", params(("job" = String, Path), Wanted),
    responses((status = 200, body = Curves), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(crate) async fn curves(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Answer<Curves> {
    let job = shared.job(&name).await?;
    let metrics = &job.spec.metrics;
    let metric = wanted.metric.unwrap_or_else(|| job.spec.objective.metric.clone());
    let place = metrics.iter().position(|m| m.name == metric).or_else(|| (!metrics.is_empty()).then_some(0));
    let Some(place) = place else {
        return Ok(Json(Curves { metric, goal: None, curves: Vec::new(), total: 0 }));
    };
    let metric = metrics[place].name.clone();
    let (table, _) = shared.tables.of(&job).await?;
    let filter = Filter::read(wanted.query.as_deref().unwrap_or_default(), &table).map_err(Problem::invalid)?;
    let mut rows: Vec<usize> = filter.rows(&table).into_iter().filter(|r| table.attempts[*r] > 0).collect();
    if let Some(numbers) = &wanted.trials {
        let numbers: Vec<usize> = numbers.split(',').filter_map(|n| n.trim().parse().ok()).collect();
        rows.retain(|r| numbers.contains(&(r + 1)));
    }
    let total = rows.len();
    let most = wanted.limit.unwrap_or(CURVES).clamp(1, CURVES);
    let goal = job.spec.objective.goal;
    if rows.len() > most {
        let loss = |r: &usize| Some(goal.as_loss(table.objective[*r])).filter(|l| !l.is_nan()).unwrap_or(f64::INFINITY);
        rows.sort_by(|a, b| loss(a).total_cmp(&loss(b)).then(a.cmp(b)));
        let mut chosen: Vec<usize> = rows[..most / 3].to_vec();
        let running = rows.iter().filter(|r| table.status[**r] == TrialStatus::Running);
        chosen.extend(running.take(most / 3));
        let others: Vec<usize> = rows[most / 3..].iter().copied().filter(|r| !chosen.contains(r)).collect();
        chosen.extend(spread(&others, most - chosen.len()));
        rows = chosen;
    }
    rows.sort_unstable();
    let key = |r: &usize| CurveKey { trial: *r as u64 + 1, attempt: table.attempts[*r], metric: place };
    let keys: Vec<CurveKey> = rows.iter().map(key).collect();
    let series = shared.parts.store.curves(job.id, &keys, POINTS).await?;
    // Rules look at the objective alone.
    let stops = if metric == job.spec.objective.metric { shared.parts.store.stops(job.id).await? } else { Vec::new() };
    let lines: HashMap<u64, (u64, f64)> =
        stops.iter().filter_map(|(trial, reason)| Some((*trial, line_of(reason)?))).collect();
    let curve = |(row, points): (&usize, Vec<tunesmith_store::CurvePoint>)| {
        let stopped_early = table.stopped_early(*row);
        let stop = lines.get(&(*row as u64 + 1)).filter(|_| stopped_early);
        Curve {
            trial: *row as u64 + 1,
            status: table.status[*row].name(),
            stopped_early,
            cause: stopped_early.then(|| table.words.at(table.cause[*row]).to_owned()),
            objective: brief(table.objective[*row]),
            stop_step: stop.map(|(step, _)| *step),
            stop_line: stop.and_then(|(_, line)| brief(*line)),
            steps: points.iter().map(|p| p.step).collect(),
            values: points.iter().map(|p| brief(p.value)).collect(),
        }
    };
    let curves: Vec<Curve> = rows.iter().zip(series).map(curve).filter(|c| !c.steps.is_empty()).collect();
    let goal = job.spec.objective.aims().into_iter().find(|a| a.metric == metric).map(|a| a.goal.name());
    Ok(Json(Curves { metric, goal, curves, total }))
}

/// The step at which a rule looked, from 0, and the value that it wanted there.
fn line_of(reason: &StopReason) -> Option<(u64, f64)> {
    match reason {
        StopReason::Median { epoch, median, .. } => Some((epoch.saturating_sub(1), *median)),
        StopReason::Rung { epoch, cutoff, .. } => Some((epoch.saturating_sub(1), *cutoff)),
        StopReason::Curve { epoch, best, .. } => Some((epoch.saturating_sub(1), *best)),
        _ => None,
    }
}
