//! The console's interface, in a terminal's own process, beside another's, and on the server's port.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::Child;

use serde_json::{Value as Json, json};

use crate::bench_dir::{Bench, signal, until};
use crate::served::Server;

/// Asks, and the status and body of the answer.
fn ask(method: &str, url: &str, body: Option<&Json>) -> (u16, Json) {
    let rest = url.strip_prefix("http://").expect("an address");
    let (host, path) = rest.split_once('/').expect("a path");
    let body = body.map(ToString::to_string).unwrap_or_default();
    let mut stream = TcpStream::connect(host).expect("somebody listens");
    write!(
        stream,
        "{method} /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("answered");
    let text = String::from_utf8_lossy(&answer);
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).expect("a status");
    // An answer of unknown length comes in pieces, each with its size before it.
    let body = body.find(['{', '[']).map_or("", |start| &body[start..]);
    (status, serde_json::Deserializer::from_str(body).into_iter().next().and_then(Result::ok).unwrap_or_default())
}

/// The first address that a process names on one of its streams.
fn address(stream: impl std::io::Read) -> String {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let line = lines.find(|line| line.contains("http://")).expect("an address");
    let url = line.split_whitespace().find(|word| word.starts_with("http://")).expect("an address");
    url.split("/console").next().expect("a beginning").to_owned()
}

fn tuning(bench: &Bench, flags: &[&str]) -> Child {
    bench.write("slow.sh", "sleep 0.2; echo loss = $2\n");
    let mut arguments =
        vec!["tune", "--name", "slow", "-P", "x=float:0..1", "--minimize", "loss", "-n", "400", "-j", "2"];
    arguments.extend(flags);
    arguments.extend(["--", "sh", "slow.sh"]);
    bench.spawn(&arguments)
}

#[test]
fn a_terminal_shows_its_job_in_a_browser() {
    let bench = Bench::new();
    let mut tune = tuning(&bench, &["--console=127.0.0.1:0"]);
    let url = address(tune.stderr.take().expect("a stream"));
    let job = || ask("GET", &format!("{url}/api/v1/jobs/slow"), None).1;
    until("a value", || job()["best"].is_object());
    let (status, told) = ask("POST", &format!("{url}/api/v1/jobs/slow/extend"), Some(&json!({"trials": 500})));
    assert_eq!((status, job()["trials"].as_u64()), (200, Some(500)), "{told}");
    let (status, told) = ask("POST", &format!("{url}/api/v1/jobs/slow/extend"), Some(&json!({"trials": 1})));
    assert_eq!(status, 409, "{told}");
    assert!(told["message"].as_str().is_some_and(|m| m.contains("trials already")), "{told}");
    // Jobs are made where a server runs.
    let text =
        json!({"toml": "command = 'true'\n[params]\nx = '0..1'\n[objective]\nmetric = '@duration'\ngoal = 'minimize'"});
    assert_eq!(ask("POST", &format!("{url}/api/v1/jobs"), Some(&text)).0, 409);
    assert_eq!(ask("POST", &format!("{url}/api/v1/jobs/slow/stop"), None).0, 200);
    until("its end", || tune.try_wait().expect("known").is_some());
    assert_eq!(bench.trials("slow").iter().filter(|t| t["status"] == "running").count(), 0);
}

#[test]
fn a_console_beside_another_process_watches_and_stops_its_job() {
    let bench = Bench::new();
    let mut tune = tuning(&bench, &[]);
    until("a store", || bench.path().join(".tunesmith/jobs/slow/trials/2").exists());
    let mut console = bench.spawn(&["console", "--listen", "127.0.0.1:0"]);
    let url = address(console.stdout.take().expect("a stream"));
    let (status, told) = ask("GET", &format!("{url}/api/v1/jobs/slow"), None);
    assert_eq!((status, told["status"].as_str()), (200, Some("in-progress")), "{told}");
    let (status, trials) = ask("GET", &format!("{url}/api/v1/jobs/slow/trials?query=status%20=%20completed"), None);
    assert!(status == 200 && trials["matched"].as_u64() <= trials["total"].as_u64(), "{trials}");
    assert_eq!(ask("POST", &format!("{url}/api/v1/jobs/slow/stop"), None).0, 200);
    until("its end", || tune.try_wait().expect("known").is_some());
    // Nobody runs it any more: whoever asks is told so.
    let (status, told) = ask("POST", &format!("{url}/api/v1/jobs/slow/extend"), Some(&json!({"trials": 900})));
    assert_eq!(status, 409, "{told}");
    assert!(told["message"].as_str().is_some_and(|m| m.contains("tunesmith resume slow")), "{told}");
    signal(console.id(), "TERM");
    until("the console's end", || console.try_wait().expect("known").is_some());
}

#[test]
fn a_server_makes_jobs_of_texts_and_answers_clients_of_aws_beside() {
    let bench = Bench::new();
    let server = Server::start(&bench);
    let url = bench.run(&["console"]).out;
    let url = url.split("/console").next().expect("a beginning");
    assert!(bench.run(&["console"]).out.contains("#ticket="), "a link to sign in by");
    bench.write("t.sh", "echo loss = $2\n");
    let toml = "name = 'made'\ncommand = 'sh t.sh'\n[params]\nx = { float = [0, 1] }\n[metrics]\nloss = 'loss'\n\
                [objective]\nmetric = 'loss'\ngoal = 'minimize'\n[budget]\ntrials = 6\nparallel = 2";
    let (_, checked) = ask("POST", &format!("{url}/api/v1/check-job"), Some(&json!({"toml": toml})));
    assert_eq!((checked["problems"].as_array().map(Vec::len), checked["name"].as_str()), (Some(0), Some("made")));
    let (status, made) = ask("POST", &format!("{url}/api/v1/jobs"), Some(&json!({"toml": toml})));
    assert_eq!((status, made["name"].as_str()), (200, Some("made")), "{made}");
    let job = || ask("GET", &format!("{url}/api/v1/jobs/made"), None).1;
    until("its end", || job()["status"] == "completed");
    assert_eq!(bench.trials("made").len(), 6);
    assert_eq!(ask("POST", &format!("{url}/api/v1/jobs"), Some(&json!({"toml": toml}))).0, 409, "the name is taken");
    // A mistake has its place in the text; a machine that cannot run it says so.
    let wrong = json!({"toml": toml.replace("[0, 1]", "[1, 0]")});
    let (_, told) = ask("POST", &format!("{url}/api/v1/check-job"), Some(&wrong));
    assert_eq!(
        (told["problems"][0]["line"].as_u64(), told["problems"][0]["place"].as_str()),
        (Some(4), Some("params.x"))
    );
    let absent = json!({"toml": toml.replace("sh t.sh", "no-such-program").replace("made", "other")});
    let (status, told) = ask("POST", &format!("{url}/api/v1/jobs"), Some(&absent));
    assert!(status == 409 && told["message"].as_str().is_some_and(|m| m.contains("not on the PATH")), "{told}");
    // The same port answers unsigned requests for buckets as it did.
    assert_eq!(ask("GET", &format!("{url}/bucket/key"), None).0, 403);
    assert_eq!(server.end().code, 0);
}
