//! Who asks, and may they?

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, COOKIE, HOST, ORIGIN};
use axum::http::{HeaderMap, Method, Uri};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use tunesmith_access::{Act, Key, Purpose, Role, Ticket};

use crate::parts::SignIn;
use crate::problem::Problem;
use crate::server::{Shared, Via};

/// Whoever asks.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    /// Name of the key; `local` for who needs none.
    pub(crate) name: String,
    pub(crate) role: Role,
    /// The session that a browser shows.
    pub(crate) session: Option<Ticket>,
}

/// Sessions that were ended before their time.
#[derive(Debug, Default)]
pub(crate) struct Ended(Mutex<HashSet<String>>);

impl Ended {
    pub(crate) fn add(&self, session: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(session.to_owned());
    }

    fn holds(&self, session: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(session)
    }
}

/// Name of the cookie of a session: browsers keep one jar for all ports of a host.
pub(crate) fn cookie_name(headers: &HeaderMap) -> String {
    let port = authority(headers).rsplit_once(':').map_or("", |(_, port)| port);
    let port: String = port.chars().filter(char::is_ascii_digit).collect();
    format!("tunesmith-session-{}", if port.is_empty() { "80" } else { &port })
}

fn authority(headers: &HeaderMap) -> &str {
    headers.get(HOST).and_then(|h| h.to_str().ok()).unwrap_or_default()
}

/// Whether a host name is one of this machine to itself: others may resolve to it, which is how pages of elsewhere get in.
fn is_loopback_name(authority: &str) -> bool {
    let host = authority.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    let host = host.map_or(authority, |(host, _)| host);
    host.eq_ignore_ascii_case("localhost") || host == "127.0.0.1" || host == "[::1]"
}

/// What somebody does who sends this.
fn act(method: &Method, uri: &Uri) -> Act {
    let path = uri.path();
    // By place and method: names of jobs and endpoints are their makers' choice.
    let parts: Vec<&str> = path.trim_start_matches("/api/v1/").split('/').collect();
    let asks_only = method == Method::POST
        && matches!(parts[..], ["check-job"] | ["metrics", "try"] | ["endpoints", _, "invocations"]);
    if path.starts_with("/api/v1/keys") {
        Act::Manage
    } else if method == Method::GET || method == Method::HEAD || asks_only {
        Act::Look
    } else if method == Method::DELETE {
        Act::Remove
    } else {
        Act::Work
    }
}

/// Refuses what a page of elsewhere sends in the name of who is signed in.
fn same_origin(method: &Method, headers: &HeaderMap) -> Result<(), Problem> {
    if method == Method::GET || method == Method::HEAD {
        return Ok(());
    }
    let from_elsewhere = match headers.get(ORIGIN) {
        Some(origin) => {
            let origin = origin.to_str().unwrap_or_default();
            origin.split_once("://").is_none_or(|(_, from)| from != authority(headers))
        }
        None => headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none"),
    };
    if from_elsewhere { Err(Problem::forbidden("requests of other sites' pages are not carried out")) } else { Ok(()) }
}

/// A key by `Authorization: Basic`, as `curl -u ID:SECRET` sends it.
fn basic(shared: &Shared, headers: &HeaderMap) -> Option<Key> {
    let encoded = headers.get(AUTHORIZATION)?.to_str().ok()?.strip_prefix("Basic ")?;
    let pair = String::from_utf8(BASE64_STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = pair.split_once(':')?;
    shared.parts.keys.current().with_secret(id, secret).cloned()
}

fn session(shared: &Shared, headers: &HeaderMap) -> Option<(Key, Ticket)> {
    let name = cookie_name(headers);
    let now = shared.parts.clock.now_ms();
    let cookies = headers.get_all(COOKIE).iter().filter_map(|c| c.to_str().ok()).flat_map(|c| c.split(';'));
    let shown = cookies.filter_map(|pair| pair.trim().split_once('=')).find(|(n, _)| *n == name)?.1;
    let keys = shared.parts.keys.current();
    let (key, ticket) = Ticket::accept(&keys, Purpose::Session, shown, now)?;
    (!shared.ended.holds(&ticket.id)).then(|| (key.clone(), ticket))
}

/// What those who pass requests on add to them: such a request comes from elsewhere, whatever its last leg.
const PASSED_ON: [&str; 6] =
    ["forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/// Whether nobody needs to sign in who comes this way.
pub(crate) fn is_open(shared: &Shared, headers: &HeaderMap, via: Via) -> bool {
    let is_direct = !PASSED_ON.iter().any(|name| headers.contains_key(*name));
    shared.parts.sign_in == SignIn::Auto && via == Via::Loopback && is_loopback_name(authority(headers)) && is_direct
}

/// Who sent a request; none where they must sign in.
fn caller(shared: &Shared, headers: &HeaderMap, via: Via) -> Option<Caller> {
    if let Some(key) = basic(shared, headers) {
        return Some(Caller { name: key.name, role: key.role, session: None });
    }
    // A wrong key is not the same as none.
    if headers.contains_key(AUTHORIZATION) {
        return None;
    }
    if let Some((key, ticket)) = session(shared, headers) {
        return Some(Caller { name: key.name, role: key.role, session: Some(ticket) });
    }
    let local = || Caller { name: "local".to_owned(), role: Role::Admin, session: None };
    is_open(shared, headers, via).then(local)
}

/// What somebody showed once, for looking whether it still holds.
pub(crate) struct Pass {
    headers: HeaderMap,
    via: Via,
}

impl Pass {
    pub(crate) fn of(headers: HeaderMap, via: Via) -> Self {
        Self { headers, via }
    }

    /// Whether it still lets in: its key is there, its session not ended.
    pub(crate) fn holds(&self, shared: &Shared) -> bool {
        caller(shared, &self.headers, self.via).is_some()
    }
}

/// Lets through who may do what they ask for.
pub(crate) async fn guard(State(shared): State<Shared>, mut request: Request, next: Next) -> Result<Response, Problem> {
    let via = request.extensions().get::<Via>().copied().unwrap_or(Via::Elsewhere);
    let (method, headers) = (request.method(), request.headers());
    same_origin(method, headers)?;
    let caller = caller(&shared, headers, via);
    let path = request.uri().path();
    // How to sign in, and what can be asked, everybody may know.
    if path == "/api/v1/session" || path == "/api/v1/openapi.json" {
        request.extensions_mut().insert(caller);
        return Ok(next.run(request).await);
    }
    let Some(caller) = caller else {
        return Err(Problem::sign_in(
            "sign in first: with a key (`tunesmith key list`), or by the link that `tunesmith console` prints",
        ));
    };
    let act = act(method, request.uri());
    if !caller.role.may(act) {
        let message = format!("the key `{}` has the role {}, which may not do this", caller.name, caller.role);
        return Err(Problem::forbidden(message));
    }
    request.extensions_mut().insert(Some(caller));
    Ok(next.run(request).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_this_machine_are_known() {
        for (host, own) in [
            ("localhost:7700", true),
            ("LOCALHOST", true),
            ("127.0.0.1:1", true),
            ("[::1]:7700", true),
            ("evil.example:7700", false),
            ("127.0.0.1.evil.example", false),
            ("", false),
        ] {
            assert_eq!(is_loopback_name(host), own, "{host}");
        }
    }

    #[test]
    fn pages_of_elsewhere_change_nothing() {
        let headers = |pairs: &[(&'static str, &'static str)]| {
            pairs.iter().map(|(n, v)| (n.parse().expect("a name"), v.parse().expect("a value"))).collect::<HeaderMap>()
        };
        let host = ("host", "localhost:7700");
        let may = |pairs: &[(&'static str, &'static str)]| same_origin(&Method::POST, &headers(pairs)).is_ok();
        assert!(may(&[host]), "a program");
        assert!(may(&[host, ("origin", "http://localhost:7700")]));
        assert!(!may(&[host, ("origin", "http://localhost:7701")]));
        assert!(!may(&[host, ("origin", "null")]));
        assert!(!may(&[host, ("sec-fetch-site", "cross-site")]));
        assert!(same_origin(&Method::GET, &headers(&[host, ("origin", "http://evil")])).is_ok());
    }

    #[test]
    fn each_address_asks_for_a_right() {
        let act = |method: Method, path: &str| act(&method, &path.parse().expect("an address"));
        assert_eq!(act(Method::GET, "/api/v1/jobs"), Act::Look);
        assert_eq!(act(Method::POST, "/api/v1/jobs"), Act::Work);
        assert_eq!(act(Method::POST, "/api/v1/check-job"), Act::Look);
        assert_eq!(act(Method::DELETE, "/api/v1/endpoints/check"), Act::Remove);
        assert_eq!(act(Method::DELETE, "/api/v1/endpoints/invocations"), Act::Remove);
        assert_eq!(act(Method::POST, "/api/v1/jobs/try/stop"), Act::Work);
        assert_eq!(act(Method::POST, "/api/v1/endpoints/x/invocations"), Act::Look);
        assert_eq!(act(Method::DELETE, "/api/v1/endpoints/x"), Act::Remove);
        assert_eq!(act(Method::GET, "/api/v1/keys"), Act::Manage);
        assert_eq!(act(Method::POST, "/api/v1/jobs/check/stop"), Act::Work, "a job may be called `check`");
    }
}
