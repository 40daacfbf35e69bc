//! Why an engine did not do what it was asked.

use bollard::errors::Error;

/// Why an engine did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContainerError {
    /// It will not do it, whenever it is asked.
    Refused(String),
    /// It does not answer.
    Unreachable(String),
    /// It has no such container.
    Absent,
    /// It has a container of that name.
    Taken,
    /// It has no such image.
    NoImage(String),
}

impl ContainerError {
    pub(crate) fn of(error: &Error) -> Self {
        match error {
            Error::DockerResponseServerError { status_code, message } => {
                let lower = message.to_lowercase();
                match status_code {
                    // Podman says of an image that is absent that it is no image.
                    404 | 500
                        if lower.contains("image") && (lower.contains("no such") || lower.contains("not known")) =>
                    {
                        Self::NoImage(message.clone())
                    }
                    404 => Self::Absent,
                    409 => Self::Taken,
                    500 if lower.contains("already in use") => Self::Taken,
                    _ => Self::Refused(message.clone()),
                }
            }
            Error::SocketNotFoundError(path) => Self::Unreachable(format!("there is no socket {path}")),
            other => Self::Unreachable(innermost(other)),
        }
    }

    /// What was said.
    pub fn text(&self) -> String {
        match self {
            Self::Refused(text) | Self::Unreachable(text) | Self::NoImage(text) => text.clone(),
            Self::Absent => "there is no such container".to_owned(),
            Self::Taken => "there is a container of that name".to_owned(),
        }
    }
}

/// The innermost reason: that a connection was refused, and not that a request failed.
fn innermost(error: &Error) -> String {
    let mut reason: &dyn std::error::Error = error;
    while let Some(source) = reason.source() {
        reason = source;
    }
    reason.to_string()
}
