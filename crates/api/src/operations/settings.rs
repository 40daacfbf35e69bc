//! What the server is set to.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use tunesmith_store::Catalogue as _;
use utoipa::ToSchema;

use super::job::NamedText;
use crate::problem::Answer;
use crate::server::Shared;

/// What the server is set to.
#[derive(Serialize, ToSchema)]
pub(crate) struct SettingsInfo {
    version: &'static str,
    data_directory: String,
    address: Option<String>,
    /// Training jobs at once.
    slots: Option<usize>,
    account: Option<String>,
    /// Images and what runs their jobs.
    images: Vec<NamedText>,
    quotas: Vec<NamedText>,
    /// Buckets that are elsewhere.
    buckets: Vec<NamedText>,
    /// Bytes of the store.
    store_bytes: u64,
    /// The database's address, where it is no file.
    database: Option<String>,
    /// Who shares it: servers and terminals, and how many jobs each runs.
    controllers: Vec<NamedText>,
    /// Jobs and trials by status.
    jobs: Vec<Count>,
    trials: Vec<Count>,
}

/// How many there are.
#[derive(Serialize, ToSchema)]
pub(crate) struct Count {
    status: String,
    count: u64,
}

/// What the server is set to.
#[utoipa::path(get, path = "/api/v1/settings", tag = "settings", responses((status = 200, body = SettingsInfo)))]
pub(crate) async fn show(State(shared): State<Shared>) -> Answer<SettingsInfo> {
    let settings = &shared.parts.settings;
    let named = |pairs: &[(String, String)]| {
        pairs.iter().map(|(name, text)| NamedText { name: name.clone(), text: text.clone() }).collect()
    };
    let all = shared.parts.store.controllers().await?.into_iter();
    let controllers = all.map(|c| {
        let jobs = if c.jobs == 1 { "1 job".to_owned() } else { format!("{} jobs", c.jobs) };
        NamedText { name: c.note, text: c.url.map_or(jobs.clone(), |url| format!("{jobs}, {url}")) }
    });
    let controllers = controllers.collect();
    let totals = shared.parts.store.totals().await?;
    let counts = |all: Vec<(String, u64)>| all.into_iter().map(|(status, count)| Count { status, count }).collect();
    Ok(Json(SettingsInfo {
        version: env!("CARGO_PKG_VERSION"),
        data_directory: shared.parts.data.root().display().to_string(),
        address: settings.address.map(|a| a.to_string()),
        slots: settings.slots,
        account: settings.account.clone(),
        images: named(&settings.images),
        quotas: named(&settings.quotas),
        buckets: named(&settings.buckets),
        store_bytes: shared.parts.store.bytes().await?,
        database: shared.parts.store.server(),
        controllers,
        jobs: counts(totals.jobs),
        trials: counts(totals.trials),
    }))
}
