//! All trials of a job for other programs.

use serde_json::{Map, Value as Json, json};

use crate::rows::{JobRow, TrialRow};

/// A job for scripts.
pub fn job_json(job: &JobRow) -> Json {
    json!({
        "name": job.spec.name, "status": job.status, "ending": job.ending, "counters": job.counters,
        "best": job.best.map(|(trial, value)| json!({"trial": trial, "value": value})), "front": job.front,
        "objective": job.spec.objective, "budget": job.spec.budget,
        "created_ms": job.created_ms, "updated_ms": job.updated_ms, "run_ms": job.run_ms,
        "cost": job.cost, "cost_forecast": job.cost_forecast(),
    })
}

/// A trial for scripts.
pub fn trial_json(job: &JobRow, trial: &TrialRow) -> Json {
    let metrics: Map<String, Json> =
        job.spec.metrics.iter().zip(&trial.values).map(|(m, v)| (m.name.clone(), json!(v))).collect();
    json!({
        "trial": trial.number, "status": trial.status, "objective": trial.objective, "params": trial.params,
        "metrics": metrics, "meets": trial.meets, "origin": trial.origin, "expected": trial.expected, "attempts": trial.attempts,
        "cause": trial.cause.as_ref().map(|c| &c.text), "suggested_ms": trial.suggested_ms,
        "started_ms": trial.started_ms, "ended_ms": trial.ended_ms, "duration_ms": trial.duration_ms,
        "cost": job.spec.cost_of(&trial.params, trial.spent_ms),
    })
}

/// A table by RFC 4180, with a column for every parameter and metric.
pub fn csv(job: &JobRow, trials: &[TrialRow]) -> String {
    let parameters = &job.spec.space.parameters;
    let mut heads: Vec<String> = ["trial", "status", "objective"].map(str::to_owned).into();
    heads.extend(parameters.iter().map(|p| p.name.clone()));
    heads.extend(job.spec.metrics.iter().map(|m| format!("metric {}", m.name)));
    heads.extend(["duration_s", "attempts", "cause"].map(str::to_owned));
    let mut text = row(&heads);
    for trial in trials {
        let number = |v: Option<f64>| v.map(|x| x.to_string()).unwrap_or_default();
        let mut cells = vec![trial.number.to_string(), trial.status.name().to_owned(), number(trial.objective)];
        cells.extend(parameters.iter().map(|p| trial.params.get(&p.name).map(ToString::to_string).unwrap_or_default()));
        cells.extend((0..job.spec.metrics.len()).map(|i| number(trial.values.get(i).copied().flatten())));
        cells.push((trial.duration_ms as f64 / 1000.0).to_string());
        cells.push(trial.attempts.to_string());
        cells.push(trial.cause.as_ref().map(|c| c.text.clone()).unwrap_or_default());
        text += &row(&cells);
    }
    text
}

fn row(cells: &[String]) -> String {
    let quoted = |cell: &String| {
        if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    let cells: Vec<String> = cells.iter().map(quoted).collect();
    format!("{}\r\n", cells.join(","))
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let cells = ["plain", "a,b", "say \"x\"", "two\nlines"].map(str::to_owned);
        assert_eq!(row(&cells), "plain,\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n");
    }
}
