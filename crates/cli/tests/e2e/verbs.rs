//! The other verbs.

use crate::bench_dir::Bench;

fn with_a_job() -> Bench {
    let bench = Bench::new();
    let script = "echo starting; echo loss={x}; echo acc={x}; [ $TUNESMITH_TRIAL != 3 ] || { echo 'RuntimeError: boom, again'; exit 9; }";
    let said = bench.run(&[
        "tune",
        "--name",
        "j",
        "-P",
        "x=0.0..1.0",
        "--metric",
        "acc=acc",
        "--minimize",
        "loss",
        "-n",
        "5",
        "--",
        "sh",
        "-c",
        script,
    ]);
    assert_eq!(said.code, 0, "{}", said.all());
    bench
}

#[test]
fn lists_tables_and_logs() {
    let bench = with_a_job();
    let list = bench.run(&["list"]).out;
    assert!(list.starts_with("JOB\tSTATUS\tBEST") && list.contains("j\tcompleted"), "{list}");
    let jobs: serde_json::Value = serde_json::from_str(&bench.run(&["list", "--json"]).out).expect("JSON");
    assert_eq!((&jobs[0]["name"], &jobs[0]["counters"]["failed"]), (&"j".into(), &1.into()));
    let trials = bench.run(&["trials", "j"]).out;
    assert!(trials.starts_with("#\tSTATUS\tloss\tTIME\tacc\tx\tCAUSE\n"), "{trials}");
    assert_eq!(bench.run(&["trials", "--status", "failed"]).out.lines().count(), 2);
    assert_eq!(bench.run(&["trials", "--sort", "best", "-n", "2"]).out.lines().count(), 3);
    let show = bench.run(&["show"]).out;
    assert!(show.contains("minimize loss") && show.contains("exit 9: RuntimeError: boom, again"), "{show}");
    assert_eq!(bench.run(&["log", "3", "-n", "1"]).out, "RuntimeError: boom, again\n");
    assert!(bench.run(&["log", "1", "--follow"]).out.starts_with("starting\n"));
    let missing = bench.run(&["log", "77"]);
    assert!(missing.code == 2 && missing.err.contains("`j` has no trial 77"), "{}", missing.err);
    let unknown = bench.run(&["show", "k"]);
    assert!(unknown.code == 2 && unknown.err.contains("there is no job `k`; there is `j`"), "{}", unknown.err);
}

#[test]
fn exports_in_three_forms() {
    let bench = with_a_job();
    let csv = bench.run(&["export"]).out;
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("trial,status,objective,x,metric acc,metric loss,duration_s,attempts,cause"));
    assert_eq!(lines.clone().count(), 5);
    assert!(csv.contains("\"exit 9: RuntimeError: boom, again\""), "{csv}");
    assert_eq!(bench.run(&["export", "--format", "jsonl"]).out.lines().count(), 5);
    let written = bench.run(&["export", "--format", "json", "-o", "out.json"]);
    assert!(written.err.contains("5 trials written to out.json"));
    let text = std::fs::read_to_string(bench.path().join("out.json")).expect("a file");
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON")["trials"].as_array().map(Vec::len),
        Some(5)
    );
}

#[test]
fn check_shows_what_matches_and_keeps_nothing() {
    let bench = Bench::new();
    let check = |metric: &str| {
        bench.run(&[
            "check",
            "-P",
            "x=0.0..1.0",
            "--minimize",
            metric,
            "--",
            "sh",
            "-c",
            "for e in 1 2 3; do echo \"epoch $e loss={x}\"; done",
        ])
    };
    let good = check("loss");
    assert!(
        good.code == 0
            && good.out.contains("loss matched 3 times, last = 0.5")
            && good.out.contains("line 3: epoch 3 loss=0.5"),
        "{}",
        good.all()
    );
    let bad = check("accuracy");
    assert!(
        bad.code == 1
            && bad.out.contains("`accuracy` matched no line")
            && bad.out.contains("--minimize loss (found 3 times"),
        "{}",
        bad.all()
    );
    assert!(!bench.path().join(".tunesmith").exists());
}

#[test]
fn init_proposes_a_file_that_tune_understands() {
    let bench = Bench::new();
    bench.write("train.sh", "if [ \"$1\" = --help ]; then echo 'options:'; echo '  --lr LR      rate (default: 0.01)'; echo '  --opt {a,b}  which'; else echo \"loss=$2\"; fi");
    let said = bench.run(&["init", "--", "sh", "train.sh"]);
    assert!(said.code == 0 && said.out.contains("2 options found in --help: lr, opt"), "{}", said.all());
    let again = bench.run(&["init", "--", "sh", "train.sh"]);
    assert!(again.code == 2 && again.err.contains("is there already"));
    let tuned = bench.run(&["tune", "-n", "3"]);
    assert_eq!(tuned.code, 0, "{}", tuned.all());
}

#[test]
fn completions_and_help() {
    let bench = Bench::new();
    for shell in ["bash", "zsh", "fish"] {
        assert!(bench.run(&["completions", shell]).out.contains("tunesmith"), "{shell}");
    }
    let help = bench.run(&["--help"]).out;
    for verb in [
        "tune",
        "check",
        "resume",
        "extend",
        "list",
        "show",
        "trials",
        "best",
        "log",
        "stop",
        "export",
        "init",
        "ask-tell",
        "completions",
    ] {
        assert!(help.contains(&format!("  {verb}")), "{verb} is not in the help");
    }
}
