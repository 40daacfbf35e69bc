//! `tunesmith invoke`: asks a model.

use std::io::Read as _;
use std::path::PathBuf;

use clap::Args;
use miette::{IntoDiagnostic, WrapErr as _};

use super::deploy::check_name;
use super::env::Reach;
use super::{DataArgs, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::output;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tunesmith invoke digits '{\"instances\": [[0, 1, 2]]}'
  tunesmith invoke digits --file rows.csv --type text/csv
  cat picture.png | tunesmith invoke digits - --type image/png")]
pub(crate) struct InvokeArgs {
    /// Name of the endpoint
    endpoint: String,
    /// What is asked; `-` reads standard input; or use --file
    #[arg(value_name = "BODY", required_unless_present = "file", conflicts_with = "file", allow_hyphen_values = true)]
    body: Option<String>,
    /// File with what is asked
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// What it is
    #[arg(long = "type", value_name = "TYPE", default_value = "application/json")]
    content_type: String,
    /// What is wanted [default: what the model prefers]
    #[arg(long, value_name = "TYPE")]
    accept: Option<String>,
    /// The variant that is to answer [default: by weight]
    #[arg(long, value_name = "NAME")]
    variant: Option<String>,
    #[command(flatten)]
    data: DataArgs,
}

pub(crate) fn run(args: &InvokeArgs) -> Result<Code, Failure> {
    check_name(&args.endpoint)?;
    let body = match (&args.file, args.body.as_deref()) {
        (Some(file), _) => std::fs::read(file).into_diagnostic().wrap_err_with(|| file.display().to_string())?,
        (None, Some("-")) => {
            let mut all = Vec::new();
            std::io::stdin().read_to_end(&mut all)?;
            all
        }
        (None, body) => body.unwrap_or_default().into(),
    };
    runtime()?.block_on(async {
        let reach = Reach::find(&args.data, None).await?;
        let mut headers = vec![("content-type", args.content_type.as_str())];
        headers.extend(args.accept.as_deref().map(|accept| ("accept", accept)));
        headers.extend(args.variant.as_deref().map(|variant| ("x-amzn-sagemaker-target-variant", variant)));
        let told = reach.client().invoke(&args.endpoint, body.into(), &headers).await.map_err(|e| failure!("{e}"))?;
        output::bytes(&told.body);
        let is_text = ["json", "text", "csv"].iter().any(|kind| told.content_type.contains(kind));
        if output::is_terminal() && is_text && !told.body.ends_with(b"\n") {
            output::bytes(b"\n");
        }
        Ok(Code::Ok)
    })
}
