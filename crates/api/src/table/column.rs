//! The values of one parameter.

use serde_json::{Value as Json, json};
use tunesmith_space::{Domain, Parameter, Value};

/// Stands for a trial in which a parameter is not active.
const ABSENT: u32 = u32::MAX;

/// The values of one parameter, a row a trial.
#[derive(Debug, Clone)]
pub(crate) enum Column {
    /// Numbers; NaN where it is not active.
    Number { whole: bool, values: Vec<f64> },
    /// Places in a list of categories.
    Category { categories: Vec<Value>, values: Vec<u32> },
}

impl Column {
    pub(crate) fn of(parameter: &Parameter) -> Self {
        let categories = |categories| Self::Category { categories, values: Vec::new() };
        match &parameter.domain {
            Domain::Float { .. } => Self::Number { whole: false, values: Vec::new() },
            Domain::Int { .. } => Self::Number { whole: true, values: Vec::new() },
            Domain::Choice { choices } => categories(choices.clone()),
            Domain::Bool => categories(vec![Value::Bool(false), Value::Bool(true)]),
        }
    }

    pub(super) fn push_absent(&mut self) {
        match self {
            Self::Number { values, .. } => values.push(f64::NAN),
            Self::Category { values, .. } => values.push(ABSENT),
        }
    }

    pub(super) fn set(&mut self, row: usize, value: Option<&Value>) {
        match self {
            Self::Number { values, .. } => values[row] = value.and_then(Value::as_f64).unwrap_or(f64::NAN),
            Self::Category { categories, values } => {
                values[row] = value.map_or(ABSENT, |value| {
                    // A choice of an earlier range is one more category.
                    let place = categories.iter().position(|c| c.same_as(value)).unwrap_or_else(|| {
                        categories.push(value.clone());
                        categories.len() - 1
                    });
                    place as u32
                });
            }
        }
    }

    /// A number to order by: the value itself, or the place of its category.
    pub(crate) fn rank(&self, row: usize) -> Option<f64> {
        match self {
            Self::Number { values, .. } => Some(values[row]).filter(|v| !v.is_nan()),
            Self::Category { values, .. } => Some(values[row]).filter(|v| *v != ABSENT).map(f64::from),
        }
    }

    /// The value as text, as a command gets it.
    pub(crate) fn text(&self, row: usize) -> Option<String> {
        match self {
            Self::Number { whole: true, values } => {
                Some(values[row]).filter(|v| !v.is_nan()).map(|v| (v as i64).to_string())
            }
            Self::Number { values, .. } => {
                Some(values[row]).filter(|v| !v.is_nan()).map(|v| Value::Float(v).to_string())
            }
            Self::Category { categories, values } => categories.get(values[row] as usize).map(ToString::to_string),
        }
    }

    /// The value as JSON; null where it is not active.
    pub(crate) fn json(&self, row: usize) -> Json {
        match self {
            Self::Number { values, .. } if values[row].is_nan() => Json::Null,
            Self::Number { whole: true, values } => json!(values[row] as i64),
            Self::Number { values, .. } => json!(values[row]),
            Self::Category { categories, values } => json!(categories.get(values[row] as usize)),
        }
    }
}
