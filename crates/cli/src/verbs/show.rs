//! `tunesmith show`: one job.

use clap::Args;
use serde_json::json;

use tunesmith_jobfile::program;
use tunesmith_store::export::job_json;
use tunesmith_store::is_interrupted;

use super::{JobArgs, runtime};
use crate::exit::Code;
use crate::failure::Failure;
use crate::output;
use crate::view::summary::{self, continued, labelled};
use crate::view::{format, paint};

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    #[command(flatten)]
    job: JobArgs,
    /// Write JSON, the job's whole description included
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &ShowArgs) -> Result<Code, Failure> {
    runtime()?.block_on(async {
        let (data, store, job) = args.job.find().await?;
        let spec = &job.spec;
        if args.json {
            let mut line = job_json(&job);
            line["spec"] = json!(spec);
            output::line(&line.to_string());
            return Ok(Code::Ok);
        }
        let idle = is_interrupted(&data, &store, &job).await?;
        let status = if idle {
            format!("{} (tunesmith resume {} goes on)", paint::warn("interrupted"), spec.name)
        } else {
            paint::job_status(job.status)
        };
        labelled("job", &format!("{}: {status}", paint::bold(&spec.name)));
        let trains = !spec.run.trainings.is_empty();
        for (i, line) in program::lines(spec).iter().enumerate() {
            match (i, trains) {
                (0, true) => labelled("trains", line),
                (0, false) => labelled("command", line),
                _ => continued(line),
            }
        }
        if !trains {
            continued(&paint::dim(&format!("in {}", spec.run.dir.display())));
        }
        if spec.is_single_training() {
            labelled("folder", &data.job(&spec.name).display().to_string());
            summary::print(&store, &job).await?;
            return Ok(Code::Ok);
        }
        let target = spec.objective.target.map_or_else(String::new, |t| format!(", target {}", format::metric(t)));
        let aims = spec.objective.aims().into_iter().map(|aim| format!("{} {}", aim.goal.name(), aim.metric));
        let require = spec.objective.require.iter().map(|r| format!("require {r}"));
        labelled("aim", &format!("{}{target}", aims.chain(require).collect::<Vec<_>>().join(", ")));
        labelled(
            "search",
            &format!(
                "{}{}, seed {}, {} parameters",
                spec.search.strategy.name(),
                spec.search.why.as_ref().map_or(String::new(), |why| format!(" ({why})")),
                spec.search.seed,
                spec.space.parameters.len()
            ),
        );
        labelled("folder", &data.job(&spec.name).display().to_string());
        summary::print(&store, &job).await?;
        Ok(Code::Ok)
    })
}
