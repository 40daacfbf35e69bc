//! Surrogates of all that is measured, and what a point is worth by them.

use super::data::Data;
use crate::acquisition::{Scalarised, Staircase, log_expected_improvement};
use crate::gp::{Axes, Fitted, Posterior, Prior};
use crate::numerics::normal::{cdf, log_cdf};
use crate::numerics::rng::Stream;
use crate::strategy::Reason;

/// Deviations between a mean and the lowest that a loss may well be.
const WIDTH: f64 = 2.0;

/// A surrogate for each objective and each requirement.
#[derive(Debug)]
pub(super) struct Model<'p> {
    objectives: Vec<Posterior>,
    /// What earlier jobs let expect of the first objective; its posterior is of what differs.
    prior: Prior<'p>,
    /// That at the points of the data and those that are believed.
    expected: Vec<f64>,
    requirements: Vec<Requirement>,
}

/// What must stay at or below a limit.
#[derive(Debug)]
struct Requirement {
    posterior: Posterior,
    /// In the posterior's units.
    limit: f64,
}

/// What makes a point worth trying.
#[derive(Debug)]
pub(super) enum Aim {
    /// Nothing meets the requirements yet: whatever does.
    Feasibility,
    /// A loss below this one.
    Improvement(f64),
    /// The lowest that a loss may well be, beside others that look for an improvement on this one (the lower confidence bound:
    /// Srinivas et al. 2010, equation 6, with a fixed width).
    Bound(f64),
    /// Two losses that nothing known dominates.
    Hypervolume(Staircase),
    /// Several losses, along a direction.
    Along(Scalarised),
}

impl<'p> Model<'p> {
    /// Conditions each surrogate on its column of the data; the first `objectives` columns are losses.
    pub(super) fn new(axes: &Axes, fitted: &[Fitted], data: &Data, objectives: usize, prior: Prior<'p>) -> Self {
        let expected = prior.means(&data.points);
        let posterior = |k: usize| match k {
            0 => Posterior::around(axes, &fitted[0], &data.points, &data.columns[0], &expected),
            _ => Posterior::new(axes, &fitted[k], &data.points, &data.columns[k]),
        };
        let requirement = |k: usize| {
            let posterior = posterior(k);
            Requirement { limit: posterior.units().warped(0.0), posterior }
        };
        Self {
            objectives: (0..objectives).map(posterior).collect(),
            requirements: (objectives..fitted.len()).map(requirement).collect(),
            prior,
            expected,
        }
    }

    /// A point whose outcome is not known yet counts as if its means had come true.
    pub(super) fn believe(&mut self, point: &Vec<f64>) {
        for posterior in self.objectives.iter_mut().chain(self.requirements.iter_mut().map(|r| &mut r.posterior)) {
            posterior.believe(point);
        }
        self.expected.extend(self.prior.means(std::slice::from_ref(point)));
    }

    /// Mean and deviation of each objective at each point.
    fn predictions(&self, points: &[Vec<f64>]) -> Vec<Vec<(f64, f64)>> {
        let mut predictions: Vec<_> = self.objectives.iter().map(|o| o.predict(points)).collect();
        for ((mean, _), expected) in predictions[0].iter_mut().zip(self.prior.means(points)) {
            *mean += expected;
        }
        predictions
    }

    /// What to look for next: better than the best means at points that seem to meet the requirements. `bold`: where one loss alone
    /// counts, the lowest that it may well be.
    pub(super) fn aim(&self, bold: bool, stream: &mut Stream) -> Aim {
        let mut columns: Vec<Vec<f64>> = self.objectives.iter().map(Posterior::means_at_data).collect();
        for (mean, expected) in columns[0].iter_mut().zip(&self.expected) {
            *mean += expected;
        }
        let limits: Vec<(Vec<f64>, f64)> =
            self.requirements.iter().map(|r| (r.posterior.means_at_data(), r.limit)).collect();
        let rows = columns.iter().map(Vec::len).min().unwrap_or(0);
        let meets = |i: &usize| limits.iter().all(|(means, limit)| means.get(*i).is_some_and(|m| m <= limit));
        let seen: Vec<Vec<f64>> = (0..rows).filter(meets).map(|i| columns.iter().map(|c| c[i]).collect()).collect();
        match columns.len() {
            _ if seen.is_empty() => Aim::Feasibility,
            1 => {
                let best = seen.iter().map(|row| row[0]).fold(f64::INFINITY, f64::min);
                if bold && self.requirements.is_empty() { Aim::Bound(best) } else { Aim::Improvement(best) }
            }
            2 => {
                Aim::Hypervolume(Staircase::over(&seen.iter().map(|row| [row[0], row[1]]).collect::<Vec<_>>(), stream))
            }
            _ => Aim::Along(Scalarised::over(&seen, stream)),
        }
    }

    /// The logarithm of what each point is worth; of a bound, by how much it lies below zero.
    pub(super) fn worth(&self, aim: &Aim, points: &[Vec<f64>]) -> Vec<f64> {
        let predictions: Vec<_> = match aim {
            Aim::Feasibility => Vec::new(),
            _ => self.predictions(points),
        };
        let mut worth: Vec<f64> = match aim {
            Aim::Feasibility => vec![0.0; points.len()],
            Aim::Improvement(best) => predictions[0].iter().map(|p| log_expected_improvement(*best, *p)).collect(),
            Aim::Bound(_) => predictions[0].iter().map(|(mean, deviation)| WIDTH * deviation - mean).collect(),
            Aim::Hypervolume(stairs) => {
                predictions[0].iter().zip(&predictions[1]).map(|(a, b)| stairs.log_improvement(*a, *b)).collect()
            }
            Aim::Along(direction) => {
                let row = |i: usize| predictions.iter().map(|column| column[i]).collect::<Vec<_>>();
                (0..points.len()).map(|i| direction.log_improvement(&row(i))).collect()
            }
        };
        for requirement in &self.requirements {
            let predictions = requirement.posterior.predict(points);
            for (sum, (mean, deviation)) in worth.iter_mut().zip(predictions) {
                *sum += log_cdf((requirement.limit - mean) / deviation);
            }
        }
        worth
    }

    /// Why this point.
    pub(super) fn reason(&self, aim: &Aim, worth: f64, point: &Vec<f64>) -> Reason {
        let point = std::slice::from_ref(point);
        let (mean, deviation) = self.predictions(point)[0][0];
        let units = self.objectives[0].units();
        let chance = |r: &Requirement| {
            let (mean, deviation) = r.posterior.predict(point)[0];
            cdf((r.limit - mean) / deviation)
        };
        let best = if let Aim::Improvement(best) | Aim::Bound(best) = aim { Some(*best) } else { None };
        Reason {
            mean: units.loss(mean),
            low: units.loss(mean - deviation),
            high: units.loss(mean + deviation),
            better: best.map(|best| cdf((best - mean) / deviation)),
            feasible: (!self.requirements.is_empty()).then(|| self.requirements.iter().map(chance).product()),
            acquisition: worth,
        }
    }
}
