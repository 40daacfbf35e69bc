//! From a request to an answer.

use std::ops::Deref;
use std::sync::{Arc, Weak};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, Request, Response};
use axum::middleware::{self, from_fn_with_state};
use tokio::sync::watch;
use tower::ServiceExt as _;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};
use tunesmith_controller::Clock;
use tunesmith_store::{Catalogue as _, SqlStore, StoreError};

use crate::assets;
use crate::guard::{Ended, guard};
use crate::insights::Insights;
use crate::live::Live;
use crate::operations;
use crate::parts::Parts;
use crate::table::Tables;
use crate::trends::Trends;

/// Largest body of a request.
const LARGEST: usize = 32 << 20;
/// Kind of the documents that say which sessions were ended.
pub(crate) const ENDED: &str = "console/ended-session";
/// How often it is looked for those that another server ended.
const ENDED_LOOK: Duration = Duration::from_secs(3);

/// How a connection came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// Over the loopback address, from a program of the user who runs this one.
    Loopback,
    /// From anywhere.
    Elsewhere,
}

/// What all operations share.
pub(crate) struct Inner {
    pub(crate) parts: Parts,
    pub(crate) tables: Tables,
    pub(crate) trends: Trends,
    pub(crate) insights: Insights,
    pub(crate) live: Arc<Live>,
    pub(crate) ended: Arc<Ended>,
}

/// A handle to it.
#[derive(Clone)]
pub(crate) struct Shared(Arc<Inner>);

impl Deref for Shared {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// The interface and the console.
pub struct Api {
    router: Router,
    live: Arc<Live>,
}

impl Api {
    /// Over its parts. `changes` changes with each step that a controller of this process records.
    pub async fn open(parts: Parts, changes: Option<watch::Receiver<u64>>) -> Result<Self, StoreError> {
        let ended = Arc::new(Ended::default());
        read_ended(&parts.store, parts.clock.now_ms(), &ended).await?;
        if parts.store.is_shared() {
            tokio::spawn(follow_ended(Arc::clone(&parts.store), Arc::clone(&parts.clock), Arc::downgrade(&ended)));
        }
        let live = Arc::new(Live::new(Arc::clone(&parts.store), changes));
        let shared = Shared(Arc::new(Inner {
            tables: Tables::new(Arc::clone(&parts.store)),
            trends: Trends::new(Arc::clone(&parts.store)),
            insights: Insights::default(),
            live: Arc::clone(&live),
            ended,
            parts,
        }));
        let small = DefaultPredicate::new().and(NotForContentType::const_new("application/octet-stream"));
        let (routes, _) = operations::router().split_for_parts();
        let router = routes
            .route_layer(from_fn_with_state(shared.clone(), guard))
            .layer(DefaultBodyLimit::max(LARGEST))
            .layer(CompressionLayer::new().compress_when(small))
            .fallback(assets::answer)
            .layer(middleware::map_response(secure))
            .with_state(shared);
        Ok(Self { router, live })
    }

    /// Whether the answer to a request depends on what runs of endpoints.
    pub fn is_about_endpoints<B>(request: &Request<B>) -> bool {
        let path = request.uri().path();
        Self::takes(request)
            && ["/api/v1/endpoints", "/api/v1/metrics"]
                .iter()
                .any(|ours| path.strip_prefix(ours).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    }

    /// Whether a request is for the interface or the console, and not for a service of AWS.
    pub fn takes<B>(request: &Request<B>) -> bool {
        let path = request.uri().path();
        let signed = request.headers().get("authorization").and_then(|h| h.to_str().ok());
        let is_aws = signed.is_some_and(|h| h.starts_with("AWS"))
            || request.headers().contains_key("x-amz-target")
            || request.uri().query().is_some_and(|q| q.contains("X-Amz-") || q.contains("AWSAccessKeyId="));
        let is_ours = ["/api", "/console"]
            .iter()
            .any(|ours| path.strip_prefix(ours).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
        // The root is that of all buckets, but for browsers.
        let is_browser =
            || request.headers().get("accept").is_some_and(|a| a.to_str().is_ok_and(|a| a.contains("text/html")));
        !is_aws && (is_ours || (path == "/" && is_browser()))
    }

    /// Answers a request.
    pub async fn answer(&self, mut request: Request<Body>, via: Via) -> Response<Body> {
        request.extensions_mut().insert(via);
        match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }

    /// Ends all event streams, so that connections can be closed.
    pub fn close(&self) {
        self.live.close();
    }
}

/// What browsers must know of every answer: nothing comes from elsewhere, nothing is guessed, nobody shows it in a frame.
async fn secure(mut response: Response<Body>) -> Response<Body> {
    const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
                          connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    let headers = response.headers_mut();
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // What is not said to be kept is new each time.
    headers.entry("cache-control").or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Reads which sessions were ended by hand, and forgets those that are over by themselves.
async fn read_ended(store: &SqlStore, now: i64, ended: &Ended) -> Result<(), StoreError> {
    for text in store.documents(ENDED).await? {
        let Some((id, expires)) = text.split_once(' ') else { continue };
        match expires.parse::<i64>() {
            Ok(expires) if expires > now => ended.add(id),
            _ => store.keep(ENDED, id, now, None).await?,
        }
    }
    Ok(())
}

/// Where servers share a store, a session that one of them ended is over for all, within seconds.
async fn follow_ended(store: Arc<SqlStore>, clock: Arc<dyn Clock>, ended: Weak<Ended>) {
    loop {
        tokio::time::sleep(ENDED_LOOK).await;
        let Some(ended) = ended.upgrade() else { return };
        // What cannot be read now is read the next time.
        let _ = read_ended(&store, clock.now_ms(), &ended).await;
    }
}
