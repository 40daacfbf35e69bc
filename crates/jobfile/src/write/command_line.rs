//! As a line for a shell.

use tunesmith_space::{Configuration, Value};
use tunesmith_study::{EarlyStopping, Goal, JobSpec, Run, Setting, flag_for};

use super::short;
use crate::words::{early_stop_word, retry_on_word};

/// `--lr 0.001 --nodes 128`, exact and quoted for a shell.
pub fn arguments(params: &Configuration) -> String {
    let words: Vec<String> = params.iter().flat_map(|(name, value)| [flag_for(name), value.to_string()]).collect();
    shell_words::join(words)
}

/// Words of a command, quoted for a shell.
pub fn shell_line(words: &[String]) -> String {
    shell_words::join(words)
}

/// The command that makes this job; none where no flags say it (conditions, choices that are not texts), or it has no
/// command.
pub fn command_line(job: &JobSpec) -> Option<String> {
    let run = &job.run;
    if run.command.is_empty() || !can_be_flags(job) {
        return None;
    }
    let mut words: Vec<String> = vec!["tunesmith".into(), "tune".into(), "--name".into(), job.name.clone()];
    let mut flag = |name: &str, value: String| words.extend([name.to_owned(), value]);
    for parameter in &job.space.parameters {
        flag("-P", format!("{}={}", parameter.name, short(&parameter.domain)?));
    }
    for (name, value) in job.space.statics.iter() {
        flag("--static", format!("{name}={value}"));
    }
    for metric in &job.metrics {
        flag("--metric", format!("{}={}", metric.name, metric.pattern));
    }
    for aim in job.objective.aims() {
        flag(if aim.goal == Goal::Maximize { "--maximize" } else { "--minimize" }, aim.metric);
    }
    for requirement in &job.objective.require {
        flag("--require", requirement.to_string());
    }
    let number = |x: f64| Value::Float(x).to_string();
    let seconds = |x: f64| format!("{x}s");
    let optional = |name: &str, value: Option<String>, words: &mut Vec<String>| {
        words.extend(value.map(|v| [name.to_owned(), v]).into_iter().flatten());
    };
    optional("--target", job.objective.target.map(number), &mut words);
    for rule in &job.space.constraints {
        words.extend(["--constraint".into(), rule.clone()]);
    }
    for rule in &job.space.forbidden {
        words.extend(["--forbid".into(), rule.clone()]);
    }
    let (search, budget) = (&job.search, &job.budget);
    let defaults = Run::new(Vec::new(), run.dir.clone());
    let unless = |usual: bool, value: String| (!usual).then_some(value);
    optional("-n", unless(budget.trials == 30, budget.trials.to_string()), &mut words);
    optional("-j", unless(budget.parallel == 1, budget.parallel.to_string()), &mut words);
    optional("--time", budget.time_s.map(seconds), &mut words);
    optional("--max-cost", budget.cost.map(number), &mut words);
    optional("--stop-when-no-gain", budget.stop_when_no_gain.map(|n| n.to_string()), &mut words);
    words.extend(budget.converged.then(|| "--converged".to_owned()));
    let strategy = search.strategy;
    optional("--strategy", unless(strategy.name() == "bayesian", strategy.name().to_owned()), &mut words);
    optional("--resource", search.resource.clone(), &mut words);
    optional("--seed", unless(search.seed == 0, search.seed.to_string()), &mut words);
    let rule = &search.early_stop;
    optional("--early-stop", unless(*rule == EarlyStopping::Off, early_stop_word(rule)), &mut words);
    for point in &search.first {
        let pairs: Vec<String> = point.iter().map(|(name, value)| format!("{name}={value}")).collect();
        words.extend(["--first".into(), pairs.join(" ")]);
    }
    optional("--setup", run.setup.clone(), &mut words);
    words.extend(["--dir".to_owned(), run.dir.display().to_string()]);
    for (name, value) in &run.env {
        words.extend(["--env".into(), format!("{name}={value}")]);
    }
    optional("--retries", unless(run.retries == defaults.retries, run.retries.to_string()), &mut words);
    optional("--retry-on", unless(run.retry_on == defaults.retry_on, retry_on_word(&run.retry_on)), &mut words);
    optional("--timeout", run.timeout_s.map(seconds), &mut words);
    optional("--grace", unless(run.grace_s == defaults.grace_s, seconds(run.grace_s)), &mut words);
    optional("--cpus", run.cpus.map(|n| n.to_string()), &mut words);
    optional("--price", run.price.map(number), &mut words);
    optional("--gpus", unless(run.gpus == 0, run.gpus.to_string()), &mut words);
    if let Some(placement) = &run.placement {
        words.extend(["--executor".to_owned(), placement.executor.clone()]);
        for (name, setting) in &placement.options {
            let each = if let Setting::List(all) = setting { &all[..] } else { std::slice::from_ref(setting) };
            words.extend(each.iter().flat_map(|one| ["--executor-option".to_owned(), format!("{name}={one}")]));
        }
    }
    words.extend((!run.check).then(|| "--no-check".to_owned()));
    let before = shell_words::join(&words);
    let line = format!("{before} -- {}", shell_words::join(&run.command));
    // The command on a line of its own reads better, where there is much before it.
    Some(if before.len() > 72 { line.replacen(" --dir ", " \\\n  --dir ", 1) } else { line })
}

/// Whether flags mean the same as the job says.
fn can_be_flags(job: &JobSpec) -> bool {
    // Flags read values as what they look like, and those of points end at a blank.
    let reads_back = |value: &Value| Value::parse(&value.to_string()) == *value;
    let is_plain = |value: &Value| reads_back(value) && !value.to_string().contains(char::is_whitespace);
    // What is to be maximised comes first.
    let goals: Vec<Goal> = job.objective.aims().into_iter().map(|aim| aim.goal).collect();
    job.space.parameters.iter().all(|p| p.when.is_none())
        && job.space.statics.iter().all(|(_, value)| reads_back(value))
        && job.search.first.iter().flat_map(Configuration::iter).all(|(_, value)| is_plain(value))
        && !goals.windows(2).any(|pair| pair == [Goal::Minimize, Goal::Maximize])
        && job.run.placement.iter().flat_map(|p| p.options.values()).all(reads_back_as_setting)
        && job.run.log_limit == Run::new(Vec::new(), job.run.dir.clone()).log_limit
}

/// Whether flags say a setting: a list of one would be read as that one.
fn reads_back_as_setting(setting: &Setting) -> bool {
    match setting {
        Setting::List(all) => all.len() > 1 && all.iter().all(Setting::is_plain),
        one => one.is_plain(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::read_text;

    #[test]
    fn values_are_exact_and_quoted() {
        let pairs = [("lr", Value::Float(0.003_648_291)), ("wd", Value::Float(1e-5)), ("name", Value::from("it's"))];
        let params: Configuration = pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        assert_eq!(arguments(&params), "--lr 0.003648291 --wd 1e-5 --name 'it'\\''s'");
    }

    #[test]
    fn what_flags_cannot_say_is_not_said() {
        let job = |params: &str| {
            let text = format!(
                "command = \"train\"\n[params]\n{params}\n[objective]\nmetric = \"@duration\"\ngoal = \"minimize\""
            );
            read_text("a", &text, Path::new("/w")).expect("readable").finish().expect("a job").spec
        };
        let line = |params: &str| command_line(&job(params));
        assert_eq!(
            line("x = { float = [1, 2] }\nc = { choice = ['it is', 'b'] }").as_deref(),
            Some(
                "tunesmith tune --name train -P 'x=float:1..2' -P 'c=it is,b' --minimize @duration \\\n  --dir /w -- train"
            )
        );
        assert_eq!(line("c = { choice = ['a,b', 'c'] }"), None);
        assert_eq!(line("c = { choice = ['1', 'c'] }"), None, "a text that reads as a number");
        assert_eq!(line("a = { bool = true }\nb = { int = [1, 2], when = 'a' }"), None);
        assert_eq!(line("a = { bool = true }\n[static]\nb = '5'"), None, "a text that would be a number");
        assert_eq!(
            line("c = { choice = ['a b', 'c'] }\n[search]\nfirst = [{ c = 'a b' }]"),
            None,
            "a point ends at a blank"
        );
        assert_eq!(line("a = { bool = true }\n[run]\nlog_limit = 5000"), None);
        let placed = |slurm: &str| {
            let text = format!(
                "command = 'train'\nexecutor = 'slurm'\n[params]\na = {{ bool = true }}\n[objective]\nmetric = '@duration'\ngoal = 'minimize'\n[slurm]\n{slurm}"
            );
            let job = read_text("a", &text, Path::new("/w")).expect("readable").finish().expect("a job").spec;
            let again = super::super::toml(&job).expect("a file");
            assert_eq!(read_text("a", &again, Path::new("/")).expect("readable").finish().expect("a job").spec, job);
            command_line(&job)
        };
        let said = placed("partition = 'gpu'\ntime = 90\nextra = ['--nice=5', '--x']").expect("a line");
        assert!(
            said.contains("--executor slurm --executor-option 'extra=--nice=5' --executor-option 'extra=--x' --executor-option 'partition=gpu' --executor-option 'time=90' --"),
            "{said}"
        );
        assert_eq!(placed("before = ['module load cuda']"), None, "a list of one");
    }
}
