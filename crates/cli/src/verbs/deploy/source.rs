//! What is deployed: of a trial, of a folder, of the object store.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use tunesmith_aws::trained_model;
use tunesmith_jobfile::OF_THE_TERMINAL;
use tunesmith_space::Configuration;
use tunesmith_store::{DataDir, JobRow, SqlStore, TrialRow, Views as _};
use tunesmith_study::{CommandLine, ValidSpec, variable_for};
use tunesmith_workload::{COMMAND, COMMAND_DIR, COMMAND_IMAGE, OWN_IMAGES, PYTHON};

use super::{DeployArgs, FrameworkName};
use crate::failure::{Failure, failure};

use crate::verbs::find_job;
use crate::view::format;

/// Longest value of a variable that a model may have.
const LONGEST: usize = 1024;

/// A model and what serves it.
pub(super) struct Source {
    /// What it is, for people.
    pub(super) label: String,
    /// A name for its endpoint.
    pub(super) name: String,
    pub(super) image: String,
    /// Where it is, if it is in the object store.
    pub(super) uri: Option<String>,
    /// The folder that is to be copied there.
    pub(super) folder: Option<PathBuf>,
    pub(super) env: BTreeMap<String, String>,
}

impl Source {
    /// What the arguments name.
    pub(super) async fn find(args: &DeployArgs) -> Result<Self, Failure> {
        let mut source = if args.what.starts_with("s3://") {
            Self::stored(args)?
        } else if args.what == "best" || args.what.bytes().all(|b| b.is_ascii_digit()) {
            Self::of_trial(args).await?
        } else {
            let folder = Path::new(&args.what);
            let absolute = folder.canonicalize().map_err(|_| {
                failure!(
                    "`{}` is no folder; MODEL is `best`, a trial's number, a folder, or s3://BUCKET/KEY",
                    args.what
                )
            })?;
            let name = absolute.file_name().map_or_else(|| "model".into(), |n| n.to_string_lossy().into_owned());
            let mut source = Self {
                label: format!("the model in {}", absolute.display()),
                name,
                image: String::new(),
                uri: None,
                folder: None,
                env: BTreeMap::new(),
            };
            source.serve(args, Some(&absolute), &Configuration::default(), BTreeMap::new(), None)?;
            source
        };
        source.name = endpoint_name(&source.name);
        if let Some((name, value)) = source.env.iter().find(|(_, value)| value.len() > LONGEST) {
            return Err(failure!("the variable {name} has {} characters; at most {LONGEST} are kept", value.len()));
        }
        Ok(source)
    }

    fn stored(args: &DeployArgs) -> Result<Self, Failure> {
        let uri = args.what.clone();
        let name =
            uri.trim_end_matches('/').rsplit('/').find(|part| !["model.tar.gz", "output", "model"].contains(part));
        let mut source = Self {
            label: uri.clone(),
            name: name.unwrap_or("model").to_owned(),
            image: String::new(),
            uri: Some(uri),
            folder: None,
            env: BTreeMap::new(),
        };
        if args.framework.is_none() && args.handlers.is_none() && args.command.is_empty() {
            return Err(failure!("say what kind of model this is: --framework tensorflow, or a command after --"));
        }
        source.serve(args, None, &Configuration::default(), BTreeMap::new(), None)?;
        Ok(source)
    }

    async fn of_trial(args: &DeployArgs) -> Result<Self, Failure> {
        let (data, store) = args.data.open().await?;
        let job = find_job(&store, args.job.as_deref(), |job| job.best.is_some() || args.what != "best").await?;
        let trial = trial(&store, &job, &args.what).await?;
        let valid = ValidSpec::new(job.spec.clone()).map_err(|e| failure!("{e}"))?;
        let value = job
            .value_of(&trial)
            .map_or_else(String::new, |v| format!(" ({} = {})", job.spec.objective.metric, format::metric(v)));
        let which = if args.what == "best" { "the best trial, " } else { "trial " };
        let label = format!("{which}#{} of {}{value}", trial.number, job.spec.name);
        let mut env = BTreeMap::from([
            ("TUNESMITH_JOB".to_owned(), job.spec.name.clone()),
            ("TUNESMITH_TRIAL".to_owned(), trial.number.to_string()),
        ]);
        let mut source = Self {
            label,
            name: job.spec.name.clone(),
            image: String::new(),
            uri: None,
            folder: None,
            env: BTreeMap::new(),
        };
        if let Some(model) = trained_model(&job, &trial) {
            source.image = model.image;
            source.uri = Some(model.uri);
            source.env = model.env;
            if !args.command.is_empty() || args.framework.is_some() || args.handlers.is_some() {
                source.serve(args, None, &valid.space.complete(&trial.params), env, None)?;
            } else {
                source.env.extend(env);
            }
            return Ok(source);
        }
        let folder = folder_of(&data, &job, &trial);
        let all = valid.space.complete(&trial.params);
        env.extend(all.iter().map(|(name, value)| (variable_for(name), value.to_string())));
        source.serve(args, Some(&folder), &all, env, interpreter(&job))?;
        Ok(source)
    }

    /// What serves a model that lies in `folder`, if it does; `trained_by` is the interpreter that made it, if one did.
    fn serve(
        &mut self,
        args: &DeployArgs,
        folder: Option<&Path>,
        params: &Configuration,
        mut env: BTreeMap<String, String>,
        trained_by: Option<String>,
    ) -> Result<(), Failure> {
        for name in OF_THE_TERMINAL {
            if let Ok(value) = std::env::var(name)
                && value.len() <= LONGEST
            {
                env.insert(name.to_owned(), value);
            }
        }
        self.folder = folder.map(Path::to_owned);
        if !args.command.is_empty() {
            // What is known only where it runs.
            let later = ["port", "dir"].map(|name| (name, format!("{{{name}}}")));
            let extra = BTreeMap::from(later);
            // A server takes no value that it does not ask for.
            let line = CommandLine(&args.command);
            let asked = line.placeholders();
            let is_known = |name: &String| extra.contains_key(name.as_str()) || params.get(name).is_some();
            if let Some(unknown) = asked.iter().find(|name| !is_known(name)) {
                return Err(failure!(
                    "`{{{unknown}}}` in the command stands for nothing; there is {{port}}, {{dir}}, and the values of a trial by their \
                     names (`{{{{` is a brace)"
                ));
            }
            let params = params.iter().filter(|(name, _)| asked.iter().any(|a| a == name));
            let params: Configuration = params.map(|(name, value)| (name.to_owned(), value.clone())).collect();
            let command = line.render(&params, &[], &extra);
            let here = std::env::current_dir()?;
            COMMAND_IMAGE.clone_into(&mut self.image);
            env.insert(COMMAND.to_owned(), serde_json::to_string(&command).unwrap_or_default());
            env.insert(COMMAND_DIR.to_owned(), here.display().to_string());
            self.env.extend(env);
            return Ok(());
        }
        env.insert(PYTHON.to_owned(), python(args.python.clone().or(trained_by).as_deref())?);
        if let Some(file) = &args.handlers {
            let file = file.canonicalize().map_err(|e| failure!("{}: {e}", file.display()))?;
            if !file.is_file() {
                return Err(failure!("{} is no file; --handlers names one with model_fn and the like", file.display()));
            }
            let (Some(place), Some(name)) = (file.parent(), file.file_name()) else {
                return Err(failure!("{} is no file", file.display()));
            };
            env.insert("SAGEMAKER_PROGRAM".to_owned(), name.to_string_lossy().into_owned());
            env.insert("TUNESMITH_CODE_DIR".to_owned(), place.display().to_string());
        }
        let framework = match (args.framework, folder) {
            (Some(framework), _) => framework,
            (None, _) if args.handlers.is_some() => FrameworkName::Handlers,
            (None, Some(folder)) => recognised(folder).ok_or_else(|| unknown(folder))?,
            (None, None) => FrameworkName::Handlers,
        };
        let kind = match framework {
            FrameworkName::Handlers => "handlers",
            FrameworkName::Pytorch => "pytorch",
            FrameworkName::Xgboost => "xgboost",
            FrameworkName::Tensorflow => "tensorflow",
        };
        self.image = format!("{OWN_IMAGES}{kind}");
        self.env.extend(env);
        Ok(())
    }
}

async fn trial(store: &SqlStore, job: &JobRow, what: &str) -> Result<TrialRow, Failure> {
    let name = &job.spec.name;
    let number = match what.parse() {
        Ok(number) => number,
        Err(_) => job.best.map(|(number, _)| number).ok_or_else(|| {
            failure!("`{name}` has no best trial; name one by its number (`tunesmith trials {name}` lists them)")
        })?,
    };
    let found = store.trial(job.id, number).await?;
    found.ok_or_else(|| failure!("`{name}` has no trial {number}; `tunesmith trials {name}` lists them"))
}

fn folder_of(data: &DataDir, job: &JobRow, trial: &TrialRow) -> PathBuf {
    data.attempt(&job.spec.name, trial.number, trial.attempts)
}

/// The kind of model that a folder holds.
fn recognised(folder: &Path) -> Option<FrameworkName> {
    let names: Vec<String> =
        fs::read_dir(folder).ok()?.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    let ends = |endings: &[&str]| names.iter().any(|name| endings.iter().any(|ending| name.ends_with(ending)));
    if names.iter().any(|n| n == "MLmodel") || ends(&[".joblib", ".pkl", ".pickle"]) {
        return Some(FrameworkName::Handlers);
    }
    if names.iter().any(|n| n == "xgboost-model") {
        return Some(FrameworkName::Xgboost);
    }
    if ends(&[".pt", ".pth"]) {
        return Some(FrameworkName::Pytorch);
    }
    has_saved_model(folder, 4).then_some(FrameworkName::Tensorflow)
}

fn has_saved_model(folder: &Path, depth: u32) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    folder.join("saved_model.pb").is_file()
        || (depth > 0 && entries.into_iter().any(|e| has_saved_model(&e.path(), depth - 1)))
}

fn unknown(folder: &Path) -> Failure {
    failure!(
        "{} holds no model that is known: joblib, pickle, TorchScript, xgboost-model, a SavedModel, MLflow. A training command \
         saves its model in {{dir}} (also TUNESMITH_TRIAL_DIR); or say what serves it: tunesmith deploy best -- python serve.py \
         --port {{port}}, or --handlers FILE",
        folder.display()
    )
}

/// The interpreter that a job's command starts with, if it is one: it has what its models need.
fn interpreter(job: &JobRow) -> Option<String> {
    let program = Path::new(job.spec.run.command.first()?);
    let is_python = program.file_name()?.to_str()?.starts_with("python");
    let place = if program.components().count() > 1 { job.spec.run.dir.join(program) } else { program.to_owned() };
    is_python.then(|| place.display().to_string())
}

/// The interpreter's own path: the server finds others first.
fn python(wanted: Option<&str>) -> Result<String, Failure> {
    let wanted = wanted.unwrap_or("python3");
    if wanted.contains('/') {
        let path = std::path::absolute(wanted)?;
        return Ok(path.display().to_string());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(wanted)).find(|file| file.is_file());
    found
        .map(|f| f.display().to_string())
        .ok_or_else(|| failure!("there is no `{wanted}` in PATH; name one with --python"))
}

/// A name that endpoints may have.
fn endpoint_name(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let plain: String = plain.trim_matches('-').chars().take(40).collect();
    if plain.is_empty() { "model".to_owned() } else { plain }
}
