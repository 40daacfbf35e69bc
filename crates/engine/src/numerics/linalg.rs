//! Dense symmetric linear algebra, small and reproducible.
//!
//! Written here and not taken from a library for one reason: every sum has a fixed order, so results are the same bits on
//! every machine, whatever vector units it has (a library that picks kernels at run time cannot promise that), and a
//! factor can grow by a row. At the sizes of a tuning job (hundreds) it is not the bottleneck.

/// Lower Cholesky factor of a symmetric positive definite matrix, by rows: row `i` holds `i + 1` numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Factor {
    rows: Vec<Vec<f64>>,
}

/// Sum of products in a fixed order: eight partial sums, which the compiler turns into vector instructions.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let (a8, b8) = (a.chunks_exact(8), b.chunks_exact(8));
    let tail: f64 = a8.remainder().iter().zip(b8.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a8.zip(b8) {
        for lane in 0..8 {
            sums[lane] += x[lane] * y[lane];
        }
    }
    ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7])) + tail
}

/// `a += factor * b`.
pub(crate) fn axpy(factor: f64, b: &[f64], a: &mut [f64]) {
    for (x, y) in a.iter_mut().zip(b) {
        *x += factor * y;
    }
}

impl Factor {
    /// Factorises the matrix whose lower triangle is given by rows. None where it is not positive definite to working
    /// precision.
    pub(crate) fn new(lower: Vec<Vec<f64>>) -> Option<Self> {
        let mut factor = Self { rows: Vec::with_capacity(lower.len()) };
        for row in lower {
            factor.append(row)?;
        }
        Some(factor)
    }

    /// Grows the factor by one row of the matrix, its diagonal element last; O(n^2). None, and unchanged, where the
    /// grown matrix is not positive definite.
    pub(crate) fn append(&mut self, mut row: Vec<f64>) -> Option<()> {
        let n = self.rows.len();
        debug_assert_eq!(row.len(), n + 1);
        for j in 0..n {
            let known = &self.rows[j];
            row[j] = (row[j] - dot(&row[..j], &known[..j])) / known[j];
        }
        let pivot = row[n] - dot(&row[..n], &row[..n]);
        if pivot.is_nan() || pivot <= row[n].abs() * 1e-14 {
            return None;
        }
        row[n] = pivot.sqrt();
        self.rows.push(row);
        Some(())
    }

    /// `L x = b`, in place.
    pub(crate) fn solve_lower(&self, b: &mut [f64]) {
        for (i, row) in self.rows.iter().enumerate() {
            b[i] = (b[i] - dot(&row[..i], &b[..i])) / row[i];
        }
    }

    /// `L^T x = b`, in place.
    pub(crate) fn solve_upper(&self, b: &mut [f64]) {
        for (i, row) in self.rows.iter().enumerate().rev() {
            b[i] /= row[i];
            let x = b[i];
            axpy(-x, &row[..i], &mut b[..i]);
        }
    }

    /// `L X = B` in place for many right-hand sides at once; `b[i]` holds row `i` of all of them.
    pub(crate) fn solve_lower_many(&self, b: &mut [Vec<f64>]) {
        for (i, row) in self.rows.iter().enumerate() {
            let (done, rest) = b.split_at_mut(i);
            let current = &mut rest[0];
            // Four rows at a time: the current one is read and written a quarter as often.
            let (fours, factors) = (done.chunks_exact(4), row[..i].chunks_exact(4));
            for (known, factor) in fours.remainder().iter().zip(factors.remainder()) {
                axpy(-factor, known, current);
            }
            for (known, factor) in fours.zip(factors) {
                let [a, b, c, d] = known else { continue };
                let together = a.iter().zip(b).zip(c.iter().zip(d));
                for (x, ((a, b), (c, d))) in current.iter_mut().zip(together) {
                    *x -= (factor[0] * a + factor[1] * b) + (factor[2] * c + factor[3] * d);
                }
            }
            let scale = 1.0 / row[i];
            for x in current.iter_mut() {
                *x *= scale;
            }
        }
    }

    /// Sum of the logarithms of the diagonal: half the log determinant of the matrix.
    pub(crate) fn half_log_determinant(&self) -> f64 {
        self.rows.iter().enumerate().map(|(i, row)| libm::log(row[i])).sum()
    }

    /// Lower triangle of the inverse of the matrix, by rows; O(n^3).
    pub(crate) fn inverse(&self) -> Vec<Vec<f64>> {
        let n = self.rows.len();
        // Columns of L^-1, each from its diagonal on; then (L^-T L^-1)[i][j] is the product of two of them.
        let mut columns: Vec<Vec<f64>> = Vec::with_capacity(n);
        for j in 0..n {
            let mut column = vec![0.0; n];
            column[j] = 1.0 / self.rows[j][j];
            for i in j + 1..n {
                let row = &self.rows[i];
                column[i] = -dot(&row[j..i], &column[j..i]) / row[i];
            }
            columns.push(column);
        }
        (0..n).map(|i| (0..=i).map(|j| dot(&columns[i][i..], &columns[j][i..])).collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::rng::Stream;

    fn example(n: usize) -> Vec<Vec<f64>> {
        let mut stream = Stream::new(5, &[n as u64]);
        let a: Vec<Vec<f64>> = (0..n).map(|_| (0..n).map(|_| stream.normal()).collect()).collect();
        let product = |i: usize, j: usize| dot(&a[i], &a[j]) + if i == j { n as f64 } else { 0.0 };
        (0..n).map(|i| (0..=i).map(|j| product(i, j)).collect()).collect()
    }

    fn full(lower: &[Vec<f64>], i: usize, j: usize) -> f64 {
        if i >= j { lower[i][j] } else { lower[j][i] }
    }

    #[test]
    fn solves_and_inverse_agree_with_the_matrix() {
        for n in [1, 2, 7, 40] {
            let matrix = example(n);
            let factor = Factor::new(matrix.clone()).expect("positive definite");
            let b: Vec<f64> = (0..n).map(|i| (i as f64).sin()).collect();
            let mut x = b.clone();
            factor.solve_lower(&mut x);
            factor.solve_upper(&mut x);
            for (i, target) in b.iter().enumerate() {
                let product: f64 = (0..n).map(|j| full(&matrix, i, j) * x[j]).sum();
                assert!((product - target).abs() < 1e-9);
            }
            let inverse = factor.inverse();
            for i in 0..n {
                for j in 0..n {
                    let product: f64 = (0..n).map(|k| full(&matrix, i, k) * full(&inverse, k, j)).sum();
                    assert!((product - f64::from(u8::from(i == j))).abs() < 1e-9);
                }
            }
            let mut many: Vec<Vec<f64>> = b.iter().map(|x| vec![*x, 2.0 * x]).collect();
            factor.solve_lower_many(&mut many);
            let mut one = b.clone();
            factor.solve_lower(&mut one);
            assert!(many.iter().zip(&one).all(|(m, o)| (m[0] - o).abs() < 1e-12 && (m[1] - 2.0 * o).abs() < 1e-12));
        }
    }

    #[test]
    fn a_singular_matrix_is_refused() {
        assert!(Factor::new(vec![vec![1.0], vec![1.0, 1.0]]).is_none());
        assert!(Factor::new(vec![vec![f64::NAN]]).is_none());
    }
}
