//! A job as text, for people who want to have it elsewhere.
//!
//! Jobs that train what a client of AWS asked for have no command, and so neither a file nor a command line.

mod command_line;
mod sdk;
mod toml_file;

pub use command_line::{arguments, command_line, shell_line};
pub use sdk::{boto3_code, sdk_code};
pub use toml_file::toml;

use tunesmith_space::{Domain, Scale};

/// The short spelling of a domain, as [`parse_spec`](tunesmith_space::parse_spec) reads it; none where it cannot say it.
fn short(domain: &Domain) -> Option<String> {
    let scaled = |scale: &Scale| match scale {
        Scale::Linear => "",
        Scale::Log => "log:",
        Scale::ReverseLog => "revlog:",
    };
    let number = |x: f64| tunesmith_space::Value::Float(x).to_string();
    match domain {
        Domain::Float { low, high, scale, step } => {
            let (low, high) = (number(*low), number(*high));
            let step = step.map(|s| format!("/{}", number(s))).unwrap_or_default();
            // Ends that are written as whole numbers would be read as such.
            let is_whole = |text: &str| text.parse::<i64>().is_ok();
            let whole = is_whole(&low) && is_whole(&high) && (step.is_empty() || is_whole(&step[1..]));
            Some(format!("{}{}{low}..{high}{step}", scaled(scale), if whole { "float:" } else { "" }))
        }
        Domain::Int { low, high, scale, step } => {
            let step = step.map(|s| format!("/{s}")).unwrap_or_default();
            Some(format!("{}{low}..{high}{step}", scaled(scale)))
        }
        Domain::Bool => Some("bool".to_owned()),
        Domain::Choice { choices } => {
            let text = choices.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
            tunesmith_space::parse_spec(&text).ok().filter(|read| read == domain).map(|_| text)
        }
    }
}

/// A text in double quotes, on one line, as TOML and Python both write it; `control` writes what cannot be seen.
fn in_quotes(text: &str, control: impl Fn(char) -> String) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() => out.push_str(&control(c)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
