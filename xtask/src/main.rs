//! Checks of the house: `cargo xtask test` is all of them, `cargo xtask arch` the import direction and purity alone.

mod architecture;
mod codegen;

use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let done = match task.as_str() {
        "arch" => architecture::check(&root()),
        "codegen" => codegen::run(&root(), std::env::args().nth(2).is_some_and(|flag| flag == "--check")),
        "test" => test(),
        _ => Err("tasks: test (formatting, lints, architecture, all tests), arch (import direction and purity), \
                      codegen [--check] (the types of the AWS services)"
            .to_owned()),
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
        cargo(&["nextest", "run", "--workspace"])
    } else {
        cargo(&["test", "--workspace", "--all-targets"])
    }
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
