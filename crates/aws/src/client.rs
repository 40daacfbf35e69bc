//! A client of our own, for the command line: it asks the server as everybody else does.

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::Request;
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;
use tunesmith_controller::{Clock, SystemClock};

use tunesmith_access::Key;

use crate::auth::sign;
use crate::model::generated::sagemaker::SERVICE;
use crate::services::runtime::SCOPE;

/// What an endpoint takes unless it is told otherwise, in MiB.
const MIB: usize = 25;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The server is not there.
    #[error("the server at {url} does not answer: {reason}")]
    Unreachable {
        /// Where it was to be.
        url: String,
        /// What happened.
        reason: String,
    },
    /// The request cannot be sent.
    #[error("{0}")]
    Unsendable(String),
    /// It said no.
    #[error("{message}")]
    Refused {
        /// The service's word for it.
        code: String,
        /// What is wrong.
        message: String,
    },
}

/// What a model answered.
#[derive(Debug, Clone)]
pub struct Predicted {
    /// What it says.
    pub body: Bytes,
    /// What that is.
    pub content_type: String,
    /// Which variant answered.
    pub variant: String,
}

/// Asks SageMaker's operations of a server.
pub struct Client {
    http: legacy::Client<HttpConnector, Full<Bytes>>,
    url: String,
    region: String,
    key: Key,
}

impl Client {
    /// Of the server at a URL, with a key.
    pub fn new(url: String, region: String, key: Key) -> Self {
        Self { http: legacy::Client::builder(TokioExecutor::new()).build_http(), url, region, key }
    }

    /// An operation with its input.
    pub async fn call(&self, operation: &str, input: &Value) -> Result<Value, ClientError> {
        let target = format!("{}.{operation}", SERVICE.target);
        let headers = [("x-amz-target", target.as_str()), ("content-type", "application/x-amz-json-1.1")];
        let (_, body) = self.send("/", &headers, input.to_string().into()).await?;
        Ok(serde_json::from_slice(&body).unwrap_or(Value::Null))
    }

    /// Asks a model.
    pub async fn invoke(
        &self,
        endpoint: &str,
        body: Bytes,
        headers: &[(&str, &str)],
    ) -> Result<Predicted, ClientError> {
        let (head, body) = self.send(&format!("/endpoints/{endpoint}/invocations"), headers, body).await?;
        let header = |name: &str| head.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        Ok(Predicted {
            body,
            content_type: header("content-type"),
            variant: header("x-amzn-invoked-production-variant"),
        })
    }

    async fn send(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: Bytes,
    ) -> Result<(hyper::http::response::Parts, Bytes), ClientError> {
        let unreachable = |reason: String| ClientError::Unreachable { url: self.url.clone(), reason };
        let mut request = Request::post(format!("{}{path}", self.url));
        let host = self.url.split_once("://").map_or(self.url.as_str(), |(_, host)| host);
        for (name, value) in headers.iter().copied().chain([("host", host)]) {
            request = request.header(name, value);
        }
        let request =
            request.body(()).map_err(|e| ClientError::Unsendable(format!("this cannot stand in a request: {e}")))?;
        let (mut parts, ()) = request.into_parts();
        sign(&mut parts, &body, &self.key, &self.region, SCOPE, SystemClock.now_ms() / 1000);
        let size = body.len();
        let request = Request::from_parts(parts, Full::new(body));
        let response = self.http.request(request).await.map_err(|e| {
            if e.is_connect() {
                return unreachable(e.to_string());
            }
            ClientError::Unsendable(format!(
                "the connection broke while {size} bytes were being sent; a request that is larger than the server takes ({MIB} MiB unless \
                 its configuration says otherwise) ends so"
            ))
        })?;
        let (head, body) = response.into_parts();
        let body = body.collect().await.map_err(|e| unreachable(e.to_string()))?.to_bytes();
        if head.status.is_success() {
            return Ok((head, body));
        }
        let told: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
        let code = head.headers.get("x-amzn-errortype").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        let message = told["Message"].as_str().map_or_else(|| head.status.to_string(), str::to_owned);
        Err(ClientError::Refused { code, message })
    }
}
