//! Input data: from the object store into the tree.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use tunesmith_objects::ObjectUri;
use tunesmith_study::{Channel, InputMode, Source};

use crate::buckets::{Buckets, Found};
use crate::failure::Failure;

/// An object of a channel and the path it has there.
pub(crate) struct Input {
    pub(crate) object: Found,
    pub(crate) path: PathBuf,
}

/// Puts a channel's data where the program looks for it; `scratch` is for what has to be fetched first.
pub(crate) async fn fetch(buckets: &Buckets, channel: &Channel, folder: &Path, scratch: &Path) -> Result<(), Failure> {
    let told = |failure: Failure| failure.in_channel(&channel.name);
    let inputs = inputs(buckets, channel, scratch).await?;
    fs::create_dir_all(folder).map_err(|e| told(Failure::machine(format!("{}: {e}", folder.display()))))?;
    for input in inputs {
        let target = folder.join(&input.path);
        make_place(&target, folder).map_err(|e| told(unplaced(&e, &input.object.key, &target)))?;
        // What is only read need not be copied; who runs the program sees to it that it is only read.
        let source = input.object.here().filter(|_| channel.mode == InputMode::FastFile);
        if source.is_none_or(|source| fs::hard_link(source, &target).is_err()) {
            input.object.copy_to(&target).await.map_err(told)?;
        }
    }
    Ok(())
}

/// Makes the folder of a file, and sees to it that nothing is in the file's place: keys may be folders of one another. The file
/// is created, so that a name that a file system does not have is found out.
fn make_place(file: &Path, top: &Path) -> io::Result<()> {
    fs::create_dir_all(file.parent().unwrap_or(top))?;
    fs::File::create_new(file)?;
    fs::remove_file(file)
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
pub(crate) async fn inputs(buckets: &Buckets, channel: &Channel, scratch: &Path) -> Result<Vec<Input>, Failure> {
    let found = match &channel.source {
        Source::Prefix { uri } => under(buckets, uri).await,
        Source::Manifest { uri } => listed(buckets, uri, scratch).await,
        Source::Lines { uri } => one(buckets, uri).await,
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

async fn one(buckets: &Buckets, uri: &str) -> Result<Vec<Input>, Failure> {
    let uri = parse(uri)?;
    let object = buckets.object(&uri).await?;
    let path = safe(uri.key.rsplit('/').next().unwrap_or(&uri.key)).ok_or_else(|| no_file(&uri.key))?;
    Ok(vec![Input { object, path }])
}

/// Every object whose key starts so.
async fn under(buckets: &Buckets, uri: &str) -> Result<Vec<Input>, Failure> {
    let uri = parse(uri)?;
    let mut found = Vec::new();
    // What ends with a slash stands for a folder.
    for object in buckets.under(&uri).await?.into_iter().filter(|o| !o.key.ends_with('/')) {
        let path = safe(relative(&uri.key, &object.key)).ok_or_else(|| no_file(&object.key))?;
        found.push(Input { object, path });
    }
    if found.is_empty() {
        let place = buckets.elsewhere(&uri.bucket).map_or(String::new(), |place| format!(" at {place}"));
        return Err(Failure::request(format!(
            "there is no object under {uri}{place}; upload the data first, for example with `aws s3 cp`"
        )));
    }
    Ok(found)
}

/// The objects that a manifest names: a list with `{"prefix": "s3://..."}` first, then paths.
async fn listed(buckets: &Buckets, uri: &str, scratch: &Path) -> Result<Vec<Input>, Failure> {
    let uri = parse(uri)?;
    let manifest = buckets.object(&uri).await?.readable(scratch, 0).await?;
    let bad = |why: &str| Failure::request(format!("{uri} is no manifest: {why}"));
    let bytes = fs::read(manifest).map_err(|e| Failure::machine(e.to_string()))?;
    let lines: Vec<serde_json::Value> = serde_json::from_slice(&bytes).map_err(|e| bad(&e.to_string()))?;
    let (first, names) = lines.split_first().ok_or_else(|| bad("it is empty"))?;
    let prefix = first["prefix"].as_str().ok_or_else(|| bad("its first entry is not {\"prefix\": \"s3://...\"}"))?;
    let mut found = Vec::new();
    for name in names {
        let name = name.as_str().ok_or_else(|| bad("an entry is no text"))?;
        let address = parse(&format!("{prefix}{name}"))?;
        let object = buckets.object(&address).await?;
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
