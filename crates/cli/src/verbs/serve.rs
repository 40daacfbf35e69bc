//! `tunesmith serve`: tuning and training jobs for AWS clients.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;
use tunesmith_api::SignIn;

use super::{DataArgs, runtime};
use crate::exit::Code;
use crate::failure::Failure;
use crate::serve::{ServerConfig, ServerOptions, run_server};
use crate::session::cores;

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  tunesmith serve &\n  tunesmith exec -- python my_sagemaker_script.py")]
pub(crate) struct ServeArgs {
    /// Address and port to listen on
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7700", env = "TUNESMITH_LISTEN")]
    listen: SocketAddr,
    /// Address by which clients and other servers reach this one, such as `http://node7:7700` [default: where it listens]
    #[arg(long, value_name = "URL", env = "TUNESMITH_URL", value_parser = url)]
    url: Option<String>,
    /// Training jobs at once on this machine; further ones wait [default: two for each core, at least 4]
    #[arg(long, value_name = "N")]
    slots: Option<usize>,
    /// Python that runs training scripts [default: python3]
    #[arg(long, value_name = "PROGRAM", env = "TUNESMITH_PYTHON")]
    python: Option<String>,
    /// File with images, quotas, account (docs/sagemaker.md)
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Who must sign in to the console: `auto` lets in who comes over this machine's own address
    #[arg(long, value_enum, default_value_t = SignInRule::Auto, value_name = "auto|always")]
    sign_in: SignInRule,
    /// No limits on the number of jobs
    #[arg(long)]
    no_quotas: bool,
    /// How the server's own log is written to standard error (`RUST_LOG` chooses what)
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SignInRule {
    Auto,
    Always,
}

impl From<SignInRule> for SignIn {
    fn from(rule: SignInRule) -> Self {
        match rule {
            SignInRule::Auto => Self::Auto,
            SignInRule::Always => Self::Always,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    Text,
    Json,
}

/// An address without a slash at its end.
fn url(text: &str) -> Result<String, String> {
    let host =
        text.trim_end_matches('/').strip_prefix("http://").filter(|host| !host.is_empty() && !host.contains('/'));
    host.map(|host| format!("http://{host}")).ok_or_else(|| "it is written http://HOST:PORT".to_owned())
}

pub(crate) fn run(args: &ServeArgs) -> Result<Code, Failure> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,s3s=off"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match args.log_format {
        LogFormat::Text => log.with_ansi(false).init(),
        LogFormat::Json => log.json().init(),
    }
    let mut config = args.config.as_deref().map(ServerConfig::read).transpose()?.unwrap_or_default();
    if args.python.is_some() {
        config.python.clone_from(&args.python);
    }
    let slots = args.slots.unwrap_or_else(|| (2 * cores()).max(4)).max(1);
    let options = ServerOptions {
        address: args.listen,
        url: args.url.clone(),
        slots,
        config,
        quotas: !args.no_quotas,
        sign_in: args.sign_in.into(),
        end: Arc::default(),
    };
    runtime()?.block_on(async { run_server(args.data.create()?, options).await })?;
    Ok(Code::Ok)
}
