//! Predictions.

use super::fit::Fitted;
use super::kernel::{Axes, Kernel, columns};
use super::units::Units;
use crate::numerics::linalg::{Factor, axpy, dot};
use crate::numerics::rng::Stream;

/// A surrogate conditioned on data: mean and variance of the (warped) loss anywhere.
#[derive(Debug, Clone)]
pub(crate) struct Posterior {
    axes: Axes,
    kernel: Kernel,
    points: Vec<Vec<f64>>,
    /// The same, one list a dimension.
    columns: Vec<Vec<f64>>,
    targets: Vec<f64>,
    units: Units,
    factor: Factor,
    alpha: Vec<f64>,
}

/// Rows of candidates that are predicted together, so that the factor is read once for all of them.
const BLOCK: usize = 64;

impl Posterior {
    /// Conditions on points of the unit cube and their losses, of which failed ones are absent: those count as a little
    /// worse than the worst.
    pub(crate) fn new(axes: &Axes, fitted: &Fitted, points: &[Vec<f64>], losses: &[Option<f64>]) -> Self {
        Self::around(axes, fitted, points, losses, &vec![0.0; points.len()])
    }

    /// The same for what is left of the warped losses when `expected` ones are taken off; so predictions are of that.
    pub(crate) fn around(
        axes: &Axes,
        fitted: &Fitted,
        points: &[Vec<f64>],
        losses: &[Option<f64>],
        expected: &[f64],
    ) -> Self {
        const WORSE: f64 = 0.25;
        let finite: Vec<f64> = losses.iter().filter_map(|l| *l).collect();
        let (warped, _) = fitted.warp.apply(&finite);
        let units = Units::new(&finite, &warped);
        let worst = warped.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut warped = warped.into_iter();
        let target = |(loss, expected): (&Option<f64>, &f64)| {
            loss.and_then(|_| warped.next()).unwrap_or(worst + WORSE) - expected
        };
        let targets = losses.iter().zip(expected).map(target).collect();
        let mut posterior = Self {
            axes: axes.clone(),
            kernel: fitted.kernel.clone(),
            points: points.to_vec(),
            columns: columns(axes.dimension(), points),
            targets,
            units,
            factor: Factor::default(),
            alpha: Vec::new(),
        };
        posterior.factorise();
        posterior
    }

    /// Between losses and warped losses.
    pub(crate) fn units(&self) -> &Units {
        &self.units
    }

    fn row(&self, point: &[f64]) -> Vec<f64> {
        self.kernel.covariances(&self.axes, point, &self.columns)
    }

    /// Factorises with as little extra noise as it takes.
    fn factorise(&mut self) {
        let n = self.points.len();
        for _ in 0..12 {
            let lower = (0..n).map(|i| {
                let mut row = self.row(&self.points[i]);
                row.truncate(i);
                row.push(self.kernel.signal + self.kernel.noise);
                row
            });
            if let Some(factor) = Factor::new(lower.collect()) {
                self.factor = factor;
                self.solve();
                return;
            }
            self.kernel.noise = (self.kernel.noise * 10.0).max(1e-10 * self.kernel.signal);
        }
        unreachable!("a kernel matrix with noise as large as its signal is positive definite");
    }

    fn solve(&mut self) {
        self.alpha = self.targets.clone();
        self.factor.solve_lower(&mut self.alpha);
        self.factor.solve_upper(&mut self.alpha);
    }

    /// Takes a point whose loss is not known yet as if it were the mean, without noise: the means stay, the variance around it is
    /// gone (a "Kriging believer", Ginsbourger et al. 2010). With its noise a batch on a noisy function would be one point and
    /// its closest neighbours. O(n^2).
    pub(crate) fn believe(&mut self, point: &[f64]) {
        const JITTER: f64 = 1e-6;
        let mut row = self.row(point);
        let mean = dot(&row, &self.alpha);
        row.push(self.kernel.signal * (1.0 + JITTER));
        // A point that adds nothing (a duplicate without noise) changes nothing.
        if self.factor.append(row).is_some() {
            self.points.push(point.to_vec());
            for (column, x) in self.columns.iter_mut().zip(point) {
                column.push(*x);
            }
            self.targets.push(mean);
            self.solve();
        }
    }

    /// Mean and deviation of the noise-free loss at each point, in warped units.
    pub(crate) fn predict(&self, candidates: &[Vec<f64>]) -> Vec<(f64, f64)> {
        let mut predictions = Vec::with_capacity(candidates.len());
        for block in candidates.chunks(BLOCK) {
            let columns = columns(self.axes.dimension(), block);
            let mut covariances: Vec<Vec<f64>> =
                self.points.iter().map(|p| self.kernel.covariances(&self.axes, p, &columns)).collect();
            let mut means = vec![0.0; block.len()];
            for (row, alpha) in covariances.iter().zip(&self.alpha) {
                axpy(*alpha, row, &mut means);
            }
            self.factor.solve_lower_many(&mut covariances);
            let mut explained = vec![0.0; block.len()];
            for row in &covariances {
                for (sum, x) in explained.iter_mut().zip(row) {
                    *sum += x * x;
                }
            }
            let floor = 1e-12 * self.kernel.signal;
            predictions.extend(
                (means.into_iter().zip(explained)).map(|(m, e)| (m, libm::sqrt((self.kernel.signal - e).max(floor)))),
            );
        }
        predictions
    }

    /// Means alone at each point, in warped units.
    pub(crate) fn means(&self, candidates: &[Vec<f64>]) -> Vec<f64> {
        candidates.iter().map(|c| dot(&self.row(c), &self.alpha)).collect()
    }

    /// The points it is conditioned on.
    pub(crate) fn points(&self) -> &[Vec<f64>] {
        &self.points
    }

    /// Deviation of the noise, in warped units.
    pub(crate) fn noise_deviation(&self) -> f64 {
        libm::sqrt(self.kernel.noise)
    }

    /// Conditioned on as many of its points, drawn with replacement, with the same hyper-parameters.
    pub(crate) fn resampled(&self, stream: &mut Stream) -> Self {
        let n = self.points.len();
        let drawn: Vec<usize> = (0..n).map(|_| stream.below(n)).collect();
        let points: Vec<Vec<f64>> = drawn.iter().map(|i| self.points[*i].clone()).collect();
        let mut again = Self {
            columns: columns(self.axes.dimension(), &points),
            points,
            targets: drawn.iter().map(|i| self.targets[*i]).collect(),
            ..self.clone()
        };
        again.factorise();
        again
    }

    /// For each point the target, and the mean and deviation (noise included) that all others let expect.
    pub(crate) fn left_out(&self) -> Vec<(f64, f64, f64)> {
        let inverse = self.factor.inverse();
        let without = |i: usize| {
            let precision = inverse[i][i];
            (self.targets[i], self.targets[i] - self.alpha[i] / precision, libm::sqrt(1.0 / precision))
        };
        (0..self.points.len()).map(without).collect()
    }

    /// Mean and deviation of how much more the loss at one of its points is than at another, noise left out.
    pub(crate) fn difference(&self, i: usize, than: usize) -> (f64, f64) {
        let solved = |i: usize| {
            let mut row = self.row(&self.points[i]);
            self.factor.solve_lower(&mut row);
            row
        };
        let (a, b) = (solved(i), solved(than));
        let gap: f64 = a.iter().zip(&b).map(|(x, y)| (x - y) * (x - y)).sum();
        let prior = 2.0 * (self.kernel.signal - self.row(&self.points[i])[than]);
        let means = self.means(&[self.points[i].clone(), self.points[than].clone()]);
        (means[0] - means[1], libm::sqrt((prior - gap).max(1e-12 * self.kernel.signal)))
    }

    /// Means at the points it is conditioned on.
    pub(crate) fn means_at_data(&self) -> Vec<f64> {
        // K alpha = y - noise alpha, without another product; where a mean was believed alpha is 0.
        self.targets.iter().zip(&self.alpha).map(|(y, a)| y - self.kernel.noise * a).collect()
    }
}

#[cfg(test)]
mod tests {
    use tunesmith_space::{Domain, Parameter, SearchSpace, SpaceDefinition};

    use super::*;
    use crate::gp::{OutputWarp, Priors, fit_hyper_parameters};

    fn line() -> Axes {
        let parameters = vec![Parameter::new("x", Domain::float(0.0, 1.0))];
        Axes::of(&SearchSpace::new(SpaceDefinition { parameters, ..Default::default() }).expect("valid"))
    }

    #[test]
    fn predictions_pass_through_the_data_and_widen_between() {
        let points: Vec<Vec<f64>> = (0..9).map(|i| vec![f64::from(i) / 8.0]).collect();
        let losses: Vec<f64> = points.iter().map(|p| (5.0 * p[0]).sin()).collect();
        let fitted = fit_hyper_parameters(&line(), &points, &losses, &Priors::default(), &OutputWarp::ALL);
        let (targets, _) = fitted.warp.apply(&losses);
        let known: Vec<_> = losses.iter().map(|l| Some(*l)).collect();
        let posterior = Posterior::new(&line(), &fitted, &points, &known);
        for (prediction, target) in posterior.predict(&points).iter().zip(&targets) {
            assert!((prediction.0 - target).abs() < 3.0 * prediction.1, "{prediction:?} {target}");
        }
        for (mean, (predicted, _)) in posterior.means_at_data().iter().zip(posterior.predict(&points)) {
            assert!((mean - predicted).abs() < 1e-9);
        }
        let spread = posterior.predict(&[vec![0.5], vec![0.5 + 1.0 / 16.0]]);
        assert!(spread[1].1 > spread[0].1);
    }

    #[test]
    fn believing_keeps_means_and_takes_variance_away() {
        let points = vec![vec![0.1], vec![0.5], vec![0.9]];
        let fitted =
            Fitted { kernel: Kernel { weights: vec![9.0], signal: 1.0, noise: 0.01 }, warp: OutputWarp::Standardise };
        let mut posterior = Posterior::new(&line(), &fitted, &points, &[Some(1.0), Some(0.0), None]);
        let probes = [vec![0.3], vec![0.7]];
        let before = posterior.predict(&probes);
        posterior.believe(&[0.3]);
        let after = posterior.predict(&probes);
        assert!((before[0].0 - after[0].0).abs() < 1e-9 && (before[1].0 - after[1].0).abs() < 1e-9);
        assert!(after[0].1 < 0.5 * before[0].1 && after[1].1 < before[1].1);
    }
}
