//! Tokens to a syntax tree, by recursive descent with Python's precedence.

use super::lex::{Token, tokens};
use super::{ExpressionError, Function, Node, Operator};
use crate::Value;

/// Deeper nesting than this is no sensible rule, and would exhaust the stack.
const MAX_DEPTH: usize = 64;

pub(crate) fn parse(text: &str) -> Result<Node, ExpressionError> {
    let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0 };
    let node = parser.or()?;
    match parser.peek() {
        Token::End => Ok(node),
        Token::Symbol("=") => Err(parser.fail("use `==` to compare")),
        other => Err(parser.fail(&format!("unexpected `{}`", shown(other)))),
    }
}

struct Parser {
    tokens: Vec<(Token, usize)>,
    at: usize,
    depth: usize,
}

fn shown(token: &Token) -> String {
    match token {
        Token::Number(x) => x.to_string(),
        Token::Text(t) => format!("'{t}'"),
        Token::Name(n) => n.clone(),
        Token::Symbol(s) => (*s).to_owned(),
        Token::End => "end".to_owned(),
    }
}

fn binary(operator: Operator, a: Node, b: Node) -> Node {
    Node::Binary(operator, Box::new(a), Box::new(b))
}

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens[self.at].0
    }

    fn fail(&self, message: &str) -> ExpressionError {
        ExpressionError::Syntax { message: message.to_owned(), column: self.tokens[self.at].1 }
    }

    /// Takes the next token when it is one of these words or symbols, and says which.
    fn take(&mut self, any: &[&'static str]) -> Option<&'static str> {
        let found = match self.peek() {
            Token::Symbol(s) => any.iter().find(|a| *a == s),
            Token::Name(n) => any.iter().find(|a| **a == n.as_str()),
            _ => None,
        };
        if found.is_some() {
            self.at += 1;
        }
        found.copied()
    }

    fn expect(&mut self, symbol: &'static str) -> Result<(), ExpressionError> {
        match self.take(&[symbol]) {
            Some(_) => Ok(()),
            None => Err(self.fail(&format!("expected `{symbol}`"))),
        }
    }

    fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T, ExpressionError>) -> Result<T, ExpressionError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.fail(&format!("nested deeper than {MAX_DEPTH}")));
        }
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn or(&mut self) -> Result<Node, ExpressionError> {
        let mut node = self.and()?;
        while self.take(&["or", "||"]).is_some() {
            node = binary(Operator::Or, node, self.and()?);
        }
        Ok(node)
    }

    fn and(&mut self) -> Result<Node, ExpressionError> {
        let mut node = self.not()?;
        while self.take(&["and", "&&"]).is_some() {
            node = binary(Operator::And, node, self.not()?);
        }
        Ok(node)
    }

    fn not(&mut self) -> Result<Node, ExpressionError> {
        if self.take(&["not", "!"]).is_some() {
            return Ok(Node::Not(Box::new(self.nested(Self::not)?)));
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Result<Node, ExpressionError> {
        let first = self.sum()?;
        let mut left = first.clone();
        let mut whole: Option<Node> = None;
        loop {
            let part = if self.take(&["in"]).is_some() {
                Node::OneOf(Box::new(left.clone()), self.list()?)
            } else if self.peek() == &Token::Name("not".into()) {
                self.at += 1;
                self.expect("in")?;
                Node::Not(Box::new(Node::OneOf(Box::new(left.clone()), self.list()?)))
            } else if let Some(symbol) = self.take(&["==", "!=", "<=", ">=", "<", ">"]) {
                let operator = match symbol {
                    "==" => Operator::Equal,
                    "!=" => Operator::NotEqual,
                    "<=" => Operator::LessEqual,
                    ">=" => Operator::GreaterEqual,
                    "<" => Operator::Less,
                    _ => Operator::Greater,
                };
                let right = self.sum()?;
                binary(operator, std::mem::replace(&mut left, right.clone()), right)
            } else {
                return Ok(whole.unwrap_or(first));
            };
            whole = Some(match whole {
                Some(before) => binary(Operator::And, before, part),
                None => part,
            });
        }
    }

    fn list(&mut self) -> Result<Vec<Node>, ExpressionError> {
        let close = match self.take(&["[", "("]) {
            Some("[") => "]",
            Some(_) => ")",
            None => return Err(self.fail("expected a list such as ['a', 'b']")),
        };
        let mut items = Vec::new();
        while self.take(&[close]).is_none() {
            if !items.is_empty() {
                self.expect(",")?;
            }
            items.push(self.nested(Self::or)?);
        }
        Ok(items)
    }

    fn sum(&mut self) -> Result<Node, ExpressionError> {
        let mut node = self.product()?;
        while let Some(symbol) = self.take(&["+", "-"]) {
            let operator = if symbol == "+" { Operator::Add } else { Operator::Subtract };
            node = binary(operator, node, self.product()?);
        }
        Ok(node)
    }

    fn product(&mut self) -> Result<Node, ExpressionError> {
        let mut node = self.unary()?;
        while let Some(symbol) = self.take(&["*", "/", "%"]) {
            let operator = match symbol {
                "*" => Operator::Multiply,
                "/" => Operator::Divide,
                _ => Operator::Remainder,
            };
            node = binary(operator, node, self.unary()?);
        }
        Ok(node)
    }

    fn unary(&mut self) -> Result<Node, ExpressionError> {
        match self.take(&["-", "+"]) {
            Some("-") => Ok(Node::Negate(Box::new(self.nested(Self::unary)?))),
            Some(_) => self.nested(Self::unary),
            None => {
                let base = self.atom()?;
                if self.take(&["**"]).is_some() {
                    return Ok(binary(Operator::Power, base, self.nested(Self::unary)?));
                }
                Ok(base)
            }
        }
    }

    fn atom(&mut self) -> Result<Node, ExpressionError> {
        let token = self.peek().clone();
        match token {
            Token::Number(x) => {
                self.at += 1;
                Ok(Node::Literal(Value::Float(x)))
            }
            Token::Text(text) => {
                self.at += 1;
                Ok(Node::Literal(Value::Text(text)))
            }
            Token::Symbol("(") => {
                self.at += 1;
                let inner = self.nested(Self::or)?;
                self.expect(")")?;
                Ok(inner)
            }
            Token::Name(name) => {
                let function = match name.as_str() {
                    "true" | "True" => return Ok(self.literal(Value::Bool(true))),
                    "false" | "False" => return Ok(self.literal(Value::Bool(false))),
                    "min" => Some(Function::Min),
                    "max" => Some(Function::Max),
                    "abs" => Some(Function::Abs),
                    "log" => Some(Function::Log),
                    "exp" => Some(Function::Exp),
                    "sqrt" => Some(Function::Sqrt),
                    _ => None,
                };
                if self.tokens[self.at + 1].0 != Token::Symbol("(") {
                    self.at += 1;
                    return Ok(Node::Name(name));
                }
                let Some(function) = function else {
                    return Err(self.fail(&format!("unknown function `{name}`")));
                };
                self.at += 1;
                let arguments = self.list()?;
                let unary = !matches!(function, Function::Min | Function::Max);
                if arguments.is_empty() || (unary && arguments.len() != 1) {
                    return Err(
                        self.fail(&format!("`{name}` takes {} argument", if unary { "one" } else { "at least one" }))
                    );
                }
                Ok(Node::Call(function, arguments))
            }
            Token::End => Err(self.fail("the expression ends where a value is expected")),
            Token::Symbol(symbol) => Err(self.fail(&format!("unexpected `{symbol}`"))),
        }
    }

    fn literal(&mut self, value: Value) -> Node {
        self.at += 1;
        Node::Literal(value)
    }
}
