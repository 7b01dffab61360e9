//! How far a measure may be trusted: intervals by the bootstrap, and whether two systems differ by more than chance.
//!
//! Both draw from *units*: documents, or blocks of neighbouring items of a document ([`blocks`](super::blocks)). Units
//! are counted, drawn and added up before the measure is taken, so that a long document weighs more than a short one,
//! as it does in the measure itself. The same units always give the same result: the seed is part of the options.
//!
//! This module does *not* say whether the texts stand for others: an interval tells of texts like these.

use serde::{Deserialize, Serialize};

use super::Counts;

/// How to draw.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Resampling {
    /// How often to draw. 1,000 is usual for 95 per cent (Efron and Tibshirani 1993, section 14.5, ask for at least
    /// 1,000); p-values cannot be less than one part of it.
    pub rounds: usize,
    /// Where the random numbers begin.
    pub seed: u64,
    /// The share of draws that lies in an interval, in `[0, 1]`.
    pub level: f64,
}

impl Default for Resampling {
    fn default() -> Self {
        Self {
            rounds: 2000,
            seed: 1,
            level: 0.95,
        }
    }
}

/// A range that a measure lies in, ends included.
#[derive(Copy, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Interval {
    /// The low end.
    pub low: f64,
    /// The high end.
    pub high: f64,
}

/// How one system differs from another.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Comparison {
    /// The measure of the first system less that of the second.
    pub difference: f64,
    /// The interval of the difference, by the paired bootstrap.
    pub interval: Interval,
    /// How likely a difference of this size or more would be, either way, if it were chance which system gave which
    /// answer; in `(0, 1]`.
    pub p: f64,
}

/// The percentile bootstrap (Efron and Tibshirani 1993, chapter 13): draws as many units as there are, with
/// replacement, takes the measure of their sum, and does so `rounds` times; the interval is what lies between the
/// percentiles. It is widened to the measure of all units where these are so uneven that the percentiles miss it.
///
/// With one unit, or no rounds, both ends are the measure itself. Time: rounds by units.
#[must_use]
pub fn interval(units: &[Counts], measure: impl Fn(&Counts) -> f64, how: &Resampling) -> Interval {
    let whole = measure(&sum(units.iter().copied()));
    let mut random = Random::new(how.seed);
    let draws = (0..how.rounds).map(|_| {
        let drawn = (0..units.len()).filter_map(|_| units.get(random.below(units.len())));
        measure(&sum(drawn.copied()))
    });
    percentiles(draws.collect(), whole, how.level)
}

/// Compares two systems on the same units, given by their counts under each.
///
/// The p-value is that of paired approximate randomization (Noreen 1989; for measures that are no means, such as F1,
/// Yeh 2000): the answers of the two systems are swapped unit by unit as a coin falls, and the p-value is the share of
/// draws in which the difference is as large as it is, the true one counted among them. Where all ways to swap are no more
/// than the rounds, each is taken once instead. The interval is by the paired bootstrap (Koehn 2004).
///
/// Equal systems have a p-value of 1. To exchange the systems changes the sign of the difference and nothing else. Time:
/// rounds by units.
#[must_use]
pub fn compare(
    units: &[(Counts, Counts)],
    measure: impl Fn(&Counts) -> f64,
    how: &Resampling,
) -> Comparison {
    let apart = |sums: (Counts, Counts)| measure(&sums.0) - measure(&sums.1);
    let difference = apart(sum_both(units.iter().copied()));
    let mut random = Random::new(how.seed);
    let swapped = |swaps: &mut dyn FnMut(usize) -> bool| {
        let chosen = units.iter().enumerate().map(|(at, &(first, second))| {
            if swaps(at) {
                (second, first)
            } else {
                (first, second)
            }
        });
        apart(sum_both(chosen)).abs() >= difference.abs()
    };
    let ways = u32::try_from(units.len())
        .ok()
        .and_then(|units| 1_usize.checked_shl(units))
        .filter(|ways| *ways <= how.rounds);
    let p = if let Some(ways) = ways {
        let large = (0..ways).filter(|way| swapped(&mut |at| (way >> at) & 1 == 1));
        large.count() as f64 / ways as f64
    } else {
        let large = (0..how.rounds).filter(|_| swapped(&mut |_| random.below(2) == 1));
        (large.count() + 1) as f64 / (how.rounds + 1) as f64
    };
    let mut random = Random::new(how.seed);
    let draws = (0..how.rounds).map(|_| {
        let drawn = (0..units.len()).filter_map(|_| units.get(random.below(units.len())));
        apart(sum_both(drawn.copied()))
    });
    Comparison {
        difference,
        interval: percentiles(draws.collect(), difference, how.level),
        p,
    }
}

/// What lies between the percentiles, and `whole`.
fn percentiles(mut draws: Vec<f64>, whole: f64, level: f64) -> Interval {
    draws.sort_unstable_by(f64::total_cmp);
    let outside = (1.0 - level.clamp(0.0, 1.0)) / 2.0;
    let last = draws.len().saturating_sub(1);
    // The same number of draws is left out on both sides: the interval of a mirrored measure is mirrored.
    let low = ((draws.len() as f64 * outside) as usize).min(last);
    let at = |index: usize| draws.get(index).copied().unwrap_or(whole);
    Interval {
        low: at(low).min(whole),
        high: at(last - low).max(whole),
    }
}

fn sum(units: impl Iterator<Item = Counts>) -> Counts {
    units.fold(Counts::default(), |sum, unit| sum + unit)
}

fn sum_both(units: impl Iterator<Item = (Counts, Counts)>) -> (Counts, Counts) {
    let none = (Counts::default(), Counts::default());
    units.fold(none, |sum, unit| (sum.0 + unit.0, sum.1 + unit.1))
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine, in six lines.
struct Random(u64);

impl Random {
    const fn new(seed: u64) -> Self {
        Self(seed)
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, 0 if that is 0. Off from even by less than one part in 2^32 for any real number of units.
    const fn below(&mut self, end: usize) -> usize {
        ((self.next() as u128 * end as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(right: usize) -> Counts {
        Counts::new(right, 10, 10)
    }

    #[test]
    fn the_interval_of_a_mean_is_about_two_standard_errors_wide() {
        // 100 units of 10, right in 5 or 9 of them by turns: mean .7, standard error .02.
        let units: Vec<Counts> = (0..100).map(|at| unit(5 + 4 * (at % 2))).collect();
        let found = interval(&units, Counts::f1, &Resampling::default());
        assert!((found.low - 0.66).abs() < 0.006, "{found:?}");
        assert!((found.high - 0.74).abs() < 0.006, "{found:?}");
    }

    #[test]
    fn all_ways_to_swap_few_units_are_counted() {
        // Three units, better in each: of eight ways to swap, none and all are as far apart.
        let units = [(unit(9), unit(5)); 3];
        let found = compare(&units, Counts::f1, &Resampling::default());
        assert_eq!(found.p, 0.25);
        assert!((found.difference - 0.4).abs() < 1e-12);
    }

    #[test]
    fn a_constant_lead_over_many_units_is_no_chance_and_a_mixed_one_is() {
        let lead: Vec<_> = (0..40).map(|_| (unit(8), unit(7))).collect();
        let how = Resampling::default();
        assert_eq!(compare(&lead, Counts::f1, &how).p, 1.0 / 2001.0);
        let mixed: Vec<_> = (0..40)
            .map(|at| {
                if at % 2 == 0 {
                    (unit(9), unit(5))
                } else {
                    (unit(5), unit(9))
                }
            })
            .collect();
        assert_eq!(compare(&mixed, Counts::f1, &how).p, 1.0);
    }
}
