//! Numbers, times and values for people.

use tunesmith_space::{Configuration, Value};
use tunesmith_study::variable_for;

use crate::output;

/// A duration in milliseconds: `34ms`, `1.3s`, `17s`, `4m 05s`, `2h 10m`, `3d 4h`.
pub(crate) fn duration(ms: i64) -> String {
    let seconds = ms.max(0) / 1000;
    match seconds {
        0 => format!("{}ms", ms.max(0)),
        1..10 => format!("{:.1}s", ms as f64 / 1000.0),
        10..60 => format!("{seconds}s"),
        60..3600 => format!("{}m {:02}s", seconds / 60, seconds % 60),
        3600..86_400 => format!("{}h {:02}m", seconds / 3600, seconds / 60 % 60),
        _ => format!("{}d {}h", seconds / 86_400, seconds / 3600 % 24),
    }
}

/// A metric's value with four digits that matter.
pub(crate) fn metric(value: f64) -> String {
    let magnitude = value.abs();
    if value == 0.0 {
        "0".into()
    } else if (0.001..10_000.0).contains(&magnitude) {
        let decimals = (3 - magnitude.log10().floor() as i32).clamp(0, 6) as usize;
        format!("{value:.*}", decimals.max(usize::from(magnitude < 1000.0)))
    } else if (10_000.0..1e9).contains(&magnitude) {
        format!("{value:.0}")
    } else {
        format!("{value:.3e}")
    }
}

/// An amount of money, in whatever it is: two decimals, more where that is next to nothing.
pub(crate) fn money(amount: f64) -> String {
    if amount.abs() < 0.1 && amount != 0.0 { metric(amount) } else { format!("{amount:.2}") }
}

/// A parameter's value for reading: real numbers with four digits.
pub(crate) fn brief(value: &Value) -> String {
    match value {
        Value::Float(x) if *x != 0.0 => {
            let magnitude = x.abs();
            if (0.001..10_000.0).contains(&magnitude) {
                let decimals = (3 - magnitude.log10().floor() as i32).max(0) as usize;
                let text = format!("{x:.decimals$}");
                if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
            } else {
                let text = format!("{x:.2e}");
                text.replace(".00e", "e")
            }
        }
        other => other.to_string(),
    }
}

/// `lr=0.001 nodes=128 optimizer=Adam`, real numbers shortened.
pub(crate) fn values(params: &Configuration) -> String {
    let pairs: Vec<String> = params.iter().map(|(name, value)| format!("{name}={}", brief(value))).collect();
    pairs.join(" ")
}

/// `TUNESMITH_PARAM_LR=0.001`, a line each, quoted for a shell.
pub(crate) fn environment(params: &Configuration) -> String {
    let lines: Vec<String> = params
        .iter()
        .map(|(name, value)| format!("{}={}", variable_for(name), shell_words::quote(&value.to_string())))
        .collect();
    lines.join("\n")
}

/// A text cut to what the terminal's line has left after `taken` columns; whole where nobody looks.
pub(crate) fn fit(text: &str, taken: usize) -> String {
    match output::width() {
        Some(width) => cut(text, width.saturating_sub(taken).max(12)),
        None => text.to_owned(),
    }
}

fn cut(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    let start: String = text.chars().take(room.saturating_sub(3)).collect();
    format!("{start}...")
}

/// How long ago, roughly.
pub(crate) fn ago(then_ms: i64, now_ms: i64) -> String {
    let seconds = (now_ms - then_ms).max(0) / 1000;
    match seconds {
        0..60 => "just now".into(),
        60..3600 => format!("{}m ago", seconds / 60),
        3600..86_400 => format!("{}h ago", seconds / 3600),
        _ => format!("{}d ago", seconds / 86_400),
    }
}

/// The course of the best value as eight heights.
pub(crate) fn sparkline(values: &[f64], width: usize) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let (low, high) = values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(*v), h.max(*v)));
    if values.is_empty() || width == 0 {
        return String::new();
    }
    let columns = width.min(values.len());
    (0..columns)
        .map(|c| {
            let value = values[(c * (values.len() - 1)) / (columns.max(2) - 1)];
            let share = if high > low { (value - low) / (high - low) } else { 0.0 };
            BARS[((share * 8.0) as usize).min(7)]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_to_the_line() {
        assert_eq!(cut("learning_rate=0.1", 17), "learning_rate=0.1");
        assert_eq!(cut("learning_rate=0.1", 12), "learning_...");
    }

    #[test]
    fn durations_read_well() {
        let shown: Vec<String> =
            [34, 1_340, 9_940, 17_900, 245_000, 7_800_000, 273_600_000].into_iter().map(duration).collect();
        assert_eq!(shown, ["34ms", "1.3s", "9.9s", "17s", "4m 05s", "2h 10m", "3d 4h"]);
    }

    #[test]
    fn metrics_keep_four_digits() {
        let shown: Vec<String> =
            [0.367_998, 12.345_6, 1234.5, 98_765.4, 1e-7, -0.5, 0.0].into_iter().map(metric).collect();
        assert_eq!(shown, ["0.3680", "12.35", "1234", "98765", "1.000e-7", "-0.5000", "0"]);
    }

    #[test]
    fn values_are_short_for_eyes_and_exact_for_shells() {
        let params: Configuration = [
            ("lr".to_owned(), Value::Float(0.003_648_291)),
            ("wd".to_owned(), Value::Float(1e-5)),
            ("name".to_owned(), Value::from("it's")),
        ]
        .into_iter()
        .collect();
        assert_eq!(values(&params), "lr=0.003648 wd=1e-5 name=it's");
        assert_eq!(environment(&params).lines().last(), Some("TUNESMITH_PARAM_NAME='it'\\''s'"));
    }

    #[test]
    fn sparklines_span_the_range() {
        assert_eq!(sparkline(&[0.0, 1.0, 2.0, 3.0], 4), "▁▃▆█");
        assert_eq!(sparkline(&[1.0], 8), "▁");
        assert_eq!(sparkline(&[], 8), "");
    }
}
