//! A job as flags, and what this machine says to it.

mod flags;
mod preflight;
mod warm_start;

use miette::{LabeledSpan, MietteDiagnostic, NamedSource, Report};
use tunesmith_jobfile::Problems;

pub(crate) use flags::{JobFlags, overlay_settings, parameter, read_file, seconds};
pub(crate) use preflight::preflight;
pub(crate) use warm_start::WarmStartFlags;

/// One report for all problems; those with a place in the file point at it.
pub(crate) fn report(problems: Problems) -> Report {
    let labels: Vec<LabeledSpan> = (problems.errors.iter())
        .filter_map(|e| problems.place(e))
        .map(|range| LabeledSpan::new_with_span(Some("here".into()), range))
        .collect();
    let has_place = !labels.is_empty();
    let report = Report::new(MietteDiagnostic::new(problems.to_string()).with_labels(labels));
    match problems.source {
        Some(source) if has_place => report.with_source_code(NamedSource::new(&source.path, source.text)),
        _ => report,
    }
}
