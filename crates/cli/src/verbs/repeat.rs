//! `tunesmith repeat`: tries the leaders of a job again, to tell merit from luck.

use clap::Args;
use tunesmith_controller::Insight;
use tunesmith_store::{TrialQuery, TrialRow, Views as _};
use tunesmith_study::Extension;

use super::{JobArgs, extend, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::view::summary;

/// Points that are tried again, at most: the best and those that may be better.
const LEADERS: usize = 4;

#[derive(Debug, Args)]
#[command(
    after_help = "Where a program does not print the same number twice, the best of many trials is partly the luckiest. This runs the best\n\
                  again, and those that may be better in truth (`tunesmith explain` names them), in turn. From then on the best is the\n\
                  one with the best mean among those that were run more than once."
)]
pub(crate) struct RepeatArgs {
    #[command(flatten)]
    job: JobArgs,
    /// Runs in all
    #[arg(short = 'n', long, value_name = "N", default_value_t = 6)]
    trials: u64,
    /// Write events as JSON lines
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &RepeatArgs) -> Result<Code, Failure> {
    if args.trials == 0 {
        return Err(failure!("-n must be at least 1"));
    }
    runtime()?.block_on(async {
        let (data, store, job) = args.job.find().await?;
        let name = &job.spec.name;
        if !job.spec.objective.is_single() {
            return Err(failure!("`{name}` has several objectives and a front in place of a best trial"));
        }
        let trials = store.trials(&job, TrialQuery::default()).await?;
        let insight = Insight::of(&job, trials.clone()).map_err(|e| failure!("{e}"))?;
        let mut leaders: Vec<&TrialRow> = Vec::new();
        for number in insight.leaders(trials.len()) {
            // Where a point was tried more than once, its trials are all one leader.
            let trial = trials.iter().find(|t| t.number == number);
            leaders.extend(trial.filter(|t| leaders.len() < LEADERS && leaders.iter().all(|l| l.params != t.params)));
        }
        let numbers: Vec<String> = leaders.iter().map(|t| format!("#{}", t.number)).collect();
        summary::labelled("repeat", &format!("{} in turn, {} runs", numbers.join(", "), args.trials));
        let again = leaders.iter().cycle().take(args.trials as usize).map(|t| t.params.clone()).collect();
        let trials = Some(extend::planned(&job) + args.trials);
        let extension = Extension { trials, again, ..Extension::default() };
        extend::carry_out(&data, store, job, extension, args.json).await
    })
}
