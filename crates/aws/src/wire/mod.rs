//! Protocols: how a request says what it wants, and how an answer is written.

pub(crate) mod cbor;
pub(crate) mod error;
pub(crate) mod query;

pub(crate) use error::ApiError;

use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

const ISO8601: &[BorrowedFormatItem<'static>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");

/// A moment as text, from seconds since the epoch.
pub(crate) fn iso8601(seconds: f64) -> String {
    let moment = OffsetDateTime::from_unix_timestamp_nanos((seconds * 1e3).round() as i128 * 1_000_000);
    moment.ok().and_then(|m| m.format(ISO8601).ok()).unwrap_or_default()
}

/// A moment as the services count: seconds since the epoch.
pub(crate) fn seconds(at_ms: i64) -> f64 {
    at_ms as f64 / 1000.0
}

/// A text without its percent signs; what is no UTF-8 becomes replacement characters.
pub(crate) fn percent_decode(text: &str, plus_is_space: bool) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let raw = text.as_bytes();
    let mut i = 0;
    while i < raw.len() {
        let escaped = raw.get(i + 1..i + 3).and_then(|two| std::str::from_utf8(two).ok());
        match (raw[i], escaped.and_then(|two| u8::from_str_radix(two, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                i += 2;
            }
            (b'+', _) if plus_is_space => bytes.push(b' '),
            (byte, _) => bytes.push(byte),
        }
        i += 1;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A text with percent signs for everything but letters, digits and `-_.~` (and `/`, if it is kept).
pub(crate) fn percent_encode(text: &str, keep_slash: bool) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(text.len());
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~') || (keep_slash && b == b'/') {
            out.push(b as char);
        } else {
            let _ = write!(out, "%{b:02X}");
        }
    }
    out
}
