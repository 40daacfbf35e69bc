//! Which parameters mattered.

use tunesmith_space::SearchSpace;

use super::Learned;
use crate::gp::Posterior;
use crate::numerics::rng::Stream;
use crate::numerics::sobol::Sobol;
use crate::strategy::Observation;
use crate::strategy::bayesian::surrogate;

/// Points of the estimate.
const SAMPLES: u64 = 512;
/// Fewest values that say anything.
const FEWEST: usize = 8;
/// Resamplings of the trials, by which the error of the estimate is told.
const RESAMPLED: u64 = 24;

/// How much a parameter matters.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Importance {
    /// The share of the variance of the (warped) loss over the whole space that changes with it, alone or together with others.
    pub share: f64,
    /// Nine of ten resamplings of the trials lie between this ..
    pub low: f64,
    /// .. and this.
    pub high: f64,
}

/// The importance of each parameter: the total Sobol index (Jansen 1999, equation 3.2) of the surrogate's mean, and its spread
/// over surrogates of resampled trials. Shares of parameters that act together add up to more than one. None with fewer than
/// eight values, which say nothing.
pub fn importance(space: &SearchSpace, observations: &[Observation]) -> Option<Vec<Importance>> {
    let values = observations.iter().filter(|o| o.losses().is_some()).count();
    if values < FEWEST {
        return None;
    }
    surrogate(space, observations).map(|posterior| importance_by(space, &posterior))
}

impl Learned {
    /// The importance of each parameter, as [`importance`] has it; none with fewer than eight values.
    pub fn importance(&self) -> Option<Vec<Importance>> {
        (self.posterior.points().len() >= FEWEST).then(|| importance_by(&self.space, &self.posterior))
    }
}

fn importance_by(space: &SearchSpace, posterior: &Posterior) -> Vec<Importance> {
    let design = Design::new(space);
    let shares = design.shares(posterior);
    let mut resampled: Vec<Vec<f64>> = vec![Vec::new(); shares.len()];
    for k in 0..RESAMPLED {
        let again = design.shares(&posterior.resampled(&mut Stream::new(0x1357, &[k])));
        for (all, share) in resampled.iter_mut().zip(again) {
            all.push(share);
        }
    }
    let told = shares.into_iter().zip(&mut resampled).map(|(share, all)| {
        all.sort_by(f64::total_cmp);
        let cut = all.len() / 20;
        Importance { share, low: all[cut].min(share), high: all[all.len() - 1 - cut].max(share) }
    });
    told.collect()
}

/// Points spread over the space, and for each parameter the same with that one drawn anew.
struct Design {
    base: Vec<Vec<f64>>,
    moved: Vec<Vec<Vec<f64>>>,
}

impl Design {
    fn new(space: &SearchSpace) -> Self {
        let d = space.dimension();
        let sobol = Sobol::new(2 * d, 0x17);
        let snapped = |mut point: Vec<f64>| {
            space.snap(&mut point);
            point
        };
        let raw: Vec<Vec<f64>> = (0..SAMPLES).map(|i| sobol.point(i)).collect();
        let moved = |i: usize| {
            let move_one = |p: &Vec<f64>| {
                let mut point = p[..d].to_vec();
                point[i] = p[d + i];
                snapped(point)
            };
            raw.iter().map(move_one).collect()
        };
        Self { base: raw.iter().map(|p| snapped(p[..d].to_vec())).collect(), moved: (0..d).map(moved).collect() }
    }

    fn shares(&self, posterior: &Posterior) -> Vec<f64> {
        let at_base = posterior.means(&self.base);
        let mean = at_base.iter().sum::<f64>() / SAMPLES as f64;
        let variance = at_base.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>() / SAMPLES as f64;
        if variance < 1e-12 {
            return vec![0.0; self.moved.len()];
        }
        let share = |moved: &Vec<Vec<f64>>| {
            let differences =
                posterior.means(moved).into_iter().zip(&at_base).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
            // Above one only by the error of the estimate.
            (0.5 * differences / SAMPLES as f64 / variance).min(1.0)
        };
        self.moved.iter().map(share).collect()
    }
}
