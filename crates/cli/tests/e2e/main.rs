//! The binary from end to end: real processes, real signals, real files.

mod ask_tell;
mod bad_input;
mod bench_dir;
mod console;
mod crash;
mod deploy;
mod interrupt;
mod outcomes;
mod served;
mod tune;
mod verbs;
