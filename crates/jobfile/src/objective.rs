//! The objective as it is said on the command line.

use tunesmith_metrics::MetricDefinition;
use tunesmith_study::DURATION_METRIC;

/// From `--maximize M`: the metric's name, and its definition where it is a new one. M is a metric's name, a bare word (a
/// pattern for `word = 1.2` is made from it), or a regular expression with a group, which names itself by the words before
/// the group.
pub fn objective_from(text: &str, known: &[MetricDefinition]) -> (String, Option<MetricDefinition>) {
    if text == DURATION_METRIC || known.iter().any(|m| m.name == text) {
        return (text.to_owned(), None);
    }
    if !text.contains(['(', '\\', '[', '*', '+', '?', '^', '$', '|']) {
        return (text.to_owned(), Some(MetricDefinition::new(text, text)));
    }
    let name = name_of(text);
    (name.clone(), Some(MetricDefinition::new(name, text)))
}

/// The last word before the group: `pr_auc` of `pr_auc = ([0-9.]+)`.
fn name_of(regex: &str) -> String {
    let before = regex.split('(').find(|part| part.chars().any(char::is_alphanumeric)).unwrap_or(regex);
    let word = before
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '/')))
        .rfind(|word| word.chars().any(char::is_alphabetic) && word.len() > 1);
    word.map_or_else(|| "objective".to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_forms() {
        let known = [MetricDefinition::new("PR-AUC", "pr_auc = (.*)")];
        assert_eq!(objective_from("PR-AUC", &known), ("PR-AUC".into(), None));
        assert_eq!(objective_from("loss", &[]), ("loss".into(), Some(MetricDefinition::new("loss", "loss"))));
        let regex = r"pr_auc = ([0-9\.]+)";
        assert_eq!(objective_from(regex, &[]), ("pr_auc".into(), Some(MetricDefinition::new("pr_auc", regex))));
        assert_eq!(objective_from("([0-9.]+)", &[]).0, "objective");
        assert_eq!(objective_from("@duration", &[]), ("@duration".into(), None));
    }
}
