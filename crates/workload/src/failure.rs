//! Why a training job failed before or after its program ran, or in the program's own words.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

const FILE: &str = "failure.json";

/// Why a training job failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// Whose fault it is.
    pub kind: FailureKind,
    /// One line or a few, for people.
    pub message: String,
}

/// Whose fault it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FailureKind {
    /// The request's: data that is not there, a source that cannot be unpacked.
    Request,
    /// The program's.
    Program,
    /// This machine's: a full disk.
    Machine,
}

impl Failure {
    /// The request's fault.
    pub(crate) fn request(message: impl Into<String>) -> Self {
        Self { kind: FailureKind::Request, message: message.into() }
    }

    /// This machine's fault.
    pub(crate) fn machine(message: impl Into<String>) -> Self {
        Self { kind: FailureKind::Machine, message: message.into() }
    }

    /// The same, about a channel.
    pub(crate) fn in_channel(self, channel: &str) -> Self {
        Self { message: format!("channel `{channel}`: {}", self.message), ..self }
    }

    /// A program that ended with an exit code that is ours.
    pub(crate) fn taken_code(code: i32) -> Self {
        Self { kind: FailureKind::Program, message: format!("exit code {code}") }
    }

    /// The word for it that clients know.
    pub fn class(&self) -> &'static str {
        match self.kind {
            FailureKind::Request => "ClientError",
            FailureKind::Program => "AlgorithmError",
            FailureKind::Machine => "InternalServerError",
        }
    }

    /// What is kept in the folder of a run.
    pub fn read(folder: &Path) -> Option<Self> {
        serde_json::from_slice(&fs::read(folder.join(FILE)).ok()?).ok()
    }

    /// Keeps it in the folder of a run.
    pub(crate) fn write(&self, folder: &Path) {
        // On a full disk the log and the exit code must do.
        let _ = fs::write(folder.join(FILE), serde_json::to_vec(self).unwrap_or_default());
    }
}

impl From<tunesmith_objects::ObjectError> for Failure {
    fn from(error: tunesmith_objects::ObjectError) -> Self {
        use tunesmith_objects::ObjectError as E;
        match &error {
            E::NoSuchBucket(_) | E::NoSuchKey { .. } | E::BadKey(_) => Self::request(error.to_string()),
            _ => Self::machine(error.to_string()),
        }
    }
}
