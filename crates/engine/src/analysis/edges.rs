//! Whether the best value sits where the range ends.

use tunesmith_space::{Configuration, SearchSpace};

/// An end of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// The lower end.
    Low,
    /// The upper end.
    High,
}

/// Numeric parameters whose value lies within two hundredths of an end of their range (on its own scale), or on the last
/// rung of a ladder of more than three: perhaps the range should be wider.
pub fn edges(space: &SearchSpace, best: &Configuration) -> Vec<(String, Edge)> {
    const NEAR: f64 = 0.02;
    let point = space.encode(best);
    (space.parameters().iter().zip(point))
        .filter(|(p, _)| !p.domain.is_categorical() && best.get(&p.name).is_some())
        .filter_map(|(p, u)| {
            let reach = match p.domain.cardinality() {
                Some(0..=3) => return None,
                Some(rungs) => NEAR.max(0.5 / rungs as f64 + 1e-9),
                None => NEAR,
            };
            let edge = if u <= reach {
                Edge::Low
            } else if u >= 1.0 - reach {
                Edge::High
            } else {
                return None;
            };
            Some((p.name.clone(), edge))
        })
        .collect()
}
