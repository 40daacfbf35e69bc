//! What the exit code says.

use std::process::ExitCode;

/// Exit codes of every verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    /// Done as asked.
    Ok = 0,
    /// No trial succeeded.
    NoTrialSucceeded = 1,
    /// The request cannot be carried out: wrong input, or the machine refuses.
    Usage = 2,
    /// All went well, but the target was not reached.
    TargetMissed = 3,
    /// Interrupted; `tunesmith resume` goes on.
    Interrupted = 130,
}

impl From<Code> for ExitCode {
    fn from(code: Code) -> Self {
        Self::from(code as u8)
    }
}
