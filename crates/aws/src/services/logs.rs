//! Logs: a group of all training jobs with a stream for each, and a group for each endpoint with a stream for each of its processes;
//! read from their own log files.

use serde_json::{Value, json};
use tunesmith_executor::folder::{RunFolder, read_log};
use tunesmith_store::{Catalogue as _, JobId, PageOrder, PageQuery, TrialRow, Views as _};

use super::not_answered;
use super::pages::{Page, with_token};
use crate::model::generated::logs::{
    DescribeLogGroupsRequest, DescribeLogStreamsRequest, FilterLogEventsRequest, GetLogEventsRequest,
};
use crate::model::typed;
use crate::server::Context;
use crate::wire::ApiError;

/// The group of all training jobs.
const TRAININGS: &str = "/aws/sagemaker/TrainingJobs";
/// What the group of an endpoint is called, before its name.
const ENDPOINTS: &str = "/aws/sagemaker/Endpoints/";
/// Streams of a page when the request does not say.
const STREAMS: i64 = 50;
/// Most events of a page, and most bytes of their messages.
const MOST_EVENTS: usize = 10_000;
const MOST_BYTES: usize = 1 << 20;
/// Training jobs that are looked at for a list of streams.
const MOST_JOBS: u64 = 10_000;

pub(crate) async fn answer(cx: &Context, operation: &'static str, input: Value) -> Result<Value, ApiError> {
    match operation {
        "DescribeLogGroups" => Ok(groups(cx, &typed(input)?)),
        "DescribeLogStreams" => streams(cx, typed(input)?).await,
        "FilterLogEvents" => filter(cx, typed(input)?).await,
        "GetLogEvents" => events(cx, typed(input)?).await,
        _ => Err(not_answered(operation)),
    }
}

/// Whose streams a group has.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Group {
    Trainings,
    /// Those of one endpoint.
    Endpoint(String),
}

impl Group {
    /// By its name or ARN.
    fn of(cx: &Context, name: Option<&str>, identifier: Option<&str>) -> Result<Self, ApiError> {
        let asked = name.or(identifier).unwrap_or_default();
        let plain = asked.split(":log-group:").nth(1).map_or(asked, |rest| rest.trim_end_matches(":*"));
        if plain == TRAININGS {
            return Ok(Self::Trainings);
        }
        let endpoint = plain.strip_prefix(ENDPOINTS).filter(|name| cx.parts.hosting.view(name).is_ok());
        endpoint.map(|name| Self::Endpoint(name.to_owned())).ok_or_else(|| {
            not_found(format!(
                "The specified log group does not exist: {asked}. Logs of training jobs are in {TRAININGS}, those of an endpoint in \
                 {ENDPOINTS}NAME."
            ))
        })
    }

    fn name(&self) -> String {
        match self {
            Self::Trainings => TRAININGS.to_owned(),
            Self::Endpoint(name) => format!("{ENDPOINTS}{name}"),
        }
    }

    fn arn(&self, cx: &Context, stream: &str) -> String {
        let (region, account) = (&cx.caller.region, &cx.parts.account);
        let group = format!("arn:aws:logs:{region}:{account}:log-group:{}", self.name());
        if stream.is_empty() { format!("{group}:*") } else { format!("{group}:log-stream:{stream}") }
    }
}

fn groups(cx: &Context, input: &DescribeLogGroupsRequest) -> Value {
    let prefix = input.log_group_name_prefix.as_deref().unwrap_or_default();
    let part = input.log_group_name_pattern.as_deref().unwrap_or_default();
    let mut all = vec![(Group::Trainings, 0)];
    let views = cx.parts.hosting.views().into_iter();
    all.extend(views.map(|v| (Group::Endpoint(v.endpoint.name), v.endpoint.created_ms)));
    let mut told: Vec<Value> = (all.iter())
        .filter(|(group, _)| group.name().starts_with(prefix) && group.name().contains(part))
        .map(|(group, at)| json!({"logGroupName": group.name(), "arn": group.arn(cx, ""), "creationTime": at}))
        .collect();
    told.sort_by_key(|group| group["logGroupName"].to_string());
    json!({"logGroups": told})
}

fn not_found(message: String) -> ApiError {
    ApiError::new("ResourceNotFoundException", 400, message)
}

/// A log.
struct Stream {
    name: String,
    folder: RunFolder,
    started_ms: i64,
    updated_ms: i64,
    /// Nothing more is written.
    is_over: bool,
    /// The trial whose points tell when lines were written.
    trial: Option<(JobId, u64)>,
}

impl Stream {
    /// Of a training job; none while nothing was started.
    fn of_training(cx: &Context, job: JobId, job_name: &str, trial: &TrialRow) -> Option<Self> {
        let started_ms = trial.started_ms?;
        Some(Self {
            name: format!("{}/algo-1-{}", trial.name.as_ref()?, started_ms / 1000),
            folder: RunFolder::at(cx.parts.data.attempt(job_name, trial.number, trial.attempts.max(1))),
            started_ms,
            updated_ms: trial.updated_ms,
            is_over: trial.run_status.is_over(),
            trial: Some((job, trial.number)),
        })
    }

    /// Of each process of an endpoint.
    fn of_endpoint(cx: &Context, name: &str) -> Vec<Self> {
        let Ok(view) = cx.parts.hosting.view(name) else { return Vec::new() };
        let logs = cx.parts.hosting.logs(name).into_iter();
        let stream = |log: tunesmith_hosting::ProcessLog| Self {
            name: format!("{}/process-{}", log.process.0, log.process.1),
            folder: log.run,
            started_ms: view.endpoint.created_ms,
            updated_ms: view.endpoint.updated_ms,
            is_over: false,
            trial: None,
        };
        logs.map(stream).collect()
    }

    /// Lines with their moments. The log itself has no times: a line has that of the last metric at or before it.
    async fn lines(&self, cx: &Context) -> Result<Vec<(i64, String)>, ApiError> {
        let bytes = match read_log(&self.folder, 0) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(ApiError::internal(format!("{}: {error}", self.folder.log().display()))),
        };
        let points = match self.trial {
            Some((job, number)) => cx.parts.store.series(job, number).await?,
            None => Vec::new(),
        };
        let mut moments: Vec<(u64, i64)> = points.iter().map(|point| (point.line, point.at_ms)).collect();
        moments.sort_unstable();
        let text = String::from_utf8_lossy(&bytes);
        let mut rest = text.as_ref();
        let mut at = self.started_ms;
        let mut next = moments.into_iter().peekable();
        let (mut lines, mut number) = (Vec::new(), 0);
        while !rest.is_empty() {
            let end = rest.find('\n');
            // A line that is still being written is not told yet.
            if end.is_none() && !self.is_over {
                break;
            }
            let (line, later) = end.map_or((rest, ""), |end| (&rest[..end], &rest[end + 1..]));
            number += 1;
            while let Some((_, moment)) = next.next_if(|(l, _)| *l <= number) {
                at = at.max(moment);
            }
            // Progress bars overwrite their line; what stood there last is what is seen.
            let shown = line.trim_end_matches('\r').rsplit('\r').next().unwrap_or(line);
            // A message has a character at least.
            lines.push((at, if shown.is_empty() { " ".to_owned() } else { shown.to_owned() }));
            rest = later;
        }
        Ok(lines)
    }
}

/// Streams of a group whose names start so, by name.
async fn matching(cx: &Context, group: &Group, prefix: &str) -> Result<Vec<Stream>, ApiError> {
    if let Group::Endpoint(name) = group {
        return Ok(Stream::of_endpoint(cx, name).into_iter().filter(|s| s.name.starts_with(prefix)).collect());
    }
    let job_of_prefix = prefix.split_once('/').map(|(job, _)| job);
    let rows = if let Some(job) = job_of_prefix {
        cx.parts.store.training(job).await?.into_iter().collect()
    } else {
        let name_contains = (!prefix.is_empty()).then(|| prefix.to_owned());
        let query = PageQuery { name_contains, order: PageOrder::Name, limit: MOST_JOBS, ..PageQuery::default() };
        cx.parts.store.training_page(None, query).await?
    };
    let mut found: Vec<Stream> = Vec::new();
    for (job, trial) in rows {
        let Some(row) = cx.parts.store.job_by_id(job).await? else { continue };
        found.extend(Stream::of_training(cx, job, &row.spec.name, &trial).filter(|s| s.name.starts_with(prefix)));
    }
    Ok(found)
}

async fn streams(cx: &Context, input: DescribeLogStreamsRequest) -> Result<Value, ApiError> {
    let group = Group::of(cx, input.log_group_name.as_deref(), input.log_group_identifier.as_deref())?;
    let print = format!("{:?}", DescribeLogStreamsRequest { next_token: None, limit: None, ..input.clone() });
    let page = Page::of(Some(input.limit.unwrap_or(STREAMS)), input.next_token.as_deref(), &print)?;
    let mut found = matching(cx, &group, input.log_stream_name_prefix.as_deref().unwrap_or_default()).await?;
    if input.order_by.as_deref() == Some("LastEventTime") {
        found.sort_by_key(|s| s.updated_ms);
    }
    if input.descending == Some(true) {
        found.reverse();
    }
    let (found, next) = page.slice(found);
    let mut streams = Vec::new();
    for stream in &found {
        let lines = stream.lines(cx).await?;
        let mut told = json!({
            "logStreamName": stream.name,
            "creationTime": stream.started_ms,
            "arn": group.arn(cx, &stream.name),
            "storedBytes": 0,
        });
        if let (Some((first, _)), Some((last, _))) = (lines.first(), lines.last()) {
            told["firstEventTimestamp"] = json!(first);
            told["lastEventTimestamp"] = json!(last);
            told["lastIngestionTime"] = json!(last);
        }
        streams.push(told);
    }
    Ok(with_token(json!({"logStreams": streams}), "nextToken", next))
}

/// Whether a moment is within the window of a request, whose end is not part of it.
fn window(start: Option<i64>, end: Option<i64>) -> impl Fn(i64) -> bool {
    move |at| start.is_none_or(|s| at >= s) && end.is_none_or(|e| at < e)
}

async fn events(cx: &Context, input: GetLogEventsRequest) -> Result<Value, ApiError> {
    let group = Group::of(cx, input.log_group_name.as_deref(), input.log_group_identifier.as_deref())?;
    let name = &input.log_stream_name;
    let stream = matching(cx, &group, name).await?.into_iter().find(|s| s.name == *name);
    let stream = stream.ok_or_else(|| not_found(format!("The specified log stream does not exist: {name}")))?;
    let lines = stream.lines(cx).await?;
    let within = window(input.start_time, input.end_time);
    let most = input.limit.map_or(MOST_EVENTS, |n| n as usize).min(MOST_EVENTS);
    // Tokens name the line between the pages: forward from it, or backward up to it.
    let (forward, at) = match input.next_token.as_deref() {
        None if input.start_from_head == Some(true) => (true, 0),
        None => (false, lines.len()),
        Some(token) => token
            .split_once('/')
            .and_then(|(way, at)| {
                Some((way == "f", usize::from_str_radix(at, 16).ok().filter(|_| matches!(way, "f" | "b"))?))
            })
            .ok_or_else(|| ApiError::new("InvalidParameterException", 400, "The specified nextToken is invalid."))?,
    };
    let at = at.min(lines.len());
    let (mut from, mut to) = (at, at);
    let (mut count, mut bytes) = (0, 0);
    while count < most && bytes < MOST_BYTES && (if forward { to < lines.len() } else { from > 0 }) {
        let line = if forward { to } else { from - 1 };
        if within(lines[line].0) {
            count += 1;
            bytes += lines[line].1.len() + 26;
        }
        if forward { to += 1 } else { from -= 1 }
    }
    let told: Vec<Value> = (lines[from..to].iter())
        .filter(|(at, _)| within(*at))
        .map(|(at, line)| json!({"timestamp": at, "message": line, "ingestionTime": at}))
        .collect();
    Ok(json!({
        "events": told,
        "nextForwardToken": format!("f/{to:056x}"),
        "nextBackwardToken": format!("b/{from:056x}"),
    }))
}

async fn filter(cx: &Context, input: FilterLogEventsRequest) -> Result<Value, ApiError> {
    let group = Group::of(cx, input.log_group_name.as_deref(), input.log_group_identifier.as_deref())?;
    let print = format!("{:?}", FilterLogEventsRequest { next_token: None, limit: None, ..input.clone() });
    let page = Page::of(Some(input.limit.unwrap_or(MOST_EVENTS as i64)), input.next_token.as_deref(), &print)?;
    let streams = match &input.log_stream_names {
        Some(names) => {
            let mut found = Vec::new();
            for name in names {
                found.extend(matching(cx, &group, name).await?.into_iter().filter(|s| s.name == *name));
            }
            found
        }
        None => matching(cx, &group, input.log_stream_name_prefix.as_deref().unwrap_or_default()).await?,
    };
    let pattern = Pattern::read(input.filter_pattern.as_deref().unwrap_or_default());
    let within = window(input.start_time, input.end_time);
    let mut found = Vec::new();
    for stream in &streams {
        for (number, (at, line)) in stream.lines(cx).await?.into_iter().enumerate() {
            if within(at) && pattern.fits(&line) {
                found.push((at, stream.name.clone(), number, line));
            }
        }
    }
    found.sort_by(|a, b| (a.0, &a.1, a.2).cmp(&(b.0, &b.1, b.2)));
    let (found, next) = page.slice(found);
    let told: Vec<Value> = found
        .into_iter()
        .map(|(at, stream, number, line)| {
            json!({
                "logStreamName": stream, "timestamp": at, "ingestionTime": at, "message": line,
                "eventId": format!("{at}-{number}"),
            })
        })
        .collect();
    Ok(with_token(json!({"events": told, "searchedLogStreams": []}), "nextToken", next))
}

/// Words of a filter: all of the plain ones, one of those with `?`, none of those with `-`.
struct Pattern {
    all: Vec<String>,
    any: Vec<String>,
    none: Vec<String>,
}

impl Pattern {
    fn read(text: &str) -> Self {
        let mut pattern = Self { all: Vec::new(), any: Vec::new(), none: Vec::new() };
        let mut rest = text.trim();
        while !rest.is_empty() {
            let (list, after) = match rest.as_bytes()[0] {
                b'?' => (&mut pattern.any, &rest[1..]),
                b'-' => (&mut pattern.none, &rest[1..]),
                _ => (&mut pattern.all, rest),
            };
            let (word, later) = match after.strip_prefix('"') {
                Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
                None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
            };
            if !word.is_empty() {
                list.push(word.to_owned());
            }
            rest = later.trim_start();
        }
        pattern
    }

    fn fits(&self, line: &str) -> bool {
        self.all.iter().all(|w| line.contains(w))
            && (self.any.is_empty() || self.any.iter().any(|w| line.contains(w)))
            && !self.none.iter().any(|w| line.contains(w))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_words_and_phrases() {
        let fits = |pattern: &str, line: &str| Pattern::read(pattern).fits(line);
        assert!(fits("", "anything"));
        assert!(fits("loss auc", "auc = 1, loss = 2") && !fits("loss auc", "loss = 2"));
        assert!(fits("\"loss = 2\"", "loss = 2") && !fits("\"loss = 2\"", "loss = 3"));
        assert!(fits("?a ?b", "b") && !fits("?a ?b", "c"));
        assert!(fits("loss -nan", "loss 1") && !fits("loss -nan", "loss nan"));
    }
}
