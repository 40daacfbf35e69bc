//! Why a trial failed, in a form that can be grouped.

use serde::{Deserialize, Serialize};

use crate::event::Outcome;

/// Longest line of a log that is quoted as a cause.
const MAX_QUOTE: usize = 160;

/// Why a trial failed or was stopped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// One line for people.
    pub text: String,
    /// The last lines of the log.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tail: Vec<String>,
}

impl Cause {
    /// A cause without log lines.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), tail: Vec::new() }
    }

    /// The cause of an attempt that ended without success; none for a plain exit 0 and a requested stop.
    pub(crate) fn of(outcome: &Outcome) -> Option<Self> {
        let with_tail = |what: String, tail: &Vec<String>| {
            let text = telling_line(tail).map_or_else(|| what.clone(), |line| format!("{what}: {line}"));
            Some(Self { text, tail: tail.clone() })
        };
        match outcome {
            Outcome::Exited { code: 0, .. } | Outcome::Stopped => None,
            Outcome::Exited { code, tail } => with_tail(format!("exit {code}"), tail),
            Outcome::Signaled { signal, tail } => {
                let hint = if *signal == 9 { " (killed; out of memory?)" } else { "" };
                with_tail(format!("signal {signal}{hint}"), tail)
            }
            Outcome::TimedOut { tail } => Some(Self { text: "time limit reached".into(), tail: tail.clone() }),
            Outcome::NotStarted { reason } => Some(Self::new(format!("could not start: {reason}"))),
            Outcome::Unwritable { reason } => Some(Self::new(format!("its folder could not be written: {reason}"))),
            Outcome::Lost { reason } => Some(Self::new(format!("lost: {reason}"))),
            Outcome::Preempted { reason } => Some(Self::new(format!("preempted: {reason}"))),
            Outcome::Interrupted => Some(Self::new("interrupted")),
        }
    }

    /// What causes are grouped by: the text with numbers taken out, so that addresses and sizes do not tell them apart.
    pub fn key(&self) -> String {
        // The status in front ("exit 1: ") keeps its number: it is the kind of failure.
        let (status, rest) = self.text.split_once(':').unwrap_or((&self.text, ""));
        let without_numbers =
            rest.split_whitespace().map(|w| if w.contains(|c: char| c.is_ascii_digit()) { "#" } else { w });
        let words: Vec<&str> = std::iter::once(status).chain(without_numbers).collect();
        words.join(" ")
    }
}

/// The line of a log that says most: the last that looks like an error, else the last with any text.
fn telling_line(tail: &[String]) -> Option<String> {
    let lines = || tail.iter().rev().map(|l| l.trim()).filter(|l| l.chars().any(char::is_alphanumeric));
    let is_error = |line: &&str| {
        let lower = line.to_lowercase();
        ["error", "exception", "panicked", "fatal", "killed", "not found", "no such file", "out of memory"]
            .iter()
            .any(|word| lower.contains(word))
    };
    let line = lines().find(is_error).or_else(|| lines().next())?;
    let mut quote: String = line.chars().take(MAX_QUOTE).collect();
    if quote.len() < line.len() {
        quote.push_str("...");
    }
    Some(quote)
}

/// Groups causes that are the same but for numbers: text of the first, the trials, most frequent first.
pub fn group_causes<'a>(causes: impl IntoIterator<Item = (u64, &'a Cause)>) -> Vec<(String, Vec<u64>)> {
    let mut groups: Vec<(String, String, Vec<u64>)> = Vec::new();
    for (trial, cause) in causes {
        let key = cause.key();
        match groups.iter_mut().find(|(k, _, _)| *k == key) {
            Some((_, _, trials)) => trials.push(trial),
            None => groups.push((key, cause.text.clone(), vec![trial])),
        }
    }
    groups.sort_by_key(|(_, _, trials)| std::cmp::Reverse(trials.len()));
    groups.into_iter().map(|(_, text, trials)| (text, trials)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn a_traceback_is_told_by_its_last_line() {
        let tail = lines("Traceback (most recent call last):\n  File \"a.py\"\nValueError: bad width 37\n\n");
        let cause = Cause::of(&Outcome::Exited { code: 1, tail }).expect("a cause");
        assert_eq!(cause.text, "exit 1: ValueError: bad width 37");
    }

    #[test]
    fn an_error_is_preferred_to_the_goodbye_after_it() {
        let tail = lines("RuntimeError: CUDA out of memory\ncleaning up\n");
        let cause = Cause::of(&Outcome::Exited { code: 1, tail }).expect("a cause");
        assert_eq!(cause.text, "exit 1: RuntimeError: CUDA out of memory");
    }

    #[test]
    fn causes_that_differ_in_numbers_are_one() {
        let causes = ["exit 1: bad width 37", "exit 1: bad width 4", "exit 2: bad width 1.5e-5", "exit 1: at 0x7f3a"];
        let causes: Vec<Cause> = causes.into_iter().map(Cause::new).collect();
        let groups = group_causes((1..).zip(&causes));
        assert_eq!(groups[0], ("exit 1: bad width 37".to_owned(), vec![1, 2]));
        assert_eq!(groups.len(), 3);
    }
}
