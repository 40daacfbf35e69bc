//! What earlier jobs of the data directory found out.

use clap::{Args, ValueEnum};
use tunesmith_space::Configuration;
use tunesmith_store::{SqlStore, TrialQuery, Views as _};
use tunesmith_study::{EarlierTrial, ValidSpec, WarmStart, WarmStartKind};

use crate::failure::{Failure, failure};

/// Most jobs to start from.
const MOST: usize = 5;

/// Jobs to start from.
#[derive(Debug, Args)]
#[command(next_help_heading = "Job")]
pub(crate) struct WarmStartFlags {
    /// Start from what an earlier job found out; up to five
    #[arg(long = "warm-start", value_name = "JOB")]
    parents: Vec<String>,
    /// How far that can be relied upon [default: transfer]
    #[arg(long = "warm-start-kind", value_enum, requires = "parents", value_name = "KIND")]
    kind: Option<Kind>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    /// Something alike: its best is tried first, and the rest counts as far as it fits
    Transfer,
    /// The same program and the same data: its trials count like the job's own
    Identical,
}

impl WarmStartFlags {
    /// What the jobs that are named found out; none where none is.
    pub(crate) async fn read(&self, store: &SqlStore, valid: &ValidSpec) -> Result<Option<WarmStart>, Failure> {
        if self.parents.is_empty() {
            return Ok(None);
        }
        if self.parents.len() > MOST {
            return Err(failure!("--warm-start takes up to {MOST} jobs, not {}", self.parents.len()));
        }
        let objective = &valid.spec.objective;
        if !objective.is_single() {
            return Err(failure!("--warm-start is for one objective, there are {}", objective.aims().len()));
        }
        let mut trials = Vec::new();
        for (parent, name) in self.parents.iter().enumerate() {
            let job = store.job(name).await?;
            let theirs = &job.spec.objective;
            if (&theirs.metric, theirs.goal) != (&objective.metric, objective.goal) {
                return Err(failure!(
                    "`{name}` has another objective: it wants to {} {}, this job wants to {} {}",
                    theirs.goal.name(),
                    theirs.metric,
                    objective.goal.name(),
                    objective.metric
                ));
            }
            let before = trials.len();
            for trial in store.trials(&job, TrialQuery::default()).await? {
                let params = known(valid, &trial.params);
                if trial.status.is_over() && !params.is_empty() {
                    trials.push(EarlierTrial { params, objective: trial.objective, parent });
                }
            }
            if trials.len() == before {
                return Err(failure!("`{name}` has no trial that has ended and shares a parameter with this job"));
            }
        }
        let kind = match self.kind {
            Some(Kind::Identical) => WarmStartKind::Identical,
            Some(Kind::Transfer) | None => WarmStartKind::Transfer,
        };
        Ok(Some(WarmStart { kind, trials }))
    }
}

/// The values of those parameters that this job searches too.
fn known(valid: &ValidSpec, params: &Configuration) -> Configuration {
    let is_searched = |name: &str| valid.space.parameters().iter().any(|p| p.name == name);
    params.iter().filter(|(name, _)| is_searched(name)).map(|(n, v)| (n.to_owned(), v.clone())).collect()
}
