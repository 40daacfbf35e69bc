//! IAM: roles are accepted by any name, and may do everything that the caller's key may.

use serde_json::{Value, json};

use super::not_answered;
use crate::server::Context;
use crate::wire::{ApiError, percent_encode};

/// Name of the role that callers are said to have.
pub(super) const ROLE: &str = "TunesmithRole";

/// Who may take a role: what SageMaker's clients look for.
const TRUST: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"sagemaker.amazonaws.com"},"Action":"sts:AssumeRole"}]}"#;

pub(crate) fn answer(cx: &Context, operation: &'static str, input: &Value) -> Result<Value, ApiError> {
    match operation {
        "GetRole" => Ok(json!({"Role": role(cx, input["RoleName"].as_str().unwrap_or_default())})),
        "ListRoles" => Ok(json!({"Roles": [role(cx, ROLE)], "IsTruncated": false})),
        "SimulatePrincipalPolicy" => Ok(simulate(input)),
        _ => Err(not_answered(operation)),
    }
}

fn role(cx: &Context, name: &str) -> Value {
    json!({
        "Path": "/",
        "RoleName": name,
        "RoleId": "AROATUNESMITHROLE0000",
        "Arn": format!("arn:aws:iam::{}:role/{name}", cx.parts.account),
        "CreateDate": 0.0,
        "AssumeRolePolicyDocument": percent_encode(TRUST, false),
        "MaxSessionDuration": 3600,
    })
}

fn simulate(input: &Value) -> Value {
    let actions = input["ActionNames"].as_array().cloned().unwrap_or_default();
    let results: Vec<Value> = actions
        .into_iter()
        .map(|action| json!({"EvalActionName": action, "EvalResourceName": "*", "EvalDecision": "allowed"}))
        .collect();
    json!({"EvaluationResults": results, "IsTruncated": false})
}
