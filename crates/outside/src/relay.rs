//! Requests of our own clients for what is elsewhere: sent on as they are, signed anew with the key that the configuration has.

use bytes::Bytes;
use futures::Stream;
use hyper::header::{
    ACCEPT_ENCODING, AUTHORIZATION, CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, EXPECT, HOST, HeaderMap, HeaderName,
    HeaderValue, TRANSFER_ENCODING, USER_AGENT,
};
use hyper::{Method, Request, Response};
use object_store::aws::{AwsAuthorizer, AwsCredential};
use object_store::client::HttpRequestBody;
use reqwest::{Body, Client};

use crate::bucket::{choose_cryptography, root_cause};
use crate::{OutsideBucket, OutsideError};

/// Of the way to us, not of what is asked; and what our signature says anew.
const NOT_SENT: [HeaderName; 6] = [HOST, CONNECTION, AUTHORIZATION, EXPECT, TRANSFER_ENCODING, USER_AGENT];
/// The same in AWS's own headers. Checksums that come behind the content have been taken off it, so nothing may announce them;
/// the owner is whoever it is there.
const NOT_SENT_OF_AWS: [&str; 12] = [
    "x-amz-date",
    "x-amz-content-sha256",
    "x-amz-security-token",
    "x-amz-trailer",
    "x-amz-decoded-content-length",
    "x-amz-sdk-checksum-algorithm",
    "x-amz-checksum-algorithm",
    "x-amz-checksum-type",
    "x-amz-expected-bucket-owner",
    "x-amz-source-expected-bucket-owner",
    "amz-sdk-invocation-id",
    "amz-sdk-request",
];
/// Parameters of a signed address.
const SIGNATURE: [&str; 9] = [
    "x-amz-algorithm",
    "x-amz-credential",
    "x-amz-date",
    "x-amz-expires",
    "x-amz-signedheaders",
    "x-amz-signature",
    "x-amz-security-token",
    "awsaccesskeyid",
    "signature",
];

/// Why content does not come any more.
type Failed = Box<dyn std::error::Error + Send + Sync>;

/// The way to endpoints that speak S3.
#[derive(Debug, Clone)]
pub struct Relay {
    http: Client,
}

impl Default for Relay {
    fn default() -> Self {
        choose_cryptography();
        // What comes is passed on byte by byte, and a redirection is told to whoever asked.
        let http = Client::builder().redirect(reqwest::redirect::Policy::none()).build();
        Self { http: http.unwrap_or_default() }
    }
}

impl Relay {
    /// Sends a request for a bucket, or for all of them, to where it is. Path and query are those of the request, with the bucket
    /// in the path; the content is passed on as it comes.
    pub async fn pass(
        &self,
        there: &OutsideBucket,
        method: Method,
        path_and_query: &str,
        headers: &HeaderMap,
        body: impl Stream<Item = Result<Bytes, Failed>> + Send + 'static,
    ) -> Result<Response<Body>, OutsideError> {
        let misfit = |reason: String| OutsideError::Misconfigured { bucket: there.name.clone(), reason };
        let url = format!("{}{}", there.url(), without_signature(path_and_query));
        let mut request = Request::builder()
            .method(&method)
            .uri(&url)
            .body(HttpRequestBody::empty())
            .map_err(|e| misfit(e.to_string()))?;
        *request.headers_mut() = sent(headers);
        if let (Some(id), Some(secret)) = (&there.access_key_id, &there.secret_access_key) {
            let credential =
                AwsCredential { key_id: id.clone(), secret_key: secret.clone(), token: there.session_token.clone() };
            // What was signed for us was checked by us; the content is not read twice for another signature.
            let signed = AwsAuthorizer::new(&credential, "s3", &there.region)
                .with_sign_payload(false)
                .try_authorize(&mut request, None);
            signed.map_err(|e| misfit(e.to_string()))?;
        }
        let mut sending = self.http.request(method, &url).headers(request.headers().clone());
        if has_content(headers) {
            sending = sending.body(Body::wrap_stream(body));
        }
        let answer = sending.send().await.map_err(|error| OutsideError::Unreachable {
            bucket: there.name.clone(),
            endpoint: there.place().to_owned(),
            reason: root_cause(&error),
        })?;
        Ok(answer.into())
    }
}

/// Whether something comes behind the head of a request.
fn has_content(headers: &HeaderMap) -> bool {
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()).unwrap_or("0");
    headers.contains_key(TRANSFER_ENCODING) || length.trim() != "0"
}

/// The headers that belong to what is asked.
fn sent(headers: &HeaderMap) -> HeaderMap {
    let mut sent = headers.clone();
    for name in NOT_SENT {
        sent.remove(name);
    }
    for name in NOT_SENT_OF_AWS {
        sent.remove(name);
    }
    // What is compressed for the way here would be for the way there, too; what is stored must come as it is stored.
    sent.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    // The frames that an SDK puts around pieces of content have been taken off.
    let encoding = sent.remove(CONTENT_ENCODING).and_then(|v| v.to_str().map(str::to_owned).ok()).unwrap_or_default();
    let rest: Vec<&str> = encoding.split(',').map(str::trim).filter(|e| !e.is_empty() && *e != "aws-chunked").collect();
    if let (false, Ok(rest)) = (rest.is_empty(), HeaderValue::from_str(&rest.join(","))) {
        sent.insert(CONTENT_ENCODING, rest);
    }
    sent
}

/// The address without the parameters that sign it.
fn without_signature(path_and_query: &str) -> String {
    let Some((path, query)) = path_and_query.split_once('?') else { return path_and_query.to_owned() };
    let is_asked = |pair: &&str| {
        let name = pair.split_once('=').map_or(*pair, |(name, _)| name).to_ascii_lowercase();
        !SIGNATURE.contains(&name.as_str())
    };
    let asked: Vec<&str> = query.split('&').filter(is_asked).collect();
    if asked.is_empty() { path.to_owned() } else { format!("{path}?{}", asked.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_signs_an_address_is_left_out() {
        assert_eq!(
            without_signature("/b/k?X-Amz-Signature=0&partNumber=2&X-Amz-Date=1&uploads"),
            "/b/k?partNumber=2&uploads"
        );
        assert_eq!(without_signature("/b/k?X-Amz-Signature=0"), "/b/k");
        assert_eq!(without_signature("/b/a%20b"), "/b/a%20b");
    }

    #[test]
    fn frames_and_checksums_of_the_way_are_taken_off() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("content-encoding", "aws-chunked, gzip"),
            ("x-amz-trailer", "x-amz-checksum-crc32"),
            ("x-amz-meta-a", "b"),
            ("authorization", "AWS4-HMAC-SHA256 ..."),
            ("range", "bytes=0-9"),
        ] {
            headers.insert(name, value.parse().expect("a header"));
        }
        let sent = sent(&headers);
        let has = |name: &str| sent.get(name).and_then(|v| v.to_str().ok());
        assert_eq!(
            (has("content-encoding"), has("x-amz-meta-a"), has("range")),
            (Some("gzip"), Some("b"), Some("bytes=0-9"))
        );
        assert_eq!((has("x-amz-trailer"), has("authorization")), (None, None));
    }
}
