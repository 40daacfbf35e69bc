//! Who is asking: keys, signatures, roles.

mod keys;
mod live;
mod sigv4;

pub use keys::{Key, Keyring, Role};
pub use live::LiveKeys;
pub(crate) use sigv4::{Signed, sign, verify};

/// Whoever signed a request.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) key: Key,
    /// The region that the request was signed for.
    pub(crate) region: String,
}
