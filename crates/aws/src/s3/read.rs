//! Reading objects.

use std::io::SeekFrom;

use bytes::Bytes;
use futures::stream;
use s3s::dto as m;
use s3s::{S3Response, S3Result, s3_error};
use time::OffsetDateTime;
use tokio::fs::File;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use tunesmith_objects::Object;

use super::errors::told;
use super::{Backend, etag, timestamp};

/// Bytes that are read at a time.
const PIECE: u64 = 256 << 10;

impl Backend {
    pub(super) async fn about_object(&self, input: &m::HeadObjectInput) -> S3Result<m::HeadObjectOutput> {
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        no_versions(input.version_id.as_ref())?;
        let object = self.objects()?.object(&input.bucket, &input.key).await.map_err(told)?;
        let conditions = Conditions {
            matches: input.if_match.as_ref(),
            none_match: input.if_none_match.as_ref(),
            modified_since: input.if_modified_since.clone(),
            unmodified_since: input.if_unmodified_since.clone(),
        };
        conditions.check(&object)?;
        let header = |name: &str| object.meta.headers.get(name).cloned();
        let checksum = |name: &str| {
            let wanted = input.checksum_mode.as_ref().is_some_and(|m| m.as_str() == m::ChecksumMode::ENABLED);
            object.meta.checksums.get(name).filter(|_| wanted).cloned()
        };
        Ok(m::HeadObjectOutput {
            accept_ranges: Some("bytes".to_owned()),
            content_length: Some(object.size as i64),
            content_type: Some(header("content-type").unwrap_or_else(default_type)),
            content_encoding: header("content-encoding"),
            content_disposition: header("content-disposition"),
            content_language: header("content-language"),
            cache_control: header("cache-control"),
            e_tag: Some(etag(&object.etag)),
            last_modified: Some(timestamp(object.modified_ms)),
            metadata: Some(object.meta.user.clone().into_iter().collect()),
            checksum_crc32: checksum("crc32"),
            checksum_crc32c: checksum("crc32c"),
            checksum_sha1: checksum("sha1"),
            checksum_sha256: checksum("sha256"),
            checksum_crc64nvme: checksum("crc64nvme"),
            ..m::HeadObjectOutput::default()
        })
    }

    pub(super) async fn read_object(&self, input: &m::GetObjectInput) -> S3Result<S3Response<m::GetObjectOutput>> {
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        no_versions(input.version_id.as_ref())?;
        // An object that is replaced in between is read again.
        let (object, file) = loop {
            let object = self.objects()?.object(&input.bucket, &input.key).await.map_err(told)?;
            match File::open(self.objects()?.file(&object)).await {
                Ok(file) => break (object, file),
                Err(error) => {
                    let now = self.objects()?.object(&input.bucket, &input.key).await.map_err(told)?;
                    if now == object {
                        return Err(s3_error!(InternalError, "{}: {error}", self.objects()?.file(&object).display()));
                    }
                }
            }
        };
        let conditions = Conditions {
            matches: input.if_match.as_ref(),
            none_match: input.if_none_match.as_ref(),
            modified_since: input.if_modified_since.clone(),
            unmodified_since: input.if_unmodified_since.clone(),
        };
        conditions.check(&object)?;
        let range = match &input.range {
            None => None,
            Some(range) => Some(range.check(object.size).map_err(|_| {
                s3_error!(InvalidRange, "The requested range is not satisfiable: the object has {} bytes", object.size)
            })?),
        };
        let (start, end) = range.as_ref().map_or((0, object.size), |r| (r.start, r.end));
        let body = content(file, start, end - start).await?;
        let header =
            |name: &str, instead: Option<&String>| instead.cloned().or_else(|| object.meta.headers.get(name).cloned());
        // The checksum is that of the whole.
        let checksum = |name: &str| {
            let wanted = input.checksum_mode.as_ref().is_some_and(|m| m.as_str() == m::ChecksumMode::ENABLED);
            object.meta.checksums.get(name).filter(|_| wanted && range.is_none()).cloned()
        };
        let output = m::GetObjectOutput {
            accept_ranges: Some("bytes".to_owned()),
            body: Some(body),
            content_length: Some((end - start) as i64),
            content_range: range.as_ref().map(|r| format!("bytes {}-{}/{}", r.start, r.end - 1, object.size)),
            content_type: header("content-type", input.response_content_type.as_ref()).or_else(|| Some(default_type())),
            content_encoding: header("content-encoding", input.response_content_encoding.as_ref()),
            content_disposition: header("content-disposition", input.response_content_disposition.as_ref()),
            content_language: header("content-language", input.response_content_language.as_ref()),
            cache_control: header("cache-control", input.response_cache_control.as_ref()),
            e_tag: Some(etag(&object.etag)),
            last_modified: Some(timestamp(object.modified_ms)),
            metadata: Some(object.meta.user.clone().into_iter().collect()),
            checksum_crc32: checksum("crc32"),
            checksum_crc32c: checksum("crc32c"),
            checksum_sha1: checksum("sha1"),
            checksum_sha256: checksum("sha256"),
            checksum_crc64nvme: checksum("crc64nvme"),
            ..m::GetObjectOutput::default()
        };
        Ok(S3Response::new(output))
    }
}

fn default_type() -> String {
    "binary/octet-stream".to_owned()
}

/// A part of a file, piece by piece.
async fn content(mut file: File, start: u64, length: u64) -> S3Result<m::StreamingBlob> {
    file.seek(SeekFrom::Start(start)).await.map_err(|e| s3_error!(InternalError, "{e}"))?;
    let pieces = stream::try_unfold((file, length), |(mut file, left)| async move {
        if left == 0 {
            return Ok(None);
        }
        let mut piece = vec![0; left.min(PIECE) as usize];
        let n = file.read(&mut piece).await?;
        if n == 0 {
            return Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof));
        }
        piece.truncate(n);
        Ok(Some((Bytes::from(piece), (file, left - n as u64))))
    });
    Ok(m::StreamingBlob::wrap(pieces))
}

/// Objects have one version, which some clients call `null`.
pub(super) fn no_versions(version: Option<&String>) -> S3Result<()> {
    match version.map(String::as_str) {
        None | Some("null" | "") => Ok(()),
        Some(_) => Err(s3_error!(NoSuchVersion, "Objects are not versioned here; leave the version out.")),
    }
}

struct Conditions<'a> {
    matches: Option<&'a m::ETagCondition>,
    none_match: Option<&'a m::ETagCondition>,
    modified_since: Option<m::Timestamp>,
    unmodified_since: Option<m::Timestamp>,
}

impl Conditions<'_> {
    fn check(self, object: &Object) -> S3Result<()> {
        let is = |condition: &m::ETagCondition| match condition {
            m::ETagCondition::Any => true,
            m::ETagCondition::ETag(tag) => tag.value() == object.etag,
        };
        // HTTP knows whole seconds.
        let modified = object.modified_ms / 1000;
        let second = |t: &m::Timestamp| OffsetDateTime::from(t.clone()).unix_timestamp();
        let failed = || s3_error!(PreconditionFailed, "At least one of the preconditions you specified did not hold.");
        match (self.matches, &self.unmodified_since) {
            (Some(condition), _) if !is(condition) => return Err(failed()),
            (None, Some(since)) if modified > second(since) => return Err(failed()),
            _ => {}
        }
        match (self.none_match, &self.modified_since) {
            (Some(condition), _) if is(condition) => Err(s3_error!(NotModified)),
            (None, Some(since)) if modified <= second(since) => Err(s3_error!(NotModified)),
            _ => Ok(()),
        }
    }
}
