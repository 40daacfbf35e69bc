//! Script mode: a program that comes with the job, as an archive in the object store.

use std::path::Path;

/// The command of a script: Python for `.py`, a shell for `.sh`, else a package of the source.
pub(crate) fn command(program: &str, python: &str) -> Vec<String> {
    let is = |ending: &str| Path::new(program).extension().is_some_and(|e| e.eq_ignore_ascii_case(ending));
    if is("py") {
        vec![python.to_owned(), program.to_owned()]
    } else if is("sh") {
        vec!["/bin/sh".to_owned(), program.to_owned()]
    } else {
        vec![python.to_owned(), "-m".to_owned(), program.to_owned()]
    }
}
