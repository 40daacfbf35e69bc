//! What trials say, worked out once for each state of a job.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};

use tokio::sync::Mutex;
use tunesmith_controller::{Insight, NoInsight};
use tunesmith_store::{Charts as _, JobId, JobRow, SqlStore, StoreError, TrialRow};

use crate::problem::Problem;
use crate::table::PAGE;

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
    pub(crate) async fn of(&self, store: &SqlStore, job: &JobRow) -> Result<Arc<Insight>, Problem> {
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
                let trials = trials(store, job).await?;
                let job = job.clone();
                let told = tokio::task::spawn_blocking(move || Insight::of(&job, trials).map(Arc::new)).await;
                let told = told.map_err(|e| Problem::internal(e.to_string()))?;
                *known = Some((of, told.clone()));
                told
            }
        };
        told.map_err(|e| Problem::conflict(e.to_string()))
    }
}

/// The trials that are over, without what is not needed for that.
async fn trials(store: &SqlStore, job: &JobRow) -> Result<Vec<TrialRow>, StoreError> {
    let mut trials: Vec<TrialRow> = Vec::new();
    let mut last = 0;
    loop {
        let mut page = store.trials_after(job.id, last, PAGE).await?;
        let Some(end) = page.last() else { return Ok(trials) };
        last = end.number;
        page.retain(|t| t.status.is_over());
        trials.extend(page.into_iter().map(|t| TrialRow { cause: None, origin: String::new(), ..t }));
    }
}
