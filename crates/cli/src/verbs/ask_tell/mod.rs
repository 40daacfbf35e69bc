//! `tunesmith ask-tell`: the optimiser alone, for programs in any language, as JSON lines on standard input and output.

mod ahead;

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value as Json, json};
use tunesmith_engine::{BayesianOptions, Known, Observation, StrategyKind, best};
use tunesmith_space::{Configuration, Domain, Parameter, Scale, SearchSpace, SpaceDefinition, Value};

use self::ahead::{Ahead, State};

/// One line from the other program.
#[derive(Debug, Deserialize)]
#[serde(tag = "op", rename_all = "kebab-case", deny_unknown_fields)]
enum Line {
    /// Starts a fresh study.
    Space {
        params: Vec<ParameterLine>,
        #[serde(default)]
        seed: u64,
        /// Accepted, not needed: the number of trials that are planned.
        #[serde(default)]
        #[expect(dead_code, reason = "part of the protocol")]
        budget: Option<u64>,
        /// Accepted, not needed: how many are asked for at a time.
        #[serde(default)]
        #[expect(dead_code, reason = "part of the protocol")]
        batch: Option<u64>,
        /// How many values and requirements each result has; by default as many as the first.
        #[serde(default)]
        objectives: Option<usize>,
        #[serde(default)]
        requirements: Option<usize>,
        #[serde(default)]
        strategy: Option<String>,
        /// Parts of the Bayesian strategy, changed.
        #[serde(default)]
        options: Option<Box<BayesianOptions>>,
        /// What earlier, similar studies observed, one list a study.
        #[serde(default)]
        parents: Vec<Vec<ResultLine>>,
        #[serde(default)]
        constraints: Vec<String>,
        #[serde(default)]
        forbid: Vec<String>,
    },
    /// Wants points.
    Ask {
        #[serde(default = "one")]
        n: usize,
    },
    /// Brings results.
    Tell { results: Vec<ResultLine> },
    /// Wants the trial to recommend.
    Best,
    /// Ends.
    Quit,
}

fn one() -> usize {
    1
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ParameterLine {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    low: Option<f64>,
    #[serde(default)]
    high: Option<f64>,
    #[serde(default)]
    log: bool,
    #[serde(default)]
    choices: Vec<Value>,
    #[serde(default)]
    when: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ResultLine {
    /// None: an observation from elsewhere.
    id: Option<u64>,
    #[serde(default)]
    params: Option<Configuration>,
    /// None: failed.
    #[serde(default)]
    value: Option<f64>,
    /// In place of one value, one of each objective.
    #[serde(default)]
    values: Vec<f64>,
    /// By how much each requirement is missed; 0 or less where it is met.
    #[serde(default)]
    excess: Vec<f64>,
}

impl ResultLine {
    /// What came of a point.
    fn observation(self, params: Configuration) -> Observation {
        let mut losses = self.value.into_iter().chain(self.values);
        let loss = losses.next().filter(|v| v.is_finite());
        Observation { loss, further: losses.collect(), excess: self.excess, ..Observation::new(params, None) }
    }
}

/// A study without a job.
struct Session {
    state: State,
    ahead: Ahead,
    /// Points of the last question; the next one may be like it.
    last_count: usize,
    next_id: u64,
    pending: BTreeMap<u64, Configuration>,
    ids: Vec<Option<u64>>,
    /// Values and requirements of each result that did not fail.
    counts: (Option<usize>, Option<usize>),
}

/// Answers line by line until the other side ends.
#[expect(clippy::print_stdout, reason = "standard output is the protocol")]
pub(crate) fn run() -> io::Result<()> {
    let mut session = None;
    for line in io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let reply = match serde_json::from_str(&line) {
            Ok(Line::Quit) => break,
            Ok(line) => answer(&mut session, line).unwrap_or_else(|error| json!({"ok": false, "error": error})),
            Err(error) => json!({"ok": false, "error": format!("not understood: {error}")}),
        };
        println!("{reply}");
        io::stdout().flush()?;
    }
    Ok(())
}

fn answer(session: &mut Option<Session>, line: Line) -> Result<Json, String> {
    if let Line::Space {
        params, seed, objectives, requirements, strategy, options, parents, constraints, forbid, ..
    } = line
    {
        let parameters = params.into_iter().map(parameter).collect::<Result<_, _>>()?;
        let definition = SpaceDefinition { parameters, constraints, forbidden: forbid, ..SpaceDefinition::default() };
        let space = SearchSpace::new(definition).map_err(|e| e.to_string())?;
        let kind = match strategy.as_deref() {
            None | Some("bayesian") => StrategyKind::Bayesian,
            Some("random") => StrategyKind::Random,
            Some("grid") => StrategyKind::Grid,
            Some("tpe") => StrategyKind::Tpe,
            Some("cma-es") => StrategyKind::CmaEs,
            Some(other) => {
                return Err(format!("unknown strategy `{other}`; known: bayesian, random, grid, tpe, cma-es"));
            }
        };
        let strategy = match options {
            None => {
                kind.build_knowing(Known { parents: parents.into_iter().map(earlier).collect(), ..Known::default() })
            }
            Some(options) if kind == StrategyKind::Bayesian => StrategyKind::bayesian_with(*options),
            Some(_) => return Err("options are for the strategy bayesian alone".to_owned()),
        };
        *session = Some(Session {
            state: State { space: Arc::new(space), seed, observations: Arc::default() },
            ahead: Ahead::new(strategy),
            last_count: 0,
            next_id: 1,
            pending: BTreeMap::new(),
            ids: Vec::new(),
            counts: (objectives, requirements),
        });
        return Ok(json!({"ok": true, "recommends": true}));
    }
    let session = session.as_mut().ok_or("send {\"op\":\"space\",...} first")?;
    match line {
        Line::Ask { n } => Ok(session.ask(n)),
        Line::Tell { results } => session.tell(results),
        Line::Best => Ok(session.best()),
        Line::Space { .. } | Line::Quit => unreachable!("handled before"),
    }
}

fn parameter(line: ParameterLine) -> Result<Parameter, String> {
    let range = || line.low.zip(line.high).ok_or(format!("parameter `{}` needs low and high", line.name));
    let scale = if line.log { Scale::Log } else { Scale::Linear };
    let domain = match line.kind.as_str() {
        "float" => {
            let (low, high) = range()?;
            Domain::float(low, high).with_scale(scale)
        }
        "int" => {
            let (low, high) = range()?;
            Domain::int(low as i64, high as i64).with_scale(scale)
        }
        "cat" => Domain::Choice { choices: line.choices },
        "bool" => Domain::Bool,
        other => {
            return Err(format!("parameter `{}` has unknown type `{other}`; known: float, int, cat, bool", line.name));
        }
    };
    Ok(Parameter { name: line.name, domain, when: line.when })
}

/// What an earlier study observed.
fn earlier(results: Vec<ResultLine>) -> Vec<Observation> {
    let observation = |mut line: ResultLine| {
        let params = line.params.take().unwrap_or_default();
        line.observation(params)
    };
    results.into_iter().map(observation).collect()
}

/// Results have as many values as the first of them had.
fn same(what: &str, before: Option<usize>, now: usize) -> Result<Option<usize>, String> {
    match before {
        Some(before) if before != now => Err(format!("a result has {now} {what}, there are {before}")),
        _ => Ok(Some(now)),
    }
}

impl Session {
    fn ask(&mut self, count: usize) -> Json {
        let pending: Vec<Configuration> = self.pending.values().cloned().collect();
        let answer = self.ahead.answer(&self.state, &pending, count);
        self.last_count = count;
        let mut trials = Vec::new();
        for proposal in answer.proposals {
            let mut trial = json!({"id": self.next_id, "params": proposal.params, "origin": proposal.origin});
            if let Some(reason) = proposal.reason {
                trial["reason"] = json!(reason);
            }
            trials.push(trial);
            self.pending.insert(self.next_id, proposal.params);
            self.next_id += 1;
        }
        json!({"ok": true, "trials": trials, "exhausted": answer.exhausted})
    }

    /// All results or none.
    fn tell(&mut self, results: Vec<ResultLine>) -> Result<Json, String> {
        let mut told = Vec::new();
        let mut counts = self.counts;
        for mut result in results {
            let asked = result.id.and_then(|id| self.pending.get(&id).cloned());
            let params = match (result.id, asked, result.params.take()) {
                (_, Some(asked), _) => asked,
                (None, None, Some(params)) => params,
                (None, None, None) => return Err("a result without an id needs params".into()),
                (Some(id), None, _) => return Err(format!("trial {id} was not asked for, or is told already")),
            };
            let id = result.id;
            let observation = result.observation(params);
            if observation.loss.is_some() {
                counts.0 = same("values", counts.0, observation.further.len() + 1)?;
                counts.1 = same("requirements", counts.1, observation.excess.len())?;
            }
            told.push((id, observation));
        }
        self.counts = counts;
        self.ahead.stop();
        let observations = Arc::make_mut(&mut self.state.observations);
        for (id, observation) in told {
            if let Some(id) = id {
                self.pending.remove(&id);
            }
            self.ids.push(id);
            observations.push(observation);
        }
        // Whoever is told what came of everything asks next.
        if self.pending.is_empty() && self.last_count > 0 {
            self.ahead.start(self.state.clone(), self.last_count);
        }
        Ok(json!({"ok": true}))
    }

    fn best(&self) -> Json {
        let best: Vec<u64> = best(&self.state.observations).into_iter().filter_map(|i| self.ids[i]).collect();
        json!({"ok": true, "id": best.first(), "ids": best})
    }
}
