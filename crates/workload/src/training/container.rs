//! A training job whose program is an image's own: the documented contract, with its tree at `/opt/ml`.

use std::collections::BTreeMap;
use std::env;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use tunesmith_containers::Mount;
use tunesmith_study::Setting;

use super::checkpoints::Mirror;
use super::environment::Environment;
use crate::buckets::Buckets;
use crate::contained::{Contained, is_of_the_machine, now, read_options};
use crate::failure::Failure;
use crate::sandbox::HOST;
use crate::tree::{BASE, Tree};

/// How often checkpoints are carried away.
const MIRRORED: Duration = Duration::from_secs(5);
/// So long a program has to end in when it is told to; whoever supervises us forces an end a little later.
const GRACE: Duration = Duration::from_secs(110);

/// What an image is run with.
pub(super) struct ContainerRun<'a> {
    pub(super) folder: &'a Path,
    pub(super) options: &'a BTreeMap<String, Setting>,
    /// Program and arguments in place of the image's own; empty: the image's own, with `arguments`.
    pub(super) command: &'a [String],
    pub(super) arguments: &'a [String],
    pub(super) environment: Environment<'a>,
}

impl ContainerRun<'_> {
    /// Runs the image to its end, and shows what it prints as our own output; its exit code.
    pub(super) async fn to_the_end(
        &self,
        data: &Path,
        buckets: &Buckets,
        mut mirror: Option<&mut Mirror>,
        asked_to_stop: &AtomicBool,
    ) -> Result<i32, Failure> {
        let options = read_options(self.options)?;
        let mut spec = options.limits();
        let tree = Tree::in_run(self.folder);
        spec.mounts.push(Mount::of(tree.base(), BASE));
        // Files there may be the object store's own.
        spec.mounts.push(Mount { read_only: true, ..Mount::of(&tree.data(), &format!("{BASE}/input/data")) });
        spec.command = self.command.to_vec();
        spec.arguments = self.arguments.to_vec();
        spec.hostname = Some(HOST.to_owned());
        spec.env = self.environment.variables(data, None);
        spec.env.retain(|name, _| !is_of_the_machine(name));
        let devices = env::var("CUDA_VISIBLE_DEVICES").unwrap_or_default();
        spec.gpus = devices.split(',').filter_map(|device| device.trim().parse().ok()).collect();
        let contained = Contained {
            folder: self.folder,
            purpose: "tunesmith.training",
            // Attempts have folders of their own, and so names.
            name: format!("tunesmith-{}-{}", self.environment.task.name, std::process::id()),
            spec,
            options,
            grace: GRACE,
        };
        let mut mirrored = now();
        let carry_away = async || {
            if mirrored.elapsed() >= MIRRORED
                && let Some(mirror) = &mut mirror
            {
                // What cannot be carried away now is tried again.
                let _ = mirror.sync(buckets).await;
                mirrored = now();
            }
        };
        contained.run(asked_to_stop, carry_away).await
    }
}
