//! Programs that tests need, from Debian's packages.

use std::process::{Command, Stdio};

use crate::report;

/// Installs what is lacking, where that can be done. Each is a program by which it is seen to be there, and its package.
pub(crate) fn install(who: &str, needed: &[(&str, &str)]) -> Result<(), String> {
    let wanted: Vec<&str> = needed.iter().filter(|(program, _)| lacks(program)).map(|(_, package)| *package).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let names = wanted.join(", ");
    let by_hand = format!("{who} need {names}; on Debian: apt-get install {}", wanted.join(" "));
    report(&format!("installing {names} for {who}"));
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    let packages = [&["install", "--yes", "--no-install-recommends"][..], &wanted].concat();
    // Lists may be there already; where they are not, they are fetched.
    if apt(&packages) || (apt(&["update"]) && apt(&packages)) { Ok(()) } else { Err(by_hand) }
}

fn lacks(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    !std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}
