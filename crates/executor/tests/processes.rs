//! Runs as real processes: what is reported, what survives, what is cleaned up.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use tempfile::TempDir;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tunesmith_executor::folder::{RunFolder, read_log};
use tunesmith_executor::process::ProcessExecutor;
use tunesmith_executor::{Executor, ExecutorEvent, Exit, Outcome, RunId, RunSpec, SetupSpec};
use tunesmith_metrics::{MetricDefinition, MetricPoint};

const RUN: RunId = RunId(7);

struct Bench {
    dir: TempDir,
    executor: ProcessExecutor,
    events: UnboundedReceiver<ExecutorEvent>,
}

fn executor() -> (ProcessExecutor, UnboundedReceiver<ExecutorEvent>) {
    let (sender, events) = unbounded_channel();
    (ProcessExecutor::new(env!("CARGO_BIN_EXE_test-supervisor").into(), vec![4, 5], None, sender), events)
}

impl Bench {
    fn new() -> Self {
        let (executor, events) = executor();
        Self { dir: tempfile::tempdir().expect("a folder"), executor, events }
    }

    fn folder(&self) -> PathBuf {
        self.dir.path().join("run")
    }

    fn shell(&self, script: &str) -> RunSpec {
        RunSpec {
            files: BTreeMap::from([("params.json".to_owned(), "{}".to_owned())]),
            metrics: vec![MetricDefinition::new("loss", "loss=([0-9.]+)")],
            grace_s: 0.3,
            log_limit: 64 << 10,
            ..RunSpec::new(["sh", "-c", script].map(str::to_owned).into(), self.dir.path().to_owned(), self.folder())
        }
    }

    async fn end(&mut self) -> (Vec<MetricPoint>, Exit) {
        end(&mut self.events).await
    }

    async fn run(&mut self, script: &str) -> (Vec<MetricPoint>, Exit) {
        self.executor.launch(RUN, self.shell(script));
        self.end().await
    }
}

async fn end(events: &mut UnboundedReceiver<ExecutorEvent>) -> (Vec<MetricPoint>, Exit) {
    let mut all = Vec::new();
    loop {
        let event = tokio::time::timeout(Duration::from_mins(1), events.recv()).await.expect("an event in time");
        match event.expect("an open channel") {
            ExecutorEvent::Points { points, .. } => all.extend(points),
            ExecutorEvent::Ended { run: RUN, exit } => return (all, exit),
            other => panic!("unexpected {other:?}"),
        }
    }
}

async fn until(what: &str, mut done: impl FnMut() -> bool) {
    for _ in 0..3000 {
        if done() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{what} did not happen");
}

fn read_number(path: &Path) -> Option<i32> {
    fs::read_to_string(path).ok()?.trim().parse().ok()
}

/// A process is gone when it is no more, or waits only for its parent to notice.
fn is_gone(pid: i32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.is_empty() || stat.rsplit_once(") ").is_some_and(|(_, rest)| rest.starts_with('Z'))
}

/// The process that signed the run's lock: the supervisor on the first line, the command, a moment after its start, on the
/// second.
async fn signer(folder: &Path, line: usize) -> i32 {
    let signature = || {
        let signed = fs::read_to_string(folder.join("supervisor.lock")).ok()?;
        let text = signed.lines().nth(line)?.to_owned();
        text.split(|c: char| !c.is_ascii_digit()).find(|p| !p.is_empty())?.parse().ok()
    };
    until("the signature", || signature().is_some()).await;
    signature().expect("a signature")
}

fn kill_hard(pid: i32) {
    assert!(Command::new("kill").args(["-9", &pid.to_string()]).status().expect("kill").success());
}

#[tokio::test]
async fn points_values_and_exit_are_reported() {
    let mut bench = Bench::new();
    let (points, exit) = bench.run("echo loss=0.5; echo loss=0.25 >&2; echo done").await;
    assert_eq!(points.iter().map(|p| (p.step, p.value)).collect::<Vec<_>>(), [(0, 0.5), (1, 0.25)]);
    assert_eq!((exit.outcome, exit.values), (Outcome::Exited(0), vec![Some(0.25)]));
    assert_eq!(exit.tail, ["loss=0.5", "loss=0.25", "done"]);
    assert_eq!(fs::read_to_string(bench.folder().join("log")).expect("a log"), "loss=0.5\nloss=0.25\ndone\n");
    assert_eq!(fs::read_to_string(bench.folder().join("params.json")).expect("a file"), "{}");
}

#[tokio::test]
async fn a_last_value_that_is_no_number_is_told_as_such() {
    let mut bench = Bench::new();
    let mut spec = bench.shell("echo loss=nan");
    spec.metrics = vec![MetricDefinition::new("loss", "loss")];
    bench.executor.launch(RUN, spec);
    let (points, exit) = bench.end().await;
    assert!(points[0].value.is_nan() && exit.values[0].is_some_and(f64::is_nan), "{exit:?}");
}

#[tokio::test]
async fn what_an_earlier_life_left_in_the_folder_is_not_reported() {
    let mut bench = Bench::new();
    bench.run("echo loss=1").await;
    let (points, exit) = bench.run("sleep 0.3; echo loss=2").await;
    assert_eq!((points.len(), exit.values), (1, vec![Some(2.0)]));
}

#[tokio::test]
async fn failures_keep_their_code_and_last_words() {
    let mut bench = Bench::new();
    let (_, exit) = bench.run("echo 'ValueError: bad'; exit 3").await;
    assert_eq!((exit.outcome, exit.tail), (Outcome::Exited(3), vec!["ValueError: bad".to_owned()]));

    let mut bench = Bench::new();
    let (_, exit) = bench.run("kill -11 $$").await;
    assert_eq!(exit.outcome, Outcome::Signaled(11));

    let mut bench = Bench::new();
    let mut spec = bench.shell("");
    spec.command = vec!["no-such-program".into()];
    bench.executor.launch(RUN, spec);
    let Outcome::NotStarted(reason) = bench.end().await.1.outcome else { panic!() };
    assert!(reason.contains("`no-such-program`: No such file"), "{reason}");

    let mut bench = Bench::new();
    let mut spec = bench.shell("true");
    spec.dir = "/nowhere/at/all".into();
    bench.executor.launch(RUN, spec);
    let Outcome::NotStarted(reason) = bench.end().await.1.outcome else { panic!() };
    assert!(reason.contains("working directory /nowhere/at/all"), "{reason}");
}

#[tokio::test]
async fn a_time_out_ends_the_whole_group_by_force_if_need_be() {
    let mut bench = Bench::new();
    let mut spec = bench.shell("trap '' TERM; echo loss=1; (trap '' TERM; echo $$ > inner; sleep 1000) & sleep 1000");
    spec.timeout_s = Some(0.3);
    bench.executor.launch(RUN, spec);
    let (_, exit) = bench.end().await;
    assert_eq!((exit.outcome, exit.values), (Outcome::TimedOut, vec![Some(1.0)]));
    let inner = read_number(&bench.dir.path().join("inner")).expect("the inner process started");
    until("the end of the group", || is_gone(inner)).await;
}

#[tokio::test]
async fn a_stop_is_polite_first() {
    let mut bench = Bench::new();
    let script = "trap 'echo loss=9; exit 4' TERM; echo loss=1; : > ready; while :; do sleep 0.05; done";
    bench.executor.launch(RUN, bench.shell(script));
    let ready = bench.dir.path().join("ready");
    until("the start", || ready.exists()).await;
    bench.executor.stop(RUN);
    let (_, exit) = bench.end().await;
    assert_eq!((exit.outcome, exit.values), (Outcome::Stopped, vec![Some(9.0)]));
}

#[tokio::test]
async fn a_command_that_makes_success_of_our_stop_was_stopped_all_the_same() {
    let mut bench = Bench::new();
    bench.executor.launch(RUN, bench.shell("trap 'exit 0' TERM; echo loss=1; : > ready; while :; do sleep 0.05; done"));
    let ready = bench.dir.path().join("ready");
    until("the start", || ready.exists()).await;
    bench.executor.stop(RUN);
    assert_eq!(bench.end().await.1.outcome, Outcome::Stopped);
}

#[tokio::test]
async fn a_stop_right_after_the_launch_is_not_lost() {
    let mut bench = Bench::new();
    bench.executor.launch(RUN, bench.shell("sleep 1000"));
    bench.executor.stop(RUN);
    assert_eq!(bench.end().await.1.outcome, Outcome::Stopped);
}

#[tokio::test]
async fn what_a_command_leaves_behind_ends_with_it() {
    let mut bench = Bench::new();
    let (_, exit) = bench.run("sleep 1000 & echo $! > left; echo loss=2").await;
    assert_eq!((exit.outcome, exit.values), (Outcome::Exited(0), vec![Some(2.0)]));
    let left = read_number(&bench.dir.path().join("left")).expect("a process was left");
    until("its end", || is_gone(left)).await;
}

#[tokio::test]
async fn a_flood_of_output_loses_no_metric_and_little_disk() {
    let mut bench = Bench::new();
    let script = "awk 'BEGIN { for (i = 1; i <= 300000; i++) { print \"filler filler filler filler filler filler filler\"; \
        if (i % 100 == 0) print \"loss=\" i } }'";
    let (points, exit) = bench.run(script).await;
    assert_eq!((points.len(), exit.values), (3000, vec![Some(300_000.0)]));
    assert!(points.windows(2).all(|w| w[1].value == w[0].value + 100.0));
    let size: u64 =
        fs::read_dir(bench.folder()).expect("a folder").flatten().map(|f| f.metadata().map_or(0, |m| m.len())).sum();
    assert!(size < (64 << 10) + 3000 * 100, "the folder takes {size} bytes");
    let log = String::from_utf8(read_log(&RunFolder::at(bench.folder()), 0).expect("a log")).expect("text");
    assert!(log.starts_with("filler") && log.contains("bytes left out") && log.ends_with("loss=300000\n"));
}

#[tokio::test]
async fn a_run_outlives_its_launcher_and_is_adopted_with_all_its_points() {
    let mut bench = Bench::new();
    let script = "echo loss=1; : > ready; while [ ! -e go ]; do sleep 0.02; done; echo loss=2";
    bench.executor.launch(RUN, bench.shell(script));
    let ready = bench.dir.path().join("ready");
    until("the start", || ready.exists()).await;
    let (second, mut events) = executor();
    second.adopt(RUN, bench.folder(), None);
    fs::write(bench.dir.path().join("go"), "").expect("written");
    let (points, exit) = end(&mut events).await;
    assert_eq!(points.iter().map(|p| p.value).collect::<Vec<_>>(), [1.0, 2.0]);
    assert_eq!(exit.outcome, Outcome::Exited(0));
    // Long after its end, a third finds the same.
    assert_eq!(bench.end().await.1, exit);
    let (third, mut events) = executor();
    third.adopt(RUN, bench.folder(), None);
    assert_eq!(end(&mut events).await, (points, exit));
}

#[tokio::test]
async fn an_adopted_run_can_be_stopped() {
    let bench = Bench::new();
    bench.executor.launch(RUN, bench.shell(": > ready; sleep 1000"));
    let ready = bench.dir.path().join("ready");
    until("the start", || ready.exists()).await;
    let (second, mut events) = executor();
    second.adopt(RUN, bench.folder(), None);
    second.stop(RUN);
    assert_eq!(end(&mut events).await.1.outcome, Outcome::Stopped);
}

/// What somebody else has taken up: a run that waits never starts, and one that runs goes on and is reported by the other alone.
#[tokio::test]
async fn what_is_forgotten_is_left_to_others() {
    let (sender, mut told) = unbounded_channel();
    let program: PathBuf = env!("CARGO_BIN_EXE_test-supervisor").into();
    let first = ProcessExecutor::new(program, Vec::new(), Some(1), sender);
    let bench = Bench::new();
    let script = "echo loss=1; : > ready; while [ ! -e go ]; do sleep 0.02; done; echo loss=2";
    first.launch(RUN, bench.shell(script));
    let ready = bench.dir.path().join("ready");
    until("the start", || ready.exists()).await;
    let waiting = RunId(8);
    first.launch(waiting, RunSpec { folder: bench.dir.path().join("waits"), ..bench.shell(": > late") });
    first.forget(waiting);
    first.forget(RUN);
    first.stop(RUN);
    let (second, mut events) = executor();
    second.adopt(RUN, bench.folder(), None);
    fs::write(bench.dir.path().join("go"), "").expect("written");
    let (points, exit) = end(&mut events).await;
    assert_eq!((points.len(), exit.outcome), (2, Outcome::Exited(0)));
    // The slot is free, and takes what comes next.
    let (third, spec) = (RunId(9), RunSpec { folder: bench.dir.path().join("next"), ..bench.shell("true") });
    first.launch(third, spec);
    let last = async {
        loop {
            match told.recv().await.expect("an open channel") {
                ExecutorEvent::Ended { run, exit } => return (run, exit.outcome),
                ExecutorEvent::Points { run: RUN, .. } => {}
                other => panic!("unexpected {other:?}"),
            }
        }
    };
    let last = tokio::time::timeout(Duration::from_mins(1), last).await.expect("in time");
    assert_eq!(last, (third, Outcome::Exited(0)), "nothing else was told to have ended");
    assert!(!bench.dir.path().join("waits").exists() && !bench.dir.path().join("late").exists());
}

/// On a file system that machines share, a lock of another machine's supervisor may be seen or not; what became of it is not.
#[tokio::test]
async fn a_run_of_another_machine_is_not_waited_for() {
    let bench = Bench::new();
    bench.executor.launch(RUN, bench.shell("echo $$ > command; sleep 1000"));
    let command = bench.dir.path().join("command");
    until("the start", || read_number(&command).is_some()).await;
    let lock = bench.folder().join("supervisor.lock");
    until("both signatures", || fs::read_to_string(&lock).is_ok_and(|signed| signed.lines().count() == 2)).await;
    let signed = fs::read_to_string(&lock).expect("signatures");
    let foreign = signed.lines().map(|line| {
        let mut signature: serde_json::Value = serde_json::from_str(line).expect("a signature");
        assert!(signature["machine"].is_string(), "{line}");
        signature["machine"] = "another machine's".into();
        format!("{signature}\n")
    });
    fs::write(&lock, foreign.collect::<String>()).expect("written");
    let (second, mut events) = executor();
    second.adopt(RUN, bench.folder(), None);
    assert_eq!(end(&mut events).await.1.outcome, Outcome::Interrupted);
    // Ids of another machine are nobody's here.
    let pid = read_number(&command).expect("a pid");
    assert!(!is_gone(pid));
    bench.executor.stop(RUN);
    until("its end", || is_gone(pid)).await;
}

#[tokio::test]
async fn a_killed_supervisor_loses_the_run_and_leaves_nothing_running() {
    let mut bench = Bench::new();
    bench.executor.launch(RUN, bench.shell("echo $$ > command; sleep 1000"));
    let note = bench.dir.path().join("command");
    until("the start", || read_number(&note).is_some()).await;
    kill_hard(signer(&bench.folder(), 0).await);
    let (_, exit) = bench.end().await;
    assert!(matches!(exit.outcome, Outcome::Lost(_)), "{:?}", exit.outcome);
    let command = read_number(&note).expect("a pid");
    until("the end of the command", || is_gone(command)).await;
}

#[tokio::test]
async fn a_run_that_was_given_up_never_starts_again() {
    let bench = Bench::new();
    bench.executor.launch(RUN, bench.shell("echo x >> starts; sleep 1000"));
    let starts = bench.dir.path().join("starts");
    until("the start", || starts.exists()).await;
    let supervisor = signer(&bench.folder(), 0).await;
    let command = signer(&bench.folder(), 1).await;
    kill_hard(supervisor);
    kill_hard(command);
    until("their end", || is_gone(supervisor)).await;
    let (second, mut events) = executor();
    second.adopt(RUN, bench.folder(), None);
    assert_eq!(end(&mut events).await.1.outcome, Outcome::Interrupted);
    let mut late = Command::new(env!("CARGO_BIN_EXE_test-supervisor"))
        .arg("supervise")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("a supervisor");
    let order = format!("run {}\n", bench.folder().display());
    late.stdin.take().expect("its input").write_all(order.as_bytes()).expect("ordered");
    assert!(late.wait().expect("it leaves").success());
    assert_eq!(fs::read_to_string(starts).expect("a file"), "x\n");
}

#[tokio::test]
async fn what_was_never_launched_is_interrupted_at_once() {
    let mut bench = Bench::new();
    bench.executor.adopt(RUN, bench.folder(), None);
    assert_eq!(bench.end().await.1.outcome, Outcome::Interrupted);
}

#[tokio::test]
async fn gpus_are_told_to_the_command() {
    let mut bench = Bench::new();
    let mut spec = bench.shell("echo \"devices <$CUDA_VISIBLE_DEVICES>\"");
    spec.gpus = 2;
    bench.executor.launch(RUN, spec);
    assert_eq!(bench.end().await.1.tail, ["devices <4,5>"]);
}

#[tokio::test]
async fn a_full_disk_is_the_cause_and_leaves_room() {
    let mut bench = Bench::new();
    let small = bench.dir.path().join("small");
    fs::create_dir(&small).expect("made");
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"]).arg(&small).status();
    if !mounted.is_ok_and(|s| s.success()) {
        eprintln!("skipped: mounting a small disk needs root");
        return;
    }
    let mut spec = bench.shell("echo loss=1; yes 'to fill the disk' | head -c 8000000; echo loss=2; sleep 1000");
    spec.folder = small.join("run");
    spec.log_limit = 16 << 20;
    bench.executor.launch(RUN, spec);
    let (_, exit) = bench.end().await;
    let room = Command::new("dd")
        .args(["if=/dev/zero", "bs=1k", "count=1000"])
        .arg(format!("of={}", small.join("x").display()))
        .output();
    let wrote = room.is_ok_and(|o| o.status.success());
    Command::new("umount").arg("-l").arg(&small).status().expect("unmounted");
    let Outcome::Unwritable(reason) = exit.outcome else { panic!("{:?}", exit.outcome) };
    assert!(reason.contains("No space left"), "{reason}");
    assert_eq!(exit.values, [Some(1.0)]);
    assert!(wrote, "the log gave its room back");
}

#[tokio::test]
async fn a_setup_runs_once_and_tells_why_it_failed() {
    let mut bench = Bench::new();
    let setup = |command: &str| SetupSpec {
        command: command.into(),
        dir: bench.dir.path().to_owned(),
        env: BTreeMap::from([("WHO".to_owned(), "me".to_owned())]),
        folder: bench.folder(),
    };
    let (good, bad) = (setup("echo $WHO >> done"), setup("echo no network; exit 7"));
    let mut results = Vec::new();
    for spec in [good.clone(), good, bad] {
        bench.executor.prepare(RUN, spec);
        let Some(ExecutorEvent::Prepared { result, .. }) = bench.events.recv().await else { panic!() };
        results.push(result);
    }
    assert!(matches!(results[0], Ok(Some(_))) && matches!(results[1], Ok(None)));
    let error = results[2].clone().expect_err("failed");
    assert!(error.contains("exit status: 7") && error.contains("no network"), "{error}");
    assert_eq!(fs::read_to_string(bench.dir.path().join("done")).expect("a file"), "me\n");
}
