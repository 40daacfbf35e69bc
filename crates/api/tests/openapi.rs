//! The document of the interface is what the code says.

use std::fs;
use std::path::Path;

/// `TUNESMITH_UPDATE=1 cargo test -p tunesmith-api --test openapi` writes it anew.
#[test]
fn the_document_is_up_to_date() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let now = tunesmith_api::openapi().to_pretty_json().expect("JSON") + "\n";
    if std::env::var_os("TUNESMITH_UPDATE").is_some() {
        fs::write(&file, &now).expect("written");
    }
    let known = fs::read_to_string(&file).unwrap_or_default();
    assert!(known == now, "openapi.json is old; run: TUNESMITH_UPDATE=1 cargo test -p tunesmith-api --test openapi");
}
