//! Replays learning curves under every early-stopping rule: what each saves, and what it costs.
//!
//! Reads JSON lines `{"task", "group", "curves": [[loss, ...], ...]}` (null: no number) from standard input and writes a
//! Markdown table. `bench/early_stop/run.py` feeds it the curves of real trainings.

use std::io::{self, BufRead as _};

use serde::Deserialize;
use tunesmith_engine::early_stop::{CurveRule, MedianRule, RungRule, running_averages};

/// Trials of a job, and jobs in other orders, of each task.
const TRIALS: usize = 30;
const JOBS: u64 = 40;

#[derive(Debug, Deserialize)]
struct Task {
    #[serde(rename = "task")]
    name: String,
    group: String,
    curves: Vec<Vec<Option<f64>>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Rule {
    Off,
    Median,
    Rungs,
    Curve,
}

const RULES: [(Rule, &str); 4] =
    [(Rule::Off, "off"), (Rule::Median, "median"), (Rule::Rungs, "rungs:1.."), (Rule::Curve, "curve")];

/// One job: the share of the epochs that were run, and the regret of the best value it ended with, over the distance from the
/// best to the median end.
fn job(curves: &[Vec<f64>], rule: Rule, parallel: usize) -> (f64, f64) {
    let epochs = curves[0].len();
    let (mut waiting, mut running): (Vec<usize>, Vec<(usize, usize)>) = ((0..curves.len()).rev().collect(), Vec::new());
    let mut averages: Vec<Vec<f64>> = Vec::new();
    let mut whole: Vec<Vec<f64>> = Vec::new();
    let mut reached = vec![0; curves.len()];
    let (mut best, mut used) = (f64::INFINITY, 0usize);
    loop {
        while running.len() < parallel
            && let Some(next) = waiting.pop()
        {
            running.push((next, 0));
        }
        if running.is_empty() {
            break;
        }
        let mut over = Vec::new();
        for (trial, epoch) in &mut running {
            *epoch += 1;
            used += 1;
            reached[*trial] = *epoch;
            let curve = &curves[*trial][..*epoch];
            let loss = curve[*epoch - 1];
            let stops = match rule {
                Rule::Off => false,
                Rule::Median => MedianRule::default().judge(*epoch, loss, &averages).is_some(),
                Rule::Rungs => {
                    let others = (0..curves.len()).filter(|o| o != trial && reached[*o] >= *epoch);
                    let losses: Vec<f64> = others.map(|o| curves[o][*epoch - 1]).collect();
                    RungRule::new(1, epochs).judge(*epoch, loss, &losses).is_some()
                }
                Rule::Curve => CurveRule::default().judge(curve, &whole, best).is_some(),
            };
            if stops || *epoch == epochs {
                over.push((*trial, curve.to_vec()));
            }
        }
        running.retain(|(trial, _)| over.iter().all(|(o, _)| o != trial));
        for (_, curve) in over {
            let last = curve[curve.len() - 1];
            if last.is_finite() {
                best = best.min(last);
                averages.push(running_averages(curve.iter().copied()));
            }
            if curve.len() == epochs && last.is_finite() {
                whole.push(curve);
            }
        }
    }
    let mut ends: Vec<f64> = curves.iter().map(|c| c[epochs - 1]).filter(|l| l.is_finite()).collect();
    ends.sort_by(f64::total_cmp);
    let regret = (best - ends[0]) / (ends[ends.len() / 2] - ends[0]);
    (used as f64 / (epochs * curves.len()) as f64, regret)
}

/// An order of the curves that depends on the key alone (a linear congruential generator and Fisher and Yates).
fn shuffled(n: usize, key: u64) -> Vec<usize> {
    let mut state = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut order: Vec<usize> = (0..n).collect();
    for i in (1..n).rev() {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(i, ((state >> 33) % (i as u64 + 1)) as usize);
    }
    order
}

#[expect(clippy::print_stdout, reason = "the table is what it is for")]
fn main() -> io::Result<()> {
    let mut tasks = Vec::new();
    for line in io::stdin().lock().lines() {
        let task: Task = serde_json::from_str(&line?)?;
        tasks.push(task);
    }
    for parallel in [1, 4] {
        println!("{TRIALS} trials, {parallel} at a time, {JOBS} jobs a task: share of the epochs run / regret\n");
        let heads: Vec<&str> = RULES.iter().map(|(_, name)| *name).collect();
        println!("| task | {} |\n|---|{}", heads.join(" | "), "---|".repeat(RULES.len()));
        for group in ["development", "held-out"] {
            let mut sums = [(0.0, 0.0); RULES.len()];
            let members: Vec<&Task> = tasks.iter().filter(|t| t.group == group).collect();
            for task in &members {
                let losses = |i: usize| task.curves[i].iter().map(|l| l.unwrap_or(f64::NAN)).collect::<Vec<f64>>();
                let mut cells = Vec::new();
                for ((rule, _), sum) in RULES.iter().zip(&mut sums) {
                    let (mut used, mut regret) = (0.0, 0.0);
                    for key in 0..JOBS {
                        let order = shuffled(task.curves.len(), key);
                        let curves: Vec<Vec<f64>> = order.into_iter().take(TRIALS).map(losses).collect();
                        let (u, r) = job(&curves, *rule, parallel);
                        used += u / JOBS as f64;
                        regret += r / JOBS as f64;
                    }
                    sum.0 += used / members.len() as f64;
                    sum.1 += regret / members.len() as f64;
                    cells.push(format!("{used:.2} / {regret:.3}"));
                }
                println!("| {} | {} |", task.name, cells.join(" | "));
            }
            let means: Vec<String> = sums.iter().map(|(u, r)| format!("**{u:.3} / {r:.4}**")).collect();
            println!("| **{group}** | {} |", means.join(" | "));
        }
        println!();
    }
    Ok(())
}
