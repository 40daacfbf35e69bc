//! Durations as people write them.

/// Seconds of `90`, `90s`, `20m`, `1h30m`, `2d`, `500ms`; none when it is no duration.
pub fn parse_seconds(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return Some(seconds).filter(|s| s.is_finite());
    }
    let mut rest = text;
    let mut total = 0.0;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let number: f64 = rest[..digits].parse().ok()?;
        rest = &rest[digits..];
        let unit_end = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let unit = match rest[..unit_end].trim() {
            "ms" => 0.001,
            "s" | "sec" => 1.0,
            "m" | "min" => 60.0,
            "h" => 3600.0,
            "d" => 86_400.0,
            _ => return None,
        };
        total += number * unit;
        rest = &rest[unit_end..];
    }
    (!text.is_empty()).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::parse_seconds;

    #[test]
    fn people_write_durations_so() {
        for (text, seconds) in [
            ("90", 90.0),
            ("90s", 90.0),
            ("20m", 1200.0),
            ("1h30m", 5400.0),
            ("1.5h", 5400.0),
            ("500ms", 0.5),
            ("2d", 172_800.0),
        ] {
            assert_eq!(parse_seconds(text), Some(seconds), "{text}");
        }
        for text in ["", "m", "5x", "soon", "1h30"] {
            assert_eq!(parse_seconds(text), None, "{text}");
        }
    }
}
