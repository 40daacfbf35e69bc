//! Several objectives: values side by side, and the front of trade-offs.

use tunesmith_jobfile::program;
use tunesmith_space::Configuration;
use tunesmith_store::{JobRow, TrialRow};
use tunesmith_study::JobSpec;

use crate::view::summary::{continued, labelled};
use crate::view::{format, paint, table};

/// Trade-offs that a summary shows.
const SHOWN: usize = 8;

/// The values of all objectives of a trial; empty where the first has none.
pub(crate) fn values_of(spec: &JobSpec, trial: &TrialRow) -> String {
    let first = trial.objective.map(format::metric);
    let further = spec.objective.further.iter().map(|aim| {
        let value = spec.metric_value(&aim.metric, &trial.values, trial.duration_ms);
        value.map_or_else(|| "?".to_owned(), format::metric)
    });
    first.map_or_else(String::new, |first| std::iter::once(first).chain(further).collect::<Vec<_>>().join(" / "))
}

/// Requirements that a trial with an observation misses, each with its value.
pub(crate) fn missed(spec: &JobSpec, trial: &TrialRow) -> Option<String> {
    let measured = spec.measured(trial.objective, &trial.values, trial.duration_ms)?;
    let missed = spec.objective.require.iter().zip(&measured.excess).filter(|(_, x)| x.is_nan() || **x > 0.0);
    let told = missed.map(|(requirement, _)| {
        let value = spec.metric_value(&requirement.metric, &trial.values, trial.duration_ms);
        format!("{requirement} ({})", value.map_or_else(|| "no value".to_owned(), format::metric))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| format!("misses {}", told.join(", ")))
}

/// The trials of the front, the best by the first objective first.
pub(crate) fn front<'t>(job: &JobRow, trials: &'t [TrialRow]) -> Vec<&'t TrialRow> {
    let goal = job.spec.objective.goal;
    let mut front: Vec<&TrialRow> = trials.iter().filter(|t| job.front.contains(&t.number)).collect();
    let loss = |t: &TrialRow| t.objective.map_or(f64::INFINITY, |v| goal.as_loss(v));
    front.sort_by(|a, b| loss(a).total_cmp(&loss(b)));
    front
}

/// The front as a few lines of a summary.
pub(crate) fn print_front(job: &JobRow, trials: &[TrialRow]) {
    let front = front(job, trials);
    let names: Vec<&str> = std::iter::once(&job.spec.objective.metric)
        .chain(job.spec.objective.further.iter().map(|a| &a.metric))
        .map(String::as_str)
        .collect();
    labelled("front", &format!("{} trade-offs between {}", front.len(), names.join(" and ")));
    let numbers = front.iter().map(|t| format!("#{}", t.number));
    let width = numbers.map(|n| n.len()).max().unwrap_or(0);
    let values: Vec<String> = front.iter().map(|t| values_of(&job.spec, t)).collect();
    let wide = values.iter().map(String::len).max().unwrap_or(0);
    for (trial, values) in front.iter().zip(&values).take(SHOWN) {
        let params = format::values(&program::values(&job.spec, &trial.params));
        let text = format!(
            "{:<width$} {}  {}",
            format!("#{}", trial.number),
            paint::good(&format!("{values:<wide$}")),
            format::fit(&params, 14 + width + wide)
        );
        continued(&text);
    }
    let more = front.len().saturating_sub(SHOWN);
    let all = if more > 0 { format!("{more} more: tunesmith best {}; ", job.spec.name) } else { String::new() };
    continued(&paint::dim(&format!("{all}copy one: tunesmith best {} --trial N --format args", job.spec.name)));
}

/// The front as a table.
pub(crate) fn print_table(job: &JobRow, trials: &[TrialRow], values: impl Fn(&TrialRow) -> Configuration) {
    let front = front(job, trials);
    let objective = &job.spec.objective;
    let mut heads: Vec<(String, bool)> = vec![("#".into(), true)];
    heads.extend(objective.aims().into_iter().map(|aim| (aim.metric, true)));
    let names: Vec<String> =
        front.first().map(|t| values(t).iter().map(|(name, _)| name.to_owned()).collect()).unwrap_or_default();
    heads.extend(names.iter().map(|name| (name.clone(), true)));
    let rows = front.iter().map(|trial| {
        let all = values(trial);
        let mut row = vec![trial.number.to_string(), trial.objective.map(format::metric).unwrap_or_default()];
        row.extend(objective.further.iter().map(|aim| {
            job.spec.metric_value(&aim.metric, &trial.values, trial.duration_ms).map(format::metric).unwrap_or_default()
        }));
        row.extend(names.iter().map(|name| all.get(name).map(format::brief).unwrap_or_default()));
        row
    });
    table::print(&heads, rows.collect());
}
