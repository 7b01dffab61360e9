//! Choice among alternatives by a log-linear model, where several may be right.

/// The alternatives of one choice: features, and how right each is, from 0 to 1.
pub(crate) type Choice<const N: usize> = Vec<([f32; N], f32)>;

/// How many steps the fit takes.
const STEPS: i32 = 300;

/// How far a step goes, in deviations of a feature.
const RATE: f64 = 0.05;

/// Fits a weight for each feature, so that what is right becomes likely in all, with an L2 penalty on weights of features
/// divided by their deviations.
///
/// By Adam on all choices at once: which of several right ones to prefer makes the sum not concave, so the result
/// depends on the start, which is 0.
pub(crate) fn fit<const N: usize>(choices: &[Choice<N>], penalty: f64) -> [f64; N] {
    let scale = deviations(choices);
    let choices: Vec<&Choice<N>> = choices
        .iter()
        .filter(|choice| choice.iter().any(|(_, right)| *right > 0.0))
        .collect();
    let (mut weights, mut mean, mut square) = ([0.0; N], [0.0; N], [0.0; N]);
    for step in 1..=STEPS {
        let mut gradient: [f64; N] = weights.map(|weight: f64| penalty * weight);
        for choice in &choices {
            let scores: Vec<f64> = choice
                .iter()
                .map(|(features, _)| {
                    (0..N)
                        .map(|at| f64::from(features[at]) / scale[at] * weights[at])
                        .sum()
                })
                .collect();
            let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let likely: Vec<f64> = scores.iter().map(|score| (score - most).exp()).collect();
            let all: f64 = likely.iter().sum();
            let right: f64 = likely
                .iter()
                .zip(choice.iter())
                .map(|(p, (_, right))| p * f64::from(*right))
                .sum();
            for (p, (features, is_right)) in likely.iter().zip(choice.iter()) {
                let off = p / all - p * f64::from(*is_right) / right.max(1e-12);
                for at in 0..N {
                    gradient[at] +=
                        off * f64::from(features[at]) / scale[at] / choices.len() as f64;
                }
            }
        }
        for at in 0..N {
            mean[at] = 0.9 * mean[at] + 0.1 * gradient[at];
            square[at] = 0.99 * square[at] + 0.01 * gradient[at] * gradient[at];
            let (mean, square) = (
                mean[at] / (1.0 - 0.9_f64.powi(step)),
                square[at] / (1.0 - 0.99_f64.powi(step)),
            );
            weights[at] -= RATE * mean / (square.sqrt() + 1e-8);
        }
    }
    let mut fitted = weights;
    for at in 0..N {
        fitted[at] /= scale[at];
    }
    fitted
}

fn deviations<const N: usize>(choices: &[Choice<N>]) -> [f64; N] {
    let count = choices.iter().map(Vec::len).sum::<usize>().max(1) as f64;
    let mut deviations = [0.0; N];
    for (at, deviation) in deviations.iter_mut().enumerate() {
        let values = || {
            choices
                .iter()
                .flatten()
                .map(|(features, _)| f64::from(features[at]))
        };
        let mean = values().sum::<f64>() / count;
        let square = values().map(|it| (it - mean).powi(2)).sum::<f64>() / count;
        *deviation = square.sqrt() + 1e-9;
    }
    deviations
}
