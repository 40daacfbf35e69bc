//! What users say of the Ray cluster that runs their trials.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::settings::{self, filled_in, text, texts};

/// Names of the settings.
pub(crate) const SETTINGS: &[&str] =
    &["address", "headers", "runtime_env", "resources", "memory", "num_cpus", "before", "dir"];

/// Where `ray start --head` puts its dashboard.
const USUAL_ADDRESS: &str = "http://127.0.0.1:8265";

/// Settings of the `[ray]` section.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RayOptions {
    /// The dashboard's address; absent: `RAY_API_SERVER_ADDRESS`, then the usual one of this machine.
    #[serde(deserialize_with = "text")]
    pub(crate) address: Option<String>,
    /// Headers of every request, such as `Authorization`; `$NAME` in a value stands for that variable of the environment.
    pub(crate) headers: BTreeMap<String, String>,
    /// Ray's own `runtime_env`, as it is.
    pub(crate) runtime_env: Map<String, Value>,
    /// Custom resources that a run takes.
    pub(crate) resources: BTreeMap<String, f64>,
    /// Bytes of memory that a run takes.
    pub(crate) memory: Option<u64>,
    /// Cores, where they are no whole number; absent: the trial's `cpus`, then 1.
    pub(crate) num_cpus: Option<f64>,
    /// Shell lines before the command.
    #[serde(deserialize_with = "texts")]
    pub(crate) before: Vec<String>,
    /// Where the command runs on the cluster: `here` (the job's own directory, which all nodes have) or `package` (the
    /// directory that Ray unpacks the `working_dir` of `runtime_env` into).
    #[serde(deserialize_with = "text")]
    pub(crate) dir: Option<String>,
}

impl RayOptions {
    /// Reads settings; says what is wrong with them.
    pub(crate) fn read(options: &Map<String, Value>) -> Result<Self, String> {
        let read: Self = settings::read(options)?;
        if let Some(other) = read.dir.as_deref().filter(|dir| !["here", "package"].contains(dir)) {
            return Err(format!("dir: `{other}` is neither here nor package"));
        }
        if read.dir.as_deref() == Some("package") && !read.runtime_env.contains_key("working_dir") {
            return Err("dir = \"package\" needs a working_dir in runtime_env".to_owned());
        }
        let address = read.address();
        if !address.starts_with("http://") && !address.starts_with("https://") {
            return Err(format!("address: `{address}` is none of a dashboard; write it as http://HOST:8265"));
        }
        Ok(read)
    }

    /// The dashboard's address, without a slash at its end.
    pub(crate) fn address(&self) -> String {
        let from_outside = || std::env::var("RAY_API_SERVER_ADDRESS").ok().filter(|address| !address.is_empty());
        let address = self.address.clone().or_else(from_outside).unwrap_or_else(|| USUAL_ADDRESS.to_owned());
        address.trim_end_matches('/').to_owned()
    }

    /// The headers as they are sent.
    pub(crate) fn sent_headers(&self) -> Result<Vec<(String, String)>, String> {
        self.headers.iter().map(|(name, value)| Ok((name.clone(), filled_in(value)?))).collect()
    }

    /// Whether the command runs in the job's own directory.
    pub(crate) fn runs_here(&self) -> bool {
        self.dir.as_deref() != Some("package")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<RayOptions, String> {
        RayOptions::read(serde_json::from_str::<Value>(text).expect("JSON").as_object().expect("an object"))
    }

    #[test]
    fn settings_are_read_and_wrong_ones_are_told() {
        let options = read(r#"{"address": "http://head:8265/", "resources": {"tpu": 2}}"#).expect("settings");
        assert_eq!(options.address(), "http://head:8265");
        for (text, words) in [
            (r#"{"address": "head:8265"}"#, "write it as http://HOST:8265"),
            (r#"{"dir": "there"}"#, "neither here nor package"),
            (r#"{"dir": "package"}"#, "needs a working_dir"),
        ] {
            let error = read(text).expect_err("refused");
            assert!(error.contains(words), "{text}: {error}");
        }
        let absent = read(r#"{"headers": {"Authorization": "Bearer $TUNESMITH_NO_SUCH_TOKEN"}}"#).expect("settings");
        assert!(absent.sent_headers().is_err_and(|e| e.contains("TUNESMITH_NO_SUCH_TOKEN")));
    }
}
