//! The console's files, which are part of the binary.

use axum::body::Body;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION,
};
use axum::http::{HeaderMap, Method, Response, StatusCode, Uri};
use axum::response::IntoResponse as _;

use crate::problem::Problem;

/// A file of the console.
struct File {
    path: &'static str,
    kind: &'static str,
    /// Changes with its content.
    tag: &'static str,
    bytes: &'static [u8],
    /// The same, compressed; empty where that is no gain.
    gzip: &'static [u8],
}

include!(concat!(env!("OUT_DIR"), "/console.rs"));

/// What the binary has of the console: its size as it is sent for the first page, or why there is none.
pub const CONSOLE: Result<usize, &str> = BUILT;

/// Where the page is.
const PAGE: &str = "/console/";

/// Answers with a file, or with the page for each of its addresses.
pub(crate) async fn answer(method: Method, uri: Uri, headers: HeaderMap) -> Response<Body> {
    let path = uri.path();
    if path.starts_with("/api") {
        return Problem::absent(format!("there is no operation at {path}; /api/v1/openapi.json lists them"))
            .into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let Some(rest) = path.strip_prefix(PAGE) else {
        return (StatusCode::SEE_OTHER, [(LOCATION, PAGE)]).into_response();
    };
    if let Err(why) = CONSOLE {
        return missing(why);
    }
    if let Some(file) = FILES.iter().find(|f| f.path == rest) {
        return send(file, &headers, rest.starts_with("assets/"));
    }
    if rest.starts_with("assets/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    match FILES.iter().find(|f| f.path == "index.html") {
        Some(page) => send(page, &headers, false),
        None => missing("the build left no page"),
    }
}

/// `forever`: its name changes with its content.
fn send(file: &File, headers: &HeaderMap, forever: bool) -> Response<Body> {
    let cache = if forever { "public, max-age=31536000, immutable" } else { "no-cache" };
    let has = |name: axum::http::HeaderName, what: &str| {
        headers
            .get(name)
            .and_then(|v| v.to_str().ok())
            .is_some_and(|v| v.split(',').any(|p| p.trim().starts_with(what)))
    };
    let head = [(CONTENT_TYPE, file.kind), (CACHE_CONTROL, cache), (ETAG, file.tag)];
    if has(IF_NONE_MATCH, file.tag) {
        return (StatusCode::NOT_MODIFIED, head).into_response();
    }
    if has(ACCEPT_ENCODING, "gzip") && !file.gzip.is_empty() {
        return (head, [(CONTENT_ENCODING, "gzip")], file.gzip).into_response();
    }
    (head, file.bytes).into_response()
}

fn missing(why: &str) -> Response<Body> {
    let text = format!(
        "The console is not part of this binary: {why}.\n\nInstall Node.js (18 or newer) with npm and build again, for example on Debian:\n\n    \
         apt-get install nodejs npm\n    cargo build --release\n\nEverything else works without it; /api/v1/openapi.json describes the interface.\n"
    );
    (StatusCode::OK, [(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_names_of_their_own() {
        for (i, file) in FILES.iter().enumerate() {
            assert!(FILES[..i].iter().all(|f| f.path != file.path), "{} is there twice", file.path);
            assert!(!file.kind.is_empty() && file.tag.starts_with('"'));
        }
    }
}
