//! Wrong input: a clear message, exit code 2, nothing half-made.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use crate::bench_dir::{Bench, Said};

/// Refused, with this message, and without a data directory.
fn refused(arguments: &[&str], messages: &[&str]) {
    let bench = Bench::new();
    let said = bench.run(arguments);
    assert_eq!(said.code, 2, "{arguments:?}: {}", said.all());
    let text = said.words();
    for message in messages {
        assert!(text.contains(message), "`{message}` is not in: {}", said.err);
    }
    assert!(!bench.path().join(".tunesmith").exists(), "{arguments:?} left something behind");
}

fn tune<'a>(more: &[&'a str], command: &[&'a str]) -> Vec<&'a str> {
    [&["tune"], more, &["--"], command].concat()
}

#[test]
fn flags() {
    let x = ["-P", "x=0.0..1.0", "--minimize", "loss"];
    let echo = ["echo", "loss={x}"];
    refused(
        &tune(&["-P", "lr=0.1..0.001", "--minimize", "loss"], &["true"]),
        &["parameter `lr`: the range 0.1..0.001 is empty; did you mean 0.001..0.1?"],
    );
    refused(
        &tune(&["-P", "lr=log:0..1.0", "--minimize", "loss"], &["true"]),
        &["a log scale needs a lower end above 0"],
    );
    refused(
        &tune(&["-P", "a=1..2", "-P", "a=3..4", "--minimize", "loss"], &["true"]),
        &["parameter `a`: is defined twice"],
    );
    refused(
        &tune(&["-P", "a=1..x", "--minimize", "loss"], &["true"]),
        &["parameter `a`: cannot read `1..x`: `x` is not a number"],
    );
    refused(&tune(&x, &["echo", "{lr}"]), &["the placeholder {lr} is no parameter", "known: {x}"]);
    refused(
        &tune(&["-P", "x=0.0..1.0", "--minimize", "loss = [0-9]+"], &echo),
        &["has no group; put parentheses round the number"],
    );
    refused(&tune(&["-P", "x=0.0..1.0", "--minimize", "loss = ([0-9+"], &echo), &["is not valid"]);
    refused(&tune(&["-P", "x=0.0..1.0"], &echo), &["there is no objective"]);
    refused(&tune(&["--minimize", "loss"], &["true"]), &["there is no parameter to tune"]);
    refused(&tune(&x, &["no-such-program"]), &["the command `no-such-program` is not on the PATH"]);
    refused(&tune(&x, &["./no-such-file"]), &["no-such-file does not exist"]);
    refused(&tune(&[&x[..], &["-n", "0"]].concat(), &echo), &["trials must be at least 1"]);
    refused(
        &tune(&[&x[..], &["--strategy", "grid"]].concat(), &echo),
        &["a grid needs finite parameters, `x` is continuous"],
    );
    refused(
        &tune(&[&x[..], &["--first", "y=0.5"]].concat(), &echo),
        &["first point `y=0.5`: there is no parameter `y`; there is `x`"],
    );
    refused(&tune(&[&x[..], &["--first", "x=7"]].concat(), &echo), &["first point `x=7`: 7 is no value of `x`"]);
    refused(&tune(&[&x[..], &["--first", "x"]].concat(), &echo), &["`x` is no NAME=VALUE"]);
    refused(&tune(&[&x[..], &["--gpus", "64"]].concat(), &echo), &["a trial needs 64 GPU, this machine shows"]);
    refused(&tune(&[&x[..], &["--dir", "/no/such/dir"]].concat(), &echo), &["the working directory /no/such/dir"]);
    refused(&tune(&[&x[..], &["--name", "../up"]].concat(), &echo), &["`../up` is no job name"]);
    refused(&["tune"], &["nothing to tune"]);
    refused(&["tune", "-f", "missing.toml"], &["cannot read missing.toml"]);
    refused(&["best"], &["there is no data directory"]);
}

#[test]
fn files_point_at_line_and_column() {
    let good = "command = \"echo loss={x}\"\n[objective]\nmetric = \"loss\"\ngoal = \"minimize\"\n[metrics]\nloss = \"loss\"\n[params]\nx = { float = [0.0, 1.0] }\n[budget]\ntrials = 3\n";
    for (from, to, messages) in [
        ("trials = 3", "trails = 3", ["tune.toml:10:1", "unknown key `trails` in [budget]; did you mean `trials`?"]),
        ("trials = 3", "trials = \"many\"", ["tune.toml:10:10", "expected a whole number"]),
        ("[0.0, 1.0]", "[1.0, 0.0]", ["tune.toml:8:5", "is empty; did you mean"]),
        (
            "float = [0.0, 1.0]",
            "float = [0.0, 1.0], scale = \"log\"",
            ["tune.toml:8:5", "a log scale needs a lower end above 0"],
        ),
        ("float = [0.0, 1.0]", "float = [0.0]", ["tune.toml:8:15", "a list of two numbers"]),
        ("metric = \"loss\"", "metric = \"auc\"", ["tune.toml:3:10", "not among the metrics (known: `loss`)"]),
        ("goal = \"minimize\"", "goal = \"low\"", ["tune.toml:4:8", "expected maximize or minimize"]),
        ("loss = \"loss\"", "loss = 'loss=[0-9]'", ["tune.toml:6:8", "has no group"]),
        ("echo loss={x}", "echo loss={y}", ["tune.toml:1:11", "the placeholder {y} is no parameter"]),
        ("[budget]", "[budgets]", ["tune.toml:9:2", "did you mean `budget`?"]),
        ("trials = 3", "trials = 3\n[rules]\nconstraints = [\"y < 1\"]", ["`y` is not a parameter", "y < 1"]),
        ("trials = 3", "trials = ", ["tune.toml:10:", "not valid TOML"]),
    ] {
        let bench = Bench::new();
        let text = good.replace(from, to);
        assert_ne!(text, good, "{from}");
        bench.write("tune.toml", &text);
        let said = bench.run(&["tune"]);
        assert_eq!(said.code, 2, "{to}: {}", said.all());
        let words = said.words();
        for message in messages {
            assert!(words.contains(message), "{to}: `{message}` is not in:\n{}", said.err);
        }
        assert!(!bench.path().join(".tunesmith").exists());
    }
}

#[test]
fn a_directory_that_cannot_be_written() {
    let bench = Bench::new();
    bench.write("file", "");
    let said = bench.run(&[
        "tune",
        "--data-dir",
        "file/x",
        "-P",
        "x=0.0..1.0",
        "--minimize",
        "loss",
        "--",
        "echo",
        "loss={x}",
    ]);
    assert_eq!(said.code, 2);
    assert!(said.words().contains("cannot write file/x"), "{}", said.err);
    let locked = bench.path().join("locked");
    fs::create_dir(&locked).expect("made");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).expect("set");
    // Root may write anywhere; as anybody else the directory refuses.
    let said = bench.run(&[
        "tune",
        "--data-dir",
        "locked",
        "-P",
        "x=0.0..1.0",
        "--minimize",
        "loss",
        "-n",
        "1",
        "--",
        "echo",
        "loss={x}",
    ]);
    assert!(said.code == 0 || (said.code == 2 && said.err.contains("cannot write")), "{}", said.all());
}

#[test]
fn a_store_of_a_newer_version_is_left_alone() {
    let bench = Bench::new();
    let tune = ["tune", "-P", "x=0.0..1.0", "--minimize", "loss", "-n", "1", "--", "echo", "loss={x}"];
    assert_eq!(bench.run(&tune).code, 0);
    let store = bench.path().join(".tunesmith/store.db");
    // The version is a big-endian number at byte 60 of the file's header.
    let mut bytes = fs::read(&store).expect("a store");
    bytes[60..64].copy_from_slice(&99u32.to_be_bytes());
    fs::write(&store, &bytes).expect("written");
    for arguments in [&tune[..], &["list"], &["best"]] {
        let said = bench.run(arguments);
        assert_eq!(said.code, 2, "{arguments:?}");
        let words = said.words();
        assert!(words.contains("format 99") && words.contains("newer Tunesmith"), "{}", said.err);
    }
    assert_eq!(fs::read(&store).expect("a store"), bytes);
}

#[test]
fn a_full_disk_fails_the_trial_with_that_reason_and_keeps_the_store() {
    let bench = Bench::new();
    let small = bench.path().join("small");
    fs::create_dir(&small).expect("made");
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"]).arg(&small).status();
    if !mounted.is_ok_and(|s| s.success()) {
        eprintln!("skipped: mounting a small disk needs root");
        return;
    }
    // The second point is the one that floods its log.
    let script = "if [ $TUNESMITH_TRIAL = 2 ]; then yes 'to fill the disk' | head -c 9000000; fi; echo loss={x}";
    let said = bench.run(&[
        "tune",
        "--data-dir",
        "small/data",
        "--name",
        "j",
        "-P",
        "x=0.0..1.0",
        "--minimize",
        "loss",
        "-n",
        "4",
        "--",
        "sh",
        "-c",
        script,
    ]);
    let trials = Said::from(
        bench.command(&["export", "j", "--data-dir", "small/data", "--format", "jsonl"]).output().expect("it runs"),
    );
    Command::new("umount").arg("-l").arg(&small).status().expect("unmounted");
    assert_eq!(said.code, 0, "{}", said.all());
    let rows: Vec<serde_json::Value> = trials.out.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let statuses: Vec<&str> = rows.iter().map(|r| r["status"].as_str().expect("a status")).collect();
    assert_eq!(statuses, ["completed", "failed", "completed", "completed"], "{}", said.all());
    assert!(rows[1]["cause"].as_str().expect("a cause").contains("No space left on device"), "{}", rows[1]);
}
