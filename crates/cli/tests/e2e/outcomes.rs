//! What makes a trial good: several objectives, requirements, earlier jobs, little first and more later.

use serde_json::Value;

use crate::bench_dir::Bench;

const TWO: &str = "BEGIN { print \"acc=\" 1 - ({x} - 0.8) ^ 2, \"latency=\" 10 * {x} + ({c} == 1) }";
const SPACE: [&str; 4] = ["-P", "x=0.0..1.0", "-P", "c=0..1"];

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

#[test]
fn several_objectives_make_a_front() {
    let bench = Bench::new();
    let aims = ["--maximize", "acc", "--minimize", "latency", "-n", "16", "--name", "two", "--", "awk", TWO];
    let said = bench.run(&[&["tune"], &SPACE[..], &aims[..]].concat());
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(
        said.out.contains("trade-offs between acc and latency") && said.out.contains("<- on the front"),
        "{}",
        said.out
    );
    let front = json(&bench.run(&["best", "two", "--format", "json"]).out);
    let pairs: Vec<(f64, f64)> = (front.as_array().expect("a list").iter())
        .map(|t| (t["value"].as_f64().expect("acc"), t["further"]["latency"].as_f64().expect("latency")))
        .collect();
    assert!(pairs.len() > 2 && pairs.windows(2).all(|w| w[0].0 > w[1].0 && w[0].1 > w[1].1), "{pairs:?}");
    let which = front[1]["trial"].to_string();
    assert!(bench.run(&["best", "two", "--trial", &which, "--format", "args"]).out.starts_with("--x "));
    let said = bench.run(&["best", "two", "--format", "args"]);
    assert!(said.code != 0 && said.all().contains("--trial"), "{}", said.all());
    assert!(bench.run(&["list"]).out.contains(&format!("front of {}", pairs.len())));
    // Said again, it is done; said with a target, it is refused.
    let again = bench.run(&[&["tune"], &SPACE[..], &aims[..]].concat());
    assert!(again.code == 0 && again.out.contains("nothing to do"), "{}", again.all());
    let refused = bench.run(&[&["tune", "--target", "1"], &SPACE[..], &aims[..]].concat());
    assert!(refused.code != 0 && refused.all().contains("one objective, there are 2"), "{}", refused.all());
}

#[test]
fn what_is_required_decides_who_is_best() {
    let bench = Bench::new();
    bench.write(
        "tune.toml",
        &format!(
            "name = \"fast\"\ncommand = ['awk', '{TWO}']\n\n[objective]\nmetric = \"acc\"\ngoal = \"maximize\"\nrequire = [\"latency <= 5\"]\n\n\
             [metrics]\nacc = \"acc\"\nlatency = \"latency\"\n\n[params]\nx = \"0.0..1.0\"\nc = \"0..1\"\n\n[budget]\ntrials = 20\n"
        ),
    );
    let said = bench.run(&["tune"]);
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(said.out.contains("misses latency <= 5") && said.out.contains("miss latency <= 5"), "{}", said.out);
    let best = json(&bench.run(&["best", "--format", "json"]).out);
    let x = best["params"]["x"].as_f64().expect("x");
    assert!((0.4..=0.5).contains(&x), "{best}");
    let why = bench.run(&["trials", "--why"]).out;
    assert!(why.contains("EXPECTED") && why.contains("MEETS") && why.contains("model"), "{why}");
    let explained = bench.run(&["explain"]);
    assert!(explained.code == 0 && explained.out.contains("without its luck"), "{}", explained.all());
    let explained = json(&bench.run(&["explain", "--json"]).out);
    assert_eq!(explained["parameters"][0]["name"], "x");
    assert!(explained["further_gain"].as_f64().expect("a gain") < 0.05, "{}", explained["further_gain"]);
    assert_eq!(explained["pairs"][0]["means"].as_array().map(Vec::len), Some(15));
    // Nothing meets what cannot be met: no best, and the nearest is named.
    let none = ["--maximize", "acc", "--require", "latency < -1", "-n", "9", "--name", "none", "--", "awk", TWO];
    let said = bench.run(&[&["tune"], &SPACE[..], &none[..]].concat());
    assert!(said.code != 0 && said.out.contains("no trial meets latency < -1"), "{}", said.all());
    assert!(bench.run(&["best", "none"]).all().contains("meets what is required"));
    let said = bench.run(&[&["tune", "--require", "latency"], &SPACE[..], &none[..]].concat());
    assert!(said.code != 0 && said.all().contains("latency < 20"), "{}", said.all());
}

#[test]
fn ranges_can_be_changed_when_a_job_is_extended() {
    let bench = Bench::new();
    let job = ["tune", "-P", "x=0.0..1.0", "--minimize", "loss", "-n", "6", "--name", "wide", "--"];
    let command = ["awk", "BEGIN { print \"loss=\" ({x} - 3) ^ 2 }"];
    assert_eq!(bench.run(&[&job[..], &command[..]].concat()).code, 0);
    for (flags, words) in [
        (&["-n", "6", "-P", "y=0..1"][..], "has no parameter `y`"),
        (&["-P", "x=0.0..5.0"][..], "how many trials"),
        (&["-n", "6", "-P", "x=5.0..0.0"][..], "x"),
    ] {
        let said = bench.run(&[&["extend", "wide"], flags].concat());
        assert!(said.code != 0 && said.all().contains(words), "{}", said.all());
    }
    let said = bench.run(&["extend", "wide", "-n", "14", "-P", "x=0.0..5.0"]);
    assert_eq!(said.code, 0, "{}", said.all());
    let best = json(&bench.run(&["best", "wide", "--format", "json"]).out);
    assert!((best["params"]["x"].as_f64().expect("x") - 3.0).abs() < 0.3, "{best}");
    assert_eq!(bench.run(&["export", "wide", "--format", "jsonl"]).out.lines().count(), 20);
}

#[test]
fn a_job_starts_from_what_others_found_out() {
    let bench = Bench::new();
    let job = |name: &'static str, more: &[&'static str]| {
        let space = ["tune", "-P", "x=-5.0..5.0", "-P", "y=-5.0..5.0", "--minimize", "loss", "--name", name];
        let command = ["--", "awk", "BEGIN { print \"loss=\" ({x} - 2) ^ 2 + ({y} + 3) ^ 2 }"];
        bench.run(&[&space[..], more, &command[..]].concat())
    };
    assert_eq!(job("first", &["-n", "25"]).code, 0);
    let said = job("second", &["-n", "6", "--warm-start", "first"]);
    assert_eq!(said.code, 0, "{}", said.all());
    let rows = bench.run(&["export", "second", "--format", "jsonl"]).out;
    let rows: Vec<Value> = rows.lines().map(json).collect();
    assert_eq!(rows[0]["origin"], "transfer");
    let best = json(&bench.run(&["best", "second", "--format", "json"]).out)["value"].as_f64().expect("a value");
    assert!(best < 0.1, "{best}");
    assert_eq!(job("third", &["-n", "3", "--warm-start", "first", "--warm-start-kind", "identical"]).code, 0);
    let said = job("fourth", &["-n", "3", "--warm-start", "nobody"]);
    assert!(said.code != 0 && said.all().contains("nobody"), "{}", said.all());
}

#[test]
fn the_best_of_many_short_trials_are_tried_longer() {
    let bench = Bench::new();
    let space = ["tune", "-P", "x=0.0..1.0", "-P", "epochs=1..9", "--minimize", "loss", "-n", "20", "--name", "climb"];
    let command = ["--", "awk", "BEGIN { print \"loss=\" ({x} - 0.3) ^ 2 + 1 / {epochs} }"];
    let said = bench.run(&[&space[..], &["--strategy", "asha", "--resource", "epochs"], &command[..]].concat());
    assert_eq!(said.code, 0, "{}", said.all());
    let rows = bench.run(&["export", "climb", "--format", "jsonl"]).out;
    let epochs: Vec<i64> = rows.lines().filter_map(|l| json(l)["params"]["epochs"].as_i64()).collect();
    let count = |n: i64| epochs.iter().filter(|e| **e == n).count();
    assert_eq!(count(1) + count(3) + count(9), 20);
    assert!(count(1) > count(3) && count(3) >= count(9) && count(9) > 0, "{epochs:?}");
    let said = bench.run(&[&space[..], &["--strategy", "asha"], &command[..]].concat());
    assert!(said.code != 0 && said.all().contains("--resource epochs"), "{}", said.all());
}

#[test]
fn a_trial_is_stopped_by_its_learning_curve() {
    let bench = Bench::new();
    bench.write(
        "train.sh",
        "for e in $(seq 1 12); do awk -v x=$1 -v e=$e 'BEGIN { print \"loss=\" x + exp(-e / 3) }'; done; sleep 0.3",
    );
    let space =
        ["tune", "-P", "x=0.0..1.0", "--minimize", "loss", "-n", "12", "--name", "curves", "--early-stop", "curve"];
    let said = bench.run(&[&space[..], &["--strategy", "random", "--", "sh", "train.sh", "{x}"]].concat());
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(said.out.contains("would end at about") && said.out.contains("stopped early"), "{}", said.out);
}

#[test]
fn the_leaders_are_tried_again() {
    let bench = Bench::new();
    let noisy = "BEGIN { srand({trial}); print \"loss=\" ({x} - 0.3) ^ 2 + 0.2 * rand() }";
    let job = ["tune", "-P", "x=0.0..1.0", "--minimize", "loss", "-n", "14", "--name", "noisy", "--", "awk", noisy];
    assert_eq!(bench.run(&job).code, 0);
    assert!(bench.run(&["explain"]).out.contains("tunesmith repeat noisy"));
    let said = bench.run(&["repeat", "-n", "6"]);
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(said.out.contains("in turn, 6 runs") && said.out.contains("mean of the runs of"), "{}", said.out);
    let rows = bench.run(&["export", "--format", "jsonl"]).out;
    let again: Vec<Value> = rows.lines().map(json).filter(|row| row["origin"] == "repeat").collect();
    assert_eq!((again.len(), rows.lines().count()), (6, 20));
    let best = json(&bench.run(&["best", "--format", "json"]).out);
    let runs: Vec<f64> = (rows.lines().map(json))
        .filter(|row| row["params"] == best["params"])
        .filter_map(|row| row["objective"].as_f64())
        .collect();
    let mean = runs.iter().sum::<f64>() / runs.len() as f64;
    assert!(runs.len() > 1 && (mean - best["value"].as_f64().expect("a value")).abs() < 1e-9, "{runs:?} {best}");
    let said = bench.run(&["repeat", "-n", "0"]);
    assert!(said.code != 0 && said.all().contains("at least 1"), "{}", said.all());
}
