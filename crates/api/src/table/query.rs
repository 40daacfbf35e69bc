//! What rows are asked for by: `lr < 1e-3 and status = failed`.
//!
//! ```text
//! query      := alternative { "or" alternative }
//! alternative := condition { "and" condition }
//! condition  := "not" condition | "(" query ")" | field sign value | word
//! sign       := "=" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "~"
//! ```
//! A field is a column, a parameter or a metric; names and values with other characters than letters, digits and `_-./+:@%` go
//! in quotes. `~` is "contains". A word by itself is looked for in causes, origins, statuses and values.

use tunesmith_study::TrialStatus;

use super::{Column, Table};

/// Longest query that is read.
const LONGEST: usize = 2_000;
/// Deepest nesting.
const DEEPEST: usize = 50;

/// A query, read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Query {
    /// All rows.
    All,
    /// One of these.
    Any(Vec<Query>),
    /// All of these.
    Every(Vec<Query>),
    /// Not this.
    Not(Box<Query>),
    /// A comparison.
    Compare(Field, Sign, String),
    /// A word, anywhere.
    Word(String),
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Number,
    Status,
    Objective,
    Meets,
    Duration,
    Attempts,
    Epochs,
    Cause,
    Origin,
    Param(usize),
    Metric(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    Contains,
}

const BUILT_IN: [(&str, Field); 11] = [
    ("trial", Field::Number),
    ("number", Field::Number),
    ("status", Field::Status),
    ("objective", Field::Objective),
    ("value", Field::Objective),
    ("meets", Field::Meets),
    ("duration", Field::Duration),
    ("attempts", Field::Attempts),
    ("epochs", Field::Epochs),
    ("cause", Field::Cause),
    ("origin", Field::Origin),
];

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Text { text: String, quoted: bool },
    Sign(Sign),
    Open,
    Close,
}

impl Query {
    /// Reads a query about a table; or what is wrong with it.
    pub(crate) fn read(text: &str, table: &Table) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err(format!("the query has {} characters; at most {LONGEST} are read", text.len()));
        }
        let tokens = tokens(text)?;
        if tokens.is_empty() {
            return Ok(Self::All);
        }
        let mut reader = Reader { tokens: &tokens, at: 0, depth: 0, table };
        let query = reader.query()?;
        match reader.tokens.get(reader.at) {
            None => Ok(query),
            Some(token) => Err(format!("`{}` is one too many; join conditions with `and` or `or`", shown(token))),
        }
    }

    /// The rows that it asks for, in order.
    pub(crate) fn rows(&self, table: &Table) -> Vec<usize> {
        (0..table.len()).filter(|row| self.holds(table, *row)).collect()
    }

    fn holds(&self, table: &Table, row: usize) -> bool {
        match self {
            Self::All => true,
            Self::Any(parts) => parts.iter().any(|p| p.holds(table, row)),
            Self::Every(parts) => parts.iter().all(|p| p.holds(table, row)),
            Self::Not(part) => !part.holds(table, row),
            Self::Compare(field, sign, value) => compare(table, row, *field, *sign, value),
            Self::Word(word) => {
                let holds = |text: &str| text.to_lowercase().contains(word.as_str());
                holds(table.words.at(table.cause[row]))
                    || holds(table.words.at(table.origin[row]))
                    || table.status[row].name() == word
                    || table.params.iter().any(|c| c.text(row).is_some_and(|t| holds(&t)))
            }
        }
    }
}

fn compare(table: &Table, row: usize, field: Field, sign: Sign, value: &str) -> bool {
    let numeric = |x: f64| {
        if sign == Sign::Contains {
            return x.to_string().contains(value);
        }
        let Ok(y) = value.parse::<f64>() else { return sign == Sign::Unequal && !x.is_nan() };
        match sign {
            Sign::Equal => x == y,
            Sign::Unequal => x != y && !x.is_nan(),
            Sign::Less => x < y,
            Sign::AtMost => x <= y,
            Sign::More => x > y,
            Sign::AtLeast => x >= y,
            Sign::Contains => false,
        }
    };
    let textual = |x: &str| {
        let (x, y) = (x.to_lowercase(), value.to_lowercase());
        match sign {
            Sign::Equal => x == y,
            Sign::Unequal => x != y,
            Sign::Contains => x.contains(&y),
            Sign::Less => x < y,
            Sign::AtMost => x <= y,
            Sign::More => x > y,
            Sign::AtLeast => x >= y,
        }
    };
    match field {
        Field::Number => numeric(row as f64 + 1.0),
        Field::Status => textual(table.status[row].name()),
        Field::Objective => numeric(table.objective[row]),
        Field::Meets => textual(if table.meets[row] { "true" } else { "false" }),
        Field::Duration => numeric(table.duration_ms[row] as f64 / 1000.0),
        Field::Attempts => numeric(f64::from(table.attempts[row])),
        Field::Epochs => numeric(table.epochs[row] as f64),
        Field::Cause => textual(table.words.at(table.cause[row])),
        Field::Origin => textual(table.words.at(table.origin[row])),
        Field::Metric(i) => numeric(table.values[i][row]),
        Field::Param(i) => match &table.params[i] {
            Column::Number { values, .. } => numeric(values[row]),
            category @ Column::Category { .. } => {
                let Some(text) = category.text(row) else { return false };
                match (text.parse::<f64>(), value.parse::<f64>()) {
                    (Ok(x), Ok(_)) => numeric(x),
                    _ => textual(&text),
                }
            }
        },
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let followed = |rest: &mut std::iter::Peekable<std::str::Chars<'_>>| rest.next_if_eq(&'=').is_some();
        match c {
            c if c.is_whitespace() => {}
            '(' => tokens.push(Token::Open),
            ')' => tokens.push(Token::Close),
            '=' => {
                followed(&mut rest);
                tokens.push(Token::Sign(Sign::Equal));
            }
            '!' if followed(&mut rest) => tokens.push(Token::Sign(Sign::Unequal)),
            '<' => tokens.push(Token::Sign(if followed(&mut rest) { Sign::AtMost } else { Sign::Less })),
            '>' => tokens.push(Token::Sign(if followed(&mut rest) { Sign::AtLeast } else { Sign::More })),
            '~' => tokens.push(Token::Sign(Sign::Contains)),
            '"' | '\'' | '`' => {
                let mut text = String::new();
                loop {
                    match rest.next() {
                        Some(end) if end == c => break,
                        Some(inner) => text.push(inner),
                        None => return Err(format!("a quote {c} is not closed")),
                    }
                }
                tokens.push(Token::Text { text, quoted: true });
            }
            c if is_plain(c) => {
                let mut text = String::from(c);
                while let Some(c) = rest.next_if(|c| is_plain(*c)) {
                    text.push(c);
                }
                tokens.push(Token::Text { text, quoted: false });
            }
            other => return Err(format!("`{other}` means nothing here; put names and values that hold it in quotes")),
        }
    }
    Ok(tokens)
}

fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || "_-./+:@%#".contains(c)
}

fn shown(token: &Token) -> String {
    match token {
        Token::Text { text, .. } => text.clone(),
        Token::Open => "(".into(),
        Token::Close => ")".into(),
        Token::Sign(_) => "a comparison".into(),
    }
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
    table: &'a Table,
}

impl Reader<'_> {
    fn keyword(&mut self, word: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Text { text, quoted: false }) if text.eq_ignore_ascii_case(word));
        self.at += usize::from(found);
        found
    }

    fn query(&mut self) -> Result<Query, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("the query is nested too deeply".into());
        }
        let mut parts = vec![self.alternative()?];
        while self.keyword("or") {
            parts.push(self.alternative()?);
        }
        self.depth -= 1;
        Ok(if parts.len() == 1 { parts.remove(0) } else { Query::Any(parts) })
    }

    fn alternative(&mut self) -> Result<Query, String> {
        let mut parts = vec![self.condition()?];
        while self.keyword("and") {
            parts.push(self.condition()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Query::Every(parts) })
    }

    fn condition(&mut self) -> Result<Query, String> {
        if self.keyword("not") {
            self.depth += 1;
            if self.depth > DEEPEST {
                return Err("the query is nested too deeply".into());
            }
            let inner = self.condition()?;
            self.depth -= 1;
            return Ok(Query::Not(Box::new(inner)));
        }
        match self.tokens.get(self.at).cloned() {
            Some(Token::Open) => {
                self.at += 1;
                let inner = self.query()?;
                if self.tokens.get(self.at) != Some(&Token::Close) {
                    return Err("a parenthesis is not closed".into());
                }
                self.at += 1;
                Ok(inner)
            }
            Some(Token::Text { text, .. }) => {
                self.at += 1;
                let Some(Token::Sign(sign)) = self.tokens.get(self.at).cloned() else {
                    return Ok(Query::Word(text.to_lowercase()));
                };
                self.at += 1;
                let Some(Token::Text { text: value, .. }) = self.tokens.get(self.at).cloned() else {
                    return Err(format!("`{text}` is compared with nothing"));
                };
                self.at += 1;
                let field = self.field(&text)?;
                self.check_value(field, &text, sign, &value)?;
                Ok(Query::Compare(field, sign, value))
            }
            Some(other) => Err(format!("`{}` needs a column, a parameter or a word before it", shown(&other))),
            None => Err("the query ends where a condition should follow".into()),
        }
    }

    fn field(&self, name: &str) -> Result<Field, String> {
        // What a user named comes before our own words.
        if let Some(i) = self.table.parameters.iter().position(|p| p.name == name) {
            return Ok(Field::Param(i));
        }
        if let Some(i) = self.table.metrics.iter().position(|m| m == name) {
            return Ok(Field::Metric(i));
        }
        let built_in = BUILT_IN.iter().find(|(word, _)| word.eq_ignore_ascii_case(name));
        built_in.map(|(_, field)| *field).ok_or_else(|| {
            let names = self.table.parameters.iter().map(|p| p.name.as_str());
            let all: Vec<&str> = ["trial", "status", "objective", "duration", "attempts", "cause"]
                .into_iter()
                .chain(names)
                .chain(self.table.metrics.iter().map(String::as_str))
                .collect();
            format!("there is no column `{name}`; there is {}", all.join(", "))
        })
    }

    /// A comparison that can never hold is a slip of the hand.
    fn check_value(&self, field: Field, name: &str, sign: Sign, value: &str) -> Result<(), String> {
        if field == Field::Status && sign != Sign::Contains {
            let known = TrialStatus::ALL.iter().any(|(_, word)| word.eq_ignore_ascii_case(value));
            let words: Vec<&str> = TrialStatus::ALL.iter().map(|(_, word)| *word).collect();
            return if known { Ok(()) } else { Err(format!("`{value}` is no status; there is {}", words.join(", "))) };
        }
        let is_number = match field {
            Field::Param(i) => matches!(self.table.params[i], Column::Number { .. }),
            Field::Status | Field::Cause | Field::Origin | Field::Meets => false,
            _ => true,
        };
        if is_number && sign != Sign::Contains && value.parse::<f64>().is_err() {
            return Err(format!("`{name}` is a number and `{value}` is none"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::tests::example;

    fn found(text: &str) -> Result<Vec<usize>, String> {
        let table = example();
        Query::read(text, &table).map(|q| q.rows(&table).into_iter().map(|r| r + 1).collect())
    }

    #[test]
    fn rows_are_found_by_what_they_hold() {
        for (query, trials) in [
            ("", vec![1, 2, 3, 4]),
            ("lr < 1e-3", vec![1]),
            ("lr<1e-3 or status = failed", vec![1, 3]),
            ("status = failed and lr >= 0.01", vec![3]),
            ("not status = failed", vec![1, 2, 4]),
            ("optimizer == 'Adam' and (trial > 1)", vec![4]),
            ("optimizer ~ sg", vec![2, 3]),
            ("\"PR-AUC\" > 0.5", vec![2]),
            ("memory", vec![3]),
            ("cause ~ 'out of memory'", vec![3]),
            ("objective = 0.4", vec![1]),
            ("momentum > 0", vec![2]),
            ("momentum != 0.9", vec![]),
            ("NOT (status = completed OR status = failed)", vec![4]),
        ] {
            assert_eq!(found(query), Ok(trials), "{query}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (query, part) in [
            ("lr <", "compared with nothing"),
            ("< 3", "needs a column"),
            ("rl < 3", "there is no column `rl`; there is trial"),
            ("(lr < 3", "not closed"),
            ("lr < 'x", "not closed"),
            ("lr < abc", "is a number and `abc` is none"),
            ("status = done", "is no status; there is queued"),
            ("lr < 3 trial > 2", "join conditions"),
            ("lr < 3 and", "ends where"),
            ("lr < ;", "means nothing here"),
            (&"(".repeat(1000), "too deeply"),
            (&"not ".repeat(400), "too deeply"),
            (&"x".repeat(3000), "at most 2000"),
        ] {
            let error = found(query).expect_err(query);
            assert!(error.contains(part), "{query}: {error}");
        }
    }
}
