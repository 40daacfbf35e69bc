//! A deployment as it runs: its variants, and who gets the next request.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep};

use crate::counts::Counter;
use crate::forward::Client;
use crate::process::{Plan, Process, State};
use crate::records::{Deployment, Variant};
use crate::runs::Runs;
use crate::variant::VariantFleet;

/// How often it is looked whether the last request is answered.
const LOOK: Duration = Duration::from_millis(10);
/// Who has just chosen a process that is being taken away has sent its request after so long.
const CHOSEN: Duration = Duration::from_millis(50);

/// The golden ratio's fraction: its multiples are spread evenly however many there are, so weights hold from the first requests
/// on.
const GOLDEN: f64 = 0.618_033_988_749_894_8;

/// What every fleet needs.
#[derive(Clone)]
pub(crate) struct Yard {
    pub(crate) runs: Arc<Runs>,
    pub(crate) client: Client,
    pub(crate) objects: PathBuf,
    /// For the processes of one endpoint.
    pub(crate) folder: PathBuf,
}

/// A deployment as it runs.
pub(crate) struct Fleet {
    pub(crate) deployment: Deployment,
    pub(crate) variants: Vec<VariantFleet>,
    yard: Yard,
    turn: AtomicU64,
    /// Whether its processes have answered before.
    proven: bool,
}

impl Fleet {
    /// Starts its processes, or takes up those that an earlier server left. `counter` is that of a variant by its name; those of a
    /// `proven` deployment have answered before.
    pub(crate) fn start(
        deployment: Deployment,
        yard: Yard,
        proven: bool,
        counter: impl Fn(&str) -> Arc<Counter>,
    ) -> Arc<Self> {
        let variants = deployment.variants.iter().map(|variant| {
            let spec = &variant.spec;
            let fleet = VariantFleet::new(spec.name.clone(), spec.weight, counter(&spec.name), Arc::new(Notify::new()));
            (fleet, spec.count)
        });
        let (variants, counts): (Vec<_>, Vec<_>) = variants.unzip();
        let fleet = Arc::new(Self { deployment, variants, yard, turn: AtomicU64::new(0), proven });
        for (i, count) in counts.into_iter().enumerate() {
            fleet.resize(i, count);
        }
        fleet
    }

    /// Starts or ends processes of a variant until there are so many; those that are to end are taken out of it.
    pub(crate) fn resize(&self, index: usize, count: u32) -> Vec<Arc<Process>> {
        let (fleet, variant) = (&self.variants[index], &self.deployment.variants[index]);
        let mut processes = fleet.processes.write().unwrap_or_else(PoisonError::into_inner);
        while processes.len() < count as usize {
            let plan = self.plan(variant, processes.len());
            let yard = &self.yard;
            let (runs, client) = (Arc::clone(&yard.runs), yard.client.clone());
            processes.push(Process::start(plan, runs, client, Arc::clone(&fleet.changed)));
        }
        let at = (count as usize).min(processes.len());
        processes.split_off(at)
    }

    fn plan(&self, variant: &Variant, number: usize) -> Plan {
        let (generation, name) = (self.deployment.generation, &variant.spec.name);
        Plan {
            model: variant.model.clone(),
            startup: Duration::from_secs_f64(variant.spec.startup_s),
            objects: self.yard.objects.clone(),
            proven: self.proven,
            folder: self.yard.folder.join(generation.to_string()).join(format!("{name}-{}", number + 1)),
        }
    }

    /// The variant for the next request, by weight; none where all weights are zero.
    pub(crate) fn next(&self) -> Option<&VariantFleet> {
        let sum: f64 = self.variants.iter().map(VariantFleet::weight).sum();
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        let mut at = (turn as f64 * GOLDEN).fract() * sum;
        let last = self.variants.iter().rfind(|v| v.weight() > 0.0)?;
        for variant in &self.variants {
            if at < variant.weight() {
                return Some(variant);
            }
            at -= variant.weight();
        }
        Some(last)
    }

    /// Waits until all processes answer, or one never will: why.
    pub(crate) async fn settled(&self) -> Result<(), String> {
        for variant in &self.variants {
            for process in variant.processes() {
                if let State::Failed(why) = process.settled().await {
                    return Err(format!("The variant {} did not start: {why}", variant.name));
                }
            }
        }
        Ok(())
    }

    /// Ends all processes once their requests are answered, but no later than `patience`; nobody sends them any more.
    pub(crate) async fn end(&self, patience: Duration) {
        drained(patience, || self.variants.iter().all(|v| v.in_flight() == 0)).await;
        end_all(self.variants.iter().flat_map(VariantFleet::processes).collect()).await;
    }

    /// The folder of this deployment's processes.
    pub(crate) fn folder(&self) -> PathBuf {
        self.yard.folder.join(self.deployment.generation.to_string())
    }
}

/// Ends processes that no variant has any more, once their requests are answered.
pub(crate) async fn retire(processes: Vec<Arc<Process>>, patience: Duration) {
    drained(patience, || processes.iter().all(|p| p.busy.load(Ordering::Acquire) == 0)).await;
    end_all(processes).await;
}

/// Waits until nothing is being answered, or `patience` is over.
async fn drained(patience: Duration, is_idle: impl Fn() -> bool) {
    let deadline = Instant::now() + patience;
    sleep(CHOSEN.min(patience)).await;
    while !is_idle() && Instant::now() < deadline {
        sleep(LOOK).await;
    }
}

async fn end_all(processes: Vec<Arc<Process>>) {
    for process in &processes {
        process.end();
    }
    for process in &processes {
        process.over().await;
    }
}
