//! The `tunesmith` command.

mod exit;
mod failure;
mod job;
mod output;
mod serve;
mod session;
mod verbs;
mod view;

use std::process::ExitCode;
use std::sync::LazyLock;

use clap::Parser;
use tunesmith_executor::folder::Start;

/// Tunes the parameters of any command: runs it, reads its metrics from what it prints, proposes better values.
#[derive(Debug, Parser)]
#[command(
    name = "tunesmith",
    version = version(),
    about,
    propagate_version = true,
    disable_help_subcommand = true,
    max_term_width = 110
)]
struct Cli {
    #[command(subcommand)]
    verb: verbs::Verb,
}

/// The version, and what this binary lacks.
fn version() -> &'static str {
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        let lacks = tunesmith_api::CONSOLE.err().map(|why| format!(" (without the console: {why})"));
        format!("{}{}", env!("CARGO_PKG_VERSION"), lacks.unwrap_or_default())
    });
    &TEXT
}

/// Runs what an engine has started here; says why not, where it may not.
fn supervise_start(arguments: &[String]) -> ExitCode {
    let [folder, job, restarts, node] = arguments else {
        output::note("tunesmith: FOLDER JOB RESTARTS NODE");
        return exit::Code::Usage.into();
    };
    let start = Start { job: job.clone(), restarts: restarts.parse().unwrap_or(0), node: node.clone() };
    match tunesmith_executor::process::supervise_start(folder.as_ref(), &start) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            output::note(&format!("tunesmith: {reason}"));
            ExitCode::FAILURE
        }
    }
}

fn main() -> ExitCode {
    // Processes that a controller starts need nothing of what follows.
    let mut arguments = std::env::args_os().skip(1);
    match arguments.next() {
        Some(verb) if verb == tunesmith_executor::process::SUPERVISE => {
            return ExitCode::from(tunesmith_executor::process::supervise() as u8);
        }
        Some(verb) if verb == tunesmith_executor::process::SUPERVISE_START => {
            return supervise_start(&arguments.map(|a| a.to_string_lossy().into_owned()).collect::<Vec<_>>());
        }
        Some(verb) if verb == tunesmith_controller::TRAIN => {
            let folder = arguments.next().unwrap_or_default();
            let inside = arguments.next().is_some_and(|a| a == tunesmith_workload::INSIDE);
            return ExitCode::from(tunesmith_workload::training::run(folder.as_ref(), inside) as u8);
        }
        Some(verb) if verb == tunesmith_hosting::SERVE_MODEL => {
            let folder = arguments.next().unwrap_or_default();
            let inside = arguments.next().is_some_and(|a| a == tunesmith_workload::INSIDE);
            return ExitCode::from(tunesmith_workload::serving::run(folder.as_ref(), inside) as u8);
        }
        _ => {}
    }
    let cli = Cli::parse();
    match verbs::run(cli.verb) {
        Ok(code) => code.into(),
        Err(failure::Failure(report)) => {
            output::error(&report);
            exit::Code::Usage.into()
        }
    }
}
