//! Objects: what is known of them, and their removal.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use crate::{ObjectError, ObjectStore};

/// An object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// Its bucket.
    pub bucket: String,
    /// Its key.
    pub key: String,
    /// Bytes.
    pub size: u64,
    /// MD5 of its content in hexadecimal; of an object that came in parts, the MD5 of theirs, `-`, and their number.
    pub etag: String,
    /// When it was written, in milliseconds since the epoch.
    pub modified_ms: i64,
    /// What its writer said of it.
    pub meta: ObjectMeta,
    /// Name of its file.
    pub(crate) file: String,
}

/// What the writer of an object said of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ObjectMeta {
    /// Standard headers by name, such as `content-type`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// The writer's own.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub user: BTreeMap<String, String>,
    /// Checksums in base64 by algorithm, such as `crc32`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub checksums: BTreeMap<String, String>,
}

/// How an object is written.
#[derive(Debug, Clone, Default)]
pub struct PutOptions {
    /// What is said of it.
    pub meta: ObjectMeta,
    /// What must hold of the object that is there.
    pub condition: Condition,
}

/// What must hold of the object that is there, for a write to happen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Condition {
    /// Nothing.
    #[default]
    None,
    /// There must not be one.
    Absent,
    /// It must have this entity tag.
    Matches(String),
}

pub(crate) const COLUMNS: &str = "bucket, key, file, size, etag, modified_ms, meta";

pub(crate) fn from_row(row: &SqliteRow) -> Result<Object, sqlx::Error> {
    let key: Vec<u8> = row.try_get("key")?;
    let meta: String = row.try_get("meta")?;
    Ok(Object {
        bucket: row.try_get("bucket")?,
        key: String::from_utf8_lossy(&key).into_owned(),
        size: row.try_get::<i64, _>("size")? as u64,
        etag: row.try_get("etag")?,
        modified_ms: row.try_get("modified_ms")?,
        meta: serde_json::from_str(&meta).map_err(|e| sqlx::Error::Decode(e.into()))?,
        file: row.try_get("file")?,
    })
}

impl ObjectStore {
    /// One object.
    pub async fn object(&self, bucket: &str, key: &str) -> Result<Object, ObjectError> {
        let sql = sqlx::AssertSqlSafe(format!("SELECT {COLUMNS} FROM objects WHERE bucket = $1 AND key = $2"));
        let row = sqlx::query(sql).bind(bucket).bind(key.as_bytes()).fetch_optional(self.reader()).await?;
        if let Some(row) = row {
            return Ok(from_row(&row)?);
        }
        self.bucket(bucket).await?;
        Err(ObjectError::NoSuchKey { bucket: bucket.to_owned(), key: key.to_owned() })
    }

    /// The file that holds an object. It stays as it is: a new object of this key gets a new file, and this one is removed.
    pub fn file(&self, object: &Object) -> PathBuf {
        self.blob(&object.bucket, &object.file)
    }

    /// Removes an object; true when there was one.
    pub async fn delete(&self, bucket: &str, key: &str) -> Result<bool, ObjectError> {
        self.bucket(bucket).await?;
        let sql = "DELETE FROM objects WHERE bucket = $1 AND key = $2 RETURNING file";
        let sql = sqlx::query_scalar(sql).bind(bucket).bind(key.as_bytes());
        let file: Option<String> = sql.fetch_optional(&mut *self.writer().await).await?;
        if let Some(file) = &file {
            // A file that stays is swept later.
            let _ = fs::remove_file(self.blob(bucket, file));
        }
        Ok(file.is_some())
    }
}
