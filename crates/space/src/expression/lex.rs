//! Text to tokens.

use super::ExpressionError;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    Number(f64),
    Text(String),
    Name(String),
    Symbol(&'static str),
    End,
}

/// Longest first, so that `<=` is not read as `<`.
const SYMBOLS: [&str; 22] = [
    "**", "==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "%", "(", ")", "[", "]", ",", "!", "=", ".",
];

/// Tokens with the column (from 1) where each starts; the last is [`Token::End`].
pub(crate) fn tokens(text: &str) -> Result<Vec<(Token, usize)>, ExpressionError> {
    let chars: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let (start, column) = (i, i + 1);
        let c = chars[i];
        if c.is_whitespace() {
            i += 1;
        } else if c.is_ascii_digit() || (c == '.' && chars.get(i + 1).is_some_and(char::is_ascii_digit)) {
            i = end_of_number(&chars, i);
            let number: String = chars[start..i].iter().filter(|&&c| c != '_').collect();
            let number = number
                .parse()
                .map_err(|_| ExpressionError::Syntax { message: format!("`{number}` is not a number"), column })?;
            found.push((Token::Number(number), column));
        } else if c == '\'' || c == '"' {
            let mut value = String::new();
            i += 1;
            loop {
                match chars.get(i) {
                    None => {
                        let message = "the text has no closing quote".to_owned();
                        return Err(ExpressionError::Syntax { message, column });
                    }
                    Some('\\') if chars.get(i + 1).is_some() => {
                        value.push(chars[i + 1]);
                        i += 2;
                    }
                    Some(&q) if q == c => {
                        i += 1;
                        break;
                    }
                    Some(&other) => {
                        value.push(other);
                        i += 1;
                    }
                }
            }
            found.push((Token::Text(value), column));
        } else if c.is_alphabetic() || c == '_' {
            while chars.get(i).is_some_and(|c| c.is_alphanumeric() || *c == '_' || *c == '.') {
                i += 1;
            }
            found.push((Token::Name(chars[start..i].iter().collect()), column));
        } else {
            let rest: String = chars[i..chars.len().min(i + 2)].iter().collect();
            let Some(symbol) = SYMBOLS.iter().find(|s| rest.starts_with(**s)) else {
                return Err(ExpressionError::Syntax { message: format!("unexpected `{c}`"), column });
            };
            i += symbol.len();
            found.push((Token::Symbol(symbol), column));
        }
    }
    found.push((Token::End, chars.len() + 1));
    Ok(found)
}

fn end_of_number(chars: &[char], mut i: usize) -> usize {
    let digits = |mut i: usize| {
        while chars.get(i).is_some_and(|c| c.is_ascii_digit() || *c == '_') {
            i += 1;
        }
        i
    };
    i = digits(i);
    if chars.get(i) == Some(&'.') {
        i = digits(i + 1);
    }
    if matches!(chars.get(i), Some('e' | 'E')) {
        let sign = usize::from(matches!(chars.get(i + 1), Some('+' | '-')));
        if chars.get(i + 1 + sign).is_some_and(char::is_ascii_digit) {
            i = digits(i + 1 + sign);
        }
    }
    i
}
