//! What can be asked. An operation is a function that says its own part of the document; it is entered here.

mod charts;
mod config;
mod control;
mod create;
mod endpoints;
mod events;
mod job;
mod jobs;
mod keys;
mod log;
mod metrics;
mod session;
mod settings;
mod trial;
pub(crate) mod trials;

use axum::Json;
use axum::response::IntoResponse;
use tunesmith_store::{Charts as _, JobRow, TrialRow, Views as _};
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::problem::Problem;
use crate::server::{Inner, Shared};

#[derive(utoipa::OpenApi)]
#[openapi(info(
    title = "Tunesmith",
    description = "Tuning jobs, their trials, models and endpoints. Programs show a key by `Authorization: Basic` \
                   (`curl -u ACCESS_KEY_ID:SECRET_ACCESS_KEY`); browsers get a session. Times are milliseconds since the epoch, \
                   durations milliseconds. Every refusal is a `Problem`.",
    license(name = "Apache-2.0")
))]
struct Document;

/// All operations.
pub(crate) fn router() -> OpenApiRouter<Shared> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(session::show, session::sign_in, session::sign_out))
        .routes(routes!(jobs::list, create::create))
        .routes(routes!(create::check))
        .routes(routes!(job::show, control::archive))
        .routes(routes!(config::config))
        .routes(routes!(control::tag))
        .routes(routes!(control::stop))
        .routes(routes!(control::extend))
        .routes(routes!(events::of_jobs))
        .routes(routes!(events::of_job))
        .routes(routes!(trials::list))
        .routes(routes!(trials::failures))
        .routes(routes!(trials::export))
        .routes(routes!(charts::progress))
        .routes(routes!(charts::curves))
        .routes(routes!(charts::parallel))
        .routes(routes!(charts::proposals))
        .routes(routes!(charts::timeline))
        .routes(routes!(charts::insight))
        .routes(routes!(trial::show))
        .routes(routes!(trial::stop))
        .routes(routes!(trial::series))
        .routes(routes!(log::read))
        .routes(routes!(trial::file))
        .routes(routes!(metrics::list))
        .routes(routes!(metrics::data))
        .routes(routes!(metrics::try_patterns))
        .routes(routes!(endpoints::models))
        .routes(routes!(endpoints::list, endpoints::deploy))
        .routes(routes!(endpoints::show, endpoints::delete))
        .routes(routes!(endpoints::weights))
        .routes(routes!(endpoints::invoke))
        .routes(routes!(keys::list, keys::add))
        .routes(routes!(keys::remove))
        .routes(routes!(settings::show))
        .route("/api/v1/openapi.json", axum::routing::get(document))
}

/// The document of the interface.
pub fn openapi() -> OpenApi {
    let mut document = router().into_openapi();
    // Functions are named within their modules, operations within all of them.
    for path in document.paths.paths.values_mut() {
        let operations = [&mut path.get, &mut path.put, &mut path.post, &mut path.delete];
        for operation in operations.into_iter().flatten() {
            let of = operation.tags.as_ref().and_then(|tags| tags.first()).map_or("", String::as_str);
            operation.operation_id = operation.operation_id.take().map(|id| format!("{of}_{id}"));
        }
    }
    document
}

async fn document() -> impl IntoResponse {
    Json(openapi())
}

impl Inner {
    /// The job of this name, if it is in sight.
    pub(crate) async fn job(&self, name: &str) -> Result<JobRow, Problem> {
        let found = self.parts.store.shown(name).await?;
        found.ok_or_else(|| Problem::absent(format!("there is no job `{name}`")))
    }

    /// A trial of a job.
    pub(crate) async fn trial(&self, job: &JobRow, number: u64) -> Result<TrialRow, Problem> {
        let found = self.parts.store.trial(job.id, number).await?;
        found.ok_or_else(|| Problem::absent(format!("`{}` has no trial {number}", job.spec.name)))
    }
}
