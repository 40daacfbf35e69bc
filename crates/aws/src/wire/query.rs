//! The Query protocol: parameters of a form in, XML out.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use super::error::ApiError;
use crate::model::schema::{Operation, Service, Shape};

/// Deepest nesting of names that is looked at.
const DEPTH: usize = 12;

/// A form's parameters.
pub(crate) fn parameters(body: &[u8]) -> BTreeMap<String, String> {
    let text = String::from_utf8_lossy(body);
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (super::percent_decode(name, true), super::percent_decode(value, true))
        })
        .collect()
}

/// Names with dots as a tree.
#[derive(Default)]
struct Node {
    value: Option<String>,
    children: BTreeMap<String, Node>,
}

/// The input of an operation.
pub(crate) fn read(operation: &Operation, parameters: &BTreeMap<String, String>) -> Result<Value, ApiError> {
    let mut root = Node::default();
    for (name, value) in parameters {
        if name.split('.').count() > DEPTH {
            return Err(ApiError::new(
                "MalformedQueryString",
                400,
                format!("the parameter {name} is nested too deeply"),
            ));
        }
        let node = name.split('.').fold(&mut root, |node, part| node.children.entry(part.to_owned()).or_default());
        node.value = Some(value.clone());
    }
    Ok(operation.input.map_or_else(|| Value::Object(Map::new()), |shape| value_of(shape, &root)))
}

fn value_of(shape: &Shape, node: &Node) -> Value {
    match shape {
        Shape::Structure(members) => {
            let known =
                members.iter().filter_map(|m| Some((m.name.to_owned(), value_of(m.shape, node.children.get(m.name)?))));
            Value::Object(known.collect())
        }
        Shape::List(_, member) => {
            let items = node.children.get("member").unwrap_or(node);
            let mut numbered: Vec<(u64, &Node)> =
                items.children.iter().filter_map(|(n, item)| Some((n.parse().ok()?, item))).collect();
            numbered.sort_by_key(|(n, _)| *n);
            Value::Array(numbered.into_iter().map(|(_, item)| value_of(member, item)).collect())
        }
        Shape::Map(_, _, member) => {
            let entries = node.children.get("entry").unwrap_or(node);
            let pairs = entries.children.values().filter_map(|entry| {
                let key = entry.children.get("key")?.value.clone()?;
                Some((key, value_of(member, entry.children.get("value")?)))
            });
            Value::Object(pairs.collect())
        }
        Shape::Integer(_) | Shape::Real(_) => {
            let text = node.value.clone().unwrap_or_default();
            let whole = text.parse::<i64>().map(Value::from);
            whole.or_else(|_| text.parse::<f64>().map(Value::from)).unwrap_or(Value::String(text))
        }
        Shape::Boolean => match node.value.as_deref() {
            Some("true") => Value::Bool(true),
            Some("false") => Value::Bool(false),
            other => Value::String(other.unwrap_or_default().to_owned()),
        },
        Shape::String(_) | Shape::Timestamp => Value::String(node.value.clone().unwrap_or_default()),
    }
}

/// The answer of an operation.
pub(crate) fn answer(service: &Service, operation: &Operation, output: &Value, request_id: &str) -> String {
    let name = operation.name;
    let mut xml = format!("<{name}Response xmlns=\"{}\">", service.namespace);
    if let Some(shape) = operation.output {
        let _ = write!(xml, "<{name}Result>");
        write_value(&mut xml, shape, output);
        let _ = write!(xml, "</{name}Result>");
    }
    let _ = write!(xml, "<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata></{name}Response>");
    xml
}

/// An error as XML.
pub(crate) fn error(namespace: &str, error: &ApiError, request_id: &str) -> String {
    let fault = if error.status < 500 { "Sender" } else { "Receiver" };
    format!(
        "<ErrorResponse xmlns=\"{namespace}\"><Error><Type>{fault}</Type><Code>{}</Code><Message>{}</Message></Error>\
         <RequestId>{request_id}</RequestId></ErrorResponse>",
        escape(&error.code),
        escape(&error.message)
    )
}

fn write_value(xml: &mut String, shape: &Shape, value: &Value) {
    match (shape, value) {
        (Shape::Structure(members), Value::Object(object)) => {
            for member in *members {
                if let Some(value) = object.get(member.name).filter(|v| !v.is_null()) {
                    let _ = write!(xml, "<{}>", member.name);
                    write_value(xml, member.shape, value);
                    let _ = write!(xml, "</{}>", member.name);
                }
            }
        }
        (Shape::List(_, member), Value::Array(values)) => {
            for value in values {
                xml.push_str("<member>");
                write_value(xml, member, value);
                xml.push_str("</member>");
            }
        }
        (Shape::Map(_, _, member), Value::Object(object)) => {
            for (key, value) in object {
                let _ = write!(xml, "<entry><key>{}</key><value>", escape(key));
                write_value(xml, member, value);
                xml.push_str("</value></entry>");
            }
        }
        (Shape::Timestamp, Value::Number(seconds)) => xml.push_str(&super::iso8601(seconds.as_f64().unwrap_or(0.0))),
        (_, Value::String(text)) => xml.push_str(&escape(text)),
        (_, other) => {
            let _ = write!(xml, "{other}");
        }
    }
}

/// A text as the content of an element; what XML cannot hold becomes a replacement character.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            '\r' => out.push_str("&#13;"),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::generated::{cloudwatch, iam};

    #[test]
    fn dotted_names_are_lists_and_structures() {
        let body = b"Action=GetMetricStatistics&Version=2010-08-01&Namespace=%2Faws%2Fsagemaker%2FTrainingJobs&\
            MetricName=a+b&Dimensions.member.1.Name=TrainingJobName&Dimensions.member.1.Value=x&Period=60&\
            Statistics.member.2=Sum&Statistics.member.1=Average&StartTime=2018-10-02T17%3A23%3A40Z";
        let operation = cloudwatch::SERVICE.operation("GetMetricStatistics").expect("an operation");
        let read = read(operation, &parameters(body)).expect("read");
        assert_eq!(
            read,
            json!({
                "Namespace": "/aws/sagemaker/TrainingJobs", "MetricName": "a b", "Period": 60,
                "Dimensions": [{"Name": "TrainingJobName", "Value": "x"}],
                "Statistics": ["Average", "Sum"], "StartTime": "2018-10-02T17:23:40Z",
            })
        );
    }

    #[test]
    fn answers_are_wrapped() {
        let operation = iam::SERVICE.operation("GetRole").expect("an operation");
        let output = json!({"Role": {"RoleName": "a<b", "CreateDate": 0.0}});
        let xml = answer(&iam::SERVICE, operation, &output, "id");
        assert!(xml.contains("<RoleName>a&lt;b</RoleName></Role></GetRoleResult>"), "{xml}");
        assert!(xml.contains("<CreateDate>1970-01-01T00:00:00.000Z</CreateDate>"), "{xml}");
    }
}
