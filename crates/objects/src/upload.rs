//! Writing an object.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::{fs, mem, process};

use md5::{Digest as _, Md5};
use sqlx::Connection as _;
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;

use crate::object::{COLUMNS, Condition, Object, ObjectMeta, PutOptions};
use crate::{ObjectError, ObjectStore, ObjectUri};

/// Small writes are gathered up to this size.
const GATHERED: usize = 256 << 10;

/// An object on its way in. Dropped before it is finished, it leaves nothing.
#[derive(Debug)]
pub struct Upload<'a> {
    store: &'a ObjectStore,
    bucket: String,
    key: String,
    pub(crate) file: Blob,
}

/// A file of our own naming that is being written.
#[derive(Debug)]
pub(crate) struct Blob {
    pub(crate) name: String,
    path: PathBuf,
    file: File,
    buffer: Vec<u8>,
    md5: Md5,
    pub(crate) size: u64,
    keep: bool,
}

impl Drop for Blob {
    fn drop(&mut self) {
        if !self.keep {
            // What stays is swept later.
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl Blob {
    pub(crate) async fn create(store: &ObjectStore, bucket: &str) -> Result<Self, ObjectError> {
        let name = fresh_name();
        let path = store.blob(bucket, &name);
        let folder = path.parent().unwrap_or(&path);
        fs::create_dir_all(folder).map_err(|e| ObjectError::file(folder, e))?;
        let file = File::create(&path).await.map_err(|e| ObjectError::file(&path, e))?;
        Ok(Self { name, path, file, buffer: Vec::new(), md5: Md5::new(), size: 0, keep: false })
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) -> Result<(), ObjectError> {
        self.md5.update(bytes);
        self.size += bytes.len() as u64;
        self.buffer.extend_from_slice(bytes);
        if self.buffer.len() >= GATHERED { self.flush().await } else { Ok(()) }
    }

    async fn flush(&mut self) -> Result<(), ObjectError> {
        let buffer = mem::take(&mut self.buffer);
        self.file.write_all(&buffer).await.map_err(|e| ObjectError::file(&self.path, e))
    }

    /// Puts everything on the disk; the MD5 of it.
    pub(crate) async fn settle(&mut self) -> Result<[u8; 16], ObjectError> {
        self.flush().await?;
        let failed = |e| ObjectError::file(&self.path, e);
        self.file.flush().await.map_err(failed)?;
        self.file.sync_data().await.map_err(failed)?;
        Ok(mem::take(&mut self.md5).finalize().into())
    }

    pub(crate) fn keep(mut self) {
        self.keep = true;
    }
}

/// A name that no other process and no other moment gives: time, process, counter.
pub(crate) fn fresh_name() -> String {
    static COUNTER: AtomicU64 = AtomicU64::new(0);
    #[expect(clippy::disallowed_methods, reason = "part of a unique name, not a time")]
    let nanoseconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_nanos());
    let seed = format!("{nanoseconds} {} {}", process::id(), COUNTER.fetch_add(1, Ordering::Relaxed));
    hex::encode(Md5::digest(seed))
}

/// A key has 1 to 1024 bytes.
pub(crate) fn check_key(key: &str) -> Result<(), ObjectError> {
    if (1..=1024).contains(&key.len()) { Ok(()) } else { Err(ObjectError::BadKey(key.len())) }
}

impl ObjectStore {
    /// Begins to write an object.
    pub async fn upload(&self, bucket: &str, key: &str) -> Result<Upload<'_>, ObjectError> {
        check_key(key)?;
        self.bucket(bucket).await?;
        let file = Blob::create(self, bucket).await?;
        Ok(Upload { store: self, bucket: bucket.to_owned(), key: key.to_owned(), file })
    }

    /// Makes an object of a file.
    pub async fn put_file(&self, target: &ObjectUri, file: &Path, now_ms: i64) -> Result<Object, ObjectError> {
        let mut upload = self.upload(&target.bucket, &target.key).await?;
        upload.write_file(file).await?;
        upload.finish(PutOptions::default(), now_ms).await
    }

    /// Copies an object within the store.
    pub async fn copy(
        &self,
        from: &Object,
        bucket: &str,
        key: &str,
        meta: ObjectMeta,
        now_ms: i64,
    ) -> Result<Object, ObjectError> {
        let mut upload = self.upload(bucket, key).await?;
        upload.write_file(&self.file(from)).await?;
        upload.finish(PutOptions { meta, condition: Condition::None }, now_ms).await
    }

    /// Enters a written file as an object, in place of an earlier one.
    pub(crate) async fn enter(&self, object: &Object, condition: &Condition) -> Result<(), ObjectError> {
        let mut writer = self.writer().await;
        let mut transaction = writer.begin_with("BEGIN IMMEDIATE").await?;
        let before: Option<(String, String)> =
            sqlx::query_as("SELECT file, etag FROM objects WHERE bucket = $1 AND key = $2")
                .bind(&object.bucket)
                .bind(object.key.as_bytes())
                .fetch_optional(&mut *transaction)
                .await?;
        let holds = match condition {
            Condition::None => true,
            Condition::Absent => before.is_none(),
            Condition::Matches(etag) => before.as_ref().is_some_and(|(_, e)| e == etag),
        };
        if !holds {
            return Err(ObjectError::ConditionFailed);
        }
        let sql = sqlx::AssertSqlSafe(format!(
            "INSERT OR REPLACE INTO objects ({COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7)"
        ));
        sqlx::query(sql)
            .bind(&object.bucket)
            .bind(object.key.as_bytes())
            .bind(&object.file)
            .bind(object.size as i64)
            .bind(&object.etag)
            .bind(object.modified_ms)
            .bind(serde_json::to_string(&object.meta).unwrap_or_default())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        if let Some((file, _)) = before {
            // What stays is swept later.
            let _ = fs::remove_file(self.blob(&object.bucket, &file));
        }
        Ok(())
    }
}

impl Upload<'_> {
    /// Takes more of the content.
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), ObjectError> {
        self.file.write(bytes).await
    }

    /// Takes the content of a file.
    pub async fn write_file(&mut self, path: &Path) -> Result<(), ObjectError> {
        use tokio::io::AsyncReadExt as _;
        let mut file = File::open(path).await.map_err(|e| ObjectError::file(path, e))?;
        let mut buffer = vec![0; GATHERED];
        loop {
            let n = file.read(&mut buffer).await.map_err(|e| ObjectError::file(path, e))?;
            if n == 0 {
                return Ok(());
            }
            self.write(&buffer[..n]).await?;
        }
    }

    /// Bytes so far.
    pub fn size(&self) -> u64 {
        self.file.size
    }

    /// MD5 of what came so far, without ending the upload.
    pub fn md5(&self) -> [u8; 16] {
        self.file.md5.clone().finalize().into()
    }

    /// The content is complete: makes it the object.
    pub async fn finish(mut self, options: PutOptions, now_ms: i64) -> Result<Object, ObjectError> {
        let etag = hex::encode(self.file.settle().await?);
        let object = Object {
            bucket: mem::take(&mut self.bucket),
            key: mem::take(&mut self.key),
            size: self.file.size,
            etag,
            modified_ms: now_ms,
            meta: options.meta,
            file: self.file.name.clone(),
        };
        self.store.enter(&object, &options.condition).await?;
        self.file.keep();
        Ok(object)
    }
}
