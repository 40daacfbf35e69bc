//! Objects that come in parts.

use std::collections::BTreeMap;
use std::fs;

use md5::{Digest as _, Md5};

use crate::object::{Condition, Object, ObjectMeta};
use crate::upload::{Blob, check_key, fresh_name};
use crate::{ObjectError, ObjectStore, Upload};

/// An object that comes in parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MultipartUpload {
    /// Names it.
    pub id: String,
    /// Bucket of the object.
    pub bucket: String,
    /// Key of the object.
    pub key: String,
    /// When it was begun, in milliseconds since the epoch.
    pub created_ms: i64,
    /// What is said of the object.
    pub meta: ObjectMeta,
}

/// One part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its place, from 1.
    pub number: u32,
    /// Bytes.
    pub size: u64,
    /// MD5 in hexadecimal.
    pub etag: String,
    /// When it was written, in milliseconds since the epoch.
    pub modified_ms: i64,
    /// Checksums in base64 by algorithm.
    pub checksums: BTreeMap<String, String>,
    file: String,
}

impl ObjectStore {
    /// Begins an object that comes in parts; the name of the upload.
    pub async fn begin_multipart(
        &self,
        bucket: &str,
        key: &str,
        meta: ObjectMeta,
        now_ms: i64,
    ) -> Result<String, ObjectError> {
        check_key(key)?;
        self.bucket(bucket).await?;
        let id = fresh_name();
        sqlx::query("INSERT INTO uploads (id, bucket, key, created_ms, meta) VALUES ($1, $2, $3, $4, $5)")
            .bind(&id)
            .bind(bucket)
            .bind(key.as_bytes())
            .bind(now_ms)
            .bind(serde_json::to_string(&meta).unwrap_or_default())
            .execute(&mut *self.writer().await)
            .await?;
        Ok(id)
    }

    /// Uploads of a bucket that are not complete.
    pub async fn multipart_uploads(&self, bucket: &str) -> Result<Vec<MultipartUpload>, ObjectError> {
        self.bucket(bucket).await?;
        let sql =
            "SELECT id, bucket, key, created_ms, meta FROM uploads WHERE bucket = $1 ORDER BY key, created_ms, id";
        let rows: Vec<(String, String, Vec<u8>, i64, String)> =
            sqlx::query_as(sql).bind(bucket).fetch_all(self.reader()).await?;
        Ok(rows.into_iter().map(upload_from).collect())
    }

    /// One upload, which must be of this bucket and key.
    pub async fn multipart(&self, bucket: &str, key: &str, id: &str) -> Result<MultipartUpload, ObjectError> {
        let sql = "SELECT id, bucket, key, created_ms, meta FROM uploads WHERE id = $1 AND bucket = $2 AND key = $3";
        let row: Option<(String, String, Vec<u8>, i64, String)> =
            sqlx::query_as(sql).bind(id).bind(bucket).bind(key.as_bytes()).fetch_optional(self.reader()).await?;
        row.map(upload_from).ok_or_else(|| ObjectError::NoSuchUpload(id.to_owned()))
    }

    /// Begins to write a part; [`ObjectStore::finish_part`] ends it.
    pub async fn upload_part(&self, upload: &MultipartUpload) -> Result<Upload<'_>, ObjectError> {
        self.upload(&upload.bucket, &upload.key).await
    }

    /// A part is complete; one of the same number is replaced.
    pub async fn finish_part(
        &self,
        upload: &MultipartUpload,
        number: u32,
        part: Upload<'_>,
        checksums: &BTreeMap<String, String>,
        now_ms: i64,
    ) -> Result<String, ObjectError> {
        let mut blob = part.into_blob();
        let etag = hex::encode(blob.settle().await?);
        let mut writer = self.writer().await;
        let before: Option<String> = sqlx::query_scalar("SELECT file FROM parts WHERE upload = $1 AND number = $2")
            .bind(&upload.id)
            .bind(i64::from(number))
            .fetch_optional(&mut *writer)
            .await?;
        sqlx::query(
            "INSERT OR REPLACE INTO parts (upload, number, file, size, etag, modified_ms, checksums)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&upload.id)
        .bind(i64::from(number))
        .bind(&blob.name)
        .bind(blob.size as i64)
        .bind(&etag)
        .bind(now_ms)
        .bind(serde_json::to_string(checksums).unwrap_or_default())
        .execute(&mut *writer)
        .await?;
        blob.keep();
        if let Some(file) = before {
            let _ = fs::remove_file(self.blob(&upload.bucket, &file));
        }
        Ok(etag)
    }

    /// The parts that came, by number.
    pub async fn parts(&self, upload: &MultipartUpload) -> Result<Vec<Part>, ObjectError> {
        let sql =
            "SELECT number, size, etag, modified_ms, checksums, file FROM parts WHERE upload = $1 ORDER BY number";
        let rows: Vec<(i64, i64, String, i64, String, String)> =
            sqlx::query_as(sql).bind(&upload.id).fetch_all(self.reader()).await?;
        let part = |(number, size, etag, modified_ms, checksums, file): (i64, i64, String, i64, String, String)| Part {
            number: number as u32,
            size: size as u64,
            etag,
            modified_ms,
            checksums: serde_json::from_str(&checksums).unwrap_or_default(),
            file,
        };
        Ok(rows.into_iter().map(part).collect())
    }

    /// Puts parts together, by number and entity tag, in this order.
    pub async fn complete_multipart(
        &self,
        upload: &MultipartUpload,
        wanted: &[(u32, Option<String>)],
        condition: &Condition,
        now_ms: i64,
    ) -> Result<Object, ObjectError> {
        let bad = |number, problem| ObjectError::BadPart { number, problem };
        let parts = self.parts(upload).await?;
        let mut chosen: Vec<&Part> = Vec::new();
        for (number, etag) in wanted {
            if chosen.last().is_some_and(|last| last.number >= *number) {
                return Err(bad(*number, "is out of order"));
            }
            let part = parts.iter().find(|p| p.number == *number).ok_or_else(|| bad(*number, "was not uploaded"))?;
            if etag.as_ref().is_some_and(|e| e.trim_matches('"') != part.etag) {
                return Err(bad(*number, "has another entity tag"));
            }
            chosen.push(part);
        }
        if chosen.is_empty() {
            return Err(bad(1, "is missing: an object has at least one"));
        }
        let mut whole = self.upload(&upload.bucket, &upload.key).await?;
        let mut md5 = Md5::new();
        for part in &chosen {
            whole.write_file(&self.blob(&upload.bucket, &part.file)).await?;
            md5.update(hex::decode(&part.etag).unwrap_or_default());
        }
        let mut blob = whole.into_blob();
        blob.settle().await?;
        let object = Object {
            bucket: upload.bucket.clone(),
            key: upload.key.clone(),
            size: blob.size,
            etag: format!("{}-{}", hex::encode(md5.finalize()), chosen.len()),
            modified_ms: now_ms,
            meta: upload.meta.clone(),
            file: blob.name.clone(),
        };
        self.enter(&object, condition).await?;
        blob.keep();
        self.forget(upload, &parts).await?;
        Ok(object)
    }

    /// Gives an upload up.
    pub async fn abort_multipart(&self, upload: &MultipartUpload) -> Result<(), ObjectError> {
        let parts = self.parts(upload).await?;
        self.forget(upload, &parts).await
    }

    async fn forget(&self, upload: &MultipartUpload, parts: &[Part]) -> Result<(), ObjectError> {
        let mut writer = self.writer().await;
        sqlx::query("DELETE FROM parts WHERE upload = $1").bind(&upload.id).execute(&mut *writer).await?;
        sqlx::query("DELETE FROM uploads WHERE id = $1").bind(&upload.id).execute(&mut *writer).await?;
        for part in parts {
            // What stays is swept later.
            let _ = fs::remove_file(self.blob(&upload.bucket, &part.file));
        }
        Ok(())
    }
}

fn upload_from((id, bucket, key, created_ms, meta): (String, String, Vec<u8>, i64, String)) -> MultipartUpload {
    let key = String::from_utf8_lossy(&key).into_owned();
    MultipartUpload { id, bucket, key, created_ms, meta: serde_json::from_str(&meta).unwrap_or_default() }
}

impl Upload<'_> {
    pub(crate) fn into_blob(self) -> Blob {
        self.file
    }
}
