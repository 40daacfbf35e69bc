//! Bytes in, metric points out.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::definition::MetricSet;
use crate::number::parse_number;
use crate::pattern::Found;

/// A line longer than this is read in pieces.
const MAX_LINE: usize = 64 << 10;
/// How much of a piece is looked at again with the next, so that a match across the cut is found.
const OVERLAP: usize = 4 << 10;

/// One match of one metric.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MetricPoint {
    /// Index of the metric in its [`MetricSet`].
    pub metric: usize,
    /// Which match of this metric it is, from 0.
    pub step: u64,
    /// When the bytes came, as given to [`Extractor::feed`]: milliseconds since the epoch.
    pub at_ms: i64,
    /// Line of the log, from 1; a carriage return starts no new line.
    pub line: u64,
    /// The number; may be NaN or infinite, for those are printed too.
    #[serde(with = "crate::any_float")]
    pub value: f64,
}

/// A match whose group holds no number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Misread {
    /// Index of the metric in its [`MetricSet`].
    pub metric: usize,
    /// Line of the log, from 1.
    pub line: u64,
    /// What the group held.
    pub text: String,
}

/// Reads metrics from a log that grows.
#[derive(Debug)]
pub struct Extractor {
    set: MetricSet,
    /// The unfinished line.
    pending: Vec<u8>,
    /// How far into `pending` each metric's matches have been reported already (long lines read in pieces).
    reported: Vec<usize>,
    steps: Vec<u64>,
    line: u64,
    misread: Option<Misread>,
}

impl Extractor {
    /// Starts at the beginning of a log.
    pub fn new(set: MetricSet) -> Self {
        let n = set.definitions().len();
        Self { set, pending: Vec::new(), reported: vec![0; n], steps: vec![0; n], line: 1, misread: None }
    }

    /// Takes the next bytes, in pieces of any size, and appends what they complete to `points`. Lines end with a newline
    /// or a carriage return (progress bars overwrite themselves with it); bytes that are not UTF-8 are skipped over.
    pub fn feed(&mut self, mut bytes: &[u8], at_ms: i64, points: &mut Vec<MetricPoint>) {
        if self.set.definitions().is_empty() {
            return;
        }
        while let Some(end) = bytes.iter().position(|b| *b == b'\n' || *b == b'\r') {
            if self.pending.is_empty() {
                self.scan(&bytes[..end], at_ms, points);
            } else {
                self.append(&bytes[..end], at_ms, points);
                self.scan_pending(at_ms, points);
            }
            self.reported.fill(0);
            self.line += u64::from(bytes[end] == b'\n');
            bytes = &bytes[end + 1..];
        }
        self.append(bytes, at_ms, points);
    }

    /// The log is complete: reads a last line that has no newline.
    pub fn finish(&mut self, at_ms: i64, points: &mut Vec<MetricPoint>) {
        self.scan_pending(at_ms, points);
        self.reported.fill(0);
    }

    /// The last match whose group held no number, to explain an absent metric.
    pub fn misread(&self) -> Option<&Misread> {
        self.misread.as_ref()
    }

    fn append(&mut self, mut bytes: &[u8], at_ms: i64, points: &mut Vec<MetricPoint>) {
        while self.pending.len() + bytes.len() > MAX_LINE {
            let (now, later) = bytes.split_at(MAX_LINE - self.pending.len());
            self.pending.extend_from_slice(now);
            bytes = later;
            // A number may be cut at the very end: what ends there is left to the next piece, which sees it whole.
            let line = std::mem::take(&mut self.pending);
            self.scan_piece(&line, line.len() - OVERLAP / 2, at_ms, points);
            let cut = line.len() - OVERLAP;
            self.pending.extend_from_slice(&line[cut..]);
            for reported in &mut self.reported {
                *reported = reported.saturating_sub(cut);
            }
        }
        self.pending.extend_from_slice(bytes);
    }

    fn scan_pending(&mut self, at_ms: i64, points: &mut Vec<MetricPoint>) {
        let line = std::mem::take(&mut self.pending);
        self.scan(&line, at_ms, points);
        self.pending = line;
        self.pending.clear();
    }

    fn scan(&mut self, line: &[u8], at_ms: i64, points: &mut Vec<MetricPoint>) {
        if !line.is_empty() {
            self.scan_piece(line, usize::MAX, at_ms, points);
        }
    }

    /// Reports the matches that end after what was reported and not beyond `limit`.
    fn scan_piece(&mut self, bytes: &[u8], limit: usize, at_ms: i64, points: &mut Vec<MetricPoint>) {
        let text = String::from_utf8_lossy(bytes);
        // Offsets count only when the text is the bytes themselves; else pieces could be told apart wrongly.
        let exact = matches!(text, std::borrow::Cow::Borrowed(_));
        for (metric, pattern) in self.set.patterns().iter().enumerate() {
            let (steps, reported) = (&mut self.steps[metric], &mut self.reported[metric]);
            let (line, misread) = (self.line, &mut self.misread);
            pattern.each_match(&text, |Found { whole: Range { end, .. }, text: group, .. }| {
                if exact && (end <= *reported || end > limit) {
                    return;
                }
                *reported = end;
                match parse_number(group) {
                    Some(value) => {
                        points.push(MetricPoint { metric, step: *steps, at_ms, line, value });
                        *steps += 1;
                    }
                    None => *misread = Some(Misread { metric, line, text: group.chars().take(80).collect() }),
                }
            });
        }
    }
}
