//! What a trial's metrics must satisfy, and by what its trials are compared.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::spec::{DURATION_METRIC, JobSpec};

/// A bound on a metric, such as `latency < 20`; stored as that text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Requirement {
    /// Name of one of the metrics, or [`DURATION_METRIC`].
    pub metric: String,
    /// On which side of the bound it must be.
    pub relation: Relation,
    /// The bound.
    pub bound: f64,
}

/// The side of a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Less than the bound.
    Below,
    /// The bound or less.
    AtMost,
    /// More than the bound.
    Above,
    /// The bound or more.
    AtLeast,
}

impl Relation {
    /// All of them as they are written; those that begin with another one come first.
    const ALL: [(Self, &'static str); 4] =
        [(Self::AtMost, "<="), (Self::AtLeast, ">="), (Self::Below, "<"), (Self::Above, ">")];
}

impl Requirement {
    /// Reads `metric < number`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no requirement; write one as in 'latency < 20' or 'recall >= 0.9'");
        let found = Relation::ALL.iter().filter_map(|(relation, sign)| Some((text.find(sign)?, sign, *relation)));
        // The first sign in the text; of `<` and `<=` at one place the longer, which is looked for first.
        let (start, sign, relation) = found.min_by_key(|(start, ..)| *start).ok_or_else(wrong)?;
        let metric = text[..start].trim();
        let bound: f64 = text[start + sign.len()..].trim().parse().map_err(|_| wrong())?;
        if metric.is_empty() || !bound.is_finite() {
            return Err(wrong());
        }
        Ok(Self { metric: metric.to_owned(), relation, bound })
    }

    /// By how much a value misses it; 0 or less where it is met.
    pub fn excess(&self, value: f64) -> f64 {
        // On a bound that is not allowed itself, the least miss that there is.
        let strict = |excess: f64| if excess == 0.0 { f64::MIN_POSITIVE } else { excess };
        match self.relation {
            Relation::AtMost => value - self.bound,
            Relation::AtLeast => self.bound - value,
            Relation::Below => strict(value - self.bound),
            Relation::Above => strict(self.bound - value),
        }
    }
}

impl fmt::Display for Requirement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = Relation::ALL.iter().find(|(r, _)| *r == self.relation).map_or("", |(_, sign)| sign);
        write!(f, "{} {sign} {}", self.metric, self.bound)
    }
}

impl TryFrom<String> for Requirement {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl From<Requirement> for String {
    fn from(requirement: Requirement) -> Self {
        requirement.to_string()
    }
}

/// What a trial is compared by.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Of every objective, less is better.
    pub losses: Vec<f64>,
    /// Of every requirement, met at 0 or below; NaN where its metric has no value.
    pub excess: Vec<f64>,
}

impl Measured {
    /// Whether everything required is met.
    pub fn is_feasible(&self) -> bool {
        self.excess.iter().all(|x| *x <= 0.0)
    }

    /// Whether it is no worse in any objective, and better in one.
    pub fn dominates(&self, other: &Self) -> bool {
        let pairs = || self.losses.iter().zip(&other.losses);
        pairs().all(|(a, b)| a <= b) && pairs().any(|(a, b)| a < b)
    }
}

impl JobSpec {
    /// The last value of a metric, given those of all and how long the command ran.
    pub fn metric_value(&self, metric: &str, values: &[Option<f64>], duration_ms: i64) -> Option<f64> {
        if metric == DURATION_METRIC {
            return Some(duration_ms as f64 / 1000.0);
        }
        let index = self.metrics.iter().position(|m| m.name == metric)?;
        values.get(index).copied().flatten()
    }

    /// A further objective or a required metric that has no finite value.
    pub(crate) fn lacking(&self, values: &[Option<f64>]) -> Option<&str> {
        let wanted = self.objective.further.iter().map(|a| &a.metric);
        let mut wanted = wanted.chain(self.objective.require.iter().map(|r| &r.metric));
        let has = |metric: &str| self.metric_value(metric, values, 0).is_some_and(f64::is_finite);
        wanted.find(|metric| !has(metric)).map(String::as_str)
    }

    /// What a trial with this value of the first objective is compared by; none where an objective has no value.
    pub fn measured(&self, objective: Option<f64>, values: &[Option<f64>], duration_ms: i64) -> Option<Measured> {
        let mut losses = vec![self.objective.goal.as_loss(objective?)];
        for aim in &self.objective.further {
            let value = self.metric_value(&aim.metric, values, duration_ms).filter(|v| v.is_finite())?;
            losses.push(aim.goal.as_loss(value));
        }
        let excess = self.objective.require.iter().map(|requirement| {
            let value = self.metric_value(&requirement.metric, values, duration_ms);
            value.map_or(f64::NAN, |v| requirement.excess(v))
        });
        Some(Measured { losses, excess: excess.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_back() {
        for (text, metric, relation, bound) in [
            ("latency < 20", "latency", Relation::Below, 20.0),
            ("recall>=0.9", "recall", Relation::AtLeast, 0.9),
            ("val loss <= -1e-3", "val loss", Relation::AtMost, -1e-3),
            ("@duration > 5", "@duration", Relation::Above, 5.0),
        ] {
            let requirement = Requirement::parse(text).expect("a requirement");
            assert_eq!(
                (requirement.metric.as_str(), requirement.relation, requirement.bound),
                (metric, relation, bound)
            );
            assert_eq!(Requirement::parse(&requirement.to_string()), Ok(requirement));
        }
        for text in ["latency", "< 20", "latency < fast", "latency < inf", "", "latency = 20"] {
            assert!(Requirement::parse(text).is_err_and(|e| e.contains("latency < 20")), "{text}");
        }
    }

    #[test]
    fn the_bound_itself() {
        let excess = |text: &str, value| Requirement::parse(text).expect("a requirement").excess(value);
        assert!(excess("m < 2", 2.0) > 0.0 && excess("m <= 2", 2.0) <= 0.0 && excess("m < 2", 1.9) < 0.0);
        assert!(excess("m > 2", 2.0) > 0.0 && excess("m >= 2", 2.0) <= 0.0 && excess("m >= 2", f64::NAN).is_nan());
    }
}
