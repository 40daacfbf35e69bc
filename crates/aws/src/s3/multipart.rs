//! Objects that come in parts.

use std::collections::BTreeMap;

use s3s::dto as m;
use s3s::{S3Request, S3Result, s3_error};
use tokio::fs::File;
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use tunesmith_objects::{ObjectMeta, Part};

use super::checksums::Stated;
use super::errors::told;
use super::list::Spelling;
use super::write::{condition, headers};
use super::{Backend, etag, timestamp};

const LAST_PART: i32 = 10_000;

impl Backend {
    pub(super) async fn begin(&self, input: m::CreateMultipartUploadInput) -> S3Result<m::CreateMultipartUploadOutput> {
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        let meta = ObjectMeta {
            headers: headers([
                ("content-type", input.content_type),
                ("content-encoding", input.content_encoding.filter(|e| e != "aws-chunked")),
                ("content-disposition", input.content_disposition),
                ("content-language", input.content_language),
                ("cache-control", input.cache_control),
            ]),
            user: input.metadata.unwrap_or_default().into_iter().collect(),
            ..ObjectMeta::default()
        };
        let id = self.objects()?.begin_multipart(&input.bucket, &input.key, meta, self.now_ms()).await.map_err(told)?;
        Ok(m::CreateMultipartUploadOutput {
            bucket: Some(input.bucket),
            key: Some(input.key),
            upload_id: Some(id),
            checksum_algorithm: input.checksum_algorithm,
            checksum_type: input.checksum_type,
            ..m::CreateMultipartUploadOutput::default()
        })
    }

    pub(super) async fn write_part(&self, request: S3Request<m::UploadPartInput>) -> S3Result<m::UploadPartOutput> {
        let S3Request { input, headers, trailing_headers, .. } = request;
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        let number = part_number(input.part_number)?;
        let upload = self.objects()?.multipart(&input.bucket, &input.key, &input.upload_id).await.map_err(told)?;
        let stated = Stated::new(&headers, input.content_md5, trailing_headers);
        let mut part = self.objects()?.upload_part(&upload).await.map_err(told)?;
        let checksums = stated.take(input.body, &mut part).await?;
        let made = self.objects()?.finish_part(&upload, number, part, &checksums, self.now_ms()).await.map_err(told)?;
        let checksum = |name: &str| checksums.get(name).cloned();
        Ok(m::UploadPartOutput {
            e_tag: Some(etag(&made)),
            checksum_crc32: checksum("crc32"),
            checksum_crc32c: checksum("crc32c"),
            checksum_sha1: checksum("sha1"),
            checksum_sha256: checksum("sha256"),
            checksum_crc64nvme: checksum("crc64nvme"),
            ..m::UploadPartOutput::default()
        })
    }

    pub(super) async fn copy_part(&self, input: &m::UploadPartCopyInput) -> S3Result<m::UploadPartCopyOutput> {
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        let number = part_number(input.part_number)?;
        let upload = self.objects()?.multipart(&input.bucket, &input.key, &input.upload_id).await.map_err(told)?;
        let from = self.source(&input.copy_source).await?;
        let range = match &input.copy_source_range {
            Some(text) => {
                let range = m::Range::parse(text).map_err(|_| s3_error!(InvalidArgument, "{text} is no range"))?;
                range.check(from.size).map_err(|_| s3_error!(InvalidRange, "the source has {} bytes", from.size))?
            }
            None => 0..from.size,
        };
        let failed = |e: std::io::Error| s3_error!(InternalError, "{e}");
        let mut file = File::open(self.objects()?.file(&from)).await.map_err(failed)?;
        file.seek(std::io::SeekFrom::Start(range.start)).await.map_err(failed)?;
        let mut left = file.take(range.end - range.start);
        let mut part = self.objects()?.upload_part(&upload).await.map_err(told)?;
        let mut piece = vec![0; 256 << 10];
        loop {
            match left.read(&mut piece).await.map_err(failed)? {
                0 => break,
                n => part.write(&piece[..n]).await.map_err(told)?,
            }
        }
        let now = self.now_ms();
        let made = self.objects()?.finish_part(&upload, number, part, &BTreeMap::default(), now).await.map_err(told)?;
        Ok(m::UploadPartCopyOutput {
            copy_part_result: Some(m::CopyPartResult {
                e_tag: Some(etag(&made)),
                last_modified: Some(timestamp(now)),
                ..m::CopyPartResult::default()
            }),
            ..m::UploadPartCopyOutput::default()
        })
    }

    pub(super) async fn complete(
        &self,
        input: m::CompleteMultipartUploadInput,
    ) -> S3Result<m::CompleteMultipartUploadOutput> {
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        let condition = condition(input.if_match.as_ref(), input.if_none_match.as_ref())?;
        let upload = self.objects()?.multipart(&input.bucket, &input.key, &input.upload_id).await.map_err(told)?;
        let mut wanted = Vec::new();
        for part in input.multipart_upload.and_then(|u| u.parts).unwrap_or_default() {
            let number = part_number(part.part_number.unwrap_or(0))?;
            wanted.push((number, part.e_tag.map(|tag| tag.value().to_owned())));
        }
        let made =
            self.objects()?.complete_multipart(&upload, &wanted, &condition, self.now_ms()).await.map_err(told)?;
        Ok(m::CompleteMultipartUploadOutput {
            location: Some(format!("/{}/{}", made.bucket, made.key)),
            bucket: Some(made.bucket),
            key: Some(made.key),
            e_tag: Some(etag(&made.etag)),
            ..m::CompleteMultipartUploadOutput::default()
        })
    }

    pub(super) async fn abort(&self, input: &m::AbortMultipartUploadInput) -> S3Result<m::AbortMultipartUploadOutput> {
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        let upload = self.objects()?.multipart(&input.bucket, &input.key, &input.upload_id).await.map_err(told)?;
        self.objects()?.abort_multipart(&upload).await.map_err(told)?;
        Ok(m::AbortMultipartUploadOutput::default())
    }

    pub(super) async fn parts_so_far(&self, input: m::ListPartsInput) -> S3Result<m::ListPartsOutput> {
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        let upload = self.objects()?.multipart(&input.bucket, &input.key, &input.upload_id).await.map_err(told)?;
        let after = input.part_number_marker.unwrap_or(0);
        let most = input.max_parts.unwrap_or(1000).clamp(1, 1000) as usize;
        let parts = self.objects()?.parts(&upload).await.map_err(told)?;
        let mut parts: Vec<Part> = parts.into_iter().filter(|p| i64::from(p.number) > i64::from(after)).collect();
        let truncated = parts.len() > most;
        parts.truncate(most);
        let next = parts.last().filter(|_| truncated).map(|p| p.number as i32);
        let part = |p: Part| m::Part {
            part_number: Some(p.number as i32),
            size: Some(p.size as i64),
            e_tag: Some(etag(&p.etag)),
            last_modified: Some(timestamp(p.modified_ms)),
            ..m::Part::default()
        };
        Ok(m::ListPartsOutput {
            bucket: Some(input.bucket),
            key: Some(input.key),
            upload_id: Some(input.upload_id),
            part_number_marker: input.part_number_marker,
            next_part_number_marker: next,
            max_parts: Some(most as i32),
            is_truncated: Some(truncated),
            parts: Some(parts.into_iter().map(part).collect()),
            ..m::ListPartsOutput::default()
        })
    }

    pub(super) async fn uploads(&self, input: m::ListMultipartUploadsInput) -> S3Result<m::ListMultipartUploadsOutput> {
        self.check_owner(input.expected_bucket_owner.as_ref())?;
        let prefix = input.prefix.clone().unwrap_or_default();
        let spell = Spelling::of(input.encoding_type.as_ref());
        let uploads = self.objects()?.multipart_uploads(&input.bucket).await.map_err(told)?;
        let uploads = uploads.into_iter().filter(|u| u.key.starts_with(&prefix)).map(|u| m::MultipartUpload {
            key: Some(spell.text(&u.key)),
            upload_id: Some(u.id),
            initiated: Some(timestamp(u.created_ms)),
            ..m::MultipartUpload::default()
        });
        Ok(m::ListMultipartUploadsOutput {
            bucket: Some(input.bucket),
            prefix: input.prefix,
            is_truncated: Some(false),
            uploads: Some(uploads.collect()),
            encoding_type: input.encoding_type,
            ..m::ListMultipartUploadsOutput::default()
        })
    }
}

fn part_number(number: i32) -> S3Result<u32> {
    match u32::try_from(number) {
        Ok(n) if n >= 1 && number <= LAST_PART => Ok(n),
        _ => Err(s3_error!(InvalidArgument, "Part number must be an integer between 1 and {LAST_PART}, inclusive")),
    }
}
