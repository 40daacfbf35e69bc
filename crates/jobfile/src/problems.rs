//! Everything that is wrong with a job, each with its place.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use tunesmith_study::SpecError;

/// A text and the places of its keys.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// What it is called.
    pub path: String,
    /// The text.
    pub text: String,
    /// Path of a key, such as `params.lr`, to the bytes where it stands.
    pub places: HashMap<String, Range<usize>>,
}

/// Every problem of a job, at least one.
#[derive(Debug, Clone)]
pub struct Problems {
    /// In the order in which they were found.
    pub errors: Vec<SpecError>,
    /// Where the job was read from, if from a text.
    pub source: Option<Source>,
}

impl Problems {
    pub(crate) fn new(errors: Vec<SpecError>, source: Option<Source>) -> Self {
        Self { errors, source }
    }

    /// The bytes of the text that a problem is about; none where the text does not say it.
    pub fn place(&self, error: &SpecError) -> Option<Range<usize>> {
        let places = &self.source.as_ref()?.places;
        // `params.lr` may stand in the text as itself, or only its section may.
        let mut path = error.place.as_str();
        loop {
            if let Some(range) = places.get(path) {
                return Some(range.clone());
            }
            path = path.rsplit_once('.')?.0;
        }
    }
}

impl std::error::Error for Problems {}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.errors[..] {
            [one] => f.write_str(&one.message),
            many => {
                let list: Vec<String> = many.iter().map(|e| format!("- {}", e.message.replace('\n', "\n  "))).collect();
                write!(f, "{} problems:\n{}", many.len(), list.join("\n"))
            }
        }
    }
}
