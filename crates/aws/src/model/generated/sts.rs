//! AWS Security Token Service. Made by `cargo xtask codegen` from botocore==1.44.8; not to be edited.

#![allow(clippy::all, clippy::pedantic, dead_code, missing_docs)]

use serde::Deserialize;

use crate::model::schema::{Member, Number, Operation, Service, Shape, Size, Text};

pub(crate) static SERVICE: Service = Service {
    name: "sts",
    target: "",
    namespace: "https://sts.amazonaws.com/doc/2011-06-15/",
    operations: &[
        Operation {
            name: "AssumeRole",
            input: Some(&ASSUME_ROLE_REQUEST_SHAPE),
            output: Some(&ASSUME_ROLE_RESPONSE_SHAPE),
            errors: &[
                ("ExpiredTokenException", 400),
                ("InvalidContextAssertion", 400),
                ("MalformedPolicyDocument", 400),
                ("PackedPolicyTooLarge", 400),
                ("RegionDisabledException", 403),
            ],
        },
        Operation {
            name: "GetCallerIdentity",
            input: Some(&GET_CALLER_IDENTITY_REQUEST_SHAPE),
            output: Some(&GET_CALLER_IDENTITY_RESPONSE_SHAPE),
            errors: &[],
        },
        Operation {
            name: "GetSessionToken",
            input: Some(&GET_SESSION_TOKEN_REQUEST_SHAPE),
            output: Some(&GET_SESSION_TOKEN_RESPONSE_SHAPE),
            errors: &[("RegionDisabledException", 403)],
        },
    ],
};

static ASSUME_ROLE_REQUEST_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DurationSeconds", shape: &ROLE_DURATION_SECONDS_TYPE_SHAPE, required: false },
    Member { name: "ExternalId", shape: &EXTERNAL_ID_TYPE_SHAPE, required: false },
    Member { name: "MinimumSessionTokenSize", shape: &MINIMUM_SESSION_TOKEN_SIZE_TYPE_SHAPE, required: false },
    Member { name: "Policy", shape: &UNRESTRICTED_SESSION_POLICY_DOCUMENT_TYPE_SHAPE, required: false },
    Member { name: "PolicyArns", shape: &POLICY_DESCRIPTOR_LIST_TYPE_SHAPE, required: false },
    Member { name: "ProvidedContexts", shape: &PROVIDED_CONTEXTS_LIST_TYPE_SHAPE, required: false },
    Member { name: "RoleArn", shape: &ARN_TYPE_SHAPE, required: true },
    Member { name: "RoleSessionName", shape: &ROLE_SESSION_NAME_TYPE_SHAPE, required: true },
    Member { name: "SerialNumber", shape: &SERIAL_NUMBER_TYPE_SHAPE, required: false },
    Member { name: "SourceIdentity", shape: &SOURCE_IDENTITY_TYPE_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_TYPE_SHAPE, required: false },
    Member { name: "TokenCode", shape: &TOKEN_CODE_TYPE_SHAPE, required: false },
    Member { name: "TransitiveTagKeys", shape: &TAG_KEY_LIST_TYPE_SHAPE, required: false },
]);
static ASSUME_ROLE_RESPONSE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AssumedRoleUser", shape: &ASSUMED_ROLE_USER_SHAPE, required: false },
    Member { name: "Credentials", shape: &CREDENTIALS_SHAPE, required: false },
    Member { name: "PackedPolicySize", shape: &NON_NEGATIVE_INTEGER_TYPE_SHAPE, required: false },
    Member { name: "SessionTokenSize", shape: &SESSION_TOKEN_SIZE_TYPE_SHAPE, required: false },
    Member { name: "SessionTokenUtilization", shape: &SESSION_TOKEN_UTILIZATION_TYPE_SHAPE, required: false },
    Member { name: "SourceIdentity", shape: &SOURCE_IDENTITY_TYPE_SHAPE, required: false },
]);
static ASSUMED_ROLE_USER_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Arn", shape: &ARN_TYPE_SHAPE, required: true },
    Member { name: "AssumedRoleId", shape: &ASSUMED_ROLE_ID_TYPE_SHAPE, required: true },
]);
static CREDENTIALS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AccessKeyId", shape: &ACCESS_KEY_ID_TYPE_SHAPE, required: true },
    Member { name: "Expiration", shape: &DATE_TYPE_SHAPE, required: true },
    Member { name: "SecretAccessKey", shape: &ACCESS_KEY_SECRET_TYPE_SHAPE, required: true },
    Member { name: "SessionToken", shape: &TOKEN_TYPE_SHAPE, required: true },
]);
static GET_CALLER_IDENTITY_REQUEST_SHAPE: Shape = Shape::Structure(&[]);
static GET_CALLER_IDENTITY_RESPONSE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Account", shape: &ACCOUNT_TYPE_SHAPE, required: false },
    Member { name: "Arn", shape: &ARN_TYPE_SHAPE, required: false },
    Member { name: "UserId", shape: &USER_ID_TYPE_SHAPE, required: false },
]);
static GET_SESSION_TOKEN_REQUEST_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DurationSeconds", shape: &DURATION_SECONDS_TYPE_SHAPE, required: false },
    Member { name: "MinimumSessionTokenSize", shape: &MINIMUM_SESSION_TOKEN_SIZE_TYPE_SHAPE, required: false },
    Member { name: "SerialNumber", shape: &SERIAL_NUMBER_TYPE_SHAPE, required: false },
    Member { name: "TokenCode", shape: &TOKEN_CODE_TYPE_SHAPE, required: false },
]);
static GET_SESSION_TOKEN_RESPONSE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Credentials", shape: &CREDENTIALS_SHAPE, required: false },
    Member { name: "SessionTokenSize", shape: &SESSION_TOKEN_SIZE_TYPE_SHAPE, required: false },
    Member { name: "SessionTokenUtilization", shape: &SESSION_TOKEN_UTILIZATION_TYPE_SHAPE, required: false },
]);
static POLICY_DESCRIPTOR_TYPE_SHAPE: Shape =
    Shape::Structure(&[Member { name: "arn", shape: &ARN_TYPE_SHAPE, required: false }]);
static PROVIDED_CONTEXT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ContextAssertion", shape: &CONTEXT_ASSERTION_TYPE_SHAPE, required: false },
    Member { name: "ProviderArn", shape: &ARN_TYPE_SHAPE, required: false },
]);
static PROVIDED_CONTEXTS_LIST_TYPE_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(5) }, &PROVIDED_CONTEXT_SHAPE);
static TAG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Key", shape: &TAG_KEY_TYPE_SHAPE, required: true },
    Member { name: "Value", shape: &TAG_VALUE_TYPE_SHAPE, required: true },
]);
static ACCESS_KEY_ID_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(16), max: Some(128) }, pattern: Some("[\\w]*"), values: &[] });
static ACCESS_KEY_SECRET_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static ACCOUNT_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static ARN_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(20), max: Some(2048) },
    pattern: Some("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+"),
    values: &[],
});
static ASSUMED_ROLE_ID_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(2), max: Some(193) }, pattern: Some("[\\w+=,.@:-]*"), values: &[] });
static CONTEXT_ASSERTION_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(4), max: Some(3072) }, pattern: None, values: &[] });
static DATE_TYPE_SHAPE: Shape = Shape::Timestamp;
static DURATION_SECONDS_TYPE_SHAPE: Shape = Shape::Integer(Number { min: Some(900.0), max: Some(129600.0) });
static EXTERNAL_ID_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(2), max: Some(1224) },
    pattern: Some("[\\w+=,.@:\\/-]*"),
    values: &[],
});
static MINIMUM_SESSION_TOKEN_SIZE_TYPE_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: Some(4096.0) });
static NON_NEGATIVE_INTEGER_TYPE_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static POLICY_DESCRIPTOR_LIST_TYPE_SHAPE: Shape =
    Shape::List(Size { min: None, max: None }, &POLICY_DESCRIPTOR_TYPE_SHAPE);
static ROLE_DURATION_SECONDS_TYPE_SHAPE: Shape = Shape::Integer(Number { min: Some(900.0), max: Some(43200.0) });
static ROLE_SESSION_NAME_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(2), max: Some(64) }, pattern: Some("[\\w+=,.@-]*"), values: &[] });
static SERIAL_NUMBER_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(9), max: Some(256) }, pattern: Some("[\\w+=/:,.@-]*"), values: &[] });
static SESSION_TOKEN_SIZE_TYPE_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static SESSION_TOKEN_UTILIZATION_TYPE_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static SOURCE_IDENTITY_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(2), max: Some(256) }, pattern: Some("[\\w+=,.@-]*"), values: &[] });
static TAG_KEY_LIST_TYPE_SHAPE: Shape = Shape::List(Size { min: None, max: Some(50) }, &TAG_KEY_TYPE_SHAPE);
static TAG_KEY_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(128) },
    pattern: Some("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+"),
    values: &[],
});
static TAG_LIST_TYPE_SHAPE: Shape = Shape::List(Size { min: None, max: Some(50) }, &TAG_SHAPE);
static TAG_VALUE_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*"),
    values: &[],
});
static TOKEN_CODE_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(6), max: Some(6) }, pattern: Some("[\\d]*"), values: &[] });
static TOKEN_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static UNRESTRICTED_SESSION_POLICY_DOCUMENT_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: None },
    pattern: Some("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"),
    values: &[],
});
static USER_ID_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct AssumeRoleRequest {
    #[serde(rename = "DurationSeconds")]
    pub(crate) duration_seconds: Option<i64>,
    #[serde(rename = "ExternalId")]
    pub(crate) external_id: Option<String>,
    #[serde(rename = "MinimumSessionTokenSize")]
    pub(crate) minimum_session_token_size: Option<i64>,
    #[serde(rename = "Policy")]
    pub(crate) policy: Option<String>,
    #[serde(rename = "PolicyArns")]
    pub(crate) policy_arns: Option<Vec<PolicyDescriptorType>>,
    #[serde(rename = "ProvidedContexts")]
    pub(crate) provided_contexts: Option<Vec<ProvidedContext>>,
    #[serde(rename = "RoleArn")]
    pub(crate) role_arn: String,
    #[serde(rename = "RoleSessionName")]
    pub(crate) role_session_name: String,
    #[serde(rename = "SerialNumber")]
    pub(crate) serial_number: Option<String>,
    #[serde(rename = "SourceIdentity")]
    pub(crate) source_identity: Option<String>,
    #[serde(rename = "Tags")]
    pub(crate) tags: Option<Vec<Tag>>,
    #[serde(rename = "TokenCode")]
    pub(crate) token_code: Option<String>,
    #[serde(rename = "TransitiveTagKeys")]
    pub(crate) transitive_tag_keys: Option<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct GetCallerIdentityRequest {}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct GetSessionTokenRequest {
    #[serde(rename = "DurationSeconds")]
    pub(crate) duration_seconds: Option<i64>,
    #[serde(rename = "MinimumSessionTokenSize")]
    pub(crate) minimum_session_token_size: Option<i64>,
    #[serde(rename = "SerialNumber")]
    pub(crate) serial_number: Option<String>,
    #[serde(rename = "TokenCode")]
    pub(crate) token_code: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct PolicyDescriptorType {
    #[serde(rename = "arn")]
    pub(crate) arn: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ProvidedContext {
    #[serde(rename = "ContextAssertion")]
    pub(crate) context_assertion: Option<String>,
    #[serde(rename = "ProviderArn")]
    pub(crate) provider_arn: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Tag {
    #[serde(rename = "Key")]
    pub(crate) key: String,
    #[serde(rename = "Value")]
    pub(crate) value: String,
}
