//! Ctrl-C once, twice; stop and extend from another terminal.

use crate::bench_dir::{Bench, Said, signal, until};

const SLOW: &str = "echo loss={x}; : > started-$TUNESMITH_TRIAL; while [ ! -e go ]; do sleep 0.02; done";

fn slow(bench: &Bench) -> std::process::Child {
    let child = bench.spawn(&[
        "tune",
        "--name",
        "slow",
        "-P",
        "x=0.0..1.0",
        "--minimize",
        "loss",
        "-n",
        "6",
        "-j",
        "2",
        "--",
        "sh",
        "-c",
        SLOW,
    ]);
    until("two trials", || bench.path().join("started-2").exists());
    child
}

#[test]
fn the_first_interrupt_lets_running_trials_finish() {
    let bench = Bench::new();
    let child = slow(&bench);
    signal(child.id(), "INT");
    std::thread::sleep(std::time::Duration::from_millis(200));
    bench.write("go", "");
    let said = Said::from(child.wait_with_output().expect("it ends"));
    assert_eq!(said.code, 130, "{}", said.all());
    assert!(said.err.contains("go on with: tunesmith resume slow"), "{}", said.err);
    let trials = bench.trials("slow");
    assert_eq!(trials.iter().filter(|t| t["status"] == "completed").count(), 2);
    assert_eq!(bench.run(&["resume"]).code, 0);
    assert_eq!(bench.trials("slow").len(), 6);
}

#[test]
fn the_second_interrupt_stops_them_and_they_run_again() {
    let bench = Bench::new();
    let child = slow(&bench);
    signal(child.id(), "INT");
    std::thread::sleep(std::time::Duration::from_millis(200));
    signal(child.id(), "INT");
    let said = Said::from(child.wait_with_output().expect("it ends"));
    assert_eq!(said.code, 130, "{}", said.all());
    assert!(bench.trials("slow").iter().all(|t| t["status"] == "queued"));
    bench.write("go", "");
    assert_eq!(bench.run(&["resume", "slow"]).code, 0);
    let trials = bench.trials("slow");
    assert_eq!(trials.iter().filter(|t| t["status"] == "completed").count(), 6);
    assert_eq!(trials[0]["attempts"], 2);
}

#[test]
fn another_terminal_can_extend_and_stop_a_running_job() {
    let bench = Bench::new();
    let mut child = slow(&bench);
    let asked = bench.run(&["extend", "slow", "-n", "4", "-j", "3"]);
    assert!(asked.code == 0 && asked.out.contains("asked"), "{}", asked.all());
    until("a third trial", || bench.path().join("started-3").exists());
    let one = bench.run(&["stop", "slow", "--trial", "1"]);
    assert!(one.code == 0 && one.out.contains("trial 1 of `slow`"), "{}", one.all());
    let all = bench.run(&["stop", "slow"]);
    assert!(all.code == 0 && all.out.contains("job `slow`"), "{}", all.all());
    assert!(child.wait().expect("it ends").success());
    assert!(bench.run(&["list"]).out.contains("stopped"));
    let trials = bench.trials("slow");
    assert!(trials.iter().all(|t| t["status"] == "stopped"), "{trials:?}");
    assert!(trials[0]["objective"].as_f64().is_some(), "a stopped trial keeps its last value");
}

#[test]
fn a_job_that_nobody_runs_any_more_is_stopped_with_what_it_left_running() {
    let bench = Bench::new();
    let mut child = slow(&bench);
    signal(child.id(), "9");
    child.wait().expect("it is gone");
    let said = bench.run(&["stop", "slow"]);
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(bench.trials("slow").iter().all(|t| t["status"] == "stopped"));
}

#[test]
fn stopping_a_job_that_waits_starts_none_of_its_trials() {
    let bench = Bench::new();
    let child = slow(&bench);
    signal(child.id(), "INT");
    std::thread::sleep(std::time::Duration::from_millis(200));
    signal(child.id(), "INT");
    child.wait_with_output().expect("it ends");
    let trials = || std::fs::read_dir(bench.path().join(".tunesmith/jobs/slow/trials/1")).expect("a folder").count();
    let before = trials();
    let said = bench.run(&["stop", "slow"]);
    assert_eq!(said.code, 0, "{}", said.all());
    assert_eq!(trials(), before, "no attempt was made in order to be stopped");
    let again = bench.run(&["stop"]);
    assert!(again.code == 2 && again.words().contains("no job is running"), "{}", again.all());
}

#[test]
fn requests_for_a_job_that_another_session_does_not_hold_are_refused() {
    let bench = Bench::new();
    assert_eq!(
        bench
            .run(&[
                "tune",
                "--name",
                "done",
                "-P",
                "x=0.0..1.0",
                "--minimize",
                "loss",
                "-n",
                "2",
                "--",
                "echo",
                "loss={x}"
            ])
            .code,
        0
    );
    let mut child = slow(&bench);
    let refused = bench.run(&["extend", "done", "-n", "3"]);
    assert!(refused.code == 2 && refused.words().contains("in use by tunesmith tune slow"), "{}", refused.all());
    let missing = bench.run(&["stop", "slow", "--trial", "99"]);
    assert!(missing.code == 2 && missing.words().contains("`slow` has no trial 99"), "{}", missing.all());
    bench.write("go", "");
    assert!(child.wait().expect("it ends").success());
    assert_eq!(bench.trials("slow").len(), 6);
}

#[test]
fn a_job_that_got_another_name_is_stopped_by_it() {
    let bench = Bench::new();
    let first =
        ["tune", "--name", "slow", "-P", "y=0.0..1.0", "--minimize", "loss", "-n", "1", "--", "echo", "loss={y}"];
    assert_eq!(bench.run(&first).code, 0);
    let mut child = slow(&bench);
    let said = bench.run(&["stop", "slow-2"]);
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(child.wait().expect("it ends").success());
}
