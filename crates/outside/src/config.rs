//! How a bucket is reached.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A bucket that is elsewhere, as a configuration names it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutsideBucket {
    /// Its name; the one that requests have in `s3://name/key`.
    pub name: String,
    /// Where it is, as `https://host:port`; none: AWS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// The region that requests are signed for.
    #[serde(default = "default_region")]
    pub region: String,
    /// A key that may read and write it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_key_id: Option<String>,
    /// Its secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_access_key: Option<String>,
    /// What temporary keys come with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_token: Option<String>,
    /// Requests are not signed: a bucket that anybody may read.
    #[serde(default)]
    pub anonymous: bool,
}

fn default_region() -> String {
    "us-east-1".to_owned()
}

impl OutsideBucket {
    /// Where it is, for people.
    pub fn place(&self) -> &str {
        self.endpoint.as_deref().unwrap_or("AWS")
    }
}

/// Without the secrets, which must not get into logs.
impl fmt::Debug for OutsideBucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OutsideBucket({} at {}, {})", self.name, self.place(), self.region)
    }
}
