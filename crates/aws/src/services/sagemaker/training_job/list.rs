//! `ListTrainingJobs`, and the training jobs of one tuning job.

use std::collections::HashMap;

use serde_json::{Value, json};
use tunesmith_store::{Catalogue as _, JobId, PageOrder, PageQuery};

use super::super::request::{Found, find_tuning_job};
use super::{Trained, outcome, stored_statuses};
use crate::model::generated::sagemaker::{ListTrainingJobsForHyperParameterTuningJobRequest, ListTrainingJobsRequest};
use crate::server::Context;
use crate::services::pages::{Filters, Page, is_descending, with_token};
use crate::wire::{ApiError, seconds};

pub(crate) async fn list(cx: &Context, input: ListTrainingJobsRequest) -> Result<Value, ApiError> {
    let print = format!("{:?}", ListTrainingJobsRequest { next_token: None, max_results: None, ..input.clone() });
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
            Some("Name") => PageOrder::Name,
            Some("Status") => PageOrder::Status,
            _ => PageOrder::Created,
        },
        ..filters.query()
    };
    page.apply(&mut query);
    // Nothing here belongs to a training plan or a warm pool.
    let rows = if input.training_plan_arn_equals.is_some() || input.warm_pool_status_equals.is_some() {
        Vec::new()
    } else {
        cx.parts.store.training_page(None, query).await?
    };
    let (rows, next) = page.cut(rows);
    let mut jobs: HashMap<JobId, Option<Found>> = HashMap::new();
    let mut summaries = Vec::new();
    for (id, trial) in &rows {
        if !jobs.contains_key(id) {
            jobs.insert(*id, cx.parts.store.job_by_id(*id).await?.and_then(Found::new));
        }
        let Some(Some(found)) = jobs.get(id) else { continue };
        let trained = Trained { found, trial };
        let stages = outcome::transitions(cx, &trained);
        let mut told = json!({
            "TrainingJobName": trained.name(),
            "TrainingJobArn": trained.arn(cx),
            "CreationTime": seconds(trial.suggested_ms),
            "LastModifiedTime": seconds(trial.updated_ms),
            "TrainingJobStatus": super::status(trial.run_status),
            "SecondaryStatus": outcome::secondary_status(&stages),
        });
        if let Some(ended) = trial.ended_ms {
            told["TrainingEndTime"] = json!(seconds(ended));
        }
        summaries.push(told);
    }
    Ok(with_token(json!({"TrainingJobSummaries": summaries}), "NextToken", next))
}

pub(crate) async fn list_of_tuning_job(
    cx: &Context,
    input: ListTrainingJobsForHyperParameterTuningJobRequest,
) -> Result<Value, ApiError> {
    let plain =
        ListTrainingJobsForHyperParameterTuningJobRequest { next_token: None, max_results: None, ..input.clone() };
    let page = Page::of(input.max_results, input.next_token.as_deref(), &format!("{plain:?}"))?;
    let found = find_tuning_job(cx, &input.hyper_parameter_tuning_job_name).await?;
    let mut query = PageQuery {
        statuses: input.status_equals.as_deref().map(stored_statuses).unwrap_or_default(),
        order: match input.sort_by.as_deref() {
            Some("CreationTime") => PageOrder::Created,
            Some("Status") => PageOrder::Status,
            // Those without a value are left out, as documented.
            Some("FinalObjectiveMetricValue") => PageOrder::Objective,
            _ => PageOrder::Name,
        },
        descending: is_descending(input.sort_order.as_deref()),
        ..PageQuery::default()
    };
    page.apply(&mut query);
    let (rows, next) = page.cut(cx.parts.store.training_page(Some(found.job.id), query).await?);
    let summaries: Vec<Value> = rows.iter().map(|(_, trial)| Trained { found: &found, trial }.summary(cx)).collect();
    Ok(with_token(json!({"TrainingJobSummaries": summaries}), "NextToken", next))
}
