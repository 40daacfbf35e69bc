//! What is kept: the event log of every job, rows for reading, and the metric series.
//!
//! [`Store`] is what the controller writes: one [`Commit`] is one transaction that appends events, updates rows and
//! adds points, so a crash at any instant loses nothing that was acknowledged. [`Views`] is the one read side that
//! command line, API and wire protocols share. [`SqlStore`] is both, on one file in WAL mode inside a [`DataDir`], or in a database of
//! PostgreSQL.
//!
//! A commit survives the end of the process at any instant (`kill -9`); after a power failure the last moments may be
//! missing but the file is whole (`synchronous = NORMAL`); PostgreSQL loses nothing then, as it is set up.
//!
//! # It is not
//! - the owner of any rule: what a row says was decided by `study`;
//! - shared between writers of one job: [`Hold`] lets one controller in, and tells the second who has it.

mod catalogue;
mod charts;
mod data_dir;
mod error;
pub mod export;
mod hold;
mod rows;
mod sql;
mod store;

pub use catalogue::{Catalogue, PageOrder, PageQuery, RunCounts, Totals};
pub use charts::{Charts, CurveKey, CurvePoint, Period};
pub use data_dir::{DataDir, LockHolder};
pub use error::StoreError;
pub use hold::{Hold, holder, is_interrupted};
pub use rows::{JobRow, PointRow, TrialRow};
pub use sql::{Controller, Duty, SqlStore};
pub use store::{BoxFuture, Commit, InboxItem, JobId, Order, Orphan, Request, Store, TrialQuery, Views};
