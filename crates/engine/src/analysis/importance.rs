//! Which parameters mattered.

use tunesmith_space::SearchSpace;

use crate::numerics::sobol::Sobol;
use crate::strategy::Observation;
use crate::strategy::bayesian::surrogate;

/// Points of the estimate.
const SAMPLES: u64 = 512;

/// For each parameter, the share of the variance of the (warped) loss over the whole space that changes with it, alone or
/// together with others: the total Sobol index (Jansen 1999, equation 3.2) of the surrogate's mean. Shares of parameters
/// that act together add up to more than one. None with fewer than eight values, which say nothing.
pub fn importance(space: &SearchSpace, observations: &[Observation]) -> Option<Vec<f64>> {
    let values = observations.iter().filter(|o| o.losses().is_some()).count();
    if values < 8 {
        return None;
    }
    let posterior = surrogate(space, observations)?;
    let d = space.dimension();
    let sobol = Sobol::new(2 * d, 0x17);
    let snapped = |mut point: Vec<f64>| {
        space.snap(&mut point);
        point
    };
    let means = |points: &[Vec<f64>]| posterior.predict(points).into_iter().map(|(m, _)| m).collect::<Vec<f64>>();
    let raw: Vec<Vec<f64>> = (0..SAMPLES).map(|i| sobol.point(i)).collect();
    let base: Vec<Vec<f64>> = raw.iter().map(|p| snapped(p[..d].to_vec())).collect();
    let at_base = means(&base);
    let mean = at_base.iter().sum::<f64>() / SAMPLES as f64;
    let variance = at_base.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>() / SAMPLES as f64;
    if variance < 1e-12 {
        return Some(vec![0.0; d]);
    }
    let share = |i: usize| {
        let moved: Vec<Vec<f64>> = (raw.iter())
            .map(|p| {
                let mut point = p[..d].to_vec();
                point[i] = p[d + i];
                snapped(point)
            })
            .collect();
        let differences = means(&moved).into_iter().zip(&at_base).map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
        // Above one only by the error of the estimate.
        (0.5 * differences / SAMPLES as f64 / variance).min(1.0)
    };
    Some((0..d).map(share).collect())
}
