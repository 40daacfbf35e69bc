//! STS: who am I.

use serde_json::{Value, json};

use super::not_answered;
use crate::server::Context;
use crate::wire::{ApiError, seconds};

/// Seconds for which temporary credentials are said to hold.
const HOLDS_S: i64 = 3600;

pub(crate) fn answer(cx: &Context, operation: &'static str, input: &Value) -> Result<Value, ApiError> {
    match operation {
        "GetCallerIdentity" => Ok(caller_identity(cx)),
        "AssumeRole" => Ok(assume_role(cx, input)),
        "GetSessionToken" => Ok(json!({"Credentials": credentials(cx)})),
        _ => Err(not_answered(operation)),
    }
}

/// An assumed role, as on an instance or in a notebook: the SDK's `get_execution_role()` asks IAM for its name.
fn caller_identity(cx: &Context) -> Value {
    let (account, name) = (&cx.parts.account, &cx.caller.key.name);
    json!({
        "UserId": role_id(cx, name),
        "Account": account,
        "Arn": format!("arn:aws:sts::{account}:assumed-role/{}/{name}", super::iam::ROLE),
    })
}

fn assume_role(cx: &Context, input: &Value) -> Value {
    let role = input["RoleArn"].as_str().unwrap_or_default();
    let session = input["RoleSessionName"].as_str().unwrap_or_default();
    let name = role.rsplit('/').next().unwrap_or(role);
    json!({
        "Credentials": credentials(cx),
        "AssumedRoleUser": {
            "AssumedRoleId": role_id(cx, session),
            "Arn": format!("arn:aws:sts::{}:assumed-role/{name}/{session}", cx.parts.account),
        },
    })
}

/// The id of the caller's role in a session: made of the key's own.
fn role_id(cx: &Context, session: &str) -> String {
    let key = &cx.caller.key.access_key_id;
    format!("AROA{}:{session}", key.strip_prefix("AKIA").unwrap_or(key))
}

/// The caller's own key: roles of AWS have no meaning here, the key's role has.
fn credentials(cx: &Context) -> Value {
    json!({
        "AccessKeyId": cx.caller.key.access_key_id,
        "SecretAccessKey": cx.caller.key.secret_access_key,
        "SessionToken": "tunesmith",
        "Expiration": seconds(cx.now_ms) + HOLDS_S as f64,
    })
}
