//! `tune` on commands of every kind.

use std::fs;

use crate::bench_dir::{Bench, until};

#[test]
fn a_command_is_tuned_and_its_best_values_can_be_used() {
    let bench = Bench::new();
    let said = bench.run(&[
        "tune",
        "-P",
        "x=-5.0..5.0",
        "-P",
        "n=1..4",
        "--minimize",
        "loss",
        "-n",
        "20",
        "-j",
        "3",
        "--name",
        "bowl",
        "--",
        "awk",
        "BEGIN { x = {x}; n = {n}; print \"loss = \" (x - 1) ^ 2 + n }",
    ]);
    assert_eq!(said.code, 0, "{}", said.all());
    for part in [
        "check",
        "loss = ",
        "found on line 1 of #1",
        "plan     20 trials, 3 at a time",
        "done     20 trials",
        "best",
        "matters",
    ] {
        assert!(said.out.contains(part), "`{part}` is missing:\n{}", said.out);
    }
    let best = bench.run(&["best", "--format", "json"]).out;
    let best: serde_json::Value = serde_json::from_str(&best).expect("JSON");
    assert!(best["value"].as_f64().expect("a value") < 1.1 && best["params"]["n"] == 1, "{best}");
    assert!(bench.run(&["best", "--format", "args"]).out.starts_with("--x "));
    assert!(bench.run(&["best", "--format", "env"]).out.contains("TUNESMITH_PARAM_N=1"));
    assert!(bench.run(&["best", "--format", "command"]).out.starts_with("awk 'BEGIN { x = "));
}

#[test]
fn the_strategy_that_suits_is_chosen_and_said_why() {
    let bench = Bench::new();
    let space = ["tune", "-P", "n=1..4", "--minimize", "loss", "-n", "4", "--strategy", "auto", "--name", "few"];
    let said = bench.run(&[&space[..], &["--", "echo", "loss={n}"]].concat());
    assert_eq!(said.code, 0, "{}", said.all());
    for words in [said.out, bench.run(&["show", "few"]).out] {
        assert!(words.contains("grid") && words.contains("enough for all 4 combinations"), "{words}");
    }
}

#[test]
fn points_that_the_user_knows_of_come_first() {
    let bench = Bench::new();
    let space = ["-P", "x=0.0..8.0", "-P", "c=red,green", "--minimize", "loss", "-n", "4", "--strategy", "tpe"];
    let first = ["--first", "x=7.5 c=green", "--first", "x=0.25", "--", "echo", "loss={x}"];
    let said = bench.run(&[&["tune", "--name", "known"], &space[..], &first[..]].concat());
    assert_eq!(said.code, 0, "{}", said.all());
    let rows = bench.run(&["export", "known", "--format", "jsonl"]).out;
    let rows: Vec<serde_json::Value> = rows.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!((rows[0]["params"]["x"].as_f64(), rows[0]["params"]["c"].as_str()), (Some(7.5), Some("green")));
    assert_eq!(rows[1]["params"]["x"].as_f64(), Some(0.25));
    assert_eq!(rows.len(), 4);
}

#[test]
fn a_trial_is_told_its_values_in_every_way() {
    let bench = Bench::new();
    bench.write("show.sh", "echo \"args $*\"; echo \"env $TUNESMITH_PARAM_LR $TUNESMITH_PARAM_LAYERS $MINE $TUNESMITH_TRIAL\"; cat $TUNESMITH_PARAMS_FILE; echo; pwd; echo loss=1");
    let said = bench.run(&[
        "tune",
        "-P",
        "lr=0.5..0.5",
        "--static",
        "layers=5",
        "--env",
        "MINE=yes",
        "--minimize",
        "loss",
        "-n",
        "1",
        "--",
        "sh",
        "show.sh",
    ]);
    assert_eq!(said.code, 0, "{}", said.all());
    let log = bench.run(&["log", "1"]).out;
    assert!(log.contains("args --lr 0.5 --layers 5\n"), "{log}");
    assert!(log.contains("env 0.5 5 yes 1\n"), "{log}");
    assert!(log.contains("{\"lr\":0.5,\"layers\":5}\n"), "{log}");
    assert!(log.contains(&*bench.path().canonicalize().expect("a path").to_string_lossy()), "{log}");
}

#[test]
fn a_file_describes_the_job_and_runs_in_its_folder() {
    let bench = Bench::new();
    fs::create_dir(bench.path().join("sub")).expect("made");
    bench.write("sub/train.sh", "for e in 1 2 3; do echo \"epoch $e pr_auc = 0.$1, roc_auc = 0.9\"; done");
    bench.write(
        "sub/tune.toml",
        r#"
name = "demo"
command = "sh train.sh {k}"
[objective]
metric = "PR-AUC"
goal = "maximize"
[metrics]
"PR-AUC" = 'pr_auc = ([0-9\.]+)'
"ROC-AUC" = 'roc_auc = ([0-9\.]+)'
[params]
k = { int = [1, 9] }
[search]
strategy = "grid"
[budget]
trials = 50
parallel = 2
[run]
setup = "echo ready > ready.txt"
"#,
    );
    let said = bench.run(&["tune", "-f", "sub/tune.toml"]);
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(said.out.contains("setup    done in") && said.out.contains("every combination was tried"), "{}", said.out);
    assert!(bench.path().join("sub/ready.txt").exists() && bench.path().join(".tunesmith/store.db").exists());
    let trials = bench.trials("demo");
    assert_eq!(trials.len(), 9);
    assert_eq!(trials[8]["objective"], 0.9);
    assert_eq!(trials[0]["metrics"]["ROC-AUC"], 0.9);
}

#[test]
fn said_again_a_finished_job_is_not_run_again_and_more_trials_extend_it() {
    let bench = Bench::new();
    let tune = |n: &str| {
        bench.run(&["tune", "-P", "x=0.0..1.0", "--minimize", "loss", "-n", n, "--name", "j", "--", "echo", "loss={x}"])
    };
    assert_eq!(tune("4").code, 0);
    let again = tune("4");
    assert!(again.code == 0 && again.out.contains("nothing to do"), "{}", again.all());
    let more = tune("6");
    assert!(more.code == 0 && more.out.contains("4 of 6 trials done"), "{}", more.all());
    assert_eq!(bench.trials("j").len(), 6);
    assert_eq!(bench.run(&["extend", "j", "-n", "2"]).code, 0);
    assert_eq!(bench.trials("j").len(), 8);
    let other = bench.run(&[
        "tune",
        "-P",
        "x=0.0..2.0",
        "--minimize",
        "loss",
        "-n",
        "2",
        "--name",
        "j",
        "--",
        "echo",
        "loss={x}",
    ]);
    assert!(other.err.contains("this one is `j-2`"), "{}", other.all());
}

#[test]
fn a_wrong_pattern_ends_the_job_at_once_and_offers_what_would_fit() {
    let bench = Bench::new();
    let said = bench.run(&[
        "tune",
        "-P",
        "x=0.0..1.0",
        "--maximize",
        "accuracy",
        "-n",
        "30",
        "-j",
        "4",
        "--",
        "echo",
        "val_acc: {x} lr=0.1",
    ]);
    assert_eq!(said.code, 1, "{}", said.all());
    assert!(said.out.contains("the pattern of `accuracy` matched no line"), "{}", said.out);
    assert!(said.out.contains("--maximize val_acc (found once, last"), "{}", said.out);
    assert_eq!(bench.trials("echo").len(), 1, "one trial was enough to see it");
}

#[test]
fn five_first_failures_end_the_job_with_their_last_words() {
    let bench = Bench::new();
    let said = bench.run(&[
        "tune",
        "-P",
        "x=0.0..1.0",
        "--minimize",
        "loss",
        "-n",
        "30",
        "--",
        "sh",
        "-c",
        "echo 'ValueError: no such file'; exit 3 # {x}",
    ]);
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains("the first 5 trials failed") && said.out.contains("ValueError: no such file"),
        "{}",
        said.out
    );
    assert!(said.out.contains("#1 #2 #3 #4 #5: exit 3: ValueError"), "{}", said.out);
    assert_eq!(bench.trials("sh").len(), 5);
}

#[test]
fn the_target_decides_the_exit_code() {
    let bench = Bench::new();
    let tune = |name: &str, target: &str| {
        bench.run(&[
            "tune",
            "--name",
            name,
            "-P",
            "x=0.0..1.0",
            "--minimize",
            "loss",
            "--target",
            target,
            "-n",
            "8",
            "--",
            "echo",
            "loss={x}",
        ])
    };
    let reached = tune("easy", "0.9");
    assert!(reached.code == 0 && reached.out.contains("target reached by #"), "{}", reached.all());
    assert_eq!(tune("hard", "-1").code, 3);
}

#[test]
fn the_run_time_of_a_command_can_be_the_objective() {
    let bench = Bench::new();
    let said = bench.run(&[
        "tune",
        "-P",
        "ms=10,60",
        "--strategy",
        "grid",
        "--minimize",
        "@duration",
        "-n",
        "9",
        "--",
        "sh",
        "-c",
        "sleep 0.0{ms}",
    ]);
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(bench.run(&["best", "--format", "args"]).out.contains("--ms 10"));
}

#[test]
fn events_come_as_json_lines() {
    let bench = Bench::new();
    let said =
        bench.run(&["tune", "--json", "-P", "x=0.0..1.0", "--minimize", "loss", "-n", "2", "--", "echo", "loss={x}"]);
    let kinds: Vec<String> = (said.out.lines())
        .map(|l| {
            serde_json::from_str::<serde_json::Value>(l).expect("JSON")["kind"].as_str().expect("a kind").to_owned()
        })
        .collect();
    for kind in
        ["session-started", "trial-suggested", "attempt-created", "metric", "attempt-ended", "trial-ended", "job-ended"]
    {
        assert!(kinds.iter().any(|k| k == kind), "{kind} is missing in {kinds:?}");
    }
}

#[test]
fn a_hopeless_trial_is_stopped_early_and_the_saving_is_told() {
    let bench = Bench::new();
    // Later values of k are worse; each trial prints ten epochs.
    let script = "for e in 1 2 3 4 5 6 7 8 9 10; do echo \"loss=$1.$e\"; sleep 0.02; done";
    bench.write("train.sh", script);
    let said = bench.run(&[
        "tune",
        "-P",
        "k=1..9",
        "--strategy",
        "grid",
        "--early-stop",
        "median",
        "--minimize",
        "loss",
        "-n",
        "9",
        "--",
        "sh",
        "train.sh",
        "{k}",
    ]);
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(said.out.contains("behind the median at epoch 2"), "{}", said.out);
    assert!(said.out.contains("4 stopped early (saved "), "{}", said.out);
}

#[test]
fn a_second_controller_is_told_who_is_there() {
    let bench = Bench::new();
    let mut first = bench.spawn(&[
        "tune",
        "-P",
        "x=0.0..1.0",
        "--minimize",
        "loss",
        "-n",
        "1",
        "--name",
        "slow",
        "--",
        "sh",
        "-c",
        "echo loss={x}; while [ ! -e go ]; do sleep 0.02; done",
    ]);
    until("the start", || bench.path().join(".tunesmith/jobs/slow/trials/1/1/log").exists());
    let second = bench.run(&[
        "tune",
        "-P",
        "x=0.0..1.0",
        "--minimize",
        "loss",
        "-n",
        "1",
        "--name",
        "other",
        "--",
        "echo",
        "loss={x}",
    ]);
    assert_eq!(second.code, 2);
    assert!(second.words().contains("in use by tunesmith tune slow (process"), "{}", second.err);
    // Readers are welcome.
    assert!(bench.run(&["list"]).out.contains("slow"));
    bench.write("go", "");
    assert!(first.wait().expect("it ends").success());
}

#[test]
fn conditional_parameters_come_only_where_they_belong() {
    let bench = Bench::new();
    bench.write(
        "tune.toml",
        r#"
command = "echo args"
[objective]
metric = "@duration"
goal = "minimize"
[params]
opt = { choice = ["adam", "sgd"] }
momentum = { float = [0.5, 0.9], when = "opt == 'sgd'" }
[budget]
trials = 8
"#,
    );
    let said = bench.run(&["tune"]);
    assert_eq!(said.code, 0, "{}", said.all());
    for trial in bench.trials("echo") {
        let has_momentum = trial["params"].get("momentum").is_some();
        assert_eq!(has_momentum, trial["params"]["opt"] == "sgd");
        let log = bench.run(&["log", &trial["trial"].to_string()]).out;
        assert_eq!(log.contains("--momentum"), has_momentum, "{log}");
    }
}

#[test]
fn gpus_are_given_out_one_trial_at_a_time() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    // A machine with two GPUs, as far as anybody can tell.
    let smi = bench.write("nvidia-smi", "#!/bin/sh\nprintf '0\\n1\\n'\n");
    fs::set_permissions(&smi, fs::Permissions::from_mode(0o755)).expect("set");
    let path = format!("{}:{}", bench.path().display(), std::env::var("PATH").unwrap_or_default());
    let script = "echo loss={x}; echo $CUDA_VISIBLE_DEVICES; mkdir gpu-$CUDA_VISIBLE_DEVICES || exit 1; sleep 0.05; rmdir gpu-$CUDA_VISIBLE_DEVICES";
    let output = bench
        .command(&[
            "tune",
            "--name",
            "j",
            "-P",
            "x=0.0..1.0",
            "--minimize",
            "loss",
            "--gpus",
            "1",
            "-n",
            "8",
            "-j",
            "4",
            "--",
            "sh",
            "-c",
            script,
        ])
        .env("PATH", path)
        .env_remove("CUDA_VISIBLE_DEVICES")
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(bench.trials("j").iter().all(|t| t["status"] == "completed"), "no GPU was given to two trials at once");
}

#[test]
fn a_progress_bar_is_quoted_by_the_piece_that_matched_and_without_its_colours() {
    let bench = Bench::new();
    bench.write("bar.sh", "printf '\\033[32m 10%%\\033[0m loss: 0.9\\r\\033[32m 90%%\\033[0m loss: 0.5\\r 100%%\\n'; [ $TUNESMITH_TRIAL != 2 ] || { printf '\\033[2JERROR here\\n'; exit 1; }");
    let said = bench.run(&["tune", "-P", "x=0.0..1.0", "--minimize", "loss", "-n", "2", "--", "sh", "bar.sh"]);
    assert_eq!(said.code, 0, "{}", said.all());
    let check = said.out.find("found on line 1 of #1").expect("the check is told");
    assert!(check < said.out.find("OK #1").expect("the trial is told"), "{}", said.out);
    assert!(said.out.contains(" 10% loss: 0.9\n") && said.out.contains("exit 1: ERROR here"), "{}", said.out);
    assert!(!said.out.contains('\u{1b}'), "{:?}", said.out);
}

#[test]
fn a_data_directory_that_is_removed_is_noticed() {
    let bench = Bench::new();
    let child = bench.spawn(&[
        "tune",
        "--name",
        "j",
        "-P",
        "x=0.0..1.0",
        "--minimize",
        "loss",
        "-n",
        "9",
        "--",
        "sh",
        "-c",
        "echo loss={x}; while [ ! -e go ]; do sleep 0.02; done; : > gone",
    ]);
    until("the start", || bench.path().join(".tunesmith/jobs/j/trials/1/1/log").exists());
    fs::remove_dir_all(bench.path().join(".tunesmith")).expect("removed");
    let said = crate::bench_dir::Said::from(child.wait_with_output().expect("it ends"));
    bench.write("go", "");
    until("the end of what was left running", || bench.path().join("gone").exists());
    assert!(said.code == 2 && said.words().contains("it was removed while it was in use"), "{}", said.all());
}

#[test]
fn what_trials_cost_is_told_and_ends_the_job_when_it_is_enough() {
    let bench = Bench::new();
    let base = ["tune", "-P", "x=0.0..1.0", "--minimize", "loss", "-n", "50", "-j", "2", "--name", "dear"];
    // Ten a second.
    let limits = ["--price", "36000", "--max-cost", "8", "--", "sh", "-c", "echo loss={x}; sleep 0.3"];
    let said = bench.run(&[&base[..], &limits].concat());
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(said.out.contains("the 8 that it may cost are spent"), "{}", said.out);
    let job: serde_json::Value = serde_json::from_str(&bench.run(&["show", "--json"]).out).expect("JSON");
    let cost = job["cost"].as_f64().expect("a cost");
    // Begun by the tuner's clock a moment before the command, and stopped a moment after: all fifty would cost 150.
    assert!((7.0..75.0).contains(&cost), "{cost}");
    let trials = bench.run(&["export", "--format", "jsonl"]).out;
    let sum: f64 = trials
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).expect("JSON")["cost"].as_f64().expect("a cost"))
        .sum();
    assert!((sum - cost).abs() < 1e-6, "{sum} {cost}");
    assert!(bench.run(&["show"]).out.contains("a trial; at most 8.00)"), "{}", bench.run(&["show"]).out);
    assert!(bench.run(&["trials"]).out.lines().next().is_some_and(|heads| heads.contains("COST")));
    let refused = bench.run(&["extend", "-n", "2"]);
    assert!(refused.all().contains("allow more with --max-cost"), "{}", refused.all());
    let unpriced = bench.run(&["tune", "-P", "x=0.0..1.0", "--minimize", "loss", "--max-cost", "8", "--", "true"]);
    assert!(unpriced.code == 2 && unpriced.err.contains("--price"), "{}", unpriced.all());
}
