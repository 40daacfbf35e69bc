//! The configuration file of a server.

use std::path::Path;

use miette::{IntoDiagnostic, WrapErr as _};
use serde::Deserialize;
use tunesmith_aws::{InstanceRule, Quotas, is_domain};
use tunesmith_hosting::Limits;
use tunesmith_outside::{Bucket, OutsideBucket, OutsideBuckets, OutsideStore};
use tunesmith_workload::{ImageMap, ImageRule};

use crate::failure::{Failure, failure};

/// The account of whoever names none.
const ACCOUNT: &str = "123456789012";

/// What a configuration file may say.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ServerConfig {
    /// The interpreter for training scripts.
    pub(crate) python: Option<String>,
    /// The twelve digits of the account.
    account: Option<String>,
    /// Host names under which buckets are host names themselves.
    pub(crate) domains: Vec<String>,
    /// How much there may be.
    quotas: Option<Quotas>,
    /// What requests to endpoints may be.
    pub(crate) hosting: Limits,
    /// What runs the jobs of which images.
    images: Vec<ImageRule>,
    /// What stands for which kinds of machines.
    pub(crate) instances: Vec<InstanceRule>,
    /// Buckets that are elsewhere.
    buckets: Vec<OutsideBucket>,
    /// Where all others are; none: in the data directory.
    objects: Option<OutsideStore>,
}

impl ServerConfig {
    /// Reads a file.
    pub(crate) fn read(file: &Path) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(file).into_diagnostic().wrap_err_with(|| file.display().to_string())?;
        let config: Self = toml::from_str(&text).into_diagnostic().wrap_err_with(|| file.display().to_string())?;
        config.check().map_err(|wrong| failure!("{}: {wrong}", file.display()))?;
        Ok(config)
    }

    /// What a type does not say.
    fn check(&self) -> Result<(), String> {
        if let Some(account) = &self.account
            && !(account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit()))
        {
            return Err(format!("account = \"{account}\": an account has twelve digits, such as \"{ACCOUNT}\""));
        }
        for rule in &self.images {
            rule.mistake().map_or(Ok(()), |m| Err(format!("[[images]] image = \"{}\": {m}", rule.image)))?;
        }
        for rule in &self.instances {
            rule.mistake().map_or(Ok(()), |m| Err(format!("[[instances]] type = \"{}\": {m}", rule.kind)))?;
        }
        if let Some(domain) = self.domains.iter().find(|d| !is_domain(d)) {
            return Err(format!(
                "domains: \"{domain}\" is no host name; write it without port and scheme, such as \"s3.example.com\""
            ));
        }
        Ok(())
    }

    pub(crate) fn images(&self) -> ImageMap {
        let python = self.python.clone().unwrap_or_else(|| "python3".to_owned());
        ImageMap { python, rules: self.images.clone() }
    }

    /// Buckets that are elsewhere, each with a key: its own, or that of the server's environment.
    pub(crate) fn buckets(&self) -> Result<OutsideBuckets, Failure> {
        let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let key = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"].map(variable);
        let mut buckets = self.buckets.clone();
        for bucket in buckets.iter_mut().filter(|b| !b.anonymous && b.access_key_id.is_none()) {
            [bucket.access_key_id, bucket.secret_access_key, bucket.session_token] = key.clone();
        }
        let mut rest = self.objects.clone();
        if let Some(rest) = rest.as_mut().filter(|r| r.access_key_id.is_none()) {
            [rest.access_key_id, rest.secret_access_key, rest.session_token] = key;
        }
        if let Some(mistake) = rest.as_ref().and_then(OutsideStore::mistake) {
            return Err(failure!("[objects] of the configuration: {mistake}"));
        }
        for (i, bucket) in buckets.iter().enumerate() {
            let twice = buckets[..i].iter().any(|b| b.name == bucket.name);
            let mistake = bucket.mistake().or_else(|| twice.then(|| "it is there twice".to_owned()));
            if let Some(mistake) = mistake {
                return Err(failure!("the bucket `{}` of the configuration: {mistake}", bucket.name));
            }
            Bucket::open(bucket.clone()).map_err(|e| failure!("{e}"))?;
        }
        Ok(OutsideBuckets { named: buckets, rest })
    }

    pub(crate) fn quotas(&self, wanted: bool) -> Quotas {
        if wanted { self.quotas.clone().unwrap_or_default() } else { Quotas::none() }
    }

    pub(crate) fn account(&self) -> String {
        self.account.clone().unwrap_or_else(|| ACCOUNT.to_owned())
    }
}
