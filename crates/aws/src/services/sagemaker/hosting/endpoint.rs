//! `CreateEndpoint` and what belongs to it.

use serde_json::{Value, json};
use tunesmith_hosting::{Change, Deployment, EndpointView};

use super::super::arns::Region;
use super::super::request::Kept;
use super::super::tags;
use super::trained::container;
use super::{Listed, asked, kept, listed};
use crate::model::generated::sagemaker::{
    CreateEndpointInput, DeleteEndpointInput, DescribeEndpointInput, ListEndpointsInput, UpdateEndpointInput,
    UpdateEndpointWeightsAndCapacitiesInput,
};
use crate::model::typed;
use crate::server::Context;
use crate::services::pages::{Filters, Page};
use crate::wire::{ApiError, seconds};

pub(crate) async fn create(cx: &Context, input: Value) -> Result<Value, ApiError> {
    let request: CreateEndpointInput = typed(input.clone())?;
    let name = &request.endpoint_name;
    cx.parts.hosting.create(name, &request.endpoint_config_name, asked(cx, input)).await?;
    let arn = Region { account: &cx.parts.account, region: &cx.caller.region }.endpoint(name);
    tags::keep_new(cx, &arn, request.tags.as_ref()).await?;
    Ok(json!({"EndpointArn": arn}))
}

pub(crate) async fn update(cx: &Context, input: UpdateEndpointInput) -> Result<Value, ApiError> {
    let name = &input.endpoint_name;
    let keeps = input.retain_all_variant_properties == Some(true);
    cx.parts.hosting.update(name, &input.endpoint_config_name, keeps).await?;
    Ok(json!({"EndpointArn": arn_of(cx, name)?}))
}

pub(crate) async fn change(cx: &Context, input: UpdateEndpointWeightsAndCapacitiesInput) -> Result<Value, ApiError> {
    let changes = input.desired_weights_and_capacities.iter().map(|wanted| Change {
        variant: wanted.variant_name.clone(),
        weight: wanted.desired_weight,
        count: wanted.desired_instance_count.map(|n| n.clamp(0, 1000) as u32),
    });
    cx.parts.hosting.change(&input.endpoint_name, changes.collect()).await?;
    Ok(json!({"EndpointArn": arn_of(cx, &input.endpoint_name)?}))
}

pub(crate) async fn delete(cx: &Context, input: DeleteEndpointInput) -> Result<Value, ApiError> {
    cx.parts.hosting.delete(&input.endpoint_name).await?;
    Ok(json!({}))
}

fn arn_of(cx: &Context, name: &str) -> Result<String, ApiError> {
    let view = cx.parts.hosting.view(name)?;
    Ok(arn(cx, &kept(cx, &view.endpoint.asked), &view.endpoint.name))
}

fn arn(cx: &Context, kept: &Kept, name: &str) -> String {
    Region { account: &cx.parts.account, region: &kept.region }.endpoint(name)
}

pub(crate) fn describe(cx: &Context, input: &DescribeEndpointInput) -> Result<Value, ApiError> {
    let view = cx.parts.hosting.view(&input.endpoint_name)?;
    let endpoint = &view.endpoint;
    let mut told = json!({
        "EndpointName": endpoint.name,
        "EndpointArn": arn(cx, &kept(cx, &endpoint.asked), &endpoint.name),
        "EndpointStatus": endpoint.status.name(),
        "CreationTime": seconds(endpoint.created_ms),
        "LastModifiedTime": seconds(endpoint.updated_ms),
    });
    if let Some(deployment) = endpoint.deployment() {
        told["EndpointConfigName"] = json!(deployment.config);
        told["ProductionVariants"] = variants(cx, &view, deployment);
    }
    if let (Some(_), Some(wanted)) = (&endpoint.active, &endpoint.wanted) {
        told["PendingDeploymentSummary"] = json!({"EndpointConfigName": wanted.config});
    }
    if let Some(failure) = &endpoint.failure {
        told["FailureReason"] = json!(failure.chars().take(1024).collect::<String>());
    }
    Ok(told)
}

fn variants(cx: &Context, view: &EndpointView, deployment: &Deployment) -> Value {
    let told = deployment.variants.iter().map(|variant| {
        let running = view.variants.iter().find(|v| v.name == variant.spec.name);
        let kept = kept(cx, &variant.model.asked);
        let container = container(&kept.request);
        json!({
            "VariantName": variant.spec.name,
            "DeployedImages": [{
                "SpecifiedImage": container["Image"],
                "ResolvedImage": container["Image"],
                "ResolutionTime": seconds(view.endpoint.created_ms),
            }],
            "CurrentWeight": running.map_or(variant.spec.weight, |r| r.weight),
            "DesiredWeight": variant.spec.weight,
            "CurrentInstanceCount": running.map_or(0, |r| r.ready),
            "DesiredInstanceCount": variant.spec.count,
        })
    });
    told.collect()
}

pub(crate) fn list(cx: &Context, input: ListEndpointsInput) -> Result<Value, ApiError> {
    let print = format!("{:?}", ListEndpointsInput { next_token: None, max_results: None, ..input.clone() });
    let page = Page::of(input.max_results, input.next_token.as_deref(), &print)?;
    let rows = cx.parts.hosting.views().into_iter().map(|view| {
        let endpoint = view.endpoint;
        let summary = json!({
            "EndpointName": endpoint.name,
            "EndpointArn": arn(cx, &kept(cx, &endpoint.asked), &endpoint.name),
            "EndpointStatus": endpoint.status.name(),
            "CreationTime": seconds(endpoint.created_ms),
            "LastModifiedTime": seconds(endpoint.updated_ms),
        });
        Listed {
            name: endpoint.name,
            status: endpoint.status.name(),
            created_ms: endpoint.created_ms,
            updated_ms: endpoint.updated_ms,
            summary,
        }
    });
    let filters = Filters {
        name_contains: input.name_contains,
        created: [input.creation_time_after, input.creation_time_before],
        modified: [input.last_modified_time_after, input.last_modified_time_before],
        sort_order: input.sort_order,
    };
    Ok(listed(rows.collect(), filters, input.sort_by.as_deref(), input.status_equals.as_deref(), page, "Endpoints"))
}
