//! A copy of our own binary where other machines find it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The copy of `program` in `shared`, made where it is absent. A binary that was replaced has another name, so runs go on
/// under the one that they began with.
pub(crate) fn own_copy(program: &Path, shared: &Path) -> io::Result<PathBuf> {
    use std::os::unix::fs::MetadataExt as _;
    let meta = fs::metadata(program)?;
    let folder = shared.join("bin");
    let copy = folder.join(format!("tunesmith-{}-{:x}-{:x}", env!("CARGO_PKG_VERSION"), meta.len(), meta.mtime()));
    if copy.exists() {
        return Ok(copy);
    }
    fs::create_dir_all(&folder)?;
    // Another process may be making it, too: each its own draft, and the last one stays.
    let draft = folder.join(format!(".{}", std::process::id()));
    let _ = fs::remove_file(&draft);
    if fs::hard_link(program, &draft).is_err() {
        fs::copy(program, &draft)?;
    }
    fs::rename(&draft, &copy)?;
    Ok(copy)
}
