//! Builds the console with npm and makes its files part of the crate. Without Node the crate builds all the same, and says so.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::fs;
use std::hash::{Hash as _, Hasher as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;

/// Folders and files of `web/` that the page is made of.
const SOURCES: [&str; 6] = ["src", "public", "index.html", "package-lock.json", "vite.config.ts", "tsconfig.json"];
/// Oldest Node that the build tool takes.
const OLDEST_NODE: u32 = 18;

fn main() {
    let crate_dir = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    let web = crate_dir.join("../../web");
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", web.join(source).display());
    }
    println!("cargo::rerun-if-changed=openapi.json");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=TUNESMITH_NO_CONSOLE");
    let built = build(&web, &out.join("console"));
    if let Err(why) = &built {
        println!("cargo::warning=the binary will have no console: {why}");
    }
    let code = table(built.as_deref().map_err(String::as_str));
    if let Err(error) = fs::write(out.join("console.rs"), code) {
        println!("cargo::error=the list of the console's files could not be written: {error}");
    }
}

/// The folder with the built page; or why there is none.
fn build(web: &Path, target: &Path) -> Result<PathBuf, String> {
    if std::env::var_os("TUNESMITH_NO_CONSOLE").is_some_and(|v| !v.is_empty()) {
        return Err("TUNESMITH_NO_CONSOLE is set".into());
    }
    let version = Command::new("node").arg("--version").output().map_err(|_| "there was no Node.js to build it")?;
    let version = String::from_utf8_lossy(&version.stdout).trim().trim_start_matches('v').to_owned();
    let major: u32 = version.split('.').next().and_then(|m| m.parse().ok()).unwrap_or(0);
    if major < OLDEST_NODE {
        return Err(format!("Node.js {version} is too old to build it; it takes {OLDEST_NODE}"));
    }
    let lock = fs::read_to_string(web.join("package-lock.json")).map_err(|e| format!("web/package-lock.json: {e}"))?;
    // Written once the packages are whole: what was broken off is fetched anew.
    let mark = web.join("node_modules/.tunesmith-lock");
    if fs::read_to_string(&mark).ok().as_deref() != Some(&lock) {
        npm(web, &["ci", "--no-audit", "--no-fund", "--ignore-scripts"], None)?;
        fs::write(&mark, &lock).map_err(|e| format!("{}: {e}", mark.display()))?;
    }
    let _ = fs::remove_dir_all(target);
    npm(web, &["run", "build", "--silent"], Some(target))?;
    Ok(target.to_owned())
}

fn npm(web: &Path, arguments: &[&str], target: Option<&Path>) -> Result<(), String> {
    let mut command = Command::new("npm");
    command.args(arguments).current_dir(web);
    if let Some(target) = target {
        command.env("TUNESMITH_CONSOLE_OUT", target);
    }
    let done = command.output().map_err(|_| "there was no npm to build it".to_owned())?;
    if done.status.success() {
        return Ok(());
    }
    let said = [done.stdout, done.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    let last: Vec<&str> = said.lines().filter(|l| !l.trim().is_empty()).collect();
    let last = last[last.len().saturating_sub(6)..].join(" | ");
    Err(format!("`npm {}` failed: {last}", arguments.join(" ")))
}

/// The Rust code that holds the files.
fn table(built: Result<&Path, &str>) -> String {
    let mut code = String::from("static FILES: &[File] = &[\n");
    let mut first_load = 0;
    let mut missing = built.err().map(str::to_owned);
    if let Ok(folder) = built {
        let mut files = Vec::new();
        list(folder, folder, &mut files);
        files.sort();
        for path in &files {
            let file = folder.join(path);
            let bytes = fs::read(&file).unwrap_or_default();
            let gzip = compressed(&bytes);
            let packed = file.with_extension("packed");
            let is_smaller = gzip.len() < bytes.len();
            if is_smaller && fs::write(&packed, &gzip).is_err() {
                missing = Some("a compressed file could not be written".into());
            }
            let mut hasher = DefaultHasher::new();
            bytes.hash(&mut hasher);
            // Parts that are loaded when a page needs them have names that say so.
            if !path.contains("later-") {
                first_load += gzip.len().min(bytes.len());
            }
            let included = |file: &Path| format!("include_bytes!({:?})", file.display().to_string());
            let gzip = if is_smaller { included(&packed) } else { "&[]".into() };
            let _ = writeln!(
                code,
                "    File {{ path: {path:?}, kind: {:?}, tag: {:?}, bytes: {}, gzip: {gzip} }},",
                kind(path),
                format!("\"{:016x}\"", hasher.finish()),
                included(&file)
            );
        }
    }
    code.push_str("];\n");
    let told = missing.map_or_else(|| format!("Ok({first_load})"), |why| format!("Err({why:?})"));
    let _ = writeln!(code, "const BUILT: Result<usize, &str> = {told};");
    code
}

fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

fn list(root: &Path, folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            list(root, &path, files);
        } else if let Ok(name) = path.strip_prefix(root) {
            files.push(name.to_string_lossy().replace('\\', "/"));
        }
    }
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" | "webmanifest" => "application/json",
        "woff2" => "font/woff2",
        "png" => "image/png",
        _ => "application/octet-stream",
    }
}
