//! `tunesmith explain`: what the trials of a job say.

use clap::Args;
use serde_json::{Value as Json, json};
use tunesmith_controller::observation;
use tunesmith_engine::Observation;
use tunesmith_engine::analysis::{Importance, Lead, Learned, SlicePoint};
use tunesmith_space::{Configuration, SearchSpace};
use tunesmith_store::{JobRow, TrialQuery, TrialRow, Views};
use tunesmith_study::{Goal, ValidSpec};

use super::{JobArgs, runtime};
use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::output;
use crate::view::summary::{continued, labelled};
use crate::view::{format, paint};

/// Parameters that are shown, the most important first; pairs are made of fewer.
const SHOWN: usize = 8;
const PAIRED: usize = 4;

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
        let told = Told::of(&job, &trials)?;
        if args.json {
            output::line(&told.json().to_string());
        } else {
            told.print();
        }
        Ok(Code::Ok)
    })
}

/// What there is to tell.
pub(super) struct Told<'a> {
    job: &'a JobRow,
    trials: &'a [TrialRow],
    space: SearchSpace,
    best: &'a TrialRow,
    shares: Vec<Importance>,
    learned: Learned,
}

impl<'a> Told<'a> {
    /// What the trials of a job say; refused where that is nothing yet.
    pub(super) fn of(job: &'a JobRow, trials: &'a [TrialRow]) -> Result<Self, Failure> {
        let goal = job.spec.objective.goal;
        let valid = ValidSpec::new(job.spec.clone()).map_err(|e| failure!("{e}"))?;

        // Of changed ranges only what lies within them is built upon.
        let within: Vec<&TrialRow> =
            trials.iter().filter(|t| t.status.is_over() && valid.space.holds(&t.params)).collect();
        let observations: Vec<Observation> = (within.iter())
            .map(|t| observation(&t.params, job.spec.measured(t.objective, &t.values, t.duration_ms)))
            .collect();
        let values: Vec<&TrialRow> = within.into_iter().filter(|t| t.objective.is_some()).collect();
        let loss = |t: &TrialRow| t.objective.map_or(f64::INFINITY, |v| goal.as_loss(v));
        // Those that meet what is required come first.
        let order = |a: &TrialRow, b: &TrialRow| b.meets.cmp(&a.meets).then(loss(a).total_cmp(&loss(b)));
        let of_job = job.best.and_then(|(number, _)| values.iter().copied().find(|t| t.number == number));
        let best = of_job.or_else(|| values.iter().copied().min_by(|a, b| order(a, b)));
        let explained = best.and_then(|best| {
            let learned = Learned::from(&valid.space, &observations, &best.params)?;
            Some((best, learned.importance()?, learned))
        });
        let Some((best, shares, learned)) = explained else {
            let (name, n) = (&job.spec.name, values.len());
            return Err(failure!("`{name}` has {n} trials with a value; with eight there is something to say"));
        };
        Ok(Self { job, trials, space: valid.space, best, shares, learned })
    }

    /// The best trial, and those that may be better, the likeliest first.
    pub(super) fn leaders(&self, most: usize) -> Vec<&TrialRow> {
        let mut rivals = self.rivals(&self.learned.lead());
        rivals.sort_by(|a, b| b.1.total_cmp(&a.1));
        let numbered = |n: u64| self.trials.iter().find(|t| t.number == n && t.params != self.best.params);
        let others = rivals.into_iter().filter_map(|(n, _)| numbered(n));
        std::iter::once(self.best).chain(others).take(most).collect()
    }
}

impl Told<'_> {
    fn goal(&self) -> Goal {
        self.job.spec.objective.goal
    }

    fn name(&self, parameter: usize) -> &str {
        &self.space.parameters()[parameter].name
    }

    /// Parameters, the most important first.
    fn ranked(&self) -> Vec<usize> {
        let mut ranked: Vec<usize> = (0..self.shares.len()).collect();
        ranked.sort_by(|a, b| self.shares[*b].share.total_cmp(&self.shares[*a].share));
        ranked
    }

    /// Trials that may be better than the best, with the probability that they are.
    fn rivals(&self, lead: &Lead) -> Vec<(u64, f64)> {
        let trial = |params: &Configuration| self.trials.iter().find(|t| t.meets && t.params == *params);
        lead.rivals.iter().filter_map(|(params, chance)| Some((trial(params)?.number, *chance))).collect()
    }

    fn print(&self) {
        let (spec, goal) = (&self.job.spec, self.goal());
        let further = if spec.objective.is_single() { "" } else { " (the first of several objectives)" };
        labelled(
            "about",
            &format!("{}: {} of {} trials{further}", paint::bold(&spec.name), spec.objective.metric, self.trials.len()),
        );
        let ranked: Vec<usize> = self.ranked().into_iter().take(SHOWN).collect();
        let width = ranked.iter().map(|i| self.name(*i).len()).max().unwrap_or(0);
        for (line, i) in ranked.iter().enumerate() {
            let Importance { share, low, high } = self.shares[*i];
            let bar = "█".repeat((share * 20.0).round() as usize);
            let text =
                format!("{:<width$} {share:.2}  ({low:.2} to {high:.2})  {}", self.name(*i), paint::accent(&bar));
            if line == 0 { labelled("matters", text.trim_end()) } else { continued(text.trim_end()) }
        }
        for (line, i) in ranked.iter().enumerate() {
            let text = self.along(*i, width);
            if line == 0 { labelled("along", &text) } else { continued(&text) }
        }
        let prediction = self.learned.left_out();
        labelled(
            "model",
            &format!(
                "predicts trials it has not seen with a rank correlation of {:.2}; {:.0} % within one deviation (68 % would be right)",
                prediction.rank_correlation,
                100.0 * prediction.within
            ),
        );
        let lead = self.learned.lead();
        let value = self.job.value_of(self.best).map(format::metric).unwrap_or_default();
        labelled(
            "best",
            &format!(
                "{} of #{}; without its luck the best is {}, the noise of a trial about {}",
                paint::good(&value),
                self.best.number,
                format::metric(goal.as_loss(lead.expected)),
                format::metric(lead.noise)
            ),
        );
        let rivals: Vec<String> =
            self.rivals(&lead).into_iter().map(|(n, chance)| format!("#{n} ({:.0} %)", 100.0 * chance)).collect();
        if rivals.is_empty() {
            continued("no other trial has more than one chance in ten to be better in truth");
        } else {
            let how = if self.job.spec.run.trainings.is_empty() {
                format!("; tunesmith repeat {} -n {} tells", spec.name, 2 * (rivals.len() + 1).min(4))
            } else {
                String::new()
            };
            continued(&format!("may be better in truth: {}{how}", rivals.join(", ")));
        }
        labelled(
            "outlook",
            &format!("the next trial can be expected to gain about {}", format::metric(self.learned.further_gain())),
        );
    }

    /// What the model expects along a parameter, and where it is best.
    fn along(&self, parameter: usize, width: usize) -> String {
        let slice = self.learned.slice(&self.best.params, parameter);
        let course: Vec<f64> = slice.iter().map(|p| -p.mean).collect();
        let Some(least) = slice.iter().min_by(|a, b| a.mean.total_cmp(&b.mean)) else { return String::new() };
        let (first, last) = (slice.first().map(|p| &p.value), slice.last().map(|p| &p.value));
        let ends =
            first.zip(last).map(|(a, b)| format!("{} .. {}", format::brief(a), format::brief(b))).unwrap_or_default();
        format!(
            "{:<width$} {}  best near {} ({} ± {}); {}",
            self.name(parameter),
            paint::accent(&format::sparkline(&course, 25)),
            paint::bold(&format::brief(&least.value)),
            format::metric(self.goal().as_loss(least.mean)),
            format::metric(0.5 * (least.high - least.low)),
            paint::dim(&ends)
        )
    }

    fn json(&self) -> Json {
        let goal = self.goal();
        let value = |loss: f64| goal.as_loss(loss);
        let ends = |low: f64, high: f64| if goal == Goal::Minimize { (low, high) } else { (value(high), value(low)) };
        let ranked = self.ranked();
        let slice = |i: usize| {
            let point = |p: SlicePoint| {
                let (low, high) = ends(p.low, p.high);
                json!({"value": p.value, "mean": value(p.mean), "low": low, "high": high})
            };
            self.learned.slice(&self.best.params, i).into_iter().map(point).collect::<Vec<_>>()
        };
        let parameters: Vec<Json> = (ranked.iter())
            .map(|i| json!({"name": self.name(*i), "importance": self.shares[*i], "slice": slice(*i)}))
            .collect();
        let mut pairs = Vec::new();
        for (k, i) in ranked.iter().take(PAIRED).enumerate() {
            for j in ranked.iter().take(PAIRED).skip(k + 1) {
                let pair = self.learned.pair(&self.best.params, *i, *j);
                let means: Vec<Vec<f64>> =
                    pair.means.iter().map(|row| row.iter().map(|l| value(*l)).collect()).collect();
                pairs.push(json!({
                    "parameters": [self.name(*i), self.name(*j)], "first": pair.first, "second": pair.second,
                    "means": means, "deviations": pair.deviations,
                }));
            }
        }
        let prediction = self.learned.left_out();
        let points = prediction.points.iter().map(|p| {
            let (low, high) = ends(p.low, p.high);
            json!({"observed": value(p.observed), "expected": value(p.expected), "low": low, "high": high})
        });
        let lead = self.learned.lead();
        let rivals = self.rivals(&lead).into_iter().map(|(trial, chance)| json!({"trial": trial, "chance": chance}));
        json!({
            "job": self.job.spec.name, "metric": self.job.spec.objective.metric, "parameters": parameters, "pairs": pairs,
            "prediction": {
                "rank_correlation": prediction.rank_correlation, "within_one_deviation": prediction.within,
                "points": points.collect::<Vec<_>>(),
            },
            "best": {
                "trial": self.best.number, "value": self.job.value_of(self.best), "expected": value(lead.expected),
                "noise": lead.noise, "rivals": rivals.collect::<Vec<_>>(),
            },
            "further_gain": self.learned.further_gain(),
        })
    }
}
