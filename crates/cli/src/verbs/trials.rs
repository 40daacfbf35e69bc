//! `tunesmith trials`: the trials of a job.

use clap::{Args, ValueEnum};
use tunesmith_executor::folder::RunFolder;
use tunesmith_store::{DataDir, JobRow, Order, TrialQuery, TrialRow, Views};
use tunesmith_study::TrialStatus;

use super::{JobArgs, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::view::front::missed;
use crate::view::table::print;
use crate::view::{format, paint};

#[derive(Debug, Args)]
pub(crate) struct TrialsArgs {
    #[command(flatten)]
    job: JobArgs,
    /// The order of the list
    #[arg(long, value_enum, default_value_t = Sort::Number)]
    sort: Sort,
    /// Only trials that are completed, failed, stopped, running or queued
    #[arg(long, value_name = "STATUS")]
    status: Option<String>,
    /// At most so many
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<u64>,
    /// Why each was tried: who proposed it, and what the model expected
    #[arg(long)]
    why: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sort {
    Number,
    Best,
    Recent,
}

pub(crate) fn run(args: &TrialsArgs) -> Result<Code, Failure> {
    let status = args.status.as_deref().map(status_named).transpose()?;
    let order = match args.sort {
        Sort::Number => Order::Number,
        Sort::Best => Order::Best,
        Sort::Recent => Order::Recent,
    };
    runtime()?.block_on(async {
        let (data, store, job) = args.job.find().await?;
        let trials = store.trials(&job, TrialQuery { status, order, limit: args.limit }).await?;
        let objective = &job.spec.objective.metric;
        let mut heads: Vec<(String, bool)> =
            vec![("#".into(), true), ("STATUS".into(), false), (objective.clone(), true), ("TIME".into(), true)];
        let others: Vec<usize> =
            (0..job.spec.metrics.len()).filter(|i| job.spec.metrics[*i].name != *objective).collect();
        let has_price = trials.iter().any(|t| job.spec.price_of(&t.params).is_some());
        if has_price {
            heads.push(("COST".into(), true));
        }
        if args.why {
            heads.extend([
                ("BY".into(), false),
                ("EXPECTED".into(), true),
                ("MOSTLY WITHIN".into(), false),
                ("BETTER".into(), true),
            ]);
            if !job.spec.objective.require.is_empty() {
                heads.push(("MEETS".into(), true));
            }
        }
        heads.extend(others.iter().map(|i| (job.spec.metrics[*i].name.clone(), true)));
        heads.extend(job.spec.space.parameters.iter().map(|p| (p.name.clone(), !p.domain.is_categorical())));
        let trains = !job.spec.run.trainings.is_empty();
        if trains {
            heads.push(("TRAINING JOB".into(), false));
        }
        heads.push(("CAUSE".into(), false));
        let best = job.best.map(|(n, _)| n);
        let rows = trials.iter().map(|t| {
            let value = t.objective.map(format::metric).unwrap_or_default();
            let mut row = vec![
                t.number.to_string(),
                paint::trial_word(t.status).trim().to_owned(),
                if best == Some(t.number) || job.front.contains(&t.number) { paint::good(&value) } else { value },
                if t.status.is_over() { format::duration(t.duration_ms) } else { String::new() },
            ];
            if has_price {
                row.push(job.spec.cost_of(&t.params, t.spent_ms).map(format::money).unwrap_or_default());
            }
            if args.why {
                row.extend(why(t, !job.spec.objective.require.is_empty()));
            }
            row.extend(
                others.iter().map(|i| t.values.get(*i).copied().flatten().map(format::metric).unwrap_or_default()),
            );
            row.extend(
                job.spec.space.parameters.iter().map(|p| t.params.get(&p.name).map(format::brief).unwrap_or_default()),
            );
            if trains {
                row.push(t.name.clone().unwrap_or_default());
            }
            let cause = t.cause.as_ref().map(|c| c.text.clone());
            row.push(cause.or_else(|| place(&data, &job, t)).or_else(|| missed(&job.spec, t)).unwrap_or_default());
            row
        });
        print(&heads, rows.collect());
        Ok(Code::Ok)
    })
}

/// Where an engine has a trial that is running, or why it waits there.
fn place(data: &DataDir, job: &JobRow, trial: &TrialRow) -> Option<String> {
    let is_running = trial.status == TrialStatus::Running && job.spec.run.placement.is_some();
    is_running
        .then(|| RunFolder::at(data.attempt(&job.spec.name, trial.number, trial.attempts)).place())?
        .map(|p| p.note)
}

/// Who proposed a trial and what the model expected of it: the value, the range for two of three, the chance to be better than
/// the best of its time, and to meet what is required.
fn why(trial: &TrialRow, requires: bool) -> Vec<String> {
    let percent = |p: Option<f64>| p.map(|p| format!("{:.0}%", 100.0 * p)).unwrap_or_default();
    let expected = trial.expected;
    let mut cells = vec![
        trial.origin.clone(),
        expected.map(|e| format::metric(e.mean)).unwrap_or_default(),
        expected.map(|e| format!("{} .. {}", format::metric(e.low), format::metric(e.high))).unwrap_or_default(),
        percent(expected.and_then(|e| e.better)),
    ];
    if requires {
        cells.push(percent(expected.and_then(|e| e.feasible)));
    }
    cells
}

fn status_named(word: &str) -> Result<TrialStatus, Failure> {
    let names: Vec<&str> = TrialStatus::ALL.iter().map(|(_, n)| *n).collect();
    let found = TrialStatus::ALL.iter().find(|(_, n)| *n == word);
    found.map(|(s, _)| *s).ok_or_else(|| failure!("--status `{word}`: expected one of {}", names.join(", ")))
}
