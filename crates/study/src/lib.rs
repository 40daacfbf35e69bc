//! A tuning job as a pure state machine: commands in, events out.
//!
//! A [`JobSpec`] describes the job; flags, files and requests are spellings of it. A [`Study`] is its state: the job's
//! [`JobStatus`], its [`Trial`]s, their [`Attempt`]s. [`Study::handle`] takes a [`Command`] and the time, and answers with
//! the [`Event`]s that happened; applying the same events again ([`Study::replay`]) gives the same state, which is all
//! that recovery after a crash is.
//!
//! The study *decides and asks*: [`Study::wanted_suggestions`] says how many points it could use now, and whoever drives
//! it carries the question to an optimiser and the answer back as [`Command::Suggested`].
//!
//! # It is not
//! - a scheduler of processes, an optimiser or a store: it knows no clock, file or randomness;
//! - forgiving about order: a message about an attempt that is no longer the current one is recorded and ignored.

mod cause;
mod command_line;
mod cost;
mod event;
mod handle;
mod limits;
mod placement;
mod requirement;
mod spec;
mod state;
mod training;
mod trial;
mod validate;

pub use cause::{Cause, group_causes};
pub use command_line::{CommandLine, flag_for, variable_for};
pub use event::{
    Command, CommandError, EndReason, Event, Expectation, Extension, Outcome, Recorded, StopReason, Suggestion,
};
pub use limits::SessionClock;
pub use placement::{Placement, Setting};
pub use requirement::{Measured, Relation, Requirement};
pub use spec::{
    Aim, Asked, Budget, COMMON_METRIC, DURATION_METRIC, EarlierTrial, EarlyStopping, Goal, JobSpec, Objective, RetryOn,
    Run, SPEC_VERSION, Search, StrategyName, WarmStart, WarmStartKind, is_reserved_metric,
};
pub use state::{Counters, JobStatus, Study};
pub use training::{
    Channel, Checkpoints, DEFINITION_PARAMETER, InputMode, Naming, Runtime, Source, Training, TrainingRun,
    definition_prefix,
};
pub use trial::{Attempt, RunStatus, Trial, TrialStatus};
pub use validate::{SpecError, SpecErrors, ValidSpec};
