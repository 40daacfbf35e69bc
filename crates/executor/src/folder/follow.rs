//! Reads a run's report as it grows.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

use tunesmith_metrics::MetricPoint;

use super::files::RunFolder;

/// At most so many bytes at a time, so that a long report does not fill the memory.
const PIECE: u64 = 1 << 20;

/// A place in a report.
#[derive(Debug)]
pub(crate) struct Follower {
    folder: RunFolder,
    offset: u64,
}

impl Follower {
    pub(crate) fn new(folder: &RunFolder) -> Self {
        Self { folder: folder.clone(), offset: 0 }
    }

    /// All points that came since the last call.
    pub(crate) fn rest(&mut self) -> Vec<MetricPoint> {
        let mut all = Vec::new();
        // A report that cannot be read now is read at the next look.
        while let Ok(points) = self.next() {
            if points.is_empty() {
                break;
            }
            all.extend(points);
        }
        all
    }

    /// The points that came since the last call, at most a piece of them; empty when there are none.
    pub(crate) fn next(&mut self) -> io::Result<Vec<MetricPoint>> {
        let mut file = match File::open(self.folder.report()) {
            Ok(file) => file,
            // A run without metrics has no report.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        file.seek(SeekFrom::Start(self.offset))?;
        let mut bytes = Vec::new();
        file.take(PIECE).read_to_end(&mut bytes)?;
        // The last line may be half written.
        let complete = bytes.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        self.offset += complete as u64;
        // A line that cannot be read (cut by a full disk) is a point lost, not the run.
        Ok(bytes[..complete].split(|b| *b == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect())
    }
}
