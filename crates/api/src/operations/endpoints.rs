//! Models and endpoints.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json_;
use tunesmith_hosting::{Change, EndpointView, Hosting, Invocation, InvokeError, Model};
use utoipa::ToSchema;

use super::control::Done;
use crate::parts::Deployment;
use crate::problem::{Answer, Problem};
use crate::server::Shared;

/// Most processes that a page asks for.
const PROCESSES: u32 = 64;

/// A model.
#[derive(Serialize, ToSchema)]
pub(crate) struct ModelInfo {
    name: String,
    created_ms: i64,
    /// What serves it.
    image: String,
    /// Where it is.
    data: Option<String>,
}

/// A minute of a variant.
#[derive(Serialize, ToSchema)]
pub(crate) struct MinuteInfo {
    at_ms: i64,
    invocations: u64,
    errors_4xx: u64,
    errors_5xx: u64,
    /// Mean of the model's time.
    latency_ms: Option<f64>,
    slowest_ms: f64,
}

/// A variant of an endpoint.
#[derive(Serialize, ToSchema)]
pub(crate) struct VariantInfo {
    name: String,
    model: String,
    weight: f64,
    /// Its share of the requests.
    share: f64,
    /// Processes that are wanted, and that answer.
    count: u32,
    ready: u32,
    in_flight: usize,
    invocations: u64,
    errors_4xx: u64,
    errors_5xx: u64,
    latency_ms: Option<f64>,
    /// The latest minutes with requests.
    minutes: Vec<MinuteInfo>,
}

/// An endpoint.
#[derive(Serialize, ToSchema)]
pub(crate) struct EndpointInfo {
    name: String,
    /// `Creating`, `InService`, `Updating`, `RollingBack`, `Deleting`, `Failed`.
    status: &'static str,
    /// Why it is not what it was to be.
    failure: Option<String>,
    created_ms: i64,
    updated_ms: i64,
    variants: Vec<VariantInfo>,
}

fn hosting(shared: &Shared) -> Result<&Hosting, Problem> {
    let hosting = shared.parts.hosting.as_deref();
    hosting.ok_or_else(|| Problem::conflict("endpoints are here when a server runs: tunesmith serve"))
}

/// The image and the data of a model, as its request has them.
fn made_of(model: &Model) -> (String, Option<String>) {
    let request: Json_ = serde_json::from_str(&model.asked).unwrap_or_default();
    let container = match &request["PrimaryContainer"] {
        Json_::Null => &request["Containers"][0],
        one => one,
    };
    let text = |name: &str| container[name].as_str().map(str::to_owned);
    (text("Image").unwrap_or_default(), text("ModelDataUrl"))
}

fn told(view: &EndpointView) -> EndpointInfo {
    /// Minutes that a page shows: three hours.
    const MINUTES: usize = 180;
    let deployment = view.endpoint.deployment();
    let all: f64 = view.variants.iter().map(|v| v.weight).sum();
    let mean = |sum_us: u64, n: u64| (n > 0).then(|| sum_us as f64 / n as f64 / 1000.0);
    let variant = |v: &tunesmith_hosting::VariantView| {
        let spec = deployment.and_then(|d| d.variants.iter().find(|s| s.spec.name == v.name));
        let total = &v.counts.total;
        let minutes = &v.counts.minutes[v.counts.minutes.len().saturating_sub(MINUTES)..];
        VariantInfo {
            name: v.name.clone(),
            model: spec.map(|s| s.spec.model.clone()).unwrap_or_default(),
            weight: v.weight,
            share: if all > 0.0 { v.weight / all } else { 0.0 },
            count: spec.map_or(0, |s| s.spec.count),
            ready: v.ready,
            in_flight: v.in_flight,
            invocations: total.invocations,
            errors_4xx: total.errors_4xx,
            errors_5xx: total.errors_5xx,
            latency_ms: mean(total.latency_us, total.answers),
            minutes: minutes
                .iter()
                .map(|m| MinuteInfo {
                    at_ms: m.at_ms,
                    invocations: m.invocations,
                    errors_4xx: m.errors_4xx,
                    errors_5xx: m.errors_5xx,
                    latency_ms: mean(m.latency_us, m.answers),
                    slowest_ms: m.most_us as f64 / 1000.0,
                })
                .collect(),
        }
    };
    EndpointInfo {
        name: view.endpoint.name.clone(),
        status: view.endpoint.status.name(),
        failure: view.endpoint.failure.clone(),
        created_ms: view.endpoint.created_ms,
        updated_ms: view.endpoint.updated_ms,
        variants: view.variants.iter().map(variant).collect(),
    }
}

/// All models, the latest first.
#[utoipa::path(get, path = "/api/v1/models", tag = "endpoints", responses((status = 200, body = Vec<ModelInfo>)))]
pub(crate) async fn models(State(shared): State<Shared>) -> Answer<Vec<ModelInfo>> {
    let mut models = match &shared.parts.hosting {
        Some(hosting) => hosting.models().await?,
        None => Vec::new(),
    };
    models.sort_by_key(|m| -m.created_ms);
    let info = |m: &Model| {
        let (image, data) = made_of(m);
        ModelInfo { name: m.name.clone(), created_ms: m.created_ms, image, data }
    };
    Ok(Json(models.iter().map(info).collect()))
}

/// All endpoints.
#[utoipa::path(get, path = "/api/v1/endpoints", tag = "endpoints", responses((status = 200, body = Vec<EndpointInfo>)))]
pub(crate) async fn list(State(shared): State<Shared>) -> Answer<Vec<EndpointInfo>> {
    let mut views = shared.parts.hosting.as_ref().map(|h| h.views()).unwrap_or_default();
    views.sort_by(|a, b| a.endpoint.name.cmp(&b.endpoint.name));
    Ok(Json(views.iter().map(told).collect()))
}

/// One endpoint.
#[utoipa::path(get, path = "/api/v1/endpoints/{endpoint}", tag = "endpoints", params(("endpoint" = String, Path)),
    responses((status = 200, body = EndpointInfo), (status = 404, body = Problem)))]
pub(crate) async fn show(State(shared): State<Shared>, Path(name): Path<String>) -> Answer<EndpointInfo> {
    Ok(Json(told(&hosting(&shared)?.view(&name)?)))
}

/// What is to be deployed.
#[derive(Deserialize, ToSchema)]
pub(crate) struct DeployRequest {
    job: String,
    trial: u64,
    /// Name of the endpoint; the job's where none is said. One that is there gets the new model without losing a request.
    name: Option<String>,
    /// Processes that answer.
    count: Option<u32>,
    /// A command that serves the model on `{port}`; our own server where none is said.
    command: Option<String>,
    /// File with handlers for our own server.
    handlers: Option<String>,
}

/// An endpoint that is being made.
#[derive(Serialize, ToSchema)]
pub(crate) struct Deploying {
    endpoint: String,
}

/// Puts a trial's model behind an endpoint; it answers once it is in service.
#[utoipa::path(post, path = "/api/v1/endpoints", tag = "endpoints", request_body = DeployRequest,
    responses((status = 200, body = Deploying), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn deploy(State(shared): State<Shared>, Json(wanted): Json<DeployRequest>) -> Answer<Deploying> {
    let Some(deployer) = &shared.parts.deployer else {
        return Err(Problem::conflict("models are deployed when a server runs: tunesmith serve"));
    };
    let job = shared.job(&wanted.job).await?;
    shared.trial(&job, wanted.trial).await?;
    let count = wanted.count.unwrap_or(1);
    if count == 0 || count > PROCESSES {
        return Err(Problem::invalid(format!("an endpoint has 1 to {PROCESSES} processes")));
    }
    let filled = |text: Option<String>| text.filter(|t| !t.trim().is_empty());
    let command = match filled(wanted.command) {
        Some(line) => Some(tunesmith_jobfile::words_of(&line).map_err(Problem::invalid)?),
        None => None,
    };
    let deployment = Deployment {
        job: wanted.job,
        trial: wanted.trial,
        name: filled(wanted.name),
        count,
        command,
        handlers: filled(wanted.handlers).map(Into::into),
    };
    let endpoint = deployer.deploy(deployment).await.map_err(Problem::conflict)?;
    Ok(Json(Deploying { endpoint }))
}

/// Weights of variants.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Weights {
    variants: Vec<VariantWeight>,
}

/// A variant's weight.
#[derive(Deserialize, ToSchema)]
pub(crate) struct VariantWeight {
    name: String,
    weight: Option<f64>,
    count: Option<u32>,
}

/// Shares requests otherwise.
#[utoipa::path(put, path = "/api/v1/endpoints/{endpoint}/weights", tag = "endpoints", params(("endpoint" = String, Path)),
    request_body = Weights,
    responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn weights(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    Json(wanted): Json<Weights>,
) -> Answer<Done> {
    let is_wrong = |v: &VariantWeight| {
        v.weight.is_some_and(|w| !w.is_finite() || w < 0.0) || v.count.is_some_and(|n| n == 0 || n > PROCESSES)
    };
    if wanted.variants.iter().any(is_wrong) {
        return Err(Problem::invalid("weights are 0 or more, and there are 1 to 64 processes"));
    }
    let changes = wanted.variants.into_iter().map(|v| Change { variant: v.name, weight: v.weight, count: v.count });
    hosting(&shared)?.change(&name, changes.collect()).await?;
    Ok(Json(Done { done: true }))
}

/// Takes an endpoint away.
#[utoipa::path(delete, path = "/api/v1/endpoints/{endpoint}", tag = "endpoints", params(("endpoint" = String, Path)),
    responses((status = 200, body = Done), (status = 404, body = Problem), (status = 409, body = Problem)))]
pub(crate) async fn delete(State(shared): State<Shared>, Path(name): Path<String>) -> Answer<Done> {
    hosting(&shared)?.delete(&name).await?;
    Ok(Json(Done { done: true }))
}

/// Asks a model. The body is the model's own matter; so is the answer, whose headers say the variant and the time it took.
#[utoipa::path(post, path = "/api/v1/endpoints/{endpoint}/invocations", tag = "endpoints",
    params(("endpoint" = String, Path)), request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404, body = Problem),
        (status = 502, body = Problem)))]
pub(crate) async fn invoke(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let invocation = Invocation {
        body,
        content_type: headers.get(CONTENT_TYPE).cloned(),
        accept: headers.get(ACCEPT).cloned(),
        custom_attributes: None,
        variant: headers.get("x-tunesmith-variant").and_then(|v| v.to_str().ok()).map(str::to_owned),
    };
    let begun = shared.parts.clock.now_ms();
    let answered = hosting(&shared)?.invoke(&name, &invocation).await;
    let took = shared.parts.clock.now_ms() - begun;
    match answered {
        Ok(answer) => {
            // Shown as text by the page, whatever the model says that it is.
            let kind = answer.content_type.unwrap_or(HeaderValue::from_static("application/octet-stream"));
            let head = [(CONTENT_TYPE, kind)];
            let told = [("x-tunesmith-variant", answer.variant), ("x-tunesmith-took-ms", took.to_string())];
            let sandbox = [("content-disposition", "attachment")];
            Ok((head, told, sandbox, answer.body).into_response())
        }
        Err(error) => Err(match &error {
            InvokeError::Absent(_) | InvokeError::NoVariant { .. } => Problem::absent(error.to_string()),
            InvokeError::TooLarge { .. } => Problem::invalid(error.to_string()),
            InvokeError::Model { .. } => Problem::model(error.to_string()),
            _ => Problem::unavailable(error.to_string()),
        }),
    }
}

impl Problem {
    fn model(message: String) -> Self {
        Self::with(StatusCode::BAD_GATEWAY, "model", message)
    }
}
