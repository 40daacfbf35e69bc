//! Eigenvectors of a symmetric matrix.

/// Sweeps over all pairs; it takes fewer than ten for any matrix that is not degenerate.
const SWEEPS: usize = 30;

/// Eigenvalues and eigenvectors (`vectors[k]` belongs to `values[k]`) of a symmetric matrix, by cyclic Jacobi rotations (Golub and
/// Van Loan 2013, algorithm 8.5.3); O(n^3) a sweep, the same bits on every machine.
pub(crate) fn eigen(matrix: &[Vec<f64>]) -> (Vec<f64>, Vec<Vec<f64>>) {
    let n = matrix.len();
    let mut a = matrix.to_vec();
    let mut vectors: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for _ in 0..SWEEPS {
        let off: f64 = (0..n).map(|i| (0..i).map(|j| a[i][j] * a[i][j]).sum::<f64>()).sum();
        let whole: f64 = a.iter().flatten().map(|x| x * x).sum();
        if off <= 1e-30 * whole {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                if a[p][q] == 0.0 {
                    continue;
                }
                let theta = (a[q][q] - a[p][p]) / (2.0 * a[p][q]);
                let t = theta.signum() / (theta.abs() + libm::sqrt(theta * theta + 1.0));
                let cosine = 1.0 / libm::sqrt(t * t + 1.0);
                let sine = t * cosine;
                for row in &mut a {
                    (row[p], row[q]) = (cosine * row[p] - sine * row[q], sine * row[p] + cosine * row[q]);
                }
                for k in 0..n {
                    (a[p][k], a[q][k]) = (cosine * a[p][k] - sine * a[q][k], sine * a[p][k] + cosine * a[q][k]);
                    (vectors[p][k], vectors[q][k]) =
                        (cosine * vectors[p][k] - sine * vectors[q][k], sine * vectors[p][k] + cosine * vectors[q][k]);
                }
            }
        }
    }
    ((0..n).map(|i| a[i][i]).collect(), vectors)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::linalg::dot;
    use crate::numerics::rng::Stream;

    #[test]
    fn the_matrix_is_put_together_again() {
        for n in [1, 2, 5, 20] {
            let mut stream = Stream::new(3, &[n as u64]);
            let b: Vec<Vec<f64>> = (0..n).map(|_| (0..n).map(|_| stream.normal()).collect()).collect();
            let matrix: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| dot(&b[i], &b[j])).collect()).collect();
            let (values, vectors) = eigen(&matrix);
            for i in 0..n {
                for j in 0..n {
                    let sum: f64 = (0..n).map(|k| values[k] * vectors[k][i] * vectors[k][j]).sum();
                    assert!((sum - matrix[i][j]).abs() < 1e-9 * n as f64, "{n} {i} {j}");
                    let inner = dot(&vectors[i], &vectors[j]) - f64::from(u8::from(i == j));
                    assert!(inner.abs() < 1e-12);
                }
            }
        }
    }
}
