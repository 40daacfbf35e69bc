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
    // A supervisor needs nothing of what follows.
    if std::env::args_os().nth(1).is_some_and(|verb| verb == tunesmith_executor::process::SUPERVISE) {
        return ExitCode::from(tunesmith_executor::process::supervise() as u8);
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
