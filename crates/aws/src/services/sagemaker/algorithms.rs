//! What is known of the algorithms that are asked for by name.

use tunesmith_metrics::MetricDefinition;
use tunesmith_study::Runtime;

/// The data sets of which XGBoost's image prints metrics.
const SETS: [&str; 2] = ["train", "validation"];
/// Metrics that XGBoost's image prints, with the patterns that SageMaker documents for them.
const XGBOOST: [&str; 17] = [
    "accuracy",
    "auc",
    "aucpr",
    "error",
    "f1",
    "gamma-deviance",
    "logloss",
    "mae",
    "map",
    "mape",
    "merror",
    "mlogloss",
    "mse",
    "ndcg",
    "poisson-nloglik",
    "r2",
    "rmse",
];

/// Metric definitions of an algorithm; none for a program that brings its own. `objective` is the metric that it is tuned for,
/// which may be one more, such as `validation:ndcg@5`.
pub(crate) fn metrics_of(runtime: &Runtime, objective: Option<&str>) -> Vec<MetricDefinition> {
    match runtime {
        Runtime::BuiltIn { algorithm, .. } if algorithm == "xgboost" => {
            let all = SETS.iter().flat_map(|set| XGBOOST.iter().map(move |name| (*set, *name)));
            let mut known: Vec<(&str, &str)> = all.collect();
            let wanted = objective.and_then(|o| o.split_once(':')).filter(|(set, name)| {
                SETS.contains(set) && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_@.".contains(c))
            });
            known.extend(wanted.filter(|w| !known.contains(w)));
            known.into_iter().map(|(set, name)| xgboost_metric(set, name)).collect()
        }
        _ => Vec::new(),
    }
}

fn xgboost_metric(set: &str, name: &str) -> MetricDefinition {
    let spelled = name.replace('.', r"\.");
    let pattern = format!(r".*\[[0-9]+\].*{set}-{spelled}[:=]([-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?).*");
    MetricDefinition::new(format!("{set}:{name}"), pattern)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_objective_is_among_the_metrics() {
        let xgboost = Runtime::BuiltIn { algorithm: "xgboost".into(), python: "python3".into() };
        let names = |objective| {
            let metrics = metrics_of(&xgboost, objective);
            assert!(metrics.len() <= 40, "the most that a Describe can tell");
            metrics.into_iter().map(|m| m.name).collect::<Vec<_>>()
        };
        assert!(names(Some("validation:auc")).contains(&"validation:auc".to_owned()));
        assert_eq!(names(Some("validation:ndcg@5")).last().map(String::as_str), Some("validation:ndcg@5"));
        assert_eq!(names(Some("loss")), names(None));
        let script = Runtime::Script { python: "python3".into() };
        assert_eq!(metrics_of(&script, Some("validation:auc")), Vec::new());
    }
}
