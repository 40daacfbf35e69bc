//! What one of the servers that share a database does for all of them: endpoints, whose processes are on one machine. A request
//! about them that another server gets goes there as it is, signature and all.

use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::header::{HeaderName, HeaderValue};
use hyper::{Request, Response, StatusCode, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tunesmith_api::Api;
use tunesmith_aws::{Aws, Body};
use tunesmith_hosting::{DUTY, Hosting};
use tunesmith_store::{Duty, SqlStore};

use super::http::text;
use crate::failure::Failure;

/// How often it is looked who has it.
const LOOK: Duration = Duration::from_millis(1500);
/// How long a connection to another server may take.
const CONNECT: Duration = Duration::from_secs(2);
/// Header of a request that another server got: it is not sent on again, and comes from nowhere that is trusted.
const RELAYED: HeaderName = HeaderName::from_static("x-tunesmith-relayed");

/// The way to the server that has the endpoints.
pub(crate) struct Relay {
    duty: watch::Receiver<Duty>,
    client: Client<HttpConnector, Incoming>,
    looking: AbortHandle,
}

impl Relay {
    /// Takes the endpoints up, now or once whoever has them is gone. None where this server has them for good.
    /// `first` is done by whichever server has them: programs that training jobs run reach that one.
    pub(super) async fn open(
        store: Arc<SqlStore>,
        hosting: Arc<Hosting>,
        first: impl Fn() -> Result<(), Failure> + Send + 'static,
    ) -> Result<Option<Arc<Self>>, Failure> {
        let now = store.duty(DUTY).await?;
        if now == Duty::Mine {
            first()?;
            hosting.take_up().await?;
        }
        if !store.is_shared() {
            return Ok(None);
        }
        let (sender, duty) = watch::channel(now);
        let looking = tokio::spawn(look_after(store, hosting, first, sender)).abort_handle();
        let mut connector = HttpConnector::new();
        connector.set_connect_timeout(Some(CONNECT));
        connector.set_nodelay(true);
        Ok(Some(Arc::new(Self { duty, client: Client::builder(TokioExecutor::new()).build(connector), looking })))
    }

    /// Takes nothing up any more.
    pub(super) fn close(&self) {
        self.looking.abort();
    }

    /// Sends a request on where another server must answer it; gives it back where this one does.
    pub(super) async fn pass(&self, mut request: Request<Incoming>) -> Result<Response<Body>, Request<Incoming>> {
        if !(Aws::is_about_endpoints(&request) || Api::is_about_endpoints(&request)) {
            return Err(request);
        }
        let mut watched = self.duty.clone();
        let duty = watched.borrow_and_update().clone();
        let url = match duty {
            Duty::Mine => return Err(request),
            // Whoever sent it on thinks so; between two looks both may be wrong.
            _ if is_relayed(&request) => {
                return Ok(unavailable("the endpoints are changing hands; try again in a moment"));
            }
            Duty::At(url) => url,
            Duty::Nobody => return Ok(unavailable("no server has taken up the endpoints yet; try again in a moment")),
        };
        let path = request.uri().path_and_query().map_or("/", |p| p.as_str());
        let Ok(there) = format!("{url}{path}").parse::<Uri>() else {
            return Ok(unavailable("the server that has the endpoints has no address that can be reached"));
        };
        *request.uri_mut() = there;
        request.headers_mut().insert(RELAYED, HeaderValue::from_static("1"));
        let answered = tokio::select! {
            answered = self.client.request(request) => answered,
            // Of a machine that is gone nobody says so.
            Ok(()) = watched.changed() => return Ok(unavailable("the endpoints have changed hands; try again in a moment")),
        };
        match answered {
            Ok(answer) => Ok(answer.map(Body::http_body)),
            Err(error) => {
                tracing::warn!(%url, %error, "the server that has the endpoints does not answer");
                Ok(unavailable("the server that has the endpoints does not answer; try again in a moment"))
            }
        }
    }
}

/// Whether another server sent a request on.
pub(super) fn is_relayed<B>(request: &Request<B>) -> bool {
    request.headers().contains_key(RELAYED)
}

/// Clients try again on this.
fn unavailable(why: &str) -> Response<Body> {
    text(StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n"))
}

/// Takes the endpoints up when nobody has them any more, and lets them go when another server was quicker to think so.
async fn look_after(
    store: Arc<SqlStore>,
    hosting: Arc<Hosting>,
    first: impl Fn() -> Result<(), Failure>,
    duty: watch::Sender<Duty>,
) {
    loop {
        tokio::time::sleep(LOOK).await;
        // As long as it cannot be found out, it stays as it was.
        let Ok(now) = store.duty(DUTY).await else { continue };
        let before = duty.borrow().clone();
        match (before == Duty::Mine, now == Duty::Mine) {
            (false, true) => {
                tracing::warn!("the endpoints are this server's now");
                if let Err(Failure(report)) = first() {
                    tracing::error!(%report, "programs of training jobs will not reach this server");
                }
                if let Err(error) = hosting.take_up().await {
                    tracing::error!(%error, "the endpoints could not be taken up");
                    continue;
                }
            }
            (true, false) => {
                tracing::warn!("the endpoints are another server's now: this one had not been heard of for too long");
                hosting.leave().await;
            }
            _ => {}
        }
        duty.send_if_modified(|known| {
            let is_news = *known != now;
            *known = now;
            is_news
        });
    }
}
