//! `tunesmith console`: the jobs of a data directory in a browser.

use std::net::SocketAddr;
use std::sync::Arc;

use clap::Args;
use miette::IntoDiagnostic as _;
use tokio::net::TcpListener;
use tunesmith_access::LiveKeys;
use tunesmith_api::{Orders, Settings};
use tunesmith_controller::SystemClock;

use super::serve::SignInRule;
use super::{DataArgs, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::output;
use crate::serve::{Console, Faces, KEYS_FILE, Place, link, serve};

#[derive(Debug, Args)]
#[command(
    after_help = "Where a server runs, this prints its address with a link to sign in by. Where none runs, it shows the jobs of the data\n\
                  directory until Ctrl-C; what another `tunesmith tune` runs there can be watched, stopped and extended."
)]
pub(crate) struct ConsoleArgs {
    /// Address and port to listen on, where no server runs; port 0 is any that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7701")]
    listen: SocketAddr,
    /// Who must sign in: `auto` lets in who comes over this machine's own address
    #[arg(long, value_enum, default_value_t = SignInRule::Auto, value_name = "auto|always")]
    sign_in: SignInRule,
    #[command(flatten)]
    data: DataArgs,
}

pub(crate) fn run(args: &ConsoleArgs) -> Result<Code, Failure> {
    runtime()?.block_on(async {
        let (data, store) = args.data.open().await?;
        if let Some(place) = Place::find(&data).await? {
            output::line(&link(&data, &place.url).unwrap_or(place.url));
            output::note("  the link signs in within ten minutes; then `tunesmith console` prints another");
            return Ok(Code::Ok);
        }
        let listener = TcpListener::bind(args.listen)
            .await
            .map_err(|e| failure!("{} cannot be listened on: {e}; choose another with --listen", args.listen))?;
        let address = listener.local_addr().into_diagnostic()?;
        let keys = Arc::new(LiveKeys::open(&data.root().join(KEYS_FILE)).into_diagnostic()?);
        let console = Console {
            store,
            data: data.clone(),
            clock: Arc::new(SystemClock),
            keys,
            sign_in: args.sign_in.into(),
            orders: Orders::Elsewhere,
            changes: None,
        };
        let settings = Settings { address: Some(address), ..Settings::default() };
        let api = Arc::new(console.open(None, settings).await?);
        let url = format!("http://{address}");
        let needs_key = args.sign_in == SignInRule::Always || !address.ip().is_loopback();
        let page = if needs_key { link(&data, &url) } else { None };
        output::line(&page.unwrap_or_else(|| format!("{url}/console/")));
        output::note("  Ctrl-C ends it; to make jobs in the page and to deploy models: tunesmith serve");
        serve(listener, Faces { api, aws: None, relay: None }, Arc::default()).await?;
        Ok(Code::Ok)
    })
}
