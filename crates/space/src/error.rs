//! What can be wrong with a search space, in words a user can act on.

use std::fmt;

use crate::Value;
use crate::expression::ExpressionError;

/// One problem of a search space, with the parameter it belongs to.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct SpaceError {
    /// The parameter, where the problem belongs to one.
    pub parameter: Option<String>,
    /// What is wrong.
    pub problem: SpaceProblem,
}

impl fmt::Display for SpaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.parameter {
            Some(name) => write!(f, "parameter `{name}`: {}", self.problem),
            None => write!(f, "{}", self.problem),
        }
    }
}

/// Every problem found in a search space, at least one.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub struct SpaceErrors(pub Vec<SpaceError>);

impl fmt::Display for SpaceErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

/// The kinds of problem.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SpaceProblem {
    /// A name that cannot be a flag or a variable.
    #[error("a name starts with a letter or `_` and goes on with letters, digits, `_`, `-` or `.`")]
    BadName,
    /// The same name twice.
    #[error("is defined twice")]
    DuplicateName,
    /// Both tuned and static.
    #[error("is both tuned and static; keep one of the two")]
    TunedAndStatic,
    /// Nothing to tune.
    #[error("there is no parameter to tune; add one such as `-P lr=log:1e-5..1e-1`")]
    NoParameters,
    /// An end that is not a number.
    #[error("both ends of a range must be finite numbers")]
    NotFinite,
    /// Ends the wrong way round.
    #[error("the range {low}..{high} is empty; did you mean {high}..{low}?")]
    EmptyRange {
        /// Lower end as given.
        low: f64,
        /// Upper end as given.
        high: f64,
    },
    /// Log scale with 0 or below.
    #[error("a log scale needs a lower end above 0, it is {low}; start at a small positive value, for example {}, or use a linear scale", suggest_positive(*.high))]
    LogNeedsPositive {
        /// Lower end as given.
        low: f64,
        /// Upper end as given.
        high: f64,
    },
    /// Reverse-log scale outside 0 <= x < 1.
    #[error("a reverse-log scale needs 0 <= low and high < 1, the range is {low}..{high}")]
    ReverseLogRange {
        /// Lower end as given.
        low: f64,
        /// Upper end as given.
        high: f64,
    },
    /// Reverse-log on whole numbers.
    #[error("a reverse-log scale makes no sense for whole numbers; use linear or log")]
    ReverseLogInteger,
    /// A step that fits nowhere.
    #[error("the step {step} must be above 0 and at most the width of the range, {width}")]
    BadStep {
        /// Step as given.
        step: f64,
        /// Width of the range.
        width: f64,
    },
    /// Beyond exact integers.
    #[error("whole numbers beyond 2^53 are not exact; use a smaller range or choices")]
    IntegerTooLarge,
    /// An empty list of choices.
    #[error("needs at least one choice")]
    NoChoices,
    /// The same choice twice.
    #[error("the choice `{0}` is listed twice")]
    DuplicateChoice(Value),
    /// An expression that does not parse or names something unknown.
    #[error("in `{expression}`: {error}")]
    Expression {
        /// The expression as given.
        expression: String,
        /// What is wrong with it.
        error: ExpressionError,
    },
    /// `when` conditions that wait for each other.
    #[error("its `when` depends on itself through {0}; conditions must not form a circle")]
    ConditionCycle(String),
    /// Nothing satisfies the constraints.
    #[error("no point found in {tried} tries that satisfies the constraints; loosen them or the ranges")]
    Infeasible {
        /// How many points were tried.
        tried: usize,
    },
}

fn suggest_positive(high: f64) -> f64 {
    if high > 0.0 { high * 1e-4 } else { 1e-4 }
}
