//! Metrics read from what a program prints.
//!
//! A [`MetricDefinition`] is a name and a pattern: a regular expression with one group, or a bare word such as `loss`,
//! from which the expression for `loss = 1.2`, `loss: 1.2`, `"loss": 1.2` is built. An [`Extractor`] is fed the bytes
//! of a log as they come and gives a [`MetricPoint`] for every match. **The last match is a metric's value**; all of
//! them, in order, are its series.
//!
//! ```
//! use tunesmith_metrics::{Extractor, MetricDefinition, MetricSet};
//!
//! let set = MetricSet::new(vec![
//!     MetricDefinition::new("ROC-AUC", r"roc_auc = ([0-9\.]+)"),
//!     MetricDefinition::new("PR-AUC", r"pr_auc = ([0-9\.]+)"),
//! ])?;
//! let mut extractor = Extractor::new(set);
//! let mut points = Vec::new();
//! extractor.feed(b"global_step = 101, loss = 0.454, pr_auc = 0.36799875, roc_auc = 0.6891242\n", 0, &mut points);
//! let values: Vec<f64> = points.iter().map(|p| p.value).collect();
//! assert_eq!(values, [0.6891242, 0.36799875]);
//! # Ok::<(), tunesmith_metrics::MetricErrors>(())
//! ```
//!
//! # It is not
//! - a log store: it keeps an unfinished line and counters, nothing else;
//! - a clock: the time of a chunk is passed in.

pub mod any_float;
mod candidates;
mod definition;
mod extractor;
mod highlight;
mod number;
mod pattern;
mod python;

pub use candidates::{Candidate, find_candidates};
pub use definition::{MetricDefinition, MetricError, MetricErrors, MetricProblem, MetricSet};
pub use extractor::{Extractor, MetricPoint, Misread};
pub use highlight::{Highlight, highlights};
pub use number::parse_number;
pub use pattern::word_pattern;
