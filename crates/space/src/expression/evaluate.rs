//! The value of a syntax tree where the parameters have given values. Absent names make a result unknown, and
//! `and`/`or` follow Kleene's three-valued logic: an unknown matters only where it decides.

use super::{ExpressionError, Function, Node, Operator};
use crate::Value;

type Lookup<'l, 'v> = &'l dyn Fn(&str) -> Option<&'v Value>;

pub(crate) fn truth(node: &Node, lookup: Lookup<'_, '_>) -> Result<Option<bool>, ExpressionError> {
    match node {
        Node::Not(inner) => Ok(truth(inner, lookup)?.map(|b| !b)),
        Node::Binary(operator @ (Operator::And | Operator::Or), a, b) => {
            let decisive = *operator == Operator::Or;
            let (a, b) = (truth(a, lookup)?, truth(b, lookup)?);
            Ok(match (a, b) {
                (Some(x), _) | (_, Some(x)) if x == decisive => Some(decisive),
                (Some(_), Some(_)) => Some(!decisive),
                _ => None,
            })
        }
        _ => match value(node, lookup)? {
            None => Ok(None),
            Some(Value::Bool(b)) => Ok(Some(b)),
            Some(other) => Err(type_error(format!("`{other}` is neither true nor false; compare it with something"))),
        },
    }
}

fn value(node: &Node, lookup: Lookup<'_, '_>) -> Result<Option<Value>, ExpressionError> {
    let known = |v: Value| Ok(Some(v));
    match node {
        Node::Literal(v) => known(v.clone()),
        Node::Name(name) => Ok(lookup(name).cloned()),
        Node::Not(_) | Node::Binary(Operator::And | Operator::Or, ..) => Ok(truth(node, lookup)?.map(Value::Bool)),
        Node::Negate(inner) => {
            let Some(v) = value(inner, lookup)? else { return Ok(None) };
            known(Value::Float(-number(&v, "-")?))
        }
        Node::Binary(operator, a, b) => {
            let (Some(a), Some(b)) = (value(a, lookup)?, value(b, lookup)?) else { return Ok(None) };
            known(binary(*operator, &a, &b)?)
        }
        Node::OneOf(item, list) => {
            let Some(item) = value(item, lookup)? else { return Ok(None) };
            let mut unknown = false;
            for candidate in list {
                match value(candidate, lookup)? {
                    Some(v) if v.same_as(&item) => return known(Value::Bool(true)),
                    Some(_) => {}
                    None => unknown = true,
                }
            }
            Ok((!unknown).then_some(Value::Bool(false)))
        }
        Node::Call(function, arguments) => {
            let mut numbers = Vec::with_capacity(arguments.len());
            for argument in arguments {
                let Some(v) = value(argument, lookup)? else { return Ok(None) };
                numbers.push(number(&v, "a function")?);
            }
            let first = numbers[0];
            known(Value::Float(match function {
                Function::Min => numbers.into_iter().fold(f64::INFINITY, f64::min),
                Function::Max => numbers.into_iter().fold(f64::NEG_INFINITY, f64::max),
                Function::Abs => first.abs(),
                Function::Log => first.ln(),
                Function::Exp => first.exp(),
                Function::Sqrt => first.sqrt(),
            }))
        }
    }
}

fn binary(operator: Operator, a: &Value, b: &Value) -> Result<Value, ExpressionError> {
    let symbol = match operator {
        Operator::Equal => return Ok(Value::Bool(a.same_as(b))),
        Operator::NotEqual => return Ok(Value::Bool(!a.same_as(b))),
        Operator::Less => "<",
        Operator::LessEqual => "<=",
        Operator::Greater => ">",
        Operator::GreaterEqual => ">=",
        Operator::Add => "+",
        Operator::Subtract => "-",
        Operator::Multiply => "*",
        Operator::Divide => "/",
        Operator::Remainder => "%",
        Operator::Power => "**",
        Operator::And | Operator::Or => unreachable!("logic is handled by `truth`"),
    };
    let (x, y) = (number(a, symbol)?, number(b, symbol)?);
    Ok(match operator {
        Operator::Less => Value::Bool(x < y),
        Operator::LessEqual => Value::Bool(x <= y),
        Operator::Greater => Value::Bool(x > y),
        Operator::GreaterEqual => Value::Bool(x >= y),
        Operator::Add => Value::Float(x + y),
        Operator::Subtract => Value::Float(x - y),
        Operator::Multiply => Value::Float(x * y),
        Operator::Divide => Value::Float(x / y),
        Operator::Remainder => Value::Float(x.rem_euclid(y)),
        _ => Value::Float(x.powf(y)),
    })
}

fn number(value: &Value, symbol: &str) -> Result<f64, ExpressionError> {
    value.as_f64().ok_or_else(|| type_error(format!("`{symbol}` needs numbers, `{value}` is text")))
}

fn type_error(message: String) -> ExpressionError {
    ExpressionError::Type(message)
}
