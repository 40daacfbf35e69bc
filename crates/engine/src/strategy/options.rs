//! Parts of the Bayesian strategy by name, so that an ablation can change them or switch them off.

use serde::Deserialize;

use crate::gp::{OutputWarp, Priors};

/// How the Bayesian strategy works. What each part is worth is measured by `bench/optimizer`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BayesianOptions {
    /// Whether the centre of the space is the first point.
    pub centre: bool,
    /// Scrambled Sobol points after it.
    pub design: usize,
    /// Output warps, of which the one with the most evidence is taken; none: values are standardised.
    pub warps: Vec<OutputWarp>,
    /// What is believed before any data.
    pub priors: Priors,
    /// More observations than this are thinned: the best, the latest, and a spread of the others.
    pub most: usize,
    /// Length scales, noise and warp are fitted to at most so many of them.
    pub most_fitted: usize,
}

impl Default for BayesianOptions {
    fn default() -> Self {
        Self {
            centre: true,
            design: 5,
            warps: OutputWarp::ALL.to_vec(),
            priors: Priors::default(),
            most: 400,
            most_fitted: 120,
        }
    }
}
