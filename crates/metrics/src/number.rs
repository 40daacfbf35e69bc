//! Numbers as programs print them.

/// Reads a number as training programs print it: decimal or scientific, `nan`, `inf`, with the stray punctuation that a
/// generous group such as `([0-9\.]+)` takes along at the end of a sentence. None when there is no number.
///
/// ```
/// use tunesmith_metrics::parse_number;
/// assert_eq!(parse_number("1.5e-3"), Some(0.0015));
/// assert_eq!(parse_number("0.93."), Some(0.93));
/// assert!(parse_number("nan").is_some_and(f64::is_nan));
/// assert_eq!(parse_number("fast"), None);
/// ```
pub fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ',' | ';' | '(' | ')'));
    // Rust reads `nan`, `inf` and `infinity` in any case, as Python does.
    if let Ok(x) = text.parse() {
        return Some(x);
    }
    let trimmed = text.trim_end_matches(['.', '%', ':', 'e', 'E', '-', '+']);
    if trimmed.is_empty() || trimmed.len() == text.len() {
        return None;
    }
    trimmed.parse().ok()
}
