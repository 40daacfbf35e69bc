//! What is kept: models, configurations of endpoints, endpoints.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use tunesmith_workload::serving::{ModelData, ServerRuntime};

/// A model and what serves it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// Its name.
    pub name: String,
    /// What runs.
    pub runtime: ServerRuntime,
    /// What it is made of.
    pub data: Option<ModelData>,
    /// Environment of the program.
    pub env: BTreeMap<String, String>,
    /// Milliseconds since the epoch.
    pub created_ms: i64,
    /// The request that it came from, in its own words.
    pub asked: String,
}

/// What an endpoint may be made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EndpointConfig {
    /// Its name.
    pub name: String,
    /// Between which requests are shared.
    pub variants: Vec<VariantSpec>,
    /// Milliseconds since the epoch.
    pub created_ms: i64,
    /// The request that it came from, in its own words.
    pub asked: String,
}

/// A variant by the name of its model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VariantSpec {
    /// Its name.
    pub name: String,
    /// Name of its model.
    pub model: String,
    /// Processes.
    pub count: u32,
    /// Its share of the requests is this over the sum of all weights.
    pub weight: f64,
    /// Seconds that a process may take until it answers for the first time.
    pub startup_s: f64,
}

/// A variant with its model, as it was when it was deployed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Variant {
    /// What was asked for; count and weight as they are wanted now.
    pub spec: VariantSpec,
    /// Its model.
    pub model: Model,
}

/// What an endpoint consists of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Deployment {
    /// Name of the configuration.
    pub config: String,
    /// Tells this deployment's processes from those of others of the endpoint.
    pub generation: u64,
    /// Between which requests are shared.
    pub variants: Vec<Variant>,
}

/// How an endpoint stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Its first processes are starting.
    Creating,
    /// It answers.
    InService,
    /// It answers, and other processes are starting.
    Updating,
    /// It answers with what it had; what it was to get did not start.
    RollingBack,
    /// It answers no more, and its processes are ending.
    Deleting,
    /// It never started.
    Failed,
}

/// An endpoint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Endpoint {
    /// Its name.
    pub name: String,
    /// How it stands.
    pub status: Status,
    /// Why it is not what it was to be.
    #[serde(default)]
    pub failure: Option<String>,
    /// What answers.
    #[serde(default)]
    pub active: Option<Deployment>,
    /// What is to answer, as long as it does not.
    #[serde(default)]
    pub wanted: Option<Deployment>,
    /// Of the latest deployment.
    pub generation: u64,
    /// Milliseconds since the epoch.
    pub created_ms: i64,
    /// Milliseconds since the epoch.
    pub updated_ms: i64,
    /// The request that it came from, in its own words.
    pub asked: String,
}

/// A change of one variant.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Which.
    pub variant: String,
    /// A new weight.
    pub weight: Option<f64>,
    /// Another number of processes.
    pub count: Option<u32>,
}

impl Deployment {
    /// Processes of all its variants.
    pub fn processes(&self) -> u32 {
        self.variants.iter().map(|v| v.spec.count).fold(0, u32::saturating_add)
    }
}

impl Endpoint {
    /// What it consists of, or is to consist of.
    pub fn deployment(&self) -> Option<&Deployment> {
        self.active.as_ref().or(self.wanted.as_ref())
    }
}
