//! An endpoint's life: created, updated, changed, deleted. One task an endpoint; what is to be is recorded before it is begun.

use std::collections::BTreeMap;
use std::fs;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::mpsc::UnboundedReceiver;
use tunesmith_store::Catalogue;

use crate::counts::Counter;
use crate::fleet::{Fleet, Yard, retire};
use crate::hosting::{Now, keep};
use crate::process::end_leftovers;
use crate::records::{Change, Deployment, Endpoint, Status};

/// How long requests may take that are being answered when their processes are to end.
const DRAIN: Duration = Duration::from_mins(1);

/// What an endpoint is told.
pub(crate) enum Order {
    /// There is another deployment wanted; it is in the record.
    Update,
    /// Other weights and numbers of processes.
    Change(Vec<Change>),
    /// Go away.
    Delete,
    /// The server ends: the processes do, the record stays.
    Leave(tokio::sync::oneshot::Sender<()>),
}

/// An endpoint as it runs.
pub(crate) struct Live {
    pub(crate) record: Mutex<Endpoint>,
    /// What answers; none: nothing.
    pub(crate) fleet: RwLock<Option<Arc<Fleet>>>,
    pub(crate) counters: Mutex<BTreeMap<String, Arc<Counter>>>,
}

impl Live {
    pub(crate) fn new(record: Endpoint) -> Arc<Self> {
        Arc::new(Self { record: Mutex::new(record), fleet: RwLock::default(), counters: Mutex::default() })
    }

    pub(crate) fn record(&self) -> Endpoint {
        self.record.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn fleet(&self) -> Option<Arc<Fleet>> {
        self.fleet.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn counter(&self, variant: &str) -> Arc<Counter> {
        let mut counters = self.counters.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(counters.entry(variant.to_owned()).or_default())
    }

    fn put(&self, fleet: Option<Arc<Fleet>>) -> Option<Arc<Fleet>> {
        std::mem::replace(&mut *self.fleet.write().unwrap_or_else(PoisonError::into_inner), fleet)
    }
}

/// Runs an endpoint.
pub(crate) struct Keeper {
    pub(crate) live: Arc<Live>,
    pub(crate) orders: UnboundedReceiver<Order>,
    pub(crate) yard: Yard,
    pub(crate) store: Arc<dyn Catalogue>,
    pub(crate) now: Now,
}

/// Whether its life goes on.
enum Goes {
    On,
    Deleted,
    Left,
}

impl Keeper {
    /// From where its record stands to its end. Answers whether it is gone for good.
    pub(crate) async fn keep(mut self) -> bool {
        let record = self.live.record();
        let is_deploying = matches!(record.status, Status::Creating | Status::Updating) && record.wanted.is_some();
        // What an earlier server left of deployments that nobody wants any more.
        let of = |deployment: &Option<Deployment>| deployment.as_ref().map(|d| d.generation);
        let wanted = [of(&record.active), of(&record.wanted).filter(|_| is_deploying)];
        let wanted = if record.status == Status::Deleting { [None; 2] } else { wanted };
        end_leftovers(&self.yard.folder, &wanted, &self.yard.runs).await;
        if record.status == Status::Deleting {
            return self.delete().await;
        }
        if let Some(active) = record.active {
            // Requests wait until it answers again.
            let fleet = Fleet::start(active, self.yard.clone(), true, |variant| self.live.counter(variant));
            self.live.put(Some(fleet));
        }
        let mut goes = Goes::On;
        if is_deploying {
            goes = self.deploy().await;
        } else if matches!(record.status, Status::Updating | Status::RollingBack) {
            // A change that was begun is in the record already.
            self.note(|record| (record.status, record.wanted) = (Status::InService, None)).await;
        }
        loop {
            match goes {
                Goes::On => {}
                Goes::Deleted => return self.delete().await,
                Goes::Left => return false,
            }
            goes = match self.orders.recv().await {
                Some(Order::Update) => self.deploy().await,
                Some(Order::Change(changes)) => self.change(&changes).await,
                order => self.obey(order).await,
            };
        }
    }

    /// Changes the record and keeps it.
    async fn note(&self, change: impl FnOnce(&mut Endpoint)) {
        let record = {
            let mut record = self.live.record.lock().unwrap_or_else(PoisonError::into_inner);
            change(&mut record);
            record.updated_ms = (self.now)();
            record.clone()
        };
        if let Err(error) = keep(&*self.store, &record).await {
            tracing::error!(endpoint = record.name, %error, "could not be recorded; it is as told until the server ends");
        }
    }

    /// Waits until a fleet has started, or will not; or for an order that does not wait for that.
    async fn settle(&mut self, fleet: &Fleet) -> Result<Result<(), String>, Option<Order>> {
        loop {
            tokio::select! {
                started = fleet.settled() => return Ok(started),
                order = self.orders.recv() => match order {
                    // Nobody is told that these were taken: they are refused while it is being changed.
                    Some(Order::Update | Order::Change(_)) => {}
                    order => return Err(order),
                },
            }
        }
    }

    /// Carries out an order that can come at any time.
    async fn obey(&self, order: Option<Order>) -> Goes {
        match order {
            Some(Order::Delete) => Goes::Deleted,
            Some(Order::Leave(done)) => {
                self.leave().await;
                let _ = done.send(());
                Goes::Left
            }
            None => Goes::Left,
            Some(Order::Update | Order::Change(_)) => Goes::On,
        }
    }

    /// Starts what is wanted, beside what is there; then one takes the place of the other, or all stays as it was.
    async fn deploy(&mut self) -> Goes {
        let Some(wanted) = self.live.record().wanted else { return Goes::On };
        let fleet = Fleet::start(wanted.clone(), self.yard.clone(), false, |variant| self.live.counter(variant));
        let started = match self.settle(&fleet).await {
            Ok(started) => started,
            Err(order) => {
                fleet.end(Duration::ZERO).await;
                return self.obey(order).await;
            }
        };
        match started {
            Ok(()) => {
                let before = self.live.put(Some(Arc::clone(&fleet)));
                self.note(|record| {
                    record.status = Status::InService;
                    record.failure = None;
                    record.active = record.wanted.take();
                })
                .await;
                if let Some(before) = before {
                    tokio::spawn(async move {
                        before.end(DRAIN).await;
                        let _ = fs::remove_dir_all(before.folder());
                    });
                }
            }
            Err(why) => {
                let answers = self.live.fleet().is_some();
                if answers {
                    self.note(|record| record.status = Status::RollingBack).await;
                }
                fleet.end(Duration::ZERO).await;
                self.note(|record| {
                    record.status = if answers { Status::InService } else { Status::Failed };
                    record.failure = Some(why);
                    if answers {
                        record.wanted = None;
                    }
                })
                .await;
            }
        }
        Goes::On
    }

    /// Other weights and numbers of processes.
    async fn change(&mut self, changes: &[Change]) -> Goes {
        let Some(fleet) = self.live.fleet() else { return Goes::On };
        let mut leaving = Vec::new();
        for (i, variant) in fleet.variants.iter().enumerate() {
            let Some(change) = changes.iter().find(|c| c.variant == variant.name) else { continue };
            if let Some(weight) = change.weight {
                variant.set_weight(weight);
            }
            if let Some(count) = change.count {
                leaving.extend(fleet.resize(i, count));
            }
        }
        tokio::spawn(retire(leaving, DRAIN));
        let started = match self.settle(&fleet).await {
            Ok(started) => started,
            Err(order) => return self.obey(order).await,
        };
        self.note(|record| {
            record.status = Status::InService;
            record.failure = started.err();
        })
        .await;
        Goes::On
    }

    /// Ends the processes; the record stays, so the next server starts them again.
    async fn leave(&self) {
        if let Some(fleet) = self.live.put(None) {
            fleet.end(Duration::from_secs(5)).await;
        }
    }

    async fn delete(&self) -> bool {
        if let Some(fleet) = self.live.put(None) {
            fleet.end(DRAIN).await;
        }
        let _ = fs::remove_dir_all(&self.yard.folder);
        true
    }
}
