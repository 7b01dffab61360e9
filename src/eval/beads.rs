//! Beads against gold beads.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::AddAssign,
};

use serde::{Deserialize, Serialize};

use super::Counts;
use crate::format::beads::IndexBead;

/// What is counted of the beads of a document.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BeadCounts {
    /// Beads that are the same as a gold bead.
    pub strict: Counts,
    /// Beads that share at least one pair of sentences with a gold bead.
    pub lax: Counts,
    /// Beads with an empty side that are the same as a gold bead.
    pub nulls: Counts,
}

impl AddAssign for BeadCounts {
    fn add_assign(&mut self, other: Self) {
        self.strict += other.strict;
        self.lax += other.lax;
        self.nulls += other.nulls;
    }
}

/// Scores beads by Vecalign's convention (Thompson and Koehn 2019, section 4).
///
/// Precision is taken over all found beads, those with an empty side included; recall over the gold beads that have
/// both sides. Beads with an empty side are counted by themselves as well. The order of beads, and of indices inside
/// them, does not matter.
#[must_use]
pub fn beads(gold: &[IndexBead], found: &[IndexBead]) -> BeadCounts {
    let (gold, found) = (Beads::new(gold), Beads::new(found));
    let (strict_right, lax_right) = found.hits(&gold, |_| true);
    let (strict_met, lax_met) = gold.hits(&found, Bead::has_both);
    let expected = gold.beads.iter().filter(|bead| bead.has_both()).count();
    let count = |right, met| Counts {
        right,
        found: found.beads.len(),
        met,
        expected,
    };
    let nulls = |beads: &Beads| beads.beads.iter().filter(|bead| !bead.has_both()).count();
    let null_hits = found
        .beads
        .iter()
        .filter(|b| !b.has_both() && gold.beads.contains(b))
        .count();
    BeadCounts {
        strict: count(strict_right, strict_met),
        lax: count(lax_right, lax_met),
        nulls: Counts::new(null_hits, nulls(&found), nulls(&gold)),
    }
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Bead {
    source: Vec<usize>,
    target: Vec<usize>,
}

impl Bead {
    fn has_both(&self) -> bool {
        !self.source.is_empty() && !self.target.is_empty()
    }
}

/// Different beads, and the target sentences that each source sentence is joined with.
struct Beads {
    beads: BTreeSet<Bead>,
    joined: BTreeMap<usize, BTreeSet<usize>>,
}

impl Beads {
    fn new(listed: &[IndexBead]) -> Self {
        let mut beads = BTreeSet::new();
        let mut joined: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for bead in listed {
            let sorted = |side: &[usize]| {
                let mut side = side.to_vec();
                side.sort_unstable();
                side
            };
            let bead = Bead {
                source: sorted(&bead.source),
                target: sorted(&bead.target),
            };
            for &source in &bead.source {
                joined.entry(source).or_default().extend(&bead.target);
            }
            if !bead.source.is_empty() || !bead.target.is_empty() {
                beads.insert(bead);
            }
        }
        Self { beads, joined }
    }

    /// How many of these beads, of those that count, the others have: the same, or at least a sentence pair of.
    fn hits(&self, others: &Self, counts: impl Fn(&Bead) -> bool) -> (usize, usize) {
        let mut hits = (0, 0);
        for bead in self.beads.iter().filter(|bead| counts(bead)) {
            let same = others.beads.contains(bead);
            let near = bead.source.iter().any(|source| {
                let joined = others.joined.get(source);
                joined
                    .is_some_and(|joined| bead.target.iter().any(|target| joined.contains(target)))
            });
            hits.0 += usize::from(same);
            hits.1 += usize::from(same || near);
        }
        hits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bead(source: &[usize], target: &[usize]) -> IndexBead {
        IndexBead::new(source.to_vec(), target.to_vec())
    }

    #[test]
    fn nulls_count_for_precision_but_not_for_recall() {
        let gold = [bead(&[0], &[0]), bead(&[1], &[]), bead(&[2], &[1, 2])];
        let found = [
            bead(&[0], &[0]),
            bead(&[1], &[]),
            bead(&[2], &[1]),
            bead(&[], &[2]),
        ];
        let counts = beads(&gold, &found);
        assert_eq!(
            counts.strict,
            Counts {
                right: 2,
                found: 4,
                met: 1,
                expected: 2
            }
        );
        assert_eq!(
            counts.lax,
            Counts {
                right: 3,
                found: 4,
                met: 2,
                expected: 2
            }
        );
        assert_eq!(counts.nulls, Counts::new(1, 2, 1));
    }

    #[test]
    fn order_does_not_matter() {
        let gold = [bead(&[0, 1], &[0]), bead(&[2], &[1])];
        let found = [bead(&[2], &[1]), bead(&[1, 0], &[0])];
        assert_eq!(beads(&gold, &found).strict.f1(), 1.0);
    }
}
