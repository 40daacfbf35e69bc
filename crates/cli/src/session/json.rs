//! One JSON object an event, for scripts.

use serde_json::{Value, json};
use tunesmith_controller::Notice;

use crate::output;

/// Writes what a notice tells.
pub(crate) fn notice(notice: &Notice) {
    match notice {
        Notice::Committed(commit) => {
            let name = &commit.job.spec.name;
            for recorded in &commit.events {
                let mut line = json!({"job": name, "seq": recorded.seq, "at_ms": recorded.at_ms});
                let event = serde_json::to_value(&recorded.event).unwrap_or(Value::Null);
                if let (Some(line), Value::Object(event)) = (line.as_object_mut(), event) {
                    line.extend(event);
                }
                output::line(&line.to_string());
            }
            for row in &commit.points {
                let metric = commit.job.spec.metrics.get(row.point.metric).map(|m| &m.name);
                let point = json!({
                    "job": name, "kind": "metric", "at_ms": row.point.at_ms, "trial": row.trial, "attempt": row.attempt,
                    "metric": metric, "step": row.point.step, "line": row.point.line, "value": row.point.value,
                });
                output::line(&point.to_string());
            }
        }
        Notice::Prepared { took_ms, .. } => {
            output::line(&json!({"kind": "setup-done", "took_ms": took_ms}).to_string());
        }
        Notice::SetupFailed { reason, .. } => {
            output::line(&json!({"kind": "setup-failed", "reason": reason}).to_string());
        }
        Notice::Placed { trial, note, waits, .. } => {
            output::line(&json!({"kind": "placed", "trial": trial, "note": note, "waits": waits}).to_string());
        }
        Notice::StoreAway { reason } => output::line(&json!({"kind": "store-away", "reason": reason}).to_string()),
        Notice::StoreBack => output::line(&json!({"kind": "store-back"}).to_string()),
        Notice::TakenOver { reason, .. } => output::line(&json!({"kind": "taken-over", "reason": reason}).to_string()),
        Notice::Refused { reason, .. } => output::line(&json!({"kind": "refused", "reason": reason}).to_string()),
    }
}
