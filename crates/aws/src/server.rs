//! From an HTTP request to an answer.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures::FutureExt as _;
use http_body_util::{BodyExt as _, Limited};
use hyper::http::request::Parts as Head;
use hyper::{Method, Request, Response, StatusCode};
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;
use tunesmith_access::LiveKeys;
use tunesmith_controller::{AskError, Clock, Message};
use tunesmith_hosting::Hosting;
use tunesmith_objects::{ObjectStore, ObjectUri};
use tunesmith_outside::{Bucket, OutsideBuckets, OutsideError};
use tunesmith_store::{DataDir, JobId, SqlStore, StoreError};
use tunesmith_study::{Command, ValidSpec};
use tunesmith_workload::ImageMap;

use crate::auth::{Caller, Signed, may, verify};
use crate::model::check::checked;
use crate::model::schema::{Operation, Service};
use crate::quotas::Quotas;
use crate::services::sagemaker::instances::InstanceRule;
use crate::services::{FACES, Face, runtime};
use crate::wire::{ApiError, cbor, query};

/// The body of an answer.
pub type Body = s3s::Body;

/// Largest request of a service other than S3.
const LARGEST: usize = 8 << 20;

/// What the services work with.
pub struct Parts {
    /// Jobs, training jobs, documents.
    pub store: Arc<SqlStore>,
    /// The controller's entrance.
    pub queue: UnboundedSender<Message>,
    /// Where folders are.
    pub data: DataDir,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Buckets and keys; none where all are elsewhere.
    pub objects: Option<Arc<ObjectStore>>,
    /// Who may ask.
    pub keys: Arc<LiveKeys>,
    /// Endpoints.
    pub hosting: Arc<Hosting>,
    /// What runs the jobs of which images.
    pub images: ImageMap,
    /// How much there may be.
    pub quotas: Quotas,
    /// The twelve digits of the account.
    pub account: String,
    /// Host names under which buckets are host names themselves.
    pub domains: Vec<String>,
    /// Buckets that are elsewhere.
    pub outside: OutsideBuckets,
    /// What stands for which kinds of machines.
    pub instances: Vec<InstanceRule>,
    /// GPUs that training jobs can have.
    pub gpus: u32,
}

impl Parts {
    /// Whether there is an object, or one whose key starts so. Where that cannot be found out now, it is taken to be there.
    pub(crate) async fn has_object(&self, uri: &ObjectUri, whole_key: bool) -> bool {
        let (bucket, key) = (&uri.bucket, &uri.key);
        let Some(outside) = self.outside.find(bucket) else {
            let Some(objects) = &self.objects else { return false };
            return if whole_key {
                objects.object(bucket, key).await.is_ok()
            } else {
                objects.list_all(bucket, key).await.is_ok_and(|found| !found.is_empty())
            };
        };
        let Ok(there) = Bucket::open(outside) else { return true };
        let found = if whole_key {
            there.object(key).await.map(|_| true)
        } else {
            there.list(key).await.map(|found| !found.is_empty())
        };
        found.unwrap_or_else(|error| !matches!(error, OutsideError::Absent { .. }))
    }
}

/// All services.
pub struct Aws {
    parts: Arc<Parts>,
    s3: s3s::service::S3Service,
    requests: AtomicU64,
}

/// One request's surroundings.
pub(crate) struct Context {
    pub(crate) parts: Arc<Parts>,
    pub(crate) caller: Caller,
    pub(crate) now_ms: i64,
}

impl Context {
    /// Asks the controller for something, and waits until it is recorded.
    pub(crate) async fn ask(&self, job: &str, command: Command) -> Result<(), AskError> {
        let (reply, answer) = oneshot::channel();
        let message = Message::Ask { job: job.to_owned(), command, reply };
        // The controller ends only with the server.
        let _ = self.parts.queue.send(message);
        answer.await.unwrap_or_else(|_| Err(AskError::Store(gone())))
    }

    /// Makes a job, and waits until it is recorded.
    pub(crate) async fn create(&self, valid: ValidSpec) -> Result<JobId, StoreError> {
        let (reply, answer) = oneshot::channel();
        let _ = self.parts.queue.send(Message::Create { valid: Box::new(valid), reply });
        answer.await.unwrap_or_else(|_| Err(gone()))
    }
}

fn gone() -> StoreError {
    let source = std::io::Error::other("the server is going down");
    StoreError::Unwritable { path: "the store".into(), source }
}

/// How a request is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Protocol {
    Json,
    Query,
    Cbor,
}

/// Which operation is asked for, and how.
struct Call {
    face: &'static Face,
    operation: String,
    protocol: Protocol,
}

impl Aws {
    /// Services over their parts.
    pub fn new(parts: Parts) -> Self {
        let parts = Arc::new(parts);
        let s3 = crate::s3::service(&parts);
        Self { parts, s3, requests: AtomicU64::new(0) }
    }

    /// Whether the answer to a request depends on what runs of endpoints: on their processes, counts and logs.
    pub fn is_about_endpoints<B>(request: &Request<B>) -> bool {
        let mut head = Request::new(()).into_parts().0;
        (head.method, head.uri) = (request.method().clone(), request.uri().clone());
        head.headers = request.headers().clone();
        match addressed(&head) {
            Addressed::Endpoint => true,
            Addressed::Call(call) => match call.face.scope {
                "sagemaker" => call.operation.contains("Endpoint") || call.operation.ends_with("Tags"),
                scope => ["monitoring", "logs"].contains(&scope),
            },
            Addressed::Objects | Addressed::Unknown { .. } => false,
        }
    }

    /// Answers a request.
    pub async fn answer(&self, request: Request<Body>) -> Response<Body> {
        let (head, body) = request.into_parts();
        let now_ms = self.parts.clock.now_ms();
        let request_id = format!("{now_ms:012x}-{:08x}", self.requests.fetch_add(1, Ordering::Relaxed));
        match addressed(&head) {
            Addressed::Objects => self.objects(head, body, &request_id).await,
            Addressed::Endpoint => self.invoke(&head, body, now_ms, &request_id).await,
            Addressed::Call(call) => {
                let read = Limited::new(body, LARGEST).collect().await;
                let Ok(body) = read.map(http_body_util::Collected::to_bytes) else {
                    let error =
                        ApiError::new("RequestEntityTooLargeException", 413, "The request is larger than 8 MiB.");
                    return error_response(&call, &error, &request_id);
                };
                self.call(&head, &body, call, now_ms, &request_id).await
            }
            Addressed::Unknown { protocol, error } => {
                let call = Call { face: &FACES[0], operation: String::new(), protocol };
                error_response(&call, &error, &request_id)
            }
        }
    }

    async fn objects(&self, head: Head, body: Body, request_id: &str) -> Response<Body> {
        let request = Request::from_parts(head, body);
        // A mistake in the wire of S3 must not cost the client its connection.
        let answered = AssertUnwindSafe(self.s3.call(request)).catch_unwind().await;
        let mut response = match answered {
            Ok(Ok(response)) => response,
            Err(_) => {
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::BAD_REQUEST;
                response
            }
            Ok(Err(error)) => {
                tracing::error!(?error, "S3 could not answer");
                let mut response = Response::new(Body::empty());
                *response.status_mut() = StatusCode::BAD_REQUEST;
                response
            }
        };
        if response.status() == StatusCode::FORBIDDEN {
            response = crate::s3::explained(response).await;
        }
        if let Ok(id) = request_id.parse() {
            response.headers_mut().insert("x-amz-request-id", id);
        }
        response
    }

    /// Sends a request to a model.
    async fn invoke(&self, head: &Head, body: Body, now_ms: i64, request_id: &str) -> Response<Body> {
        let endpoint = runtime::endpoint(head).unwrap_or_default();
        // One byte more than may be tells that it is too large; more need not be read.
        let most = self.parts.hosting.limits().request_bytes;
        let refuse = |error: &ApiError| {
            let call = Call { face: &FACES[0], operation: runtime::INVOKE.to_owned(), protocol: Protocol::Json };
            error_response(&call, error, request_id)
        };
        let Ok(body) = Limited::new(body, most).collect().await.map(http_body_util::Collected::to_bytes) else {
            let message = format!("The request is larger than {most} bytes, which is the limit of an endpoint.");
            return refuse(&ApiError::new("ValidationError", 413, message));
        };
        let caller = match verify(head, &body, &self.parts.keys.current(), now_ms / 1000) {
            Ok(caller) => caller,
            Err(error) => return refuse(&error),
        };
        if !may(caller.key.role, runtime::INVOKE) {
            return refuse(&denied(&self.parts.account, &caller, runtime::SCOPE, runtime::INVOKE));
        }
        let mut response = match self.parts.hosting.invoke(endpoint, &runtime::invocation(head, body)).await {
            Ok(invoked) => runtime::answered(invoked),
            Err(error) => {
                tracing::info!(endpoint, %error, "not answered");
                runtime::refused(endpoint, &error)
            }
        };
        if let Ok(id) = request_id.parse() {
            response.headers_mut().insert("x-amzn-requestid", id);
        }
        response
    }

    async fn call(&self, head: &Head, body: &[u8], mut call: Call, now_ms: i64, request_id: &str) -> Response<Body> {
        let parameters = if call.protocol == Protocol::Query { query::parameters(body) } else { BTreeMap::new() };
        if call.protocol == Protocol::Query {
            call.operation = parameters.get("Action").cloned().unwrap_or_default();
        }
        let service = call.face.service;
        let known = service.operation(&call.operation);
        let outcome = async {
            let caller = verify(head, body, &self.parts.keys.current(), now_ms / 1000)?;
            let operation = known.ok_or_else(|| unknown_operation(service, &call))?;
            if !may(caller.key.role, operation.name) {
                return Err(denied(&self.parts.account, &caller, call.face.scope, operation.name));
            }
            let input = match call.protocol {
                Protocol::Json if body.is_empty() => json!({}),
                Protocol::Json => serde_json::from_slice(body)
                    .map_err(|e| ApiError::serialization(format!("The request is no JSON: {e}")))?,
                Protocol::Query => query::read(operation, &parameters)?,
                Protocol::Cbor => cbor::read(body)
                    .ok_or_else(|| ApiError::serialization("The request is no CBOR that this service reads."))?,
            };
            let input = match operation.input {
                Some(shape) => checked(shape, input)?,
                None => json!({}),
            };
            let context = Context { parts: Arc::clone(&self.parts), caller, now_ms };
            (call.face.answer)(&context, operation.name, input).await.map(|output| (operation, output))
        };
        match outcome.await {
            Ok((operation, output)) => {
                tracing::info!(service = service.name, operation = operation.name, "answered");
                success_response(&call, operation, &output, request_id)
            }
            Err(error) => {
                debug_assert!(
                    known.is_none_or(|o| o.may_fail_with(&error.code)),
                    "{} has no error {}",
                    call.operation,
                    error.code
                );
                if error.status >= 500 {
                    tracing::error!(
                        service = service.name,
                        operation = call.operation,
                        code = error.code,
                        "{}",
                        error.message
                    );
                } else {
                    tracing::info!(service = service.name, operation = call.operation, code = error.code, "refused");
                }
                error_response(&call, &error, request_id)
            }
        }
    }
}

/// Whom a request is for.
enum Addressed {
    Objects,
    Endpoint,
    Call(Call),
    Unknown { protocol: Protocol, error: ApiError },
}

/// Finds out by target, path, and the scope of the signature.
fn addressed(head: &Head) -> Addressed {
    let header = |name: &str| head.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if head.headers.contains_key("x-amz-target") {
        let target = header("x-amz-target");
        let (prefix, operation) = target.rsplit_once('.').unwrap_or(("", target));
        return match FACES.iter().find(|f| !f.service.target.is_empty() && f.service.target == prefix) {
            Some(face) => Addressed::Call(Call { face, operation: operation.to_owned(), protocol: Protocol::Json }),
            None => Addressed::Unknown {
                protocol: Protocol::Json,
                error: ApiError::new(
                    "UnknownOperationException",
                    400,
                    format!("There is no service for {target} here."),
                ),
            },
        };
    }
    if let Some(rest) = head.uri.path().strip_prefix("/service/") {
        let called = rest.split_once("/operation/");
        let face = called.and_then(|(name, _)| FACES.iter().find(|f| f.service.target == name));
        if let (Some(face), Some((_, operation))) = (face, called) {
            return Addressed::Call(Call { face, operation: operation.to_owned(), protocol: Protocol::Cbor });
        }
    }
    // A request without a signature is for nobody else either, and is told so.
    if runtime::endpoint(head).is_some()
        && Signed::of(head).is_none_or(|signed| signed.service == runtime::SCOPE)
        && !head.uri.query().is_some_and(|q| q.contains("X-Amz-Signature"))
    {
        return Addressed::Endpoint;
    }
    let scope = Signed::of(head).map(|signed| signed.service).unwrap_or_default();
    if let Some(face) = FACES.iter().find(|f| f.scope == scope) {
        // Those that have no target speak Query.
        let is_form = header("content-type").starts_with("application/x-www-form-urlencoded");
        if head.method == Method::POST && (is_form || face.service.target.is_empty()) {
            return Addressed::Call(Call { face, operation: String::new(), protocol: Protocol::Query });
        }
        return Addressed::Unknown {
            protocol: Protocol::Json,
            error: ApiError::new("UnknownOperationException", 404, "There is no such operation here."),
        };
    }
    Addressed::Objects
}

fn unknown_operation(service: &Service, call: &Call) -> ApiError {
    let known: Vec<&str> = service.operations.iter().map(|o| o.name).collect();
    let code = if call.protocol == Protocol::Query { "InvalidAction" } else { "UnknownOperationException" };
    let message = format!(
        "Tunesmith does not answer the operation {:?} of {}. It answers: {}.",
        call.operation,
        service.name,
        known.join(", ")
    );
    ApiError::new(code, 400, message)
}

fn denied(account: &str, caller: &Caller, scope: &str, operation: &str) -> ApiError {
    let name = &caller.key.name;
    ApiError::new(
        "AccessDeniedException",
        403,
        format!(
            "User: arn:aws:iam::{account}:user/{name} is not authorized to perform: {scope}:{operation} because its key has the \
             role {}; use a key with a wider role.",
            caller.key.role
        ),
    )
}

fn success_response(call: &Call, operation: &Operation, output: &Value, request_id: &str) -> Response<Body> {
    let service = call.face.service;
    debug_assert_eq!(misfit(operation, output), None, "{} answers what its model does not know", operation.name);
    match call.protocol {
        Protocol::Json => {
            let body = if operation.output.is_some() { output.to_string() } else { String::new() };
            respond(200, json_type(service), body.into_bytes(), request_id)
        }
        Protocol::Query => {
            respond(200, "text/xml", query::answer(service, operation, output, request_id).into_bytes(), request_id)
        }
        Protocol::Cbor => cbor_response(200, cbor::write(operation.output, output), request_id),
    }
}

/// What the model does not know of an answer: a mistake of ours, which debug builds find.
fn misfit(operation: &Operation, output: &Value) -> Option<String> {
    match checked(operation.output?, output.clone()) {
        // The service itself leaves out what it does not have yet, whatever its model says.
        Err(error) if error.message.split("; ").all(|m| m.ends_with("Member must not be null")) => None,
        Err(error) => Some(error.message),
        Ok(known) if known == *output => None,
        Ok(known) => Some(format!("{output}\nis not\n{known}")),
    }
}

fn error_response(call: &Call, error: &ApiError, request_id: &str) -> Response<Body> {
    let service = call.face.service;
    // Members that clients look for in one spelling or the other.
    let body = json!({"__type": error.code, "message": error.message, "Message": error.message});
    let mut response = match call.protocol {
        Protocol::Json => respond(error.status, json_type(service), body.to_string().into_bytes(), request_id),
        Protocol::Query => {
            let xml = query::error(service.namespace, &query_spelling(error), request_id);
            respond(error.status, "text/xml", xml.into_bytes(), request_id)
        }
        Protocol::Cbor => cbor_response(error.status, cbor::write(None, &body), request_id),
    };
    if let Ok(code) = error.code.parse() {
        response.headers_mut().insert("x-amzn-errortype", code);
    }
    response
}

/// Codes as the Query protocol has them.
fn query_spelling(error: &ApiError) -> ApiError {
    let code = match error.code.as_str() {
        "MissingAuthenticationTokenException" => "MissingAuthenticationToken",
        "UnrecognizedClientException" => "InvalidClientTokenId",
        "InvalidSignatureException" => "SignatureDoesNotMatch",
        "IncompleteSignatureException" => "IncompleteSignature",
        "AccessDeniedException" => "AccessDenied",
        "ValidationException" => "ValidationError",
        "SerializationException" => "MalformedInput",
        other => other,
    };
    ApiError { code: code.to_owned(), ..error.clone() }
}

fn json_type(service: &Service) -> &'static str {
    if service.name == "cloudwatch" { "application/x-amz-json-1.0" } else { "application/x-amz-json-1.1" }
}

fn cbor_response(status: u16, body: Vec<u8>, request_id: &str) -> Response<Body> {
    let mut response = respond(status, "application/cbor", body, request_id);
    response.headers_mut().insert("smithy-protocol", hyper::header::HeaderValue::from_static("rpc-v2-cbor"));
    response
}

fn respond(status: u16, content_type: &'static str, body: Vec<u8>, request_id: &str) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert("content-type", hyper::header::HeaderValue::from_static(content_type));
    if let Ok(id) = request_id.parse() {
        headers.insert("x-amzn-requestid", id);
    }
    response
}
