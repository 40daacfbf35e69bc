//! `tunesmith doctor`: whether an executor can run what it will be given.

use std::path::{Path, PathBuf};

use clap::Args;
use miette::IntoDiagnostic;
use tunesmith_executor::doctor::{Finding, examine, probe};
use tunesmith_executor::{PROCESS, Place};

use super::{DataArgs, runtime};
use crate::exit::Code;
use crate::failure::Failure;
use crate::job::{overlay_settings, read_file, report};
use crate::output;
use crate::view::paint;

#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// The executor: process, slurm, ray, container [default: that of tune.toml]
    executor: Option<String>,
    /// File with its settings [default: tune.toml, where there is one]
    #[arg(short, long, value_name = "tune.toml")]
    file: Option<PathBuf>,
    /// A setting of the executor, as in its section of the file; twice the same makes a list
    #[arg(long, value_name = "NAME=VALUE")]
    executor_option: Vec<String>,
    /// Look only, and run nothing
    #[arg(long)]
    no_run: bool,
    #[command(flatten)]
    data: DataArgs,
}

pub(crate) fn run(args: &DoctorArgs) -> Result<Code, Failure> {
    let usual = Path::new("tune.toml");
    let file = args.file.as_deref().or_else(|| usual.is_file().then_some(usual));
    let mut draft = file.map(read_file).transpose()?.unwrap_or_default();
    if args.executor.is_some() {
        draft.executor.clone_from(&args.executor);
    }
    overlay_settings(&mut draft, &args.executor_option)?;
    let place = draft.placement().map_err(report)?.map(|placement| Place::new(&placement.executor, &placement.options));
    let data = args.data.create()?;
    let name = place.as_ref().map_or(PROCESS, |place| &place.executor);
    output::line(&format!("{} in {}", paint::bold(name), data.root().display()));
    runtime()?.block_on(async {
        let mut well = true;
        if let Some(place) = &place {
            for finding in examine(place).await {
                well &= tell(&finding);
            }
        }
        // What cannot be handed over need not be tried.
        if well && !args.no_run {
            let program = std::env::current_exe().into_diagnostic()?;
            let finding =
                probe(place.as_ref(), program, data.root(), |note| output::note(&paint::dim(&format!("      {note}"))));
            well = tell(&finding.await);
        }
        Ok(if well { Code::Ok } else { Code::Usage })
    })
}

/// Says what was found; whether it is well.
fn tell(finding: &Finding) -> bool {
    match &finding.result {
        Ok(how) => output::line(&format!("  {} {}: {how}", paint::good("ok  "), finding.what)),
        Err(why) => output::line(&format!("  {} {}: {why}", paint::bad("FAIL"), finding.what)),
    }
    finding.result.is_ok()
}
