//! What the trials of a job say: data for whoever tells it.

use serde::Serialize;
use tunesmith_engine::Observation;
use tunesmith_engine::analysis::{Edge, Importance, Learned, SlicePoint, edges};
use tunesmith_space::{Configuration, SearchSpace, Value};
use tunesmith_store::{JobRow, TrialRow};
use tunesmith_study::{Goal, ValidSpec};

use crate::suggest::observation;

/// Pairs are made of so many parameters, the most important ones.
const PAIRED: usize = 4;

/// What the trials of a job say, in the objective's own units and direction.
#[derive(Debug, Clone, Serialize)]
pub struct Insight {
    /// The job's name.
    pub job: String,
    /// Its (first) objective metric.
    pub metric: String,
    /// Its parameters, the most important first.
    pub parameters: Vec<ParameterInsight>,
    /// Surfaces over pairs of the most important parameters.
    pub pairs: Vec<PairInsight>,
    /// How well the model predicts what it has not seen.
    pub prediction: PredictionInsight,
    /// The best trial, and what is known of its lead.
    pub best: BestInsight,
    /// By how much the next trial can be expected to better the best.
    pub further_gain: f64,
}

/// What is known of a parameter.
#[derive(Debug, Clone, Serialize)]
pub struct ParameterInsight {
    /// Its name.
    pub name: String,
    /// How much it matters.
    pub importance: Importance,
    /// What the model expects along it, through the best trial.
    pub slice: Vec<Expected>,
    /// The end of its range that the best value lies at, if it does: `low` or `high`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edge: Option<&'static str>,
}

/// An expected value of the objective.
#[derive(Debug, Clone, Serialize)]
pub struct Expected {
    /// The value of the parameter.
    pub value: Value,
    /// The expected objective, noise left out.
    pub mean: f64,
    /// Two of three values are expected from here ..
    pub low: f64,
    /// .. to here.
    pub high: f64,
}

/// What the model expects over two parameters, the others as in the best trial.
#[derive(Debug, Clone, Serialize)]
pub struct PairInsight {
    /// Their names.
    pub parameters: [String; 2],
    /// Values of the first.
    pub first: Vec<Value>,
    /// Values of the second.
    pub second: Vec<Value>,
    /// The expected objective: a row for each value of the first.
    pub means: Vec<Vec<f64>>,
    /// One deviation of each.
    pub deviations: Vec<Vec<f64>>,
}

/// Predictions of trials that the model was not shown.
#[derive(Debug, Clone, Serialize)]
pub struct PredictionInsight {
    /// Between what was predicted and what was observed.
    pub rank_correlation: f64,
    /// The share within one deviation; 0.68 would be right.
    pub within_one_deviation: f64,
    /// One for each trial that the model knows.
    pub points: Vec<Predicted>,
}

/// A prediction beside what was observed.
#[derive(Debug, Clone, Serialize)]
pub struct Predicted {
    /// What was observed.
    pub observed: f64,
    /// What was predicted.
    pub expected: f64,
    /// One deviation below.
    pub low: f64,
    /// One deviation above.
    pub high: f64,
}

/// The best trial and its rivals.
#[derive(Debug, Clone, Serialize)]
pub struct BestInsight {
    /// Its number.
    pub trial: u64,
    /// The value that it counts with.
    pub value: Option<f64>,
    /// Its value without its luck, as far as the model knows.
    pub expected: f64,
    /// One deviation of what chance adds to a trial.
    pub noise: f64,
    /// Trials that may be better in truth.
    pub rivals: Vec<Rival>,
}

/// A trial that may be better than the best.
#[derive(Debug, Clone, Serialize)]
pub struct Rival {
    /// Its number.
    pub trial: u64,
    /// The probability that it is better.
    pub chance: f64,
}

/// Too few trials have a value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoInsight {
    /// There is too little to say something.
    #[error("`{job}` has {values} trials with a value; with eight there is something to say")]
    TooFew {
        /// Which job.
        job: String,
        /// How many there are.
        values: usize,
    },
    /// The job does not hold together.
    #[error("{0}")]
    Invalid(String),
}

impl Insight {
    /// What the trials of a job say; refused where that is nothing yet. Takes seconds where there are many, and their values
    /// rather than copies of them.
    pub fn of(job: &JobRow, trials: Vec<TrialRow>) -> Result<Self, NoInsight> {
        let goal = job.spec.objective.goal;
        let valid = ValidSpec::new(job.spec.clone()).map_err(|e| NoInsight::Invalid(e.to_string()))?;
        let loss = |value: Option<f64>| value.map_or(f64::INFINITY, |v| goal.as_loss(v));
        // Of changed ranges only what lies within them is built upon.
        let within = trials.into_iter().filter(|t| t.status.is_over() && valid.space.holds(&t.params));
        let (known, observations): (Vec<Known>, Vec<Observation>) = within
            .map(|t| {
                let measured = job.spec.measured(t.objective, &t.values, t.duration_ms);
                let known = Known { number: t.number, meets: t.meets, objective: t.objective, value: job.value_of(&t) };
                (known, observation(t.params, measured))
            })
            .unzip();
        let with_value: Vec<usize> = (0..known.len()).filter(|i| known[*i].objective.is_some()).collect();
        // Those that meet what is required come first.
        let order = |a: &usize, b: &usize| {
            let (a, b) = (&known[*a], &known[*b]);
            b.meets.cmp(&a.meets).then(loss(a.objective).total_cmp(&loss(b.objective)))
        };
        let of_job = job.best.and_then(|(number, _)| with_value.iter().copied().find(|i| known[*i].number == number));
        let best = of_job.or_else(|| with_value.iter().copied().min_by(order));
        let explained = best.and_then(|best| {
            let learned = Learned::from(&valid.space, &observations, &observations[best].params)?;
            Some((best, learned.importance()?, learned))
        });
        let Some((best, shares, learned)) = explained else {
            return Err(NoInsight::TooFew { job: job.spec.name.clone(), values: with_value.len() });
        };
        let lead = learned.lead();
        let numbered = |params: &Configuration| {
            (0..known.len()).find(|i| known[*i].meets && observations[*i].params == *params).map(|i| known[i].number)
        };
        let rivals = (lead.rivals.iter())
            .filter_map(|(params, chance)| Some(Rival { trial: numbered(params)?, chance: *chance }))
            .collect();
        let through = &observations[best].params;
        let best_told = BestInsight {
            trial: known[best].number,
            value: known[best].value,
            expected: goal.as_loss(lead.expected),
            noise: lead.noise,
            rivals,
        };
        let teller = Teller { goal, space: &valid.space, learned: &learned, through };
        let mut ranked: Vec<usize> = (0..shares.len()).collect();
        ranked.sort_by(|a, b| shares[*b].share.total_cmp(&shares[*a].share));
        Ok(Self {
            job: job.spec.name.clone(),
            metric: job.spec.objective.metric.clone(),
            parameters: ranked.iter().map(|i| teller.parameter(*i, shares[*i])).collect(),
            pairs: teller.pairs(&ranked[..ranked.len().min(PAIRED)]),
            prediction: teller.prediction(),
            best: best_told,
            further_gain: learned.further_gain(),
        })
    }

    /// Numbers of the best trial and of those that may be better, the likeliest first.
    pub fn leaders(&self, most: usize) -> Vec<u64> {
        let mut rivals: Vec<&Rival> = self.best.rivals.iter().collect();
        rivals.sort_by(|a, b| b.chance.total_cmp(&a.chance));
        std::iter::once(self.best.trial).chain(rivals.into_iter().map(|r| r.trial)).take(most).collect()
    }
}

/// What is needed of a trial besides its values.
struct Known {
    number: u64,
    meets: bool,
    objective: Option<f64>,
    /// The value that it counts with.
    value: Option<f64>,
}

/// What a model has learned, on its way to the objective's own units.
struct Teller<'a> {
    goal: Goal,
    space: &'a SearchSpace,
    learned: &'a Learned,
    through: &'a Configuration,
}

impl Teller<'_> {
    /// Both ends of an interval of losses, the lower value first.
    fn ends(&self, low: f64, high: f64) -> (f64, f64) {
        let value = |loss| self.goal.as_loss(loss);
        if self.goal == Goal::Minimize { (low, high) } else { (value(high), value(low)) }
    }

    fn name(&self, parameter: usize) -> String {
        self.space.parameters()[parameter].name.clone()
    }

    fn parameter(&self, parameter: usize, importance: Importance) -> ParameterInsight {
        let point = |p: SlicePoint| {
            let (low, high) = self.ends(p.low, p.high);
            Expected { value: p.value, mean: self.goal.as_loss(p.mean), low, high }
        };
        let name = self.name(parameter);
        let at_edge = edges(self.space, self.through).into_iter().find(|(n, _)| *n == name);
        ParameterInsight {
            importance,
            slice: self.learned.slice(self.through, parameter).into_iter().map(point).collect(),
            edge: at_edge.map(|(_, edge)| if edge == Edge::Low { "low" } else { "high" }),
            name,
        }
    }

    fn pairs(&self, parameters: &[usize]) -> Vec<PairInsight> {
        let mut pairs = Vec::new();
        for (k, i) in parameters.iter().enumerate() {
            for j in &parameters[k + 1..] {
                let pair = self.learned.pair(self.through, *i, *j);
                let values = |row: &Vec<f64>| row.iter().map(|l| self.goal.as_loss(*l)).collect();
                pairs.push(PairInsight {
                    parameters: [self.name(*i), self.name(*j)],
                    first: pair.first,
                    second: pair.second,
                    means: pair.means.iter().map(values).collect(),
                    deviations: pair.deviations,
                });
            }
        }
        pairs
    }

    fn prediction(&self) -> PredictionInsight {
        let told = self.learned.left_out();
        let points = told.points.iter().map(|p| {
            let (low, high) = self.ends(p.low, p.high);
            Predicted { observed: self.goal.as_loss(p.observed), expected: self.goal.as_loss(p.expected), low, high }
        });
        PredictionInsight {
            points: points.collect(),
            rank_correlation: told.rank_correlation,
            within_one_deviation: told.within,
        }
    }
}
