//! Operations, one folder a service. A service is a list of its operations and what answers each.

mod cloudwatch;
mod iam;
mod logs;
mod pages;
pub(crate) mod runtime;
pub(crate) mod sagemaker;
mod sts;

use std::future::{Future, ready};
use std::pin::Pin;

use serde_json::Value;

use crate::model::generated;
use crate::model::schema::Service;
use crate::server::Context;
use crate::wire::ApiError;

/// The answer to come.
pub(crate) type Answer<'a> = Pin<Box<dyn Future<Output = Result<Value, ApiError>> + Send + 'a>>;

/// A service and what answers its operations.
pub(crate) struct Face {
    pub(crate) service: &'static Service,
    /// As it is called in a signature's scope.
    pub(crate) scope: &'static str,
    pub(crate) answer: for<'a> fn(&'a Context, &'static str, Value) -> Answer<'a>,
}

/// The services that are answered here; S3 has a wire of its own.
pub(crate) static FACES: [Face; 5] = [
    Face {
        service: &generated::sagemaker::SERVICE,
        scope: "sagemaker",
        answer: |c, o, i| Box::pin(sagemaker::answer(c, o, i)),
    },
    Face { service: &generated::sts::SERVICE, scope: "sts", answer: |c, o, i| Box::pin(ready(sts::answer(c, o, &i))) },
    Face { service: &generated::iam::SERVICE, scope: "iam", answer: |c, o, i| Box::pin(ready(iam::answer(c, o, &i))) },
    Face {
        service: &generated::cloudwatch::SERVICE,
        scope: "monitoring",
        answer: |c, o, i| Box::pin(cloudwatch::answer(c, o, i)),
    },
    Face { service: &generated::logs::SERVICE, scope: "logs", answer: |c, o, i| Box::pin(logs::answer(c, o, i)) },
];

/// An operation that is in a service's table and in no list of ours.
pub(crate) fn not_answered(operation: &str) -> ApiError {
    ApiError::internal(format!("{operation} has no answer yet"))
}
