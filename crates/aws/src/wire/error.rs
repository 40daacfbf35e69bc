//! Errors as the services tell them.

/// Codes that any operation may answer with.
pub(crate) const COMMON: [&str; 18] = [
    "AccessDeniedException",
    "IncompleteSignatureException",
    "InternalFailure",
    "InvalidAction",
    "InvalidParameterValue",
    "InvalidSignatureException",
    "MalformedQueryString",
    "MissingAuthenticationTokenException",
    "MissingParameter",
    "RequestEntityTooLargeException",
    "ResourceNotFound",
    "SerializationException",
    "ServiceUnavailable",
    "ThrottlingException",
    "UnknownOperationException",
    "UnrecognizedClientException",
    "ValidationError",
    "ValidationException",
];

/// An error of an operation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {message}")]
pub(crate) struct ApiError {
    /// The service's name for it.
    pub(crate) code: String,
    /// What is wrong, then what to do.
    pub(crate) message: String,
    /// The HTTP status.
    pub(crate) status: u16,
}

impl ApiError {
    pub(crate) fn new(code: &str, status: u16, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), status }
    }

    /// The request does not hold together.
    pub(crate) fn validation(message: impl Into<String>) -> Self {
        Self::new("ValidationException", 400, message)
    }

    /// The request cannot be read.
    pub(crate) fn serialization(message: impl Into<String>) -> Self {
        Self::new("SerializationException", 400, message)
    }

    /// SageMaker: there is no such thing.
    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::new("ResourceNotFound", 400, message)
    }

    /// SageMaker: there is one of that name.
    pub(crate) fn in_use(message: impl Into<String>) -> Self {
        Self::new("ResourceInUse", 400, message)
    }

    /// SageMaker: more than a quota allows.
    pub(crate) fn limit(message: impl Into<String>) -> Self {
        Self::new("ResourceLimitExceeded", 400, message)
    }

    /// The fault is ours.
    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self::new("InternalFailure", 500, message)
    }
}

impl From<tunesmith_store::StoreError> for ApiError {
    fn from(error: tunesmith_store::StoreError) -> Self {
        match error {
            tunesmith_store::StoreError::Full { .. } => Self::new("ServiceUnavailable", 503, error.to_string()),
            _ => Self::internal(error.to_string()),
        }
    }
}
