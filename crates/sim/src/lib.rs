//! A simulated world for the controller: its clock, its trials, its crashes, all from a seed.
//!
//! [`World`] holds virtual time and the runs that live in it, [`SimExecutor`] is an executor on it, [`MemoryStore`] keeps
//! commits and can cut the controller off before or after any of them. [`Simulation`] drives the real dispatcher through
//! all that, so that a seed is a test case and "crash here" is a number.
//!
//! # It is not
//! - part of the product: only tests depend on it.

mod executor;
mod memory_store;
mod simulation;
mod world;

pub use executor::SimExecutor;
pub use memory_store::{CutOff, MemoryStore};
pub use simulation::{Casualties, Row, Simulation};
pub use world::{Script, SimClock, Trainer, World};
