//! Shapes of the services' operations. Made by `cargo xtask codegen`; not to be edited.

pub(crate) mod cloudwatch;
pub(crate) mod iam;
pub(crate) mod logs;
pub(crate) mod sagemaker;
pub(crate) mod sts;
