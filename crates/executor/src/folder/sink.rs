//! Where a command's output goes: the log, the metrics, the last lines.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Write};
use std::mem;

use tunesmith_metrics::{Extractor, MetricPoint, MetricSet};

use super::files::RunFolder;
use super::log::LogWriter;

/// The last lines that are kept to tell why a run failed.
const TAIL_LINES: usize = 20;
const TAIL_LINE_BYTES: usize = 500;
/// Every point of a metric is reported up to here; after it every tenth, after ten times as many every hundredth, ...:
/// a curve of that many points looks the same, and no log can fill the disk through its metrics. The last value is
/// always exact.
const ALL_POINTS: u64 = 100_000;

/// Takes a command's output apart.
#[derive(Debug)]
pub(crate) struct Sink {
    log: Option<LogWriter>,
    extractor: Extractor,
    report: Option<File>,
    folder: RunFolder,
    values: Vec<Option<f64>>,
    tail: VecDeque<Vec<u8>>,
    points: Vec<MetricPoint>,
}

/// What is known of the output at its end.
#[derive(Debug)]
pub(crate) struct Summary {
    pub(crate) values: Vec<Option<f64>>,
    pub(crate) tail: Vec<String>,
    pub(crate) misread: Option<String>,
}

impl Sink {
    pub(crate) fn new(folder: &RunFolder, metrics: MetricSet, log_limit: u64) -> Self {
        let values = vec![None; metrics.definitions().len()];
        Self {
            log: Some(LogWriter::new(folder, log_limit)),
            extractor: Extractor::new(metrics),
            report: None,
            folder: folder.clone(),
            values,
            tail: VecDeque::from([Vec::new()]),
            points: Vec::new(),
        }
    }

    /// Takes a piece of output; true when there are new points in the report.
    pub(crate) fn take(&mut self, bytes: &[u8], at_ms: i64) -> io::Result<bool> {
        if let Some(log) = &mut self.log {
            log.write(bytes)?;
        }
        self.keep_tail(bytes);
        self.extractor.feed(bytes, at_ms, &mut self.points);
        self.report_points()
    }

    /// The output is complete: reports what its last line holds.
    pub(crate) fn finish(&mut self, at_ms: i64) -> io::Result<()> {
        self.extractor.finish(at_ms, &mut self.points);
        self.report_points().map(|_| ())
    }

    /// Puts the log's pieces together. Where there is no room for that they stay apart, and are read so.
    pub(crate) fn close_log(&mut self) {
        if let Some(log) = self.log.take() {
            let _ = log.finish();
        }
    }

    /// Makes room on a full disk.
    pub(crate) fn shrink(&mut self) {
        if let Some(log) = self.log.take() {
            log.shrink();
        }
    }

    pub(crate) fn summary(&self) -> Summary {
        let tail: Vec<String> = self.tail.iter().map(|l| printable(&String::from_utf8_lossy(l))).collect();
        let misread = self.extractor.misread().map(|m| m.text.clone());
        Summary { values: self.values.clone(), tail: tail.into_iter().filter(|l| !l.is_empty()).collect(), misread }
    }

    fn report_points(&mut self) -> io::Result<bool> {
        if self.points.is_empty() {
            return Ok(false);
        }
        let mut text = Vec::new();
        for point in mem::take(&mut self.points) {
            self.values[point.metric] = Some(point.value);
            if is_reported(point.step) {
                serde_json::to_writer(&mut text, &point)?;
                text.push(b'\n');
            }
        }
        if self.report.is_none() {
            self.report = Some(File::create(self.folder.report())?);
        }
        if let Some(report) = &mut self.report {
            report.write_all(&text)?;
        }
        Ok(!text.is_empty())
    }

    fn keep_tail(&mut self, bytes: &[u8]) {
        // Of a large piece only its end can matter.
        let start = bytes.len().saturating_sub(TAIL_LINES * TAIL_LINE_BYTES);
        for &byte in &bytes[start..] {
            if byte == b'\n' || byte == b'\r' {
                if self.tail.back().is_some_and(|l| !l.is_empty()) {
                    self.tail.push_back(Vec::new());
                }
                if self.tail.len() > TAIL_LINES {
                    self.tail.pop_front();
                }
            } else if let Some(line) = self.tail.back_mut()
                && line.len() < TAIL_LINE_BYTES
            {
                line.push(byte);
            }
        }
    }
}

/// A line without what would move the cursor or change the colours of a terminal that shows it.
pub fn printable(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' && chars.peek() == Some(&'[') {
            // A control sequence ends with its first letter.
            chars.by_ref().skip(1).find(|c| ('@'..='~').contains(c));
        } else if c == '\t' {
            text.push(' ');
        } else if !c.is_control() {
            text.push(c);
        }
    }
    text.trim_end().to_owned()
}

fn is_reported(step: u64) -> bool {
    let mut every = 1;
    while step >= ALL_POINTS * every {
        every *= 10;
    }
    step.is_multiple_of(every)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_a_cursor_is_taken_out() {
        assert_eq!(printable("\u{1b}[2J\u{1b}[31mERR\u{1b}[0m\ta\u{7}\u{8}b \r"), "ERR ab");
    }

    #[test]
    fn long_series_are_thinned() {
        let reported = (0..10_000_000).filter(|s| is_reported(*s)).count();
        assert_eq!(reported, 100_000 + 90_000 + 90_000);
        assert!((0..100_000).all(is_reported));
    }
}
