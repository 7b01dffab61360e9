//! Beads against gold beads.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::AddAssign,
};

use serde::{Deserialize, Serialize};

use super::{Counts, Judged, judged::total};
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
    let judged = judge_beads(gold, found);
    BeadCounts {
        strict: total(&judged.strict),
        lax: total(&judged.lax),
        nulls: total(&judged.nulls),
    }
}

/// The beads of a document, gold and found, each judged: [`beads`] counts them.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct JudgedBeads {
    /// By equality.
    pub strict: Vec<Judged>,
    /// By a shared pair of sentences.
    pub lax: Vec<Judged>,
    /// Beads with an empty side, by equality.
    pub nulls: Vec<Judged>,
    /// By equality, for each type: the found beads of the type, and the gold beads of the type.
    pub types: Vec<(BeadType, Vec<Judged>)>,
}

/// How many sentences a bead joins with how many.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum BeadType {
    /// One with one.
    OneOne,
    /// One of the source with two.
    OneTwo,
    /// Two of the source with one.
    TwoOne,
    /// Two with two.
    TwoTwo,
    /// A side is empty.
    Null,
    /// Any other.
    Other,
}

impl BeadType {
    /// All types, the usual ones first.
    pub const ALL: [Self; 6] = [
        Self::OneOne,
        Self::OneTwo,
        Self::TwoOne,
        Self::TwoTwo,
        Self::Null,
        Self::Other,
    ];

    /// The type of a bead.
    #[must_use]
    pub const fn of(bead: &IndexBead) -> Self {
        Self::of_sizes(bead.source.len(), bead.target.len())
    }

    const fn of_sizes(source: usize, target: usize) -> Self {
        match (source, target) {
            (0, _) | (_, 0) => Self::Null,
            (1, 1) => Self::OneOne,
            (1, 2) => Self::OneTwo,
            (2, 1) => Self::TwoOne,
            (2, 2) => Self::TwoTwo,
            _ => Self::Other,
        }
    }

    /// `1-1`, `1-2`, `2-1`, `2-2`, `null` or `other`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::OneOne => "1-1",
            Self::OneTwo => "1-2",
            Self::TwoOne => "2-1",
            Self::TwoTwo => "2-2",
            Self::Null => "null",
            Self::Other => "other",
        }
    }
}

/// Judges each bead as [`beads`] counts them. A bead stands at its first source sentence; one without, where the target
/// sentences before it stand in the gold.
#[must_use]
pub fn judge_beads(gold: &[IndexBead], found: &[IndexBead]) -> JudgedBeads {
    let (gold, found) = (Beads::new(gold), Beads::new(found));
    let places = gold.places();
    let mut judged = JudgedBeads::default();
    let mut types: BTreeMap<BeadType, Vec<Judged>> =
        BeadType::ALL.map(|each| (each, Vec::new())).into();
    for bead in &found.beads {
        let place = places.of(bead);
        let (same, near) = gold.has(bead);
        judged.strict.push(Judged::found(place, same));
        judged.lax.push(Judged::found(place, near));
        if !bead.has_both() {
            judged.nulls.push(Judged::found(place, same));
        }
        let of_type = types.entry(bead.bead_type()).or_default();
        of_type.push(Judged::found(place, same));
    }
    for bead in &gold.beads {
        let place = places.of(bead);
        let (same, near) = found.has(bead);
        if bead.has_both() {
            judged.strict.push(Judged::expected(place, same));
            judged.lax.push(Judged::expected(place, near));
        } else {
            judged.nulls.push(Judged::expected(place, same));
        }
        let of_type = types.entry(bead.bead_type()).or_default();
        of_type.push(Judged::expected(place, same));
    }
    judged.types = types.into_iter().collect();
    judged
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

    const fn bead_type(&self) -> BeadType {
        BeadType::of_sizes(self.source.len(), self.target.len())
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

    /// Whether that bead is among these, and whether these have at least a sentence pair of it.
    fn has(&self, bead: &Bead) -> (bool, bool) {
        let same = self.beads.contains(bead);
        let near = bead.source.iter().any(|source| {
            let joined = self.joined.get(source);
            joined.is_some_and(|joined| bead.target.iter().any(|target| joined.contains(target)))
        });
        (same, same || near)
    }

    fn places(&self) -> Places {
        let mut of_targets = BTreeMap::new();
        for bead in &self.beads {
            if let Some(first) = bead.source.first() {
                of_targets.extend(bead.target.iter().map(|target| (*target, *first)));
            }
        }
        Places { of_targets }
    }
}

/// Where target sentences stand among those of the source.
struct Places {
    of_targets: BTreeMap<usize, usize>,
}

impl Places {
    fn of(&self, bead: &Bead) -> usize {
        let by_target = |target| {
            let before = self.of_targets.range(..=target).next_back();
            before.map(|(_, place)| *place)
        };
        let source = bead.source.first().copied();
        source
            .or_else(|| by_target(*bead.target.first()?))
            .unwrap_or_default()
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
