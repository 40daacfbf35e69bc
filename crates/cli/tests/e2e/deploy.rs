//! From a tuned command to an endpoint that answers.

use serde_json::{Value as Json, json};

use crate::bench_dir::{Bench, signal, until};
use crate::served::Server;

/// Trials that leave a model in their folder: their own value.
fn tuned(bench: &Bench) {
    bench.write("train.sh", "echo loss = $1\necho $1 > $2/factor\n");
    let tune = ["tune", "--name", "line", "-P", "x=float:1..2", "--minimize", "loss", "-n", "5", "--seed", "3", "--"];
    let said = bench.run(&[&tune[..], &["sh", "train.sh", "{x}", "{dir}"]].concat());
    assert_eq!(said.code, 0, "{}", said.all());
    bench.write(
        "handlers.py",
        "import json, os\n\
         def model_fn(folder):\n    return float(open(os.path.join(folder, 'factor')).read())\n\
         def input_fn(body, content_type):\n    return json.loads(body)\n\
         def predict_fn(rows, factor):\n    return [x * factor for x in rows]\n\
         def output_fn(told, accept):\n    return json.dumps(told), 'application/json'\n",
    );
    // A program of its own, with a value of the trial on its command line.
    bench.write(
        "serve.py",
        "import http.server, sys\n\
         class Answer(http.server.BaseHTTPRequestHandler):\n\
         \x20   def do_GET(self):\n        self.say()\n\
         \x20   def do_POST(self):\n        self.say()\n\
         \x20   def say(self):\n        self.send_response(200)\n        self.end_headers()\n        \
         self.wfile.write(sys.argv[2].encode())\n\
         http.server.HTTPServer(('127.0.0.1', int(sys.argv[1])), Answer).serve_forever()\n",
    );
}

fn best(bench: &Bench) -> f64 {
    let best: Json = serde_json::from_str(&bench.run(&["best", "line", "--format", "json"]).out).expect("JSON");
    best["params"]["x"].as_f64().expect("a number")
}

#[test]
fn the_best_trial_is_deployed_asked_shown_replaced_and_taken_away() {
    let bench = Bench::new();
    tuned(&bench);
    let x = best(&bench);
    let server = Server::start(&bench);
    let said = bench.run(&["deploy", "best", "--handlers", "handlers.py", "-n", "2"]);
    assert!(said.code == 0 && said.out.contains("/endpoints/line/invocations"), "{}", said.all());
    let told: Vec<f64> = serde_json::from_str(&bench.run(&["invoke", "line", "[1, 10]"]).out).expect("JSON");
    assert_eq!(told, [x, 10.0 * x]);
    let listed = bench.run(&["endpoints"]).out;
    assert!(listed.contains("line\tInService\t2 of 2\tAllTraffic (weight 1.0)"), "{listed}");
    let shown = bench.run(&["endpoints", "line"]).out;
    for part in ["trial", "job      line", &format!("--x {x}"), "sh train.sh"] {
        assert!(shown.contains(part), "`{part}` is missing:\n{shown}");
    }
    let shown: Json = serde_json::from_str(&bench.run(&["endpoints", "line", "--json"]).out).expect("JSON");
    assert_eq!(shown["Lineage"]["AllTraffic"]["job"], json!("line"));
    assert!(bench.run(&["endpoints", "line", "--log"]).out.contains("serving: handlers"));

    // What does not start leaves the old one where it is.
    let broken = bench.run(&["deploy", "best", "--name", "line", "--", "sh", "-c", "echo cannot load; exit 3"]);
    assert!(broken.code == 2 && broken.words().contains("answers as before"), "{}", broken.all());
    assert!(broken.words().contains("exit code 3") && broken.words().contains("cannot load"), "{}", broken.err);
    assert_eq!(bench.run(&["invoke", "line", "[1]"]).out, format!("[{x}]"));

    let command = ["deploy", "best", "--name", "line", "--", "python3", "serve.py", "{port}", "x is {x}"];
    let said = bench.run(&command);
    assert_eq!(said.code, 0, "{}", said.all());
    assert_eq!(bench.run(&["invoke", "line", "anything"]).out, format!("x is {x}"));
    let gone = bench.run(&["undeploy", "line"]);
    assert_eq!(gone.code, 0, "{}", gone.all());
    until("its end", || bench.run(&["endpoints"]).err.contains("there is no endpoint"));
    let absent = bench.run(&["invoke", "line", "[]"]);
    assert!(absent.code == 2 && absent.words().contains("Endpoint line not found"), "{}", absent.err);
    server.end();
}

#[test]
fn what_is_deployed_is_a_copy() {
    let bench = Bench::new();
    tuned(&bench);
    std::fs::create_dir(bench.path().join("model")).expect("made");
    bench.write("model/factor", "4\n");
    let server = Server::start(&bench);
    let handlers = ["deploy", "./model", "--handlers", "handlers.py"];
    let said = bench.run(&handlers);
    assert_eq!(said.code, 0, "{}", said.all());
    std::fs::remove_dir_all(bench.path().join("model")).expect("removed");
    // The next process finds it all the same, and the command of another the place where it is.
    server.end();
    let server = Server::start(&bench);
    until("an answer", || bench.run(&["invoke", "model", "[2]"]).out == "[8.0]");
    std::fs::create_dir(bench.path().join("model")).expect("made");
    bench.write("model/serve.py", &std::fs::read_to_string(bench.path().join("serve.py")).expect("a program"));
    let said =
        bench.run(&["deploy", "./model", "--name", "other", "--", "python3", "{dir}/serve.py", "{port}", "{dir}"]);
    assert_eq!(said.code, 0, "{}", said.all());
    assert!(bench.run(&["invoke", "other", "-1"]).out.ends_with("/model"));
    assert_eq!(bench.run(&["undeploy", "model", "other"]).code, 0);
    until("their end", || bench.run(&["endpoints"]).err.contains("there is no endpoint"));
    server.end();
}

#[test]
fn whoever_leaves_a_deployment_is_told_that_it_goes_on() {
    let bench = Bench::new();
    tuned(&bench);
    let server = Server::start(&bench);
    let deploying = bench.spawn(&["deploy", "best", "--name", "silent", "--", "sleep", "600"]);
    until("its creation", || bench.run(&["endpoints"]).out.contains("silent\tCreating"));
    signal(deploying.id(), "INT");
    let said = crate::bench_dir::Said::from(deploying.wait_with_output().expect("it ends"));
    assert!(said.code == 130 && said.err.contains("tunesmith undeploy silent"), "{}", said.all());
    assert_eq!(bench.run(&["undeploy", "silent"]).code, 0);
    until("its end", || bench.run(&["endpoints"]).err.contains("there is no endpoint"));
    server.end();
}

#[test]
fn what_cannot_be_deployed_is_told_and_starts_nothing() {
    let bench = Bench::new();
    tuned(&bench);
    bench.write("file", "");
    for (arguments, words) in [
        (&["deploy", "best"][..], "holds no model that is known"),
        (&["deploy", "7"], "has no trial 7"),
        (&["deploy", "nowhere"], "is no folder"),
        (&["deploy", "s3://bucket/model.tar.gz"], "say what kind of model"),
        (&["deploy", "best", "--job", "other"], "there is no job `other`"),
        (&["deploy", "best", "-n", "0"], "an endpoint needs a process"),
        (&["deploy", "best", "--handlers", "absent.py"], "absent.py"),
        (&["deploy", "best", "--handlers", "handlers.py", "--python", "no-such-python"], "no-such-python"),
        (&["deploy", "best", "--handlers", "."], "is no file"),
        (&["deploy", "best", "--", "serve", "{prt}"], "`{prt}` in the command stands for nothing"),
        (&["invoke", "a b", "[]"], "`a b` is no name for an endpoint"),
        (&["endpoints"], "start one with: tunesmith serve"),
        (&["invoke", "line", "[]"], "start one with: tunesmith serve"),
    ] {
        let said = bench.run(arguments);
        assert!(said.code == 2 && said.words().contains(words), "{arguments:?}: {}", said.all());
    }
    assert!(!bench.path().join(".tunesmith/server.json").exists());
}

#[test]
fn whoever_ends_a_deployment_that_is_its_own_server_ends_both() {
    let bench = Bench::new();
    tuned(&bench);
    let deploying =
        bench.spawn(&["deploy", "best", "--name", "silent", "--listen", "127.0.0.1:0", "--", "sleep", "600"]);
    until("its creation", || bench.run(&["endpoints"]).out.contains("silent\tCreating"));
    signal(deploying.id(), "INT");
    let said = crate::bench_dir::Said::from(deploying.wait_with_output().expect("it ends"));
    assert!(said.code == 0 && said.err.contains("the next server takes it up"), "{}", said.all());
    assert!(!said.err.contains("the server goes on"), "{}", said.all());
}

#[test]
fn without_a_server_deploy_is_one_until_it_is_ended() {
    let bench = Bench::new();
    tuned(&bench);
    let deploying = bench.spawn(&["deploy", "best", "--handlers", "handlers.py", "--listen", "127.0.0.1:0"]);
    until("an answer", || bench.run(&["invoke", "line", "[0]"]).out == "[0.0]");
    signal(deploying.id(), "INT");
    let said = crate::bench_dir::Said::from(deploying.wait_with_output().expect("it ends"));
    assert!(said.code == 0 && said.err.contains("the next server takes it up"), "{}", said.all());
    let server = Server::start(&bench);
    until("an answer", || bench.run(&["invoke", "line", "[0]"]).out == "[0.0]");
    server.end();
}
