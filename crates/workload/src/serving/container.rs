//! A model server that is an image's own: the documented contract. The image is told to `serve`, finds the model at
//! `/opt/ml/model`, and answers `/ping` and `/invocations` on port 8080, which is published on the loopback address alone.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use tokio::runtime::Builder;
use tunesmith_containers::Mount;
use tunesmith_study::Setting;

use super::run::{data_dir, machine};
use super::task::ModelServer;
use crate::contained::{Contained, is_of_the_machine, read_options};
use crate::failure::Failure;
use crate::process::variables;
use crate::tree::{BASE, Tree};

/// The port of the contract.
const PORT: u16 = 8080;
/// So long a program has to end in when it is told to; whoever supervises us forces an end a little later.
const GRACE: Duration = Duration::from_secs(8);

/// Runs the image to its end; its exit code.
pub(super) fn serve(
    folder: &Path,
    server: &ModelServer,
    settings: &BTreeMap<String, Setting>,
    command: &[String],
) -> Result<i32, Failure> {
    let asked_to_stop = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(signal_hook::consts::SIGTERM, Arc::clone(&asked_to_stop)).map_err(|e| machine(&e))?;
    let options = read_options(settings)?;
    let mut spec = options.limits();
    // Whoever has no network can be reached by nobody.
    if spec.network == "none" {
        "bridge".clone_into(&mut spec.network);
    }
    // In this machine's own network the port is as it is.
    let port = if spec.network == "host" { server.port } else { PORT };
    if port == PORT {
        spec.ports.push((server.port, PORT));
    }
    spec.mounts.push(Mount::of(Tree::in_run(folder).base(), BASE));
    let fill = |part: &String| part.replace("{port}", &port.to_string()).replace("{dir}", &format!("{BASE}/model"));
    spec.command = command.iter().map(fill).collect();
    spec.arguments = vec!["serve".to_owned()];
    spec.env = variables(data_dir(server), None);
    spec.env.retain(|name, _| !is_of_the_machine(name));
    spec.env.insert("SM_MODEL_DIR".into(), format!("{BASE}/model"));
    spec.env.extend(server.env.iter().map(|(k, v)| (k.clone(), v.clone())));
    for (name, value) in [
        ("SAGEMAKER_BIND_TO_PORT", port.to_string()),
        ("SAGEMAKER_SAFE_PORT_RANGE", format!("{port}-{port}")),
        ("PORT", port.to_string()),
    ] {
        spec.env.insert(name.to_owned(), value);
    }
    let name = format!("tunesmith-model-{}-{}", server.port, std::process::id());
    let contained = Contained { folder, purpose: "tunesmith.serving", name, spec, options, grace: GRACE };
    let runtime = Builder::new_current_thread().enable_all().build().map_err(|e| machine(&e))?;
    runtime.block_on(contained.run(&asked_to_stop, async || {}))
}
