//! Names by patterns.

/// Whether a pattern, in which `*` stands for anything, is a whole name.
pub fn is_like(pattern: &str, name: &str) -> bool {
    let parts: Vec<&str> = pattern.split('*').collect();
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    if parts.len() == 1 {
        return name == pattern;
    }
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    for part in &parts[1..parts.len() - 1] {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::is_like;

    #[test]
    fn a_pattern_is_a_whole_name() {
        for (pattern, name, is_it) in [
            ("ml.p3.2xlarge", "ml.p3.2xlarge", true),
            ("ml.p3.2xlarge", "ml.p3.2xlarges", false),
            ("ml.p3.*", "ml.p3.8xlarge", true),
            ("*", "anything", true),
            ("ml.*.large", "ml.m5.large", true),
            ("ml.*.large", "ml.m5.xlarge", false),
            ("a*a", "a", false),
        ] {
            assert_eq!(is_like(pattern, name), is_it, "{pattern} {name}");
        }
    }
}
