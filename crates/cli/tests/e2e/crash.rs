//! `kill -9` at random moments: of the controller alone, and of everything.

use std::fs;
use std::process::Child;
use std::time::Duration;

use crate::bench_dir::{Bench, essence, signal, until};

/// Numbers that look random and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

const TRIALS: usize = 8;

/// A job whose trials leave a mark when they start: a line with trial and attempt.
fn tune(parallel: &str) -> Vec<&str> {
    let script = "echo $TUNESMITH_TRIAL.$TUNESMITH_ATTEMPT >> starts; echo loss={x}; sleep 0.0{ms}; echo loss={x}";
    vec![
        "tune",
        "--name",
        "job",
        "-P",
        "x=0.0..1.0",
        "-P",
        "ms=2..6",
        "--minimize",
        "loss",
        "-n",
        "8",
        "-j",
        parallel,
        "--",
        "sh",
        "-c",
        script,
    ]
}

fn kill_hard(mut child: Child) {
    signal(child.id(), "9");
    child.wait().expect("it is gone");
}

/// Crashes a job a few times, lets it end, and returns its table.
fn crash_and_resume(seed: u64, parallel: &str) -> Vec<(u64, String, String, Option<f64>)> {
    let bench = Bench::new();
    let mut chance = Chance(seed);
    for _ in 0..=chance.below(3) {
        let child = bench.spawn(&tune(parallel));
        std::thread::sleep(Duration::from_millis(20 + chance.below(400)));
        kill_hard(child);
        if chance.below(2) == 0 {
            bench.kill_runs();
        }
    }
    // A plain re-run goes on; where the job was not made yet, it makes it.
    let said = bench.run(&tune(parallel));
    assert_eq!(said.code, 0, "seed {seed}: {}", said.all());
    let trials = bench.trials("job");
    assert_eq!(trials.len(), TRIALS, "seed {seed}");
    for (i, trial) in trials.iter().enumerate() {
        assert_eq!(trial["trial"], i as u64 + 1);
        assert_eq!(trial["status"], "completed", "seed {seed}: {trial}");
    }
    let starts = fs::read_to_string(bench.path().join("starts")).expect("starts");
    let mut unique: Vec<&str> = starts.lines().collect();
    unique.sort_unstable();
    let count = unique.len();
    unique.dedup();
    assert_eq!(unique.len(), count, "seed {seed}: an attempt started twice: {starts}");
    trials.iter().map(essence).collect()
}

fn undisturbed(parallel: &str) -> Vec<(u64, String, String, Option<f64>)> {
    let bench = Bench::new();
    assert_eq!(bench.run(&tune(parallel)).code, 0);
    bench.trials("job").iter().map(essence).collect()
}

#[test]
fn one_at_a_time_twenty_crashes_leave_the_table_of_an_undisturbed_run() {
    let expected = undisturbed("1");
    for seed in 0..20 {
        assert_eq!(crash_and_resume(seed, "1"), expected, "seed {seed}");
    }
}

#[test]
fn in_parallel_fifteen_crashes_lose_and_double_nothing() {
    for seed in 100..115 {
        crash_and_resume(seed, "3");
    }
}

#[test]
fn resume_goes_on_where_a_killed_job_was() {
    let bench = Bench::new();
    let child = bench.spawn(&tune("2"));
    until("a first trial", || fs::read_to_string(bench.path().join("starts")).is_ok_and(|s| s.lines().count() >= 3));
    kill_hard(child);
    assert!(bench.run(&["show"]).out.contains("interrupted (tunesmith resume job goes on)"));
    let said = bench.run(&["resume"]);
    assert!(said.code == 0 && said.out.contains("resume   job: "), "{}", said.all());
    assert_eq!(bench.trials("job").len(), TRIALS);
}
