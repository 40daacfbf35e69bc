//! Checks a value against its shape, and tells what is wrong in the words that AWS has for it.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

use fancy_regex::Regex;
use serde_json::{Map, Number as JsonNumber, Value};

use super::schema::{Member, Number, Shape, Size, Text};
use crate::wire::ApiError;

/// Longest value that a message repeats.
const QUOTED: usize = 200;
/// Deepest nesting that is looked at.
const DEPTH: usize = 40;

/// The value with nothing in it but what the shape knows, or everything that is wrong with it.
pub(crate) fn checked(shape: &'static Shape, value: Value) -> Result<Value, ApiError> {
    let mut check = Check { violations: Vec::new(), mismatch: None };
    let value = check.value(shape, value, "", 0);
    if let Some(mismatch) = check.mismatch {
        return Err(ApiError::serialization(mismatch));
    }
    if check.violations.is_empty() {
        return Ok(value);
    }
    let n = check.violations.len();
    let errors = if n == 1 { "error" } else { "errors" };
    Err(ApiError::validation(format!("{n} validation {errors} detected: {}", check.violations.join("; "))))
}

/// The value with nothing in it but what the shape knows, whatever else is wrong with it.
pub(crate) fn known(shape: &'static Shape, value: Value) -> Value {
    Check { violations: Vec::new(), mismatch: None }.value(shape, value, "", 0)
}

struct Check {
    violations: Vec<String>,
    mismatch: Option<String>,
}

impl Check {
    fn violate(&mut self, shown: &str, place: &str, constraint: &str) {
        let mut quote: String = shown.chars().take(QUOTED).collect();
        if quote.len() < shown.len() {
            quote.push_str("...");
        }
        let value = if shown == "null" { "null".to_owned() } else { format!("'{quote}'") };
        self.violations.push(format!("Value {value} at '{place}' failed to satisfy constraint: {constraint}"));
    }

    fn mismatch(&mut self, place: &str, wanted: &str, found: &Value) {
        let place = if place.is_empty() { "the request" } else { place };
        let found = match found {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "a list",
            Value::Object(_) => "an object",
        };
        self.mismatch.get_or_insert_with(|| format!("{place} must be {wanted}, and is {found}"));
    }

    fn value(&mut self, shape: &'static Shape, value: Value, place: &str, depth: usize) -> Value {
        if depth > DEPTH {
            self.mismatch.get_or_insert_with(|| format!("{place} is nested too deeply"));
            return Value::Null;
        }
        match (shape, value) {
            (Shape::Structure(members), Value::Object(object)) => self.structure(members, object, place, depth),
            (Shape::List(size, member), Value::Array(values)) => {
                self.size(size, values.len(), &Value::Null, place, "length");
                let item = |(i, v)| self.value(member, v, &format!("{place}.{}.member", i + 1), depth + 1);
                Value::Array(values.into_iter().enumerate().map(item).collect())
            }
            (Shape::Map(size, key, member), Value::Object(object)) => {
                self.size(size, object.len(), &Value::Null, place, "length");
                let mut map = Map::new();
                for (name, value) in object {
                    let value = self.value(member, value, &format!("{place}.{name}.value"), depth + 1);
                    self.value(key, Value::String(name.clone()), &format!("{place}.key"), depth + 1);
                    map.insert(name, value);
                }
                Value::Object(map)
            }
            (Shape::String(text), Value::String(value)) => {
                self.text(text, &value, place);
                Value::String(value)
            }
            (Shape::Integer(number), Value::Number(value)) => {
                let whole = value.as_i64().or_else(|| value.as_f64().filter(|x| x.fract() == 0.0).map(|x| x as i64));
                let Some(whole) = whole else {
                    self.mismatch(place, "an integer", &Value::Number(value));
                    return Value::Null;
                };
                self.number(number, whole as f64, &whole.to_string(), place);
                Value::from(whole)
            }
            (Shape::Real(number), Value::Number(value)) => {
                self.number(number, value.as_f64().unwrap_or(f64::NAN), &value.to_string(), place);
                Value::Number(value)
            }
            // JSON has no such numbers; some clients write them so.
            (Shape::Real(_), Value::String(text)) if matches!(text.as_str(), "NaN" | "Infinity" | "-Infinity") => {
                self.violate(&text, place, "Member must be a finite number");
                Value::Null
            }
            (Shape::Boolean, Value::Bool(value)) => Value::Bool(value),
            (Shape::Timestamp, Value::Number(value)) => Value::Number(value),
            (Shape::Timestamp, Value::String(text)) => {
                let number = seconds(&text).and_then(JsonNumber::from_f64);
                if number.is_none() {
                    self.mismatch(place, "a time", &Value::String(text));
                }
                number.map_or(Value::Null, Value::Number)
            }
            (shape, other) => {
                self.mismatch(place, wanted(shape), &other);
                Value::Null
            }
        }
    }

    fn structure(
        &mut self,
        members: &'static [Member],
        mut object: Map<String, Value>,
        place: &str,
        depth: usize,
    ) -> Value {
        let mut known = Map::new();
        for member in members {
            let place = if place.is_empty() { camel(member.name) } else { format!("{place}.{}", camel(member.name)) };
            match object.remove(member.name) {
                None | Some(Value::Null) => {
                    if member.required {
                        self.violate("null", &place, "Member must not be null");
                    }
                }
                Some(value) => {
                    let value = self.value(member.shape, value, &place, depth + 1);
                    known.insert(member.name.to_owned(), value);
                }
            }
        }
        Value::Object(known)
    }

    fn size(&mut self, size: &Size, found: usize, shown: &Value, place: &str, what: &str) {
        let shown = shown.as_str().map_or_else(|| format!("[{found} members]"), str::to_owned);
        if let Some(min) = size.min.filter(|min| (found as u64) < *min) {
            self.violate(&shown, place, &format!("Member must have {what} greater than or equal to {min}"));
        }
        if let Some(max) = size.max.filter(|max| (found as u64) > *max) {
            self.violate(&shown, place, &format!("Member must have {what} less than or equal to {max}"));
        }
    }

    fn text(&mut self, text: &'static Text, value: &str, place: &str) {
        self.size(&text.size, value.chars().count(), &Value::String(value.to_owned()), place, "length");
        if let Some(pattern) = text.pattern
            && !matches(pattern, value)
        {
            self.violate(value, place, &format!("Member must satisfy regular expression pattern: {pattern}"));
        }
        if !text.values.is_empty() && !text.values.contains(&value) {
            let mut constraint = "Member must satisfy enum value set: ".to_owned();
            let _ = write!(constraint, "[{}]", text.values.join(", "));
            self.violate(value, place, &constraint);
        }
    }

    fn number(&mut self, number: &Number, value: f64, shown: &str, place: &str) {
        if let Some(min) = number.min.filter(|min| value < *min) {
            self.violate(shown, place, &format!("Member must have value greater than or equal to {min}"));
        }
        if let Some(max) = number.max.filter(|max| value > *max) {
            self.violate(shown, place, &format!("Member must have value less than or equal to {max}"));
        }
    }
}

fn wanted(shape: &Shape) -> &'static str {
    match shape {
        Shape::Structure(_) | Shape::Map(..) => "an object",
        Shape::List(..) => "a list",
        Shape::String(_) => "a string",
        Shape::Integer(_) => "an integer",
        Shape::Real(_) => "a number",
        Shape::Boolean => "a boolean",
        Shape::Timestamp => "a time",
    }
}

/// `HyperParameterTuningJobName` as messages have it.
fn camel(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

/// Whether the whole value matches a pattern of the model. One that takes too long to say is taken for a match.
fn matches(pattern: &'static str, value: &str) -> bool {
    static COMPILED: Mutex<Option<HashMap<&'static str, Option<Regex>>>> = Mutex::new(None);
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let regex = compiled.get_or_insert_default().entry(pattern).or_insert_with(|| compile(pattern));
    regex.as_ref().is_none_or(|r| r.is_match(value).unwrap_or(true))
}

/// Models have Java's spellings. Lengths beyond a few hundred are checked as such, and would make the automaton large.
fn compile(pattern: &str) -> Option<Regex> {
    let spelled = pattern
        .replace(r"\p{Alnum}", "a-zA-Z0-9")
        .replace(r"\uD800\uDC00-\uDBFF\uDFFF", r"\x{10000}-\x{10FFFF}")
        .replace("{0,1024}", "*");
    let mut parts = spelled.split(r"\u");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_at_checked(4)?;
        let _ = write!(text, r"\x{{{code}}}{rest}");
    }
    Regex::new(&format!(r"\A(?:{text})\z")).ok()
}

/// Seconds since the epoch from an ISO 8601 text or a number as text.
fn seconds(text: &str) -> Option<f64> {
    if let Ok(number) = text.parse::<f64>() {
        return number.is_finite().then_some(number);
    }
    let moment = time::OffsetDateTime::parse(text, &time::format_description::well_known::Iso8601::PARSING).ok()?;
    Some(moment.unix_timestamp_nanos() as f64 / 1e9)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::generated::sagemaker;
    use super::*;

    fn input(operation: &str) -> &'static Shape {
        sagemaker::SERVICE.operation(operation).and_then(|o| o.input).expect("an operation with an input")
    }

    #[test]
    fn violations_are_told_in_the_words_of_aws() {
        let request = json!({
            "HyperParameterTuningJobName": "a b",
            "HyperParameterTuningJobConfig": {
                "Strategy": "Magic",
                "ResourceLimits": {"MaxParallelTrainingJobs": 0},
                "HyperParameterTuningJobObjective": {"Type": "Maximize"},
            },
        });
        let error = checked(input("CreateHyperParameterTuningJob"), request).expect_err("refused");
        assert_eq!(error.code, "ValidationException");
        for part in [
            "4 validation errors detected: ",
            "Value 'a b' at 'hyperParameterTuningJobName' failed to satisfy constraint: Member must satisfy regular \
             expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}",
            "Value 'Magic' at 'hyperParameterTuningJobConfig.strategy' failed to satisfy constraint: Member must satisfy \
             enum value set: [Bayesian, Random, Hyperband, Grid]",
            "Value null at 'hyperParameterTuningJobConfig.hyperParameterTuningJobObjective.metricName' failed to satisfy \
             constraint: Member must not be null",
            "Value '0' at 'hyperParameterTuningJobConfig.resourceLimits.maxParallelTrainingJobs' failed to satisfy \
             constraint: Member must have value greater than or equal to 1",
        ] {
            assert!(error.message.contains(part), "{part}\nin {}", error.message);
        }
    }

    #[test]
    fn what_is_no_number_is_told_apart_from_a_bad_one() {
        let error = checked(input("ListTrainingJobs"), json!({"MaxResults": "10"})).expect_err("refused");
        assert_eq!(
            (error.code.as_str(), error.message.as_str()),
            ("SerializationException", "maxResults must be an integer, and is a string")
        );
        let read = checked(input("ListTrainingJobs"), json!({"MaxResults": 10.0, "Unknown": 1, "NextToken": null}));
        assert_eq!(read.expect("fits"), json!({"MaxResults": 10}));
    }

    #[test]
    fn every_pattern_of_the_models_is_understood() {
        fn walk(shape: &Shape, depth: usize, bad: &mut Vec<&'static str>) {
            match shape {
                _ if depth > 12 => {}
                Shape::Structure(members) => members.iter().for_each(|m| walk(m.shape, depth + 1, bad)),
                Shape::List(_, member) => walk(member, depth + 1, bad),
                Shape::Map(_, key, value) => {
                    walk(key, depth + 1, bad);
                    walk(value, depth + 1, bad);
                }
                Shape::String(Text { pattern: Some(pattern), .. }) if compile(pattern).is_none() => bad.push(pattern),
                _ => {}
            }
        }
        let mut bad = Vec::new();
        for operation in crate::services::FACES.iter().flat_map(|f| f.service.operations) {
            for shape in operation.input.iter().chain(&operation.output) {
                walk(shape, 0, &mut bad);
            }
        }
        bad.dedup();
        assert_eq!(bad, Vec::<&str>::new());
    }

    #[test]
    fn times_are_read_in_both_spellings() {
        assert_eq!(seconds("2018-10-02T17:23:40Z"), Some(1_538_501_020.0));
        assert_eq!(seconds("1538501020.5"), Some(1_538_501_020.5));
        assert_eq!(seconds("yesterday"), None);
    }
}
