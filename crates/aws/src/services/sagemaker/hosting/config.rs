//! `CreateEndpointConfig` and what belongs to it.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use tunesmith_hosting::{EndpointConfig, VariantSpec};

use super::super::arns::Region;
use super::super::request::Kept;
use super::super::tags;
use super::{Listed, asked, kept, listed};
use crate::model::generated::sagemaker::{
    CreateEndpointConfigInput, DeleteEndpointConfigInput, DescribeEndpointConfigInput, ListEndpointConfigsInput,
    ProductionVariant,
};
use crate::model::typed;
use crate::server::Context;
use crate::services::pages::{Filters, Page};
use crate::wire::{ApiError, seconds};

/// Seconds that a process may take until it answers, when the request does not say.
const STARTUP_S: f64 = 300.0;

pub(crate) async fn create(cx: &Context, input: Value) -> Result<Value, ApiError> {
    let request: CreateEndpointConfigInput = typed(input.clone())?;
    let captures = request.data_capture_config.as_ref().is_some_and(|c| c.enable_capture == Some(true));
    let undone = [
        (request.async_inference_config.is_some(), "AsyncInferenceConfig"),
        (request.shadow_production_variants.as_ref().is_some_and(|v| !v.is_empty()), "ShadowProductionVariants"),
        (request.explainer_config.is_some(), "ExplainerConfig"),
        (captures, "DataCaptureConfig"),
    ];
    if let Some((_, what)) = undone.iter().find(|(asked, _)| *asked) {
        return Err(ApiError::validation(format!("{what} is not done here; leave it out.")));
    }
    let variants: Vec<VariantSpec> = request.production_variants.iter().map(variant).collect::<Result<_, _>>()?;
    let names: BTreeSet<&str> = variants.iter().map(|v| v.name.as_str()).collect();
    if names.len() < variants.len() {
        return Err(ApiError::validation("Two variants have the same VariantName."));
    }
    if variants.iter().all(|v| v.weight == 0.0) {
        return Err(ApiError::validation("One variant at least needs an InitialVariantWeight above zero."));
    }
    let name = &request.endpoint_config_name;
    let config = EndpointConfig { name: name.clone(), variants, created_ms: cx.now_ms, asked: asked(cx, input) };
    cx.parts.hosting.create_config(&config).await?;
    let arn = Region { account: &cx.parts.account, region: &cx.caller.region }.endpoint_config(name);
    tags::keep_new(cx, &arn, request.tags.as_ref()).await?;
    Ok(json!({"EndpointConfigArn": arn}))
}

fn variant(asked: &ProductionVariant) -> Result<VariantSpec, ApiError> {
    let name = &asked.variant_name;
    let Some(model) = &asked.model_name else {
        return Err(ApiError::validation(format!("The variant {name} needs a ModelName.")));
    };
    Ok(VariantSpec {
        name: name.clone(),
        model: model.clone(),
        // What is serverless elsewhere is one process here.
        count: asked.initial_instance_count.unwrap_or(1).clamp(0, 1000) as u32,
        weight: asked.initial_variant_weight.unwrap_or(1.0),
        startup_s: asked.container_startup_health_check_timeout_in_seconds.map_or(STARTUP_S, |s| s as f64),
    })
}

fn arn(cx: &Context, kept: &Kept, name: &str) -> String {
    Region { account: &cx.parts.account, region: &kept.region }.endpoint_config(name)
}

pub(crate) async fn describe(cx: &Context, input: DescribeEndpointConfigInput) -> Result<Value, ApiError> {
    let config = cx.parts.hosting.config(&input.endpoint_config_name).await?;
    let kept = kept(cx, &config.asked);
    let mut told = json!({
        "EndpointConfigName": config.name,
        "EndpointConfigArn": arn(cx, &kept, &config.name),
        "CreationTime": seconds(config.created_ms),
    });
    for member in ["ProductionVariants", "DataCaptureConfig", "KmsKeyId", "ExecutionRoleArn", "VpcConfig"] {
        if let Some(value) = kept.request.get(member) {
            told[member] = value.clone();
        }
    }
    Ok(told)
}

pub(crate) async fn list(cx: &Context, input: ListEndpointConfigsInput) -> Result<Value, ApiError> {
    let print = format!("{:?}", ListEndpointConfigsInput { next_token: None, max_results: None, ..input.clone() });
    let page = Page::of(input.max_results, input.next_token.as_deref(), &print)?;
    let rows = cx.parts.hosting.configs().await?.into_iter().map(|config| {
        let summary = json!({
            "EndpointConfigName": config.name,
            "EndpointConfigArn": arn(cx, &kept(cx, &config.asked), &config.name),
            "CreationTime": seconds(config.created_ms),
        });
        let at = config.created_ms;
        Listed { name: config.name, status: "", created_ms: at, updated_ms: at, summary }
    });
    let filters = Filters {
        name_contains: input.name_contains,
        created: [input.creation_time_after, input.creation_time_before],
        modified: [None, None],
        sort_order: input.sort_order,
    };
    Ok(listed(rows.collect(), filters, input.sort_by.as_deref(), None, page, "EndpointConfigs"))
}

pub(crate) async fn delete(cx: &Context, input: DeleteEndpointConfigInput) -> Result<Value, ApiError> {
    cx.parts.hosting.delete_config(&input.endpoint_config_name).await?;
    Ok(json!({}))
}
