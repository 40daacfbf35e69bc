//! What can go wrong with buckets and objects.

use std::io;
use std::path::PathBuf;

/// Why the object store refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum ObjectError {
    /// There is no bucket of this name.
    #[error("there is no bucket `{0}`")]
    NoSuchBucket(String),
    /// There is no object of this key.
    #[error("there is no object `{key}` in bucket `{bucket}`")]
    NoSuchKey {
        /// The bucket.
        bucket: String,
        /// The key.
        key: String,
    },
    /// There is no such multipart upload.
    #[error("there is no multipart upload `{0}`; it may have been completed or aborted")]
    NoSuchUpload(String),
    /// A bucket of this name exists.
    #[error("the bucket `{0}` exists already")]
    BucketExists(String),
    /// A bucket with objects cannot be deleted.
    #[error("the bucket `{0}` holds objects; delete them first")]
    BucketNotEmpty(String),
    /// Not a name for a bucket.
    #[error(
        "`{0}` is no bucket name: use 3 to 63 lower-case letters, digits, `-` and `.`, a letter or digit first and last"
    )]
    BadBucketName(String),
    /// Not a key.
    #[error("a key has 1 to 1024 bytes; this one has {0}")]
    BadKey(usize),
    /// Parts that were not uploaded, or in the wrong order.
    #[error("part {number} {problem}")]
    BadPart {
        /// The part.
        number: u32,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The object is not, or not any more, as the request wants it.
    #[error("the object does not meet the condition of the request")]
    ConditionFailed,
    /// Written by a newer version.
    #[error(
        "the object store {} has format {found}, this Tunesmith knows formats up to {known}; use the newer one that wrote it",
        root.display()
    )]
    Newer {
        /// The folder.
        root: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format known here.
        known: i64,
    },
    /// The disk is full.
    #[error("the disk that holds {} is full", .0.display())]
    Full(PathBuf),
    /// A file failed.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// The index failed.
    #[error("the index of objects failed: {0}")]
    Index(#[source] sqlx::Error),
}

impl ObjectError {
    pub(crate) fn file(path: impl Into<PathBuf>, source: io::Error) -> Self {
        let path = path.into();
        if source.kind() == io::ErrorKind::StorageFull { Self::Full(path) } else { Self::File { path, source } }
    }
}

impl From<sqlx::Error> for ObjectError {
    fn from(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
        // SQLite: 13 FULL, 4874 IOERR_SHMSIZE (its shared memory cannot grow).
        match code.and_then(|c| c.parse::<i64>().ok()) {
            Some(13 | 4874) => Self::Full("the object store".into()),
            _ => Self::Index(error),
        }
    }
}
