//! Settings as users write them: a number where a text is meant, one where several are meant.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

/// Reads settings, all of which have a default; says which is wrong, and how.
pub(crate) fn read<T: DeserializeOwned>(options: &Map<String, Value>) -> Result<T, String> {
    let read_some =
        |some: Map<String, Value>| serde_json::from_value::<T>(Value::Object(some)).map_err(|e| e.to_string());
    read_some(options.clone()).map_err(|error| {
        let is_wrong = |(name, value): &(&String, &Value)| {
            read_some(Map::from_iter([((*name).clone(), (*value).clone())])).is_err_and(|e| e == error)
        };
        match options.iter().find(is_wrong) {
            Some((name, _)) if !error.contains(&format!("`{name}`")) => format!("{name}: {error}"),
            _ => error,
        }
    })
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a text")]
enum Word {
    Text(String),
    Whole(i64),
    Number(f64),
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a text, or a list of texts")]
enum Texts {
    One(Word),
    Many(Vec<Word>),
}

impl From<Word> for String {
    fn from(word: Word) -> Self {
        match word {
            Word::Text(text) => text,
            Word::Whole(number) => number.to_string(),
            Word::Number(number) => number.to_string(),
        }
    }
}

/// A text; numbers are taken as they are written.
pub(crate) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(Some(Word::deserialize(from)?.into()))
}

/// Texts; one is a list of one.
pub(crate) fn texts<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(match Texts::deserialize(from)? {
        Texts::One(one) => vec![one.into()],
        Texts::Many(many) => many.into_iter().map(String::from).collect(),
    })
}

/// A text with `$NAME` and `${NAME}` filled in from the environment: secrets stay out of files.
#[cfg(feature = "ray")]
pub(crate) fn filled_in(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let (name, after) = if let Some(braced) = behind.strip_prefix('{') {
            braced.split_once('}').ok_or_else(|| format!("`{text}`: a brace is not closed"))?
        } else {
            let end = behind.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(behind.len());
            behind.split_at(end)
        };
        let value =
            std::env::var(name).map_err(|_| format!("`{text}`: there is no variable {name} in the environment"))?;
        out.push_str(&value);
        rest = after;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(all(test, feature = "ray"))]
mod tests {
    use super::filled_in;

    #[test]
    fn variables_are_filled_in() {
        let path = std::env::var("PATH").expect("a path");
        assert_eq!(filled_in("a $PATH b ${PATH}c"), Ok(format!("a {path} b {path}c")));
        assert_eq!(filled_in("plain"), Ok("plain".to_owned()));
        assert!(filled_in("${PATH").is_err_and(|e| e.contains("not closed")));
    }
}
