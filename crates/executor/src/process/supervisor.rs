//! The supervisor: a small process that sees runs to their end, one after the other, and outlives the controller.
//!
//! It starts a command in a process group of its own, reads its output, enforces the time limit, passes a stop on to the
//! whole group, and writes how it ended. One thread and one `poll`: a thousand short runs should cost little more than
//! their commands.
//!
//! On its standard input come lines: `run FOLDER` when it is idle, `stop FOLDER` while that run lasts (a stop for a run
//! that has ended is ignored). On its standard output it says an empty line when there are new points, and `done` when a
//! run has ended. When its standard input is closed it sees the current run to its end and leaves. SIGTERM stops the
//! current run too: that is how a later controller, which has no pipe to it, says so.

use std::fs::{self, File};
use std::io::{self, PipeReader, Read};
use std::os::unix::net::UnixStream;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_setfl};
use rustix::process::Signal;
use signal_hook::consts::{SIGCHLD, SIGHUP, SIGINT, SIGTERM};
use tunesmith_metrics::MetricSet;

use super::wall_clock_ms;
use crate::folder::{Claim, Identity, RunFolder, Sink, Start};
use crate::run::{Exit, Outcome, RunSpec};

const HEARTBEAT_MS: i64 = 5_000;
/// How long output is awaited after the command itself has ended: what it left behind may hold the pipe open.
const DRAIN_MS: i64 = 500;
/// Whoever launched us is told of new points at most so often; in between it looks by itself.
const WAKE_MS: i64 = 50;

/// Supervises the runs that standard input names; the body of our hidden subcommand. Answers with a process exit code.
pub fn supervise() -> i32 {
    // Telling must never hold up a run, even when whoever launched us is stopped and its pipe is full.
    let _ = fcntl_setfl(io::stdout(), OFlags::NONBLOCK);
    let Ok(mut signals) = Signals::catch() else { return 1 };
    let mut orders = Orders::default();
    while let Some(folder) = orders.next_run(&signals) {
        let folder = RunFolder::at(folder);
        // Without the lock there is nothing to do: another supervises the run, or it was given up.
        if let Ok(Some(lock)) = folder.claim() {
            conclude(&folder, run(&folder, &lock, &mut signals, &mut orders));
        }
        say("done");
    }
    0
}

/// Supervises the one run of a folder on a machine that an engine chose. An engine may start a job again by itself, long
/// after the run was given up: only the first start runs anything, and no other says anything but why it does not.
pub fn supervise_start(folder: &Path, start: &Start) -> Result<(), String> {
    let folder = RunFolder::at(folder);
    match folder.claim_once(&Claim::By(start.clone())) {
        Ok(None) => {}
        Ok(Some(Claim::GivenUp)) => return Err("the run was given up before it began; nothing is started".to_owned()),
        Ok(Some(Claim::By(first))) => {
            return Err(format!("the run was begun by job {} on {}; nothing is started again", first.job, first.node));
        }
        Err(error) => return Err(format!("{}: {error}", folder.path().display())),
    }
    let mut signals = Signals::catch().map_err(|error| error.to_string())?;
    let mut orders = Orders { closed: true, ..Orders::default() };
    let exit = folder.signatures().and_then(|signatures| run(&folder, &signatures, &mut signals, &mut orders));
    conclude(&folder, exit);
    Ok(())
}

/// Writes how a run ended.
fn conclude(folder: &RunFolder, result: io::Result<Exit>) {
    let exit = result.unwrap_or_else(|error| Exit::without_output(Outcome::Unwritable(error.to_string())));
    if folder.write_exit(&exit).is_err() {
        // The last resort on a full disk: whoever launched us hears it on the pipe.
        say(&serde_json::to_string(&exit).unwrap_or_default());
    }
}

/// Says a line to whoever launched us, and waits until it is taken: a `done` must not get lost. Nobody may listen any
/// more, and that is no fault.
fn say(line: &str) {
    let _ = fcntl_setfl(io::stdout(), OFlags::empty());
    let text = format!("{line}\n");
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        match rustix::io::write(io::stdout(), rest) {
            Ok(n) => rest = &rest[n..],
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => break,
        }
    }
    let _ = fcntl_setfl(io::stdout(), OFlags::NONBLOCK);
}

/// Says that there are new points, if there is room to say it: nobody must wait for that.
fn wake() {
    let _ = rustix::io::write(io::stdout(), b"\n");
}

/// Lines from whoever launched us.
#[derive(Default)]
struct Orders {
    buffer: Vec<u8>,
    closed: bool,
}

impl Orders {
    /// Waits for the folder of the next run; none when there will be no more.
    fn next_run(&mut self, signals: &Signals) -> Option<PathBuf> {
        loop {
            while let Some(line) = self.line() {
                if let Some(folder) = line.strip_prefix("run ") {
                    return Some(folder.into());
                }
            }
            if self.closed {
                return None;
            }
            let stdin = io::stdin();
            let mut ends = [PollFd::new(&stdin, PollFlags::IN), PollFd::new(&signals.stop, PollFlags::IN)];
            let _ = poll(&mut ends, None);
            let ready = !ends[0].revents().is_empty();
            if came(&signals.stop) {
                return None;
            }
            if ready {
                self.read();
            }
        }
    }

    /// Takes in what has come; to be called when something has.
    fn read(&mut self) {
        let mut piece = [0; 4096];
        match rustix::io::read(io::stdin(), &mut piece) {
            Ok(0) => self.closed = true,
            Ok(n) => self.buffer.extend_from_slice(&piece[..n]),
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => self.closed = true,
        }
    }

    fn line(&mut self) -> Option<String> {
        let end = self.buffer.iter().position(|b| *b == b'\n')?;
        let line = String::from_utf8_lossy(&self.buffer[..end]).into_owned();
        self.buffer.drain(..=end);
        Some(line)
    }

    /// Whether a stop of this run has come.
    fn stops(&mut self, folder: &RunFolder) -> bool {
        let wanted = format!("stop {}", folder.path().display());
        std::iter::from_fn(|| self.line()).any(|line| line == wanted)
    }
}

fn run(folder: &RunFolder, lock: &File, signals: &mut Signals, orders: &mut Orders) -> io::Result<Exit> {
    let spec = folder.spec()?;
    RunFolder::sign(lock, &Identity::of(std::process::id()))?;
    let metrics = MetricSet::new(spec.metrics.clone()).map_err(io::Error::other)?;
    let sink = Sink::new(folder, metrics, spec.log_limit);
    let started_ms = wall_clock_ms();
    let (child, output) = match start(&spec) {
        Ok(started) => started,
        Err(error) => return Ok(Exit::without_output(Outcome::NotStarted(not_started(&spec, &error)))),
    };
    let command = Identity::of(child.id());
    // Without this signature a run could not be ended after the death of its supervisor; that is worth no failure.
    let _ = RunFolder::sign(lock, &command);
    let watch = Watch {
        spec: &spec,
        folder,
        signals,
        orders,
        child,
        command,
        output: Some(output),
        sink,
        ended_by: None,
        last_wake: 0,
    };
    Ok(watch.follow(started_ms))
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
    // Our own ends of the pipe go with `command`, so that the end of the output is seen.
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

/// Signals as readable ends of pipes.
struct Signals {
    stop: UnixStream,
    child: UnixStream,
}

impl Signals {
    fn catch() -> io::Result<Self> {
        // A closed terminal or a Ctrl-C meant for the controller must not end the run: caught, and nothing done.
        for signal in [SIGHUP, SIGINT] {
            signal_hook::flag::register(signal, Arc::new(AtomicBool::new(false)))?;
        }
        let end_of = |signal| {
            let (reader, writer) = UnixStream::pair()?;
            reader.set_nonblocking(true)?;
            signal_hook::low_level::pipe::register(signal, writer)?;
            Ok::<_, io::Error>(reader)
        };
        Ok(Self { stop: end_of(SIGTERM)?, child: end_of(SIGCHLD)? })
    }
}

/// Whether a signal came; takes it.
fn came(mut signal: &UnixStream) -> bool {
    let mut buffer = [0; 64];
    matches!(signal.read(&mut buffer), Ok(n) if n > 0)
}

/// A run from its start to its end.
struct Watch<'a> {
    spec: &'a RunSpec,
    folder: &'a RunFolder,
    signals: &'a mut Signals,
    orders: &'a mut Orders,
    child: Child,
    command: Identity,
    /// None when all of it was read.
    output: Option<PipeReader>,
    sink: Sink,
    /// Why we ended it, if we did; the first reason counts.
    ended_by: Option<Outcome>,
    last_wake: i64,
}

impl Watch<'_> {
    fn follow(mut self, started_ms: i64) -> Exit {
        let status = self.until_exit(started_ms);
        let duration_ms = wall_clock_ms() - started_ms;
        self.rest_of_output();
        // What the command left running in its group ends with it.
        self.command.signal_group(Signal::KILL);
        if let Err(error) = self.sink.finish(wall_clock_ms()) {
            self.unwritable(&error);
        }
        self.sink.close_log();
        let natural = match status {
            Ok(status) => match (status.code(), status.signal()) {
                (Some(code), _) => Outcome::Exited(code),
                (None, signal) => Outcome::Signaled(signal.unwrap_or(0)),
            },
            Err(error) => Outcome::Lost(error.to_string()),
        };
        // What we ended has ended by us, even when it made its own exit code of our signal.
        let outcome = self.ended_by.take().unwrap_or(natural);
        let summary = self.sink.summary();
        Exit { outcome, values: summary.values, duration_ms, tail: summary.tail, misread: summary.misread }
    }

    /// Follows the command until it exits.
    fn until_exit(&mut self, started_ms: i64) -> io::Result<ExitStatus> {
        let milliseconds = |seconds: f64| (seconds * 1000.0).min(1e15) as i64;
        let mut deadline = self.spec.timeout_s.map(|s| started_ms + milliseconds(s));
        let mut force_at: Option<i64> = None;
        let mut told = false;
        let mut heartbeat = started_ms + HEARTBEAT_MS;
        loop {
            let now = wall_clock_ms();
            // Looked at before the first wait: a stop may have come together with its run.
            let stopped = came(&self.signals.stop) || self.orders.stops(self.folder);
            let timed_out = deadline.is_some_and(|d| now >= d);
            if (stopped || timed_out) && self.ended_by.is_none() {
                // A command that has ended just before needs no signal, and has ended by itself.
                if let Some(status) = self.child.try_wait()? {
                    return Ok(status);
                }
                self.ended_by = Some(if stopped { Outcome::Stopped } else { Outcome::TimedOut });
            }
            // Politely first, also where its output cannot be written: it may have what fills the disk, and take it away.
            if self.ended_by.is_some() && !told {
                told = true;
                self.command.signal_group(Signal::TERM);
                force_at = Some(now + milliseconds(self.spec.grace_s));
            }
            deadline = deadline.filter(|_| !timed_out);
            if force_at.is_some_and(|f| now >= f) {
                force_at = None;
                self.command.signal_group(Signal::KILL);
            }
            let beat = now >= heartbeat;
            if beat {
                heartbeat = now + HEARTBEAT_MS;
                // A heartbeat that cannot be written is missed like one that was not made.
                let _ = fs::write(self.folder.heartbeat(), now.to_string());
            }
            if (came(&self.signals.child) || beat)
                && let Some(status) = self.child.try_wait()?
            {
                return Ok(status);
            }
            let next = [deadline, force_at, Some(heartbeat)].into_iter().flatten().min().unwrap_or(heartbeat);
            self.wait(next);
        }
    }

    /// Waits until something comes or the time is reached, and takes output in.
    fn wait(&mut self, until_ms: i64) {
        let left = (until_ms - wall_clock_ms()).max(0);
        let timeout = Timespec { tv_sec: left / 1000, tv_nsec: left % 1000 * 1_000_000 };
        let mut ends =
            vec![PollFd::new(&self.signals.stop, PollFlags::IN), PollFd::new(&self.signals.child, PollFlags::IN)];
        let stdin = io::stdin();
        ends.extend((!self.orders.closed).then(|| PollFd::new(&stdin, PollFlags::IN)));
        ends.extend(self.output.as_ref().map(|output| PollFd::new(output, PollFlags::IN)));
        // An interrupted wait is a short one.
        let _ = poll(&mut ends, Some(&timeout));
        let is_ready = |end: Option<&PollFd<'_>>| end.is_some_and(|end| !end.revents().is_empty());
        let has_orders = !self.orders.closed && is_ready(ends.get(2));
        let has_output = self.output.is_some() && is_ready(ends.last());
        if has_orders {
            self.orders.read();
        }
        if has_output {
            self.take_output();
        }
    }

    fn take_output(&mut self) {
        let Some(output) = &mut self.output else { return };
        let mut buffer = vec![0; 64 << 10];
        let n = match output.read(&mut buffer) {
            Ok(n) => n,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return,
            Err(_) => 0,
        };
        if n == 0 {
            self.output = None;
            return;
        }
        let now = wall_clock_ms();
        match self.sink.take(&buffer[..n], now) {
            Ok(true) if now - self.last_wake >= WAKE_MS => {
                self.last_wake = now;
                wake();
            }
            Ok(_) => {}
            Err(error) => {
                self.unwritable(&error);
                self.output = None;
            }
        }
    }

    /// Reads what is left after the command's end, for a while; then ends what still holds the pipe, and reads on.
    fn rest_of_output(&mut self) {
        for _ in 0..2 {
            let mut until = wall_clock_ms() + DRAIN_MS;
            while self.output.is_some() && wall_clock_ms() < until {
                let before = self.last_wake;
                self.wait(until);
                // The other ends may be ready all the time now; a stop has nothing left to stop.
                came(&self.signals.stop);
                self.orders.stops(self.folder);
                came(&self.signals.child);
                if self.last_wake != before {
                    until = wall_clock_ms() + DRAIN_MS;
                }
            }
            self.command.signal_group(Signal::KILL);
        }
    }

    fn unwritable(&mut self, error: &io::Error) {
        self.sink.shrink();
        self.ended_by.get_or_insert(Outcome::Unwritable(error.to_string()));
    }
}
