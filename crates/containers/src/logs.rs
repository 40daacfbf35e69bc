//! What a container prints, as it prints it.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use bollard::Docker;
use bollard::container::LogOutput;
use bollard::errors::Error;
use bollard::query_parameters::LogsOptionsBuilder;
use futures::{Stream, StreamExt as _};
use tokio::time::{Instant, timeout};

use crate::error::ContainerError;

/// So long more is waited for while a container runs: what is there comes at once.
const MOMENT: Duration = Duration::from_millis(30);
/// So long the end of the output is waited for once it is over.
const LAST: Duration = Duration::from_secs(10);

/// So long at most output is taken in, and so much of it, before whoever asked goes on.
const SPELL: Duration = Duration::from_millis(300);
const PIECE: usize = 1 << 20;

type Output = Pin<Box<dyn Stream<Item = Result<LogOutput, Error>> + Send>>;

/// A container's output, both streams in the order in which they came.
pub struct Logs {
    docker: Docker,
    name: String,
    stream: Option<Output>,
    /// Bytes that were given out.
    read: usize,
    /// Bytes to be left out: the stream was opened anew.
    again: usize,
}

impl fmt::Debug for Logs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Logs").field("name", &self.name).field("read", &self.read).finish_non_exhaustive()
    }
}

impl Logs {
    pub(crate) fn of(docker: Docker, name: &str) -> Self {
        Self { docker, name: name.to_owned(), stream: None, read: 0, again: 0 }
    }

    /// What has come since the last call; of a container that is `over` all that is left.
    pub async fn more(&mut self, over: bool) -> Result<Vec<u8>, ContainerError> {
        if self.stream.is_none() {
            let options = LogsOptionsBuilder::default().follow(true).stdout(true).stderr(true).build();
            self.stream = Some(Box::pin(self.docker.logs(&self.name, Some(options)).fuse()));
            self.again = self.read;
        }
        let mut bytes: Vec<u8> = Vec::new();
        // What goes on printing must not keep us from everything else.
        let until = Instant::now() + SPELL;
        let patience = if over { LAST } else { MOMENT };
        while let Some(stream) = &mut self.stream
            && bytes.len() < PIECE
            && (over || Instant::now() < until)
        {
            match timeout(patience, stream.next()).await {
                Err(_) => break,
                Ok(Some(Ok(output))) => {
                    let piece = output.into_bytes();
                    let skipped = self.again.min(piece.len());
                    self.again -= skipped;
                    bytes.extend_from_slice(&piece[skipped..]);
                }
                // The stream ends with the container, or with an engine that is started anew.
                Ok(None) if over => break,
                Ok(None) => self.stream = None,
                Ok(Some(Err(error))) => {
                    self.stream = None;
                    self.read += bytes.len();
                    return if bytes.is_empty() { Err(ContainerError::of(&error)) } else { Ok(bytes) };
                }
            }
        }
        self.read += bytes.len();
        Ok(bytes)
    }
}
