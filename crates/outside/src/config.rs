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

/// A place that keeps objects, as a configuration names it: all buckets that have no place of their own are there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutsideStore {
    /// Where it is, as `https://host:port`; none: AWS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// The region that requests are signed for.
    #[serde(default = "default_region")]
    pub region: String,
    /// A key that may read, write and make buckets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_key_id: Option<String>,
    /// Its secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret_access_key: Option<String>,
    /// What temporary keys come with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session_token: Option<String>,
}

impl OutsideStore {
    /// A bucket there.
    pub fn bucket(&self, name: &str) -> OutsideBucket {
        OutsideBucket {
            name: name.to_owned(),
            endpoint: self.endpoint.clone(),
            region: self.region.clone(),
            access_key_id: self.access_key_id.clone(),
            secret_access_key: self.secret_access_key.clone(),
            session_token: self.session_token.clone(),
            anonymous: false,
        }
    }

    /// What is wrong with it, in words; none when it can be used.
    pub fn mistake(&self) -> Option<String> {
        self.bucket("any-bucket").mistake()
    }

    /// Where it is, for people.
    pub fn place(&self) -> &str {
        self.endpoint.as_deref().unwrap_or("AWS")
    }
}

/// Without the secrets, which must not get into logs.
impl fmt::Debug for OutsideStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OutsideStore({}, {})", self.place(), self.region)
    }
}

/// All buckets that are elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideBuckets {
    /// Those that have a place of their own.
    pub named: Vec<OutsideBucket>,
    /// Where all others are; none: they are our own.
    pub rest: Option<OutsideStore>,
}

impl OutsideBuckets {
    /// The bucket of this name, if it is elsewhere.
    pub fn find(&self, name: &str) -> Option<OutsideBucket> {
        let named = self.named.iter().find(|b| b.name == name).cloned();
        named.or_else(|| self.rest.as_ref().map(|rest| rest.bucket(name)))
    }
}

impl OutsideBucket {
    /// Its endpoint as a URL, without a slash at the end.
    pub(crate) fn url(&self) -> String {
        let aws = || format!("https://s3.{}.amazonaws.com", self.region);
        self.endpoint.as_ref().map_or_else(aws, |url| url.trim_end_matches('/').to_owned())
    }

    /// What is wrong with it, in words; none when it can be used.
    pub fn mistake(&self) -> Option<String> {
        let is_inner = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
        if !(3..=63).contains(&self.name.len()) || !self.name.chars().all(is_inner) {
            return Some("a bucket's name has 3 to 63 lower-case letters, digits, `-` and `.`".to_owned());
        }
        if let Some(endpoint) = &self.endpoint {
            let rest = endpoint.strip_prefix("https://").or_else(|| endpoint.strip_prefix("http://"));
            let host = rest.map(|r| r.trim_end_matches('/')).filter(|h| !h.is_empty());
            let is_plain = host.is_some_and(|h| !h.contains(['/', '@', '?', '#', ' ']));
            let port = host.and_then(|h| h.rsplit_once(':')).map(|(_, port)| port);
            if !is_plain || port.is_some_and(|p| !p.ends_with(']') && p.parse::<u16>().is_err()) {
                return Some(format!(
                    "the endpoint \"{endpoint}\" is no address such as \"https://minio.example.test:9000\""
                ));
            }
        }
        let is_empty = |text: &Option<String>| text.as_ref().is_none_or(String::is_empty);
        let (no_id, no_secret) = (is_empty(&self.access_key_id), is_empty(&self.secret_access_key));
        match self.anonymous {
            true if !no_id || !no_secret => Some("it is anonymous and has a key; keep one of the two".to_owned()),
            false if no_id || no_secret => Some(
                "it has no key: give it access_key_id and secret_access_key, set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for \
                 the server, or say anonymous = true"
                    .to_owned(),
            ),
            _ => None,
        }
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_work_is_told() {
        let good = OutsideBucket {
            name: "team-data".into(),
            endpoint: Some("https://minio.example.test:9000".into()),
            region: default_region(),
            access_key_id: Some("id".into()),
            secret_access_key: Some("secret".into()),
            session_token: None,
            anonymous: false,
        };
        assert_eq!(good.mistake(), None);
        assert!(!format!("{good:?}").contains("secret"));
        let at = |endpoint: &str| OutsideBucket { endpoint: Some(endpoint.into()), ..good.clone() };
        for endpoint in ["http://[::1]:9000", "http://localhost/", "https://s3.eu-central-1.amazonaws.com"] {
            assert_eq!(at(endpoint).mistake(), None, "{endpoint}");
        }
        for endpoint in
            ["", "127.0.0.1:9000", "ftp://x", "http://", "http://x:99999", "http://u:p@x", "http://x?y=1", "http://x/y"]
        {
            assert!(at(endpoint).mistake().is_some(), "{endpoint}");
        }
        for name in ["", "s3://team-data/x", "Team", "a_b", "ab"] {
            assert!(OutsideBucket { name: name.into(), ..good.clone() }.mistake().is_some(), "{name}");
        }
        assert!(OutsideBucket { anonymous: true, ..good.clone() }.mistake().is_some());
        assert!(OutsideBucket { secret_access_key: Some(String::new()), ..good }.mistake().is_some());
    }
}
