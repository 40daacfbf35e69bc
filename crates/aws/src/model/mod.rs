//! The services' own model: shapes and limits, generated; reading and checking by them, written.

pub(crate) mod check;
pub(crate) mod generated;
pub(crate) mod schema;

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::wire::ApiError;

/// A checked input as its type. The check has seen to it that it fits.
pub(crate) fn typed<T: DeserializeOwned>(input: Value) -> Result<T, ApiError> {
    serde_json::from_value(input).map_err(|e| ApiError::serialization(e.to_string()))
}
