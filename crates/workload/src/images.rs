//! From the name of a container image to what runs its jobs here.

use std::collections::BTreeMap;

use serde::Deserialize;
use tunesmith_study::{Runtime, Setting};

use crate::pattern::is_like;
use crate::serving::{Framework, ServerRuntime};

/// What runs the jobs of which images.
#[derive(Debug, Clone, PartialEq)]
pub struct ImageMap {
    /// The interpreter where a rule names none.
    pub python: String,
    /// The user's rules; the first that fits counts.
    pub rules: Vec<ImageRule>,
}

/// One rule of the map.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImageRule {
    /// A part of the image's name, or a pattern with `*`.
    pub image: String,
    /// What runs it.
    #[serde(default)]
    pub runtime: RuleRuntime,
    /// The interpreter for it.
    pub python: Option<String>,
    /// The program for it, where the runtime is `command`.
    #[serde(default)]
    pub command: Vec<String>,
    /// The program that serves its models, in the container where the runtime is that; none: our own server, or the image's.
    #[serde(default)]
    pub serve: Vec<String>,
    /// Settings of its containers, where the runtime is `container`; the image is the one that is asked for, unless they name another.
    #[serde(default)]
    pub options: BTreeMap<String, Setting>,
}

impl ImageRule {
    /// Settings of a container: of the image that is asked for, unless the rule names another.
    fn container(&self, image: &str) -> BTreeMap<String, Setting> {
        let mut options = self.options.clone();
        options.entry("image".to_owned()).or_insert_with(|| Setting::Text(image.to_owned()));
        options
    }

    /// What is wrong with it, in words; none when it can be used.
    pub fn mistake(&self) -> Option<&'static str> {
        let is_command = self.runtime == RuleRuntime::Command;
        let runs = is_command || self.runtime == RuleRuntime::Container;
        match () {
            () if self.image.is_empty() => Some("an image needs a name or a part of one; * fits every image"),
            () if is_command && self.command.is_empty() && self.serve.is_empty() => {
                Some("the runtime \"command\" needs a command, such as [\"python3\", \"/srv/train.py\"]")
            }
            () if !runs && !self.command.is_empty() => {
                Some("a command is for the runtimes \"command\" and \"container\" alone")
            }
            () if self.runtime != RuleRuntime::Container && !self.options.is_empty() => {
                Some("options are for runtime = \"container\" alone")
            }
            () => None,
        }
    }
}

/// The kinds of runtime, as a rule names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RuleRuntime {
    /// A script that comes with the job.
    #[default]
    Script,
    /// The built-in algorithm of that name.
    Xgboost,
    /// A program of this machine.
    Command,
    /// The image itself.
    Container,
}

impl RuleRuntime {
    /// As a rule names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Xgboost => "xgboost",
            Self::Command => "command",
            Self::Container => "container",
        }
    }
}

/// Why an image has no runtime here.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImageRefused {
    /// No rule fits.
    #[error(
        "The training image {0} has no runtime here. Say what runs its jobs in the \
         configuration file of the server (tunesmith serve --config FILE):\n[[images]]\nimage = \"{name}\"\nruntime = \
         \"container\"   # or \"script\"; or \"command\" with command = [\"python3\", \"/path/to/train.py\"]", name = short_name(.0)
    )]
    Unknown(String),
    /// Runs scripts, and the job brings none.
    #[error(
        "The training image {0} runs scripts here, and the job brings none: the hyper-parameters sagemaker_program and \
         sagemaker_submit_directory say which. To run a program of this machine instead, add to the configuration file of the \
         server:\n[[images]]\nimage = \"{name}\"\nruntime = \"command\"\ncommand = [\"python3\", \"/path/to/train.py\"]",
        name = short_name(.0)
    )]
    NoScript(String),
    /// No rule says what serves its models.
    #[error(
        "The image {0} has no model server here. Say what serves its models in the configuration file of the server \
         (tunesmith serve --config FILE):\n[[images]]\nimage = \"{name}\"\nruntime = \"container\"   # the image itself; or \
         serve = [\"python3\", \"/path/to/serve.py\"], which listens on the port that the variable PORT has; or runtime = \
         \"script\", which reads the model's own handlers",
        name = short_name(.0)
    )]
    NoServer(String),
    /// A command that is none.
    #[error("The variable {COMMAND} must be a list of texts in JSON, such as [\"python3\", \"serve.py\"]")]
    NoCommand,
}

/// Images that stand for frameworks: `tunesmith/handlers`, `tunesmith/tensorflow`, `tunesmith/pytorch`, `tunesmith/xgboost`.
pub const OWN_IMAGES: &str = "tunesmith/";
/// An image that stands for a command of this machine, which the variable [`COMMAND`] has.
pub const COMMAND_IMAGE: &str = "tunesmith/command";
/// Variable of a model with the program that serves it and its arguments, a list in JSON.
pub const COMMAND: &str = "TUNESMITH_COMMAND";
/// Variable of a model with the interpreter that has its packages.
pub const PYTHON: &str = "TUNESMITH_PYTHON";
/// Variable of a model with the folder in which that program runs.
pub const COMMAND_DIR: &str = "TUNESMITH_COMMAND_DIR";

/// Frameworks whose images run scripts.
const FRAMEWORKS: [&str; 10] = [
    "tensorflow",
    "pytorch",
    "huggingface",
    "sklearn",
    "scikit-learn",
    "scikit-bootstrap",
    "mxnet",
    "chainer",
    "autogluon",
    "base-python",
];

impl ImageMap {
    /// What runs the jobs of an image. `has_script` says that the job brings a script along; `entrypoint`, that it says itself
    /// what is to be run; `arguments` go to what is run, unless that is a script, which has its hyper-parameters.
    pub fn resolve(
        &self,
        image: &str,
        has_script: bool,
        entrypoint: &[String],
        arguments: &[String],
    ) -> Result<Runtime, ImageRefused> {
        let rule = self.rules.iter().find(|rule| fits(&rule.image, image));
        let python = rule.and_then(|r| r.python.clone()).unwrap_or_else(|| self.python.clone());
        if !entrypoint.is_empty() {
            return Ok(Runtime::Command { command: [entrypoint, arguments].concat(), python: Some(python) });
        }
        let name = short_name(image);
        let runtime = match rule {
            Some(rule) => rule.runtime,
            // The image of the algorithm runs scripts as well.
            None if name.contains("xgboost") && !has_script => RuleRuntime::Xgboost,
            None if has_script || FRAMEWORKS.iter().any(|f| name.contains(f)) => RuleRuntime::Script,
            None => return Err(ImageRefused::Unknown(image.to_owned())),
        };
        match runtime {
            RuleRuntime::Xgboost => Ok(Runtime::BuiltIn { algorithm: "xgboost".to_owned(), python }),
            RuleRuntime::Command => {
                let command = rule.map(|r| r.command.as_slice()).unwrap_or_default();
                Ok(Runtime::Command { command: [command, arguments].concat(), python: Some(python) })
            }
            RuleRuntime::Container => {
                let options = rule.map(|r| r.container(image)).unwrap_or_default();
                let command = rule.map(|r| r.command.clone()).unwrap_or_default();
                // The contract: an image without a command of its own is told to train.
                let arguments = if arguments.is_empty() { vec!["train".to_owned()] } else { arguments.to_vec() };
                let command = if command.is_empty() { command } else { [command, arguments.clone()].concat() };
                Ok(Runtime::Container { options, command, arguments })
            }
            RuleRuntime::Script if has_script => Ok(Runtime::Script { python }),
            RuleRuntime::Script => Err(ImageRefused::NoScript(image.to_owned())),
        }
    }
}

impl ImageMap {
    /// What serves the models of an image with this environment.
    pub fn resolve_server(&self, image: &str, env: &BTreeMap<String, String>) -> Result<ServerRuntime, ImageRefused> {
        let rule = self.rules.iter().find(|rule| fits(&rule.image, image));
        let own = env.get(PYTHON).or(rule.and_then(|r| r.python.as_ref())).unwrap_or(&self.python);
        let python = own.clone();
        if image == COMMAND_IMAGE {
            let command = env.get(COMMAND).and_then(|text| serde_json::from_str::<Vec<String>>(text).ok());
            let command = command.filter(|c| !c.is_empty()).ok_or(ImageRefused::NoCommand)?;
            return Ok(ServerRuntime::Command { command, dir: env.get(COMMAND_DIR).map(Into::into), python: None });
        }
        if let Some(rule) = rule.filter(|r| !r.serve.is_empty() && r.runtime != RuleRuntime::Container) {
            return Ok(ServerRuntime::Command { command: rule.serve.clone(), dir: None, python: Some(python) });
        }
        let name = short_name(image);
        let framework = match rule.map(|r| (r.runtime, r)) {
            Some((RuleRuntime::Container, rule)) => {
                return Ok(ServerRuntime::Container { options: rule.container(image), command: rule.serve.clone() });
            }
            Some((RuleRuntime::Command, _)) => return Err(ImageRefused::NoServer(image.to_owned())),
            Some((RuleRuntime::Xgboost, _)) => Framework::Xgboost,
            // The first images of TensorFlow had a server of their own.
            _ if name.starts_with("sagemaker-tensorflow") && !name.contains("serving") && !name.contains("script") => {
                Framework::Tensorflow2018
            }
            _ if name.contains("tensorflow") => Framework::Tensorflow,
            _ if name.contains("pytorch") => Framework::Pytorch,
            _ if name.contains("xgboost") => Framework::Xgboost,
            Some((RuleRuntime::Script, _)) => Framework::Handlers,
            None if image.starts_with(OWN_IMAGES)
                || env.contains_key("SAGEMAKER_PROGRAM")
                || FRAMEWORKS.iter().any(|f| name.contains(f)) =>
            {
                Framework::Handlers
            }
            None => return Err(ImageRefused::NoServer(image.to_owned())),
        };
        Ok(ServerRuntime::Handlers { framework, python })
    }
}

/// The repository's name: without registry, tag and digest.
fn short_name(image: &str) -> &str {
    let name = image.split_once('@').map_or(image, |(name, _)| name);
    let name = name.rsplit('/').next().unwrap_or(name);
    name.split(':').next().unwrap_or(name)
}

/// Whether a pattern fits a name: `*` stands for anything; without one it is a part of the name.
fn fits(pattern: &str, image: &str) -> bool {
    if pattern.contains('*') { is_like(pattern, image) } else { image.contains(pattern) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_have_runtimes() {
        let rule = |image: &str, runtime, command: &[&str]| ImageRule {
            image: image.into(),
            runtime,
            python: None,
            command: command.iter().map(|s| (*s).to_owned()).collect(),
            serve: Vec::new(),
            options: BTreeMap::new(),
        };
        let map = ImageMap {
            python: "python3".into(),
            rules: vec![rule("my-algo", RuleRuntime::Command, &["train"]), rule("*/other:*", RuleRuntime::Script, &[])],
        };
        let python = || "python3".to_owned();
        let tensorflow = "763104351884.dkr.ecr.us-east-1.amazonaws.com/tensorflow-training:2.14-gpu-py310";
        assert_eq!(map.resolve(tensorflow, true, &[], &[]), Ok(Runtime::Script { python: python() }));
        assert!(matches!(map.resolve(tensorflow, false, &[], &[]), Err(ImageRefused::NoScript(_))));
        let xgboost = "811284229777.dkr.ecr.us-east-1.amazonaws.com/xgboost:latest";
        let built_in = Runtime::BuiltIn { algorithm: "xgboost".into(), python: python() };
        assert_eq!(map.resolve(xgboost, false, &[], &[]), Ok(built_in));
        assert_eq!(map.resolve(xgboost, true, &[], &[]), Ok(Runtime::Script { python: python() }));
        let command = Runtime::Command { command: vec!["train".into(), "-v".into()], python: Some(python()) };
        assert_eq!(map.resolve("1.dkr.ecr.x/my-algo:3", false, &[], &["-v".into()]), Ok(command));
        assert_eq!(map.resolve("a/other:1", true, &[], &[]), Ok(Runtime::Script { python: python() }));
        let entry = vec!["/bin/bash".to_owned()];
        let own = Runtime::Command { command: entry.clone(), python: Some(python()) };
        assert_eq!(map.resolve("whatever", false, &entry, &[]), Ok(own));
        let refused = map.resolve("reg/team/unknown:1@sha256:00", false, &[], &[]).expect_err("refused").to_string();
        assert!(refused.contains("image = \"unknown\""), "{refused}");
    }

    #[test]
    fn images_have_model_servers() {
        let own = ImageRule {
            image: "mine".into(),
            runtime: RuleRuntime::Script,
            python: Some("/venv/bin/python".into()),
            command: Vec::new(),
            serve: vec!["serve".into(), "{port}".into()],
            options: BTreeMap::new(),
        };
        let contained = ImageRule { image: "contained".into(), runtime: RuleRuntime::Container, ..own.clone() };
        let map = ImageMap { python: "python3".into(), rules: vec![own, contained] };
        let none = BTreeMap::new();
        let framework = |image: &str| match map.resolve_server(image, &none) {
            Ok(ServerRuntime::Handlers { framework, .. }) => Some(framework),
            _ => None,
        };
        assert_eq!(framework("x/sagemaker-scikit-learn:1.2-1-cpu-py3"), Some(Framework::Handlers));
        assert_eq!(framework("x/tensorflow-inference:2.14-cpu"), Some(Framework::Tensorflow));
        assert_eq!(framework("x/sagemaker-tensorflow-serving:1.12-cpu"), Some(Framework::Tensorflow));
        assert_eq!(framework("x/sagemaker-tensorflow:1.11.0-cpu-py2"), Some(Framework::Tensorflow2018));
        assert_eq!(framework("x/pytorch-inference:2.1"), Some(Framework::Pytorch));
        assert_eq!(framework("x/sagemaker-xgboost:1.7-1"), Some(Framework::Xgboost));
        assert!(map.resolve_server("x/unknown:1", &none).expect_err("refused").to_string().contains("\"unknown\""));
        let command = |image: &str, env: &BTreeMap<String, String>| match map.resolve_server(image, env) {
            Ok(ServerRuntime::Command { command, .. }) => command.join(" "),
            other => panic!("{other:?}"),
        };
        assert_eq!(command("x/mine:2", &none), "serve {port}");
        match map.resolve_server("x/contained:2", &none) {
            Ok(ServerRuntime::Container { options, command }) => {
                assert_eq!(options["image"], Setting::Text("x/contained:2".into()));
                assert_eq!(command, ["serve", "{port}"]);
            }
            other => panic!("{other:?}"),
        }
        let env = BTreeMap::from([(COMMAND.to_owned(), "[\"a\", \"b c\"]".to_owned())]);
        assert_eq!(command(COMMAND_IMAGE, &env), "a b c");
        assert_eq!(map.resolve_server(COMMAND_IMAGE, &none), Err(ImageRefused::NoCommand));
    }
}
