//! `tunesmith init`: proposes a `tune.toml` for a command, from what its `--help` says.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use clap::Args;

use crate::exit::Code;
use crate::failure::{Failure, failure};
use crate::output;
use crate::view::summary;

#[derive(Debug, Args)]
pub(crate) struct InitArgs {
    /// Where to write it
    #[arg(short, long, value_name = "FILE", default_value = "tune.toml")]
    output: PathBuf,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
    /// The command to tune
    #[arg(last = true, required = true, value_name = "COMMAND")]
    command: Vec<String>,
}

pub(crate) fn run(args: &InitArgs) -> Result<Code, Failure> {
    if args.output.exists() && !args.force {
        return Err(failure!("{} is there already; --force replaces it", args.output.display()));
    }
    let help = help_text(&args.command)?;
    let options = options(&help);
    let text = file_for(&args.command, &options);
    fs::write(&args.output, &text).map_err(|e| failure!("cannot write {}: {e}", args.output.display()))?;
    let found: Vec<&str> = options.iter().map(|o| o.name.as_str()).collect();
    summary::labelled(
        "wrote",
        &format!("{} with {} options found in --help: {}", args.output.display(), found.len(), found.join(", ")),
    );
    summary::labelled("next", "edit its ranges and its metric, then: tunesmith check, and tunesmith tune");
    Ok(Code::Ok)
}

/// What the command prints when asked for help.
fn help_text(command: &[String]) -> Result<String, Failure> {
    let (program, arguments) = command.split_first().ok_or_else(|| failure!("there is no command"))?;
    let output = Command::new(program).args(arguments).arg("--help").stdin(Stdio::null()).output();
    let output = output.map_err(|e| failure!("cannot run `{program}`: {e}"))?;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text += &String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        output::note(&format!("  `{program} ... --help` ended with {}; using what it printed", output.status));
    }
    Ok(text)
}

/// An option of the command that takes a value.
#[derive(Debug, PartialEq)]
struct Opt {
    name: String,
    choices: Vec<String>,
    default: Option<String>,
}

/// Options of a help text in the style of argparse, clap or click: `--name NAME`, `--name <NAME>`, `--name {a,b}`, with a default
/// where one is told.
fn options(help: &str) -> Vec<Opt> {
    const NOT_TUNED: [&str; 12] = [
        "help",
        "version",
        "config",
        "output",
        "out",
        "data",
        "data-dir",
        "log-dir",
        "checkpoint",
        "verbose",
        "device",
        "path",
    ];
    // Usage lines name every option once more, without its text.
    let mut blocks: Vec<String> = Vec::new();
    for line in help.lines() {
        let text = line.trim_start();
        if text.starts_with('-') {
            blocks.push(text.to_owned());
        } else if let Some(block) = blocks.last_mut()
            && line.starts_with([' ', '\t'])
            && !text.is_empty()
        {
            block.push(' ');
            block.push_str(text);
        }
    }
    let mut found: Vec<Opt> = Vec::new();
    for block in blocks {
        let Some(at) = block.find("--") else { continue };
        let rest = &block[at + 2..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        let after = rest[end..].trim_start_matches(['=', ' ']);
        // A value is told right behind the name: in capitals, in brackets, or as a list; a type word for click.
        let takes_value = rest[end..].starts_with([' ', '='])
            && !rest[end..].starts_with("  ")
            && after.starts_with(|c: char| c.is_uppercase() || matches!(c, '<' | '{' | '['));
        let is_choice = after.starts_with(['{', '[']) && after.contains([',', '|']);
        let choices: Vec<String> = if is_choice {
            let close = after.find(['}', ']']).unwrap_or(after.len());
            after[1..close].split([',', '|']).map(|c| c.trim().to_owned()).filter(|c| !c.is_empty()).collect()
        } else {
            Vec::new()
        };
        if takes_value
            && !name.is_empty()
            && !NOT_TUNED.contains(&name.as_str())
            && !["dir", "file", "path"].iter().any(|place| name.contains(place))
            && !found.iter().any(|o| o.name == name)
        {
            found.push(Opt { name, choices, default: default_of(&block) });
        }
    }
    found
}

/// `(default: 0.1)`, `[default: 0.1]`, `default=0.1`.
fn default_of(block: &str) -> Option<String> {
    let at = block.to_lowercase().find("default")?;
    let rest = block[at + "default".len()..].trim_start_matches([':', '=', ' ', 's']);
    let end = rest.find([')', ']', ',', ' ']).unwrap_or(rest.len());
    Some(rest[..end].trim_matches(['\'', '"']).to_owned()).filter(|d| !d.is_empty() && d != "None")
}

fn file_for(command: &[String], options: &[Opt]) -> String {
    let quote = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let mut text = format!(
        "command = {}\n\n[objective]\nmetric = \"loss\"          # one of [metrics]\ngoal   = \"minimize\"\n\n[metrics]               # last match wins; a bare word, or a regex with one group\n\"loss\" = \"loss\"\n\n[params]                # delete what should not vary\n",
        quote(&shell_words::join(command))
    );
    for option in options {
        // A guess without anything to go by is left for the user to make.
        let guess = if option.choices.is_empty() && option.default.is_none() { "# " } else { "" };
        text.extend([guess.to_owned(), key(&option.name), " = ".into(), range_for(option), "\n".into()]);
    }
    if options.is_empty() {
        text += "# lr = { float = [1e-5, 1e-1], scale = \"log\" }\n";
    }
    text += "\n[budget]\ntrials   = 30\nparallel = 1\n";
    text
}

fn key(name: &str) -> String {
    if name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
        name.to_owned()
    } else {
        format!("\"{name}\"")
    }
}

/// A range round the default: a factor of ten either way for small numbers, of four for whole ones.
fn range_for(option: &Opt) -> String {
    if !option.choices.is_empty() {
        let choices: Vec<String> =
            option.choices.iter().map(|c| serde_json::to_string(c).unwrap_or_default()).collect();
        return format!("{{ choice = [{}] }}", choices.join(", "));
    }
    let default = option.default.as_deref().unwrap_or_default();
    if let Ok(n) = default.parse::<i64>() {
        let (low, high) = ((n / 4).max(1), (n * 4).max(4));
        return format!("{{ int = [{low}, {high}] }}   # default {n}");
    }
    match default.parse::<f64>() {
        Ok(x) if x > 0.0 && x < 0.1 => {
            format!("{{ float = [{:e}, {:e}], scale = \"log\" }}   # default {x}", x / 10.0, x * 10.0)
        }
        Ok(x) if x > 0.0 && x < 1.0 => format!("{{ float = [0.0, 1.0] }}   # default {x}"),
        Ok(x) if x > 0.0 => format!("{{ float = [{:?}, {:?}] }}   # default {x}", x / 4.0, x * 4.0),
        _ => "{ float = [0.0, 1.0] }   # no default is told: set the range, and take the # in front away".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn argparse_help_is_understood() {
        let help = "usage: train.py [-h] [--lr LR] [--opt {adam,sgd}] [--nodes NODES] [--quiet]\n\noptions:\n  -h, --help            show this help message and exit\n  --lr LR               learning rate (default: 0.001)\n  --opt {adam,sgd}      which optimiser\n  -n NODES, --nodes NODES\n                        width (default: 128)\n  --quiet               say less\n";
        let found = options(help);
        let names: Vec<&str> = found.iter().map(|o| o.name.as_str()).collect();
        assert_eq!(names, ["lr", "opt", "nodes"]);
        assert_eq!(found[0].default.as_deref(), Some("0.001"));
        assert_eq!(found[1].choices, ["adam", "sgd"]);
        assert_eq!(range_for(&found[0]), "{ float = [1e-4, 1e-2], scale = \"log\" }   # default 0.001");
        assert_eq!(range_for(&found[2]), "{ int = [32, 512] }   # default 128");
    }

    #[test]
    fn what_has_no_default_is_left_to_the_user() {
        let found = options("  --nodes NODES\n  --save-dir DIR\n  --opt {a,b}\n");
        let file = file_for(&["train".to_owned()], &found);
        assert!(file.contains("\n# nodes = {") && file.contains("\nopt = {") && !file.contains("save-dir"), "{file}");
    }

    #[test]
    fn clap_and_click_help_are_understood() {
        let clap = "Options:\n  -l, --lr <LR>      Learning rate [default: 0.01]\n      --fast         Hurry\n";
        assert_eq!(options(clap), [Opt { name: "lr".into(), choices: vec![], default: Some("0.01".into()) }]);
        let click =
            "Options:\n  --lr FLOAT            Learning rate  [default: 0.01]\n  --opt [adam|sgd]      Optimiser\n";
        assert_eq!(options(click).iter().map(|o| o.name.as_str()).collect::<Vec<_>>(), ["lr", "opt"]);
    }
}
