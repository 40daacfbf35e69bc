//! Input data: from the object store into the tree.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use tunesmith_objects::{Object, ObjectStore, ObjectUri};
use tunesmith_study::{Channel, InputMode, Source};

use crate::failure::Failure;

/// An object of a channel and the path it has there.
pub(crate) struct Input {
    pub(crate) object: Object,
    pub(crate) path: PathBuf,
}

/// Puts a channel's data where the program looks for it.
pub(crate) async fn fetch(store: &ObjectStore, channel: &Channel, folder: &Path) -> Result<(), Failure> {
    let told = |failure: Failure| failure.in_channel(&channel.name);
    let inputs = inputs(store, channel).await?;
    fs::create_dir_all(folder).map_err(|e| told(Failure::machine(format!("{}: {e}", folder.display()))))?;
    for input in inputs {
        let target = folder.join(&input.path);
        let place = || -> io::Result<()> {
            fs::create_dir_all(target.parent().unwrap_or(folder))?;
            // A file of two keys of which one is a folder of the other.
            if target.exists() {
                return Err(io::ErrorKind::AlreadyExists.into());
            }
            let source = store.file(&input.object);
            // What is only read need not be copied; who runs the program sees to it that it is only read.
            if channel.mode == InputMode::FastFile && fs::hard_link(&source, &target).is_ok() {
                return Ok(());
            }
            fs::copy(&source, &target).map(drop)
        };
        place().map_err(|e| told(unplaced(&e, &input.object.key, &target)))?;
    }
    Ok(())
}

/// Why an object could not be made a file.
fn unplaced(error: &io::Error, key: &str, target: &Path) -> Failure {
    use io::ErrorKind as K;
    match error.kind() {
        K::AlreadyExists | K::NotADirectory | K::IsADirectory => Failure::request(format!(
            "the key {key:?} cannot be a file beside the others: one of them is a folder of another, or has the same path"
        )),
        K::InvalidFilename => Failure::request(format!("the key {key:?} is too long for the name of a file")),
        _ => Failure::machine(format!("{}: {error}", target.display())),
    }
}

/// Gives a program files of its own in place of linked ones.
pub(crate) fn unlink(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            unlink(&path)?;
            continue;
        }
        let copy = path.with_extension("tunesmith-copy");
        fs::copy(&path, &copy)?;
        fs::rename(&copy, &path)?;
    }
    Ok(())
}

/// The objects of a channel, in order.
pub(crate) async fn inputs(store: &ObjectStore, channel: &Channel) -> Result<Vec<Input>, Failure> {
    let found = match &channel.source {
        Source::Prefix { uri } => under(store, uri).await,
        Source::Manifest { uri } => listed(store, uri).await,
        Source::Lines { uri } => one(store, uri).await,
        Source::Folder { path } => Err(Failure::request(format!(
            "file systems such as {path} are not mounted here; put the data into a bucket"
        ))),
    };
    let mut inputs = found.map_err(|failure| failure.in_channel(&channel.name))?;
    if let Some(seed) = channel.shuffle {
        shuffle(&mut inputs, seed);
    }
    Ok(inputs)
}

fn parse(uri: &str) -> Result<ObjectUri, Failure> {
    ObjectUri::parse(uri).ok_or_else(|| Failure::request(format!("`{uri}` is no s3:// address")))
}

async fn one(store: &ObjectStore, uri: &str) -> Result<Vec<Input>, Failure> {
    let uri = parse(uri)?;
    let object = store.object(&uri.bucket, &uri.key).await?;
    let path = safe(uri.key.rsplit('/').next().unwrap_or(&uri.key)).ok_or_else(|| no_file(&uri.key))?;
    Ok(vec![Input { object, path }])
}

/// Every object whose key starts so.
async fn under(store: &ObjectStore, uri: &str) -> Result<Vec<Input>, Failure> {
    let uri = parse(uri)?;
    let mut found = Vec::new();
    // What ends with a slash stands for a folder.
    for object in store.list_all(&uri.bucket, &uri.key).await?.into_iter().filter(|o| !o.key.ends_with('/')) {
        let path = safe(relative(&uri.key, &object.key)).ok_or_else(|| no_file(&object.key))?;
        found.push(Input { object, path });
    }
    if found.is_empty() {
        return Err(Failure::request(format!(
            "there is no object under {uri}; upload the data first, for example with `aws s3 cp`"
        )));
    }
    Ok(found)
}

/// The objects that a manifest names: a list with `{"prefix": "s3://..."}` first, then paths.
async fn listed(store: &ObjectStore, uri: &str) -> Result<Vec<Input>, Failure> {
    let uri = parse(uri)?;
    let manifest = store.object(&uri.bucket, &uri.key).await?;
    let bad = |why: &str| Failure::request(format!("{uri} is no manifest: {why}"));
    let bytes = fs::read(store.file(&manifest)).map_err(|e| Failure::machine(e.to_string()))?;
    let lines: Vec<serde_json::Value> = serde_json::from_slice(&bytes).map_err(|e| bad(&e.to_string()))?;
    let (first, names) = lines.split_first().ok_or_else(|| bad("it is empty"))?;
    let prefix = first["prefix"].as_str().ok_or_else(|| bad("its first entry is not {\"prefix\": \"s3://...\"}"))?;
    let mut found = Vec::new();
    for name in names {
        let name = name.as_str().ok_or_else(|| bad("an entry is no text"))?;
        let address = parse(&format!("{prefix}{name}"))?;
        let object = store.object(&address.bucket, &address.key).await?;
        found.push(Input { object, path: safe(name).ok_or_else(|| no_file(name))? });
    }
    Ok(found)
}

/// The path within the channel: what comes after the prefix, or after its last whole folder.
fn relative<'a>(prefix: &str, key: &'a str) -> &'a str {
    let rest = &key[prefix.len()..];
    if !rest.is_empty() && (prefix.is_empty() || prefix.ends_with('/') || rest.starts_with('/')) {
        return rest.trim_start_matches('/');
    }
    let folder = prefix.rfind('/').map_or(0, |at| at + 1);
    &key[folder..]
}

/// A key as a path below a folder; none where it would leave it.
fn safe(key: &str) -> Option<PathBuf> {
    if key.contains('\0') {
        return None;
    }
    let path: PathBuf = key.split('/').filter(|part| !part.is_empty()).collect();
    let is_plain = path.components().all(|c| matches!(c, Component::Normal(_)));
    (is_plain && !path.as_os_str().is_empty()).then_some(path)
}

fn no_file(key: &str) -> Failure {
    Failure::request(format!("the key {key:?} cannot be a file; use keys without `..` and NUL"))
}

/// Fisher and Yates, by a stream of xorshift.
pub(crate) fn shuffle<T>(inputs: &mut [T], seed: u64) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    for i in (1..inputs.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        inputs.swap(i, (state % (i as u64 + 1)) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_below_the_prefix() {
        assert_eq!(relative("my/train", "my/train/a/b.csv"), "a/b.csv");
        assert_eq!(relative("my/train/", "my/train/a/b.csv"), "a/b.csv");
        assert_eq!(relative("my/train/train.csv", "my/train/train.csv"), "train.csv");
        assert_eq!(relative("my/tr", "my/train/b.csv"), "train/b.csv");
        assert_eq!(relative("", "a/b"), "a/b");
    }

    #[test]
    fn no_key_leaves_the_folder() {
        assert_eq!(safe("a//b"), Some("a/b".into()));
        assert_eq!(safe("/etc/passwd"), Some("etc/passwd".into()));
        for bad in ["..", "a/../b", "a/..", ".", "", "/", "a\0b"] {
            assert_eq!(safe(bad), None, "{bad:?}");
        }
    }
}
