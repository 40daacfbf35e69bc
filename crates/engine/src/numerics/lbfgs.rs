//! Minimisation with bounds.

use super::linalg::{axpy, dot};

const MEMORY: usize = 6;

/// Minimises a smooth function within a box, from `start`.
///
/// Limited-memory BFGS (Nocedal and Wright 2006, algorithm 7.4) on the variables that are free, with steps projected onto
/// the box and Armijo backtracking along the projected path (Bertsekas 1982). `function` writes the gradient and
/// returns the value, NaN or infinite where it is not defined. At most `evaluations` calls.
pub(crate) fn minimise(
    start: &[f64],
    bounds: &[(f64, f64)],
    evaluations: usize,
    mut function: impl FnMut(&[f64], &mut [f64]) -> f64,
) -> (Vec<f64>, f64) {
    let n = start.len();
    let clamp = |x: &mut [f64]| {
        for (x, (low, high)) in x.iter_mut().zip(bounds) {
            *x = x.clamp(*low, *high);
        }
    };
    let mut x = start.to_vec();
    clamp(&mut x);
    let mut gradient = vec![0.0; n];
    let mut value = function(&x, &mut gradient);
    let mut calls = 1;
    let mut history: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    while calls < evaluations && value.is_finite() {
        let is_free = |i: usize, x: &[f64], g: &[f64]| {
            !((x[i] <= bounds[i].0 && g[i] > 0.0) || (x[i] >= bounds[i].1 && g[i] < 0.0))
        };
        let free: Vec<f64> = (0..n).map(|i| if is_free(i, &x, &gradient) { gradient[i] } else { 0.0 }).collect();
        if free.iter().all(|g| g.abs() < 1e-5) {
            break;
        }
        let mut direction = two_loop(&free, &history);
        for (i, step) in direction.iter_mut().enumerate() {
            *step = if is_free(i, &x, &gradient) { -*step } else { 0.0 };
        }
        if dot(&direction, &gradient) >= 0.0 {
            history.clear();
            direction = free.iter().map(|g| -g).collect();
        }
        // The first step has no curvature to go by: it moves by at most one unit.
        let longest = direction.iter().fold(0.0f64, |m, d| m.max(d.abs()));
        let mut step = if history.is_empty() { (1.0 / longest).min(1.0) } else { (4.0 / longest).min(1.0) };
        let mut moved = false;
        let mut next_gradient = vec![0.0; n];
        while calls < evaluations {
            let mut next = x.clone();
            axpy(step, &direction, &mut next);
            clamp(&mut next);
            let next_value = function(&next, &mut next_gradient);
            calls += 1;
            let change: Vec<f64> = next.iter().zip(&x).map(|(a, b)| a - b).collect();
            if next_value.is_finite() && next_value <= value + 1e-4 * dot(&gradient, &change) {
                let slope: Vec<f64> = next_gradient.iter().zip(&gradient).map(|(a, b)| a - b).collect();
                if dot(&change, &slope) > 1e-10 * dot(&slope, &slope) {
                    history.push((change, slope));
                    if history.len() > MEMORY {
                        history.remove(0);
                    }
                }
                let gain = value - next_value;
                (x, value, moved) = (next, next_value, gain > 1e-7 * (1.0 + value.abs()));
                gradient.copy_from_slice(&next_gradient);
                break;
            }
            step *= 0.3;
            if step < 1e-8 {
                break;
            }
        }
        if !moved {
            break;
        }
    }
    (x, value)
}

/// The product of the approximate inverse Hessian with a gradient.
fn two_loop(gradient: &[f64], history: &[(Vec<f64>, Vec<f64>)]) -> Vec<f64> {
    let mut q = gradient.to_vec();
    let mut alphas = Vec::with_capacity(history.len());
    for (s, y) in history.iter().rev() {
        let alpha = dot(s, &q) / dot(s, y);
        axpy(-alpha, y, &mut q);
        alphas.push(alpha);
    }
    if let Some((s, y)) = history.last() {
        let scale = dot(s, y) / dot(y, y);
        for x in &mut q {
            *x *= scale;
        }
    }
    for ((s, y), alpha) in history.iter().zip(alphas.into_iter().rev()) {
        let beta = dot(y, &q) / dot(s, y);
        axpy(alpha - beta, s, &mut q);
    }
    q
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rosenbrock(x: &[f64], g: &mut [f64]) -> f64 {
        let (a, b) = (1.0 - x[0], x[1] - x[0] * x[0]);
        g[0] = -2.0 * a - 400.0 * x[0] * b;
        g[1] = 200.0 * b;
        a * a + 100.0 * b * b
    }

    #[test]
    fn the_valley_of_rosenbrock_is_followed_to_its_end() {
        let (x, value) = minimise(&[-1.2, 1.0], &[(-5.0, 5.0); 2], 200, rosenbrock);
        assert!(value < 1e-6, "{x:?} {value}");
    }

    #[test]
    fn bounds_hold_and_are_reached() {
        let (x, _) = minimise(&[-1.2, 1.0], &[(-2.0, 0.5), (-2.0, 2.0)], 200, rosenbrock);
        assert!((x[0] - 0.5).abs() < 1e-6 && (x[1] - 0.25).abs() < 1e-3, "{x:?}");
    }

    #[test]
    fn an_undefined_start_is_returned_as_it_is() {
        let (x, value) = minimise(&[0.5], &[(0.0, 1.0)], 10, |_, _| f64::NAN);
        assert!(x == [0.5] && value.is_nan());
    }
}
