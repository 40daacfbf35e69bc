//! Who is asking: signatures.

mod sigv4;

pub(crate) use sigv4::{Signed, sign, verify};

use tunesmith_access::{Act, Key, Role};

/// Whoever signed a request.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) key: Key,
    /// The region that the request was signed for.
    pub(crate) region: String,
}

/// Whether a role allows an operation, by the operation's name.
pub(crate) fn may(role: Role, operation: &str) -> bool {
    let starts = |words: &[&str]| words.iter().any(|word| operation.starts_with(word));
    role.may(if starts(&["Describe", "List", "Get", "Head", "Search", "Filter", "Simulate", "Invoke"]) {
        Act::Look
    } else if starts(&["Delete"]) && !starts(&["DeleteObject", "DeleteTags"]) {
        // Objects and tags come and go with everyday work.
        Act::Remove
    } else {
        Act::Work
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_allow_what_their_names_say() {
        for (role, operation, allowed) in [
            (Role::Admin, "DeleteBucket", true),
            (Role::Submit, "CreateTrainingJob", true),
            (Role::Submit, "PutObject", true),
            (Role::Submit, "DeleteObjects", true),
            (Role::Submit, "DeleteBucket", false),
            (Role::Submit, "DeleteHyperParameterTuningJob", false),
            (Role::ReadOnly, "DescribeTrainingJob", true),
            (Role::ReadOnly, "GetObject", true),
            (Role::ReadOnly, "PutObject", false),
            (Role::ReadOnly, "StopTrainingJob", false),
        ] {
            assert_eq!(may(role, operation), allowed, "{role:?} {operation}");
        }
    }
}
