//! As a `tune.toml`.

use std::fmt::Write as _;

use toml::Value as Toml;
use tunesmith_space::{Configuration, Domain, Parameter, Scale, Value};
use tunesmith_study::{JobSpec, RetryOn, Run, Search, Setting};

use super::in_quotes;
use crate::words::{early_stop_word, retry_on_word};

/// The file that makes this job; none where it has no command. Points of earlier jobs are not in it.
pub fn toml(job: &JobSpec) -> Option<String> {
    if job.run.command.is_empty() {
        return None;
    }
    let mut out = String::new();
    let mut line = |key: &str, value: String| {
        let _ = writeln!(out, "{} = {value}", bare(key));
    };
    line("name", text(&job.name));
    line("command", texts(&job.run.command));
    line("dir", text(&job.run.dir.display().to_string()));
    if let Some(placement) = &job.run.placement {
        line("executor", text(&placement.executor));
    }
    let objective = &job.objective;
    section(&mut out, "objective");
    entry(&mut out, "metric", &text(&objective.metric));
    entry(&mut out, "goal", &text(objective.goal.name()));
    if let Some(target) = objective.target {
        entry(&mut out, "target", &number(target));
    }
    if !objective.further.is_empty() {
        let aim =
            |a: &tunesmith_study::Aim| format!("{{ metric = {}, goal = {} }}", text(&a.metric), text(a.goal.name()));
        let aims: Vec<String> = objective.further.iter().map(aim).collect();
        entry(&mut out, "further", &format!("[{}]", aims.join(", ")));
    }
    if !objective.require.is_empty() {
        let all: Vec<String> = objective.require.iter().map(ToString::to_string).collect();
        entry(&mut out, "require", &texts(&all));
    }
    if !job.metrics.is_empty() {
        section(&mut out, "metrics");
        for metric in &job.metrics {
            entry(&mut out, &metric.name, &text(&metric.pattern));
        }
    }
    if !job.space.parameters.is_empty() {
        section(&mut out, "params");
        for parameter in &job.space.parameters {
            entry(&mut out, &parameter.name, &self::parameter(parameter));
        }
    }
    if !job.space.statics.is_empty() {
        section(&mut out, "static");
        for (name, value) in job.space.statics.iter() {
            entry(&mut out, name, &scalar(value));
        }
    }
    if !job.space.constraints.is_empty() || !job.space.forbidden.is_empty() {
        section(&mut out, "rules");
        for (key, rules) in [("constraints", &job.space.constraints), ("forbid", &job.space.forbidden)] {
            if !rules.is_empty() {
                entry(&mut out, key, &texts(rules));
            }
        }
    }
    search(&mut out, &job.search);
    let budget = &job.budget;
    section(&mut out, "budget");
    entry(&mut out, "trials", &budget.trials.to_string());
    entry(&mut out, "parallel", &budget.parallel.to_string());
    if let Some(seconds) = budget.time_s {
        entry(&mut out, "time", &number(seconds));
    }
    if let Some(cost) = budget.cost {
        entry(&mut out, "cost", &number(cost));
    }
    if let Some(trials) = budget.stop_when_no_gain {
        entry(&mut out, "stop_when_no_gain", &trials.to_string());
    }
    if budget.converged {
        entry(&mut out, "converged", "true");
    }
    run(&mut out, &job.run);
    if let Some(placement) = job.run.placement.as_ref().filter(|placement| !placement.options.is_empty()) {
        section(&mut out, &placement.executor);
        for (name, value) in &placement.options {
            entry(&mut out, name, &setting(value));
        }
    }
    Some(out)
}

fn search(out: &mut String, search: &Search) {
    section(out, "search");
    entry(out, "strategy", &text(search.strategy.name()));
    entry(out, "seed", &search.seed.to_string());
    entry(out, "early_stop", &text(&early_stop_word(&search.early_stop)));
    if let Some(resource) = &search.resource {
        entry(out, "resource", &text(resource));
    }
    if !search.first.is_empty() {
        let points: Vec<String> = search.first.iter().map(point).collect();
        entry(out, "first", &format!("[{}]", points.join(", ")));
    }
}

fn setting(setting: &Setting) -> String {
    match setting {
        Setting::Flag(flag) => flag.to_string(),
        Setting::Whole(whole) => whole.to_string(),
        Setting::Number(x) => number(*x),
        Setting::Text(t) => text(t),
        Setting::List(all) => format!("[{}]", all.iter().map(self::setting).collect::<Vec<_>>().join(", ")),
        Setting::Table(all) => {
            let pairs: Vec<String> = all.iter().map(|(k, v)| format!("{} = {}", bare(k), self::setting(v))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
    }
}

/// What differs from what a job has by default.
fn run(out: &mut String, run: &Run) {
    let defaults = Run::new(Vec::new(), run.dir.clone());
    section(out, "run");
    if let Some(setup) = &run.setup {
        entry(out, "setup", &text(setup));
    }
    if !run.env.is_empty() {
        let pairs: Vec<String> = run.env.iter().map(|(k, v)| format!("{} = {}", bare(k), text(v))).collect();
        entry(out, "env", &format!("{{ {} }}", pairs.join(", ")));
    }
    if run.retries != defaults.retries {
        entry(out, "retries", &run.retries.to_string());
    }
    if run.retry_on != defaults.retry_on {
        let rule = match &run.retry_on {
            RetryOn::ExitCodes(codes) => format!("{codes:?}"),
            word => text(&retry_on_word(word)),
        };
        entry(out, "retry_on", &rule);
    }
    if let Some(seconds) = run.timeout_s {
        entry(out, "timeout", &number(seconds));
    }
    if run.grace_s != defaults.grace_s {
        entry(out, "grace", &number(run.grace_s));
    }
    if let Some(cores) = run.cpus {
        entry(out, "cpus", &cores.to_string());
    }
    if run.gpus != defaults.gpus {
        entry(out, "gpus", &run.gpus.to_string());
    }
    if let Some(price) = run.price {
        entry(out, "price", &number(price));
    }
    if run.log_limit != defaults.log_limit {
        entry(out, "log_limit", &run.log_limit.to_string());
    }
    entry(out, "check", if run.check { "true" } else { "false" });
}

fn section(out: &mut String, name: &str) {
    let _ = writeln!(out, "\n[{name}]");
}

fn entry(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "{} = {value}", bare(key));
}

/// A key, in quotes where it needs them.
fn bare(key: &str) -> String {
    let is_bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if is_bare { key.to_owned() } else { quoted(key) }
}

/// A text, in the quotes that leave it most readable.
fn text(text: &str) -> String {
    let is_literal = text.contains('\\') && !text.contains('\'') && !text.chars().any(char::is_control);
    if is_literal { format!("'{text}'") } else { quoted(text) }
}

/// A text in double quotes, on one line.
fn quoted(text: &str) -> String {
    in_quotes(text, |c| format!("\\U{:08X}", u32::from(c)))
}

fn texts(all: &[String]) -> String {
    let all: Vec<String> = all.iter().map(|t| text(t)).collect();
    format!("[{}]", all.join(", "))
}

fn number(x: f64) -> String {
    Toml::Float(x).to_string()
}

fn scalar(value: &Value) -> String {
    match value {
        Value::Float(x) => number(*x),
        Value::Text(t) => text(t),
        other => other.to_string(),
    }
}

fn point(point: &Configuration) -> String {
    let pairs: Vec<String> = point.iter().map(|(name, value)| format!("{} = {}", bare(name), scalar(value))).collect();
    format!("{{ {} }}", pairs.join(", "))
}

fn parameter(parameter: &Parameter) -> String {
    let (range, scale, step) = match &parameter.domain {
        Domain::Float { low, high, scale, step } => {
            (format!("float = [{}, {}]", number(*low), number(*high)), *scale, step.map(number))
        }
        Domain::Int { low, high, scale, step } => {
            (format!("int = [{low}, {high}]"), *scale, step.map(|s| s.to_string()))
        }
        Domain::Choice { choices } => {
            let all: Vec<String> = choices.iter().map(scalar).collect();
            (format!("choice = [{}]", all.join(", ")), Scale::Linear, None)
        }
        Domain::Bool => ("bool = true".to_owned(), Scale::Linear, None),
    };
    let mut parts = vec![range];
    if scale != Scale::Linear {
        parts.push(format!("scale = \"{}\"", scale.name()));
    }
    parts.extend(step.map(|s| format!("step = {s}")));
    parts.extend(parameter.when.as_ref().map(|when| format!("when = {}", text(when))));
    format!("{{ {} }}", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::read_text;

    #[test]
    fn what_is_written_reads_back_the_same() {
        let file = r#"
            name = "odd-one"
            command = ["python", "a b.py", "--x={x}", "it's \"so\"", "tab\t"]
            [objective]
            metric = "PR-AUC"
            goal = "maximize"
            target = 0.95
            require = ["latency <= 20", "PR-AUC > 1e-3"]
            [metrics]
            "PR-AUC" = 'pr_auc = ([0-9\.]+)'
            latency = "latency 'it' = (.*)\u0001"
            [params]
            x = { float = [1e-5, 1], scale = "log" }
            n = { int = [32, 512], step = 32, when = "kind == 'a'" }
            kind = { choice = ["a", 1, 1.5, true] }
            flag = { bool = true }
            q = { float = [0, 1], step = 0.1 }
            [static]
            layers = 5
            rate = 1.0
            "odd.key" = "x"
            [rules]
            constraints = ["x * n < 10"]
            forbid = ["kind == 'a' and flag"]
            [search]
            strategy = "random"
            seed = 7
            early_stop = "median"
            first = [{ x = 0.1, kind = 1 }]
            [budget]
            trials = 12
            parallel = 3
            time = "2h"
            stop_when_no_gain = 5
            converged = true
            [run]
            setup = "make data"
            env = { OMP_NUM_THREADS = "4", "A.B" = "c" }
            retries = 1
            retry_on = [75, 137]
            timeout = "20m"
            grace = "1s"
            cpus = 2
            gpus = 1
            log_limit = 5000
            check = false
        "#;
        let read = |text: &str| read_text("a", text, Path::new("/w")).expect("readable").finish().expect("a job").spec;
        // Several objectives do not go with all that the one above has.
        let front = "command = 'train'\n[params]\nx = '0..1'\n[metrics]\na = 'a'\nb = 'b'\n[objective]\nmetric = 'a'\n\
                     goal = 'maximize'\nfurther = [{ metric = 'b', goal = 'minimize' }]";
        for text in [file, front] {
            let job = read(text);
            let written = toml(&job).expect("a command");
            assert_eq!(read(&written), job, "{written}");
        }
    }
}
