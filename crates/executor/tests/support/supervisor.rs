//! Supervises runs, as the product's hidden subcommand does.

fn main() {
    std::process::exit(tunesmith_executor::process::supervise());
}
