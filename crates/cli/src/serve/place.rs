//! Where the server of a data directory is, and how others reach it.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr as _};
use serde::{Deserialize, Serialize};
use tunesmith_access::{Key, Keyring};
use tunesmith_outside::OutsideBuckets;
use tunesmith_store::{DataDir, holder};
use tunesmith_workload::{JOB_ENVIRONMENT, OUTSIDE_BUCKETS};

use crate::failure::Failure;

/// File in the data directory with the access keys.
pub(crate) const KEYS_FILE: &str = "keys.json";
const FILE: &str = "server.json";
/// The region of whoever names none.
pub(crate) const REGION: &str = "us-east-1";

/// Where a server listens.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Place {
    /// Its address as a URL.
    pub(crate) url: String,
    #[serde(skip)]
    file: PathBuf,
}

impl Place {
    /// Tells others of this data directory; in a database that several share it stands there.
    pub(crate) fn write(data: &DataDir, url: &str) -> Result<Self, Failure> {
        let file = data.root().join(FILE);
        let place = Self { url: url.to_owned(), file };
        if data.server().is_some() {
            return Ok(place);
        }
        let text = serde_json::to_string(&place).into_diagnostic()?;
        // In one piece: whoever waits for the file reads it the moment it is there.
        let draft = place.file.with_extension("new");
        let written = fs::write(&draft, text).and_then(|()| fs::rename(&draft, &place.file));
        written.into_diagnostic().wrap_err_with(|| place.file.display().to_string())?;
        Ok(place)
    }

    /// A server that runs now, if one does.
    pub(crate) async fn find(data: &DataDir) -> Result<Option<Self>, Failure> {
        let file = data.root().join(FILE);
        let store = data.store().await?;
        if data.server().is_some() {
            let url = store.controllers().await?.into_iter().filter(|c| c.serves).find_map(|c| c.url);
            return Ok(url.map(|url| Self { url, file }));
        }
        let Some(mut place) = fs::read(&file).ok().and_then(|text| serde_json::from_slice::<Self>(&text).ok()) else {
            return Ok(None);
        };
        place.file = file;
        // A terminal that holds the data directory is no server, and one that was killed left this file.
        Ok(holder(data, &store, "").await?.is_some_and(|h| h.serves()).then_some(place))
    }

    pub(crate) fn remove(&self) {
        // There is none where servers share a database.
        let _ = fs::remove_file(&self.file);
    }
}

/// How clients on this machine reach a server; one that listens everywhere, on the loopback address as well.
pub(super) fn url_of(mut address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        address.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    format!("http://{address}")
}

/// The variables by which a program's AWS clients reach a server.
pub(crate) fn variables(url: &str, key: &Key) -> BTreeMap<String, String> {
    let region = ["AWS_DEFAULT_REGION", "AWS_REGION"].iter().find_map(|name| std::env::var(name).ok());
    let region = region.unwrap_or_else(|| REGION.to_owned());
    let pairs = [
        ("AWS_ENDPOINT_URL", url.to_owned()),
        ("AWS_ACCESS_KEY_ID", key.access_key_id.clone()),
        ("AWS_SECRET_ACCESS_KEY", key.secret_access_key.clone()),
        ("AWS_DEFAULT_REGION", region.clone()),
        ("AWS_REGION", region),
        ("AWS_EC2_METADATA_DISABLED", "true".to_owned()),
    ];
    pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
}

/// Lets training jobs know how to reach the server, with a key of their own.
pub(crate) fn jobs_environment(data: &DataDir, url: &str, keys: &Keyring) -> Result<(), Failure> {
    let Some(key) = keys.for_jobs() else { return Ok(()) };
    let all = variables(url, key);
    write_private(&data.root().join(JOB_ENVIRONMENT), &all)
}

/// Lets training jobs know which buckets are elsewhere.
pub(crate) fn outside_buckets(data: &DataDir, buckets: &OutsideBuckets) -> Result<(), Failure> {
    write_private(&data.root().join(OUTSIDE_BUCKETS), buckets)
}

/// Writes a file that holds keys: its owner alone reads it.
fn write_private(file: &Path, content: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_vec(content).into_diagnostic()?;
    // In one piece: what reads it may do so at this moment. Several servers may write it at once.
    let draft = file.with_extension(format!("{}.new", std::process::id()));
    let written = OpenOptions::new().create(true).truncate(true).write(true).mode(0o600).open(&draft);
    let written = written.and_then(|mut out| out.write_all(&text)).and_then(|()| fs::rename(&draft, file));
    Ok(written.into_diagnostic().wrap_err_with(|| file.display().to_string())?)
}
