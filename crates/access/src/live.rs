//! The keys as their file has them now: one that is taken away opens nothing from that moment on.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use super::Keyring;

/// Keys that follow their file.
#[derive(Debug)]
pub struct LiveKeys {
    file: PathBuf,
    read: Mutex<Read>,
}

#[derive(Debug)]
struct Read {
    stamp: Option<Stamp>,
    keys: Arc<Keyring>,
}

/// What differs when a file was written again.
type Stamp = (SystemTime, u64, u64);

fn stamp(file: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(file).ok()?;
    Some((metadata.modified().ok()?, metadata.len(), metadata.ino()))
}

impl LiveKeys {
    /// The keys of a file, which is made if it is not there.
    pub fn open(file: &Path) -> io::Result<Self> {
        // Before they are read: what is written meanwhile is read again.
        let stamp = stamp(file);
        let keys = Arc::new(Keyring::open(file)?);
        Ok(Self { file: file.to_owned(), read: Mutex::new(Read { stamp, keys }) })
    }

    /// Changes the keys and writes them.
    ///
    /// # Errors
    /// When the change is refused, or the file cannot be read or written.
    pub fn change<T>(&self, change: impl FnOnce(&mut Keyring) -> io::Result<T>) -> io::Result<T> {
        let mut keys = Keyring::open(&self.file)?;
        let done = change(&mut keys)?;
        keys.save(&self.file)?;
        Ok(done)
    }

    /// The keys as they are now. While the file cannot be read, those that were there before.
    pub fn current(&self) -> Arc<Keyring> {
        let now = stamp(&self.file);
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if now.is_some() && now != read.stamp {
            match Keyring::open(&self.file) {
                Ok(keys) => read.keys = Arc::new(keys),
                Err(error) => tracing::error!(file = %self.file.display(), %error, "the keys could not be read again"),
            }
            read.stamp = now;
        }
        Arc::clone(&read.keys)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Role;
    use super::*;

    #[test]
    fn changes_of_the_file_count_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("keys.json");
        let live = LiveKeys::open(&file).expect("keys");
        let mut other = Keyring::open(&file).expect("keys");
        let id = other.add("ci", Role::Submit).expect("a key").access_key_id.clone();
        other.save(&file).expect("saved");
        assert!(live.current().find(&id).is_some());
        other.remove("ci").expect("removed");
        other.save(&file).expect("saved");
        assert!(live.current().find(&id).is_none());
        fs::write(&file, "{").expect("written");
        assert_eq!(live.current().keys.len(), 2, "what is damaged changes nothing");
    }
}
