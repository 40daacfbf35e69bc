//! Amazon CloudWatch. Made by `cargo xtask codegen` from botocore==1.44.8; not to be edited.

#![allow(clippy::all, clippy::pedantic, dead_code, missing_docs)]

use serde::Deserialize;

use crate::model::schema::{Member, Number, Operation, Service, Shape, Size, Text};

pub(crate) static SERVICE: Service = Service {
    name: "cloudwatch",
    target: "GraniteServiceVersion20100801",
    namespace: "http://monitoring.amazonaws.com/doc/2010-08-01/",
    operations: &[
        Operation {
            name: "GetMetricData",
            input: Some(&GET_METRIC_DATA_INPUT_SHAPE),
            output: Some(&GET_METRIC_DATA_OUTPUT_SHAPE),
            errors: &[("InvalidNextToken", 400)],
        },
        Operation {
            name: "GetMetricStatistics",
            input: Some(&GET_METRIC_STATISTICS_INPUT_SHAPE),
            output: Some(&GET_METRIC_STATISTICS_OUTPUT_SHAPE),
            errors: &[
                ("InternalServiceError", 500),
                ("InvalidParameterCombination", 400),
                ("InvalidParameterValue", 400),
                ("MissingParameter", 400),
            ],
        },
        Operation {
            name: "ListMetrics",
            input: Some(&LIST_METRICS_INPUT_SHAPE),
            output: Some(&LIST_METRICS_OUTPUT_SHAPE),
            errors: &[("InternalServiceError", 500), ("InvalidParameterValue", 400)],
        },
    ],
};

static ACCOUNT_ID_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(255) }, pattern: None, values: &[] });
static DATAPOINT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Average", shape: &DATAPOINT_VALUE_SHAPE, required: false },
    Member { name: "ExtendedStatistics", shape: &DATAPOINT_VALUE_MAP_SHAPE, required: false },
    Member { name: "Maximum", shape: &DATAPOINT_VALUE_SHAPE, required: false },
    Member { name: "Minimum", shape: &DATAPOINT_VALUE_SHAPE, required: false },
    Member { name: "SampleCount", shape: &DATAPOINT_VALUE_SHAPE, required: false },
    Member { name: "Sum", shape: &DATAPOINT_VALUE_SHAPE, required: false },
    Member { name: "Timestamp", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "Unit", shape: &STANDARD_UNIT_SHAPE, required: false },
]);
static DATAPOINT_VALUE_SHAPE: Shape = Shape::Real(Number { min: None, max: None });
static DATAPOINT_VALUE_MAP_SHAPE: Shape =
    Shape::Map(Size { min: None, max: None }, &EXTENDED_STATISTIC_SHAPE, &DATAPOINT_VALUE_SHAPE);
static DATAPOINT_VALUES_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &DATAPOINT_VALUE_SHAPE);
static DATAPOINTS_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &DATAPOINT_SHAPE);
static DIMENSION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Name", shape: &DIMENSION_NAME_SHAPE, required: true },
    Member { name: "Value", shape: &DIMENSION_VALUE_SHAPE, required: true },
]);
static DIMENSION_FILTER_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Name", shape: &DIMENSION_NAME_SHAPE, required: true },
    Member { name: "Value", shape: &DIMENSION_VALUE_SHAPE, required: false },
]);
static DIMENSION_FILTERS_SHAPE: Shape = Shape::List(Size { min: None, max: Some(10) }, &DIMENSION_FILTER_SHAPE);
static DIMENSION_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(255) }, pattern: None, values: &[] });
static DIMENSION_VALUE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(1024) }, pattern: None, values: &[] });
static DIMENSIONS_SHAPE: Shape = Shape::List(Size { min: None, max: Some(30) }, &DIMENSION_SHAPE);
static EXTENDED_STATISTIC_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static EXTENDED_STATISTICS_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(10) }, &EXTENDED_STATISTIC_SHAPE);
static GET_METRIC_DATA_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "EndTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "LabelOptions", shape: &LABEL_OPTIONS_SHAPE, required: false },
    Member { name: "MaxDatapoints", shape: &GET_METRIC_DATA_MAX_DATAPOINTS_SHAPE, required: false },
    Member { name: "MetricDataQueries", shape: &METRIC_DATA_QUERIES_SHAPE, required: true },
    Member { name: "NextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "ScanBy", shape: &SCAN_BY_SHAPE, required: false },
    Member { name: "StartTime", shape: &TIMESTAMP_SHAPE, required: true },
]);
static GET_METRIC_DATA_LABEL_TIMEZONE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static GET_METRIC_DATA_MAX_DATAPOINTS_SHAPE: Shape = Shape::Integer(Number { min: None, max: None });
static GET_METRIC_DATA_OUTPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Messages", shape: &METRIC_DATA_RESULT_MESSAGES_SHAPE, required: false },
    Member { name: "MetricDataResults", shape: &METRIC_DATA_RESULTS_SHAPE, required: false },
    Member { name: "NextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
]);
static GET_METRIC_STATISTICS_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Dimensions", shape: &DIMENSIONS_SHAPE, required: false },
    Member { name: "EndTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "ExtendedStatistics", shape: &EXTENDED_STATISTICS_SHAPE, required: false },
    Member { name: "MetricName", shape: &METRIC_NAME_SHAPE, required: true },
    Member { name: "Namespace", shape: &NAMESPACE_SHAPE, required: true },
    Member { name: "Period", shape: &PERIOD_SHAPE, required: true },
    Member { name: "StartTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "Statistics", shape: &STATISTICS_SHAPE, required: false },
    Member { name: "Unit", shape: &STANDARD_UNIT_SHAPE, required: false },
]);
static GET_METRIC_STATISTICS_OUTPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Datapoints", shape: &DATAPOINTS_SHAPE, required: false },
    Member { name: "Label", shape: &METRIC_LABEL_SHAPE, required: false },
]);
static INCLUDE_LINKED_ACCOUNTS_SHAPE: Shape = Shape::Boolean;
static LABEL_OPTIONS_SHAPE: Shape =
    Shape::Structure(&[Member { name: "Timezone", shape: &GET_METRIC_DATA_LABEL_TIMEZONE_SHAPE, required: false }]);
static LIST_METRICS_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Dimensions", shape: &DIMENSION_FILTERS_SHAPE, required: false },
    Member { name: "IncludeLinkedAccounts", shape: &INCLUDE_LINKED_ACCOUNTS_SHAPE, required: false },
    Member { name: "MetricName", shape: &METRIC_NAME_SHAPE, required: false },
    Member { name: "Namespace", shape: &NAMESPACE_SHAPE, required: false },
    Member { name: "NextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "OwningAccount", shape: &ACCOUNT_ID_SHAPE, required: false },
    Member { name: "RecentlyActive", shape: &RECENTLY_ACTIVE_SHAPE, required: false },
]);
static LIST_METRICS_OUTPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Metrics", shape: &METRICS_SHAPE, required: false },
    Member { name: "NextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "OwningAccounts", shape: &OWNING_ACCOUNTS_SHAPE, required: false },
]);
static MESSAGE_DATA_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Code", shape: &MESSAGE_DATA_CODE_SHAPE, required: false },
    Member { name: "Value", shape: &MESSAGE_DATA_VALUE_SHAPE, required: false },
]);
static MESSAGE_DATA_CODE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static MESSAGE_DATA_VALUE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static METRIC_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Dimensions", shape: &DIMENSIONS_SHAPE, required: false },
    Member { name: "MetricName", shape: &METRIC_NAME_SHAPE, required: false },
    Member { name: "Namespace", shape: &NAMESPACE_SHAPE, required: false },
]);
static METRIC_DATA_QUERIES_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &METRIC_DATA_QUERY_SHAPE);
static METRIC_DATA_QUERY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AccountId", shape: &ACCOUNT_ID_SHAPE, required: false },
    Member { name: "Expression", shape: &METRIC_EXPRESSION_SHAPE, required: false },
    Member { name: "Id", shape: &METRIC_ID_SHAPE, required: true },
    Member { name: "Label", shape: &METRIC_LABEL_SHAPE, required: false },
    Member { name: "MetricStat", shape: &METRIC_STAT_SHAPE, required: false },
    Member { name: "Period", shape: &PERIOD_SHAPE, required: false },
    Member { name: "ReturnData", shape: &RETURN_DATA_SHAPE, required: false },
]);
static METRIC_DATA_RESULT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Id", shape: &METRIC_ID_SHAPE, required: false },
    Member { name: "Label", shape: &METRIC_LABEL_SHAPE, required: false },
    Member { name: "Messages", shape: &METRIC_DATA_RESULT_MESSAGES_SHAPE, required: false },
    Member { name: "StatusCode", shape: &STATUS_CODE_SHAPE, required: false },
    Member { name: "Timestamps", shape: &TIMESTAMPS_SHAPE, required: false },
    Member { name: "Values", shape: &DATAPOINT_VALUES_SHAPE, required: false },
]);
static METRIC_DATA_RESULT_MESSAGES_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &MESSAGE_DATA_SHAPE);
static METRIC_DATA_RESULTS_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &METRIC_DATA_RESULT_SHAPE);
static METRIC_EXPRESSION_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(2048) }, pattern: None, values: &[] });
static METRIC_ID_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(255) }, pattern: None, values: &[] });
static METRIC_LABEL_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static METRIC_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(255) }, pattern: None, values: &[] });
static METRIC_STAT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Metric", shape: &METRIC_SHAPE, required: true },
    Member { name: "Period", shape: &PERIOD_SHAPE, required: true },
    Member { name: "Stat", shape: &STAT_SHAPE, required: true },
    Member { name: "Unit", shape: &STANDARD_UNIT_SHAPE, required: false },
]);
static METRICS_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &METRIC_SHAPE);
static NAMESPACE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(255) }, pattern: Some("[^:].*"), values: &[] });
static NEXT_TOKEN_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static OWNING_ACCOUNTS_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &ACCOUNT_ID_SHAPE);
static PERIOD_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static RECENTLY_ACTIVE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["PT3H"] });
static RETURN_DATA_SHAPE: Shape = Shape::Boolean;
static SCAN_BY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["TimestampDescending", "TimestampAscending"],
});
static STANDARD_UNIT_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &[
        "Seconds",
        "Microseconds",
        "Milliseconds",
        "Bytes",
        "Kilobytes",
        "Megabytes",
        "Gigabytes",
        "Terabytes",
        "Bits",
        "Kilobits",
        "Megabits",
        "Gigabits",
        "Terabits",
        "Percent",
        "Count",
        "Bytes/Second",
        "Kilobytes/Second",
        "Megabytes/Second",
        "Gigabytes/Second",
        "Terabytes/Second",
        "Bits/Second",
        "Kilobits/Second",
        "Megabits/Second",
        "Gigabits/Second",
        "Terabits/Second",
        "Count/Second",
        "None",
    ],
});
static STAT_SHAPE: Shape = Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static STATISTIC_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["SampleCount", "Average", "Sum", "Minimum", "Maximum"],
});
static STATISTICS_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(5) }, &STATISTIC_SHAPE);
static STATUS_CODE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Complete", "InternalError", "PartialData", "Forbidden"],
});
static TIMESTAMP_SHAPE: Shape = Shape::Timestamp;
static TIMESTAMPS_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &TIMESTAMP_SHAPE);
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Dimension {
    #[serde(rename = "Name")]
    pub(crate) name: String,
    #[serde(rename = "Value")]
    pub(crate) value: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DimensionFilter {
    #[serde(rename = "Name")]
    pub(crate) name: String,
    #[serde(rename = "Value")]
    pub(crate) value: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct GetMetricDataInput {
    #[serde(rename = "EndTime")]
    pub(crate) end_time: f64,
    #[serde(rename = "LabelOptions")]
    pub(crate) label_options: Option<LabelOptions>,
    #[serde(rename = "MaxDatapoints")]
    pub(crate) max_datapoints: Option<i64>,
    #[serde(rename = "MetricDataQueries")]
    pub(crate) metric_data_queries: Vec<MetricDataQuery>,
    #[serde(rename = "NextToken")]
    pub(crate) next_token: Option<String>,
    #[serde(rename = "ScanBy")]
    pub(crate) scan_by: Option<String>,
    #[serde(rename = "StartTime")]
    pub(crate) start_time: f64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct GetMetricStatisticsInput {
    #[serde(rename = "Dimensions")]
    pub(crate) dimensions: Option<Vec<Dimension>>,
    #[serde(rename = "EndTime")]
    pub(crate) end_time: f64,
    #[serde(rename = "ExtendedStatistics")]
    pub(crate) extended_statistics: Option<Vec<String>>,
    #[serde(rename = "MetricName")]
    pub(crate) metric_name: String,
    #[serde(rename = "Namespace")]
    pub(crate) namespace: String,
    #[serde(rename = "Period")]
    pub(crate) period: i64,
    #[serde(rename = "StartTime")]
    pub(crate) start_time: f64,
    #[serde(rename = "Statistics")]
    pub(crate) statistics: Option<Vec<String>>,
    #[serde(rename = "Unit")]
    pub(crate) unit: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct LabelOptions {
    #[serde(rename = "Timezone")]
    pub(crate) timezone: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ListMetricsInput {
    #[serde(rename = "Dimensions")]
    pub(crate) dimensions: Option<Vec<DimensionFilter>>,
    #[serde(rename = "IncludeLinkedAccounts")]
    pub(crate) include_linked_accounts: Option<bool>,
    #[serde(rename = "MetricName")]
    pub(crate) metric_name: Option<String>,
    #[serde(rename = "Namespace")]
    pub(crate) namespace: Option<String>,
    #[serde(rename = "NextToken")]
    pub(crate) next_token: Option<String>,
    #[serde(rename = "OwningAccount")]
    pub(crate) owning_account: Option<String>,
    #[serde(rename = "RecentlyActive")]
    pub(crate) recently_active: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Metric {
    #[serde(rename = "Dimensions")]
    pub(crate) dimensions: Option<Vec<Dimension>>,
    #[serde(rename = "MetricName")]
    pub(crate) metric_name: Option<String>,
    #[serde(rename = "Namespace")]
    pub(crate) namespace: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct MetricDataQuery {
    #[serde(rename = "AccountId")]
    pub(crate) account_id: Option<String>,
    #[serde(rename = "Expression")]
    pub(crate) expression: Option<String>,
    #[serde(rename = "Id")]
    pub(crate) id: String,
    #[serde(rename = "Label")]
    pub(crate) label: Option<String>,
    #[serde(rename = "MetricStat")]
    pub(crate) metric_stat: Option<MetricStat>,
    #[serde(rename = "Period")]
    pub(crate) period: Option<i64>,
    #[serde(rename = "ReturnData")]
    pub(crate) return_data: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct MetricStat {
    #[serde(rename = "Metric")]
    pub(crate) metric: Metric,
    #[serde(rename = "Period")]
    pub(crate) period: i64,
    #[serde(rename = "Stat")]
    pub(crate) stat: String,
    #[serde(rename = "Unit")]
    pub(crate) unit: Option<String>,
}
