//! One compiled pattern.

use std::ops::Range;

use crate::definition::MetricProblem;
use crate::python;

/// Steps that a pattern with look-around may take on one line before it is given up there: some milliseconds.
const BACKTRACK_LIMIT: usize = 100_000;
/// Look-around costs up to the square of the text, which no step limit sees: longer lines are read through windows.
const BACKTRACK_WINDOW: usize = 4 << 10;
/// Windows share so many bytes, so that a match across their edge is found by the second.
const WINDOW_OVERLAP: usize = 512;
/// Bytes that a compiled pattern may take.
const SIZE_LIMIT: usize = 4 << 20;

/// A pattern whose group holds a number.
#[derive(Debug, Clone)]
pub(crate) enum Pattern {
    /// Linear time whatever the line holds.
    Linear(regex::Regex),
    /// Look-around or back-references: backtracking, with a limit.
    Backtracking(Box<fancy_regex::Regex>),
}

/// A match, in bytes of its line.
pub(crate) struct Found<'a> {
    pub(crate) whole: Range<usize>,
    /// Its first group that took part.
    pub(crate) group: Range<usize>,
    /// What the group holds.
    pub(crate) text: &'a str,
}

impl Pattern {
    /// Compiles a regular expression, or a bare word by [`word_pattern`].
    pub(crate) fn compile(text: &str) -> Result<Self, MetricProblem> {
        if is_word(text) {
            return Self::compile(&word_pattern(text));
        }
        let translated = python::translate(text);
        let linear = regex::RegexBuilder::new(&translated).size_limit(SIZE_LIMIT).build();
        let (pattern, groups) = match linear {
            Ok(regex) => {
                let groups = regex.captures_len() - 1;
                (Self::Linear(regex), groups)
            }
            Err(linear_error) => {
                let fancy = fancy_regex::RegexBuilder::new(&translated)
                    .backtrack_limit(BACKTRACK_LIMIT)
                    .delegate_size_limit(SIZE_LIMIT)
                    .build();
                match fancy {
                    Ok(regex) => {
                        let groups = regex.captures_len() - 1;
                        (Self::Backtracking(Box::new(regex)), groups)
                    }
                    Err(_) => {
                        return Err(MetricProblem::Invalid {
                            regex: text.to_owned(),
                            reason: last_line(&linear_error.to_string()),
                        });
                    }
                }
            }
        };
        if groups == 0 { Err(MetricProblem::NoGroup(text.to_owned())) } else { Ok(pattern) }
    }

    /// Calls `found` with each match whose group took part, the first of several groups. Stops quietly
    /// where the backtracking limit is met: one line cannot hold up the rest.
    pub(crate) fn each_match(&self, line: &str, mut found: impl FnMut(Found<'_>)) {
        match self {
            Self::Linear(regex) => {
                for captures in regex.captures_iter(line) {
                    let whole = captures.get(0).map_or(0..0, |m| m.range());
                    if let Some(group) = captures.iter().skip(1).flatten().next() {
                        found(Found { whole, group: group.range(), text: group.as_str() });
                    }
                }
            }
            Self::Backtracking(regex) => {
                let mut reported = 0;
                for (start, window) in windows(line) {
                    for captures in regex.captures_iter(window) {
                        let Ok(captures) = captures else { break };
                        let whole = captures.get(0).map_or(0..0, |m| m.range());
                        let end = start + whole.end;
                        if let Some(group) = captures.iter().skip(1).flatten().next()
                            && end > reported
                        {
                            reported = end;
                            let moved = |range: Range<usize>| start + range.start..start + range.end;
                            found(Found { whole: moved(whole), group: moved(group.range()), text: group.as_str() });
                        }
                    }
                }
            }
        }
    }
}

/// The line itself, or overlapping windows over a long one, each with its offset.
fn windows(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = line.floor_char_boundary(next?);
        let end = line.ceil_char_boundary(start + BACKTRACK_WINDOW);
        next = (end < line.len()).then(|| end - WINDOW_OVERLAP);
        Some((start, &line[start..end]))
    })
}

/// `regex` explains over several lines with a caret; its last line says what is wrong.
fn last_line(message: &str) -> String {
    let line = message.lines().last().unwrap_or(message).trim();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

/// A bare word: a metric's own name, not a regular expression.
fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric() || c == '_')
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '/' | '.' | ':' | '@' | '%' | ' '))
        && text.ends_with(|c: char| c.is_alphanumeric() || c == '%')
}

/// The expression that finds `word = 1.2`, `word: 1.2`, `word=1.2`, `"word": 1.2` and `'word': nan`, but not the word as
/// a part of another (`auc` within `roc_auc`).
pub fn word_pattern(word: &str) -> String {
    const NUMBER: &str = r"([-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|[-+]?(?i:nan|inf(?:inity)?)\b)";
    format!(r#"(?:^|[^\w.\-/])["']?{}["']?\s*[:=]\s*["']?{NUMBER}"#, regex::escape(word))
}
