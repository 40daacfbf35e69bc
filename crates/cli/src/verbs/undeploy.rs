//! `tunesmith undeploy`: takes endpoints away.

use clap::Args;
use serde_json::{Value, json};

use super::deploy::{ask, model_of, models};
use super::env::Reach;
use super::{DataArgs, runtime};
use crate::exit::Code;
use crate::failure::Failure;
use crate::output;

#[derive(Debug, Args)]
pub(crate) struct UndeployArgs {
    /// Names of the endpoints
    #[arg(required = true, value_name = "NAME")]
    endpoints: Vec<String>,
    #[command(flatten)]
    data: DataArgs,
}

pub(crate) fn run(args: &UndeployArgs) -> Result<Code, Failure> {
    runtime()?.block_on(async {
        let reach = Reach::find(&args.data, None).await?;
        let client = reach.client();
        for name in &args.endpoints {
            let of_name = json!({"EndpointName": name});
            let told = ask(&client, "DescribeEndpoint", &of_name).await?;
            ask(&client, "DeleteEndpoint", &of_name).await?;
            // What `deploy` made for this endpoint alone goes with it; what others made may be theirs.
            let version = told["EndpointConfigName"].as_str().unwrap_or_default();
            if version.strip_prefix(name.as_str()).is_some_and(is_version) {
                let _: Result<Value, _> =
                    ask(&client, "DeleteEndpointConfig", &json!({"EndpointConfigName": version})).await;
                let _: Result<Value, _> = ask(&client, "DeleteModel", &json!({"ModelName": version})).await;
                let copy = model_of(version);
                if let Ok(bucket) = models(&reach) {
                    // A model that was no folder has no copy.
                    let _ = bucket.delete(&copy.key).await;
                }
            }
            output::note(&format!(
                "  `{name}` answers no more; its processes end when their last requests are answered"
            ));
        }
        Ok(Code::Ok)
    })
}

/// Whether it is what `deploy` appends to a name.
fn is_version(rest: &str) -> bool {
    rest.strip_prefix('-').is_some_and(|digits| digits.len() >= 13 && digits.bytes().all(|b| b.is_ascii_digit()))
}
