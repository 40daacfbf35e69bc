//! Who may do what.

use axum::extract::{Path, State};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use tunesmith_access::Role;
use utoipa::ToSchema;

use super::control::Done;
use crate::guard::Caller;
use crate::problem::{Answer, Problem};
use crate::server::Shared;

/// A key without its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeyInfo {
    name: String,
    /// `admin`, `submit`, `read-only`.
    role: String,
    access_key_id: String,
}

/// A new key with its secret, which is shown this once.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewKey {
    name: String,
    access_key_id: String,
    secret_access_key: String,
}

/// A key that is wanted.
#[derive(Deserialize, ToSchema)]
pub(crate) struct WantedKey {
    name: String,
    /// `admin`, `submit`, `read-only`.
    role: String,
}

/// All keys, without their secrets.
#[utoipa::path(get, path = "/api/v1/keys", tag = "settings", responses((status = 200, body = Vec<KeyInfo>)))]
pub(crate) async fn list(State(shared): State<Shared>) -> Answer<Vec<KeyInfo>> {
    let keys = shared.parts.keys.current();
    let info = |k: &tunesmith_access::Key| KeyInfo {
        name: k.name.clone(),
        role: k.role.to_string(),
        access_key_id: k.access_key_id.clone(),
    };
    Ok(Json(keys.keys.iter().map(info).collect()))
}

/// Makes a key.
#[utoipa::path(post, path = "/api/v1/keys", tag = "settings", request_body = WantedKey,
    responses((status = 200, body = NewKey), (status = 400, body = Problem)))]
pub(crate) async fn add(State(shared): State<Shared>, Json(wanted): Json<WantedKey>) -> Answer<NewKey> {
    let role = [Role::Admin, Role::Submit, Role::ReadOnly].into_iter().find(|r| r.to_string() == wanted.role);
    let role = role.ok_or_else(|| Problem::invalid("a role is admin, submit or read-only"))?;
    let made = shared.parts.keys.change(|keys| keys.add(&wanted.name, role).cloned());
    let key = made.map_err(|e| Problem::invalid(e.to_string()))?;
    Ok(Json(NewKey { name: key.name, access_key_id: key.access_key_id, secret_access_key: key.secret_access_key }))
}

/// Takes a key away, and its sessions with it.
#[utoipa::path(delete, path = "/api/v1/keys/{key}", tag = "settings", params(("key" = String, Path)),
    responses((status = 200, body = Done), (status = 400, body = Problem)))]
pub(crate) async fn remove(
    State(shared): State<Shared>,
    Extension(caller): Extension<Option<Caller>>,
    Path(name): Path<String>,
) -> Answer<Done> {
    if caller.is_some_and(|c| c.name == name) {
        return Err(Problem::invalid("this is the key that you are signed in with; use another to take it away"));
    }
    shared.parts.keys.change(|keys| keys.remove(&name)).map_err(|e| Problem::invalid(e.to_string()))?;
    Ok(Json(Done { done: true }))
}
