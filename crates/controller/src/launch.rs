//! From a trial to what an executor runs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tunesmith_executor::{Place, RunSpec, SetupSpec};
use tunesmith_space::Configuration;
use tunesmith_store::DataDir;
use tunesmith_study::{CommandLine, JobSpec, Training, TrainingRun, ValidSpec, variable_for};

/// The hidden subcommand under which our own binary runs a training job.
pub const TRAIN: &str = "train-job";
const MATCHES_NOTHING: &str = r"([^\s\S])";

/// The file with all values of a trial, in its folder.
const PARAMS_FILE: &str = "params.json";
const OMP_THREADS: &str = "OMP_NUM_THREADS";

/// One attempt at a trial.
pub(crate) struct Launch<'a> {
    pub(crate) valid: &'a ValidSpec,
    pub(crate) params: &'a Configuration,
    pub(crate) trial: u64,
    pub(crate) attempt: u32,
    pub(crate) folder: PathBuf,
    pub(crate) cores: usize,
    /// Our own binary and the data directory: what a training job needs besides its values.
    pub(crate) machine: Option<(&'a Path, &'a DataDir)>,
}

/// The command of a trial, as it is run.
pub fn trial_command(valid: &ValidSpec, params: &Configuration, trial: u64, attempt: u32, folder: &str) -> Vec<String> {
    let spec = &valid.spec;
    let tuned: Vec<&str> = spec.space.parameters.iter().map(|p| p.name.as_str()).collect();
    let extra = BTreeMap::from([
        ("trial", trial.to_string()),
        ("attempt", attempt.to_string()),
        ("dir", folder.to_owned()),
        ("seed", trial_seed(spec, trial).to_string()),
    ]);
    CommandLine(&spec.run.command).render(&valid.space.complete(params), &tuned, &extra)
}

/// A seed of the trial's own: the same for every attempt at it.
fn trial_seed(spec: &JobSpec, trial: u64) -> u32 {
    let mixed = (spec.search.seed ^ trial.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (mixed >> 33) as u32
}

impl Launch<'_> {
    pub(crate) fn run_spec(&self) -> RunSpec {
        let spec = &self.valid.spec;
        let mut run = self.command_spec();
        if let Some(training) = Training::of(&spec.run.trainings, self.params)
            && let Some((program, data)) = self.machine
        {
            let folder = self.folder.display().to_string();
            run.command = vec![program.display().to_string(), TRAIN.to_owned(), folder];
            let task = TrainingRun::of(training, self.trial, self.params, data.objects());
            run.files.insert(TrainingRun::FILE.to_owned(), serde_json::to_string(&task).unwrap_or_default());
            run.timeout_s = training.timeout_s.or(run.timeout_s);
            run.gpus = training.gpus.unwrap_or(run.gpus);
            run.machines = if run.place.is_some() { training.instances.max(1) } else { 1 };
            if let Some(patterns) = &training.patterns {
                for (metric, pattern) in run.metrics.iter_mut().zip(patterns) {
                    metric.pattern = pattern.clone().unwrap_or_else(|| MATCHES_NOTHING.to_owned());
                }
            }
        }
        run
    }

    fn command_spec(&self) -> RunSpec {
        let spec = &self.valid.spec;
        let all = self.valid.space.complete(self.params);
        let folder_text = self.folder.display().to_string();
        let mut env = spec.run.env.clone();
        for (name, value) in all.iter() {
            env.insert(variable_for(name), value.to_string());
        }
        env.insert("TUNESMITH_PARAMS_FILE".into(), self.folder.join(PARAMS_FILE).display().to_string());
        env.insert("TUNESMITH_JOB".into(), spec.name.clone());
        env.insert("TUNESMITH_TRIAL".into(), self.trial.to_string());
        env.insert("TUNESMITH_ATTEMPT".into(), self.attempt.to_string());
        env.insert("TUNESMITH_TRIAL_DIR".into(), folder_text.clone());
        env.insert("TUNESMITH_SEED".into(), trial_seed(spec, self.trial).to_string());
        // Several trials that each start a thread for every core slow one another down many times over. An engine gives each
        // its own cores.
        if std::env::var_os(OMP_THREADS).is_none() && (spec.run.placement.is_none() || spec.run.cpus.is_some()) {
            let share = spec.run.cpus.unwrap_or_else(|| (self.cores as u32 / spec.budget.parallel).max(1));
            env.entry(OMP_THREADS.into()).or_insert_with(|| share.to_string());
        }
        RunSpec {
            command: trial_command(self.valid, self.params, self.trial, self.attempt, &folder_text),
            dir: spec.run.dir.clone(),
            env,
            folder: self.folder.clone(),
            files: BTreeMap::from([(PARAMS_FILE.to_owned(), serde_json::to_string(&all).unwrap_or_default())]),
            metrics: spec.metrics.clone(),
            timeout_s: spec.run.timeout_s,
            grace_s: spec.run.grace_s,
            log_limit: spec.run.log_limit,
            gpus: spec.run.gpus,
            cpus: spec.run.cpus,
            machines: 1,
            devices: Vec::new(),
            label: spec.name.clone(),
            place: place_of(spec, self.params),
        }
    }
}

/// What a check of a job runs: its setup, if it has one, and one trial, all in `folder` and with nothing kept.
pub fn check_run(valid: &ValidSpec, params: &Configuration, folder: &Path) -> (Option<SetupSpec>, RunSpec) {
    let launch = Launch { valid, params, trial: 1, attempt: 1, folder: folder.to_owned(), cores: 1, machine: None };
    (setup_in(&valid.spec, folder.to_owned()), launch.run_spec())
}

/// Where a trial of a job runs, in the executor's words.
pub(crate) fn place_of(spec: &JobSpec, params: &Configuration) -> Option<Place> {
    let placement = match Training::of(&spec.run.trainings, params) {
        Some(training) => &training.placement,
        None => &spec.run.placement,
    };
    placement.as_ref().map(|placement| Place::new(&placement.executor, &placement.options))
}

/// The job's setup, if it has one.
pub(crate) fn setup_spec(spec: &JobSpec, data: &DataDir) -> Option<SetupSpec> {
    setup_in(spec, data.job(&spec.name))
}

fn setup_in(spec: &JobSpec, folder: PathBuf) -> Option<SetupSpec> {
    let command = spec.run.setup.clone()?;
    Some(SetupSpec { command, dir: spec.run.dir.clone(), env: spec.run.env.clone(), folder })
}
