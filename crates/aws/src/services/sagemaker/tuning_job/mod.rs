//! Tuning jobs.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod describe;
pub(super) mod list;
pub(super) mod stop;
mod strategy;
mod warm_start;

use tunesmith_study::JobStatus;

/// SageMaker's word for where a job stands.
pub(super) fn status(status: JobStatus) -> &'static str {
    match status {
        JobStatus::InProgress => "InProgress",
        JobStatus::Completed => "Completed",
        JobStatus::Stopping => "Stopping",
        JobStatus::Stopped => "Stopped",
        JobStatus::Failed => "Failed",
    }
}

/// Our words for one of SageMaker's; none that fits: nothing is listed.
pub(super) fn stored_statuses(word: &str) -> Vec<&'static str> {
    let fits = JobStatus::ALL.iter().filter(|(s, _)| status(*s) == word).map(|(_, name)| *name);
    let found: Vec<_> = fits.collect();
    if found.is_empty() { vec!["none"] } else { found }
}
