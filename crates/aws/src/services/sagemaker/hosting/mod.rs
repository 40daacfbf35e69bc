//! Models, configurations of endpoints, endpoints.

pub(super) mod config;
pub(super) mod endpoint;
pub(super) mod model;
pub(crate) mod trained;

use std::cmp::Ordering;

use serde_json::Value;
use tunesmith_hosting::HostingError;

use super::request::Kept;
use crate::server::Context;
use crate::services::pages::{Filters, Page, is_descending, milliseconds, with_token};
use crate::wire::ApiError;

impl From<HostingError> for ApiError {
    fn from(error: HostingError) -> Self {
        match error {
            // Clients tell cases apart by these words.
            HostingError::Absent { kind, name } => Self::validation(format!("Could not find {kind} \"{name}\".")),
            HostingError::Exists { kind, name } => {
                Self::validation(format!("Cannot create already existing {kind} \"{name}\"."))
            }
            HostingError::Busy { .. } | HostingError::NoVariant { .. } | HostingError::Weightless(_) => {
                Self::validation(error.to_string())
            }
            HostingError::TooMany { .. } => Self::limit(error.to_string()),
            HostingError::Store(error) => error.into(),
        }
    }
}

/// A request as text, to be kept.
fn asked(cx: &Context, request: Value) -> String {
    let kept = Kept { region: cx.caller.region.clone(), request, parents: Vec::new() };
    serde_json::to_string(&kept).unwrap_or_default()
}

/// A request as it was kept.
fn kept(cx: &Context, text: &str) -> Kept {
    serde_json::from_str(text).unwrap_or_else(|_| Kept {
        region: cx.caller.region.clone(),
        request: Value::Null,
        parents: Vec::new(),
    })
}

/// What a list is ordered and narrowed by.
struct Listed {
    name: String,
    status: &'static str,
    created_ms: i64,
    updated_ms: i64,
    summary: Value,
}

/// A page of a list: narrowed down, in order, cut.
fn listed(
    mut all: Vec<Listed>,
    filters: Filters,
    sort_by: Option<&str>,
    status: Option<&str>,
    page: Page,
    member: &str,
) -> Value {
    let descending = is_descending(filters.sort_order.as_deref());
    let within = |at: i64, [after, before]: [Option<f64>; 2]| {
        milliseconds(after).is_none_or(|a| at >= a) && milliseconds(before).is_none_or(|b| at <= b)
    };
    let part = filters.name_contains.map(|part| part.to_lowercase());
    all.retain(|one| {
        part.as_ref().is_none_or(|part| one.name.to_lowercase().contains(part))
            && within(one.created_ms, filters.created)
            && within(one.updated_ms, filters.modified)
            && status.is_none_or(|s| s == one.status)
    });
    let order = |a: &Listed, b: &Listed| -> Ordering {
        match sort_by {
            Some("Name") => a.name.cmp(&b.name),
            Some("Status") => a.status.cmp(b.status),
            _ => a.created_ms.cmp(&b.created_ms),
        }
        .then_with(|| a.name.cmp(&b.name))
    };
    all.sort_by(|a, b| if descending { order(b, a) } else { order(a, b) });
    let (rows, next) = page.slice(all);
    let rows: Vec<Value> = rows.into_iter().map(|one| one.summary).collect();
    with_token(serde_json::json!({ member: rows }), "NextToken", next)
}
