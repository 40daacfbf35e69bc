//! Signature Version 4, as AWS's general reference describes it ("Create a signed AWS API request").

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit as _, Mac as _};
use hyper::http::request::Parts;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use tunesmith_access::Keyring;

use super::Caller;
use crate::wire::{ApiError, iso8601, percent_decode, percent_encode};

/// Longest time between a client's clock and ours.
const SKEW_S: i64 = 300;
const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// What a request says of its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signed {
    access_key_id: String,
    date: String,
    pub(crate) region: String,
    pub(crate) service: String,
    headers: Vec<String>,
    signature: String,
}

impl Signed {
    /// From the `Authorization` header; none when there is none of this kind.
    pub(crate) fn of(parts: &Parts) -> Option<Self> {
        let header = parts.headers.get("authorization")?.to_str().ok()?;
        let fields = header.strip_prefix(ALGORITHM)?;
        let field = |name: &str| {
            let found = fields.split(',').map(str::trim).find_map(|f| f.strip_prefix(name)?.strip_prefix('='));
            found.map(str::to_owned)
        };
        let credential = field("Credential")?;
        // The key may hold slashes; the scope has four parts.
        let mut scope = credential.rsplitn(5, '/');
        let terminal = scope.next()?;
        let (service, region, date) = (scope.next()?.to_owned(), scope.next()?.to_owned(), scope.next()?.to_owned());
        let access_key_id = scope.next()?.to_owned();
        let headers = field("SignedHeaders")?.split(';').map(str::to_owned).collect();
        let signature = field("Signature")?;
        (terminal == "aws4_request").then_some(Self { access_key_id, date, region, service, headers, signature })
    }
}

/// Shows that a request was signed by one of our keys, is whole, and is of this moment (seconds since the epoch).
pub(crate) fn verify(parts: &Parts, body: &[u8], keys: &Keyring, now_s: i64) -> Result<Caller, ApiError> {
    let refused = |code: &str, message: String| ApiError::new(code, 403, message);
    let Some(signed) = Signed::of(parts) else {
        let (code, message) = if parts.headers.contains_key("authorization") {
            (
                "IncompleteSignatureException",
                "The Authorization header is not complete; it takes Credential, SignedHeaders and Signature.",
            )
        } else {
            (
                "MissingAuthenticationTokenException",
                "Missing Authentication Token. Requests must be signed; `tunesmith env` shows a key.",
            )
        };
        return Err(refused(code, message.to_owned()));
    };
    let Some(key) = keys.find(&signed.access_key_id) else {
        return Err(refused(
            "UnrecognizedClientException",
            "The security token included in the request is invalid. `tunesmith env` shows the keys of this server."
                .into(),
        ));
    };
    let header = |name: &str| parts.headers.get(name).and_then(|v| v.to_str().ok());
    let at = header("x-amz-date").unwrap_or_default();
    let Some(moment) = moment(at) else {
        return Err(refused(
            "IncompleteSignatureException",
            "The header X-Amz-Date must say when it was signed.".into(),
        ));
    };
    let shown = |s: i64| iso8601(s as f64);
    if (moment - now_s).abs() > SKEW_S {
        let (how, limit) =
            if moment < now_s { ("expired", now_s - SKEW_S) } else { ("not yet current", now_s + SKEW_S) };
        return Err(refused(
            "InvalidSignatureException",
            format!(
                "Signature {how}: {} is beyond {} (5 min. from {}); set the clock.",
                shown(moment),
                shown(limit),
                shown(now_s)
            ),
        ));
    }
    let body_hash = hex::encode(Sha256::digest(body));
    if header("x-amz-content-sha256").is_some_and(|stated| stated != body_hash) {
        return Err(mismatch());
    }
    let canonical = canonical_request(parts, &signed.headers, &body_hash);
    let scope = format!("{}/{}/{}/aws4_request", signed.date, signed.region, signed.service);
    let to_sign = format!("{ALGORITHM}\n{at}\n{scope}\n{}", hex::encode(Sha256::digest(canonical)));
    let signature = signature(&key.secret_access_key, [&signed.date, &signed.region, &signed.service], &to_sign);
    // What protects the request must itself be signed, and the scope's date is that of the request.
    let covers = |name: &str| signed.headers.iter().any(|h| h == name);
    let target_is_signed = !parts.headers.contains_key("x-amz-target") || covers("x-amz-target");
    let is_whole = covers("host") && covers("x-amz-date") && target_is_signed && at.starts_with(&signed.date);
    if !is_whole || !bool::from(signature.as_bytes().ct_eq(signed.signature.as_bytes())) {
        return Err(mismatch());
    }
    Ok(Caller { key: key.clone(), region: signed.region })
}

/// The signature of a text under a key that is made from the secret and the scope.
fn signature(secret: &str, scope: [&str; 3], to_sign: &str) -> String {
    let mut key = format!("AWS4{secret}").into_bytes();
    for part in scope.into_iter().chain(["aws4_request"]) {
        key = hmac(&key, part).to_vec();
    }
    hex::encode(hmac(&key, to_sign))
}

/// Signs a request, as clients do. What cannot stand in a header is left out, and the signature will not hold.
pub(crate) fn sign(parts: &mut Parts, body: &[u8], key: &super::Key, region: &str, service: &str, now_s: i64) {
    let at = time::OffsetDateTime::from_unix_timestamp(now_s).unwrap_or(time::OffsetDateTime::UNIX_EPOCH);
    let format = time::macros::format_description!("[year][month][day]T[hour][minute][second]Z");
    let at = at.format(format).unwrap_or_default();
    let date = at.get(..8).unwrap_or_default().to_owned();
    let body_hash = hex::encode(Sha256::digest(body));
    let mut insert = |name: &'static str, value: &str| {
        if let Ok(value) = value.parse() {
            parts.headers.insert(name, value);
        }
    };
    insert("x-amz-date", &at);
    insert("x-amz-content-sha256", &body_hash);
    let mut headers: Vec<String> = parts.headers.keys().map(|n| n.as_str().to_owned()).collect();
    headers.sort_unstable();
    headers.dedup();
    // S3 takes the path as it is, the others encode it once more.
    let canonical = if service == "s3" {
        let once = canonical_request(parts, &headers, &body_hash);
        once.replacen(&percent_encode(parts.uri.path(), true), parts.uri.path(), 1)
    } else {
        canonical_request(parts, &headers, &body_hash)
    };
    let scope = format!("{date}/{region}/{service}/aws4_request");
    let to_sign = format!("{ALGORITHM}\n{at}\n{scope}\n{}", hex::encode(Sha256::digest(canonical)));
    let signature = signature(&key.secret_access_key, [&date, region, service], &to_sign);
    let header = format!(
        "{ALGORITHM} Credential={}/{scope}, SignedHeaders={}, Signature={signature}",
        key.access_key_id,
        headers.join(";")
    );
    if let Ok(header) = header.parse() {
        parts.headers.insert("authorization", header);
    }
}

fn mismatch() -> ApiError {
    ApiError::new(
        "InvalidSignatureException",
        403,
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and \
         signing method; `tunesmith env` shows the key of this server.",
    )
}

fn hmac(key: &[u8], text: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any key will do");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}

fn canonical_request(parts: &Parts, signed: &[String], body_hash: &str) -> String {
    let path = percent_encode(parts.uri.path(), true);
    let mut pairs: Vec<(String, String)> = (parts.uri.query().unwrap_or_default().split('&'))
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let again = |text: &str| percent_encode(&percent_decode(text, false), false);
            (again(name), again(value))
        })
        .collect();
    pairs.sort();
    let query: Vec<String> = pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect();
    let mut text = format!("{}\n{path}\n{}\n", parts.method, query.join("&"));
    for name in signed {
        let values: Vec<String> = (parts.headers.get_all(name.as_str()).iter())
            .map(|v| String::from_utf8_lossy(v.as_bytes()).split_whitespace().collect::<Vec<_>>().join(" "))
            .collect();
        let _ = writeln!(text, "{name}:{}", values.join(","));
    }
    let _ = write!(text, "\n{}\n{body_hash}", signed.join(";"));
    text
}

/// Seconds since the epoch from `20181002T172340Z`.
fn moment(text: &str) -> Option<i64> {
    let format = time::macros::format_description!("[year][month][day]T[hour][minute][second]Z");
    Some(time::PrimitiveDateTime::parse(text, format).ok()?.assume_utc().unix_timestamp())
}

#[cfg(test)]
mod tests {
    use hyper::Request;

    use tunesmith_access::{Key, Role};

    use super::*;

    const NOW: i64 = 1_440_938_160;

    fn keys() -> Keyring {
        Keyring {
            keys: vec![Key {
                name: "test".into(),
                role: Role::Admin,
                access_key_id: "AKIDEXAMPLE".into(),
                secret_access_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".into(),
            }],
        }
    }

    /// The example of AWS's documentation: `ListUsers` of IAM.
    fn example() -> Parts {
        let request = Request::get("/?Action=ListUsers&Version=2010-05-08")
            .header("host", "iam.amazonaws.com")
            .header("content-type", "application/x-www-form-urlencoded; charset=utf-8")
            .header("x-amz-date", "20150830T123600Z")
            .header(
                "authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, \
                 SignedHeaders=content-type;host;x-amz-date, \
                 Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
            );
        request.body(()).expect("a request").into_parts().0
    }

    #[test]
    fn the_published_example_holds() {
        let caller = verify(&example(), b"", &keys(), NOW).expect("it holds");
        assert_eq!((caller.key.name.as_str(), caller.region.as_str()), ("test", "us-east-1"));
    }

    #[test]
    fn what_is_altered_late_or_unsigned_is_refused() {
        let code = |parts: &Parts, body: &[u8], now| verify(parts, body, &keys(), now).expect_err("refused").code;
        assert_eq!(code(&example(), b"x", NOW), "InvalidSignatureException");
        assert_eq!(code(&example(), b"", NOW + 301), "InvalidSignatureException", "a replay");
        assert_eq!(code(&example(), b"", NOW - 301), "InvalidSignatureException");
        let altered = |name: &'static str, value: &str| {
            let mut parts = example();
            parts.headers.insert(name, value.parse().expect("a header"));
            parts
        };
        assert_eq!(code(&altered("host", "sts.amazonaws.com"), b"", NOW), "InvalidSignatureException");
        assert_eq!(code(&altered("x-amz-date", "20150830T123601Z"), b"", NOW), "InvalidSignatureException");
        assert_eq!(code(&altered("x-amz-target", "SageMaker.StopTrainingJob"), b"", NOW), "InvalidSignatureException");
        let other_key = example().headers["authorization"].to_str().expect("text").replace("AKIDEXAMPLE", "AKIDOTHER");
        assert_eq!(code(&altered("authorization", &other_key), b"", NOW), "UnrecognizedClientException");
        assert_eq!(code(&altered("authorization", "Bearer x"), b"", NOW), "IncompleteSignatureException");
        let mut unsigned = example();
        unsigned.headers.remove("authorization");
        assert_eq!(code(&unsigned, b"", NOW), "MissingAuthenticationTokenException");
    }
}
