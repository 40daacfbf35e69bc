//! Checkpoints: kept in the object store while the program runs, and given back to the next attempt.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use tunesmith_objects::ObjectUri;

use super::artifacts::files_below;
use crate::buckets::Buckets;
use crate::failure::Failure;

/// A folder that is mirrored into the object store.
pub(crate) struct Mirror {
    folder: PathBuf,
    target: ObjectUri,
    /// What was mirrored: size and time of change.
    known: HashMap<PathBuf, (u64, SystemTime)>,
}

impl Mirror {
    /// Fills the folder with what an earlier attempt left.
    pub(crate) async fn restore(buckets: &Buckets, folder: PathBuf, target: ObjectUri) -> Result<Self, Failure> {
        let unwritable = |e: std::io::Error, path: &Path| Failure::machine(format!("{}: {e}", path.display()));
        fs::create_dir_all(&folder).map_err(|e| unwritable(e, &folder))?;
        let mut mirror = Self { folder, target, known: HashMap::new() };
        let prefix = mirror.target.join("").key;
        for object in buckets.under(&mirror.target.join("")).await? {
            let relative = Path::new(&object.key[prefix.len()..]);
            let is_plain = relative.components().all(|c| matches!(c, std::path::Component::Normal(_)));
            if !is_plain || object.key.ends_with('/') || object.key.contains('\0') {
                continue;
            }
            let path = mirror.folder.join(relative);
            let made = fs::create_dir_all(path.parent().unwrap_or(&mirror.folder));
            made.map_err(|e| unwritable(e, &path))?;
            object.copy_to(&path).await?;
            mirror.known.extend(stamp(&path).map(|s| (path, s)));
        }
        Ok(mirror)
    }

    /// Uploads what has changed.
    pub(crate) async fn sync(&mut self, buckets: &Buckets) -> Result<(), Failure> {
        for path in files_below(&self.folder) {
            // A file that went away in between was a temporary one.
            let Some(now) = stamp(&path) else { continue };
            if self.known.get(&path) == Some(&now) {
                continue;
            }
            let Ok(relative) = path.strip_prefix(&self.folder) else { continue };
            buckets.put_file(&self.target.join(&relative.to_string_lossy()), &path).await?;
            self.known.insert(path, now);
        }
        Ok(())
    }
}

fn stamp(path: &Path) -> Option<(u64, SystemTime)> {
    let metadata = fs::metadata(path).ok()?;
    Some((metadata.len(), metadata.modified().ok()?))
}
