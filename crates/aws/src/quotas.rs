//! How much an account may have, as the current developer guide has it; all of it is configuration.

use serde::Deserialize;

/// Limits of an account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quotas {
    /// Tuning jobs that are in progress at once.
    pub concurrent_tuning_jobs: u64,
    /// Hyper-parameters that one job searches.
    pub searched_parameters: u64,
    /// Hyper-parameters of a training job, searched and static.
    pub hyperparameters: u64,
    /// Metrics of a job.
    pub metrics: u64,
    /// Training jobs of a tuning job at once.
    pub parallel_training_jobs: u64,
    /// Training jobs of a tuning job in all.
    pub training_jobs: u64,
    /// The same for random search.
    pub random_training_jobs: u64,
}

impl Default for Quotas {
    fn default() -> Self {
        Self {
            concurrent_tuning_jobs: 100,
            searched_parameters: 30,
            hyperparameters: 100,
            metrics: 40,
            // The guide's default is 10, and 100 on request; here nobody needs to be asked.
            parallel_training_jobs: 100,
            training_jobs: 750,
            random_training_jobs: 10_000,
        }
    }
}

impl Quotas {
    /// Every limit with its name; the largest number there is stands for none.
    pub fn named(&self) -> [(&'static str, u64); 7] {
        [
            ("tuning jobs in progress at once", self.concurrent_tuning_jobs),
            ("searched hyper-parameters of a job", self.searched_parameters),
            ("hyper-parameters of a training job", self.hyperparameters),
            ("metrics of a job", self.metrics),
            ("training jobs of a tuning job at once", self.parallel_training_jobs),
            ("training jobs of a tuning job", self.training_jobs),
            ("training jobs of random search", self.random_training_jobs),
        ]
    }

    /// No limits but those of the shapes.
    pub fn none() -> Self {
        let most = u64::MAX;
        Self {
            concurrent_tuning_jobs: most,
            searched_parameters: most,
            hyperparameters: most,
            metrics: most,
            parallel_training_jobs: most,
            training_jobs: most,
            random_training_jobs: most,
        }
    }
}
