//! Expressions over parameters: conditions, constraints, forbidden combinations.
//!
//! `optimizer == 'SGD' and learning_rate > 0.05`, `number_nodes * 1e-4 + learning_rate <= 0.1`,
//! `kernel in ['rbf', 'poly']`, `not (a or b)`. Operators as in Python: `or`, `and`, `not`, comparisons (chained too),
//! `in`, `+ - * / % **`; `min`, `max`, `abs`, `log`, `exp`, `sqrt` (also `&&`, `||`, `!`).

mod evaluate;
mod lex;
mod parse;

use std::collections::BTreeSet;

use crate::Value;

/// A parsed expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    root: Node,
}

/// One node of the syntax tree.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Literal(Value),
    Name(String),
    Not(Box<Node>),
    Negate(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
    /// `a in [b, c]`
    OneOf(Box<Node>, Vec<Node>),
    Call(Function, Vec<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Min,
    Max,
    Abs,
    Log,
    Exp,
    Sqrt,
}

/// Why an expression cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExpressionError {
    /// A character or token in the wrong place.
    #[error("{message} at column {column}")]
    Syntax {
        /// What was found and expected.
        message: String,
        /// Column from 1.
        column: usize,
    },
    /// A name that is no parameter.
    #[error("`{name}` is not a parameter{}", hint(.similar.as_deref()))]
    UnknownName {
        /// The name used.
        name: String,
        /// The parameter most like it.
        similar: Option<String>,
    },
    /// An operator on values it does not take.
    #[error("{0}")]
    Type(String),
}

fn hint(similar: Option<&str>) -> String {
    similar.map_or_else(String::new, |name| format!("; did you mean `{name}`? (text needs quotes: '...')"))
}

impl Expression {
    /// Parses the text of an expression.
    pub fn parse(text: &str) -> Result<Self, ExpressionError> {
        Ok(Self { root: parse::parse(text)? })
    }

    /// The names it uses, sorted.
    pub fn names(&self) -> BTreeSet<&str> {
        fn collect<'a>(node: &'a Node, into: &mut BTreeSet<&'a str>) {
            match node {
                Node::Literal(_) => {}
                Node::Name(name) => {
                    into.insert(name);
                }
                Node::Not(a) | Node::Negate(a) => collect(a, into),
                Node::Binary(_, a, b) => {
                    collect(a, into);
                    collect(b, into);
                }
                Node::OneOf(a, list) => {
                    collect(a, into);
                    for item in list {
                        collect(item, into);
                    }
                }
                Node::Call(_, list) => {
                    for item in list {
                        collect(item, into);
                    }
                }
            }
        }
        let mut names = BTreeSet::new();
        collect(&self.root, &mut names);
        names
    }

    /// Whether it holds where `lookup` gives the values; `None` when it needs a name that has no value there (an
    /// inactive parameter) and the rest does not decide.
    pub fn holds<'v>(&self, lookup: &dyn Fn(&str) -> Option<&'v Value>) -> Result<Option<bool>, ExpressionError> {
        evaluate::truth(&self.root, lookup)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Configuration;

    fn config() -> Configuration {
        [
            ("lr", Value::Float(0.01)),
            ("nodes", Value::Int(64)),
            ("opt", Value::from("SGD")),
            ("bias", Value::Bool(true)),
        ]
        .into_iter()
        .map(|(n, v)| (n.to_owned(), v))
        .collect()
    }

    fn holds(text: &str) -> Option<bool> {
        let config = config();
        Expression::parse(text).expect(text).holds(&|n| config.get(n)).expect(text)
    }

    #[test]
    fn operators_mean_what_python_means() {
        for (text, expected) in [
            ("opt == 'SGD' and lr < 0.05", true),
            ("opt != \"SGD\" or nodes >= 64", true),
            ("not (opt == 'SGD')", false),
            ("0.001 < lr <= 0.01", true),
            ("nodes * 1e-4 + lr <= 0.0165", true),
            ("nodes % 32 == 0", true),
            ("nodes ** 2 == 4096", true),
            ("-nodes < -63", true),
            ("-2 ** 2 == -4", true),
            ("opt in ['Adam', 'SGD']", true),
            ("opt not in ['Adam']", true),
            ("bias", true),
            ("bias == false", false),
            ("max(lr, 1) == 1 && !(min(nodes, 3) > 3)", true),
            ("log(exp(lr)) > 0.0099 || sqrt(nodes) == 8", true),
            ("1 + 2 * 3 == 7 and (1 + 2) * 3 == 9", true),
            ("8 / 2 / 2 == 2", true),
        ] {
            assert_eq!(holds(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_missing_name_decides_only_what_it_must() {
        assert_eq!(holds("gone > 1"), None);
        assert_eq!(holds("gone > 1 or bias"), Some(true));
        assert_eq!(holds("gone > 1 and not bias"), Some(false));
        assert_eq!(holds("gone > 1 and bias"), None);
    }

    #[test]
    fn errors_point_at_the_column() {
        for (text, message) in [
            ("opt = 'SGD'", "use `==` to compare at column 5"),
            ("lr <", "the expression ends where a value is expected at column 5"),
            ("(lr < 1", "expected `)`"),
            ("lr # 1", "unexpected `#` at column 4"),
            ("opt == 'SGD", "the text has no closing quote at column 8"),
            ("lr lr", "unexpected `lr` at column 4"),
            ("foo(1) > 1", "unknown function `foo`"),
        ] {
            let error = Expression::parse(text).expect_err(text).to_string();
            assert!(error.contains(message), "{text}: {error}");
        }
    }

    #[test]
    fn comparing_text_with_a_number_is_an_error() {
        let config = config();
        let error = Expression::parse("opt > 3").expect("parses").holds(&|n| config.get(n)).expect_err("types");
        assert!(error.to_string().contains("`>`"), "{error}");
    }

    #[test]
    fn deep_nesting_is_refused_not_overflowed() {
        let text = format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000));
        assert!(Expression::parse(&text).expect_err("too deep").to_string().contains("nested"));
    }
}
