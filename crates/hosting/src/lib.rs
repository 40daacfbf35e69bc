//! Models behind endpoints: what is deployed, the processes that answer for it, and who gets which request.
//!
//! ```text
//!                    ┌─ variant A, weight 0.9 ─┬─ process ── /ping, /invocations
//! request ── router ─┤                         └─ process
//!                    └─ variant B, weight 0.1 ─── process
//! ```
//!
//! An [`Endpoint`] is a small state machine with a task of its own: it is created, updated, changed in weight and size, deleted;
//! what it is to be is recorded before it is begun, so a server that comes back goes on with it. Each process is a run of the
//! executor, restarted when it ends and ended when it no longer answers; an update starts the new ones first, and takes the old
//! ones away when their last request is answered.
//!
//! # It is not
//! - a model server: programs come from `tunesmith_workload`;
//! - a balancer between machines: all processes are on this one.

mod counts;
mod endpoint;
mod fleet;
mod forward;
mod hosting;
mod logs;
mod process;
mod records;
mod runs;
mod variant;

pub use counts::{Counts, Minute};
pub use forward::{Invocation, InvokeError, Invoked};
pub use hosting::{DUTY, EndpointView, Hosting, HostingError, Limits, Parts, VariantView};
pub use logs::{ProcessLog, process_logs};
pub use records::{Change, Deployment, Endpoint, EndpointConfig, Model, Status, Variant, VariantSpec};
pub use runs::SERVE_MODEL;
