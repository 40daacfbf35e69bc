//! The inner parts by themselves, for `bench/engine`; nothing else may use them.

use tunesmith_space::SearchSpace;

use crate::acquisition::log_expected_improvement;
use crate::gp::{Axes, Fitted, Likelihood, OutputWarp, Posterior, Priors, fit_hyper_parameters};
use crate::numerics::sobol::Sobol;
use crate::strategy::Observation;

/// A fitted process and what it was fitted to.
#[derive(Debug)]
pub struct Workbench {
    axes: Axes,
    points: Vec<Vec<f64>>,
    losses: Vec<Option<f64>>,
    targets: Vec<f64>,
    fitted: Fitted,
    posterior: Posterior,
}

impl Workbench {
    /// Of observations that have losses.
    pub fn new(space: &SearchSpace, observations: &[Observation]) -> Self {
        let axes = Axes::of(space);
        let points: Vec<Vec<f64>> = observations.iter().map(|o| space.encode(&o.params)).collect();
        let losses: Vec<f64> = observations.iter().filter_map(|o| o.loss).collect();
        let fitted = fit_hyper_parameters(&axes, &points, &losses, &Priors::default(), &OutputWarp::ALL);
        let targets = fitted.warp.apply(&losses).0;
        let losses: Vec<Option<f64>> = losses.into_iter().map(Some).collect();
        let posterior = Posterior::new(&axes, &fitted, &points, &losses);
        Self { axes, points, losses, targets, fitted, posterior }
    }

    /// Conditions the process on the data: covariances, factor, weights.
    pub fn factorise(&self) -> f64 {
        Posterior::new(&self.axes, &self.fitted, &self.points, &self.losses).noise_deviation()
    }

    /// The likelihood of the hyper-parameters and its gradient, once; distances included.
    pub fn likelihood(&self) -> f64 {
        let likelihood = Likelihood::new(&self.axes, &self.points, &self.targets, &Priors::default());
        let start = likelihood.start();
        likelihood.evaluate(&start, &mut vec![0.0; start.len()])
    }

    /// The largest acquisition among so many points.
    pub fn acquisition(&self, count: u64) -> f64 {
        let sobol = Sobol::new(self.axes.dimension(), 3);
        let points: Vec<Vec<f64>> = (0..count).map(|i| sobol.point(i)).collect();
        let worth = self.posterior.predict(&points).into_iter().map(|p| log_expected_improvement(-1.0, p));
        worth.fold(f64::NEG_INFINITY, f64::max)
    }
}
