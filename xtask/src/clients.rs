//! Runs real AWS clients, as `PyPI` has them, against a server of ours: `cargo xtask clients [--all] [NAME...]`.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::Duration;

use crate::report;

/// A client: its script, its list of packages, the Pythons that can run it (the first that is there does).
struct Client {
    script: &'static str,
    /// A variant of the script, which has the name of its packages.
    arguments: &'static [&'static str],
    packages: &'static str,
    pythons: &'static [&'static str],
    /// Whether training and models need its packages too; else they run on the machine's own Python.
    trains: bool,
    /// Left out unless it is asked for.
    heavy: bool,
}

impl Client {
    /// What it is called on the command line.
    fn name(&self) -> &'static str {
        if self.arguments.is_empty() { self.script.split('.').next().unwrap_or(self.script) } else { self.packages }
    }

    fn is_shell(&self) -> bool {
        Path::new(self.script).extension().is_some_and(|e| e == "sh")
    }
}

const fn client(script: &'static str, packages: &'static str, pythons: &'static [&'static str]) -> Client {
    Client { script, arguments: &[], packages, pythons, trains: false, heavy: false }
}

/// A client whose packages the server's programs need.
const fn trainer(script: &'static str, packages: &'static str, pythons: &'static [&'static str]) -> Client {
    Client { trains: true, ..client(script, packages, pythons) }
}

/// Any Python of today; the empty one is whatever `python3` is.
const RECENT: &[&str] = &["3.11", "3.12", "3.10", ""];

/// The longest first.
const CLIENTS: [Client; 21] = [
    trainer("sdk_v2.py", "sdk_v2", RECENT),
    trainer("seed_document.py", "seed_document", &["3.11", "3.10"]),
    trainer("sdk_v1.py", "sdk_v1", &["3.8"]),
    client("sdk_2018.py", "sdk_2018", &["3.6"]),
    client("durability.py", "boto3", RECENT),
    trainer("xgboost_builtin.py", "xgboost", RECENT),
    client("endpoints.py", "boto3", RECENT),
    trainer("mlflow_models.py", "mlflow", RECENT),
    client("boto3_only.py", "boto3", RECENT),
    client("strategies.py", "boto3", RECENT),
    client("inside_jobs.py", "boto3", RECENT),
    client("definitions.py", "boto3", RECENT),
    client("housekeeping.py", "boto3", RECENT),
    client("outside.py", "outside", RECENT),
    client("toolkit.py", "toolkit", &["3.11", "3.10"]),
    client("settings.py", "boto3", RECENT),
    client("boto3_s3.py", "boto3", RECENT),
    client("wires.py", "boto3", RECENT),
    client("aws_cli.sh", "cli", RECENT),
    // TensorFlow of 2018, on a Python of that time.
    Client { arguments: &["--legacy"], heavy: true, ..trainer("sdk_2018.py", "sdk_2018_legacy", &["3.6"]) },
    // A gigabyte of packages.
    Client { heavy: true, ..client("sdk_v3.py", "sdk_v3", RECENT) },
];

/// Scripts that run at once: they mostly wait.
const AT_ONCE: usize = 3;
/// Seconds that a script may take.
const LIMIT: &str = "600";

/// Installs the clients that are wanted and runs their scripts.
pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<(), String> {
    let all = arguments.iter().any(|a| a == "--all");
    let named: Vec<&String> = arguments.iter().filter(|a| !a.starts_with("--")).collect();
    if let Some(unknown) = named.iter().find(|n| !CLIENTS.iter().any(|c| c.name() == n.as_str())) {
        let names: Vec<&str> = CLIENTS.iter().map(Client::name).collect();
        return Err(format!("there is no client `{unknown}`; there is {}", names.join(", ")));
    }
    crate::cargo(&["build", "--quiet", "--package", "tunesmith"])?;
    let wanted = CLIENTS
        .iter()
        .filter(|c| if named.is_empty() { all || !c.heavy } else { named.iter().any(|n| *n == c.name()) });
    let mut ready = VecDeque::new();
    for client in wanted {
        match python(client) {
            Some(python) => {
                install(root, client, &python)?;
                ready.push_back(client);
            }
            None => report(&format!(
                "clients: {} skipped: there is no Python {} on this machine",
                client.name(),
                client.pythons.join(" or ")
            )),
        }
    }
    let (queue, failed) = (Mutex::new(ready), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().map(|mut q| q.pop_front());
                    let Ok(Some(client)) = next else { return };
                    if let (Err(reason), Ok(mut failed)) = (try_out(root, client), failed.lock()) {
                        failed.push(reason);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap_or_default();
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

/// A Python that can run a client.
fn python(client: &Client) -> Option<PathBuf> {
    client.pythons.iter().find_map(|version| {
        let managed = std::env::home_dir().map(|home| home.join(".pyenv/versions"));
        let mut managed: Vec<PathBuf> = (managed.and_then(|folder| fs::read_dir(folder).ok()).into_iter())
            .flat_map(|entries| entries.flatten().map(|e| e.path()))
            .filter(|path| {
                path.file_name()
                    .is_some_and(|n| !version.is_empty() && n.to_string_lossy().starts_with(&format!("{version}.")))
            })
            .map(|path| path.join("bin/python"))
            .collect();
        managed.sort();
        let candidates =
            managed.into_iter().rev().chain([PathBuf::from(format!("python{version}")), PathBuf::from("python3")]);
        candidates.into_iter().find(|python| is_version(python, version))
    })
}

fn is_version(python: &Path, version: &str) -> bool {
    let told = Command::new(python).args(["-c", "import sys; print('%d.%d' % sys.version_info[:2])"]).output();
    told.is_ok_and(|o| {
        o.status.success() && (version.is_empty() || String::from_utf8_lossy(&o.stdout).trim() == version)
    })
}

fn packages(root: &Path, client: &Client) -> PathBuf {
    root.join("target/clients").join(client.packages)
}

fn install(root: &Path, client: &Client, python: &Path) -> Result<(), String> {
    let folder = packages(root, client);
    let list = root.join("tests/clients/requirements").join(format!("{}.txt", client.packages));
    let wanted = fs::read_to_string(&list).map_err(|e| format!("{}: {e}", list.display()))?;
    let done = folder.join("installed.txt");
    if fs::read_to_string(&done).is_ok_and(|there| there == wanted) {
        return Ok(());
    }
    report(&format!("clients: installing {} into {}", client.name(), folder.display()));
    let _ = fs::remove_dir_all(&folder);
    let step =
        |program: &Path, arguments: &[&str]| match Command::new(program).args(arguments).stdout(Stdio::null()).status()
        {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("{} {} ended with {status}", program.display(), arguments.join(" "))),
            Err(error) => Err(format!("{} cannot be run: {error}", program.display())),
        };
    step(python, &["-m", "venv", &folder.display().to_string()])?;
    let own = folder.join("bin/python");
    step(&own, &["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", &list.display().to_string()])?;
    fs::write(&done, wanted).map_err(|e| format!("{}: {e}", done.display()))
}

/// The Python that training jobs and models run on.
fn trains_on(root: &Path, client: &Client) -> String {
    let own = packages(root, client).join("bin/python");
    if client.trains { own.display().to_string() } else { "python3".to_owned() }
}

/// A server that ends with its test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

/// Runs one script against a server of its own, in an empty folder.
fn try_out(root: &Path, client: &Client) -> Result<(), String> {
    let place = root.join("target/clients").join(format!("{}-run", client.name()));
    let _ = fs::remove_dir_all(&place);
    let io = |e: std::io::Error| format!("{}: {e}", place.display());
    fs::create_dir_all(place.join("work")).map_err(io)?;
    let data = place.join("data").display().to_string();
    let program = root.join("target/debug/tunesmith");
    let log = File::create(place.join("server.log")).map_err(io)?;
    let server = Command::new(&program)
        .args(["serve", "--listen", "127.0.0.1:0", "--data-dir", &data, "--python", &trains_on(root, client)])
        .stdout(Stdio::null())
        .stderr(log)
        .spawn();
    let _server = Server(server.map_err(io)?);
    for _ in 0..200 {
        if place.join("data/server.json").exists() {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
    report(&format!("clients: {}", client.name()));
    let script = root.join("tests/clients").join(client.script).display().to_string();
    let bin = packages(root, client).join("bin");
    let interpreter = if client.is_shell() { "bash".to_owned() } else { bin.join("python").display().to_string() };
    let output = place.join("output.log");
    let file = File::create(&output).map_err(io)?;
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let status = Command::new("timeout")
        .arg(LIMIT)
        .arg(&program)
        .args(["exec", "--data-dir", &data, "--", &interpreter, &script])
        .args(client.arguments)
        .current_dir(place.join("work"))
        // Only the script for the command line takes its program from here; training runs on the machine's own Python.
        .env("PATH", if client.is_shell() { path } else { std::env::var("PATH").unwrap_or_default() })
        .env("TUNESMITH", &program)
        .stdout(file.try_clone().map_err(io)?)
        .stderr(file)
        .stdin(Stdio::null())
        .status()
        .map_err(io)?;
    let server_log = fs::read_to_string(place.join("server.log")).unwrap_or_default();
    if status.success() && !server_log.contains("panicked") {
        report(&format!("clients: {} passed", client.name()));
        let _ = fs::remove_dir_all(&place);
        return Ok(());
    }
    let said = fs::read_to_string(&output).unwrap_or_default();
    let tail: Vec<&str> = said.lines().collect();
    let tail = tail[tail.len().saturating_sub(30)..].join("\n");
    let panic: Vec<&str> = server_log.lines().skip_while(|l| !l.contains("panicked")).take(6).collect();
    Err(format!(
        "clients: {} ended with {status}\n{tail}\n{}\nall of it: {}",
        client.name(),
        panic.join("\n"),
        place.display()
    ))
}
