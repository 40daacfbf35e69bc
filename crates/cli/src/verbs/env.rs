//! `tunesmith env`: how AWS clients reach the server.

use std::collections::BTreeMap;
use std::path::Path;

use clap::{Args, ValueEnum};
use miette::{IntoDiagnostic, WrapErr as _};
use tunesmith_access::{Key, Keyring};
use tunesmith_aws::Client;
use tunesmith_store::DataDir;

use super::{DataArgs, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::output;
use crate::serve::{KEYS_FILE, Place, variables};

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  eval \"$(tunesmith env)\"\n  aws sagemaker list-hyper-parameter-tuning-jobs")]
pub(crate) struct EnvArgs {
    /// Which of the server's keys
    #[arg(long, value_name = "NAME")]
    key: Option<String>,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Sh)]
    format: Format,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Sh,
    Fish,
    Json,
}

/// A server that runs, and a key for it.
pub(super) struct Reach {
    pub(super) data: DataDir,
    pub(super) url: String,
    pub(super) key: Key,
}

impl Reach {
    /// The server of a data directory.
    pub(super) async fn find(args: &DataArgs, key: Option<&str>) -> Result<Self, Failure> {
        let none = || failure!("no server runs on {}; start one with: tunesmith serve", args.data_dir.display());
        let data = args.directory().map_err(|_| none())?;
        let place = Place::find(&data).await?.ok_or_else(none)?;
        let file = data.root().join(KEYS_FILE);
        let keys = Keyring::open(&file).into_diagnostic().wrap_err_with(|| file.display().to_string())?;
        let found = match key {
            None => keys.first(),
            Some(name) => keys.keys.iter().find(|k| k.name == name),
        };
        let names = || keys.keys.iter().map(|k| format!("`{}`", k.name)).collect::<Vec<_>>().join(", ");
        let key = found.cloned().ok_or_else(|| failure!("there is no such key; there is {}", names()))?;
        Ok(Self { data, url: place.url, key })
    }

    /// A client of it.
    pub(super) fn client(&self) -> Client {
        let region = variables(&self.url, &self.key).remove("AWS_REGION").unwrap_or_default();
        Client::new(self.url.clone(), region, self.key.clone())
    }

    /// The variables of a program whose AWS clients are to reach it.
    pub(super) fn variables(&self) -> Result<BTreeMap<String, String>, Failure> {
        let mut all = variables(&self.url, &self.key);
        // The SDK's defaults: no telemetry to AWS.
        if std::env::var_os(SDK_CONFIG).is_none() {
            let file = self.data.root().join("sagemaker-config.yaml");
            write(&file, SDK_DEFAULTS)?;
            all.insert(SDK_CONFIG.to_owned(), file.display().to_string());
        }
        // A proxy must not come between.
        let skipped = std::env::var("NO_PROXY").or_else(|_| std::env::var("no_proxy")).unwrap_or_default();
        let skipped =
            if skipped.is_empty() { "127.0.0.1,localhost".into() } else { format!("{skipped},127.0.0.1,localhost") };
        all.insert("NO_PROXY".to_owned(), skipped.clone());
        all.insert("no_proxy".to_owned(), skipped);
        Ok(all)
    }
}

const SDK_CONFIG: &str = "SAGEMAKER_USER_CONFIG_OVERRIDE";
const SDK_DEFAULTS: &str =
    "SchemaVersion: '1.0'\nSageMaker:\n  PythonSDK:\n    Modules:\n      TelemetryOptOut: true\n";

pub(super) fn write(file: &Path, text: &str) -> Result<(), Failure> {
    Ok(std::fs::write(file, text).into_diagnostic().wrap_err_with(|| file.display().to_string())?)
}

pub(crate) fn run(args: &EnvArgs) -> Result<Code, Failure> {
    let all = runtime()?.block_on(Reach::find(&args.data, args.key.as_deref()))?.variables()?;
    let text = match args.format {
        Format::Json => serde_json::to_string_pretty(&all).into_diagnostic()?,
        Format::Sh => lines(&all, |name, value| format!("export {name}={value}")),
        Format::Fish => lines(&all, |name, value| format!("set -gx {name} {value}")),
    };
    output::line(&text);
    Ok(Code::Ok)
}

fn lines(all: &BTreeMap<String, String>, line: impl Fn(&str, &str) -> String) -> String {
    all.iter().map(|(name, value)| line(name, &shell_words::quote(value))).collect::<Vec<_>>().join("\n")
}
