//! What is believed of the hyper-parameters before any data.

use serde::Deserialize;

use super::kernel::Axes;

/// A log-normal prior: of the logarithm, mean and deviation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct LogNormal {
    pub(crate) mean: f64,
    pub(crate) deviation: f64,
}

impl LogNormal {
    /// Negative log density of the logarithm, up to a constant, and its derivative.
    pub(crate) fn penalty(self, log: f64) -> (f64, f64) {
        let z = (log - self.mean) / self.deviation;
        (0.5 * z * z, z / self.deviation)
    }
}

/// The priors, as an ablation can change them. `bench/optimizer` has what each choice is worth.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Priors {
    /// Median of a length scale in a space of five dimensions, in units of the cube's side.
    pub length: f64,
    /// Deviation of a length scale's logarithm.
    pub length_deviation: f64,
    /// Whether length scales grow with the square root of the dimension, as distances between points do (Hvarfner et al. 2024,
    /// arXiv 2402.02229, section 5); else they are those of five dimensions everywhere.
    pub scaled: bool,
    /// How many times longer they are for categories, two of which are as far apart as the ends of a number's range.
    pub categories: f64,
    /// Deviation of the logarithm of the function's variance, whose median is 1.
    pub signal_deviation: f64,
    /// Median of the noise's variance, where that of the values is 1.
    pub noise: f64,
    /// Deviation of its logarithm.
    pub noise_deviation: f64,
}

impl Default for Priors {
    fn default() -> Self {
        Self {
            length: 0.5,
            length_deviation: 0.7,
            scaled: true,
            categories: 2.0,
            signal_deviation: 0.7,
            noise: 0.05,
            noise_deviation: 1.5,
        }
    }
}

/// The dimension in which the median of the length scales is what the priors say.
const REFERENCE: f64 = 5.0;

impl Priors {
    /// One for the length scale of each dimension.
    pub(crate) fn lengths(&self, axes: &Axes) -> Vec<LogNormal> {
        let d = axes.dimension();
        let grown = if self.scaled { 0.5 * libm::log(d as f64 / REFERENCE) } else { 0.0 };
        let mean = |i: usize| {
            let longer = if axes.is_categorical(i) { libm::log(self.categories) } else { 0.0 };
            libm::log(self.length) + grown + longer
        };
        (0..d).map(|i| LogNormal { mean: mean(i), deviation: self.length_deviation }).collect()
    }

    pub(crate) fn signal(&self) -> LogNormal {
        LogNormal { mean: 0.0, deviation: self.signal_deviation }
    }

    pub(crate) fn noise(&self) -> LogNormal {
        LogNormal { mean: libm::log(self.noise), deviation: self.noise_deviation }
    }
}
