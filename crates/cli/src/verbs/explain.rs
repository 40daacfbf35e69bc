//! `tunesmith explain`: what the trials of a job say.

use clap::Args;
use miette::IntoDiagnostic as _;
use tunesmith_controller::{Insight, ParameterInsight};
use tunesmith_engine::analysis::Importance;
use tunesmith_store::{JobRow, TrialQuery, Views};
use tunesmith_study::Goal;

use super::{JobArgs, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::output;
use crate::view::summary::{continued, labelled};
use crate::view::{format, paint};

/// Parameters that are shown, the most important first.
const SHOWN: usize = 8;

#[derive(Debug, Args)]
#[command(
    after_help = "Says which parameters matter and how surely, what the model expects along each of them through the best trial,\n\
                  how well it predicts trials it has not seen, whether the best is separable from the others under the noise,\n\
                  and what the next trial can be expected to gain. --json has the numbers, surfaces over pairs included."
)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    job: JobArgs,
    /// Write JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &ExplainArgs) -> Result<Code, Failure> {
    runtime()?.block_on(async {
        let (_, store, job) = args.job.find().await?;
        let trials = store.trials(&job, TrialQuery::default()).await?;
        let all = trials.len();
        let insight = Insight::of(&job, trials).map_err(|e| failure!("{e}"))?;
        if args.json {
            output::line(&serde_json::to_string(&insight).into_diagnostic()?);
        } else {
            print(&job, all, &insight);
        }
        Ok(Code::Ok)
    })
}

fn print(job: &JobRow, trials: usize, insight: &Insight) {
    let spec = &job.spec;
    let further = if spec.objective.is_single() { "" } else { " (the first of several objectives)" };
    labelled("about", &format!("{}: {} of {} trials{further}", paint::bold(&spec.name), spec.objective.metric, trials));
    let shown = &insight.parameters[..insight.parameters.len().min(SHOWN)];
    let width = shown.iter().map(|p| p.name.len()).max().unwrap_or(0);
    for (line, parameter) in shown.iter().enumerate() {
        let Importance { share, low, high } = parameter.importance;
        let bar = "█".repeat((share * 20.0).round() as usize);
        let text = format!("{:<width$} {share:.2}  ({low:.2} to {high:.2})  {}", parameter.name, paint::accent(&bar));
        if line == 0 { labelled("matters", text.trim_end()) } else { continued(text.trim_end()) }
    }
    for (line, parameter) in shown.iter().enumerate() {
        let text = along(spec.objective.goal, parameter, width);
        if line == 0 { labelled("along", &text) } else { continued(&text) }
    }
    let prediction = &insight.prediction;
    labelled(
        "model",
        &format!(
            "predicts trials it has not seen with a rank correlation of {:.2}; {:.0} % within one deviation (68 % would be right)",
            prediction.rank_correlation,
            100.0 * prediction.within_one_deviation
        ),
    );
    let best = &insight.best;
    labelled(
        "best",
        &format!(
            "{} of #{}; without its luck the best is {}, the noise of a trial about {}",
            paint::good(&best.value.map(format::metric).unwrap_or_default()),
            best.trial,
            format::metric(best.expected),
            format::metric(best.noise)
        ),
    );
    let rivals: Vec<String> = best.rivals.iter().map(|r| format!("#{} ({:.0} %)", r.trial, 100.0 * r.chance)).collect();
    if rivals.is_empty() {
        continued("no other trial has more than one chance in ten to be better in truth");
    } else {
        let how = if spec.run.trainings.is_empty() {
            format!("; tunesmith repeat {} -n {} tells", spec.name, 2 * (rivals.len() + 1).min(4))
        } else {
            String::new()
        };
        continued(&format!("may be better in truth: {}{how}", rivals.join(", ")));
    }
    labelled(
        "outlook",
        &format!("the next trial can be expected to gain about {}", format::metric(insight.further_gain)),
    );
}

/// What the model expects along a parameter, and where it is best.
fn along(goal: Goal, parameter: &ParameterInsight, width: usize) -> String {
    let slice = &parameter.slice;
    let course: Vec<f64> = slice.iter().map(|p| -goal.as_loss(p.mean)).collect();
    let Some(best) = slice.iter().min_by(|a, b| goal.as_loss(a.mean).total_cmp(&goal.as_loss(b.mean))) else {
        return String::new();
    };
    let (first, last) = (slice.first().map(|p| &p.value), slice.last().map(|p| &p.value));
    let ends =
        first.zip(last).map(|(a, b)| format!("{} .. {}", format::brief(a), format::brief(b))).unwrap_or_default();
    format!(
        "{:<width$} {}  best near {} ({} ± {}); {}",
        parameter.name,
        paint::accent(&format::sparkline(&course, 25)),
        paint::bold(&format::brief(&best.value)),
        format::metric(best.mean),
        format::metric(0.5 * (best.high - best.low)),
        paint::dim(&ends)
    )
}
