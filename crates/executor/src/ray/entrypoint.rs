//! The shell line that Ray runs for a run.

use shell_words::quote;

use super::options::RayOptions;
use crate::run::RunSpec;

/// Makes the run's folder and files where they are not there, goes where the command is to run, and becomes it.
pub(super) fn entrypoint(spec: &RunSpec, options: &RayOptions) -> String {
    let folder = spec.folder.display().to_string();
    let folder = quote(&folder);
    let mut steps = vec![format!("mkdir -p {folder}")];
    for (name, content) in &spec.files {
        let file = format!("{folder}/{}", quote(name));
        steps.push(format!("{{ [ -e {file} ] || printf %s {} > {file}; }}", quote(content)));
    }
    if options.runs_here() {
        steps.push(format!("cd {}", quote(&spec.dir.display().to_string())));
    }
    let mut line = steps.join(" && ");
    for before in &options.before {
        line = format!("{line} && {{ {before}; }}");
    }
    format!("{line} && exec {}", shell_words::join(&spec.command))
}

/// What Ray itself puts into a job's output, taken out: that it sets an environment up, and the entrypoint, whose words could
/// look like a metric. `from_the_start` are all bytes of the output so far.
pub(super) fn without_ray(output: &str, id: &str, entrypoint: &str) -> String {
    let told = format!("Running entrypoint for job {id}: {entrypoint}\n");
    let output = match output.find(&told) {
        Some(at) => [&output[..at], &output[at + told.len()..]].concat(),
        None => output.to_owned(),
    };
    let is_rays =
        |line: &str| line.contains("job_manager.py") && line.trim_end().ends_with("Runtime env is setting up.");
    output.split_inclusive('\n').filter(|line| !is_rays(line)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_command_with_anything_in_it_is_one_line_for_a_shell() {
        let spec = RunSpec {
            files: BTreeMap::from([("params.json".to_owned(), "{\"x\": 1}".to_owned())]),
            ..RunSpec::new(["echo", "it's", "a b"].map(str::to_owned).to_vec(), "/work dir".into(), "/data/1".into())
        };
        let options = RayOptions { before: vec!["export A=1".into()], ..RayOptions::default() };
        assert_eq!(
            entrypoint(&spec, &options),
            "mkdir -p /data/1 && { [ -e /data/1/params.json ] || printf %s '{\"x\": 1}' > /data/1/params.json; } && \
             cd '/work dir' && { export A=1; } && exec echo 'it'\\''s' 'a b'"
        );
    }

    #[test]
    fn rays_own_words_are_no_output() {
        let output = "2026-01-01 00:00:00,1\tINFO job_manager.py:581 -- Runtime env is setting up.\nloss = 1\n\
                      Running entrypoint for job j-1: echo loss = 5\nloss = 2\nhalf";
        assert_eq!(without_ray(output, "j-1", "echo loss = 5"), "loss = 1\nloss = 2\nhalf");
        assert_eq!(without_ray(output, "j-2", "x"), output.split_once('\n').expect("lines").1);
    }
}
