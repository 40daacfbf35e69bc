//! Runs as processes of this machine.
//!
//! ```text
//! controller ──"run F"──> tunesmith supervise ──spawns──> the command, in its own process group
//!     ^                        │  pipe: its output
//!     │ tails                  ├─> log            head and tail of the output
//!     └────────────────────────├─> report.jsonl   one line a metric point
//!                              ├─> heartbeat      touched while it runs
//!                              └─> exit.json      how it ended
//! ```
//!
//! The supervisor holds `supervisor.lock` while it lives, which is how a later controller tells a live run from a dead
//! one without trusting process ids. A controller that gives a run up writes `revoked` under the same lock; a supervisor
//! that comes late finds it and starts nothing.

mod gpus;
mod local;
mod pool;
mod setup;
mod supervisor;

pub use gpus::visible_gpus;
pub(crate) use local::Local;
#[cfg(any(feature = "ray", feature = "container"))]
pub(crate) use local::LocalClaim;
pub use pool::ProcessExecutor;
pub use supervisor::{supervise, supervise_start};

/// The hidden subcommand under which our own binary supervises a run.
pub const SUPERVISE: &str = "supervise";

/// The hidden subcommand under which it supervises the one run of a folder where an engine started it.
pub const SUPERVISE_START: &str = "supervise-start";

/// Milliseconds since the epoch, of the machine's own clock: log lines and exits are stamped where they happen.
#[expect(clippy::disallowed_methods, reason = "a run happens in real time; the simulator has an executor of its own")]
pub(crate) fn wall_clock_ms() -> i64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_millis() as i64)
}
