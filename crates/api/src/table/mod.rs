//! The trials of a job as columns: what is filtered, sorted and drawn without asking the store for ten thousand rows.

mod cache;
mod column;
mod query;

pub(crate) use cache::{PAGE, Tables};
pub(crate) use column::Column;
pub(crate) use query::Query;

use std::cmp::Ordering;
use std::collections::HashMap;

use serde_json::{Value as Json, json};
use tunesmith_space::Parameter;
use tunesmith_store::{JobRow, TrialRow};
use tunesmith_study::{Cause, StopReason, TrialStatus};

/// Texts that many trials share.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    all: Vec<String>,
    places: HashMap<String, u32>,
}

impl Words {
    fn place(&mut self, text: &str) -> u32 {
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        let place = self.all.len() as u32;
        self.all.push(text.to_owned());
        self.places.insert(text.to_owned(), place);
        place
    }

    pub(crate) fn at(&self, place: u32) -> &str {
        self.all.get(place as usize).map_or("", String::as_str)
    }
}

/// The trials of a job. A row is a trial's number less one.
#[derive(Debug, Clone)]
pub(crate) struct Table {
    /// Its parameters when it was made; a job may get others.
    pub(crate) parameters: Vec<Parameter>,
    /// Names of its metrics.
    pub(crate) metrics: Vec<String>,
    pub(crate) status: Vec<TrialStatus>,
    /// NaN where there is none.
    pub(crate) objective: Vec<f64>,
    pub(crate) meets: Vec<bool>,
    /// One column a parameter.
    pub(crate) params: Vec<Column>,
    /// One column a metric, NaN where there is none.
    pub(crate) values: Vec<Vec<f64>>,
    pub(crate) attempts: Vec<u32>,
    pub(crate) epochs: Vec<u64>,
    pub(crate) duration_ms: Vec<i64>,
    pub(crate) suggested_ms: Vec<i64>,
    /// -1 where it was not started.
    pub(crate) started_ms: Vec<i64>,
    /// -1 where it has not ended.
    pub(crate) ended_ms: Vec<i64>,
    pub(crate) cause: Vec<u32>,
    pub(crate) origin: Vec<u32>,
    /// Mean, low, high, and the probability to be better, as the model had them.
    pub(crate) expected: Vec<[f64; 4]>,
    pub(crate) words: Words,
    /// Last lines of the log of failed trials, one example for each cause.
    tails: HashMap<u32, (u64, Vec<String>)>,
}

/// How rows are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SortKey {
    Number,
    Status,
    Objective,
    Duration,
    Started,
    Ended,
    Attempts,
    Cause,
    Param(usize),
    Metric(usize),
}

impl Table {
    pub(crate) fn new(job: &JobRow) -> Self {
        let parameters = job.spec.space.parameters.clone();
        let metrics: Vec<String> = job.spec.metrics.iter().map(|m| m.name.clone()).collect();
        let mut words = Words::default();
        words.place("");
        Self {
            params: parameters.iter().map(Column::of).collect(),
            values: vec![Vec::new(); metrics.len()],
            parameters,
            metrics,
            status: Vec::new(),
            objective: Vec::new(),
            meets: Vec::new(),
            attempts: Vec::new(),
            epochs: Vec::new(),
            duration_ms: Vec::new(),
            suggested_ms: Vec::new(),
            started_ms: Vec::new(),
            ended_ms: Vec::new(),
            cause: Vec::new(),
            origin: Vec::new(),
            expected: Vec::new(),
            words,
            tails: HashMap::new(),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.status.len()
    }

    /// Enters a trial, in place of what was known of it.
    pub(crate) fn set(&mut self, trial: &TrialRow) {
        let Some(row) = trial.number.checked_sub(1).map(|n| n as usize) else { return };
        while self.len() <= row {
            self.status.push(TrialStatus::Queued);
            self.objective.push(f64::NAN);
            self.meets.push(false);
            self.params.iter_mut().for_each(Column::push_absent);
            self.values.iter_mut().for_each(|v| v.push(f64::NAN));
            self.attempts.push(0);
            self.epochs.push(0);
            self.duration_ms.push(0);
            self.suggested_ms.push(0);
            self.started_ms.push(-1);
            self.ended_ms.push(-1);
            self.cause.push(0);
            self.origin.push(0);
            self.expected.push([f64::NAN; 4]);
        }
        self.status[row] = trial.status;
        self.objective[row] = trial.objective.unwrap_or(f64::NAN);
        self.meets[row] = trial.meets;
        for (column, parameter) in self.params.iter_mut().zip(&self.parameters) {
            column.set(row, trial.params.get(&parameter.name));
        }
        for (i, column) in self.values.iter_mut().enumerate() {
            column[row] = trial.values.get(i).copied().flatten().unwrap_or(f64::NAN);
        }
        self.attempts[row] = trial.attempts;
        self.epochs[row] = trial.epochs;
        self.duration_ms[row] = trial.duration_ms;
        self.suggested_ms[row] = trial.suggested_ms;
        self.started_ms[row] = trial.started_ms.unwrap_or(-1);
        self.ended_ms[row] = trial.ended_ms.unwrap_or(-1);
        self.origin[row] = self.words.place(&trial.origin);
        self.cause[row] = self.words.place(trial.cause.as_ref().map_or("", |c| &c.text));
        if let Some(Cause { tail, .. }) = trial.cause.as_ref().filter(|_| trial.status == TrialStatus::Failed) {
            self.tails.entry(self.cause[row]).or_insert_with(|| (trial.number, tail.clone()));
        }
        self.expected[row] =
            trial.expected.map_or([f64::NAN; 4], |e| [e.mean, e.low, e.high, e.better.unwrap_or(f64::NAN)]);
    }

    /// Whether a trial was stopped by a rule before its end.
    pub(crate) fn stopped_early(&self, row: usize) -> bool {
        self.status[row] == TrialStatus::Stopped && StopReason::is_early(self.words.at(self.cause[row]))
    }

    /// What failed trials failed of, the most frequent first: the cause with how often, first and last trial, and the last lines
    /// of a log.
    pub(crate) fn failures(&self) -> Vec<Failure> {
        let mut groups: HashMap<String, Failure> = HashMap::new();
        for row in (0..self.len()).filter(|r| self.status[*r] == TrialStatus::Failed) {
            let text = self.words.at(self.cause[row]).to_owned();
            let key = Cause::new(text.clone()).key();
            let trial = row as u64 + 1;
            let group = groups.entry(key).or_insert_with(|| Failure {
                tail: self.tails.get(&self.cause[row]).map(|(_, tail)| tail.clone()).unwrap_or_default(),
                text,
                trials: Vec::new(),
            });
            group.trials.push(trial);
        }
        let mut groups: Vec<Failure> = groups.into_values().collect();
        groups.sort_by(|a, b| b.trials.len().cmp(&a.trials.len()).then(a.trials.cmp(&b.trials)));
        groups
    }

    /// The key that a word names; none where it is no column.
    pub(crate) fn sort_key(&self, word: &str) -> Option<SortKey> {
        Some(match word {
            "trial" | "number" => SortKey::Number,
            "status" => SortKey::Status,
            "objective" => SortKey::Objective,
            "duration" => SortKey::Duration,
            "started" => SortKey::Started,
            "ended" => SortKey::Ended,
            "attempts" => SortKey::Attempts,
            "cause" => SortKey::Cause,
            word => {
                if let Some(name) = word.strip_prefix("param:") {
                    SortKey::Param(self.parameters.iter().position(|p| p.name == name)?)
                } else {
                    let name = word.strip_prefix("metric:")?;
                    SortKey::Metric(self.metrics.iter().position(|m| m == name)?)
                }
            }
        })
    }

    /// Orders rows; those without a value are last either way.
    pub(crate) fn sort(&self, rows: &mut [usize], key: SortKey, descending: bool) {
        let number = |value: f64| if value.is_nan() { None } else { Some(value) };
        let of = |row: usize| -> Option<f64> {
            match key {
                SortKey::Number => Some(row as f64),
                SortKey::Objective => number(self.objective[row]),
                SortKey::Duration => Some(self.duration_ms[row] as f64),
                SortKey::Started => Some(self.started_ms[row] as f64).filter(|t| *t >= 0.0),
                SortKey::Ended => Some(self.ended_ms[row] as f64).filter(|t| *t >= 0.0),
                SortKey::Attempts => Some(f64::from(self.attempts[row])),
                SortKey::Param(i) => self.params[i].rank(row),
                SortKey::Metric(i) => number(self.values[i][row]),
                SortKey::Status | SortKey::Cause => None,
            }
        };
        let text = |row: usize| match key {
            SortKey::Status => self.status[row].name(),
            SortKey::Cause => self.words.at(self.cause[row]),
            _ => "",
        };
        rows.sort_by(|a, b| {
            let (x, y) = (of(*a), of(*b));
            let order = match (x, y) {
                (Some(x), Some(y)) => x.total_cmp(&y),
                (Some(_), None) => return Ordering::Less,
                (None, Some(_)) => return Ordering::Greater,
                (None, None) => text(*a).cmp(text(*b)),
            };
            (if descending { order.reverse() } else { order }).then(a.cmp(b))
        });
    }

    /// A row as it is sent.
    pub(crate) fn row(&self, row: usize) -> crate::operations::trials::TrialLine {
        let some = |value: f64| Some(value).filter(|v| v.is_finite());
        crate::operations::trials::TrialLine {
            trial: row as u64 + 1,
            status: self.status[row].name(),
            objective: some(self.objective[row]),
            meets: self.meets[row],
            params: self.params.iter().map(|c| c.json(row)).collect(),
            metrics: self.values.iter().map(|v| number_json(v[row])).collect(),
            attempts: self.attempts[row],
            duration_ms: self.duration_ms[row],
            started_ms: Some(self.started_ms[row]).filter(|t| *t >= 0),
            ended_ms: Some(self.ended_ms[row]).filter(|t| *t >= 0),
            cause: Some(self.words.at(self.cause[row]).to_owned()).filter(|c| !c.is_empty()),
            origin: self.words.at(self.origin[row]).to_owned(),
        }
    }
}

/// A number as JSON; those that JSON does not have as text.
pub(crate) fn number_json(value: f64) -> Json {
    if value.is_finite() {
        json!(value)
    } else if value.is_nan() {
        Json::Null
    } else {
        json!(value.to_string())
    }
}

/// What some trials failed of.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) text: String,
    pub(crate) trials: Vec<u64>,
    pub(crate) tail: Vec<String>,
}

#[cfg(test)]
pub(crate) mod tests {
    use tunesmith_metrics::MetricDefinition;
    use tunesmith_space::{Configuration, Domain, SpaceDefinition, Value};
    use tunesmith_store::JobRow;
    use tunesmith_study::{
        Budget, Cause, Counters, Goal, JobSpec, JobStatus, Objective, Run, RunStatus, SPEC_VERSION, Search,
    };

    use super::*;

    pub(crate) fn trial(number: u64, params: &[(&str, Value)]) -> TrialRow {
        TrialRow {
            number,
            status: TrialStatus::Completed,
            params: params.iter().map(|(n, v)| ((*n).to_owned(), v.clone())).collect::<Configuration>(),
            origin: "model".into(),
            expected: None,
            objective: None,
            meets: false,
            values: vec![None],
            attempts: 1,
            cause: None,
            suggested_ms: 0,
            started_ms: Some(10),
            ended_ms: Some(20),
            duration_ms: 10,
            spent_ms: 0,
            epochs: 0,
            name: None,
            run_status: RunStatus::Completed,
            updated_ms: 20,
        }
    }

    pub(crate) fn job() -> JobRow {
        let parameters = vec![
            Parameter::new("lr", Domain::float(1e-5, 1.0)),
            Parameter::new("optimizer", Domain::choice(["Adam", "SGD"])),
            Parameter::new("momentum", Domain::float(0.0, 1.0)).when("optimizer == 'SGD'"),
        ];
        let spec = JobSpec {
            version: SPEC_VERSION,
            name: "job".into(),
            space: SpaceDefinition { parameters, ..SpaceDefinition::default() },
            objective: Objective::new("PR-AUC", Goal::Maximize),
            metrics: vec![MetricDefinition::new("PR-AUC", "auc = (.*)")],
            search: Search::default(),
            budget: Budget::new(10, 1),
            run: Run::new(vec!["true".into()], "/".into()),
            asked: None,
        };
        JobRow {
            id: 1,
            spec,
            status: JobStatus::InProgress,
            ending: None,
            counters: Counters::default(),
            best: None,
            front: Vec::new(),
            created_ms: 0,
            updated_ms: 0,
            run_ms: 0,
            cost: None,
        }
    }

    /// Four trials of a job with three parameters and one metric.
    pub(crate) fn example() -> Table {
        let mut table = Table::new(&job());
        let (adam, sgd) = (("optimizer", Value::from("Adam")), ("optimizer", Value::from("SGD")));
        let with = |mut row: TrialRow, value: f64| {
            row.objective = Some(value);
            row.values = vec![Some(value)];
            row.meets = true;
            row
        };
        table.set(&with(trial(1, &[("lr", Value::Float(1e-4)), adam.clone()]), 0.4));
        let momentum = ("momentum", Value::Float(0.9));
        table.set(&with(trial(2, &[("lr", Value::Float(0.01)), sgd.clone(), momentum]), 0.6));
        let mut failed = trial(3, &[("lr", Value::Float(0.1)), sgd]);
        failed.status = TrialStatus::Failed;
        failed.cause = Some(Cause { text: "exit 1: CUDA out of memory".into(), tail: vec!["boom".into()] });
        table.set(&failed);
        let mut running = trial(4, &[("lr", Value::Float(0.5)), adam]);
        running.status = TrialStatus::Running;
        running.ended_ms = None;
        table.set(&running);
        table
    }

    #[test]
    fn rows_without_a_value_are_last_either_way() {
        let table = example();
        for (descending, order) in [(false, [0, 1, 2, 3]), (true, [1, 0, 2, 3])] {
            let mut rows = vec![3, 2, 1, 0];
            table.sort(&mut rows, SortKey::Objective, descending);
            assert_eq!(rows, order);
        }
        let key = table.sort_key("param:momentum").expect("a parameter");
        let mut rows = vec![0, 1, 2, 3];
        table.sort(&mut rows, key, true);
        assert_eq!(rows[0], 1);
        assert!(table.sort_key("param:nothing").is_none());
    }

    #[test]
    fn failures_are_grouped() {
        let groups = example().failures();
        assert_eq!(groups.len(), 1);
        assert_eq!((groups[0].trials.as_slice(), groups[0].tail.as_slice()), (&[3][..], &["boom".to_owned()][..]));
    }

    #[test]
    fn a_trial_that_changed_is_entered_anew() {
        let mut table = example();
        let mut done = trial(4, &[("lr", Value::Float(0.5)), ("optimizer", Value::from("RMSprop"))]);
        done.objective = Some(0.9);
        table.set(&done);
        assert_eq!(table.len(), 4);
        assert_eq!(table.row(3).params[1], json!("RMSprop"), "a choice of an earlier range");
        assert_eq!(table.row(0).params[2], Json::Null);
    }
}
