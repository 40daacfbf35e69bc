//! Numbers in a log that might be the metric somebody is looking for.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::number::parse_number;
use crate::pattern::word_pattern;

/// A named number found in a log.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The word before the number.
    pub name: String,
    /// A regular expression that catches it.
    pub pattern: String,
    /// How often it occurs.
    pub count: usize,
    /// Its last value.
    pub last: f64,
}

/// `name = 1.2`, `name: 1.2`, `"name": 1.2`.
static NAMED_NUMBER: LazyLock<regex::Regex> = LazyLock::new(|| {
    regex::Regex::new(
        r#"(?:^|[^\w.\-/])["']?([A-Za-z_][\w\-./@]{0,60})["']?\s*[:=]\s*["']?([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)(?:$|[\s,;%"'}\])])"#,
    )
    .expect("a constant expression")
});

/// The named numbers of a log, most frequent first (ties: those with a fraction, then by name), at most `limit`. The
/// closest to what `wanted` says come before all others.
pub fn find_candidates(log: &str, wanted: &str, limit: usize) -> Vec<Candidate> {
    let mut found: BTreeMap<&str, (usize, f64, bool)> = BTreeMap::new();
    for line in log.split(['\n', '\r']) {
        let mut rest = line;
        // Matches share separators (`a=1 b=2`), so each search starts at the end of the last number.
        while let Some(captures) = NAMED_NUMBER.captures(rest) {
            let (Some(name), Some(number)) = (captures.get(1), captures.get(2)) else { break };
            if let Some(value) = parse_number(number.as_str()) {
                let entry = found.entry(&rest[name.range()]).or_insert((0, value, false));
                *entry = (entry.0 + 1, value, entry.2 || number.as_str().contains(['.', 'e', 'E']));
            }
            rest = &rest[number.end()..];
        }
    }
    let wanted = wanted.to_lowercase();
    let resembles = |name: &str| {
        let name = name.to_lowercase();
        !wanted.is_empty() && name.split(['_', '-', '.', '/']).any(|part| part.len() > 2 && wanted.contains(part))
    };
    let mut ranked: Vec<_> = found.into_iter().collect();
    ranked.sort_by_key(|(name, (count, _, fraction))| {
        (std::cmp::Reverse(resembles(name)), std::cmp::Reverse(*fraction), std::cmp::Reverse(*count))
    });
    (ranked.into_iter().take(limit))
        .map(|(name, (count, last, _))| Candidate { name: name.to_owned(), pattern: word_pattern(name), count, last })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_probably_meant_comes_first() {
        let log =
            "epoch: 1 lr=0.1 loss: 0.9 val_accuracy=0.71\nepoch: 2 lr=0.1 loss: 0.8 val_accuracy=0.74\ndone in 3s\n";
        let names: Vec<_> = find_candidates(log, "accuracy = ([0-9.]+)", 3).into_iter().map(|c| c.name).collect();
        assert_eq!(names, ["val_accuracy", "loss", "lr"]);
    }

    #[test]
    fn json_lines_are_understood() {
        let found = find_candidates("{\"step\": 3, \"eval/auc\": 0.5}\n{\"step\": 4, \"eval/auc\": 0.625}\n", "", 5);
        assert_eq!((found[0].name.as_str(), found[0].count, found[0].last), ("eval/auc", 2, 0.625));
    }
}
