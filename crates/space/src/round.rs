//! Numbers that people can read: rounding to a power of ten far below what matters.

use crate::Scale;

/// Resolution of a suggested real number, as a share of what its scale can tell apart.
const RESOLUTION: f64 = 1e-6;

/// Rounds `x` of `[low, high]` to a decimal a million times finer than the range (linear) or than `x` itself (log) or
/// `1 - x` (reverse-log), so that it can be copied and typed. Idempotent; stays inside the range.
pub(crate) fn readable(x: f64, low: f64, high: f64, scale: Scale) -> f64 {
    let range = (high - low) * RESOLUTION;
    let quantum = match scale {
        Scale::Linear => range,
        Scale::Log => range.min(x.abs() * RESOLUTION),
        Scale::ReverseLog => range.min((1.0 - x).abs() * RESOLUTION),
    };
    if !(quantum.is_finite() && quantum > 0.0) {
        return x;
    }
    to_decimals(x, -(quantum.log10().floor() as i32)).clamp(low, high)
}

/// Rounds to so many decimals (negative: to tens, hundreds, ...) through the decimal text, which is exact.
pub(crate) fn to_decimals(x: f64, decimals: i32) -> f64 {
    if decimals > 300 || !x.is_finite() {
        return x;
    }
    if decimals >= 0 {
        format!("{x:.*}", decimals as usize).parse().unwrap_or(x)
    } else {
        let power = 10f64.powi(-decimals);
        (x / power).round() * power
    }
}

/// Decimals of the shortest decimal text of `x`: 2 for 0.25, 0 for 3, 7 for 1e-7.
pub(crate) fn decimals_of(x: f64) -> i32 {
    let text = format!("{x:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let fraction = mantissa.split_once('.').map_or(0, |(_, digits)| digits.len() as i32);
    (fraction - exponent.parse::<i32>().unwrap_or(0)).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readable_numbers_keep_six_digits_of_what_matters() {
        assert_eq!(readable(0.003_648_291_038_4, 1e-5, 1e-1, Scale::Log), 0.003_648_291);
        assert_eq!(readable(0.333_333_333_3, 0.0, 1.0, Scale::Linear), 0.333_333);
        assert_eq!(readable(0.999_987_654_321, 0.0, 0.999_99, Scale::ReverseLog), 0.999_987_654_32);
        assert_eq!(readable(123_456_789.4, 0.0, 1e9, Scale::Linear), 123_457_000.0);
        assert_eq!(readable(0.1, 0.1, 0.1, Scale::Linear), 0.1);
    }

    #[test]
    fn decimals_are_counted_from_the_shortest_text() {
        assert_eq!(decimals_of(0.25), 2);
        assert_eq!(decimals_of(3.0), 0);
        assert_eq!(decimals_of(1e-7), 7);
        assert_eq!(decimals_of(1200.0), 0);
    }
}
