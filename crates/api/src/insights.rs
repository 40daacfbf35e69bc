//! What trials say, worked out once for each state of a job.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use tokio::sync::Mutex;
use tunesmith_controller::{Insight, NoInsight};
use tunesmith_store::{JobId, JobRow, SqliteStore, TrialQuery, Views as _};

use crate::problem::Problem;

/// Jobs whose insight is kept.
const KEPT: usize = 8;

type Slot = Arc<Mutex<Option<(u64, Result<Arc<Insight>, NoInsight>)>>>;

/// Insights by job.
#[derive(Debug, Default)]
pub(crate) struct Insights {
    slots: std::sync::Mutex<HashMap<JobId, Slot>>,
}

impl Insights {
    /// What the trials of a job say; whoever asks at the same time waits for the same answer.
    pub(crate) async fn of(&self, store: &SqliteStore, job: &JobRow) -> Result<Arc<Insight>, Problem> {
        let slot = {
            let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
            if slots.len() >= KEPT && !slots.contains_key(&job.id) {
                slots.clear();
            }
            Arc::clone(slots.entry(job.id).or_default())
        };
        let mut known = slot.lock().await;
        // Trials that are over are what it is made of.
        let of = job.counters.over();
        let told = match &*known {
            Some((known_of, told)) if *known_of == of => told.clone(),
            _ => {
                let trials = store.trials(job, TrialQuery::default()).await?;
                let job = job.clone();
                let told = tokio::task::spawn_blocking(move || Insight::of(&job, &trials).map(Arc::new)).await;
                let told = told.map_err(|e| Problem::internal(e.to_string()))?;
                *known = Some((of, told.clone()));
                told
            }
        };
        told.map_err(|e| Problem::conflict(e.to_string()))
    }
}
