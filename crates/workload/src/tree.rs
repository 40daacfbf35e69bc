//! The folders in which a training job finds its world.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Where programs look for it.
pub(crate) const BASE: &str = "/opt/ml";

/// The tree, wherever it is seen.
#[derive(Debug, Clone)]
pub(crate) struct Tree(PathBuf);

impl Tree {
    /// The tree as it lies in the folder of a run.
    pub(crate) fn in_run(folder: &Path) -> Self {
        Self(folder.join("ml"))
    }

    /// The tree as it is seen from a base.
    pub(crate) fn at(base: impl Into<PathBuf>) -> Self {
        Self(base.into())
    }

    pub(crate) fn base(&self) -> &Path {
        &self.0
    }

    pub(crate) fn make(&self) -> io::Result<()> {
        let folders = [self.config(), self.data(), self.model(), self.output_data(), self.code(), self.intermediate()];
        folders.iter().try_for_each(fs::create_dir_all)
    }

    pub(crate) fn input(&self) -> PathBuf {
        self.0.join("input")
    }

    pub(crate) fn config(&self) -> PathBuf {
        self.input().join("config")
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.input().join("data")
    }

    pub(crate) fn channel(&self, name: &str) -> PathBuf {
        self.data().join(name)
    }

    pub(crate) fn model(&self) -> PathBuf {
        self.0.join("model")
    }

    pub(crate) fn code(&self) -> PathBuf {
        self.0.join("code")
    }

    pub(crate) fn output(&self) -> PathBuf {
        self.0.join("output")
    }

    pub(crate) fn output_data(&self) -> PathBuf {
        self.output().join("data")
    }

    pub(crate) fn intermediate(&self) -> PathBuf {
        self.output().join("intermediate")
    }

    pub(crate) fn failure(&self) -> PathBuf {
        self.output().join("failure")
    }

    /// A path that a request gives as seen by the program, such as `/opt/ml/checkpoints/`; only what lies in the tree.
    pub(crate) fn resolve(&self, path: &str) -> Option<PathBuf> {
        let rest = Path::new(path).strip_prefix(BASE).ok()?;
        let is_plain = rest.components().all(|c| matches!(c, std::path::Component::Normal(_)));
        is_plain.then(|| self.0.join(rest))
    }
}
