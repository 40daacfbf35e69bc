//! Writes into a run's folder what its engine tells of it.

use std::io;

use tunesmith_metrics::{MetricPoint, MetricSet};

use crate::folder::{Follower, RunFolder, Sink};
use crate::process::wall_clock_ms;
use crate::run::{Exit, Outcome, RunSpec};

/// The output of one run, taken apart from its beginning.
pub(super) struct Recorder {
    folder: RunFolder,
    sink: Sink,
    follower: Follower,
    /// What kept it from being written, if something did.
    unwritable: Option<String>,
}

impl Recorder {
    pub(super) fn new(folder: &RunFolder, spec: &RunSpec) -> Result<Self, String> {
        let metrics = MetricSet::new(spec.metrics.clone()).map_err(|e| e.to_string())?;
        let sink = Sink::new(folder, metrics, spec.log_limit);
        Ok(Self { folder: folder.clone(), sink, follower: Follower::new(folder), unwritable: None })
    }

    /// Takes a piece of output; the points in it.
    pub(super) fn take(&mut self, bytes: &[u8]) -> Vec<MetricPoint> {
        let taken = self.sink.take(bytes, wall_clock_ms()).map(|_| ());
        self.written(taken);
        self.follower.rest()
    }

    /// Writes the end down; the last points, and the end as it was written.
    pub(super) fn end(mut self, outcome: Outcome, duration_ms: i64) -> (Vec<MetricPoint>, Exit) {
        let finished = self.sink.finish(wall_clock_ms());
        self.written(finished);
        self.sink.close_log();
        let summary = self.sink.summary();
        let outcome = self.unwritable.take().map_or(outcome, Outcome::Unwritable);
        let exit = Exit { outcome, values: summary.values, duration_ms, tail: summary.tail, misread: summary.misread };
        // Where that fails the end is told all the same; who takes the run up asks its engine again.
        let _ = self.folder.write_exit(&exit);
        (self.follower.rest(), exit)
    }

    /// Whether nothing more can be written.
    pub(super) fn is_stuck(&self) -> bool {
        self.unwritable.is_some()
    }

    fn written(&mut self, result: io::Result<()>) {
        if let Err(error) = result {
            self.sink.shrink();
            self.unwritable.get_or_insert(error.to_string());
        }
    }
}
