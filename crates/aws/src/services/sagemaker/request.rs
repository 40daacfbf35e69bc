//! What was asked for, as it is kept with a job.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tunesmith_store::{Catalogue as _, JobId, JobRow};
use tunesmith_study::Asked;

use super::arns::Region;
use crate::server::Context;
use crate::wire::ApiError;

/// The kind of a tuning job.
pub(crate) const TUNING_JOB: &str = "sagemaker/tuning-job";
/// The kind of a training job by itself.
pub(crate) const TRAINING_JOB: &str = "sagemaker/training-job";

/// A request as it is kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// The region it was signed for.
    pub(crate) region: String,
    /// As it came, checked.
    pub(crate) request: Value,
    /// Jobs that it continues.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) parents: Vec<JobId>,
}

impl Kept {
    pub(crate) fn asked(&self, kind: &str, name: &str) -> Asked {
        let request = serde_json::to_string(self).unwrap_or_default();
        Asked { kind: kind.to_owned(), name: name.to_owned(), request }
    }

    /// What was kept with a job; none for a job that came another way.
    pub(crate) fn of(job: &JobRow) -> Option<Self> {
        serde_json::from_str(&job.spec.asked.as_ref()?.request).ok()
    }
}

/// A job and the request it came from.
pub(crate) struct Found {
    pub(crate) job: JobRow,
    pub(crate) kept: Kept,
}

impl Found {
    pub(crate) fn new(job: JobRow) -> Option<Self> {
        let kept = Kept::of(&job)?;
        Some(Self { job, kept })
    }

    /// The name by which it was asked for.
    pub(crate) fn name(&self) -> &str {
        self.job.spec.asked.as_ref().map_or("", |a| &a.name)
    }

    /// Where its ARNs are.
    pub(crate) fn region<'a>(&'a self, cx: &'a Context) -> Region<'a> {
        Region { account: &cx.parts.account, region: &self.kept.region }
    }

    /// One of a tuning job's definitions by its name, or the one that there is.
    pub(crate) fn definition(&self, name: Option<&str>) -> &Value {
        let several = self.kept.request["TrainingJobDefinitions"].as_array().map_or(&[][..], Vec::as_slice);
        let named = several.iter().find(|d| name.is_none_or(|name| d["DefinitionName"] == name));
        named.unwrap_or(&self.kept.request["TrainingJobDefinition"])
    }

    /// Whether it is a tuning job.
    pub(crate) fn is_tuning_job(&self) -> bool {
        self.job.spec.asked.as_ref().is_some_and(|a| a.kind == TUNING_JOB)
    }
}

/// The tuning job of this name.
pub(crate) async fn find_tuning_job(cx: &Context, name: &str) -> Result<Found, ApiError> {
    let job = cx.parts.store.asked(TUNING_JOB, name).await?;
    let found = job.and_then(Found::new);
    found.ok_or_else(|| {
        ApiError::not_found(format!(
            "Amazon SageMaker can't find a tuning job called {name}. Type another name; `tunesmith list` shows what there is."
        ))
    })
}
