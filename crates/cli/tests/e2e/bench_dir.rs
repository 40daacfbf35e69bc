//! A folder of its own for each test, and the binary in it.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value as Json;
use tempfile::TempDir;

/// A working directory with nothing in it.
pub(crate) struct Bench(TempDir);

/// What a finished command said.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    }

    /// The binary with arguments, in this folder, with nothing of the caller's settings.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tunesmith"));
        command.args(arguments).current_dir(self.path()).stdin(Stdio::null());
        command.env_remove("TUNESMITH_DATA_DIR").env("NO_COLOR", "1");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        Said::from(self.command(arguments).output().expect("it runs"))
    }

    pub(crate) fn spawn(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts")
    }

    /// Ends supervisors and commands of every run that lives, without a word.
    pub(crate) fn kill_runs(&self) {
        let entries = |path: &Path| {
            std::fs::read_dir(path).map(|d| d.flatten().map(|e| e.path()).collect::<Vec<_>>()).unwrap_or_default()
        };
        let jobs = entries(&self.path().join(".tunesmith/jobs"));
        let trials = jobs.iter().flat_map(|job| entries(&job.join("trials")));
        for attempt in trials.flat_map(|trial| entries(&trial)) {
            let Ok(signed) = std::fs::read_to_string(attempt.join("supervisor.lock")) else { continue };
            if attempt.join("exit.json").exists() {
                continue;
            }
            for line in signed.lines() {
                let pid = line.split(|c: char| !c.is_ascii_digit()).find(|p| !p.is_empty());
                if let Some(pid) = pid {
                    // It may have ended by itself in this moment.
                    let _ = Command::new("kill").args(["-9", pid]).output();
                }
            }
        }
    }

    /// All trials of a job.
    pub(crate) fn trials(&self, job: &str) -> Vec<Json> {
        let said = self.run(&["export", job, "--format", "json"]);
        assert_eq!(said.code, 0, "{}", said.err);
        let export: Json = serde_json::from_str(&said.out).expect("JSON");
        export["trials"].as_array().expect("a list").clone()
    }
}

/// A test that failed leaves nothing running.
impl Drop for Bench {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.kill_runs();
        }
    }
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Said {
    /// The error without its frame and line breaks.
    pub(crate) fn words(&self) -> String {
        self.err.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Both streams.
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }
}

/// Waits until something is so.
pub(crate) fn until(what: &str, mut done: impl FnMut() -> bool) {
    for _ in 0..6000 {
        if done() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("{what} did not happen within a minute");
}

/// Sends a signal by name.
pub(crate) fn signal(pid: u32, name: &str) {
    let status = Command::new("kill").args([&format!("-{name}"), &pid.to_string()]).status();
    assert!(status.expect("kill runs").success());
}

/// What a trial's row comes down to.
pub(crate) fn essence(trial: &Json) -> (u64, String, String, Option<f64>) {
    let number = trial["trial"].as_u64().expect("a number");
    let status = trial["status"].as_str().expect("a status").to_owned();
    (number, trial["params"].to_string(), status, trial["objective"].as_f64())
}
