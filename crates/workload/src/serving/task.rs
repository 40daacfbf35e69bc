//! What is to be served.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use tunesmith_study::Setting;

/// A model server as it is to be run: the file that whoever runs it reads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ModelServer {
    /// What runs.
    pub runtime: ServerRuntime,
    /// What is put under `/opt/ml/model`.
    pub data: Option<ModelData>,
    /// Environment of the program.
    pub env: BTreeMap<String, String>,
    /// Where it listens, on the loopback address.
    pub port: u16,
    /// Where buckets and keys are.
    pub objects: PathBuf,
}

impl ModelServer {
    /// Name of the file, in the folder of the run.
    pub const FILE: &str = "server.json";
}

/// What answers for a model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum ServerRuntime {
    /// Our own small server, with the handlers of the framework and of the model's own code.
    Handlers {
        /// Which framework.
        framework: Framework,
        /// The interpreter that has its packages.
        python: String,
    },
    /// A program of the machine that listens on the port it is told.
    Command {
        /// Program and arguments; `{port}` in them is the port, `{dir}` the folder of the model.
        command: Vec<String>,
        /// Working directory; none: that of the model's code.
        #[serde(default)]
        dir: Option<PathBuf>,
        /// The interpreter that it finds first as `python3`, if it matters.
        #[serde(default)]
        python: Option<String>,
    },
    /// The image of a container, which serves by the documented contract.
    Container {
        /// Settings of the container, its image among them.
        options: BTreeMap<String, Setting>,
        /// Program and arguments in place of the image's own; `{port}` in them is the port, `{dir}` the folder of the model.
        command: Vec<String>,
    },
}

/// The frameworks whose models our own server reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Framework {
    /// Whatever joblib or pickle reads, or the model's own handlers.
    Handlers,
    /// `TorchScript`.
    Pytorch,
    /// A booster of XGBoost.
    Xgboost,
    /// A `SavedModel`, with the messages of `TensorFlow` Serving.
    Tensorflow,
    /// A `SavedModel`, with the messages of the toolkit of 2018.
    Tensorflow2018,
}

impl Framework {
    /// As our server in Python is told.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Handlers => "handlers",
            Self::Pytorch => "pytorch",
            Self::Xgboost => "xgboost",
            Self::Tensorflow => "tensorflow",
            Self::Tensorflow2018 => "tensorflow-2018",
        }
    }
}

/// Where a model comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelData {
    /// Address of the archive, or of what all its files' keys start with.
    pub uri: String,
    /// Whether it is an archive.
    pub packed: bool,
}
