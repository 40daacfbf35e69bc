//! Buckets, wherever they are: our own, and those of the configuration that are elsewhere.

use std::fs;
use std::path::{Path, PathBuf};

use tunesmith_objects::{ObjectStore, ObjectUri};
use tunesmith_outside::{Bucket, OutsideBuckets, OutsideError};

use crate::failure::Failure;
use crate::process::now_ms;

/// File in the data directory that says which buckets are elsewhere; it holds keys.
pub const OUTSIDE_BUCKETS: &str = "outside-buckets.json";

/// All buckets that a job can name.
pub(crate) struct Buckets {
    /// Our own; none where all are elsewhere.
    own: Option<ObjectStore>,
    outside: OutsideBuckets,
}

/// An object that was found.
pub(crate) struct Found {
    pub(crate) key: String,
    place: Place,
}

enum Place {
    /// A file of this machine, which belongs to the object store.
    Here(PathBuf),
    Outside(Bucket),
}

impl Buckets {
    /// Those of a data directory, whose own objects are in `objects`.
    pub(crate) async fn open(data: &Path, objects: &Path) -> Result<Self, Failure> {
        let file = data.join(OUTSIDE_BUCKETS);
        let outside: OutsideBuckets = match fs::read(&file) {
            Ok(bytes) => serde_json::from_slice(&bytes)
                .map_err(|e| Failure::machine(format!("{} cannot be read: {e}", file.display())))?,
            Err(_) => OutsideBuckets::default(),
        };
        let own = if outside.rest.is_none() { Some(ObjectStore::open(objects).await?) } else { None };
        Ok(Self { own, outside })
    }

    /// The bucket of this name, if it is elsewhere.
    fn outside(&self, name: &str) -> Result<Option<Bucket>, Failure> {
        Ok(self.outside.find(name).map(Bucket::open).transpose()?)
    }

    /// Where a bucket is, if it is not here.
    pub(crate) fn elsewhere(&self, name: &str) -> Option<String> {
        self.outside.find(name).map(|bucket| bucket.place().to_owned())
    }

    fn own(&self) -> Result<&ObjectStore, Failure> {
        self.own.as_ref().ok_or_else(|| Failure::machine("there are no buckets here: all are elsewhere".to_owned()))
    }

    /// Fails where there is no such bucket. One that is elsewhere is asked when it is needed.
    pub(crate) async fn check(&self, name: &str) -> Result<(), Failure> {
        if self.outside(name)?.is_none() {
            self.own()?.bucket(name).await?;
        }
        Ok(())
    }

    /// One object.
    pub(crate) async fn object(&self, uri: &ObjectUri) -> Result<Found, Failure> {
        if let Some(bucket) = self.outside(&uri.bucket)? {
            let found = bucket.object(&uri.key).await?;
            return Ok(Found { key: found.key, place: Place::Outside(bucket) });
        }
        let own = self.own()?;
        let object = own.object(&uri.bucket, &uri.key).await?;
        Ok(Found { place: Place::Here(own.file(&object)), key: object.key })
    }

    /// Every object whose key starts so, by key.
    pub(crate) async fn under(&self, uri: &ObjectUri) -> Result<Vec<Found>, Failure> {
        if let Some(bucket) = self.outside(&uri.bucket)? {
            let found = bucket.list(&uri.key).await?.into_iter();
            return Ok(found.map(|o| Found { key: o.key, place: Place::Outside(bucket.clone()) }).collect());
        }
        let own = self.own()?;
        let found = own.list_all(&uri.bucket, &uri.key).await?.into_iter();
        Ok(found.map(|o| Found { place: Place::Here(own.file(&o)), key: o.key }).collect())
    }

    /// Writes a file's content into an object.
    pub(crate) async fn put_file(&self, target: &ObjectUri, file: &Path) -> Result<(), Failure> {
        match self.outside(&target.bucket)? {
            Some(bucket) => bucket.put(&target.key, file).await?,
            None => self.own()?.put_file(target, file, now_ms()).await.map(drop)?,
        }
        Ok(())
    }
}

impl Found {
    /// The object store's own file, which must not be written to; none where the object is elsewhere.
    pub(crate) fn here(&self) -> Option<&Path> {
        match &self.place {
            Place::Here(file) => Some(file),
            Place::Outside(_) => None,
        }
    }

    /// Makes `file` a copy.
    pub(crate) async fn copy_to(&self, file: &Path) -> Result<(), Failure> {
        match &self.place {
            Place::Here(here) => {
                fs::copy(here, file).map_err(|e| Failure::machine(format!("{}: {e}", file.display())))?;
            }
            Place::Outside(bucket) => bucket.fetch(&self.key, file).await?,
        }
        Ok(())
    }

    /// A file with the content, to be read alone: the store's own, or a copy in `scratch`.
    pub(crate) async fn readable(&self, scratch: &Path, number: usize) -> Result<PathBuf, Failure> {
        if let Some(file) = self.here() {
            return Ok(file.to_owned());
        }
        let copy = scratch.join(format!("outside-{number}"));
        fs::create_dir_all(scratch).map_err(|e| Failure::machine(format!("{}: {e}", scratch.display())))?;
        self.copy_to(&copy).await?;
        Ok(copy)
    }
}

impl From<OutsideError> for Failure {
    fn from(error: OutsideError) -> Self {
        match &error {
            OutsideError::Absent { .. } | OutsideError::Denied { .. } | OutsideError::Misconfigured { .. } => {
                Self::request(error.to_string())
            }
            OutsideError::Unreachable { .. } | OutsideError::File(_) => Self::machine(error.to_string()),
        }
    }
}
