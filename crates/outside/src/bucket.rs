//! Listing, fetching and writing.

use std::path::Path as FilePath;
use std::sync::{Arc, Once};
use std::time::Duration;

use futures::TryStreamExt as _;
use hyper::header::HeaderMap;
use hyper::{Method, StatusCode};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{BackoffConfig, Error, MultipartUpload, ObjectStore as _, ObjectStoreExt as _, RetryConfig};
use tokio::fs::File;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::{OutsideBucket, OutsideError, Relay};

/// Larger files go in parts of so many bytes.
const PART: usize = 8 << 20;
/// How long an endpoint that does not answer is asked again.
const PATIENCE: Duration = Duration::from_mins(1);

/// A bucket, ready to be used.
#[derive(Debug, Clone)]
pub struct Bucket {
    config: OutsideBucket,
    store: Arc<AmazonS3>,
}

/// An object of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its key.
    pub key: String,
    /// Bytes.
    pub size: u64,
}

impl Bucket {
    /// A bucket as it is configured; nothing is asked yet.
    pub fn open(config: OutsideBucket) -> Result<Self, OutsideError> {
        choose_cryptography();
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&config.name)
            .with_region(&config.region)
            .with_allow_http(true)
            .with_skip_signature(config.anonymous)
            .with_retry(RetryConfig { max_retries: 5, retry_timeout: PATIENCE, backoff: BackoffConfig::default() });
        if let Some(endpoint) = &config.endpoint {
            builder = builder.with_endpoint(endpoint);
        }
        if let (Some(id), Some(secret)) = (&config.access_key_id, &config.secret_access_key) {
            builder = builder.with_access_key_id(id).with_secret_access_key(secret);
        }
        if let Some(token) = &config.session_token {
            builder = builder.with_token(token);
        }
        match builder.build() {
            Ok(store) => Ok(Self { config, store: Arc::new(store) }),
            Err(error) => Err(OutsideError::Misconfigured { bucket: config.name, reason: error.to_string() }),
        }
    }

    /// Every object whose key starts so, by key.
    pub async fn list(&self, prefix: &str) -> Result<Vec<Listed>, OutsideError> {
        // The library lists whole folders; a prefix may end within a name.
        let folder = prefix.rfind('/').map_or("", |at| &prefix[..at]);
        let folder = self.path(folder)?;
        let found: Vec<_> = self.store.list(Some(&folder)).try_collect().await.map_err(|e| self.told(prefix, e))?;
        let listed = found.into_iter().map(|o| Listed { key: o.location.to_string(), size: o.size });
        let mut listed: Vec<Listed> = listed.filter(|o| o.key.starts_with(prefix)).collect();
        listed.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(listed)
    }

    /// One object.
    pub async fn object(&self, key: &str) -> Result<Listed, OutsideError> {
        let found = self.store.head(&self.path(key)?).await.map_err(|e| self.told(key, e))?;
        Ok(Listed { key: key.to_owned(), size: found.size })
    }

    /// Writes an object's content into a file.
    pub async fn fetch(&self, key: &str, file: &FilePath) -> Result<(), OutsideError> {
        let answer = self.store.get(&self.path(key)?).await.map_err(|e| self.told(key, e))?;
        let mut pieces = answer.into_stream();
        let mut target = File::create(file).await?;
        while let Some(piece) = pieces.try_next().await.map_err(|e| self.told(key, e))? {
            target.write_all(&piece).await?;
        }
        target.flush().await?;
        Ok(())
    }

    /// Writes a file's content into an object; it is there as a whole or not at all.
    pub async fn put(&self, key: &str, file: &FilePath) -> Result<(), OutsideError> {
        let path = self.path(key)?;
        let mut source = File::open(file).await?;
        let first = next_part(&mut source).await?;
        if first.len() < PART {
            return self.store.put(&path, first.into()).await.map(drop).map_err(|e| self.told(key, e));
        }
        let mut upload = self.store.put_multipart(&path).await.map_err(|e| self.told(key, e))?;
        let sent = self.send_parts(key, &mut *upload, first, &mut source).await;
        if sent.is_err() {
            // What has come in by then is of no use; an endpoint that cannot be reached keeps it until it tidies up itself.
            let _ = upload.abort().await;
        }
        sent
    }

    async fn send_parts(
        &self,
        key: &str,
        upload: &mut dyn MultipartUpload,
        first: Vec<u8>,
        source: &mut File,
    ) -> Result<(), OutsideError> {
        let mut part = first;
        while !part.is_empty() {
            upload.put_part(part.into()).await.map_err(|e| self.told(key, e))?;
            part = next_part(source).await?;
        }
        upload.complete().await.map(drop).map_err(|e| self.told(key, e))
    }

    /// Makes the bucket, unless it is there.
    pub async fn create(&self) -> Result<(), OutsideError> {
        let (path, nothing) = (format!("/{}", self.config.name), futures::stream::empty());
        let made = Relay::default().pass(&self.config, Method::PUT, &path, &HeaderMap::new(), nothing).await?;
        match made.status() {
            status if status.is_success() || status == StatusCode::CONFLICT => Ok(()),
            status => Err(self.unreachable(format!("the bucket could not be made: {status}"))),
        }
    }

    /// Takes an object away, if it is there.
    pub async fn delete(&self, key: &str) -> Result<(), OutsideError> {
        match self.store.delete(&self.path(key)?).await {
            Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.told(key, error)),
        }
    }

    fn path(&self, key: &str) -> Result<Path, OutsideError> {
        let misfit = |e: object_store::path::Error| OutsideError::Misconfigured {
            bucket: self.config.name.clone(),
            reason: format!("the key {key:?} cannot be asked for: {e}"),
        };
        Path::parse(key).map_err(misfit)
    }

    fn unreachable(&self, reason: String) -> OutsideError {
        OutsideError::Unreachable { bucket: self.config.name.clone(), endpoint: self.config.place().to_owned(), reason }
    }

    fn told(&self, key: &str, error: Error) -> OutsideError {
        let (bucket, endpoint) = (self.config.name.clone(), self.config.place().to_owned());
        match error {
            Error::NotFound { .. } => OutsideError::Absent { bucket, key: key.to_owned(), endpoint },
            Error::PermissionDenied { source, .. } | Error::Unauthenticated { source, .. } => {
                OutsideError::Denied { bucket, endpoint, reason: source.to_string() }
            }
            // Of listings the library says in words alone what the endpoint answered.
            ref other => match other.to_string() {
                text if text.contains("<Code>NoSuchBucket</Code>") => {
                    OutsideError::Absent { bucket, key: key.to_owned(), endpoint }
                }
                text if text.contains("403 Forbidden") => OutsideError::Denied { bucket, endpoint, reason: text },
                _ => self.unreachable(root_cause(other)),
            },
        }
    }
}

/// The next part of a file; a short one is the last.
async fn next_part(source: &mut File) -> Result<Vec<u8>, OutsideError> {
    let mut part = Vec::new();
    source.take(PART as u64).read_to_end(&mut part).await?;
    Ok(part)
}

/// The innermost reason of an error: the library wraps "connection refused" into several sentences.
pub(crate) fn root_cause(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

/// One library for all encrypted connections; the first to ask decides.
pub(crate) fn choose_cryptography() {
    static CHOSEN: Once = Once::new();
    CHOSEN.call_once(|| {
        // Somebody else's choice is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}
