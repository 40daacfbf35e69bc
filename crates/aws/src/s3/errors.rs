//! Errors in S3's words.

use s3s::{S3Error, S3ErrorCode};
use tunesmith_objects::ObjectError;

/// What went wrong, as S3 tells it.
#[expect(clippy::needless_pass_by_value, reason = "made for `map_err`")]
pub(super) fn told(error: ObjectError) -> S3Error {
    let code = match &error {
        ObjectError::NoSuchBucket(_) => S3ErrorCode::NoSuchBucket,
        ObjectError::NoSuchKey { .. } => S3ErrorCode::NoSuchKey,
        ObjectError::NoSuchUpload(_) => S3ErrorCode::NoSuchUpload,
        ObjectError::BucketExists(_) => S3ErrorCode::BucketAlreadyOwnedByYou,
        ObjectError::BucketNotEmpty(_) => S3ErrorCode::BucketNotEmpty,
        ObjectError::BadBucketName(_) => S3ErrorCode::InvalidBucketName,
        ObjectError::BadKey(0) => S3ErrorCode::InvalidArgument,
        ObjectError::BadKey(_) => S3ErrorCode::KeyTooLongError,
        ObjectError::BadPart { problem: "is out of order", .. } => S3ErrorCode::InvalidPartOrder,
        ObjectError::BadPart { .. } => S3ErrorCode::InvalidPart,
        ObjectError::ConditionFailed => S3ErrorCode::PreconditionFailed,
        ObjectError::Full(_) => S3ErrorCode::ServiceUnavailable,
        ObjectError::File { .. } | ObjectError::Index(_) | ObjectError::Newer { .. } => S3ErrorCode::InternalError,
    };
    let message = error.to_string();
    S3Error::with_message(code, message)
}
