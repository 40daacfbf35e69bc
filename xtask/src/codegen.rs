//! Makes `crates/aws/src/model/generated/` from the public service models, as a pinned botocore ships them: names, members,
//! types, limits and patterns, none of their prose.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// Whose models are read.
const BOTOCORE: &str = "botocore==1.44.8";

/// A service, the folder of its model, and the operations that Tunesmith answers. An operation that is added here gets its
/// types and its checks by `cargo xtask codegen`.
const SERVICES: [(&str, &str, &[&str]); 5] = [
    (
        "sagemaker",
        "sagemaker/2017-07-24",
        &[
            "AddTags",
            "CreateEndpoint",
            "CreateEndpointConfig",
            "CreateHyperParameterTuningJob",
            "CreateModel",
            "CreateTrainingJob",
            "DeleteEndpoint",
            "DeleteEndpointConfig",
            "DeleteHyperParameterTuningJob",
            "DeleteModel",
            "DeleteTags",
            "DeleteTrainingJob",
            "DescribeEndpoint",
            "DescribeEndpointConfig",
            "DescribeHyperParameterTuningJob",
            "DescribeModel",
            "DescribeTrainingJob",
            "ListEndpointConfigs",
            "ListEndpoints",
            "ListHyperParameterTuningJobs",
            "ListModels",
            "ListTags",
            "ListTrainingJobs",
            "ListTrainingJobsForHyperParameterTuningJob",
            "Search",
            "StopHyperParameterTuningJob",
            "StopTrainingJob",
            "UpdateEndpoint",
            "UpdateEndpointWeightsAndCapacities",
            "UpdateTrainingJob",
        ],
    ),
    ("sts", "sts/2011-06-15", &["AssumeRole", "GetCallerIdentity", "GetSessionToken"]),
    ("iam", "iam/2010-05-08", &["GetRole", "ListRoles", "SimulatePrincipalPolicy"]),
    ("cloudwatch", "cloudwatch/2010-08-01", &["GetMetricData", "GetMetricStatistics", "ListMetrics"]),
    ("logs", "logs/2014-03-28", &["DescribeLogGroups", "DescribeLogStreams", "FilterLogEvents", "GetLogEvents"]),
];

/// Prints the models; one JSON object with a member for each service.
const READ_MODELS: &str = r#"
import gzip, json, sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
models = {}
for folder in sys.argv[2:]:
    names = [n for n in wheel.namelist() if n.startswith("botocore/data/%s/service-2.json" % folder)]
    raw = wheel.read(names[0])
    models[folder] = json.loads(gzip.decompress(raw) if names[0].endswith(".gz") else raw)
json.dump(models, sys.stdout)
"#;

/// Writes the generated files, or with `check` compares them with what is there.
pub(crate) fn run(root: &Path, check: bool) -> Result<(), String> {
    let models = read_models(root)?;
    let folder = root.join("crates/aws/src/model/generated");
    let mut files = vec![("mod", generated_module())];
    for (name, path, operations) in SERVICES {
        files.push((name, Generator::new(&models[path], operations)?.file(name)));
    }
    let mut stale = Vec::new();
    for (name, text) in files {
        let file = folder.join(format!("{name}.rs"));
        let text = formatted(&text)?;
        if check {
            if fs::read_to_string(&file).is_ok_and(|there| there == text) {
                continue;
            }
            stale.push(file.display().to_string());
        } else {
            fs::write(&file, text).map_err(|e| format!("{}: {e}", file.display()))?;
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!("not as {BOTOCORE} has it; run `cargo xtask codegen`:\n  {}", stale.join("\n  ")))
}

fn read_models(root: &Path) -> Result<Value, String> {
    let folder = root.join("target").join("codegen");
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let python = |arguments: &[&str]| {
        let output = Command::new("python3").args(arguments).current_dir(&folder).stderr(Stdio::inherit()).output();
        match output {
            Ok(output) if output.status.success() => Ok(output.stdout),
            Ok(output) => Err(format!("python3 {} ended with {}", arguments[0], output.status)),
            Err(error) => Err(format!("python3 cannot be run: {error}")),
        }
    };
    if wheel(&folder).is_none() {
        python(&["-m", "pip", "download", "--quiet", "--no-deps", "--dest", ".", BOTOCORE])?;
    }
    let wheel = wheel(&folder).ok_or_else(|| format!("pip left no wheel of {BOTOCORE}"))?;
    let wheel = wheel.display().to_string();
    let mut arguments = vec!["-c", READ_MODELS, &wheel];
    arguments.extend(SERVICES.iter().map(|(_, path, _)| *path));
    serde_json::from_slice(&python(&arguments)?).map_err(|e| format!("the models: {e}"))
}

fn wheel(folder: &Path) -> Option<PathBuf> {
    let prefix = BOTOCORE.replace("==", "-");
    let files = fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path());
    files.into_iter().find(|p| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(&prefix)))
}

fn formatted(text: &str) -> Result<String, String> {
    use std::io::Write as _;
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--config", "max_width=120"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| format!("rustfmt cannot be run: {e}"))?;
    let mut stdin = child.stdin.take().ok_or("rustfmt without a standard input")?;
    let text = text.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let output = child.wait_with_output().map_err(|e| format!("rustfmt: {e}"))?;
    writer.join().map_err(|_| "rustfmt: its input broke")?.map_err(|e| format!("rustfmt: {e}"))?;
    String::from_utf8(output.stdout).map_err(|e| format!("rustfmt: {e}"))
}

fn generated_module() -> String {
    let mut text =
        "//! Shapes of the services' operations. Made by `cargo xtask codegen`; not to be edited.\n\n".to_owned();
    for (name, _, _) in SERVICES {
        let _ = writeln!(text, "pub(crate) mod {name};");
    }
    text
}

/// Turns one service's model into a file.
struct Generator<'a> {
    model: &'a Value,
    operations: &'a [&'a str],
    /// Every shape that an operation reaches.
    shapes: BTreeSet<&'a str>,
    /// Those that an input reaches: they get a type.
    inputs: BTreeSet<&'a str>,
}

impl<'a> Generator<'a> {
    fn new(model: &'a Value, operations: &'a [&'a str]) -> Result<Self, String> {
        let mut generator = Self { model, operations, shapes: BTreeSet::new(), inputs: BTreeSet::new() };
        for name in operations {
            let operation = &model["operations"][*name];
            if operation.is_null() {
                return Err(format!("the model has no operation {name}"));
            }
            if let Some(shape) = operation["input"]["shape"].as_str() {
                generator.reach(shape, true);
            }
            if let Some(shape) = operation["output"]["shape"].as_str() {
                generator.reach(shape, false);
            }
        }
        Ok(generator)
    }

    fn reach(&mut self, shape: &'a str, input: bool) {
        let new = self.shapes.insert(shape);
        let new_input = input && self.inputs.insert(shape);
        if !new && !new_input {
            return;
        }
        let definition = &self.model["shapes"][shape];
        let members = definition["members"].as_object();
        let inner = [&definition["member"], &definition["key"], &definition["value"]];
        let inner = inner.into_iter().chain(members.into_iter().flat_map(|m| m.values()));
        for member in inner.filter_map(|m| m["shape"].as_str()) {
            self.reach(member, input);
        }
    }

    fn shape(&self, name: &str) -> &'a Value {
        &self.model["shapes"][name]
    }

    fn file(&self, service: &str) -> String {
        let metadata = &self.model["metadata"];
        let text = |key: &str| metadata[key].as_str().unwrap_or_default();
        let mut out = format!(
            "//! {}. Made by `cargo xtask codegen` from {BOTOCORE}; not to be edited.\n\n\
             #![allow(clippy::all, clippy::pedantic, dead_code, missing_docs)]\n\n\
             use serde::Deserialize;\n\n\
             use crate::model::schema::{{Member, Number, Operation, Service, Shape, Size, Text}};\n\n",
            text("serviceFullName")
        );
        let _ = writeln!(
            out,
            "pub(crate) static SERVICE: Service = Service {{ name: {service:?}, target: {:?}, \
             namespace: {:?}, operations: &[",
            text("targetPrefix"),
            text("xmlNamespace"),
        );
        for name in self.operations {
            let operation = &self.model["operations"][*name];
            let shape = |key: &str| {
                operation[key]["shape"].as_str().map_or("None".to_owned(), |s| format!("Some(&{})", constant(s)))
            };
            let errors: BTreeMap<&str, i64> = (operation["errors"].as_array().into_iter().flatten())
                .filter_map(|e| e["shape"].as_str())
                .map(|error| {
                    let details = &self.shape(error)["error"];
                    let code = details["code"].as_str().unwrap_or(error);
                    (code, details["httpStatusCode"].as_i64().unwrap_or(400))
                })
                .collect();
            let errors: Vec<String> = errors.iter().map(|(code, status)| format!("({code:?}, {status})")).collect();
            let _ = writeln!(
                out,
                "Operation {{ name: {name:?}, input: {}, output: {}, errors: &[{}] }},",
                shape("input"),
                shape("output"),
                errors.join(", ")
            );
        }
        out += "] };\n\n";
        for name in &self.shapes {
            let _ = writeln!(out, "static {}: Shape = {};", constant(name), self.static_shape(name));
        }
        for name in &self.inputs {
            if self.shape(name)["type"] == "structure" {
                out += &self.type_of(name);
            }
        }
        if out.contains("BTreeMap<") {
            out = out.replacen("use serde", "use std::collections::BTreeMap;\n\nuse serde", 1);
        }
        out
    }

    fn static_shape(&self, name: &str) -> String {
        let shape = self.shape(name);
        let number = |key: &str| shape[key].as_f64().map_or("None".to_owned(), |n| format!("Some({n:?})"));
        let size = || {
            let limit = |key: &str| shape[key].as_u64().map_or("None".to_owned(), |n| format!("Some({n})"));
            format!("Size {{ min: {}, max: {} }}", limit("min"), limit("max"))
        };
        let inner = |key: &str| constant(shape[key]["shape"].as_str().unwrap_or_default());
        match shape["type"].as_str().unwrap_or_default() {
            "structure" => {
                let required: Vec<&str> =
                    shape["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
                let mut members = String::new();
                for (member, definition) in shape["members"].as_object().into_iter().flatten() {
                    let of = constant(definition["shape"].as_str().unwrap_or_default());
                    let is_required = required.contains(&member.as_str());
                    let _ = write!(members, "Member {{ name: {member:?}, shape: &{of}, required: {is_required} }}, ");
                }
                format!("Shape::Structure(&[{members}])")
            }
            "list" => format!("Shape::List({}, &{})", size(), inner("member")),
            "map" => format!("Shape::Map({}, &{}, &{})", size(), inner("key"), inner("value")),
            "string" => {
                let values: Vec<String> =
                    shape["enum"].as_array().into_iter().flatten().map(|v| format!("{v}")).collect();
                let pattern = shape["pattern"].as_str().map_or("None".to_owned(), |p| format!("Some({p:?})"));
                format!(
                    "Shape::String(Text {{ size: {}, pattern: {pattern}, values: &[{}] }})",
                    size(),
                    values.join(", ")
                )
            }
            "integer" | "long" => {
                format!("Shape::Integer(Number {{ min: {}, max: {} }})", number("min"), number("max"))
            }
            "float" | "double" => format!("Shape::Real(Number {{ min: {}, max: {} }})", number("min"), number("max")),
            "boolean" => "Shape::Boolean".to_owned(),
            "timestamp" => "Shape::Timestamp".to_owned(),
            // None of our operations has one so far.
            other => format!("compile_error!(\"{name} is a {other}\")"),
        }
    }

    /// The Rust type of an input structure.
    fn type_of(&self, name: &str) -> String {
        let shape = self.shape(name);
        let required: Vec<&str> =
            shape["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut out =
            format!("#[derive(Debug, Clone, PartialEq, Deserialize)]\npub(crate) struct {} {{\n", pascal(name));
        for (member, definition) in shape["members"].as_object().into_iter().flatten() {
            let of = self.rust_type(definition["shape"].as_str().unwrap_or_default());
            let field = snake(member);
            let _ = writeln!(out, "#[serde(rename = {member:?})]");
            if required.contains(&member.as_str()) {
                let _ = writeln!(out, "pub(crate) {field}: {of},");
            } else {
                let _ = writeln!(out, "pub(crate) {field}: Option<{of}>,");
            }
        }
        out + "}\n\n"
    }

    fn rust_type(&self, name: &str) -> String {
        let shape = self.shape(name);
        let inner = |key: &str| self.rust_type(shape[key]["shape"].as_str().unwrap_or_default());
        match shape["type"].as_str().unwrap_or_default() {
            "structure" => pascal(name),
            "list" => format!("Vec<{}>", inner("member")),
            "map" => format!("BTreeMap<String, {}>", inner("value")),
            "integer" | "long" => "i64".to_owned(),
            "float" | "double" | "timestamp" => "f64".to_owned(),
            "boolean" => "bool".to_owned(),
            _ => "String".to_owned(),
        }
    }
}

fn pascal(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// `VolumeSizeInGB` as `volume_size_in_gb`, `S3Uri` as `s3_uri`.
fn snake(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::new();
    for (i, c) in chars.iter().enumerate() {
        let after_lower = i > 0 && (chars[i - 1].is_lowercase() || chars[i - 1].is_ascii_digit());
        let ends_acronym =
            i > 0 && chars[i - 1].is_uppercase() && chars.get(i + 1).is_some_and(|next| next.is_lowercase());
        if c.is_uppercase() && (after_lower || ends_acronym) {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    if out == "type" { "kind".to_owned() } else { out }
}

fn constant(name: &str) -> String {
    format!("{}_SHAPE", snake(name).to_uppercase())
}
