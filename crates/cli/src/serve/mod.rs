//! The server: the same controller as in a terminal, behind HTTP.

mod body;
mod config;
mod console;
mod http;
mod metrics;
mod peer;
mod place;
mod relay;

pub(crate) use config::ServerConfig;
pub(crate) use place::{KEYS_FILE, Place, REGION, variables};

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use miette::{IntoDiagnostic, WrapErr as _};
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tokio::sync::mpsc::unbounded_channel;
use tokio::task::JoinError;
use tunesmith_access::LiveKeys;
use tunesmith_api::{Orders, SignIn};
use tunesmith_aws::{Aws, Parts as AwsParts};
use tunesmith_controller::{Clock, ControllerError, Dispatcher, Life, Parts, Suggester, SystemClock, run};
use tunesmith_executor::Executors;
use tunesmith_executor::process::{ProcessExecutor, visible_gpus};
use tunesmith_hosting::{Hosting, Limits, Parts as HostingParts};
use tunesmith_objects::ObjectStore;
use tunesmith_outside::OutsideBuckets;
use tunesmith_store::{Catalogue as _, DataDir, Hold, SqlStore, Store};

use crate::failure::{Failure, failure};
use crate::output;
use crate::session::{cores, executor_events};
pub(crate) use console::{Console, changes, link, page};
pub(crate) use http::{Ended, Faces, answer_until, serve};
use metrics::Metrics;
use place::{jobs_environment, outside_buckets, url_of};
use relay::Relay;

/// Folder in the data directory for the processes of endpoints.
pub(crate) const ENDPOINTS: &str = "endpoints";
/// Files that nobody names are what a crash left, if they are as old as this.
const ORPHANED: Duration = Duration::from_hours(24);

/// How a server is run.
pub(crate) struct ServerOptions {
    pub(crate) address: SocketAddr,
    /// Where it is reached, if that is not where it listens.
    pub(crate) url: Option<String>,
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
    let (hold, store) = Hold::open(&data, "serve", "").await?;
    let store = Arc::new(store);
    let keys_file = data.root().join(KEYS_FILE);
    let keys =
        Arc::new(LiveKeys::open(&keys_file).into_diagnostic().wrap_err_with(|| keys_file.display().to_string())?);
    let listener = listen(options.address).await?;
    let address = listener.local_addr().into_diagnostic()?;
    let url = options.url.clone().unwrap_or_else(|| url_of(address));
    let outside = options.config.buckets()?;
    outside_buckets(&data, &outside)?;
    let objects = own_objects(&data, &outside).await?;
    let (queue, messages) = unbounded_channel();
    let (notices, told) = unbounded_channel();
    let changes = changes(told);
    let program = std::env::current_exe().into_diagnostic()?;
    let gpus = visible_gpus();
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let keep: Arc<dyn Store> = Arc::<SqlStore>::clone(&store);
    let events = executor_events(queue.clone());
    let shared = data.root().to_owned();
    let executor = Executors::new(program.clone(), shared, gpus.clone(), Some(options.slots), events);
    let hosting = hosting(&data, &store, &clock, program.clone(), options.config.hosting.clone());
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
    take_up(&mut dispatcher, &store).await?;
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
        objects: objects.clone(),
        keys: Arc::clone(&keys),
        hosting: Arc::clone(&hosting),
        images: options.config.images(),
        quotas: options.config.quotas(options.quotas),
        account: options.config.account(),
        domains: options.config.domains.clone(),
        outside,
        instances: options.config.instances.clone(),
        gpus: gpus.len() as u32,
    });
    let place = Place::write(&data, &url)?;
    hold.reached_at(&store, &place.url).await?;
    let first = {
        let (data, keys, url) = (data.clone(), Arc::clone(&keys), url.clone());
        move || jobs_environment(&data, &url, &keys.current())
    };
    let relay = Relay::open(Arc::clone(&store), Arc::clone(&hosting), first).await?;
    if let Some(objects) = objects {
        tokio::spawn(sweep(objects));
    }
    greet(address, &page(&data, &place.url, ""));
    let metrics = Arc::new(Metrics::new(Arc::clone(&store), Arc::clone(&clock), Arc::clone(&hosting)));
    let closing = relay.clone();
    let faces = Faces { api, aws: Some((Arc::new(aws), metrics)), relay };
    // A step of the controller must not hold up whoever connects.
    let mut has_ended = false;
    let mut controller = tokio::spawn(run(dispatcher, messages, keep, clock));
    let ended = tokio::select! {
        ended = serve(listener, faces, options.end) => ended,
        ended = &mut controller => {
            has_ended = true;
            Err(gave_up(ended))
        }
    };
    if let Some(relay) = closing {
        relay.close();
    }
    hosting.leave().await;
    controller.abort();
    // Nothing of it may be in the middle of something when the jobs are free for others.
    if !has_ended {
        let _ = controller.await;
    }
    place.remove();
    hold.give_back(&store).await;
    // Not needed for safety; on a full disk it fails.
    let _ = store.settle().await;
    ended
}

/// Buckets and keys of the data directory; none where all are elsewhere, so that machines need not share an index.
async fn own_objects(data: &DataDir, outside: &OutsideBuckets) -> Result<Option<Arc<ObjectStore>>, Failure> {
    if outside.rest.is_some() {
        return Ok(None);
    }
    Ok(Some(Arc::new(ObjectStore::open(&data.objects()).await.into_diagnostic()?)))
}

fn gave_up(ended: Result<Result<Dispatcher, ControllerError>, JoinError>) -> Failure {
    let reason = match ended {
        Ok(ended) => ended.err().map_or_else(|| "it ended".to_owned(), |e| e.to_string()),
        Err(panic) => panic.to_string(),
    };
    failure!("the controller gave up: {reason}\nwhat is recorded is whole; start the server again")
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        failure!("{address} cannot be listened on: {error}; another server may run, or choose another with --listen")
    })
}

/// Goes on with what an earlier server left.
async fn take_up(dispatcher: &mut Dispatcher, store: &SqlStore) -> Result<(), Failure> {
    // In a database that controllers share, what nobody runs is looked for all the time.
    let unfinished = if store.is_shared() { Vec::new() } else { store.unfinished(None).await? };
    for name in unfinished {
        // One job that cannot be read must not keep the others from going on.
        if let Err(error) = dispatcher.take_up(&name).await {
            tracing::error!(job = name, %error, "could not be taken up");
        }
    }
    Ok(())
}

/// Says what to do next.
fn greet(address: SocketAddr, page: &str) {
    output::note(&format!("tunesmith serves http://{address}"));
    output::note(&format!("  look at it in a browser:       {page}"));
    output::note("  run your SageMaker code here:  tunesmith exec -- python script.py");
    output::note("  or set it up in a shell:       eval \"$(tunesmith env)\"");
    tracing::info!(%address, "listening");
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
fn hosting(
    data: &DataDir,
    store: &Arc<SqlStore>,
    clock: &Arc<dyn Clock>,
    program: PathBuf,
    limits: Limits,
) -> Arc<Hosting> {
    let (sender, events) = unbounded_channel();
    let clock = Arc::clone(clock);
    let parts = HostingParts {
        store: Arc::<SqlStore>::clone(store),
        executor: Arc::new(ProcessExecutor::new(program.clone(), Vec::new(), None, sender)),
        events,
        program,
        folder: data.root().join(ENDPOINTS),
        objects: data.objects(),
        now: Arc::new(move || clock.now_ms()),
        limits,
    };
    Hosting::new(parts)
}
