//! Python packages that a program brings a list of.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash as _, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::Failure;

/// Installs what `requirements.txt` asks for, once for every interpreter and list; where it lies.
pub(crate) fn install(code: &Path, python: &str, cache: &Path) -> Result<Option<PathBuf>, Failure> {
    let Ok(list) = fs::read_to_string(code.join("requirements.txt")) else { return Ok(None) };
    if list.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#')) {
        return Ok(None);
    }
    let mut hasher = DefaultHasher::new();
    (python, &list).hash(&mut hasher);
    if list.lines().any(names_a_file) {
        hash_below(code, &mut hasher).map_err(|e| Failure::machine(format!("{}: {e}", code.display())))?;
    }
    let folder = cache.join(format!("{:016x}", hasher.finish()));
    let done = folder.join(".done");
    let failed = |e: std::io::Error| Failure::machine(format!("{}: {e}", folder.display()));
    fs::create_dir_all(&folder).map_err(failed)?;
    // Of jobs that start together one installs, and the others wait for it.
    let lock = File::create(cache.join(format!("{:016x}.lock", hasher.finish()))).map_err(failed)?;
    lock.lock().map_err(failed)?;
    if !done.exists() {
        let status = Command::new(python)
            .args(["-m", "pip", "install", "--disable-pip-version-check", "--quiet", "--root-user-action=ignore"])
            .args(["--target", &folder.display().to_string(), "-r", "requirements.txt"])
            .current_dir(code)
            .stdin(Stdio::null())
            .status();
        match status {
            Ok(status) if status.success() => fs::write(&done, "").map_err(failed)?,
            Ok(status) => {
                return Err(Failure::request(format!(
                    "requirements.txt could not be installed: pip ended with {status}"
                )));
            }
            Err(error) => return Err(Failure::machine(format!("`{python}` could not be run: {error}"))),
        }
    }
    Ok(Some(folder))
}

/// Whether a line of a list refers to a file, whose content counts like the list's own: another list, a package beside it.
fn names_a_file(line: &str) -> bool {
    let line = line.trim();
    let is_option = ["-r", "-c", "-e", "--requirement", "--constraint", "--editable", "--find-links", "-f"];
    !line.starts_with('#')
        && (is_option.iter().any(|option| line.starts_with(option))
            || line.starts_with('.')
            || line.contains("file:")
            || line.contains('/')
            || [".whl", ".tar.gz", ".zip"].iter().any(|ending| line.contains(ending)))
}

/// Every file below a folder, by path and content.
fn hash_below(folder: &Path, hasher: &mut impl Hasher) -> std::io::Result<()> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)?.map(|e| Ok(e?.path())).collect::<std::io::Result<_>>()?;
    entries.sort();
    for path in entries {
        path.file_name().hash(hasher);
        if path.is_dir() {
            hash_below(&path, hasher)?;
        } else {
            fs::read(&path).unwrap_or_default().hash(hasher);
        }
    }
    Ok(())
}
