//! Scrambled Sobol points.

use super::rng::{Stream, mix};
use super::sobol_directions::DIRECTIONS;

const BITS: usize = 32;

/// A scrambled Sobol sequence in `d` dimensions.
///
/// Points after Sobol (1967) with direction numbers of Joe and Kuo (2008), scrambled by Owen's nested uniform scrambling in
/// the hashed form of Laine and Karras (2011) with the constants of Burley (2020), "Practical hash-based Owen scrambling".
/// Dimensions beyond the table are padded with independent random numbers.
#[derive(Debug, Clone)]
pub(crate) struct Sobol {
    /// Per dimension, one direction number a bit of the index.
    directions: Vec<[u32; BITS]>,
    seeds: Vec<u32>,
    padding: usize,
    seed: u64,
}

impl Sobol {
    pub(crate) fn new(dimension: usize, seed: u64) -> Self {
        let tabled = dimension.min(DIRECTIONS.len() + 1);
        let seeds = (0..tabled).map(|i| (mix(seed ^ mix(i as u64 + 1)) >> 32) as u32).collect();
        let directions = (0..tabled).map(directions_of).collect();
        Self { directions, seeds, padding: dimension - tabled, seed }
    }

    /// The `index`-th point of `[0, 1)^d`.
    pub(crate) fn point(&self, index: u64) -> Vec<f64> {
        let index = index as u32;
        let mut point: Vec<f64> = (self.directions.iter().zip(&self.seeds))
            .map(|(directions, seed)| {
                let mut x = 0u32;
                for (bit, direction) in directions.iter().enumerate() {
                    x ^= direction * ((index >> bit) & 1);
                }
                f64::from(scramble(x, *seed)) / 4_294_967_296.0
            })
            .collect();
        let mut padding = Stream::new(self.seed, &[u64::from(index)]);
        point.extend((0..self.padding).map(|_| padding.uniform()));
        point
    }
}

/// The recurrence of Bratley and Fox (1988), algorithm 659.
fn directions_of(dimension: usize) -> [u32; BITS] {
    let mut m = [1u32; BITS];
    if let Some((polynomial, initial)) = dimension.checked_sub(1).map(|i| DIRECTIONS[i]) {
        let degree = initial.len();
        m[..degree].copy_from_slice(initial);
        for j in degree..BITS {
            let mut next = m[j - degree];
            for k in 0..degree {
                if (polynomial >> (degree - 1 - k)) & 1 == 1 {
                    next ^= m[j - k - 1] << (k + 1);
                }
            }
            m[j] = next;
        }
    }
    for (j, value) in m.iter_mut().enumerate() {
        *value <<= BITS - 1 - j;
    }
    m
}

/// Nested uniform scrambling: each bit is flipped by a hash of the bits above it.
fn scramble(x: u32, seed: u32) -> u32 {
    let mut x = x.reverse_bits();
    x ^= x.wrapping_mul(0x3d20_adea);
    x = x.wrapping_add(seed);
    x = x.wrapping_mul((seed >> 16) | 1);
    x ^= x.wrapping_mul(0x0552_6c56);
    x ^= x.wrapping_mul(0x53a2_2864);
    x.reverse_bits()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unscrambled(dimension: usize, index: u32) -> f64 {
        let directions = directions_of(dimension);
        let x = (0..BITS).fold(0, |x, bit| x ^ (directions[bit] * ((index >> bit) & 1)));
        f64::from(x) / 4_294_967_296.0
    }

    #[test]
    fn the_sequence_is_the_published_one() {
        // Points of the reference implementation in Gray-code order: index i there is i ^ (i >> 1) here.
        let published = [
            [0.0, 0.0, 0.0, 0.0, 0.0, 0.0],
            [0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
            [0.75, 0.25, 0.25, 0.25, 0.75, 0.75],
            [0.25, 0.75, 0.75, 0.75, 0.25, 0.25],
            [0.375, 0.375, 0.625, 0.875, 0.375, 0.125],
            [0.875, 0.875, 0.125, 0.375, 0.875, 0.625],
        ];
        for (i, point) in (0u32..).zip(published) {
            let ours: Vec<f64> = (0..6).map(|d| unscrambled(d, i ^ (i >> 1))).collect();
            assert_eq!(ours, point);
        }
    }

    #[test]
    fn scrambling_keeps_the_balance_of_every_dimension() {
        let sobol = Sobol::new(130, 3);
        let mut counts = vec![[0; 16]; 128];
        for i in 0..256 {
            for (d, u) in sobol.point(i).into_iter().take(128).enumerate() {
                counts[d][(u * 16.0) as usize] += 1;
            }
        }
        assert!(counts.iter().flatten().all(|c| *c == 16), "each sixteenth holds a sixteenth of the points");
        assert_ne!(Sobol::new(2, 1).point(0), Sobol::new(2, 2).point(0));
    }
}
