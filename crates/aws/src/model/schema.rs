//! What a service's model says, as data.

/// A service.
#[derive(Debug)]
pub(crate) struct Service {
    /// As its module is called.
    pub(crate) name: &'static str,
    /// What stands before an operation in `X-Amz-Target`.
    pub(crate) target: &'static str,
    /// The namespace of its XML.
    pub(crate) namespace: &'static str,
    /// What is answered here.
    pub(crate) operations: &'static [Operation],
}

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) input: Option<&'static Shape>,
    pub(crate) output: Option<&'static Shape>,
    /// Codes of its errors, each with its HTTP status.
    pub(crate) errors: &'static [(&'static str, u16)],
}

/// The form of a value.
#[derive(Debug)]
pub(crate) enum Shape {
    Structure(&'static [Member]),
    List(Size, &'static Shape),
    Map(Size, &'static Shape, &'static Shape),
    String(Text),
    Integer(Number),
    Real(Number),
    Boolean,
    Timestamp,
}

/// A member of a structure.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) shape: &'static Shape,
    pub(crate) required: bool,
}

/// How many there may be.
#[derive(Debug)]
pub(crate) struct Size {
    pub(crate) min: Option<u64>,
    pub(crate) max: Option<u64>,
}

/// What a text may be.
#[derive(Debug)]
pub(crate) struct Text {
    pub(crate) size: Size,
    /// The whole text must match.
    pub(crate) pattern: Option<&'static str>,
    /// If there are any, it must be one of them.
    pub(crate) values: &'static [&'static str],
}

/// What a number may be.
#[derive(Debug)]
pub(crate) struct Number {
    pub(crate) min: Option<f64>,
    pub(crate) max: Option<f64>,
}

impl Operation {
    /// Whether it may end with this error: one of its own, or one that all operations have.
    pub(crate) fn may_fail_with(&self, code: &str) -> bool {
        self.errors.iter().any(|(own, _)| *own == code) || crate::wire::error::COMMON.contains(&code)
    }
}

impl Service {
    /// One of its operations.
    pub(crate) fn operation(&self, name: &str) -> Option<&'static Operation> {
        self.operations.iter().find(|o| o.name == name)
    }
}
