//! Supervises one run, as the product's hidden subcommand does.

fn main() {
    let folder = std::env::args_os().nth(2).expect("supervise FOLDER");
    std::process::exit(tunesmith_executor::process::supervise(folder.as_ref()));
}
