//! Entry points of functions, as TensorFlow's images of 2018 took them: called by a program of ours, not run.

use std::path::Path;
use std::{fs, io};

use tunesmith_study::Checkpoints;

use super::environment::Environment;

const PROGRAM: &str = include_str!("../../../../python/legacy_tensorflow.py");
const FILE: &str = "legacy_tensorflow.py";
/// Where the program finds its checkpoints.
const CHECKPOINTS: &str = "/opt/ml/checkpoints";
/// The hyper-parameter that all jobs of that form have, if only as `null`.
const STEPS: &str = "training_steps";
/// What an entry point of that form must define, and a program need not.
const MARK: &str = "def train_input_fn";

/// Whether a job's entry point has functions to be called. A program that happens to have a hyper-parameter of that name has not.
pub(crate) fn is_legacy(environment: &Environment<'_>, program: &str) -> bool {
    environment.task.hyperparameters.contains_key(STEPS)
        && fs::read_to_string(environment.tree.code().join(program)).is_ok_and(|text| text.contains(MARK))
}

/// The command that calls an entry point's functions; `folder` is the run's own.
pub(crate) fn command(
    environment: &Environment<'_>,
    program: &str,
    python: &str,
    folder: &Path,
) -> io::Result<Vec<String>> {
    let file = folder.join(FILE);
    fs::write(&file, PROGRAM)?;
    let checkpoints = environment.tree.base().join("checkpoints");
    fs::create_dir_all(&checkpoints)?;
    let words = [python.into(), file, program.into(), checkpoints];
    Ok(words.iter().map(|word: &std::path::PathBuf| word.display().to_string()).collect())
}

/// Where an entry point's checkpoints are kept, if that is asked for; of a tuning job each training job has its own folder there.
pub(crate) fn checkpoints(environment: &Environment<'_>) -> Option<Checkpoints> {
    let uri = environment.text("checkpoint_path").filter(|uri| uri.starts_with("s3://"))?;
    let is_tuned = environment.task.hyperparameters.contains_key("_tuning_objective_metric");
    let own = format!("{}/checkpoints", environment.task.name);
    let uri = uri.trim_end_matches('/');
    let uri =
        if is_tuned && !uri.ends_with(&own) { format!("{uri}/{}", environment.task.name) } else { uri.to_owned() };
    Some(Checkpoints { uri, path: CHECKPOINTS.to_owned() })
}
