//! Parallel coordinates: a line a trial over an axis a parameter; pairs of objectives, too.

use axum::Json;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::super::job::ParameterInfo;
use super::{brief, spread};
use crate::problem::{Answer, Problem};
use crate::server::Shared;
use crate::table::Query as Filter;

/// Lines of a picture.
const LINES: usize = 1_500;

/// Lines over axes, in columns.
#[derive(Serialize, ToSchema)]
pub(crate) struct Parallel {
    axes: Vec<ParameterInfo>,
    /// The value of each trial on each axis; of choices, the place in their list. Null where a parameter is not active. One list an axis.
    values: Vec<Vec<Option<f64>>>,
    trials: Vec<u64>,
    objectives: Vec<Option<f64>>,
    /// The last values of each metric.
    metrics: Vec<Vec<Option<f64>>>,
    metric_names: Vec<String>,
    /// How long each trial ran, in seconds: what `@duration` is.
    durations_s: Vec<Option<f64>>,
    /// Whether each trial meets what is required.
    meets: Vec<bool>,
    metric: String,
    goal: &'static str,
    /// Trials with a value that fit, those included that are not drawn.
    total: usize,
}

/// Which lines are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Fitting {
    /// Only trials that fit.
    query: Option<String>,
}

/// Trials as lines over their parameters; of many, the best and others evenly spread.
#[utoipa::path(get, path = "/api/v1/jobs/{job}/parallel", tag = "charts", params(("job" = String, Path), Fitting),
    responses((status = 200, body = Parallel), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(crate) async fn parallel(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    Query(wanted): Query<Fitting>,
) -> Answer<Parallel> {
    let job = shared.job(&name).await?;
    let (table, _) = shared.tables.of(&job).await?;
    let filter = Filter::read(wanted.query.as_deref().unwrap_or_default(), &table).map_err(Problem::invalid)?;
    let goal = job.spec.objective.goal;
    let mut rows: Vec<usize> = filter.rows(&table).into_iter().filter(|r| table.objective[*r].is_finite()).collect();
    let total = rows.len();
    if rows.len() > LINES {
        rows.sort_by(|a, b| goal.as_loss(table.objective[*a]).total_cmp(&goal.as_loss(table.objective[*b])));
        let rest = rows.split_off(LINES / 3);
        rows.extend(spread(&rest, LINES - LINES / 3));
        // The front is drawn whole.
        rows.extend(job.front.iter().map(|n| *n as usize - 1).filter(|r| *r < table.len()));
        rows.sort_unstable();
        rows.dedup();
    }
    // Four digits are more than a picture shows.
    let short = |x: f64| format!("{x:.3e}").parse().ok();
    let axis = |i: usize| rows.iter().map(|r| table.params[i].rank(*r).and_then(short)).collect();
    Ok(Json(Parallel {
        axes: table.parameters.iter().map(ParameterInfo::of).collect(),
        values: (0..table.params.len()).map(axis).collect(),
        trials: rows.iter().map(|r| *r as u64 + 1).collect(),
        objectives: rows.iter().map(|r| brief(table.objective[*r])).collect(),
        metrics: table.values.iter().map(|v| rows.iter().map(|r| brief(v[*r])).collect()).collect(),
        metric_names: table.metrics.clone(),
        durations_s: rows.iter().map(|r| brief(table.duration_ms[*r] as f64 / 1000.0)).collect(),
        meets: rows.iter().map(|r| table.meets[*r]).collect(),
        metric: job.spec.objective.metric.clone(),
        goal: goal.name(),
        total,
    }))
}
