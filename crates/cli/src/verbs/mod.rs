//! The verbs, one file each.

mod ask_tell;
mod best;
mod check;
mod completions;
mod console;
mod deploy;
mod doctor;
mod endpoints;
mod env;
mod exec;
mod explain;
mod export;
mod extend;
mod init;
mod invoke;
mod key;
mod list;
mod log;
mod repeat;
mod resume;
mod serve;
mod show;
mod stop;
mod trials;
mod tune;
mod undeploy;

pub(crate) use deploy::deploy_trial;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Subcommand};
use tokio::runtime::{Builder, Runtime};
use tunesmith_store::{Catalogue as _, DataDir, Hold, JobRow, SqlStore, StoreError, Views};

use crate::exit::Code;
use crate::failure::{Failure, failure};

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Tune a command: run it with proposed values, read its metrics, propose better ones
    Tune(Box<tune::TuneArgs>),
    /// Run one trial and show what its patterns match, or what they could
    Check(Box<check::CheckArgs>),
    /// Check that an executor can run trials, and say what is missing
    Doctor(doctor::DoctorArgs),
    /// Go on with a job that was interrupted or stopped
    Resume(resume::ResumeArgs),
    /// Give a job more trials or other limits
    Extend(extend::ExtendArgs),
    /// Try the leaders of a job again, to tell merit from luck
    Repeat(repeat::RepeatArgs),
    /// List the jobs
    List(list::ListArgs),
    /// Show a job: best values, failures, what mattered
    Show(show::ShowArgs),
    /// Explain what a job has found out: what matters, how surely, and what more there is to gain
    Explain(explain::ExplainArgs),
    /// List the trials of a job
    Trials(trials::TrialsArgs),
    /// Print the best values, for eyes or for other commands
    Best(best::BestArgs),
    /// Print the log of a trial
    Log(log::LogArgs),
    /// Stop a running job, or one of its trials
    Stop(stop::StopArgs),
    /// Write all trials as CSV, JSON or JSON lines
    Export(export::ExportArgs),
    /// Propose a tune.toml for a command, from its --help
    Init(init::InitArgs),
    /// Use the optimiser alone, by JSON lines on standard input and output
    AskTell,
    /// Put a model behind an endpoint: the best trial's, a folder's, an archive's
    Deploy(Box<deploy::DeployArgs>),
    /// List the endpoints, or show one with its model's way back to data, code and values
    Endpoints(endpoints::EndpointsArgs),
    /// Ask a model behind an endpoint
    Invoke(invoke::InvokeArgs),
    /// Take endpoints away
    Undeploy(undeploy::UndeployArgs),
    /// Serve tuning jobs, training jobs and endpoints to SageMaker SDK, boto3 and AWS CLI
    Serve(serve::ServeArgs),
    /// Look at the jobs in a browser
    Console(console::ConsoleArgs),
    /// Run a program whose AWS clients reach the server
    Exec(exec::ExecArgs),
    /// Print the settings by which AWS clients reach the server
    Env(env::EnvArgs),
    /// Make, list and remove the keys that the server knows
    Key(key::KeyArgs),
    /// Print completions for a shell
    Completions(completions::CompletionsArgs),
}

pub(crate) fn run(verb: Verb) -> Result<Code, Failure> {
    match verb {
        Verb::Tune(args) => tune::run(&args),
        Verb::Check(args) => check::run(&args),
        Verb::Doctor(args) => doctor::run(&args),
        Verb::Resume(args) => resume::run(&args),
        Verb::Extend(args) => extend::run(&args),
        Verb::Repeat(args) => repeat::run(&args),
        Verb::List(args) => list::run(&args),
        Verb::Show(args) => show::run(&args),
        Verb::Explain(args) => explain::run(&args),
        Verb::Trials(args) => trials::run(&args),
        Verb::Best(args) => best::run(&args),
        Verb::Log(args) => log::run(&args),
        Verb::Stop(args) => stop::run(&args),
        Verb::Export(args) => export::run(&args),
        Verb::Init(args) => init::run(&args),
        Verb::AskTell => {
            ask_tell::run()?;
            Ok(Code::Ok)
        }
        Verb::Deploy(args) => deploy::run(&args),
        Verb::Endpoints(args) => endpoints::run(&args),
        Verb::Invoke(args) => invoke::run(&args),
        Verb::Undeploy(args) => undeploy::run(&args),
        Verb::Serve(args) => serve::run(&args),
        Verb::Console(args) => console::run(&args),
        Verb::Exec(args) => exec::run(&args),
        Verb::Env(args) => env::run(&args),
        Verb::Key(args) => key::run(&args),
        Verb::Completions(args) => completions::run(&args),
    }
}

/// Where jobs are kept.
#[derive(Debug, Args)]
pub(crate) struct DataArgs {
    /// Directory for jobs, logs and results
    #[arg(long, value_name = "DIR", env = "TUNESMITH_DATA_DIR", default_value = ".tunesmith", global = true)]
    pub(crate) data_dir: PathBuf,
    /// Keep jobs in a PostgreSQL database: `postgres://USER@HOST/DATABASE`; a password by PGPASSWORD
    #[arg(long, value_name = "ADDRESS", env = "TUNESMITH_STORE", hide_env_values = true, global = true)]
    pub(crate) store: Option<String>,
}

/// Whether a job that runs here has a page.
#[derive(Debug, Args)]
pub(crate) struct ConsoleFlag {
    /// Show the job in a browser while it runs
    #[arg(long, value_name = "ADDRESS", num_args = 0..=1, require_equals = true, default_missing_value = "127.0.0.1:7701")]
    console: Option<SocketAddr>,
}

impl ConsoleFlag {
    pub(crate) fn address(&self) -> Option<SocketAddr> {
        self.console
    }
}

/// One job of the data directory.
#[derive(Debug, Args)]
pub(crate) struct JobArgs {
    /// Name of the job [default: the newest]
    pub(crate) job: Option<String>,
    #[command(flatten)]
    pub(crate) data: DataArgs,
}

pub(crate) fn runtime() -> Result<Runtime, Failure> {
    Ok(Builder::new_multi_thread().worker_threads(2).enable_all().build()?)
}

impl DataArgs {
    /// The data directory, which is made where it is absent.
    pub(crate) fn create(&self) -> Result<DataDir, StoreError> {
        DataDir::create(&self.data_dir, self.store.as_deref())
    }

    /// The data directory that is there.
    pub(crate) fn directory(&self) -> Result<DataDir, StoreError> {
        DataDir::open(&self.data_dir, self.store.as_deref())
    }

    /// The store that is there.
    pub(crate) async fn open(&self) -> Result<(DataDir, Arc<SqlStore>), Failure> {
        let data = self.directory()?;
        let store = data.store().await?;
        Ok((data, Arc::new(store)))
    }
}

impl JobArgs {
    /// The store and the job that is meant.
    pub(crate) async fn find(&self) -> Result<(DataDir, Arc<SqlStore>, JobRow), Failure> {
        let (data, store) = self.data.open().await?;
        let job = find_job(&store, self.job.as_deref(), |_| true).await?;
        Ok((data, store, job))
    }
}

/// The right to run a job from here; none where a server runs it, which can be asked instead.
pub(crate) async fn held_by_us(
    data: &DataDir,
    store: &SqlStore,
    verb: &str,
    job: &str,
) -> Result<Option<Hold>, StoreError> {
    match Hold::take(data, store, verb, job).await {
        Err(StoreError::InUse { holder, .. } | StoreError::JobInUse { holder, .. }) if holder.serves() => Ok(None),
        hold => hold.map(Some),
    }
}

/// Names that are told where one is wrong.
const SHOWN: usize = 8;

/// A job by name, or by that of one of its training jobs, or the newest that fits.
pub(crate) async fn find_job(
    store: &SqlStore,
    name: Option<&str>,
    fits: impl Fn(&JobRow) -> bool,
) -> Result<JobRow, Failure> {
    let jobs = store.jobs().await?;
    match name {
        None => jobs
            .into_iter()
            .find(fits)
            .ok_or_else(|| failure!("there is no such job; `tunesmith list` shows what there is")),
        Some(name) => {
            let newest: Vec<String> = jobs.iter().take(SHOWN).map(|j| format!("`{}`", j.spec.name)).collect();
            let more = jobs.len().saturating_sub(SHOWN);
            if let Some(found) = jobs.into_iter().find(|j| j.spec.name == name) {
                return Ok(found);
            }
            // Clients know training jobs by names of their own.
            if let Some((id, _)) = store.training(name).await?
                && let Some(job) = store.job_by_id(id).await?
            {
                return Ok(job);
            }
            let there = match (newest.is_empty(), more) {
                (true, _) => "none".to_owned(),
                (false, 0) => newest.join(", "),
                (false, more) => format!("{} and {more} more; `tunesmith list` shows all", newest.join(", ")),
            };
            Err(failure!("there is no job `{name}`; there is {there}"))
        }
    }
}
