//! Our own REST interface and event streams, sign-in, and the console that speaks them.
//!
//! ```text
//! browser, scripts ──> whose request? ──> may they? ──> operation ──> store's views, controller, hosting
//!                      cookie, Basic,     role           operations/
//!                      loopback           guard
//! ```
//!
//! Every operation is a function in `operations/` that says its own part of the `OpenAPI` document ([`openapi`]). Large jobs are
//! filtered, sorted and thinned out here (`table/`), so that a page gets what it shows and no more. What changes comes as
//! server-sent events (`live/`), each with its place in the job's log, from which a broken stream goes on.
//!
//! # It is not
//! - a place for rules of tuning or for SQL;
//! - a face of AWS: `aws` has those, on the same port.

mod assets;
mod guard;
mod insights;
mod live;
#[expect(unused_qualifications, reason = "utoipa's macros write types of parameters in full")]
mod operations;
mod parts;
mod problem;
mod server;
mod table;
mod trends;

/// The body of a request or an answer.
pub use axum::body::Body as ApiBody;

pub use assets::CONSOLE;
pub use operations::openapi;
pub use parts::{Deployer, Deployment, Doing, Orders, Parts, Settings, SignIn};
pub use server::{Api, Via};
