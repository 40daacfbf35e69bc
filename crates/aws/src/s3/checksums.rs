//! Checksums: computed while the content comes in, compared with what the client says before anything is kept.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures::StreamExt as _;
use hyper::{HeaderMap, StatusCode};
use s3s::checksum::ChecksumHasher;
use s3s::crypto::{Checksum as _, Crc32, Crc32c, Crc64Nvme, Sha1, Sha256};
use s3s::dto as m;
use s3s::{S3Error, S3ErrorCode, S3Result, TrailingHeaders, s3_error};
use tunesmith_objects::Upload;

use super::errors::told;

/// The algorithms, as headers name them.
const ALGORITHMS: [&str; 5] = ["crc32", "crc32c", "sha1", "sha256", "crc64nvme"];

/// What a client says of the content that it sends.
pub(super) struct Stated {
    headers: HeaderMap,
    md5: Option<String>,
    trailers: Option<TrailingHeaders>,
}

impl Stated {
    pub(super) fn new(headers: &HeaderMap, md5: Option<String>, trailers: Option<TrailingHeaders>) -> Self {
        Self { headers: headers.clone(), md5, trailers }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The algorithms that the client uses: by a checksum before the content, one announced for after it, or by name.
    fn used(&self) -> Vec<&'static str> {
        let announced = self.header("x-amz-trailer").unwrap_or_default().to_lowercase();
        let named = self.header("x-amz-sdk-checksum-algorithm").unwrap_or_default().to_lowercase();
        let is_used = |algorithm: &&str| {
            let header = format!("x-amz-checksum-{algorithm}");
            self.headers.contains_key(&header) || announced.trim() == header || named == **algorithm
        };
        ALGORITHMS.into_iter().filter(is_used).collect()
    }

    fn value(&self, algorithm: &str) -> Option<String> {
        let name = format!("x-amz-checksum-{algorithm}");
        if let Some(value) = self.header(&name) {
            return Some(value.to_owned());
        }
        let trailers = self.trailers.as_ref()?;
        trailers.read(|headers| headers.get(&name).and_then(|v| v.to_str().ok()).map(str::to_owned))?
    }

    /// Takes the content in; its checksums, which are those that the client states.
    pub(super) async fn take(
        &self,
        body: Option<m::StreamingBlob>,
        upload: &mut Upload<'_>,
    ) -> S3Result<BTreeMap<String, String>> {
        let used = self.used();
        let mut hasher = ChecksumHasher::default();
        for algorithm in &used {
            match *algorithm {
                "crc32" => hasher.crc32 = Some(Crc32::new()),
                "crc32c" => hasher.crc32c = Some(Crc32c::new()),
                "sha1" => hasher.sha1 = Some(Sha1::new()),
                "sha256" => hasher.sha256 = Some(Sha256::new()),
                _ => hasher.crc64nvme = Some(Crc64Nvme::new()),
            }
        }
        if let Some(mut body) = body {
            while let Some(piece) = body.next().await {
                let piece = piece.map_err(|e| broken(&e.to_string()))?;
                hasher.update(&piece);
                upload.write(&piece).await.map_err(told)?;
            }
        }
        if let Some(md5) = &self.md5
            && STANDARD.decode(md5).ok().as_deref() != Some(&upload.md5()[..])
        {
            return Err(s3_error!(BadDigest, "The Content-MD5 you specified did not match what we received."));
        }
        let found = map_of(&hasher.finalize());
        for algorithm in used {
            if let Some(stated) = self.value(algorithm)
                && found.get(algorithm) != Some(&stated)
            {
                return Err(s3_error!(
                    BadDigest,
                    "The {} you specified did not match the calculated checksum.",
                    algorithm.to_uppercase()
                ));
            }
        }
        Ok(found)
    }
}

/// Why the content could not be taken in: `s3s` says it in words alone.
fn broken(reason: &str) -> S3Error {
    if reason.contains("Sha256Mismatch") {
        let message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
        let mut error = S3Error::with_message(S3ErrorCode::Custom("XAmzContentSHA256Mismatch".into()), message);
        error.set_status_code(StatusCode::BAD_REQUEST);
        return error;
    }
    if reason.contains("SignatureMismatch") {
        return s3_error!(SignatureDoesNotMatch, "the signature of a piece of the content does not match it");
    }
    s3_error!(IncompleteBody, "the content broke off: {reason}")
}

/// Checksums by algorithm.
fn map_of(checksum: &m::Checksum) -> BTreeMap<String, String> {
    let all = [
        ("crc32", &checksum.checksum_crc32),
        ("crc32c", &checksum.checksum_crc32c),
        ("sha1", &checksum.checksum_sha1),
        ("sha256", &checksum.checksum_sha256),
        ("crc64nvme", &checksum.checksum_crc64nvme),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?))).collect()
}
