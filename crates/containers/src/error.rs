//! Why an engine did not do what it was asked.

use bollard::errors::Error;

/// Why an engine did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ContainerError {
    /// It will not do it, whenever it is asked.
    Refused(String),
    /// It does not answer.
    Unreachable(String),
    /// It has no such thing as was asked for, in its own words.
    Absent(String),
    /// It has a container of that name.
    Taken,
    /// It has no such image.
    NoImage(String),
}

impl ContainerError {
    pub(crate) fn of(error: &Error) -> Self {
        match error {
            Error::DockerResponseServerError { status_code, message } => match status_code {
                404 => Self::Absent(message.clone()),
                409 => Self::Taken,
                500 if message.to_lowercase().contains("already in use") => Self::Taken,
                _ => Self::Refused(message.clone()),
            },
            Error::SocketNotFoundError(path) => Self::Unreachable(format!("there is no socket {path}")),
            other => Self::Unreachable(innermost(other)),
        }
    }

    /// The same where what is absent is the image.
    pub(crate) fn of_image(self) -> Self {
        match self {
            Self::Absent(text) => Self::NoImage(text),
            Self::Refused(text) if text.to_lowercase().contains("image not known") => Self::NoImage(text),
            other => other,
        }
    }

    /// The same where what is absent is something that a container needs.
    pub(crate) fn of_need(self) -> Self {
        match self {
            Self::Absent(text) => Self::Refused(text),
            other => other,
        }
    }

    /// What was said.
    pub fn text(&self) -> String {
        match self {
            Self::Refused(text) | Self::Unreachable(text) | Self::Absent(text) | Self::NoImage(text) => text.clone(),
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
