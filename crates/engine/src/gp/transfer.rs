//! What other jobs found out, as a mean function.
//!
//! The surrogate of an earlier job says what to expect; a Gaussian process models how the own losses differ from that (a linear
//! model of the parents' means with a Gaussian process for the rest: Golovin et al. 2017, "Google Vizier", section 3.3, made
//! parallel instead of stacked). How much each parent counts is fitted to the own losses, and a parent without which they are
//! as likely counts for nothing: so a poor one cannot mislead for long.

use super::fit::{Fitted, fit_kernel};
use super::kernel::{Axes, Kernel, columns};
use super::posterior::Posterior;
use super::priors::Priors;
use crate::numerics::linalg::{Factor, dot};

/// Variance of a parent's weight around its share of one, before any loss is known.
const DOUBT: f64 = 1.0;

/// Surrogates of earlier jobs, each with its weight.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prior<'p> {
    pub(crate) weighted: Vec<(f64, &'p Posterior)>,
}

impl Prior<'_> {
    /// The expected warped loss at each point.
    pub(crate) fn means(&self, points: &[Vec<f64>]) -> Vec<f64> {
        let mut sums = vec![0.0; points.len()];
        for (weight, parent) in &self.weighted {
            for (sum, (mean, _)) in sums.iter_mut().zip(parent.predict(points)) {
                *sum += weight * mean;
            }
        }
        sums
    }
}

/// The parents that make warped losses more likely, with their weights; and the hyper-parameters for what is left.
///
/// One at a time, the one that helps most first: with `h` its means at the points, `r` what is left of the losses, and the
/// weight normal around its share with variance `v`, the evidence of `r` is that under the covariance `K + v h h^T` (the
/// matrix determinant lemma makes it a matter of two solves).
pub(crate) fn weigh(
    axes: &Axes,
    points: &[Vec<f64>],
    targets: &[f64],
    fitted: &Fitted,
    parents: &[Posterior],
    priors: &Priors,
) -> (Kernel, Vec<f64>) {
    let mut weights = vec![0.0; parents.len()];
    let mut kernel = fitted.kernel.clone();
    let columns: Vec<Vec<f64>> =
        parents.iter().map(|p| p.predict(points).into_iter().map(|(mean, _)| mean).collect()).collect();
    let mut left = targets.to_vec();
    for _ in 0..parents.len() {
        let Some(factor) = factorised(axes, &kernel, points) else { break };
        let share = 1.0 / parents.len() as f64;
        let best = (0..parents.len())
            .filter(|i| weights[*i] == 0.0)
            .map(|i| (gain(&factor, &left, &columns[i], share), i))
            .max_by(|((a, _), _), ((b, _), _)| a.total_cmp(b));
        let Some(((evidence, weight), i)) = best else { break };
        if evidence <= 0.0 || weight <= 0.0 {
            break;
        }
        weights[i] = weight;
        for (rest, mean) in left.iter_mut().zip(&columns[i]) {
            *rest -= weight * mean;
        }
        kernel = fit_kernel(axes, points, &left, priors);
    }
    (kernel, weights)
}

/// By how much the losses are more likely with a parent than without, as a logarithm, and its most likely weight.
fn gain(factor: &Factor, left: &[f64], column: &[f64], share: f64) -> (f64, f64) {
    let half = |values: &[f64]| {
        let mut solved = values.to_vec();
        factor.solve_lower(&mut solved);
        solved
    };
    let (r, h) = (half(left), half(column));
    let (rr, rh, hh) = (dot(&r, &r), dot(&r, &h), dot(&h, &h));
    let precision = 1.0 / DOUBT + hh;
    let weight = (share / DOUBT + rh) / precision;
    // log N(r; share h, K + v h h^T) - log N(r; 0, K).
    let (rest, rest_h) = (rr - 2.0 * share * rh + share * share * hh, rh - share * hh);
    let with = rest - rest_h * rest_h / precision;
    (-0.5 * (with - rr) - 0.5 * libm::log1p(DOUBT * hh), weight)
}

fn factorised(axes: &Axes, kernel: &Kernel, points: &[Vec<f64>]) -> Option<Factor> {
    let columns = columns(axes.dimension(), points);
    let row = |i: usize| {
        let mut row = kernel.covariances(axes, &points[i], &columns);
        row.truncate(i);
        row.push(kernel.signal + kernel.noise.max(1e-6));
        row
    };
    Factor::new((0..points.len()).map(row).collect())
}

#[cfg(test)]
mod tests {
    use tunesmith_space::{Domain, Parameter, SearchSpace, SpaceDefinition};

    use super::*;
    use crate::gp::{OutputWarp, fit_hyper_parameters};

    #[test]
    fn an_alike_parent_counts_and_an_unlike_one_does_not() {
        let parameters =
            vec![Parameter::new("x", Domain::float(0.0, 1.0)), Parameter::new("y", Domain::float(0.0, 1.0))];
        let axes = Axes::of(&SearchSpace::new(SpaceDefinition { parameters, ..Default::default() }).expect("valid"));
        let at = |n: usize, k: f64| -> Vec<Vec<f64>> {
            (0..n).map(|i| vec![(k * (i as f64 + 1.0)).fract(), (2.3 * k * (i as f64 + 1.0)).fract()]).collect()
        };
        let alike = |p: &Vec<f64>| (9.0 * p[0]).sin() + (7.0 * p[1]).cos();
        let fit = |points: &[Vec<f64>], losses: &[f64]| {
            fit_hyper_parameters(&axes, points, losses, &Priors::default(), &[OutputWarp::Standardise])
        };
        let parent = |loss: &dyn Fn(&Vec<f64>) -> f64| {
            let points = at(40, 0.618_033_988);
            let losses: Vec<f64> = points.iter().map(loss).collect();
            let known: Vec<_> = losses.iter().map(|l| Some(*l)).collect();
            Posterior::new(&axes, &fit(&points, &losses), &points, &known)
        };
        let parents = [parent(&alike), parent(&|p| -alike(p)), parent(&|p| (23.0 * p[0] * p[1]).sin())];
        let points = at(8, 0.414_213_562);
        let losses: Vec<f64> = points.iter().map(|p| 3.0 * alike(p) + 0.2 * p[0]).collect();
        let fitted = fit(&points, &losses);
        let (targets, _) = fitted.warp.apply(&losses);
        let (_, weights) = weigh(&axes, &points, &targets, &fitted, &parents, &Priors::default());
        assert!(weights[0] > 0.6 && weights[1] == 0.0 && weights[2].abs() < 0.2, "{weights:?}");
    }
}
