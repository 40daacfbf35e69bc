//! How a range is walked: evenly, by factors, or by factors towards one.

use serde::{Deserialize, Serialize};

/// The scale of a numeric parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// Equal differences count the same.
    #[default]
    Linear,
    /// Equal factors count the same; for values above 0 that span orders of magnitude.
    Log,
    /// Equal factors of `1 - x` count the same; for values in 0 <= x < 1 such as momentum.
    ReverseLog,
}

impl Scale {
    /// The scale's own axis; increasing in `x`.
    pub(crate) fn forward(self, x: f64) -> f64 {
        match self {
            Self::Linear => x,
            Self::Log => libm::log(x),
            Self::ReverseLog => -libm::log(1.0 - x),
        }
    }

    /// The inverse of [`Scale::forward`].
    pub(crate) fn inverse(self, t: f64) -> f64 {
        match self {
            Self::Linear => t,
            Self::Log => libm::exp(t),
            Self::ReverseLog => 1.0 - libm::exp(-t),
        }
    }

    /// The word for it in files and messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Log => "log",
            Self::ReverseLog => "reverse-log",
        }
    }
}
