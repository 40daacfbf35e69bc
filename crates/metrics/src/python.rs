//! Python's spellings of regular expressions that Rust spells otherwise.
//!
//! Patterns come from people who tried them in Python (and from programs for Amazon's tuner). Most of the syntax is shared; this
//! rewrites the rest: `\Z`, literal braces as in `{"loss": ([0-9.]+)}`, `{,n}`, an unescaped `[` or `&&` within a
//! class, `\<` and other escapes of characters that need none.

/// The same expression in Rust's spelling.
pub(crate) fn translate(pattern: &str) -> String {
    let chars: Vec<char> = pattern.chars().collect();
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut i = 0;
    let mut in_class = false;
    while i < chars.len() {
        let c = chars[i];
        let next = chars.get(i + 1).copied();
        if c == '\\' {
            match next {
                Some('Z') if !in_class => out.push_str(r"\z"),
                // Rust's `\<` and `\>` are word boundaries; Python's are the characters.
                Some(n @ ('<' | '>')) => out.push(n),
                Some(n) if !n.is_ascii() || n == ' ' => out.push(n),
                Some(n) => out.extend(['\\', n]),
                None => out.push('\\'),
            }
            i += 2;
            continue;
        }
        if in_class {
            match c {
                ']' => in_class = false,
                '[' => out.push('\\'),
                '&' | '~' | '-' if next == Some(c) => out.push('\\'),
                _ => {}
            }
            out.push(c);
            i += 1;
        } else if c == '[' {
            in_class = true;
            out.push(c);
            i += 1;
            if chars.get(i) == Some(&'^') {
                out.push('^');
                i += 1;
            }
            // A `]` right after the opening is the character itself.
            if chars.get(i) == Some(&']') {
                out.push_str("\\]");
                i += 1;
            }
        } else if c == '{' {
            match repetition(&chars[i..]) {
                Some((text, length)) if !out.is_empty() => {
                    out.push_str(&text);
                    i += length;
                }
                _ => {
                    out.push_str("\\{");
                    i += 1;
                }
            }
        } else if c == '}' {
            out.push_str("\\}");
            i += 1;
        } else {
            out.push(c);
            i += 1;
        }
    }
    out
}

/// `{m}`, `{m,}`, `{,n}`, `{m,n}` at the start of `chars`: Rust's spelling and the length read.
fn repetition(chars: &[char]) -> Option<(String, usize)> {
    let close = chars.iter().position(|c| *c == '}')?;
    let inner: String = chars[1..close].iter().collect();
    let is_number = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_digit());
    let text = match inner.split_once(',') {
        None if is_number(&inner) => format!("{{{inner}}}"),
        Some(("", n)) if is_number(n) => format!("{{0,{n}}}"),
        Some((m, "")) if is_number(m) => format!("{{{m},}}"),
        Some((m, n)) if is_number(m) && is_number(n) => format!("{{{m},{n}}}"),
        _ => return None,
    };
    Some((text, close + 1))
}

#[cfg(test)]
mod tests {
    use super::translate;

    #[test]
    fn spellings_that_differ() {
        for (python, rust) in [
            (r"loss: ([0-9\.]+)\Z", r"loss: ([0-9\.]+)\z"),
            (r#"{"loss": ([0-9.]+)}"#, r#"\{"loss": ([0-9.]+)\}"#),
            (r"x{2,3}y{,4}z{5,}", r"x{2,3}y{0,4}z{5,}"),
            (r"[[a]", r"[\[a]"),
            (r"[]a]", r"[\]a]"),
            (r"[^]a&&b]", r"[^\]a\&&b]"),
            (r"\<b\>", r"<b>"),
            (r"(?P<value>[0-9\\.]+)", r"(?P<value>[0-9\\.]+)"),
        ] {
            assert_eq!(translate(python), rust, "{python}");
            regex::Regex::new(rust).expect(rust);
        }
    }
}
