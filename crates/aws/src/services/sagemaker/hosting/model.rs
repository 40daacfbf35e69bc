//! `CreateModel` and what belongs to it.

use serde_json::{Value, json};
use tunesmith_hosting::Model;
use tunesmith_objects::ObjectUri;
use tunesmith_workload::serving::ModelData;

use super::super::arns::Region;
use super::super::request::Kept;
use super::super::tags;
use super::{Listed, asked, kept, listed};
use crate::model::generated::sagemaker::{
    ContainerDefinition, CreateModelInput, DeleteModelInput, DescribeModelInput, ListModelsInput,
};
use crate::model::typed;
use crate::server::Context;
use crate::services::pages::{Filters, Page};
use crate::wire::{ApiError, seconds};

pub(crate) async fn create(cx: &Context, input: Value) -> Result<Value, ApiError> {
    let request: CreateModelInput = typed(input.clone())?;
    let container = match (&request.primary_container, request.containers.as_deref()) {
        (Some(one), None | Some([])) | (None, Some([one])) => one,
        (None, None | Some([])) => return Err(ApiError::validation("A model needs a PrimaryContainer.")),
        _ => return Err(ApiError::validation("A model has one container here; pipelines of several are not run.")),
    };
    if container.mode.as_deref() == Some("MultiModel") {
        return Err(ApiError::validation(
            "Mode MultiModel is not run here; make a variant or an endpoint for each model.",
        ));
    }
    if let Some(package) = &container.model_package_name {
        return Err(ApiError::validation(format!(
            "ModelPackageName {package} names a model package, which is not kept here; give Image and ModelDataUrl."
        )));
    }
    let image = container.image.as_deref().ok_or_else(|| ApiError::validation("The container needs an Image."))?;
    let env = container.environment.clone().unwrap_or_default();
    let runtime = cx.parts.images.resolve_server(image, &env).map_err(|e| ApiError::validation(e.to_string()))?;
    let data = data(container)?;
    if let Some(data) = &data {
        must_exist(cx, data).await?;
    }
    let name = &request.model_name;
    let model = Model { name: name.clone(), runtime, data, env, created_ms: cx.now_ms, asked: asked(cx, input) };
    cx.parts.hosting.create_model(&model).await?;
    let arn = Region { account: &cx.parts.account, region: &cx.caller.region }.model(name);
    tags::keep_new(cx, &arn, request.tags.as_ref()).await?;
    Ok(json!({"ModelArn": arn}))
}

/// Where the model is.
fn data(container: &ContainerDefinition) -> Result<Option<ModelData>, ApiError> {
    let source = container.model_data_source.as_ref().and_then(|s| s.s3_data_source.as_ref());
    match (&container.model_data_url, source) {
        (Some(_), Some(_)) => Err(ApiError::validation("A container has ModelDataUrl or ModelDataSource, not both.")),
        // A folder's address is that of a model that was left unpacked.
        (Some(uri), None) => Ok(Some(ModelData { uri: uri.clone(), packed: !uri.ends_with('/') })),
        (None, Some(source)) => {
            Ok(Some(ModelData { uri: source.s3_uri.clone(), packed: source.compression_type == "Gzip" }))
        }
        (None, None) => Ok(None),
    }
}

/// A mistyped address should be told now and not when an endpoint starts.
async fn must_exist(cx: &Context, data: &ModelData) -> Result<(), ApiError> {
    let uri = &data.uri;
    let address = ObjectUri::parse(uri)
        .ok_or_else(|| ApiError::validation(format!("The model data is {uri}; it must be an s3:// address.")))?;
    if cx.parts.has_object(&address, data.packed).await {
        Ok(())
    } else {
        Err(ApiError::validation(format!("Could not find model data at {uri}.")))
    }
}

fn arn(cx: &Context, kept: &Kept, name: &str) -> String {
    Region { account: &cx.parts.account, region: &kept.region }.model(name)
}

pub(crate) async fn describe(cx: &Context, input: DescribeModelInput) -> Result<Value, ApiError> {
    let model = cx.parts.hosting.model(&input.model_name).await?;
    let kept = kept(cx, &model.asked);
    let mut told = json!({
        "ModelName": model.name,
        "ModelArn": arn(cx, &kept, &model.name),
        "CreationTime": seconds(model.created_ms),
        "EnableNetworkIsolation": false,
    });
    for member in ["PrimaryContainer", "Containers", "ExecutionRoleArn", "VpcConfig", "EnableNetworkIsolation"] {
        if let Some(value) = kept.request.get(member) {
            told[member] = value.clone();
        }
    }
    if told["PrimaryContainer"].is_object() && told["PrimaryContainer"]["Mode"].is_null() {
        told["PrimaryContainer"]["Mode"] = json!("SingleModel");
    }
    Ok(told)
}

pub(crate) async fn list(cx: &Context, input: ListModelsInput) -> Result<Value, ApiError> {
    let print = format!("{:?}", ListModelsInput { next_token: None, max_results: None, ..input.clone() });
    let page = Page::of(input.max_results, input.next_token.as_deref(), &print)?;
    let rows = cx.parts.hosting.models().await?.into_iter().map(|model| {
        let summary = json!({
            "ModelName": model.name,
            "ModelArn": arn(cx, &kept(cx, &model.asked), &model.name),
            "CreationTime": seconds(model.created_ms),
        });
        Listed { name: model.name, status: "", created_ms: model.created_ms, updated_ms: model.created_ms, summary }
    });
    let filters = Filters {
        name_contains: input.name_contains,
        created: [input.creation_time_after, input.creation_time_before],
        modified: [None, None],
        sort_order: input.sort_order,
    };
    Ok(listed(rows.collect(), filters, input.sort_by.as_deref(), None, page, "Models"))
}

pub(crate) async fn delete(cx: &Context, input: DeleteModelInput) -> Result<Value, ApiError> {
    cx.parts.hosting.delete_model(&input.model_name).await?;
    Ok(json!({}))
}
