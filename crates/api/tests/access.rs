//! Who is let in, and to what: over the whole of the interface, with a store of its own.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tunesmith_access::{LiveKeys, Purpose, Role, Ticket};
use tunesmith_api::{Api, Orders, Parts, Settings, SignIn, Via, openapi};
use tunesmith_controller::{Clock, SystemClock};
use tunesmith_store::DataDir;

struct House {
    _folder: tempfile::TempDir,
    api: Api,
    keys: Arc<LiveKeys>,
}

async fn house(sign_in: SignIn) -> House {
    let folder = tempfile::tempdir().expect("a folder");
    let (api, keys) = open(folder.path(), sign_in).await;
    House { _folder: folder, api, keys }
}

async fn open(folder: &Path, sign_in: SignIn) -> (Api, Arc<LiveKeys>) {
    let data = DataDir::create(folder, None).expect("a data directory");
    let store = Arc::new(data.store().await.expect("a store"));
    let keys = Arc::new(LiveKeys::open(&folder.join("keys.json")).expect("keys"));
    let parts = Parts {
        store,
        data,
        clock: Arc::new(SystemClock),
        keys: Arc::clone(&keys),
        sign_in,
        orders: Orders::Elsewhere,
        hosting: None,
        deployer: None,
        preflight: |_| Ok(()),
        folder: folder.to_owned(),
        settings: Settings { address: Some(SocketAddr::from(([127, 0, 0, 1], 7700))), ..Settings::default() },
    };
    (Api::open(parts, None).await.expect("an interface"), keys)
}

impl House {
    async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], via: Via) -> (StatusCode, Response<Body>) {
        self.send(method, path, headers, Body::empty(), via).await
    }

    async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
        via: Via,
    ) -> (StatusCode, Response<Body>) {
        let mut request = Request::builder().method(method).uri(path);
        if !headers.iter().any(|(n, _)| *n == "host") {
            request = request.header("host", "127.0.0.1:7700");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.api.answer(request.body(body).expect("a request"), via).await;
        (response.status(), response)
    }

    async fn status(&self, method: &str, path: &str, headers: &[(&str, &str)], via: Via) -> u16 {
        self.ask(method, path, headers, via).await.0.as_u16()
    }

    fn basic(&self, role: Role) -> String {
        let key = self.keys.change(|ring| ring.add(&role.to_string(), role).cloned()).expect("a key");
        let pair = format!("{}:{}", key.access_key_id, key.secret_access_key);
        format!("Basic {}", base64(pair.as_bytes()))
    }
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::prelude::BASE64_STANDARD.encode(bytes)
}

async fn body(response: Response<Body>) -> Value {
    let bytes = response.into_body().collect().await.expect("a body").to_bytes();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

#[tokio::test]
async fn loopback_is_let_in_and_nobody_else() {
    let house = house(SignIn::Auto).await;
    assert_eq!(house.status("GET", "/api/v1/jobs", &[], Via::Loopback).await, 200);
    assert_eq!(house.status("GET", "/api/v1/jobs", &[("host", "localhost:7700")], Via::Loopback).await, 200);
    // A name of elsewhere that resolves to this machine: a page of elsewhere asks.
    assert_eq!(house.status("GET", "/api/v1/jobs", &[("host", "evil.example:7700")], Via::Loopback).await, 401);
    assert_eq!(house.status("GET", "/api/v1/jobs", &[], Via::Elsewhere).await, 401);
    // What a proxy of this machine passes on comes from wherever.
    for passed_on in ["x-forwarded-for", "forwarded", "x-real-ip", "via"] {
        assert_eq!(house.status("GET", "/api/v1/jobs", &[(passed_on, "192.0.2.7")], Via::Loopback).await, 401);
    }
    let always = self::house(SignIn::Always).await;
    assert_eq!(always.status("GET", "/api/v1/jobs", &[], Via::Loopback).await, 401);
    // The page itself says nothing of anybody.
    assert_eq!(always.status("GET", "/console/", &[], Via::Elsewhere).await, 200);
}

/// Every operation of the document refuses who shows nothing.
#[tokio::test]
async fn no_operation_is_open() {
    let house = house(SignIn::Always).await;
    let document = serde_json::to_value(openapi()).expect("JSON");
    let mut asked = 0;
    for (path, operations) in document["paths"].as_object().expect("paths") {
        for method in operations.as_object().expect("operations").keys().filter(|m| *m != "parameters") {
            if path == "/api/v1/session" {
                continue;
            }
            let path = path.replace("{trial}", "1").replace(['{', '}'], "");
            let status = house.status(&method.to_uppercase(), &path, &[], Via::Elsewhere).await;
            assert_eq!(status, 401, "{method} {path}");
            asked += 1;
        }
    }
    assert!(asked > 35, "{asked} operations");
}

#[tokio::test]
async fn keys_open_what_their_roles_allow() {
    let house = house(SignIn::Always).await;
    let (reader, worker, admin) = (house.basic(Role::ReadOnly), house.basic(Role::Submit), house.basic(Role::Admin));
    for (method, path, of_reader, of_worker, of_admin) in [
        ("GET", "/api/v1/jobs", 200, 200, 200),
        ("POST", "/api/v1/jobs/none/stop", 403, 404, 404),
        ("DELETE", "/api/v1/jobs/none", 403, 403, 404),
        ("GET", "/api/v1/keys", 403, 403, 200),
        ("DELETE", "/api/v1/keys/none", 403, 403, 400),
    ] {
        for (key, wanted) in [(&reader, of_reader), (&worker, of_worker), (&admin, of_admin)] {
            let status = house.status(method, path, &[("authorization", key)], Via::Elsewhere).await;
            assert_eq!(status, wanted, "{method} {path} with {key}");
        }
    }
    let wrong = format!("Basic {}", base64(b"AKIAX:wrong"));
    assert_eq!(house.status("GET", "/api/v1/jobs", &[("authorization", &wrong)], Via::Elsewhere).await, 401);
    // A wrong key is not the same as none, where none would do.
    let open = self::house(SignIn::Auto).await;
    assert_eq!(open.status("GET", "/api/v1/jobs", &[("authorization", &wrong)], Via::Loopback).await, 401);
}

#[tokio::test]
async fn a_session_lives_until_it_is_ended_and_no_longer() {
    let folder = tempfile::tempdir().expect("a folder");
    let (api, keys) = open(folder.path(), SignIn::Always).await;
    let house = House { _folder: tempfile::tempdir().expect("a folder"), api, keys: Arc::clone(&keys) };
    let ring = keys.current();
    let key = ring.first().expect("a key");
    let soon = SystemClock.now_ms() + 60_000;
    let ticket = Ticket::issue(key, Purpose::SignIn, soon).expect("a ticket");
    let json = [("content-type", "application/json")];
    let sign_in = |shown: Value| Body::from(shown.to_string());
    let (status, _) =
        house.send("POST", "/api/v1/session", &json, sign_in(json!({"ticket": "x"})), Via::Elsewhere).await;
    assert_eq!(status, 401);
    let (status, response) =
        house.send("POST", "/api/v1/session", &json, sign_in(json!({"ticket": ticket})), Via::Elsewhere).await;
    assert_eq!(status, 200);
    let line = response.headers()["set-cookie"].to_str().expect("text").to_owned();
    assert!(line.contains("HttpOnly") && line.contains("SameSite=Strict") && !line.contains("Secure"), "{line}");
    assert_eq!(body(response).await["role"], "admin");
    let cookie = line.split(';').next().expect("a pair").to_owned();
    let shown = [("cookie", cookie.as_str())];
    assert_eq!(house.status("GET", "/api/v1/jobs", &shown, Via::Elsewhere).await, 200);
    // Of another port it is another server's.
    let other_port = [("cookie", cookie.as_str()), ("host", "127.0.0.1:7777")];
    assert_eq!(house.status("GET", "/api/v1/jobs", &other_port, Via::Elsewhere).await, 401);
    // A page of elsewhere that makes the browser send it changes nothing.
    let forged = [("cookie", cookie.as_str()), ("origin", "https://evil.example")];
    assert_eq!(house.status("DELETE", "/api/v1/session", &forged, Via::Elsewhere).await, 403);
    assert_eq!(house.status("DELETE", "/api/v1/session", &shown, Via::Elsewhere).await, 200);
    assert_eq!(house.status("GET", "/api/v1/jobs", &shown, Via::Elsewhere).await, 401);
    // A server that is started anew knows that it was ended.
    let (api, _) = open(folder.path(), SignIn::Always).await;
    let again = House { _folder: tempfile::tempdir().expect("a folder"), api, keys: Arc::clone(&keys) };
    assert_eq!(again.status("GET", "/api/v1/jobs", &shown, Via::Elsewhere).await, 401);
    // What stands for a sign-in is no session.
    let as_cookie = format!("{}={ticket}", cookie.split('=').next().expect("a name"));
    assert_eq!(house.status("GET", "/api/v1/jobs", &[("cookie", &as_cookie)], Via::Elsewhere).await, 401);
}

#[tokio::test]
async fn answers_say_what_browsers_may_not() {
    let house = house(SignIn::Auto).await;
    for path in ["/", "/console/", "/api/v1/jobs", "/api/v1/nothing", "/console/assets/none.js"] {
        let (_, response) = house.ask("GET", path, &[], Via::Loopback).await;
        let header = |name: &str| response.headers().get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
        assert!(header("content-security-policy").contains("default-src 'none'"), "{path}");
        assert!(!header("content-security-policy").contains("unsafe"), "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
    }
    assert_eq!(house.status("GET", "/api/v1/nothing", &[], Via::Loopback).await, 404);
    assert_eq!(house.status("POST", "/console/", &[], Via::Loopback).await, 405);
    assert_eq!(house.status("GET", "/api/v1/openapi.json", &[], Via::Elsewhere).await, 200);
    for odd in
        ["/api/v1/jobs/%2e%2e%2f", "/api/v1/jobs/x/trials/99999999999999999999", "/console/%2e%2e/%2e%2e/etc/passwd"]
    {
        let status = house.status("GET", odd, &[], Via::Loopback).await;
        assert!(status < 500, "{odd} {status}");
    }
}

#[test]
fn what_is_of_aws_is_not_taken() {
    let takes = |path: &str, header: Option<(&str, &str)>| {
        let mut request = Request::get(path);
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        Api::takes(&request.body(()).expect("a request"))
    };
    // Browsers look for a page at the root, clients of S3 for their buckets.
    assert!(takes("/", Some(("accept", "text/html,application/xhtml+xml"))) && !takes("/", None));
    assert!(takes("/console", None) && takes("/console/jobs/x", None) && takes("/api/v1/jobs", None));
    assert!(takes("/api/v1/jobs", Some(("authorization", "Basic abc"))));
    assert!(
        !takes("/api/v1/jobs", Some(("authorization", "AWS4-HMAC-SHA256 Credential=x"))),
        "a bucket may be called `api`"
    );
    assert!(!takes("/", Some(("x-amz-target", "SageMaker.ListModels"))));
    assert!(!takes("/console/key?X-Amz-Signature=abc", None), "or `console`");
    assert!(!takes("/consoles/key", None) && !takes("/bucket/key", None));
}
