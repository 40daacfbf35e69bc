//! What is trained: the part that tuning jobs and training jobs describe alike.

use std::collections::BTreeMap;

use tunesmith_metrics::MetricDefinition;
use tunesmith_study::{
    Channel, Checkpoints, InputMode, Naming, RetryOn, Run, Runtime, Source, Training, is_reserved_metric,
};
use tunesmith_workload::MACHINE_FAULT;

use super::algorithms;
use super::instances::{InstanceRule, gpus_of, rule_for};
use super::tuning_job::create::OBJECTIVE_PARAMETER;
use crate::model::generated::sagemaker as model;
use crate::server::Context;
use crate::wire::ApiError;

/// Where a job's program finds its checkpoints unless it says so.
const CHECKPOINTS: &str = "/opt/ml/checkpoints/";
/// Seconds that a training job may take when the request does not say.
const DEFAULT_RUNTIME_S: i64 = 86_400;
/// Seconds between the polite and the forced end of a training job, as SageMaker documents them.
const GRACE_S: f64 = 120.0;

/// The parts of a definition, wherever it stands.
pub(crate) struct Definition<'a> {
    pub(crate) image: Option<&'a String>,
    pub(crate) algorithm: Option<&'a String>,
    pub(crate) input_mode: &'a str,
    pub(crate) metrics: Option<&'a Vec<model::MetricDefinition>>,
    pub(crate) entrypoint: &'a [String],
    pub(crate) arguments: &'a [String],
    pub(crate) hyperparameters: BTreeMap<String, String>,
    /// How many hyper-parameters are searched.
    pub(crate) searched: u64,
    pub(crate) channels: Option<&'a Vec<model::Channel>>,
    pub(crate) output: &'a model::OutputDataConfig,
    pub(crate) environment: Option<&'a BTreeMap<String, String>>,
    pub(crate) checkpoints: Option<&'a model::CheckpointConfig>,
    pub(crate) stopping: Option<&'a model::StoppingCondition>,
    pub(crate) retry: Option<&'a model::RetryStrategy>,
    pub(crate) spot: bool,
    pub(crate) instance: (String, i64),
}

/// A definition as it is run.
pub(crate) struct Resolved {
    pub(crate) training: Training,
    pub(crate) metrics: Vec<MetricDefinition>,
}

impl Definition<'_> {
    /// What runs it, and with what.
    pub(crate) fn resolve(&self, cx: &Context, naming: Naming) -> Result<Resolved, ApiError> {
        let image = match (self.image, self.algorithm) {
            (Some(image), None) => image,
            (None, Some(name)) => {
                return Err(ApiError::validation(format!(
                    "AlgorithmName {name} names an algorithm resource, which is not kept here; give its image as TrainingImage."
                )));
            }
            (Some(_), Some(_)) => {
                return Err(ApiError::validation(
                    "Give either TrainingImage or AlgorithmName in AlgorithmSpecification, not both.",
                ));
            }
            (None, None) => return Err(ApiError::validation("AlgorithmSpecification needs a TrainingImage.")),
        };
        let own = self.hyperparameters.keys().filter(|name| *name != OBJECTIVE_PARAMETER).count() as u64;
        let hyperparameters = own + self.searched;
        if hyperparameters > cx.parts.quotas.hyperparameters {
            return Err(ApiError::limit(format!(
                "The job has {hyperparameters} hyperparameters, static and searched; the limit is {}.",
                cx.parts.quotas.hyperparameters
            )));
        }
        let has_script = self.hyperparameters.contains_key("sagemaker_program")
            && self.hyperparameters.contains_key("sagemaker_submit_directory");
        let runtime = cx.parts.images.resolve(image, has_script, self.entrypoint, self.arguments);
        let runtime = runtime.map_err(|e| ApiError::validation(e.to_string()))?;
        let metrics = self.metric_definitions(&runtime);
        if metrics.len() as u64 > cx.parts.quotas.metrics {
            return Err(ApiError::limit(format!(
                "The job defines {} metrics; the limit is {}.",
                metrics.len(),
                cx.parts.quotas.metrics
            )));
        }
        if let Some(metric) = metrics.iter().find(|m| is_reserved_metric(&m.name)) {
            return Err(ApiError::validation(format!(
                "The metric {} cannot be read from a log: names that start with @ are Tunesmith's own. Choose another name.",
                metric.name
            )));
        }
        let channels = self.channels.into_iter().flatten().map(|c| channel(c, self.input_mode));
        let channels: Vec<Channel> = channels.collect::<Result<_, _>>()?;
        for (i, channel) in channels.iter().enumerate() {
            if channels[..i].iter().any(|c| c.name == channel.name) {
                return Err(ApiError::validation(format!(
                    "There are two channels named {}; rename one.",
                    channel.name
                )));
            }
        }
        let checkpoints = self.checkpoints.map(|c| Checkpoints {
            uri: c.s3_uri.clone(),
            path: c.local_path.clone().unwrap_or_else(|| CHECKPOINTS.to_owned()),
        });
        let rule = rule_for(&cx.parts.instances, &self.instance.0);
        let placement = rule.and_then(InstanceRule::placement);
        let gpus = rule.and_then(|r| r.gpus).unwrap_or_else(|| gpus_of(&self.instance.0));
        let training = Training {
            definition: None,
            naming,
            runtime,
            hyperparameters: self.hyperparameters.clone(),
            channels,
            env: self.environment.cloned().unwrap_or_default(),
            output: self.output.s3_output_path.clone(),
            pack: self.output.compression_type.as_deref() != Some("NONE"),
            checkpoints,
            instance: self.instance.0.clone(),
            instances: self.instance.1.max(1) as u32,
            patterns: None,
            timeout_s: Some(self.runtime_s()? as f64),
            retries: self.retry.map(|r| r.maximum_retry_attempts as u32),
            // What this machine lacks it cannot give; an engine says so itself.
            gpus: Some(if placement.is_some() { gpus } else { gpus.min(cx.parts.gpus) }),
            price: rule.and_then(|r| r.price),
            placement,
        };
        Ok(Resolved { training, metrics })
    }

    fn metric_definitions(&self, runtime: &Runtime) -> Vec<MetricDefinition> {
        let given = self.metrics.into_iter().flatten();
        let given: Vec<_> = given.map(|m| MetricDefinition::new(m.name.clone(), m.regex.clone())).collect();
        if !given.is_empty() {
            return given;
        }
        algorithms::metrics_of(runtime, self.hyperparameters.get(OBJECTIVE_PARAMETER).map(String::as_str))
    }

    /// Seconds that a training job may take.
    fn runtime_s(&self) -> Result<i64, ApiError> {
        let runtime_s = self.stopping.and_then(|s| s.max_runtime_in_seconds).unwrap_or(DEFAULT_RUNTIME_S);
        match self.stopping.and_then(|s| s.max_wait_time_in_seconds) {
            Some(_) if !self.spot => Err(ApiError::validation(
                "Invalid MaxWaitTimeInSeconds. It is only supported when EnableManagedSpotTraining is set to true",
            )),
            wait if self.spot && wait.is_none_or(|wait| wait < runtime_s) => Err(ApiError::validation(format!(
                "Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds \
                 ({runtime_s}) when EnableManagedSpotTraining is set to true; it is {}",
                wait.map_or("absent".to_owned(), |wait| wait.to_string())
            ))),
            _ => Ok(runtime_s),
        }
    }
}

/// How training jobs are run.
pub(crate) fn run(cx: &Context, trainings: Vec<Training>) -> Run {
    let mut run = Run::new(Vec::new(), cx.parts.data.root().to_owned());
    // Where the request says how often, a fault of the machine is worth another attempt, as a run that was lost always is.
    if trainings.iter().any(|t| t.retries.is_some()) {
        run.retry_on = RetryOn::ExitCodes(vec![MACHINE_FAULT]);
    }
    run.trainings = trainings;
    run.grace_s = GRACE_S;
    run
}

fn channel(channel: &model::Channel, input_mode: &str) -> Result<Channel, ApiError> {
    let name = &channel.channel_name;
    let source = match (&channel.data_source.s3_data_source, &channel.data_source.file_system_data_source) {
        (Some(s3), None) => {
            let uri = s3.s3_uri.clone();
            match s3.s3_data_type.as_str() {
                "ManifestFile" => Source::Manifest { uri },
                "AugmentedManifestFile" | "Converse" => Source::Lines { uri },
                _ => Source::Prefix { uri },
            }
        }
        (None, Some(files)) => Source::Folder { path: files.directory_path.clone() },
        _ => {
            return Err(ApiError::validation(format!(
                "The channel {name} needs one data source: S3DataSource (FileSystemDataSource is recorded, but not mounted)."
            )));
        }
    };
    let mode = match channel.input_mode.as_deref().unwrap_or(input_mode) {
        "Pipe" => InputMode::Pipe,
        "FastFile" => InputMode::FastFile,
        _ => InputMode::File,
    };
    Ok(Channel {
        name: name.clone(),
        source,
        mode,
        content_type: channel.content_type.clone(),
        gzipped: channel.compression_type.as_deref() == Some("Gzip"),
        shuffle: channel.shuffle_config.as_ref().map(|s| s.seed as u64),
    })
}
