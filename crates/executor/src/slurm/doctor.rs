//! Whether a Slurm cluster takes our jobs.

use std::path::Path;

use super::client::{ask, present};
use super::options::SlurmOptions;
use super::script::{Directives, script};
use crate::doctor::Finding;
use crate::run::Place;

const COMMANDS: &str = "Slurm's commands";

/// Looks at Slurm's commands, its controller, its partitions, and whether it takes a job with these settings.
pub(crate) async fn examine(place: Place) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Err(why) = present() {
        return vec![Finding::bad(COMMANDS, why)];
    }
    match ask("sbatch", &["--version"]).await {
        Ok(version) => findings.push(Finding::good(COMMANDS, version.trim())),
        // Without its configuration none of them does anything.
        Err(trouble) => return vec![Finding::bad(COMMANDS, trouble.text())],
    }
    match ask("scontrol", &["ping"]).await {
        Ok(text) if text.contains("UP") => {
            findings.push(Finding::good("its controller", text.lines().next().unwrap_or_default().trim()));
        }
        Ok(text) => findings.push(Finding::bad("its controller", format!("it does not answer: {}", text.trim()))),
        Err(trouble) => findings.push(Finding::bad("its controller", trouble.text())),
    }
    let options = match SlurmOptions::read(&place.options) {
        Ok(options) => options,
        Err(reason) => {
            findings.push(Finding::bad("the settings", reason));
            return findings;
        }
    };
    findings.push(partitions(&options).await);
    findings.push(accepted(&options).await);
    findings
}

async fn partitions(options: &SlurmOptions) -> Finding {
    const WHAT: &str = "its partitions";
    let listed = match ask("sinfo", &["--noheader", "--format=%P %a %D %t %l"]).await {
        Ok(listed) => listed,
        Err(trouble) => return Finding::bad(WHAT, trouble.text()),
    };
    let rows: Vec<Vec<&str>> = listed.lines().map(|line| line.split_whitespace().collect()).collect();
    let name = |row: &[&str]| row.first().map(|name| name.trim_end_matches('*').to_owned()).unwrap_or_default();
    let is_default = |row: &[&str]| row.first().is_some_and(|name| name.ends_with('*'));
    let wanted = options.partition.as_deref();
    let mut names: Vec<String> = rows.iter().map(|row| name(row)).collect();
    names.dedup();
    // A list of partitions means the one that is free first.
    let is_wanted = |row: &&Vec<&str>| match wanted {
        Some(wanted) => wanted.split(',').any(|w| w == name(row)),
        None => is_default(row),
    };
    let own: Vec<&Vec<&str>> = rows.iter().filter(is_wanted).collect();
    if own.is_empty() {
        let why = wanted.map_or_else(
            || "none is the default; name one: [slurm] partition = \"...\"".to_owned(),
            |wanted| format!("there is no partition `{wanted}`"),
        );
        return Finding::bad(WHAT, format!("{why}; there are: {}", names.join(", ")));
    }
    let works = |state: &str| {
        ["idle", "mix", "alloc", "comp"].iter().any(|good| state.starts_with(good)) && !state.ends_with('*')
    };
    let told: Vec<String> =
        own.iter().map(|row| format!("{} nodes {}", row.get(2).unwrap_or(&"?"), row.get(3).unwrap_or(&"?"))).collect();
    let text = format!("{}: {}", name(own[0]), told.join(", "));
    if own.iter().any(|row| row.get(1) == Some(&"up") && row.get(3).is_some_and(|state| works(state))) {
        Finding::good(WHAT, text)
    } else {
        Finding::bad(WHAT, format!("no node of it takes jobs now ({text}); jobs will wait"))
    }
}

/// Slurm's own opinion of a job with these settings, which it does not run.
async fn accepted(options: &SlurmOptions) -> Finding {
    const WHAT: &str = "a job with these settings";
    let directives = Directives::of_options(options);
    let text = script(&directives, &[], "tunesmith-doctor", Path::new("true"), &["/".into()]);
    let file = std::env::temp_dir().join(format!("tunesmith-doctor-{}.sh", std::process::id()));
    if let Err(error) = std::fs::write(&file, text) {
        return Finding::bad(WHAT, format!("{}: {error}", file.display()));
    }
    let answer = ask("sbatch", &["--test-only", &file.display().to_string()]).await;
    let _ = std::fs::remove_file(file);
    match answer {
        Ok(_) => Finding::good(WHAT, "Slurm would take it"),
        Err(trouble) => Finding::bad(WHAT, trouble.text()),
    }
}
