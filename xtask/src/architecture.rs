//! Imports run one way, and the pure crates stay pure.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What the controller may use: everything below it.
const BELOW_CONTROLLER: &[&str] = &[
    "tunesmith-store",
    "tunesmith-engine",
    "tunesmith-executor",
    "tunesmith-study",
    "tunesmith-space",
    "tunesmith-metrics",
];

/// Programs and their data: beside the controller, which knows neither.
const WORKLOAD: &[&str] = &["tunesmith-workload", "tunesmith-objects", "tunesmith-outside"];

/// Endpoints: beside the controller too.
const HOSTING: &[&str] = &["tunesmith-hosting"];

const CONTROLLER: &[&str] = &["tunesmith-controller"];

/// Each crate and the crates of this workspace that it may use. A crate that is not here may not exist.
const ALLOWED: [(&str, &[&[&str]]); 19] = [
    ("tunesmith-jobfile", &[&["tunesmith-executor", "tunesmith-study", "tunesmith-space", "tunesmith-metrics"]]),
    ("tunesmith-access", &[]),
    ("tunesmith-space", &[]),
    ("tunesmith-metrics", &[]),
    ("tunesmith-study", &[&["tunesmith-space", "tunesmith-metrics"]]),
    ("tunesmith-engine", &[&["tunesmith-space"]]),
    ("tunesmith-store", &[&["tunesmith-study", "tunesmith-space", "tunesmith-metrics"]]),
    ("tunesmith-containers", &[]),
    ("tunesmith-executor", &[&["tunesmith-containers", "tunesmith-metrics"]]),
    ("tunesmith-objects", &[]),
    ("tunesmith-outside", &[]),
    (
        "tunesmith-workload",
        &[&["tunesmith-containers", "tunesmith-executor", "tunesmith-objects", "tunesmith-outside", "tunesmith-study"]],
    ),
    ("tunesmith-hosting", &[&["tunesmith-executor", "tunesmith-store"], WORKLOAD]),
    ("tunesmith-controller", &[BELOW_CONTROLLER]),
    ("tunesmith-aws", &[&["tunesmith-access"], CONTROLLER, HOSTING, BELOW_CONTROLLER, WORKLOAD]),
    ("tunesmith-api", &[&["tunesmith-access", "tunesmith-jobfile"], CONTROLLER, HOSTING, BELOW_CONTROLLER]),
    ("tunesmith-sim", &[CONTROLLER, BELOW_CONTROLLER]),
    (
        "tunesmith",
        &[
            &["tunesmith-aws", "tunesmith-api", "tunesmith-access", "tunesmith-jobfile"],
            CONTROLLER,
            HOSTING,
            BELOW_CONTROLLER,
            WORKLOAD,
        ],
    ),
    ("xtask", &[]),
];

/// Crates that know no runtime, clock, file, network or global randomness.
const PURE: [&str; 4] = ["space", "engine", "metrics", "study"];

/// What a pure crate's sources may not say. `std::path` is a name for a place, not a file.
const IMPURE: [&str; 12] = [
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "std::io",
    "std::time",
    "std::thread",
    "SystemTime",
    "Instant::",
    "tokio::",
    "thread_rng",
    "getrandom",
];

/// What a pure crate may depend on besides the workspace.
const PURE_DEPENDENCIES: [&str; 5] = ["serde", "thiserror", "libm", "regex", "fancy-regex"];

/// Answers with every violation.
pub(crate) fn check(root: &Path) -> Result<(), String> {
    let mut violations = Vec::new();
    for package in packages(root)? {
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, allowed)) = ALLOWED.iter().find(|(n, _)| *n == name) else {
            violations.push(format!(
                "crate `{name}` has no place in the import order; give it one in xtask/src/architecture.rs"
            ));
            continue;
        };
        let pure = PURE.iter().any(|p| name == format!("tunesmith-{p}"));
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            // What only tests use may come from anywhere.
            if !dependency["kind"].is_null() {
                continue;
            }
            let used = dependency["name"].as_str().unwrap_or_default();
            let ours = used.starts_with("tunesmith");
            if ours && !allowed.iter().any(|crates| crates.contains(&used)) {
                violations.push(format!("`{name}` may not use `{used}`: imports run downward only"));
            }
            if pure && !ours && !PURE_DEPENDENCIES.contains(&used) {
                violations.push(format!("`{name}` is pure and may not depend on `{used}`"));
            }
        }
    }
    for name in PURE {
        for file in sources(&root.join("crates").join(name).join("src")) {
            let text = fs::read_to_string(&file).map_err(|e| format!("{}: {e}", file.display()))?;
            for (number, line) in text.lines().enumerate() {
                let code = line.trim_start();
                if !code.starts_with("//") && IMPURE.iter().any(|word| code.contains(word)) {
                    violations.push(format!(
                        "{}:{}: a pure crate may not say `{}`",
                        file.display(),
                        number + 1,
                        code.trim()
                    ));
                }
            }
        }
    }
    if violations.is_empty() {
        Ok(())
    } else {
        Err(format!("the architecture is broken:\n  {}", violations.join("\n  ")))
    }
}

fn packages(root: &Path) -> Result<Vec<Value>, String> {
    let output =
        Command::new("cargo").args(["metadata", "--format-version", "1", "--no-deps"]).current_dir(root).output();
    let output = output.map_err(|e| format!("cargo metadata cannot be run: {e}"))?;
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|e| format!("cargo metadata: {e}"))?;
    metadata["packages"].as_array().cloned().ok_or_else(|| "cargo metadata names no packages".to_owned())
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_architecture_holds() {
        super::check(&crate::root()).expect("no violation");
    }
}
