//! Tags: of tuning jobs and training jobs, and of anything else by its ARN.

use serde_json::{Value, json};
use tunesmith_store::Catalogue as _;

use super::arns;
use super::request::{Found, find_tuning_job};
use crate::model::generated::sagemaker::{AddTagsInput, DeleteTagsInput, ListTagsInput, Tag};
use crate::server::Context;
use crate::wire::ApiError;

/// The kind of document in which the tags of a resource are kept.
const TAGS: &str = "sagemaker/tags";
/// Most tags that a resource may have.
const MOST: usize = 50;

pub(crate) async fn add(cx: &Context, input: AddTagsInput) -> Result<Value, ApiError> {
    must_exist(cx, &input.resource_arn).await?;
    let mut tags = of(cx, &input.resource_arn).await?;
    for tag in input.tags {
        tags.retain(|t| t.key != tag.key);
        tags.push(tag);
    }
    if tags.len() > MOST {
        return Err(ApiError::limit(format!("A resource has at most {MOST} tags; this would make {}.", tags.len())));
    }
    keep(cx, &input.resource_arn, &tags).await?;
    Ok(json!({"Tags": told(&tags)}))
}

pub(crate) async fn list(cx: &Context, input: ListTagsInput) -> Result<Value, ApiError> {
    must_exist(cx, &input.resource_arn).await?;
    Ok(json!({"Tags": told(&of(cx, &input.resource_arn).await?)}))
}

pub(crate) async fn delete(cx: &Context, input: DeleteTagsInput) -> Result<Value, ApiError> {
    must_exist(cx, &input.resource_arn).await?;
    let mut tags = of(cx, &input.resource_arn).await?;
    tags.retain(|t| !input.tag_keys.contains(&t.key));
    keep(cx, &input.resource_arn, &tags).await?;
    Ok(json!({}))
}

/// Keeps the tags of a new resource.
pub(super) async fn keep_new(cx: &Context, arn: &str, tags: Option<&Vec<Tag>>) -> Result<(), ApiError> {
    match tags {
        Some(tags) if !tags.is_empty() => keep(cx, arn, tags).await,
        // What an earlier resource of this name had is not this one's.
        _ => Ok(cx.parts.store.keep(TAGS, &arn.to_lowercase(), cx.now_ms, None).await?),
    }
}

async fn must_exist(cx: &Context, arn: &str) -> Result<(), ApiError> {
    match arns::resource(arn) {
        Some(("hyper-parameter-tuning-job", name)) => find_tuning_job(cx, name).await.map(|_| ()),
        Some(("training-job", name)) => super::training_job::find(cx, name).await.map(|_| ()),
        Some(("model", name)) => Ok(cx.parts.hosting.model(name).await.map(drop)?),
        Some(("endpoint-config", name)) => Ok(cx.parts.hosting.config(name).await.map(drop)?),
        Some(("endpoint", name)) => Ok(cx.parts.hosting.view(name).map(drop)?),
        Some(_) => Ok(()),
        None => Err(ApiError::validation(format!("{arn} is no ARN of a resource."))),
    }
}

pub(super) async fn of(cx: &Context, arn: &str) -> Result<Vec<Tag>, ApiError> {
    let read = |text: String| -> Vec<Tag> {
        let pairs: Vec<(String, String)> = serde_json::from_str(&text).unwrap_or_default();
        pairs.into_iter().map(|(key, value)| Tag { key, value }).collect()
    };
    if let Some(kept) = cx.parts.store.document(TAGS, &arn.to_lowercase()).await? {
        return Ok(read(kept));
    }
    // A training job has the tags of its tuning job until it gets its own.
    if let Some(("training-job", name)) = arns::resource(arn)
        && let Some((job, _)) = cx.parts.store.training(name).await?
        && let Some(found) = cx.parts.store.job_by_id(job).await?.and_then(Found::new)
        && found.is_tuning_job()
    {
        let of_tuning_job = found.region(cx).tuning_job(found.name());
        return Ok(cx.parts.store.document(TAGS, &of_tuning_job).await?.map(read).unwrap_or_default());
    }
    Ok(Vec::new())
}

async fn keep(cx: &Context, arn: &str, tags: &[Tag]) -> Result<(), ApiError> {
    let pairs: Vec<(&str, &str)> = tags.iter().map(|t| (t.key.as_str(), t.value.as_str())).collect();
    let text = serde_json::to_string(&pairs).unwrap_or_default();
    Ok(cx.parts.store.keep(TAGS, &arn.to_lowercase(), cx.now_ms, Some(&text)).await?)
}

pub(super) fn told(tags: &[Tag]) -> Vec<Value> {
    tags.iter().map(|t| json!({"Key": t.key, "Value": t.value})).collect()
}
