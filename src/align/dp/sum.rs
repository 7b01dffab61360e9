//! Sums of exponentials, row by row: what the totals of all paths are made of.

use std::ops::Range;

use super::{Forward, Step};

/// Contributions this many nats below the greatest are left out of a sum: less than 1e-9 of it even if all are.
pub(super) const NEGLIGIBLE: f64 = 25.0;

/// One row under construction.
#[derive(Default)]
pub(super) struct RowWork {
    pub(super) best: Vec<f64>,
    /// The greatest contribution to the total.
    pub(super) most: Vec<f64>,
    /// The contributions over the greatest.
    sums: Vec<f64>,
    pub(super) total: Vec<f64>,
}

impl RowWork {
    pub(super) fn begin(&mut self, width: usize) {
        for values in [&mut self.best, &mut self.most, &mut self.total] {
            values.clear();
            values.resize(width, f64::NEG_INFINITY);
        }
        self.sums.clear();
        self.sums.resize(width, 0.0);
    }

    /// Takes the better paths, and notes the greatest contribution.
    pub(super) fn raise(&mut self, step: &Step<'_>, forward: &Forward) {
        let best = forward.best.get(step.from..).unwrap_or_default();
        let slots = self.best.get_mut(step.to..).unwrap_or_default();
        for ((slot, best), score) in slots.iter_mut().zip(best).zip(step.scores) {
            let value = best + f64::from(*score);
            *slot = if value > *slot { value } else { *slot };
        }
        self.raise_total(step, &forward.total);
    }

    pub(super) fn raise_total(&mut self, step: &Step<'_>, totals: &[f64]) {
        let totals = totals.get(step.from..).unwrap_or_default();
        let slots = self.most.get_mut(step.to..).unwrap_or_default();
        for ((slot, total), score) in slots.iter_mut().zip(totals).zip(step.scores) {
            let value = total + f64::from(*score);
            *slot = if value > *slot { value } else { *slot };
        }
    }

    /// Adds the contributions of one type over the greatest of all types.
    pub(super) fn add(&mut self, step: &Step<'_>, totals: &[f64]) {
        let totals = totals.get(step.from..).unwrap_or_default();
        let slots = self.sums.get_mut(step.to..).unwrap_or_default().iter_mut();
        let most = self.most.get(step.to..).unwrap_or_default();
        let scores = step.scores;
        // Of most types of beads, none between these rows counts.
        let mut counts = false;
        for ((most, total), score) in most.iter().zip(totals).zip(scores) {
            counts |= total + f64::from(*score) - most > -NEGLIGIBLE;
        }
        if !counts {
            return;
        }
        for (((sum, most), total), score) in slots.zip(most).zip(totals).zip(scores) {
            *sum += share(total + f64::from(*score) - most);
        }
    }

    pub(super) fn finish(&mut self) {
        let values = self.most.iter().zip(&self.sums);
        for (total, (most, sum)) in self.total.iter_mut().zip(values) {
            *total = if *sum > 1.0 { most + sum.ln() } else { *most };
        }
    }
}

pub(super) fn copy<T: Copy>(to: &mut [T], range: Range<usize>, from: &[T]) {
    for (to, from) in to.get_mut(range).unwrap_or_default().iter_mut().zip(from) {
        *to = *from;
    }
}

/// The highest of some values.
pub(super) fn highest(values: &[f64]) -> f64 {
    let values = values.iter().copied();
    values.fold(
        f64::NEG_INFINITY,
        |most, it| if it > most { it } else { most },
    )
}

/// The highest of some scores.
pub(super) fn peak(scores: &[f32]) -> f32 {
    let higher = |a: f32, b: f32| if a > b { a } else { b };
    let (lanes, rest) = scores.as_chunks::<4>();
    let [mut a, mut b, mut c, mut d] = [f32::NEG_INFINITY; 4];
    for &[p, q, r, s] in lanes {
        (a, b, c, d) = (higher(a, p), higher(b, q), higher(c, r), higher(d, s));
    }
    let rest = rest.iter().copied().fold(f32::NEG_INFINITY, higher);
    higher(higher(higher(a, b), higher(c, d)), rest)
}

/// The logarithm of the sum of the exponentials, without overflow.
pub(super) fn log_sum(values: &[f64]) -> f64 {
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let below = values.iter().map(|value| value - most);
    let sum: f64 = below.filter(|below| *below > -NEGLIGIBLE).map(share).sum();
    if sum > 1.0 { most + sum.ln() } else { most }
}

/// `exp(below)` of a number that is at most 0, to within 1e-12 of it; 0 where it is [`NEGLIGIBLE`] and where there is no
/// path either, as the difference of infinities is no number.
///
/// The Taylor series behind a division by a power of two; written without branches so that the compiler can take several
/// at once.
fn share(below: f64) -> f64 {
    /// Added to a number, rounds it to a whole one, which the lowest bits then hold.
    const ROUND: f64 = (3_u64 << 51) as f64;
    let rounded = below * std::f64::consts::LOG2_E + ROUND;
    let x = below - (rounded - ROUND) * std::f64::consts::LN_2;
    let mut sum = 1.0 / 3_628_800.0;
    for factorial in [
        362_880.0, 40_320.0, 5_040.0, 720.0, 120.0, 24.0, 6.0, 2.0, 1.0, 1.0,
    ] {
        sum = sum * x + 1.0 / factorial;
    }
    let power = f64::from_bits(rounded.to_bits().wrapping_add(1023) << 52);
    if below > -NEGLIGIBLE {
        sum * power
    } else {
        0.0
    }
}

/// `ln(exp(a) + exp(b))` without overflow.
pub(crate) fn log_add(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low > high - NEGLIGIBLE {
        high + (low - high).exp().ln_1p()
    } else {
        high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_exponentials() {
        for step in 0..=3_700 {
            let below = -f64::from(step) / 100.0;
            let (own, exact) = (share(below), below.exp());
            let exact = if below > -NEGLIGIBLE { exact } else { 0.0 };
            assert!((own - exact).abs() <= 1e-11 * exact, "{below}: {own}");
        }
        for nowhere in [-38.0, -1e300, f64::NEG_INFINITY, f64::NAN] {
            assert_eq!(share(nowhere), 0.0);
        }
    }

    #[test]
    fn a_sum_of_logarithms_holds_where_there_is_no_path() {
        let nowhere = f64::NEG_INFINITY;
        assert_eq!(log_sum(&[]), nowhere);
        assert_eq!(log_sum(&[nowhere, nowhere]), nowhere);
        assert_eq!(log_sum(&[nowhere, -800.0]), -800.0);
        assert!((log_sum(&[-800.0, -800.0]) + 800.0 - 2.0_f64.ln()).abs() < 1e-9);
    }
}
