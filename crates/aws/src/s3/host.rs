//! Buckets as host names: `bucket.domain` instead of a path.

use s3s::S3Result;
use s3s::host::{S3Host, VirtualHost};

/// The domains below which a name is a bucket's. Any other host is where the server is, whatever it is called, and has its
/// buckets in paths.
pub(crate) struct Domains(Vec<String>);

/// Whether a domain can be one of those: a host name, without a port.
pub fn is_domain(text: &str) -> bool {
    let is_label = |label: &str| {
        let inner = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !label.is_empty()
            && label.len() <= 63
            && label.chars().all(inner)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.len() <= 253 && text.split('.').all(is_label)
}

impl Domains {
    pub(crate) fn new(domains: &[String]) -> Self {
        let mut domains: Vec<String> = domains.iter().map(|d| d.to_ascii_lowercase()).collect();
        // Of domains within one another the longest counts.
        domains.sort_by_key(|d| std::cmp::Reverse(d.len()));
        Self(domains)
    }

    /// The domain and the bucket of a host name, port and all.
    pub(super) fn split<'a>(&'a self, host: &'a str) -> (&'a str, Option<&'a str>) {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        };
        for domain in &self.0 {
            if name.len() > domain.len() {
                let (front, back) = name.as_bytes().split_at(name.len() - domain.len());
                if back.eq_ignore_ascii_case(domain.as_bytes()) && front.len() > 1 && front.ends_with(b".") {
                    return (domain, Some(&name[..front.len() - 1]));
                }
            }
        }
        (name, None)
    }
}

impl S3Host for Domains {
    fn parse_host_header<'a>(&'a self, host: &'a str) -> S3Result<VirtualHost<'a>> {
        let (domain, bucket) = self.split(host);
        let found = VirtualHost::new(domain);
        Ok(match bucket {
            Some(bucket) => found.with_bucket(bucket.to_ascii_lowercase()),
            None => found,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_in_host_names() {
        let domains = Domains::new(&["s3.local".into(), "eu.S3.local".into()]);
        let bucket = |host| domains.split(host).1;
        assert_eq!(bucket("data.s3.local"), Some("data"));
        assert_eq!(bucket("data.s3.local:7700"), Some("data"));
        assert_eq!(bucket("my.data.S3.Local:7700"), Some("my.data"));
        assert_eq!(bucket("data.eu.s3.local"), Some("data"), "the longer domain counts");
        for host in [
            "s3.local",
            "s3.local:7700",
            ".s3.local",
            "xs3.local",
            "localhost:7700",
            "127.0.0.1:7700",
            "[::1]:7700",
            "",
        ] {
            assert_eq!(bucket(host), None, "{host}");
        }
        assert_eq!(bucket("größe.s3.local"), Some("größe"), "what is no bucket's name is refused as one");
    }

    #[test]
    fn domains_are_host_names() {
        assert!(["localhost", "s3.local", "A-1.example.com"].iter().all(|d| is_domain(d)));
        assert!(["", ".", "a..b", "-a", "a-", "a b", "a:7700", "ü.de", "*.local"].iter().all(|d| !is_domain(d)));
    }
}
