//! What is known of the algorithms that are asked for by name.

use tunesmith_metrics::MetricDefinition;
use tunesmith_study::Runtime;

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

/// Metric definitions of an algorithm; none for a program that brings its own.
pub(crate) fn metrics_of(runtime: &Runtime) -> Vec<MetricDefinition> {
    match runtime {
        Runtime::BuiltIn { algorithm, .. } if algorithm == "xgboost" => {
            let of = |set: &'static str| {
                XGBOOST.iter().map(move |name| {
                    MetricDefinition::new(
                        format!("{set}:{name}"),
                        format!(r".*\[[0-9]+\].*{set}-{name}[:=]([-+]?[0-9]*\.?[0-9]+(?:[eE][-+]?[0-9]+)?).*"),
                    )
                })
            };
            of("train").chain(of("validation")).collect()
        }
        _ => Vec::new(),
    }
}
