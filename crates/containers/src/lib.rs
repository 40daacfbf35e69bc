//! Containers of Docker and Podman, by the interface that both speak over a socket.
//!
//! [`Containers`] is an engine that was found; a [`ContainerSpec`] says what runs, what it sees of this machine and how
//! much it may take. A container has a name of ours, so that whoever died after making one finds it again.
//!
//! # It is not
//! - a builder of images, nor a registry: an image is there, or the engine fetches it;
//! - bound to training: whatever runs in a container can be run by it.

mod engine;
mod error;
mod logs;
mod spec;

pub use engine::{ContainerState, Containers, sockets};
pub use error::ContainerError;
pub use logs::Logs;
pub use spec::{ContainerSpec, Mount, bytes};
