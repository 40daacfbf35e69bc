//! The standard normal distribution.

use std::f64::consts::{PI, SQRT_2};

/// Density.
pub(crate) fn pdf(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) / libm::sqrt(2.0 * PI)
}

/// Distribution function.
pub(crate) fn cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z / SQRT_2)
}

/// Logarithm of the distribution function, exact to the far left where that itself underflows.
pub(crate) fn log_cdf(z: f64) -> f64 {
    if z > -10.0 {
        return libm::log(cdf(z));
    }
    // Mills' ratio.
    let w = 1.0 / (z * z);
    let series = 1.0 - w * (1.0 - 3.0 * w * (1.0 - 5.0 * w * (1.0 - 7.0 * w)));
    -0.5 * z * z - 0.5 * libm::log(2.0 * PI) - libm::log(-z) + libm::log(series.max(0.1))
}

/// Quantile, for `0 < p < 1`, by Acklam's rational approximation (relative error below 1.2e-9) and one step of Halley's
/// method.
pub(crate) fn quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] =
        [7.784_695_709_041_462e-3, 3.224_671_290_700_398e-1, 2.445_134_137_142_996, 3.754_408_661_907_416];
    let horner = |c: &[f64], x: f64| c.iter().fold(0.0, |sum, c| sum * x + c);
    let tail = |q: f64| horner(&C, q) / (horner(&D, q) * q + 1.0);
    let p = p.clamp(1e-300, 1.0 - 1e-16);
    let x = if p < 0.02425 {
        tail(libm::sqrt(-2.0 * libm::log(p)))
    } else if p > 1.0 - 0.02425 {
        -tail(libm::sqrt(-2.0 * libm::log(1.0 - p)))
    } else {
        let (q, r) = (p - 0.5, (p - 0.5) * (p - 0.5));
        horner(&A, r) * q / (horner(&B, r) * r + 1.0)
    };
    let error = (cdf(x) - p) / pdf(x);
    let refined = x - error / (1.0 + 0.5 * x * error);
    if refined.is_finite() { refined } else { x }
}

/// Logarithm of `h(z) = pdf(z) + z cdf(z)`, exact to the far left where `h` itself underflows.
///
/// Expected improvement is `sigma h(z)` with `z = (best - mean) / sigma`; its logarithm is what can be optimised
/// (Ament et al. 2023, "Unexpected improvements to expected improvement", equation 8). Left of -5 the asymptotic series
/// of Mills' ratio is used.
pub(crate) fn log_h(z: f64) -> f64 {
    if z > -5.0 {
        return libm::log(pdf(z) + z * cdf(z));
    }
    let w = 1.0 / (z * z);
    let series = 1.0 - 3.0 * w * (1.0 - 5.0 * w * (1.0 - 7.0 * w * (1.0 - 9.0 * w)));
    -0.5 * z * z - 0.5 * libm::log(2.0 * PI) + libm::log(w * series.max(0.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_from_the_tables() {
        assert!((log_cdf(-10.0 + 1e-9) - log_cdf(-10.0 - 1e-9)).abs() < 1e-7);
        // Reference from 50-digit arithmetic.
        assert!((log_cdf(-20.0) - -203.917_155_37).abs() < 1e-7, "{}", log_cdf(-20.0));
        assert!((cdf(1.96) - 0.975_002_104_851_780).abs() < 1e-14);
        assert!((quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-12);
        for p in [1e-12, 1e-3, 0.2, 0.5, 0.9, 1.0 - 1e-9] {
            assert!((cdf(quantile(p)) / p - 1.0).abs() < 1e-7, "{p}");
        }
    }

    #[test]
    fn log_h_is_continuous_and_increasing_far_into_the_tail() {
        assert!((log_h(0.0) - pdf(0.0).ln()).abs() < 1e-15);
        assert!((log_h(-5.0 + 1e-9) - log_h(-5.0 - 1e-9)).abs() < 2e-3);
        // Reference from 50-digit arithmetic.
        assert!((log_h(-10.0) - -55.553_123_04).abs() < 2e-5, "{}", log_h(-10.0));
        let grid: Vec<f64> = (0..1000).map(|i| log_h(-50.0 + 0.055 * f64::from(i))).collect();
        assert!(grid.windows(2).all(|w| w[0] < w[1]));
    }
}
