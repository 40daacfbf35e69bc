//! What users say of the jobs that run their trials.

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::settings::{self, text, texts};

/// Names of the settings.
pub(crate) const SETTINGS: &[&str] =
    &["partition", "account", "qos", "time", "memory", "nodes", "gpu_type", "extra", "before", "program"];

/// Settings of the `[slurm]` section; what is absent is left to the cluster.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SlurmOptions {
    /// `--partition`.
    #[serde(deserialize_with = "text")]
    pub(crate) partition: Option<String>,
    /// `--account`.
    #[serde(deserialize_with = "text")]
    pub(crate) account: Option<String>,
    /// `--qos`.
    #[serde(deserialize_with = "text")]
    pub(crate) qos: Option<String>,
    /// `--time`, as Slurm writes it (`90`, `2:30:00`, `1-12`); absent: the trial's own time limit, with room to end in.
    #[serde(deserialize_with = "text")]
    pub(crate) time: Option<String>,
    /// `--mem`, such as `8G`.
    #[serde(deserialize_with = "text")]
    pub(crate) memory: Option<String>,
    /// `--nodes`, for commands that start their own `srun`.
    pub(crate) nodes: Option<u32>,
    /// Kind of GPU, for `--gres=gpu:KIND:N`.
    #[serde(deserialize_with = "text")]
    pub(crate) gpu_type: Option<String>,
    /// Further options of `sbatch`, one each, such as `--constraint=a100`.
    #[serde(deserialize_with = "texts")]
    pub(crate) extra: Vec<String>,
    /// Shell lines before the command, such as `module load cuda`.
    #[serde(deserialize_with = "texts")]
    pub(crate) before: Vec<String>,
    /// Our own binary, where the nodes find it; absent: a copy in the data directory.
    #[serde(deserialize_with = "text")]
    pub(crate) program: Option<String>,
}

impl SlurmOptions {
    /// Reads settings; says what is wrong with them.
    pub(crate) fn read(options: &Map<String, Value>) -> Result<Self, String> {
        let read: Self = settings::read(options)?;
        let one_line = |text: &String| !text.contains(['\n', '\r']);
        let texts = [&read.partition, &read.account, &read.qos, &read.time, &read.memory, &read.gpu_type];
        if !texts.into_iter().flatten().chain(&read.extra).all(one_line) {
            return Err("options of sbatch are one line each".to_owned());
        }
        if let Some(other) = read.extra.iter().find(|option| !option.starts_with('-')) {
            return Err(format!("extra: `{other}` is no option of sbatch; write it as --name=value"));
        }
        for taken in ["--array", "-a", "--output", "-o", "--job-name", "-J", "--wrap"] {
            let is_taken = |option: &&String| option.split(['=', ' ']).next() == Some(taken);
            if let Some(option) = read.extra.iter().find(is_taken) {
                return Err(format!("extra: `{option}` is set by Tunesmith"));
            }
        }
        if read.nodes == Some(0) {
            return Err("nodes: a job needs one at least".to_owned());
        }
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<SlurmOptions, String> {
        SlurmOptions::read(serde_json::from_str::<Value>(text).expect("JSON").as_object().expect("an object"))
    }

    #[test]
    fn settings_are_read_and_wrong_ones_are_told() {
        let options = read(r#"{"partition": "gpu", "time": 90, "extra": "--constraint=a100"}"#).expect("settings");
        assert_eq!(
            (options.partition.as_deref(), options.time.as_deref(), options.extra.len()),
            (Some("gpu"), Some("90"), 1)
        );
        for (text, words) in [
            (r#"{"partiton": "gpu"}"#, "unknown field `partiton`, expected one of `partition`"),
            (r#"{"memory": [8]}"#, "memory: expected a text"),
            (r#"{"extra": ["constraint=a100"]}"#, "is no option of sbatch"),
            (r#"{"extra": ["--array=1-10"]}"#, "is set by Tunesmith"),
            (r#"{"extra": ["-a b\n#SBATCH --x"]}"#, "one line each"),
            (r#"{"nodes": 0}"#, "one at least"),
        ] {
            let error = read(text).expect_err("refused");
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
