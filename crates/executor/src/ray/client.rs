//! Ray's REST interface.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::entrypoint::{entrypoint, without_ray};
use super::options::RayOptions;
use crate::remote::{Remote, State, Tail};
use crate::run::{Outcome, RunSpec};
use crate::trouble::Trouble;

/// Longer than Ray waits for its own parts.
const PATIENCE: Duration = Duration::from_secs(40);
/// Of an error's text, which can be a whole traceback.
const LONGEST_REASON: usize = 300;

/// One client for all runs: connections are kept.
static CLIENT: LazyLock<Client> = LazyLock::new(|| {
    // Who speaks TLS is chosen once a process; a server has done so already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().timeout(PATIENCE).build().unwrap_or_default()
});

/// A Ray cluster, as one run needs it.
#[derive(Debug, Clone)]
pub(crate) struct Ray(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    options: RayOptions,
    address: String,
    headers: Vec<(String, String)>,
}

/// What Ray tells of a job.
#[derive(Debug, Deserialize)]
struct Job {
    status: String,
    message: Option<String>,
    error_type: Option<String>,
    driver_exit_code: Option<i32>,
    driver_agent_http_address: Option<String>,
    #[serde(default)]
    entrypoint: String,
}

impl Ray {
    pub(super) fn of(options: RayOptions) -> Result<Self, String> {
        let (address, headers) = (options.address(), options.sent_headers()?);
        Ok(Self(Arc::new(Inner { options, address, headers })))
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = CLIENT.request(method, format!("{}{path}", self.0.address));
        self.0.headers.iter().fold(request, |request, (name, value)| request.header(name, value))
    }

    /// What was answered, where that was no error.
    pub(super) async fn answer(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<String, (StatusCode, Trouble)> {
        let request = self.request(method, path);
        let request = match body {
            Some(body) => request.header("content-type", "application/json").body(body.to_string()),
            None => request,
        };
        let passing = |error: reqwest::Error| (StatusCode::BAD_GATEWAY, Trouble::Passing(cause(&error)));
        let response = request.send().await.map_err(passing)?;
        let status = response.status();
        let text = response.text().await.map_err(passing)?;
        if status.is_success() {
            return Ok(text);
        }
        let reason = reason_in(&text);
        // Ray answers so also while it has no agent to give the job to.
        let passes = status.is_server_error() && !text.contains("Error: ") || text.contains("try again");
        let reason = if reason.is_empty() { status.to_string() } else { reason };
        Err((status, if passes { Trouble::Passing(reason) } else { Trouble::Refused(reason) }))
    }

    async fn job(&self, id: &str) -> Result<Option<Job>, Trouble> {
        match self.answer(Method::GET, &format!("/api/jobs/{id}"), None).await {
            Ok(text) => serde_json::from_str(&text).map(Some).map_err(|e| Trouble::Passing(e.to_string())),
            Err((StatusCode::NOT_FOUND, _)) => Ok(None),
            Err((_, trouble)) => Err(Trouble::Passing(trouble.text().to_owned())),
        }
    }
}

impl Remote for Ray {
    const NAME: &'static str = "Ray";
    type Tail = RayTail;

    fn connect(options: &Map<String, Value>) -> Result<Self, Trouble> {
        RayOptions::read(options).and_then(Self::of).map_err(Trouble::Refused)
    }

    async fn submit(&self, id: &str, spec: &RunSpec) -> Result<(), Trouble> {
        let options = &self.0.options;
        let mut env = options.runtime_env.get("env_vars").and_then(Value::as_object).cloned().unwrap_or_default();
        env.extend(spec.env.iter().map(|(name, value)| (name.clone(), json!(value))));
        // So long Ray lets a job end by itself when it is stopped.
        env.insert("RAY_JOB_STOP_WAIT_TIME_S".to_owned(), json!(spec.grace_s.ceil().to_string()));
        let mut runtime_env = options.runtime_env.clone();
        runtime_env.insert("env_vars".to_owned(), Value::Object(env));
        let cpus = options.num_cpus.or(spec.cpus.map(f64::from)).unwrap_or(1.0);
        let mut body = json!({
            "submission_id": id,
            "entrypoint": entrypoint(spec, options),
            "entrypoint_num_cpus": cpus,
            "runtime_env": runtime_env,
            "metadata": {"tunesmith_job": spec.label},
        });
        if spec.gpus > 0 {
            body["entrypoint_num_gpus"] = json!(spec.gpus);
        }
        if let Some(memory) = options.memory {
            body["entrypoint_memory"] = json!(memory);
        }
        if !options.resources.is_empty() {
            body["entrypoint_resources"] = json!(options.resources);
        }
        match self.answer(Method::POST, "/api/jobs/", Some(&body)).await {
            Ok(_) => Ok(()),
            // The answer to an earlier try got lost.
            Err((_, trouble)) if trouble.text().contains("already exists") => Ok(()),
            Err((_, trouble)) => Err(trouble),
        }
    }

    async fn state(&self, id: &str) -> Result<State, Trouble> {
        let Some(job) = self.job(id).await? else { return Ok(State::Absent) };
        let message = job.message.unwrap_or_default();
        Ok(match job.status.as_str() {
            "PENDING" => State::Waiting(message),
            "RUNNING" => {
                let host = job.driver_agent_http_address.unwrap_or_default();
                let host = host.trim_start_matches("http://").rsplit_once(':').map_or("", |(host, _)| host);
                State::Running(host.to_owned())
            }
            "STOPPED" => State::Over { outcome: None, duration_ms: None },
            "SUCCEEDED" => State::Over { outcome: Some(Outcome::Exited(0)), duration_ms: None },
            _ => State::Over {
                outcome: Some(failure(job.driver_exit_code, job.error_type.as_deref(), &message)),
                duration_ms: None,
            },
        })
    }

    fn tail(&self, id: &str) -> RayTail {
        RayTail { ray: self.clone(), id: id.to_owned(), entrypoint: None, read: 0 }
    }

    async fn stop(&self, id: &str, _grace_s: f64) -> Result<(), Trouble> {
        match self.answer(Method::POST, &format!("/api/jobs/{id}/stop"), None).await {
            Ok(_) | Err((StatusCode::NOT_FOUND, _)) => Ok(()),
            Err((_, trouble)) => Err(trouble),
        }
    }

    /// Ray keeps its last jobs for whoever looks at its dashboard.
    async fn clear(&self, _id: &str) {}
}

/// Reads a job's output: Ray gives all of it each time.
#[derive(Debug)]
pub(crate) struct RayTail {
    ray: Ray,
    id: String,
    /// As Ray has it.
    entrypoint: Option<String>,
    read: usize,
}

impl Tail for RayTail {
    async fn more(&mut self, _over: bool) -> Result<Vec<u8>, Trouble> {
        #[derive(Deserialize)]
        struct Logs {
            logs: String,
        }
        if self.entrypoint.is_none() {
            self.entrypoint = self.ray.job(&self.id).await?.map(|job| job.entrypoint);
        }
        let path = format!("/api/jobs/{}/logs", self.id);
        let text = self.ray.answer(Method::GET, &path, None).await.map_err(|(_, trouble)| trouble)?;
        let logs: Logs = serde_json::from_str(&text).map_err(|e| Trouble::Passing(e.to_string()))?;
        let own = without_ray(&logs.logs, &self.id, self.entrypoint.as_deref().unwrap_or_default());
        let news = own.as_bytes().get(self.read..).unwrap_or_default().to_vec();
        self.read += news.len();
        Ok(news)
    }
}

/// What a failed job's words mean.
fn failure(code: Option<i32>, kind: Option<&str>, message: &str) -> Outcome {
    match (code, kind) {
        (Some(code), _) if code < 0 => Outcome::Signaled(-code),
        // A shell says so where it was not the command itself that Ray waited for.
        (Some(code), _) if code > 128 => Outcome::Signaled(code - 128),
        (Some(code), _) => Outcome::Exited(code),
        (
            None,
            Some(
                "RUNTIME_ENV_SETUP_FAILURE"
                | "JOB_ENTRYPOINT_COMMAND_START_ERROR"
                | "JOB_SUPERVISOR_ACTOR_UNSCHEDULABLE",
            ),
        ) => Outcome::NotStarted(reason_in(message)),
        // It only waited, longer than Ray lets a job wait.
        (None, Some("JOB_SUPERVISOR_ACTOR_START_TIMEOUT")) => {
            Outcome::Preempted(format!("Ray gave it no place in time: {}", reason_in(message)))
        }
        (None, _) => Outcome::Lost(format!("Ray: {}", reason_in(message))),
    }
}

/// The line of a text that says most: of a traceback the last.
fn reason_in(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| line.len() > 1).collect();
    let line = if text.starts_with("Traceback") { lines.last() } else { lines.first() };
    line.map_or_else(String::new, |line| line.chars().take(LONGEST_REASON).collect())
}

/// The innermost reason of an error: that a connection was refused, and not that sending failed.
fn cause(error: &reqwest::Error) -> String {
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_told_apart() {
        assert_eq!(failure(Some(3), Some("JOB_ENTRYPOINT_COMMAND_ERROR"), "failed"), Outcome::Exited(3));
        assert_eq!(failure(Some(-9), None, ""), Outcome::Signaled(9));
        assert_eq!(failure(Some(137), None, ""), Outcome::Signaled(9));
        let traceback = "Traceback (most recent call last):\n  File\nValueError: no such package\n";
        let kind = Some("RUNTIME_ENV_SETUP_FAILURE");
        assert_eq!(failure(None, kind, traceback), Outcome::NotStarted("ValueError: no such package".into()));
        let died = failure(None, Some("JOB_SUPERVISOR_ACTOR_DIED"), "Job supervisor actor died: node was terminated");
        assert!(matches!(died, Outcome::Lost(why) if why.contains("node was terminated")));
    }
}
