//! SageMaker's runtime: requests to models.

use hyper::http::request::Parts as Head;
use hyper::{Method, Response, StatusCode};
use serde_json::json;
use tunesmith_hosting::{Invocation, InvokeError, Invoked};

use crate::server::Body;

/// Headers of a request and its answer.
const VARIANT: &str = "x-amzn-sagemaker-target-variant";
const INVOKED_VARIANT: &str = "x-amzn-invoked-production-variant";
const CUSTOM: &str = "x-amzn-sagemaker-custom-attributes";
/// As the signature's scope has it.
pub(crate) const SCOPE: &str = "sagemaker";
/// As roles have it.
pub(crate) const INVOKE: &str = "InvokeEndpoint";

/// The endpoint that a request is for, if it is for one.
pub(crate) fn endpoint(head: &Head) -> Option<&str> {
    let name = head.uri.path().strip_prefix("/endpoints/")?.strip_suffix("/invocations")?;
    (head.method == Method::POST && !name.is_empty() && !name.contains('/')).then_some(name)
}

/// A request as the models' side takes it.
pub(crate) fn invocation(head: &Head, body: bytes::Bytes) -> Invocation {
    let header = |name: &str| head.headers.get(name).cloned();
    Invocation {
        body,
        content_type: header("content-type"),
        // The runtime's own header is the older one.
        accept: header("accept").or_else(|| header("x-amzn-sagemaker-accept")),
        custom_attributes: header(CUSTOM),
        variant: header(VARIANT).and_then(|v| v.to_str().map(str::to_owned).ok()),
    }
}

/// A model's answer.
pub(crate) fn answered(invoked: Invoked) -> Response<Body> {
    let mut response = Response::new(Body::from(invoked.body));
    let headers = response.headers_mut();
    if let Some(content_type) = invoked.content_type {
        headers.insert("content-type", content_type);
    }
    if let Some(custom) = invoked.custom_attributes {
        headers.insert(CUSTOM, custom);
    }
    if let Ok(variant) = invoked.variant.parse() {
        headers.insert(INVOKED_VARIANT, variant);
    }
    response
}

/// No answer, as the runtime tells it.
pub(crate) fn refused(endpoint: &str, error: &InvokeError) -> Response<Body> {
    let message = error.to_string();
    let (status, code, body) = match error {
        InvokeError::Absent(_)
        | InvokeError::NotInService { .. }
        | InvokeError::NoVariant { .. }
        | InvokeError::TooLarge { .. } => (400, "ValidationError", json!({"Message": message})),
        InvokeError::Overloaded { .. } => (503, "ServiceUnavailable", json!({"Message": message})),
        InvokeError::NotReady { .. } => (429, "ModelNotReadyException", json!({"Message": message})),
        InvokeError::Model { status, message: original, .. } => {
            let log = format!("/aws/sagemaker/Endpoints/{endpoint}");
            let body = json!({
                "Message": message,
                "OriginalStatusCode": status,
                "OriginalMessage": original,
                "LogStreamArn": log,
            });
            (424, "ModelError", body)
        }
    };
    let mut response = Response::new(Body::from(body.to_string()));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert("content-type", hyper::header::HeaderValue::from_static("application/json"));
    if let Ok(code) = code.parse() {
        headers.insert("x-amzn-errortype", code);
    }
    response
}
