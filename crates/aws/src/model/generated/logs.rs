//! Amazon CloudWatch Logs. Made by `cargo xtask codegen` from botocore==1.44.8; not to be edited.

#![allow(clippy::all, clippy::pedantic, dead_code, missing_docs)]

use serde::Deserialize;

use crate::model::schema::{Member, Number, Operation, Service, Shape, Size, Text};

pub(crate) static SERVICE: Service = Service {
    name: "logs",
    target: "Logs_20140328",
    namespace: "",
    operations: &[
        Operation {
            name: "DescribeLogGroups",
            input: Some(&DESCRIBE_LOG_GROUPS_REQUEST_SHAPE),
            output: Some(&DESCRIBE_LOG_GROUPS_RESPONSE_SHAPE),
            errors: &[("InvalidParameterException", 400), ("ServiceUnavailableException", 400)],
        },
        Operation {
            name: "DescribeLogStreams",
            input: Some(&DESCRIBE_LOG_STREAMS_REQUEST_SHAPE),
            output: Some(&DESCRIBE_LOG_STREAMS_RESPONSE_SHAPE),
            errors: &[
                ("InvalidParameterException", 400),
                ("ResourceNotFoundException", 400),
                ("ServiceUnavailableException", 400),
            ],
        },
        Operation {
            name: "FilterLogEvents",
            input: Some(&FILTER_LOG_EVENTS_REQUEST_SHAPE),
            output: Some(&FILTER_LOG_EVENTS_RESPONSE_SHAPE),
            errors: &[
                ("InvalidParameterException", 400),
                ("ResourceNotFoundException", 400),
                ("ServiceUnavailableException", 400),
            ],
        },
        Operation {
            name: "GetLogEvents",
            input: Some(&GET_LOG_EVENTS_REQUEST_SHAPE),
            output: Some(&GET_LOG_EVENTS_RESPONSE_SHAPE),
            errors: &[
                ("InvalidParameterException", 400),
                ("ResourceNotFoundException", 400),
                ("ServiceUnavailableException", 400),
            ],
        },
    ],
};

static ACCOUNT_ID_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(12), max: Some(12) }, pattern: Some("^\\d{12}$"), values: &[] });
static ACCOUNT_IDS_SHAPE: Shape = Shape::List(Size { min: Some(0), max: Some(20) }, &ACCOUNT_ID_SHAPE);
static ARN_SHAPE: Shape = Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static BEARER_TOKEN_AUTHENTICATION_ENABLED_SHAPE: Shape = Shape::Boolean;
static DATA_PROTECTION_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["ACTIVATED", "DELETED", "ARCHIVED", "DISABLED"],
});
static DAYS_SHAPE: Shape = Shape::Integer(Number { min: None, max: None });
static DELETION_PROTECTION_ENABLED_SHAPE: Shape = Shape::Boolean;
static DESCENDING_SHAPE: Shape = Shape::Boolean;
static DESCRIBE_LIMIT_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(50.0) });
static DESCRIBE_LOG_GROUPS_LOG_GROUP_IDENTIFIERS_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(50) }, &LOG_GROUP_IDENTIFIER_SHAPE);
static DESCRIBE_LOG_GROUPS_REQUEST_SHAPE: Shape = Shape::Structure(&[
    Member { name: "accountIdentifiers", shape: &ACCOUNT_IDS_SHAPE, required: false },
    Member { name: "includeLinkedAccounts", shape: &INCLUDE_LINKED_ACCOUNTS_SHAPE, required: false },
    Member { name: "limit", shape: &DESCRIBE_LIMIT_SHAPE, required: false },
    Member { name: "logGroupClass", shape: &LOG_GROUP_CLASS_SHAPE, required: false },
    Member { name: "logGroupIdentifiers", shape: &DESCRIBE_LOG_GROUPS_LOG_GROUP_IDENTIFIERS_SHAPE, required: false },
    Member { name: "logGroupNamePattern", shape: &LOG_GROUP_NAME_PATTERN_SHAPE, required: false },
    Member { name: "logGroupNamePrefix", shape: &LOG_GROUP_NAME_SHAPE, required: false },
    Member { name: "nextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
]);
static DESCRIBE_LOG_GROUPS_RESPONSE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "logGroups", shape: &LOG_GROUPS_SHAPE, required: false },
    Member { name: "nextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
]);
static DESCRIBE_LOG_STREAMS_REQUEST_SHAPE: Shape = Shape::Structure(&[
    Member { name: "descending", shape: &DESCENDING_SHAPE, required: false },
    Member { name: "limit", shape: &DESCRIBE_LIMIT_SHAPE, required: false },
    Member { name: "logGroupIdentifier", shape: &LOG_GROUP_IDENTIFIER_SHAPE, required: false },
    Member { name: "logGroupName", shape: &LOG_GROUP_NAME_SHAPE, required: false },
    Member { name: "logStreamNamePrefix", shape: &LOG_STREAM_NAME_SHAPE, required: false },
    Member { name: "nextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "orderBy", shape: &ORDER_BY_SHAPE, required: false },
]);
static DESCRIBE_LOG_STREAMS_RESPONSE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "logStreams", shape: &LOG_STREAMS_SHAPE, required: false },
    Member { name: "nextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
]);
static EVENT_ID_SHAPE: Shape = Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static EVENT_MESSAGE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: None }, pattern: None, values: &[] });
static EVENTS_LIMIT_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(10000.0) });
static FILTER_COUNT_SHAPE: Shape = Shape::Integer(Number { min: None, max: None });
static FILTER_LOG_EVENTS_REQUEST_SHAPE: Shape = Shape::Structure(&[
    Member { name: "endTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "filterPattern", shape: &FILTER_PATTERN_SHAPE, required: false },
    Member { name: "interleaved", shape: &INTERLEAVED_SHAPE, required: false },
    Member { name: "limit", shape: &EVENTS_LIMIT_SHAPE, required: false },
    Member { name: "logGroupIdentifier", shape: &LOG_GROUP_IDENTIFIER_SHAPE, required: false },
    Member { name: "logGroupName", shape: &LOG_GROUP_NAME_SHAPE, required: false },
    Member { name: "logStreamNamePrefix", shape: &LOG_STREAM_NAME_SHAPE, required: false },
    Member { name: "logStreamNames", shape: &INPUT_LOG_STREAM_NAMES_SHAPE, required: false },
    Member { name: "nextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "startFromHead", shape: &START_FROM_HEAD_SHAPE, required: false },
    Member { name: "startTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "unmask", shape: &UNMASK_SHAPE, required: false },
]);
static FILTER_LOG_EVENTS_RESPONSE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "events", shape: &FILTERED_LOG_EVENTS_SHAPE, required: false },
    Member { name: "nextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "searchedLogStreams", shape: &SEARCHED_LOG_STREAMS_SHAPE, required: false },
]);
static FILTER_PATTERN_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1024) }, pattern: None, values: &[] });
static FILTERED_LOG_EVENT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "eventId", shape: &EVENT_ID_SHAPE, required: false },
    Member { name: "ingestionTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "logStreamName", shape: &LOG_STREAM_NAME_SHAPE, required: false },
    Member { name: "message", shape: &EVENT_MESSAGE_SHAPE, required: false },
    Member { name: "timestamp", shape: &TIMESTAMP_SHAPE, required: false },
]);
static FILTERED_LOG_EVENTS_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &FILTERED_LOG_EVENT_SHAPE);
static GET_LOG_EVENTS_REQUEST_SHAPE: Shape = Shape::Structure(&[
    Member { name: "endTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "limit", shape: &EVENTS_LIMIT_SHAPE, required: false },
    Member { name: "logGroupIdentifier", shape: &LOG_GROUP_IDENTIFIER_SHAPE, required: false },
    Member { name: "logGroupName", shape: &LOG_GROUP_NAME_SHAPE, required: false },
    Member { name: "logStreamName", shape: &LOG_STREAM_NAME_SHAPE, required: true },
    Member { name: "nextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "startFromHead", shape: &START_FROM_HEAD_SHAPE, required: false },
    Member { name: "startTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "unmask", shape: &UNMASK_SHAPE, required: false },
]);
static GET_LOG_EVENTS_RESPONSE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "events", shape: &OUTPUT_LOG_EVENTS_SHAPE, required: false },
    Member { name: "nextBackwardToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "nextForwardToken", shape: &NEXT_TOKEN_SHAPE, required: false },
]);
static INCLUDE_LINKED_ACCOUNTS_SHAPE: Shape = Shape::Boolean;
static INHERITED_PROPERTIES_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &INHERITED_PROPERTY_SHAPE);
static INHERITED_PROPERTY_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["ACCOUNT_DATA_PROTECTION"] });
static INPUT_LOG_STREAM_NAMES_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(100) }, &LOG_STREAM_NAME_SHAPE);
static INTERLEAVED_SHAPE: Shape = Shape::Boolean;
static KMS_KEY_ID_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: Some(256) }, pattern: None, values: &[] });
static LOG_GROUP_SHAPE: Shape = Shape::Structure(&[
    Member { name: "arn", shape: &ARN_SHAPE, required: false },
    Member {
        name: "bearerTokenAuthenticationEnabled",
        shape: &BEARER_TOKEN_AUTHENTICATION_ENABLED_SHAPE,
        required: false,
    },
    Member { name: "creationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "dataProtectionStatus", shape: &DATA_PROTECTION_STATUS_SHAPE, required: false },
    Member { name: "deletionProtectionEnabled", shape: &DELETION_PROTECTION_ENABLED_SHAPE, required: false },
    Member { name: "inheritedProperties", shape: &INHERITED_PROPERTIES_SHAPE, required: false },
    Member { name: "kmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
    Member { name: "logGroupArn", shape: &ARN_SHAPE, required: false },
    Member { name: "logGroupClass", shape: &LOG_GROUP_CLASS_SHAPE, required: false },
    Member { name: "logGroupName", shape: &LOG_GROUP_NAME_SHAPE, required: false },
    Member { name: "metricFilterCount", shape: &FILTER_COUNT_SHAPE, required: false },
    Member { name: "retentionInDays", shape: &DAYS_SHAPE, required: false },
    Member { name: "retentionPolicyName", shape: &POLICY_NAME_SHAPE, required: false },
    Member { name: "storedBytes", shape: &STORED_BYTES_SHAPE, required: false },
]);
static LOG_GROUP_CLASS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["STANDARD", "INFREQUENT_ACCESS", "DELIVERY", "ESSENTIALS"],
});
static LOG_GROUP_IDENTIFIER_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(2048) }, pattern: Some("[\\w#+=/:,.@-]*"), values: &[] });
static LOG_GROUP_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(512) },
    pattern: Some("[\\.\\-_/#A-Za-z0-9]+"),
    values: &[],
});
static LOG_GROUP_NAME_PATTERN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(512) },
    pattern: Some("[\\.\\-_/#A-Za-z0-9]*"),
    values: &[],
});
static LOG_GROUPS_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &LOG_GROUP_SHAPE);
static LOG_STREAM_SHAPE: Shape = Shape::Structure(&[
    Member { name: "arn", shape: &ARN_SHAPE, required: false },
    Member { name: "creationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "firstEventTimestamp", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "lastEventTimestamp", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "lastIngestionTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "logStreamName", shape: &LOG_STREAM_NAME_SHAPE, required: false },
    Member { name: "storedBytes", shape: &STORED_BYTES_SHAPE, required: false },
    Member { name: "uploadSequenceToken", shape: &SEQUENCE_TOKEN_SHAPE, required: false },
]);
static LOG_STREAM_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(512) }, pattern: Some("[^:*]*"), values: &[] });
static LOG_STREAM_SEARCHED_COMPLETELY_SHAPE: Shape = Shape::Boolean;
static LOG_STREAMS_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &LOG_STREAM_SHAPE);
static NEXT_TOKEN_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: None }, pattern: None, values: &[] });
static ORDER_BY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["LogStreamName", "LastEventTime"],
});
static OUTPUT_LOG_EVENT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ingestionTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "message", shape: &EVENT_MESSAGE_SHAPE, required: false },
    Member { name: "timestamp", shape: &TIMESTAMP_SHAPE, required: false },
]);
static OUTPUT_LOG_EVENTS_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &OUTPUT_LOG_EVENT_SHAPE);
static POLICY_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static SEARCHED_LOG_STREAM_SHAPE: Shape = Shape::Structure(&[
    Member { name: "logStreamName", shape: &LOG_STREAM_NAME_SHAPE, required: false },
    Member { name: "searchedCompletely", shape: &LOG_STREAM_SEARCHED_COMPLETELY_SHAPE, required: false },
]);
static SEARCHED_LOG_STREAMS_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &SEARCHED_LOG_STREAM_SHAPE);
static SEQUENCE_TOKEN_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: None }, pattern: None, values: &[] });
static START_FROM_HEAD_SHAPE: Shape = Shape::Boolean;
static STORED_BYTES_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static TIMESTAMP_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static UNMASK_SHAPE: Shape = Shape::Boolean;
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DescribeLogGroupsRequest {
    #[serde(rename = "accountIdentifiers")]
    pub(crate) account_identifiers: Option<Vec<String>>,
    #[serde(rename = "includeLinkedAccounts")]
    pub(crate) include_linked_accounts: Option<bool>,
    #[serde(rename = "limit")]
    pub(crate) limit: Option<i64>,
    #[serde(rename = "logGroupClass")]
    pub(crate) log_group_class: Option<String>,
    #[serde(rename = "logGroupIdentifiers")]
    pub(crate) log_group_identifiers: Option<Vec<String>>,
    #[serde(rename = "logGroupNamePattern")]
    pub(crate) log_group_name_pattern: Option<String>,
    #[serde(rename = "logGroupNamePrefix")]
    pub(crate) log_group_name_prefix: Option<String>,
    #[serde(rename = "nextToken")]
    pub(crate) next_token: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DescribeLogStreamsRequest {
    #[serde(rename = "descending")]
    pub(crate) descending: Option<bool>,
    #[serde(rename = "limit")]
    pub(crate) limit: Option<i64>,
    #[serde(rename = "logGroupIdentifier")]
    pub(crate) log_group_identifier: Option<String>,
    #[serde(rename = "logGroupName")]
    pub(crate) log_group_name: Option<String>,
    #[serde(rename = "logStreamNamePrefix")]
    pub(crate) log_stream_name_prefix: Option<String>,
    #[serde(rename = "nextToken")]
    pub(crate) next_token: Option<String>,
    #[serde(rename = "orderBy")]
    pub(crate) order_by: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct FilterLogEventsRequest {
    #[serde(rename = "endTime")]
    pub(crate) end_time: Option<i64>,
    #[serde(rename = "filterPattern")]
    pub(crate) filter_pattern: Option<String>,
    #[serde(rename = "interleaved")]
    pub(crate) interleaved: Option<bool>,
    #[serde(rename = "limit")]
    pub(crate) limit: Option<i64>,
    #[serde(rename = "logGroupIdentifier")]
    pub(crate) log_group_identifier: Option<String>,
    #[serde(rename = "logGroupName")]
    pub(crate) log_group_name: Option<String>,
    #[serde(rename = "logStreamNamePrefix")]
    pub(crate) log_stream_name_prefix: Option<String>,
    #[serde(rename = "logStreamNames")]
    pub(crate) log_stream_names: Option<Vec<String>>,
    #[serde(rename = "nextToken")]
    pub(crate) next_token: Option<String>,
    #[serde(rename = "startFromHead")]
    pub(crate) start_from_head: Option<bool>,
    #[serde(rename = "startTime")]
    pub(crate) start_time: Option<i64>,
    #[serde(rename = "unmask")]
    pub(crate) unmask: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct GetLogEventsRequest {
    #[serde(rename = "endTime")]
    pub(crate) end_time: Option<i64>,
    #[serde(rename = "limit")]
    pub(crate) limit: Option<i64>,
    #[serde(rename = "logGroupIdentifier")]
    pub(crate) log_group_identifier: Option<String>,
    #[serde(rename = "logGroupName")]
    pub(crate) log_group_name: Option<String>,
    #[serde(rename = "logStreamName")]
    pub(crate) log_stream_name: String,
    #[serde(rename = "nextToken")]
    pub(crate) next_token: Option<String>,
    #[serde(rename = "startFromHead")]
    pub(crate) start_from_head: Option<bool>,
    #[serde(rename = "startTime")]
    pub(crate) start_time: Option<i64>,
    #[serde(rename = "unmask")]
    pub(crate) unmask: Option<bool>,
}
