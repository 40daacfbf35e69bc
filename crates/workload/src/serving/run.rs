//! A model server from its start on.

use std::convert::Infallible;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use tokio::runtime::Builder;
use tunesmith_objects::ObjectUri;

use super::shim;
use super::task::{ModelData, ModelServer, ServerRuntime};
use crate::buckets::Buckets;
use crate::failure::Failure;
use crate::process::{
    FETCHED, INSIDE, PACKAGES, become_program, exit_code, private_tree, python_path, read_task, variables,
};
use crate::tree::Tree;
use crate::{archive, packages};

/// Folder of a run for our own server.
const SHIM: &str = "shim";
/// Where a model's code is said to be, by clients that pack it with the model.
const CODE_IN_MODEL: &str = "/opt/ml/model/code";

/// Runs the model server that is described in `folder`; the body of our hidden subcommand. Comes back only where it fails.
pub fn run(folder: &Path, inside: bool) -> i32 {
    exit_code(folder, if inside { enter(folder).map(never) } else { serve(folder) })
}

fn never(never: Infallible) -> i32 {
    match never {}
}

/// Fetches what is served, and lets its program answer: a container's, or one that this process becomes.
fn serve(folder: &Path) -> Result<i32, Failure> {
    let server: ModelServer = read_task(folder, ModelServer::FILE)?;
    fetch(folder, &server)?;
    match &server.runtime {
        #[cfg(feature = "container")]
        ServerRuntime::Container { options, command } => super::container::serve(folder, &server, options, command),
        _ => go_inside(folder).map(never),
    }
}

pub(super) fn machine(error: &io::Error) -> Failure {
    Failure::machine(error.to_string())
}

/// The data directory: where the buckets are.
pub(super) fn data_dir(server: &ModelServer) -> &Path {
    server.objects.parent().unwrap_or(&server.objects)
}

/// The first half: the model, its code and its packages.
fn fetch(folder: &Path, server: &ModelServer) -> Result<(), Failure> {
    let tree = Tree::in_run(folder);
    tree.make().map_err(|e| machine(&e))?;
    let fetched = folder.join(FETCHED);
    Builder::new_current_thread().enable_all().build().map_err(|e| machine(&e))?.block_on(async {
        let buckets = Buckets::open(data_dir(server), &server.objects).await?;
        match &server.data {
            Some(ModelData { uri, packed: true }) => {
                archive::unpack(&buckets, "the model", uri, &tree.model(), &fetched).await?;
            }
            Some(ModelData { uri, packed: false }) => copy(&buckets, uri, &tree.model()).await?,
            None => {}
        }
        if let Some(uri) = server.env.get("SAGEMAKER_SUBMIT_DIRECTORY").filter(|uri| uri.starts_with("s3://")) {
            archive::unpack(&buckets, "SAGEMAKER_SUBMIT_DIRECTORY", uri, &tree.code(), &fetched).await?;
        }
        Ok::<_, Failure>(())
    })?;
    let _ = fs::remove_dir_all(fetched);
    if let ServerRuntime::Handlers { python, .. } = &server.runtime {
        let code = code(server, &tree);
        if let Some(packages) = packages::install(&code, python, &data_dir(server).join("packages"))? {
            fs::write(folder.join(PACKAGES), packages.display().to_string()).map_err(|e| machine(&e))?;
        }
    }
    Ok(())
}

/// Every object whose key starts so, as a file.
async fn copy(buckets: &Buckets, uri: &str, folder: &Path) -> Result<(), Failure> {
    let address = ObjectUri::parse(uri);
    let address =
        address.ok_or_else(|| Failure::request(format!("the model is `{uri}`, which is no s3:// address")))?;
    let found = buckets.under(&address).await?;
    if found.is_empty() {
        return Err(Failure::request(format!("there is no object under {uri}")));
    }
    for object in found {
        let relative = Path::new(object.key.strip_prefix(&address.key).unwrap_or(&object.key)).to_owned();
        let relative: PathBuf = relative.strip_prefix("/").map(Path::to_owned).unwrap_or(relative);
        // The address of one object, or a mark that stands for a folder.
        if relative.as_os_str().is_empty() || object.key.ends_with('/') {
            continue;
        }
        if relative.components().any(|c| !matches!(c, std::path::Component::Normal(_))) {
            return Err(Failure::request(format!("the key {} cannot be a file's name", object.key)));
        }
        let file = folder.join(relative);
        fs::create_dir_all(file.parent().unwrap_or(folder)).map_err(|e| machine(&e))?;
        object.copy_to(&file).await?;
    }
    Ok(())
}

/// Where the model's own code is: what came as an archive of its own, or with the model.
fn code(server: &ModelServer, tree: &Tree) -> PathBuf {
    let packed = tree.model().join("code");
    let is_apart = server.env.get("SAGEMAKER_SUBMIT_DIRECTORY").is_some_and(|place| place != CODE_IN_MODEL);
    if is_apart || !packed.is_dir() { tree.code() } else { packed }
}

/// Starts over as the second half, in the same process and with no threads.
fn go_inside(folder: &Path) -> Result<Infallible, Failure> {
    let own = if cfg!(target_os = "linux") {
        PathBuf::from("/proc/self/exe")
    } else {
        env::current_exe().map_err(|e| machine(&e))?
    };
    let verb = env::args().nth(1).unwrap_or_default();
    Err(machine(&Command::new(own).arg(verb).arg(folder).arg(INSIDE).exec()))
}

/// The second half: shows the tree at its place, and becomes the program.
fn enter(folder: &Path) -> Result<Infallible, Failure> {
    let server: ModelServer = read_task(folder, ModelServer::FILE)?;
    let (tree, _) = private_tree(folder)?;
    let code = code(&server, &tree);
    let packages = fs::read_to_string(folder.join(PACKAGES)).ok();
    let python = match &server.runtime {
        ServerRuntime::Handlers { python, .. } => Some(python.as_str()),
        ServerRuntime::Command { python, .. } => python.as_deref(),
        ServerRuntime::Container { .. } => None,
    };
    let mut all = variables(data_dir(&server), python);
    let port = server.port.to_string();
    let mut path = python_path(&code, packages.as_deref());
    all.insert("SM_MODEL_DIR".into(), tree.model().display().to_string());
    all.insert("TUNESMITH_CODE_DIR".into(), code.display().to_string());
    // The request has the last word, but for where it listens.
    all.extend(server.env.iter().map(|(k, v)| (k.clone(), v.clone())));
    all.insert("SAGEMAKER_BIND_TO_PORT".into(), port.clone());
    all.insert("SAGEMAKER_SAFE_PORT_RANGE".into(), format!("{port}-{port}"));
    all.insert("PORT".into(), port.clone());
    let (command, dir) = match &server.runtime {
        ServerRuntime::Handlers { framework, python } => {
            let place = folder.join(SHIM);
            let command = shim::install(&place, python).map_err(|e| machine(&e))?;
            path = format!("{}:{path}", place.display());
            all.insert("TUNESMITH_FRAMEWORK".into(), framework.name().to_owned());
            (command, code.clone())
        }
        ServerRuntime::Command { command, dir, .. } => {
            let model = tree.model().display().to_string();
            let fill = |part: &String| part.replace("{port}", &port).replace("{dir}", &model);
            let command = command.iter().map(fill).collect();
            (command, dir.clone().unwrap_or_else(|| code.clone()))
        }
        ServerRuntime::Container { .. } => return Err(Failure::request("this binary was built without containers")),
    };
    if let Some(own) = server.env.get("PYTHONPATH") {
        path = format!("{path}:{own}");
    }
    all.insert("PYTHONPATH".into(), path);
    become_program(&command, &all, &dir)
}
