//! Buckets.

use std::fs;

use crate::{ObjectError, ObjectStore};

/// A bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// When it was made, in milliseconds since the epoch.
    pub created_ms: i64,
}

/// Whether a text may name a bucket, and with it a folder.
fn is_name(name: &str) -> bool {
    let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    (3..=63).contains(&name.len())
        && edge(name.chars().next())
        && edge(name.chars().last())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.'))
        && !name.contains("..")
}

impl ObjectStore {
    /// Makes a bucket.
    pub async fn create_bucket(&self, name: &str, now_ms: i64) -> Result<(), ObjectError> {
        if !is_name(name) {
            return Err(ObjectError::BadBucketName(name.to_owned()));
        }
        let folder = self.bucket_folder(name);
        fs::create_dir_all(&folder).map_err(|e| ObjectError::file(folder, e))?;
        let sql = "INSERT INTO buckets (name, created_ms) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        let done = sqlx::query(sql).bind(name).bind(now_ms).execute(&mut *self.writer().await).await?;
        if done.rows_affected() == 0 { Err(ObjectError::BucketExists(name.to_owned())) } else { Ok(()) }
    }

    /// All buckets, by name.
    pub async fn buckets(&self) -> Result<Vec<Bucket>, ObjectError> {
        let sql = "SELECT name, created_ms FROM buckets ORDER BY name";
        let rows: Vec<(String, i64)> = sqlx::query_as(sql).fetch_all(self.reader()).await?;
        Ok(rows.into_iter().map(|(name, created_ms)| Bucket { name, created_ms }).collect())
    }

    /// One bucket.
    pub async fn bucket(&self, name: &str) -> Result<Bucket, ObjectError> {
        let sql = sqlx::query_scalar("SELECT created_ms FROM buckets WHERE name = $1").bind(name);
        let created_ms: Option<i64> = sql.fetch_optional(self.reader()).await?;
        let bucket = |created_ms| Bucket { name: name.to_owned(), created_ms };
        created_ms.map(bucket).ok_or_else(|| ObjectError::NoSuchBucket(name.to_owned()))
    }

    /// Removes a bucket that holds nothing.
    pub async fn delete_bucket(&self, name: &str) -> Result<(), ObjectError> {
        self.bucket(name).await?;
        let sql = "DELETE FROM buckets WHERE name = $1 AND NOT EXISTS (SELECT 1 FROM objects WHERE bucket = $1)
            AND NOT EXISTS (SELECT 1 FROM uploads WHERE bucket = $1)";
        let done = sqlx::query(sql).bind(name).execute(&mut *self.writer().await).await?;
        if done.rows_affected() == 0 {
            return Err(ObjectError::BucketNotEmpty(name.to_owned()));
        }
        // What a crash left in it is swept later, if this does not succeed.
        let _ = fs::remove_dir_all(self.bucket_folder(name));
        Ok(())
    }
}
