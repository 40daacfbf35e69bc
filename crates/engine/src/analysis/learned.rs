//! What the observations of a job say, by a surrogate of its first objective.

use serde::Serialize;
use tunesmith_space::{Configuration, SearchSpace};

use crate::gp::Posterior;
use crate::numerics::normal::{cdf, log_h};
use crate::numerics::rng::Stream;
use crate::numerics::sobol::Sobol;
use crate::strategy::Observation;
use crate::strategy::bayesian::surrogate;

/// Points among which further gain is looked for: spread over the space, and around the best.
const SPREAD: u64 = 2000;
const AROUND: usize = 500;
/// Others that are held against the best.
const RIVALS: usize = 20;

/// A surrogate to ask.
#[derive(Debug)]
pub struct Learned {
    pub(super) space: SearchSpace,
    pub(super) posterior: Posterior,
    /// Of by how much each requirement is missed, with the limit in its units.
    limits: Vec<(Posterior, f64)>,
    /// Which of its points is the best.
    best: usize,
}

/// An observation, and what the model expects of it from all others.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeftOut {
    /// The observed loss.
    pub observed: f64,
    /// The loss that the others let expect.
    pub expected: f64,
    /// One deviation below, noise included.
    pub low: f64,
    /// One deviation above, noise included.
    pub high: f64,
}

/// How well the model predicts what it has not seen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Prediction {
    /// Every observation without itself.
    pub points: Vec<LeftOut>,
    /// Spearman's rank correlation of observed and expected losses.
    pub rank_correlation: f64,
    /// The share of observations within one deviation; about 0.68 where the model knows how sure it can be.
    pub within: f64,
}

/// Whether the best observation is the best point.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lead {
    /// The loss of the best point without its luck.
    pub expected: f64,
    /// The standard deviation of the noise, in units of the loss near the best; what repeating a trial would change.
    pub noise: f64,
    /// The observations that may be better, as configurations with the probability that they are; above one in ten.
    pub rivals: Vec<(Configuration, f64)>,
}

impl Learned {
    /// None with too few values. `best` is the observation that counts as the best.
    pub fn from(space: &SearchSpace, observations: &[Observation], best: &Configuration) -> Option<Self> {
        let posterior = surrogate(space, observations)?;
        let limit = |k: usize| {
            let missed = observations.iter().map(|o| Observation::new(o.params.clone(), o.excess.get(k).copied()));
            let posterior = surrogate(space, &missed.collect::<Vec<_>>())?;
            let limit = posterior.units().warped(0.0);
            Some((posterior, limit))
        };
        let limits = (0..observations.iter().map(|o| o.excess.len()).max().unwrap_or(0)).filter_map(limit).collect();
        let at = space.encode(best);
        let known = posterior.points().iter().position(|p| *p == at);
        let best = known.unwrap_or_else(|| least(&posterior.means_at_data()));
        Some(Self { space: space.clone(), posterior, limits, best })
    }

    /// Expected loss at points of the unit cube, with one deviation below and above.
    pub(super) fn losses(&self, points: &[Vec<f64>]) -> Vec<(f64, f64, f64)> {
        let units = self.posterior.units();
        let told = |(mean, deviation)| (units.loss(mean), units.loss(mean - deviation), units.loss(mean + deviation));
        self.posterior.predict(points).into_iter().map(told).collect()
    }

    /// Leave-one-out predictions (Rasmussen and Williams 2006, equations 5.10 to 5.12), hyper-parameters kept.
    pub fn left_out(&self) -> Prediction {
        let units = self.posterior.units();
        let left_out = self.posterior.left_out();
        let point = |(target, mean, deviation): &(f64, f64, f64)| LeftOut {
            observed: units.loss(*target),
            expected: units.loss(*mean),
            low: units.loss(mean - deviation),
            high: units.loss(mean + deviation),
        };
        let within = left_out.iter().filter(|(target, mean, deviation)| (target - mean).abs() <= *deviation).count();
        let (targets, means): (Vec<f64>, Vec<f64>) = left_out.iter().map(|(t, m, _)| (*t, *m)).unzip();
        Prediction {
            points: left_out.iter().map(point).collect(),
            rank_correlation: correlation(&ranks(&targets), &ranks(&means)),
            within: within as f64 / left_out.len().max(1) as f64,
        }
    }

    /// By how much the next trial can be expected to lower the loss of the best, at the point where that is most; what misses a
    /// requirement lowers nothing.
    pub fn further_gain(&self) -> f64 {
        let best = self.posterior.means_at_data()[self.best];
        let sobol = Sobol::new(self.space.dimension(), 0x9a1);
        let mut stream = Stream::new(0x9a1, &[]);
        let around = (0..AROUND).map(|i| {
            let width = [0.1, 0.03, 0.01][i % 3];
            self.posterior.points()[self.best].iter().map(|u| (u + width * stream.normal()).clamp(0.0, 1.0)).collect()
        });
        let candidates = (0..SPREAD).map(|i| sobol.point(i)).chain(around).map(|mut point: Vec<f64>| {
            self.space.snap(&mut point);
            point
        });
        let candidates: Vec<Vec<f64>> = candidates.collect();
        let improvement = |(mean, deviation): (f64, f64)| deviation * libm::exp(log_h((best - mean) / deviation));
        let mut gains: Vec<f64> = self.posterior.predict(&candidates).into_iter().map(improvement).collect();
        for (posterior, limit) in &self.limits {
            for (gain, (mean, deviation)) in gains.iter_mut().zip(posterior.predict(&candidates)) {
                *gain *= cdf((limit - mean) / deviation);
            }
        }
        let most = gains.into_iter().fold(0.0, f64::max);
        let units = self.posterior.units();
        (units.loss(best) - units.loss(best - most)).max(0.0)
    }

    /// Whether the observation that looks best is separable from the others under the noise.
    pub fn lead(&self) -> Lead {
        let means = self.posterior.means_at_data();
        let (at, best) = (self.best, means[self.best]);
        let units = self.posterior.units();
        let noise = self.posterior.noise_deviation();
        let mut order: Vec<usize> = (0..means.len()).filter(|i| *i != at).collect();
        order.sort_by(|a, b| means[*a].total_cmp(&means[*b]));
        let rival = |i: &usize| {
            let (mean, deviation) = self.posterior.difference(*i, at);
            (self.space.decode(&self.posterior.points()[*i]), cdf(-mean / deviation))
        };
        Lead {
            expected: units.loss(best),
            noise: 0.5 * (units.loss(best + noise) - units.loss(best - noise)),
            rivals: order.iter().take(RIVALS).map(rival).filter(|(_, chance)| *chance > 0.1).collect(),
        }
    }
}

fn least(values: &[f64]) -> usize {
    values.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(i, _)| i)
}

/// Ranks, equal ones averaged.
fn ranks(values: &[f64]) -> Vec<f64> {
    let below = |x: f64| values.iter().filter(|v| **v < x).count() as f64;
    let equal = |x: f64| values.iter().filter(|v| **v == x).count() as f64;
    values.iter().map(|x| below(*x) + 0.5 * (equal(*x) - 1.0)).collect()
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let mean = |x: &[f64]| x.iter().sum::<f64>() / x.len().max(1) as f64;
    let (ma, mb) = (mean(a), mean(b));
    let sum = |f: &dyn Fn(f64, f64) -> f64| a.iter().zip(b).map(|(x, y)| f(x - ma, y - mb)).sum::<f64>();
    let spread = libm::sqrt(sum(&|x, _| x * x) * sum(&|_, y| y * y));
    if spread > 0.0 { sum(&|x, y| x * y) / spread } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use tunesmith_space::{Domain, Parameter, SpaceDefinition, Value};

    use super::super::importance;
    use super::*;
    use crate::strategy::best;

    fn seen(noise: f64) -> (SearchSpace, Vec<Observation>) {
        let parameters = vec![
            Parameter::new("x", Domain::float(0.0, 1.0)),
            Parameter::new("y", Domain::float(0.0, 1.0)),
            Parameter::new("c", Domain::choice(["a", "b"])),
        ];
        let space = SearchSpace::new(SpaceDefinition { parameters, ..Default::default() }).expect("valid");
        let sobol = Sobol::new(3, 5);
        let mut stream = Stream::new(8, &[]);
        let observation = |i| {
            let params = space.decode(&sobol.point(i));
            let x = params.get("x").and_then(Value::as_f64).expect("a number");
            let y = params.get("y").and_then(Value::as_f64).expect("a number");
            Observation::new(params, Some((x - 0.3) * (x - 0.3) + 0.02 * y + noise * stream.normal()))
        };
        let observations = (0..40).map(observation).collect();
        (space, observations)
    }

    fn from(space: &SearchSpace, observations: &[Observation]) -> Option<Learned> {
        Learned::from(space, observations, &observations[best(observations)[0]].params)
    }

    #[test]
    fn the_parameter_that_matters_is_found_with_its_interval() {
        let (space, observations) = seen(0.01);
        let all = importance(&space, &observations).expect("enough values");
        assert!(all.iter().all(|i| i.low <= i.share && i.share <= i.high), "{all:?}");
        assert!(all[0].low > all[1].high && all[0].share > 0.7 && all[2].share < 0.1, "{all:?}");
    }

    #[test]
    fn slices_and_pairs_follow_the_function() {
        let (space, observations) = seen(0.003);
        let learned = from(&space, &observations).expect("enough values");
        let slice = learned.slice(&observations[0].params, 0);
        let least = slice.iter().min_by(|a, b| a.mean.total_cmp(&b.mean)).expect("points");
        assert!((least.value.as_f64().expect("a number") - 0.3).abs() < 0.1, "{least:?}");
        assert!(slice.iter().all(|p| p.low <= p.mean && p.mean <= p.high));
        let pair = learned.pair(&observations[0].params, 0, 2);
        assert_eq!((pair.means.len(), pair.means[0].len(), pair.second.len()), (15, 2, 2));
        assert!(pair.deviations.iter().flatten().all(|d| *d >= 0.0));
    }

    #[test]
    fn leaving_out_tells_a_good_model_from_noise() {
        let (space, observations) = seen(0.003);
        let good = from(&space, &observations).expect("enough values").left_out();
        assert!(good.rank_correlation > 0.9 && good.points.len() == 40, "{}", good.rank_correlation);
        let mut stream = Stream::new(2, &[]);
        let noise: Vec<Observation> =
            observations.iter().map(|o| Observation::new(o.params.clone(), Some(stream.normal()))).collect();
        let poor = from(&space, &noise).expect("enough values").left_out();
        assert!(poor.rank_correlation.abs() < 0.45, "{}", poor.rank_correlation);
        assert!((0.45..=0.95).contains(&poor.within), "{}", poor.within);
    }

    #[test]
    fn under_noise_the_best_has_rivals() {
        let (space, observations) = seen(0.1);
        let noisy = from(&space, &observations).expect("enough values");
        let (lead, gain) = (noisy.lead(), noisy.further_gain());
        assert!(!lead.rivals.is_empty() && (0.03..0.3).contains(&lead.noise), "{lead:?}");
        let (space, observations) = seen(0.0);
        let clear = from(&space, &observations).expect("enough values");
        assert!(clear.lead().rivals.len() < lead.rivals.len() && clear.lead().noise < 0.03);
        assert!(clear.further_gain() < gain, "{} {gain}", clear.further_gain());
        // What is not allowed is no gain.
        let forbidden: Vec<Observation> = (observations.iter())
            .map(|o| {
                let x = o.params.get("x").and_then(Value::as_f64).expect("a number");
                Observation { excess: vec![0.6 - x], ..o.clone() }
            })
            .collect();
        let kept = from(&space, &forbidden).expect("enough values");
        let at = kept.slice(&forbidden[best(&forbidden)[0]].params, 0);
        assert!(at.len() == 25 && kept.further_gain() < 0.5 * (0.3 * 0.3), "{}", kept.further_gain());
    }
}
