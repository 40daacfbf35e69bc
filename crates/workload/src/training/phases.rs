//! Where a training job stands.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

const FILE: &str = "phases.jsonl";

/// A stretch of a training job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// The tree is made.
    Starting,
    /// Data and source are fetched.
    Downloading,
    /// The program runs.
    Training,
    /// Results are taken away.
    Uploading,
    /// All is done.
    Done,
}

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    phase: Phase,
    at_ms: i64,
}

/// The phases of one run, in its folder.
#[derive(Debug)]
pub struct Phases(File);

impl Phases {
    pub(crate) fn create(folder: &Path) -> std::io::Result<Self> {
        Ok(Self(File::create(folder.join(FILE))?))
    }

    pub(crate) fn enter(&mut self, phase: Phase, at_ms: i64) {
        let line = serde_json::to_string(&Line { phase, at_ms }).unwrap_or_default();
        // Phases are told to people; nothing depends on them.
        let _ = self.0.write_all(format!("{line}\n").as_bytes());
    }

    /// Phases and when they began (milliseconds since the epoch), as far as the run has come.
    pub fn read(folder: &Path) -> Vec<(Phase, i64)> {
        let text = fs::read_to_string(folder.join(FILE)).unwrap_or_default();
        text.lines().filter_map(|l| serde_json::from_str::<Line>(l).ok()).map(|l| (l.phase, l.at_ms)).collect()
    }
}
