//! Results: from the tree into the object store.

use std::path::Path;

use tunesmith_objects::ObjectUri;

use crate::archive;
use crate::buckets::Buckets;
use crate::failure::Failure;

/// Packs a folder into `name` and uploads it under `output`; or, unpacked, every file of it. Answers with nothing where there
/// is no such folder or it is empty and `always` is not set.
pub(crate) async fn upload(
    buckets: &Buckets,
    folder: &Path,
    output: &ObjectUri,
    name: &str,
    pack: bool,
    always: bool,
    scratch: &Path,
) -> Result<(), Failure> {
    let is_empty = std::fs::read_dir(folder).map_or(true, |mut d| d.next().is_none());
    if is_empty && !always {
        return Ok(());
    }
    if !pack {
        let stem = name.trim_end_matches(".tar.gz");
        return upload_files(buckets, folder, &output.join(stem)).await;
    }
    let archive = scratch.join(name);
    let packed = archive::pack(folder, &archive, false, &[]);
    packed.map_err(|e| Failure::machine(format!("{} could not be packed: {e}", folder.display())))?;
    buckets.put_file(&output.join(name), &archive).await?;
    // It is in the store; what stays here is only in the way.
    let _ = std::fs::remove_file(archive);
    Ok(())
}

/// Uploads every file below a folder.
async fn upload_files(buckets: &Buckets, folder: &Path, target: &ObjectUri) -> Result<(), Failure> {
    for path in files_below(folder) {
        let Ok(relative) = path.strip_prefix(folder) else { continue };
        buckets.put_file(&target.join(&relative.to_string_lossy()), &path).await?;
    }
    Ok(())
}

/// Every file below a folder, in order.
pub(crate) fn files_below(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<_> = std::fs::read_dir(folder).map(|d| d.flatten().collect()).unwrap_or_default();
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => found.extend(files_below(&entry.path())),
            Ok(kind) if kind.is_file() => found.push(entry.path()),
            _ => {}
        }
    }
    found
}
