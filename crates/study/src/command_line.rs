//! From values to the arguments and variables of a command.

use std::collections::BTreeMap;

use tunesmith_space::Configuration;

/// Placeholders that are no parameters.
pub(crate) const BUILT_IN: [&str; 4] = ["trial", "attempt", "dir", "seed"];

/// A command with placeholders.
#[derive(Debug, Clone, Copy)]
pub struct CommandLine<'a>(pub &'a [String]);

impl CommandLine<'_> {
    /// Every `{name}` in it, in order; `{{` and `}}` are literal braces, and a brace that holds no name is itself.
    pub fn placeholders(&self) -> Vec<String> {
        let mut found = Vec::new();
        for argument in self.0 {
            expand(argument, &mut |name| {
                found.push(name.to_owned());
                None
            });
        }
        found
    }

    /// The arguments for given values: placeholders filled, other values appended as `--name value`. An absent
    /// (inactive) value leaves an empty text; an argument that is nothing but that placeholder disappears, together
    /// with the flag right before it.
    pub fn render(&self, values: &Configuration, tuned: &[&str], extra: &BTreeMap<&str, String>) -> Vec<String> {
        let mut used = Vec::new();
        let mut arguments: Vec<String> = Vec::with_capacity(self.0.len());
        for argument in self.0 {
            let mut absent = false;
            let text = expand(argument, &mut |name| {
                used.push(name.to_owned());
                let value = values.get(name).map(ToString::to_string).or_else(|| extra.get(name).cloned());
                if value.is_none() && tuned.contains(&name) {
                    absent = true;
                    return Some(String::new());
                }
                value
            });
            if absent && text.is_empty() {
                if arguments.len() > 1 && arguments.last().is_some_and(|a| a.starts_with('-')) {
                    arguments.pop();
                }
                continue;
            }
            arguments.push(text);
        }
        for (name, value) in values.iter() {
            if !used.iter().any(|u| u == name) {
                arguments.push(flag_for(name));
                arguments.push(value.to_string());
            }
        }
        arguments
    }
}

/// The flag that carries a value without a placeholder: `--name`.
pub fn flag_for(name: &str) -> String {
    format!("--{name}")
}

/// The environment variable that carries a value: `TUNESMITH_PARAM_<NAME>`.
pub fn variable_for(name: &str) -> String {
    let upper: String = name.to_uppercase().chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    format!("TUNESMITH_PARAM_{upper}")
}

/// Replaces `{name}` by what `value_of` says (none: leaves it as it is).
fn expand(text: &str, value_of: &mut dyn FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let brace = &rest[at..=at];
        rest = &rest[at + 1..];
        if rest.starts_with(brace) {
            out.push_str(brace);
            rest = &rest[1..];
            continue;
        }
        let name_end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')));
        match name_end {
            Some(end)
                if brace == "{"
                    && end > 0
                    && rest[end..].starts_with('}')
                    && !rest.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                match value_of(&rest[..end]) {
                    Some(value) => out.push_str(&value),
                    None => out.extend(["{", &rest[..end], "}"]),
                }
                rest = &rest[end + 1..];
            }
            _ => out.push_str(brace),
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use tunesmith_space::Value;

    use super::*;

    fn render(command: &[&str], values: &[(&str, Value)]) -> Vec<String> {
        let command: Vec<String> = command.iter().map(|s| (*s).to_owned()).collect();
        let values = values.iter().map(|(n, v)| ((*n).to_owned(), v.clone())).collect();
        CommandLine(&command).render(&values, &["lr", "momentum"], &BTreeMap::from([("trial", "7".to_owned())]))
    }

    #[test]
    fn placeholders_are_filled_and_the_rest_appended() {
        let values = [("lr", Value::Float(1e-5)), ("opt", Value::from("SGD"))];
        assert_eq!(
            render(&["t", "--lr={lr}", "-o", "out-{trial}"], &values),
            ["t", "--lr=1e-5", "-o", "out-7", "--opt", "SGD"]
        );
    }

    #[test]
    fn json_and_doubled_braces_stay() {
        assert_eq!(
            render(&["t", "{\"a\": {lr}}", "{{lr}}", "${HOME}", "{}"], &[("lr", Value::Int(2))]),
            ["t", "{\"a\": 2}", "{lr}", "${HOME}", "{}"]
        );
    }

    #[test]
    fn an_inactive_value_takes_its_flag_along() {
        assert_eq!(
            render(&["t", "--momentum", "{momentum}", "--m={momentum}"], &[("lr", Value::Int(1))]),
            ["t", "--m=", "--lr", "1"]
        );
    }

    #[test]
    fn variables_are_shell_names() {
        assert_eq!(variable_for("learning-rate.x"), "TUNESMITH_PARAM_LEARNING_RATE_X");
    }
}
