//! Numerical routines, each with its source.

pub(crate) mod eigen;
pub(crate) mod exp;
pub(crate) mod lbfgs;
pub(crate) mod linalg;
pub(crate) mod normal;
pub(crate) mod rng;
pub(crate) mod sobol;
mod sobol_directions;
