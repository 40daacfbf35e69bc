//! What a program is told about its training job: settings as files, variables, arguments.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use serde_json::{Value, json};
use tunesmith_study::{InputMode, Source, TrainingRun};

use super::machines::Machines;
use crate::process::{self, python_path};
use crate::sandbox::HOST;
use crate::tree::Tree;

/// Everything about a job that its program may be told.
pub(crate) struct Environment<'a> {
    pub(crate) task: &'a TrainingRun,
    /// The tree as the program sees it.
    pub(crate) tree: Tree,
    /// Whether the tree is where it is expected and the machine has the name that is expected.
    pub(crate) private: bool,
    /// Where packages lie that the job brought along.
    pub(crate) packages: Option<String>,
    /// The machines of a job that has several.
    pub(crate) machines: Option<Machines>,
}

impl Environment<'_> {
    fn host(&self) -> &str {
        match &self.machines {
            Some(machines) => machines.current(),
            None if self.private => HOST,
            None => "localhost",
        }
    }

    /// All machines, the first one first.
    fn hosts(&self) -> Vec<&str> {
        self.machines.as_ref().map_or_else(|| vec![self.host()], |m| m.hosts.iter().map(String::as_str).collect())
    }

    fn first_host(&self) -> &str {
        self.machines.as_ref().map_or_else(|| self.host(), |m| &m.hosts[0])
    }

    /// Hyper-parameters as the program's own language has them: texts that are JSON are what they stand for.
    pub(crate) fn decoded(&self) -> BTreeMap<&str, Value> {
        let decode = |text: &str| serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.to_owned()));
        self.task.hyperparameters.iter().map(|(name, text)| (name.as_str(), decode(text))).collect()
    }

    /// A hyper-parameter that is a text, without the quotes that some clients put round it.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        match self.decoded().remove(name)? {
            Value::String(text) => Some(text),
            other => Some(other.to_string()),
        }
    }

    /// Those that are the program's own: without what is meant for whoever runs it.
    fn own(&self) -> BTreeMap<&str, Value> {
        let mut all = self.decoded();
        all.retain(|name, _| !name.starts_with("sagemaker_") && !name.starts_with('_'));
        all
    }

    /// The program's hyper-parameters as arguments, as the public training toolkit gives them.
    pub(crate) fn arguments(&self) -> Vec<String> {
        let mut arguments = Vec::new();
        for (name, value) in self.own() {
            arguments.push(if name.chars().count() == 1 { format!("-{name}") } else { format!("--{name}") });
            arguments.push(self.spoken(name, &value));
        }
        arguments
    }

    /// A hyper-parameter as an argument. A number stays as it was written.
    fn spoken(&self, name: &str, value: &Value) -> String {
        match self.task.hyperparameters.get(name) {
            Some(text) if value.is_number() => text.trim().to_owned(),
            _ => spoken(value),
        }
    }

    fn channels(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.task.training.channels.iter().map(|c| c.name.as_str()).collect();
        names.sort_unstable();
        names
    }

    fn resources(&self) -> Value {
        let (hosts, kind) = (self.hosts(), &self.task.training.instance);
        json!({
            "current_host": self.host(),
            "hosts": hosts,
            "current_instance_type": kind,
            "current_group_name": "homogeneousCluster",
            "instance_groups": [
                {"instance_group_name": "homogeneousCluster", "instance_type": kind, "hosts": hosts}
            ],
            "network_interface_name": if self.private { "eth0" } else { "lo" },
        })
    }

    fn input_data(&self) -> Value {
        let mut all = serde_json::Map::new();
        for channel in &self.task.training.channels {
            let mode = match channel.mode {
                InputMode::Pipe => "Pipe",
                InputMode::File | InputMode::FastFile => "File",
            };
            let mut about = json!({
                "TrainingInputMode": mode,
                "S3DistributionType": "FullyReplicated",
                "RecordWrapperType": "None",
            });
            if let Some(content_type) = &channel.content_type {
                about["ContentType"] = json!(content_type);
            }
            if let Source::Manifest { .. } | Source::Lines { .. } = channel.source {
                about["S3DataType"] = json!("ManifestFile");
            }
            all.insert(channel.name.clone(), about);
        }
        Value::Object(all)
    }

    /// Writes the files below `input/config`.
    pub(crate) fn write_settings(&self) -> io::Result<()> {
        let config = self.tree.config();
        let write = |name: &str, value: &Value| fs::write(config.join(name), serde_json::to_vec(value)?);
        write("hyperparameters.json", &json!(self.task.hyperparameters))?;
        write("inputdataconfig.json", &self.input_data())?;
        write("resourceconfig.json", &self.resources())?;
        write("upstreamoutputdataconfig.json", &json!([]))?;
        write("init-config.json", &json!({"inputMode": "File"}))
    }

    /// All variables of the program; nothing else is in its environment. `data` is the server's data directory, `python` the
    /// interpreter that is to be found first.
    pub(crate) fn variables(&self, data: &Path, python: Option<&str>) -> BTreeMap<String, String> {
        let mut all = process::variables(data, python);
        all.insert("PYTHONPATH".into(), python_path(&self.tree.code(), self.packages.as_deref()));
        self.toolkit_variables(&mut all);
        // The request has the last word.
        all.extend(self.task.training.env.iter().map(|(k, v)| (k.clone(), v.clone())));
        all
    }

    /// The variables that the public training toolkit sets.
    fn toolkit_variables(&self, all: &mut BTreeMap<String, String>) {
        let tree = &self.tree;
        let shown = |path: std::path::PathBuf| path.display().to_string();
        let (channels, resources, input_data) = (self.channels(), self.resources(), self.input_data());
        let program = self.text("sagemaker_program").unwrap_or_default();
        let module = program.trim_end_matches(".py").to_owned();
        let own = self.own();
        let cpus = all.get("OMP_NUM_THREADS").cloned().unwrap_or_else(|| "1".into());
        let gpus = all.get("CUDA_VISIBLE_DEVICES").map_or(0, |list| list.split(',').filter(|d| !d.is_empty()).count());
        let base = shown(tree.base().to_owned());
        let channel_dirs: BTreeMap<&str, String> = channels.iter().map(|c| (*c, shown(tree.channel(c)))).collect();
        let name = &self.task.name;
        let source = self.text("sagemaker_submit_directory").unwrap_or_default();
        let log_level = self.text("sagemaker_container_log_level").unwrap_or_else(|| "20".into());
        let training_env = json!({
            "additional_framework_parameters": {},
            "channel_input_dirs": channel_dirs,
            "current_host": self.host(),
            "current_instance_type": self.task.training.instance,
            "framework_module": Value::Null,
            "hosts": self.hosts(),
            "hyperparameters": own,
            "input_config_dir": shown(tree.config()),
            "input_data_config": input_data,
            "input_dir": shown(tree.input()),
            "is_master": self.host() == self.first_host(),
            "job_name": name,
            "log_level": log_level.parse::<i64>().unwrap_or(20),
            "master_hostname": self.first_host(),
            "model_dir": shown(tree.model()),
            "module_dir": source,
            "module_name": module,
            "network_interface_name": resources["network_interface_name"],
            "num_cpus": cpus.parse::<u64>().unwrap_or(1),
            "num_gpus": gpus,
            "output_data_dir": shown(tree.output_data()),
            "output_dir": shown(tree.output()),
            "output_intermediate_dir": shown(tree.intermediate()),
            "resource_config": resources,
            "user_entry_point": program,
        });
        let mut set = |key: String, value: String| all.insert(key, value);
        for (channel, folder) in &channel_dirs {
            set(format!("SM_CHANNEL_{}", variable(channel)), folder.clone());
        }
        for (name, value) in &own {
            set(format!("SM_HP_{}", variable(name)), self.spoken(name, value));
        }
        let fixed = [
            ("SAGEMAKER_BASE_DIR", base),
            ("SAGEMAKER_JOB_NAME", name.clone()),
            ("SM_CHANNELS", json!(channels).to_string()),
            ("SM_CURRENT_HOST", self.host().to_owned()),
            ("SM_CURRENT_INSTANCE_TYPE", self.task.training.instance.clone()),
            ("SM_FRAMEWORK_PARAMS", "{}".to_owned()),
            ("SM_HOSTS", json!(self.hosts()).to_string()),
            ("SM_HPS", json!(own).to_string()),
            ("SM_INPUT_CONFIG_DIR", shown(tree.config())),
            ("SM_INPUT_DATA_CONFIG", input_data.to_string()),
            ("SM_INPUT_DIR", shown(tree.input())),
            ("SM_LOG_LEVEL", log_level),
            ("SM_MASTER", self.first_host().to_owned()),
            ("SM_MODEL_DIR", shown(tree.model())),
            ("SM_MODULE_DIR", source),
            ("SM_MODULE_NAME", module),
            ("SM_NETWORK_INTERFACE_NAME", resources["network_interface_name"].as_str().unwrap_or("lo").to_owned()),
            ("SM_NUM_CPUS", cpus),
            ("SM_NUM_GPUS", gpus.to_string()),
            ("SM_OUTPUT_DATA_DIR", shown(tree.output_data())),
            ("SM_OUTPUT_DIR", shown(tree.output())),
            ("SM_OUTPUT_INTERMEDIATE_DIR", shown(tree.intermediate())),
            ("SM_RESOURCE_CONFIG", resources.to_string()),
            ("SM_TRAINING_ENV", training_env.to_string()),
            ("SM_USER_ARGS", json!(self.arguments()).to_string()),
            ("SM_USER_ENTRY_POINT", program),
            ("TRAINING_JOB_NAME", name.clone()),
        ];
        for (key, value) in fixed {
            set(key.to_owned(), value);
        }
    }
}

/// A value as an argument: texts bare, objects as `name=value` pairs, all else as Python writes it, which is what the toolkit does.
fn spoken(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        Value::Object(pairs) => {
            pairs.iter().map(|(name, v)| format!("{name}={}", spoken(v))).collect::<Vec<_>>().join(",")
        }
        other => in_python(other),
    }
}

/// A value as Python's `repr` writes it.
fn in_python(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
        Value::Array(values) => format!("[{}]", values.iter().map(in_python).collect::<Vec<_>>().join(", ")),
        Value::Object(pairs) => {
            let pairs = pairs.iter().map(|(name, v)| format!("'{name}': {}", in_python(v)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A name as part of a variable's.
fn variable(name: &str) -> String {
    name.to_uppercase().chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use tunesmith_study::{Naming, Runtime, Training};

    use super::*;

    #[test]
    fn hyper_parameters_become_arguments_as_the_toolkit_has_them() {
        let pairs = [
            ("optimizer", "\"Adam\""),
            ("bare", "SGD"),
            ("lr", "1e-5"),
            ("n", "64"),
            ("d", "0.5"),
            ("nesterov", "true"),
            ("sagemaker_program", "\"model.py\""),
            ("_tuning_objective_metric", "auc"),
            ("layers", "[1, 2]"),
        ];
        let task = TrainingRun {
            name: "job".into(),
            hyperparameters: pairs.into_iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect(),
            training: Training {
                definition: None,
                naming: Naming::Single("job".into()),
                runtime: Runtime::Script { python: "python3".into() },
                hyperparameters: BTreeMap::new(),
                channels: Vec::new(),
                env: BTreeMap::from([("MINE".to_owned(), "1".to_owned())]),
                output: "s3://b/".into(),
                pack: true,
                checkpoints: None,
                instance: "ml.m5.large".into(),
                instances: 1,
                patterns: None,
                timeout_s: None,
                retries: None,
                gpus: None,
                price: None,
                placement: None,
            },
            objects: "/".into(),
        };
        let environment =
            Environment { task: &task, tree: Tree::at("/opt/ml"), private: true, packages: None, machines: None };
        assert_eq!(
            environment.arguments(),
            [
                "--bare",
                "SGD",
                "-d",
                "0.5",
                "--layers",
                "[1, 2]",
                "--lr",
                "1e-5",
                "-n",
                "64",
                "--nesterov",
                "True",
                "--optimizer",
                "Adam"
            ]
        );
        let variables = environment.variables(Path::new("/nowhere"), None);
        for (name, value) in [
            ("SM_HP_OPTIMIZER", "Adam"),
            ("SM_MODEL_DIR", "/opt/ml/model"),
            ("SM_CURRENT_HOST", "algo-1"),
            ("SM_USER_ENTRY_POINT", "model.py"),
            ("MINE", "1"),
        ] {
            assert_eq!(variables.get(name).map(String::as_str), Some(value), "{name}");
        }
    }
}
