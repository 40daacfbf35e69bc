//! Requests that nobody would send: whatever comes, the answer is not a panic, not our fault, and not late.
//!
//! `TUNESMITH_MUTATED` says how many there are.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use hyper::Request;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tunesmith_access::{Key, Keyring, LiveKeys, Role};
use tunesmith_controller::{Clock, Dispatcher, Life, Message, Parts as ControllerParts, Suggester, SystemClock, run};
use tunesmith_executor::{Executor, ExecutorEvent, Exit, Outcome, Place, RunId, RunSpec, SetupSpec};
use tunesmith_hosting::{Hosting, Limits, Parts as HostingParts};
use tunesmith_objects::ObjectStore;
use tunesmith_outside::{OutsideBucket, OutsideBuckets};
use tunesmith_store::{DataDir, SqlStore, Store};
use tunesmith_workload::ImageMap;

use crate::auth::sign;
use crate::model::schema::Shape;
use crate::services::FACES;
use crate::{Aws, Body, Parts, Quotas};

const DEFAULT: u64 = 100_000;
const LONGEST: Duration = Duration::from_secs(20);

/// Every run ends at once, and well; whoever is told of it takes events as something of its own.
struct AtOnce<T>(UnboundedSender<T>, fn(ExecutorEvent) -> T);

impl<T: Send> Executor for AtOnce<T> {
    fn prepare(&self, run: RunId, _: SetupSpec) {
        let _ = self.0.send((self.1)(ExecutorEvent::Prepared { run, result: Ok(None) }));
    }

    fn launch(&self, run: RunId, spec: RunSpec) {
        let values = spec.metrics.iter().map(|_| Some(0.5)).collect();
        let exit = Exit { values, ..Exit::without_output(Outcome::Exited(0)) };
        let _ = self.0.send((self.1)(ExecutorEvent::Ended { run, exit }));
    }

    fn adopt(&self, run: RunId, _: std::path::PathBuf, _: Option<&Place>) {
        let exit = Exit::without_output(Outcome::Interrupted);
        let _ = self.0.send((self.1)(ExecutorEvent::Ended { run, exit }));
    }

    fn stop(&self, _: RunId) {}

    fn forget(&self, _: RunId) {}
}

/// The services over a real store and a real controller whose runs end at once.
pub(crate) async fn services(folder: &Path) -> (Arc<Aws>, Key) {
    let data = DataDir::create(folder, None).expect("a data directory");
    let store = Arc::new(data.store().await.expect("a store"));
    let objects = Arc::new(ObjectStore::open(&data.objects()).await.expect("an object store"));
    let key = Key {
        name: "test".into(),
        role: Role::Admin,
        access_key_id: "AKIAIOSFODNN7EXAMPLE".into(),
        secret_access_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".into(),
    };
    let (queue, messages) = unbounded_channel();
    let (notices, mut told) = unbounded_channel();
    tokio::spawn(async move { while told.recv().await.is_some() {} });
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let keep: Arc<dyn Store> = Arc::<SqlStore>::clone(&store);
    let dispatcher = Dispatcher::new(ControllerParts {
        store: Arc::clone(&keep),
        executor: Arc::new(AtOnce(queue.clone(), Message::Executor)),
        clock: Arc::clone(&clock),
        data: data.clone(),
        program: "tunesmith".into(),
        suggester: Suggester::Threads,
        cores: 1,
        queue: queue.clone(),
        notices,
        life: Life::Server,
    });
    tokio::spawn(run(dispatcher, messages, keep, Arc::clone(&clock)));
    let keys_file = data.root().join("keys.json");
    Keyring { keys: vec![key.clone()] }.save(&keys_file).expect("a file of keys");
    let (sender, events) = unbounded_channel();
    let hosting = Hosting::new(HostingParts {
        store: Arc::<SqlStore>::clone(&store),
        executor: Arc::new(AtOnce(sender, std::convert::identity)),
        events,
        program: "tunesmith".into(),
        folder: data.root().join("endpoints"),
        objects: data.objects(),
        now: Arc::new(|| SystemClock.now_ms()),
        limits: Limits::default(),
    });
    // Nobody is there.
    let elsewhere = OutsideBucket {
        name: "elsewhere".into(),
        endpoint: Some("http://127.0.0.1:1".into()),
        region: "us-east-1".into(),
        access_key_id: None,
        secret_access_key: None,
        session_token: None,
        anonymous: true,
    };
    let outside = OutsideBuckets { named: vec![elsewhere], rest: None };
    let aws = Aws::new(Parts {
        hosting,
        store,
        queue,
        data,
        clock,
        objects: Some(objects),
        keys: Arc::new(LiveKeys::open(&keys_file).expect("keys")),
        images: ImageMap { python: "python3".into(), rules: Vec::new() },
        quotas: Quotas::default(),
        account: "123456789012".into(),
        domains: vec!["tunesmith.local".into()],
        outside,
        instances: Vec::new(),
        gpus: 0,
    });
    (Arc::new(aws), key)
}

/// A stream of choices, the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.next().is_multiple_of(n)
    }

    fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// A request before it is signed.
#[derive(Clone)]
struct Draft {
    method: String,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    scope: String,
}

/// Texts that go wrong somewhere.
fn odd_text(chance: &mut Chance) -> String {
    let odd = [
        "",
        " ",
        "\0",
        "..",
        "../../etc/passwd",
        "a\u{202e}b",
        "\u{1F600}",
        "NaN",
        "-1",
        "1e309",
        "null",
        "'; DROP TABLE jobs; --",
        "{{lr}}",
        "%s%n",
        "(((((",
        "(a+)+$",
        "[",
        "\\",
        "s3://",
        "s3://b/k",
        "s3://../x",
        "Bayesian",
        "job-1",
        "a",
        "0",
        "1",
        "100",
        "training-job",
        "2018-10-02T17:23:40Z",
        "b/training/x",
        "f/0",
        "f/ffffffffffffffffffffffff",
        "b/1",
    ];
    match chance.below(12) {
        0 => "x".repeat(chance.below(5000)),
        1 => "\u{e9}".repeat(chance.below(600)),
        _ => (*chance.of(&odd)).to_owned(),
    }
}

fn odd_value(chance: &mut Chance) -> Value {
    match chance.below(12) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(-1),
        3 => json!(i64::MAX),
        4 => json!(1e300),
        5 => json!(0.5),
        6 => json!([]),
        7 => json!({}),
        8 => json!([[[{}]]]),
        9 => json!(chance.next() as i64),
        _ => json!(odd_text(chance)),
    }
}

/// A value that fits a shape, more or less.
fn value_for(shape: &Shape, chance: &mut Chance, depth: usize) -> Value {
    if chance.one_in(40) {
        return odd_value(chance);
    }
    match shape {
        Shape::Structure(members) => {
            let wanted =
                members.iter().filter(|m| (m.required && !chance.one_in(60)) || (depth < 7 && chance.one_in(3)));
            let wanted: Vec<_> = wanted.collect();
            Value::Object(
                wanted.into_iter().map(|m| (m.name.to_owned(), text_for(m.name, m.shape, chance, depth + 1))).collect(),
            )
        }
        Shape::List(_, member) => (0..chance.below(4)).map(|_| value_for(member, chance, depth + 1)).collect(),
        Shape::Map(_, _, member) => {
            let pairs = (0..chance.below(4)).map(|_| (odd_text(chance), value_for(member, chance, depth + 1)));
            Value::Object(pairs.collect())
        }
        Shape::String(text) if !text.values.is_empty() => json!(chance.of(text.values)),
        Shape::String(_) => json!(odd_text(chance)),
        Shape::Integer(_) => json!(*chance.of(&[0i64, 1, 2, 3, 10, 100, 5000, -5, i64::MAX])),
        Shape::Real(_) => json!(*chance.of(&[0.0, 0.5, -1.0, 1e18, 1e-300])),
        Shape::Boolean => json!(chance.one_in(2)),
        Shape::Timestamp => json!(*chance.of(&[0.0, 1.6e9, -1e12, 1e15, 1e300])),
    }
}

/// Members whose values must hold together for a request to get far.
fn text_for(name: &str, shape: &Shape, chance: &mut Chance, depth: usize) -> Value {
    if chance.one_in(12) {
        return value_for(shape, chance, depth);
    }
    let names = ["job-1", "job-2", "t-1", "t-2"];
    match name {
        "HyperParameterTuningJobName" | "TrainingJobName" => json!(chance.of(&names)),
        "RoleArn" => json!("arn:aws:iam::123456789012:role/SageMakerRole"),
        "S3Uri" | "S3OutputPath" => json!("s3://bucket/prefix"),
        "TrainingImage" => json!("763104351884.dkr.ecr.us-east-1.amazonaws.com/tensorflow-training:2.14"),
        "AlgorithmName" | "TrainingJobDefinitions" | "Autotune" if !chance.one_in(8) => Value::Null,
        "HyperParameters" | "StaticHyperParameters" => {
            json!({"sagemaker_program": "\"m.py\"", "sagemaker_submit_directory": "\"s3://bucket/s.tar.gz\"", "epochs": "9"})
        }
        "MetricName" => json!("auc"),
        "MetricDefinitions" => json!([{"Name": "auc", "Regex": chance.of(&["auc = ([0-9.]+)", "(a+)+b", "auc", "("])}]),
        "MinValue" => json!(chance.of(&["0", "1", "0.1", "-3"])),
        "MaxValue" => json!(chance.of(&["1", "5", "0.9", "1e9"])),
        "MaxNumberOfTrainingJobs" | "MaxParallelTrainingJobs" => json!(1 + chance.below(6)),
        "Name" if matches!(shape, Shape::String(_)) => json!(chance.of(&["lr", "n", "o", "auc", "TrainingJobName"])),
        "MaxRuntimeInSeconds" => json!(300),
        "ResourceArn" => json!("arn:aws:sagemaker:us-east-1:123456789012:training-job/t-1"),
        "logGroupName" => json!("/aws/sagemaker/TrainingJobs"),
        "Namespace" => json!("/aws/sagemaker/TrainingJobs"),
        _ => value_for(shape, chance, depth),
    }
}

fn form(value: &Value, prefix: &str, out: &mut Vec<String>) {
    let name = |part: &str| if prefix.is_empty() { part.to_owned() } else { format!("{prefix}.{part}") };
    match value {
        Value::Object(map) => map.iter().for_each(|(k, v)| form(v, &name(k), out)),
        Value::Array(list) => {
            list.iter().enumerate().for_each(|(i, v)| form(v, &name(&format!("member.{}", i + 1)), out));
        }
        Value::String(text) => out.push(format!("{prefix}={}", crate::wire::percent_encode(text, false))),
        other => out.push(format!("{prefix}={other}")),
    }
}

/// A request to one of the services that are not S3.
fn call(chance: &mut Chance) -> Draft {
    let face = chance.of(&FACES);
    let operation = chance.of(face.service.operations);
    let input = operation.input.map_or_else(|| json!({}), |shape| value_for(shape, chance, 0));
    let mut draft = Draft {
        method: "POST".into(),
        path: "/".into(),
        headers: Vec::new(),
        body: Vec::new(),
        scope: face.scope.into(),
    };
    let protocol = if face.service.target.is_empty() { 0 } else { chance.below(3) };
    match protocol {
        0 => {
            let mut parts = vec![format!("Action={}", operation.name), "Version=2010-05-08".to_owned()];
            form(&input, "", &mut parts);
            draft.body = parts.join("&").into_bytes();
            draft.headers.push(("content-type".into(), "application/x-www-form-urlencoded; charset=utf-8".into()));
        }
        1 => {
            draft.path = format!("/service/{}/operation/{}", face.service.target, operation.name);
            draft.body = crate::wire::cbor::write(operation.input, &input);
            draft.headers.push(("smithy-protocol".into(), "rpc-v2-cbor".into()));
        }
        _ => {
            draft.body = input.to_string().into_bytes();
            draft.headers.push(("x-amz-target".into(), format!("{}.{}", face.service.target, operation.name)));
            draft.headers.push(("content-type".into(), "application/x-amz-json-1.1".into()));
        }
    }
    draft
}

/// A request to S3.
fn object_request(chance: &mut Chance) -> Draft {
    let key = crate::wire::percent_encode(&odd_text(chance), true);
    let bucket = *chance.of(&["bucket", "bucket", "bucket", "other-bucket", "..", "A", ""]);
    let path = match chance.below(4) {
        0 => format!("/{bucket}"),
        1 => "/".to_owned(),
        _ => format!("/{bucket}/{key}"),
    };
    let queries = [
        "",
        "",
        "",
        "list-type=2",
        "list-type=2&max-keys=-1",
        "list-type=2&continuation-token=%00",
        "prefix=a&delimiter=/",
        "uploads",
        "uploadId=x&partNumber=1",
        "uploadId=x&partNumber=0",
        "uploadId=x",
        "delete",
        "location",
        "acl",
        "tagging",
        "versionId=3",
        "partNumber=99999999999999999999",
        "max-keys=99999999999999999999",
        "encoding-type=url",
        "attributes",
        "policy",
        "lifecycle",
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a",
        "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=x&Expires=1",
        "restore",
        "select",
    ];
    let query = chance.of(&queries);
    let mut draft = Draft {
        method: (*chance.of(&["GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS", "PATCH"])).into(),
        path: if query.is_empty() { path } else { format!("{path}?{query}") },
        headers: Vec::new(),
        body: Vec::new(),
        scope: "s3".into(),
    };
    let odd_headers = [
        ("range", "bytes=0-"),
        ("range", "bytes=5-1"),
        ("range", "bytes=-0"),
        ("if-none-match", "*"),
        ("if-match", "\"x\""),
        ("x-amz-copy-source", "/bucket/a"),
        ("x-amz-copy-source", "%00"),
        ("content-md5", "zzzz"),
        ("x-amz-checksum-crc32", "AAAA"),
        ("x-amz-sdk-checksum-algorithm", "SHA256"),
        ("x-amz-trailer", "x-amz-checksum-crc32"),
        ("content-encoding", "aws-chunked"),
        ("x-amz-expected-bucket-owner", "1"),
        ("x-amz-metadata-directive", "REPLACE"),
        ("x-amz-meta-a", "b"),
        ("host", "bucket.tunesmith.local"),
        ("content-type", "multipart/form-data; boundary=x"),
        ("x-amz-decoded-content-length", "-5"),
    ];
    for _ in 0..chance.below(3) {
        let (name, value) = chance.of(&odd_headers);
        draft.headers.push(((*name).into(), (*value).into()));
    }
    draft.body = match chance.below(5) {
        0 => b"<Delete><Object><Key>a</Key></Object></Delete>".to_vec(),
        1 => {
            b"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>"
                .to_vec()
        }
        2 => odd_text(chance).into_bytes(),
        3 => b"5;chunk-signature=0\r\nhello\r\n0\r\n\r\n".to_vec(),
        _ => Vec::new(),
    };
    draft
}

/// Changes something, then signs it, or signs it and then changes something.
fn mutated(mut draft: Draft, key: &Key, chance: &mut Chance) -> Option<Request<Body>> {
    if chance.one_in(6) && !draft.body.is_empty() {
        let at = chance.below(draft.body.len());
        match chance.below(4) {
            0 => draft.body.truncate(at),
            1 => draft.body[at] = chance.next() as u8,
            2 => draft.body.insert(at, chance.next() as u8),
            _ => draft.body = [&draft.body[..], &draft.body[at..]].concat(),
        }
    }
    if chance.one_in(15) {
        draft.path = format!("{}{}", draft.path, crate::wire::percent_encode(&odd_text(chance), true));
    }
    if chance.one_in(15) {
        draft
            .headers
            .push(("x-amz-target".into(), chance.of(&["SageMaker.", ".", "Logs_20140328.X", "X"]).to_string()));
    }
    if chance.one_in(15) {
        draft.scope = (*chance.of(&["s3", "sagemaker", "sts", "monitoring", "", "x"])).into();
    }
    let builder =
        Request::builder().method(draft.method.as_str()).uri(&draft.path).header("content-length", draft.body.len());
    let request = draft.headers.iter().fold(builder, |b, (name, value)| b.header(name, value));
    let request =
        if draft.headers.iter().any(|(n, _)| n == "host") { request } else { request.header("host", "127.0.0.1:7700") };
    let (mut parts, ()) = request.body(()).ok()?.into_parts();
    if !chance.one_in(20) {
        let now = SystemClock.now_ms() / 1000 + if chance.one_in(30) { 4000 } else { 0 };
        sign(&mut parts, &draft.body, key, "us-east-1", &draft.scope, now);
    }
    if chance.one_in(20) {
        let name = *chance.of(&["authorization", "x-amz-date", "host", "x-amz-content-sha256", "content-length"]);
        match chance.below(3) {
            0 => drop(parts.headers.remove(name)),
            _ => drop(odd_text(chance).parse().map(|v| parts.headers.insert(name, v))),
        }
    }
    Some(Request::from_parts(parts, Body::from(draft.body)))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mutated_requests_are_answered() {
    let wanted = std::env::var("TUNESMITH_MUTATED").ok().and_then(|n| n.parse().ok()).unwrap_or(DEFAULT);
    // Some panics are caught on the way, and answered; they count all the same.
    let panics = Arc::new(AtomicU64::new(0));
    let (counted, usual) = (Arc::clone(&panics), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |info| {
        counted.fetch_add(1, Ordering::Relaxed);
        usual(info);
    }));
    let folder = tempfile::tempdir().expect("a folder");
    let (aws, key) = services(folder.path()).await;
    let mut chance = Chance(0x7075_6e65);
    let mut statuses = std::collections::BTreeMap::<u16, u64>::new();
    let first = Draft {
        method: "PUT".into(),
        path: "/bucket".into(),
        headers: Vec::new(),
        body: Vec::new(),
        scope: "s3".into(),
    };
    let mut drafts = vec![first];
    for number in 0..wanted {
        let draft = drafts
            .pop()
            .unwrap_or_else(|| if chance.one_in(3) { object_request(&mut chance) } else { call(&mut chance) });
        let shown =
            format!("{} {} {:?} {}", draft.method, draft.path, draft.headers, String::from_utf8_lossy(&draft.body));
        let Some(request) = mutated(draft, &key, &mut chance) else { continue };
        let aws = Arc::clone(&aws);
        let answered = tokio::spawn(async move { tokio::time::timeout(LONGEST, aws.answer(request)).await });
        let response = answered.await.unwrap_or_else(|e| panic!("request {number} made a panic: {e}\n{shown}"));
        let status =
            response.unwrap_or_else(|_| panic!("request {number} was not answered in time\n{shown}")).status().as_u16();
        assert_eq!(panics.load(Ordering::Relaxed), 0, "request {number} made a panic\n{shown}");
        // What S3 has and we have not is told so.
        assert!(status < 500 || status == 501, "request {number} was answered with {status}\n{shown}");
        *statuses.entry(status).or_default() += 1;
    }
    println!("{statuses:?}");
    // A fair part must get through the first checks, or nothing else was tried.
    let good = statuses.get(&200).copied().unwrap_or(0);
    assert!(good * 20 > wanted, "only {good} of {wanted} were good: {statuses:?}");
    // Nothing has left the folder of objects.
    let names: Vec<_> =
        std::fs::read_dir(folder.path()).expect("the data directory").flatten().map(|e| e.file_name()).collect();
    let known = ["jobs", "objects", "store.db", "store.db-shm", "store.db-wal", ".gitignore", "keys.json"];
    assert!(names.iter().all(|n| known.iter().any(|k| n == k)), "{names:?}");
}
