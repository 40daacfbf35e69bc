//! A workload whose program is an image's own: its container is made, followed, stopped and taken away by this process, which
//! stands for it to whoever supervises.

use std::io;
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use tunesmith_containers::{ContainerError, ContainerSpec, ContainerState, Containers};
use tunesmith_executor::container::ContainerOptions;
use tunesmith_executor::folder::RunFolder;
use tunesmith_study::Setting;

use crate::failure::Failure;
use crate::process::INHERITED;

/// How often output is read.
const LOOK: Duration = Duration::from_millis(250);
/// Labels by which what a crash has left is found.
const FOLDER: &str = "tunesmith.folder";

/// A container for a run.
pub(crate) struct Contained<'a> {
    /// Folder of the run.
    pub(crate) folder: &'a Path,
    /// What it is for, as a label.
    pub(crate) purpose: &'static str,
    /// The container's name.
    pub(crate) name: String,
    /// What it is.
    pub(crate) spec: ContainerSpec,
    /// Which engine, and whether it may fetch the image.
    pub(crate) options: ContainerOptions,
    /// So long its program has to end in when it is told to.
    pub(crate) grace: Duration,
}

/// Settings as a rule for images has them.
pub(crate) fn read_options<'a>(
    options: impl IntoIterator<Item = (&'a String, &'a Setting)>,
) -> Result<ContainerOptions, Failure> {
    let all: Map<String, Value> = options.into_iter().map(|(name, set)| (name.clone(), json!(set))).collect();
    ContainerOptions::read(&all).map_err(Failure::request)
}

/// Whether a variable belongs to this machine, and not into an image.
pub(crate) fn is_of_the_machine(name: &str) -> bool {
    INHERITED.contains(&name) || name.starts_with("PYTHON")
}

impl Contained<'_> {
    /// Runs it to its end, and shows what it prints as our own output; its exit code. `meanwhile` is called again and again.
    pub(crate) async fn run(
        mut self,
        asked_to_stop: &AtomicBool,
        meanwhile: impl AsyncFnMut(),
    ) -> Result<i32, Failure> {
        let socket = self.options.socket().map_err(Failure::machine)?;
        let engine = Containers::connect(&socket).await.map_err(|e| failure(&e))?;
        sweep(&engine, self.purpose).await;
        let folder = self.folder.display().to_string();
        self.spec.labels = [(self.purpose, "1"), (FOLDER, &folder)].map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        if self.options.pulls() && !engine.has_image(&self.spec.image).await.map_err(|e| failure(&e))? {
            engine.pull(&self.spec.image).await.map_err(|e| failure(&e))?;
        }
        engine.create(&self.name, &self.spec).await.map_err(|e| failure(&e))?;
        let ended = match engine.start(&self.name).await {
            Ok(()) => self.follow(&engine, asked_to_stop, meanwhile).await,
            Err(error) => Err(failure(&error)),
        };
        // What cannot be taken away now is swept by the next one.
        let _ = engine.remove(&self.name).await;
        ended
    }

    async fn follow(
        &self,
        engine: &Containers,
        asked_to_stop: &AtomicBool,
        mut meanwhile: impl AsyncFnMut(),
    ) -> Result<i32, Failure> {
        let name = self.name.as_str();
        let mut logs = engine.logs(name);
        let mut stopping: Option<Instant> = None;
        loop {
            // An engine that is started anew answers again soon; the container goes on meanwhile.
            let state = engine.state(name).await;
            let over = matches!(state, Ok(ContainerState::Exited { .. }));
            let printed = logs.more(over).await.unwrap_or_default();
            // On a full disk nobody takes it any more.
            let _ = io::stdout().write_all(&printed).and_then(|()| io::stdout().flush());
            match state {
                Ok(ContainerState::Exited { code, out_of_memory, error, .. }) if printed.is_empty() => {
                    return match error {
                        Some(error) if code == 0 => Err(Failure::request(error)),
                        _ if out_of_memory => Ok(137),
                        _ => Ok(code as i32),
                    };
                }
                Err(ContainerError::Absent(_)) => return Err(Failure::machine("its container was removed")),
                _ => {}
            }
            // Said again while the engine is away; by force once its time is over.
            let asked = asked_to_stop.load(Ordering::Relaxed);
            if asked && stopping.is_none() && engine.signal(name, "SIGTERM").await.is_ok() {
                stopping = Some(now());
            }
            if stopping.is_some_and(|since| since.elapsed() >= self.grace) {
                let _ = engine.signal(name, "SIGKILL").await;
            }
            meanwhile().await;
            tokio::time::sleep(LOOK).await;
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a run happens in real time")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// Takes away containers whose run's end is written down, or that nobody supervises any more.
async fn sweep(engine: &Containers, purpose: &str) {
    for (name, labels) in engine.labelled(purpose, "1").await.unwrap_or_default() {
        let Some(folder) = labels.get(FOLDER).map(RunFolder::at) else { continue };
        if folder.exit().is_some() || folder.is_abandoned() {
            let _ = engine.remove(&name).await;
        }
    }
}

fn failure(error: &ContainerError) -> Failure {
    match error {
        ContainerError::Refused(reason) => Failure::request(reason.clone()),
        ContainerError::NoImage(reason) => Failure::request(format!("there is no such image: {reason}")),
        other => Failure::machine(format!("the container engine: {}", other.text())),
    }
}
