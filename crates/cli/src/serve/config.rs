//! The configuration file of a server.

use std::path::Path;

use miette::{IntoDiagnostic, WrapErr as _};
use serde::Deserialize;
use tunesmith_aws::Quotas;
use tunesmith_training::{ImageMap, ImageRule};

use crate::failure::Failure;

/// The account of whoever names none.
const ACCOUNT: &str = "123456789012";

/// What a configuration file may say.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ServerConfig {
    /// The interpreter for training scripts.
    pub(crate) python: Option<String>,
    /// The twelve digits of the account.
    account: Option<String>,
    /// Host names under which buckets are host names themselves.
    pub(crate) domains: Vec<String>,
    /// How much there may be.
    quotas: Option<Quotas>,
    /// What runs the jobs of which images.
    images: Vec<ImageRule>,
}

impl ServerConfig {
    /// Reads a file.
    pub(crate) fn read(file: &Path) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(file).into_diagnostic().wrap_err_with(|| file.display().to_string())?;
        Ok(toml::from_str(&text).into_diagnostic().wrap_err_with(|| file.display().to_string())?)
    }

    pub(crate) fn images(&self) -> ImageMap {
        let python = self.python.clone().unwrap_or_else(|| "python3".to_owned());
        ImageMap { python, rules: self.images.clone() }
    }

    pub(crate) fn quotas(&self, wanted: bool) -> Quotas {
        if wanted { self.quotas.clone().unwrap_or_default() } else { Quotas::none() }
    }

    pub(crate) fn account(&self) -> String {
        self.account.clone().unwrap_or_else(|| ACCOUNT.to_owned())
    }
}
