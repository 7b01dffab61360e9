//! Finds the maximum of a smooth concave function: L-BFGS (Liu and Nocedal 1989) with backtracking.

/// How many steps the curvature is remembered for.
const MEMORY: usize = 10;

/// The most steps.
const STEPS: usize = 200;

/// The search ends when the gradient has become shorter than this, relative to the point.
const TOLERANCE: f64 = 1e-5;

/// The least gain of a step, as a share of what its slope promises (Armijo's condition).
const LEAST_GAIN: f64 = 1e-4;

/// A function of several numbers that can be climbed.
pub(crate) trait Objective {
    /// The value at `point`; writes the gradient.
    fn value(&self, point: &[f64], gradient: &mut [f64]) -> f64;
}

/// Climbs from `start` and returns the highest point reached.
pub(crate) fn maximize(objective: &dyn Objective, start: Vec<f64>) -> Vec<f64> {
    let mut point = start;
    let mut gradient = vec![0.0; point.len()];
    let mut value = objective.value(&point, &mut gradient);
    let mut memory: Vec<Update> = Vec::new();
    for _ in 0..STEPS {
        if norm(&gradient) <= TOLERANCE * norm(&point).max(1.0) {
            break;
        }
        let direction = direction(&gradient, &memory);
        let slope = dot(&gradient, &direction);
        let mut length = if memory.is_empty() {
            1.0 / norm(&gradient).max(1.0)
        } else {
            1.0
        };
        let mut next_gradient = vec![0.0; point.len()];
        let found = loop {
            let next: Vec<f64> = point
                .iter()
                .zip(&direction)
                .map(|(at, step)| at + length * step)
                .collect();
            let next_value = objective.value(&next, &mut next_gradient);
            if next_value >= value + LEAST_GAIN * length * slope {
                break Some((next, next_value));
            }
            length /= 2.0;
            if length < 1e-10 {
                break None;
            }
        };
        let Some((next, next_value)) = found else {
            break;
        };
        let update = Update::new(
            difference(&next, &point),
            difference(&gradient, &next_gradient),
        );
        if let Some(update) = update {
            memory.push(update);
            if memory.len() > MEMORY {
                memory.remove(0);
            }
        }
        (point, value, gradient) = (next, next_value, next_gradient);
    }
    point
}

/// A step taken and how the gradient fell along it.
struct Update {
    step: Vec<f64>,
    fall: Vec<f64>,
    product: f64,
}

impl Update {
    /// None where the function was not curved: such a step teaches nothing.
    fn new(step: Vec<f64>, fall: Vec<f64>) -> Option<Self> {
        let product = dot(&step, &fall);
        (product > 1e-12).then_some(Self {
            step,
            fall,
            product,
        })
    }
}

/// The gradient bent by the remembered curvature (the two-loop recursion).
fn direction(gradient: &[f64], memory: &[Update]) -> Vec<f64> {
    let mut direction = gradient.to_vec();
    let mut shares = Vec::with_capacity(memory.len());
    for update in memory.iter().rev() {
        let share = dot(&update.step, &direction) / update.product;
        add(&mut direction, -share, &update.fall);
        shares.push(share);
    }
    if let Some(last) = memory.last() {
        let scale = last.product / dot(&last.fall, &last.fall);
        for value in &mut direction {
            *value *= scale;
        }
    }
    for (update, share) in memory.iter().zip(shares.iter().rev()) {
        let back = dot(&update.fall, &direction) / update.product;
        add(&mut direction, share - back, &update.step);
    }
    direction
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn norm(values: &[f64]) -> f64 {
    dot(values, values).sqrt()
}

fn add(to: &mut [f64], times: f64, values: &[f64]) {
    for (to, value) in to.iter_mut().zip(values) {
        *to += times * value;
    }
}

fn difference(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A hill with a long, slanted ridge.
    struct Hill;

    impl Objective for Hill {
        fn value(&self, point: &[f64], gradient: &mut [f64]) -> f64 {
            let &[x, y] = point else { return 0.0 };
            let (a, b) = (x + y - 3.0, x - y + 1.0);
            gradient.copy_from_slice(&[-200.0 * a - 2.0 * b, -200.0 * a + 2.0 * b]);
            -100.0 * a * a - b * b
        }
    }

    #[test]
    fn the_top_is_found() {
        let top = maximize(&Hill, vec![-40.0, 17.0]);
        let expected = [1.0, 2.0];
        for (found, expected) in top.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-3, "{top:?}");
        }
    }
}
