//! The server, and the verbs beside it.

use std::process::Child;

use crate::bench_dir::{Bench, Said, signal, until};

/// A server on the folder of a bench.
pub(crate) struct Server(Option<Child>);

impl Server {
    pub(crate) fn start(bench: &Bench) -> Self {
        let child = bench.spawn(&["serve", "--listen", "127.0.0.1:0"]);
        until("a server", || bench.path().join(".tunesmith/server.json").exists());
        Self(Some(child))
    }

    /// Ends it, and what it said.
    pub(crate) fn end(mut self) -> Said {
        let child = self.0.take().expect("it runs");
        signal(child.id(), "TERM");
        Said::from(child.wait_with_output().expect("it ends"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut child) = self.0.take() {
            let _ = child.kill();
        }
    }
}

const TUNE: [&str; 12] =
    ["tune", "--name", "a", "-P", "x=float:0..1", "--minimize", "loss", "-j", "2", "--seed", "7", "-n"];

fn tune(bench: &Bench, trials: &str) -> Said {
    bench.write("t.sh", "echo loss = $2\n");
    let mut arguments = TUNE.to_vec();
    arguments.extend([trials, "--", "sh", "t.sh"]);
    bench.run(&arguments)
}

#[test]
fn a_server_runs_what_tune_asks_for_and_tells_it_alike() {
    let (alone, served) = (Bench::new(), Bench::new());
    let server = Server::start(&served);
    let (one, other) = (tune(&alone, "6"), tune(&served, "6"));
    assert_eq!((one.code, other.code), (0, 0), "{}", other.all());
    assert!(other.err.contains("the server runs `a`"), "{}", other.err);
    let essence = |bench: &Bench| bench.trials("a").iter().map(crate::bench_dir::essence).collect::<Vec<_>>();
    assert_eq!(essence(&alone), essence(&served), "the same points and values, whoever runs it");
    assert!(other.out.contains("OK #1") && other.out.contains("6 trials in"), "{}", other.out);
    // Said again, nothing is run again; with more trials it goes on.
    let same = tune(&served, "6");
    assert!(same.code == 0 && same.all().contains("nothing to do"), "{}", same.all());
    let more = tune(&served, "8");
    assert_eq!((more.code, served.trials("a").len()), (0, 8), "{}", more.all());
    let ended = server.end();
    assert_eq!(ended.code, 0, "{}", ended.all());
    assert!(!served.path().join(".tunesmith/server.json").exists());
}

#[test]
fn a_job_of_the_server_is_stopped_from_another_terminal() {
    let bench = Bench::new();
    let server = Server::start(&bench);
    bench.write("t.sh", "echo loss = $2\nsleep 60\n");
    let mut arguments = TUNE.to_vec();
    arguments.extend(["6", "--grace", "1s", "--", "sh", "t.sh"]);
    let mut tuning = bench.spawn(&arguments);
    until("a running trial", || bench.run(&["list"]).out.contains("in-progress"));
    // A terminal that leaves takes nothing along.
    signal(tuning.id(), "INT");
    assert_eq!(tuning.wait().expect("it leaves").code(), Some(130));
    assert!(bench.run(&["list"]).out.contains("in-progress"));
    let stopped = bench.run(&["stop", "a"]);
    assert_eq!(stopped.code, 0, "{}", stopped.all());
    assert!(bench.run(&["list"]).out.contains("stopped"));
    server.end();
}

#[test]
fn a_second_server_and_a_terminal_without_one_are_told_so() {
    let bench = Bench::new();
    for verb in [&["env"][..], &["exec", "--", "true"][..]] {
        let said = bench.run(verb);
        assert_eq!(said.code, 2, "{}", said.all());
        assert!(said.words().contains("start one with: tunesmith serve"), "{}", said.err);
    }
    let server = Server::start(&bench);
    let second = bench.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert!(second.code == 2 && second.words().contains("in use by tunesmith serve (process"), "{}", second.err);
    let env = bench.run(&["env"]);
    assert!(env.out.contains("export AWS_ENDPOINT_URL=http://127.0.0.1:"), "{}", env.all());
    let exec = bench.run(&["exec", "--", "sh", "-c", "echo $AWS_ACCESS_KEY_ID $PYTHONPATH"]);
    assert!(exec.out.starts_with("AKIA") && exec.out.contains(".tunesmith/python"), "{}", exec.all());
    let unknown = bench.run(&["env", "--key", "nobody"]);
    assert!(unknown.code == 2 && unknown.words().contains("there is `default`, `jobs`"), "{}", unknown.err);
    server.end();
}

#[test]
fn a_port_that_is_taken_and_a_bad_configuration_are_told() {
    let (bench, other) = (Bench::new(), Bench::new());
    let server = Server::start(&bench);
    let place = std::fs::read_to_string(bench.path().join(".tunesmith/server.json")).expect("a server");
    let port = place.rsplit(':').next().and_then(|p| p.split('"').next()).expect("a port").to_owned();
    let taken = other.run(&["serve", "--listen", &format!("127.0.0.1:{port}")]);
    assert!(taken.code == 2 && taken.words().contains("another with --listen"), "{}", taken.err);
    server.end();
    other.write("bad.toml", "[[images]]\nimage = \"x\"\nruntime = \"docker\"\n");
    let bad = other.run(&["serve", "--listen", "127.0.0.1:0", "--config", "bad.toml"]);
    assert!(bad.code == 2 && bad.err.contains("docker"), "{}", bad.err);
}
