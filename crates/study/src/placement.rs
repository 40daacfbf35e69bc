//! Where trials run, where that is not the controller's own machine.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

/// An executor by name, with its own settings. What they mean is the matter of the executor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Placement {
    /// The executor, such as `slurm`.
    pub executor: String,
    /// Its settings by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub options: BTreeMap<String, Setting>,
}

/// A setting of an executor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Setting {
    /// True or false.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
    /// Several settings.
    List(Vec<Setting>),
    /// Settings by name.
    Table(BTreeMap<String, Setting>),
}

impl Setting {
    /// A setting as flags write it: what looks like a number is one.
    pub fn parse(text: &str) -> Self {
        match text {
            "true" => Self::Flag(true),
            "false" => Self::Flag(false),
            _ => {
                let number = || text.parse().ok().filter(|x: &f64| x.is_finite()).map(Self::Number);
                text.parse().ok().map(Self::Whole).or_else(number).unwrap_or_else(|| Self::Text(text.to_owned()))
            }
        }
    }

    /// Adds one more to it, which makes it a list.
    pub fn push(&mut self, further: Self) {
        match self {
            Self::List(all) => all.push(further),
            one => *one = Self::List(vec![one.clone(), further]),
        }
    }

    /// Whether a flag can say it.
    pub fn is_plain(&self) -> bool {
        !matches!(self, Self::List(_) | Self::Table(_)) && Self::parse(&self.to_string()) == *self
    }
}

/// As flags write it; lists and tables have no such form and are shown for people alone.
impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Whole(number) => write!(f, "{number}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
            Self::List(all) => f.write_str(&all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
            Self::Table(all) => {
                f.write_str(&all.iter().map(|(k, v)| format!("{k} = {v}")).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_say_what_they_look_like() {
        assert_eq!(Setting::parse("4"), Setting::Whole(4));
        assert_eq!(Setting::parse("0.5"), Setting::Number(0.5));
        assert_eq!(Setting::parse("1:30:00"), Setting::Text("1:30:00".into()));
        assert_eq!(Setting::parse("true"), Setting::Flag(true));
        assert!(Setting::parse("gpu").is_plain() && !Setting::Text("4".into()).is_plain());
        let mut twice = Setting::parse("a");
        twice.push(Setting::parse("b"));
        twice.push(Setting::parse("3"));
        assert_eq!(twice, Setting::List(vec![Setting::parse("a"), Setting::parse("b"), Setting::Whole(3)]));
    }
}
