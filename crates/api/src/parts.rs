//! What the interface works with.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::mpsc::UnboundedSender;
use tokio::sync::oneshot;
use tunesmith_access::LiveKeys;
use tunesmith_controller::{AskError, Clock, Message};
use tunesmith_hosting::Hosting;
use tunesmith_store::{DataDir, JobRow, Request, SqlStore, Store as _, StoreError, holder};
use tunesmith_study::{Command, ValidSpec};

use crate::problem::Problem;

/// A future of something that cannot be done, and why.
pub type Doing<T> = std::pin::Pin<Box<dyn Future<Output = Result<T, String>> + Send>>;

/// What the interface works with.
pub struct Parts {
    /// Jobs and trials.
    pub store: Arc<SqlStore>,
    /// Where folders are.
    pub data: DataDir,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Who may ask.
    pub keys: Arc<LiveKeys>,
    /// Whether loopback connections are let in without a key.
    pub sign_in: SignIn,
    /// Who carries out what is asked of jobs.
    pub orders: Orders,
    /// Endpoints, where there are some.
    pub hosting: Option<Arc<Hosting>>,
    /// Makes endpoints of trials, where that can be done.
    pub deployer: Option<Arc<dyn Deployer>>,
    /// Whether this machine can run a job, and if not, why.
    pub preflight: fn(&ValidSpec) -> Result<(), String>,
    /// Working directory of jobs that name none.
    pub folder: PathBuf,
    /// What the settings page tells.
    pub settings: Settings,
}

/// Who must sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignIn {
    /// Everybody but who comes over the loopback address, under a name of it.
    Auto,
    /// Everybody.
    Always,
}

/// What a server is set to, for being told.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Where it listens.
    pub address: Option<SocketAddr>,
    /// Training jobs at once.
    pub slots: Option<usize>,
    /// Account of AWS clients.
    pub account: Option<String>,
    /// Images and what runs their jobs.
    pub images: Vec<(String, String)>,
    /// Limits by name.
    pub quotas: Vec<(String, String)>,
    /// Buckets that are elsewhere, and where.
    pub buckets: Vec<(String, String)>,
}

/// Makes endpoints of trials.
pub trait Deployer: Send + Sync {
    /// Starts to put a trial's model behind an endpoint; the endpoint's name.
    fn deploy(&self, wanted: Deployment) -> Doing<String>;
}

/// What is to be deployed.
#[derive(Debug, Clone)]
pub struct Deployment {
    /// The job.
    pub job: String,
    /// Its trial.
    pub trial: u64,
    /// Name of the endpoint; none: the job's.
    pub name: Option<String>,
    /// Processes that answer.
    pub count: u32,
    /// A command that serves the model; none: our own server, by the model's files.
    pub command: Option<Vec<String>>,
    /// File with handlers.
    pub handlers: Option<PathBuf>,
}

/// Who carries out what is asked of jobs.
pub enum Orders {
    /// The controller of all jobs, in this process.
    Server(UnboundedSender<Message>),
    /// The controller of one job, in this process.
    Session {
        /// Its entrance.
        queue: UnboundedSender<Message>,
        /// The job.
        job: String,
    },
    /// Another process, if one runs.
    Elsewhere,
}

impl Parts {
    /// Asks for something of a job and waits until it is recorded, where its controller is in this process.
    pub(crate) async fn ask(&self, job: &JobRow, command: Command) -> Result<(), Problem> {
        let name = &job.spec.name;
        let queue = match &self.orders {
            Orders::Server(queue) => queue,
            Orders::Session { queue, job } if job == name => queue,
            Orders::Session { .. } | Orders::Elsewhere => return self.leave_request(job, command).await,
        };
        let (reply, answer) = oneshot::channel();
        let _ = queue.send(Message::Ask { job: name.clone(), command, reply });
        match answer.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(AskError::Refused(error))) => Err(Problem::conflict(error.to_string())),
            Ok(Err(AskError::Store(error))) => Err(error.into()),
            Err(_) => Err(Problem::unavailable("the server is going down")),
        }
    }

    /// Leaves a request for the process that runs a job.
    async fn leave_request(&self, job: &JobRow, command: Command) -> Result<(), Problem> {
        let name = &job.spec.name;
        if !self.is_held(name).await? {
            let message = format!(
                "nobody runs `{name}` now; start a server with `tunesmith serve`, or go on with it: tunesmith resume {name}"
            );
            return Err(Problem::conflict(message));
        }
        let request = Request::of(command);
        let request = request.ok_or_else(|| Problem::conflict("this cannot be asked of another process"))?;
        Ok(self.store.ask(job.id, self.clock.now_ms(), request).await?)
    }

    /// Makes a job, and waits until it is recorded.
    pub(crate) async fn create(&self, valid: ValidSpec) -> Result<(), Problem> {
        let Orders::Server(queue) = &self.orders else {
            return Err(Problem::conflict("jobs are made here when a server runs: tunesmith serve"));
        };
        let (reply, answer) = oneshot::channel();
        let _ = queue.send(Message::Create { valid: Box::new(valid), reply });
        match answer.await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error @ StoreError::NameTaken(_))) => Err(Problem::conflict(error.to_string())),
            Ok(Err(error)) => Err(error.into()),
            Err(_) => Err(Problem::unavailable("the server is going down")),
        }
    }

    /// Whether somebody runs a job's trials now.
    pub(crate) async fn is_run(&self, name: &str) -> Result<bool, StoreError> {
        match &self.orders {
            // A server that shares its database has not all jobs in its hands.
            Orders::Server(_) if !self.store.is_shared() => Ok(true),
            Orders::Session { job, .. } if job == name => Ok(true),
            _ => self.is_held(name).await,
        }
    }

    async fn is_held(&self, name: &str) -> Result<bool, StoreError> {
        Ok(holder(&self.data, &self.store, name).await?.is_some_and(|h| h.runs(name)))
    }
}
