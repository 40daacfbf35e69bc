//! Signing in and out.

use std::time::Duration;

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use tunesmith_access::{Act, Key, Purpose, Ticket};
use tunesmith_store::Catalogue as _;
use utoipa::ToSchema;

use crate::guard::{Caller, cookie_name, is_open};
use crate::parts::Orders;
use crate::problem::{Answer, Problem};
use crate::server::{ENDED, Shared, Via};

/// How long a session lasts.
const SESSION: Duration = Duration::from_hours(7 * 24);
/// How long an answer to a wrong key takes: guessing is slow.
const WRONG: Duration = Duration::from_millis(500);

/// Whoever asks, and what they may do.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each is a right or a fact of its own, told to a page")]
pub(crate) struct Session {
    /// Whether anything else is answered.
    signed_in: bool,
    /// Name of the key.
    name: Option<String>,
    /// Its role.
    role: Option<String>,
    /// May make and change jobs and endpoints.
    may_work: bool,
    /// May take things away.
    may_remove: bool,
    /// May say who may do what.
    may_manage: bool,
    /// Whether there is a session that can be ended.
    can_sign_out: bool,
    /// Whether jobs can be made here: a server runs.
    runs_jobs: bool,
    /// Whether there are endpoints here.
    serves_models: bool,
    /// Version of Tunesmith.
    version: &'static str,
}

/// A key, or the ticket of a link.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SignIn {
    /// Public half of a key.
    access_key_id: Option<String>,
    /// Secret half of a key.
    secret_access_key: Option<String>,
    /// Ticket of a sign-in link.
    ticket: Option<String>,
}

fn told(shared: &Shared, caller: Option<&Caller>) -> Session {
    let may = |act| caller.is_some_and(|c| c.role.may(act));
    Session {
        signed_in: caller.is_some(),
        name: caller.map(|c| c.name.clone()),
        role: caller.map(|c| c.role.to_string()),
        may_work: may(Act::Work),
        may_remove: may(Act::Remove),
        may_manage: may(Act::Manage),
        can_sign_out: caller.is_some_and(|c| c.session.is_some()),
        runs_jobs: matches!(shared.parts.orders, Orders::Server(_)),
        serves_models: shared.parts.hosting.is_some(),
        version: env!("CARGO_PKG_VERSION"),
    }
}

/// Who am I?
#[utoipa::path(get, path = "/api/v1/session", tag = "session", responses((status = 200, body = Session)))]
pub(crate) async fn show(
    State(shared): State<Shared>,
    Extension(caller): Extension<Option<Caller>>,
) -> Answer<Session> {
    Ok(Json(told(&shared, caller.as_ref())))
}

/// Signs in; sets the session's cookie.
#[utoipa::path(post, path = "/api/v1/session", tag = "session", request_body = SignIn,
    responses((status = 200, body = Session), (status = 401, body = Problem)))]
pub(crate) async fn sign_in(
    State(shared): State<Shared>,
    headers: HeaderMap,
    Json(shown): Json<SignIn>,
) -> Result<Response, Problem> {
    let now = shared.parts.clock.now_ms();
    let keys = shared.parts.keys.current();
    let key: Option<Key> = match (&shown.ticket, &shown.access_key_id, &shown.secret_access_key) {
        (Some(ticket), ..) => Ticket::accept(&keys, Purpose::SignIn, ticket.trim(), now).map(|(key, _)| key.clone()),
        (None, Some(id), Some(secret)) => keys.with_secret(id.trim(), secret.trim()).cloned(),
        _ => return Err(Problem::invalid("a sign-in takes access_key_id and secret_access_key, or a ticket")),
    };
    let Some(key) = key else {
        tokio::time::sleep(WRONG).await;
        return Err(Problem::sign_in(if shown.ticket.is_some() {
            "this link is over; `tunesmith console` prints a new one"
        } else {
            "there is no such key; `tunesmith key list` and `tunesmith env` show those of this server"
        }));
    };
    let expires_ms = now + SESSION.as_millis() as i64;
    let cookie = Ticket::issue(&key, Purpose::Session, expires_ms).map_err(|e| Problem::internal(e.to_string()))?;
    let (_, ticket) = Ticket::accept(&keys, Purpose::Session, &cookie, now)
        .ok_or_else(|| Problem::internal("a session could not be made"))?;
    let caller = Caller { name: key.name, role: key.role, session: Some(ticket) };
    let cookie = cookie_line(&headers, &cookie, SESSION.as_secs());
    Ok(([(SET_COOKIE, cookie)], Json(told(&shared, Some(&caller)))).into_response())
}

/// Ends the session.
#[utoipa::path(delete, path = "/api/v1/session", tag = "session", responses((status = 200, body = Session)))]
pub(crate) async fn sign_out(
    State(shared): State<Shared>,
    Extension(caller): Extension<Option<Caller>>,
    Extension(via): Extension<Via>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if let Some(session) = caller.as_ref().and_then(|c| c.session.as_ref()) {
        let entry = format!("{} {}", session.id, session.expires_ms);
        shared.parts.store.keep(ENDED, &session.id, shared.parts.clock.now_ms(), Some(&entry)).await?;
        shared.ended.add(&session.id);
    }
    // Where nobody needs to sign in, one is still there.
    let left = is_open(&shared, &headers, via).then(|| Caller {
        name: "local".to_owned(),
        role: tunesmith_access::Role::Admin,
        session: None,
    });
    let gone = cookie_line(&headers, "", 0);
    Ok((StatusCode::OK, [(SET_COOKIE, gone)], Json(told(&shared, left.as_ref()))).into_response())
}

/// A cookie that scripts cannot read and other sites' pages do not send.
fn cookie_line(headers: &HeaderMap, value: &str, seconds: u64) -> String {
    // Behind a proxy that speaks TLS the cookie must not travel without it.
    let secure = headers.get("x-forwarded-proto").is_some_and(|p| p == "https");
    let name = cookie_name(headers);
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Strict{secure}")
}
