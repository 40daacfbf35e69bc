//! The server: the same controller as in a terminal, behind HTTP.

mod body;
mod config;
mod console;
mod http;
mod metrics;
mod peer;
mod place;

pub(crate) use config::ServerConfig;
pub(crate) use place::{KEYS_FILE, Place, variables};

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use miette::{IntoDiagnostic, WrapErr as _};
use tokio::sync::Notify;
use tokio::sync::mpsc::unbounded_channel;
use tunesmith_access::LiveKeys;
use tunesmith_api::{Orders, SignIn};
use tunesmith_aws::{Aws, Parts as AwsParts};
use tunesmith_controller::{Clock, Dispatcher, Life, Parts, Suggester, SystemClock, run};
use tunesmith_executor::Executors;
use tunesmith_executor::process::{ProcessExecutor, visible_gpus};
use tunesmith_hosting::{Hosting, Limits, Parts as HostingParts};
use tunesmith_objects::ObjectStore;
use tunesmith_store::{Catalogue as _, DataDir, SqliteStore, Store};

use crate::failure::{Failure, failure};
use crate::output;
use crate::session::{cores, executor_events};
pub(crate) use console::{Console, changes, link, page};
pub(crate) use http::{Ended, Faces, answer_until, serve};
use metrics::Metrics;
use place::{jobs_environment, outside_buckets};

/// Folder in the data directory for the processes of endpoints.
pub(crate) const ENDPOINTS: &str = "endpoints";
/// Files that nobody names are what a crash left, if they are as old as this.
const ORPHANED: Duration = Duration::from_hours(24);

/// How a server is run.
pub(crate) struct ServerOptions {
    pub(crate) address: SocketAddr,
    /// Training jobs at once on this machine.
    pub(crate) slots: usize,
    pub(crate) config: ServerConfig,
    pub(crate) quotas: bool,
    /// Who must sign in to the console.
    pub(crate) sign_in: SignIn,
    /// Ends it, as a signal does.
    pub(crate) end: Arc<Notify>,
}

/// Runs a server until it is told to end. What trains then goes on, and is taken up by the next one.
pub(crate) async fn run_server(data: DataDir, options: ServerOptions) -> Result<Ended, Failure> {
    let _lock = data.lock("serve", "")?;
    let store = Arc::new(SqliteStore::open(&data.database()).await?);
    let objects = Arc::new(ObjectStore::open(&data.objects()).await.into_diagnostic()?);
    let keys_file = data.root().join(KEYS_FILE);
    let keys =
        Arc::new(LiveKeys::open(&keys_file).into_diagnostic().wrap_err_with(|| keys_file.display().to_string())?);
    let listener = tokio::net::TcpListener::bind(options.address).await.map_err(|error| {
        failure!(
            "{} cannot be listened on: {error}; another server may run, or choose another with --listen",
            options.address
        )
    })?;
    let address = listener.local_addr().into_diagnostic()?;
    jobs_environment(&data, address, &keys.current())?;
    let outside = options.config.buckets()?;
    outside_buckets(&data, &outside)?;
    let (queue, messages) = unbounded_channel();
    let (notices, told) = unbounded_channel();
    let changes = changes(told);
    let program = std::env::current_exe().into_diagnostic()?;
    let gpus = visible_gpus();
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let keep: Arc<dyn Store> = Arc::<SqliteStore>::clone(&store);
    let events = executor_events(queue.clone());
    let shared = data.root().to_owned();
    let executor = Executors::new(program.clone(), shared, gpus.clone(), Some(options.slots), events);
    let hosting = hosting(&data, &store, &clock, program.clone(), options.config.hosting.clone()).await?;
    let mut dispatcher = Dispatcher::new(Parts {
        store: Arc::clone(&keep),
        executor: Arc::new(executor),
        clock: Arc::clone(&clock),
        data: data.clone(),
        program,
        suggester: Suggester::Threads,
        cores: cores(),
        queue: queue.clone(),
        notices,
        life: Life::Server,
    });
    for name in store.unfinished(None).await? {
        // One job that cannot be read must not keep the others from going on.
        if let Err(error) = dispatcher.take_up(&name).await {
            tracing::error!(job = name, %error, "could not be taken up");
        }
    }
    let console = Console {
        store: Arc::clone(&store),
        data: data.clone(),
        clock: Arc::clone(&clock),
        keys: Arc::clone(&keys),
        sign_in: options.sign_in,
        orders: Orders::Server(queue.clone()),
        changes: Some(changes),
    };
    let deployer = console::ServerDeployer::of(&data);
    let hosted = Some((Arc::clone(&hosting), deployer));
    let api = Arc::new(console.open(hosted, console::settings(address, &options)).await?);
    let aws = Aws::new(AwsParts {
        store: Arc::clone(&store),
        queue,
        data: data.clone(),
        clock: Arc::clone(&clock),
        objects: Arc::clone(&objects),
        keys,
        hosting: Arc::clone(&hosting),
        images: options.config.images(),
        quotas: options.config.quotas(options.quotas),
        account: options.config.account(),
        domains: options.config.domains.clone(),
        outside: outside.iter().map(|b| (b.name.clone(), b.place().to_owned())).collect(),
        instances: options.config.instances.clone(),
        gpus: gpus.len() as u32,
    });
    let place = Place::write(&data, address)?;
    tokio::spawn(sweep(objects));
    output::note(&format!("tunesmith serves http://{address}"));
    output::note(&format!("  look at it in a browser:       {}", page(&data, &place.url, "")));
    output::note("  run your SageMaker code here:  tunesmith exec -- python script.py");
    output::note("  or set it up in a shell:       eval \"$(tunesmith env)\"");
    tracing::info!(%address, "listening");
    let metrics = Arc::new(Metrics::new(Arc::clone(&store), Arc::clone(&clock), Arc::clone(&hosting)));
    // A step of the controller must not hold up whoever connects.
    let mut controller = tokio::spawn(run(dispatcher, messages, keep, clock));
    let ended = tokio::select! {
        ended = serve(listener, Faces { api, aws: Some((Arc::new(aws), metrics)) }, options.end) => ended,
        ended = &mut controller => {
            let reason = match ended {
                Ok(ended) => ended.err().map_or_else(|| "it ended".to_owned(), |e| e.to_string()),
                Err(panic) => panic.to_string(),
            };
            Err(failure!("the controller gave up: {reason}\nwhat is recorded is whole; start the server again"))
        }
    };
    hosting.leave().await;
    controller.abort();
    place.remove();
    // Not needed for safety; on a full disk it fails.
    let _ = store.settle().await;
    ended
}

/// Removes what a crash left.
async fn sweep(objects: Arc<ObjectStore>) {
    match objects.sweep(ORPHANED).await {
        Ok(0) => {}
        Ok(files) => tracing::info!(files, "removed what a crash had left in the object store"),
        Err(error) => tracing::warn!(%error, "the object store could not be swept"),
    }
}

/// The endpoints of a data directory, with an executor of their own: training jobs must not wait for model servers.
async fn hosting(
    data: &DataDir,
    store: &Arc<SqliteStore>,
    clock: &Arc<dyn Clock>,
    program: PathBuf,
    limits: Limits,
) -> Result<Arc<Hosting>, Failure> {
    let (sender, events) = unbounded_channel();
    let clock = Arc::clone(clock);
    let parts = HostingParts {
        store: Arc::<SqliteStore>::clone(store),
        executor: Arc::new(ProcessExecutor::new(program.clone(), Vec::new(), None, sender)),
        events,
        program,
        folder: data.root().join(ENDPOINTS),
        objects: data.objects(),
        now: Arc::new(move || clock.now_ms()),
        limits,
    };
    Ok(Hosting::open(parts).await?)
}
