//! Numbers in JSON that may be NaN or infinite. JSON has no such numbers, so those are written as text.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A number as it stands in JSON.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Spelling {
    Number(f64),
    Text(String),
}

impl From<f64> for Spelling {
    fn from(x: f64) -> Self {
        if x.is_finite() { Self::Number(x) } else { Self::Text(x.to_string()) }
    }
}

impl Spelling {
    fn read<E: serde::de::Error>(self) -> Result<f64, E> {
        match self {
            Self::Number(x) => Ok(x),
            Self::Text(text) => text.parse().map_err(E::custom),
        }
    }
}

/// For `#[serde(with)]` on an `f64`.
pub fn serialize<S: Serializer>(x: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    Spelling::from(*x).serialize(serializer)
}

/// For `#[serde(with)]` on an `f64`.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Spelling::deserialize(deserializer)?.read()
}

/// The same for a list of numbers of which some are absent.
pub mod options {
    use super::{Deserialize, Deserializer, Serialize, Serializer, Spelling};

    /// For `#[serde(with)]` on a `Vec<Option<f64>>`.
    pub fn serialize<S: Serializer>(values: &[Option<f64>], serializer: S) -> Result<S::Ok, S::Error> {
        values.iter().map(|v| v.map(Spelling::from)).collect::<Vec<_>>().serialize(serializer)
    }

    /// For `#[serde(with)]` on a `Vec<Option<f64>>`.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Option<f64>>, D::Error> {
        let values = Vec::<Option<Spelling>>::deserialize(deserializer)?;
        values.into_iter().map(|v| v.map(Spelling::read).transpose()).collect()
    }
}
