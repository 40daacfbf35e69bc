//! HTTP: connections, our own few addresses, and a graceful end.

use std::convert::Infallible;
use std::sync::Arc;
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
use tunesmith_aws::{Aws, Body};

use super::body::Watched;
use super::metrics::Metrics;
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

/// Answers until the process is told to end, or `end` is.
pub(crate) async fn serve(
    listener: TcpListener,
    aws: Arc<Aws>,
    metrics: Arc<Metrics>,
    end: Arc<Notify>,
) -> Result<Ended, Failure> {
    let (mut terminated, mut interrupted) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let graceful = GracefulShutdown::new();
    let ended = loop {
        let connection = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = terminated.recv() => break Ended::BySignal,
            _ = interrupted.recv() => break Ended::BySignal,
            () = end.notified() => break Ended::AsAsked,
        };
        let Ok((stream, _)) = connection else {
            // Out of file descriptors, most likely: somebody will close one.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        // Answers are small and are waited for.
        let _ = stream.set_nodelay(true);
        let (aws, metrics) = (Arc::clone(&aws), Arc::clone(&metrics));
        let service = service_fn(move |request| {
            let (aws, metrics) = (Arc::clone(&aws), Arc::clone(&metrics));
            async move { Ok::<_, Infallible>(answer(request, &aws, &metrics).await) }
        });
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(HEAD);
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A client that went away is no matter of ours.
            let _ = connection.await;
        });
    };
    output::note("  ending; what trains goes on, and the next server takes it up, as it does endpoints");
    drop(listener);
    let _ = tokio::time::timeout(END, graceful.shutdown()).await;
    Ok(ended)
}

async fn answer(request: Request<Incoming>, aws: &Aws, metrics: &Metrics) -> Response<Body> {
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

fn text(status: StatusCode, body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    response.headers_mut().insert("content-type", kind);
    response
}
