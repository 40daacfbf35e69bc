//! Writing and removing objects.

use s3s::dto as m;
use s3s::{S3Request, S3Result, s3_error};
use tunesmith_objects::{Condition, Object, ObjectMeta, PutOptions};

use super::checksums::Stated;
use super::errors::told;
use super::read::no_versions;
use super::{Backend, etag, timestamp};

/// Most objects that one request removes.
const MOST: usize = 1000;

/// The condition of a write.
pub(super) fn condition(
    matches: Option<&m::ETagCondition>,
    none_match: Option<&m::ETagCondition>,
) -> S3Result<Condition> {
    match (matches, none_match) {
        (None, None) => Ok(Condition::None),
        (None, Some(m::ETagCondition::Any)) => Ok(Condition::Absent),
        (Some(m::ETagCondition::ETag(tag)), None) => Ok(Condition::Matches(tag.value().to_owned())),
        _ => Err(s3_error!(NotImplemented, "a write takes If-None-Match: * or If-Match with an entity tag")),
    }
}

/// The headers that are kept with an object.
pub(super) fn headers<const N: usize>(all: [(&str, Option<String>); N]) -> std::collections::BTreeMap<String, String> {
    all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

impl Backend {
    pub(super) async fn write_object(&self, request: S3Request<m::PutObjectInput>) -> S3Result<m::PutObjectOutput> {
        let S3Request { input, headers: request_headers, trailing_headers, .. } = request;
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        let condition = condition(input.if_match.as_ref(), input.if_none_match.as_ref())?;
        // Told before the content is taken in, where it is known already.
        if condition == Condition::Absent && self.objects()?.object(&input.bucket, &input.key).await.is_ok() {
            return Err(told(tunesmith_objects::ObjectError::ConditionFailed));
        }
        let stated = Stated::new(&request_headers, input.content_md5, trailing_headers);
        let mut upload = self.objects()?.upload(&input.bucket, &input.key).await.map_err(told)?;
        let checksums = stated.take(input.body, &mut upload).await?;
        if input.content_length.is_some_and(|n| n as u64 != upload.size()) {
            return Err(s3_error!(
                IncompleteBody,
                "the content is {} bytes, not as many as its length says",
                upload.size()
            ));
        }
        let meta = ObjectMeta {
            headers: headers([
                ("content-type", input.content_type),
                // What was undone on the way in is no encoding of the object.
                ("content-encoding", input.content_encoding.filter(|e| e != "aws-chunked")),
                ("content-disposition", input.content_disposition),
                ("content-language", input.content_language),
                ("cache-control", input.cache_control),
            ]),
            user: input.metadata.unwrap_or_default().into_iter().collect(),
            checksums: checksums.clone(),
        };
        let object = upload.finish(PutOptions { meta, condition }, self.now_ms()).await.map_err(told)?;
        let checksum = |name: &str| checksums.get(name).cloned();
        Ok(m::PutObjectOutput {
            e_tag: Some(etag(&object.etag)),
            checksum_crc32: checksum("crc32"),
            checksum_crc32c: checksum("crc32c"),
            checksum_sha1: checksum("sha1"),
            checksum_sha256: checksum("sha256"),
            checksum_crc64nvme: checksum("crc64nvme"),
            ..m::PutObjectOutput::default()
        })
    }

    /// The object that a copy starts from.
    pub(super) async fn source(&self, source: &m::CopySource) -> S3Result<Object> {
        match source {
            m::CopySource::Bucket { bucket, key, version_id } => {
                no_versions(version_id.as_ref().map(ToString::to_string).as_ref())?;
                self.objects()?.object(bucket, key).await.map_err(told)
            }
            _ => Err(s3_error!(NotImplemented, "copies are made from /bucket/key")),
        }
    }

    pub(super) async fn copy(&self, input: &m::CopyObjectInput) -> S3Result<m::CopyObjectOutput> {
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        let from = self.source(&input.copy_source).await?;
        let holds = |c: &m::ETagCondition| c.as_etag().is_none_or(|tag| tag.value() == from.etag);
        if input.copy_source_if_match.as_ref().is_some_and(|c| !holds(c))
            || input.copy_source_if_none_match.as_ref().is_some_and(holds)
        {
            return Err(told(tunesmith_objects::ObjectError::ConditionFailed));
        }
        let replaces = input.metadata_directive.as_ref().is_some_and(|d| d.as_str() == m::MetadataDirective::REPLACE);
        let is_itself = from.bucket == input.bucket && from.key == input.key;
        if is_itself && !replaces {
            return Err(s3_error!(
                InvalidRequest,
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata."
            ));
        }
        let mut meta = from.meta.clone();
        if replaces {
            meta.headers = headers([
                ("content-type", input.content_type.clone()),
                ("content-encoding", input.content_encoding.clone()),
                ("content-disposition", input.content_disposition.clone()),
                ("content-language", input.content_language.clone()),
                ("cache-control", input.cache_control.clone()),
            ]);
            meta.user = input.metadata.clone().unwrap_or_default().into_iter().collect();
        }
        let made = self.objects()?.copy(&from, &input.bucket, &input.key, meta, self.now_ms()).await.map_err(told)?;
        Ok(m::CopyObjectOutput {
            copy_object_result: Some(m::CopyObjectResult {
                e_tag: Some(etag(&made.etag)),
                last_modified: Some(timestamp(made.modified_ms)),
                ..m::CopyObjectResult::default()
            }),
            ..m::CopyObjectOutput::default()
        })
    }

    pub(super) async fn remove_object(&self, input: &m::DeleteObjectInput) -> S3Result<m::DeleteObjectOutput> {
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        no_versions(input.version_id.as_ref())?;
        self.objects()?.delete(&input.bucket, &input.key).await.map_err(told)?;
        Ok(m::DeleteObjectOutput::default())
    }

    pub(super) async fn remove_objects(&self, input: m::DeleteObjectsInput) -> S3Result<m::DeleteObjectsOutput> {
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        if input.delete.objects.len() > MOST {
            return Err(s3_error!(MalformedXML, "one request removes at most {MOST} objects"));
        }
        self.objects()?.bucket(&input.bucket).await.map_err(told)?;
        let (mut deleted, mut errors) = (Vec::new(), Vec::new());
        for object in input.delete.objects {
            match self.objects()?.delete(&input.bucket, &object.key).await {
                Ok(_) => deleted.push(m::DeletedObject { key: Some(object.key), ..m::DeletedObject::default() }),
                Err(error) => {
                    let error = told(error);
                    errors.push(m::Error {
                        key: Some(object.key),
                        code: Some(error.code().as_str().to_owned()),
                        message: error.message().map(str::to_owned),
                        version_id: None,
                    });
                }
            }
        }
        let quiet = input.delete.quiet == Some(true);
        Ok(m::DeleteObjectsOutput {
            deleted: (!quiet).then_some(deleted),
            errors: (!errors.is_empty()).then_some(errors),
            ..m::DeleteObjectsOutput::default()
        })
    }
}
