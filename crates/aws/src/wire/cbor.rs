//! Smithy's RPC protocol in CBOR.

use ciborium::value::{Integer, Value as Cbor};
use serde_json::{Map, Number, Value};

use crate::model::schema::Shape;

/// Tag of a time in seconds since the epoch.
const EPOCH: u64 = 1;
/// Deepest nesting that is read.
const DEPTH: usize = 32;

/// A value from its bytes; none when they are no CBOR that has a counterpart here.
pub(crate) fn read(body: &[u8]) -> Option<Value> {
    if body.is_empty() {
        return Some(Value::Object(Map::new()));
    }
    let cbor: Cbor = ciborium::de::from_reader_with_recursion_limit(body, DEPTH).ok()?;
    from_cbor(cbor)
}

fn from_cbor(cbor: Cbor) -> Option<Value> {
    Some(match cbor {
        Cbor::Null => Value::Null,
        Cbor::Bool(b) => Value::Bool(b),
        Cbor::Integer(i) => Value::from(i64::try_from(i128::from(i)).ok()?),
        Cbor::Float(x) => Value::Number(Number::from_f64(x)?),
        Cbor::Text(text) => Value::String(text),
        Cbor::Array(values) => Value::Array(values.into_iter().map(from_cbor).collect::<Option<_>>()?),
        Cbor::Map(pairs) => {
            let pair = |(key, value): (Cbor, Cbor)| Some((key.into_text().ok()?, from_cbor(value)?));
            Value::Object(pairs.into_iter().map(pair).collect::<Option<_>>()?)
        }
        Cbor::Tag(EPOCH, inner) => from_cbor(*inner)?,
        _ => return None,
    })
}

/// The bytes of a value.
pub(crate) fn write(shape: Option<&Shape>, value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory does not fail.
    let _ = ciborium::into_writer(&to_cbor(shape, value), &mut bytes);
    bytes
}

fn to_cbor(shape: Option<&Shape>, value: &Value) -> Cbor {
    match (shape, value) {
        (Some(Shape::Timestamp), Value::Number(n)) => {
            Cbor::Tag(EPOCH, Box::new(Cbor::Float(n.as_f64().unwrap_or(0.0))))
        }
        (_, Value::Null) => Cbor::Null,
        (_, Value::Bool(b)) => Cbor::Bool(*b),
        (Some(Shape::Real(_)), Value::Number(n)) => Cbor::Float(n.as_f64().unwrap_or(0.0)),
        (_, Value::Number(n)) => match n.as_i64() {
            Some(i) => Cbor::Integer(Integer::from(i)),
            None => Cbor::Float(n.as_f64().unwrap_or(0.0)),
        },
        (_, Value::String(text)) => Cbor::Text(text.clone()),
        (shape, Value::Array(values)) => {
            let member = if let Some(Shape::List(_, member)) = shape { Some(*member) } else { None };
            Cbor::Array(values.iter().map(|v| to_cbor(member, v)).collect())
        }
        (shape, Value::Object(object)) => {
            let of = |name: &str| match shape {
                Some(Shape::Structure(members)) => members.iter().find(|m| m.name == name).map(|m| m.shape),
                Some(Shape::Map(_, _, member)) => Some(*member),
                _ => None,
            };
            Cbor::Map(object.iter().map(|(k, v)| (Cbor::Text(k.clone()), to_cbor(of(k), v))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::generated::cloudwatch;

    #[test]
    fn values_survive_and_times_are_tagged() {
        let output = cloudwatch::SERVICE.operation("GetMetricStatistics").and_then(|o| o.output);
        let value = json!({"Label": "auc", "Datapoints": [{"Timestamp": 1_538_501_020.123, "Average": 2.0, "SampleCount": 1.0}]});
        let bytes = write(output, &value);
        assert_eq!(read(&bytes), Some(value));
        assert!(bytes.windows(2).any(|w| w == [0xc1, 0xfb]), "a tagged float: {bytes:02x?}");
    }
}
