//! The console: types, units, and a real browser against a real server.

use std::path::Path;
use std::process::Command;

use crate::{debian, report};

/// What Debian calls what is needed, and the program by which it is seen to be there.
const NEEDED: [(&str, &str); 3] = [("node", "nodejs"), ("npm", "npm"), ("chromium", "chromium")];

/// Checks and tests the console. `screens`: makes pictures of every page; `speed`: measures pages of a large job.
pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<(), String> {
    let web = root.join("web");
    debian::install("the console's tests", &NEEDED)?;
    // The build script of the interface fetches the packages and builds the page.
    crate::cargo(&["build", "--quiet", "--package", "tunesmith"])?;
    let step = |program: &str, arguments: &[&str]| {
        report(&format!("console: {program} {}", arguments.join(" ")));
        match Command::new(program).args(arguments).current_dir(&web).env("CI", "1").status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("{program} {} ended with {status}", arguments.join(" "))),
            Err(error) => Err(format!("{program} cannot be run: {error}")),
        }
    };
    let named = |name: &str| arguments.iter().any(|a| a == name);
    if named("screens") {
        return step("npx", &["--no-install", "playwright", "test", "--project=screens"]);
    }
    if !web.join("node_modules/.bin/tsc").exists() {
        return Err("the console was not built; `cargo build` says why".into());
    }
    step("npm", &["run", "--silent", "check"])?;
    step("npm", &["run", "--silent", "test"])?;
    step("npx", &["--no-install", "playwright", "test", "--project=tests"])
}
