//! Colours, where they are wanted.

use tunesmith_study::{JobStatus, TrialStatus};

use crate::output::colours;

fn wrap(code: &str, text: &str) -> String {
    if colours() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// For what went well.
pub(crate) fn good(text: &str) -> String {
    wrap("32", text)
}

/// For what failed.
pub(crate) fn bad(text: &str) -> String {
    wrap("31", text)
}

/// For what was cut short.
pub(crate) fn warn(text: &str) -> String {
    wrap("33", text)
}

/// For what is only by the way.
pub(crate) fn dim(text: &str) -> String {
    wrap("2", text)
}

/// For what matters most.
pub(crate) fn bold(text: &str) -> String {
    wrap("1", text)
}

/// For names of things.
pub(crate) fn accent(text: &str) -> String {
    wrap("36", text)
}

/// The status word of a trial, four characters wide.
pub(crate) fn trial_word(status: TrialStatus) -> String {
    match status {
        TrialStatus::Completed => good("  OK"),
        TrialStatus::Failed => bad("FAIL"),
        TrialStatus::Stopped => warn("STOP"),
        TrialStatus::Running => accent(" RUN"),
        TrialStatus::Queued => dim("WAIT"),
    }
}

/// A job's status in its colour.
pub(crate) fn job_status(status: JobStatus) -> String {
    match status {
        JobStatus::Completed => good(status.name()),
        JobStatus::Failed => bad(status.name()),
        JobStatus::Stopped | JobStatus::Stopping => warn(status.name()),
        JobStatus::InProgress => accent(status.name()),
    }
}
