//! One value of one parameter.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A parameter's value. In JSON it is the plain number, string or boolean.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A real number, always finite.
    Float(f64),
    /// A category.
    Text(String),
}

impl Value {
    /// The number behind the value; none for text, 0 or 1 for a boolean.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Bool(b) => Some(f64::from(u8::from(*b))),
            Self::Int(i) => Some(*i as f64),
            Self::Float(x) => Some(*x),
            Self::Text(_) => None,
        }
    }

    /// Equality as users see it: `1` and `1.0` are the same number.
    pub fn same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => a == b,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(_) | Self::Float(_), Self::Int(_) | Self::Float(_)) => self.as_f64() == other.as_f64(),
            _ => false,
        }
    }

    /// Reads a value as it is written on a command line: boolean, whole number, real number, else text.
    pub fn parse(text: &str) -> Self {
        match text {
            "true" => return Self::Bool(true),
            "false" => return Self::Bool(false),
            _ => {}
        }
        if let Ok(i) = text.parse::<i64>() {
            return Self::Int(i);
        }
        match text.parse::<f64>() {
            Ok(x) if x.is_finite() => Self::Float(x),
            _ => Self::Text(text.to_owned()),
        }
    }
}

impl fmt::Display for Value {
    /// As an argument of a command: the shortest text that reads back as the same value, with an exponent where a
    /// person would write one.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(b) => write!(f, "{b}"),
            Self::Int(i) => write!(f, "{i}"),
            Self::Float(x) => {
                let magnitude = x.abs();
                if magnitude != 0.0 && !(1e-4..1e15).contains(&magnitude) {
                    write!(f, "{x:e}")
                } else {
                    write!(f, "{x}")
                }
            }
            Self::Text(s) => f.write_str(s),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_print_as_arguments() {
        let shown = |v: Value| v.to_string();
        assert_eq!(shown(Value::Float(0.00001)), "1e-5");
        assert_eq!(shown(Value::Float(3.64e-5)), "3.64e-5");
        assert_eq!(shown(Value::Float(0.001)), "0.001");
        assert_eq!(shown(Value::Float(2.0)), "2");
        assert_eq!(shown(Value::Float(0.0)), "0");
        assert_eq!(shown(Value::Int(-3)), "-3");
        assert_eq!(shown(Value::Bool(true)), "true");
    }

    #[test]
    fn values_read_from_the_command_line() {
        assert_eq!(Value::parse("5"), Value::Int(5));
        assert_eq!(Value::parse("1e-3"), Value::Float(1e-3));
        assert_eq!(Value::parse("true"), Value::Bool(true));
        assert_eq!(Value::parse("nan"), Value::Text("nan".into()));
    }

    #[test]
    fn json_keeps_the_type() {
        for value in [Value::Int(1), Value::Float(1.0), Value::Bool(false), Value::from("1")] {
            let json = serde_json::to_string(&value).expect("a value is always JSON");
            assert_eq!(serde_json::from_str::<Value>(&json).expect("its own JSON"), value);
        }
    }
}
