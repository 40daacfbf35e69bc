//! Amazon SageMaker Service. Made by `cargo xtask codegen` from botocore==1.44.8; not to be edited.

#![allow(clippy::all, clippy::pedantic, dead_code, missing_docs)]

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::schema::{Member, Number, Operation, Service, Shape, Size, Text};

pub(crate) static SERVICE: Service = Service {
    name: "sagemaker",
    target: "SageMaker",
    namespace: "",
    operations: &[
        Operation {
            name: "AddTags",
            input: Some(&ADD_TAGS_INPUT_SHAPE),
            output: Some(&ADD_TAGS_OUTPUT_SHAPE),
            errors: &[],
        },
        Operation {
            name: "CreateEndpoint",
            input: Some(&CREATE_ENDPOINT_INPUT_SHAPE),
            output: Some(&CREATE_ENDPOINT_OUTPUT_SHAPE),
            errors: &[("ResourceLimitExceeded", 400)],
        },
        Operation {
            name: "CreateEndpointConfig",
            input: Some(&CREATE_ENDPOINT_CONFIG_INPUT_SHAPE),
            output: Some(&CREATE_ENDPOINT_CONFIG_OUTPUT_SHAPE),
            errors: &[("ResourceLimitExceeded", 400)],
        },
        Operation {
            name: "CreateHyperParameterTuningJob",
            input: Some(&CREATE_HYPER_PARAMETER_TUNING_JOB_REQUEST_SHAPE),
            output: Some(&CREATE_HYPER_PARAMETER_TUNING_JOB_RESPONSE_SHAPE),
            errors: &[("ResourceInUse", 400), ("ResourceLimitExceeded", 400)],
        },
        Operation {
            name: "CreateModel",
            input: Some(&CREATE_MODEL_INPUT_SHAPE),
            output: Some(&CREATE_MODEL_OUTPUT_SHAPE),
            errors: &[("ResourceLimitExceeded", 400)],
        },
        Operation {
            name: "CreateTrainingJob",
            input: Some(&CREATE_TRAINING_JOB_REQUEST_SHAPE),
            output: Some(&CREATE_TRAINING_JOB_RESPONSE_SHAPE),
            errors: &[("ResourceInUse", 400), ("ResourceLimitExceeded", 400), ("ResourceNotFound", 400)],
        },
        Operation { name: "DeleteEndpoint", input: Some(&DELETE_ENDPOINT_INPUT_SHAPE), output: None, errors: &[] },
        Operation {
            name: "DeleteEndpointConfig",
            input: Some(&DELETE_ENDPOINT_CONFIG_INPUT_SHAPE),
            output: None,
            errors: &[],
        },
        Operation {
            name: "DeleteHyperParameterTuningJob",
            input: Some(&DELETE_HYPER_PARAMETER_TUNING_JOB_REQUEST_SHAPE),
            output: None,
            errors: &[],
        },
        Operation { name: "DeleteModel", input: Some(&DELETE_MODEL_INPUT_SHAPE), output: None, errors: &[] },
        Operation {
            name: "DeleteTags",
            input: Some(&DELETE_TAGS_INPUT_SHAPE),
            output: Some(&DELETE_TAGS_OUTPUT_SHAPE),
            errors: &[],
        },
        Operation {
            name: "DeleteTrainingJob",
            input: Some(&DELETE_TRAINING_JOB_REQUEST_SHAPE),
            output: None,
            errors: &[("ResourceInUse", 400), ("ResourceNotFound", 400)],
        },
        Operation {
            name: "DescribeEndpoint",
            input: Some(&DESCRIBE_ENDPOINT_INPUT_SHAPE),
            output: Some(&DESCRIBE_ENDPOINT_OUTPUT_SHAPE),
            errors: &[],
        },
        Operation {
            name: "DescribeEndpointConfig",
            input: Some(&DESCRIBE_ENDPOINT_CONFIG_INPUT_SHAPE),
            output: Some(&DESCRIBE_ENDPOINT_CONFIG_OUTPUT_SHAPE),
            errors: &[],
        },
        Operation {
            name: "DescribeHyperParameterTuningJob",
            input: Some(&DESCRIBE_HYPER_PARAMETER_TUNING_JOB_REQUEST_SHAPE),
            output: Some(&DESCRIBE_HYPER_PARAMETER_TUNING_JOB_RESPONSE_SHAPE),
            errors: &[("ResourceNotFound", 400)],
        },
        Operation {
            name: "DescribeModel",
            input: Some(&DESCRIBE_MODEL_INPUT_SHAPE),
            output: Some(&DESCRIBE_MODEL_OUTPUT_SHAPE),
            errors: &[],
        },
        Operation {
            name: "DescribeTrainingJob",
            input: Some(&DESCRIBE_TRAINING_JOB_REQUEST_SHAPE),
            output: Some(&DESCRIBE_TRAINING_JOB_RESPONSE_SHAPE),
            errors: &[("ResourceNotFound", 400)],
        },
        Operation {
            name: "ListEndpointConfigs",
            input: Some(&LIST_ENDPOINT_CONFIGS_INPUT_SHAPE),
            output: Some(&LIST_ENDPOINT_CONFIGS_OUTPUT_SHAPE),
            errors: &[],
        },
        Operation {
            name: "ListEndpoints",
            input: Some(&LIST_ENDPOINTS_INPUT_SHAPE),
            output: Some(&LIST_ENDPOINTS_OUTPUT_SHAPE),
            errors: &[],
        },
        Operation {
            name: "ListHyperParameterTuningJobs",
            input: Some(&LIST_HYPER_PARAMETER_TUNING_JOBS_REQUEST_SHAPE),
            output: Some(&LIST_HYPER_PARAMETER_TUNING_JOBS_RESPONSE_SHAPE),
            errors: &[],
        },
        Operation {
            name: "ListModels",
            input: Some(&LIST_MODELS_INPUT_SHAPE),
            output: Some(&LIST_MODELS_OUTPUT_SHAPE),
            errors: &[],
        },
        Operation {
            name: "ListTags",
            input: Some(&LIST_TAGS_INPUT_SHAPE),
            output: Some(&LIST_TAGS_OUTPUT_SHAPE),
            errors: &[],
        },
        Operation {
            name: "ListTrainingJobs",
            input: Some(&LIST_TRAINING_JOBS_REQUEST_SHAPE),
            output: Some(&LIST_TRAINING_JOBS_RESPONSE_SHAPE),
            errors: &[],
        },
        Operation {
            name: "ListTrainingJobsForHyperParameterTuningJob",
            input: Some(&LIST_TRAINING_JOBS_FOR_HYPER_PARAMETER_TUNING_JOB_REQUEST_SHAPE),
            output: Some(&LIST_TRAINING_JOBS_FOR_HYPER_PARAMETER_TUNING_JOB_RESPONSE_SHAPE),
            errors: &[("ResourceNotFound", 400)],
        },
        Operation {
            name: "Search",
            input: Some(&SEARCH_REQUEST_SHAPE),
            output: Some(&SEARCH_RESPONSE_SHAPE),
            errors: &[],
        },
        Operation {
            name: "StopHyperParameterTuningJob",
            input: Some(&STOP_HYPER_PARAMETER_TUNING_JOB_REQUEST_SHAPE),
            output: None,
            errors: &[("ResourceNotFound", 400)],
        },
        Operation {
            name: "StopTrainingJob",
            input: Some(&STOP_TRAINING_JOB_REQUEST_SHAPE),
            output: None,
            errors: &[("ResourceNotFound", 400)],
        },
        Operation {
            name: "UpdateEndpoint",
            input: Some(&UPDATE_ENDPOINT_INPUT_SHAPE),
            output: Some(&UPDATE_ENDPOINT_OUTPUT_SHAPE),
            errors: &[("ResourceLimitExceeded", 400)],
        },
        Operation {
            name: "UpdateEndpointWeightsAndCapacities",
            input: Some(&UPDATE_ENDPOINT_WEIGHTS_AND_CAPACITIES_INPUT_SHAPE),
            output: Some(&UPDATE_ENDPOINT_WEIGHTS_AND_CAPACITIES_OUTPUT_SHAPE),
            errors: &[("ResourceLimitExceeded", 400)],
        },
        Operation {
            name: "UpdateTrainingJob",
            input: Some(&UPDATE_TRAINING_JOB_REQUEST_SHAPE),
            output: Some(&UPDATE_TRAINING_JOB_RESPONSE_SHAPE),
            errors: &[("ResourceLimitExceeded", 400), ("ResourceNotFound", 400)],
        },
    ],
};

static ACCELERATOR_PARTITION_LAYOUT_SHAPE: Shape = Shape::Structure(&[Member {
    name: "AcceleratorPartitionTypes",
    shape: &ACCELERATOR_PARTITION_TYPE_LIST_SHAPE,
    required: false,
}]);
static ACCELERATOR_PARTITION_LAYOUTS_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(32) }, &ACCELERATOR_PARTITION_LAYOUT_SHAPE);
static ACCELERATOR_PARTITION_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(32) },
    pattern: Some("mig-[0-9]+g\\.[0-9]+gb([+-][a-z0-9.]+)*"),
    values: &[],
});
static ACCELERATOR_PARTITION_TYPE_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(32) }, &ACCELERATOR_PARTITION_TYPE_SHAPE);
static ACCEPT_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(256) }, pattern: Some(".*"), values: &[] });
static ACCEPT_EULA_SHAPE: Shape = Shape::Boolean;
static ADD_TAGS_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ResourceArn", shape: &RESOURCE_ARN_SHAPE, required: true },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: true },
]);
static ADD_TAGS_OUTPUT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false }]);
static ADDITIONAL_INFERENCE_SPECIFICATION_DEFINITION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Containers", shape: &MODEL_PACKAGE_CONTAINER_DEFINITION_LIST_SHAPE, required: true },
    Member { name: "Description", shape: &ENTITY_DESCRIPTION_SHAPE, required: false },
    Member { name: "Name", shape: &ENTITY_NAME_SHAPE, required: true },
    Member { name: "SupportedContentTypes", shape: &CONTENT_TYPES_SHAPE, required: false },
    Member {
        name: "SupportedRealtimeInferenceInstanceTypes",
        shape: &REALTIME_INFERENCE_INSTANCE_TYPES_SHAPE,
        required: false,
    },
    Member { name: "SupportedResponseMIMETypes", shape: &RESPONSE_MIME_TYPES_SHAPE, required: false },
    Member { name: "SupportedTransformInstanceTypes", shape: &TRANSFORM_INSTANCE_TYPES_SHAPE, required: false },
]);
static ADDITIONAL_INFERENCE_SPECIFICATIONS_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(15) }, &ADDITIONAL_INFERENCE_SPECIFICATION_DEFINITION_SHAPE);
static ADDITIONAL_MODEL_CHANNEL_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(64) },
    pattern: Some("[A-Za-z0-9\\.\\-_]+"),
    values: &[],
});
static ADDITIONAL_MODEL_DATA_SOURCE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ChannelName", shape: &ADDITIONAL_MODEL_CHANNEL_NAME_SHAPE, required: true },
    Member { name: "S3DataSource", shape: &S3_MODEL_DATA_SOURCE_SHAPE, required: true },
]);
static ADDITIONAL_MODEL_DATA_SOURCES_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(5) }, &ADDITIONAL_MODEL_DATA_SOURCE_SHAPE);
static ADDITIONAL_S3_DATA_SOURCE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CompressionType", shape: &COMPRESSION_TYPE_SHAPE, required: false },
    Member { name: "ETag", shape: &STRING_SHAPE, required: false },
    Member { name: "S3DataType", shape: &ADDITIONAL_S3_DATA_SOURCE_DATA_TYPE_SHAPE, required: true },
    Member { name: "S3Uri", shape: &S3_URI_SHAPE, required: true },
]);
static ADDITIONAL_S3_DATA_SOURCE_DATA_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["S3Object", "S3Prefix"] });
static ALARM_SHAPE: Shape =
    Shape::Structure(&[Member { name: "AlarmName", shape: &ALARM_NAME_SHAPE, required: false }]);
static ALARM_LIST_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(10) }, &ALARM_SHAPE);
static ALARM_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(255) }, pattern: Some("(?!\\s*$).+"), values: &[] });
static ALGORITHM_IMAGE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(255) }, pattern: Some(".*"), values: &[] });
static ALGORITHM_SPECIFICATION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AlgorithmName", shape: &ARN_OR_NAME_SHAPE, required: false },
    Member { name: "ContainerArguments", shape: &TRAINING_CONTAINER_ARGUMENTS_SHAPE, required: false },
    Member { name: "ContainerEntrypoint", shape: &TRAINING_CONTAINER_ENTRYPOINT_SHAPE, required: false },
    Member { name: "EnableSageMakerMetricsTimeSeries", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "MetricDefinitions", shape: &METRIC_DEFINITION_LIST_SHAPE, required: false },
    Member { name: "TrainingImage", shape: &ALGORITHM_IMAGE_SHAPE, required: false },
    Member { name: "TrainingImageConfig", shape: &TRAINING_IMAGE_CONFIG_SHAPE, required: false },
    Member { name: "TrainingInputMode", shape: &TRAINING_INPUT_MODE_SHAPE, required: true },
]);
static APP_MANAGED_SHAPE: Shape = Shape::Boolean;
static APP_SPECIFICATION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ContainerArguments", shape: &CONTAINER_ARGUMENTS_SHAPE, required: false },
    Member { name: "ContainerEntrypoint", shape: &CONTAINER_ENTRYPOINT_SHAPE, required: false },
    Member { name: "ImageUri", shape: &IMAGE_URI_SHAPE, required: true },
]);
static APPROVAL_DESCRIPTION_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1024) }, pattern: Some(".*"), values: &[] });
static ARN_OR_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(170) },
    pattern: Some(
        "(arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:[a-z\\-]*\\/)?([a-zA-Z0-9]([a-zA-Z0-9-]){0,62})(?<!-)",
    ),
    values: &[],
});
static ASSEMBLY_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["None", "Line"] });
static ASYNC_INFERENCE_CLIENT_CONFIG_SHAPE: Shape = Shape::Structure(&[Member {
    name: "MaxConcurrentInvocationsPerInstance",
    shape: &MAX_CONCURRENT_INVOCATIONS_PER_INSTANCE_SHAPE,
    required: false,
}]);
static ASYNC_INFERENCE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ClientConfig", shape: &ASYNC_INFERENCE_CLIENT_CONFIG_SHAPE, required: false },
    Member { name: "OutputConfig", shape: &ASYNC_INFERENCE_OUTPUT_CONFIG_SHAPE, required: true },
]);
static ASYNC_INFERENCE_NOTIFICATION_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ErrorTopic", shape: &SNS_TOPIC_ARN_SHAPE, required: false },
    Member { name: "IncludeInferenceResponseIn", shape: &ASYNC_NOTIFICATION_TOPIC_TYPE_LIST_SHAPE, required: false },
    Member { name: "SuccessTopic", shape: &SNS_TOPIC_ARN_SHAPE, required: false },
]);
static ASYNC_INFERENCE_OUTPUT_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
    Member { name: "NotificationConfig", shape: &ASYNC_INFERENCE_NOTIFICATION_CONFIG_SHAPE, required: false },
    Member { name: "S3FailurePath", shape: &DESTINATION_S3_URI_SHAPE, required: false },
    Member { name: "S3OutputPath", shape: &DESTINATION_S3_URI_SHAPE, required: false },
]);
static ASYNC_NOTIFICATION_TOPIC_TYPE_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(2) }, &ASYNC_NOTIFICATION_TOPIC_TYPES_SHAPE);
static ASYNC_NOTIFICATION_TOPIC_TYPES_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["SUCCESS_NOTIFICATION_TOPIC", "ERROR_NOTIFICATION_TOPIC"],
});
static ATHENA_CATALOG_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(256) },
    pattern: Some("[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*"),
    values: &[],
});
static ATHENA_DATABASE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(255) }, pattern: Some(".*"), values: &[] });
static ATHENA_DATASET_DEFINITION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Catalog", shape: &ATHENA_CATALOG_SHAPE, required: true },
    Member { name: "Database", shape: &ATHENA_DATABASE_SHAPE, required: true },
    Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
    Member { name: "OutputCompression", shape: &ATHENA_RESULT_COMPRESSION_TYPE_SHAPE, required: false },
    Member { name: "OutputFormat", shape: &ATHENA_RESULT_FORMAT_SHAPE, required: true },
    Member { name: "OutputS3Uri", shape: &S3_URI_SHAPE, required: true },
    Member { name: "QueryString", shape: &ATHENA_QUERY_STRING_SHAPE, required: true },
    Member { name: "WorkGroup", shape: &ATHENA_WORK_GROUP_SHAPE, required: false },
]);
static ATHENA_QUERY_STRING_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(4096) }, pattern: Some("[\\s\\S]+"), values: &[] });
static ATHENA_RESULT_COMPRESSION_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["GZIP", "SNAPPY", "ZLIB"] });
static ATHENA_RESULT_FORMAT_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["PARQUET", "ORC", "AVRO", "JSON", "TEXTFILE"],
});
static ATHENA_WORK_GROUP_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(128) }, pattern: Some("[a-zA-Z0-9._-]+"), values: &[] });
static ATTRIBUTE_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(256) }, pattern: Some(".+"), values: &[] });
static ATTRIBUTE_NAMES_SHAPE: Shape = Shape::List(Size { min: Some(0), max: Some(16) }, &ATTRIBUTE_NAME_SHAPE);
static AUTO_ML_JOB_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(256) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:automl-job/.*"),
    values: &[],
});
static AUTO_PARAMETER_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Name", shape: &PARAMETER_KEY_SHAPE, required: true },
    Member { name: "ValueHint", shape: &PARAMETER_VALUE_SHAPE, required: true },
]);
static AUTO_PARAMETERS_SHAPE: Shape = Shape::List(Size { min: Some(0), max: Some(100) }, &AUTO_PARAMETER_SHAPE);
static AUTO_ROLLBACK_CONFIG_SHAPE: Shape =
    Shape::Structure(&[Member { name: "Alarms", shape: &ALARM_LIST_SHAPE, required: false }]);
static AUTOTUNE_SHAPE: Shape =
    Shape::Structure(&[Member { name: "Mode", shape: &AUTOTUNE_MODE_SHAPE, required: true }]);
static AUTOTUNE_MODE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Enabled"] });
static BASE_MODEL_SHAPE: Shape = Shape::Structure(&[
    Member { name: "HubContentName", shape: &HUB_CONTENT_NAME_SHAPE, required: false },
    Member { name: "HubContentVersion", shape: &HUB_CONTENT_VERSION_SHAPE, required: false },
    Member { name: "RecipeName", shape: &RECIPE_NAME_SHAPE, required: false },
]);
static BATCH_DATA_CAPTURE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DestinationS3Uri", shape: &S3_URI_SHAPE, required: true },
    Member { name: "GenerateInferenceId", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
]);
static BATCH_STRATEGY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["MultiRecord", "SingleRecord"],
});
static BATCH_TRANSFORM_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DataCapturedDestinationS3Uri", shape: &DESTINATION_S3_URI_SHAPE, required: true },
    Member { name: "DatasetFormat", shape: &MONITORING_DATASET_FORMAT_SHAPE, required: true },
    Member { name: "EndTimeOffset", shape: &MONITORING_TIME_OFFSET_STRING_SHAPE, required: false },
    Member { name: "ExcludeFeaturesAttribute", shape: &EXCLUDE_FEATURES_ATTRIBUTE_SHAPE, required: false },
    Member { name: "FeaturesAttribute", shape: &STRING_SHAPE, required: false },
    Member { name: "InferenceAttribute", shape: &STRING_SHAPE, required: false },
    Member { name: "LocalPath", shape: &PROCESSING_LOCAL_PATH_SHAPE, required: true },
    Member { name: "ProbabilityAttribute", shape: &STRING_SHAPE, required: false },
    Member { name: "ProbabilityThresholdAttribute", shape: &PROBABILITY_THRESHOLD_ATTRIBUTE_SHAPE, required: false },
    Member { name: "S3DataDistributionType", shape: &PROCESSING_S3_DATA_DISTRIBUTION_TYPE_SHAPE, required: false },
    Member { name: "S3InputMode", shape: &PROCESSING_S3_INPUT_MODE_SHAPE, required: false },
    Member { name: "StartTimeOffset", shape: &MONITORING_TIME_OFFSET_STRING_SHAPE, required: false },
]);
static BEST_OBJECTIVE_NOT_IMPROVING_SHAPE: Shape = Shape::Structure(&[Member {
    name: "MaxNumberOfTrainingJobsNotImproving",
    shape: &MAX_NUMBER_OF_TRAINING_JOBS_NOT_IMPROVING_SHAPE,
    required: false,
}]);
static BIAS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "PostTrainingReport", shape: &METRICS_SOURCE_SHAPE, required: false },
    Member { name: "PreTrainingReport", shape: &METRICS_SOURCE_SHAPE, required: false },
    Member { name: "Report", shape: &METRICS_SOURCE_SHAPE, required: false },
]);
static BILLABLE_TIME_IN_SECONDS_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static BILLABLE_TOKEN_COUNT_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static BLOCKED_REASON_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1024) }, pattern: None, values: &[] });
static BLUE_GREEN_UPDATE_POLICY_SHAPE: Shape = Shape::Structure(&[
    Member {
        name: "MaximumExecutionTimeoutInSeconds",
        shape: &MAXIMUM_EXECUTION_TIMEOUT_IN_SECONDS_SHAPE,
        required: false,
    },
    Member { name: "TerminationWaitInSeconds", shape: &TERMINATION_WAIT_IN_SECONDS_SHAPE, required: false },
    Member { name: "TrafficRoutingConfiguration", shape: &TRAFFIC_ROUTING_CONFIG_SHAPE, required: true },
]);
static BOOLEAN_SHAPE: Shape = Shape::Boolean;
static BOOLEAN_OPERATOR_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["And", "Or"] });
static CAPACITY_RESERVATION_PREFERENCE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["capacity-reservations-only"] });
static CAPACITY_SIZE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Type", shape: &CAPACITY_SIZE_TYPE_SHAPE, required: true },
    Member { name: "Value", shape: &CAPACITY_SIZE_VALUE_SHAPE, required: true },
]);
static CAPACITY_SIZE_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["INSTANCE_COUNT", "CAPACITY_PERCENT"],
});
static CAPACITY_SIZE_VALUE_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static CAPTURE_CONTENT_TYPE_HEADER_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CsvContentTypes", shape: &CSV_CONTENT_TYPES_SHAPE, required: false },
    Member { name: "JsonContentTypes", shape: &JSON_CONTENT_TYPES_SHAPE, required: false },
]);
static CAPTURE_MODE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Input", "Output", "InputAndOutput"],
});
static CAPTURE_OPTION_SHAPE: Shape =
    Shape::Structure(&[Member { name: "CaptureMode", shape: &CAPTURE_MODE_SHAPE, required: true }]);
static CAPTURE_OPTION_LIST_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(32) }, &CAPTURE_OPTION_SHAPE);
static CAPTURE_STATUS_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Started", "Stopped"] });
static CATALOG_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(255) },
    pattern: Some("[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*"),
    values: &[],
});
static CATEGORICAL_PARAMETER_RANGE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Name", shape: &PARAMETER_KEY_SHAPE, required: true },
    Member { name: "Values", shape: &PARAMETER_VALUES_SHAPE, required: true },
]);
static CATEGORICAL_PARAMETER_RANGES_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(30) }, &CATEGORICAL_PARAMETER_RANGE_SHAPE);
static CERTIFY_FOR_MARKETPLACE_SHAPE: Shape = Shape::Boolean;
static CFN_STACK_DETAIL_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Id", shape: &CFN_STACK_ID_SHAPE, required: false },
    Member { name: "Name", shape: &CFN_STACK_NAME_SHAPE, required: false },
    Member { name: "StatusMessage", shape: &CFN_STACK_STATUS_MESSAGE_SHAPE, required: true },
]);
static CFN_STACK_ID_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(256) },
    pattern: Some(
        "(?=.{1,256}$)arn:aws[a-z\\-]*:cloudformation:[a-z0-9\\-]*:[0-9]{12}:stack/[a-zA-Z][a-zA-Z0-9-]{0,127}/.*",
    ),
    values: &[],
});
static CFN_STACK_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(128) },
    pattern: Some("[A-Za-z][A-Za-z0-9-]{0,127}"),
    values: &[],
});
static CFN_STACK_PARAMETER_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Key", shape: &CFN_STACK_PARAMETER_KEY_SHAPE, required: true },
    Member { name: "Value", shape: &CFN_STACK_PARAMETER_VALUE_SHAPE, required: false },
]);
static CFN_STACK_PARAMETER_KEY_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(255) }, pattern: Some(".{1,255}"), values: &[] });
static CFN_STACK_PARAMETER_VALUE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(4096) }, pattern: Some(".{0,4096}"), values: &[] });
static CFN_STACK_PARAMETERS_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(180) }, &CFN_STACK_PARAMETER_SHAPE);
static CFN_STACK_STATUS_MESSAGE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(4096) }, pattern: Some(".{1,4096}"), values: &[] });
static CFN_TEMPLATE_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(32) },
    pattern: Some("(?=.{1,32}$)[a-zA-Z0-9](-*[a-zA-Z0-9])*"),
    values: &[],
});
static CFN_TEMPLATE_PROVIDER_DETAIL_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Parameters", shape: &CFN_STACK_PARAMETERS_SHAPE, required: false },
    Member { name: "RoleARN", shape: &ROLE_ARN_SHAPE, required: false },
    Member { name: "StackDetail", shape: &CFN_STACK_DETAIL_SHAPE, required: false },
    Member { name: "TemplateName", shape: &CFN_TEMPLATE_NAME_SHAPE, required: true },
    Member { name: "TemplateURL", shape: &CFN_TEMPLATE_URL_SHAPE, required: true },
]);
static CFN_TEMPLATE_URL_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(1024) },
    pattern: Some("(?=.{1,1024}$)(https)://([^/]+)/(.+)"),
    values: &[],
});
static CHANNEL_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ChannelName", shape: &CHANNEL_NAME_SHAPE, required: true },
    Member { name: "CompressionType", shape: &COMPRESSION_TYPE_SHAPE, required: false },
    Member { name: "ContentType", shape: &CONTENT_TYPE_SHAPE, required: false },
    Member { name: "DataSource", shape: &DATA_SOURCE_SHAPE, required: true },
    Member { name: "InputMode", shape: &TRAINING_INPUT_MODE_SHAPE, required: false },
    Member { name: "RecordWrapperType", shape: &RECORD_WRAPPER_SHAPE, required: false },
    Member { name: "ShuffleConfig", shape: &SHUFFLE_CONFIG_SHAPE, required: false },
]);
static CHANNEL_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(64) },
    pattern: Some("[A-Za-z0-9\\.\\-_]+"),
    values: &[],
});
static CHECKPOINT_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "LocalPath", shape: &DIRECTORY_PATH_SHAPE, required: false },
    Member { name: "S3Uri", shape: &S3_URI_SHAPE, required: true },
]);
static CLARIFY_CONTENT_TEMPLATE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(64) }, pattern: Some(".*"), values: &[] });
static CLARIFY_ENABLE_EXPLANATIONS_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(64) }, pattern: Some(".*"), values: &[] });
static CLARIFY_EXPLAINER_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "EnableExplanations", shape: &CLARIFY_ENABLE_EXPLANATIONS_SHAPE, required: false },
    Member { name: "InferenceConfig", shape: &CLARIFY_INFERENCE_CONFIG_SHAPE, required: false },
    Member { name: "ShapConfig", shape: &CLARIFY_SHAP_CONFIG_SHAPE, required: true },
]);
static CLARIFY_FEATURE_HEADERS_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(256) }, &CLARIFY_HEADER_SHAPE);
static CLARIFY_FEATURE_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["numerical", "categorical", "text"],
});
static CLARIFY_FEATURE_TYPES_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(256) }, &CLARIFY_FEATURE_TYPE_SHAPE);
static CLARIFY_FEATURES_ATTRIBUTE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(64) }, pattern: Some(".*"), values: &[] });
static CLARIFY_HEADER_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(64) }, pattern: Some(".*"), values: &[] });
static CLARIFY_INFERENCE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ContentTemplate", shape: &CLARIFY_CONTENT_TEMPLATE_SHAPE, required: false },
    Member { name: "FeatureHeaders", shape: &CLARIFY_FEATURE_HEADERS_SHAPE, required: false },
    Member { name: "FeatureTypes", shape: &CLARIFY_FEATURE_TYPES_SHAPE, required: false },
    Member { name: "FeaturesAttribute", shape: &CLARIFY_FEATURES_ATTRIBUTE_SHAPE, required: false },
    Member { name: "LabelAttribute", shape: &CLARIFY_LABEL_ATTRIBUTE_SHAPE, required: false },
    Member { name: "LabelHeaders", shape: &CLARIFY_LABEL_HEADERS_SHAPE, required: false },
    Member { name: "LabelIndex", shape: &CLARIFY_LABEL_INDEX_SHAPE, required: false },
    Member { name: "MaxPayloadInMB", shape: &CLARIFY_MAX_PAYLOAD_IN_MB_SHAPE, required: false },
    Member { name: "MaxRecordCount", shape: &CLARIFY_MAX_RECORD_COUNT_SHAPE, required: false },
    Member { name: "ProbabilityAttribute", shape: &CLARIFY_PROBABILITY_ATTRIBUTE_SHAPE, required: false },
    Member { name: "ProbabilityIndex", shape: &CLARIFY_PROBABILITY_INDEX_SHAPE, required: false },
]);
static CLARIFY_LABEL_ATTRIBUTE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(64) }, pattern: Some(".*"), values: &[] });
static CLARIFY_LABEL_HEADERS_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(16) }, &CLARIFY_HEADER_SHAPE);
static CLARIFY_LABEL_INDEX_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static CLARIFY_MAX_PAYLOAD_IN_MB_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(25.0) });
static CLARIFY_MAX_RECORD_COUNT_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static CLARIFY_MIME_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(255) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9])*\\/[a-zA-Z0-9](-*[a-zA-Z0-9+.])*"),
    values: &[],
});
static CLARIFY_PROBABILITY_ATTRIBUTE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(64) }, pattern: Some(".*"), values: &[] });
static CLARIFY_PROBABILITY_INDEX_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static CLARIFY_SHAP_BASELINE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(4096) }, pattern: Some("[\\s\\S]+"), values: &[] });
static CLARIFY_SHAP_BASELINE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MimeType", shape: &CLARIFY_MIME_TYPE_SHAPE, required: false },
    Member { name: "ShapBaseline", shape: &CLARIFY_SHAP_BASELINE_SHAPE, required: false },
    Member { name: "ShapBaselineUri", shape: &URL_SHAPE, required: false },
]);
static CLARIFY_SHAP_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "NumberOfSamples", shape: &CLARIFY_SHAP_NUMBER_OF_SAMPLES_SHAPE, required: false },
    Member { name: "Seed", shape: &CLARIFY_SHAP_SEED_SHAPE, required: false },
    Member { name: "ShapBaselineConfig", shape: &CLARIFY_SHAP_BASELINE_CONFIG_SHAPE, required: true },
    Member { name: "TextConfig", shape: &CLARIFY_TEXT_CONFIG_SHAPE, required: false },
    Member { name: "UseLogit", shape: &CLARIFY_SHAP_USE_LOGIT_SHAPE, required: false },
]);
static CLARIFY_SHAP_NUMBER_OF_SAMPLES_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static CLARIFY_SHAP_SEED_SHAPE: Shape = Shape::Integer(Number { min: None, max: None });
static CLARIFY_SHAP_USE_LOGIT_SHAPE: Shape = Shape::Boolean;
static CLARIFY_TEXT_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Granularity", shape: &CLARIFY_TEXT_GRANULARITY_SHAPE, required: true },
    Member { name: "Language", shape: &CLARIFY_TEXT_LANGUAGE_SHAPE, required: true },
]);
static CLARIFY_TEXT_GRANULARITY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["token", "sentence", "paragraph"],
});
static CLARIFY_TEXT_LANGUAGE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &[
        "af", "sq", "ar", "hy", "eu", "bn", "bg", "ca", "zh", "hr", "cs", "da", "nl", "en", "et", "fi", "fr", "de",
        "el", "gu", "he", "hi", "hu", "is", "id", "ga", "it", "kn", "ky", "lv", "lt", "lb", "mk", "ml", "mr", "ne",
        "nb", "fa", "pl", "pt", "ro", "ru", "sa", "sr", "tn", "si", "sk", "sl", "es", "sv", "tl", "ta", "tt", "te",
        "tr", "uk", "ur", "yo", "lij", "xx",
    ],
});
static COLLECTION_CONFIG_SHAPE: Shape =
    Shape::Structure(&[Member { name: "VectorConfig", shape: &VECTOR_CONFIG_SHAPE, required: false }]);
static COLLECTION_CONFIGURATION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CollectionName", shape: &COLLECTION_NAME_SHAPE, required: false },
    Member { name: "CollectionParameters", shape: &COLLECTION_PARAMETERS_SHAPE, required: false },
]);
static COLLECTION_CONFIGURATIONS_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(20) }, &COLLECTION_CONFIGURATION_SHAPE);
static COLLECTION_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(256) }, pattern: Some(".*"), values: &[] });
static COLLECTION_PARAMETERS_SHAPE: Shape =
    Shape::Map(Size { min: Some(0), max: Some(20) }, &CONFIG_KEY_SHAPE, &CONFIG_VALUE_SHAPE);
static COLLECTION_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["List", "Set", "Vector"] });
static COMPLETE_ON_CONVERGENCE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Disabled", "Enabled"] });
static COMPRESSION_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["None", "Gzip"] });
static CONFIG_KEY_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(256) }, pattern: Some(".*"), values: &[] });
static CONFIG_VALUE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(256) }, pattern: Some(".*"), values: &[] });
static CONTAINER_ARGUMENT_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(256) }, pattern: Some(".*"), values: &[] });
static CONTAINER_ARGUMENTS_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(100) }, &CONTAINER_ARGUMENT_SHAPE);
static CONTAINER_DEFINITION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AdditionalModelDataSources", shape: &ADDITIONAL_MODEL_DATA_SOURCES_SHAPE, required: false },
    Member { name: "ContainerHostname", shape: &CONTAINER_HOSTNAME_SHAPE, required: false },
    Member { name: "ContainerMetricsConfig", shape: &CONTAINER_METRICS_CONFIG_SHAPE, required: false },
    Member { name: "Environment", shape: &ENVIRONMENT_MAP_SHAPE, required: false },
    Member { name: "Image", shape: &CONTAINER_IMAGE_SHAPE, required: false },
    Member { name: "ImageConfig", shape: &IMAGE_CONFIG_SHAPE, required: false },
    Member { name: "InferenceSpecificationName", shape: &INFERENCE_SPECIFICATION_NAME_SHAPE, required: false },
    Member { name: "Mode", shape: &CONTAINER_MODE_SHAPE, required: false },
    Member { name: "ModelDataSource", shape: &MODEL_DATA_SOURCE_SHAPE, required: false },
    Member { name: "ModelDataUrl", shape: &URL_SHAPE, required: false },
    Member { name: "ModelPackageName", shape: &VERSIONED_ARN_OR_NAME_SHAPE, required: false },
    Member { name: "MultiModelConfig", shape: &MULTI_MODEL_CONFIG_SHAPE, required: false },
]);
static CONTAINER_DEFINITION_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(15) }, &CONTAINER_DEFINITION_SHAPE);
static CONTAINER_ENTRYPOINT_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(100) }, &CONTAINER_ENTRYPOINT_STRING_SHAPE);
static CONTAINER_ENTRYPOINT_STRING_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(256) }, pattern: Some(".*"), values: &[] });
static CONTAINER_HOSTNAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(63) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static CONTAINER_IMAGE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(255) }, pattern: Some("[\\S]+"), values: &[] });
static CONTAINER_METRICS_CONFIG_SHAPE: Shape =
    Shape::Structure(&[Member { name: "MetricsEndpoints", shape: &METRICS_ENDPOINT_LIST_SHAPE, required: false }]);
static CONTAINER_MODE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["SingleModel", "MultiModel"] });
static CONTENT_DIGEST_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(72) },
    pattern: Some("[Ss][Hh][Aa]256:[0-9a-fA-F]{64}"),
    values: &[],
});
static CONTENT_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(256) }, pattern: Some(".*"), values: &[] });
static CONTENT_TYPES_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &CONTENT_TYPE_SHAPE);
static CONTINUOUS_PARAMETER_RANGE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MaxValue", shape: &PARAMETER_VALUE_SHAPE, required: true },
    Member { name: "MinValue", shape: &PARAMETER_VALUE_SHAPE, required: true },
    Member { name: "Name", shape: &PARAMETER_KEY_SHAPE, required: true },
    Member { name: "ScalingType", shape: &HYPER_PARAMETER_SCALING_TYPE_SHAPE, required: false },
]);
static CONTINUOUS_PARAMETER_RANGES_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(30) }, &CONTINUOUS_PARAMETER_RANGE_SHAPE);
static CONVERGENCE_DETECTED_SHAPE: Shape = Shape::Structure(&[Member {
    name: "CompleteOnConvergence",
    shape: &COMPLETE_ON_CONVERGENCE_SHAPE,
    required: false,
}]);
static CREATE_ENDPOINT_CONFIG_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AsyncInferenceConfig", shape: &ASYNC_INFERENCE_CONFIG_SHAPE, required: false },
    Member { name: "CrossRegionTrafficConfig", shape: &CROSS_REGION_TRAFFIC_CONFIG_SHAPE, required: false },
    Member { name: "DataCaptureConfig", shape: &DATA_CAPTURE_CONFIG_SHAPE, required: false },
    Member { name: "EnableNetworkIsolation", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "EndpointConfigName", shape: &ENDPOINT_CONFIG_NAME_SHAPE, required: true },
    Member { name: "ExecutionRoleArn", shape: &ROLE_ARN_SHAPE, required: false },
    Member { name: "ExplainerConfig", shape: &EXPLAINER_CONFIG_SHAPE, required: false },
    Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
    Member { name: "MetricsConfig", shape: &METRICS_CONFIG_SHAPE, required: false },
    Member { name: "ProductionVariants", shape: &PRODUCTION_VARIANT_LIST_SHAPE, required: true },
    Member { name: "ShadowProductionVariants", shape: &PRODUCTION_VARIANT_LIST_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
    Member { name: "VpcConfig", shape: &VPC_CONFIG_SHAPE, required: false },
]);
static CREATE_ENDPOINT_CONFIG_OUTPUT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "EndpointConfigArn", shape: &ENDPOINT_CONFIG_ARN_SHAPE, required: true }]);
static CREATE_ENDPOINT_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DeploymentConfig", shape: &DEPLOYMENT_CONFIG_SHAPE, required: false },
    Member { name: "EndpointConfigName", shape: &ENDPOINT_CONFIG_NAME_SHAPE, required: true },
    Member { name: "EndpointName", shape: &ENDPOINT_NAME_SHAPE, required: true },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
]);
static CREATE_ENDPOINT_OUTPUT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "EndpointArn", shape: &ENDPOINT_ARN_SHAPE, required: true }]);
static CREATE_HYPER_PARAMETER_TUNING_JOB_REQUEST_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Autotune", shape: &AUTOTUNE_SHAPE, required: false },
    Member { name: "HyperParameterTuningJobConfig", shape: &HYPER_PARAMETER_TUNING_JOB_CONFIG_SHAPE, required: true },
    Member { name: "HyperParameterTuningJobName", shape: &HYPER_PARAMETER_TUNING_JOB_NAME_SHAPE, required: true },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
    Member { name: "TrainingJobDefinition", shape: &HYPER_PARAMETER_TRAINING_JOB_DEFINITION_SHAPE, required: false },
    Member { name: "TrainingJobDefinitions", shape: &HYPER_PARAMETER_TRAINING_JOB_DEFINITIONS_SHAPE, required: false },
    Member { name: "WarmStartConfig", shape: &HYPER_PARAMETER_TUNING_JOB_WARM_START_CONFIG_SHAPE, required: false },
]);
static CREATE_HYPER_PARAMETER_TUNING_JOB_RESPONSE_SHAPE: Shape = Shape::Structure(&[Member {
    name: "HyperParameterTuningJobArn",
    shape: &HYPER_PARAMETER_TUNING_JOB_ARN_SHAPE,
    required: true,
}]);
static CREATE_MODEL_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Containers", shape: &CONTAINER_DEFINITION_LIST_SHAPE, required: false },
    Member { name: "EnableNetworkIsolation", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "ExecutionRoleArn", shape: &ROLE_ARN_SHAPE, required: false },
    Member { name: "InferenceExecutionConfig", shape: &INFERENCE_EXECUTION_CONFIG_SHAPE, required: false },
    Member { name: "ModelName", shape: &MODEL_NAME_SHAPE, required: true },
    Member { name: "PrimaryContainer", shape: &CONTAINER_DEFINITION_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
    Member { name: "VpcConfig", shape: &VPC_CONFIG_SHAPE, required: false },
]);
static CREATE_MODEL_OUTPUT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "ModelArn", shape: &MODEL_ARN_SHAPE, required: true }]);
static CREATE_TRAINING_JOB_REQUEST_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AlgorithmSpecification", shape: &ALGORITHM_SPECIFICATION_SHAPE, required: false },
    Member { name: "CheckpointConfig", shape: &CHECKPOINT_CONFIG_SHAPE, required: false },
    Member { name: "DebugHookConfig", shape: &DEBUG_HOOK_CONFIG_SHAPE, required: false },
    Member { name: "DebugRuleConfigurations", shape: &DEBUG_RULE_CONFIGURATIONS_SHAPE, required: false },
    Member { name: "EnableInterContainerTrafficEncryption", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "EnableManagedSpotTraining", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "EnableNetworkIsolation", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "Environment", shape: &TRAINING_ENVIRONMENT_MAP_SHAPE, required: false },
    Member { name: "ExperimentConfig", shape: &EXPERIMENT_CONFIG_SHAPE, required: false },
    Member { name: "HyperParameters", shape: &HYPER_PARAMETERS_SHAPE, required: false },
    Member { name: "InfraCheckConfig", shape: &INFRA_CHECK_CONFIG_SHAPE, required: false },
    Member { name: "InputDataConfig", shape: &INPUT_DATA_CONFIG_SHAPE, required: false },
    Member { name: "MlflowConfig", shape: &MLFLOW_CONFIG_SHAPE, required: false },
    Member { name: "ModelPackageConfig", shape: &MODEL_PACKAGE_CONFIG_SHAPE, required: false },
    Member { name: "OutputDataConfig", shape: &OUTPUT_DATA_CONFIG_SHAPE, required: true },
    Member { name: "ProfilerConfig", shape: &PROFILER_CONFIG_SHAPE, required: false },
    Member { name: "ProfilerRuleConfigurations", shape: &PROFILER_RULE_CONFIGURATIONS_SHAPE, required: false },
    Member { name: "RemoteDebugConfig", shape: &REMOTE_DEBUG_CONFIG_SHAPE, required: false },
    Member { name: "ResourceConfig", shape: &RESOURCE_CONFIG_SHAPE, required: false },
    Member { name: "RetryStrategy", shape: &RETRY_STRATEGY_SHAPE, required: false },
    Member { name: "RoleArn", shape: &ROLE_ARN_SHAPE, required: true },
    Member { name: "ServerlessJobConfig", shape: &SERVERLESS_JOB_CONFIG_SHAPE, required: false },
    Member { name: "SessionChainingConfig", shape: &SESSION_CHAINING_CONFIG_SHAPE, required: false },
    Member { name: "StoppingCondition", shape: &STOPPING_CONDITION_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
    Member { name: "TensorBoardOutputConfig", shape: &TENSOR_BOARD_OUTPUT_CONFIG_SHAPE, required: false },
    Member { name: "TrainingJobName", shape: &TRAINING_JOB_NAME_SHAPE, required: true },
    Member { name: "VpcConfig", shape: &VPC_CONFIG_SHAPE, required: false },
]);
static CREATE_TRAINING_JOB_RESPONSE_SHAPE: Shape =
    Shape::Structure(&[Member { name: "TrainingJobArn", shape: &TRAINING_JOB_ARN_SHAPE, required: true }]);
static CREATION_TIME_SHAPE: Shape = Shape::Timestamp;
static CROSS_ACCOUNT_FILTER_OPTION_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["SameAccount", "CrossAccount"],
});
static CROSS_REGION_MAX_INVOCATIONS_PER_SECOND_PER_INSTANCE_SHAPE: Shape =
    Shape::Integer(Number { min: Some(1.0), max: Some(10000.0) });
static CROSS_REGION_PERCENT_PER_ENDPOINT_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(100.0) });
static CROSS_REGION_TRAFFIC_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member {
        name: "MaxCrossRegionPercentPerEndpoint",
        shape: &CROSS_REGION_PERCENT_PER_ENDPOINT_SHAPE,
        required: true,
    },
    Member {
        name: "MaxInvocationsPerSecondPerInstance",
        shape: &CROSS_REGION_MAX_INVOCATIONS_PER_SECOND_PER_INSTANCE_SHAPE,
        required: true,
    },
]);
static CSV_CONTENT_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(256) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9])*\\/[a-zA-Z0-9](-*[a-zA-Z0-9.])*"),
    values: &[],
});
static CSV_CONTENT_TYPES_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(10) }, &CSV_CONTENT_TYPE_SHAPE);
static CUSTOMER_METADATA_KEY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(128) },
    pattern: Some("([\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@]*)${1,128}"),
    values: &[],
});
static CUSTOMER_METADATA_MAP_SHAPE: Shape =
    Shape::Map(Size { min: Some(1), max: Some(50) }, &CUSTOMER_METADATA_KEY_SHAPE, &CUSTOMER_METADATA_VALUE_SHAPE);
static CUSTOMER_METADATA_VALUE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(256) },
    pattern: Some("([\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@]*)${1,256}"),
    values: &[],
});
static CUSTOMIZATION_TECHNIQUE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["SFT", "DPO", "RLVR", "RLAIF"],
});
static DATA_CAPTURE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CaptureContentTypeHeader", shape: &CAPTURE_CONTENT_TYPE_HEADER_SHAPE, required: false },
    Member { name: "CaptureOptions", shape: &CAPTURE_OPTION_LIST_SHAPE, required: true },
    Member { name: "DestinationS3Uri", shape: &DESTINATION_S3_URI_SHAPE, required: true },
    Member { name: "EnableCapture", shape: &ENABLE_CAPTURE_SHAPE, required: false },
    Member { name: "InitialSamplingPercentage", shape: &SAMPLING_PERCENTAGE_SHAPE, required: true },
    Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
]);
static DATA_CAPTURE_CONFIG_SUMMARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CaptureStatus", shape: &CAPTURE_STATUS_SHAPE, required: true },
    Member { name: "CurrentSamplingPercentage", shape: &SAMPLING_PERCENTAGE_SHAPE, required: true },
    Member { name: "DestinationS3Uri", shape: &DESTINATION_S3_URI_SHAPE, required: true },
    Member { name: "EnableCapture", shape: &ENABLE_CAPTURE_SHAPE, required: true },
    Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: true },
]);
static DATA_CATALOG_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Catalog", shape: &CATALOG_SHAPE, required: true },
    Member { name: "Database", shape: &DATABASE_SHAPE, required: true },
    Member { name: "TableName", shape: &TABLE_NAME_SHAPE, required: true },
]);
static DATA_DISTRIBUTION_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["FullyReplicated", "ShardedByS3Key"],
});
static DATA_INPUT_CONFIG_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(16384) }, pattern: Some("[\\S\\s]+"), values: &[] });
static DATA_PROCESSING_SHAPE: Shape = Shape::Structure(&[
    Member { name: "InputFilter", shape: &JSON_PATH_SHAPE, required: false },
    Member { name: "JoinSource", shape: &JOIN_SOURCE_SHAPE, required: false },
    Member { name: "OutputFilter", shape: &JSON_PATH_SHAPE, required: false },
]);
static DATA_SOURCE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DatasetSource", shape: &DATASET_SOURCE_SHAPE, required: false },
    Member { name: "FileSystemDataSource", shape: &FILE_SYSTEM_DATA_SOURCE_SHAPE, required: false },
    Member { name: "S3DataSource", shape: &S3_DATA_SOURCE_SHAPE, required: false },
]);
static DATABASE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(255) },
    pattern: Some("[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*"),
    values: &[],
});
static DATASET_DEFINITION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AthenaDatasetDefinition", shape: &ATHENA_DATASET_DEFINITION_SHAPE, required: false },
    Member { name: "DataDistributionType", shape: &DATA_DISTRIBUTION_TYPE_SHAPE, required: false },
    Member { name: "InputMode", shape: &INPUT_MODE_SHAPE, required: false },
    Member { name: "LocalPath", shape: &PROCESSING_LOCAL_PATH_SHAPE, required: false },
    Member { name: "RedshiftDatasetDefinition", shape: &REDSHIFT_DATASET_DEFINITION_SHAPE, required: false },
]);
static DATASET_SOURCE_SHAPE: Shape =
    Shape::Structure(&[Member { name: "DatasetArn", shape: &HUB_DATA_SET_ARN_SHAPE, required: true }]);
static DEBUG_HOOK_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CollectionConfigurations", shape: &COLLECTION_CONFIGURATIONS_SHAPE, required: false },
    Member { name: "HookParameters", shape: &HOOK_PARAMETERS_SHAPE, required: false },
    Member { name: "LocalPath", shape: &DIRECTORY_PATH_SHAPE, required: false },
    Member { name: "S3OutputPath", shape: &S3_URI_SHAPE, required: true },
]);
static DEBUG_RULE_CONFIGURATION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "InstanceType", shape: &PROCESSING_INSTANCE_TYPE_SHAPE, required: false },
    Member { name: "LocalPath", shape: &DIRECTORY_PATH_SHAPE, required: false },
    Member { name: "RuleConfigurationName", shape: &RULE_CONFIGURATION_NAME_SHAPE, required: true },
    Member { name: "RuleEvaluatorImage", shape: &ALGORITHM_IMAGE_SHAPE, required: true },
    Member { name: "RuleParameters", shape: &RULE_PARAMETERS_SHAPE, required: false },
    Member { name: "S3OutputPath", shape: &S3_URI_SHAPE, required: false },
    Member { name: "VolumeSizeInGB", shape: &OPTIONAL_VOLUME_SIZE_IN_GB_SHAPE, required: false },
]);
static DEBUG_RULE_CONFIGURATIONS_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(20) }, &DEBUG_RULE_CONFIGURATION_SHAPE);
static DEBUG_RULE_EVALUATION_STATUS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "RuleConfigurationName", shape: &RULE_CONFIGURATION_NAME_SHAPE, required: false },
    Member { name: "RuleEvaluationJobArn", shape: &PROCESSING_JOB_ARN_SHAPE, required: false },
    Member { name: "RuleEvaluationStatus", shape: &RULE_EVALUATION_STATUS_SHAPE, required: false },
    Member { name: "StatusDetails", shape: &STATUS_DETAILS_SHAPE, required: false },
]);
static DEBUG_RULE_EVALUATION_STATUSES_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(20) }, &DEBUG_RULE_EVALUATION_STATUS_SHAPE);
static DELETE_ENDPOINT_CONFIG_INPUT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "EndpointConfigName", shape: &ENDPOINT_CONFIG_NAME_SHAPE, required: true }]);
static DELETE_ENDPOINT_INPUT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "EndpointName", shape: &ENDPOINT_NAME_SHAPE, required: true }]);
static DELETE_HYPER_PARAMETER_TUNING_JOB_REQUEST_SHAPE: Shape = Shape::Structure(&[Member {
    name: "HyperParameterTuningJobName",
    shape: &HYPER_PARAMETER_TUNING_JOB_NAME_SHAPE,
    required: true,
}]);
static DELETE_MODEL_INPUT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "ModelName", shape: &MODEL_NAME_SHAPE, required: true }]);
static DELETE_TAGS_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ResourceArn", shape: &RESOURCE_ARN_SHAPE, required: true },
    Member { name: "TagKeys", shape: &TAG_KEY_LIST_SHAPE, required: true },
]);
static DELETE_TAGS_OUTPUT_SHAPE: Shape = Shape::Structure(&[]);
static DELETE_TRAINING_JOB_REQUEST_SHAPE: Shape =
    Shape::Structure(&[Member { name: "TrainingJobName", shape: &TRAINING_JOB_NAME_SHAPE, required: true }]);
static DEPENDENCY_COPY_PATH_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1023) }, pattern: Some(".*"), values: &[] });
static DEPENDENCY_ORIGIN_PATH_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1023) }, pattern: Some(".*"), values: &[] });
static DEPLOYED_IMAGE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ResolutionTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "ResolvedImage", shape: &CONTAINER_IMAGE_SHAPE, required: false },
    Member { name: "SpecifiedImage", shape: &CONTAINER_IMAGE_SHAPE, required: false },
]);
static DEPLOYED_IMAGES_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &DEPLOYED_IMAGE_SHAPE);
static DEPLOYMENT_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AutoRollbackConfiguration", shape: &AUTO_ROLLBACK_CONFIG_SHAPE, required: false },
    Member { name: "BlueGreenUpdatePolicy", shape: &BLUE_GREEN_UPDATE_POLICY_SHAPE, required: false },
    Member { name: "RollingUpdatePolicy", shape: &ROLLING_UPDATE_POLICY_SHAPE, required: false },
]);
static DEPLOYMENT_RECOMMENDATION_SHAPE: Shape = Shape::Structure(&[
    Member {
        name: "RealTimeInferenceRecommendations",
        shape: &REAL_TIME_INFERENCE_RECOMMENDATIONS_SHAPE,
        required: false,
    },
    Member { name: "RecommendationStatus", shape: &RECOMMENDATION_STATUS_SHAPE, required: true },
]);
static DESCRIBE_ENDPOINT_CONFIG_INPUT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "EndpointConfigName", shape: &ENDPOINT_CONFIG_NAME_SHAPE, required: true }]);
static DESCRIBE_ENDPOINT_CONFIG_OUTPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AsyncInferenceConfig", shape: &ASYNC_INFERENCE_CONFIG_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "CrossRegionTrafficConfig", shape: &CROSS_REGION_TRAFFIC_CONFIG_SHAPE, required: false },
    Member { name: "DataCaptureConfig", shape: &DATA_CAPTURE_CONFIG_SHAPE, required: false },
    Member { name: "EnableNetworkIsolation", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "EndpointConfigArn", shape: &ENDPOINT_CONFIG_ARN_SHAPE, required: true },
    Member { name: "EndpointConfigName", shape: &ENDPOINT_CONFIG_NAME_SHAPE, required: true },
    Member { name: "ExecutionRoleArn", shape: &ROLE_ARN_SHAPE, required: false },
    Member { name: "ExplainerConfig", shape: &EXPLAINER_CONFIG_SHAPE, required: false },
    Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
    Member { name: "MetricsConfig", shape: &METRICS_CONFIG_SHAPE, required: false },
    Member { name: "ProductionVariants", shape: &PRODUCTION_VARIANT_LIST_SHAPE, required: true },
    Member { name: "ShadowProductionVariants", shape: &PRODUCTION_VARIANT_LIST_SHAPE, required: false },
    Member { name: "VpcConfig", shape: &VPC_CONFIG_SHAPE, required: false },
]);
static DESCRIBE_ENDPOINT_INPUT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "EndpointName", shape: &ENDPOINT_NAME_SHAPE, required: true }]);
static DESCRIBE_ENDPOINT_OUTPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AsyncInferenceConfig", shape: &ASYNC_INFERENCE_CONFIG_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "CrossRegionTrafficConfig", shape: &CROSS_REGION_TRAFFIC_CONFIG_SHAPE, required: false },
    Member { name: "DataCaptureConfig", shape: &DATA_CAPTURE_CONFIG_SUMMARY_SHAPE, required: false },
    Member { name: "EndpointArn", shape: &ENDPOINT_ARN_SHAPE, required: true },
    Member { name: "EndpointConfigName", shape: &ENDPOINT_CONFIG_NAME_SHAPE, required: false },
    Member { name: "EndpointName", shape: &ENDPOINT_NAME_SHAPE, required: true },
    Member { name: "EndpointStatus", shape: &ENDPOINT_STATUS_SHAPE, required: true },
    Member { name: "ExplainerConfig", shape: &EXPLAINER_CONFIG_SHAPE, required: false },
    Member { name: "FailureReason", shape: &FAILURE_REASON_SHAPE, required: false },
    Member { name: "LastDeploymentConfig", shape: &DEPLOYMENT_CONFIG_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "MetricsConfig", shape: &METRICS_CONFIG_SHAPE, required: false },
    Member { name: "PendingDeploymentSummary", shape: &PENDING_DEPLOYMENT_SUMMARY_SHAPE, required: false },
    Member { name: "ProductionVariants", shape: &PRODUCTION_VARIANT_SUMMARY_LIST_SHAPE, required: false },
    Member { name: "ShadowProductionVariants", shape: &PRODUCTION_VARIANT_SUMMARY_LIST_SHAPE, required: false },
]);
static DESCRIBE_HYPER_PARAMETER_TUNING_JOB_REQUEST_SHAPE: Shape = Shape::Structure(&[Member {
    name: "HyperParameterTuningJobName",
    shape: &HYPER_PARAMETER_TUNING_JOB_NAME_SHAPE,
    required: true,
}]);
static DESCRIBE_HYPER_PARAMETER_TUNING_JOB_RESPONSE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Autotune", shape: &AUTOTUNE_SHAPE, required: false },
    Member { name: "BestTrainingJob", shape: &HYPER_PARAMETER_TRAINING_JOB_SUMMARY_SHAPE, required: false },
    Member { name: "ConsumedResources", shape: &HYPER_PARAMETER_TUNING_JOB_CONSUMED_RESOURCES_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "FailureReason", shape: &FAILURE_REASON_SHAPE, required: false },
    Member { name: "HyperParameterTuningEndTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "HyperParameterTuningJobArn", shape: &HYPER_PARAMETER_TUNING_JOB_ARN_SHAPE, required: true },
    Member { name: "HyperParameterTuningJobConfig", shape: &HYPER_PARAMETER_TUNING_JOB_CONFIG_SHAPE, required: true },
    Member { name: "HyperParameterTuningJobName", shape: &HYPER_PARAMETER_TUNING_JOB_NAME_SHAPE, required: true },
    Member { name: "HyperParameterTuningJobStatus", shape: &HYPER_PARAMETER_TUNING_JOB_STATUS_SHAPE, required: true },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "ObjectiveStatusCounters", shape: &OBJECTIVE_STATUS_COUNTERS_SHAPE, required: true },
    Member { name: "OverallBestTrainingJob", shape: &HYPER_PARAMETER_TRAINING_JOB_SUMMARY_SHAPE, required: false },
    Member { name: "TrainingJobDefinition", shape: &HYPER_PARAMETER_TRAINING_JOB_DEFINITION_SHAPE, required: false },
    Member { name: "TrainingJobDefinitions", shape: &HYPER_PARAMETER_TRAINING_JOB_DEFINITIONS_SHAPE, required: false },
    Member { name: "TrainingJobStatusCounters", shape: &TRAINING_JOB_STATUS_COUNTERS_SHAPE, required: true },
    Member {
        name: "TuningJobCompletionDetails",
        shape: &HYPER_PARAMETER_TUNING_JOB_COMPLETION_DETAILS_SHAPE,
        required: false,
    },
    Member { name: "WarmStartConfig", shape: &HYPER_PARAMETER_TUNING_JOB_WARM_START_CONFIG_SHAPE, required: false },
]);
static DESCRIBE_MODEL_INPUT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "ModelName", shape: &MODEL_NAME_SHAPE, required: true }]);
static DESCRIBE_MODEL_OUTPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Containers", shape: &CONTAINER_DEFINITION_LIST_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "DeploymentRecommendation", shape: &DEPLOYMENT_RECOMMENDATION_SHAPE, required: false },
    Member { name: "EnableNetworkIsolation", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "ExecutionRoleArn", shape: &ROLE_ARN_SHAPE, required: false },
    Member { name: "InferenceExecutionConfig", shape: &INFERENCE_EXECUTION_CONFIG_SHAPE, required: false },
    Member { name: "ModelArn", shape: &MODEL_ARN_SHAPE, required: true },
    Member { name: "ModelName", shape: &MODEL_NAME_SHAPE, required: true },
    Member { name: "PrimaryContainer", shape: &CONTAINER_DEFINITION_SHAPE, required: false },
    Member { name: "VpcConfig", shape: &VPC_CONFIG_SHAPE, required: false },
]);
static DESCRIBE_TRAINING_JOB_REQUEST_SHAPE: Shape =
    Shape::Structure(&[Member { name: "TrainingJobName", shape: &TRAINING_JOB_NAME_SHAPE, required: true }]);
static DESCRIBE_TRAINING_JOB_RESPONSE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AlgorithmSpecification", shape: &ALGORITHM_SPECIFICATION_SHAPE, required: false },
    Member { name: "AutoMLJobArn", shape: &AUTO_ML_JOB_ARN_SHAPE, required: false },
    Member { name: "BillableTimeInSeconds", shape: &BILLABLE_TIME_IN_SECONDS_SHAPE, required: false },
    Member { name: "BillableTokenCount", shape: &BILLABLE_TOKEN_COUNT_SHAPE, required: false },
    Member { name: "CheckpointConfig", shape: &CHECKPOINT_CONFIG_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "DebugHookConfig", shape: &DEBUG_HOOK_CONFIG_SHAPE, required: false },
    Member { name: "DebugRuleConfigurations", shape: &DEBUG_RULE_CONFIGURATIONS_SHAPE, required: false },
    Member { name: "DebugRuleEvaluationStatuses", shape: &DEBUG_RULE_EVALUATION_STATUSES_SHAPE, required: false },
    Member { name: "EnableInterContainerTrafficEncryption", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "EnableManagedSpotTraining", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "EnableNetworkIsolation", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "Environment", shape: &TRAINING_ENVIRONMENT_MAP_SHAPE, required: false },
    Member { name: "ExperimentConfig", shape: &EXPERIMENT_CONFIG_SHAPE, required: false },
    Member { name: "FailureReason", shape: &FAILURE_REASON_SHAPE, required: false },
    Member { name: "FinalMetricDataList", shape: &FINAL_METRIC_DATA_LIST_SHAPE, required: false },
    Member { name: "HyperParameters", shape: &HYPER_PARAMETERS_SHAPE, required: false },
    Member { name: "InfraCheckConfig", shape: &INFRA_CHECK_CONFIG_SHAPE, required: false },
    Member { name: "InputDataConfig", shape: &INPUT_DATA_CONFIG_SHAPE, required: false },
    Member { name: "LabelingJobArn", shape: &LABELING_JOB_ARN_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "MlflowConfig", shape: &MLFLOW_CONFIG_SHAPE, required: false },
    Member { name: "MlflowDetails", shape: &MLFLOW_DETAILS_SHAPE, required: false },
    Member { name: "ModelArtifacts", shape: &MODEL_ARTIFACTS_SHAPE, required: true },
    Member { name: "ModelPackageConfig", shape: &MODEL_PACKAGE_CONFIG_SHAPE, required: false },
    Member { name: "OutputDataConfig", shape: &OUTPUT_DATA_CONFIG_SHAPE, required: false },
    Member { name: "OutputModelPackageArn", shape: &MODEL_PACKAGE_ARN_SHAPE, required: false },
    Member { name: "ProfilerConfig", shape: &PROFILER_CONFIG_SHAPE, required: false },
    Member { name: "ProfilerRuleConfigurations", shape: &PROFILER_RULE_CONFIGURATIONS_SHAPE, required: false },
    Member { name: "ProfilerRuleEvaluationStatuses", shape: &PROFILER_RULE_EVALUATION_STATUSES_SHAPE, required: false },
    Member { name: "ProfilingStatus", shape: &PROFILING_STATUS_SHAPE, required: false },
    Member { name: "ProgressInfo", shape: &TRAINING_PROGRESS_INFO_SHAPE, required: false },
    Member { name: "RemoteDebugConfig", shape: &REMOTE_DEBUG_CONFIG_SHAPE, required: false },
    Member { name: "ResourceConfig", shape: &RESOURCE_CONFIG_SHAPE, required: false },
    Member { name: "RetryStrategy", shape: &RETRY_STRATEGY_SHAPE, required: false },
    Member { name: "RoleArn", shape: &ROLE_ARN_SHAPE, required: false },
    Member { name: "SecondaryStatus", shape: &SECONDARY_STATUS_SHAPE, required: true },
    Member { name: "SecondaryStatusTransitions", shape: &SECONDARY_STATUS_TRANSITIONS_SHAPE, required: false },
    Member { name: "ServerlessJobConfig", shape: &SERVERLESS_JOB_CONFIG_SHAPE, required: false },
    Member { name: "StoppingCondition", shape: &STOPPING_CONDITION_SHAPE, required: true },
    Member { name: "TensorBoardOutputConfig", shape: &TENSOR_BOARD_OUTPUT_CONFIG_SHAPE, required: false },
    Member { name: "TrainingEndTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "TrainingJobArn", shape: &TRAINING_JOB_ARN_SHAPE, required: true },
    Member { name: "TrainingJobName", shape: &TRAINING_JOB_NAME_SHAPE, required: true },
    Member { name: "TrainingJobStatus", shape: &TRAINING_JOB_STATUS_SHAPE, required: true },
    Member { name: "TrainingStartTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "TrainingTimeInSeconds", shape: &TRAINING_TIME_IN_SECONDS_SHAPE, required: false },
    Member { name: "TuningJobArn", shape: &HYPER_PARAMETER_TUNING_JOB_ARN_SHAPE, required: false },
    Member { name: "VpcConfig", shape: &VPC_CONFIG_SHAPE, required: false },
    Member { name: "WarmPoolStatus", shape: &WARM_POOL_STATUS_SHAPE, required: false },
]);
static DESCRIPTION_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(128) }, pattern: None, values: &[] });
static DESIRED_WEIGHT_AND_CAPACITY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DesiredInstanceCount", shape: &TASK_COUNT_SHAPE, required: false },
    Member { name: "DesiredWeight", shape: &VARIANT_WEIGHT_SHAPE, required: false },
    Member {
        name: "ServerlessUpdateConfig",
        shape: &PRODUCTION_VARIANT_SERVERLESS_UPDATE_CONFIG_SHAPE,
        required: false,
    },
    Member { name: "VariantName", shape: &VARIANT_NAME_SHAPE, required: true },
]);
static DESIRED_WEIGHT_AND_CAPACITY_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: None }, &DESIRED_WEIGHT_AND_CAPACITY_SHAPE);
static DESTINATION_S3_URI_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(512) },
    pattern: Some("(https|s3)://([^/])/?(.*)"),
    values: &[],
});
static DETAILED_MODEL_PACKAGE_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["NotStarted", "InProgress", "Completed", "Failed"],
});
static DIMENSION_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(8192.0) });
static DIRECTORY_PATH_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(4096) }, pattern: Some(".*"), values: &[] });
static DISABLE_PROFILER_SHAPE: Shape = Shape::Boolean;
static DOCUMENT_SCHEMA_VERSION_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(5), max: Some(14) },
    pattern: Some("\\d{1,4}.\\d{1,4}.\\d{1,4}"),
    values: &[],
});
static DOUBLE_PARAMETER_VALUE_SHAPE: Shape = Shape::Real(Number { min: None, max: None });
static DRIFT_CHECK_BASELINES_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Bias", shape: &DRIFT_CHECK_BIAS_SHAPE, required: false },
    Member { name: "Explainability", shape: &DRIFT_CHECK_EXPLAINABILITY_SHAPE, required: false },
    Member { name: "ModelDataQuality", shape: &DRIFT_CHECK_MODEL_DATA_QUALITY_SHAPE, required: false },
    Member { name: "ModelQuality", shape: &DRIFT_CHECK_MODEL_QUALITY_SHAPE, required: false },
]);
static DRIFT_CHECK_BIAS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ConfigFile", shape: &FILE_SOURCE_SHAPE, required: false },
    Member { name: "PostTrainingConstraints", shape: &METRICS_SOURCE_SHAPE, required: false },
    Member { name: "PreTrainingConstraints", shape: &METRICS_SOURCE_SHAPE, required: false },
]);
static DRIFT_CHECK_EXPLAINABILITY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ConfigFile", shape: &FILE_SOURCE_SHAPE, required: false },
    Member { name: "Constraints", shape: &METRICS_SOURCE_SHAPE, required: false },
]);
static DRIFT_CHECK_MODEL_DATA_QUALITY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Constraints", shape: &METRICS_SOURCE_SHAPE, required: false },
    Member { name: "Statistics", shape: &METRICS_SOURCE_SHAPE, required: false },
]);
static DRIFT_CHECK_MODEL_QUALITY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Constraints", shape: &METRICS_SOURCE_SHAPE, required: false },
    Member { name: "Statistics", shape: &METRICS_SOURCE_SHAPE, required: false },
]);
static EC2_CAPACITY_RESERVATION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AvailableInstanceCount", shape: &TASK_COUNT_SHAPE, required: false },
    Member { name: "Ec2CapacityReservationId", shape: &EC2_CAPACITY_RESERVATION_ID_SHAPE, required: false },
    Member { name: "TotalInstanceCount", shape: &TASK_COUNT_SHAPE, required: false },
    Member { name: "UsedByCurrentEndpoint", shape: &TASK_COUNT_SHAPE, required: false },
]);
static EC2_CAPACITY_RESERVATION_ID_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static EC2_CAPACITY_RESERVATIONS_LIST_SHAPE: Shape =
    Shape::List(Size { min: None, max: None }, &EC2_CAPACITY_RESERVATION_SHAPE);
static ENABLE_CAPTURE_SHAPE: Shape = Shape::Boolean;
static ENABLE_DETAILED_OBSERVABILITY_SHAPE: Shape = Shape::Boolean;
static ENABLE_ENHANCED_METRICS_SHAPE: Shape = Shape::Boolean;
static ENABLE_INFRA_CHECK_SHAPE: Shape = Shape::Boolean;
static ENABLE_REMOTE_DEBUG_SHAPE: Shape = Shape::Boolean;
static ENABLE_SESSION_TAG_CHAINING_SHAPE: Shape = Shape::Boolean;
static ENDPOINT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "DataCaptureConfig", shape: &DATA_CAPTURE_CONFIG_SUMMARY_SHAPE, required: false },
    Member { name: "EndpointArn", shape: &ENDPOINT_ARN_SHAPE, required: true },
    Member { name: "EndpointConfigName", shape: &ENDPOINT_CONFIG_NAME_SHAPE, required: true },
    Member { name: "EndpointName", shape: &ENDPOINT_NAME_SHAPE, required: true },
    Member { name: "EndpointStatus", shape: &ENDPOINT_STATUS_SHAPE, required: true },
    Member { name: "FailureReason", shape: &FAILURE_REASON_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "MonitoringSchedules", shape: &MONITORING_SCHEDULE_LIST_SHAPE, required: false },
    Member { name: "ProductionVariants", shape: &PRODUCTION_VARIANT_SUMMARY_LIST_SHAPE, required: false },
    Member { name: "ShadowProductionVariants", shape: &PRODUCTION_VARIANT_SUMMARY_LIST_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
]);
static ENDPOINT_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(20), max: Some(2048) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:endpoint/.*"),
    values: &[],
});
static ENDPOINT_CONFIG_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(20), max: Some(2048) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:endpoint-config/.*"),
    values: &[],
});
static ENDPOINT_CONFIG_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(63) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static ENDPOINT_CONFIG_NAME_CONTAINS_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(63) }, pattern: Some("[a-zA-Z0-9-]+"), values: &[] });
static ENDPOINT_CONFIG_SORT_KEY_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Name", "CreationTime"] });
static ENDPOINT_CONFIG_SUMMARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "EndpointConfigArn", shape: &ENDPOINT_CONFIG_ARN_SHAPE, required: true },
    Member { name: "EndpointConfigName", shape: &ENDPOINT_CONFIG_NAME_SHAPE, required: true },
]);
static ENDPOINT_CONFIG_SUMMARY_LIST_SHAPE: Shape =
    Shape::List(Size { min: None, max: None }, &ENDPOINT_CONFIG_SUMMARY_SHAPE);
static ENDPOINT_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "EndTimeOffset", shape: &MONITORING_TIME_OFFSET_STRING_SHAPE, required: false },
    Member { name: "EndpointName", shape: &ENDPOINT_NAME_SHAPE, required: true },
    Member { name: "ExcludeFeaturesAttribute", shape: &EXCLUDE_FEATURES_ATTRIBUTE_SHAPE, required: false },
    Member { name: "FeaturesAttribute", shape: &STRING_SHAPE, required: false },
    Member { name: "InferenceAttribute", shape: &STRING_SHAPE, required: false },
    Member { name: "LocalPath", shape: &PROCESSING_LOCAL_PATH_SHAPE, required: true },
    Member { name: "ProbabilityAttribute", shape: &STRING_SHAPE, required: false },
    Member { name: "ProbabilityThresholdAttribute", shape: &PROBABILITY_THRESHOLD_ATTRIBUTE_SHAPE, required: false },
    Member { name: "S3DataDistributionType", shape: &PROCESSING_S3_DATA_DISTRIBUTION_TYPE_SHAPE, required: false },
    Member { name: "S3InputMode", shape: &PROCESSING_S3_INPUT_MODE_SHAPE, required: false },
    Member { name: "StartTimeOffset", shape: &MONITORING_TIME_OFFSET_STRING_SHAPE, required: false },
]);
static ENDPOINT_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(63) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static ENDPOINT_NAME_CONTAINS_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(63) }, pattern: Some("[a-zA-Z0-9-]+"), values: &[] });
static ENDPOINT_SORT_KEY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Name", "CreationTime", "Status"],
});
static ENDPOINT_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &[
        "OutOfService",
        "Creating",
        "Updating",
        "SystemUpdating",
        "RollingBack",
        "InService",
        "Deleting",
        "Failed",
        "UpdateRollbackFailed",
    ],
});
static ENDPOINT_SUMMARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "EndpointArn", shape: &ENDPOINT_ARN_SHAPE, required: true },
    Member { name: "EndpointName", shape: &ENDPOINT_NAME_SHAPE, required: true },
    Member { name: "EndpointStatus", shape: &ENDPOINT_STATUS_SHAPE, required: true },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: true },
]);
static ENDPOINT_SUMMARY_LIST_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &ENDPOINT_SUMMARY_SHAPE);
static ENTITY_DESCRIPTION_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(1024) },
    pattern: Some("[\\p{L}\\p{M}\\p{Z}\\p{S}\\p{N}\\p{P}]*"),
    values: &[],
});
static ENTITY_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(63) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static ENVIRONMENT_KEY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(1024) },
    pattern: Some("[a-zA-Z_][a-zA-Z0-9_]*"),
    values: &[],
});
static ENVIRONMENT_MAP_SHAPE: Shape =
    Shape::Map(Size { min: Some(0), max: Some(100) }, &ENVIRONMENT_KEY_SHAPE, &ENVIRONMENT_VALUE_SHAPE);
static ENVIRONMENT_VALUE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1024) }, pattern: Some("[\\S\\s]*"), values: &[] });
static EVALUATION_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["LLMAJEvaluation", "CustomScorerEvaluation", "BenchmarkEvaluation"],
});
static EVALUATOR_ARN_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: Some(".*"), values: &[] });
static EXCLUDE_FEATURES_ATTRIBUTE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(100) }, pattern: None, values: &[] });
static EXECUTION_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Pending", "Completed", "CompletedWithViolations", "InProgress", "Failed", "Stopping", "Stopped"],
});
static EXIT_MESSAGE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1024) }, pattern: Some("[\\S\\s]*"), values: &[] });
static EXPERIMENT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreatedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "Description", shape: &EXPERIMENT_DESCRIPTION_SHAPE, required: false },
    Member { name: "DisplayName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
    Member { name: "ExperimentArn", shape: &EXPERIMENT_ARN_SHAPE, required: false },
    Member { name: "ExperimentName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
    Member { name: "LastModifiedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "Source", shape: &EXPERIMENT_SOURCE_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
]);
static EXPERIMENT_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:experiment/.*"),
    values: &[],
});
static EXPERIMENT_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ExperimentName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
    Member { name: "RunName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
    Member { name: "TrialComponentDisplayName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
    Member { name: "TrialName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
]);
static EXPERIMENT_DESCRIPTION_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(3072) }, pattern: Some(".*"), values: &[] });
static EXPERIMENT_ENTITY_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(120) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,119}"),
    values: &[],
});
static EXPERIMENT_SOURCE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "SourceArn", shape: &EXPERIMENT_SOURCE_ARN_SHAPE, required: true },
    Member { name: "SourceType", shape: &SOURCE_TYPE_SHAPE, required: false },
]);
static EXPERIMENT_SOURCE_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:.*"),
    values: &[],
});
static EXPLAINABILITY_SHAPE: Shape =
    Shape::Structure(&[Member { name: "Report", shape: &METRICS_SOURCE_SHAPE, required: false }]);
static EXPLAINER_CONFIG_SHAPE: Shape = Shape::Structure(&[Member {
    name: "ClarifyExplainerConfig",
    shape: &CLARIFY_EXPLAINER_CONFIG_SHAPE,
    required: false,
}]);
static FAILURE_REASON_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1024) }, pattern: None, values: &[] });
static FEATURE_DEFINITION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CollectionConfig", shape: &COLLECTION_CONFIG_SHAPE, required: false },
    Member { name: "CollectionType", shape: &COLLECTION_TYPE_SHAPE, required: false },
    Member { name: "FeatureName", shape: &FEATURE_NAME_SHAPE, required: true },
    Member { name: "FeatureType", shape: &FEATURE_TYPE_SHAPE, required: true },
]);
static FEATURE_DEFINITIONS_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(2500) }, &FEATURE_DEFINITION_SHAPE);
static FEATURE_DESCRIPTION_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(255) }, pattern: Some(".*"), values: &[] });
static FEATURE_GROUP_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTime", shape: &CREATION_TIME_SHAPE, required: false },
    Member { name: "Description", shape: &DESCRIPTION_SHAPE, required: false },
    Member { name: "EventTimeFeatureName", shape: &FEATURE_NAME_SHAPE, required: false },
    Member { name: "FailureReason", shape: &FAILURE_REASON_SHAPE, required: false },
    Member { name: "FeatureDefinitions", shape: &FEATURE_DEFINITIONS_SHAPE, required: false },
    Member { name: "FeatureGroupArn", shape: &FEATURE_GROUP_ARN_SHAPE, required: false },
    Member { name: "FeatureGroupName", shape: &FEATURE_GROUP_NAME_SHAPE, required: false },
    Member { name: "FeatureGroupStatus", shape: &FEATURE_GROUP_STATUS_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &LAST_MODIFIED_TIME_SHAPE, required: false },
    Member { name: "LastUpdateStatus", shape: &LAST_UPDATE_STATUS_SHAPE, required: false },
    Member { name: "OfflineStoreConfig", shape: &OFFLINE_STORE_CONFIG_SHAPE, required: false },
    Member { name: "OfflineStoreStatus", shape: &OFFLINE_STORE_STATUS_SHAPE, required: false },
    Member { name: "OnlineStoreConfig", shape: &ONLINE_STORE_CONFIG_SHAPE, required: false },
    Member { name: "RecordIdentifierFeatureName", shape: &FEATURE_NAME_SHAPE, required: false },
    Member { name: "RoleArn", shape: &ROLE_ARN_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
]);
static FEATURE_GROUP_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:feature-group/.*"),
    values: &[],
});
static FEATURE_GROUP_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(64) },
    pattern: Some("[a-zA-Z0-9]([_-]*[a-zA-Z0-9]){0,63}"),
    values: &[],
});
static FEATURE_GROUP_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Creating", "Created", "CreateFailed", "Deleting", "DeleteFailed"],
});
static FEATURE_METADATA_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTime", shape: &CREATION_TIME_SHAPE, required: false },
    Member { name: "Description", shape: &FEATURE_DESCRIPTION_SHAPE, required: false },
    Member { name: "FeatureGroupArn", shape: &FEATURE_GROUP_ARN_SHAPE, required: false },
    Member { name: "FeatureGroupName", shape: &FEATURE_GROUP_NAME_SHAPE, required: false },
    Member { name: "FeatureName", shape: &FEATURE_NAME_SHAPE, required: false },
    Member { name: "FeatureType", shape: &FEATURE_TYPE_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &LAST_MODIFIED_TIME_SHAPE, required: false },
    Member { name: "Parameters", shape: &FEATURE_PARAMETERS_SHAPE, required: false },
]);
static FEATURE_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(64) },
    pattern: Some("[a-zA-Z0-9]([-_]*[a-zA-Z0-9]){0,63}"),
    values: &[],
});
static FEATURE_PARAMETER_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Key", shape: &FEATURE_PARAMETER_KEY_SHAPE, required: false },
    Member { name: "Value", shape: &FEATURE_PARAMETER_VALUE_SHAPE, required: false },
]);
static FEATURE_PARAMETER_KEY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(255) },
    pattern: Some("([\\p{L}\\p{Z}\\p{N}_.:/=+\\-]*)"),
    values: &[],
});
static FEATURE_PARAMETER_VALUE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(255) },
    pattern: Some("([\\p{L}\\p{Z}\\p{N}_.:/=+\\-]*)"),
    values: &[],
});
static FEATURE_PARAMETERS_SHAPE: Shape = Shape::List(Size { min: Some(0), max: Some(25) }, &FEATURE_PARAMETER_SHAPE);
static FEATURE_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Integral", "Fractional", "String"],
});
static FILE_SOURCE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ContentDigest", shape: &CONTENT_DIGEST_SHAPE, required: false },
    Member { name: "ContentType", shape: &CONTENT_TYPE_SHAPE, required: false },
    Member { name: "S3Uri", shape: &S3_URI_SHAPE, required: true },
]);
static FILE_SYSTEM_ACCESS_MODE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["rw", "ro"] });
static FILE_SYSTEM_DATA_SOURCE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DirectoryPath", shape: &DIRECTORY_PATH_SHAPE, required: true },
    Member { name: "FileSystemAccessMode", shape: &FILE_SYSTEM_ACCESS_MODE_SHAPE, required: true },
    Member { name: "FileSystemId", shape: &FILE_SYSTEM_ID_SHAPE, required: true },
    Member { name: "FileSystemType", shape: &FILE_SYSTEM_TYPE_SHAPE, required: true },
]);
static FILE_SYSTEM_ID_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(11), max: Some(21) },
    pattern: Some("(fs-[0-9a-f]{8,})"),
    values: &[],
});
static FILE_SYSTEM_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["EFS", "FSxLustre"] });
static FILTER_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Name", shape: &RESOURCE_PROPERTY_NAME_SHAPE, required: true },
    Member { name: "Operator", shape: &OPERATOR_SHAPE, required: false },
    Member { name: "Value", shape: &FILTER_VALUE_SHAPE, required: false },
]);
static FILTER_LIST_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(20) }, &FILTER_SHAPE);
static FILTER_VALUE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(1024) }, pattern: Some(".+"), values: &[] });
static FINAL_HYPER_PARAMETER_TUNING_JOB_OBJECTIVE_METRIC_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MetricName", shape: &METRIC_NAME_SHAPE, required: true },
    Member { name: "Type", shape: &HYPER_PARAMETER_TUNING_JOB_OBJECTIVE_TYPE_SHAPE, required: false },
    Member { name: "Value", shape: &METRIC_VALUE_SHAPE, required: true },
]);
static FINAL_METRIC_DATA_LIST_SHAPE: Shape = Shape::List(Size { min: Some(0), max: Some(40) }, &METRIC_DATA_SHAPE);
static FLOAT_SHAPE: Shape = Shape::Real(Number { min: None, max: None });
static HOOK_PARAMETERS_SHAPE: Shape =
    Shape::Map(Size { min: Some(0), max: Some(20) }, &CONFIG_KEY_SHAPE, &CONFIG_VALUE_SHAPE);
static HUB_ACCESS_CONFIG_SHAPE: Shape =
    Shape::Structure(&[Member { name: "HubContentArn", shape: &HUB_CONTENT_ARN_SHAPE, required: true }]);
static HUB_ARN_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(255) }, pattern: Some(".*"), values: &[] });
static HUB_CONTENT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreatedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "DocumentSchemaVersion", shape: &DOCUMENT_SCHEMA_VERSION_SHAPE, required: true },
    Member { name: "FailureReason", shape: &FAILURE_REASON_SHAPE, required: false },
    Member { name: "HubArn", shape: &HUB_ARN_SHAPE, required: true },
    Member { name: "HubContentArn", shape: &HUB_CONTENT_ARN_SHAPE, required: true },
    Member { name: "HubContentDependencies", shape: &HUB_CONTENT_DEPENDENCY_LIST_SHAPE, required: false },
    Member { name: "HubContentDescription", shape: &HUB_CONTENT_DESCRIPTION_SHAPE, required: false },
    Member { name: "HubContentDisplayName", shape: &HUB_CONTENT_DISPLAY_NAME_SHAPE, required: false },
    Member { name: "HubContentDocument", shape: &HUB_CONTENT_DOCUMENT_SHAPE, required: false },
    Member { name: "HubContentMarkdown", shape: &HUB_CONTENT_MARKDOWN_SHAPE, required: false },
    Member { name: "HubContentName", shape: &HUB_CONTENT_NAME_SHAPE, required: true },
    Member { name: "HubContentSearchKeywords", shape: &HUB_CONTENT_SEARCH_KEYWORD_LIST_SHAPE, required: false },
    Member { name: "HubContentStatus", shape: &HUB_CONTENT_STATUS_SHAPE, required: true },
    Member { name: "HubContentType", shape: &HUB_CONTENT_TYPE_SHAPE, required: true },
    Member { name: "HubContentVersion", shape: &HUB_CONTENT_VERSION_SHAPE, required: true },
    Member { name: "HubName", shape: &HUB_NAME_SHAPE, required: true },
    Member { name: "LastModifiedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "ReferenceMinVersion", shape: &REFERENCE_MIN_VERSION_SHAPE, required: false },
    Member { name: "SageMakerPublicHubContentArn", shape: &SAGE_MAKER_PUBLIC_HUB_CONTENT_ARN_SHAPE, required: false },
    Member { name: "SupportStatus", shape: &HUB_CONTENT_SUPPORT_STATUS_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
]);
static HUB_CONTENT_ARN_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(255) }, pattern: Some(".*"), values: &[] });
static HUB_CONTENT_DEPENDENCY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DependencyCopyPath", shape: &DEPENDENCY_COPY_PATH_SHAPE, required: false },
    Member { name: "DependencyOriginPath", shape: &DEPENDENCY_ORIGIN_PATH_SHAPE, required: false },
]);
static HUB_CONTENT_DEPENDENCY_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(50) }, &HUB_CONTENT_DEPENDENCY_SHAPE);
static HUB_CONTENT_DESCRIPTION_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1023) }, pattern: Some(".*"), values: &[] });
static HUB_CONTENT_DISPLAY_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(255) }, pattern: Some(".*"), values: &[] });
static HUB_CONTENT_DOCUMENT_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(327680) }, pattern: Some(".*"), values: &[] });
static HUB_CONTENT_MARKDOWN_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(170391) }, pattern: None, values: &[] });
static HUB_CONTENT_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(63) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static HUB_CONTENT_SEARCH_KEYWORD_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(255) }, pattern: Some(".*"), values: &[] });
static HUB_CONTENT_SEARCH_KEYWORD_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(50) }, &HUB_CONTENT_SEARCH_KEYWORD_SHAPE);
static HUB_CONTENT_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Available", "Importing", "Deleting", "ImportFailed", "DeleteFailed", "PendingImport", "PendingDelete"],
});
static HUB_CONTENT_SUPPORT_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Supported", "Deprecated", "Restricted"],
});
static HUB_CONTENT_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Model", "Notebook", "ModelReference", "DataSet", "JsonDoc"],
});
static HUB_CONTENT_VERSION_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(5), max: Some(14) },
    pattern: Some("\\d{1,4}.\\d{1,4}.\\d{1,4}"),
    values: &[],
});
static HUB_DATA_SET_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(2048) },
    pattern: Some(
        "(arn:[a-z0-9-\\.]{1,63}:sagemaker:\\w+(?:-\\w+)+:(\\d{12}|aws):hub-content\\/)[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}\\/DataSet\\/[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}(\\/\\d{1,4}.\\d{1,4}.\\d{1,4})?",
    ),
    values: &[],
});
static HUB_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(63) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static HYPER_PARAMETER_ALGORITHM_SPECIFICATION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AlgorithmName", shape: &ARN_OR_NAME_SHAPE, required: false },
    Member { name: "MetricDefinitions", shape: &METRIC_DEFINITION_LIST_SHAPE, required: false },
    Member { name: "TrainingImage", shape: &ALGORITHM_IMAGE_SHAPE, required: false },
    Member { name: "TrainingInputMode", shape: &TRAINING_INPUT_MODE_SHAPE, required: true },
]);
static HYPER_PARAMETER_KEY_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(256) }, pattern: Some(".*"), values: &[] });
static HYPER_PARAMETER_SCALING_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Auto", "Linear", "Logarithmic", "ReverseLogarithmic"],
});
static HYPER_PARAMETER_TRAINING_JOB_DEFINITION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AlgorithmSpecification", shape: &HYPER_PARAMETER_ALGORITHM_SPECIFICATION_SHAPE, required: true },
    Member { name: "CheckpointConfig", shape: &CHECKPOINT_CONFIG_SHAPE, required: false },
    Member { name: "DefinitionName", shape: &HYPER_PARAMETER_TRAINING_JOB_DEFINITION_NAME_SHAPE, required: false },
    Member { name: "EnableInterContainerTrafficEncryption", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "EnableManagedSpotTraining", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "EnableNetworkIsolation", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "Environment", shape: &HYPER_PARAMETER_TRAINING_JOB_ENVIRONMENT_MAP_SHAPE, required: false },
    Member { name: "HyperParameterRanges", shape: &PARAMETER_RANGES_SHAPE, required: false },
    Member {
        name: "HyperParameterTuningResourceConfig",
        shape: &HYPER_PARAMETER_TUNING_RESOURCE_CONFIG_SHAPE,
        required: false,
    },
    Member { name: "InputDataConfig", shape: &INPUT_DATA_CONFIG_SHAPE, required: false },
    Member { name: "OutputDataConfig", shape: &OUTPUT_DATA_CONFIG_SHAPE, required: true },
    Member { name: "ResourceConfig", shape: &RESOURCE_CONFIG_SHAPE, required: false },
    Member { name: "RetryStrategy", shape: &RETRY_STRATEGY_SHAPE, required: false },
    Member { name: "RoleArn", shape: &ROLE_ARN_SHAPE, required: true },
    Member { name: "StaticHyperParameters", shape: &HYPER_PARAMETERS_SHAPE, required: false },
    Member { name: "StoppingCondition", shape: &STOPPING_CONDITION_SHAPE, required: true },
    Member { name: "TuningObjective", shape: &HYPER_PARAMETER_TUNING_JOB_OBJECTIVE_SHAPE, required: false },
    Member { name: "VpcConfig", shape: &VPC_CONFIG_SHAPE, required: false },
]);
static HYPER_PARAMETER_TRAINING_JOB_DEFINITION_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(64) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}"),
    values: &[],
});
static HYPER_PARAMETER_TRAINING_JOB_DEFINITIONS_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(10) }, &HYPER_PARAMETER_TRAINING_JOB_DEFINITION_SHAPE);
static HYPER_PARAMETER_TRAINING_JOB_ENVIRONMENT_KEY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(512) },
    pattern: Some("[a-zA-Z_][a-zA-Z0-9_]*"),
    values: &[],
});
static HYPER_PARAMETER_TRAINING_JOB_ENVIRONMENT_MAP_SHAPE: Shape = Shape::Map(
    Size { min: Some(0), max: Some(48) },
    &HYPER_PARAMETER_TRAINING_JOB_ENVIRONMENT_KEY_SHAPE,
    &HYPER_PARAMETER_TRAINING_JOB_ENVIRONMENT_VALUE_SHAPE,
);
static HYPER_PARAMETER_TRAINING_JOB_ENVIRONMENT_VALUE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(512) }, pattern: Some("[\\S\\s]*"), values: &[] });
static HYPER_PARAMETER_TRAINING_JOB_SUMMARIES_SHAPE: Shape =
    Shape::List(Size { min: None, max: None }, &HYPER_PARAMETER_TRAINING_JOB_SUMMARY_SHAPE);
static HYPER_PARAMETER_TRAINING_JOB_SUMMARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "FailureReason", shape: &FAILURE_REASON_SHAPE, required: false },
    Member {
        name: "FinalHyperParameterTuningJobObjectiveMetric",
        shape: &FINAL_HYPER_PARAMETER_TUNING_JOB_OBJECTIVE_METRIC_SHAPE,
        required: false,
    },
    Member { name: "ObjectiveStatus", shape: &OBJECTIVE_STATUS_SHAPE, required: false },
    Member { name: "TrainingEndTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "TrainingJobArn", shape: &TRAINING_JOB_ARN_SHAPE, required: true },
    Member {
        name: "TrainingJobDefinitionName",
        shape: &HYPER_PARAMETER_TRAINING_JOB_DEFINITION_NAME_SHAPE,
        required: false,
    },
    Member { name: "TrainingJobName", shape: &TRAINING_JOB_NAME_SHAPE, required: true },
    Member { name: "TrainingJobStatus", shape: &TRAINING_JOB_STATUS_SHAPE, required: true },
    Member { name: "TrainingStartTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "TunedHyperParameters", shape: &HYPER_PARAMETERS_SHAPE, required: true },
    Member { name: "TuningJobName", shape: &HYPER_PARAMETER_TUNING_JOB_NAME_SHAPE, required: false },
]);
static HYPER_PARAMETER_TUNING_ALLOCATION_STRATEGY_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Prioritized"] });
static HYPER_PARAMETER_TUNING_INSTANCE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "InstanceCount", shape: &TRAINING_INSTANCE_COUNT_SHAPE, required: true },
    Member { name: "InstanceType", shape: &TRAINING_INSTANCE_TYPE_SHAPE, required: true },
    Member { name: "VolumeSizeInGB", shape: &VOLUME_SIZE_IN_GB_SHAPE, required: true },
]);
static HYPER_PARAMETER_TUNING_INSTANCE_CONFIGS_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(6) }, &HYPER_PARAMETER_TUNING_INSTANCE_CONFIG_SHAPE);
static HYPER_PARAMETER_TUNING_JOB_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:hyper-parameter-tuning-job/.*"),
    values: &[],
});
static HYPER_PARAMETER_TUNING_JOB_COMPLETION_DETAILS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ConvergenceDetectedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "NumberOfTrainingJobsObjectiveNotImproving", shape: &INTEGER_SHAPE, required: false },
]);
static HYPER_PARAMETER_TUNING_JOB_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member {
        name: "HyperParameterTuningJobObjective",
        shape: &HYPER_PARAMETER_TUNING_JOB_OBJECTIVE_SHAPE,
        required: false,
    },
    Member { name: "ParameterRanges", shape: &PARAMETER_RANGES_SHAPE, required: false },
    Member { name: "RandomSeed", shape: &RANDOM_SEED_SHAPE, required: false },
    Member { name: "ResourceLimits", shape: &RESOURCE_LIMITS_SHAPE, required: true },
    Member { name: "Strategy", shape: &HYPER_PARAMETER_TUNING_JOB_STRATEGY_TYPE_SHAPE, required: true },
    Member { name: "StrategyConfig", shape: &HYPER_PARAMETER_TUNING_JOB_STRATEGY_CONFIG_SHAPE, required: false },
    Member { name: "TrainingJobEarlyStoppingType", shape: &TRAINING_JOB_EARLY_STOPPING_TYPE_SHAPE, required: false },
    Member { name: "TuningJobCompletionCriteria", shape: &TUNING_JOB_COMPLETION_CRITERIA_SHAPE, required: false },
]);
static HYPER_PARAMETER_TUNING_JOB_CONSUMED_RESOURCES_SHAPE: Shape =
    Shape::Structure(&[Member { name: "RuntimeInSeconds", shape: &INTEGER_SHAPE, required: false }]);
static HYPER_PARAMETER_TUNING_JOB_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(32) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}"),
    values: &[],
});
static HYPER_PARAMETER_TUNING_JOB_OBJECTIVE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MetricName", shape: &METRIC_NAME_SHAPE, required: true },
    Member { name: "Type", shape: &HYPER_PARAMETER_TUNING_JOB_OBJECTIVE_TYPE_SHAPE, required: true },
]);
static HYPER_PARAMETER_TUNING_JOB_OBJECTIVE_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Maximize", "Minimize"] });
static HYPER_PARAMETER_TUNING_JOB_SEARCH_ENTITY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "BestTrainingJob", shape: &HYPER_PARAMETER_TRAINING_JOB_SUMMARY_SHAPE, required: false },
    Member { name: "ConsumedResources", shape: &HYPER_PARAMETER_TUNING_JOB_CONSUMED_RESOURCES_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "FailureReason", shape: &FAILURE_REASON_SHAPE, required: false },
    Member { name: "HyperParameterTuningEndTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "HyperParameterTuningJobArn", shape: &HYPER_PARAMETER_TUNING_JOB_ARN_SHAPE, required: false },
    Member { name: "HyperParameterTuningJobConfig", shape: &HYPER_PARAMETER_TUNING_JOB_CONFIG_SHAPE, required: false },
    Member { name: "HyperParameterTuningJobName", shape: &HYPER_PARAMETER_TUNING_JOB_NAME_SHAPE, required: false },
    Member { name: "HyperParameterTuningJobStatus", shape: &HYPER_PARAMETER_TUNING_JOB_STATUS_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "ObjectiveStatusCounters", shape: &OBJECTIVE_STATUS_COUNTERS_SHAPE, required: false },
    Member { name: "OverallBestTrainingJob", shape: &HYPER_PARAMETER_TRAINING_JOB_SUMMARY_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
    Member { name: "TrainingJobDefinition", shape: &HYPER_PARAMETER_TRAINING_JOB_DEFINITION_SHAPE, required: false },
    Member { name: "TrainingJobDefinitions", shape: &HYPER_PARAMETER_TRAINING_JOB_DEFINITIONS_SHAPE, required: false },
    Member { name: "TrainingJobStatusCounters", shape: &TRAINING_JOB_STATUS_COUNTERS_SHAPE, required: false },
    Member {
        name: "TuningJobCompletionDetails",
        shape: &HYPER_PARAMETER_TUNING_JOB_COMPLETION_DETAILS_SHAPE,
        required: false,
    },
    Member { name: "WarmStartConfig", shape: &HYPER_PARAMETER_TUNING_JOB_WARM_START_CONFIG_SHAPE, required: false },
]);
static HYPER_PARAMETER_TUNING_JOB_SORT_BY_OPTIONS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Name", "Status", "CreationTime"],
});
static HYPER_PARAMETER_TUNING_JOB_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Completed", "InProgress", "Failed", "Stopped", "Stopping", "Deleting", "DeleteFailed"],
});
static HYPER_PARAMETER_TUNING_JOB_STRATEGY_CONFIG_SHAPE: Shape = Shape::Structure(&[Member {
    name: "HyperbandStrategyConfig",
    shape: &HYPERBAND_STRATEGY_CONFIG_SHAPE,
    required: false,
}]);
static HYPER_PARAMETER_TUNING_JOB_STRATEGY_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Bayesian", "Random", "Hyperband", "Grid"],
});
static HYPER_PARAMETER_TUNING_JOB_SUMMARIES_SHAPE: Shape =
    Shape::List(Size { min: None, max: None }, &HYPER_PARAMETER_TUNING_JOB_SUMMARY_SHAPE);
static HYPER_PARAMETER_TUNING_JOB_SUMMARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "HyperParameterTuningEndTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "HyperParameterTuningJobArn", shape: &HYPER_PARAMETER_TUNING_JOB_ARN_SHAPE, required: true },
    Member { name: "HyperParameterTuningJobName", shape: &HYPER_PARAMETER_TUNING_JOB_NAME_SHAPE, required: true },
    Member { name: "HyperParameterTuningJobStatus", shape: &HYPER_PARAMETER_TUNING_JOB_STATUS_SHAPE, required: true },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "ObjectiveStatusCounters", shape: &OBJECTIVE_STATUS_COUNTERS_SHAPE, required: true },
    Member { name: "ResourceLimits", shape: &RESOURCE_LIMITS_SHAPE, required: false },
    Member { name: "Strategy", shape: &HYPER_PARAMETER_TUNING_JOB_STRATEGY_TYPE_SHAPE, required: true },
    Member { name: "TrainingJobStatusCounters", shape: &TRAINING_JOB_STATUS_COUNTERS_SHAPE, required: true },
]);
static HYPER_PARAMETER_TUNING_JOB_WARM_START_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ParentHyperParameterTuningJobs", shape: &PARENT_HYPER_PARAMETER_TUNING_JOBS_SHAPE, required: true },
    Member { name: "WarmStartType", shape: &HYPER_PARAMETER_TUNING_JOB_WARM_START_TYPE_SHAPE, required: true },
]);
static HYPER_PARAMETER_TUNING_JOB_WARM_START_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["IdenticalDataAndAlgorithm", "TransferLearning"],
});
static HYPER_PARAMETER_TUNING_MAX_RUNTIME_IN_SECONDS_SHAPE: Shape =
    Shape::Integer(Number { min: Some(120.0), max: Some(15768000.0) });
static HYPER_PARAMETER_TUNING_RESOURCE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AllocationStrategy", shape: &HYPER_PARAMETER_TUNING_ALLOCATION_STRATEGY_SHAPE, required: false },
    Member { name: "InstanceConfigs", shape: &HYPER_PARAMETER_TUNING_INSTANCE_CONFIGS_SHAPE, required: false },
    Member { name: "InstanceCount", shape: &TRAINING_INSTANCE_COUNT_SHAPE, required: false },
    Member { name: "InstanceType", shape: &TRAINING_INSTANCE_TYPE_SHAPE, required: false },
    Member { name: "VolumeKmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
    Member { name: "VolumeSizeInGB", shape: &OPTIONAL_VOLUME_SIZE_IN_GB_SHAPE, required: false },
]);
static HYPER_PARAMETER_VALUE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(2500) }, pattern: Some(".*"), values: &[] });
static HYPER_PARAMETERS_SHAPE: Shape =
    Shape::Map(Size { min: Some(0), max: Some(100) }, &HYPER_PARAMETER_KEY_SHAPE, &HYPER_PARAMETER_VALUE_SHAPE);
static HYPERBAND_STRATEGY_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MaxResource", shape: &HYPERBAND_STRATEGY_MAX_RESOURCE_SHAPE, required: false },
    Member { name: "MinResource", shape: &HYPERBAND_STRATEGY_MIN_RESOURCE_SHAPE, required: false },
]);
static HYPERBAND_STRATEGY_MAX_RESOURCE_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static HYPERBAND_STRATEGY_MIN_RESOURCE_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static IAM_IDENTITY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Arn", shape: &STRING_SHAPE, required: false },
    Member { name: "PrincipalId", shape: &STRING_SHAPE, required: false },
    Member { name: "SourceIdentity", shape: &STRING_SHAPE, required: false },
]);
static IMAGE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "RepositoryAccessMode", shape: &REPOSITORY_ACCESS_MODE_SHAPE, required: true },
    Member { name: "RepositoryAuthConfig", shape: &REPOSITORY_AUTH_CONFIG_SHAPE, required: false },
]);
static IMAGE_DIGEST_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(72) },
    pattern: Some("[Ss][Hh][Aa]256:[0-9a-fA-F]{64}"),
    values: &[],
});
static IMAGE_URI_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(255) }, pattern: Some(".*"), values: &[] });
static INFERENCE_EXECUTION_CONFIG_SHAPE: Shape =
    Shape::Structure(&[Member { name: "Mode", shape: &INFERENCE_EXECUTION_MODE_SHAPE, required: true }]);
static INFERENCE_EXECUTION_MODE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Serial", "Direct"] });
static INFERENCE_HUB_ACCESS_CONFIG_SHAPE: Shape =
    Shape::Structure(&[Member { name: "HubContentArn", shape: &HUB_CONTENT_ARN_SHAPE, required: true }]);
static INFERENCE_SPECIFICATION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Containers", shape: &MODEL_PACKAGE_CONTAINER_DEFINITION_LIST_SHAPE, required: true },
    Member { name: "SupportedContentTypes", shape: &CONTENT_TYPES_SHAPE, required: false },
    Member {
        name: "SupportedRealtimeInferenceInstanceTypes",
        shape: &REALTIME_INFERENCE_INSTANCE_TYPES_SHAPE,
        required: false,
    },
    Member { name: "SupportedResponseMIMETypes", shape: &RESPONSE_MIME_TYPES_SHAPE, required: false },
    Member { name: "SupportedTransformInstanceTypes", shape: &TRANSFORM_INSTANCE_TYPES_SHAPE, required: false },
]);
static INFERENCE_SPECIFICATION_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(63) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static INFRA_CHECK_CONFIG_SHAPE: Shape =
    Shape::Structure(&[Member { name: "EnableInfraCheck", shape: &ENABLE_INFRA_CHECK_SHAPE, required: false }]);
static INITIAL_TASK_COUNT_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static INPUT_DATA_CONFIG_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(20) }, &CHANNEL_SHAPE);
static INPUT_MODE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Pipe", "File"] });
static INSTANCE_GROUP_SHAPE: Shape = Shape::Structure(&[
    Member { name: "InstanceCount", shape: &TRAINING_INSTANCE_COUNT_SHAPE, required: true },
    Member { name: "InstanceGroupName", shape: &INSTANCE_GROUP_NAME_SHAPE, required: true },
    Member { name: "InstanceType", shape: &TRAINING_INSTANCE_TYPE_SHAPE, required: true },
]);
static INSTANCE_GROUP_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(64) }, pattern: Some(".+"), values: &[] });
static INSTANCE_GROUP_NAMES_SHAPE: Shape = Shape::List(Size { min: Some(0), max: Some(5) }, &INSTANCE_GROUP_NAME_SHAPE);
static INSTANCE_GROUPS_SHAPE: Shape = Shape::List(Size { min: Some(0), max: Some(5) }, &INSTANCE_GROUP_SHAPE);
static INSTANCE_PLACEMENT_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "EnableMultipleJobs", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "PlacementSpecifications", shape: &PLACEMENT_SPECIFICATIONS_SHAPE, required: false },
]);
static INSTANCE_POOL_SHAPE: Shape = Shape::Structure(&[
    Member { name: "InstanceType", shape: &PRODUCTION_VARIANT_INSTANCE_TYPE_SHAPE, required: true },
    Member { name: "ModelNameOverride", shape: &MODEL_NAME_SHAPE, required: false },
    Member { name: "Priority", shape: &INSTANCE_POOL_PRIORITY_SHAPE, required: true },
]);
static INSTANCE_POOL_LIST_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(5) }, &INSTANCE_POOL_SHAPE);
static INSTANCE_POOL_PRIORITY_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(5.0) });
static INSTANCE_POOL_SUMMARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CurrentInstanceCount", shape: &TASK_COUNT_SHAPE, required: true },
    Member { name: "InstanceType", shape: &PRODUCTION_VARIANT_INSTANCE_TYPE_SHAPE, required: true },
]);
static INSTANCE_POOL_SUMMARY_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: None }, &INSTANCE_POOL_SUMMARY_SHAPE);
static INSTANCE_PREFERENCE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "InstanceCount", shape: &TRAINING_INSTANCE_COUNT_SHAPE, required: false },
    Member { name: "InstanceType", shape: &TRAINING_INSTANCE_TYPE_SHAPE, required: true },
    Member { name: "TrainingPlanArns", shape: &TRAINING_PLAN_ARN_LIST_SHAPE, required: false },
]);
static INSTANCE_PREFERENCE_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(5) }, &INSTANCE_PREFERENCE_SHAPE);
static INTEGER_SHAPE: Shape = Shape::Integer(Number { min: None, max: None });
static INTEGER_PARAMETER_RANGE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MaxValue", shape: &PARAMETER_VALUE_SHAPE, required: true },
    Member { name: "MinValue", shape: &PARAMETER_VALUE_SHAPE, required: true },
    Member { name: "Name", shape: &PARAMETER_KEY_SHAPE, required: true },
    Member { name: "ScalingType", shape: &HYPER_PARAMETER_SCALING_TYPE_SHAPE, required: false },
]);
static INTEGER_PARAMETER_RANGES_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(30) }, &INTEGER_PARAMETER_RANGE_SHAPE);
static INVOCATIONS_MAX_RETRIES_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: Some(3.0) });
static INVOCATIONS_TIMEOUT_IN_SECONDS_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(3600.0) });
static JOB_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "EndTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "FailureReason", shape: &FAILURE_REASON_SHAPE, required: false },
    Member { name: "JobArn", shape: &JOB_ARN_SHAPE, required: false },
    Member { name: "JobCategory", shape: &JOB_CATEGORY_SHAPE, required: false },
    Member { name: "JobConfigDocument", shape: &JOB_CONFIG_DOCUMENT_SHAPE, required: false },
    Member { name: "JobConfigSchemaVersion", shape: &JOB_SCHEMA_VERSION_SHAPE, required: false },
    Member { name: "JobName", shape: &JOB_NAME_SHAPE, required: false },
    Member { name: "JobStatus", shape: &JOB_STATUS_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "RoleArn", shape: &ROLE_ARN_SHAPE, required: false },
    Member { name: "SecondaryStatus", shape: &JOB_SECONDARY_STATUS_SHAPE, required: false },
    Member { name: "SecondaryStatusTransitions", shape: &JOB_SECONDARY_STATUS_TRANSITIONS_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
]);
static JOB_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some(
        "arn:(aws[a-z\\-]*):sagemaker:[a-z0-9\\-]+:[0-9]{12}:job/[a-zA-Z0-9]+/[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}",
    ),
    values: &[],
});
static JOB_CATEGORY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &[
        "AgentRFT",
        "SyntheticDataGeneration",
        "DataQualityEvaluation",
        "AgentRFTEvaluation",
        "DataTransformation",
    ],
});
static JOB_CONFIG_DOCUMENT_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(262144) }, pattern: None, values: &[] });
static JOB_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(63) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static JOB_SCHEMA_VERSION_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(5), max: Some(16) },
    pattern: Some("\\d+\\.\\d+\\.\\d+"),
    values: &[],
});
static JOB_SECONDARY_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &[
        "Starting",
        "Downloading",
        "Training",
        "Uploading",
        "Stopping",
        "Stopped",
        "MaxRuntimeExceeded",
        "Interrupted",
        "Failed",
        "Completed",
        "Restarting",
        "Pending",
        "Generating",
        "PartialGeneration",
        "Evaluating",
        "Validating",
        "Preparing",
        "Executing",
        "Publishing",
        "Finalizing",
        "Transforming",
        "Deleting",
        "DeleteFailed",
    ],
});
static JOB_SECONDARY_STATUS_TRANSITION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "EndTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "StartTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "Status", shape: &JOB_SECONDARY_STATUS_SHAPE, required: true },
    Member { name: "StatusMessage", shape: &STRING_SHAPE, required: false },
]);
static JOB_SECONDARY_STATUS_TRANSITIONS_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(100) }, &JOB_SECONDARY_STATUS_TRANSITION_SHAPE);
static JOB_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["InProgress", "Completed", "Failed", "Stopping", "Stopped", "Deleting", "DeleteFailed"],
});
static JOIN_SOURCE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Input", "None"] });
static JSON_CONTENT_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(256) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9])*\\/[a-zA-Z0-9](-*[a-zA-Z0-9.])*"),
    values: &[],
});
static JSON_CONTENT_TYPES_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(10) }, &JSON_CONTENT_TYPE_SHAPE);
static JSON_PATH_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(63) }, pattern: None, values: &[] });
static KEEP_ALIVE_PERIOD_IN_SECONDS_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: Some(21600.0) });
static KMS_KEY_ID_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(2048) },
    pattern: Some("[a-zA-Z0-9:/_-]*"),
    values: &[],
});
static LABELING_JOB_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(2048) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:labeling-job/.*"),
    values: &[],
});
static LAST_MODIFIED_TIME_SHAPE: Shape = Shape::Timestamp;
static LAST_UPDATE_STATUS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "FailureReason", shape: &FAILURE_REASON_SHAPE, required: false },
    Member { name: "Status", shape: &LAST_UPDATE_STATUS_VALUE_SHAPE, required: true },
]);
static LAST_UPDATE_STATUS_VALUE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Successful", "Failed", "InProgress"],
});
static LINEAGE_GROUP_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:lineage-group/.*"),
    values: &[],
});
static LIST_ENDPOINT_CONFIGS_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTimeAfter", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "CreationTimeBefore", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "MaxResults", shape: &MAX_RESULTS_SHAPE, required: false },
    Member { name: "NameContains", shape: &ENDPOINT_CONFIG_NAME_CONTAINS_SHAPE, required: false },
    Member { name: "NextToken", shape: &PAGINATION_TOKEN_SHAPE, required: false },
    Member { name: "SortBy", shape: &ENDPOINT_CONFIG_SORT_KEY_SHAPE, required: false },
    Member { name: "SortOrder", shape: &ORDER_KEY_SHAPE, required: false },
]);
static LIST_ENDPOINT_CONFIGS_OUTPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "EndpointConfigs", shape: &ENDPOINT_CONFIG_SUMMARY_LIST_SHAPE, required: true },
    Member { name: "NextToken", shape: &PAGINATION_TOKEN_SHAPE, required: false },
]);
static LIST_ENDPOINTS_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTimeAfter", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "CreationTimeBefore", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "LastModifiedTimeAfter", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "LastModifiedTimeBefore", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "MaxResults", shape: &MAX_RESULTS_SHAPE, required: false },
    Member { name: "NameContains", shape: &ENDPOINT_NAME_CONTAINS_SHAPE, required: false },
    Member { name: "NextToken", shape: &PAGINATION_TOKEN_SHAPE, required: false },
    Member { name: "SortBy", shape: &ENDPOINT_SORT_KEY_SHAPE, required: false },
    Member { name: "SortOrder", shape: &ORDER_KEY_SHAPE, required: false },
    Member { name: "StatusEquals", shape: &ENDPOINT_STATUS_SHAPE, required: false },
]);
static LIST_ENDPOINTS_OUTPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Endpoints", shape: &ENDPOINT_SUMMARY_LIST_SHAPE, required: true },
    Member { name: "NextToken", shape: &PAGINATION_TOKEN_SHAPE, required: false },
]);
static LIST_HYPER_PARAMETER_TUNING_JOBS_REQUEST_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTimeAfter", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "CreationTimeBefore", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "LastModifiedTimeAfter", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "LastModifiedTimeBefore", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "MaxResults", shape: &MAX_RESULTS_SHAPE, required: false },
    Member { name: "NameContains", shape: &NAME_CONTAINS_SHAPE, required: false },
    Member { name: "NextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "SortBy", shape: &HYPER_PARAMETER_TUNING_JOB_SORT_BY_OPTIONS_SHAPE, required: false },
    Member { name: "SortOrder", shape: &SORT_ORDER_SHAPE, required: false },
    Member { name: "StatusEquals", shape: &HYPER_PARAMETER_TUNING_JOB_STATUS_SHAPE, required: false },
]);
static LIST_HYPER_PARAMETER_TUNING_JOBS_RESPONSE_SHAPE: Shape = Shape::Structure(&[
    Member {
        name: "HyperParameterTuningJobSummaries",
        shape: &HYPER_PARAMETER_TUNING_JOB_SUMMARIES_SHAPE,
        required: true,
    },
    Member { name: "NextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
]);
static LIST_MODELS_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTimeAfter", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "CreationTimeBefore", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "MaxResults", shape: &MAX_RESULTS_SHAPE, required: false },
    Member { name: "NameContains", shape: &MODEL_NAME_CONTAINS_SHAPE, required: false },
    Member { name: "NextToken", shape: &PAGINATION_TOKEN_SHAPE, required: false },
    Member { name: "SortBy", shape: &MODEL_SORT_KEY_SHAPE, required: false },
    Member { name: "SortOrder", shape: &ORDER_KEY_SHAPE, required: false },
]);
static LIST_MODELS_OUTPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Models", shape: &MODEL_SUMMARY_LIST_SHAPE, required: true },
    Member { name: "NextToken", shape: &PAGINATION_TOKEN_SHAPE, required: false },
]);
static LIST_TAGS_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MaxResults", shape: &LIST_TAGS_MAX_RESULTS_SHAPE, required: false },
    Member { name: "NextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "ResourceArn", shape: &RESOURCE_ARN_SHAPE, required: true },
]);
static LIST_TAGS_MAX_RESULTS_SHAPE: Shape = Shape::Integer(Number { min: Some(50.0), max: None });
static LIST_TAGS_OUTPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "NextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
]);
static LIST_TRAINING_JOBS_FOR_HYPER_PARAMETER_TUNING_JOB_REQUEST_SHAPE: Shape = Shape::Structure(&[
    Member { name: "HyperParameterTuningJobName", shape: &HYPER_PARAMETER_TUNING_JOB_NAME_SHAPE, required: true },
    Member { name: "MaxResults", shape: &MAX_RESULTS_SHAPE, required: false },
    Member { name: "NextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "SortBy", shape: &TRAINING_JOB_SORT_BY_OPTIONS_SHAPE, required: false },
    Member { name: "SortOrder", shape: &SORT_ORDER_SHAPE, required: false },
    Member { name: "StatusEquals", shape: &TRAINING_JOB_STATUS_SHAPE, required: false },
]);
static LIST_TRAINING_JOBS_FOR_HYPER_PARAMETER_TUNING_JOB_RESPONSE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "NextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "TrainingJobSummaries", shape: &HYPER_PARAMETER_TRAINING_JOB_SUMMARIES_SHAPE, required: true },
]);
static LIST_TRAINING_JOBS_REQUEST_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTimeAfter", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "CreationTimeBefore", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "LastModifiedTimeAfter", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "LastModifiedTimeBefore", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "MaxResults", shape: &MAX_RESULTS_SHAPE, required: false },
    Member { name: "NameContains", shape: &NAME_CONTAINS_SHAPE, required: false },
    Member { name: "NextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "SortBy", shape: &SORT_BY_SHAPE, required: false },
    Member { name: "SortOrder", shape: &SORT_ORDER_SHAPE, required: false },
    Member { name: "StatusEquals", shape: &TRAINING_JOB_STATUS_SHAPE, required: false },
    Member { name: "TrainingPlanArnEquals", shape: &TRAINING_PLAN_ARN_SHAPE, required: false },
    Member { name: "WarmPoolStatusEquals", shape: &WARM_POOL_RESOURCE_STATUS_SHAPE, required: false },
]);
static LIST_TRAINING_JOBS_RESPONSE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "NextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "TrainingJobSummaries", shape: &TRAINING_JOB_SUMMARIES_SHAPE, required: true },
]);
static LONG_SHAPE: Shape = Shape::Integer(Number { min: None, max: None });
static MANAGED_INSTANCE_SCALING_COOLDOWN_IN_MINUTES_SHAPE: Shape =
    Shape::Integer(Number { min: Some(5.0), max: Some(1440.0) });
static MANAGED_INSTANCE_SCALING_MAX_INSTANCE_COUNT_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static MANAGED_INSTANCE_SCALING_MAXIMUM_STEP_SIZE_SHAPE: Shape =
    Shape::Integer(Number { min: Some(1.0), max: Some(100.0) });
static MANAGED_INSTANCE_SCALING_MIN_INSTANCE_COUNT_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static MANAGED_INSTANCE_SCALING_SCALE_IN_STRATEGY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["IDLE_RELEASE", "CONSOLIDATION"],
});
static MANAGED_INSTANCE_SCALING_STATUS_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["ENABLED", "DISABLED"] });
static MAX_CONCURRENT_INVOCATIONS_PER_INSTANCE_SHAPE: Shape =
    Shape::Integer(Number { min: Some(1.0), max: Some(1000.0) });
static MAX_CONCURRENT_TRANSFORMS_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static MAX_NUMBER_OF_TRAINING_JOBS_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static MAX_NUMBER_OF_TRAINING_JOBS_NOT_IMPROVING_SHAPE: Shape = Shape::Integer(Number { min: Some(3.0), max: None });
static MAX_PARALLEL_EXECUTION_STEPS_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static MAX_PARALLEL_TRAINING_JOBS_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static MAX_PAYLOAD_IN_MB_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static MAX_PENDING_TIME_IN_SECONDS_SHAPE: Shape = Shape::Integer(Number { min: Some(1800.0), max: Some(2419200.0) });
static MAX_RESULTS_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(100.0) });
static MAX_RUNTIME_IN_SECONDS_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static MAX_WAIT_TIME_IN_SECONDS_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static MAXIMUM_EXECUTION_TIMEOUT_IN_SECONDS_SHAPE: Shape =
    Shape::Integer(Number { min: Some(600.0), max: Some(28800.0) });
static MAXIMUM_RETRY_ATTEMPTS_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(30.0) });
static MEDIA_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(64) },
    pattern: Some("[-\\w]+\\/[-\\w+]+"),
    values: &[],
});
static METADATA_PROPERTIES_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CommitId", shape: &METADATA_PROPERTY_VALUE_SHAPE, required: false },
    Member { name: "GeneratedBy", shape: &METADATA_PROPERTY_VALUE_SHAPE, required: false },
    Member { name: "ProjectId", shape: &METADATA_PROPERTY_VALUE_SHAPE, required: false },
    Member { name: "Repository", shape: &METADATA_PROPERTY_VALUE_SHAPE, required: false },
]);
static METADATA_PROPERTY_VALUE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1024) }, pattern: Some(".*"), values: &[] });
static METRIC_DATA_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MetricName", shape: &METRIC_NAME_SHAPE, required: false },
    Member { name: "Timestamp", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "Value", shape: &FLOAT_SHAPE, required: false },
]);
static METRIC_DEFINITION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Name", shape: &METRIC_NAME_SHAPE, required: true },
    Member { name: "Regex", shape: &METRIC_REGEX_SHAPE, required: true },
]);
static METRIC_DEFINITION_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(40) }, &METRIC_DEFINITION_SHAPE);
static METRIC_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(255) }, pattern: Some(".+"), values: &[] });
static METRIC_PUBLISH_FREQUENCY_IN_SECONDS_SHAPE: Shape = Shape::Integer(Number { min: None, max: None });
static METRIC_REGEX_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(500) }, pattern: Some(".+"), values: &[] });
static METRIC_VALUE_SHAPE: Shape = Shape::Real(Number { min: None, max: None });
static METRICS_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "EnableDetailedObservability", shape: &ENABLE_DETAILED_OBSERVABILITY_SHAPE, required: false },
    Member { name: "EnableEnhancedMetrics", shape: &ENABLE_ENHANCED_METRICS_SHAPE, required: false },
    Member {
        name: "MetricPublishFrequencyInSeconds",
        shape: &METRIC_PUBLISH_FREQUENCY_IN_SECONDS_SHAPE,
        required: false,
    },
]);
static METRICS_ENDPOINT_SHAPE: Shape = Shape::Structure(&[
    Member {
        name: "MetricPublishFrequencyInSeconds",
        shape: &METRIC_PUBLISH_FREQUENCY_IN_SECONDS_SHAPE,
        required: false,
    },
    Member { name: "MetricsEndpointPath", shape: &METRICS_ENDPOINT_PATH_SHAPE, required: true },
]);
static METRICS_ENDPOINT_LIST_SHAPE: Shape = Shape::List(Size { min: Some(0), max: Some(1) }, &METRICS_ENDPOINT_SHAPE);
static METRICS_ENDPOINT_PATH_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("/(?!.*\\.\\.)[a-zA-Z0-9/_.\\-]+"),
    values: &[],
});
static METRICS_SOURCE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ContentDigest", shape: &CONTENT_DIGEST_SHAPE, required: false },
    Member { name: "ContentType", shape: &CONTENT_TYPE_SHAPE, required: true },
    Member { name: "S3Uri", shape: &S3_URI_SHAPE, required: true },
]);
static ML_FLOW_RESOURCE_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(2048) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:mlflow-[a-zA-Z-]*/.*"),
    values: &[],
});
static ML_RESERVATION_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(20), max: Some(258) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:[a-z0-9\\-]{1,14}/.*"),
    values: &[],
});
static MLFLOW_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MlflowExperimentName", shape: &MLFLOW_EXPERIMENT_NAME_SHAPE, required: false },
    Member { name: "MlflowResourceArn", shape: &ML_FLOW_RESOURCE_ARN_SHAPE, required: true },
    Member { name: "MlflowRunName", shape: &MLFLOW_RUN_NAME_SHAPE, required: false },
]);
static MLFLOW_DETAILS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MlflowExperimentId", shape: &MLFLOW_EXPERIMENT_ID_SHAPE, required: false },
    Member { name: "MlflowRunId", shape: &MLFLOW_RUN_ID_SHAPE, required: false },
]);
static MLFLOW_EXPERIMENT_ID_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(256) }, pattern: Some(".*"), values: &[] });
static MLFLOW_EXPERIMENT_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(256) }, pattern: Some(".*"), values: &[] });
static MLFLOW_RUN_ID_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(256) }, pattern: Some(".*"), values: &[] });
static MLFLOW_RUN_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(256) }, pattern: Some(".*"), values: &[] });
static MODEL_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Containers", shape: &CONTAINER_DEFINITION_LIST_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "DeploymentRecommendation", shape: &DEPLOYMENT_RECOMMENDATION_SHAPE, required: false },
    Member { name: "EnableNetworkIsolation", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "ExecutionRoleArn", shape: &ROLE_ARN_SHAPE, required: false },
    Member { name: "InferenceExecutionConfig", shape: &INFERENCE_EXECUTION_CONFIG_SHAPE, required: false },
    Member { name: "ModelArn", shape: &MODEL_ARN_SHAPE, required: false },
    Member { name: "ModelName", shape: &MODEL_NAME_SHAPE, required: false },
    Member { name: "PrimaryContainer", shape: &CONTAINER_DEFINITION_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
    Member { name: "VpcConfig", shape: &VPC_CONFIG_SHAPE, required: false },
]);
static MODEL_ACCESS_CONFIG_SHAPE: Shape =
    Shape::Structure(&[Member { name: "AcceptEula", shape: &ACCEPT_EULA_SHAPE, required: true }]);
static MODEL_APPROVAL_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Approved", "Rejected", "PendingManualApproval"],
});
static MODEL_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(20), max: Some(2048) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:model/.*"),
    values: &[],
});
static MODEL_ARTIFACTS_SHAPE: Shape =
    Shape::Structure(&[Member { name: "S3ModelArtifacts", shape: &S3_URI_SHAPE, required: true }]);
static MODEL_CACHE_SETTING_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Enabled", "Disabled"] });
static MODEL_CARD_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Content", shape: &MODEL_CARD_CONTENT_SHAPE, required: false },
    Member { name: "CreatedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "LastModifiedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "ModelCardArn", shape: &MODEL_CARD_ARN_SHAPE, required: false },
    Member { name: "ModelCardName", shape: &ENTITY_NAME_SHAPE, required: false },
    Member { name: "ModelCardStatus", shape: &MODEL_CARD_STATUS_SHAPE, required: false },
    Member { name: "ModelCardVersion", shape: &INTEGER_SHAPE, required: false },
    Member { name: "ModelId", shape: &STRING_SHAPE, required: false },
    Member { name: "ModelPackageGroupName", shape: &STRING_SHAPE, required: false },
    Member { name: "RiskRating", shape: &STRING_SHAPE, required: false },
    Member { name: "SecurityConfig", shape: &MODEL_CARD_SECURITY_CONFIG_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
]);
static MODEL_CARD_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]{9,16}:[0-9]{12}:model-card/[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static MODEL_CARD_CONTENT_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(100000) }, pattern: Some(".*"), values: &[] });
static MODEL_CARD_SECURITY_CONFIG_SHAPE: Shape =
    Shape::Structure(&[Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false }]);
static MODEL_CARD_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Draft", "PendingReview", "Approved", "Archived"],
});
static MODEL_CLIENT_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "InvocationsMaxRetries", shape: &INVOCATIONS_MAX_RETRIES_SHAPE, required: false },
    Member { name: "InvocationsTimeoutInSeconds", shape: &INVOCATIONS_TIMEOUT_IN_SECONDS_SHAPE, required: false },
]);
static MODEL_COMPRESSION_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["None", "Gzip"] });
static MODEL_DASHBOARD_ENDPOINT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "EndpointArn", shape: &ENDPOINT_ARN_SHAPE, required: true },
    Member { name: "EndpointName", shape: &ENDPOINT_NAME_SHAPE, required: true },
    Member { name: "EndpointStatus", shape: &ENDPOINT_STATUS_SHAPE, required: true },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: true },
]);
static MODEL_DASHBOARD_ENDPOINTS_SHAPE: Shape =
    Shape::List(Size { min: None, max: None }, &MODEL_DASHBOARD_ENDPOINT_SHAPE);
static MODEL_DASHBOARD_INDICATOR_ACTION_SHAPE: Shape =
    Shape::Structure(&[Member { name: "Enabled", shape: &BOOLEAN_SHAPE, required: false }]);
static MODEL_DASHBOARD_MODEL_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Endpoints", shape: &MODEL_DASHBOARD_ENDPOINTS_SHAPE, required: false },
    Member { name: "LastBatchTransformJob", shape: &TRANSFORM_JOB_SHAPE, required: false },
    Member { name: "Model", shape: &MODEL_SHAPE, required: false },
    Member { name: "ModelCard", shape: &MODEL_DASHBOARD_MODEL_CARD_SHAPE, required: false },
    Member { name: "MonitoringSchedules", shape: &MODEL_DASHBOARD_MONITORING_SCHEDULES_SHAPE, required: false },
]);
static MODEL_DASHBOARD_MODEL_CARD_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreatedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "LastModifiedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "ModelCardArn", shape: &MODEL_CARD_ARN_SHAPE, required: false },
    Member { name: "ModelCardName", shape: &ENTITY_NAME_SHAPE, required: false },
    Member { name: "ModelCardStatus", shape: &MODEL_CARD_STATUS_SHAPE, required: false },
    Member { name: "ModelCardVersion", shape: &INTEGER_SHAPE, required: false },
    Member { name: "ModelId", shape: &STRING_SHAPE, required: false },
    Member { name: "RiskRating", shape: &STRING_SHAPE, required: false },
    Member { name: "SecurityConfig", shape: &MODEL_CARD_SECURITY_CONFIG_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
]);
static MODEL_DASHBOARD_MONITORING_SCHEDULE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "BatchTransformInput", shape: &BATCH_TRANSFORM_INPUT_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "EndpointName", shape: &ENDPOINT_NAME_SHAPE, required: false },
    Member { name: "FailureReason", shape: &FAILURE_REASON_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "LastMonitoringExecutionSummary", shape: &MONITORING_EXECUTION_SUMMARY_SHAPE, required: false },
    Member { name: "MonitoringAlertSummaries", shape: &MONITORING_ALERT_SUMMARY_LIST_SHAPE, required: false },
    Member { name: "MonitoringScheduleArn", shape: &MONITORING_SCHEDULE_ARN_SHAPE, required: false },
    Member { name: "MonitoringScheduleConfig", shape: &MONITORING_SCHEDULE_CONFIG_SHAPE, required: false },
    Member { name: "MonitoringScheduleName", shape: &MONITORING_SCHEDULE_NAME_SHAPE, required: false },
    Member { name: "MonitoringScheduleStatus", shape: &SCHEDULE_STATUS_SHAPE, required: false },
    Member { name: "MonitoringType", shape: &MONITORING_TYPE_SHAPE, required: false },
]);
static MODEL_DASHBOARD_MONITORING_SCHEDULES_SHAPE: Shape =
    Shape::List(Size { min: None, max: None }, &MODEL_DASHBOARD_MONITORING_SCHEDULE_SHAPE);
static MODEL_DATA_QUALITY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Constraints", shape: &METRICS_SOURCE_SHAPE, required: false },
    Member { name: "Statistics", shape: &METRICS_SOURCE_SHAPE, required: false },
]);
static MODEL_DATA_SOURCE_SHAPE: Shape =
    Shape::Structure(&[Member { name: "S3DataSource", shape: &S3_MODEL_DATA_SOURCE_SHAPE, required: false }]);
static MODEL_INPUT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "DataInputConfig", shape: &DATA_INPUT_CONFIG_SHAPE, required: true }]);
static MODEL_LIFE_CYCLE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Stage", shape: &ENTITY_NAME_SHAPE, required: true },
    Member { name: "StageDescription", shape: &STAGE_DESCRIPTION_SHAPE, required: false },
    Member { name: "StageStatus", shape: &ENTITY_NAME_SHAPE, required: true },
]);
static MODEL_METRICS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Bias", shape: &BIAS_SHAPE, required: false },
    Member { name: "Explainability", shape: &EXPLAINABILITY_SHAPE, required: false },
    Member { name: "ModelDataQuality", shape: &MODEL_DATA_QUALITY_SHAPE, required: false },
    Member { name: "ModelQuality", shape: &MODEL_QUALITY_SHAPE, required: false },
]);
static MODEL_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(63) },
    pattern: Some("[a-zA-Z0-9]([\\-a-zA-Z0-9]*[a-zA-Z0-9])?"),
    values: &[],
});
static MODEL_NAME_CONTAINS_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(63) }, pattern: Some("[a-zA-Z0-9-]+"), values: &[] });
static MODEL_PACKAGE_SHAPE: Shape = Shape::Structure(&[
    Member {
        name: "AdditionalInferenceSpecifications",
        shape: &ADDITIONAL_INFERENCE_SPECIFICATIONS_SHAPE,
        required: false,
    },
    Member { name: "ApprovalDescription", shape: &APPROVAL_DESCRIPTION_SHAPE, required: false },
    Member { name: "CertifyForMarketplace", shape: &CERTIFY_FOR_MARKETPLACE_SHAPE, required: false },
    Member { name: "CreatedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "CreationTime", shape: &CREATION_TIME_SHAPE, required: false },
    Member { name: "CustomerMetadataProperties", shape: &CUSTOMER_METADATA_MAP_SHAPE, required: false },
    Member { name: "Domain", shape: &STRING_SHAPE, required: false },
    Member { name: "DriftCheckBaselines", shape: &DRIFT_CHECK_BASELINES_SHAPE, required: false },
    Member { name: "InferenceSpecification", shape: &INFERENCE_SPECIFICATION_SHAPE, required: false },
    Member { name: "LastModifiedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "MetadataProperties", shape: &METADATA_PROPERTIES_SHAPE, required: false },
    Member { name: "ModelApprovalStatus", shape: &MODEL_APPROVAL_STATUS_SHAPE, required: false },
    Member { name: "ModelCard", shape: &MODEL_PACKAGE_MODEL_CARD_SHAPE, required: false },
    Member { name: "ModelLifeCycle", shape: &MODEL_LIFE_CYCLE_SHAPE, required: false },
    Member { name: "ModelMetrics", shape: &MODEL_METRICS_SHAPE, required: false },
    Member { name: "ModelPackageArn", shape: &MODEL_PACKAGE_ARN_SHAPE, required: false },
    Member { name: "ModelPackageDescription", shape: &ENTITY_DESCRIPTION_SHAPE, required: false },
    Member { name: "ModelPackageGroupName", shape: &ENTITY_NAME_SHAPE, required: false },
    Member { name: "ModelPackageName", shape: &ENTITY_NAME_SHAPE, required: false },
    Member { name: "ModelPackageRegistrationType", shape: &MODEL_PACKAGE_REGISTRATION_TYPE_SHAPE, required: false },
    Member { name: "ModelPackageStatus", shape: &MODEL_PACKAGE_STATUS_SHAPE, required: false },
    Member { name: "ModelPackageStatusDetails", shape: &MODEL_PACKAGE_STATUS_DETAILS_SHAPE, required: false },
    Member { name: "ModelPackageVersion", shape: &MODEL_PACKAGE_VERSION_SHAPE, required: false },
    Member { name: "SamplePayloadUrl", shape: &STRING_SHAPE, required: false },
    Member { name: "SecurityConfig", shape: &MODEL_PACKAGE_SECURITY_CONFIG_SHAPE, required: false },
    Member { name: "SkipModelValidation", shape: &SKIP_MODEL_VALIDATION_SHAPE, required: false },
    Member { name: "SourceAlgorithmSpecification", shape: &SOURCE_ALGORITHM_SPECIFICATION_SHAPE, required: false },
    Member { name: "SourceUri", shape: &MODEL_PACKAGE_SOURCE_URI_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
    Member { name: "Task", shape: &STRING_SHAPE, required: false },
    Member { name: "ValidationSpecification", shape: &MODEL_PACKAGE_VALIDATION_SPECIFICATION_SHAPE, required: false },
]);
static MODEL_PACKAGE_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(2048) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]{9,16}:[0-9]{12}:model-package/[\\S]{1,2048}"),
    values: &[],
});
static MODEL_PACKAGE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ModelPackageGroupArn", shape: &MODEL_PACKAGE_GROUP_ARN_SHAPE, required: true },
    Member { name: "SourceModelPackageArn", shape: &MODEL_PACKAGE_ARN_SHAPE, required: false },
]);
static MODEL_PACKAGE_CONTAINER_DEFINITION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AdditionalModelDataSources", shape: &ADDITIONAL_MODEL_DATA_SOURCES_SHAPE, required: false },
    Member { name: "AdditionalS3DataSource", shape: &ADDITIONAL_S3_DATA_SOURCE_SHAPE, required: false },
    Member { name: "BaseModel", shape: &BASE_MODEL_SHAPE, required: false },
    Member { name: "ContainerHostname", shape: &CONTAINER_HOSTNAME_SHAPE, required: false },
    Member { name: "Environment", shape: &ENVIRONMENT_MAP_SHAPE, required: false },
    Member { name: "Framework", shape: &STRING_SHAPE, required: false },
    Member { name: "FrameworkVersion", shape: &MODEL_PACKAGE_FRAMEWORK_VERSION_SHAPE, required: false },
    Member { name: "Image", shape: &CONTAINER_IMAGE_SHAPE, required: false },
    Member { name: "ImageDigest", shape: &IMAGE_DIGEST_SHAPE, required: false },
    Member { name: "IsCheckpoint", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "ModelDataETag", shape: &STRING_SHAPE, required: false },
    Member { name: "ModelDataSource", shape: &MODEL_DATA_SOURCE_SHAPE, required: false },
    Member { name: "ModelDataUrl", shape: &URL_SHAPE, required: false },
    Member { name: "ModelInput", shape: &MODEL_INPUT_SHAPE, required: false },
    Member { name: "NearestModelName", shape: &STRING_SHAPE, required: false },
    Member { name: "ProductId", shape: &PRODUCT_ID_SHAPE, required: false },
]);
static MODEL_PACKAGE_CONTAINER_DEFINITION_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(15) }, &MODEL_PACKAGE_CONTAINER_DEFINITION_SHAPE);
static MODEL_PACKAGE_FRAMEWORK_VERSION_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(3), max: Some(10) },
    pattern: Some("[0-9]\\.[A-Za-z0-9.-]+"),
    values: &[],
});
static MODEL_PACKAGE_GROUP_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreatedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "CreationTime", shape: &CREATION_TIME_SHAPE, required: false },
    Member { name: "ModelPackageGroupArn", shape: &MODEL_PACKAGE_GROUP_ARN_SHAPE, required: false },
    Member { name: "ModelPackageGroupDescription", shape: &ENTITY_DESCRIPTION_SHAPE, required: false },
    Member { name: "ModelPackageGroupName", shape: &ENTITY_NAME_SHAPE, required: false },
    Member { name: "ModelPackageGroupStatus", shape: &MODEL_PACKAGE_GROUP_STATUS_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
]);
static MODEL_PACKAGE_GROUP_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(2048) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]{9,16}:[0-9]{12}:model-package-group/[\\S]{1,2048}"),
    values: &[],
});
static MODEL_PACKAGE_GROUP_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Pending", "InProgress", "Completed", "Failed", "Deleting", "DeleteFailed"],
});
static MODEL_PACKAGE_MODEL_CARD_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ModelCardContent", shape: &MODEL_CARD_CONTENT_SHAPE, required: false },
    Member { name: "ModelCardStatus", shape: &MODEL_CARD_STATUS_SHAPE, required: false },
]);
static MODEL_PACKAGE_REGISTRATION_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Logged", "Registered"] });
static MODEL_PACKAGE_SECURITY_CONFIG_SHAPE: Shape =
    Shape::Structure(&[Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: true }]);
static MODEL_PACKAGE_SOURCE_URI_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(1024) },
    pattern: Some("[\\p{L}\\p{M}\\p{Z}\\p{N}\\p{P}]{0,1024}"),
    values: &[],
});
static MODEL_PACKAGE_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Pending", "InProgress", "Completed", "Failed", "Deleting"],
});
static MODEL_PACKAGE_STATUS_DETAILS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ImageScanStatuses", shape: &MODEL_PACKAGE_STATUS_ITEM_LIST_SHAPE, required: false },
    Member { name: "ValidationStatuses", shape: &MODEL_PACKAGE_STATUS_ITEM_LIST_SHAPE, required: true },
]);
static MODEL_PACKAGE_STATUS_ITEM_SHAPE: Shape = Shape::Structure(&[
    Member { name: "FailureReason", shape: &STRING_SHAPE, required: false },
    Member { name: "Name", shape: &ENTITY_NAME_SHAPE, required: true },
    Member { name: "Status", shape: &DETAILED_MODEL_PACKAGE_STATUS_SHAPE, required: true },
]);
static MODEL_PACKAGE_STATUS_ITEM_LIST_SHAPE: Shape =
    Shape::List(Size { min: None, max: None }, &MODEL_PACKAGE_STATUS_ITEM_SHAPE);
static MODEL_PACKAGE_VALIDATION_PROFILE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ProfileName", shape: &ENTITY_NAME_SHAPE, required: true },
    Member { name: "TransformJobDefinition", shape: &TRANSFORM_JOB_DEFINITION_SHAPE, required: true },
]);
static MODEL_PACKAGE_VALIDATION_PROFILES_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(1) }, &MODEL_PACKAGE_VALIDATION_PROFILE_SHAPE);
static MODEL_PACKAGE_VALIDATION_SPECIFICATION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ValidationProfiles", shape: &MODEL_PACKAGE_VALIDATION_PROFILES_SHAPE, required: true },
    Member { name: "ValidationRole", shape: &ROLE_ARN_SHAPE, required: true },
]);
static MODEL_PACKAGE_VERSION_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static MODEL_QUALITY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Constraints", shape: &METRICS_SOURCE_SHAPE, required: false },
    Member { name: "Statistics", shape: &METRICS_SOURCE_SHAPE, required: false },
]);
static MODEL_SORT_KEY_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Name", "CreationTime"] });
static MODEL_SUMMARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "ModelArn", shape: &MODEL_ARN_SHAPE, required: true },
    Member { name: "ModelName", shape: &MODEL_NAME_SHAPE, required: true },
]);
static MODEL_SUMMARY_LIST_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &MODEL_SUMMARY_SHAPE);
static MONITORING_ALERT_ACTIONS_SHAPE: Shape = Shape::Structure(&[Member {
    name: "ModelDashboardIndicator",
    shape: &MODEL_DASHBOARD_INDICATOR_ACTION_SHAPE,
    required: false,
}]);
static MONITORING_ALERT_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(63) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static MONITORING_ALERT_STATUS_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["InAlert", "OK"] });
static MONITORING_ALERT_SUMMARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Actions", shape: &MONITORING_ALERT_ACTIONS_SHAPE, required: true },
    Member { name: "AlertStatus", shape: &MONITORING_ALERT_STATUS_SHAPE, required: true },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "DatapointsToAlert", shape: &MONITORING_DATAPOINTS_TO_ALERT_SHAPE, required: true },
    Member { name: "EvaluationPeriod", shape: &MONITORING_EVALUATION_PERIOD_SHAPE, required: true },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "MonitoringAlertName", shape: &MONITORING_ALERT_NAME_SHAPE, required: true },
]);
static MONITORING_ALERT_SUMMARY_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(100) }, &MONITORING_ALERT_SUMMARY_SHAPE);
static MONITORING_APP_SPECIFICATION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ContainerArguments", shape: &MONITORING_CONTAINER_ARGUMENTS_SHAPE, required: false },
    Member { name: "ContainerEntrypoint", shape: &CONTAINER_ENTRYPOINT_SHAPE, required: false },
    Member { name: "ImageUri", shape: &IMAGE_URI_SHAPE, required: true },
    Member { name: "PostAnalyticsProcessorSourceUri", shape: &S3_URI_SHAPE, required: false },
    Member { name: "RecordPreprocessorSourceUri", shape: &S3_URI_SHAPE, required: false },
]);
static MONITORING_BASELINE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "BaseliningJobName", shape: &PROCESSING_JOB_NAME_SHAPE, required: false },
    Member { name: "ConstraintsResource", shape: &MONITORING_CONSTRAINTS_RESOURCE_SHAPE, required: false },
    Member { name: "StatisticsResource", shape: &MONITORING_STATISTICS_RESOURCE_SHAPE, required: false },
]);
static MONITORING_CLUSTER_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "InstanceCount", shape: &PROCESSING_INSTANCE_COUNT_SHAPE, required: true },
    Member { name: "InstanceType", shape: &PROCESSING_INSTANCE_TYPE_SHAPE, required: true },
    Member { name: "VolumeKmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
    Member { name: "VolumeSizeInGB", shape: &PROCESSING_VOLUME_SIZE_IN_GB_SHAPE, required: true },
]);
static MONITORING_CONSTRAINTS_RESOURCE_SHAPE: Shape =
    Shape::Structure(&[Member { name: "S3Uri", shape: &S3_URI_SHAPE, required: false }]);
static MONITORING_CONTAINER_ARGUMENTS_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(50) }, &CONTAINER_ARGUMENT_SHAPE);
static MONITORING_CSV_DATASET_FORMAT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "Header", shape: &BOOLEAN_SHAPE, required: false }]);
static MONITORING_DATAPOINTS_TO_ALERT_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(100.0) });
static MONITORING_DATASET_FORMAT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Csv", shape: &MONITORING_CSV_DATASET_FORMAT_SHAPE, required: false },
    Member { name: "Json", shape: &MONITORING_JSON_DATASET_FORMAT_SHAPE, required: false },
    Member { name: "Parquet", shape: &MONITORING_PARQUET_DATASET_FORMAT_SHAPE, required: false },
]);
static MONITORING_ENVIRONMENT_MAP_SHAPE: Shape = Shape::Map(
    Size { min: Some(0), max: Some(50) },
    &PROCESSING_ENVIRONMENT_KEY_SHAPE,
    &PROCESSING_ENVIRONMENT_VALUE_SHAPE,
);
static MONITORING_EVALUATION_PERIOD_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(100.0) });
static MONITORING_EXECUTION_SUMMARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "EndpointName", shape: &ENDPOINT_NAME_SHAPE, required: false },
    Member { name: "FailureReason", shape: &FAILURE_REASON_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "MonitoringExecutionStatus", shape: &EXECUTION_STATUS_SHAPE, required: true },
    Member { name: "MonitoringJobDefinitionName", shape: &MONITORING_JOB_DEFINITION_NAME_SHAPE, required: false },
    Member { name: "MonitoringScheduleName", shape: &MONITORING_SCHEDULE_NAME_SHAPE, required: true },
    Member { name: "MonitoringType", shape: &MONITORING_TYPE_SHAPE, required: false },
    Member { name: "ProcessingJobArn", shape: &PROCESSING_JOB_ARN_SHAPE, required: false },
    Member { name: "ScheduledTime", shape: &TIMESTAMP_SHAPE, required: true },
]);
static MONITORING_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "BatchTransformInput", shape: &BATCH_TRANSFORM_INPUT_SHAPE, required: false },
    Member { name: "EndpointInput", shape: &ENDPOINT_INPUT_SHAPE, required: false },
]);
static MONITORING_INPUTS_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(1) }, &MONITORING_INPUT_SHAPE);
static MONITORING_JOB_DEFINITION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "BaselineConfig", shape: &MONITORING_BASELINE_CONFIG_SHAPE, required: false },
    Member { name: "Environment", shape: &MONITORING_ENVIRONMENT_MAP_SHAPE, required: false },
    Member { name: "MonitoringAppSpecification", shape: &MONITORING_APP_SPECIFICATION_SHAPE, required: true },
    Member { name: "MonitoringInputs", shape: &MONITORING_INPUTS_SHAPE, required: true },
    Member { name: "MonitoringOutputConfig", shape: &MONITORING_OUTPUT_CONFIG_SHAPE, required: true },
    Member { name: "MonitoringResources", shape: &MONITORING_RESOURCES_SHAPE, required: true },
    Member { name: "NetworkConfig", shape: &NETWORK_CONFIG_SHAPE, required: false },
    Member { name: "RoleArn", shape: &ROLE_ARN_SHAPE, required: true },
    Member { name: "StoppingCondition", shape: &MONITORING_STOPPING_CONDITION_SHAPE, required: false },
]);
static MONITORING_JOB_DEFINITION_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(63) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static MONITORING_JSON_DATASET_FORMAT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "Line", shape: &BOOLEAN_SHAPE, required: false }]);
static MONITORING_MAX_RUNTIME_IN_SECONDS_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(86400.0) });
static MONITORING_OUTPUT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "S3Output", shape: &MONITORING_S3_OUTPUT_SHAPE, required: true }]);
static MONITORING_OUTPUT_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
    Member { name: "MonitoringOutputs", shape: &MONITORING_OUTPUTS_SHAPE, required: true },
]);
static MONITORING_OUTPUTS_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(1) }, &MONITORING_OUTPUT_SHAPE);
static MONITORING_PARQUET_DATASET_FORMAT_SHAPE: Shape = Shape::Structure(&[]);
static MONITORING_RESOURCES_SHAPE: Shape =
    Shape::Structure(&[Member { name: "ClusterConfig", shape: &MONITORING_CLUSTER_CONFIG_SHAPE, required: true }]);
static MONITORING_S3_OUTPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "LocalPath", shape: &PROCESSING_LOCAL_PATH_SHAPE, required: true },
    Member { name: "S3UploadMode", shape: &PROCESSING_S3_UPLOAD_MODE_SHAPE, required: false },
    Member { name: "S3Uri", shape: &MONITORING_S3_URI_SHAPE, required: true },
]);
static MONITORING_S3_URI_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(512) },
    pattern: Some("(https|s3)://([^/]+)/?(.*)"),
    values: &[],
});
static MONITORING_SCHEDULE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "EndpointName", shape: &ENDPOINT_NAME_SHAPE, required: false },
    Member { name: "FailureReason", shape: &FAILURE_REASON_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "LastMonitoringExecutionSummary", shape: &MONITORING_EXECUTION_SUMMARY_SHAPE, required: false },
    Member { name: "MonitoringScheduleArn", shape: &MONITORING_SCHEDULE_ARN_SHAPE, required: false },
    Member { name: "MonitoringScheduleConfig", shape: &MONITORING_SCHEDULE_CONFIG_SHAPE, required: false },
    Member { name: "MonitoringScheduleName", shape: &MONITORING_SCHEDULE_NAME_SHAPE, required: false },
    Member { name: "MonitoringScheduleStatus", shape: &SCHEDULE_STATUS_SHAPE, required: false },
    Member { name: "MonitoringType", shape: &MONITORING_TYPE_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
]);
static MONITORING_SCHEDULE_ARN_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(256) }, pattern: Some(".*"), values: &[] });
static MONITORING_SCHEDULE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MonitoringJobDefinition", shape: &MONITORING_JOB_DEFINITION_SHAPE, required: false },
    Member { name: "MonitoringJobDefinitionName", shape: &MONITORING_JOB_DEFINITION_NAME_SHAPE, required: false },
    Member { name: "MonitoringType", shape: &MONITORING_TYPE_SHAPE, required: false },
    Member { name: "ScheduleConfig", shape: &SCHEDULE_CONFIG_SHAPE, required: false },
]);
static MONITORING_SCHEDULE_LIST_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &MONITORING_SCHEDULE_SHAPE);
static MONITORING_SCHEDULE_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(63) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static MONITORING_STATISTICS_RESOURCE_SHAPE: Shape =
    Shape::Structure(&[Member { name: "S3Uri", shape: &S3_URI_SHAPE, required: false }]);
static MONITORING_STOPPING_CONDITION_SHAPE: Shape = Shape::Structure(&[Member {
    name: "MaxRuntimeInSeconds",
    shape: &MONITORING_MAX_RUNTIME_IN_SECONDS_SHAPE,
    required: true,
}]);
static MONITORING_TIME_OFFSET_STRING_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(15) }, pattern: Some(".?P.*"), values: &[] });
static MONITORING_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["DataQuality", "ModelQuality", "ModelBias", "ModelExplainability"],
});
static MULTI_MODEL_CONFIG_SHAPE: Shape =
    Shape::Structure(&[Member { name: "ModelCacheSetting", shape: &MODEL_CACHE_SETTING_SHAPE, required: false }]);
static NAME_CONTAINS_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(63) }, pattern: Some("[a-zA-Z0-9\\-]+"), values: &[] });
static NESTED_FILTERS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Filters", shape: &FILTER_LIST_SHAPE, required: true },
    Member { name: "NestedPropertyName", shape: &RESOURCE_PROPERTY_NAME_SHAPE, required: true },
]);
static NESTED_FILTERS_LIST_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(20) }, &NESTED_FILTERS_SHAPE);
static NETWORK_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "EnableInterContainerTrafficEncryption", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "EnableNetworkIsolation", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "VpcConfig", shape: &VPC_CONFIG_SHAPE, required: false },
]);
static NEXT_TOKEN_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(8192) }, pattern: Some(".*"), values: &[] });
static OBJECTIVE_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Succeeded", "Pending", "Failed"],
});
static OBJECTIVE_STATUS_COUNTER_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static OBJECTIVE_STATUS_COUNTERS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Failed", shape: &OBJECTIVE_STATUS_COUNTER_SHAPE, required: false },
    Member { name: "Pending", shape: &OBJECTIVE_STATUS_COUNTER_SHAPE, required: false },
    Member { name: "Succeeded", shape: &OBJECTIVE_STATUS_COUNTER_SHAPE, required: false },
]);
static OFFLINE_STORE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DataCatalogConfig", shape: &DATA_CATALOG_CONFIG_SHAPE, required: false },
    Member { name: "DisableGlueTableCreation", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "S3StorageConfig", shape: &S3_STORAGE_CONFIG_SHAPE, required: true },
    Member { name: "TableFormat", shape: &TABLE_FORMAT_SHAPE, required: false },
]);
static OFFLINE_STORE_STATUS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "BlockedReason", shape: &BLOCKED_REASON_SHAPE, required: false },
    Member { name: "Status", shape: &OFFLINE_STORE_STATUS_VALUE_SHAPE, required: true },
]);
static OFFLINE_STORE_STATUS_VALUE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Active", "Blocked", "Disabled"],
});
static ONLINE_STORE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "EnableOnlineStore", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "SecurityConfig", shape: &ONLINE_STORE_SECURITY_CONFIG_SHAPE, required: false },
    Member { name: "StorageType", shape: &STORAGE_TYPE_SHAPE, required: false },
    Member { name: "TtlDuration", shape: &TTL_DURATION_SHAPE, required: false },
]);
static ONLINE_STORE_SECURITY_CONFIG_SHAPE: Shape =
    Shape::Structure(&[Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false }]);
static OPERATOR_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &[
        "Equals",
        "NotEquals",
        "GreaterThan",
        "GreaterThanOrEqualTo",
        "LessThan",
        "LessThanOrEqualTo",
        "Contains",
        "Exists",
        "NotExists",
        "In",
    ],
});
static OPTIONAL_DOUBLE_SHAPE: Shape = Shape::Real(Number { min: None, max: None });
static OPTIONAL_INTEGER_SHAPE: Shape = Shape::Integer(Number { min: None, max: None });
static OPTIONAL_VOLUME_SIZE_IN_GB_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static ORDER_KEY_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Ascending", "Descending"] });
static OUTPUT_COMPRESSION_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["GZIP", "NONE"] });
static OUTPUT_DATA_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CompressionType", shape: &OUTPUT_COMPRESSION_TYPE_SHAPE, required: false },
    Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
    Member { name: "S3OutputPath", shape: &S3_URI_SHAPE, required: true },
]);
static PAGINATION_TOKEN_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(8192) }, pattern: Some(".*"), values: &[] });
static PARALLELISM_CONFIGURATION_SHAPE: Shape = Shape::Structure(&[Member {
    name: "MaxParallelExecutionSteps",
    shape: &MAX_PARALLEL_EXECUTION_STEPS_SHAPE,
    required: true,
}]);
static PARAMETER_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Name", shape: &PIPELINE_PARAMETER_NAME_SHAPE, required: true },
    Member { name: "Value", shape: &STRING1024_SHAPE, required: true },
]);
static PARAMETER_KEY_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(256) }, pattern: Some(".*"), values: &[] });
static PARAMETER_LIST_SHAPE: Shape = Shape::List(Size { min: Some(0), max: Some(200) }, &PARAMETER_SHAPE);
static PARAMETER_RANGES_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AutoParameters", shape: &AUTO_PARAMETERS_SHAPE, required: false },
    Member { name: "CategoricalParameterRanges", shape: &CATEGORICAL_PARAMETER_RANGES_SHAPE, required: false },
    Member { name: "ContinuousParameterRanges", shape: &CONTINUOUS_PARAMETER_RANGES_SHAPE, required: false },
    Member { name: "IntegerParameterRanges", shape: &INTEGER_PARAMETER_RANGES_SHAPE, required: false },
]);
static PARAMETER_VALUE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(256) }, pattern: Some(".*"), values: &[] });
static PARAMETER_VALUES_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(30) }, &PARAMETER_VALUE_SHAPE);
static PARENT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ExperimentName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
    Member { name: "TrialName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
]);
static PARENT_HYPER_PARAMETER_TUNING_JOB_SHAPE: Shape = Shape::Structure(&[Member {
    name: "HyperParameterTuningJobName",
    shape: &HYPER_PARAMETER_TUNING_JOB_NAME_SHAPE,
    required: false,
}]);
static PARENT_HYPER_PARAMETER_TUNING_JOBS_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(5) }, &PARENT_HYPER_PARAMETER_TUNING_JOB_SHAPE);
static PARENTS_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &PARENT_SHAPE);
static PEFT_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["LORA"] });
static PENDING_DEPLOYMENT_SUMMARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "EndpointConfigName", shape: &ENDPOINT_CONFIG_NAME_SHAPE, required: true },
    Member { name: "ProductionVariants", shape: &PENDING_PRODUCTION_VARIANT_SUMMARY_LIST_SHAPE, required: false },
    Member { name: "ShadowProductionVariants", shape: &PENDING_PRODUCTION_VARIANT_SUMMARY_LIST_SHAPE, required: false },
    Member { name: "StartTime", shape: &TIMESTAMP_SHAPE, required: false },
]);
static PENDING_PRODUCTION_VARIANT_SUMMARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AcceleratorPartitionLayouts", shape: &ACCELERATOR_PARTITION_LAYOUTS_SHAPE, required: false },
    Member { name: "AcceleratorType", shape: &PRODUCTION_VARIANT_ACCELERATOR_TYPE_SHAPE, required: false },
    Member { name: "CurrentInstanceCount", shape: &TASK_COUNT_SHAPE, required: false },
    Member { name: "CurrentServerlessConfig", shape: &PRODUCTION_VARIANT_SERVERLESS_CONFIG_SHAPE, required: false },
    Member { name: "CurrentWeight", shape: &VARIANT_WEIGHT_SHAPE, required: false },
    Member { name: "DeployedImages", shape: &DEPLOYED_IMAGES_SHAPE, required: false },
    Member { name: "DesiredInstanceCount", shape: &TASK_COUNT_SHAPE, required: false },
    Member { name: "DesiredServerlessConfig", shape: &PRODUCTION_VARIANT_SERVERLESS_CONFIG_SHAPE, required: false },
    Member { name: "DesiredWeight", shape: &VARIANT_WEIGHT_SHAPE, required: false },
    Member { name: "InstancePools", shape: &INSTANCE_POOL_SUMMARY_LIST_SHAPE, required: false },
    Member { name: "InstanceType", shape: &PRODUCTION_VARIANT_INSTANCE_TYPE_SHAPE, required: false },
    Member {
        name: "ManagedInstanceScaling",
        shape: &PRODUCTION_VARIANT_MANAGED_INSTANCE_SCALING_SHAPE,
        required: false,
    },
    Member { name: "RoutingConfig", shape: &PRODUCTION_VARIANT_ROUTING_CONFIG_SHAPE, required: false },
    Member { name: "VariantName", shape: &VARIANT_NAME_SHAPE, required: true },
    Member { name: "VariantStatus", shape: &PRODUCTION_VARIANT_STATUS_LIST_SHAPE, required: false },
]);
static PENDING_PRODUCTION_VARIANT_SUMMARY_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: None }, &PENDING_PRODUCTION_VARIANT_SUMMARY_SHAPE);
static PIPELINE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreatedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "LastModifiedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "LastRunTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "ParallelismConfiguration", shape: &PARALLELISM_CONFIGURATION_SHAPE, required: false },
    Member { name: "PipelineArn", shape: &PIPELINE_ARN_SHAPE, required: false },
    Member { name: "PipelineDescription", shape: &PIPELINE_DESCRIPTION_SHAPE, required: false },
    Member { name: "PipelineDisplayName", shape: &PIPELINE_NAME_SHAPE, required: false },
    Member { name: "PipelineName", shape: &PIPELINE_NAME_SHAPE, required: false },
    Member { name: "PipelineStatus", shape: &PIPELINE_STATUS_SHAPE, required: false },
    Member { name: "RoleArn", shape: &ROLE_ARN_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
]);
static PIPELINE_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(2048) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:([0-9]{12}|aws):pipeline/.*"),
    values: &[],
});
static PIPELINE_DESCRIPTION_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(3072) }, pattern: Some(".*"), values: &[] });
static PIPELINE_EXECUTION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreatedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "FailureReason", shape: &PIPELINE_EXECUTION_FAILURE_REASON_SHAPE, required: false },
    Member { name: "LastModifiedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "ParallelismConfiguration", shape: &PARALLELISM_CONFIGURATION_SHAPE, required: false },
    Member { name: "PipelineArn", shape: &PIPELINE_ARN_SHAPE, required: false },
    Member { name: "PipelineExecutionArn", shape: &PIPELINE_EXECUTION_ARN_SHAPE, required: false },
    Member { name: "PipelineExecutionDescription", shape: &PIPELINE_EXECUTION_DESCRIPTION_SHAPE, required: false },
    Member { name: "PipelineExecutionDisplayName", shape: &PIPELINE_EXECUTION_NAME_SHAPE, required: false },
    Member { name: "PipelineExecutionStatus", shape: &PIPELINE_EXECUTION_STATUS_SHAPE, required: false },
    Member { name: "PipelineExperimentConfig", shape: &PIPELINE_EXPERIMENT_CONFIG_SHAPE, required: false },
    Member { name: "PipelineParameters", shape: &PARAMETER_LIST_SHAPE, required: false },
    Member { name: "PipelineVersionDisplayName", shape: &PIPELINE_VERSION_NAME_SHAPE, required: false },
    Member { name: "PipelineVersionId", shape: &PIPELINE_VERSION_ID_SHAPE, required: false },
    Member { name: "SelectiveExecutionConfig", shape: &SELECTIVE_EXECUTION_CONFIG_SHAPE, required: false },
]);
static PIPELINE_EXECUTION_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(2048) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:pipeline\\/.*\\/execution\\/.*"),
    values: &[],
});
static PIPELINE_EXECUTION_DESCRIPTION_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(3072) }, pattern: Some(".*"), values: &[] });
static PIPELINE_EXECUTION_FAILURE_REASON_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1300) }, pattern: Some(".*"), values: &[] });
static PIPELINE_EXECUTION_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(82) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,81}"),
    values: &[],
});
static PIPELINE_EXECUTION_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Executing", "Stopping", "Stopped", "Failed", "Succeeded", "CompletedWithFailures"],
});
static PIPELINE_EXPERIMENT_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ExperimentName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
    Member { name: "TrialName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
]);
static PIPELINE_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(256) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,255}"),
    values: &[],
});
static PIPELINE_PARAMETER_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(256) }, pattern: Some("[A-Za-z0-9\\-_]*"), values: &[] });
static PIPELINE_STATUS_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Active", "Deleting"] });
static PIPELINE_VERSION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreatedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "LastExecutedPipelineExecutionArn", shape: &PIPELINE_EXECUTION_ARN_SHAPE, required: false },
    Member { name: "LastExecutedPipelineExecutionDisplayName", shape: &PIPELINE_EXECUTION_NAME_SHAPE, required: false },
    Member { name: "LastExecutedPipelineExecutionStatus", shape: &PIPELINE_EXECUTION_STATUS_SHAPE, required: false },
    Member { name: "LastModifiedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "PipelineArn", shape: &PIPELINE_ARN_SHAPE, required: false },
    Member { name: "PipelineVersionAliases", shape: &PIPELINE_VERSION_ALIAS_LIST_SHAPE, required: false },
    Member { name: "PipelineVersionDescription", shape: &PIPELINE_VERSION_DESCRIPTION_SHAPE, required: false },
    Member { name: "PipelineVersionDisplayName", shape: &PIPELINE_VERSION_NAME_SHAPE, required: false },
    Member { name: "PipelineVersionId", shape: &PIPELINE_VERSION_ID_SHAPE, required: false },
]);
static PIPELINE_VERSION_ALIAS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(128) },
    pattern: Some("[a-zA-Z0-9._\\-]{1,128}"),
    values: &[],
});
static PIPELINE_VERSION_ALIAS_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(10) }, &PIPELINE_VERSION_ALIAS_SHAPE);
static PIPELINE_VERSION_DESCRIPTION_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(3072) }, pattern: Some(".*"), values: &[] });
static PIPELINE_VERSION_ID_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static PIPELINE_VERSION_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(82) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,81}"),
    values: &[],
});
static PLACEMENT_SPECIFICATION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "InstanceCount", shape: &TRAINING_INSTANCE_COUNT_SHAPE, required: true },
    Member { name: "UltraServerId", shape: &STRING256_SHAPE, required: false },
]);
static PLACEMENT_SPECIFICATIONS_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(10) }, &PLACEMENT_SPECIFICATION_SHAPE);
static PREFIX_AWARE_ROUTING_CONCURRENCY_THRESHOLD_SHAPE: Shape =
    Shape::Integer(Number { min: Some(1.0), max: Some(1024.0) });
static PREFIX_AWARE_ROUTING_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ConcurrencyThreshold", shape: &PREFIX_AWARE_ROUTING_CONCURRENCY_THRESHOLD_SHAPE, required: false },
    Member { name: "PrefixLength", shape: &PREFIX_AWARE_ROUTING_PREFIX_LENGTH_SHAPE, required: false },
]);
static PREFIX_AWARE_ROUTING_PREFIX_LENGTH_SHAPE: Shape =
    Shape::Integer(Number { min: Some(1024.0), max: Some(65536.0) });
static PROBABILITY_THRESHOLD_ATTRIBUTE_SHAPE: Shape = Shape::Real(Number { min: None, max: None });
static PROCESSING_CLUSTER_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "InstanceCount", shape: &PROCESSING_INSTANCE_COUNT_SHAPE, required: false },
    Member { name: "InstancePreferences", shape: &PROCESSING_INSTANCE_PREFERENCE_LIST_SHAPE, required: false },
    Member { name: "InstanceType", shape: &PROCESSING_INSTANCE_TYPE_SHAPE, required: false },
    Member { name: "SelectedInstanceCount", shape: &PROCESSING_INSTANCE_COUNT_SHAPE, required: false },
    Member { name: "SelectedInstanceType", shape: &PROCESSING_INSTANCE_TYPE_SHAPE, required: false },
    Member { name: "VolumeKmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
    Member { name: "VolumeSizeInGB", shape: &PROCESSING_VOLUME_SIZE_IN_GB_SHAPE, required: true },
]);
static PROCESSING_ENVIRONMENT_KEY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("[a-zA-Z_][a-zA-Z0-9_]*"),
    values: &[],
});
static PROCESSING_ENVIRONMENT_MAP_SHAPE: Shape = Shape::Map(
    Size { min: Some(0), max: Some(100) },
    &PROCESSING_ENVIRONMENT_KEY_SHAPE,
    &PROCESSING_ENVIRONMENT_VALUE_SHAPE,
);
static PROCESSING_ENVIRONMENT_VALUE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(256) }, pattern: Some("[\\S\\s]*"), values: &[] });
static PROCESSING_FEATURE_STORE_OUTPUT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "FeatureGroupName", shape: &FEATURE_GROUP_NAME_SHAPE, required: true }]);
static PROCESSING_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AppManaged", shape: &APP_MANAGED_SHAPE, required: false },
    Member { name: "DatasetDefinition", shape: &DATASET_DEFINITION_SHAPE, required: false },
    Member { name: "InputName", shape: &STRING_SHAPE, required: true },
    Member { name: "S3Input", shape: &PROCESSING_S3_INPUT_SHAPE, required: false },
]);
static PROCESSING_INPUTS_SHAPE: Shape = Shape::List(Size { min: Some(0), max: Some(10) }, &PROCESSING_INPUT_SHAPE);
static PROCESSING_INSTANCE_COUNT_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(100.0) });
static PROCESSING_INSTANCE_PREFERENCE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "InstanceCount", shape: &PROCESSING_INSTANCE_COUNT_SHAPE, required: false },
    Member { name: "InstanceType", shape: &PROCESSING_INSTANCE_TYPE_SHAPE, required: true },
]);
static PROCESSING_INSTANCE_PREFERENCE_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(5) }, &PROCESSING_INSTANCE_PREFERENCE_SHAPE);
static PROCESSING_INSTANCE_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &[
        "ml.t3.medium",
        "ml.t3.large",
        "ml.t3.xlarge",
        "ml.t3.2xlarge",
        "ml.m4.xlarge",
        "ml.m4.2xlarge",
        "ml.m4.4xlarge",
        "ml.m4.10xlarge",
        "ml.m4.16xlarge",
        "ml.c4.xlarge",
        "ml.c4.2xlarge",
        "ml.c4.4xlarge",
        "ml.c4.8xlarge",
        "ml.p2.xlarge",
        "ml.p2.8xlarge",
        "ml.p2.16xlarge",
        "ml.p3.2xlarge",
        "ml.p3.8xlarge",
        "ml.p3.16xlarge",
        "ml.c5.xlarge",
        "ml.c5.2xlarge",
        "ml.c5.4xlarge",
        "ml.c5.9xlarge",
        "ml.c5.18xlarge",
        "ml.m5.large",
        "ml.m5.xlarge",
        "ml.m5.2xlarge",
        "ml.m5.4xlarge",
        "ml.m5.12xlarge",
        "ml.m5.24xlarge",
        "ml.r5.large",
        "ml.r5.xlarge",
        "ml.r5.2xlarge",
        "ml.r5.4xlarge",
        "ml.r5.8xlarge",
        "ml.r5.12xlarge",
        "ml.r5.16xlarge",
        "ml.r5.24xlarge",
        "ml.g4dn.xlarge",
        "ml.g4dn.2xlarge",
        "ml.g4dn.4xlarge",
        "ml.g4dn.8xlarge",
        "ml.g4dn.12xlarge",
        "ml.g4dn.16xlarge",
        "ml.g5.xlarge",
        "ml.g5.2xlarge",
        "ml.g5.4xlarge",
        "ml.g5.8xlarge",
        "ml.g5.16xlarge",
        "ml.g5.12xlarge",
        "ml.g5.24xlarge",
        "ml.g5.48xlarge",
        "ml.r5d.large",
        "ml.r5d.xlarge",
        "ml.r5d.2xlarge",
        "ml.r5d.4xlarge",
        "ml.r5d.8xlarge",
        "ml.r5d.12xlarge",
        "ml.r5d.16xlarge",
        "ml.r5d.24xlarge",
        "ml.g6.xlarge",
        "ml.g6.2xlarge",
        "ml.g6.4xlarge",
        "ml.g6.8xlarge",
        "ml.g6.12xlarge",
        "ml.g6.16xlarge",
        "ml.g6.24xlarge",
        "ml.g6.48xlarge",
        "ml.g6e.xlarge",
        "ml.g6e.2xlarge",
        "ml.g6e.4xlarge",
        "ml.g6e.8xlarge",
        "ml.g6e.12xlarge",
        "ml.g6e.16xlarge",
        "ml.g6e.24xlarge",
        "ml.g6e.48xlarge",
        "ml.m6i.large",
        "ml.m6i.xlarge",
        "ml.m6i.2xlarge",
        "ml.m6i.4xlarge",
        "ml.m6i.8xlarge",
        "ml.m6i.12xlarge",
        "ml.m6i.16xlarge",
        "ml.m6i.24xlarge",
        "ml.m6i.32xlarge",
        "ml.c6i.xlarge",
        "ml.c6i.2xlarge",
        "ml.c6i.4xlarge",
        "ml.c6i.8xlarge",
        "ml.c6i.12xlarge",
        "ml.c6i.16xlarge",
        "ml.c6i.24xlarge",
        "ml.c6i.32xlarge",
        "ml.m7i.large",
        "ml.m7i.xlarge",
        "ml.m7i.2xlarge",
        "ml.m7i.4xlarge",
        "ml.m7i.8xlarge",
        "ml.m7i.12xlarge",
        "ml.m7i.16xlarge",
        "ml.m7i.24xlarge",
        "ml.m7i.48xlarge",
        "ml.c7i.large",
        "ml.c7i.xlarge",
        "ml.c7i.2xlarge",
        "ml.c7i.4xlarge",
        "ml.c7i.8xlarge",
        "ml.c7i.12xlarge",
        "ml.c7i.16xlarge",
        "ml.c7i.24xlarge",
        "ml.c7i.48xlarge",
        "ml.r7i.large",
        "ml.r7i.xlarge",
        "ml.r7i.2xlarge",
        "ml.r7i.4xlarge",
        "ml.r7i.8xlarge",
        "ml.r7i.12xlarge",
        "ml.r7i.16xlarge",
        "ml.r7i.24xlarge",
        "ml.r7i.48xlarge",
        "ml.p5.4xlarge",
        "ml.g7e.2xlarge",
        "ml.g7e.4xlarge",
        "ml.g7e.8xlarge",
        "ml.g7e.12xlarge",
        "ml.g7e.24xlarge",
        "ml.g7e.48xlarge",
        "ml.g7.2xlarge",
        "ml.g7.4xlarge",
        "ml.g7.8xlarge",
        "ml.g7.12xlarge",
        "ml.g7.24xlarge",
        "ml.g7.48xlarge",
        "ml.r6i.large",
        "ml.r6i.xlarge",
        "ml.r6i.2xlarge",
        "ml.r6i.4xlarge",
        "ml.r6i.8xlarge",
        "ml.r6i.12xlarge",
        "ml.r6i.16xlarge",
        "ml.r6i.24xlarge",
        "ml.r6i.32xlarge",
        "ml.m8i.large",
        "ml.m8i.xlarge",
        "ml.m8i.2xlarge",
        "ml.m8i.4xlarge",
        "ml.m8i.8xlarge",
        "ml.m8i.12xlarge",
        "ml.m8i.16xlarge",
        "ml.m8i.24xlarge",
        "ml.m8i.32xlarge",
        "ml.m8i.48xlarge",
        "ml.m8i.96xlarge",
        "ml.c8i.xlarge",
        "ml.c8i.2xlarge",
        "ml.c8i.4xlarge",
        "ml.c8i.8xlarge",
        "ml.c8i.12xlarge",
        "ml.c8i.16xlarge",
        "ml.c8i.24xlarge",
        "ml.c8i.32xlarge",
        "ml.c8i.48xlarge",
        "ml.c8i.96xlarge",
        "ml.r8i.large",
        "ml.r8i.xlarge",
        "ml.r8i.2xlarge",
        "ml.r8i.4xlarge",
        "ml.r8i.8xlarge",
        "ml.r8i.12xlarge",
        "ml.r8i.16xlarge",
        "ml.r8i.24xlarge",
        "ml.r8i.32xlarge",
        "ml.r8i.48xlarge",
        "ml.r8i.96xlarge",
        "ml.m7i-flex.large",
        "ml.m7i-flex.xlarge",
        "ml.m7i-flex.2xlarge",
        "ml.m7i-flex.4xlarge",
        "ml.m7i-flex.8xlarge",
        "ml.m7i-flex.12xlarge",
        "ml.m7i-flex.16xlarge",
        "ml.c7i-flex.xlarge",
        "ml.c7i-flex.2xlarge",
        "ml.c7i-flex.4xlarge",
        "ml.c7i-flex.8xlarge",
        "ml.c7i-flex.12xlarge",
        "ml.c7i-flex.16xlarge",
        "ml.m8i-flex.large",
        "ml.m8i-flex.xlarge",
        "ml.m8i-flex.2xlarge",
        "ml.m8i-flex.4xlarge",
        "ml.m8i-flex.8xlarge",
        "ml.m8i-flex.12xlarge",
        "ml.m8i-flex.16xlarge",
        "ml.c8i-flex.xlarge",
        "ml.c8i-flex.2xlarge",
        "ml.c8i-flex.4xlarge",
        "ml.c8i-flex.8xlarge",
        "ml.c8i-flex.12xlarge",
        "ml.c8i-flex.16xlarge",
        "ml.r8i-flex.large",
        "ml.r8i-flex.xlarge",
        "ml.r8i-flex.2xlarge",
        "ml.r8i-flex.4xlarge",
        "ml.r8i-flex.8xlarge",
        "ml.r8i-flex.12xlarge",
        "ml.r8i-flex.16xlarge",
    ],
});
static PROCESSING_JOB_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AppSpecification", shape: &APP_SPECIFICATION_SHAPE, required: false },
    Member { name: "AutoMLJobArn", shape: &AUTO_ML_JOB_ARN_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "Environment", shape: &PROCESSING_ENVIRONMENT_MAP_SHAPE, required: false },
    Member { name: "ExitMessage", shape: &EXIT_MESSAGE_SHAPE, required: false },
    Member { name: "ExperimentConfig", shape: &EXPERIMENT_CONFIG_SHAPE, required: false },
    Member { name: "FailureReason", shape: &FAILURE_REASON_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "MonitoringScheduleArn", shape: &MONITORING_SCHEDULE_ARN_SHAPE, required: false },
    Member { name: "NetworkConfig", shape: &NETWORK_CONFIG_SHAPE, required: false },
    Member { name: "ProcessingEndTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "ProcessingInputs", shape: &PROCESSING_INPUTS_SHAPE, required: false },
    Member { name: "ProcessingJobArn", shape: &PROCESSING_JOB_ARN_SHAPE, required: false },
    Member { name: "ProcessingJobName", shape: &PROCESSING_JOB_NAME_SHAPE, required: false },
    Member { name: "ProcessingJobStatus", shape: &PROCESSING_JOB_STATUS_SHAPE, required: false },
    Member { name: "ProcessingOutputConfig", shape: &PROCESSING_OUTPUT_CONFIG_SHAPE, required: false },
    Member { name: "ProcessingResources", shape: &PROCESSING_RESOURCES_SHAPE, required: false },
    Member { name: "ProcessingStartTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "RoleArn", shape: &ROLE_ARN_SHAPE, required: false },
    Member { name: "StoppingCondition", shape: &PROCESSING_STOPPING_CONDITION_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
    Member { name: "TrainingJobArn", shape: &TRAINING_JOB_ARN_SHAPE, required: false },
]);
static PROCESSING_JOB_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:processing-job/[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static PROCESSING_JOB_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(63) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static PROCESSING_JOB_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["InProgress", "Completed", "Failed", "Stopping", "Stopped"],
});
static PROCESSING_LOCAL_PATH_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(256) }, pattern: Some(".*"), values: &[] });
static PROCESSING_MAX_RUNTIME_IN_SECONDS_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(777600.0) });
static PROCESSING_OUTPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AppManaged", shape: &APP_MANAGED_SHAPE, required: false },
    Member { name: "FeatureStoreOutput", shape: &PROCESSING_FEATURE_STORE_OUTPUT_SHAPE, required: false },
    Member { name: "OutputName", shape: &STRING_SHAPE, required: true },
    Member { name: "S3Output", shape: &PROCESSING_S3_OUTPUT_SHAPE, required: false },
]);
static PROCESSING_OUTPUT_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
    Member { name: "Outputs", shape: &PROCESSING_OUTPUTS_SHAPE, required: true },
]);
static PROCESSING_OUTPUTS_SHAPE: Shape = Shape::List(Size { min: Some(0), max: Some(10) }, &PROCESSING_OUTPUT_SHAPE);
static PROCESSING_RESOURCES_SHAPE: Shape =
    Shape::Structure(&[Member { name: "ClusterConfig", shape: &PROCESSING_CLUSTER_CONFIG_SHAPE, required: true }]);
static PROCESSING_S3_COMPRESSION_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["None", "Gzip"] });
static PROCESSING_S3_DATA_DISTRIBUTION_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["FullyReplicated", "ShardedByS3Key"],
});
static PROCESSING_S3_DATA_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["ManifestFile", "S3Prefix"] });
static PROCESSING_S3_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "LocalPath", shape: &PROCESSING_LOCAL_PATH_SHAPE, required: false },
    Member { name: "S3CompressionType", shape: &PROCESSING_S3_COMPRESSION_TYPE_SHAPE, required: false },
    Member { name: "S3DataDistributionType", shape: &PROCESSING_S3_DATA_DISTRIBUTION_TYPE_SHAPE, required: false },
    Member { name: "S3DataType", shape: &PROCESSING_S3_DATA_TYPE_SHAPE, required: true },
    Member { name: "S3InputMode", shape: &PROCESSING_S3_INPUT_MODE_SHAPE, required: false },
    Member { name: "S3Uri", shape: &S3_URI_SHAPE, required: true },
]);
static PROCESSING_S3_INPUT_MODE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Pipe", "File"] });
static PROCESSING_S3_OUTPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "LocalPath", shape: &PROCESSING_LOCAL_PATH_SHAPE, required: false },
    Member { name: "S3UploadMode", shape: &PROCESSING_S3_UPLOAD_MODE_SHAPE, required: true },
    Member { name: "S3Uri", shape: &S3_URI_SHAPE, required: true },
]);
static PROCESSING_S3_UPLOAD_MODE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Continuous", "EndOfJob"] });
static PROCESSING_STOPPING_CONDITION_SHAPE: Shape = Shape::Structure(&[Member {
    name: "MaxRuntimeInSeconds",
    shape: &PROCESSING_MAX_RUNTIME_IN_SECONDS_SHAPE,
    required: true,
}]);
static PROCESSING_VOLUME_SIZE_IN_GB_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(16384.0) });
static PRODUCT_ID_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9])*"),
    values: &[],
});
static PRODUCTION_VARIANT_SHAPE: Shape = Shape::Structure(&[
    Member {
        name: "AcceleratorPartitionLayouts",
        shape: &PRODUCTION_VARIANT_ACCELERATOR_PARTITION_LAYOUTS_LIST_SHAPE,
        required: false,
    },
    Member { name: "AcceleratorType", shape: &PRODUCTION_VARIANT_ACCELERATOR_TYPE_SHAPE, required: false },
    Member {
        name: "CapacityReservationConfig",
        shape: &PRODUCTION_VARIANT_CAPACITY_RESERVATION_CONFIG_SHAPE,
        required: false,
    },
    Member {
        name: "ContainerStartupHealthCheckTimeoutInSeconds",
        shape: &PRODUCTION_VARIANT_CONTAINER_STARTUP_HEALTH_CHECK_TIMEOUT_IN_SECONDS_SHAPE,
        required: false,
    },
    Member { name: "CoreDumpConfig", shape: &PRODUCTION_VARIANT_CORE_DUMP_CONFIG_SHAPE, required: false },
    Member { name: "EnableSSMAccess", shape: &PRODUCTION_VARIANT_SSM_ACCESS_SHAPE, required: false },
    Member { name: "InferenceAmiVersion", shape: &PRODUCTION_VARIANT_INFERENCE_AMI_VERSION_SHAPE, required: false },
    Member { name: "InitialInstanceCount", shape: &INITIAL_TASK_COUNT_SHAPE, required: false },
    Member { name: "InitialVariantWeight", shape: &VARIANT_WEIGHT_SHAPE, required: false },
    Member { name: "InstancePools", shape: &INSTANCE_POOL_LIST_SHAPE, required: false },
    Member { name: "InstanceType", shape: &PRODUCTION_VARIANT_INSTANCE_TYPE_SHAPE, required: false },
    Member {
        name: "ManagedInstanceScaling",
        shape: &PRODUCTION_VARIANT_MANAGED_INSTANCE_SCALING_SHAPE,
        required: false,
    },
    Member {
        name: "ModelDataDownloadTimeoutInSeconds",
        shape: &PRODUCTION_VARIANT_MODEL_DATA_DOWNLOAD_TIMEOUT_IN_SECONDS_SHAPE,
        required: false,
    },
    Member { name: "ModelName", shape: &MODEL_NAME_SHAPE, required: false },
    Member { name: "RoutingConfig", shape: &PRODUCTION_VARIANT_ROUTING_CONFIG_SHAPE, required: false },
    Member { name: "ServerlessConfig", shape: &PRODUCTION_VARIANT_SERVERLESS_CONFIG_SHAPE, required: false },
    Member {
        name: "VariantInstanceProvisionTimeoutInSeconds",
        shape: &VARIANT_INSTANCE_PROVISION_TIMEOUT_IN_SECONDS_SHAPE,
        required: false,
    },
    Member { name: "VariantName", shape: &VARIANT_NAME_SHAPE, required: true },
    Member { name: "VolumeSizeInGB", shape: &PRODUCTION_VARIANT_VOLUME_SIZE_IN_GB_SHAPE, required: false },
]);
static PRODUCTION_VARIANT_ACCELERATOR_PARTITION_LAYOUTS_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(32) }, &ACCELERATOR_PARTITION_LAYOUT_SHAPE);
static PRODUCTION_VARIANT_ACCELERATOR_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["ml.eia1.medium", "ml.eia1.large", "ml.eia1.xlarge", "ml.eia2.medium", "ml.eia2.large", "ml.eia2.xlarge"],
});
static PRODUCTION_VARIANT_CAPACITY_RESERVATION_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CapacityReservationPreference", shape: &CAPACITY_RESERVATION_PREFERENCE_SHAPE, required: false },
    Member { name: "MlReservationArn", shape: &ML_RESERVATION_ARN_SHAPE, required: false },
]);
static PRODUCTION_VARIANT_CAPACITY_RESERVATION_SUMMARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AvailableInstanceCount", shape: &TASK_COUNT_SHAPE, required: false },
    Member { name: "CapacityReservationPreference", shape: &CAPACITY_RESERVATION_PREFERENCE_SHAPE, required: false },
    Member { name: "Ec2CapacityReservations", shape: &EC2_CAPACITY_RESERVATIONS_LIST_SHAPE, required: false },
    Member { name: "MlReservationArn", shape: &ML_RESERVATION_ARN_SHAPE, required: false },
    Member { name: "TotalInstanceCount", shape: &TASK_COUNT_SHAPE, required: false },
    Member { name: "UsedByCurrentEndpoint", shape: &TASK_COUNT_SHAPE, required: false },
]);
static PRODUCTION_VARIANT_CONTAINER_STARTUP_HEALTH_CHECK_TIMEOUT_IN_SECONDS_SHAPE: Shape =
    Shape::Integer(Number { min: Some(60.0), max: Some(3600.0) });
static PRODUCTION_VARIANT_CORE_DUMP_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DestinationS3Uri", shape: &DESTINATION_S3_URI_SHAPE, required: true },
    Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
]);
static PRODUCTION_VARIANT_INFERENCE_AMI_VERSION_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &[
        "al2-ami-sagemaker-inference-gpu-2",
        "al2-ami-sagemaker-inference-gpu-2-1",
        "al2-ami-sagemaker-inference-gpu-3-1",
        "al2-ami-sagemaker-inference-neuron-2",
        "al2023-ami-sagemaker-inference-gpu-4-1",
    ],
});
static PRODUCTION_VARIANT_INSTANCE_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &[
        "ml.t2.medium",
        "ml.t2.large",
        "ml.t2.xlarge",
        "ml.t2.2xlarge",
        "ml.m4.xlarge",
        "ml.m4.2xlarge",
        "ml.m4.4xlarge",
        "ml.m4.10xlarge",
        "ml.m4.16xlarge",
        "ml.m5.large",
        "ml.m5.xlarge",
        "ml.m5.2xlarge",
        "ml.m5.4xlarge",
        "ml.m5.12xlarge",
        "ml.m5.24xlarge",
        "ml.m5d.large",
        "ml.m5d.xlarge",
        "ml.m5d.2xlarge",
        "ml.m5d.4xlarge",
        "ml.m5d.12xlarge",
        "ml.m5d.24xlarge",
        "ml.c4.large",
        "ml.c4.xlarge",
        "ml.c4.2xlarge",
        "ml.c4.4xlarge",
        "ml.c4.8xlarge",
        "ml.p2.xlarge",
        "ml.p2.8xlarge",
        "ml.p2.16xlarge",
        "ml.p3.2xlarge",
        "ml.p3.8xlarge",
        "ml.p3.16xlarge",
        "ml.c5.large",
        "ml.c5.xlarge",
        "ml.c5.2xlarge",
        "ml.c5.4xlarge",
        "ml.c5.9xlarge",
        "ml.c5.18xlarge",
        "ml.c5d.large",
        "ml.c5d.xlarge",
        "ml.c5d.2xlarge",
        "ml.c5d.4xlarge",
        "ml.c5d.9xlarge",
        "ml.c5d.18xlarge",
        "ml.g4dn.xlarge",
        "ml.g4dn.2xlarge",
        "ml.g4dn.4xlarge",
        "ml.g4dn.8xlarge",
        "ml.g4dn.12xlarge",
        "ml.g4dn.16xlarge",
        "ml.r5.large",
        "ml.r5.xlarge",
        "ml.r5.2xlarge",
        "ml.r5.4xlarge",
        "ml.r5.12xlarge",
        "ml.r5.24xlarge",
        "ml.r5d.large",
        "ml.r5d.xlarge",
        "ml.r5d.2xlarge",
        "ml.r5d.4xlarge",
        "ml.r5d.12xlarge",
        "ml.r5d.24xlarge",
        "ml.inf1.xlarge",
        "ml.inf1.2xlarge",
        "ml.inf1.6xlarge",
        "ml.inf1.24xlarge",
        "ml.dl1.24xlarge",
        "ml.c6i.large",
        "ml.c6i.xlarge",
        "ml.c6i.2xlarge",
        "ml.c6i.4xlarge",
        "ml.c6i.8xlarge",
        "ml.c6i.12xlarge",
        "ml.c6i.16xlarge",
        "ml.c6i.24xlarge",
        "ml.c6i.32xlarge",
        "ml.m6i.large",
        "ml.m6i.xlarge",
        "ml.m6i.2xlarge",
        "ml.m6i.4xlarge",
        "ml.m6i.8xlarge",
        "ml.m6i.12xlarge",
        "ml.m6i.16xlarge",
        "ml.m6i.24xlarge",
        "ml.m6i.32xlarge",
        "ml.r6i.large",
        "ml.r6i.xlarge",
        "ml.r6i.2xlarge",
        "ml.r6i.4xlarge",
        "ml.r6i.8xlarge",
        "ml.r6i.12xlarge",
        "ml.r6i.16xlarge",
        "ml.r6i.24xlarge",
        "ml.r6i.32xlarge",
        "ml.g5.xlarge",
        "ml.g5.2xlarge",
        "ml.g5.4xlarge",
        "ml.g5.8xlarge",
        "ml.g5.12xlarge",
        "ml.g5.16xlarge",
        "ml.g5.24xlarge",
        "ml.g5.48xlarge",
        "ml.g6.xlarge",
        "ml.g6.2xlarge",
        "ml.g6.4xlarge",
        "ml.g6.8xlarge",
        "ml.g6.12xlarge",
        "ml.g6.16xlarge",
        "ml.g6.24xlarge",
        "ml.g6.48xlarge",
        "ml.r8g.medium",
        "ml.r8g.large",
        "ml.r8g.xlarge",
        "ml.r8g.2xlarge",
        "ml.r8g.4xlarge",
        "ml.r8g.8xlarge",
        "ml.r8g.12xlarge",
        "ml.r8g.16xlarge",
        "ml.r8g.24xlarge",
        "ml.r8g.48xlarge",
        "ml.g6e.xlarge",
        "ml.g6e.2xlarge",
        "ml.g6e.4xlarge",
        "ml.g6e.8xlarge",
        "ml.g6e.12xlarge",
        "ml.g6e.16xlarge",
        "ml.g6e.24xlarge",
        "ml.g6e.48xlarge",
        "ml.g7e.2xlarge",
        "ml.g7e.4xlarge",
        "ml.g7e.8xlarge",
        "ml.g7e.12xlarge",
        "ml.g7e.24xlarge",
        "ml.g7e.48xlarge",
        "ml.g7.2xlarge",
        "ml.g7.4xlarge",
        "ml.g7.8xlarge",
        "ml.g7.12xlarge",
        "ml.g7.24xlarge",
        "ml.g7.48xlarge",
        "ml.p4d.24xlarge",
        "ml.c7g.large",
        "ml.c7g.xlarge",
        "ml.c7g.2xlarge",
        "ml.c7g.4xlarge",
        "ml.c7g.8xlarge",
        "ml.c7g.12xlarge",
        "ml.c7g.16xlarge",
        "ml.m6g.large",
        "ml.m6g.xlarge",
        "ml.m6g.2xlarge",
        "ml.m6g.4xlarge",
        "ml.m6g.8xlarge",
        "ml.m6g.12xlarge",
        "ml.m6g.16xlarge",
        "ml.m6gd.large",
        "ml.m6gd.xlarge",
        "ml.m6gd.2xlarge",
        "ml.m6gd.4xlarge",
        "ml.m6gd.8xlarge",
        "ml.m6gd.12xlarge",
        "ml.m6gd.16xlarge",
        "ml.c6g.large",
        "ml.c6g.xlarge",
        "ml.c6g.2xlarge",
        "ml.c6g.4xlarge",
        "ml.c6g.8xlarge",
        "ml.c6g.12xlarge",
        "ml.c6g.16xlarge",
        "ml.c6gd.large",
        "ml.c6gd.xlarge",
        "ml.c6gd.2xlarge",
        "ml.c6gd.4xlarge",
        "ml.c6gd.8xlarge",
        "ml.c6gd.12xlarge",
        "ml.c6gd.16xlarge",
        "ml.c6gn.large",
        "ml.c6gn.xlarge",
        "ml.c6gn.2xlarge",
        "ml.c6gn.4xlarge",
        "ml.c6gn.8xlarge",
        "ml.c6gn.12xlarge",
        "ml.c6gn.16xlarge",
        "ml.r6g.large",
        "ml.r6g.xlarge",
        "ml.r6g.2xlarge",
        "ml.r6g.4xlarge",
        "ml.r6g.8xlarge",
        "ml.r6g.12xlarge",
        "ml.r6g.16xlarge",
        "ml.r6gd.large",
        "ml.r6gd.xlarge",
        "ml.r6gd.2xlarge",
        "ml.r6gd.4xlarge",
        "ml.r6gd.8xlarge",
        "ml.r6gd.12xlarge",
        "ml.r6gd.16xlarge",
        "ml.p4de.24xlarge",
        "ml.trn1.2xlarge",
        "ml.trn1.32xlarge",
        "ml.trn1n.32xlarge",
        "ml.trn2.48xlarge",
        "ml.inf2.xlarge",
        "ml.inf2.8xlarge",
        "ml.inf2.24xlarge",
        "ml.inf2.48xlarge",
        "ml.p5.48xlarge",
        "ml.p5e.48xlarge",
        "ml.p5en.48xlarge",
        "ml.m7i.large",
        "ml.m7i.xlarge",
        "ml.m7i.2xlarge",
        "ml.m7i.4xlarge",
        "ml.m7i.8xlarge",
        "ml.m7i.12xlarge",
        "ml.m7i.16xlarge",
        "ml.m7i.24xlarge",
        "ml.m7i.48xlarge",
        "ml.c7i.large",
        "ml.c7i.xlarge",
        "ml.c7i.2xlarge",
        "ml.c7i.4xlarge",
        "ml.c7i.8xlarge",
        "ml.c7i.12xlarge",
        "ml.c7i.16xlarge",
        "ml.c7i.24xlarge",
        "ml.c7i.48xlarge",
        "ml.r7i.large",
        "ml.r7i.xlarge",
        "ml.r7i.2xlarge",
        "ml.r7i.4xlarge",
        "ml.r7i.8xlarge",
        "ml.r7i.12xlarge",
        "ml.r7i.16xlarge",
        "ml.r7i.24xlarge",
        "ml.r7i.48xlarge",
        "ml.c8g.medium",
        "ml.c8g.large",
        "ml.c8g.xlarge",
        "ml.c8g.2xlarge",
        "ml.c8g.4xlarge",
        "ml.c8g.8xlarge",
        "ml.c8g.12xlarge",
        "ml.c8g.16xlarge",
        "ml.c8g.24xlarge",
        "ml.c8g.48xlarge",
        "ml.r7gd.medium",
        "ml.r7gd.large",
        "ml.r7gd.xlarge",
        "ml.r7gd.2xlarge",
        "ml.r7gd.4xlarge",
        "ml.r7gd.8xlarge",
        "ml.r7gd.12xlarge",
        "ml.r7gd.16xlarge",
        "ml.m8g.medium",
        "ml.m8g.large",
        "ml.m8g.xlarge",
        "ml.m8g.2xlarge",
        "ml.m8g.4xlarge",
        "ml.m8g.8xlarge",
        "ml.m8g.12xlarge",
        "ml.m8g.16xlarge",
        "ml.m8g.24xlarge",
        "ml.m8g.48xlarge",
        "ml.c6in.large",
        "ml.c6in.xlarge",
        "ml.c6in.2xlarge",
        "ml.c6in.4xlarge",
        "ml.c6in.8xlarge",
        "ml.c6in.12xlarge",
        "ml.c6in.16xlarge",
        "ml.c6in.24xlarge",
        "ml.c6in.32xlarge",
        "ml.p6-b200.48xlarge",
        "ml.p6-b300.48xlarge",
        "ml.p6e-gb200.36xlarge",
        "ml.p5.4xlarge",
    ],
});
static PRODUCTION_VARIANT_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(10) }, &PRODUCTION_VARIANT_SHAPE);
static PRODUCTION_VARIANT_MANAGED_INSTANCE_SCALING_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MaxInstanceCount", shape: &MANAGED_INSTANCE_SCALING_MAX_INSTANCE_COUNT_SHAPE, required: false },
    Member { name: "MinInstanceCount", shape: &MANAGED_INSTANCE_SCALING_MIN_INSTANCE_COUNT_SHAPE, required: false },
    Member {
        name: "ScaleInPolicy",
        shape: &PRODUCTION_VARIANT_MANAGED_INSTANCE_SCALING_SCALE_IN_POLICY_SHAPE,
        required: false,
    },
    Member { name: "Status", shape: &MANAGED_INSTANCE_SCALING_STATUS_SHAPE, required: false },
]);
static PRODUCTION_VARIANT_MANAGED_INSTANCE_SCALING_SCALE_IN_POLICY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CooldownInMinutes", shape: &MANAGED_INSTANCE_SCALING_COOLDOWN_IN_MINUTES_SHAPE, required: false },
    Member { name: "MaximumStepSize", shape: &MANAGED_INSTANCE_SCALING_MAXIMUM_STEP_SIZE_SHAPE, required: false },
    Member { name: "Strategy", shape: &MANAGED_INSTANCE_SCALING_SCALE_IN_STRATEGY_SHAPE, required: true },
]);
static PRODUCTION_VARIANT_MODEL_DATA_DOWNLOAD_TIMEOUT_IN_SECONDS_SHAPE: Shape =
    Shape::Integer(Number { min: Some(60.0), max: Some(3600.0) });
static PRODUCTION_VARIANT_ROUTING_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "PrefixAwareRoutingConfig", shape: &PREFIX_AWARE_ROUTING_CONFIG_SHAPE, required: false },
    Member { name: "RoutingStrategy", shape: &ROUTING_STRATEGY_SHAPE, required: true },
]);
static PRODUCTION_VARIANT_SSM_ACCESS_SHAPE: Shape = Shape::Boolean;
static PRODUCTION_VARIANT_SERVERLESS_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MaxConcurrency", shape: &SERVERLESS_MAX_CONCURRENCY_SHAPE, required: true },
    Member { name: "MemorySizeInMB", shape: &SERVERLESS_MEMORY_SIZE_IN_MB_SHAPE, required: true },
    Member { name: "ProvisionedConcurrency", shape: &SERVERLESS_PROVISIONED_CONCURRENCY_SHAPE, required: false },
]);
static PRODUCTION_VARIANT_SERVERLESS_UPDATE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MaxConcurrency", shape: &SERVERLESS_MAX_CONCURRENCY_SHAPE, required: false },
    Member { name: "ProvisionedConcurrency", shape: &SERVERLESS_PROVISIONED_CONCURRENCY_SHAPE, required: false },
]);
static PRODUCTION_VARIANT_STATUS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "StartTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "Status", shape: &VARIANT_STATUS_SHAPE, required: true },
    Member { name: "StatusMessage", shape: &VARIANT_STATUS_MESSAGE_SHAPE, required: false },
]);
static PRODUCTION_VARIANT_STATUS_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(5) }, &PRODUCTION_VARIANT_STATUS_SHAPE);
static PRODUCTION_VARIANT_SUMMARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AcceleratorPartitionLayouts", shape: &ACCELERATOR_PARTITION_LAYOUTS_SHAPE, required: false },
    Member {
        name: "CapacityReservationConfig",
        shape: &PRODUCTION_VARIANT_CAPACITY_RESERVATION_SUMMARY_SHAPE,
        required: false,
    },
    Member { name: "CurrentInstanceCount", shape: &TASK_COUNT_SHAPE, required: false },
    Member { name: "CurrentServerlessConfig", shape: &PRODUCTION_VARIANT_SERVERLESS_CONFIG_SHAPE, required: false },
    Member { name: "CurrentWeight", shape: &VARIANT_WEIGHT_SHAPE, required: false },
    Member { name: "DeployedImages", shape: &DEPLOYED_IMAGES_SHAPE, required: false },
    Member { name: "DesiredInstanceCount", shape: &TASK_COUNT_SHAPE, required: false },
    Member { name: "DesiredServerlessConfig", shape: &PRODUCTION_VARIANT_SERVERLESS_CONFIG_SHAPE, required: false },
    Member { name: "DesiredWeight", shape: &VARIANT_WEIGHT_SHAPE, required: false },
    Member { name: "InstancePools", shape: &INSTANCE_POOL_SUMMARY_LIST_SHAPE, required: false },
    Member {
        name: "ManagedInstanceScaling",
        shape: &PRODUCTION_VARIANT_MANAGED_INSTANCE_SCALING_SHAPE,
        required: false,
    },
    Member { name: "RoutingConfig", shape: &PRODUCTION_VARIANT_ROUTING_CONFIG_SHAPE, required: false },
    Member { name: "VariantName", shape: &VARIANT_NAME_SHAPE, required: true },
    Member { name: "VariantStatus", shape: &PRODUCTION_VARIANT_STATUS_LIST_SHAPE, required: false },
]);
static PRODUCTION_VARIANT_SUMMARY_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: None }, &PRODUCTION_VARIANT_SUMMARY_SHAPE);
static PRODUCTION_VARIANT_VOLUME_SIZE_IN_GB_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(512.0) });
static PROFILER_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DisableProfiler", shape: &DISABLE_PROFILER_SHAPE, required: false },
    Member {
        name: "ProfilingIntervalInMilliseconds",
        shape: &PROFILING_INTERVAL_IN_MILLISECONDS_SHAPE,
        required: false,
    },
    Member { name: "ProfilingParameters", shape: &PROFILING_PARAMETERS_SHAPE, required: false },
    Member { name: "S3OutputPath", shape: &S3_URI_SHAPE, required: false },
]);
static PROFILER_CONFIG_FOR_UPDATE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DisableProfiler", shape: &DISABLE_PROFILER_SHAPE, required: false },
    Member {
        name: "ProfilingIntervalInMilliseconds",
        shape: &PROFILING_INTERVAL_IN_MILLISECONDS_SHAPE,
        required: false,
    },
    Member { name: "ProfilingParameters", shape: &PROFILING_PARAMETERS_SHAPE, required: false },
    Member { name: "S3OutputPath", shape: &S3_URI_SHAPE, required: false },
]);
static PROFILER_RULE_CONFIGURATION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "InstanceType", shape: &PROCESSING_INSTANCE_TYPE_SHAPE, required: false },
    Member { name: "LocalPath", shape: &DIRECTORY_PATH_SHAPE, required: false },
    Member { name: "RuleConfigurationName", shape: &RULE_CONFIGURATION_NAME_SHAPE, required: true },
    Member { name: "RuleEvaluatorImage", shape: &ALGORITHM_IMAGE_SHAPE, required: true },
    Member { name: "RuleParameters", shape: &RULE_PARAMETERS_SHAPE, required: false },
    Member { name: "S3OutputPath", shape: &S3_URI_SHAPE, required: false },
    Member { name: "VolumeSizeInGB", shape: &OPTIONAL_VOLUME_SIZE_IN_GB_SHAPE, required: false },
]);
static PROFILER_RULE_CONFIGURATIONS_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(20) }, &PROFILER_RULE_CONFIGURATION_SHAPE);
static PROFILER_RULE_EVALUATION_STATUS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "RuleConfigurationName", shape: &RULE_CONFIGURATION_NAME_SHAPE, required: false },
    Member { name: "RuleEvaluationJobArn", shape: &PROCESSING_JOB_ARN_SHAPE, required: false },
    Member { name: "RuleEvaluationStatus", shape: &RULE_EVALUATION_STATUS_SHAPE, required: false },
    Member { name: "StatusDetails", shape: &STATUS_DETAILS_SHAPE, required: false },
]);
static PROFILER_RULE_EVALUATION_STATUSES_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(20) }, &PROFILER_RULE_EVALUATION_STATUS_SHAPE);
static PROFILING_INTERVAL_IN_MILLISECONDS_SHAPE: Shape = Shape::Integer(Number { min: None, max: None });
static PROFILING_PARAMETERS_SHAPE: Shape =
    Shape::Map(Size { min: Some(0), max: Some(20) }, &CONFIG_KEY_SHAPE, &CONFIG_VALUE_SHAPE);
static PROFILING_STATUS_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Enabled", "Disabled"] });
static PROJECT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreatedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "LastModifiedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "ProjectArn", shape: &PROJECT_ARN_SHAPE, required: false },
    Member { name: "ProjectDescription", shape: &ENTITY_DESCRIPTION_SHAPE, required: false },
    Member { name: "ProjectId", shape: &PROJECT_ID_SHAPE, required: false },
    Member { name: "ProjectName", shape: &PROJECT_ENTITY_NAME_SHAPE, required: false },
    Member { name: "ProjectStatus", shape: &PROJECT_STATUS_SHAPE, required: false },
    Member {
        name: "ServiceCatalogProvisionedProductDetails",
        shape: &SERVICE_CATALOG_PROVISIONED_PRODUCT_DETAILS_SHAPE,
        required: false,
    },
    Member {
        name: "ServiceCatalogProvisioningDetails",
        shape: &SERVICE_CATALOG_PROVISIONING_DETAILS_SHAPE,
        required: false,
    },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
    Member { name: "TemplateProviderDetails", shape: &TEMPLATE_PROVIDER_DETAIL_LIST_SHAPE, required: false },
]);
static PROJECT_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(2048) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]{9,16}:[0-9]{12}:project/[\\S]{1,2048}"),
    values: &[],
});
static PROJECT_ENTITY_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(32) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}"),
    values: &[],
});
static PROJECT_ID_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(20) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9])*"),
    values: &[],
});
static PROJECT_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &[
        "Pending",
        "CreateInProgress",
        "CreateCompleted",
        "CreateFailed",
        "DeleteInProgress",
        "DeleteFailed",
        "DeleteCompleted",
        "UpdateInProgress",
        "UpdateCompleted",
        "UpdateFailed",
    ],
});
static PROVISIONED_PRODUCT_STATUS_MESSAGE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: Some(".*"), values: &[] });
static PROVISIONING_PARAMETER_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Key", shape: &PROVISIONING_PARAMETER_KEY_SHAPE, required: false },
    Member { name: "Value", shape: &PROVISIONING_PARAMETER_VALUE_SHAPE, required: false },
]);
static PROVISIONING_PARAMETER_KEY_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(1000) }, pattern: Some(".*"), values: &[] });
static PROVISIONING_PARAMETER_VALUE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(4096) }, pattern: Some(".*"), values: &[] });
static PROVISIONING_PARAMETERS_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &PROVISIONING_PARAMETER_SHAPE);
static RANDOM_SEED_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static REAL_TIME_INFERENCE_RECOMMENDATION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Environment", shape: &ENVIRONMENT_MAP_SHAPE, required: false },
    Member { name: "InstanceType", shape: &PRODUCTION_VARIANT_INSTANCE_TYPE_SHAPE, required: true },
    Member { name: "RecommendationId", shape: &STRING_SHAPE, required: true },
]);
static REAL_TIME_INFERENCE_RECOMMENDATIONS_SHAPE: Shape =
    Shape::List(Size { min: Some(0), max: Some(3) }, &REAL_TIME_INFERENCE_RECOMMENDATION_SHAPE);
static REALTIME_INFERENCE_INSTANCE_TYPES_SHAPE: Shape =
    Shape::List(Size { min: None, max: None }, &PRODUCTION_VARIANT_INSTANCE_TYPE_SHAPE);
static RECIPE_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(255) }, pattern: None, values: &[] });
static RECOMMENDATION_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["IN_PROGRESS", "COMPLETED", "FAILED", "NOT_APPLICABLE"],
});
static RECORD_WRAPPER_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["None", "RecordIO"] });
static REDSHIFT_CLUSTER_ID_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(63) }, pattern: Some(".*"), values: &[] });
static REDSHIFT_DATABASE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(64) }, pattern: Some(".*"), values: &[] });
static REDSHIFT_DATASET_DEFINITION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ClusterId", shape: &REDSHIFT_CLUSTER_ID_SHAPE, required: true },
    Member { name: "ClusterRoleArn", shape: &ROLE_ARN_SHAPE, required: true },
    Member { name: "Database", shape: &REDSHIFT_DATABASE_SHAPE, required: true },
    Member { name: "DbUser", shape: &REDSHIFT_USER_NAME_SHAPE, required: true },
    Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
    Member { name: "OutputCompression", shape: &REDSHIFT_RESULT_COMPRESSION_TYPE_SHAPE, required: false },
    Member { name: "OutputFormat", shape: &REDSHIFT_RESULT_FORMAT_SHAPE, required: true },
    Member { name: "OutputS3Uri", shape: &S3_URI_SHAPE, required: true },
    Member { name: "QueryString", shape: &REDSHIFT_QUERY_STRING_SHAPE, required: true },
]);
static REDSHIFT_QUERY_STRING_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(4096) }, pattern: Some("[\\s\\S]+"), values: &[] });
static REDSHIFT_RESULT_COMPRESSION_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["None", "GZIP", "BZIP2", "ZSTD", "SNAPPY"],
});
static REDSHIFT_RESULT_FORMAT_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["PARQUET", "CSV"] });
static REDSHIFT_USER_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(128) }, pattern: Some(".*"), values: &[] });
static REFERENCE_MIN_VERSION_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(5), max: Some(14) },
    pattern: Some("\\d{1,4}.\\d{1,4}.\\d{1,4}"),
    values: &[],
});
static RELATION_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["EqualTo", "GreaterThanOrEqualTo"],
});
static REMOTE_DEBUG_CONFIG_SHAPE: Shape =
    Shape::Structure(&[Member { name: "EnableRemoteDebug", shape: &ENABLE_REMOTE_DEBUG_SHAPE, required: false }]);
static REMOTE_DEBUG_CONFIG_FOR_UPDATE_SHAPE: Shape =
    Shape::Structure(&[Member { name: "EnableRemoteDebug", shape: &ENABLE_REMOTE_DEBUG_SHAPE, required: false }]);
static REPOSITORY_ACCESS_MODE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Platform", "Vpc"] });
static REPOSITORY_AUTH_CONFIG_SHAPE: Shape = Shape::Structure(&[Member {
    name: "RepositoryCredentialsProviderArn",
    shape: &REPOSITORY_CREDENTIALS_PROVIDER_ARN_SHAPE,
    required: true,
}]);
static REPOSITORY_CREDENTIALS_PROVIDER_ARN_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(2048) }, pattern: Some(".*"), values: &[] });
static RESOURCE_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:.+"),
    values: &[],
});
static RESOURCE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "InstanceCount", shape: &TRAINING_INSTANCE_COUNT_SHAPE, required: false },
    Member { name: "InstanceGroups", shape: &INSTANCE_GROUPS_SHAPE, required: false },
    Member { name: "InstancePlacementConfig", shape: &INSTANCE_PLACEMENT_CONFIG_SHAPE, required: false },
    Member { name: "InstancePreferences", shape: &INSTANCE_PREFERENCE_LIST_SHAPE, required: false },
    Member { name: "InstanceType", shape: &TRAINING_INSTANCE_TYPE_SHAPE, required: false },
    Member { name: "KeepAlivePeriodInSeconds", shape: &KEEP_ALIVE_PERIOD_IN_SECONDS_SHAPE, required: false },
    Member { name: "SelectedInstanceCount", shape: &TRAINING_INSTANCE_COUNT_SHAPE, required: false },
    Member { name: "SelectedInstanceType", shape: &TRAINING_INSTANCE_TYPE_SHAPE, required: false },
    Member { name: "TrainingPlanArn", shape: &TRAINING_PLAN_ARN_SHAPE, required: false },
    Member { name: "VolumeKmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
    Member { name: "VolumeSizeInGB", shape: &OPTIONAL_VOLUME_SIZE_IN_GB_SHAPE, required: false },
]);
static RESOURCE_CONFIG_FOR_UPDATE_SHAPE: Shape = Shape::Structure(&[Member {
    name: "KeepAlivePeriodInSeconds",
    shape: &KEEP_ALIVE_PERIOD_IN_SECONDS_SHAPE,
    required: true,
}]);
static RESOURCE_LIMITS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MaxNumberOfTrainingJobs", shape: &MAX_NUMBER_OF_TRAINING_JOBS_SHAPE, required: false },
    Member { name: "MaxParallelTrainingJobs", shape: &MAX_PARALLEL_TRAINING_JOBS_SHAPE, required: true },
    Member {
        name: "MaxRuntimeInSeconds",
        shape: &HYPER_PARAMETER_TUNING_MAX_RUNTIME_IN_SECONDS_SHAPE,
        required: false,
    },
]);
static RESOURCE_PROPERTY_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(255) }, pattern: Some(".+"), values: &[] });
static RESOURCE_RETAINED_BILLABLE_TIME_IN_SECONDS_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static RESOURCE_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &[
        "TrainingJob",
        "Experiment",
        "ExperimentTrial",
        "ExperimentTrialComponent",
        "Endpoint",
        "Model",
        "ModelPackage",
        "ModelPackageGroup",
        "Pipeline",
        "PipelineExecution",
        "FeatureGroup",
        "FeatureMetadata",
        "Image",
        "ImageVersion",
        "Project",
        "HyperParameterTuningJob",
        "ModelCard",
        "PipelineVersion",
        "Job",
        "HubContent",
    ],
});
static RESPONSE_MIME_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1024) }, pattern: Some("[-\\w]+\\/.+"), values: &[] });
static RESPONSE_MIME_TYPES_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &RESPONSE_MIME_TYPE_SHAPE);
static RETRY_STRATEGY_SHAPE: Shape =
    Shape::Structure(&[Member { name: "MaximumRetryAttempts", shape: &MAXIMUM_RETRY_ATTEMPTS_SHAPE, required: true }]);
static ROLE_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(20), max: Some(2048) },
    pattern: Some("arn:aws[a-z\\-]*:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+"),
    values: &[],
});
static ROLLING_UPDATE_POLICY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MaximumBatchSize", shape: &CAPACITY_SIZE_SHAPE, required: true },
    Member {
        name: "MaximumExecutionTimeoutInSeconds",
        shape: &MAXIMUM_EXECUTION_TIMEOUT_IN_SECONDS_SHAPE,
        required: false,
    },
    Member { name: "RollbackMaximumBatchSize", shape: &CAPACITY_SIZE_SHAPE, required: false },
    Member { name: "WaitIntervalInSeconds", shape: &WAIT_INTERVAL_IN_SECONDS_SHAPE, required: true },
]);
static ROUTING_STRATEGY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["LEAST_OUTSTANDING_REQUESTS", "RANDOM", "PREFIX_AWARE", "KV_AWARE"],
});
static RULE_CONFIGURATION_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(256) }, pattern: Some(".*"), values: &[] });
static RULE_EVALUATION_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["InProgress", "NoIssuesFound", "IssuesFound", "Error", "Stopping", "Stopped"],
});
static RULE_PARAMETERS_SHAPE: Shape =
    Shape::Map(Size { min: Some(0), max: Some(100) }, &CONFIG_KEY_SHAPE, &CONFIG_VALUE_SHAPE);
static S3_DATA_DISTRIBUTION_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["FullyReplicated", "ShardedByS3Key"],
});
static S3_DATA_SOURCE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AttributeNames", shape: &ATTRIBUTE_NAMES_SHAPE, required: false },
    Member { name: "HubAccessConfig", shape: &HUB_ACCESS_CONFIG_SHAPE, required: false },
    Member { name: "InstanceGroupNames", shape: &INSTANCE_GROUP_NAMES_SHAPE, required: false },
    Member { name: "ModelAccessConfig", shape: &MODEL_ACCESS_CONFIG_SHAPE, required: false },
    Member { name: "S3DataDistributionType", shape: &S3_DATA_DISTRIBUTION_SHAPE, required: false },
    Member { name: "S3DataType", shape: &S3_DATA_TYPE_SHAPE, required: true },
    Member { name: "S3Uri", shape: &S3_URI_SHAPE, required: true },
]);
static S3_DATA_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["ManifestFile", "S3Prefix", "AugmentedManifestFile", "Converse"],
});
static S3_MODEL_DATA_SOURCE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CompressionType", shape: &MODEL_COMPRESSION_TYPE_SHAPE, required: true },
    Member { name: "ETag", shape: &STRING_SHAPE, required: false },
    Member { name: "HubAccessConfig", shape: &INFERENCE_HUB_ACCESS_CONFIG_SHAPE, required: false },
    Member { name: "ManifestEtag", shape: &STRING_SHAPE, required: false },
    Member { name: "ManifestS3Uri", shape: &S3_MODEL_URI_SHAPE, required: false },
    Member { name: "ModelAccessConfig", shape: &MODEL_ACCESS_CONFIG_SHAPE, required: false },
    Member { name: "S3DataType", shape: &S3_MODEL_DATA_TYPE_SHAPE, required: true },
    Member { name: "S3Uri", shape: &S3_MODEL_URI_SHAPE, required: true },
]);
static S3_MODEL_DATA_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["S3Prefix", "S3Object"] });
static S3_MODEL_URI_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(1024) },
    pattern: Some("(https|s3)://([^/]+)/?(.*)"),
    values: &[],
});
static S3_STORAGE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
    Member { name: "ResolvedOutputS3Uri", shape: &S3_URI_SHAPE, required: false },
    Member { name: "S3Uri", shape: &S3_URI_SHAPE, required: true },
]);
static S3_URI_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(1024) },
    pattern: Some("(https|s3)://([^/]+)/?(.*)"),
    values: &[],
});
static SAGE_MAKER_PUBLIC_HUB_CONTENT_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(255) },
    pattern: Some(
        "arn:[a-z0-9-\\.]{1,63}:sagemaker:\\w+(?:-\\w+)+:aws:hub-content\\/[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}\\/Model\\/[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}",
    ),
    values: &[],
});
static SAMPLING_PERCENTAGE_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: Some(100.0) });
static SCHEDULE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DataAnalysisEndTime", shape: &STRING_SHAPE, required: false },
    Member { name: "DataAnalysisStartTime", shape: &STRING_SHAPE, required: false },
    Member { name: "ScheduleExpression", shape: &SCHEDULE_EXPRESSION_SHAPE, required: true },
]);
static SCHEDULE_EXPRESSION_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(256) }, pattern: None, values: &[] });
static SCHEDULE_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Pending", "Failed", "Scheduled", "Stopped"],
});
static SEARCH_EXPRESSION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Filters", shape: &FILTER_LIST_SHAPE, required: false },
    Member { name: "NestedFilters", shape: &NESTED_FILTERS_LIST_SHAPE, required: false },
    Member { name: "Operator", shape: &BOOLEAN_OPERATOR_SHAPE, required: false },
    Member { name: "SubExpressions", shape: &SEARCH_EXPRESSION_LIST_SHAPE, required: false },
]);
static SEARCH_EXPRESSION_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(20) }, &SEARCH_EXPRESSION_SHAPE);
static SEARCH_RECORD_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Endpoint", shape: &ENDPOINT_SHAPE, required: false },
    Member { name: "Experiment", shape: &EXPERIMENT_SHAPE, required: false },
    Member { name: "FeatureGroup", shape: &FEATURE_GROUP_SHAPE, required: false },
    Member { name: "FeatureMetadata", shape: &FEATURE_METADATA_SHAPE, required: false },
    Member { name: "HubContent", shape: &HUB_CONTENT_SHAPE, required: false },
    Member { name: "HyperParameterTuningJob", shape: &HYPER_PARAMETER_TUNING_JOB_SEARCH_ENTITY_SHAPE, required: false },
    Member { name: "Job", shape: &JOB_SHAPE, required: false },
    Member { name: "Model", shape: &MODEL_DASHBOARD_MODEL_SHAPE, required: false },
    Member { name: "ModelCard", shape: &MODEL_CARD_SHAPE, required: false },
    Member { name: "ModelPackage", shape: &MODEL_PACKAGE_SHAPE, required: false },
    Member { name: "ModelPackageGroup", shape: &MODEL_PACKAGE_GROUP_SHAPE, required: false },
    Member { name: "Pipeline", shape: &PIPELINE_SHAPE, required: false },
    Member { name: "PipelineExecution", shape: &PIPELINE_EXECUTION_SHAPE, required: false },
    Member { name: "PipelineVersion", shape: &PIPELINE_VERSION_SHAPE, required: false },
    Member { name: "Project", shape: &PROJECT_SHAPE, required: false },
    Member { name: "TrainingJob", shape: &TRAINING_JOB_SHAPE, required: false },
    Member { name: "Trial", shape: &TRIAL_SHAPE, required: false },
    Member { name: "TrialComponent", shape: &TRIAL_COMPONENT_SHAPE, required: false },
]);
static SEARCH_REQUEST_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CrossAccountFilterOption", shape: &CROSS_ACCOUNT_FILTER_OPTION_SHAPE, required: false },
    Member { name: "MaxResults", shape: &MAX_RESULTS_SHAPE, required: false },
    Member { name: "NextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "Resource", shape: &RESOURCE_TYPE_SHAPE, required: true },
    Member { name: "SearchExpression", shape: &SEARCH_EXPRESSION_SHAPE, required: false },
    Member { name: "SortBy", shape: &RESOURCE_PROPERTY_NAME_SHAPE, required: false },
    Member { name: "SortOrder", shape: &SEARCH_SORT_ORDER_SHAPE, required: false },
    Member { name: "VisibilityConditions", shape: &VISIBILITY_CONDITIONS_LIST_SHAPE, required: false },
]);
static SEARCH_RESPONSE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "NextToken", shape: &NEXT_TOKEN_SHAPE, required: false },
    Member { name: "Results", shape: &SEARCH_RESULTS_LIST_SHAPE, required: false },
    Member { name: "TotalHits", shape: &TOTAL_HITS_SHAPE, required: false },
]);
static SEARCH_RESULTS_LIST_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &SEARCH_RECORD_SHAPE);
static SEARCH_SORT_ORDER_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Ascending", "Descending"] });
static SECONDARY_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &[
        "Starting",
        "LaunchingMLInstances",
        "PreparingTrainingStack",
        "Downloading",
        "DownloadingTrainingImage",
        "Training",
        "Uploading",
        "Stopping",
        "Stopped",
        "MaxRuntimeExceeded",
        "Completed",
        "Failed",
        "Interrupted",
        "MaxWaitTimeExceeded",
        "Updating",
        "Restarting",
        "Pending",
    ],
});
static SECONDARY_STATUS_TRANSITION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "EndTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "StartTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "Status", shape: &SECONDARY_STATUS_SHAPE, required: true },
    Member { name: "StatusMessage", shape: &STATUS_MESSAGE_SHAPE, required: false },
]);
static SECONDARY_STATUS_TRANSITIONS_SHAPE: Shape =
    Shape::List(Size { min: None, max: None }, &SECONDARY_STATUS_TRANSITION_SHAPE);
static SECURITY_GROUP_ID_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(32) }, pattern: Some("[-0-9a-zA-Z]+"), values: &[] });
static SEED_SHAPE: Shape = Shape::Integer(Number { min: None, max: None });
static SELECTED_STEP_SHAPE: Shape =
    Shape::Structure(&[Member { name: "StepName", shape: &STRING256_SHAPE, required: true }]);
static SELECTED_STEP_LIST_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(50) }, &SELECTED_STEP_SHAPE);
static SELECTIVE_EXECUTION_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "SelectedSteps", shape: &SELECTED_STEP_LIST_SHAPE, required: true },
    Member { name: "SourcePipelineExecutionArn", shape: &PIPELINE_EXECUTION_ARN_SHAPE, required: false },
]);
static SEQUENCE_LENGTH_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(50) }, pattern: Some("\\d+K"), values: &[] });
static SERVERLESS_JOB_BASE_MODEL_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(2048) },
    pattern: Some(
        "(arn:[a-z0-9-\\.]{1,63}:sagemaker:\\w+(?:-\\w+)+:(\\d{12}|aws):hub-content\\/)[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}\\/Model\\/[a-zA-Z0-9](-*[a-zA-Z0-9]){0,63}(\\/\\d{1,4}.\\d{1,4}.\\d{1,4})?",
    ),
    values: &[],
});
static SERVERLESS_JOB_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AcceptEula", shape: &ACCEPT_EULA_SHAPE, required: false },
    Member { name: "BaseModelArn", shape: &SERVERLESS_JOB_BASE_MODEL_ARN_SHAPE, required: true },
    Member { name: "CustomizationTechnique", shape: &CUSTOMIZATION_TECHNIQUE_SHAPE, required: false },
    Member { name: "EvaluationType", shape: &EVALUATION_TYPE_SHAPE, required: false },
    Member { name: "EvaluatorArn", shape: &EVALUATOR_ARN_SHAPE, required: false },
    Member { name: "JobType", shape: &SERVERLESS_JOB_TYPE_SHAPE, required: true },
    Member { name: "Peft", shape: &PEFT_SHAPE, required: false },
    Member { name: "SequenceLength", shape: &SEQUENCE_LENGTH_SHAPE, required: false },
]);
static SERVERLESS_JOB_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["FineTuning", "Evaluation"] });
static SERVERLESS_MAX_CONCURRENCY_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(200.0) });
static SERVERLESS_MEMORY_SIZE_IN_MB_SHAPE: Shape = Shape::Integer(Number { min: Some(1024.0), max: Some(6144.0) });
static SERVERLESS_PROVISIONED_CONCURRENCY_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(200.0) });
static SERVICE_CATALOG_ENTITY_ID_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(100) }, pattern: Some("[a-zA-Z0-9_\\-]*"), values: &[] });
static SERVICE_CATALOG_PROVISIONED_PRODUCT_DETAILS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ProvisionedProductId", shape: &SERVICE_CATALOG_ENTITY_ID_SHAPE, required: false },
    Member {
        name: "ProvisionedProductStatusMessage",
        shape: &PROVISIONED_PRODUCT_STATUS_MESSAGE_SHAPE,
        required: false,
    },
]);
static SERVICE_CATALOG_PROVISIONING_DETAILS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "PathId", shape: &SERVICE_CATALOG_ENTITY_ID_SHAPE, required: false },
    Member { name: "ProductId", shape: &SERVICE_CATALOG_ENTITY_ID_SHAPE, required: true },
    Member { name: "ProvisioningArtifactId", shape: &SERVICE_CATALOG_ENTITY_ID_SHAPE, required: false },
    Member { name: "ProvisioningParameters", shape: &PROVISIONING_PARAMETERS_SHAPE, required: false },
]);
static SESSION_CHAINING_CONFIG_SHAPE: Shape = Shape::Structure(&[Member {
    name: "EnableSessionTagChaining",
    shape: &ENABLE_SESSION_TAG_CHAINING_SHAPE,
    required: false,
}]);
static SHUFFLE_CONFIG_SHAPE: Shape = Shape::Structure(&[Member { name: "Seed", shape: &SEED_SHAPE, required: true }]);
static SKIP_MODEL_VALIDATION_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["All", "None"] });
static SNS_TOPIC_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(2048) },
    pattern: Some("arn:aws[a-z\\-]*:sns:[a-z0-9\\-]*:[0-9]{12}:[a-zA-Z0-9_.-]+"),
    values: &[],
});
static SORT_BY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Name", "CreationTime", "Status"],
});
static SORT_ORDER_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Ascending", "Descending"] });
static SOURCE_ALGORITHM_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AlgorithmName", shape: &ARN_OR_NAME_SHAPE, required: true },
    Member { name: "ModelDataETag", shape: &STRING_SHAPE, required: false },
    Member { name: "ModelDataSource", shape: &MODEL_DATA_SOURCE_SHAPE, required: false },
    Member { name: "ModelDataUrl", shape: &URL_SHAPE, required: false },
]);
static SOURCE_ALGORITHM_LIST_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(1) }, &SOURCE_ALGORITHM_SHAPE);
static SOURCE_ALGORITHM_SPECIFICATION_SHAPE: Shape =
    Shape::Structure(&[Member { name: "SourceAlgorithms", shape: &SOURCE_ALGORITHM_LIST_SHAPE, required: true }]);
static SOURCE_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(128) }, pattern: None, values: &[] });
static SPLIT_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["None", "Line", "RecordIO", "TFRecord"],
});
static STAGE_DESCRIPTION_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1024) }, pattern: Some(".{0,1024}"), values: &[] });
static STATUS_DETAILS_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1024) }, pattern: Some(".*"), values: &[] });
static STATUS_MESSAGE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static STOP_HYPER_PARAMETER_TUNING_JOB_REQUEST_SHAPE: Shape = Shape::Structure(&[Member {
    name: "HyperParameterTuningJobName",
    shape: &HYPER_PARAMETER_TUNING_JOB_NAME_SHAPE,
    required: true,
}]);
static STOP_TRAINING_JOB_REQUEST_SHAPE: Shape =
    Shape::Structure(&[Member { name: "TrainingJobName", shape: &TRAINING_JOB_NAME_SHAPE, required: true }]);
static STOPPING_CONDITION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MaxPendingTimeInSeconds", shape: &MAX_PENDING_TIME_IN_SECONDS_SHAPE, required: false },
    Member { name: "MaxRuntimeInSeconds", shape: &MAX_RUNTIME_IN_SECONDS_SHAPE, required: false },
    Member { name: "MaxWaitTimeInSeconds", shape: &MAX_WAIT_TIME_IN_SECONDS_SHAPE, required: false },
]);
static STORAGE_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Standard", "Standard_V2", "InMemory"],
});
static STRING_SHAPE: Shape = Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static STRING1024_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1024) }, pattern: None, values: &[] });
static STRING256_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(256) }, pattern: None, values: &[] });
static STRING_PARAMETER_VALUE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(2500) }, pattern: Some(".*"), values: &[] });
static SUBNET_ID_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(32) }, pattern: Some("[-0-9a-zA-Z]+"), values: &[] });
static SUBNETS_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(16) }, &SUBNET_ID_SHAPE);
static TABLE_FORMAT_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Default", "Glue", "Iceberg"] });
static TABLE_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(255) },
    pattern: Some("[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\t]*"),
    values: &[],
});
static TAG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Key", shape: &TAG_KEY_SHAPE, required: true },
    Member { name: "Value", shape: &TAG_VALUE_SHAPE, required: true },
]);
static TAG_KEY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(128) },
    pattern: Some("([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)"),
    values: &[],
});
static TAG_KEY_LIST_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(50) }, &TAG_KEY_SHAPE);
static TAG_LIST_SHAPE: Shape = Shape::List(Size { min: Some(0), max: Some(50) }, &TAG_SHAPE);
static TAG_VALUE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)"),
    values: &[],
});
static TARGET_OBJECTIVE_METRIC_VALUE_SHAPE: Shape = Shape::Real(Number { min: None, max: None });
static TASK_COUNT_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static TEMPLATE_PROVIDER_DETAIL_SHAPE: Shape = Shape::Structure(&[Member {
    name: "CfnTemplateProviderDetail",
    shape: &CFN_TEMPLATE_PROVIDER_DETAIL_SHAPE,
    required: false,
}]);
static TEMPLATE_PROVIDER_DETAIL_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(1) }, &TEMPLATE_PROVIDER_DETAIL_SHAPE);
static TENSOR_BOARD_OUTPUT_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "LocalPath", shape: &DIRECTORY_PATH_SHAPE, required: false },
    Member { name: "S3OutputPath", shape: &S3_URI_SHAPE, required: true },
]);
static TERMINATION_WAIT_IN_SECONDS_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: Some(3600.0) });
static TIMESTAMP_SHAPE: Shape = Shape::Timestamp;
static TOTAL_HITS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Relation", shape: &RELATION_SHAPE, required: false },
    Member { name: "Value", shape: &LONG_SHAPE, required: false },
]);
static TOTAL_STEP_COUNT_PER_EPOCH_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static TRAFFIC_ROUTING_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CanarySize", shape: &CAPACITY_SIZE_SHAPE, required: false },
    Member { name: "LinearStepSize", shape: &CAPACITY_SIZE_SHAPE, required: false },
    Member { name: "Type", shape: &TRAFFIC_ROUTING_CONFIG_TYPE_SHAPE, required: true },
    Member { name: "WaitIntervalInSeconds", shape: &WAIT_INTERVAL_IN_SECONDS_SHAPE, required: true },
]);
static TRAFFIC_ROUTING_CONFIG_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["ALL_AT_ONCE", "CANARY", "LINEAR"],
});
static TRAINING_CONTAINER_ARGUMENT_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(256) }, pattern: Some(".*"), values: &[] });
static TRAINING_CONTAINER_ARGUMENTS_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(100) }, &TRAINING_CONTAINER_ARGUMENT_SHAPE);
static TRAINING_CONTAINER_ENTRYPOINT_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(100) }, &TRAINING_CONTAINER_ENTRYPOINT_STRING_SHAPE);
static TRAINING_CONTAINER_ENTRYPOINT_STRING_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(256) }, pattern: Some(".*"), values: &[] });
static TRAINING_ENVIRONMENT_KEY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(512) },
    pattern: Some("[a-zA-Z_][a-zA-Z0-9_]*"),
    values: &[],
});
static TRAINING_ENVIRONMENT_MAP_SHAPE: Shape = Shape::Map(
    Size { min: Some(0), max: Some(100) },
    &TRAINING_ENVIRONMENT_KEY_SHAPE,
    &TRAINING_ENVIRONMENT_VALUE_SHAPE,
);
static TRAINING_ENVIRONMENT_VALUE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(512) }, pattern: Some("[\\S\\s]*"), values: &[] });
static TRAINING_EPOCH_COUNT_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static TRAINING_EPOCH_INDEX_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static TRAINING_IMAGE_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "TrainingRepositoryAccessMode", shape: &TRAINING_REPOSITORY_ACCESS_MODE_SHAPE, required: true },
    Member { name: "TrainingRepositoryAuthConfig", shape: &TRAINING_REPOSITORY_AUTH_CONFIG_SHAPE, required: false },
]);
static TRAINING_INPUT_MODE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Pipe", "File", "FastFile"] });
static TRAINING_INSTANCE_COUNT_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static TRAINING_INSTANCE_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &[
        "ml.m4.xlarge",
        "ml.m4.2xlarge",
        "ml.m4.4xlarge",
        "ml.m4.10xlarge",
        "ml.m4.16xlarge",
        "ml.g4dn.xlarge",
        "ml.g4dn.2xlarge",
        "ml.g4dn.4xlarge",
        "ml.g4dn.8xlarge",
        "ml.g4dn.12xlarge",
        "ml.g4dn.16xlarge",
        "ml.m5.large",
        "ml.m5.xlarge",
        "ml.m5.2xlarge",
        "ml.m5.4xlarge",
        "ml.m5.12xlarge",
        "ml.m5.24xlarge",
        "ml.c4.xlarge",
        "ml.c4.2xlarge",
        "ml.c4.4xlarge",
        "ml.c4.8xlarge",
        "ml.p2.xlarge",
        "ml.p2.8xlarge",
        "ml.p2.16xlarge",
        "ml.p3.2xlarge",
        "ml.p3.8xlarge",
        "ml.p3.16xlarge",
        "ml.p3dn.24xlarge",
        "ml.p4d.24xlarge",
        "ml.p4de.24xlarge",
        "ml.p5.48xlarge",
        "ml.p5e.48xlarge",
        "ml.p5en.48xlarge",
        "ml.c5.xlarge",
        "ml.c5.2xlarge",
        "ml.c5.4xlarge",
        "ml.c5.9xlarge",
        "ml.c5.18xlarge",
        "ml.c5n.xlarge",
        "ml.c5n.2xlarge",
        "ml.c5n.4xlarge",
        "ml.c5n.9xlarge",
        "ml.c5n.18xlarge",
        "ml.g5.xlarge",
        "ml.g5.2xlarge",
        "ml.g5.4xlarge",
        "ml.g5.8xlarge",
        "ml.g5.16xlarge",
        "ml.g5.12xlarge",
        "ml.g5.24xlarge",
        "ml.g5.48xlarge",
        "ml.g6.xlarge",
        "ml.g6.2xlarge",
        "ml.g6.4xlarge",
        "ml.g6.8xlarge",
        "ml.g6.16xlarge",
        "ml.g6.12xlarge",
        "ml.g6.24xlarge",
        "ml.g6.48xlarge",
        "ml.g6e.xlarge",
        "ml.g6e.2xlarge",
        "ml.g6e.4xlarge",
        "ml.g6e.8xlarge",
        "ml.g6e.16xlarge",
        "ml.g6e.12xlarge",
        "ml.g6e.24xlarge",
        "ml.g6e.48xlarge",
        "ml.trn1.2xlarge",
        "ml.trn1.32xlarge",
        "ml.trn1n.32xlarge",
        "ml.trn2.48xlarge",
        "ml.m6i.large",
        "ml.m6i.xlarge",
        "ml.m6i.2xlarge",
        "ml.m6i.4xlarge",
        "ml.m6i.8xlarge",
        "ml.m6i.12xlarge",
        "ml.m6i.16xlarge",
        "ml.m6i.24xlarge",
        "ml.m6i.32xlarge",
        "ml.c6i.xlarge",
        "ml.c6i.2xlarge",
        "ml.c6i.8xlarge",
        "ml.c6i.4xlarge",
        "ml.c6i.12xlarge",
        "ml.c6i.16xlarge",
        "ml.c6i.24xlarge",
        "ml.c6i.32xlarge",
        "ml.r5d.large",
        "ml.r5d.xlarge",
        "ml.r5d.2xlarge",
        "ml.r5d.4xlarge",
        "ml.r5d.8xlarge",
        "ml.r5d.12xlarge",
        "ml.r5d.16xlarge",
        "ml.r5d.24xlarge",
        "ml.t3.medium",
        "ml.t3.large",
        "ml.t3.xlarge",
        "ml.t3.2xlarge",
        "ml.r5.large",
        "ml.r5.xlarge",
        "ml.r5.2xlarge",
        "ml.r5.4xlarge",
        "ml.r5.8xlarge",
        "ml.r5.12xlarge",
        "ml.r5.16xlarge",
        "ml.r5.24xlarge",
        "ml.p6-b200.48xlarge",
        "ml.m7i.large",
        "ml.m7i.xlarge",
        "ml.m7i.2xlarge",
        "ml.m7i.4xlarge",
        "ml.m7i.8xlarge",
        "ml.m7i.12xlarge",
        "ml.m7i.16xlarge",
        "ml.m7i.24xlarge",
        "ml.m7i.48xlarge",
        "ml.c7i.large",
        "ml.c7i.xlarge",
        "ml.c7i.2xlarge",
        "ml.c7i.4xlarge",
        "ml.c7i.8xlarge",
        "ml.c7i.12xlarge",
        "ml.c7i.16xlarge",
        "ml.c7i.24xlarge",
        "ml.c7i.48xlarge",
        "ml.r7i.large",
        "ml.r7i.xlarge",
        "ml.r7i.2xlarge",
        "ml.r7i.4xlarge",
        "ml.r7i.8xlarge",
        "ml.r7i.12xlarge",
        "ml.r7i.16xlarge",
        "ml.r7i.24xlarge",
        "ml.r7i.48xlarge",
        "ml.p6e-gb200.36xlarge",
        "ml.p5.4xlarge",
        "ml.p6-b300.48xlarge",
        "ml.g7e.2xlarge",
        "ml.g7e.4xlarge",
        "ml.g7e.8xlarge",
        "ml.g7e.12xlarge",
        "ml.g7e.24xlarge",
        "ml.g7e.48xlarge",
        "ml.g7.2xlarge",
        "ml.g7.4xlarge",
        "ml.g7.8xlarge",
        "ml.g7.12xlarge",
        "ml.g7.24xlarge",
        "ml.g7.48xlarge",
        "ml.r6i.large",
        "ml.r6i.xlarge",
        "ml.r6i.2xlarge",
        "ml.r6i.4xlarge",
        "ml.r6i.8xlarge",
        "ml.r6i.12xlarge",
        "ml.r6i.16xlarge",
        "ml.r6i.24xlarge",
        "ml.r6i.32xlarge",
        "ml.m8i.large",
        "ml.m8i.xlarge",
        "ml.m8i.2xlarge",
        "ml.m8i.4xlarge",
        "ml.m8i.8xlarge",
        "ml.m8i.12xlarge",
        "ml.m8i.16xlarge",
        "ml.m8i.24xlarge",
        "ml.m8i.32xlarge",
        "ml.m8i.48xlarge",
        "ml.m8i.96xlarge",
        "ml.c8i.xlarge",
        "ml.c8i.2xlarge",
        "ml.c8i.4xlarge",
        "ml.c8i.8xlarge",
        "ml.c8i.12xlarge",
        "ml.c8i.16xlarge",
        "ml.c8i.24xlarge",
        "ml.c8i.32xlarge",
        "ml.c8i.48xlarge",
        "ml.c8i.96xlarge",
        "ml.r8i.large",
        "ml.r8i.xlarge",
        "ml.r8i.2xlarge",
        "ml.r8i.4xlarge",
        "ml.r8i.8xlarge",
        "ml.r8i.12xlarge",
        "ml.r8i.16xlarge",
        "ml.r8i.24xlarge",
        "ml.r8i.32xlarge",
        "ml.r8i.48xlarge",
        "ml.r8i.96xlarge",
        "ml.m7i-flex.large",
        "ml.m7i-flex.xlarge",
        "ml.m7i-flex.2xlarge",
        "ml.m7i-flex.4xlarge",
        "ml.m7i-flex.8xlarge",
        "ml.m7i-flex.12xlarge",
        "ml.m7i-flex.16xlarge",
        "ml.c7i-flex.xlarge",
        "ml.c7i-flex.2xlarge",
        "ml.c7i-flex.4xlarge",
        "ml.c7i-flex.8xlarge",
        "ml.c7i-flex.12xlarge",
        "ml.c7i-flex.16xlarge",
        "ml.m8i-flex.large",
        "ml.m8i-flex.xlarge",
        "ml.m8i-flex.2xlarge",
        "ml.m8i-flex.4xlarge",
        "ml.m8i-flex.8xlarge",
        "ml.m8i-flex.12xlarge",
        "ml.m8i-flex.16xlarge",
        "ml.c8i-flex.xlarge",
        "ml.c8i-flex.2xlarge",
        "ml.c8i-flex.4xlarge",
        "ml.c8i-flex.8xlarge",
        "ml.c8i-flex.12xlarge",
        "ml.c8i-flex.16xlarge",
        "ml.r8i-flex.large",
        "ml.r8i-flex.xlarge",
        "ml.r8i-flex.2xlarge",
        "ml.r8i-flex.4xlarge",
        "ml.r8i-flex.8xlarge",
        "ml.r8i-flex.12xlarge",
        "ml.r8i-flex.16xlarge",
    ],
});
static TRAINING_JOB_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AlgorithmSpecification", shape: &ALGORITHM_SPECIFICATION_SHAPE, required: false },
    Member { name: "AutoMLJobArn", shape: &AUTO_ML_JOB_ARN_SHAPE, required: false },
    Member { name: "BillableTimeInSeconds", shape: &BILLABLE_TIME_IN_SECONDS_SHAPE, required: false },
    Member { name: "CheckpointConfig", shape: &CHECKPOINT_CONFIG_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "DebugHookConfig", shape: &DEBUG_HOOK_CONFIG_SHAPE, required: false },
    Member { name: "DebugRuleConfigurations", shape: &DEBUG_RULE_CONFIGURATIONS_SHAPE, required: false },
    Member { name: "DebugRuleEvaluationStatuses", shape: &DEBUG_RULE_EVALUATION_STATUSES_SHAPE, required: false },
    Member { name: "EnableInterContainerTrafficEncryption", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "EnableManagedSpotTraining", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "EnableNetworkIsolation", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "Environment", shape: &TRAINING_ENVIRONMENT_MAP_SHAPE, required: false },
    Member { name: "ExperimentConfig", shape: &EXPERIMENT_CONFIG_SHAPE, required: false },
    Member { name: "FailureReason", shape: &FAILURE_REASON_SHAPE, required: false },
    Member { name: "FinalMetricDataList", shape: &FINAL_METRIC_DATA_LIST_SHAPE, required: false },
    Member { name: "HyperParameters", shape: &HYPER_PARAMETERS_SHAPE, required: false },
    Member { name: "InputDataConfig", shape: &INPUT_DATA_CONFIG_SHAPE, required: false },
    Member { name: "LabelingJobArn", shape: &LABELING_JOB_ARN_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "ModelArtifacts", shape: &MODEL_ARTIFACTS_SHAPE, required: false },
    Member { name: "ModelPackageConfig", shape: &MODEL_PACKAGE_CONFIG_SHAPE, required: false },
    Member { name: "OutputDataConfig", shape: &OUTPUT_DATA_CONFIG_SHAPE, required: false },
    Member { name: "OutputModelPackageArn", shape: &MODEL_PACKAGE_ARN_SHAPE, required: false },
    Member { name: "ProfilerConfig", shape: &PROFILER_CONFIG_SHAPE, required: false },
    Member { name: "ResourceConfig", shape: &RESOURCE_CONFIG_SHAPE, required: false },
    Member { name: "RetryStrategy", shape: &RETRY_STRATEGY_SHAPE, required: false },
    Member { name: "RoleArn", shape: &ROLE_ARN_SHAPE, required: false },
    Member { name: "SecondaryStatus", shape: &SECONDARY_STATUS_SHAPE, required: false },
    Member { name: "SecondaryStatusTransitions", shape: &SECONDARY_STATUS_TRANSITIONS_SHAPE, required: false },
    Member { name: "StoppingCondition", shape: &STOPPING_CONDITION_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
    Member { name: "TensorBoardOutputConfig", shape: &TENSOR_BOARD_OUTPUT_CONFIG_SHAPE, required: false },
    Member { name: "TrainingEndTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "TrainingJobArn", shape: &TRAINING_JOB_ARN_SHAPE, required: false },
    Member { name: "TrainingJobName", shape: &TRAINING_JOB_NAME_SHAPE, required: false },
    Member { name: "TrainingJobStatus", shape: &TRAINING_JOB_STATUS_SHAPE, required: false },
    Member { name: "TrainingStartTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "TrainingTimeInSeconds", shape: &TRAINING_TIME_IN_SECONDS_SHAPE, required: false },
    Member { name: "TuningJobArn", shape: &HYPER_PARAMETER_TUNING_JOB_ARN_SHAPE, required: false },
    Member { name: "VpcConfig", shape: &VPC_CONFIG_SHAPE, required: false },
    Member { name: "WarmPoolStatus", shape: &WARM_POOL_STATUS_SHAPE, required: false },
]);
static TRAINING_JOB_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:training-job/[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static TRAINING_JOB_EARLY_STOPPING_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Off", "Auto"] });
static TRAINING_JOB_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(63) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static TRAINING_JOB_SORT_BY_OPTIONS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Name", "CreationTime", "Status", "FinalObjectiveMetricValue"],
});
static TRAINING_JOB_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["InProgress", "Completed", "Failed", "Stopping", "Stopped", "Deleting"],
});
static TRAINING_JOB_STATUS_COUNTER_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static TRAINING_JOB_STATUS_COUNTERS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Completed", shape: &TRAINING_JOB_STATUS_COUNTER_SHAPE, required: false },
    Member { name: "InProgress", shape: &TRAINING_JOB_STATUS_COUNTER_SHAPE, required: false },
    Member { name: "NonRetryableError", shape: &TRAINING_JOB_STATUS_COUNTER_SHAPE, required: false },
    Member { name: "RetryableError", shape: &TRAINING_JOB_STATUS_COUNTER_SHAPE, required: false },
    Member { name: "Stopped", shape: &TRAINING_JOB_STATUS_COUNTER_SHAPE, required: false },
]);
static TRAINING_JOB_SUMMARIES_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &TRAINING_JOB_SUMMARY_SHAPE);
static TRAINING_JOB_SUMMARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: true },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "SecondaryStatus", shape: &SECONDARY_STATUS_SHAPE, required: false },
    Member { name: "TrainingEndTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "TrainingJobArn", shape: &TRAINING_JOB_ARN_SHAPE, required: true },
    Member { name: "TrainingJobName", shape: &TRAINING_JOB_NAME_SHAPE, required: true },
    Member { name: "TrainingJobStatus", shape: &TRAINING_JOB_STATUS_SHAPE, required: true },
    Member { name: "TrainingPlanArn", shape: &TRAINING_PLAN_ARN_SHAPE, required: false },
    Member { name: "WarmPoolStatus", shape: &WARM_POOL_STATUS_SHAPE, required: false },
]);
static TRAINING_PLAN_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(50), max: Some(2048) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:training-plan/.*"),
    values: &[],
});
static TRAINING_PLAN_ARN_LIST_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(1) }, &TRAINING_PLAN_ARN_SHAPE);
static TRAINING_PROGRESS_INFO_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CurrentEpoch", shape: &TRAINING_EPOCH_INDEX_SHAPE, required: false },
    Member { name: "CurrentStep", shape: &TRAINING_STEP_INDEX_SHAPE, required: false },
    Member { name: "MaxEpoch", shape: &TRAINING_EPOCH_COUNT_SHAPE, required: false },
    Member { name: "TotalStepCountPerEpoch", shape: &TOTAL_STEP_COUNT_PER_EPOCH_SHAPE, required: false },
]);
static TRAINING_REPOSITORY_ACCESS_MODE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["Platform", "Vpc"] });
static TRAINING_REPOSITORY_AUTH_CONFIG_SHAPE: Shape = Shape::Structure(&[Member {
    name: "TrainingRepositoryCredentialsProviderArn",
    shape: &TRAINING_REPOSITORY_CREDENTIALS_PROVIDER_ARN_SHAPE,
    required: true,
}]);
static TRAINING_REPOSITORY_CREDENTIALS_PROVIDER_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(2048) },
    pattern: Some("arn:[\\p{Alnum}\\-]+:lambda:[\\p{Alnum}\\-]+:[0-9]{12}:function:.*"),
    values: &[],
});
static TRAINING_STEP_INDEX_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: None });
static TRAINING_TIME_IN_SECONDS_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static TRANSFORM_AMI_VERSION_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(63) },
    pattern: Some("[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*"),
    values: &[],
});
static TRANSFORM_DATA_SOURCE_SHAPE: Shape =
    Shape::Structure(&[Member { name: "S3DataSource", shape: &TRANSFORM_S3_DATA_SOURCE_SHAPE, required: true }]);
static TRANSFORM_ENVIRONMENT_KEY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(1024) },
    pattern: Some("[a-zA-Z_][a-zA-Z0-9_]{0,1023}"),
    values: &[],
});
static TRANSFORM_ENVIRONMENT_MAP_SHAPE: Shape = Shape::Map(
    Size { min: Some(0), max: Some(16) },
    &TRANSFORM_ENVIRONMENT_KEY_SHAPE,
    &TRANSFORM_ENVIRONMENT_VALUE_SHAPE,
);
static TRANSFORM_ENVIRONMENT_VALUE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(10240) }, pattern: Some("[\\S\\s]*"), values: &[] });
static TRANSFORM_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CompressionType", shape: &COMPRESSION_TYPE_SHAPE, required: false },
    Member { name: "ContentType", shape: &CONTENT_TYPE_SHAPE, required: false },
    Member { name: "DataSource", shape: &TRANSFORM_DATA_SOURCE_SHAPE, required: true },
    Member { name: "SplitType", shape: &SPLIT_TYPE_SHAPE, required: false },
]);
static TRANSFORM_INSTANCE_COUNT_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static TRANSFORM_INSTANCE_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &[
        "ml.m4.xlarge",
        "ml.m4.2xlarge",
        "ml.m4.4xlarge",
        "ml.m4.10xlarge",
        "ml.m4.16xlarge",
        "ml.c4.xlarge",
        "ml.c4.2xlarge",
        "ml.c4.4xlarge",
        "ml.c4.8xlarge",
        "ml.p2.xlarge",
        "ml.p2.8xlarge",
        "ml.p2.16xlarge",
        "ml.p3.2xlarge",
        "ml.p3.8xlarge",
        "ml.p3.16xlarge",
        "ml.c5.xlarge",
        "ml.c5.2xlarge",
        "ml.c5.4xlarge",
        "ml.c5.9xlarge",
        "ml.c5.18xlarge",
        "ml.m5.large",
        "ml.m5.xlarge",
        "ml.m5.2xlarge",
        "ml.m5.4xlarge",
        "ml.m5.12xlarge",
        "ml.m5.24xlarge",
        "ml.m6i.large",
        "ml.m6i.xlarge",
        "ml.m6i.2xlarge",
        "ml.m6i.4xlarge",
        "ml.m6i.8xlarge",
        "ml.m6i.12xlarge",
        "ml.m6i.16xlarge",
        "ml.m6i.24xlarge",
        "ml.m6i.32xlarge",
        "ml.c6i.large",
        "ml.c6i.xlarge",
        "ml.c6i.2xlarge",
        "ml.c6i.4xlarge",
        "ml.c6i.8xlarge",
        "ml.c6i.12xlarge",
        "ml.c6i.16xlarge",
        "ml.c6i.24xlarge",
        "ml.c6i.32xlarge",
        "ml.r6i.large",
        "ml.r6i.xlarge",
        "ml.r6i.2xlarge",
        "ml.r6i.4xlarge",
        "ml.r6i.8xlarge",
        "ml.r6i.12xlarge",
        "ml.r6i.16xlarge",
        "ml.r6i.24xlarge",
        "ml.r6i.32xlarge",
        "ml.m7i.large",
        "ml.m7i.xlarge",
        "ml.m7i.2xlarge",
        "ml.m7i.4xlarge",
        "ml.m7i.8xlarge",
        "ml.m7i.12xlarge",
        "ml.m7i.16xlarge",
        "ml.m7i.24xlarge",
        "ml.m7i.48xlarge",
        "ml.c7i.large",
        "ml.c7i.xlarge",
        "ml.c7i.2xlarge",
        "ml.c7i.4xlarge",
        "ml.c7i.8xlarge",
        "ml.c7i.12xlarge",
        "ml.c7i.16xlarge",
        "ml.c7i.24xlarge",
        "ml.c7i.48xlarge",
        "ml.r7i.large",
        "ml.r7i.xlarge",
        "ml.r7i.2xlarge",
        "ml.r7i.4xlarge",
        "ml.r7i.8xlarge",
        "ml.r7i.12xlarge",
        "ml.r7i.16xlarge",
        "ml.r7i.24xlarge",
        "ml.r7i.48xlarge",
        "ml.g4dn.xlarge",
        "ml.g4dn.2xlarge",
        "ml.g4dn.4xlarge",
        "ml.g4dn.8xlarge",
        "ml.g4dn.12xlarge",
        "ml.g4dn.16xlarge",
        "ml.g5.xlarge",
        "ml.g5.2xlarge",
        "ml.g5.4xlarge",
        "ml.g5.8xlarge",
        "ml.g5.12xlarge",
        "ml.g5.16xlarge",
        "ml.g5.24xlarge",
        "ml.g5.48xlarge",
        "ml.trn1.2xlarge",
        "ml.trn1.32xlarge",
        "ml.inf2.xlarge",
        "ml.inf2.8xlarge",
        "ml.inf2.24xlarge",
        "ml.inf2.48xlarge",
        "ml.g6.xlarge",
        "ml.g6.2xlarge",
        "ml.g6.4xlarge",
        "ml.g6.8xlarge",
        "ml.g6.12xlarge",
        "ml.g6.16xlarge",
        "ml.g6.24xlarge",
        "ml.g6.48xlarge",
        "ml.g6e.xlarge",
        "ml.g6e.2xlarge",
        "ml.g6e.4xlarge",
        "ml.g6e.8xlarge",
        "ml.g6e.12xlarge",
        "ml.g6e.16xlarge",
        "ml.g6e.24xlarge",
        "ml.g6e.48xlarge",
    ],
});
static TRANSFORM_INSTANCE_TYPES_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: None }, &TRANSFORM_INSTANCE_TYPE_SHAPE);
static TRANSFORM_JOB_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AutoMLJobArn", shape: &AUTO_ML_JOB_ARN_SHAPE, required: false },
    Member { name: "BatchStrategy", shape: &BATCH_STRATEGY_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "DataCaptureConfig", shape: &BATCH_DATA_CAPTURE_CONFIG_SHAPE, required: false },
    Member { name: "DataProcessing", shape: &DATA_PROCESSING_SHAPE, required: false },
    Member { name: "Environment", shape: &TRANSFORM_ENVIRONMENT_MAP_SHAPE, required: false },
    Member { name: "ExperimentConfig", shape: &EXPERIMENT_CONFIG_SHAPE, required: false },
    Member { name: "FailureReason", shape: &FAILURE_REASON_SHAPE, required: false },
    Member { name: "LabelingJobArn", shape: &LABELING_JOB_ARN_SHAPE, required: false },
    Member { name: "MaxConcurrentTransforms", shape: &MAX_CONCURRENT_TRANSFORMS_SHAPE, required: false },
    Member { name: "MaxPayloadInMB", shape: &MAX_PAYLOAD_IN_MB_SHAPE, required: false },
    Member { name: "ModelClientConfig", shape: &MODEL_CLIENT_CONFIG_SHAPE, required: false },
    Member { name: "ModelName", shape: &MODEL_NAME_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
    Member { name: "TransformEndTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "TransformInput", shape: &TRANSFORM_INPUT_SHAPE, required: false },
    Member { name: "TransformJobArn", shape: &TRANSFORM_JOB_ARN_SHAPE, required: false },
    Member { name: "TransformJobName", shape: &TRANSFORM_JOB_NAME_SHAPE, required: false },
    Member { name: "TransformJobStatus", shape: &TRANSFORM_JOB_STATUS_SHAPE, required: false },
    Member { name: "TransformOutput", shape: &TRANSFORM_OUTPUT_SHAPE, required: false },
    Member { name: "TransformResources", shape: &TRANSFORM_RESOURCES_SHAPE, required: false },
    Member { name: "TransformStartTime", shape: &TIMESTAMP_SHAPE, required: false },
]);
static TRANSFORM_JOB_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:transform-job/.*"),
    values: &[],
});
static TRANSFORM_JOB_DEFINITION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "BatchStrategy", shape: &BATCH_STRATEGY_SHAPE, required: false },
    Member { name: "Environment", shape: &TRANSFORM_ENVIRONMENT_MAP_SHAPE, required: false },
    Member { name: "MaxConcurrentTransforms", shape: &MAX_CONCURRENT_TRANSFORMS_SHAPE, required: false },
    Member { name: "MaxPayloadInMB", shape: &MAX_PAYLOAD_IN_MB_SHAPE, required: false },
    Member { name: "TransformInput", shape: &TRANSFORM_INPUT_SHAPE, required: true },
    Member { name: "TransformOutput", shape: &TRANSFORM_OUTPUT_SHAPE, required: true },
    Member { name: "TransformResources", shape: &TRANSFORM_RESOURCES_SHAPE, required: true },
]);
static TRANSFORM_JOB_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(63) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static TRANSFORM_JOB_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["InProgress", "Completed", "Failed", "Stopping", "Stopped"],
});
static TRANSFORM_OUTPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Accept", shape: &ACCEPT_SHAPE, required: false },
    Member { name: "AssembleWith", shape: &ASSEMBLY_TYPE_SHAPE, required: false },
    Member { name: "KmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
    Member { name: "S3OutputPath", shape: &S3_URI_SHAPE, required: true },
]);
static TRANSFORM_RESOURCES_SHAPE: Shape = Shape::Structure(&[
    Member { name: "InstanceCount", shape: &TRANSFORM_INSTANCE_COUNT_SHAPE, required: true },
    Member { name: "InstanceType", shape: &TRANSFORM_INSTANCE_TYPE_SHAPE, required: true },
    Member { name: "TransformAmiVersion", shape: &TRANSFORM_AMI_VERSION_SHAPE, required: false },
    Member { name: "VolumeKmsKeyId", shape: &KMS_KEY_ID_SHAPE, required: false },
]);
static TRANSFORM_S3_DATA_SOURCE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "S3DataType", shape: &S3_DATA_TYPE_SHAPE, required: true },
    Member { name: "S3Uri", shape: &S3_URI_SHAPE, required: true },
]);
static TRIAL_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreatedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "DisplayName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
    Member { name: "ExperimentName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
    Member { name: "LastModifiedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "MetadataProperties", shape: &METADATA_PROPERTIES_SHAPE, required: false },
    Member { name: "Source", shape: &TRIAL_SOURCE_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
    Member { name: "TrialArn", shape: &TRIAL_ARN_SHAPE, required: false },
    Member { name: "TrialComponentSummaries", shape: &TRIAL_COMPONENT_SIMPLE_SUMMARIES_SHAPE, required: false },
    Member { name: "TrialName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
]);
static TRIAL_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:experiment-trial/.*"),
    values: &[],
});
static TRIAL_COMPONENT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreatedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "DisplayName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
    Member { name: "EndTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "InputArtifacts", shape: &TRIAL_COMPONENT_ARTIFACTS_SHAPE, required: false },
    Member { name: "LastModifiedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "LastModifiedTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "LineageGroupArn", shape: &LINEAGE_GROUP_ARN_SHAPE, required: false },
    Member { name: "MetadataProperties", shape: &METADATA_PROPERTIES_SHAPE, required: false },
    Member { name: "Metrics", shape: &TRIAL_COMPONENT_METRIC_SUMMARIES_SHAPE, required: false },
    Member { name: "OutputArtifacts", shape: &TRIAL_COMPONENT_ARTIFACTS_SHAPE, required: false },
    Member { name: "Parameters", shape: &TRIAL_COMPONENT_PARAMETERS_SHAPE, required: false },
    Member { name: "Parents", shape: &PARENTS_SHAPE, required: false },
    Member { name: "RunName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
    Member { name: "Source", shape: &TRIAL_COMPONENT_SOURCE_SHAPE, required: false },
    Member { name: "SourceDetail", shape: &TRIAL_COMPONENT_SOURCE_DETAIL_SHAPE, required: false },
    Member { name: "StartTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "Status", shape: &TRIAL_COMPONENT_STATUS_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_SHAPE, required: false },
    Member { name: "TrialComponentArn", shape: &TRIAL_COMPONENT_ARN_SHAPE, required: false },
    Member { name: "TrialComponentName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
]);
static TRIAL_COMPONENT_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:experiment-trial-component/.*"),
    values: &[],
});
static TRIAL_COMPONENT_ARTIFACT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "MediaType", shape: &MEDIA_TYPE_SHAPE, required: false },
    Member { name: "Value", shape: &TRIAL_COMPONENT_ARTIFACT_VALUE_SHAPE, required: true },
]);
static TRIAL_COMPONENT_ARTIFACT_VALUE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(2048) }, pattern: Some(".*"), values: &[] });
static TRIAL_COMPONENT_ARTIFACTS_SHAPE: Shape =
    Shape::Map(Size { min: Some(0), max: Some(60) }, &TRIAL_COMPONENT_KEY128_SHAPE, &TRIAL_COMPONENT_ARTIFACT_SHAPE);
static TRIAL_COMPONENT_KEY128_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(128) }, pattern: Some(".*"), values: &[] });
static TRIAL_COMPONENT_KEY320_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(320) }, pattern: Some(".*"), values: &[] });
static TRIAL_COMPONENT_METRIC_SUMMARIES_SHAPE: Shape =
    Shape::List(Size { min: None, max: None }, &TRIAL_COMPONENT_METRIC_SUMMARY_SHAPE);
static TRIAL_COMPONENT_METRIC_SUMMARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Avg", shape: &OPTIONAL_DOUBLE_SHAPE, required: false },
    Member { name: "Count", shape: &OPTIONAL_INTEGER_SHAPE, required: false },
    Member { name: "Last", shape: &OPTIONAL_DOUBLE_SHAPE, required: false },
    Member { name: "Max", shape: &OPTIONAL_DOUBLE_SHAPE, required: false },
    Member { name: "MetricName", shape: &METRIC_NAME_SHAPE, required: false },
    Member { name: "Min", shape: &OPTIONAL_DOUBLE_SHAPE, required: false },
    Member { name: "SourceArn", shape: &TRIAL_COMPONENT_SOURCE_ARN_SHAPE, required: false },
    Member { name: "StdDev", shape: &OPTIONAL_DOUBLE_SHAPE, required: false },
    Member { name: "TimeStamp", shape: &TIMESTAMP_SHAPE, required: false },
]);
static TRIAL_COMPONENT_PARAMETER_VALUE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "NumberValue", shape: &DOUBLE_PARAMETER_VALUE_SHAPE, required: false },
    Member { name: "StringValue", shape: &STRING_PARAMETER_VALUE_SHAPE, required: false },
]);
static TRIAL_COMPONENT_PARAMETERS_SHAPE: Shape = Shape::Map(
    Size { min: Some(0), max: Some(300) },
    &TRIAL_COMPONENT_KEY320_SHAPE,
    &TRIAL_COMPONENT_PARAMETER_VALUE_SHAPE,
);
static TRIAL_COMPONENT_PRIMARY_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["InProgress", "Completed", "Failed", "Stopping", "Stopped"],
});
static TRIAL_COMPONENT_SIMPLE_SUMMARIES_SHAPE: Shape =
    Shape::List(Size { min: None, max: None }, &TRIAL_COMPONENT_SIMPLE_SUMMARY_SHAPE);
static TRIAL_COMPONENT_SIMPLE_SUMMARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "CreatedBy", shape: &USER_CONTEXT_SHAPE, required: false },
    Member { name: "CreationTime", shape: &TIMESTAMP_SHAPE, required: false },
    Member { name: "TrialComponentArn", shape: &TRIAL_COMPONENT_ARN_SHAPE, required: false },
    Member { name: "TrialComponentName", shape: &EXPERIMENT_ENTITY_NAME_SHAPE, required: false },
    Member { name: "TrialComponentSource", shape: &TRIAL_COMPONENT_SOURCE_SHAPE, required: false },
]);
static TRIAL_COMPONENT_SOURCE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "SourceArn", shape: &TRIAL_COMPONENT_SOURCE_ARN_SHAPE, required: true },
    Member { name: "SourceType", shape: &SOURCE_TYPE_SHAPE, required: false },
]);
static TRIAL_COMPONENT_SOURCE_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:.*"),
    values: &[],
});
static TRIAL_COMPONENT_SOURCE_DETAIL_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ProcessingJob", shape: &PROCESSING_JOB_SHAPE, required: false },
    Member { name: "SourceArn", shape: &TRIAL_COMPONENT_SOURCE_ARN_SHAPE, required: false },
    Member { name: "TrainingJob", shape: &TRAINING_JOB_SHAPE, required: false },
    Member { name: "TransformJob", shape: &TRANSFORM_JOB_SHAPE, required: false },
]);
static TRIAL_COMPONENT_STATUS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Message", shape: &TRIAL_COMPONENT_STATUS_MESSAGE_SHAPE, required: false },
    Member { name: "PrimaryStatus", shape: &TRIAL_COMPONENT_PRIMARY_STATUS_SHAPE, required: false },
]);
static TRIAL_COMPONENT_STATUS_MESSAGE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1024) }, pattern: Some(".*"), values: &[] });
static TRIAL_SOURCE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "SourceArn", shape: &TRIAL_SOURCE_ARN_SHAPE, required: true },
    Member { name: "SourceType", shape: &SOURCE_TYPE_SHAPE, required: false },
]);
static TRIAL_SOURCE_ARN_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:.*"),
    values: &[],
});
static TTL_DURATION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Unit", shape: &TTL_DURATION_UNIT_SHAPE, required: false },
    Member { name: "Value", shape: &TTL_DURATION_VALUE_SHAPE, required: false },
]);
static TTL_DURATION_UNIT_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Seconds", "Minutes", "Hours", "Days", "Weeks"],
});
static TTL_DURATION_VALUE_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static TUNING_JOB_COMPLETION_CRITERIA_SHAPE: Shape = Shape::Structure(&[
    Member { name: "BestObjectiveNotImproving", shape: &BEST_OBJECTIVE_NOT_IMPROVING_SHAPE, required: false },
    Member { name: "ConvergenceDetected", shape: &CONVERGENCE_DETECTED_SHAPE, required: false },
    Member { name: "TargetObjectiveMetricValue", shape: &TARGET_OBJECTIVE_METRIC_VALUE_SHAPE, required: false },
]);
static UPDATE_ENDPOINT_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DeploymentConfig", shape: &DEPLOYMENT_CONFIG_SHAPE, required: false },
    Member { name: "EndpointConfigName", shape: &ENDPOINT_CONFIG_NAME_SHAPE, required: true },
    Member { name: "EndpointName", shape: &ENDPOINT_NAME_SHAPE, required: true },
    Member { name: "ExcludeRetainedVariantProperties", shape: &VARIANT_PROPERTY_LIST_SHAPE, required: false },
    Member { name: "RetainAllVariantProperties", shape: &BOOLEAN_SHAPE, required: false },
    Member { name: "RetainDeploymentConfig", shape: &BOOLEAN_SHAPE, required: false },
]);
static UPDATE_ENDPOINT_OUTPUT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "EndpointArn", shape: &ENDPOINT_ARN_SHAPE, required: true }]);
static UPDATE_ENDPOINT_WEIGHTS_AND_CAPACITIES_INPUT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DesiredWeightsAndCapacities", shape: &DESIRED_WEIGHT_AND_CAPACITY_LIST_SHAPE, required: true },
    Member { name: "EndpointName", shape: &ENDPOINT_NAME_SHAPE, required: true },
]);
static UPDATE_ENDPOINT_WEIGHTS_AND_CAPACITIES_OUTPUT_SHAPE: Shape =
    Shape::Structure(&[Member { name: "EndpointArn", shape: &ENDPOINT_ARN_SHAPE, required: true }]);
static UPDATE_TRAINING_JOB_REQUEST_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ProfilerConfig", shape: &PROFILER_CONFIG_FOR_UPDATE_SHAPE, required: false },
    Member { name: "ProfilerRuleConfigurations", shape: &PROFILER_RULE_CONFIGURATIONS_SHAPE, required: false },
    Member { name: "RemoteDebugConfig", shape: &REMOTE_DEBUG_CONFIG_FOR_UPDATE_SHAPE, required: false },
    Member { name: "ResourceConfig", shape: &RESOURCE_CONFIG_FOR_UPDATE_SHAPE, required: false },
    Member { name: "TrainingJobName", shape: &TRAINING_JOB_NAME_SHAPE, required: true },
]);
static UPDATE_TRAINING_JOB_RESPONSE_SHAPE: Shape =
    Shape::Structure(&[Member { name: "TrainingJobArn", shape: &TRAINING_JOB_ARN_SHAPE, required: true }]);
static URL_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(1024) },
    pattern: Some("(https|s3)://([^/]+)/?(.*)"),
    values: &[],
});
static USER_CONTEXT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "DomainId", shape: &STRING_SHAPE, required: false },
    Member { name: "IamIdentity", shape: &IAM_IDENTITY_SHAPE, required: false },
    Member { name: "UserProfileArn", shape: &STRING_SHAPE, required: false },
    Member { name: "UserProfileName", shape: &STRING_SHAPE, required: false },
]);
static VARIANT_INSTANCE_PROVISION_TIMEOUT_IN_SECONDS_SHAPE: Shape =
    Shape::Integer(Number { min: Some(300.0), max: Some(3600.0) });
static VARIANT_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(63) },
    pattern: Some("[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}"),
    values: &[],
});
static VARIANT_PROPERTY_SHAPE: Shape =
    Shape::Structure(&[Member { name: "VariantPropertyType", shape: &VARIANT_PROPERTY_TYPE_SHAPE, required: true }]);
static VARIANT_PROPERTY_LIST_SHAPE: Shape = Shape::List(Size { min: Some(0), max: Some(3) }, &VARIANT_PROPERTY_SHAPE);
static VARIANT_PROPERTY_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["DesiredInstanceCount", "DesiredWeight", "DataCaptureConfig"],
});
static VARIANT_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Creating", "Updating", "Deleting", "ActivatingTraffic", "Baking"],
});
static VARIANT_STATUS_MESSAGE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(0), max: Some(1024) }, pattern: None, values: &[] });
static VARIANT_WEIGHT_SHAPE: Shape = Shape::Real(Number { min: Some(0.0), max: None });
static VECTOR_CONFIG_SHAPE: Shape =
    Shape::Structure(&[Member { name: "Dimension", shape: &DIMENSION_SHAPE, required: true }]);
static VERSIONED_ARN_OR_NAME_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(176) },
    pattern: Some(
        "(arn:aws[a-z\\-]*:sagemaker:[a-z0-9\\-]*:[0-9]{12}:[a-z\\-]*\\/)?([a-zA-Z0-9]([a-zA-Z0-9-]){0,62})(?<!-)(\\/[0-9]{1,9})?",
    ),
    values: &[],
});
static VISIBILITY_CONDITIONS_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Key", shape: &VISIBILITY_CONDITIONS_KEY_SHAPE, required: false },
    Member { name: "Value", shape: &VISIBILITY_CONDITIONS_VALUE_SHAPE, required: false },
]);
static VISIBILITY_CONDITIONS_KEY_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(128) },
    pattern: Some("([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)"),
    values: &[],
});
static VISIBILITY_CONDITIONS_LIST_SHAPE: Shape =
    Shape::List(Size { min: Some(1), max: Some(5) }, &VISIBILITY_CONDITIONS_SHAPE);
static VISIBILITY_CONDITIONS_VALUE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(0), max: Some(256) },
    pattern: Some("([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)"),
    values: &[],
});
static VOLUME_SIZE_IN_GB_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: None });
static VPC_CONFIG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "SecurityGroupIds", shape: &VPC_SECURITY_GROUP_IDS_SHAPE, required: true },
    Member { name: "Subnets", shape: &SUBNETS_SHAPE, required: true },
]);
static VPC_SECURITY_GROUP_IDS_SHAPE: Shape = Shape::List(Size { min: Some(1), max: Some(5) }, &SECURITY_GROUP_ID_SHAPE);
static WAIT_INTERVAL_IN_SECONDS_SHAPE: Shape = Shape::Integer(Number { min: Some(0.0), max: Some(3600.0) });
static WARM_POOL_RESOURCE_STATUS_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["Available", "Terminated", "Reused", "InUse"],
});
static WARM_POOL_STATUS_SHAPE: Shape = Shape::Structure(&[
    Member {
        name: "ResourceRetainedBillableTimeInSeconds",
        shape: &RESOURCE_RETAINED_BILLABLE_TIME_IN_SECONDS_SHAPE,
        required: false,
    },
    Member { name: "ReusedByJob", shape: &TRAINING_JOB_NAME_SHAPE, required: false },
    Member { name: "Status", shape: &WARM_POOL_RESOURCE_STATUS_SHAPE, required: true },
]);
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct AcceleratorPartitionLayout {
    #[serde(rename = "AcceleratorPartitionTypes")]
    pub(crate) accelerator_partition_types: Option<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct AddTagsInput {
    #[serde(rename = "ResourceArn")]
    pub(crate) resource_arn: String,
    #[serde(rename = "Tags")]
    pub(crate) tags: Vec<Tag>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct AdditionalModelDataSource {
    #[serde(rename = "ChannelName")]
    pub(crate) channel_name: String,
    #[serde(rename = "S3DataSource")]
    pub(crate) s3_data_source: S3ModelDataSource,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Alarm {
    #[serde(rename = "AlarmName")]
    pub(crate) alarm_name: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct AlgorithmSpecification {
    #[serde(rename = "AlgorithmName")]
    pub(crate) algorithm_name: Option<String>,
    #[serde(rename = "ContainerArguments")]
    pub(crate) container_arguments: Option<Vec<String>>,
    #[serde(rename = "ContainerEntrypoint")]
    pub(crate) container_entrypoint: Option<Vec<String>>,
    #[serde(rename = "EnableSageMakerMetricsTimeSeries")]
    pub(crate) enable_sage_maker_metrics_time_series: Option<bool>,
    #[serde(rename = "MetricDefinitions")]
    pub(crate) metric_definitions: Option<Vec<MetricDefinition>>,
    #[serde(rename = "TrainingImage")]
    pub(crate) training_image: Option<String>,
    #[serde(rename = "TrainingImageConfig")]
    pub(crate) training_image_config: Option<TrainingImageConfig>,
    #[serde(rename = "TrainingInputMode")]
    pub(crate) training_input_mode: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct AsyncInferenceClientConfig {
    #[serde(rename = "MaxConcurrentInvocationsPerInstance")]
    pub(crate) max_concurrent_invocations_per_instance: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct AsyncInferenceConfig {
    #[serde(rename = "ClientConfig")]
    pub(crate) client_config: Option<AsyncInferenceClientConfig>,
    #[serde(rename = "OutputConfig")]
    pub(crate) output_config: AsyncInferenceOutputConfig,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct AsyncInferenceNotificationConfig {
    #[serde(rename = "ErrorTopic")]
    pub(crate) error_topic: Option<String>,
    #[serde(rename = "IncludeInferenceResponseIn")]
    pub(crate) include_inference_response_in: Option<Vec<String>>,
    #[serde(rename = "SuccessTopic")]
    pub(crate) success_topic: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct AsyncInferenceOutputConfig {
    #[serde(rename = "KmsKeyId")]
    pub(crate) kms_key_id: Option<String>,
    #[serde(rename = "NotificationConfig")]
    pub(crate) notification_config: Option<AsyncInferenceNotificationConfig>,
    #[serde(rename = "S3FailurePath")]
    pub(crate) s3_failure_path: Option<String>,
    #[serde(rename = "S3OutputPath")]
    pub(crate) s3_output_path: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct AutoParameter {
    #[serde(rename = "Name")]
    pub(crate) name: String,
    #[serde(rename = "ValueHint")]
    pub(crate) value_hint: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct AutoRollbackConfig {
    #[serde(rename = "Alarms")]
    pub(crate) alarms: Option<Vec<Alarm>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Autotune {
    #[serde(rename = "Mode")]
    pub(crate) mode: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct BestObjectiveNotImproving {
    #[serde(rename = "MaxNumberOfTrainingJobsNotImproving")]
    pub(crate) max_number_of_training_jobs_not_improving: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct BlueGreenUpdatePolicy {
    #[serde(rename = "MaximumExecutionTimeoutInSeconds")]
    pub(crate) maximum_execution_timeout_in_seconds: Option<i64>,
    #[serde(rename = "TerminationWaitInSeconds")]
    pub(crate) termination_wait_in_seconds: Option<i64>,
    #[serde(rename = "TrafficRoutingConfiguration")]
    pub(crate) traffic_routing_configuration: TrafficRoutingConfig,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct CapacitySize {
    #[serde(rename = "Type")]
    pub(crate) kind: String,
    #[serde(rename = "Value")]
    pub(crate) value: i64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct CaptureContentTypeHeader {
    #[serde(rename = "CsvContentTypes")]
    pub(crate) csv_content_types: Option<Vec<String>>,
    #[serde(rename = "JsonContentTypes")]
    pub(crate) json_content_types: Option<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct CaptureOption {
    #[serde(rename = "CaptureMode")]
    pub(crate) capture_mode: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct CategoricalParameterRange {
    #[serde(rename = "Name")]
    pub(crate) name: String,
    #[serde(rename = "Values")]
    pub(crate) values: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Channel {
    #[serde(rename = "ChannelName")]
    pub(crate) channel_name: String,
    #[serde(rename = "CompressionType")]
    pub(crate) compression_type: Option<String>,
    #[serde(rename = "ContentType")]
    pub(crate) content_type: Option<String>,
    #[serde(rename = "DataSource")]
    pub(crate) data_source: DataSource,
    #[serde(rename = "InputMode")]
    pub(crate) input_mode: Option<String>,
    #[serde(rename = "RecordWrapperType")]
    pub(crate) record_wrapper_type: Option<String>,
    #[serde(rename = "ShuffleConfig")]
    pub(crate) shuffle_config: Option<ShuffleConfig>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct CheckpointConfig {
    #[serde(rename = "LocalPath")]
    pub(crate) local_path: Option<String>,
    #[serde(rename = "S3Uri")]
    pub(crate) s3_uri: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ClarifyExplainerConfig {
    #[serde(rename = "EnableExplanations")]
    pub(crate) enable_explanations: Option<String>,
    #[serde(rename = "InferenceConfig")]
    pub(crate) inference_config: Option<ClarifyInferenceConfig>,
    #[serde(rename = "ShapConfig")]
    pub(crate) shap_config: ClarifyShapConfig,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ClarifyInferenceConfig {
    #[serde(rename = "ContentTemplate")]
    pub(crate) content_template: Option<String>,
    #[serde(rename = "FeatureHeaders")]
    pub(crate) feature_headers: Option<Vec<String>>,
    #[serde(rename = "FeatureTypes")]
    pub(crate) feature_types: Option<Vec<String>>,
    #[serde(rename = "FeaturesAttribute")]
    pub(crate) features_attribute: Option<String>,
    #[serde(rename = "LabelAttribute")]
    pub(crate) label_attribute: Option<String>,
    #[serde(rename = "LabelHeaders")]
    pub(crate) label_headers: Option<Vec<String>>,
    #[serde(rename = "LabelIndex")]
    pub(crate) label_index: Option<i64>,
    #[serde(rename = "MaxPayloadInMB")]
    pub(crate) max_payload_in_mb: Option<i64>,
    #[serde(rename = "MaxRecordCount")]
    pub(crate) max_record_count: Option<i64>,
    #[serde(rename = "ProbabilityAttribute")]
    pub(crate) probability_attribute: Option<String>,
    #[serde(rename = "ProbabilityIndex")]
    pub(crate) probability_index: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ClarifyShapBaselineConfig {
    #[serde(rename = "MimeType")]
    pub(crate) mime_type: Option<String>,
    #[serde(rename = "ShapBaseline")]
    pub(crate) shap_baseline: Option<String>,
    #[serde(rename = "ShapBaselineUri")]
    pub(crate) shap_baseline_uri: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ClarifyShapConfig {
    #[serde(rename = "NumberOfSamples")]
    pub(crate) number_of_samples: Option<i64>,
    #[serde(rename = "Seed")]
    pub(crate) seed: Option<i64>,
    #[serde(rename = "ShapBaselineConfig")]
    pub(crate) shap_baseline_config: ClarifyShapBaselineConfig,
    #[serde(rename = "TextConfig")]
    pub(crate) text_config: Option<ClarifyTextConfig>,
    #[serde(rename = "UseLogit")]
    pub(crate) use_logit: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ClarifyTextConfig {
    #[serde(rename = "Granularity")]
    pub(crate) granularity: String,
    #[serde(rename = "Language")]
    pub(crate) language: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct CollectionConfiguration {
    #[serde(rename = "CollectionName")]
    pub(crate) collection_name: Option<String>,
    #[serde(rename = "CollectionParameters")]
    pub(crate) collection_parameters: Option<BTreeMap<String, String>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ContainerDefinition {
    #[serde(rename = "AdditionalModelDataSources")]
    pub(crate) additional_model_data_sources: Option<Vec<AdditionalModelDataSource>>,
    #[serde(rename = "ContainerHostname")]
    pub(crate) container_hostname: Option<String>,
    #[serde(rename = "ContainerMetricsConfig")]
    pub(crate) container_metrics_config: Option<ContainerMetricsConfig>,
    #[serde(rename = "Environment")]
    pub(crate) environment: Option<BTreeMap<String, String>>,
    #[serde(rename = "Image")]
    pub(crate) image: Option<String>,
    #[serde(rename = "ImageConfig")]
    pub(crate) image_config: Option<ImageConfig>,
    #[serde(rename = "InferenceSpecificationName")]
    pub(crate) inference_specification_name: Option<String>,
    #[serde(rename = "Mode")]
    pub(crate) mode: Option<String>,
    #[serde(rename = "ModelDataSource")]
    pub(crate) model_data_source: Option<ModelDataSource>,
    #[serde(rename = "ModelDataUrl")]
    pub(crate) model_data_url: Option<String>,
    #[serde(rename = "ModelPackageName")]
    pub(crate) model_package_name: Option<String>,
    #[serde(rename = "MultiModelConfig")]
    pub(crate) multi_model_config: Option<MultiModelConfig>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ContainerMetricsConfig {
    #[serde(rename = "MetricsEndpoints")]
    pub(crate) metrics_endpoints: Option<Vec<MetricsEndpoint>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ContinuousParameterRange {
    #[serde(rename = "MaxValue")]
    pub(crate) max_value: String,
    #[serde(rename = "MinValue")]
    pub(crate) min_value: String,
    #[serde(rename = "Name")]
    pub(crate) name: String,
    #[serde(rename = "ScalingType")]
    pub(crate) scaling_type: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ConvergenceDetected {
    #[serde(rename = "CompleteOnConvergence")]
    pub(crate) complete_on_convergence: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct CreateEndpointConfigInput {
    #[serde(rename = "AsyncInferenceConfig")]
    pub(crate) async_inference_config: Option<AsyncInferenceConfig>,
    #[serde(rename = "CrossRegionTrafficConfig")]
    pub(crate) cross_region_traffic_config: Option<CrossRegionTrafficConfig>,
    #[serde(rename = "DataCaptureConfig")]
    pub(crate) data_capture_config: Option<DataCaptureConfig>,
    #[serde(rename = "EnableNetworkIsolation")]
    pub(crate) enable_network_isolation: Option<bool>,
    #[serde(rename = "EndpointConfigName")]
    pub(crate) endpoint_config_name: String,
    #[serde(rename = "ExecutionRoleArn")]
    pub(crate) execution_role_arn: Option<String>,
    #[serde(rename = "ExplainerConfig")]
    pub(crate) explainer_config: Option<ExplainerConfig>,
    #[serde(rename = "KmsKeyId")]
    pub(crate) kms_key_id: Option<String>,
    #[serde(rename = "MetricsConfig")]
    pub(crate) metrics_config: Option<MetricsConfig>,
    #[serde(rename = "ProductionVariants")]
    pub(crate) production_variants: Vec<ProductionVariant>,
    #[serde(rename = "ShadowProductionVariants")]
    pub(crate) shadow_production_variants: Option<Vec<ProductionVariant>>,
    #[serde(rename = "Tags")]
    pub(crate) tags: Option<Vec<Tag>>,
    #[serde(rename = "VpcConfig")]
    pub(crate) vpc_config: Option<VpcConfig>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct CreateEndpointInput {
    #[serde(rename = "DeploymentConfig")]
    pub(crate) deployment_config: Option<DeploymentConfig>,
    #[serde(rename = "EndpointConfigName")]
    pub(crate) endpoint_config_name: String,
    #[serde(rename = "EndpointName")]
    pub(crate) endpoint_name: String,
    #[serde(rename = "Tags")]
    pub(crate) tags: Option<Vec<Tag>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct CreateHyperParameterTuningJobRequest {
    #[serde(rename = "Autotune")]
    pub(crate) autotune: Option<Autotune>,
    #[serde(rename = "HyperParameterTuningJobConfig")]
    pub(crate) hyper_parameter_tuning_job_config: HyperParameterTuningJobConfig,
    #[serde(rename = "HyperParameterTuningJobName")]
    pub(crate) hyper_parameter_tuning_job_name: String,
    #[serde(rename = "Tags")]
    pub(crate) tags: Option<Vec<Tag>>,
    #[serde(rename = "TrainingJobDefinition")]
    pub(crate) training_job_definition: Option<HyperParameterTrainingJobDefinition>,
    #[serde(rename = "TrainingJobDefinitions")]
    pub(crate) training_job_definitions: Option<Vec<HyperParameterTrainingJobDefinition>>,
    #[serde(rename = "WarmStartConfig")]
    pub(crate) warm_start_config: Option<HyperParameterTuningJobWarmStartConfig>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct CreateModelInput {
    #[serde(rename = "Containers")]
    pub(crate) containers: Option<Vec<ContainerDefinition>>,
    #[serde(rename = "EnableNetworkIsolation")]
    pub(crate) enable_network_isolation: Option<bool>,
    #[serde(rename = "ExecutionRoleArn")]
    pub(crate) execution_role_arn: Option<String>,
    #[serde(rename = "InferenceExecutionConfig")]
    pub(crate) inference_execution_config: Option<InferenceExecutionConfig>,
    #[serde(rename = "ModelName")]
    pub(crate) model_name: String,
    #[serde(rename = "PrimaryContainer")]
    pub(crate) primary_container: Option<ContainerDefinition>,
    #[serde(rename = "Tags")]
    pub(crate) tags: Option<Vec<Tag>>,
    #[serde(rename = "VpcConfig")]
    pub(crate) vpc_config: Option<VpcConfig>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct CreateTrainingJobRequest {
    #[serde(rename = "AlgorithmSpecification")]
    pub(crate) algorithm_specification: Option<AlgorithmSpecification>,
    #[serde(rename = "CheckpointConfig")]
    pub(crate) checkpoint_config: Option<CheckpointConfig>,
    #[serde(rename = "DebugHookConfig")]
    pub(crate) debug_hook_config: Option<DebugHookConfig>,
    #[serde(rename = "DebugRuleConfigurations")]
    pub(crate) debug_rule_configurations: Option<Vec<DebugRuleConfiguration>>,
    #[serde(rename = "EnableInterContainerTrafficEncryption")]
    pub(crate) enable_inter_container_traffic_encryption: Option<bool>,
    #[serde(rename = "EnableManagedSpotTraining")]
    pub(crate) enable_managed_spot_training: Option<bool>,
    #[serde(rename = "EnableNetworkIsolation")]
    pub(crate) enable_network_isolation: Option<bool>,
    #[serde(rename = "Environment")]
    pub(crate) environment: Option<BTreeMap<String, String>>,
    #[serde(rename = "ExperimentConfig")]
    pub(crate) experiment_config: Option<ExperimentConfig>,
    #[serde(rename = "HyperParameters")]
    pub(crate) hyper_parameters: Option<BTreeMap<String, String>>,
    #[serde(rename = "InfraCheckConfig")]
    pub(crate) infra_check_config: Option<InfraCheckConfig>,
    #[serde(rename = "InputDataConfig")]
    pub(crate) input_data_config: Option<Vec<Channel>>,
    #[serde(rename = "MlflowConfig")]
    pub(crate) mlflow_config: Option<MlflowConfig>,
    #[serde(rename = "ModelPackageConfig")]
    pub(crate) model_package_config: Option<ModelPackageConfig>,
    #[serde(rename = "OutputDataConfig")]
    pub(crate) output_data_config: OutputDataConfig,
    #[serde(rename = "ProfilerConfig")]
    pub(crate) profiler_config: Option<ProfilerConfig>,
    #[serde(rename = "ProfilerRuleConfigurations")]
    pub(crate) profiler_rule_configurations: Option<Vec<ProfilerRuleConfiguration>>,
    #[serde(rename = "RemoteDebugConfig")]
    pub(crate) remote_debug_config: Option<RemoteDebugConfig>,
    #[serde(rename = "ResourceConfig")]
    pub(crate) resource_config: Option<ResourceConfig>,
    #[serde(rename = "RetryStrategy")]
    pub(crate) retry_strategy: Option<RetryStrategy>,
    #[serde(rename = "RoleArn")]
    pub(crate) role_arn: String,
    #[serde(rename = "ServerlessJobConfig")]
    pub(crate) serverless_job_config: Option<ServerlessJobConfig>,
    #[serde(rename = "SessionChainingConfig")]
    pub(crate) session_chaining_config: Option<SessionChainingConfig>,
    #[serde(rename = "StoppingCondition")]
    pub(crate) stopping_condition: Option<StoppingCondition>,
    #[serde(rename = "Tags")]
    pub(crate) tags: Option<Vec<Tag>>,
    #[serde(rename = "TensorBoardOutputConfig")]
    pub(crate) tensor_board_output_config: Option<TensorBoardOutputConfig>,
    #[serde(rename = "TrainingJobName")]
    pub(crate) training_job_name: String,
    #[serde(rename = "VpcConfig")]
    pub(crate) vpc_config: Option<VpcConfig>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct CrossRegionTrafficConfig {
    #[serde(rename = "MaxCrossRegionPercentPerEndpoint")]
    pub(crate) max_cross_region_percent_per_endpoint: i64,
    #[serde(rename = "MaxInvocationsPerSecondPerInstance")]
    pub(crate) max_invocations_per_second_per_instance: i64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DataCaptureConfig {
    #[serde(rename = "CaptureContentTypeHeader")]
    pub(crate) capture_content_type_header: Option<CaptureContentTypeHeader>,
    #[serde(rename = "CaptureOptions")]
    pub(crate) capture_options: Vec<CaptureOption>,
    #[serde(rename = "DestinationS3Uri")]
    pub(crate) destination_s3_uri: String,
    #[serde(rename = "EnableCapture")]
    pub(crate) enable_capture: Option<bool>,
    #[serde(rename = "InitialSamplingPercentage")]
    pub(crate) initial_sampling_percentage: i64,
    #[serde(rename = "KmsKeyId")]
    pub(crate) kms_key_id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DataSource {
    #[serde(rename = "DatasetSource")]
    pub(crate) dataset_source: Option<DatasetSource>,
    #[serde(rename = "FileSystemDataSource")]
    pub(crate) file_system_data_source: Option<FileSystemDataSource>,
    #[serde(rename = "S3DataSource")]
    pub(crate) s3_data_source: Option<S3DataSource>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DatasetSource {
    #[serde(rename = "DatasetArn")]
    pub(crate) dataset_arn: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DebugHookConfig {
    #[serde(rename = "CollectionConfigurations")]
    pub(crate) collection_configurations: Option<Vec<CollectionConfiguration>>,
    #[serde(rename = "HookParameters")]
    pub(crate) hook_parameters: Option<BTreeMap<String, String>>,
    #[serde(rename = "LocalPath")]
    pub(crate) local_path: Option<String>,
    #[serde(rename = "S3OutputPath")]
    pub(crate) s3_output_path: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DebugRuleConfiguration {
    #[serde(rename = "InstanceType")]
    pub(crate) instance_type: Option<String>,
    #[serde(rename = "LocalPath")]
    pub(crate) local_path: Option<String>,
    #[serde(rename = "RuleConfigurationName")]
    pub(crate) rule_configuration_name: String,
    #[serde(rename = "RuleEvaluatorImage")]
    pub(crate) rule_evaluator_image: String,
    #[serde(rename = "RuleParameters")]
    pub(crate) rule_parameters: Option<BTreeMap<String, String>>,
    #[serde(rename = "S3OutputPath")]
    pub(crate) s3_output_path: Option<String>,
    #[serde(rename = "VolumeSizeInGB")]
    pub(crate) volume_size_in_gb: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DeleteEndpointConfigInput {
    #[serde(rename = "EndpointConfigName")]
    pub(crate) endpoint_config_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DeleteEndpointInput {
    #[serde(rename = "EndpointName")]
    pub(crate) endpoint_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DeleteHyperParameterTuningJobRequest {
    #[serde(rename = "HyperParameterTuningJobName")]
    pub(crate) hyper_parameter_tuning_job_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DeleteModelInput {
    #[serde(rename = "ModelName")]
    pub(crate) model_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DeleteTagsInput {
    #[serde(rename = "ResourceArn")]
    pub(crate) resource_arn: String,
    #[serde(rename = "TagKeys")]
    pub(crate) tag_keys: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DeleteTrainingJobRequest {
    #[serde(rename = "TrainingJobName")]
    pub(crate) training_job_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DeploymentConfig {
    #[serde(rename = "AutoRollbackConfiguration")]
    pub(crate) auto_rollback_configuration: Option<AutoRollbackConfig>,
    #[serde(rename = "BlueGreenUpdatePolicy")]
    pub(crate) blue_green_update_policy: Option<BlueGreenUpdatePolicy>,
    #[serde(rename = "RollingUpdatePolicy")]
    pub(crate) rolling_update_policy: Option<RollingUpdatePolicy>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DescribeEndpointConfigInput {
    #[serde(rename = "EndpointConfigName")]
    pub(crate) endpoint_config_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DescribeEndpointInput {
    #[serde(rename = "EndpointName")]
    pub(crate) endpoint_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DescribeHyperParameterTuningJobRequest {
    #[serde(rename = "HyperParameterTuningJobName")]
    pub(crate) hyper_parameter_tuning_job_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DescribeModelInput {
    #[serde(rename = "ModelName")]
    pub(crate) model_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DescribeTrainingJobRequest {
    #[serde(rename = "TrainingJobName")]
    pub(crate) training_job_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct DesiredWeightAndCapacity {
    #[serde(rename = "DesiredInstanceCount")]
    pub(crate) desired_instance_count: Option<i64>,
    #[serde(rename = "DesiredWeight")]
    pub(crate) desired_weight: Option<f64>,
    #[serde(rename = "ServerlessUpdateConfig")]
    pub(crate) serverless_update_config: Option<ProductionVariantServerlessUpdateConfig>,
    #[serde(rename = "VariantName")]
    pub(crate) variant_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ExperimentConfig {
    #[serde(rename = "ExperimentName")]
    pub(crate) experiment_name: Option<String>,
    #[serde(rename = "RunName")]
    pub(crate) run_name: Option<String>,
    #[serde(rename = "TrialComponentDisplayName")]
    pub(crate) trial_component_display_name: Option<String>,
    #[serde(rename = "TrialName")]
    pub(crate) trial_name: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ExplainerConfig {
    #[serde(rename = "ClarifyExplainerConfig")]
    pub(crate) clarify_explainer_config: Option<ClarifyExplainerConfig>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct FileSystemDataSource {
    #[serde(rename = "DirectoryPath")]
    pub(crate) directory_path: String,
    #[serde(rename = "FileSystemAccessMode")]
    pub(crate) file_system_access_mode: String,
    #[serde(rename = "FileSystemId")]
    pub(crate) file_system_id: String,
    #[serde(rename = "FileSystemType")]
    pub(crate) file_system_type: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Filter {
    #[serde(rename = "Name")]
    pub(crate) name: String,
    #[serde(rename = "Operator")]
    pub(crate) operator: Option<String>,
    #[serde(rename = "Value")]
    pub(crate) value: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct HubAccessConfig {
    #[serde(rename = "HubContentArn")]
    pub(crate) hub_content_arn: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct HyperParameterAlgorithmSpecification {
    #[serde(rename = "AlgorithmName")]
    pub(crate) algorithm_name: Option<String>,
    #[serde(rename = "MetricDefinitions")]
    pub(crate) metric_definitions: Option<Vec<MetricDefinition>>,
    #[serde(rename = "TrainingImage")]
    pub(crate) training_image: Option<String>,
    #[serde(rename = "TrainingInputMode")]
    pub(crate) training_input_mode: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct HyperParameterTrainingJobDefinition {
    #[serde(rename = "AlgorithmSpecification")]
    pub(crate) algorithm_specification: HyperParameterAlgorithmSpecification,
    #[serde(rename = "CheckpointConfig")]
    pub(crate) checkpoint_config: Option<CheckpointConfig>,
    #[serde(rename = "DefinitionName")]
    pub(crate) definition_name: Option<String>,
    #[serde(rename = "EnableInterContainerTrafficEncryption")]
    pub(crate) enable_inter_container_traffic_encryption: Option<bool>,
    #[serde(rename = "EnableManagedSpotTraining")]
    pub(crate) enable_managed_spot_training: Option<bool>,
    #[serde(rename = "EnableNetworkIsolation")]
    pub(crate) enable_network_isolation: Option<bool>,
    #[serde(rename = "Environment")]
    pub(crate) environment: Option<BTreeMap<String, String>>,
    #[serde(rename = "HyperParameterRanges")]
    pub(crate) hyper_parameter_ranges: Option<ParameterRanges>,
    #[serde(rename = "HyperParameterTuningResourceConfig")]
    pub(crate) hyper_parameter_tuning_resource_config: Option<HyperParameterTuningResourceConfig>,
    #[serde(rename = "InputDataConfig")]
    pub(crate) input_data_config: Option<Vec<Channel>>,
    #[serde(rename = "OutputDataConfig")]
    pub(crate) output_data_config: OutputDataConfig,
    #[serde(rename = "ResourceConfig")]
    pub(crate) resource_config: Option<ResourceConfig>,
    #[serde(rename = "RetryStrategy")]
    pub(crate) retry_strategy: Option<RetryStrategy>,
    #[serde(rename = "RoleArn")]
    pub(crate) role_arn: String,
    #[serde(rename = "StaticHyperParameters")]
    pub(crate) static_hyper_parameters: Option<BTreeMap<String, String>>,
    #[serde(rename = "StoppingCondition")]
    pub(crate) stopping_condition: StoppingCondition,
    #[serde(rename = "TuningObjective")]
    pub(crate) tuning_objective: Option<HyperParameterTuningJobObjective>,
    #[serde(rename = "VpcConfig")]
    pub(crate) vpc_config: Option<VpcConfig>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct HyperParameterTuningInstanceConfig {
    #[serde(rename = "InstanceCount")]
    pub(crate) instance_count: i64,
    #[serde(rename = "InstanceType")]
    pub(crate) instance_type: String,
    #[serde(rename = "VolumeSizeInGB")]
    pub(crate) volume_size_in_gb: i64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct HyperParameterTuningJobConfig {
    #[serde(rename = "HyperParameterTuningJobObjective")]
    pub(crate) hyper_parameter_tuning_job_objective: Option<HyperParameterTuningJobObjective>,
    #[serde(rename = "ParameterRanges")]
    pub(crate) parameter_ranges: Option<ParameterRanges>,
    #[serde(rename = "RandomSeed")]
    pub(crate) random_seed: Option<i64>,
    #[serde(rename = "ResourceLimits")]
    pub(crate) resource_limits: ResourceLimits,
    #[serde(rename = "Strategy")]
    pub(crate) strategy: String,
    #[serde(rename = "StrategyConfig")]
    pub(crate) strategy_config: Option<HyperParameterTuningJobStrategyConfig>,
    #[serde(rename = "TrainingJobEarlyStoppingType")]
    pub(crate) training_job_early_stopping_type: Option<String>,
    #[serde(rename = "TuningJobCompletionCriteria")]
    pub(crate) tuning_job_completion_criteria: Option<TuningJobCompletionCriteria>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct HyperParameterTuningJobObjective {
    #[serde(rename = "MetricName")]
    pub(crate) metric_name: String,
    #[serde(rename = "Type")]
    pub(crate) kind: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct HyperParameterTuningJobStrategyConfig {
    #[serde(rename = "HyperbandStrategyConfig")]
    pub(crate) hyperband_strategy_config: Option<HyperbandStrategyConfig>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct HyperParameterTuningJobWarmStartConfig {
    #[serde(rename = "ParentHyperParameterTuningJobs")]
    pub(crate) parent_hyper_parameter_tuning_jobs: Vec<ParentHyperParameterTuningJob>,
    #[serde(rename = "WarmStartType")]
    pub(crate) warm_start_type: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct HyperParameterTuningResourceConfig {
    #[serde(rename = "AllocationStrategy")]
    pub(crate) allocation_strategy: Option<String>,
    #[serde(rename = "InstanceConfigs")]
    pub(crate) instance_configs: Option<Vec<HyperParameterTuningInstanceConfig>>,
    #[serde(rename = "InstanceCount")]
    pub(crate) instance_count: Option<i64>,
    #[serde(rename = "InstanceType")]
    pub(crate) instance_type: Option<String>,
    #[serde(rename = "VolumeKmsKeyId")]
    pub(crate) volume_kms_key_id: Option<String>,
    #[serde(rename = "VolumeSizeInGB")]
    pub(crate) volume_size_in_gb: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct HyperbandStrategyConfig {
    #[serde(rename = "MaxResource")]
    pub(crate) max_resource: Option<i64>,
    #[serde(rename = "MinResource")]
    pub(crate) min_resource: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ImageConfig {
    #[serde(rename = "RepositoryAccessMode")]
    pub(crate) repository_access_mode: String,
    #[serde(rename = "RepositoryAuthConfig")]
    pub(crate) repository_auth_config: Option<RepositoryAuthConfig>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct InferenceExecutionConfig {
    #[serde(rename = "Mode")]
    pub(crate) mode: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct InferenceHubAccessConfig {
    #[serde(rename = "HubContentArn")]
    pub(crate) hub_content_arn: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct InfraCheckConfig {
    #[serde(rename = "EnableInfraCheck")]
    pub(crate) enable_infra_check: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct InstanceGroup {
    #[serde(rename = "InstanceCount")]
    pub(crate) instance_count: i64,
    #[serde(rename = "InstanceGroupName")]
    pub(crate) instance_group_name: String,
    #[serde(rename = "InstanceType")]
    pub(crate) instance_type: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct InstancePlacementConfig {
    #[serde(rename = "EnableMultipleJobs")]
    pub(crate) enable_multiple_jobs: Option<bool>,
    #[serde(rename = "PlacementSpecifications")]
    pub(crate) placement_specifications: Option<Vec<PlacementSpecification>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct InstancePool {
    #[serde(rename = "InstanceType")]
    pub(crate) instance_type: String,
    #[serde(rename = "ModelNameOverride")]
    pub(crate) model_name_override: Option<String>,
    #[serde(rename = "Priority")]
    pub(crate) priority: i64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct InstancePreference {
    #[serde(rename = "InstanceCount")]
    pub(crate) instance_count: Option<i64>,
    #[serde(rename = "InstanceType")]
    pub(crate) instance_type: String,
    #[serde(rename = "TrainingPlanArns")]
    pub(crate) training_plan_arns: Option<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct IntegerParameterRange {
    #[serde(rename = "MaxValue")]
    pub(crate) max_value: String,
    #[serde(rename = "MinValue")]
    pub(crate) min_value: String,
    #[serde(rename = "Name")]
    pub(crate) name: String,
    #[serde(rename = "ScalingType")]
    pub(crate) scaling_type: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ListEndpointConfigsInput {
    #[serde(rename = "CreationTimeAfter")]
    pub(crate) creation_time_after: Option<f64>,
    #[serde(rename = "CreationTimeBefore")]
    pub(crate) creation_time_before: Option<f64>,
    #[serde(rename = "MaxResults")]
    pub(crate) max_results: Option<i64>,
    #[serde(rename = "NameContains")]
    pub(crate) name_contains: Option<String>,
    #[serde(rename = "NextToken")]
    pub(crate) next_token: Option<String>,
    #[serde(rename = "SortBy")]
    pub(crate) sort_by: Option<String>,
    #[serde(rename = "SortOrder")]
    pub(crate) sort_order: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ListEndpointsInput {
    #[serde(rename = "CreationTimeAfter")]
    pub(crate) creation_time_after: Option<f64>,
    #[serde(rename = "CreationTimeBefore")]
    pub(crate) creation_time_before: Option<f64>,
    #[serde(rename = "LastModifiedTimeAfter")]
    pub(crate) last_modified_time_after: Option<f64>,
    #[serde(rename = "LastModifiedTimeBefore")]
    pub(crate) last_modified_time_before: Option<f64>,
    #[serde(rename = "MaxResults")]
    pub(crate) max_results: Option<i64>,
    #[serde(rename = "NameContains")]
    pub(crate) name_contains: Option<String>,
    #[serde(rename = "NextToken")]
    pub(crate) next_token: Option<String>,
    #[serde(rename = "SortBy")]
    pub(crate) sort_by: Option<String>,
    #[serde(rename = "SortOrder")]
    pub(crate) sort_order: Option<String>,
    #[serde(rename = "StatusEquals")]
    pub(crate) status_equals: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ListHyperParameterTuningJobsRequest {
    #[serde(rename = "CreationTimeAfter")]
    pub(crate) creation_time_after: Option<f64>,
    #[serde(rename = "CreationTimeBefore")]
    pub(crate) creation_time_before: Option<f64>,
    #[serde(rename = "LastModifiedTimeAfter")]
    pub(crate) last_modified_time_after: Option<f64>,
    #[serde(rename = "LastModifiedTimeBefore")]
    pub(crate) last_modified_time_before: Option<f64>,
    #[serde(rename = "MaxResults")]
    pub(crate) max_results: Option<i64>,
    #[serde(rename = "NameContains")]
    pub(crate) name_contains: Option<String>,
    #[serde(rename = "NextToken")]
    pub(crate) next_token: Option<String>,
    #[serde(rename = "SortBy")]
    pub(crate) sort_by: Option<String>,
    #[serde(rename = "SortOrder")]
    pub(crate) sort_order: Option<String>,
    #[serde(rename = "StatusEquals")]
    pub(crate) status_equals: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ListModelsInput {
    #[serde(rename = "CreationTimeAfter")]
    pub(crate) creation_time_after: Option<f64>,
    #[serde(rename = "CreationTimeBefore")]
    pub(crate) creation_time_before: Option<f64>,
    #[serde(rename = "MaxResults")]
    pub(crate) max_results: Option<i64>,
    #[serde(rename = "NameContains")]
    pub(crate) name_contains: Option<String>,
    #[serde(rename = "NextToken")]
    pub(crate) next_token: Option<String>,
    #[serde(rename = "SortBy")]
    pub(crate) sort_by: Option<String>,
    #[serde(rename = "SortOrder")]
    pub(crate) sort_order: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ListTagsInput {
    #[serde(rename = "MaxResults")]
    pub(crate) max_results: Option<i64>,
    #[serde(rename = "NextToken")]
    pub(crate) next_token: Option<String>,
    #[serde(rename = "ResourceArn")]
    pub(crate) resource_arn: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ListTrainingJobsForHyperParameterTuningJobRequest {
    #[serde(rename = "HyperParameterTuningJobName")]
    pub(crate) hyper_parameter_tuning_job_name: String,
    #[serde(rename = "MaxResults")]
    pub(crate) max_results: Option<i64>,
    #[serde(rename = "NextToken")]
    pub(crate) next_token: Option<String>,
    #[serde(rename = "SortBy")]
    pub(crate) sort_by: Option<String>,
    #[serde(rename = "SortOrder")]
    pub(crate) sort_order: Option<String>,
    #[serde(rename = "StatusEquals")]
    pub(crate) status_equals: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ListTrainingJobsRequest {
    #[serde(rename = "CreationTimeAfter")]
    pub(crate) creation_time_after: Option<f64>,
    #[serde(rename = "CreationTimeBefore")]
    pub(crate) creation_time_before: Option<f64>,
    #[serde(rename = "LastModifiedTimeAfter")]
    pub(crate) last_modified_time_after: Option<f64>,
    #[serde(rename = "LastModifiedTimeBefore")]
    pub(crate) last_modified_time_before: Option<f64>,
    #[serde(rename = "MaxResults")]
    pub(crate) max_results: Option<i64>,
    #[serde(rename = "NameContains")]
    pub(crate) name_contains: Option<String>,
    #[serde(rename = "NextToken")]
    pub(crate) next_token: Option<String>,
    #[serde(rename = "SortBy")]
    pub(crate) sort_by: Option<String>,
    #[serde(rename = "SortOrder")]
    pub(crate) sort_order: Option<String>,
    #[serde(rename = "StatusEquals")]
    pub(crate) status_equals: Option<String>,
    #[serde(rename = "TrainingPlanArnEquals")]
    pub(crate) training_plan_arn_equals: Option<String>,
    #[serde(rename = "WarmPoolStatusEquals")]
    pub(crate) warm_pool_status_equals: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct MetricDefinition {
    #[serde(rename = "Name")]
    pub(crate) name: String,
    #[serde(rename = "Regex")]
    pub(crate) regex: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct MetricsConfig {
    #[serde(rename = "EnableDetailedObservability")]
    pub(crate) enable_detailed_observability: Option<bool>,
    #[serde(rename = "EnableEnhancedMetrics")]
    pub(crate) enable_enhanced_metrics: Option<bool>,
    #[serde(rename = "MetricPublishFrequencyInSeconds")]
    pub(crate) metric_publish_frequency_in_seconds: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct MetricsEndpoint {
    #[serde(rename = "MetricPublishFrequencyInSeconds")]
    pub(crate) metric_publish_frequency_in_seconds: Option<i64>,
    #[serde(rename = "MetricsEndpointPath")]
    pub(crate) metrics_endpoint_path: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct MlflowConfig {
    #[serde(rename = "MlflowExperimentName")]
    pub(crate) mlflow_experiment_name: Option<String>,
    #[serde(rename = "MlflowResourceArn")]
    pub(crate) mlflow_resource_arn: String,
    #[serde(rename = "MlflowRunName")]
    pub(crate) mlflow_run_name: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ModelAccessConfig {
    #[serde(rename = "AcceptEula")]
    pub(crate) accept_eula: bool,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ModelDataSource {
    #[serde(rename = "S3DataSource")]
    pub(crate) s3_data_source: Option<S3ModelDataSource>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ModelPackageConfig {
    #[serde(rename = "ModelPackageGroupArn")]
    pub(crate) model_package_group_arn: String,
    #[serde(rename = "SourceModelPackageArn")]
    pub(crate) source_model_package_arn: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct MultiModelConfig {
    #[serde(rename = "ModelCacheSetting")]
    pub(crate) model_cache_setting: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct NestedFilters {
    #[serde(rename = "Filters")]
    pub(crate) filters: Vec<Filter>,
    #[serde(rename = "NestedPropertyName")]
    pub(crate) nested_property_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct OutputDataConfig {
    #[serde(rename = "CompressionType")]
    pub(crate) compression_type: Option<String>,
    #[serde(rename = "KmsKeyId")]
    pub(crate) kms_key_id: Option<String>,
    #[serde(rename = "S3OutputPath")]
    pub(crate) s3_output_path: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ParameterRanges {
    #[serde(rename = "AutoParameters")]
    pub(crate) auto_parameters: Option<Vec<AutoParameter>>,
    #[serde(rename = "CategoricalParameterRanges")]
    pub(crate) categorical_parameter_ranges: Option<Vec<CategoricalParameterRange>>,
    #[serde(rename = "ContinuousParameterRanges")]
    pub(crate) continuous_parameter_ranges: Option<Vec<ContinuousParameterRange>>,
    #[serde(rename = "IntegerParameterRanges")]
    pub(crate) integer_parameter_ranges: Option<Vec<IntegerParameterRange>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ParentHyperParameterTuningJob {
    #[serde(rename = "HyperParameterTuningJobName")]
    pub(crate) hyper_parameter_tuning_job_name: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct PlacementSpecification {
    #[serde(rename = "InstanceCount")]
    pub(crate) instance_count: i64,
    #[serde(rename = "UltraServerId")]
    pub(crate) ultra_server_id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct PrefixAwareRoutingConfig {
    #[serde(rename = "ConcurrencyThreshold")]
    pub(crate) concurrency_threshold: Option<i64>,
    #[serde(rename = "PrefixLength")]
    pub(crate) prefix_length: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ProductionVariant {
    #[serde(rename = "AcceleratorPartitionLayouts")]
    pub(crate) accelerator_partition_layouts: Option<Vec<AcceleratorPartitionLayout>>,
    #[serde(rename = "AcceleratorType")]
    pub(crate) accelerator_type: Option<String>,
    #[serde(rename = "CapacityReservationConfig")]
    pub(crate) capacity_reservation_config: Option<ProductionVariantCapacityReservationConfig>,
    #[serde(rename = "ContainerStartupHealthCheckTimeoutInSeconds")]
    pub(crate) container_startup_health_check_timeout_in_seconds: Option<i64>,
    #[serde(rename = "CoreDumpConfig")]
    pub(crate) core_dump_config: Option<ProductionVariantCoreDumpConfig>,
    #[serde(rename = "EnableSSMAccess")]
    pub(crate) enable_ssm_access: Option<bool>,
    #[serde(rename = "InferenceAmiVersion")]
    pub(crate) inference_ami_version: Option<String>,
    #[serde(rename = "InitialInstanceCount")]
    pub(crate) initial_instance_count: Option<i64>,
    #[serde(rename = "InitialVariantWeight")]
    pub(crate) initial_variant_weight: Option<f64>,
    #[serde(rename = "InstancePools")]
    pub(crate) instance_pools: Option<Vec<InstancePool>>,
    #[serde(rename = "InstanceType")]
    pub(crate) instance_type: Option<String>,
    #[serde(rename = "ManagedInstanceScaling")]
    pub(crate) managed_instance_scaling: Option<ProductionVariantManagedInstanceScaling>,
    #[serde(rename = "ModelDataDownloadTimeoutInSeconds")]
    pub(crate) model_data_download_timeout_in_seconds: Option<i64>,
    #[serde(rename = "ModelName")]
    pub(crate) model_name: Option<String>,
    #[serde(rename = "RoutingConfig")]
    pub(crate) routing_config: Option<ProductionVariantRoutingConfig>,
    #[serde(rename = "ServerlessConfig")]
    pub(crate) serverless_config: Option<ProductionVariantServerlessConfig>,
    #[serde(rename = "VariantInstanceProvisionTimeoutInSeconds")]
    pub(crate) variant_instance_provision_timeout_in_seconds: Option<i64>,
    #[serde(rename = "VariantName")]
    pub(crate) variant_name: String,
    #[serde(rename = "VolumeSizeInGB")]
    pub(crate) volume_size_in_gb: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ProductionVariantCapacityReservationConfig {
    #[serde(rename = "CapacityReservationPreference")]
    pub(crate) capacity_reservation_preference: Option<String>,
    #[serde(rename = "MlReservationArn")]
    pub(crate) ml_reservation_arn: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ProductionVariantCoreDumpConfig {
    #[serde(rename = "DestinationS3Uri")]
    pub(crate) destination_s3_uri: String,
    #[serde(rename = "KmsKeyId")]
    pub(crate) kms_key_id: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ProductionVariantManagedInstanceScaling {
    #[serde(rename = "MaxInstanceCount")]
    pub(crate) max_instance_count: Option<i64>,
    #[serde(rename = "MinInstanceCount")]
    pub(crate) min_instance_count: Option<i64>,
    #[serde(rename = "ScaleInPolicy")]
    pub(crate) scale_in_policy: Option<ProductionVariantManagedInstanceScalingScaleInPolicy>,
    #[serde(rename = "Status")]
    pub(crate) status: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ProductionVariantManagedInstanceScalingScaleInPolicy {
    #[serde(rename = "CooldownInMinutes")]
    pub(crate) cooldown_in_minutes: Option<i64>,
    #[serde(rename = "MaximumStepSize")]
    pub(crate) maximum_step_size: Option<i64>,
    #[serde(rename = "Strategy")]
    pub(crate) strategy: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ProductionVariantRoutingConfig {
    #[serde(rename = "PrefixAwareRoutingConfig")]
    pub(crate) prefix_aware_routing_config: Option<PrefixAwareRoutingConfig>,
    #[serde(rename = "RoutingStrategy")]
    pub(crate) routing_strategy: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ProductionVariantServerlessConfig {
    #[serde(rename = "MaxConcurrency")]
    pub(crate) max_concurrency: i64,
    #[serde(rename = "MemorySizeInMB")]
    pub(crate) memory_size_in_mb: i64,
    #[serde(rename = "ProvisionedConcurrency")]
    pub(crate) provisioned_concurrency: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ProductionVariantServerlessUpdateConfig {
    #[serde(rename = "MaxConcurrency")]
    pub(crate) max_concurrency: Option<i64>,
    #[serde(rename = "ProvisionedConcurrency")]
    pub(crate) provisioned_concurrency: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ProfilerConfig {
    #[serde(rename = "DisableProfiler")]
    pub(crate) disable_profiler: Option<bool>,
    #[serde(rename = "ProfilingIntervalInMilliseconds")]
    pub(crate) profiling_interval_in_milliseconds: Option<i64>,
    #[serde(rename = "ProfilingParameters")]
    pub(crate) profiling_parameters: Option<BTreeMap<String, String>>,
    #[serde(rename = "S3OutputPath")]
    pub(crate) s3_output_path: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ProfilerConfigForUpdate {
    #[serde(rename = "DisableProfiler")]
    pub(crate) disable_profiler: Option<bool>,
    #[serde(rename = "ProfilingIntervalInMilliseconds")]
    pub(crate) profiling_interval_in_milliseconds: Option<i64>,
    #[serde(rename = "ProfilingParameters")]
    pub(crate) profiling_parameters: Option<BTreeMap<String, String>>,
    #[serde(rename = "S3OutputPath")]
    pub(crate) s3_output_path: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ProfilerRuleConfiguration {
    #[serde(rename = "InstanceType")]
    pub(crate) instance_type: Option<String>,
    #[serde(rename = "LocalPath")]
    pub(crate) local_path: Option<String>,
    #[serde(rename = "RuleConfigurationName")]
    pub(crate) rule_configuration_name: String,
    #[serde(rename = "RuleEvaluatorImage")]
    pub(crate) rule_evaluator_image: String,
    #[serde(rename = "RuleParameters")]
    pub(crate) rule_parameters: Option<BTreeMap<String, String>>,
    #[serde(rename = "S3OutputPath")]
    pub(crate) s3_output_path: Option<String>,
    #[serde(rename = "VolumeSizeInGB")]
    pub(crate) volume_size_in_gb: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct RemoteDebugConfig {
    #[serde(rename = "EnableRemoteDebug")]
    pub(crate) enable_remote_debug: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct RemoteDebugConfigForUpdate {
    #[serde(rename = "EnableRemoteDebug")]
    pub(crate) enable_remote_debug: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct RepositoryAuthConfig {
    #[serde(rename = "RepositoryCredentialsProviderArn")]
    pub(crate) repository_credentials_provider_arn: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ResourceConfig {
    #[serde(rename = "InstanceCount")]
    pub(crate) instance_count: Option<i64>,
    #[serde(rename = "InstanceGroups")]
    pub(crate) instance_groups: Option<Vec<InstanceGroup>>,
    #[serde(rename = "InstancePlacementConfig")]
    pub(crate) instance_placement_config: Option<InstancePlacementConfig>,
    #[serde(rename = "InstancePreferences")]
    pub(crate) instance_preferences: Option<Vec<InstancePreference>>,
    #[serde(rename = "InstanceType")]
    pub(crate) instance_type: Option<String>,
    #[serde(rename = "KeepAlivePeriodInSeconds")]
    pub(crate) keep_alive_period_in_seconds: Option<i64>,
    #[serde(rename = "SelectedInstanceCount")]
    pub(crate) selected_instance_count: Option<i64>,
    #[serde(rename = "SelectedInstanceType")]
    pub(crate) selected_instance_type: Option<String>,
    #[serde(rename = "TrainingPlanArn")]
    pub(crate) training_plan_arn: Option<String>,
    #[serde(rename = "VolumeKmsKeyId")]
    pub(crate) volume_kms_key_id: Option<String>,
    #[serde(rename = "VolumeSizeInGB")]
    pub(crate) volume_size_in_gb: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ResourceConfigForUpdate {
    #[serde(rename = "KeepAlivePeriodInSeconds")]
    pub(crate) keep_alive_period_in_seconds: i64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ResourceLimits {
    #[serde(rename = "MaxNumberOfTrainingJobs")]
    pub(crate) max_number_of_training_jobs: Option<i64>,
    #[serde(rename = "MaxParallelTrainingJobs")]
    pub(crate) max_parallel_training_jobs: i64,
    #[serde(rename = "MaxRuntimeInSeconds")]
    pub(crate) max_runtime_in_seconds: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct RetryStrategy {
    #[serde(rename = "MaximumRetryAttempts")]
    pub(crate) maximum_retry_attempts: i64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct RollingUpdatePolicy {
    #[serde(rename = "MaximumBatchSize")]
    pub(crate) maximum_batch_size: CapacitySize,
    #[serde(rename = "MaximumExecutionTimeoutInSeconds")]
    pub(crate) maximum_execution_timeout_in_seconds: Option<i64>,
    #[serde(rename = "RollbackMaximumBatchSize")]
    pub(crate) rollback_maximum_batch_size: Option<CapacitySize>,
    #[serde(rename = "WaitIntervalInSeconds")]
    pub(crate) wait_interval_in_seconds: i64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct S3DataSource {
    #[serde(rename = "AttributeNames")]
    pub(crate) attribute_names: Option<Vec<String>>,
    #[serde(rename = "HubAccessConfig")]
    pub(crate) hub_access_config: Option<HubAccessConfig>,
    #[serde(rename = "InstanceGroupNames")]
    pub(crate) instance_group_names: Option<Vec<String>>,
    #[serde(rename = "ModelAccessConfig")]
    pub(crate) model_access_config: Option<ModelAccessConfig>,
    #[serde(rename = "S3DataDistributionType")]
    pub(crate) s3_data_distribution_type: Option<String>,
    #[serde(rename = "S3DataType")]
    pub(crate) s3_data_type: String,
    #[serde(rename = "S3Uri")]
    pub(crate) s3_uri: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct S3ModelDataSource {
    #[serde(rename = "CompressionType")]
    pub(crate) compression_type: String,
    #[serde(rename = "ETag")]
    pub(crate) e_tag: Option<String>,
    #[serde(rename = "HubAccessConfig")]
    pub(crate) hub_access_config: Option<InferenceHubAccessConfig>,
    #[serde(rename = "ManifestEtag")]
    pub(crate) manifest_etag: Option<String>,
    #[serde(rename = "ManifestS3Uri")]
    pub(crate) manifest_s3_uri: Option<String>,
    #[serde(rename = "ModelAccessConfig")]
    pub(crate) model_access_config: Option<ModelAccessConfig>,
    #[serde(rename = "S3DataType")]
    pub(crate) s3_data_type: String,
    #[serde(rename = "S3Uri")]
    pub(crate) s3_uri: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct SearchExpression {
    #[serde(rename = "Filters")]
    pub(crate) filters: Option<Vec<Filter>>,
    #[serde(rename = "NestedFilters")]
    pub(crate) nested_filters: Option<Vec<NestedFilters>>,
    #[serde(rename = "Operator")]
    pub(crate) operator: Option<String>,
    #[serde(rename = "SubExpressions")]
    pub(crate) sub_expressions: Option<Vec<SearchExpression>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct SearchRequest {
    #[serde(rename = "CrossAccountFilterOption")]
    pub(crate) cross_account_filter_option: Option<String>,
    #[serde(rename = "MaxResults")]
    pub(crate) max_results: Option<i64>,
    #[serde(rename = "NextToken")]
    pub(crate) next_token: Option<String>,
    #[serde(rename = "Resource")]
    pub(crate) resource: String,
    #[serde(rename = "SearchExpression")]
    pub(crate) search_expression: Option<SearchExpression>,
    #[serde(rename = "SortBy")]
    pub(crate) sort_by: Option<String>,
    #[serde(rename = "SortOrder")]
    pub(crate) sort_order: Option<String>,
    #[serde(rename = "VisibilityConditions")]
    pub(crate) visibility_conditions: Option<Vec<VisibilityConditions>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ServerlessJobConfig {
    #[serde(rename = "AcceptEula")]
    pub(crate) accept_eula: Option<bool>,
    #[serde(rename = "BaseModelArn")]
    pub(crate) base_model_arn: String,
    #[serde(rename = "CustomizationTechnique")]
    pub(crate) customization_technique: Option<String>,
    #[serde(rename = "EvaluationType")]
    pub(crate) evaluation_type: Option<String>,
    #[serde(rename = "EvaluatorArn")]
    pub(crate) evaluator_arn: Option<String>,
    #[serde(rename = "JobType")]
    pub(crate) job_type: String,
    #[serde(rename = "Peft")]
    pub(crate) peft: Option<String>,
    #[serde(rename = "SequenceLength")]
    pub(crate) sequence_length: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct SessionChainingConfig {
    #[serde(rename = "EnableSessionTagChaining")]
    pub(crate) enable_session_tag_chaining: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ShuffleConfig {
    #[serde(rename = "Seed")]
    pub(crate) seed: i64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct StopHyperParameterTuningJobRequest {
    #[serde(rename = "HyperParameterTuningJobName")]
    pub(crate) hyper_parameter_tuning_job_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct StopTrainingJobRequest {
    #[serde(rename = "TrainingJobName")]
    pub(crate) training_job_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct StoppingCondition {
    #[serde(rename = "MaxPendingTimeInSeconds")]
    pub(crate) max_pending_time_in_seconds: Option<i64>,
    #[serde(rename = "MaxRuntimeInSeconds")]
    pub(crate) max_runtime_in_seconds: Option<i64>,
    #[serde(rename = "MaxWaitTimeInSeconds")]
    pub(crate) max_wait_time_in_seconds: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Tag {
    #[serde(rename = "Key")]
    pub(crate) key: String,
    #[serde(rename = "Value")]
    pub(crate) value: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct TensorBoardOutputConfig {
    #[serde(rename = "LocalPath")]
    pub(crate) local_path: Option<String>,
    #[serde(rename = "S3OutputPath")]
    pub(crate) s3_output_path: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct TrafficRoutingConfig {
    #[serde(rename = "CanarySize")]
    pub(crate) canary_size: Option<CapacitySize>,
    #[serde(rename = "LinearStepSize")]
    pub(crate) linear_step_size: Option<CapacitySize>,
    #[serde(rename = "Type")]
    pub(crate) kind: String,
    #[serde(rename = "WaitIntervalInSeconds")]
    pub(crate) wait_interval_in_seconds: i64,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct TrainingImageConfig {
    #[serde(rename = "TrainingRepositoryAccessMode")]
    pub(crate) training_repository_access_mode: String,
    #[serde(rename = "TrainingRepositoryAuthConfig")]
    pub(crate) training_repository_auth_config: Option<TrainingRepositoryAuthConfig>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct TrainingRepositoryAuthConfig {
    #[serde(rename = "TrainingRepositoryCredentialsProviderArn")]
    pub(crate) training_repository_credentials_provider_arn: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct TuningJobCompletionCriteria {
    #[serde(rename = "BestObjectiveNotImproving")]
    pub(crate) best_objective_not_improving: Option<BestObjectiveNotImproving>,
    #[serde(rename = "ConvergenceDetected")]
    pub(crate) convergence_detected: Option<ConvergenceDetected>,
    #[serde(rename = "TargetObjectiveMetricValue")]
    pub(crate) target_objective_metric_value: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct UpdateEndpointInput {
    #[serde(rename = "DeploymentConfig")]
    pub(crate) deployment_config: Option<DeploymentConfig>,
    #[serde(rename = "EndpointConfigName")]
    pub(crate) endpoint_config_name: String,
    #[serde(rename = "EndpointName")]
    pub(crate) endpoint_name: String,
    #[serde(rename = "ExcludeRetainedVariantProperties")]
    pub(crate) exclude_retained_variant_properties: Option<Vec<VariantProperty>>,
    #[serde(rename = "RetainAllVariantProperties")]
    pub(crate) retain_all_variant_properties: Option<bool>,
    #[serde(rename = "RetainDeploymentConfig")]
    pub(crate) retain_deployment_config: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct UpdateEndpointWeightsAndCapacitiesInput {
    #[serde(rename = "DesiredWeightsAndCapacities")]
    pub(crate) desired_weights_and_capacities: Vec<DesiredWeightAndCapacity>,
    #[serde(rename = "EndpointName")]
    pub(crate) endpoint_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct UpdateTrainingJobRequest {
    #[serde(rename = "ProfilerConfig")]
    pub(crate) profiler_config: Option<ProfilerConfigForUpdate>,
    #[serde(rename = "ProfilerRuleConfigurations")]
    pub(crate) profiler_rule_configurations: Option<Vec<ProfilerRuleConfiguration>>,
    #[serde(rename = "RemoteDebugConfig")]
    pub(crate) remote_debug_config: Option<RemoteDebugConfigForUpdate>,
    #[serde(rename = "ResourceConfig")]
    pub(crate) resource_config: Option<ResourceConfigForUpdate>,
    #[serde(rename = "TrainingJobName")]
    pub(crate) training_job_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct VariantProperty {
    #[serde(rename = "VariantPropertyType")]
    pub(crate) variant_property_type: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct VisibilityConditions {
    #[serde(rename = "Key")]
    pub(crate) key: Option<String>,
    #[serde(rename = "Value")]
    pub(crate) value: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct VpcConfig {
    #[serde(rename = "SecurityGroupIds")]
    pub(crate) security_group_ids: Vec<String>,
    #[serde(rename = "Subnets")]
    pub(crate) subnets: Vec<String>,
}
