//! From observations to hyper-parameters: the output warp with the most evidence, and the mode of the posterior.

use super::kernel::{Axes, Kernel};
use super::likelihood::Likelihood;
use super::priors::Priors;
use super::warp::OutputWarp;
use crate::numerics::lbfgs;

/// What the data say of the surrogate.
#[derive(Debug, Clone)]
pub(crate) struct Fitted {
    pub(crate) kernel: Kernel,
    pub(crate) warp: OutputWarp,
}

/// Evaluations of the likelihood by which the warps are told apart, and further ones for the best of them.
const HEATS: usize = 12;
const FINAL: usize = 28;

/// Fits the hyper-parameters to points of the unit cube and finite losses; always from the same start, so the result
/// depends on nothing but the data. `warps` compete by their evidence.
pub(crate) fn fit_hyper_parameters(
    axes: &Axes,
    points: &[Vec<f64>],
    losses: &[f64],
    priors: &Priors,
    warps: &[OutputWarp],
) -> Fitted {
    let mut best: Option<(f64, OutputWarp, Vec<f64>)> = None;
    let warps = if warps.is_empty() { &[OutputWarp::Standardise][..] } else { warps };
    for warp in warps.iter().copied() {
        let (targets, jacobian) = warp.apply(losses);
        let likelihood = Likelihood::new(axes, points, &targets, priors);
        let (theta, value) = climb(&likelihood, &likelihood.start(), HEATS);
        let cost = value - jacobian;
        if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
            best = Some((cost, warp, theta));
        }
    }
    let Some((_, warp, start)) = best else { unreachable!("there is at least one warp") };
    let (targets, _) = warp.apply(losses);
    let likelihood = Likelihood::new(axes, points, &targets, priors);
    let (theta, _) = climb(&likelihood, &start, FINAL);
    Fitted { kernel: Likelihood::kernel(&theta), warp }
}

/// Hyper-parameters for targets that are warped already.
pub(crate) fn fit_kernel(axes: &Axes, points: &[Vec<f64>], targets: &[f64], priors: &Priors) -> Kernel {
    let likelihood = Likelihood::new(axes, points, targets, priors);
    let (theta, _) = climb(&likelihood, &likelihood.start(), HEATS + FINAL);
    Likelihood::kernel(&theta)
}

/// Towards the mode of the posterior.
fn climb(likelihood: &Likelihood<'_>, start: &[f64], evaluations: usize) -> (Vec<f64>, f64) {
    lbfgs::minimise(start, &likelihood.bounds(), evaluations, |theta, gradient| likelihood.evaluate(theta, gradient))
}
