//! Rules that stop a hopeless trial before its end. One rule, one file.

mod curve;
mod median;
mod rungs;

pub use curve::{CurveRule, CurveVerdict};
pub use median::{MedianRule, Verdict, running_averages};
pub use rungs::{RungRule, RungVerdict};
