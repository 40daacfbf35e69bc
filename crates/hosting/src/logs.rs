//! What an endpoint's processes print: the log of the latest run of each.

use std::fs;
use std::path::{Path, PathBuf};

use tunesmith_executor::folder::RunFolder;

/// The log of one process.
#[derive(Debug, Clone)]
pub struct ProcessLog {
    /// The variant and the number of the process within it, from 1.
    pub process: (String, u32),
    /// The latest run.
    pub run: RunFolder,
}

/// The logs of an endpoint by the folder of its processes, in order; of its latest deployment that left any.
pub fn process_logs(endpoint: &Path) -> Vec<ProcessLog> {
    let Some((_, generation)) = numbered(endpoint).pop() else { return Vec::new() };
    let places = fs::read_dir(&generation).into_iter().flatten().flatten().map(|e| e.path());
    let log = |place: PathBuf| {
        let (variant, number) = place.file_name()?.to_str()?.rsplit_once('-')?;
        let (_, run) = numbered(&place).pop()?;
        Some(ProcessLog { process: (variant.to_owned(), number.parse().ok()?), run: RunFolder::at(run) })
    };
    let mut logs: Vec<ProcessLog> = places.filter_map(log).collect();
    logs.sort_by(|a, b| a.process.cmp(&b.process));
    logs
}

/// Folders with numbers for names, in order.
pub(crate) fn numbered(folder: &Path) -> Vec<(u64, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<(u64, PathBuf)> =
        entries.filter_map(|e| Some((e.file_name().to_str()?.parse().ok()?, e.path()))).collect();
    found.sort();
    found
}
