//! Buckets that are elsewhere: any endpoint that speaks S3, as a source and a target of files.
//!
//! The wire is `object_store`'s. [`Bucket`] is for training jobs: a channel that lies in a bucket of the team, a model that should
//! go there. [`Relay`] is for clients of a server that ask it for what is elsewhere. Which buckets those are and how they are
//! reached is configuration ([`OutsideBuckets`]): some by name, or all but those.

mod bucket;
mod config;
mod relay;

pub use bucket::{Bucket, Listed};
pub use config::{OutsideBucket, OutsideBuckets, OutsideStore};
pub use relay::Relay;

/// Why an outside bucket refused or could not be reached.
#[derive(Debug, thiserror::Error)]
pub enum OutsideError {
    /// There is no such object, or no such bucket.
    #[error("there is nothing at s3://{bucket}/{key} on {endpoint}")]
    Absent {
        /// The bucket.
        bucket: String,
        /// The key.
        key: String,
        /// Where it was looked for.
        endpoint: String,
    },
    /// The key that is configured may not do it.
    #[error("{endpoint} refused the key that the configuration has for the bucket `{bucket}`: {reason}")]
    Denied {
        /// The bucket.
        bucket: String,
        /// Who refused.
        endpoint: String,
        /// In its words.
        reason: String,
    },
    /// What is configured cannot be used.
    #[error("the bucket `{bucket}` cannot be reached as it is configured: {reason}")]
    Misconfigured {
        /// The bucket.
        bucket: String,
        /// Why.
        reason: String,
    },
    /// The endpoint could not be reached, or failed; another time it may not.
    #[error("{endpoint}, where the bucket `{bucket}` is: {reason}")]
    Unreachable {
        /// The bucket.
        bucket: String,
        /// Which endpoint.
        endpoint: String,
        /// Why.
        reason: String,
    },
    /// A file of this machine failed.
    #[error("{0}")]
    File(#[from] std::io::Error),
}
