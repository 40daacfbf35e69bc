//! What users say of the containers that run their trials.

use std::path::PathBuf;

use serde::Deserialize;
use serde_json::{Map, Value};
use tunesmith_containers::{ContainerSpec, Mount, bytes, sockets};

use crate::run::RunSpec;
use crate::settings::{self, text, texts};

/// Names of the settings.
pub(crate) const SETTINGS: &[&str] =
    &["image", "socket", "network", "memory", "shared_memory", "mounts", "user", "dir", "pull"];

/// Settings of the `[container]` section.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ContainerOptions {
    /// The image.
    #[serde(deserialize_with = "text")]
    pub(crate) image: Option<String>,
    /// The engine's socket; absent: the first that there is.
    #[serde(deserialize_with = "text")]
    socket: Option<String>,
    /// `none`, `bridge`, `host`, or a network by name.
    #[serde(deserialize_with = "text")]
    network: Option<String>,
    /// Memory that a run may take, such as `8G`.
    #[serde(deserialize_with = "text")]
    memory: Option<String>,
    /// Shared memory, such as `1G`.
    #[serde(deserialize_with = "text")]
    shared_memory: Option<String>,
    /// What else it sees of this machine, as `FROM:TO` or `FROM:TO:ro`.
    #[serde(deserialize_with = "texts")]
    mounts: Vec<String>,
    /// Who runs it, as `user[:group]`.
    #[serde(deserialize_with = "text")]
    user: Option<String>,
    /// Where the command runs: `here` (the job's directory, mounted) or `image` (where the image says).
    #[serde(deserialize_with = "text")]
    dir: Option<String>,
    /// Whether an image that is not there is fetched: `missing` or `never`.
    #[serde(deserialize_with = "text")]
    pull: Option<String>,
}

impl ContainerOptions {
    /// Reads settings; says what is wrong with them.
    pub fn read(options: &Map<String, Value>) -> Result<Self, String> {
        let read: Self = settings::read(options)?;
        let one_of = |name: &str, value: &Option<String>, words: [&str; 2]| match value.as_deref() {
            Some(word) if !words.contains(&word) => {
                Err(format!("{name}: `{word}` is neither {} nor {}", words[0], words[1]))
            }
            _ => Ok(()),
        };
        if read.image.as_deref().is_none_or(str::is_empty) {
            return Err("image: say which, such as image = \"python:3.12\"".to_owned());
        }
        one_of("dir", &read.dir, ["here", "image"])?;
        one_of("pull", &read.pull, ["missing", "never"])?;
        for size in [&read.memory, &read.shared_memory].into_iter().flatten() {
            bytes(size)?;
        }
        for mount in &read.mounts {
            Mount::parse(mount)?;
        }
        Ok(read)
    }

    /// The engine's socket.
    pub fn socket(&self) -> Result<PathBuf, String> {
        if let Some(socket) = &self.socket {
            return Ok(PathBuf::from(socket.trim_start_matches("unix://")));
        }
        let looked_at = sockets();
        looked_at.iter().find(|socket| socket.exists()).cloned().ok_or_else(|| {
            let names: Vec<String> = looked_at.iter().map(|socket| socket.display().to_string()).collect();
            format!(
                "there is no container engine: no socket at {}; start Docker, or `systemctl start podman.socket`, or name one: \
                 [container] socket = \"...\"",
                names.join(", ")
            )
        })
    }

    /// Whether an image that is not there is fetched.
    pub fn pulls(&self) -> bool {
        self.pull.as_deref() != Some("never")
    }

    /// What any container with these settings is: its image, what it sees, how much it may take.
    pub fn limits(&self) -> ContainerSpec {
        let size = |text: &Option<String>| text.as_deref().and_then(|t| bytes(t).ok());
        ContainerSpec {
            image: self.image.clone().unwrap_or_default(),
            // They were read before.
            mounts: self.mounts.iter().filter_map(|mount| Mount::parse(mount).ok()).collect(),
            network: self.network.clone().unwrap_or_else(|| "none".to_owned()),
            memory: size(&self.memory),
            shared_memory: size(&self.shared_memory),
            user: self.user.clone(),
            ..ContainerSpec::default()
        }
    }

    /// The container of a run.
    pub(crate) fn container(&self, spec: &RunSpec) -> ContainerSpec {
        let here = self.dir.as_deref() != Some("image");
        let folder = spec.folder.display().to_string();
        let dir = spec.dir.display().to_string();
        let mut container = self.limits();
        // A folder within the directory is seen by that already, unless something is mounted over it.
        let own = here.then(|| Mount::same(&dir)).into_iter().chain([Mount::same(&folder)]);
        container.mounts.splice(0..0, own);
        ContainerSpec {
            command: spec.command.clone(),
            env: spec.env.clone(),
            dir: here.then_some(dir),
            cpus: spec.cpus.map(f64::from),
            gpus: spec.devices.clone(),
            labels: [("tunesmith.run", "1"), ("tunesmith.folder", &folder)]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            ..container
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<ContainerOptions, String> {
        ContainerOptions::read(serde_json::from_str::<Value>(text).expect("JSON").as_object().expect("an object"))
    }

    #[test]
    fn wrong_settings_are_told() {
        for (text, words) in [
            ("{}", "image: say which"),
            (r#"{"image": "a", "memory": "much"}"#, "`much` is no size"),
            (r#"{"image": "a", "mounts": "data:/data"}"#, "absolute"),
            (r#"{"image": "a", "dir": "there"}"#, "neither here nor image"),
            (r#"{"image": "a", "pull": "always"}"#, "neither missing nor never"),
        ] {
            let error = read(text).expect_err("refused");
            assert!(error.contains(words), "{text}: {error}");
        }
        assert!(read(r#"{"image": "a", "mounts": ["/data:/data:ro"]}"#).is_ok());
    }
}
