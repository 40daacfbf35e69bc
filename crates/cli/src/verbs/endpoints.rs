//! `tunesmith endpoints`: what is deployed, and where it came from.

use clap::Args;
use serde_json::{Value, json};
use tunesmith_executor::folder::read_log;
use tunesmith_hosting::process_logs;
use tunesmith_jobfile::{program, write};
use tunesmith_store::{Catalogue as _, SqlStore, Views as _};

use super::deploy::ask;
use super::env::Reach;
use super::{DataArgs, find_job, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::output;
use crate::serve::ENDPOINTS;
use crate::view::paint;
use crate::view::summary::{continued, labelled};
use crate::view::table::{Column, columns, print};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tunesmith endpoints
  tunesmith endpoints digits            # its variants, and the model's way back to data, code and values
  tunesmith endpoints digits --log")]
pub(crate) struct EndpointsArgs {
    /// One of them
    #[arg(value_name = "NAME")]
    endpoint: Option<String>,
    /// Write JSON
    #[arg(long)]
    json: bool,
    /// Print what its model processes print
    #[arg(long, requires = "endpoint", conflicts_with = "json")]
    log: bool,
    #[command(flatten)]
    data: DataArgs,
}

pub(crate) fn run(args: &EndpointsArgs) -> Result<Code, Failure> {
    runtime()?.block_on(async {
        match &args.endpoint {
            Some(name) if args.log => log(&args.data, name),
            Some(name) => show(args, name).await,
            None => list(args).await,
        }
    })
}

async fn list(args: &EndpointsArgs) -> Result<Code, Failure> {
    let client = Reach::find(&args.data, None).await?.client();
    let mut all = Vec::new();
    let mut input = json!({"MaxResults": 100, "SortBy": "Name", "SortOrder": "Ascending"});
    loop {
        let page = ask(&client, "ListEndpoints", &input).await?;
        for row in page["Endpoints"].as_array().into_iter().flatten() {
            let of_name = json!({"EndpointName": row["EndpointName"]});
            // It may be gone since.
            all.extend(client.call("DescribeEndpoint", &of_name).await.ok());
        }
        if page["NextToken"].is_null() {
            break;
        }
        input["NextToken"] = page["NextToken"].clone();
    }
    if args.json {
        output::line(&json!(all).to_string());
        return Ok(Code::Ok);
    }
    if all.is_empty() {
        output::note("there is no endpoint; make one with: tunesmith deploy best --name NAME");
        return Ok(Code::Ok);
    }
    let heads =
        [Column("ENDPOINT", false), Column("STATUS", false), Column("PROCESSES", true), Column("VARIANTS", false)];
    let rows = all.iter().map(|endpoint| {
        let variants: Vec<&Value> = endpoint["ProductionVariants"].as_array().into_iter().flatten().collect();
        let sum = |member: &str| variants.iter().filter_map(|v| v[member].as_u64()).sum::<u64>();
        let names: Vec<String> = variants.iter().map(|v| variant_text(v)).collect();
        vec![
            text(&endpoint["EndpointName"]),
            text(&endpoint["EndpointStatus"]),
            format!("{} of {}", sum("CurrentInstanceCount"), sum("DesiredInstanceCount")),
            names.join(", "),
        ]
    });
    print(&columns(&heads), rows.collect());
    Ok(Code::Ok)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn variant_text(variant: &Value) -> String {
    format!("{} (weight {})", text(&variant["VariantName"]), variant["CurrentWeight"])
}

async fn show(args: &EndpointsArgs, name: &str) -> Result<Code, Failure> {
    let reach = Reach::find(&args.data, None).await?;
    let client = reach.client();
    let endpoint = ask(&client, "DescribeEndpoint", &json!({"EndpointName": name})).await?;
    let config = json!({"EndpointConfigName": endpoint["EndpointConfigName"]});
    // A configuration and a model may have been deleted since.
    let config = client.call("DescribeEndpointConfig", &config).await.unwrap_or(Value::Null);
    let (_, store) = args.data.open().await?;
    let mut variants = Vec::new();
    for variant in config["ProductionVariants"].as_array().into_iter().flatten() {
        let model = json!({"ModelName": variant["ModelName"]});
        let model = client.call("DescribeModel", &model).await.unwrap_or(Value::Null);
        variants.push((variant.clone(), lineage(&store, &model).await?));
    }
    if args.json {
        let mut told = endpoint.clone();
        for (variant, line) in &variants {
            let line: serde_json::Map<String, Value> = line.iter().cloned().collect();
            told["Lineage"][text(&variant["VariantName"])] = line.into();
        }
        output::line(&told.to_string());
        return Ok(Code::Ok);
    }
    labelled("endpoint", &format!("{}: {}", paint::bold(name), text(&endpoint["EndpointStatus"])));
    if let Some(why) = endpoint["FailureReason"].as_str() {
        let before = if endpoint["EndpointStatus"] == "InService" { "the last change failed: " } else { "" };
        continued(&paint::warn(&format!("{before}{why}")));
    }
    labelled("address", &format!("{}/endpoints/{name}/invocations", reach.url));
    for variant in endpoint["ProductionVariants"].as_array().into_iter().flatten() {
        let processes = format!("{} of {} processes", variant["CurrentInstanceCount"], variant["DesiredInstanceCount"]);
        labelled("variant", &format!("{}, {processes}", variant_text(variant)));
        let of = variants.iter().find(|(asked, _)| asked["VariantName"] == variant["VariantName"]);
        for (what, line) in of.iter().flat_map(|(_, line)| line) {
            let shown = line.as_str().map_or_else(|| line.to_string(), str::to_owned);
            labelled(what, &shown);
        }
    }
    Ok(Code::Ok)
}

/// The way back from a model: to its training job, tuning job, values, data, and code.
async fn lineage(store: &SqlStore, model: &Value) -> Result<Vec<(String, Value)>, Failure> {
    let container = &model["PrimaryContainer"];
    let uri = container["ModelDataUrl"].as_str();
    let mut line = vec![("model".to_owned(), model["ModelName"].clone()), ("artifact".to_owned(), json!(uri))];
    line.retain(|(_, value)| !value.is_null());
    let env = &container["Environment"];
    // Of a client's training job the artifact's address has the name; of a command's trial the variables have it.
    let found = match uri.and_then(|uri| uri.trim_end_matches('/').rsplit('/').nth(2)) {
        Some(name) => store.training(name).await?,
        None => None,
    };
    let number = env["TUNESMITH_TRIAL"].as_str().and_then(|t| t.parse().ok());
    let found = match (found, env["TUNESMITH_JOB"].as_str(), number) {
        (None, Some(job), Some(number)) => match find_job(store, Some(job), |_| true).await {
            Ok(job) => store.trial(job.id, number).await?.map(|trial| (job.id, trial)),
            Err(_) => None,
        },
        (found, ..) => found,
    };
    let Some((id, trial)) = found else { return Ok(line) };
    let Some(job) = store.job_by_id(id).await? else { return Ok(line) };
    let mut put = |what: &str, value: Value| line.push((what.to_owned(), value));
    put("trial", json!(trial.name.clone().unwrap_or_else(|| format!("#{}", trial.number))));
    put("job", json!(job.spec.name));
    if let Some(value) = job.value_of(&trial) {
        put(&job.spec.objective.metric, json!(value));
    }
    put("values", json!(write::arguments(&program::values(&job.spec, &trial.params))));
    put("code", json!(program::lines(&job.spec).join("; ")));
    for channel in job.spec.run.trainings.iter().flat_map(|t| &t.channels) {
        put(&format!("data {}", channel.name), json!(channel.source.place()));
    }
    Ok(line)
}

/// The logs of an endpoint's processes, the latest of each.
fn log(args: &DataArgs, name: &str) -> Result<Code, Failure> {
    let data = args.directory()?;
    let logs = process_logs(&data.root().join(ENDPOINTS).join(name.to_lowercase()));
    if logs.is_empty() {
        return Err(failure!("no endpoint `{name}` has run in {}", args.data_dir.display()));
    }
    for log in logs {
        let (variant, number) = log.process;
        output::note(&format!("  {variant}, process {number}"));
        output::bytes(&read_log(&log.run, 0).unwrap_or_default());
    }
    Ok(Code::Ok)
}
