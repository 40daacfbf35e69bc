//! The console of a job that runs from this terminal.

use std::net::SocketAddr;
use std::sync::Arc;

use miette::{IntoDiagnostic as _, WrapErr as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tunesmith_access::LiveKeys;
use tunesmith_api::{Orders, Settings, SignIn};
use tunesmith_controller::{Message, Notice, SystemClock};
use tunesmith_store::{DataDir, SqlStore};

use crate::failure::Failure;
use crate::output;
use crate::serve::{Console, Faces, KEYS_FILE, answer_until, changes, page};

/// Serves a job's page until this process ends; what is told goes on to whoever tells it here.
pub(super) async fn open(
    data: &DataDir,
    store: &Arc<SqlStore>,
    wanted: SocketAddr,
    job: &str,
    queue: UnboundedSender<Message>,
    mut told: UnboundedReceiver<Notice>,
) -> Result<UnboundedReceiver<Notice>, Failure> {
    // One that is in use is no reason not to tune: any other will do.
    let listener = match TcpListener::bind(wanted).await {
        Ok(listener) => listener,
        Err(_) => TcpListener::bind(SocketAddr::new(wanted.ip(), 0))
            .await
            .into_diagnostic()
            .wrap_err_with(|| format!("{wanted} cannot be listened on"))?,
    };
    let address = listener.local_addr().into_diagnostic()?;
    let (here, further) = unbounded_channel();
    let (there, copies) = unbounded_channel();
    tokio::spawn(async move {
        while let Some(notice) = told.recv().await {
            let _ = there.send(notice.clone());
            let _ = here.send(notice);
        }
    });
    let console = Console {
        store: Arc::clone(store),
        data: data.clone(),
        clock: Arc::new(SystemClock),
        keys: Arc::new(LiveKeys::open(&data.root().join(KEYS_FILE)).into_diagnostic()?),
        sign_in: SignIn::Auto,
        orders: Orders::Session { queue, job: job.to_owned() },
        changes: Some(changes(copies)),
    };
    let settings = Settings { address: Some(address), ..Settings::default() };
    let faces = Faces { api: Arc::new(console.open(None, settings).await?), aws: None, relay: None };
    output::note(&format!("  console at {}", page(data, &format!("http://{address}"), job)));
    tokio::spawn(async move { answer_until(listener, &faces, std::future::pending::<()>()).await });
    Ok(further)
}
