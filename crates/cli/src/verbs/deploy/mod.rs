//! `tunesmith deploy`: a model behind an endpoint.

mod source;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, ValueEnum};
use miette::{IntoDiagnostic as _, WrapErr as _};
use serde_json::{Value, json};
use tokio::sync::Notify;
use tunesmith_api::{Deployment, SignIn};
use tunesmith_aws::Client;
use tunesmith_controller::{Clock as _, SystemClock};
use tunesmith_executor::folder::RunFolder;
use tunesmith_objects::ObjectUri;
use tunesmith_outside::{Bucket, OutsideStore};
use tunesmith_store::DataDir;
use tunesmith_workload::{PYTHON, pack};

use self::source::Source;
use super::env::Reach;
use super::{DataArgs, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::output;
use crate::serve::{Ended, Place, REGION, ServerConfig, ServerOptions, run_server};
use crate::session::cores;
use crate::view::paint;
use crate::view::summary::{continued, labelled};

/// How often it is looked whether an endpoint stands as it is to stand.
const LOOK: Duration = Duration::from_millis(100);
/// Bucket for copies of folders that were deployed.
const MODELS: &str = "tunesmith-models";
/// Longest name of an endpoint: the names of its models have 14 characters more, and 63 at most.
const LONGEST_NAME: usize = 49;
/// Seconds until a process must answer.
const STARTUP: u32 = 300;
/// Looks for a server that is starting.
const PATIENCE: u32 = 100;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tunesmith deploy best --name digits -- python serve.py --port {port}
  tunesmith deploy best --handlers inference.py         # the trial saved its model in {dir}
  tunesmith deploy ./model --name wine                  # joblib, TorchScript, XGBoost, SavedModel, MLflow
  tunesmith deploy s3://bucket/job/output/model.tar.gz --framework tensorflow --name prauc")]
pub(crate) struct DeployArgs {
    /// `best`, the number of a trial, a folder, or `s3://BUCKET/KEY`
    #[arg(default_value = "best", value_name = "MODEL")]
    what: String,
    /// Job that the trial belongs to [default: the newest]
    #[arg(long, value_name = "NAME")]
    job: Option<String>,
    /// Name of the endpoint; one that is there gets the new model without losing a request [default: the job's, the folder's]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Processes that answer
    #[arg(short = 'n', long, value_name = "N", default_value_t = 1)]
    count: u32,
    /// What kind of model it is [default: by its files]
    #[arg(long, value_enum)]
    framework: Option<FrameworkName>,
    /// File with `model_fn`, `input_fn`, `predict_fn`, `output_fn`, or some of them
    #[arg(long, value_name = "FILE")]
    handlers: Option<PathBuf>,
    /// Python that has the model's packages [default: python3 of this terminal]
    #[arg(long, value_name = "PROGRAM", env = "TUNESMITH_PYTHON")]
    python: Option<String>,
    /// Seconds until a process must answer, from 60 on
    #[arg(long, value_name = "SECONDS", default_value_t = STARTUP, value_parser = clap::value_parser!(u32).range(60..=3600))]
    startup: u32,
    /// Where a server listens that is started because none runs
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7700", env = "TUNESMITH_LISTEN")]
    listen: SocketAddr,
    #[command(flatten)]
    data: DataArgs,
    /// Command that listens on the port {port} (also in PORT) and answers GET /ping and POST /invocations
    #[arg(last = true, value_name = "COMMAND")]
    command: Vec<String>,
}

/// The kinds of models that Tunesmith's own server reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FrameworkName {
    /// joblib, pickle, or handlers of your own
    Handlers,
    /// `TorchScript`
    Pytorch,
    /// A booster
    Xgboost,
    /// A `SavedModel`
    Tensorflow,
}

pub(crate) fn run(args: &DeployArgs) -> Result<Code, Failure> {
    if args.count == 0 {
        return Err(failure!("--count 0: an endpoint needs a process; `tunesmith undeploy NAME` takes it away"));
    }
    runtime()?.block_on(async {
        if let Ok(reach) = Reach::find(&args.data, None).await {
            let left = async { tokio::signal::ctrl_c().await.unwrap_or(()) };
            return deploy(args, &reach, left).await;
        }
        // What can be found wrong without a server should not start one.
        Source::find(args).await?;
        let end = Arc::new(Notify::new());
        let options = ServerOptions {
            end: Arc::clone(&end),
            address: args.listen,
            url: None,
            slots: (2 * cores()).max(4),
            config: ServerConfig::default(),
            quotas: true,
            sign_in: SignIn::Auto,
        };
        let data = args.data.create()?;
        let mut server = pin!(run_server(data.clone(), options));
        let work = async {
            for _ in 0..PATIENCE {
                if Place::find(&data).await?.is_some() {
                    break;
                }
                tokio::time::sleep(LOOK).await;
            }
            // Here Ctrl-C is the server's: nobody can leave a server that ends with them.
            let code = deploy(args, &Reach::find(&args.data, None).await?, std::future::pending()).await?;
            if code != Code::Ok {
                return Ok(code);
            }
            output::note("\n  serving; Ctrl-C ends it, and `tunesmith serve` brings the endpoint back");
            std::future::pending().await
        };
        let worked = tokio::select! {
            ended = &mut server => return ended.map(|_| Code::Ok),
            worked = work => worked,
        };
        // It was not deployed: a server for nothing ends, too. One that was told to end before is why.
        end.notify_one();
        match server.await {
            Ok(Ended::BySignal) => Ok(Code::Ok),
            _ => worked,
        }
    })
}

/// An endpoint that is being made or changed.
struct Begun {
    source: Source,
    name: String,
    version: String,
    client: Client,
    /// It was there before.
    was_there: bool,
}

/// Makes model and configuration, and asks for the endpoint.
async fn begin(args: &DeployArgs, reach: &Reach) -> Result<Begun, Failure> {
    let source = Source::find(args).await?;
    let client = reach.client();
    let name = args.name.clone().unwrap_or_else(|| source.name.clone());
    check_name(&name)?;
    // Models and configurations stay as they were made; each deployment has its own.
    let version = format!("{name}-{}", SystemClock.now_ms());
    let mut container = json!({"Image": source.image, "Environment": source.env});
    if let Some(folder) = &source.folder {
        container["ModelDataUrl"] = json!(copy(reach, folder, &version).await?);
    } else if let Some(uri) = &source.uri {
        container["ModelDataUrl"] = json!(uri);
    }
    let role = "arn:aws:iam::123456789012:role/tunesmith";
    let model = json!({"ModelName": version, "PrimaryContainer": container, "ExecutionRoleArn": role});
    ask(&client, "CreateModel", &model).await?;
    let variant = json!({
        "VariantName": "AllTraffic",
        "ModelName": version,
        "InitialInstanceCount": args.count,
        "InstanceType": "ml.m5.large",
        "InitialVariantWeight": 1.0,
        "ContainerStartupHealthCheckTimeoutInSeconds": args.startup,
    });
    let config = json!({"EndpointConfigName": version, "ProductionVariants": [variant]});
    ask(&client, "CreateEndpointConfig", &config).await?;
    let of_name = json!({"EndpointName": name});
    let there = client.call("DescribeEndpoint", &of_name).await.ok();
    let operation = if there.is_some() { "UpdateEndpoint" } else { "CreateEndpoint" };
    ask(&client, operation, &json!({"EndpointName": name, "EndpointConfigName": version})).await?;
    Ok(Begun { source, name, version, client, was_there: there.is_some() })
}

/// Deploys a trial for somebody at the console; the endpoint's name.
pub(crate) async fn deploy_trial(data: &DataDir, wanted: Deployment) -> Result<String, Failure> {
    let data = DataArgs { data_dir: data.root().to_owned(), store: data.server().map(str::to_owned) };
    let reach = Reach::find(&data, None).await?;
    let args = DeployArgs {
        what: wanted.trial.to_string(),
        job: Some(wanted.job),
        name: wanted.name,
        count: wanted.count,
        framework: None,
        handlers: wanted.handlers,
        python: None,
        startup: STARTUP,
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        data,
        command: wanted.command.unwrap_or_default(),
    };
    Ok(begin(&args, &reach).await?.name)
}

/// Deploys and waits until it stands, or until whoever waits has `left`.
async fn deploy(args: &DeployArgs, reach: &Reach, left: impl Future<Output = ()>) -> Result<Code, Failure> {
    let Begun { source, name, version, client, was_there } = begin(args, reach).await?;
    let of_name = json!({"EndpointName": name});
    labelled("deploy", &format!("{}: {}", paint::bold(&name), source.label));
    let processes = if args.count == 1 { "a process".to_owned() } else { format!("{} processes", args.count) };
    labelled("starting", &format!("{processes}; at most {} s", args.startup));
    let told = tokio::select! {
        told = settled(&client, &of_name) => told?,
        () = left => {
            output::note(&format!("\n  left; the server goes on with it: tunesmith endpoints {name}, tunesmith undeploy {name}"));
            return Ok(Code::Interrupted);
        }
    };
    let took_over = told["EndpointConfigName"] == json!(version);
    if told["EndpointStatus"] != "InService" || !took_over {
        let mut why = told["FailureReason"].as_str().unwrap_or("it did not start").trim_end().to_owned();
        if let Some(python) = source.env.get(PYTHON).filter(|_| why.contains("ModuleNotFoundError")) {
            why = format!("{why}\nthe model ran on {python}; --python names one that has its packages");
        }
        if was_there {
            return Err(failure!("`{name}` answers as before; the new model did not start: {why}"));
        }
        ask(&client, "DeleteEndpoint", &of_name).await?;
        return Err(failure!("`{name}` was not deployed: {why}"));
    }
    labelled("serves", &format!("{}/endpoints/{name}/invocations", reach.url));
    continued(&paint::dim(&format!("ask it: tunesmith invoke {name} BODY")));
    Ok(Code::Ok)
}

/// Puts a copy of a folder into the object store, where nobody changes it; its address.
async fn copy(reach: &Reach, folder: &Path, version: &str) -> Result<String, Failure> {
    let bucket = models(reach)?;
    bucket.create().await.into_diagnostic()?;
    let archive = tempfile::Builder::new().prefix("model-").suffix(".tar.gz").tempfile_in(reach.data.root())?;
    let (from, to) = (folder.to_owned(), archive.path().to_owned());
    let packed = tokio::task::spawn_blocking(move || pack(&from, &to, true, &RunFolder::FILES)).await;
    packed.into_diagnostic()?.into_diagnostic().wrap_err_with(|| folder.display().to_string())?;
    let target = model_of(version);
    bucket.put(&target.key, archive.path()).await.into_diagnostic()?;
    Ok(target.to_string())
}

/// The bucket for copies, by way of the server: wherever it keeps its objects.
pub(super) fn models(reach: &Reach) -> Result<Bucket, Failure> {
    let own = OutsideStore {
        endpoint: Some(reach.url.clone()),
        region: REGION.to_owned(),
        access_key_id: Some(reach.key.access_key_id.clone()),
        secret_access_key: Some(reach.key.secret_access_key.clone()),
        session_token: None,
    };
    Bucket::open(own.bucket(MODELS)).into_diagnostic().map_err(Failure)
}

/// Where the copy of a folder is that was deployed as this version.
pub(super) fn model_of(version: &str) -> ObjectUri {
    ObjectUri { bucket: MODELS.to_owned(), key: format!("{version}/model.tar.gz") }
}

/// Refuses what is no name of an endpoint.
pub(super) fn check_name(name: &str) -> Result<(), Failure> {
    let is_plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') && !name.starts_with('-');
    if is_plain && !name.is_empty() && name.len() <= LONGEST_NAME {
        return Ok(());
    }
    Err(failure!("`{name}` is no name for an endpoint: letters, digits and hyphens, {LONGEST_NAME} at most"))
}

/// An endpoint once it stands as it is to stand.
async fn settled(client: &Client, of_name: &Value) -> Result<Value, Failure> {
    loop {
        let told = ask(client, "DescribeEndpoint", of_name).await?;
        if matches!(told["EndpointStatus"].as_str(), Some("InService" | "Failed")) {
            return Ok(told);
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Asks, and makes a failure of a refusal.
pub(super) async fn ask(client: &Client, operation: &str, input: &Value) -> Result<Value, Failure> {
    client.call(operation, input).await.map_err(|e| failure!("{e}"))
}
