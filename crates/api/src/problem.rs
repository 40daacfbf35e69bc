//! Why something is not answered.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tunesmith_hosting::HostingError;
use tunesmith_store::StoreError;
use utoipa::ToSchema;

/// Why something is not answered, in every answer whose status is 400 or more.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(crate) struct Problem {
    #[serde(skip)]
    status: StatusCode,
    /// What kind of problem it is: `absent`, `conflict`, `forbidden`, `invalid`, `sign-in`, `unavailable`, `internal`.
    code: &'static str,
    /// What is wrong, and what to do.
    message: String,
}

impl Problem {
    pub(crate) fn with(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    pub(crate) fn absent(message: impl Into<String>) -> Self {
        Self::with(StatusCode::NOT_FOUND, "absent", message)
    }

    pub(crate) fn conflict(message: impl Into<String>) -> Self {
        Self::with(StatusCode::CONFLICT, "conflict", message)
    }

    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::with(StatusCode::FORBIDDEN, "forbidden", message)
    }

    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::with(StatusCode::BAD_REQUEST, "invalid", message)
    }

    pub(crate) fn sign_in(message: impl Into<String>) -> Self {
        Self::with(StatusCode::UNAUTHORIZED, "sign-in", message)
    }

    pub(crate) fn unavailable(message: impl Into<String>) -> Self {
        Self::with(StatusCode::SERVICE_UNAVAILABLE, "unavailable", message)
    }

    pub(crate) fn internal(message: impl Into<String>) -> Self {
        let message = message.into();
        tracing::error!(message, "the interface could not answer");
        Self::with(StatusCode::INTERNAL_SERVER_ERROR, "internal", message)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.status, Json(self)).into_response()
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NoSuchJob(_) => Self::absent(error.to_string()),
            StoreError::Full { .. } | StoreError::Unwritable { .. } => Self::unavailable(error.to_string()),
            other => Self::internal(other.to_string()),
        }
    }
}

impl From<HostingError> for Problem {
    fn from(error: HostingError) -> Self {
        match error {
            HostingError::Absent { .. } | HostingError::NoVariant { .. } => Self::absent(error.to_string()),
            HostingError::Exists { .. } | HostingError::Busy { .. } | HostingError::TooMany { .. } => {
                Self::conflict(error.to_string())
            }
            HostingError::Weightless(_) => Self::invalid(error.to_string()),
            HostingError::Store(error) => error.into(),
        }
    }
}

/// An answer, or why there is none.
pub(crate) type Answer<T> = Result<Json<T>, Problem>;
