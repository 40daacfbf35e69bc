//! Checks of the machine before anything is made: is the command there, are there enough GPUs.

use std::env;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use miette::{Report, miette};
use tunesmith_executor::process::visible_gpus;
use tunesmith_executor::{EngineKind, Place};
use tunesmith_study::ValidSpec;

/// Refuses a job that cannot run here; the GPUs that there are.
pub(crate) fn preflight(valid: &ValidSpec) -> Result<Vec<u32>, Report> {
    let run = &valid.spec.run;
    // What runs elsewhere is there, and not here.
    if let Some(placement) = &run.placement {
        let present = Place::new(&placement.executor, &placement.options).present();
        let executor = &placement.executor;
        present.map_err(|why| miette!("{why}; `tunesmith doctor {executor}` says more"))?;
        if !EngineKind::find(executor).is_some_and(|engine| engine.is_here) {
            return Ok(Vec::new());
        }
    }
    // A setup may make the command, so then it is looked for by the first trial only.
    if run.setup.is_none()
        && run.placement.is_none()
        && let Some(program) = run.command.first()
    {
        command_exists(program, &run.dir)?;
    }
    let gpus = if run.gpus > 0 { visible_gpus() } else { Vec::new() };
    if (gpus.len() as u32) < run.gpus {
        return Err(miette!("a trial needs {} GPU, this machine shows {} (nvidia-smi)", run.gpus, gpus.len()));
    }
    Ok(gpus)
}

fn command_exists(program: &str, dir: &Path) -> Result<(), Report> {
    if program.contains('{') {
        return Ok(());
    }
    if program.contains('/') {
        let path = dir.join(program);
        return match path.metadata() {
            Ok(meta) if meta.is_file() && meta.permissions().mode() & 0o111 != 0 => Ok(()),
            Ok(meta) if meta.is_file() => {
                Err(miette!("the command {} is not executable; try `chmod +x {program}`", path.display()))
            }
            _ => Err(miette!("the command {} does not exist", path.display())),
        };
    }
    let paths = env::var_os("PATH").unwrap_or_default();
    let is_program = |folder: PathBuf| folder.join(program).is_file();
    if env::split_paths(&paths).any(is_program) {
        return Ok(());
    }
    let hint = if dir.join(program).is_file() {
        format!("; there is ./{program} in the working directory")
    } else {
        String::new()
    };
    Err(miette!("the command `{program}` is not on the PATH{hint}"))
}
