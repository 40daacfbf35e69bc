//! From parameter ranges to a search space.

use std::collections::BTreeMap;

use tunesmith_space::{Domain, Parameter, Scale, Value};

use crate::model::generated::sagemaker::{AutoParameter, ParameterRanges};
use crate::wire::ApiError;

/// Ratio of the ends from which a range is searched by its logarithm when the request leaves that to us.
const LOGARITHMIC_FROM: f64 = 100.0;

/// The parameters of some ranges, in a fixed order: integer, continuous, categorical, automatic.
pub(crate) fn parameters(ranges: &ParameterRanges) -> Result<Vec<Parameter>, ApiError> {
    let mut found = Vec::new();
    for range in ranges.integer_parameter_ranges.iter().flatten() {
        let low: i64 = end(&range.name, "MinValue", &range.min_value, "an integer")?;
        let high: i64 = end(&range.name, "MaxValue", &range.max_value, "an integer")?;
        let scale = scale(range.scaling_type.as_deref(), low as f64, high as f64);
        if scale == Scale::ReverseLog {
            return Err(ApiError::validation(format!(
                "The scaling type ReverseLogarithmic is not supported for the integer parameter {}; use Linear or Logarithmic.",
                range.name
            )));
        }
        check(&range.name, low as f64, high as f64, scale)?;
        found.push(Parameter::new(&range.name, Domain::Int { low, high, scale, step: None }));
    }
    for range in ranges.continuous_parameter_ranges.iter().flatten() {
        let low: f64 = end(&range.name, "MinValue", &range.min_value, "a number")?;
        let high: f64 = end(&range.name, "MaxValue", &range.max_value, "a number")?;
        let scale = scale(range.scaling_type.as_deref(), low, high);
        check(&range.name, low, high, scale)?;
        found.push(Parameter::new(&range.name, Domain::Float { low, high, scale, step: None }));
    }
    for range in ranges.categorical_parameter_ranges.iter().flatten() {
        let choices: Vec<Value> = range.values.iter().map(|v| Value::from(v.as_str())).collect();
        found.push(Parameter::new(&range.name, Domain::Choice { choices }));
    }
    for hint in ranges.auto_parameters.iter().flatten() {
        found.push(automatic(hint));
    }
    Ok(found)
}

/// Names and originals of categorical values survive as texts; numbers are written as they are read.
fn end<T: std::str::FromStr>(name: &str, which: &str, text: &str, wanted: &str) -> Result<T, ApiError> {
    text.trim().parse().map_err(|_| {
        ApiError::validation(format!("The {which} of the parameter {name} must be {wanted}; it is {text:?}."))
    })
}

fn scale(scaling: Option<&str>, low: f64, high: f64) -> Scale {
    match scaling {
        Some("Linear") => Scale::Linear,
        Some("Logarithmic") => Scale::Log,
        Some("ReverseLogarithmic") => Scale::ReverseLog,
        // The service's own choice, and ours.
        _ if low > 0.0 && high / low >= LOGARITHMIC_FROM => Scale::Log,
        _ => Scale::Linear,
    }
}

fn check(name: &str, low: f64, high: f64, scale: Scale) -> Result<(), ApiError> {
    let refuse = |why: String| Err(ApiError::validation(format!("The range of the parameter {name} {why}")));
    if !low.is_finite() || !high.is_finite() {
        return refuse("must have finite ends.".into());
    }
    if low > high {
        return refuse(format!("is empty: MinValue {low} is greater than MaxValue {high}."));
    }
    match scale {
        Scale::Log if low <= 0.0 => refuse(format!(
            "must be greater than 0 for the scaling type Logarithmic; MinValue is {low}. Use a small positive value, or Linear."
        )),
        Scale::ReverseLog if !(low >= 0.0 && high < 1.0) => {
            refuse(format!("must be within 0 <= x < 1 for the scaling type ReverseLogarithmic; it is {low} to {high}."))
        }
        _ => Ok(()),
    }
}

/// A range around a hint: a tenth to ten times a number, on a log scale; a share stays a share; anything else is one choice.
fn automatic(hint: &AutoParameter) -> Parameter {
    let text = hint.value_hint.trim();
    let domain = if let Ok(whole) = text.parse::<i64>() {
        match whole {
            1.. => {
                Domain::Int { low: (whole / 10).max(1), high: whole.saturating_mul(10), scale: Scale::Log, step: None }
            }
            0 => Domain::Int { low: 0, high: 10, scale: Scale::Linear, step: None },
            _ => Domain::Int { low: whole.saturating_mul(2), high: 0, scale: Scale::Linear, step: None },
        }
    } else {
        match text.parse::<f64>() {
            Ok(x) if (0.1..1.0).contains(&x) => {
                Domain::Float { low: x / 5.0, high: (x * 2.0).min(1.0), scale: Scale::Linear, step: None }
            }
            Ok(x) if x > 0.0 && x.is_finite() => {
                Domain::Float { low: x / 10.0, high: x * 10.0, scale: Scale::Log, step: None }
            }
            Ok(x) if x.is_finite() => {
                Domain::Float { low: x - x.abs() - 1.0, high: x + x.abs() + 1.0, scale: Scale::Linear, step: None }
            }
            _ => Domain::Choice { choices: vec![Value::from(text)] },
        }
    };
    Parameter::new(&hint.name, domain)
}

/// How many combinations there are; none when a range is continuous.
pub(crate) fn combinations(parameters: &[Parameter]) -> Option<u64> {
    parameters.iter().try_fold(1u64, |n, p| Some(n.saturating_mul(p.domain.cardinality()?)))
}

/// Names that are there more than once, or both searched and static.
pub(crate) fn check_names(parameters: &[Parameter], statics: &BTreeMap<String, String>) -> Result<(), ApiError> {
    for (i, parameter) in parameters.iter().enumerate() {
        let name = &parameter.name;
        if parameters[..i].iter().any(|p| p.name == *name) {
            return Err(ApiError::validation(format!("The hyperparameter {name} has more than one range; keep one.")));
        }
        if statics.contains_key(name) {
            return Err(ApiError::validation(format!(
                "The hyperparameter {name} is both static and tunable; leave it out of StaticHyperParameters or of the ranges."
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::typed;

    fn read(json: serde_json::Value) -> Result<Vec<Parameter>, String> {
        parameters(&typed(json).expect("ranges")).map_err(|e| e.message)
    }

    #[test]
    fn ranges_become_parameters() {
        let found = read(serde_json::json!({
            "IntegerParameterRanges": [{"Name": "n", "MinValue": "32", "MaxValue": "512", "ScalingType": "Auto"}],
            "ContinuousParameterRanges": [
                {"Name": "lr", "MinValue": "1e-05", "MaxValue": "0.1"},
                {"Name": "m", "MinValue": "0", "MaxValue": "0.99", "ScalingType": "ReverseLogarithmic"},
            ],
            "CategoricalParameterRanges": [{"Name": "o", "Values": ["\"Adam\"", "64"]}],
        }));
        let found = found.expect("parameters");
        assert_eq!(found[0].domain, Domain::Int { low: 32, high: 512, scale: Scale::Linear, step: None });
        assert_eq!(found[1].domain, Domain::Float { low: 1e-5, high: 0.1, scale: Scale::Log, step: None });
        assert_eq!(found[2].domain, Domain::Float { low: 0.0, high: 0.99, scale: Scale::ReverseLog, step: None });
        let choices = vec![Value::from("\"Adam\""), Value::from("64")];
        assert_eq!(found[3].domain, Domain::Choice { choices });
    }

    #[test]
    fn bad_ranges_are_named() {
        let integer = |low: &str, high: &str, scaling: &str| {
            let range = serde_json::json!({"Name": "n", "MinValue": low, "MaxValue": high, "ScalingType": scaling});
            read(serde_json::json!({"IntegerParameterRanges": [range]})).expect_err("refused")
        };
        assert!(integer("1.5", "3", "Auto").contains("MinValue of the parameter n must be an integer"));
        assert!(integer("5", "3", "Auto").contains("is empty"));
        assert!(integer("0", "3", "Logarithmic").contains("must be greater than 0"));
        assert!(integer("0", "3", "ReverseLogarithmic").contains("not supported for the integer parameter"));
    }
}
