//! Rules that stop a hopeless trial before its end. One rule, one file.

mod median;

pub use median::{MedianRule, Verdict, running_averages};
