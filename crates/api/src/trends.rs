//! The course of each job's best value, for small pictures beside its name.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tunesmith_store::{Charts as _, JobId, JobRow, SqlStore, StoreError};

/// Points of a small picture.
const POINTS: usize = 24;
/// Courses that are kept.
const KEPT: usize = 1_000;

/// Courses by job, as of its last change.
#[derive(Debug)]
pub(crate) struct Trends {
    store: Arc<SqlStore>,
    kept: Mutex<HashMap<JobId, (i64, Vec<f64>)>>,
}

impl Trends {
    pub(crate) fn new(store: Arc<SqlStore>) -> Self {
        Self { store, kept: Mutex::default() }
    }

    /// The best value after each trial with one, in few points.
    pub(crate) async fn of(&self, job: &JobRow) -> Result<Vec<f64>, StoreError> {
        if let Some((at, trend)) = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&job.id)
            && *at == job.updated_ms
        {
            return Ok(trend.clone());
        }
        let values = self.store.course(job.id).await?.into_iter().map(|(_, value)| value);
        let trend = thinned(&job.spec.objective.goal.best_so_far(values));
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(job.id, (job.updated_ms, trend.clone()));
        Ok(trend)
    }
}

fn thinned(course: &[f64]) -> Vec<f64> {
    if course.len() <= POINTS {
        return course.to_vec();
    }
    (0..POINTS).map(|i| course[i * (course.len() - 1) / (POINTS - 1)]).collect()
}
