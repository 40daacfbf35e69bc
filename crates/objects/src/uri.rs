//! Names of objects as texts.

use std::fmt;

/// A bucket and a key, or the beginning of one, as `s3://bucket/key`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectUri {
    /// The bucket.
    pub bucket: String,
    /// The key, or a prefix; may be empty.
    pub key: String,
}

impl ObjectUri {
    /// Reads `s3://bucket/key`; none when it is something else.
    pub fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("s3://")?;
        let (bucket, key) = rest.split_once('/').unwrap_or((rest, ""));
        (!bucket.is_empty()).then(|| Self { bucket: bucket.to_owned(), key: key.to_owned() })
    }

    /// The same with a path below it: `s3://b/out` with `x/y` is `s3://b/out/x/y`.
    #[must_use]
    pub fn join(&self, path: &str) -> Self {
        let base = self.key.trim_end_matches('/');
        let key = if base.is_empty() { path.to_owned() } else { format!("{base}/{path}") };
        Self { bucket: self.bucket.clone(), key }
    }
}

impl fmt::Display for ObjectUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "s3://{}/{}", self.bucket, self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_read_and_joined() {
        let parse = |text| ObjectUri::parse(text).map(|u| (u.bucket, u.key));
        assert_eq!(parse("s3://b/a/c"), Some(("b".into(), "a/c".into())));
        assert_eq!(parse("s3://b"), Some(("b".into(), String::new())));
        assert_eq!(parse("s3:///a"), None);
        assert_eq!(parse("https://b/a"), None);
        for base in ["s3://b", "s3://b/"] {
            assert_eq!(ObjectUri::parse(base).expect("a URI").join("j/output").to_string(), "s3://b/j/output");
        }
        assert_eq!(ObjectUri::parse("s3://b/out/").expect("a URI").join("j").to_string(), "s3://b/out/j");
    }
}
