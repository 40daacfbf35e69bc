//! Why a verb gave up.

use miette::Report;
use tunesmith_controller::ControllerError;
use tunesmith_store::StoreError;

/// An error as the user will see it.
pub(crate) struct Failure(pub(crate) Report);

impl From<Report> for Failure {
    fn from(report: Report) -> Self {
        Self(report)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self(Report::from_err(error))
    }
}

impl From<ControllerError> for Failure {
    fn from(error: ControllerError) -> Self {
        Self(Report::from_err(error))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(Report::from_err(error))
    }
}

/// A failure from a message, as `format!` makes it.
macro_rules! failure {
    ($($message:tt)*) => {
        $crate::failure::Failure::from(miette::miette!($($message)*))
    };
}
pub(crate) use failure;
