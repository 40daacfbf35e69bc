//! The AWS services that tuning code calls, on one port: SageMaker's tuning jobs, training jobs and endpoints, S3, STS, IAM, CloudWatch, Logs.
//!
//! ```text
//! request ──> which service? ──> signature ──> shape and limits ──> operation ──> answer
//!             target, scope,     sigv4         model::check         services/      wire/
//!             path
//! ```
//!
//! S3 has a wire of its own (`s3s`) with our backend behind it. Every other service is a table of operations that was generated
//! from its public model (`model/generated`), with one function an operation in `services/<service>`. What AWS calls a tuning
//! job is a job of the controller; this crate translates, and holds no state of its own.
//!
//! # It is not
//! - an emulator of AWS: only what the code of people who tune and train calls;
//! - a place for rules of tuning: those are `study`'s and `engine`'s.

mod auth;
mod client;
mod model;
#[cfg(test)]
mod mutated;
mod quotas;
mod s3;
mod server;
mod services;
mod wire;

pub use client::{Client, ClientError, Predicted};
pub use quotas::Quotas;
pub use s3::is_domain;
pub use server::{Aws, Body, Parts};
pub use services::sagemaker::hosting::trained::{TrainedModel, trained_model};
pub use services::sagemaker::instances::InstanceRule;
