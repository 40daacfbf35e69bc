//! AWS Identity and Access Management. Made by `cargo xtask codegen` from botocore==1.44.8; not to be edited.

#![allow(clippy::all, clippy::pedantic, dead_code, missing_docs)]

use serde::Deserialize;

use crate::model::schema::{Member, Number, Operation, Service, Shape, Size, Text};

pub(crate) static SERVICE: Service = Service {
    name: "iam",
    target: "",
    namespace: "https://iam.amazonaws.com/doc/2010-05-08/",
    operations: &[
        Operation {
            name: "GetRole",
            input: Some(&GET_ROLE_REQUEST_SHAPE),
            output: Some(&GET_ROLE_RESPONSE_SHAPE),
            errors: &[("NoSuchEntity", 404), ("ServiceFailure", 500)],
        },
        Operation {
            name: "ListRoles",
            input: Some(&LIST_ROLES_REQUEST_SHAPE),
            output: Some(&LIST_ROLES_RESPONSE_SHAPE),
            errors: &[("ServiceFailure", 500)],
        },
        Operation {
            name: "SimulatePrincipalPolicy",
            input: Some(&SIMULATE_PRINCIPAL_POLICY_REQUEST_SHAPE),
            output: Some(&SIMULATE_POLICY_RESPONSE_SHAPE),
            errors: &[("InvalidInput", 400), ("NoSuchEntity", 404), ("PolicyEvaluation", 500)],
        },
    ],
};

static ACTION_NAME_LIST_TYPE_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &ACTION_NAME_TYPE_SHAPE);
static ACTION_NAME_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(3), max: Some(128) }, pattern: None, values: &[] });
static ATTACHED_PERMISSIONS_BOUNDARY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "PermissionsBoundaryArn", shape: &ARN_TYPE_SHAPE, required: false },
    Member { name: "PermissionsBoundaryType", shape: &PERMISSIONS_BOUNDARY_ATTACHMENT_TYPE_SHAPE, required: false },
]);
static ATTACHMENT_NAME_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(128) }, pattern: Some("[\\w+=,.@-]+"), values: &[] });
static ATTACHMENT_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["user", "group", "role"] });
static COLUMN_NUMBER_SHAPE: Shape = Shape::Integer(Number { min: None, max: None });
static CONTEXT_ENTRY_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ContextKeyName", shape: &CONTEXT_KEY_NAME_TYPE_SHAPE, required: false },
    Member { name: "ContextKeyType", shape: &CONTEXT_KEY_TYPE_ENUM_SHAPE, required: false },
    Member { name: "ContextKeyValues", shape: &CONTEXT_KEY_VALUE_LIST_TYPE_SHAPE, required: false },
]);
static CONTEXT_ENTRY_LIST_TYPE_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &CONTEXT_ENTRY_SHAPE);
static CONTEXT_KEY_NAME_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(5), max: Some(256) }, pattern: None, values: &[] });
static CONTEXT_KEY_NAMES_RESULT_LIST_TYPE_SHAPE: Shape =
    Shape::List(Size { min: None, max: None }, &CONTEXT_KEY_NAME_TYPE_SHAPE);
static CONTEXT_KEY_TYPE_ENUM_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &[
        "string",
        "stringList",
        "numeric",
        "numericList",
        "boolean",
        "booleanList",
        "ip",
        "ipList",
        "binary",
        "binaryList",
        "date",
        "dateList",
    ],
});
static CONTEXT_KEY_VALUE_LIST_TYPE_SHAPE: Shape =
    Shape::List(Size { min: None, max: None }, &CONTEXT_KEY_VALUE_TYPE_SHAPE);
static CONTEXT_KEY_VALUE_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static EVAL_DECISION_DETAILS_TYPE_SHAPE: Shape =
    Shape::Map(Size { min: None, max: None }, &EVAL_DECISION_SOURCE_TYPE_SHAPE, &POLICY_EVALUATION_DECISION_TYPE_SHAPE);
static EVAL_DECISION_SOURCE_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(3), max: Some(256) }, pattern: None, values: &[] });
static EVALUATION_RESULT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "EvalActionName", shape: &ACTION_NAME_TYPE_SHAPE, required: true },
    Member { name: "EvalDecision", shape: &POLICY_EVALUATION_DECISION_TYPE_SHAPE, required: true },
    Member { name: "EvalDecisionDetails", shape: &EVAL_DECISION_DETAILS_TYPE_SHAPE, required: false },
    Member { name: "EvalResourceName", shape: &RESOURCE_NAME_TYPE_SHAPE, required: false },
    Member { name: "MatchedStatements", shape: &STATEMENT_LIST_TYPE_SHAPE, required: false },
    Member { name: "MissingContextValues", shape: &CONTEXT_KEY_NAMES_RESULT_LIST_TYPE_SHAPE, required: false },
    Member { name: "OrganizationsDecisionDetail", shape: &ORGANIZATIONS_DECISION_DETAIL_SHAPE, required: false },
    Member {
        name: "PermissionsBoundaryDecisionDetail",
        shape: &PERMISSIONS_BOUNDARY_DECISION_DETAIL_SHAPE,
        required: false,
    },
    Member { name: "ResourceSpecificResults", shape: &RESOURCE_SPECIFIC_RESULT_LIST_TYPE_SHAPE, required: false },
]);
static EVALUATION_RESULTS_LIST_TYPE_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &EVALUATION_RESULT_SHAPE);
static GET_ROLE_REQUEST_SHAPE: Shape =
    Shape::Structure(&[Member { name: "RoleName", shape: &ROLE_NAME_TYPE_SHAPE, required: true }]);
static GET_ROLE_RESPONSE_SHAPE: Shape =
    Shape::Structure(&[Member { name: "Role", shape: &ROLE_SHAPE, required: true }]);
static INLINE_POLICY_IDENTIFIER_TYPE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "AttachmentName", shape: &ATTACHMENT_NAME_SHAPE, required: true },
    Member { name: "AttachmentType", shape: &ATTACHMENT_TYPE_SHAPE, required: true },
    Member { name: "PolicyName", shape: &POLICY_NAME_TYPE_SHAPE, required: true },
]);
static LINE_NUMBER_SHAPE: Shape = Shape::Integer(Number { min: None, max: None });
static LIST_ROLES_REQUEST_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Marker", shape: &MARKER_TYPE_SHAPE, required: false },
    Member { name: "MaxItems", shape: &MAX_ITEMS_TYPE_SHAPE, required: false },
    Member { name: "PathPrefix", shape: &PATH_PREFIX_TYPE_SHAPE, required: false },
]);
static LIST_ROLES_RESPONSE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "IsTruncated", shape: &BOOLEAN_TYPE_SHAPE, required: false },
    Member { name: "Marker", shape: &RESPONSE_MARKER_TYPE_SHAPE, required: false },
    Member { name: "Roles", shape: &ROLE_LIST_TYPE_SHAPE, required: true },
]);
static ORGANIZATIONS_DECISION_DETAIL_SHAPE: Shape =
    Shape::Structure(&[Member { name: "AllowedByOrganizations", shape: &BOOLEAN_TYPE_SHAPE, required: false }]);
static PERMISSIONS_BOUNDARY_ATTACHMENT_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &["PermissionsBoundaryPolicy"] });
static PERMISSIONS_BOUNDARY_DECISION_DETAIL_SHAPE: Shape =
    Shape::Structure(&[Member { name: "AllowedByPermissionsBoundary", shape: &BOOLEAN_TYPE_SHAPE, required: false }]);
static POLICY_EVALUATION_DECISION_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["allowed", "explicitDeny", "implicitDeny"],
});
static POLICY_EXCLUSIONS_LIST_TYPE_SHAPE: Shape =
    Shape::List(Size { min: None, max: Some(256) }, &POLICY_IDENTIFIER_SHAPE);
static POLICY_IDENTIFIER_SHAPE: Shape = Shape::Structure(&[
    Member { name: "InlinePolicyIdentifier", shape: &INLINE_POLICY_IDENTIFIER_TYPE_SHAPE, required: false },
    Member { name: "PolicyArn", shape: &ARN_TYPE_SHAPE, required: false },
    Member { name: "PolicyType", shape: &POLICY_IDENTIFIER_POLICY_TYPE_SHAPE, required: false },
]);
static POLICY_IDENTIFIER_POLICY_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["inline", "aws-managed", "user-managed", "permission-boundary", "scp", "rcp"],
});
static POLICY_IDENTIFIER_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static POLICY_SOURCE_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: None },
    pattern: None,
    values: &["user", "group", "role", "aws-managed", "user-managed", "resource", "none"],
});
static POSITION_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Column", shape: &COLUMN_NUMBER_SHAPE, required: false },
    Member { name: "Line", shape: &LINE_NUMBER_SHAPE, required: false },
]);
static RESOURCE_HANDLING_OPTION_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(64) }, pattern: None, values: &[] });
static RESOURCE_NAME_LIST_TYPE_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &RESOURCE_NAME_TYPE_SHAPE);
static RESOURCE_NAME_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(2048) }, pattern: None, values: &[] });
static RESOURCE_SPECIFIC_RESULT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "EvalDecisionDetails", shape: &EVAL_DECISION_DETAILS_TYPE_SHAPE, required: false },
    Member { name: "EvalResourceDecision", shape: &POLICY_EVALUATION_DECISION_TYPE_SHAPE, required: true },
    Member { name: "EvalResourceName", shape: &RESOURCE_NAME_TYPE_SHAPE, required: true },
    Member { name: "MatchedStatements", shape: &STATEMENT_LIST_TYPE_SHAPE, required: false },
    Member { name: "MissingContextValues", shape: &CONTEXT_KEY_NAMES_RESULT_LIST_TYPE_SHAPE, required: false },
    Member {
        name: "PermissionsBoundaryDecisionDetail",
        shape: &PERMISSIONS_BOUNDARY_DECISION_DETAIL_SHAPE,
        required: false,
    },
]);
static RESOURCE_SPECIFIC_RESULT_LIST_TYPE_SHAPE: Shape =
    Shape::List(Size { min: None, max: None }, &RESOURCE_SPECIFIC_RESULT_SHAPE);
static ROLE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Arn", shape: &ARN_TYPE_SHAPE, required: true },
    Member { name: "AssumeRolePolicyDocument", shape: &POLICY_DOCUMENT_TYPE_SHAPE, required: false },
    Member { name: "CreateDate", shape: &DATE_TYPE_SHAPE, required: true },
    Member { name: "Description", shape: &ROLE_DESCRIPTION_TYPE_SHAPE, required: false },
    Member { name: "MaxSessionDuration", shape: &ROLE_MAX_SESSION_DURATION_TYPE_SHAPE, required: false },
    Member { name: "MaxSigninSessionDuration", shape: &MAX_SIGNIN_SESSION_DURATION_TYPE_SHAPE, required: false },
    Member { name: "Path", shape: &PATH_TYPE_SHAPE, required: true },
    Member { name: "PermissionsBoundary", shape: &ATTACHED_PERMISSIONS_BOUNDARY_SHAPE, required: false },
    Member { name: "RoleId", shape: &ID_TYPE_SHAPE, required: true },
    Member { name: "RoleLastUsed", shape: &ROLE_LAST_USED_SHAPE, required: false },
    Member { name: "RoleName", shape: &ROLE_NAME_TYPE_SHAPE, required: true },
    Member { name: "SourceRoleTemplate", shape: &SOURCE_ROLE_TEMPLATE_SHAPE, required: false },
    Member { name: "Tags", shape: &TAG_LIST_TYPE_SHAPE, required: false },
]);
static ROLE_LAST_USED_SHAPE: Shape = Shape::Structure(&[
    Member { name: "LastUsedDate", shape: &DATE_TYPE_SHAPE, required: false },
    Member { name: "Region", shape: &STRING_TYPE_SHAPE, required: false },
]);
static SIMULATE_POLICY_RESPONSE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "EvaluationResults", shape: &EVALUATION_RESULTS_LIST_TYPE_SHAPE, required: false },
    Member { name: "IsTruncated", shape: &BOOLEAN_TYPE_SHAPE, required: false },
    Member { name: "Marker", shape: &RESPONSE_MARKER_TYPE_SHAPE, required: false },
]);
static SIMULATE_PRINCIPAL_POLICY_REQUEST_SHAPE: Shape = Shape::Structure(&[
    Member { name: "ActionNames", shape: &ACTION_NAME_LIST_TYPE_SHAPE, required: true },
    Member { name: "CallerArn", shape: &RESOURCE_NAME_TYPE_SHAPE, required: false },
    Member { name: "ContextEntries", shape: &CONTEXT_ENTRY_LIST_TYPE_SHAPE, required: false },
    Member { name: "Marker", shape: &MARKER_TYPE_SHAPE, required: false },
    Member { name: "MaxItems", shape: &MAX_ITEMS_TYPE_SHAPE, required: false },
    Member { name: "PermissionsBoundaryPolicyInputList", shape: &SIMULATION_POLICY_LIST_TYPE_SHAPE, required: false },
    Member { name: "PolicyExclusionList", shape: &POLICY_EXCLUSIONS_LIST_TYPE_SHAPE, required: false },
    Member { name: "PolicyInputList", shape: &SIMULATION_POLICY_LIST_TYPE_SHAPE, required: false },
    Member { name: "PolicySourceArn", shape: &ARN_TYPE_SHAPE, required: true },
    Member { name: "ResourceArns", shape: &RESOURCE_NAME_LIST_TYPE_SHAPE, required: false },
    Member { name: "ResourceHandlingOption", shape: &RESOURCE_HANDLING_OPTION_TYPE_SHAPE, required: false },
    Member { name: "ResourceOwner", shape: &RESOURCE_NAME_TYPE_SHAPE, required: false },
    Member { name: "ResourcePolicy", shape: &POLICY_DOCUMENT_TYPE_SHAPE, required: false },
]);
static SIMULATION_POLICY_LIST_TYPE_SHAPE: Shape =
    Shape::List(Size { min: None, max: None }, &POLICY_DOCUMENT_TYPE_SHAPE);
static SOURCE_ROLE_TEMPLATE_SHAPE: Shape = Shape::Structure(&[
    Member { name: "TemplateArn", shape: &ARN_TYPE_SHAPE, required: true },
    Member { name: "TemplateMinorVersion", shape: &INTEGER_TYPE_SHAPE, required: true },
]);
static STATEMENT_SHAPE: Shape = Shape::Structure(&[
    Member { name: "EndPosition", shape: &POSITION_SHAPE, required: false },
    Member { name: "SourcePolicyId", shape: &POLICY_IDENTIFIER_TYPE_SHAPE, required: false },
    Member { name: "SourcePolicyType", shape: &POLICY_SOURCE_TYPE_SHAPE, required: false },
    Member { name: "StartPosition", shape: &POSITION_SHAPE, required: false },
]);
static STATEMENT_LIST_TYPE_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &STATEMENT_SHAPE);
static TAG_SHAPE: Shape = Shape::Structure(&[
    Member { name: "Key", shape: &TAG_KEY_TYPE_SHAPE, required: true },
    Member { name: "Value", shape: &TAG_VALUE_TYPE_SHAPE, required: true },
]);
static ARN_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(20), max: Some(2048) }, pattern: None, values: &[] });
static BOOLEAN_TYPE_SHAPE: Shape = Shape::Boolean;
static DATE_TYPE_SHAPE: Shape = Shape::Timestamp;
static ID_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(16), max: Some(128) }, pattern: Some("[\\w]+"), values: &[] });
static INTEGER_TYPE_SHAPE: Shape = Shape::Integer(Number { min: None, max: None });
static MARKER_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(320) },
    pattern: Some("[\\u0020-\\u00FF]+"),
    values: &[],
});
static MAX_ITEMS_TYPE_SHAPE: Shape = Shape::Integer(Number { min: Some(1.0), max: Some(1000.0) });
static MAX_SIGNIN_SESSION_DURATION_TYPE_SHAPE: Shape =
    Shape::Integer(Number { min: Some(3600.0), max: Some(7776000.0) });
static PATH_PREFIX_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(512) },
    pattern: Some("\\u002F[\\u0021-\\u007F]*"),
    values: &[],
});
static PATH_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(512) },
    pattern: Some("(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)"),
    values: &[],
});
static POLICY_DOCUMENT_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: Some(1), max: Some(131072) },
    pattern: Some("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"),
    values: &[],
});
static POLICY_NAME_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(128) }, pattern: Some("[\\w+=,.@-]+"), values: &[] });
static RESPONSE_MARKER_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
static ROLE_DESCRIPTION_TYPE_SHAPE: Shape = Shape::String(Text {
    size: Size { min: None, max: Some(1000) },
    pattern: Some("[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*"),
    values: &[],
});
static ROLE_LIST_TYPE_SHAPE: Shape = Shape::List(Size { min: None, max: None }, &ROLE_SHAPE);
static ROLE_MAX_SESSION_DURATION_TYPE_SHAPE: Shape = Shape::Integer(Number { min: Some(3600.0), max: Some(43200.0) });
static ROLE_NAME_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: Some(1), max: Some(64) }, pattern: Some("[\\w+=,.@-]+"), values: &[] });
static STRING_TYPE_SHAPE: Shape =
    Shape::String(Text { size: Size { min: None, max: None }, pattern: None, values: &[] });
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
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ContextEntry {
    #[serde(rename = "ContextKeyName")]
    pub(crate) context_key_name: Option<String>,
    #[serde(rename = "ContextKeyType")]
    pub(crate) context_key_type: Option<String>,
    #[serde(rename = "ContextKeyValues")]
    pub(crate) context_key_values: Option<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct GetRoleRequest {
    #[serde(rename = "RoleName")]
    pub(crate) role_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct InlinePolicyIdentifierType {
    #[serde(rename = "AttachmentName")]
    pub(crate) attachment_name: String,
    #[serde(rename = "AttachmentType")]
    pub(crate) attachment_type: String,
    #[serde(rename = "PolicyName")]
    pub(crate) policy_name: String,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct ListRolesRequest {
    #[serde(rename = "Marker")]
    pub(crate) marker: Option<String>,
    #[serde(rename = "MaxItems")]
    pub(crate) max_items: Option<i64>,
    #[serde(rename = "PathPrefix")]
    pub(crate) path_prefix: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct PolicyIdentifier {
    #[serde(rename = "InlinePolicyIdentifier")]
    pub(crate) inline_policy_identifier: Option<InlinePolicyIdentifierType>,
    #[serde(rename = "PolicyArn")]
    pub(crate) policy_arn: Option<String>,
    #[serde(rename = "PolicyType")]
    pub(crate) policy_type: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct SimulatePrincipalPolicyRequest {
    #[serde(rename = "ActionNames")]
    pub(crate) action_names: Vec<String>,
    #[serde(rename = "CallerArn")]
    pub(crate) caller_arn: Option<String>,
    #[serde(rename = "ContextEntries")]
    pub(crate) context_entries: Option<Vec<ContextEntry>>,
    #[serde(rename = "Marker")]
    pub(crate) marker: Option<String>,
    #[serde(rename = "MaxItems")]
    pub(crate) max_items: Option<i64>,
    #[serde(rename = "PermissionsBoundaryPolicyInputList")]
    pub(crate) permissions_boundary_policy_input_list: Option<Vec<String>>,
    #[serde(rename = "PolicyExclusionList")]
    pub(crate) policy_exclusion_list: Option<Vec<PolicyIdentifier>>,
    #[serde(rename = "PolicyInputList")]
    pub(crate) policy_input_list: Option<Vec<String>>,
    #[serde(rename = "PolicySourceArn")]
    pub(crate) policy_source_arn: String,
    #[serde(rename = "ResourceArns")]
    pub(crate) resource_arns: Option<Vec<String>>,
    #[serde(rename = "ResourceHandlingOption")]
    pub(crate) resource_handling_option: Option<String>,
    #[serde(rename = "ResourceOwner")]
    pub(crate) resource_owner: Option<String>,
    #[serde(rename = "ResourcePolicy")]
    pub(crate) resource_policy: Option<String>,
}
