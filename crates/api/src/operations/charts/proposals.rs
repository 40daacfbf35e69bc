//! Why each point was proposed, and what was expected of it.

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

use super::brief;
use crate::problem::{Answer, Problem};
use crate::server::Shared;

/// Proposals that are told, the latest.
const MOST: usize = 1_000;

/// A point as it was proposed.
#[derive(Serialize, ToSchema)]
pub(crate) struct Proposal {
    trial: u64,
    /// Who proposed it.
    origin: String,
    /// What the model expected, before the trial ran; with one deviation to each side.
    expected: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    /// The probability that it would be better than the best of its time.
    better: Option<f64>,
    observed: Option<f64>,
}

/// How many points came from whom.
#[derive(Serialize, ToSchema)]
pub(crate) struct OriginCount {
    origin: String,
    count: usize,
}

/// Proposals.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "one of its fields is what all of it is about")]
pub(crate) struct Proposals {
    origins: Vec<OriginCount>,
    proposals: Vec<Proposal>,
    total: usize,
    seed: u64,
}

/// Why each point was proposed.
#[utoipa::path(get, path = "/api/v1/jobs/{job}/proposals", tag = "charts", params(("job" = String, Path)),
    responses((status = 200, body = Proposals), (status = 404, body = Problem)))]
pub(crate) async fn proposals(State(shared): State<Shared>, Path(name): Path<String>) -> Answer<Proposals> {
    let job = shared.job(&name).await?;
    let (table, _) = shared.tables.of(&job).await?;
    let mut origins: Vec<OriginCount> = Vec::new();
    for row in 0..table.len() {
        let origin = table.words.at(table.origin[row]);
        match origins.iter_mut().find(|o| o.origin == origin) {
            Some(known) => known.count += 1,
            None => origins.push(OriginCount { origin: origin.to_owned(), count: 1 }),
        }
    }
    origins.sort_by_key(|o| std::cmp::Reverse(o.count));
    let proposal = |row: usize| {
        let [mean, low, high, better] = table.expected[row];
        Proposal {
            trial: row as u64 + 1,
            origin: table.words.at(table.origin[row]).to_owned(),
            expected: brief(mean),
            low: brief(low),
            high: brief(high),
            better: brief(better),
            observed: brief(table.objective[row]),
        }
    };
    let proposals = (table.len().saturating_sub(MOST)..table.len()).map(proposal).collect();
    Ok(Json(Proposals { origins, proposals, total: table.len(), seed: job.spec.search.seed }))
}
