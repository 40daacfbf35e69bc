//! S3: its wire is `s3s`'s, behind it are our own buckets and keys.

mod buckets;
mod checksums;
mod errors;
mod host;
mod list;
mod multipart;
mod read;
mod relay;
mod write;

use std::sync::Arc;

use http_body_util::BodyExt as _;

use s3s::access::{S3Access, S3AccessContext};
use s3s::auth::{S3Auth, SecretKey};
use s3s::dto as m;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{S3, S3Request, S3Response, S3Result, s3_error};
use time::OffsetDateTime;
use tunesmith_access::LiveKeys;
use tunesmith_controller::Clock;
use tunesmith_objects::ObjectStore;

pub use self::host::is_domain;

use self::host::Domains;
use self::relay::Elsewhere;
use crate::auth::may;
use crate::server::{Body, Parts};

/// S3 over the parts of a server.
pub(crate) fn service(parts: &Parts) -> S3Service {
    let backend =
        Backend { objects: parts.objects.clone(), clock: Arc::clone(&parts.clock), account: parts.account.clone() };
    let mut builder = S3ServiceBuilder::new(backend);
    builder.set_auth(Keys(Arc::clone(&parts.keys)));
    builder.set_access(Keys(Arc::clone(&parts.keys)));
    builder.set_route(Elsewhere::new(parts));
    // Without a name of its own a server has its buckets in paths alone.
    if !parts.domains.is_empty() {
        builder.set_host(Domains::new(&parts.domains));
    }
    builder.build()
}

/// An answer of `s3s` that refuses a signature says so by its code alone; this adds what to do about it.
pub(crate) async fn explained(response: hyper::Response<Body>) -> hyper::Response<Body> {
    const BARE: &str = "<Code>SignatureDoesNotMatch</Code></Error>";
    const SAID: &str = "<Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the \
                        signature you provided. Check your key and signing method; `tunesmith env` shows the keys of this \
                        server.</Message></Error>";
    let (mut head, body) = response.into_parts();
    let Ok(read) = body.collect().await else { return hyper::Response::from_parts(head, Body::empty()) };
    let bytes = read.to_bytes();
    match std::str::from_utf8(&bytes).ok().filter(|text| text.contains(BARE)) {
        Some(text) => {
            head.headers.remove(hyper::header::CONTENT_LENGTH);
            hyper::Response::from_parts(head, Body::from(text.replace(BARE, SAID)))
        }
        None => hyper::Response::from_parts(head, Body::from(bytes)),
    }
}

/// Buckets and keys, and what answering takes besides.
pub(crate) struct Backend {
    objects: Option<Arc<ObjectStore>>,
    clock: Arc<dyn Clock>,
    account: String,
}

impl Backend {
    fn objects(&self) -> S3Result<&ObjectStore> {
        // What is elsewhere has been asked there.
        self.objects.as_deref().ok_or_else(|| s3_error!(NoSuchBucket, "there are no buckets here"))
    }

    fn now_ms(&self) -> i64 {
        self.clock.now_ms()
    }

    /// Some requests say whose the bucket must be.
    fn check_owner(&self, expected: Option<&String>) -> S3Result<()> {
        match expected {
            Some(owner) if *owner != self.account => {
                Err(s3_error!(AccessDenied, "the bucket belongs to {}, not to {owner}", self.account))
            }
            _ => Ok(()),
        }
    }
}

fn timestamp(at_ms: i64) -> m::Timestamp {
    let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(at_ms) * 1_000_000);
    m::Timestamp::from(moment.unwrap_or(OffsetDateTime::UNIX_EPOCH))
}

fn etag(value: &str) -> m::ETag {
    m::ETag::Strong(value.to_owned())
}

struct Keys(Arc<LiveKeys>);

#[async_trait::async_trait]
impl S3Auth for Keys {
    async fn get_secret_key(&self, access_key: &str) -> S3Result<SecretKey> {
        match self.0.current().find(access_key) {
            Some(key) => Ok(SecretKey::from(key.secret_access_key.as_str())),
            None => Err(s3_error!(
                InvalidAccessKeyId,
                "The AWS Access Key Id you provided does not exist in our records. `tunesmith env` shows the keys of this server."
            )),
        }
    }
}

#[async_trait::async_trait]
impl S3Access for Keys {
    async fn check(&self, cx: &mut S3AccessContext<'_>) -> S3Result<()> {
        let keys = self.0.current();
        let key = cx.credentials().and_then(|c| keys.find(&c.access_key));
        let key =
            key.ok_or_else(|| s3_error!(AccessDenied, "Requests must be signed; `tunesmith env` shows a key."))?;
        let operation = cx.s3_op().name();
        if may(key.role, operation) {
            return Ok(());
        }
        Err(s3_error!(AccessDenied, "the key `{}` has the role {} and may not {operation}", key.name, key.role))
    }
}

#[async_trait::async_trait]
impl S3 for Backend {
    async fn list_buckets(
        &self,
        request: S3Request<m::ListBucketsInput>,
    ) -> S3Result<S3Response<m::ListBucketsOutput>> {
        self.all_buckets(request.input).await.map(S3Response::new)
    }

    async fn create_bucket(
        &self,
        request: S3Request<m::CreateBucketInput>,
    ) -> S3Result<S3Response<m::CreateBucketOutput>> {
        self.make_bucket(&request.input, request.region.as_ref()).await.map(S3Response::new)
    }

    async fn head_bucket(&self, request: S3Request<m::HeadBucketInput>) -> S3Result<S3Response<m::HeadBucketOutput>> {
        self.about_bucket(&request.input, request.region.as_ref()).await.map(S3Response::new)
    }

    async fn get_bucket_location(
        &self,
        request: S3Request<m::GetBucketLocationInput>,
    ) -> S3Result<S3Response<m::GetBucketLocationOutput>> {
        self.bucket_location(&request.input).await.map(S3Response::new)
    }

    async fn delete_bucket(
        &self,
        request: S3Request<m::DeleteBucketInput>,
    ) -> S3Result<S3Response<m::DeleteBucketOutput>> {
        self.remove_bucket(&request.input).await.map(S3Response::new)
    }

    async fn list_objects(
        &self,
        request: S3Request<m::ListObjectsInput>,
    ) -> S3Result<S3Response<m::ListObjectsOutput>> {
        self.list_by_marker(request.input).await.map(S3Response::new)
    }

    async fn list_objects_v2(
        &self,
        request: S3Request<m::ListObjectsV2Input>,
    ) -> S3Result<S3Response<m::ListObjectsV2Output>> {
        self.list_by_token(request.input).await.map(S3Response::new)
    }

    async fn head_object(&self, request: S3Request<m::HeadObjectInput>) -> S3Result<S3Response<m::HeadObjectOutput>> {
        self.about_object(&request.input).await.map(S3Response::new)
    }

    async fn get_object(&self, request: S3Request<m::GetObjectInput>) -> S3Result<S3Response<m::GetObjectOutput>> {
        self.read_object(&request.input).await
    }

    async fn put_object(&self, request: S3Request<m::PutObjectInput>) -> S3Result<S3Response<m::PutObjectOutput>> {
        self.write_object(request).await.map(S3Response::new)
    }

    async fn copy_object(&self, request: S3Request<m::CopyObjectInput>) -> S3Result<S3Response<m::CopyObjectOutput>> {
        self.copy(&request.input).await.map(S3Response::new)
    }

    async fn delete_object(
        &self,
        request: S3Request<m::DeleteObjectInput>,
    ) -> S3Result<S3Response<m::DeleteObjectOutput>> {
        self.remove_object(&request.input).await.map(S3Response::new)
    }

    async fn delete_objects(
        &self,
        request: S3Request<m::DeleteObjectsInput>,
    ) -> S3Result<S3Response<m::DeleteObjectsOutput>> {
        self.remove_objects(request.input).await.map(S3Response::new)
    }

    async fn create_multipart_upload(
        &self,
        request: S3Request<m::CreateMultipartUploadInput>,
    ) -> S3Result<S3Response<m::CreateMultipartUploadOutput>> {
        self.begin(request.input).await.map(S3Response::new)
    }

    async fn upload_part(&self, request: S3Request<m::UploadPartInput>) -> S3Result<S3Response<m::UploadPartOutput>> {
        self.write_part(request).await.map(S3Response::new)
    }

    async fn upload_part_copy(
        &self,
        request: S3Request<m::UploadPartCopyInput>,
    ) -> S3Result<S3Response<m::UploadPartCopyOutput>> {
        self.copy_part(&request.input).await.map(S3Response::new)
    }

    async fn complete_multipart_upload(
        &self,
        request: S3Request<m::CompleteMultipartUploadInput>,
    ) -> S3Result<S3Response<m::CompleteMultipartUploadOutput>> {
        self.complete(request.input).await.map(S3Response::new)
    }

    async fn abort_multipart_upload(
        &self,
        request: S3Request<m::AbortMultipartUploadInput>,
    ) -> S3Result<S3Response<m::AbortMultipartUploadOutput>> {
        self.abort(&request.input).await.map(S3Response::new)
    }

    async fn list_parts(&self, request: S3Request<m::ListPartsInput>) -> S3Result<S3Response<m::ListPartsOutput>> {
        self.parts_so_far(request.input).await.map(S3Response::new)
    }

    async fn list_multipart_uploads(
        &self,
        request: S3Request<m::ListMultipartUploadsInput>,
    ) -> S3Result<S3Response<m::ListMultipartUploadsOutput>> {
        self.uploads(request.input).await.map(S3Response::new)
    }
}
