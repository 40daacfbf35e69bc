//! A training job: a program, its data, and where its results go.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tunesmith_space::Configuration;

use crate::placement::{Placement, Setting};

/// The parameter that says which of several definitions a trial trains.
pub const DEFINITION_PARAMETER: &str = "_definition";

/// What a trial trains, with everything that does not depend on the trial's values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Training {
    /// Which of a job's definitions it is; none where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<String>,
    /// How its training jobs are called.
    pub naming: Naming,
    /// What runs it.
    pub runtime: Runtime,
    /// Hyper-parameters that are the same in every trial, as text.
    pub hyperparameters: BTreeMap<String, String>,
    /// Input data.
    pub channels: Vec<Channel>,
    /// Environment of the program.
    #[serde(default)]
    pub env: BTreeMap<String, String>,
    /// Where artifacts go: a URI under which a folder of the training job's name is made.
    pub output: String,
    /// Whether artifacts are packed into one archive.
    #[serde(default = "yes")]
    pub pack: bool,
    /// What is carried over from attempt to attempt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checkpoints: Option<Checkpoints>,
    /// The kind of machine that was asked for; told to the program.
    pub instance: String,
    /// How many machines were asked for; told to the program.
    pub instances: u32,
    /// Patterns of this definition, in the order of the job's metrics; an absent one is not looked for. None: the job's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patterns: Option<Vec<Option<String>>>,
    /// Seconds after which it is stopped. None: as all trials of the job.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_s: Option<f64>,
    /// Further attempts at it. None: as all trials of the job.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retries: Option<u32>,
    /// What an hour of one of its machines costs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    /// Where it runs. None: on the controller's machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placement: Option<Placement>,
    /// GPUs that it takes. None: as all trials of the job.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gpus: Option<u32>,
}

fn yes() -> bool {
    true
}

/// A training job as it is to be run: the file that whoever runs it reads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TrainingRun {
    /// Name of the training job.
    pub name: String,
    /// All hyper-parameters, as text.
    pub hyperparameters: BTreeMap<String, String>,
    /// What it trains.
    pub training: Training,
    /// Where buckets and keys are.
    pub objects: PathBuf,
}

impl TrainingRun {
    /// Name of the file, in the folder of the run.
    pub const FILE: &str = "training.json";

    /// What a trial trains.
    pub fn of(training: &Training, trial: u64, params: &Configuration, objects: PathBuf) -> Self {
        let name = training.naming.name_of(trial);
        let hyperparameters = training.all_hyperparameters(params);
        let mut training = training.clone();
        if let Some(checkpoints) = &mut training.checkpoints {
            checkpoints.uri = checkpoints.uri.replace("{job}", &name);
        }
        Self { name, hyperparameters, training, objects }
    }
}

/// How training jobs are called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Naming {
    /// There is one, with this name.
    Single(String),
    /// Each trial has its own, under this prefix.
    Trials {
        /// Name of the tuning job.
        prefix: String,
        /// Tells jobs apart that had the same name one after the other.
        salt: u64,
    },
}

/// What runs a training job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Runtime {
    /// A script that came with the job, run by a Python interpreter.
    Script {
        /// The interpreter.
        python: String,
    },
    /// An algorithm that Tunesmith knows by name.
    BuiltIn {
        /// Which.
        algorithm: String,
        /// The interpreter that has its package.
        python: String,
    },
    /// A program of the machine.
    Command {
        /// Program and arguments.
        command: Vec<String>,
        /// The interpreter that it finds first as `python3`, if it matters.
        #[serde(default)]
        python: Option<String>,
    },
    /// An image of a container, by the documented contract.
    Container {
        /// Settings of the container, its image among them.
        options: BTreeMap<String, Setting>,
        /// Program and arguments in place of the image's own.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        command: Vec<String>,
        /// Arguments for the image's own program.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        arguments: Vec<String>,
    },
}

/// Input data of a training job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Channel {
    /// Names its folder.
    pub name: String,
    /// Where the data is.
    pub source: Source,
    /// How it is handed over.
    #[serde(default)]
    pub mode: InputMode,
    /// What it is said to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Whether objects are unpacked on the way.
    #[serde(default)]
    pub gzipped: bool,
    /// Shuffles the objects with this seed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shuffle: Option<u64>,
}

/// Where a channel's data is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Source {
    /// Every object whose key starts so.
    Prefix {
        /// URI.
        uri: String,
    },
    /// The objects that a list names.
    Manifest {
        /// URI of the list.
        uri: String,
    },
    /// One object of JSON lines.
    Lines {
        /// URI.
        uri: String,
    },
    /// A folder of this machine.
    Folder {
        /// Path.
        path: String,
    },
}

impl Source {
    /// Its URI or path.
    pub fn place(&self) -> &str {
        match self {
            Self::Prefix { uri } | Self::Manifest { uri } | Self::Lines { uri } => uri,
            Self::Folder { path } => path,
        }
    }
}

/// How data is handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputMode {
    /// As files that are the program's own.
    #[default]
    File,
    /// As files that are not copied, to be read only.
    FastFile,
    /// As a named pipe for each epoch.
    Pipe,
}

/// What is carried over from attempt to attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoints {
    /// Where it is kept; `{job}` stands for the training job's name.
    pub uri: String,
    /// Where the program finds it.
    pub path: String,
}

impl Naming {
    /// Name of a trial's training job.
    pub fn name_of(&self, trial: u64) -> String {
        match self {
            Self::Single(name) => name.clone(),
            Self::Trials { prefix, salt } => {
                let mixed = (salt ^ trial).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
                let mixed = mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9);
                format!("{prefix}-{trial:03}-{:08x}", mixed >> 32)
            }
        }
    }

    /// The trial whose training job has this name.
    pub fn trial_of(&self, name: &str) -> Option<u64> {
        let trial = match self {
            Self::Single(_) => 1,
            Self::Trials { prefix, .. } => name.strip_prefix(prefix.as_str())?.split('-').nth(1)?.parse().ok()?,
        };
        (self.name_of(trial) == name).then_some(trial)
    }
}

impl Training {
    /// Which of several definitions a trial trains.
    pub fn of<'a>(trainings: &'a [Self], params: &Configuration) -> Option<&'a Self> {
        let wanted = params.get(DEFINITION_PARAMETER).map(ToString::to_string);
        trainings.iter().find(|t| wanted.is_none() || t.definition == wanted)
    }

    /// The trial's own values. Names of a job with several definitions lose their prefix.
    pub fn own_values(&self, params: &Configuration) -> Configuration {
        let prefix = self.definition.as_ref().map(|d| definition_prefix(d)).unwrap_or_default();
        let own = params.iter().filter(|(name, _)| *name != DEFINITION_PARAMETER);
        own.filter_map(|(name, value)| Some((name.strip_prefix(&prefix)?.to_owned(), value.clone()))).collect()
    }

    /// The trial's own values as hyper-parameters, as text.
    pub fn tuned(&self, params: &Configuration) -> BTreeMap<String, String> {
        self.own_values(params).iter().map(|(name, value)| (name.to_owned(), value.to_string())).collect()
    }

    /// All hyper-parameters of a trial, as text.
    pub fn all_hyperparameters(&self, params: &Configuration) -> BTreeMap<String, String> {
        let mut all = self.hyperparameters.clone();
        all.extend(self.tuned(params));
        all
    }
}

/// What stands before the names of a definition's parameters in a job that has several definitions.
pub fn definition_prefix(definition: &str) -> String {
    // A name does not start with a digit.
    let guard = if definition.starts_with(|c: char| c.is_ascii_digit()) { "_" } else { "" };
    format!("{guard}{definition}.")
}

#[cfg(test)]
mod tests {
    use tunesmith_space::Value;

    use super::*;

    #[test]
    fn names_lead_back_to_their_trials() {
        let naming = Naming::Trials { prefix: "my-job-261125".into(), salt: 7 };
        for trial in [1, 2, 999, 1000, 12_345] {
            assert_eq!(naming.trial_of(&naming.name_of(trial)), Some(trial));
        }
        assert!(naming.name_of(3).starts_with("my-job-261125-003-"));
        for other in ["my-job-261125-003-00000000", "my-job-261125-003", "my-job-261125", "x", ""] {
            assert_eq!(naming.trial_of(other), None, "{other}");
        }
        let later = Naming::Trials { prefix: "my-job-261125".into(), salt: 8 };
        assert_ne!(naming.name_of(1), later.name_of(1), "a job that was made again has other training jobs");
    }

    #[test]
    fn values_of_a_definition_lose_its_prefix() {
        let training = Training {
            definition: Some("a".into()),
            naming: Naming::Single("x".into()),
            runtime: Runtime::Command { command: Vec::new(), python: None },
            hyperparameters: BTreeMap::from([("depth".into(), "3".into())]),
            channels: Vec::new(),
            env: BTreeMap::new(),
            output: String::new(),
            pack: true,
            checkpoints: None,
            instance: String::new(),
            instances: 1,
            patterns: None,
            timeout_s: None,
            retries: None,
            gpus: None,
            price: None,
            placement: None,
        };
        let params = [(DEFINITION_PARAMETER.to_owned(), Value::from("a")), ("a.lr".to_owned(), Value::Float(1e-5))];
        let all = training.all_hyperparameters(&params.into_iter().collect());
        assert_eq!(all, BTreeMap::from([("depth".into(), "3".into()), ("lr".into(), "1e-5".into())]));
    }
}
