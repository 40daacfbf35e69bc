//! The model of a training job, as a model to be deployed.

use std::collections::BTreeMap;

use serde_json::Value;
use tunesmith_store::{JobRow, TrialRow};

use super::super::request::Found;
use super::super::training_job::Trained;

/// What is needed to make a model of what a training job left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrainedModel {
    /// Its training job.
    pub training_job: String,
    /// The image that trained it; that of the same framework serves it.
    pub image: String,
    /// Where it is.
    pub uri: String,
    /// Environment of what serves it: where its code is, if it brought any along.
    pub env: BTreeMap<String, String>,
}

/// What a trial that was asked for by a client has trained; none where it is another kind of trial.
pub fn trained_model(job: &JobRow, trial: &TrialRow) -> Option<TrainedModel> {
    let found = Found::new(job.clone())?;
    let trained = Trained { found: &found, trial };
    let training = trained.training()?;
    let name = trial.name.clone()?;
    let uri = trained.model()?.to_string();
    let image = trained.described()["AlgorithmSpecification"]["TrainingImage"].as_str()?.to_owned();
    let text = |name: &str| {
        let text = training.hyperparameters.get(name)?;
        // Some clients put texts in quotes.
        Some(serde_json::from_str::<String>(text).unwrap_or_else(|_| text.clone()))
    };
    let mut env = BTreeMap::new();
    // A SavedModel needs no code, and an entry point that trained it is none that serves it.
    if !image.contains("tensorflow")
        && let (Some(program), Some(place)) = (text("sagemaker_program"), text("sagemaker_submit_directory"))
    {
        env.insert("SAGEMAKER_PROGRAM".to_owned(), program);
        env.insert("SAGEMAKER_SUBMIT_DIRECTORY".to_owned(), place);
    }
    Some(TrainedModel { training_job: name, image, uri, env })
}

/// The image and the model's address of a container, wherever a request has it.
pub(crate) fn container(request: &Value) -> &Value {
    match &request["PrimaryContainer"] {
        Value::Null => &request["Containers"][0],
        one => one,
    }
}
