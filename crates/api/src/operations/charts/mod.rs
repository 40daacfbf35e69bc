//! What pictures are drawn from: in as many numbers as a picture can show, whatever the size of the job.

mod curves;
mod insight;
mod parallel;
mod progress;
mod proposals;
mod timeline;

pub(crate) use curves::*;
pub(crate) use insight::*;
pub(crate) use parallel::*;
pub(crate) use progress::*;
pub(crate) use proposals::*;
pub(crate) use timeline::*;

/// A number in as many digits as a picture can show.
fn brief(x: f64) -> Option<f64> {
    if !x.is_finite() {
        return None;
    }
    format!("{x:.5e}").parse().ok()
}

/// So many of them, evenly spread, first and last among them.
fn spread<T: Copy>(all: &[T], most: usize) -> Vec<T> {
    if all.len() <= most {
        return all.to_vec();
    }
    (0..most).map(|i| all[i * (all.len() - 1) / (most - 1).max(1)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_spread_evenly() {
        assert_eq!(brief(0.123_456_789), Some(0.123_457));
        assert_eq!(brief(f64::NAN), None);
        assert_eq!(spread(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 4), [0, 3, 6, 9]);
        assert_eq!(spread(&[1, 2], 4), [1, 2]);
    }
}
