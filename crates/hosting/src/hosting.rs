//! All endpoints of a server.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tunesmith_executor::{Executor, ExecutorEvent};
use tunesmith_store::{Catalogue, StoreError};

use crate::counts::Counts;
use crate::endpoint::{Keeper, Live, Order};
use crate::fleet::Yard;
use crate::forward::{Client, Invocation, InvokeError, Invoked};
use crate::logs::{ProcessLog, process_logs};
use crate::records::{Change, Deployment, Endpoint, EndpointConfig, Model, Status, Variant};
use crate::runs::Runs;

/// The time, in milliseconds since the epoch.
pub(crate) type Now = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Kinds of documents in the store.
const MODEL: &str = "hosting/model";
const CONFIG: &str = "hosting/endpoint-config";
const ENDPOINT: &str = "hosting/endpoint";

/// How long the processes of all endpoints may take to end when the server does.
const LEAVE: Duration = Duration::from_secs(15);

/// What requests may be.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes of a request.
    pub request_bytes: usize,
    /// Bytes of an answer.
    pub response_bytes: usize,
    /// How long a request may take, waiting included.
    #[serde(rename = "timeout_s", deserialize_with = "seconds")]
    pub patience: Duration,
    /// Requests that one process answers at once.
    pub at_once: usize,
    /// Requests that wait for one variant.
    pub queue: usize,
    /// Processes of all endpoints together: a thousand interpreters would leave a machine to nobody.
    pub processes: u32,
}

fn seconds<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Duration, D::Error> {
    let seconds: f64 = serde::Deserialize::deserialize(from)?;
    Duration::try_from_secs_f64(seconds).map_err(serde::de::Error::custom)
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            request_bytes: 25 << 20,
            response_bytes: 25 << 20,
            patience: Duration::from_mins(1),
            at_once: 128,
            queue: 1000,
            processes: 32,
        }
    }
}

/// What hosting works with.
pub struct Parts {
    /// Where records are.
    pub store: Arc<dyn Catalogue>,
    /// What runs processes; nobody else uses it.
    pub executor: Arc<dyn Executor>,
    /// What it tells.
    pub events: UnboundedReceiver<ExecutorEvent>,
    /// Our own binary.
    pub program: PathBuf,
    /// Where the processes' folders are.
    pub folder: PathBuf,
    /// Where buckets and keys are.
    pub objects: PathBuf,
    /// The time, in milliseconds since the epoch.
    pub now: Arc<dyn Fn() -> i64 + Send + Sync>,
    /// What requests may be.
    pub limits: Limits,
}

/// Why something cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum HostingError {
    /// There is no such thing.
    #[error("There is no {kind} called {name}.")]
    Absent {
        /// What kind.
        kind: &'static str,
        /// Which.
        name: String,
    },
    /// There is one of that name.
    #[error("There is a {kind} called {name} already.")]
    Exists {
        /// What kind.
        kind: &'static str,
        /// Which.
        name: String,
    },
    /// Not as it stands now.
    #[error("Endpoint {name} is in status {}; {wants}", .status.name())]
    Busy {
        /// Which.
        name: String,
        /// How it stands.
        status: Status,
        /// What would have to be.
        wants: &'static str,
    },
    /// More processes than there may be.
    #[error(
        "This would make {wanted} model processes on this machine; at most {most} may be there (processes in the [hosting] part \
         of the server's configuration)."
    )]
    TooMany {
        /// How many there would be.
        wanted: u32,
        /// The limit.
        most: u32,
    },
    /// Nobody would get a request.
    #[error("One variant of {0} at least must keep a weight above zero.")]
    Weightless(String),
    /// It has no such variant.
    #[error("Endpoint {endpoint} has no variant {variant}.")]
    NoVariant {
        /// Which.
        endpoint: String,
        /// What was asked for.
        variant: String,
    },
    /// It could not be recorded.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Status {
    /// As clients know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Creating => "Creating",
            Self::InService => "InService",
            Self::Updating => "Updating",
            Self::RollingBack => "RollingBack",
            Self::Deleting => "Deleting",
            Self::Failed => "Failed",
        }
    }
}

/// An endpoint and what runs of it.
#[derive(Debug, Clone)]
pub struct EndpointView {
    /// Its record.
    pub endpoint: Endpoint,
    /// Its variants as they run.
    pub variants: Vec<VariantView>,
}

/// A variant as it runs.
#[derive(Debug, Clone)]
pub struct VariantView {
    /// Its name.
    pub name: String,
    /// Its weight now.
    pub weight: f64,
    /// Processes that answer.
    pub ready: u32,
    /// Requests that wait or are being answered.
    pub in_flight: usize,
    /// What it was asked.
    pub counts: Counts,
}

/// All endpoints of a server.
pub struct Hosting {
    store: Arc<dyn Catalogue>,
    runs: Arc<Runs>,
    client: Client,
    folder: PathBuf,
    objects: PathBuf,
    now: Now,
    limits: Limits,
    endpoints: Arc<RwLock<HashMap<String, Handle>>>,
}

#[derive(Clone)]
struct Handle {
    live: Arc<Live>,
    orders: UnboundedSender<Order>,
}

/// What one of the servers that share a store does for all: endpoints.
pub const DUTY: &str = "endpoints";

/// Endpoints are kept by whoever has them: one that was taken to be dead must not bring back what is gone.
pub(crate) async fn keep(store: &dyn Catalogue, record: &Endpoint) -> Result<(), StoreError> {
    let body = serde_json::to_string(record).unwrap_or_default();
    store.keep_on_duty(DUTY, ENDPOINT, &record.name.to_lowercase(), record.updated_ms, Some(&body)).await
}

async fn write(
    store: &dyn Catalogue,
    kind: &str,
    name: &str,
    at_ms: i64,
    record: &impl Serialize,
) -> Result<(), StoreError> {
    let body = serde_json::to_string(record).unwrap_or_default();
    store.keep(kind, &name.to_lowercase(), at_ms, Some(&body)).await
}

impl Hosting {
    /// Over its parts, with nothing that runs.
    pub fn new(parts: Parts) -> Arc<Self> {
        Arc::new(Self {
            runs: Runs::new(parts.executor, parts.program, parts.events),
            store: parts.store,
            client: Client::new(),
            folder: parts.folder,
            objects: parts.objects,
            now: parts.now,
            limits: parts.limits,
            endpoints: Arc::default(),
        })
    }

    /// Takes up the endpoints that are recorded: processes that an earlier server left, or new ones.
    pub async fn take_up(&self) -> Result<(), StoreError> {
        for record in self.all::<Endpoint>(ENDPOINT).await? {
            self.enter(record);
        }
        Ok(())
    }

    /// What requests may be.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    async fn all<T: DeserializeOwned>(&self, kind: &str) -> Result<Vec<T>, StoreError> {
        let found = self.store.documents(kind).await?;
        Ok(found.iter().filter_map(|body| serde_json::from_str(body).ok()).collect())
    }

    async fn one<T: DeserializeOwned>(&self, kind: &str, name: &str) -> Result<Option<T>, StoreError> {
        let body = self.store.document(kind, &name.to_lowercase()).await?;
        Ok(body.and_then(|body| serde_json::from_str(&body).ok()))
    }

    fn handle(&self, name: &str) -> Option<Handle> {
        self.endpoints.read().unwrap_or_else(PoisonError::into_inner).get(&name.to_lowercase()).cloned()
    }

    /// Lets an endpoint run.
    fn enter(&self, record: Endpoint) {
        let key = record.name.to_lowercase();
        let (orders, received) = unbounded_channel();
        let live = Live::new(record);
        let yard = Yard {
            runs: Arc::clone(&self.runs),
            client: self.client.clone(),
            objects: self.objects.clone(),
            folder: self.folder.join(&key),
        };
        let keeper = Keeper {
            live: Arc::clone(&live),
            orders: received,
            yard,
            store: Arc::clone(&self.store),
            now: Arc::clone(&self.now),
        };
        let handle = Handle { live, orders };
        self.endpoints.write().unwrap_or_else(PoisonError::into_inner).insert(key.clone(), handle);
        let (store, endpoints, now) = (Arc::clone(&self.store), Arc::clone(&self.endpoints), Arc::clone(&self.now));
        tokio::spawn(async move {
            if keeper.keep().await {
                if let Err(error) = store.keep_on_duty(DUTY, ENDPOINT, &key, now(), None).await {
                    tracing::error!(endpoint = key, %error, "is gone and could not be taken out of the store");
                }
                endpoints.write().unwrap_or_else(PoisonError::into_inner).remove(&key);
            }
        });
    }

    /// Keeps a model.
    pub async fn create_model(&self, model: &Model) -> Result<(), HostingError> {
        if self.one::<Model>(MODEL, &model.name).await?.is_some() {
            return Err(HostingError::Exists { kind: "model", name: model.name.clone() });
        }
        Ok(write(&*self.store, MODEL, &model.name, model.created_ms, model).await?)
    }

    /// The model of this name.
    pub async fn model(&self, name: &str) -> Result<Model, HostingError> {
        let found = self.one(MODEL, name).await?;
        found.ok_or_else(|| HostingError::Absent { kind: "model", name: name.to_owned() })
    }

    /// All models.
    pub async fn models(&self) -> Result<Vec<Model>, HostingError> {
        Ok(self.all(MODEL).await?)
    }

    /// Takes a model away; what is deployed keeps its own.
    pub async fn delete_model(&self, name: &str) -> Result<(), HostingError> {
        self.model(name).await?;
        Ok(self.store.keep(MODEL, &name.to_lowercase(), (self.now)(), None).await?)
    }

    /// Keeps a configuration; its models must be there.
    pub async fn create_config(&self, config: &EndpointConfig) -> Result<(), HostingError> {
        if self.one::<EndpointConfig>(CONFIG, &config.name).await?.is_some() {
            return Err(HostingError::Exists { kind: "endpoint configuration", name: config.name.clone() });
        }
        for variant in &config.variants {
            self.model(&variant.model).await?;
        }
        Ok(write(&*self.store, CONFIG, &config.name, config.created_ms, config).await?)
    }

    /// The configuration of this name.
    pub async fn config(&self, name: &str) -> Result<EndpointConfig, HostingError> {
        let found = self.one(CONFIG, name).await?;
        found.ok_or_else(|| HostingError::Absent { kind: "endpoint configuration", name: name.to_owned() })
    }

    /// All configurations.
    pub async fn configs(&self) -> Result<Vec<EndpointConfig>, HostingError> {
        Ok(self.all(CONFIG).await?)
    }

    /// Takes a configuration away; endpoints that were made by it stay.
    pub async fn delete_config(&self, name: &str) -> Result<(), HostingError> {
        self.config(name).await?;
        Ok(self.store.keep(CONFIG, &name.to_lowercase(), (self.now)(), None).await?)
    }

    /// A configuration with its models.
    async fn deployment(&self, config: &str, generation: u64) -> Result<Deployment, HostingError> {
        let config = self.config(config).await?;
        let mut variants = Vec::new();
        for spec in config.variants {
            let model = self.model(&spec.model).await?;
            variants.push(Variant { spec, model });
        }
        Ok(Deployment { config: config.name, generation, variants })
    }

    /// Fails where an endpoint with so many processes, besides those that all others have, would be too many.
    fn check_room(&self, name: &str, of_its_own: u32) -> Result<(), HostingError> {
        let others = self.views().into_iter().filter(|v| !v.endpoint.name.eq_ignore_ascii_case(name));
        let others: u32 = others.filter_map(|v| v.endpoint.deployment().map(Deployment::processes)).sum();
        let (wanted, most) = (others.saturating_add(of_its_own), self.limits.processes);
        if wanted > most { Err(HostingError::TooMany { wanted, most }) } else { Ok(()) }
    }

    /// Makes an endpoint; it answers when it is in service.
    pub async fn create(&self, name: &str, config: &str, asked: String) -> Result<(), HostingError> {
        if self.handle(name).is_some() {
            return Err(HostingError::Exists { kind: "endpoint", name: name.to_owned() });
        }
        let wanted = self.deployment(config, 1).await?;
        self.check_room(name, wanted.processes())?;
        let now = (self.now)();
        let record = Endpoint {
            name: name.to_owned(),
            status: Status::Creating,
            failure: None,
            active: None,
            wanted: Some(wanted),
            generation: 1,
            created_ms: now,
            updated_ms: now,
            asked,
        };
        keep(&*self.store, &record).await?;
        self.enter(record);
        Ok(())
    }

    /// Changes the record of an endpoint that stands as it must, keeps it, and gives an order.
    async fn order(
        &self,
        name: &str,
        wants: &'static str,
        may: impl Fn(Status) -> bool,
        change: impl FnOnce(&mut Endpoint),
        order: Order,
    ) -> Result<(), HostingError> {
        let absent = || HostingError::Absent { kind: "endpoint", name: name.to_owned() };
        let handle = self.handle(name).ok_or_else(absent)?;
        let (before, record) = {
            let mut record = handle.live.record.lock().unwrap_or_else(PoisonError::into_inner);
            if !may(record.status) {
                return Err(HostingError::Busy { name: record.name.clone(), status: record.status, wants });
            }
            let before = record.clone();
            change(&mut record);
            record.updated_ms = (self.now)();
            (before, record.clone())
        };
        if let Err(error) = keep(&*self.store, &record).await {
            *handle.live.record.lock().unwrap_or_else(PoisonError::into_inner) = before;
            return Err(error.into());
        }
        let _ = handle.orders.send(order);
        Ok(())
    }

    /// Gives an endpoint another configuration; it answers all the time. `keep_weights`: those of variants that stay.
    pub async fn update(&self, name: &str, config: &str, keep_weights: bool) -> Result<(), HostingError> {
        let generation = self.view(name)?.endpoint.generation + 1;
        let mut wanted = self.deployment(config, generation).await?;
        self.check_room(name, wanted.processes())?;
        let wants = "it can be updated when it is InService.";
        let change = |record: &mut Endpoint| {
            let before = record.active.iter().flat_map(|d| &d.variants);
            for old in before.filter(|_| keep_weights) {
                for new in wanted.variants.iter_mut().filter(|v| v.spec.name == old.spec.name) {
                    (new.spec.weight, new.spec.count) = (old.spec.weight, old.spec.count);
                }
            }
            record.status = Status::Updating;
            record.generation = generation;
            record.wanted = Some(wanted);
        };
        // One that never started can be given something that does.
        self.order(name, wants, |s| matches!(s, Status::InService | Status::Failed), change, Order::Update).await
    }

    /// Changes weights and numbers of processes.
    pub async fn change(&self, name: &str, changes: Vec<Change>) -> Result<(), HostingError> {
        let deployment = self.view(name)?.endpoint.active;
        let known = |variant: &str| deployment.iter().flat_map(|d| &d.variants).any(|v| v.spec.name == variant);
        if let Some(change) = changes.iter().find(|c| !known(&c.variant)) {
            return Err(HostingError::NoVariant { endpoint: name.to_owned(), variant: change.variant.clone() });
        }
        let weight = |v: &Variant| {
            let change = changes.iter().find(|c| c.variant == v.spec.name);
            change.and_then(|c| c.weight).unwrap_or(v.spec.weight)
        };
        if deployment.iter().flat_map(|d| &d.variants).all(|v| weight(v) == 0.0) {
            return Err(HostingError::Weightless(name.to_owned()));
        }
        let of_variant = |v: &Variant| {
            let change = changes.iter().find(|c| c.variant == v.spec.name);
            change.and_then(|c| c.count).unwrap_or(v.spec.count)
        };
        self.check_room(name, deployment.iter().flat_map(|d| &d.variants).map(of_variant).sum())?;
        let wants = "it can be changed when it is InService.";
        let record_changes = changes.clone();
        let change = move |record: &mut Endpoint| {
            record.status = Status::Updating;
            for variant in record.active.iter_mut().flat_map(|d| &mut d.variants) {
                if let Some(change) = record_changes.iter().find(|c| c.variant == variant.spec.name) {
                    variant.spec.weight = change.weight.unwrap_or(variant.spec.weight);
                    variant.spec.count = change.count.unwrap_or(variant.spec.count);
                }
            }
        };
        self.order(name, wants, |s| s == Status::InService, change, Order::Change(changes)).await
    }

    /// Takes an endpoint away: no further request, an end for its processes when the last ones are answered.
    pub async fn delete(&self, name: &str) -> Result<(), HostingError> {
        let wants = "it is being deleted already.";
        let change = |record: &mut Endpoint| record.status = Status::Deleting;
        self.order(name, wants, |s| s != Status::Deleting, change, Order::Delete).await
    }

    /// An endpoint as it stands.
    pub fn view(&self, name: &str) -> Result<EndpointView, HostingError> {
        let handle = self.handle(name);
        handle.map(|h| view(&h)).ok_or_else(|| HostingError::Absent { kind: "endpoint", name: name.to_owned() })
    }

    /// What an endpoint's processes print.
    pub fn logs(&self, name: &str) -> Vec<ProcessLog> {
        process_logs(&self.folder.join(name.to_lowercase()))
    }

    /// All endpoints.
    pub fn views(&self) -> Vec<EndpointView> {
        self.endpoints.read().unwrap_or_else(PoisonError::into_inner).values().map(view).collect()
    }

    /// Answers a request by a model.
    pub async fn invoke(&self, name: &str, invocation: &Invocation) -> Result<Invoked, InvokeError> {
        if invocation.body.len() > self.limits.request_bytes {
            return Err(InvokeError::TooLarge { bytes: invocation.body.len(), most: self.limits.request_bytes });
        }
        let handle = self.handle(name).ok_or_else(|| InvokeError::Absent(name.to_owned()))?;
        let Some(fleet) = handle.live.fleet() else {
            let status = handle.live.record().status.name();
            return Err(InvokeError::NotInService { name: name.to_owned(), status });
        };
        let chosen = match &invocation.variant {
            Some(wanted) => fleet.variants.iter().find(|v| v.name == *wanted),
            None => fleet.next(),
        };
        let Some(variant) = chosen else {
            let known: Vec<&str> = fleet.variants.iter().map(|v| v.name.as_str()).collect();
            let variant = invocation.variant.clone().unwrap_or_else(|| "with a weight above zero".to_owned());
            return Err(InvokeError::NoVariant { endpoint: name.to_owned(), variant, known: known.join(", ") });
        };
        variant.invoke(&self.client, invocation, &self.limits, (self.now)()).await
    }

    /// Ends all processes; the records stay, so the next server starts them again.
    pub async fn leave(&self) {
        let handles: Vec<Handle> =
            self.endpoints.write().unwrap_or_else(PoisonError::into_inner).drain().map(|(_, handle)| handle).collect();
        let mut left = Vec::new();
        for handle in handles {
            let (done, wait) = oneshot::channel();
            if handle.orders.send(Order::Leave(done)).is_ok() {
                left.push(wait);
            }
        }
        let all = async {
            for wait in left {
                let _ = wait.await;
            }
        };
        let _ = tokio::time::timeout(LEAVE, all).await;
    }
}

fn view(handle: &Handle) -> EndpointView {
    let fleet = handle.live.fleet();
    let running = fleet.iter().flat_map(|f| &f.variants).map(|v| VariantView {
        name: v.name.clone(),
        weight: v.weight(),
        ready: v.ready() as u32,
        in_flight: v.in_flight(),
        counts: v.counter.read(),
    });
    EndpointView { endpoint: handle.live.record(), variants: running.collect() }
}
