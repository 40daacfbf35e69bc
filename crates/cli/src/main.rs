//! The `tunesmith` command.

mod exit;
mod failure;
mod job;
mod output;
mod session;
mod verbs;
mod view;

use std::process::ExitCode;

use clap::Parser;

/// Tunes the parameters of any command: runs it, reads its metrics from what it prints, proposes better values.
#[derive(Debug, Parser)]
#[command(
    name = "tunesmith",
    version,
    about,
    propagate_version = true,
    disable_help_subcommand = true,
    max_term_width = 110
)]
struct Cli {
    #[command(subcommand)]
    verb: verbs::Verb,
}

fn main() -> ExitCode {
    // Supervisors are started a thousand times; they need nothing of what follows.
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_some_and(|a| a == tunesmith_executor::process::SUPERVISE) {
        let code = arguments.next().map_or(2, |folder| tunesmith_executor::process::supervise(folder.as_ref()));
        return ExitCode::from(code as u8);
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
