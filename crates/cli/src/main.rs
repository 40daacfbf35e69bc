//! stub
mod verbs { pub(crate) mod ask_tell; }
fn main() { verbs::ask_tell::run().unwrap() }
