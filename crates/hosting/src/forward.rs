//! Requests on their way to a process and back.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use hyper::{Method, Request};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::time::{Instant, timeout};

/// Header with what client and model tell each other beside the body.
const CUSTOM: &str = "x-amzn-sagemaker-custom-attributes";
/// How long a connection may take: to a container that has just gone, nobody says that there is none.
const CONNECT: Duration = Duration::from_secs(2);
/// A body that a process answers a ping with is at most so long; it is thrown away.
const PONG: usize = 1 << 16;

/// A request to an endpoint.
#[derive(Debug, Clone, Default)]
pub struct Invocation {
    /// What is asked.
    pub body: Bytes,
    /// What it is said to be.
    pub content_type: Option<HeaderValue>,
    /// What is wanted.
    pub accept: Option<HeaderValue>,
    /// What client and model tell each other beside the body.
    pub custom_attributes: Option<HeaderValue>,
    /// The variant that is to answer; none: by weight.
    pub variant: Option<String>,
}

/// A model's answer.
#[derive(Debug, Clone)]
pub struct Invoked {
    /// What the model says.
    pub body: Bytes,
    /// What it is.
    pub content_type: Option<HeaderValue>,
    /// What the model tells beside the body.
    pub custom_attributes: Option<HeaderValue>,
    /// Who answered.
    pub variant: String,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvokeError {
    /// There is no such endpoint.
    #[error("Endpoint {0} not found.")]
    Absent(String),
    /// It is there and does not answer.
    #[error("Endpoint {name} is in status {status}; it answers requests when it is InService.")]
    NotInService {
        /// Which.
        name: String,
        /// As clients know it.
        status: &'static str,
    },
    /// It has no such variant.
    #[error("Endpoint {endpoint} has no variant {variant}; it has {known}.")]
    NoVariant {
        /// Which.
        endpoint: String,
        /// What was asked for.
        variant: String,
        /// What there is.
        known: String,
    },
    /// More requests wait than may.
    #[error(
        "{waiting} requests wait for the variant {variant} already; send fewer at once, or give it more instances."
    )]
    Overloaded {
        /// Which.
        variant: String,
        /// How many.
        waiting: usize,
    },
    /// No process was ready in time.
    #[error("No instance of the variant {variant} was ready within {seconds} s.")]
    NotReady {
        /// Which.
        variant: String,
        /// How long it was waited.
        seconds: u64,
    },
    /// The request is larger than may be.
    #[error("The request has {bytes} bytes; at most {most} are taken.")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The limit.
        most: usize,
    },
    /// The model's answer is an error, or none.
    #[error("Received {kind} error ({status}) from {variant} with message \"{message}\".", kind = if *.status >= 500 || *.status == 0 { "server" } else { "client" })]
    Model {
        /// Which.
        variant: String,
        /// The model's status; 0 where it did not answer.
        status: u16,
        /// What it said, or why it said nothing.
        message: String,
    },
}

/// What came of sending a request to one process.
pub(crate) enum Sent {
    /// An answer, with its status, and how long the model took.
    Answered { status: u16, answer: Invoked, took: Duration },
    /// Nobody listens: the request was not taken, and may go elsewhere.
    Refused,
    /// The request was taken, and no answer came; why.
    Lost(String),
}

/// Sends requests to processes of this machine.
#[derive(Clone)]
pub(crate) struct Client(legacy::Client<HttpConnector, Full<Bytes>>);

impl Client {
    pub(crate) fn new() -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(CONNECT));
        let mut builder = legacy::Client::builder(TokioExecutor::new());
        builder.pool_max_idle_per_host(256).pool_idle_timeout(None);
        Self(builder.build(connector))
    }

    /// Whether a process says that it is there.
    pub(crate) async fn ping(&self, port: u16) -> bool {
        let request = Request::get(format!("http://127.0.0.1:{port}/ping")).body(Full::default());
        let Ok(request) = request else { return false };
        let Ok(response) = self.0.request(request).await else { return false };
        let is_well = response.status().is_success();
        // Read to its end, so that the connection can be used again.
        let _ = Limited::new(response.into_body(), PONG).collect().await;
        is_well
    }

    /// Sends a request; waits no longer than `patience` for the whole answer, of at most `most` bytes.
    pub(crate) async fn send(&self, port: u16, invocation: &Invocation, patience: Duration, most: usize) -> Sent {
        let mut request = Request::new(Full::new(invocation.body.clone()));
        *request.method_mut() = Method::POST;
        let Ok(uri) = format!("http://127.0.0.1:{port}/invocations").parse() else { return Sent::Refused };
        *request.uri_mut() = uri;
        let headers = request.headers_mut();
        headers.insert(CONTENT_LENGTH, HeaderValue::from(invocation.body.len()));
        let optional = [
            (CONTENT_TYPE.as_str(), &invocation.content_type),
            (ACCEPT.as_str(), &invocation.accept),
            (CUSTOM, &invocation.custom_attributes),
        ];
        for (name, value) in optional {
            if let Some(value) = value {
                headers.insert(name, value.clone());
            }
        }
        let begun = Instant::now();
        let exchange = async {
            let response = match self.0.request(request).await {
                Ok(response) => response,
                Err(error) if error.is_connect() => return Sent::Refused,
                Err(error) => return Sent::Lost(innermost(&error)),
            };
            let status = response.status().as_u16();
            let header = |name: &str| response.headers().get(name).cloned();
            let (content_type, custom_attributes) = (header("content-type"), header(CUSTOM));
            match Limited::new(response.into_body(), most).collect().await {
                Ok(body) => {
                    let body = body.to_bytes();
                    let answer = Invoked { body, content_type, custom_attributes, variant: String::new() };
                    Sent::Answered { status, answer, took: begun.elapsed() }
                }
                Err(error) if error.is::<http_body_util::LengthLimitError>() => {
                    Sent::Lost(format!("the answer is larger than {most} bytes"))
                }
                Err(error) => Sent::Lost(format!("the answer broke off: {error}")),
            }
        };
        timeout(patience, exchange)
            .await
            .unwrap_or_else(|_| Sent::Lost(format!("the model did not answer within {:.0} s", patience.as_secs_f64())))
    }
}

/// The cause of an error that says nothing by itself.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    format!("the connection to the model broke: {error}")
}
