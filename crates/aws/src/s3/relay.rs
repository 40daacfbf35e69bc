//! Buckets that are elsewhere: what clients ask of them here is asked there. Signatures have been checked by then, and the frames
//! that SDKs put around content have been taken off.

use std::sync::Arc;

use http_body_util::{BodyExt as _, Limited};
use hyper::header::{CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap, HeaderName, TRANSFER_ENCODING};
use hyper::http::Extensions;
use hyper::{Method, StatusCode, Uri};
use s3s::route::S3Route;
use s3s::{Body, S3Request, S3Response, S3Result, s3_error};
use tunesmith_access::{Act, LiveKeys};
use tunesmith_outside::{OutsideBucket, OutsideBuckets, Relay};

use super::host::Domains;
use crate::server::Parts;
use crate::wire::percent_decode;

/// Headers of the way from there, not of the answer.
const NOT_PASSED: [HeaderName; 2] = [CONNECTION, TRANSFER_ENCODING];
/// An error's text is at most so long.
const REFUSAL: usize = 1 << 16;

/// The way to buckets that are elsewhere.
pub(super) struct Elsewhere {
    outside: OutsideBuckets,
    domains: Domains,
    keys: Arc<LiveKeys>,
    account: String,
    relay: Relay,
}

/// What a request is about.
struct Target {
    there: OutsideBucket,
    /// With the bucket in it.
    path_and_query: String,
    /// A key is named, and not a bucket alone.
    has_key: bool,
}

impl Elsewhere {
    pub(super) fn new(parts: &Parts) -> Self {
        Self {
            outside: parts.outside.clone(),
            domains: Domains::new(&parts.domains),
            keys: Arc::clone(&parts.keys),
            account: parts.account.clone(),
            relay: Relay::default(),
        }
    }

    /// The bucket that a request is about, if that is elsewhere. The list of all buckets is wherever most are.
    fn target(&self, uri: &Uri, headers: &HeaderMap) -> Option<Target> {
        let host = headers.get(HOST).and_then(|h| h.to_str().ok()).unwrap_or_default();
        let in_host = self.domains.split(host).1.map(str::to_ascii_lowercase);
        let asked = uri.path_and_query().map_or("/", |p| p.as_str());
        let path_and_query = in_host.map_or_else(|| asked.to_owned(), |bucket| format!("/{bucket}{asked}"));
        let path = path_and_query.split('?').next().unwrap_or_default().trim_start_matches('/').to_owned();
        let (bucket, key) = path.split_once('/').unwrap_or((&path, ""));
        let bucket = percent_decode(bucket, false);
        let there =
            if bucket.is_empty() { self.outside.rest.as_ref()?.bucket("") } else { self.outside.find(&bucket)? };
        Some(Target { there, path_and_query, has_key: !key.is_empty() })
    }

    /// What is copied must lie in a bucket that this server may be asked for, and in the same place: with our key a client must not
    /// reach more than with its own.
    fn check_copy(&self, there: &OutsideBucket, headers: &HeaderMap) -> S3Result<()> {
        let Some(source) = headers.get("x-amz-copy-source") else { return Ok(()) };
        let source = percent_decode(source.to_str().unwrap_or_default(), false);
        let bucket = source.trim_start_matches('/').split('/').next().unwrap_or_default();
        let found = self.outside.find(bucket);
        if found.is_some_and(|from| OutsideBucket { name: there.name.clone(), ..from } == *there) {
            return Ok(());
        }
        Err(s3_error!(AccessDenied, "{bucket} is not where {} is: fetch the object, and write it there", there.name))
    }

    fn check_owner(&self, headers: &HeaderMap) -> S3Result<()> {
        for name in ["x-amz-expected-bucket-owner", "x-amz-source-expected-bucket-owner"] {
            let expected = headers.get(name).and_then(|v| v.to_str().ok());
            if let Some(owner) = expected.filter(|owner| *owner != self.account) {
                return Err(s3_error!(AccessDenied, "the bucket belongs to {}, not to {owner}", self.account));
            }
        }
        Ok(())
    }
}

/// What a request does, by its method: reading, everyday work, or taking a bucket away.
fn act(method: &Method, has_key: bool) -> Act {
    match *method {
        Method::GET | Method::HEAD => Act::Look,
        Method::DELETE if !has_key => Act::Remove,
        _ => Act::Work,
    }
}

#[async_trait::async_trait]
impl S3Route for Elsewhere {
    fn is_match(&self, _: &Method, uri: &Uri, headers: &HeaderMap, _: &mut Extensions) -> bool {
        self.target(uri, headers).is_some()
    }

    async fn check_access(&self, request: &mut S3Request<Body>) -> S3Result<()> {
        let keys = self.keys.current();
        let key = request.credentials.as_ref().and_then(|c| keys.find(&c.access_key));
        let key =
            key.ok_or_else(|| s3_error!(AccessDenied, "Requests must be signed; `tunesmith env` shows a key."))?;
        let has_key = self.target(&request.uri, &request.headers).is_some_and(|t| t.has_key);
        if key.role.may(act(&request.method, has_key)) {
            return Ok(());
        }
        Err(s3_error!(AccessDenied, "the key `{}` has the role {} and may not do this", key.name, key.role))
    }

    async fn call(&self, request: S3Request<Body>) -> S3Result<S3Response<Body>> {
        self.check_owner(&request.headers)?;
        let target = self.target(&request.uri, &request.headers);
        let Target { there, path_and_query, .. } = target.ok_or_else(|| s3_error!(NoSuchBucket))?;
        let path = path_and_query.split('?').next().unwrap_or_default();
        if path.split('/').any(|part| matches!(&*percent_decode(part, false), "." | "..")) {
            return Err(s3_error!(
                InvalidRequest,
                "a key with `.` or `..` between slashes cannot be asked for elsewhere"
            ));
        }
        self.check_copy(&there, &request.headers)?;
        // Of a form only its signature was checked, and not what its policy allows.
        let is_form =
            request.headers.get(CONTENT_TYPE).is_some_and(|t| t.as_bytes().starts_with(b"multipart/form-data"));
        if request.method == Method::POST && is_form {
            return Err(s3_error!(NotImplemented, "uploads by a form go to the bucket's own endpoint"));
        }
        let passed = self.relay.pass(&there, request.method, &path_and_query, &request.headers, request.input).await;
        let answer = passed.map_err(|error| {
            tracing::warn!(%error, "an object store that is elsewhere was asked in vain");
            s3_error!(ServiceUnavailable, "{error}")
        })?;
        let (mut head, body) = answer.into_parts();
        for name in NOT_PASSED {
            head.headers.remove(name);
        }
        let mut output = Body::http_body_unsync(body);
        if head.status == StatusCode::FORBIDDEN && head.headers.get(CONTENT_LENGTH).is_none_or(|n| n != "0") {
            let read = Limited::new(output, REFUSAL).collect().await.map_err(|e| s3_error!(InternalError, "{e}"))?;
            let text = read.to_bytes();
            // The client's own key is good: it was let in here.
            let is_about_our_key = ["InvalidAccessKeyId", "SignatureDoesNotMatch"]
                .iter()
                .any(|code| String::from_utf8_lossy(&text).contains(&format!("<Code>{code}</Code>")));
            if is_about_our_key {
                return Err(s3_error!(
                    AccessDenied,
                    "{} refused the key that this server's configuration has for it",
                    there.place()
                ));
            }
            output = Body::from(text);
        }
        let mut response = S3Response::with_headers(output, head.headers);
        response.status = Some(head.status);
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_by_what_is_done() {
        assert_eq!(act(&Method::GET, true), Act::Look);
        assert_eq!(act(&Method::PUT, true), Act::Work);
        assert_eq!(act(&Method::DELETE, true), Act::Work);
        assert_eq!(act(&Method::DELETE, false), Act::Remove);
        assert_eq!(act(&Method::POST, false), Act::Work);
    }
}
