//! Metric definitions and what can be wrong with them.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::pattern::Pattern;

/// How one metric is found in a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetricDefinition {
    /// The metric's name.
    pub name: String,
    /// A regular expression with one group (Python's spellings are understood), or a bare word.
    pub pattern: String,
}

impl MetricDefinition {
    /// A definition from its two parts.
    pub fn new(name: impl Into<String>, pattern: impl Into<String>) -> Self {
        Self { name: name.into(), pattern: pattern.into() }
    }
}

/// One problem with one definition.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct MetricError {
    /// The metric's name.
    pub metric: String,
    /// What is wrong.
    pub problem: MetricProblem,
}

impl fmt::Display for MetricError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "metric `{}`: {}", self.metric, self.problem)
    }
}

/// The kinds of problem.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MetricProblem {
    /// No group to take the number from.
    #[error("the regex `{0}` has no group; put parentheses round the number, for example `{example}`", example = with_group(.0))]
    NoGroup(String),
    /// Not a regular expression.
    #[error("the regex `{regex}` is not valid: {reason}")]
    Invalid {
        /// As given.
        regex: String,
        /// The parser's reason.
        reason: String,
    },
    /// The same name twice.
    #[error("is defined twice")]
    Duplicate,
    /// No name.
    #[error("needs a name")]
    NoName,
}

/// A guess at where the group was meant to be.
fn with_group(regex: &str) -> String {
    match regex.find('[') {
        Some(at) => format!("{}({})", &regex[..at], &regex[at..]),
        None => format!("{} = ([-+0-9.eE]+)", regex.trim_end_matches([' ', '=', ':'])),
    }
}

/// Every problem found in a list of definitions, at least one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct MetricErrors(pub Vec<MetricError>);

impl fmt::Display for MetricErrors {
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

/// Definitions that hold together, compiled.
#[derive(Debug, Clone)]
pub struct MetricSet {
    definitions: Vec<MetricDefinition>,
    patterns: Vec<Pattern>,
}

impl MetricSet {
    /// Compiles definitions; answers with every problem found.
    pub fn new(definitions: Vec<MetricDefinition>) -> Result<Self, MetricErrors> {
        let mut errors = Vec::new();
        let mut patterns = Vec::with_capacity(definitions.len());
        for (i, definition) in definitions.iter().enumerate() {
            let mut fail = |problem| errors.push(MetricError { metric: definition.name.clone(), problem });
            if definition.name.trim().is_empty() {
                fail(MetricProblem::NoName);
            }
            if definitions[..i].iter().any(|d| d.name == definition.name) {
                fail(MetricProblem::Duplicate);
            }
            match Pattern::compile(&definition.pattern) {
                Ok(pattern) => patterns.push(pattern),
                Err(problem) => fail(problem),
            }
        }
        if errors.is_empty() { Ok(Self { definitions, patterns }) } else { Err(MetricErrors(errors)) }
    }

    /// The definitions, in order.
    pub fn definitions(&self) -> &[MetricDefinition] {
        &self.definitions
    }

    pub(crate) fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }
}
