//! A container engine, as one run needs it.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Map, Value};
use tokio::sync::OnceCell;
use tokio::time::sleep;
use tunesmith_containers::{ContainerError, ContainerState, Containers, Logs};

use super::options::ContainerOptions;
use crate::folder::RunFolder;
use crate::remote::{Remote, State, Tail};
use crate::run::{Outcome, RunSpec};
use crate::trouble::Trouble;

/// Engines whose leftovers were looked for by this process.
static SWEPT: LazyLock<Mutex<HashSet<PathBuf>>> = LazyLock::new(Mutex::default);

/// Pause before an engine that is away is told again to end something.
const AGAIN: Duration = Duration::from_secs(2);

/// A container engine, as one run needs it.
#[derive(Debug, Clone)]
pub(crate) struct Container(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    options: ContainerOptions,
    socket: PathBuf,
    engine: OnceCell<Containers>,
}

impl From<ContainerError> for Trouble {
    fn from(error: ContainerError) -> Self {
        match error {
            ContainerError::Unreachable(reason) => Self::Passing(reason),
            other => Self::Refused(other.text()),
        }
    }
}

impl Container {
    async fn engine(&self) -> Result<&Containers, ContainerError> {
        self.0.engine.get_or_try_init(|| Containers::connect(&self.0.socket)).await
    }

    async fn make(&self, id: &str, spec: &RunSpec) -> Result<(), ContainerError> {
        let engine = self.engine().await?;
        let container = self.0.options.container(spec);
        match engine.create(id, &container).await {
            Err(ContainerError::NoImage(_)) if self.0.options.pulls() => {
                engine.pull(&container.image).await?;
                engine.create(id, &container).await
            }
            // It was made by an earlier try.
            Err(ContainerError::Taken) => Ok(()),
            made => made,
        }
    }
}

impl Remote for Container {
    const NAME: &'static str = "container";
    const IS_HERE: bool = true;
    type Tail = ContainerTail;

    fn connect(options: &Map<String, Value>) -> Result<Self, Trouble> {
        let options = ContainerOptions::read(options).map_err(Trouble::Refused)?;
        // An engine that is being started has no socket yet.
        let socket = options.socket().map_err(Trouble::Passing)?;
        Ok(Self(Arc::new(Inner { options, socket, engine: OnceCell::new() })))
    }

    async fn submit(&self, id: &str, spec: &RunSpec) -> Result<(), Trouble> {
        let engine = self.engine().await?;
        let is_first = SWEPT.lock().unwrap_or_else(PoisonError::into_inner).insert(self.0.socket.clone());
        if is_first {
            sweep(engine).await;
        }
        match self.make(id, spec).await {
            Err(ContainerError::NoImage(_)) => {
                let image = self.0.options.image.as_deref().unwrap_or_default();
                return Err(Trouble::Refused(format!("there is no image {image}")));
            }
            made => made?,
        }
        if let Err(error) = engine.start(id).await {
            // One that cannot be started is of no use to anybody.
            if matches!(error, ContainerError::Refused(_)) {
                let _ = engine.remove(id).await;
            }
            return Err(error.into());
        }
        Ok(())
    }

    async fn state(&self, id: &str) -> Result<State, Trouble> {
        let engine = self.engine().await?;
        Ok(match engine.state(id).await {
            Err(ContainerError::Absent(_)) => State::Absent,
            Err(error) => return Err(Trouble::Passing(error.text())),
            Ok(ContainerState::Created) => {
                // Whoever made it died before it was started.
                engine.start(id).await?;
                State::Waiting("made".to_owned())
            }
            Ok(ContainerState::Running) => State::Running(String::new()),
            Ok(ContainerState::Exited { code, out_of_memory, error, duration_ms }) => {
                let outcome = match (code, error) {
                    _ if out_of_memory => Outcome::Signaled(9),
                    (0, None) => Outcome::Exited(0),
                    (code, _) if (129..=192).contains(&code) => Outcome::Signaled((code - 128) as i32),
                    (0, Some(error)) => Outcome::NotStarted(error),
                    (code, _) => Outcome::Exited(code as i32),
                };
                State::Over { outcome: Some(outcome), duration_ms }
            }
        })
    }

    fn tail(&self, id: &str) -> ContainerTail {
        ContainerTail { container: self.clone(), id: id.to_owned(), logs: None }
    }

    async fn stop(&self, id: &str, grace_s: f64) -> Result<(), Trouble> {
        let engine = self.engine().await?.clone();
        engine.signal(id, "SIGTERM").await?;
        let (id, grace) = (id.to_owned(), Duration::try_from_secs_f64(grace_s).unwrap_or_default());
        tokio::spawn(async move {
            sleep(grace).await;
            while let Err(ContainerError::Unreachable(_)) = engine.signal(&id, "SIGKILL").await {
                sleep(AGAIN).await;
            }
        });
        Ok(())
    }

    async fn clear(&self, id: &str) {
        if let Ok(engine) = self.engine().await {
            // What is left is swept by the next process.
            let _ = engine.remove(id).await;
        }
    }
}

/// Takes away what an earlier process has left: containers whose end is written down, and those that nobody can ask about.
async fn sweep(engine: &Containers) {
    for (name, labels) in engine.labelled("tunesmith.run", "1").await.unwrap_or_default() {
        let Some(folder) = labels.get("tunesmith.folder").map(Path::new) else { continue };
        let is_over = !matches!(engine.state(&name).await, Ok(ContainerState::Running | ContainerState::Created));
        if RunFolder::at(folder).exit().is_some() || (!folder.exists() && is_over) {
            let _ = engine.remove(&name).await;
        }
    }
}

/// Reads a container's output.
#[derive(Debug)]
pub(crate) struct ContainerTail {
    container: Container,
    id: String,
    logs: Option<Logs>,
}

impl Tail for ContainerTail {
    async fn more(&mut self, over: bool) -> Result<Vec<u8>, Trouble> {
        let engine = self.container.engine().await?;
        let logs = self.logs.get_or_insert_with(|| engine.logs(&self.id));
        Ok(logs.more(over).await?)
    }
}
