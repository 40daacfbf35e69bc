//! Our own model server, a package in Python that is written beside the model.

use std::path::Path;
use std::{fs, io};

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../../../python/tunesmith_serving/", $name)))),*]
    };
}

const PACKAGE: &str = "tunesmith_serving";
const FILES: [(&str, &str); 9] = files!(
    "__init__.py",
    "__main__.py",
    "formats.py",
    "handlers.py",
    "http.py",
    "mlflow_models.py",
    "services.py",
    "tensorflow_models.py",
    "xgboost_models.py",
);

/// Writes the package into a folder, and answers with the command that runs it.
pub(crate) fn install(folder: &Path, python: &str) -> io::Result<Vec<String>> {
    let package = folder.join(PACKAGE);
    fs::create_dir_all(&package)?;
    for (name, content) in FILES {
        fs::write(package.join(name), content)?;
    }
    Ok(vec![python.to_owned(), "-m".to_owned(), PACKAGE.to_owned()])
}
