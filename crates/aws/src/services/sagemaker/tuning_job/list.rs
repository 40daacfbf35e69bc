//! `ListHyperParameterTuningJobs`.

use serde_json::{Value, json};
use tunesmith_store::{Catalogue as _, PageOrder, PageQuery};

use super::super::request::{Found, TUNING_JOB};
use super::{describe, status, stored_statuses};
use crate::model::generated::sagemaker::ListHyperParameterTuningJobsRequest;
use crate::server::Context;
use crate::services::pages::{Filters, Page, with_token};
use crate::wire::{ApiError, seconds};

pub(crate) async fn list(cx: &Context, input: ListHyperParameterTuningJobsRequest) -> Result<Value, ApiError> {
    let print =
        format!("{:?}", ListHyperParameterTuningJobsRequest { next_token: None, max_results: None, ..input.clone() });
    let page = Page::of(input.max_results, input.next_token.as_deref(), &print)?;
    let filters = Filters {
        name_contains: input.name_contains,
        created: [input.creation_time_after, input.creation_time_before],
        modified: [input.last_modified_time_after, input.last_modified_time_before],
        sort_order: input.sort_order,
    };
    let mut query = PageQuery {
        statuses: input.status_equals.as_deref().map(stored_statuses).unwrap_or_default(),
        order: match input.sort_by.as_deref() {
            Some("CreationTime") => PageOrder::Created,
            Some("Status") => PageOrder::Status,
            _ => PageOrder::Name,
        },
        ..filters.query()
    };
    page.apply(&mut query);
    let (rows, next) = page.cut(cx.parts.store.asked_page(TUNING_JOB, query).await?);
    let mut summaries = Vec::new();
    for found in rows.into_iter().filter_map(Found::new) {
        summaries.push(summary(cx, &found).await?);
    }
    Ok(with_token(json!({"HyperParameterTuningJobSummaries": summaries}), "NextToken", next))
}

async fn summary(cx: &Context, found: &Found) -> Result<Value, ApiError> {
    let job = &found.job;
    let mut told = json!({
        "HyperParameterTuningJobName": found.name(),
        "HyperParameterTuningJobArn": found.region(cx).tuning_job(found.name()),
        "HyperParameterTuningJobStatus": status(job.status),
        "Strategy": found.kept.request["HyperParameterTuningJobConfig"]["Strategy"],
        "ResourceLimits": found.kept.request["HyperParameterTuningJobConfig"]["ResourceLimits"],
        "CreationTime": seconds(job.created_ms),
        "LastModifiedTime": seconds(job.updated_ms),
    });
    if job.status.is_over() {
        told["HyperParameterTuningEndTime"] = json!(seconds(job.updated_ms));
    }
    describe::counters(cx, found, &mut told).await?;
    Ok(told)
}
