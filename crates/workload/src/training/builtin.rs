//! Algorithms that are asked for by name and bring no program along.

/// A small program in Python that runs an algorithm's public package as the documentation of its image has it.
pub(crate) fn program(algorithm: &str) -> Option<&'static str> {
    match algorithm {
        "xgboost" => Some(include_str!("../../../../python/xgboost_train.py")),
        _ => None,
    }
}
