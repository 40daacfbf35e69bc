//! The job as a file. Every error points at its place, says the rule and gives the fix.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use tunesmith_executor::{ENGINES, EngineKind};
use tunesmith_metrics::MetricDefinition;
use tunesmith_space::{Configuration, Domain, Parameter, Scale, Value, parse_spec};
use tunesmith_study::{Aim, Goal, Requirement, Setting, SpecError};

use crate::choice::StrategyChoice;
use crate::draft::Draft;
use crate::duration::parse_seconds;
use crate::problems::{Problems, Source};
use crate::words::{early_stop, retry_on};

/// Reads a job from the text of a `tune.toml`; `path` is what errors call it. Commands run in `folder`.
pub fn read_text(path: &str, text: &str, folder: &Path) -> Result<Draft, Problems> {
    let mut source = Source { path: path.to_owned(), text: text.to_owned(), places: HashMap::new() };
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => {
            source.places.insert("toml".into(), error.span().unwrap_or(0..0));
            let error = SpecError { place: "toml".into(), message: format!("not valid TOML: {}", error.message()) };
            return Err(Problems::new(vec![error], Some(source)));
        }
    };
    let mut reader = Reader { places: HashMap::new(), errors: Vec::new() };
    let mut draft = reader.job(table.get_ref());
    source.places = reader.places;
    if !reader.errors.is_empty() {
        return Err(Problems::new(reader.errors, Some(source)));
    }
    draft.dir = Some(draft.dir.map_or_else(|| folder.to_owned(), |dir| folder.join(dir)));
    draft.source = Some(source);
    Ok(draft)
}

struct Reader {
    places: HashMap<String, Range<usize>>,
    errors: Vec<SpecError>,
}

type Table<'d> = DeTable<'d>;
type Item<'d> = Spanned<DeValue<'d>>;

/// Entries in the order of the file.
fn entries<'t, 'd>(table: &'t Table<'d>) -> Vec<(&'t str, Range<usize>, &'t Item<'d>)> {
    let mut entries: Vec<_> = table.iter().map(|(k, v)| (k.get_ref().as_ref(), k.span(), v)).collect();
    entries.sort_by_key(|(_, span, _)| span.start);
    entries
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn int(value: &DeValue<'_>) -> Option<i64> {
    let DeValue::Integer(i) = value else { return None };
    i64::from_str_radix(i.as_str(), i.radix()).ok()
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Float(x) => x.as_str().parse().ok(),
        other => int(other).map(|i| i as f64),
    }
}

fn text(value: &DeValue<'_>) -> Option<String> {
    if let DeValue::String(s) = value { Some(s.clone().into_owned()) } else { None }
}

fn boolean(value: &DeValue<'_>) -> Option<bool> {
    if let DeValue::Boolean(b) = value { Some(*b) } else { None }
}

fn scalar(value: &DeValue<'_>) -> Option<Value> {
    int(value)
        .map(Value::Int)
        .or_else(|| number(value).filter(|x| x.is_finite()).map(Value::Float))
        .or_else(|| boolean(value).map(Value::Bool))
        .or_else(|| text(value).map(Value::Text))
}

fn seconds(value: &DeValue<'_>) -> Option<f64> {
    number(value).or_else(|| parse_seconds(&text(value)?))
}

fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    let DeValue::Array(items) = value else { return None };
    items.iter().map(|item| text(item.get_ref())).collect()
}

/// A setting of an executor.
fn setting(value: &DeValue<'_>) -> Option<Setting> {
    match value {
        DeValue::Array(items) => items.iter().map(|i| setting(i.get_ref())).collect::<Option<_>>().map(Setting::List),
        DeValue::Table(table) => {
            let entries = table.iter().map(|(k, v)| Some((k.get_ref().to_string(), setting(v.get_ref())?)));
            entries.collect::<Option<_>>().map(Setting::Table)
        }
        one => Some(match scalar(one)? {
            Value::Int(number) => Setting::Whole(number),
            Value::Float(number) => Setting::Number(number),
            Value::Bool(flag) => Setting::Flag(flag),
            Value::Text(text) => Setting::Text(text),
        }),
    }
}

/// A list of tables of values.
fn points(value: &DeValue<'_>) -> Option<Vec<Configuration>> {
    let DeValue::Array(items) = value else { return None };
    let point = |item: &Item<'_>| {
        let DeValue::Table(table) = item.get_ref() else { return None };
        table.iter().map(|(name, v)| Some((name.get_ref().to_string(), scalar(v.get_ref())?))).collect()
    };
    items.iter().map(point).collect()
}

/// A list of metrics with their directions.
fn aims(value: &DeValue<'_>) -> Option<Vec<Aim>> {
    let DeValue::Array(items) = value else { return None };
    let aim = |item: &Item<'_>| {
        let DeValue::Table(table) = item.get_ref() else { return None };
        let word = |key: &str| text(table.get(key)?.get_ref());
        let known = table.iter().all(|(key, _)| matches!(key.get_ref().as_ref(), "metric" | "goal"));
        Some(Aim { metric: word("metric")?, goal: goal_from(&word("goal")?).ok()? }).filter(|_| known)
    };
    items.iter().map(aim).collect()
}

fn unsigned<T: TryFrom<i64>>(value: &DeValue<'_>) -> Option<T> {
    int(value).and_then(|i| T::try_from(i).ok())
}

impl Reader {
    fn fail(&mut self, place: &str, message: String) {
        self.errors.push(SpecError { place: place.to_owned(), message });
    }

    /// A value of the kind that `read` takes.
    fn want<T>(
        &mut self,
        place: &str,
        item: &Item<'_>,
        expected: &str,
        read: impl FnOnce(&DeValue<'_>) -> Option<T>,
    ) -> Option<T> {
        self.places.insert(place.to_owned(), item.span());
        let value = read(item.get_ref());
        if value.is_none() {
            self.fail(place, format!("`{place}`: expected {expected}, found {}", kind(item.get_ref())));
        }
        value
    }

    /// A word that `read` understands.
    fn word<T>(&mut self, place: &str, item: &Item<'_>, read: impl FnOnce(&str) -> Result<T, String>) -> Option<T> {
        let word = self.want(place, item, "text", text)?;
        match read(&word) {
            Ok(value) => Some(value),
            Err(expected) => {
                self.fail(place, format!("`{place}` is `{word}`: {expected}"));
                None
            }
        }
    }

    fn unknown(&mut self, section: &str, key: &str, span: Range<usize>, known: &[&str]) {
        let place = if section.is_empty() { key.to_owned() } else { format!("{section}.{key}") };
        self.places.insert(place.clone(), span);
        let nearest = known.iter().max_by(|a, b| strsim::jaro_winkler(a, key).total_cmp(&strsim::jaro_winkler(b, key)));
        let hint = match nearest {
            Some(name) if strsim::jaro_winkler(name, key) > 0.75 => format!("did you mean `{name}`?"),
            _ => format!("known: {}", known.join(", ")),
        };
        let place_name = if section.is_empty() { "at the top".to_owned() } else { format!("in [{section}]") };
        self.fail(&place, format!("unknown key `{key}` {place_name}; {hint}"));
    }

    /// Calls `each` for the entries of a section.
    fn section(&mut self, name: &str, item: &Item<'_>, mut each: impl FnMut(&mut Self, &str, Range<usize>, &Item<'_>)) {
        self.places.insert(name.to_owned(), item.span());
        let DeValue::Table(table) = item.get_ref() else {
            self.fail(name, format!("`{name}` is {}, expected a section [{name}]", kind(item.get_ref())));
            return;
        };
        for (key, span, value) in entries(table) {
            each(self, key, span, value);
        }
    }

    fn job(&mut self, table: &Table<'_>) -> Draft {
        const KNOWN: [&str; 11] = [
            "name",
            "command",
            "dir",
            "executor",
            "objective",
            "metrics",
            "params",
            "static",
            "rules",
            "search",
            "budget",
        ];
        let mut draft = Draft::default();
        let mut goal = None;
        let mut metric = None;
        let mut further = Vec::new();
        for (key, span, item) in entries(table) {
            match key {
                "name" => draft.name = self.want(key, item, "text", text),
                "command" => draft.command = self.command(item),
                "executor" => draft.executor = self.want(key, item, "the name of an executor", text),
                "dir" => draft.dir = self.want(key, item, "a path", text).map(Into::into),
                "objective" => self.section(key, item, |reader, k, span, v| match k {
                    "metric" => metric = reader.want("objective.metric", v, "the name of a metric", text),
                    "goal" => goal = reader.word("objective.goal", v, goal_from),
                    "target" => draft.target = reader.want("objective.target", v, "a number", number),
                    "further" => {
                        let expected = "a list of tables such as { metric = \"latency\", goal = \"minimize\" }";
                        further = reader.want("objective.further", v, expected, aims).unwrap_or_default();
                    }
                    "require" => {
                        let all =
                            reader.want("objective.require", v, "a list of texts such as \"latency < 20\"", texts);
                        for text in all.into_iter().flatten() {
                            match Requirement::parse(&text) {
                                Ok(requirement) => draft.require.push(requirement),
                                Err(error) => reader.fail("objective.require", error),
                            }
                        }
                    }
                    _ => reader.unknown("objective", k, span, &["metric", "goal", "target", "further", "require"]),
                }),
                "metrics" => self.section(key, item, |reader, name, _, v| {
                    let pattern = reader.want(&format!("metrics.{name}"), v, "a regex with one group, as text", text);
                    draft.metrics.extend(pattern.map(|p| MetricDefinition::new(name, p)));
                }),
                "params" => self.section(key, item, |reader, name, _, v| {
                    let parameter = reader.parameter(name, v);
                    draft.parameters.extend(parameter);
                }),
                "static" => self.section(key, item, |reader, name, _, v| {
                    let value = reader.want(&format!("params.{name}"), v, "a number, text, true or false", scalar);
                    if let Some(value) = value {
                        draft.statics.set(name, value);
                    }
                }),
                "rules" => self.section(key, item, |reader, k, span, v| match k {
                    "constraints" => draft
                        .constraints
                        .extend(reader.want("rules.constraints", v, "a list of texts", texts).into_iter().flatten()),
                    "forbid" => draft
                        .forbidden
                        .extend(reader.want("rules.forbid", v, "a list of texts", texts).into_iter().flatten()),
                    _ => reader.unknown("rules", k, span, &["constraints", "forbid"]),
                }),
                "search" => self.section(key, item, |reader, k, span, v| match k {
                    "strategy" => draft.strategy = reader.word("search.strategy", v, StrategyChoice::parse),
                    "seed" => draft.seed = reader.want("search.seed", v, "a whole number of 0 or more", unsigned),
                    "early_stop" => draft.early_stop = reader.word("search.early_stop", v, early_stop),
                    "first" => {
                        let expected = "a list of tables such as { lr = 0.01 }";
                        draft.first = reader.want("search.first", v, expected, points).unwrap_or_default();
                    }
                    "resource" => draft.resource = reader.want("search.resource", v, "the name of a parameter", text),
                    _ => reader.unknown("search", k, span, &["strategy", "seed", "early_stop", "resource", "first"]),
                }),
                "budget" => self.section(key, item, |reader, k, span, v| reader.budget_key(&mut draft, k, span, v)),
                "run" => self.section(key, item, |reader, k, span, v| reader.run_key(&mut draft, k, span, v)),
                name => {
                    if let Some(engine) = EngineKind::find(name) {
                        let settings = self.settings(engine, item);
                        draft.settings.insert(name.to_owned(), settings);
                        continue;
                    }
                    let engines: Vec<&str> = ENGINES.iter().map(|engine| engine.name).collect();
                    self.unknown("", key, span, &[&KNOWN[..], &["run"], &engines].concat());
                }
            }
        }
        draft.objectives = metric.zip(goal).map(|(metric, goal)| Aim { metric, goal }).into_iter().collect();
        if draft.objectives.is_empty() && self.places.contains_key("objective") && self.errors.is_empty() {
            self.fail("objective", "[objective] needs both `metric` and `goal` (\"maximize\" or \"minimize\")".into());
        }
        draft.objectives.extend(further);
        draft
    }

    /// The section of an executor; what its settings mean is its own matter.
    fn settings(&mut self, engine: &EngineKind, item: &Item<'_>) -> BTreeMap<String, Setting> {
        let mut settings = BTreeMap::new();
        self.section(engine.name, item, |reader, key, span, v| {
            if !engine.settings.contains(&key) {
                return reader.unknown(engine.name, key, span, engine.settings);
            }
            let place = format!("{}.{key}", engine.name);
            let setting = reader.want(&place, v, "text, a number, true or false, a list or a table", setting);
            settings.extend(setting.map(|s| (key.to_owned(), s)));
        });
        settings
    }

    fn budget_key(&mut self, draft: &mut Draft, key: &str, span: Range<usize>, item: &Item<'_>) {
        const KNOWN: [&str; 6] = ["trials", "parallel", "time", "cost", "stop_when_no_gain", "converged"];
        let place = format!("budget.{key}");
        match key {
            "trials" => draft.trials = self.want(&place, item, "a whole number of 1 or more", unsigned),
            "parallel" => draft.parallel = self.want(&place, item, "a whole number of 1 or more", unsigned),
            "time" => draft.time_s = self.want(&place, item, "a duration such as \"2h\"", seconds),
            "cost" => draft.cost = self.want(&place, item, "a number", number),
            "stop_when_no_gain" => draft.stop_when_no_gain = self.want(&place, item, "a whole number", unsigned),
            "converged" => draft.converged = self.want(&place, item, "true or false", boolean),
            _ => self.unknown("budget", key, span, &KNOWN),
        }
    }

    fn run_key(&mut self, draft: &mut Draft, key: &str, span: Range<usize>, item: &Item<'_>) {
        const KNOWN: [&str; 11] =
            ["setup", "env", "retries", "retry_on", "timeout", "grace", "cpus", "gpus", "price", "log_limit", "check"];
        let place = format!("run.{key}");
        match key {
            "setup" => draft.setup = self.want(&place, item, "a shell line", text),
            "env" => self.section(&place, item, |reader, name, _, v| {
                let value = reader.want(&format!("run.env.{name}"), v, "text", |v| scalar(v).map(|s| s.to_string()));
                draft.env.extend(value.map(|v| (name.to_owned(), v)));
            }),
            "retries" => draft.retries = self.want(&place, item, "a whole number of 0 or more", unsigned),
            "retry_on" => {
                let codes = |v: &DeValue<'_>| {
                    let DeValue::Array(items) = v else { return text(v) };
                    let codes: Option<Vec<String>> =
                        items.iter().map(|c| int(c.get_ref()).map(|i| i.to_string())).collect();
                    codes.map(|c| c.join(","))
                };
                let word = self.want(
                    &place,
                    item,
                    "\"never\", \"infrastructure\", \"failure\" or a list of exit codes",
                    codes,
                );
                match word.as_deref().map(retry_on) {
                    Some(Ok(rule)) => draft.retry_on = Some(rule),
                    Some(Err(expected)) => self.fail(&place, format!("`{place}`: {expected}")),
                    None => {}
                }
            }
            "timeout" => draft.timeout_s = self.want(&place, item, "a duration such as \"20m\"", seconds),
            "grace" => draft.grace_s = self.want(&place, item, "a duration such as \"10s\"", seconds),
            "cpus" => draft.cpus = self.want(&place, item, "a whole number of 1 or more", unsigned),
            "gpus" => draft.gpus = self.want(&place, item, "a whole number of 0 or more", unsigned),
            "price" => draft.price = self.want(&place, item, "what an hour of a trial costs, a number", number),
            "log_limit" => draft.log_limit = self.want(&place, item, "a number of bytes", unsigned),
            "check" => draft.check = self.want(&place, item, "true or false", boolean),
            _ => self.unknown("run", key, span, &KNOWN),
        }
    }

    fn command(&mut self, item: &Item<'_>) -> Vec<String> {
        let words = |v: &DeValue<'_>| texts(v).or_else(|| shell_words::split(&text(v)?).ok());
        self.want("command", item, "one line of text (quotes closed), or a list of texts", words).unwrap_or_default()
    }

    fn parameter(&mut self, name: &str, item: &Item<'_>) -> Option<Parameter> {
        const FORM: &str = "`{ float = [1e-5, 1e-1], scale = \"log\" }`, `{ int = [32, 512] }`, `{ choice = [\"a\", \"b\"] }`, `{ bool = true }`, or text such as \"log:1e-5..1e-1\"";
        let place = format!("params.{name}");
        self.places.insert(place.clone(), item.span());
        let table = match item.get_ref() {
            DeValue::Table(table) => table,
            DeValue::String(spec) => match parse_spec(spec) {
                Ok(domain) => return Some(Parameter::new(name, domain)),
                Err(error) => {
                    self.fail(&place, format!("parameter `{name}`: {error}"));
                    return None;
                }
            },
            other => {
                self.fail(&place, format!("parameter `{name}` is {}, expected {FORM}", kind(other)));
                return None;
            }
        };
        let mut domain = None;
        let (mut scale, mut step, mut when) = (None, None, None);
        let kinds = ["float", "int", "choice", "bool"].iter().filter(|kind| table.contains_key(**kind)).count();
        if kinds > 1 {
            self.fail(&place, format!("parameter `{name}` has {kinds} ranges; keep one"));
        }
        for (key, span, value) in entries(table) {
            match key {
                "float" => {
                    let ends = self.want(&format!("{place}.float"), value, "a list of two numbers [low, high]", |v| {
                        ends(v, number)
                    });
                    domain = ends.map(|(low, high)| Domain::float(low, high));
                }
                "int" => {
                    let ends =
                        self.want(&format!("{place}.int"), value, "a list of two whole numbers [low, high]", |v| {
                            ends(v, int)
                        });
                    domain = ends.map(|(low, high)| Domain::int(low, high));
                }
                "choice" => {
                    let choices = |v: &DeValue<'_>| {
                        let DeValue::Array(items) = v else { return None };
                        items.iter().map(|i| scalar(i.get_ref())).collect::<Option<Vec<Value>>>()
                    };
                    domain = self
                        .want(&format!("{place}.choice"), value, "a list of choices", choices)
                        .map(|choices| Domain::Choice { choices });
                }
                "bool" => domain = Some(Domain::Bool),
                "scale" => scale = self.word(&format!("{place}.scale"), value, scale_from),
                "step" => step = self.want(&format!("{place}.step"), value, "a number", number),
                "when" => when = self.want(&format!("{place}.when"), value, "an expression, as text", text),
                _ => self.unknown(&place, key, span, &["float", "int", "choice", "bool", "scale", "step", "when"]),
            }
        }
        // Problems of the whole parameter point at all of it.
        self.places.insert(place.clone(), item.span());
        if domain.is_none() && !self.errors.iter().any(|e| e.place.starts_with(&place)) {
            self.fail(&place, format!("parameter `{name}` has no range; expected {FORM}"));
        }
        let mut domain = domain?.with_scale(scale.unwrap_or_default());
        match (&mut domain, step) {
            (Domain::Float { step: of, .. }, step) => *of = step,
            (Domain::Int { step: of, .. }, Some(step)) if step.fract() == 0.0 => *of = Some(step as i64),
            (Domain::Int { .. }, Some(_)) => {
                self.fail(&place, format!("parameter `{name}`: the step of whole numbers must be whole"));
            }
            (Domain::Choice { .. } | Domain::Bool, _) if step.is_some() || scale.is_some() => {
                self.fail(&place, format!("parameter `{name}`: choices have neither scale nor step"));
            }
            _ => {}
        }
        Some(Parameter { name: name.to_owned(), domain, when })
    }
}

fn ends<T>(value: &DeValue<'_>, read: impl Fn(&DeValue<'_>) -> Option<T>) -> Option<(T, T)> {
    let DeValue::Array(items) = value else { return None };
    let ends = items.iter().map(|i| read(i.get_ref())).collect::<Option<Vec<T>>>()?;
    let [low, high] = <[T; 2]>::try_from(ends).ok()?;
    Some((low, high))
}

fn goal_from(word: &str) -> Result<Goal, String> {
    match word {
        "maximize" | "maximise" => Ok(Goal::Maximize),
        "minimize" | "minimise" => Ok(Goal::Minimize),
        _ => Err("expected maximize or minimize".into()),
    }
}

fn scale_from(word: &str) -> Result<Scale, String> {
    [Scale::Linear, Scale::Log, Scale::ReverseLog]
        .into_iter()
        .find(|scale| scale.name() == word)
        .ok_or_else(|| "expected linear, log or reverse-log".into())
}
