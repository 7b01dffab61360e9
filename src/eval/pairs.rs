//! Items found against items expected.

use std::{
    collections::BTreeSet,
    ops::{Add, AddAssign},
};

use serde::{Deserialize, Serialize};

use super::{Judged, judged::total};
use crate::text::Span;

/// How many items were found, how many expected, and how many of each were right.
///
/// The two numbers of right items differ where one found item may satisfy several expected ones, and where precision
/// and recall are taken over different items.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Counts {
    /// Items found that are right.
    pub right: usize,
    /// Items found.
    pub found: usize,
    /// Items expected that were found.
    pub met: usize,
    /// Items expected.
    pub expected: usize,
}

impl Counts {
    /// Counts of items that are each right or wrong.
    #[must_use]
    pub const fn new(right: usize, found: usize, expected: usize) -> Self {
        Self {
            right,
            found,
            met: right,
            expected,
        }
    }

    /// The share of the found items that are right, in `[0, 1]`; 1 if none was found.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    /// The share of the expected items that were found, in `[0, 1]`; 1 if none was expected.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.met, self.expected)
    }

    /// The harmonic mean of precision and recall; 0 if both are.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 {
            2.0 * precision * recall / (precision + recall)
        } else {
            0.0
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            right: self.right + other.right,
            found: self.found + other.found,
            met: self.met + other.met,
            expected: self.expected + other.expected,
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

/// Counts equal items; each counts once, however often it is listed.
#[must_use]
pub fn counts<T: Ord>(
    expected: impl IntoIterator<Item = T>,
    found: impl IntoIterator<Item = T>,
) -> Counts {
    let expected: BTreeSet<T> = expected.into_iter().collect();
    let found: BTreeSet<T> = found.into_iter().collect();
    Counts::new(
        found.intersection(&expected).count(),
        found.len(),
        expected.len(),
    )
}

/// Counts pairs of spans that overlap on both sides by at least `least` of their union (intersection over union).
///
/// A found pair is right if it overlaps any expected one so, an expected one met if any found one does. Cost: pairs by
/// those that begin near them in the source; the product of their numbers at worst.
#[must_use]
pub fn overlaps(expected: &[(Span, Span)], found: &[(Span, Span)], least: f64) -> Counts {
    total(&judge_overlaps(expected, found, least))
}

/// Judges each pair as [`overlaps`] counts them; a pair stands where its source begins.
#[must_use]
pub fn judge_overlaps(
    expected: &[(Span, Span)],
    found: &[(Span, Span)],
    least: f64,
) -> Vec<Judged> {
    let (expected_places, found_places) = (Places::new(expected), Places::new(found));
    let right = found
        .iter()
        .map(|pair| Judged::found(pair.0.start(), expected_places.has_near(pair, least)));
    let met = expected
        .iter()
        .map(|pair| Judged::expected(pair.0.start(), found_places.has_near(pair, least)));
    right.chain(met).collect()
}

/// Pairs in the order of their sources.
struct Places(Vec<(Span, Span)>);

impl Places {
    fn new(pairs: &[(Span, Span)]) -> Self {
        let mut pairs = pairs.to_vec();
        pairs.sort_unstable();
        Self(pairs)
    }

    fn has_near(&self, pair: &(Span, Span), least: f64) -> bool {
        // What overlaps by a share is at most so many times as long, and begins at most that far ahead.
        let reach = (pair.0.len() as f64 / least.max(f64::MIN_POSITIVE)).ceil() as usize;
        let first = pair.0.end().saturating_sub(reach);
        let from = self.0.partition_point(|other| other.0.start() < first);
        let rest = self.0.get(from..).unwrap_or_default();
        rest.iter()
            .take_while(|other| other.0.start() <= pair.0.end())
            .any(|other| overlap(pair.0, other.0) >= least && overlap(pair.1, other.1) >= least)
    }
}

pub(super) fn overlap(a: Span, b: Span) -> f64 {
    share(a.intersection(b).len(), a.hull(b).len().max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_of_nothing_are_defined() {
        let nothing = Counts::default();
        assert_eq!(
            (nothing.precision(), nothing.recall(), nothing.f1()),
            (1.0, 1.0, 1.0)
        );
        assert_eq!(Counts::new(0, 2, 3).f1(), 0.0);
    }

    #[test]
    fn items_count_once() {
        let counts = counts([1, 2, 3], [2, 2, 4]);
        assert_eq!(counts, Counts::new(1, 2, 3));
        assert_eq!(counts.precision(), 0.5);
    }

    #[test]
    fn pairs_of_spans_need_both_sides() {
        let gold = [(Span::new(0, 10), Span::new(0, 10))];
        let half = [
            (Span::new(0, 8), Span::new(0, 4)),
            (Span::new(0, 8), Span::new(1, 10)),
        ];
        assert_eq!(
            overlaps(&gold, &half, 0.5),
            Counts {
                right: 1,
                found: 2,
                met: 1,
                expected: 1
            }
        );
    }
}
