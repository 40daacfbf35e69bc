//! What a browser shows in place of a key.

use std::io;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::keys::{Key, Keyring, random_text};

/// What a ticket is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be exchanged for a session: in a link.
    SignIn,
    /// To act as its key: in a cookie.
    Session,
}

impl Purpose {
    fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign-in",
            Self::Session => "session",
        }
    }
}

/// What a ticket says, once its signature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// Tells it from all others.
    pub id: String,
    /// It is good until then, in milliseconds since the epoch.
    pub expires_ms: i64,
}

impl Ticket {
    /// A new ticket of a key, as text without blanks.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn issue(key: &Key, purpose: Purpose, expires_ms: i64) -> io::Result<String> {
        let id = random_text(22, b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")?;
        let said = format!("{}.{expires_ms}.{id}", key.access_key_id);
        Ok(format!("{said}.{}", hex::encode(mac(key, purpose, &said).finalize().into_bytes())))
    }

    /// The key that a ticket is of, if it is one of these, was issued for this purpose, and its time is not over.
    pub fn accept<'k>(keys: &'k Keyring, purpose: Purpose, text: &str, now_ms: i64) -> Option<(&'k Key, Self)> {
        let (said, signature) = text.rsplit_once('.')?;
        let mut parts = said.splitn(3, '.');
        let (key, expires, id) = (parts.next()?, parts.next()?, parts.next()?);
        let key = keys.find(key)?;
        // In constant time.
        mac(key, purpose, said).verify_slice(&hex::decode(signature).ok()?).ok()?;
        let expires_ms: i64 = expires.parse().ok()?;
        (now_ms < expires_ms).then(|| (key, Self { id: id.to_owned(), expires_ms }))
    }
}

fn mac(key: &Key, purpose: Purpose, said: &str) -> Hmac<Sha256> {
    // A key of any length is taken.
    let mut mac = Hmac::<Sha256>::new_from_slice(key.secret_access_key.as_bytes())
        .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
    mac.update(format!("tunesmith {}\n{said}", purpose.name()).as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Role;

    #[test]
    fn only_what_was_issued_is_accepted() {
        let mut keys = Keyring { keys: Vec::new() };
        keys.add("a", Role::Admin).expect("a key");
        keys.add("b", Role::ReadOnly).expect("a key");
        let text = Ticket::issue(&keys.keys[1], Purpose::Session, 100).expect("a ticket");
        let accept = |purpose, text: &str, now| Ticket::accept(&keys, purpose, text, now).map(|(k, _)| k.name.clone());
        assert_eq!(accept(Purpose::Session, &text, 99).as_deref(), Some("b"));
        assert_eq!(accept(Purpose::SignIn, &text, 99), None, "of another purpose");
        assert_eq!(accept(Purpose::Session, &text, 100), None, "over");
        let longer = text.replacen(".100.", ".999.", 1);
        assert_eq!(accept(Purpose::Session, &longer, 99), None, "altered");
        let other = text.replacen(&keys.keys[1].access_key_id, &keys.keys[0].access_key_id, 1);
        assert_eq!(accept(Purpose::Session, &other, 99), None, "of another key");
        for nonsense in ["", ".", "...", "a.b.c.d", &text[..text.len() - 1]] {
            assert_eq!(accept(Purpose::Session, nonsense, 0), None);
        }
        let gone = Keyring { keys: vec![keys.keys[0].clone()] };
        assert!(Ticket::accept(&gone, Purpose::Session, &text, 0).is_none(), "of a key that is gone");
    }
}
