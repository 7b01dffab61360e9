//! Logistic regression, small and exact.

/// The log odds of an example.
pub(crate) fn sum<const N: usize>(features: &[f32; N], weights: &[f64; N]) -> f64 {
    features
        .iter()
        .zip(weights)
        .map(|(feature, weight)| f64::from(*feature) * weight)
        .sum()
}

/// Fits a weight for each feature, with an L2 penalty, by Newton's method.
pub(crate) fn fit<const N: usize>(examples: &[([f32; N], bool)], penalty: f64) -> [f64; N] {
    let mut weights = [0.0; N];
    for _ in 0..30 {
        let mut gradient = [0.0; N];
        let mut hessian = [[0.0; N]; N];
        for (features, is_gold) in examples {
            let sum: f64 = features
                .iter()
                .zip(weights)
                .map(|(f, w)| f64::from(*f) * w)
                .sum();
            let p = 1.0 / (1.0 + (-sum).exp());
            let error = f64::from(u8::from(*is_gold)) - p;
            for i in 0..N {
                gradient[i] += error * f64::from(features[i]);
                for j in 0..N {
                    hessian[i][j] +=
                        p * (1.0 - p) * f64::from(features[i]) * f64::from(features[j]);
                }
            }
        }
        for i in 0..N {
            gradient[i] -= penalty * weights[i];
            hessian[i][i] += penalty;
        }
        let step = solved(hessian, gradient);
        for i in 0..N {
            weights[i] += step[i];
        }
        if step.iter().all(|s| s.abs() < 1e-9) {
            break;
        }
    }
    weights
}

/// Solves a linear system by elimination with pivots.
#[expect(
    clippy::needless_range_loop,
    reason = "two rows of one matrix are read by index"
)]
fn solved<const N: usize>(mut matrix: [[f64; N]; N], mut right: [f64; N]) -> [f64; N] {
    for column in 0..N {
        let pivot = (column..N)
            .max_by(|&a, &b| matrix[a][column].abs().total_cmp(&matrix[b][column].abs()))
            .unwrap_or(column);
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        for row in column + 1..N {
            let factor = matrix[row][column] / matrix[column][column];
            for at in column..N {
                matrix[row][at] -= factor * matrix[column][at];
            }
            right[row] -= factor * right[column];
        }
    }
    let mut solution = [0.0; N];
    for row in (0..N).rev() {
        let rest: f64 = (row + 1..N).map(|at| matrix[row][at] * solution[at]).sum();
        solution[row] = (right[row] - rest) / matrix[row][row];
    }
    solution
}
