//! An engine that was found, and what it is asked.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use bollard::query_parameters::{
    CreateContainerOptionsBuilder, CreateImageOptionsBuilder, KillContainerOptionsBuilder,
    ListContainersOptionsBuilder, RemoveContainerOptionsBuilder,
};
use bollard::{API_DEFAULT_VERSION, Docker};
use futures::StreamExt as _;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::error::ContainerError;
use crate::logs::Logs;
use crate::spec::ContainerSpec;

/// Seconds that an answer may take.
const PATIENCE: u64 = 120;

/// Where engines listen: what `DOCKER_HOST` and `CONTAINER_HOST` say, then Docker, then Podman of the system and of the user.
pub fn sockets() -> Vec<PathBuf> {
    let said = ["DOCKER_HOST", "CONTAINER_HOST"].into_iter().filter_map(|name| std::env::var(name).ok());
    let said = said.filter_map(|address| address.strip_prefix("unix://").map(PathBuf::from));
    let of_user = std::env::var("XDG_RUNTIME_DIR").ok().map(|folder| Path::new(&folder).join("podman/podman.sock"));
    let usual = ["/var/run/docker.sock", "/run/podman/podman.sock"].map(PathBuf::from);
    said.chain(usual).chain(of_user).collect()
}

/// An engine of Docker or Podman.
#[derive(Debug, Clone)]
pub struct Containers {
    docker: Docker,
}

/// How a container stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContainerState {
    /// It was made and has not been started.
    Created,
    /// It runs.
    Running,
    /// It is over.
    Exited {
        /// The exit code of its program; above 128 the signal that ended it, and 128.
        code: i64,
        /// It took more memory than it may.
        out_of_memory: bool,
        /// What kept it from being started, if something did.
        error: Option<String>,
        /// Milliseconds that it ran.
        duration_ms: Option<i64>,
    },
}

impl Containers {
    /// The engine behind a socket; in the version of the interface that both sides know.
    pub async fn connect(socket: &Path) -> Result<Self, ContainerError> {
        let path = socket.display().to_string();
        let docker =
            Docker::connect_with_unix(&path, PATIENCE, API_DEFAULT_VERSION).map_err(|e| ContainerError::of(&e))?;
        let docker = docker.negotiate_version().await.map_err(|e| ContainerError::of(&e))?;
        Ok(Self { docker })
    }

    /// The engine's name and version.
    pub async fn version(&self) -> Result<String, ContainerError> {
        let version = self.docker.version().await.map_err(|e| ContainerError::of(&e))?;
        let parts = version.components.unwrap_or_default();
        let name = parts.first().map_or("Docker", |part| part.name.trim_end_matches(" Engine"));
        Ok(format!("{name} {}", version.version.unwrap_or_default()))
    }

    /// Whether the image is there.
    pub async fn has_image(&self, image: &str) -> Result<bool, ContainerError> {
        match self.docker.inspect_image(image).await.map_err(|e| ContainerError::of(&e)) {
            Ok(_) => Ok(true),
            Err(ContainerError::Absent(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Fetches an image.
    pub async fn pull(&self, image: &str) -> Result<(), ContainerError> {
        let options = CreateImageOptionsBuilder::default().from_image(image).build();
        let mut steps = self.docker.create_image(Some(options), None, None);
        while let Some(step) = steps.next().await {
            let step = step.map_err(|e| ContainerError::of(&e).of_need())?;
            if let Some(error) = step.error_detail.and_then(|detail| detail.message) {
                return Err(ContainerError::Refused(error));
            }
        }
        Ok(())
    }

    /// Makes a container under a name.
    pub async fn create(&self, name: &str, spec: &ContainerSpec) -> Result<(), ContainerError> {
        let options = || Some(CreateContainerOptionsBuilder::default().name(name).build());
        let made = self.docker.create_container(options(), spec.body(true)).await.map_err(|e| ContainerError::of(&e));
        let made = match made {
            // Podman needs a program for that, which may not be there.
            Err(ContainerError::Refused(reason)) if reason.contains("init") => {
                self.docker.create_container(options(), spec.body(false)).await.map_err(|e| ContainerError::of(&e))
            }
            made => made,
        };
        made.map(drop).map_err(ContainerError::of_image)
    }

    /// Starts a container; one that runs already stays as it is.
    pub async fn start(&self, name: &str) -> Result<(), ContainerError> {
        self.docker.start_container(name, None).await.map_err(|e| ContainerError::of(&e).of_need())
    }

    /// How a container stands.
    pub async fn state(&self, name: &str) -> Result<ContainerState, ContainerError> {
        let told = self.docker.inspect_container(name, None).await.map_err(|e| ContainerError::of(&e))?;
        let state = told.state.unwrap_or_default();
        let status = state.status.map(|status| status.to_string()).unwrap_or_default();
        Ok(match status.as_str() {
            "created" | "initialized" | "configured" => ContainerState::Created,
            "running" | "paused" | "restarting" | "stopping" | "removing" => ContainerState::Running,
            _ => ContainerState::Exited {
                code: state.exit_code.unwrap_or(0),
                out_of_memory: state.oom_killed.unwrap_or(false),
                error: state.error.filter(|error| !error.is_empty()),
                duration_ms: duration_ms(state.started_at.as_deref(), state.finished_at.as_deref()),
            },
        })
    }

    /// What a container prints, from its beginning.
    pub fn logs(&self, name: &str) -> Logs {
        Logs::of(self.docker.clone(), name)
    }

    /// Sends a signal to a container's program; one that has ended needs none.
    pub async fn signal(&self, name: &str, signal: &str) -> Result<(), ContainerError> {
        let options = KillContainerOptionsBuilder::default().signal(signal).build();
        match self.docker.kill_container(name, Some(options)).await.map_err(|e| ContainerError::of(&e)) {
            Err(ContainerError::Absent(_) | ContainerError::Taken | ContainerError::Refused(_)) => Ok(()),
            done => done,
        }
    }

    /// Takes a container away, whatever it does.
    pub async fn remove(&self, name: &str) -> Result<(), ContainerError> {
        let options = RemoveContainerOptionsBuilder::default().force(true).v(true).build();
        match self.docker.remove_container(name, Some(options)).await.map_err(|e| ContainerError::of(&e)) {
            Err(ContainerError::Absent(_)) => Ok(()),
            done => done,
        }
    }

    /// Names of the containers with a label of this value, each with all its labels.
    pub async fn labelled(
        &self,
        label: &str,
        value: &str,
    ) -> Result<Vec<(String, HashMap<String, String>)>, ContainerError> {
        let filters = HashMap::from([("label".to_owned(), vec![format!("{label}={value}")])]);
        let options = ListContainersOptionsBuilder::default().all(true).filters(&filters).build();
        let found = self.docker.list_containers(Some(options)).await.map_err(|e| ContainerError::of(&e))?;
        let name = |names: Option<Vec<String>>| names?.first().map(|name| name.trim_start_matches('/').to_owned());
        Ok(found.into_iter().filter_map(|c| Some((name(c.names)?, c.labels.unwrap_or_default()))).collect())
    }
}

fn duration_ms(from: Option<&str>, to: Option<&str>) -> Option<i64> {
    let moment = |text: &str| OffsetDateTime::parse(text, &Rfc3339).ok();
    let (from, to) = (moment(from?)?, moment(to?)?);
    // An end that has not come is told as the year one.
    i64::try_from((to - from).whole_milliseconds()).ok().filter(|ms| *ms >= 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_it_ran_is_told_by_its_times() {
        let from = Some("2026-01-01T00:00:00.25Z");
        assert_eq!(duration_ms(from, Some("2026-01-01T01:00:01.5+01:00")), Some(1_250));
        assert_eq!(duration_ms(from, Some("0001-01-01T00:00:00Z")), None);
    }
}
