//! What a trial printed, with the matches of its metrics.

use axum::Json;
use axum::extract::{Path, Query, State};
use serde::{Deserialize, Serialize};
use tunesmith_executor::folder::{RunFolder, log_length, read_log};
use tunesmith_metrics::{Highlight, MetricSet, highlights};
use utoipa::{IntoParams, ToSchema};

use crate::problem::{Answer, Problem};
use crate::server::Shared;

/// Bytes of a piece: as said, at first, and at most.
const PIECE: u64 = 128 << 10;
const LARGEST: u64 = 1 << 20;
/// Matches of a metric that are shown in a piece.
const MATCHES: usize = 2_000;

/// A match, in UTF-16 units of the text, which is how browsers count.
#[derive(Serialize, ToSchema)]
pub(crate) struct Match {
    /// Place of the metric in the job's list.
    metric: usize,
    start: usize,
    end: usize,
    group_start: usize,
    group_end: usize,
    /// The number; none where the group holds none.
    value: Option<f64>,
}

/// A piece of a log.
#[derive(Serialize, ToSchema)]
pub(crate) struct LogPiece {
    /// First byte of it.
    from: u64,
    /// The byte behind it: where the next piece begins.
    next: u64,
    /// Bytes that there are now.
    total: u64,
    text: String,
    matches: Vec<Match>,
    /// Nothing more will come.
    ended: bool,
    attempt: u32,
}

/// Which piece.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// The last one where none is said.
    attempt: Option<u32>,
    /// First byte; negative: so many bytes before the end.
    from: Option<i64>,
    /// Bytes, up to 1 MiB.
    limit: Option<u64>,
}

/// A piece of what a trial printed.
#[utoipa::path(get, path = "/api/v1/jobs/{job}/trials/{trial}/log", tag = "trials",
    params(("job" = String, Path), ("trial" = u64, Path), Wanted),
    responses((status = 200, body = LogPiece), (status = 404, body = Problem)))]
pub(crate) async fn read(
    State(shared): State<Shared>,
    Path((name, number)): Path<(String, u64)>,
    Query(wanted): Query<Wanted>,
) -> Answer<LogPiece> {
    let job = shared.job(&name).await?;
    let trial = shared.trial(&job, number).await?;
    let attempt = wanted.attempt.unwrap_or(trial.attempts);
    if attempt == 0 || attempt > trial.attempts {
        return Err(Problem::absent(format!("trial {number} has {} attempts", trial.attempts)));
    }
    let folder = RunFolder::at(shared.parts.data.attempt(&job.spec.name, number, attempt));
    let limit = wanted.limit.unwrap_or(PIECE).clamp(1, LARGEST);
    let ended = folder.exit().is_some() || trial.status.is_over() || trial.attempts > attempt;
    let set = MetricSet::new(job.spec.metrics.clone()).ok();
    let wanted_from = wanted.from.unwrap_or(0);
    let read = move || -> std::io::Result<LogPiece> {
        let there = log_length(&folder);
        let from = match wanted_from {
            from if from < 0 => there.saturating_sub(from.unsigned_abs()),
            // A long log gave up a piece of its tail: who was behind it reads its end anew.
            from if from as u64 > there => there.saturating_sub(limit),
            from => from as u64,
        };
        let mut bytes = read_log(&folder, from)?;
        let total = from + bytes.len() as u64;
        bytes.truncate(limit as usize);
        // A piece ends with a line, or where nothing more is there; a line that is longer than a piece is cut.
        if total > from + bytes.len() as u64 {
            let end = bytes.iter().rposition(|b| *b == b'\n').map_or_else(|| whole_characters(&bytes), |at| at + 1);
            bytes.truncate(end);
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let found = set.map(|set| highlights(&set, &text, MATCHES)).unwrap_or_default();
        let next = from + bytes.len() as u64;
        let ended = ended && next == total;
        Ok(LogPiece { from, next, total, matches: in_utf16(&text, found), text, ended, attempt })
    };
    match tokio::task::spawn_blocking(read).await {
        Ok(Ok(piece)) => Ok(Json(piece)),
        // What has not begun has no folder yet.
        Ok(Err(_)) => {
            Ok(Json(LogPiece { from: 0, next: 0, total: 0, text: String::new(), matches: Vec::new(), ended, attempt }))
        }
        Err(error) => Err(Problem::internal(error.to_string())),
    }
}

/// Bytes up to the end of the last whole character.
fn whole_characters(bytes: &[u8]) -> usize {
    let cut = (0..4).find(|back| bytes.len() > *back && bytes[bytes.len() - 1 - back] & 0b1100_0000 != 0b1000_0000);
    match cut {
        Some(back) if bytes[bytes.len() - 1 - back] >= 0b1100_0000 => bytes.len() - 1 - back,
        _ => bytes.len(),
    }
}

/// Matches by the units that browsers count.
pub(super) fn in_utf16(text: &str, found: Vec<Highlight>) -> Vec<Match> {
    let mut places: Vec<usize> =
        found.iter().flat_map(|h| [h.whole.start, h.whole.end, h.group.start, h.group.end]).collect();
    places.sort_unstable();
    places.dedup();
    let (mut at, mut units) = (0, 0);
    let mut counted = std::collections::HashMap::with_capacity(places.len());
    for place in places {
        units += text.get(at..place).map_or(0, |part| part.encode_utf16().count());
        at = place;
        counted.insert(place, units);
    }
    let unit = |place: usize| counted.get(&place).copied().unwrap_or(0);
    let told = found.into_iter().map(|h| Match {
        metric: h.metric,
        start: unit(h.whole.start),
        end: unit(h.whole.end),
        group_start: unit(h.group.start),
        group_end: unit(h.group.end),
        value: h.value.filter(|v| v.is_finite()),
    });
    told.collect()
}

#[cfg(test)]
mod tests {
    use tunesmith_metrics::MetricDefinition;

    use super::*;

    #[test]
    fn places_are_as_browsers_count_them() {
        let set = MetricSet::new(vec![MetricDefinition::new("loss", "loss")]).expect("a pattern");
        let text = "😀 ö loss = 0.5";
        let told = in_utf16(text, highlights(&set, text, 10));
        let units: Vec<u16> = text.encode_utf16().collect();
        let group = String::from_utf16(&units[told[0].group_start..told[0].group_end]).expect("text");
        assert_eq!(group, "0.5");
    }

    #[test]
    fn characters_are_not_cut() {
        assert_eq!(whole_characters("aö".as_bytes()), 1, "the last may go on");
        assert_eq!(whole_characters(&"aö".as_bytes()[..2]), 1);
        assert_eq!(whole_characters(b"ab"), 2);
        assert_eq!(whole_characters(b""), 0);
    }
}
