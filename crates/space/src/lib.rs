//! Search spaces: what may be tuned, and how a point of it becomes numbers.
//!
//! A [`SpaceDefinition`] is what a user writes: parameters with a [`Domain`] and a [`Scale`], conditions (`when`),
//! constraints and forbidden combinations as expressions, and static values. [`SearchSpace::new`] checks it and
//! answers with every problem found, each naming the parameter and the fix.
//!
//! A [`Configuration`] is one point: names and [`Value`]s. [`SearchSpace::encode`] maps it to the unit cube, one
//! coordinate a parameter, and [`SearchSpace::decode`] maps back; the round trip is exact for integers, steps, choices
//! and for every value that `decode` itself produced.
//!
//! ```
//! use tunesmith_space::{Domain, Parameter, Scale, SearchSpace, SpaceDefinition};
//!
//! let definition = SpaceDefinition {
//!     parameters: vec![
//!         Parameter::new("learning_rate", Domain::float(1e-5, 1e-1).with_scale(Scale::Log)),
//!         Parameter::new("number_nodes", Domain::int(32, 512)),
//!         Parameter::new("optimizer", Domain::choice(["Adam", "SGD"])),
//!     ],
//!     ..SpaceDefinition::default()
//! };
//! let space = SearchSpace::new(definition)?;
//! let centre = space.decode(&[0.5, 0.5, 0.0]);
//! assert_eq!(centre.to_string(), "learning_rate=0.001 number_nodes=272 optimizer=Adam");
//! assert_eq!(space.decode(&space.encode(&centre)), centre);
//! # Ok::<(), tunesmith_space::SpaceErrors>(())
//! ```
//!
//! # It is not
//! - a sampler or an optimiser: those are strategies of the `engine`;
//! - a parser of files: `tune.toml`, flags and requests are read by the faces, which build a [`SpaceDefinition`].

mod configuration;
mod domain;
mod error;
pub mod expression;
mod levels;
mod round;
mod scale;
mod search_space;
mod spec;
mod value;

pub use configuration::Configuration;
pub use domain::{Domain, Parameter};
pub use error::{SpaceError, SpaceErrors, SpaceProblem};
pub use scale::Scale;
pub use search_space::{SearchSpace, SpaceDefinition};
pub use spec::{SpecError, parse_spec};
pub use value::Value;
