//! Where the matches of a text are, for showing them.

use std::ops::Range;

use crate::definition::MetricSet;
use crate::number::parse_number;

/// A match within a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Highlight {
    /// Index of the metric in its [`MetricSet`].
    pub metric: usize,
    /// The bytes of the match.
    pub whole: Range<usize>,
    /// The bytes of its group.
    pub group: Range<usize>,
    /// The number; none where the group holds none.
    pub value: Option<f64>,
}

/// The matches of whole lines, by their place, at most `limit` of each metric; those of the end are the ones that are kept, for
/// the last is a metric's value. Lines end as an [`Extractor`](crate::Extractor) ends them.
pub fn highlights(set: &MetricSet, text: &str, limit: usize) -> Vec<Highlight> {
    let mut found: Vec<Highlight> = Vec::new();
    for (metric, pattern) in set.patterns().iter().enumerate() {
        let first = found.len();
        let mut start = 0;
        for line in text.split(['\n', '\r']) {
            pattern.each_match(line, |f| {
                let moved = |range: Range<usize>| start + range.start..start + range.end;
                let value = parse_number(f.text);
                found.push(Highlight { metric, whole: moved(f.whole), group: moved(f.group), value });
            });
            start += line.len() + 1;
        }
        let surplus = (found.len() - first).saturating_sub(limit);
        found.drain(first..first + surplus);
    }
    found.sort_by_key(|h| (h.whole.start, h.metric));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::MetricDefinition;

    #[test]
    fn matches_are_where_they_stand() {
        let set = MetricSet::new(vec![
            MetricDefinition::new("loss", "loss"),
            MetricDefinition::new("auc", r"(?<=pr_)auc = (\S+)"),
        ])
        .expect("patterns");
        let text = "loss = 0.5\nö pr_auc = 0.25\rloss = x\nloss = 0.125\npr_auc = none";
        let found = highlights(&set, text, 10);
        let told: Vec<_> = found.iter().map(|h| (h.metric, &text[h.group.clone()], h.value)).collect();
        assert_eq!(
            told,
            [(0, "0.5", Some(0.5)), (1, "0.25", Some(0.25)), (0, "0.125", Some(0.125)), (1, "none", None)]
        );
        assert_eq!(&text[found[1].whole.clone()], "auc = 0.25");
        let last: Vec<_> = highlights(&set, text, 1).into_iter().map(|h| text[h.group].to_owned()).collect();
        assert_eq!(last, ["0.125", "none"]);
    }
}
