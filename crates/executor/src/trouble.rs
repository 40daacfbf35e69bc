//! Why an engine did not do what it was asked.

/// Why an engine did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// It will not do it, whenever it is asked.
    Refused(String),
    /// It may do it later.
    Passing(String),
}

impl Trouble {
    /// What was said.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Refused(text) | Self::Passing(text) => text,
        }
    }
}
