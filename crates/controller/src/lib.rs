//! The dispatcher: the one owner and writer of job state.
//!
//! Everything that happens (an executor's report, an answer of the optimiser, a request, a tick of the clock) is a
//! [`Message`] in one queue. [`Dispatcher::step`] takes some, lets the studies decide, commits what changed in one
//! transaction a job, and only then acts: launches, stops, questions to the optimiser. What is acted on was recorded; what
//! was recorded and not acted on when the process died is found and done by the next [`Dispatcher::take_up`].
//!
//! ```text
//! executor ──points, ends──┐                         ┌── launch, stop, adopt ──> executor
//! optimiser ──proposals────┼─> queue ─> study ─> store ── question ────────────> optimiser
//! requests, clock ─────────┘   (one)   decides  commits └── commit ─────────────> whoever watches
//! ```
//!
//! # It is not
//! - a judge: rules live in `study` and `engine`;
//! - bound to real time or real processes: clock and executor are passed in, which is how `sim` drives it.

mod active;
mod clock;
mod dispatcher;
mod insight;
mod launch;
mod message;
mod run;
mod suggest;

pub use clock::{Clock, SystemClock};
pub use dispatcher::{ControllerError, Dispatcher, Life, Parts};
pub use insight::{
    BestInsight, Expected, Insight, NoInsight, PairInsight, ParameterInsight, Predicted, PredictionInsight, Rival,
};
pub use launch::{TRAIN, check_run, trial_command};
pub use message::{AskError, Message, Notice};
pub use run::run;
pub use suggest::Suggester;
