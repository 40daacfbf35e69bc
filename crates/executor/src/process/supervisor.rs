//! The supervisor: one small process a run, which outlives the controller.
//!
//! It starts the command in a process group of its own, reads its output, enforces the time limit, passes a stop on to
//! the whole group, and writes how it ended. It is told to stop by SIGTERM.

use std::fs;
use std::io::{self, PipeReader, Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::fs::{OFlags, fcntl_setfl};
use rustix::process::Signal;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use tunesmith_metrics::MetricSet;

use super::files::RunFolder;
use super::identity::Identity;
use super::sink::Sink;
use super::wall_clock_ms;
use crate::run::{Exit, Outcome, RunSpec};

const HEARTBEAT: Duration = Duration::from_secs(5);
/// How long output is awaited after the command itself has ended: what it left behind may hold the pipe open.
const DRAIN: Duration = Duration::from_millis(500);
/// The reader is told of new points at most so often; in between it looks by itself.
const WAKE_MS: i64 = 50;

enum Message {
    Exited(io::Result<ExitStatus>),
    OutputEnded,
    Unwritable(io::Error),
    Stop,
}

/// Supervises the run in `folder` until it ends; the body of our hidden subcommand. Answers with a process exit code.
pub fn supervise(folder: &Path) -> i32 {
    let folder = RunFolder::at(folder);
    // Telling must never hold up the run, even when whoever launched us is stopped and its pipe is full.
    let _ = fcntl_setfl(io::stdout(), OFlags::NONBLOCK);
    // Without the lock there is nothing to do: another supervises the run, or it was given up.
    let Ok(Some(_lock)) = folder.claim() else { return 1 };
    let exit = match run(&folder) {
        Ok(exit) => exit,
        Err(error) => Exit::without_output(Outcome::Unwritable(error.to_string())),
    };
    if folder.write_exit(&exit).is_err() {
        // The last resort on a full disk: whoever launched us hears it on the pipe.
        let line = serde_json::to_vec(&exit).unwrap_or_default();
        let _ = io::stdout().write_all(&line).and_then(|()| io::stdout().flush());
        return 1;
    }
    0
}

fn run(folder: &RunFolder) -> io::Result<Exit> {
    let spec = folder.spec()?;
    // A stop may come at any time from now on.
    let (sender, messages) = mpsc::channel();
    watch_signals(sender.clone())?;
    Identity::of(std::process::id()).write(&folder.supervisor_process())?;
    let metrics = MetricSet::new(spec.metrics.clone()).map_err(io::Error::other)?;
    let sink = Arc::new(Mutex::new(Sink::new(folder, metrics, spec.log_limit)?));
    let started_ms = wall_clock_ms();
    let (child, output) = match start(&spec) {
        Ok(started) => started,
        Err(error) => return Ok(Exit::without_output(Outcome::NotStarted(not_started(&spec, &error)))),
    };
    let command = Identity::of(child.id());
    // Without this note a run could not be ended after the death of its supervisor; that is worth no failure.
    let _ = command.write(&folder.process());
    watch_exit(child, sender.clone());
    watch_output(output, Arc::clone(&sink), sender);
    let (outcome, duration_ms) = watch(&spec, folder, command, &messages, &sink, started_ms);
    let summary = locked(&sink).summary();
    Ok(Exit { outcome, values: summary.values, duration_ms, tail: summary.tail, misread: summary.misread })
}

fn start(spec: &RunSpec) -> io::Result<(Child, PipeReader)> {
    let Some((program, arguments)) = spec.command.split_first() else {
        return Err(io::Error::other("there is no command"));
    };
    let (reader, writer) = io::pipe()?;
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(&spec.dir)
        .envs(&spec.env)
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .process_group(0);
    // The command drops our ends of the pipe, so that its end is seen.
    let child = command.spawn()?;
    Ok((child, reader))
}

fn not_started(spec: &RunSpec, error: &io::Error) -> String {
    let program = spec.command.first().map_or("", String::as_str);
    if error.kind() == io::ErrorKind::NotFound && !spec.dir.is_dir() {
        return format!("the working directory {} does not exist", spec.dir.display());
    }
    format!("`{program}`: {error}")
}

fn watch_signals(sender: Sender<Message>) -> io::Result<()> {
    // A closed terminal or a Ctrl-C meant for the controller must not end the run.
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            if signal == SIGTERM && sender.send(Message::Stop).is_err() {
                return;
            }
        }
    });
    Ok(())
}

fn watch_exit(mut child: Child, sender: Sender<Message>) {
    thread::spawn(move || sender.send(Message::Exited(child.wait())));
}

fn watch_output(mut output: PipeReader, sink: Arc<Mutex<Sink>>, sender: Sender<Message>) {
    thread::spawn(move || {
        let mut buffer = vec![0; 64 << 10];
        let mut last_wake = 0;
        loop {
            let n = match output.read(&mut buffer) {
                Ok(0) => break,
                Ok(n) => n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(_) => break,
            };
            let now = wall_clock_ms();
            match locked(&sink).take(&buffer[..n], now) {
                Ok(true) if now - last_wake >= WAKE_MS => {
                    last_wake = now;
                    wake();
                }
                Ok(_) => {}
                Err(error) => {
                    let _ = sender.send(Message::Unwritable(error));
                    break;
                }
            }
        }
        let _ = sender.send(Message::OutputEnded);
    });
}

/// Tells whoever launched us that the report has grown. Nobody may listen any more, and that is no fault.
fn wake() {
    let _ = io::stdout().write_all(b"\n").and_then(|()| io::stdout().flush());
}

fn locked(sink: &Arc<Mutex<Sink>>) -> MutexGuard<'_, Sink> {
    sink.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Follows the run to its end: what ended it, and how long it ran.
fn watch(
    spec: &RunSpec,
    folder: &RunFolder,
    command: Identity,
    messages: &Receiver<Message>,
    sink: &Arc<Mutex<Sink>>,
    started_ms: i64,
) -> (Outcome, i64) {
    let milliseconds = |seconds: f64| (seconds * 1000.0).min(1e15) as i64;
    let mut deadline = spec.timeout_s.map(|s| started_ms + milliseconds(s));
    let mut force_at = None;
    // Why we ended it, if we did; the first reason counts.
    let mut ended_by: Option<Outcome> = None;
    let mut output_ended = false;
    let status = loop {
        let now = wall_clock_ms();
        if deadline.is_some_and(|d| now >= d) {
            deadline = None;
            ended_by.get_or_insert(Outcome::TimedOut);
            end_politely(command, spec, &mut force_at);
        }
        if force_at.is_some_and(|f| now >= f) {
            force_at = None;
            command.signal_group(Signal::KILL);
        }
        let next = [deadline, force_at].into_iter().flatten().min().map_or(i64::MAX, |at| (at - now).max(0));
        let wait = HEARTBEAT.min(Duration::from_millis(next as u64));
        match messages.recv_timeout(wait) {
            Ok(Message::Exited(status)) => break status,
            Ok(Message::OutputEnded) => output_ended = true,
            Ok(Message::Stop) => {
                ended_by.get_or_insert(Outcome::Stopped);
                end_politely(command, spec, &mut force_at);
            }
            Ok(Message::Unwritable(error)) => {
                ended_by.get_or_insert(Outcome::Unwritable(error.to_string()));
                locked(sink).shrink();
                command.signal_group(Signal::KILL);
            }
            Err(RecvTimeoutError::Timeout) => {
                let _ = fs::write(folder.heartbeat(), wall_clock_ms().to_string());
            }
            Err(RecvTimeoutError::Disconnected) => break Err(io::Error::other("the watchers are gone")),
        }
    };
    let duration_ms = wall_clock_ms() - started_ms;
    if output_ended {
        // What the command left running in its group ends with it.
        command.signal_group(Signal::KILL);
    } else {
        drain(command, messages, &mut ended_by);
    }
    if let Err(error) = locked(sink).finish(wall_clock_ms()) {
        locked(sink).shrink();
        ended_by.get_or_insert(Outcome::Unwritable(error.to_string()));
    }
    let natural = match status {
        Ok(status) => match (status.code(), status.signal()) {
            (Some(code), _) => Outcome::Exited(code),
            (None, signal) => Outcome::Signaled(signal.unwrap_or(0)),
        },
        Err(error) => Outcome::Lost(error.to_string()),
    };
    // A command that ended well just before our signal has ended well.
    let outcome = if natural == Outcome::Exited(0) && !matches!(ended_by, Some(Outcome::Unwritable(_))) {
        natural
    } else {
        ended_by.unwrap_or(natural)
    };
    (outcome, duration_ms)
}

fn end_politely(command: Identity, spec: &RunSpec, force_at: &mut Option<i64>) {
    if force_at.is_none() {
        command.signal_group(Signal::TERM);
        *force_at = Some(wall_clock_ms() + (spec.grace_s * 1000.0).min(1e15) as i64);
    }
}

/// Waits a little for the rest of the output, then ends what still holds the pipe.
fn drain(command: Identity, messages: &Receiver<Message>, ended_by: &mut Option<Outcome>) {
    for last in [false, true] {
        loop {
            match messages.recv_timeout(DRAIN) {
                Ok(Message::OutputEnded) => {
                    command.signal_group(Signal::KILL);
                    return;
                }
                Ok(Message::Unwritable(error)) => {
                    ended_by.get_or_insert(Outcome::Unwritable(error.to_string()));
                }
                Ok(_) => {}
                Err(_) => break,
            }
        }
        if !last {
            command.signal_group(Signal::KILL);
        }
    }
}
