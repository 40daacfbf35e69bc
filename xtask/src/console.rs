//! The console: types, units, and a real browser against a real server.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::report;

/// What Debian calls what is needed, and the program by which it is seen to be there.
const NEEDED: [(&str, &str); 3] = [("node", "nodejs"), ("npm", "npm"), ("chromium", "chromium")];

/// Checks and tests the console. `screens`: makes pictures of every page; `speed`: measures pages of a large job.
pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<(), String> {
    let web = root.join("web");
    install()?;
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

/// Installs what is lacking, where that can be done.
fn install() -> Result<(), String> {
    let lacks = |program: &str| {
        let found = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        !found.is_ok_and(|status| status.success())
    };
    let wanted: Vec<&str> = NEEDED.iter().filter(|(program, _)| lacks(program)).map(|(_, package)| *package).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let by_hand =
        format!("the console's tests need {}; on Debian: apt-get install {}", wanted.join(", "), wanted.join(" "));
    report(&format!("console: installing {}", wanted.join(", ")));
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let packages = [&["install", "--yes", "--no-install-recommends"][..], &wanted].concat();
    // Lists may be there already; where they are not, they are fetched.
    if apt(&packages) || (apt(&["update"]) && apt(&packages)) { Ok(()) } else { Err(by_hand) }
}
