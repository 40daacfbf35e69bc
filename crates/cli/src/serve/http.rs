//! HTTP: connections, our own few addresses, and a graceful end.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use hyper::body::Incoming;
use hyper::header::{CONNECTION, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::Notify;
use tunesmith_api::{Api, ApiBody, Via};
use tunesmith_aws::{Aws, Body};

use super::body::Watched;
use super::metrics::Metrics;
use super::peer;
use super::relay::{Relay, is_relayed};
use crate::failure::Failure;
use crate::output;

/// How long a client may take for the head of its request.
const HEAD: Duration = Duration::from_secs(30);
/// How long requests that are being answered may take when the server ends.
const END: Duration = Duration::from_secs(10);

/// What ended a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Somebody who told the process.
    BySignal,
    /// Whoever runs it.
    AsAsked,
}

/// Who answers requests.
#[derive(Clone)]
pub(crate) struct Faces {
    pub(crate) api: Arc<Api>,
    /// The services of AWS, and what counts their requests; none where there is a console alone.
    pub(crate) aws: Option<(Arc<Aws>, Arc<Metrics>)>,
    /// The way to the server that has the endpoints, where that may be another.
    pub(crate) relay: Option<Arc<Relay>>,
}

/// Answers until the process is told to end, or `end` is.
pub(crate) async fn serve(listener: TcpListener, faces: Faces, end: Arc<Notify>) -> Result<Ended, Failure> {
    let (mut terminated, mut interrupted) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let until = async {
        tokio::select! {
            // A signal that came is why, whatever whoever runs it made of the same one.
            biased;
            _ = terminated.recv() => Ended::BySignal,
            _ = interrupted.recv() => Ended::BySignal,
            () = end.notified() => Ended::AsAsked,
        }
    };
    Ok(answer_until(listener, &faces, until).await)
}

/// Answers until something happens; then ends what is being answered.
pub(crate) async fn answer_until<T>(listener: TcpListener, faces: &Faces, until: impl Future<Output = T>) -> T {
    let mut until = pin!(until);
    let graceful = GracefulShutdown::new();
    let ended = loop {
        let connection = tokio::select! {
            accepted = listener.accept() => accepted,
            ended = &mut until => break ended,
        };
        let Ok((stream, _)) = connection else {
            // Out of file descriptors, most likely: somebody will close one.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        // Answers are small and are waited for.
        let _ = stream.set_nodelay(true);
        // Looked at once a connection, when somebody asks for what it matters to.
        let via: Arc<LazyLock<Via, _>> = {
            let ends = stream.local_addr().ok().zip(stream.peer_addr().ok());
            Arc::new(LazyLock::new(move || ends.map_or(Via::Elsewhere, |(here, there)| peer::via(here, there))))
        };
        let faces = faces.clone();
        let service = service_fn(move |request| {
            let (faces, via) = (faces.clone(), Arc::clone(&via));
            async move { Ok::<_, Infallible>(answer(request, &faces, || **via).await) }
        });
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(HEAD);
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A client that went away is no matter of ours.
            let _ = connection.await;
        });
    };
    if faces.aws.is_some() {
        output::note("  ending; what trains goes on, and the next server takes it up, as it does endpoints");
    }
    drop(listener);
    faces.api.close();
    let _ = tokio::time::timeout(END, graceful.shutdown()).await;
    ended
}

async fn answer(mut request: Request<Incoming>, faces: &Faces, via: impl FnOnce() -> Via) -> Response<Body> {
    if let Some(relay) = &faces.relay {
        match relay.pass(request).await {
            Ok(answered) => return answered,
            Err(ours) => request = ours,
        }
    }
    let Some((aws, metrics)) = faces.aws.as_ref().filter(|_| !Api::takes(&request)) else {
        let via = if is_relayed(&request) { Via::Elsewhere } else { via() };
        let response = faces.api.answer(request.map(ApiBody::new), via).await;
        return response.map(Body::http_body_unsync);
    };
    // What is signed is meant for a service, whatever its path: a bucket may be called `metrics`.
    let is_ours = request.method() == Method::GET
        && !request.headers().contains_key("authorization")
        && request.uri().query().is_none();
    if is_ours {
        match request.uri().path() {
            "/healthz" | "/readyz" => return text(StatusCode::OK, "ok\n".to_owned()),
            "/metrics" => return text(StatusCode::OK, metrics.text().await),
            _ => {}
        }
    }
    let begun = metrics.begin();
    let (head, body) = request.into_parts();
    let (body, whole) = Watched::new(body);
    let mut response = aws.answer(Request::from_parts(head, Body::http_body(body))).await;
    // What is left of a request would be taken for the next one; its client must know that there is none on this connection.
    if !whole.is_read() {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    metrics.answered(begun, response.status().as_u16());
    response
}

pub(super) fn text(status: StatusCode, body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    response.headers_mut().insert("content-type", kind);
    response
}
