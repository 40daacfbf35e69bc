//! Who may ask a server for what.
//!
//! A [`Keyring`] is a file of keys that its owner alone can read; [`LiveKeys`] follows it, so that a key that is taken away
//! opens nothing from that moment on. Programs sign each request with a key; a browser shows one once and gets a [`Ticket`],
//! which is signed with the key's secret: nothing needs to be kept for it, a restart ends no session, and the end of a key is
//! the end of its sessions.
//!
//! ```
//! use tunesmith_access::{Keyring, Purpose, Role, Ticket};
//!
//! let folder = tempfile::tempdir()?;
//! let keys = Keyring::open(&folder.path().join("keys.json"))?;
//! let key = keys.first().expect("it makes some");
//! let text = Ticket::issue(key, Purpose::Session, 1_000 + 60_000)?;
//! let (whose, _) = Ticket::accept(&keys, Purpose::Session, &text, 1_000).expect("it is ours");
//! assert_eq!(whose.role, Role::Admin);
//! assert!(Ticket::accept(&keys, Purpose::Session, &text, 61_000).is_none(), "it is over");
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! # It is not
//! - a wire: how a request shows a key (a signature, a header, a cookie) is the matter of the face that takes it.

mod keys;
mod live;
mod ticket;

pub use keys::{Act, Key, Keyring, Role};
pub use live::LiveKeys;
pub use ticket::{Purpose, Ticket};
