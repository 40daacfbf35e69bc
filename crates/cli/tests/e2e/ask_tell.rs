//! The optimiser alone, through its pipe.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use serde_json::{Value as Json, json};

use crate::bench_dir::Bench;

struct Peer {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Peer {
    fn new(bench: &Bench) -> Self {
        let mut child =
            bench.command(&["ask-tell"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
        let input = child.stdin.take().expect("piped");
        let output = BufReader::new(child.stdout.take().expect("piped"));
        Self { child, input, output }
    }

    fn say(&mut self, line: &str) -> Json {
        writeln!(self.input, "{line}").expect("written");
        let mut reply = String::new();
        self.output.read_line(&mut reply).expect("a reply");
        serde_json::from_str(&reply).expect("JSON")
    }
}

const SPACE: &str = r#"{"op":"space","seed":3,"budget":30,"batch":1,"params":[{"name":"lr","type":"float","low":1e-5,"high":0.1,"log":true},{"name":"n","type":"int","low":1,"high":8,"log":false},{"name":"o","type":"cat","choices":["a","b"]}]}"#;

#[test]
fn a_study_from_first_to_last_line() {
    let bench = Bench::new();
    let mut peer = Peer::new(&bench);
    assert_eq!(peer.say(SPACE), json!({"ok": true, "recommends": true}));
    let mut best = (f64::INFINITY, 0);
    for _ in 0..25 {
        let reply = peer.say(r#"{"op":"ask","n":1}"#);
        let trial = &reply["trials"][0];
        let lr = trial["params"]["lr"].as_f64().expect("a number");
        let n = trial["params"]["n"].as_f64().expect("a number");
        let value = (lr.log10() + 3.0).powi(2) + 0.1 * n + if trial["params"]["o"] == "b" { 0.5 } else { 0.0 };
        if value < best.0 {
            best = (value, trial["id"].as_u64().expect("an id"));
        }
        let told = json!({"op": "tell", "results": [{"id": trial["id"], "params": trial["params"], "value": value}]});
        assert_eq!(peer.say(&told.to_string())["ok"], true);
    }
    assert!(best.0 < 0.2, "{best:?}");
    assert_eq!(peer.say(r#"{"op":"best"}"#)["id"], best.1);
    writeln!(peer.input, "{{\"op\":\"quit\"}}").expect("written");
    assert!(peer.child.wait().expect("it ends").success());
}

#[test]
fn errors_are_replies_and_nothing_is_lost() {
    let bench = Bench::new();
    let mut peer = Peer::new(&bench);
    let error = |reply: Json| reply["error"].as_str().expect("an error").to_owned();
    assert!(error(peer.say(r#"{"op":"ask"}"#)).contains("space"));
    assert!(error(peer.say("nonsense")).contains("not understood"));
    let bad = r#"{"op":"space","params":[{"name":"x","type":"float","low":2,"high":1}]}"#;
    assert!(error(peer.say(bad)).contains("parameter `x`: the range 2..1 is empty"));
    peer.say(SPACE);
    assert!(error(peer.say(r#"{"op":"tell","results":[{"id":7,"value":1}]}"#)).contains("trial 7 was not asked for"));
    let outside = r#"{"op":"tell","results":[{"id":null,"params":{"lr":0.01,"n":2,"o":"a"},"value":null}]}"#;
    assert_eq!(peer.say(outside)["ok"], true);
    let batch = peer.say(r#"{"op":"ask","n":5}"#);
    let points: std::collections::BTreeSet<String> =
        batch["trials"].as_array().expect("a list").iter().map(|t| t["params"].to_string()).collect();
    assert_eq!(points.len(), 5, "a batch holds no point twice");
}

#[test]
fn same_seed_same_suggestions_as_tune() {
    let bench = Bench::new();
    let tune = [
        "tune",
        "--name",
        "j",
        "--seed",
        "3",
        "-P",
        "lr=log:1e-5..0.1",
        "-P",
        "n=1..8",
        "-P",
        "o=a,b",
        "--minimize",
        "loss",
        "-n",
        "14",
        "--",
        "echo",
        "loss={lr}",
    ];
    assert_eq!(bench.run(&tune).code, 0);
    let mut peer = Peer::new(&bench);
    peer.say(SPACE);
    for trial in bench.trials("j") {
        let asked = peer.say(r#"{"op":"ask"}"#)["trials"][0].clone();
        assert_eq!(asked["params"], trial["params"], "{trial}");
        peer.say(&json!({"op": "tell", "results": [{"id": asked["id"], "value": asked["params"]["lr"]}]}).to_string());
    }
}
