//! Training jobs: those of tuning jobs, and those by themselves.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod describe;
pub(super) mod echo;
pub(super) mod list;
mod outcome;
pub(super) mod stop;
pub(super) mod update;

use serde_json::{Value, json};
use tunesmith_objects::ObjectUri;
use tunesmith_store::{Catalogue as _, TrialRow};
use tunesmith_study::{RunStatus, Training};

use super::request::Found;
use crate::server::Context;
use crate::wire::{ApiError, seconds};

/// A training job and the job it belongs to.
pub(crate) struct Trained<'a> {
    pub(crate) found: &'a Found,
    pub(crate) trial: &'a TrialRow,
}

/// SageMaker's word for how a run stands.
pub(super) fn status(status: RunStatus) -> &'static str {
    match status {
        RunStatus::Queued | RunStatus::Running => "InProgress",
        RunStatus::Stopping => "Stopping",
        RunStatus::Completed => "Completed",
        RunStatus::Failed => "Failed",
        RunStatus::Stopped | RunStatus::TimedOut => "Stopped",
    }
}

/// Our words for one of SageMaker's; none that fits: nothing is listed.
pub(super) fn stored_statuses(word: &str) -> Vec<&'static str> {
    let found: Vec<_> = RunStatus::ALL.iter().filter(|(s, _)| status(*s) == word).map(|(_, name)| *name).collect();
    if found.is_empty() { vec!["none"] } else { found }
}

/// The training job of this name.
pub(super) async fn find(cx: &Context, name: &str) -> Result<(Found, TrialRow), ApiError> {
    let absent =
        || ApiError::not_found(format!("Requested resource not found: there is no training job called {name}."));
    let (job, trial) = cx.parts.store.training(name).await?.ok_or_else(absent)?;
    let found = cx.parts.store.job_by_id(job).await?.and_then(Found::new).ok_or_else(absent)?;
    Ok((found, trial))
}

impl Trained<'_> {
    /// Its name.
    pub(super) fn name(&self) -> &str {
        self.trial.name.as_deref().unwrap_or_default()
    }

    pub(super) fn arn(&self, cx: &Context) -> String {
        self.found.region(cx).training_job(self.name())
    }

    /// What it trains.
    pub(super) fn training(&self) -> Option<&Training> {
        Training::of(&self.found.job.spec.run.trainings, &self.trial.params)
    }

    /// Where its model goes: an archive, or a folder.
    pub(crate) fn model(&self) -> Option<ObjectUri> {
        let training = self.training()?;
        let output = ObjectUri::parse(&training.output)?.join(self.name()).join("output");
        Some(output.join(if training.pack { "model.tar.gz" } else { "model/" }))
    }

    /// The part of the request that describes it: a definition, or all of it.
    pub(super) fn described(&self) -> &Value {
        if !self.found.is_tuning_job() {
            return &self.found.kept.request;
        }
        self.found.definition(self.training().and_then(|t| t.definition.as_deref()))
    }

    /// The metric it is tuned for: of its definition, or of the whole job.
    fn objective(&self) -> &Value {
        let own = &self.described()["TuningObjective"];
        if own.is_object() {
            own
        } else {
            &self.found.kept.request["HyperParameterTuningJobConfig"]["HyperParameterTuningJobObjective"]
        }
    }

    /// As lists of a tuning job have it.
    pub(super) fn summary(&self, cx: &Context) -> Value {
        let trial = self.trial;
        let tuned = self.training().map(|t| t.tuned(&trial.params)).unwrap_or_default();
        let mut told = json!({
            "TrainingJobName": self.name(),
            "TrainingJobArn": self.arn(cx),
            "CreationTime": seconds(trial.suggested_ms),
            "TrainingJobStatus": status(trial.run_status),
            "TunedHyperParameters": tuned,
            "ObjectiveStatus": match (trial.run_status.is_over(), trial.objective) {
                (false, _) => "Pending",
                (true, Some(_)) => "Succeeded",
                (true, None) => "Failed",
            },
        });
        let definition = &self.described()["DefinitionName"];
        if definition.is_string() {
            told["TrainingJobDefinitionName"] = definition.clone();
        }
        if let Some(started) = trial.started_ms {
            told["TrainingStartTime"] = json!(seconds(started));
        }
        if let Some(ended) = trial.ended_ms {
            told["TrainingEndTime"] = json!(seconds(ended));
        }
        if let Some(value) = trial.objective {
            let objective = self.objective();
            told["FinalHyperParameterTuningJobObjectiveMetric"] =
                json!({"Type": objective["Type"], "MetricName": objective["MetricName"], "Value": value});
        }
        if let Some(reason) = outcome::failure_reason(cx, self) {
            told["FailureReason"] = json!(reason);
        }
        told
    }
}
