//! Access keys, in a file that their owner alone can read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq as _;

/// An access key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// Whose it is.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// Its public half.
    pub access_key_id: String,
    /// Its secret half.
    pub secret_access_key: String,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The secret must not get into a log.
        f.debug_struct("Key").field("name", &self.name).field("role", &self.role).finish_non_exhaustive()
    }
}

/// What a key may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Everything.
    Admin,
    /// Everything but deleting what others may need: jobs, buckets.
    Submit,
    /// Looking.
    ReadOnly,
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Admin => "admin",
            Self::Submit => "submit",
            Self::ReadOnly => "read-only",
        })
    }
}

/// What somebody wants to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Look, ask a model.
    Look,
    /// Make and change what is one's work: jobs, objects, endpoints.
    Work,
    /// Take away what others may need.
    Remove,
    /// Say who may do what.
    Manage,
}

impl Role {
    /// Whether it may do this.
    pub fn may(self, act: Act) -> bool {
        match self {
            Self::Admin => true,
            Self::Submit => matches!(act, Act::Look | Act::Work),
            Self::ReadOnly => act == Act::Look,
        }
    }
}

/// All keys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keyring {
    /// In the order in which they were made.
    pub keys: Vec<Key>,
}

/// Name of the key that jobs get, to reach the server.
const JOBS: &str = "jobs";

impl Keyring {
    /// Reads the keys, or makes the first two: one for the user, one for jobs.
    pub fn open(file: &Path) -> io::Result<Self> {
        match fs::read_to_string(file) {
            Ok(text) => {
                let unread = |e| io::Error::other(format!("{} cannot be read: {e}", file.display()));
                let mut ring: Self = serde_json::from_str(&text).map_err(unread)?;
                // A file that was written by hand may lack it, and jobs must not get a stronger one.
                if ring.for_jobs().is_none() {
                    ring.add(JOBS, Role::Submit)?;
                    ring.save(file)?;
                }
                Ok(ring)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let mut ring = Self { keys: Vec::new() };
                ring.add("default", Role::Admin)?;
                ring.add(JOBS, Role::Submit)?;
                match ring.written_beside(file)?.link(file) {
                    Ok(()) => Ok(ring),
                    // Another server was quicker, and its keys count.
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Self::open(file),
                    Err(error) => Err(error),
                }
            }
            Err(error) => Err(error),
        }
    }

    /// Makes a key.
    ///
    /// # Errors
    /// When there is one of that name, the name is none, or the system gives no randomness.
    pub fn add(&mut self, name: &str, role: Role) -> io::Result<&Key> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if name.is_empty() || name.len() > 64 || !name.chars().all(is_plain) {
            return Err(io::Error::other("a key's name has 1 to 64 letters, digits, `-`, `_` and `.`"));
        }
        if self.keys.iter().any(|k| k.name == name) {
            return Err(io::Error::other(format!("there is a key `{name}` already")));
        }
        let key = Key {
            name: name.to_owned(),
            role,
            access_key_id: format!("AKIA{}", random_text(16, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")?),
            secret_access_key: random_text(40, b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")?,
        };
        self.keys.push(key);
        Ok(&self.keys[self.keys.len() - 1])
    }

    /// Takes a key away.
    ///
    /// # Errors
    /// When there is none of that name, or it is the last that may do everything.
    pub fn remove(&mut self, name: &str) -> io::Result<()> {
        let others = || self.keys.iter().filter(|k| k.name != name);
        if others().count() == self.keys.len() {
            let names: Vec<&str> = self.keys.iter().map(|k| k.name.as_str()).collect();
            return Err(io::Error::other(format!("there is no key `{name}`; there is {}", names.join(", "))));
        }
        if name == JOBS {
            return Err(io::Error::other(format!("`{JOBS}` is the key of training jobs, which need one")));
        }
        if !others().any(|k| k.role == Role::Admin) {
            return Err(io::Error::other(format!(
                "`{name}` is the last key that may do everything; add another first"
            )));
        }
        self.keys.retain(|k| k.name != name);
        Ok(())
    }

    /// Writes the keys where nobody else can read them.
    pub fn save(&self, file: &Path) -> io::Result<()> {
        let draft = self.written_beside(file)?;
        fs::rename(&draft.0, file)
    }

    /// A draft of the file, under a name that nobody else uses.
    fn written_beside(&self, file: &Path) -> io::Result<Draft> {
        let draft = Draft(file.with_extension(random_text(8, b"0123456789abcdef")?));
        let mut out = OpenOptions::new().create_new(true).write(true).mode(0o600).open(&draft.0)?;
        out.write_all(&serde_json::to_vec_pretty(self)?)?;
        out.sync_all()?;
        Ok(draft)
    }

    /// The key that users get: the first.
    pub fn first(&self) -> Option<&Key> {
        self.keys.first()
    }

    /// The key that jobs get.
    pub fn for_jobs(&self) -> Option<&Key> {
        self.keys.iter().find(|k| k.name == JOBS)
    }

    /// A key by both halves; the secret one is compared in constant time.
    pub fn with_secret(&self, access_key_id: &str, secret: &str) -> Option<&Key> {
        let key = self.find(access_key_id)?;
        bool::from(key.secret_access_key.as_bytes().ct_eq(secret.as_bytes())).then_some(key)
    }

    /// A key by its public half.
    pub fn find(&self, access_key_id: &str) -> Option<&Key> {
        self.keys.iter().find(|k| k.access_key_id == access_key_id)
    }
}

/// A file on its way to its place, which is taken away if it does not get there.
struct Draft(PathBuf);

impl Draft {
    /// Puts it in its place, unless something is there.
    fn link(&self, file: &Path) -> io::Result<()> {
        match fs::hard_link(&self.0, file) {
            // Not every file system has links.
            Err(error) if matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::Unsupported) => {
                fs::rename(&self.0, file)
            }
            linked => linked,
        }
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // One that was moved is not there any more.
        let _ = fs::remove_file(&self.0);
    }
}

pub(crate) fn random_text(length: usize, alphabet: &[u8]) -> io::Result<String> {
    let mut random = File::open("/dev/urandom")?;
    let mut text = String::new();
    while text.len() < length {
        let mut byte = [0];
        random.read_exact(&mut byte)?;
        // Every letter as likely as the others.
        let fair = 256 / alphabet.len() * alphabet.len();
        if usize::from(byte[0]) < fair {
            text.push(alphabet[usize::from(byte[0]) % alphabet.len()] as char);
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    /// Servers that share a data directory may start at the same moment.
    #[test]
    fn who_comes_first_makes_the_keys_of_all() {
        for _ in 0..20 {
            let folder = tempfile::tempdir().expect("a folder");
            let file = folder.path().join("keys.json");
            let rings: Vec<Keyring> = std::thread::scope(|scope| {
                let opened: Vec<_> = (0..8).map(|_| scope.spawn(|| Keyring::open(&file).expect("keys"))).collect();
                opened.into_iter().map(|one| one.join().expect("no panic")).collect()
            });
            assert!(rings.iter().all(|ring| *ring == rings[0]));
            assert_eq!(Keyring::open(&file).expect("keys"), rings[0]);
        }
    }

    #[test]
    fn keys_are_made_once_and_are_the_owners_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("keys.json");
        let first = Keyring::open(&file).expect("made");
        assert_eq!(Keyring::open(&file).expect("read"), first);
        assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o600);
        let key = first.first().expect("a key");
        assert_eq!((key.access_key_id.len(), key.secret_access_key.len()), (20, 40));
        assert!(!format!("{first:?}").contains(&key.secret_access_key));
        assert!(first.clone().add("default", Role::Admin).is_err());
        let mut ring = first.clone();
        assert!(ring.remove("nobody").is_err() && ring.remove("default").is_err(), "the last admin stays");
        assert!(
            ring.remove("jobs").is_err() && ring.add("", Role::Admin).is_err() && ring.add("a b", Role::Admin).is_err()
        );
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1, "nothing is left beside it");
        ring.add("other", Role::Admin).expect("added");
        ring.remove("default").expect("removed");
        assert_eq!(ring.first().map(|k| k.name.as_str()), Some("jobs"));
    }
}
