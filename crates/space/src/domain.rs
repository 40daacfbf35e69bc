//! What one parameter may be.

use serde::{Deserialize, Serialize};

use crate::levels::Levels;
use crate::{Scale, SpaceProblem, Value, round};

/// How far a range may fall short of a whole number of steps by rounding, in steps.
const STEP_SLACK: f64 = 1e-9;
/// Integers beyond this are not exact as `f64`.
const EXACT_INTEGER: i64 = 1 << 53;

/// A named parameter of a search space.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameter {
    /// Its name: placeholder, flag and environment variable are made from it.
    pub name: String,
    /// The values it may take.
    #[serde(flatten)]
    pub domain: Domain,
    /// An expression over other parameters; where it is false the parameter is absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
}

impl Parameter {
    /// A parameter that is always present.
    pub fn new(name: impl Into<String>, domain: Domain) -> Self {
        Self { name: name.into(), domain, when: None }
    }

    /// The same parameter, present only where `condition` holds.
    #[must_use]
    pub fn when(mut self, condition: impl Into<String>) -> Self {
        self.when = Some(condition.into());
        self
    }
}

/// The values a parameter may take. Ranges include both ends.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Domain {
    /// A real number.
    Float {
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
        /// How the range is walked.
        #[serde(default)]
        scale: Scale,
        /// Only `low`, `low + step`, ... where given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<f64>,
    },
    /// A whole number.
    Int {
        /// Smallest value.
        low: i64,
        /// Largest value.
        high: i64,
        /// How the range is walked.
        #[serde(default)]
        scale: Scale,
        /// Only `low`, `low + step`, ... where given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<i64>,
    },
    /// One of several values without an order.
    Choice {
        /// The categories, at least one.
        choices: Vec<Value>,
    },
    /// True or false.
    Bool,
}

/// How a domain lies on the unit interval.
pub(crate) enum Axis {
    /// Any real number between two ends.
    Continuous { low: f64, high: f64, scale: Scale },
    /// A ladder of numbers.
    Ladder(Levels),
    /// So many categories without an order.
    Categories(usize),
}

impl Domain {
    /// A linear real range.
    pub fn float(low: f64, high: f64) -> Self {
        Self::Float { low, high, scale: Scale::Linear, step: None }
    }

    /// A linear whole-number range.
    pub fn int(low: i64, high: i64) -> Self {
        Self::Int { low, high, scale: Scale::Linear, step: None }
    }

    /// Categories.
    pub fn choice<V: Into<Value>>(choices: impl IntoIterator<Item = V>) -> Self {
        Self::Choice { choices: choices.into_iter().map(Into::into).collect() }
    }

    /// The same range on another scale; no effect on choices and booleans.
    #[must_use]
    pub fn with_scale(mut self, to: Scale) -> Self {
        if let Self::Float { scale, .. } | Self::Int { scale, .. } = &mut self {
            *scale = to;
        }
        self
    }

    /// How many different values there are; none when the range is continuous.
    pub fn cardinality(&self) -> Option<u64> {
        match self.axis() {
            Axis::Continuous { low, high, .. } => (low == high).then_some(1),
            Axis::Ladder(levels) => Some(levels.count),
            Axis::Categories(n) => Some(n as u64),
        }
    }

    /// True where values have no order, so only "same" and "different" mean anything.
    pub fn is_categorical(&self) -> bool {
        matches!(self, Self::Choice { .. } | Self::Bool)
    }

    pub(crate) fn axis(&self) -> Axis {
        match *self {
            Self::Float { low, high, scale, step: None } => Axis::Continuous { low, high, scale },
            Self::Float { low, high, scale, step: Some(step) } => {
                let count = ((high - low) / step + STEP_SLACK).floor() as u64 + 1;
                Axis::Ladder(Levels { low, step, count, scale })
            }
            Self::Int { low, high, scale, step } => {
                let step = step.unwrap_or(1);
                Axis::Ladder(Levels {
                    low: low as f64,
                    step: step as f64,
                    count: ((high - low) / step) as u64 + 1,
                    scale,
                })
            }
            Self::Choice { ref choices } => Axis::Categories(choices.len()),
            Self::Bool => Axis::Categories(2),
        }
    }

    /// The value at a unit coordinate; every coordinate gives a valid value.
    pub fn decode(&self, u: f64) -> Value {
        match self.axis() {
            Axis::Continuous { low, high, scale } => {
                let (a, b) = (scale.forward(low), scale.forward(high));
                let x = scale.inverse(a + u.clamp(0.0, 1.0) * (b - a)).clamp(low, high);
                Value::Float(round::readable(x, low, high, scale))
            }
            Axis::Ladder(levels) => self.level(levels, levels.index_at(u)),
            Axis::Categories(n) => self.nth(((u * n as f64).max(0.0) as u64).min(n as u64 - 1)),
        }
    }

    /// The coordinate that stands for the value at `u`: `encode(decode(u))` without the rounding to readable numbers.
    pub fn snap(&self, u: f64) -> f64 {
        let u = u.clamp(0.0, 1.0);
        match self.axis() {
            Axis::Continuous { low, high, .. } => {
                if low < high {
                    u
                } else {
                    0.5
                }
            }
            Axis::Ladder(levels) => levels.coordinate_of(levels.index_at(u)),
            Axis::Categories(n) => (((u * n as f64) as usize).min(n - 1) as f64 + 0.5) / n as f64,
        }
    }

    /// The unit coordinate of a value; the nearest one's where the value is outside the domain, none where it has
    /// the wrong type.
    pub fn encode(&self, value: &Value) -> Option<f64> {
        match self.axis() {
            Axis::Continuous { low, high, scale } => {
                let x = value.as_f64()?.clamp(low, high);
                let (a, b) = (scale.forward(low), scale.forward(high));
                Some(if b > a { ((scale.forward(x) - a) / (b - a)).clamp(0.0, 1.0) } else { 0.5 })
            }
            Axis::Ladder(levels) => Some(levels.coordinate_of(levels.nearest(value.as_f64()?))),
            Axis::Categories(n) => {
                let index = match self {
                    Self::Choice { choices } => choices.iter().position(|c| c.same_as(value))?,
                    _ => usize::from(matches!(value, Value::Bool(true))),
                };
                Some((index as f64 + 0.5) / n as f64)
            }
        }
    }

    /// The `index`-th value of a finite domain, in its natural order.
    ///
    /// # Panics
    /// When the domain is continuous; see [`Domain::cardinality`].
    pub fn nth(&self, index: u64) -> Value {
        match self {
            Self::Choice { choices } => choices[index as usize].clone(),
            Self::Bool => Value::Bool(index == 1),
            _ => match self.axis() {
                Axis::Ladder(levels) => self.level(levels, index),
                Axis::Continuous { low, high, .. } => {
                    assert!(low == high, "a continuous range has no {index}-th value");
                    Value::Float(low)
                }
                Axis::Categories(_) => unreachable!("choices and booleans are handled above"),
            },
        }
    }

    fn level(&self, levels: Levels, index: u64) -> Value {
        match *self {
            Self::Int { low, step, .. } => Value::Int(low + index as i64 * step.unwrap_or(1)),
            _ => Value::Float(levels.value(index)),
        }
    }

    /// True when `value` is one of the domain's.
    pub fn contains(&self, value: &Value) -> bool {
        match self {
            Self::Float { low, high, step, .. } => {
                // Rungs are rounded to decimals, so the last may lie a rounding error beyond the end.
                let slack = step.map_or(0.0, |step| 1e-9 * step);
                value.as_f64().is_some_and(|x| (low - slack..=high + slack).contains(&x))
            }
            Self::Int { low, high, .. } => matches!(value, Value::Int(i) if (*low..=*high).contains(i)),
            Self::Choice { choices } => choices.iter().any(|c| c.same_as(value)),
            Self::Bool => matches!(value, Value::Bool(_)),
        }
    }

    /// What is wrong with the domain on its own.
    pub(crate) fn problems(&self) -> Vec<SpaceProblem> {
        let mut found = Vec::new();
        match *self {
            Self::Float { low, high, scale, step } => {
                check_range(low, high, scale, &mut found);
                // The width of 2..2.05 is a rounding error less than 0.05.
                if let Some(step) = step
                    && !(step.is_finite() && step > 0.0 && step * (1.0 - STEP_SLACK) <= high - low)
                {
                    found.push(SpaceProblem::BadStep { step, width: high - low });
                }
            }
            Self::Int { low, high, scale, step } => {
                check_range(low as f64, high as f64, scale, &mut found);
                if low < -EXACT_INTEGER || high > EXACT_INTEGER {
                    found.push(SpaceProblem::IntegerTooLarge);
                }
                if let Some(step) = step
                    && !(step > 0 && step <= high.saturating_sub(low))
                {
                    found.push(SpaceProblem::BadStep { step: step as f64, width: high.saturating_sub(low) as f64 });
                }
                if scale == Scale::ReverseLog {
                    found.push(SpaceProblem::ReverseLogInteger);
                }
            }
            Self::Choice { ref choices } => {
                if choices.is_empty() {
                    found.push(SpaceProblem::NoChoices);
                }
                for (i, choice) in choices.iter().enumerate() {
                    if choices[..i].iter().any(|earlier| earlier.same_as(choice)) {
                        found.push(SpaceProblem::DuplicateChoice(choice.clone()));
                    }
                }
            }
            Self::Bool => {}
        }
        found
    }
}

fn check_range(low: f64, high: f64, scale: Scale, found: &mut Vec<SpaceProblem>) {
    if !low.is_finite() || !high.is_finite() || !(high - low).is_finite() {
        found.push(SpaceProblem::NotFinite);
    } else if low > high {
        found.push(SpaceProblem::EmptyRange { low, high });
    } else if scale == Scale::Log && low <= 0.0 {
        found.push(SpaceProblem::LogNeedsPositive { low, high });
    } else if scale == Scale::ReverseLog && !(low >= 0.0 && high < 1.0) {
        found.push(SpaceProblem::ReverseLogRange { low, high });
    }
}
