//! Checks of the house: `cargo xtask test` is all of them; each can be run by itself.

mod architecture;
mod clients;
mod cluster;
mod codegen;
mod console;
mod debian;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const TASKS: &str = "tasks:
  test                      everything: formatting, lints, import direction, all tests, real clients
  arch                      import direction and purity
  clients [--all] [NAME...] real AWS clients against a server
  cluster [ENGINE [PART]]   real engines, set up here: slurm, container (need root), ray
  console [screens]         the console's types and units, and a real browser against a real server
  codegen [--check]         the types of the AWS services, from a pinned botocore";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1..).unwrap_or_default();
    let done = match arguments.first().map(String::as_str) {
        Some("arch") => architecture::check(&root()),
        Some("clients") => clients::run(&root(), rest),
        Some("cluster") => cluster::run(&root(), rest),
        Some("console") => console::run(&root(), rest),
        Some("codegen") => codegen::run(&root(), rest.iter().any(|flag| flag == "--check")),
        Some("test") => test(),
        _ => Err(TASKS.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            report(&message);
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "a task talks to whoever runs it")]
fn report(message: &str) {
    eprintln!("xtask: {message}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_owned()
}

/// Everything that must hold before a change lands.
fn test() -> Result<(), String> {
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])?;
    architecture::check(&root())?;
    let has_nextest = Command::new("cargo").args(["nextest", "--version"]).output().is_ok_and(|o| o.status.success());
    // Examples in documentation are tests that nextest does not run.
    cargo(&["test", "--workspace", "--doc", "--quiet"])?;
    if has_nextest {
        cargo(&["nextest", "run", "--workspace"])?;
    } else {
        cargo(&["test", "--workspace", "--all-targets"])?;
    }
    report("codegen --check");
    codegen::run(&root(), true)?;
    console::run(&root(), &[])?;
    clients::run(&root(), &[])
}

fn cargo(arguments: &[&str]) -> Result<(), String> {
    report(&format!("cargo {}", arguments.join(" ")));
    let status = Command::new("cargo").args(arguments).current_dir(root()).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("cargo {} ended with {status}", arguments[0])),
        Err(error) => Err(format!("cargo cannot be run: {error}")),
    }
}
