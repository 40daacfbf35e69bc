//! `tunesmith exec`: runs a program whose AWS clients reach the server, with no change to it.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

use clap::Args;

use super::env::{Reach, write};
use super::{DataArgs, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};

/// Sends clients to the server even where an SDK names an address in AWS.
const HOOK: &str = include_str!("../../../../python/sitecustomize.py");

#[derive(Debug, Args)]
#[command(after_help = "Example:\n  tunesmith exec -- python my_sagemaker_script.py")]
pub(crate) struct ExecArgs {
    /// Which of the server's keys
    #[arg(long, value_name = "NAME")]
    key: Option<String>,
    #[command(flatten)]
    data: DataArgs,
    /// Program and arguments
    #[arg(last = true, required = true, value_name = "COMMAND")]
    command: Vec<String>,
}

pub(crate) fn run(args: &ExecArgs) -> Result<Code, Failure> {
    let reach = runtime()?.block_on(Reach::find(&args.data, args.key.as_deref()))?;
    let folder = reach.data.root().join("python");
    std::fs::create_dir_all(&folder)?;
    write(&folder.join("sitecustomize.py"), HOOK)?;
    let mut path = folder.display().to_string();
    if let Ok(rest) = std::env::var("PYTHONPATH")
        && !rest.is_empty()
    {
        path = format!("{path}:{rest}");
    }
    let (program, arguments) = args.command.split_first().ok_or_else(|| failure!("there is no command to run"))?;
    let error = Command::new(program)
        .args(arguments)
        .envs(reach.variables()?)
        .env("PYTHONPATH", path)
        // A profile or a session of AWS would be stronger than the key.
        .env_remove("AWS_PROFILE")
        .env_remove("AWS_SESSION_TOKEN")
        .exec();
    Err(failure!("`{program}` could not be started: {error}"))
}
