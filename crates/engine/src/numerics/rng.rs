//! Random numbers as a pure function of a key: the same key gives the same stream on every machine and for ever.

/// A stream of random numbers, keyed by a seed and any labels.
///
/// The generator is `SplitMix64` (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators", figure 13):
/// a counter passed through a bijective mix. Its quality is ample for sampling designs and mutations.
#[derive(Debug, Clone)]
pub(crate) struct Stream {
    state: u64,
}

const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The output function of `SplitMix64`.
pub(crate) fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Stream {
    /// The stream of a seed and labels; other labels give independent streams.
    pub(crate) fn new(seed: u64, labels: &[u64]) -> Self {
        let state = labels.iter().fold(mix(seed ^ GOLDEN), |key, label| mix(key.wrapping_add(GOLDEN) ^ mix(*label)));
        Self { state }
    }

    pub(crate) fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        mix(self.state)
    }

    /// Uniform in `[0, 1)`.
    pub(crate) fn uniform(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Uniform in `0..n`, for `n >= 1`.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((self.uniform() * n as f64) as usize).min(n - 1)
    }

    /// Standard normal (Box and Muller 1958).
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(1.0 - self.uniform()));
        radius * libm::cos(std::f64::consts::TAU * self.uniform())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_pinned_for_ever() {
        // The published test vector of the generator, and our own keying on top of it.
        let mut stream = Stream { state: 1_234_567 };
        assert_eq!([stream.next_u64(), stream.next_u64()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
        let mut stream = Stream::new(7, &[1, 2]);
        assert_eq!([stream.next_u64(), stream.next_u64()], [5_954_585_024_056_059_144, 12_068_230_143_857_183_770]);
    }

    #[test]
    fn moments_are_those_of_the_distributions() {
        let mut stream = Stream::new(1, &[]);
        let n = 100_000;
        let uniform: f64 = (0..n).map(|_| stream.uniform()).sum::<f64>() / f64::from(n);
        let normals: Vec<f64> = (0..n).map(|_| stream.normal()).collect();
        let mean = normals.iter().sum::<f64>() / f64::from(n);
        let variance = normals.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / f64::from(n);
        assert!((uniform - 0.5).abs() < 0.005 && mean.abs() < 0.015 && (variance - 1.0).abs() < 0.02);
    }
}
