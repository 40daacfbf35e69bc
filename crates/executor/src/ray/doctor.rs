//! Whether a Ray cluster takes our jobs.

use reqwest::Method;
use serde_json::Value;

use super::client::Ray;
use super::options::RayOptions;
use crate::doctor::Finding;
use crate::run::Place;

/// Looks at the dashboard, its version, and the nodes that are alive.
pub(crate) async fn examine(place: Place) -> Vec<Finding> {
    let read = RayOptions::read(&place.options).and_then(|options| Ok((options.address(), Ray::of(options)?)));
    let (address, ray) = match read {
        Ok(found) => found,
        Err(reason) => return vec![Finding::bad("the settings", reason)],
    };
    let version = match ray.answer(Method::GET, "/api/version", None).await {
        Ok(text) => text,
        Err((status, trouble)) => {
            let hint = if status == 401 || status == 403 {
                "; headers with a token may be needed: [ray] headers = { Authorization = \"Bearer $TOKEN\" }"
            } else {
                "; the address is that of the dashboard, and the cluster must have it (pip install \"ray[default]\")"
            };
            return vec![Finding::bad("its dashboard", format!("{address}: {}{hint}", trouble.text()))];
        }
    };
    let version: Value = serde_json::from_str(&version).unwrap_or_default();
    let said = version["ray_version"].as_str().unwrap_or("?");
    let mut findings = vec![Finding::good("its dashboard", format!("Ray {said} at {address}"))];
    findings.push(match ray.answer(Method::GET, "/nodes?view=summary", None).await {
        Ok(text) => nodes(&serde_json::from_str(&text).unwrap_or_default()),
        Err((_, trouble)) => Finding::bad("its nodes", trouble.text()),
    });
    findings
}

fn nodes(answer: &Value) -> Finding {
    let nodes = answer["data"]["summary"].as_array().cloned().unwrap_or_default();
    let alive: Vec<&Value> = nodes.iter().filter(|node| node["raylet"]["state"] == "ALIVE").collect();
    let sum = |name: &str| alive.iter().filter_map(|node| node["raylet"]["resourcesTotal"][name].as_f64()).sum::<f64>();
    if alive.is_empty() {
        return Finding::bad("its nodes", "none is alive");
    }
    Finding::good("its nodes", format!("{} alive, {} cores, {} GPUs", alive.len(), sum("CPU"), sum("GPU")))
}
