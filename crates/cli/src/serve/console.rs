//! The console and the interface that it speaks, over what this process has.

use std::net::SocketAddr;
use std::sync::Arc;

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::sync::watch;
use tunesmith_access::{Key, LiveKeys, Purpose, Role, Ticket};
use tunesmith_api::{Api, Deployer, Deployment, Doing, Orders, Parts, Settings, SignIn};
use tunesmith_controller::{Clock, Notice, SystemClock};
use tunesmith_hosting::Hosting;
use tunesmith_store::{DataDir, SqlStore};

use super::{KEYS_FILE, ServerOptions};
use crate::failure::Failure;
use crate::job::preflight;
use crate::verbs::deploy_trial;

/// How long a link can be used to sign in.
const LINK_MS: i64 = 10 * 60 * 1000;

/// What a console shows.
pub(crate) struct Console {
    pub(crate) store: Arc<SqlStore>,
    pub(crate) data: DataDir,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) keys: Arc<LiveKeys>,
    pub(crate) sign_in: SignIn,
    pub(crate) orders: Orders,
    /// Changes with each step of the controller, where it is in this process.
    pub(crate) changes: Option<watch::Receiver<u64>>,
}

impl Console {
    pub(crate) async fn open(
        self,
        hosting: Option<(Arc<Hosting>, Arc<dyn Deployer>)>,
        settings: Settings,
    ) -> Result<Api, Failure> {
        let (hosting, deployer) = hosting.unzip();
        let parts = Parts {
            store: self.store,
            data: self.data,
            clock: self.clock,
            keys: self.keys,
            sign_in: self.sign_in,
            orders: self.orders,
            hosting,
            deployer,
            preflight: |valid| preflight(valid).map(drop).map_err(|report| report.to_string()),
            folder: std::env::current_dir()?,
            settings,
        };
        Ok(Api::open(parts, self.changes).await?)
    }
}

/// Something that changes with each step that a controller tells of.
pub(crate) fn changes(mut told: UnboundedReceiver<Notice>) -> watch::Receiver<u64> {
    let (sender, changes) = watch::channel(0);
    tokio::spawn(async move {
        while told.recv().await.is_some() {
            sender.send_modify(|n| *n += 1);
        }
    });
    changes
}

/// What the settings page tells of a server.
pub(super) fn settings(address: SocketAddr, options: &ServerOptions) -> Settings {
    let config = &options.config;
    let images = config.images();
    let mut rules: Vec<(String, String)> =
        images.rules.iter().map(|r| (r.image.clone(), r.runtime.name().to_owned())).collect();
    rules.push(("all others that run scripts".to_owned(), format!("script, with {}", images.python)));
    let quotas = config.quotas(options.quotas).named();
    let outside = config.buckets().unwrap_or_default();
    let mut buckets: Vec<(String, String)> =
        outside.named.iter().map(|b| (b.name.clone(), b.place().to_owned())).collect();
    buckets.extend(outside.rest.iter().map(|rest| ("all others".to_owned(), rest.place().to_owned())));
    let told = |n: u64| if n == u64::MAX { "no limit".to_owned() } else { n.to_string() };
    Settings {
        address: Some(address),
        slots: Some(options.slots),
        account: Some(config.account()),
        images: rules,
        quotas: quotas.into_iter().map(|(name, n)| (name.to_owned(), told(n))).collect(),
        buckets,
    }
}

/// The address of a job's page, or of all jobs; with a link to sign in by where that is needed.
pub(crate) fn page(data: &DataDir, url: &str, job: &str) -> String {
    let is_loopback = ["http://127.", "http://[::1]"].iter().any(|own| url.starts_with(own));
    let place = if job.is_empty() { format!("{url}/console/") } else { format!("{url}/console/jobs/{job}") };
    if is_loopback { place } else { link(data, url).unwrap_or(place) }
}

/// The console's address with a link to sign in by, which is good for ten minutes.
pub(crate) fn link(data: &DataDir, url: &str) -> Option<String> {
    let keys = LiveKeys::open(&data.root().join(KEYS_FILE)).ok()?.current();
    // Whoever can read the file may do everything.
    let key: &Key = keys.keys.iter().find(|k| k.role == Role::Admin)?;
    // After a `#`: it is sent nowhere by itself, and stands in no log.
    let ticket = Ticket::issue(key, Purpose::SignIn, SystemClock.now_ms() + LINK_MS).ok()?;
    Some(format!("{url}/console/#ticket={ticket}"))
}

/// Deploys by way of the server's own face to clients of AWS, as the command does.
pub(super) struct ServerDeployer {
    data: DataDir,
}

impl ServerDeployer {
    pub(super) fn of(data: &DataDir) -> Arc<dyn Deployer> {
        Arc::new(Self { data: data.clone() })
    }
}

impl Deployer for ServerDeployer {
    fn deploy(&self, wanted: Deployment) -> Doing<String> {
        let data = self.data.clone();
        Box::pin(async move {
            let done = deploy_trial(&data, wanted).await;
            done.map_err(|Failure(report)| report.to_string())
        })
    }
}
