//! What is measured of each kind of answers, and over which units.

use super::{
    Agreeing, Answers, Comparison, Counts, Interval, Judged, Resampling, blocks, boundaries,
    compare, interval, judge_beads, judge_overlaps, quantities, segments, total,
};

/// A measure with the counts it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Measure {
    /// Its name: `strict`, `statements`, `values` and so on.
    pub name: &'static str,
    /// All counts together.
    pub total: Counts,
    /// The counts of each unit that can be drawn; together they are the total.
    pub units: Vec<Counts>,
}

impl Measure {
    /// A measure of documents, each given by its judged items.
    #[must_use]
    pub fn new(name: &'static str, documents: &[Vec<Judged>]) -> Self {
        let units: Vec<Counts> = match Unit::of(documents.len()) {
            Unit::Document => documents.iter().map(|items| total(items)).collect(),
            Unit::Block => {
                let blocks = documents.iter().map(|items| blocks(items, BLOCK));
                blocks.flatten().collect()
            }
        };
        let total = units
            .iter()
            .fold(Counts::default(), |sum, unit| sum + *unit);
        Self { name, total, units }
    }

    /// The interval of F1.
    #[must_use]
    pub fn interval(&self, how: &Resampling) -> Interval {
        interval(&self.units, Counts::f1, how)
    }

    /// How F1 differs from that of another system on the same gold.
    ///
    /// If the gold was not the same, the units are not either: those that have no counterpart are left out.
    #[must_use]
    pub fn against(&self, other: &Self, how: &Resampling) -> Comparison {
        let units: Vec<_> = self
            .units
            .iter()
            .copied()
            .zip(other.units.iter().copied())
            .collect();
        compare(&units, Counts::f1, how)
    }
}

/// What is drawn.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unit {
    /// Whole documents.
    Document,
    /// Blocks of [`BLOCK`] items of the gold.
    Block,
}

/// How many neighbouring items of the gold are drawn together. Errors of alignment run over two or three beads; ten hold
/// most runs whole, and leave enough blocks in a document of a hundred beads.
pub const BLOCK: usize = 10;

/// From this many documents on, documents are drawn. With fewer, their few combinations say little.
pub const LEAST_DOCUMENTS: usize = 10;

impl Unit {
    /// What is drawn of so many documents.
    #[must_use]
    pub const fn of(documents: usize) -> Self {
        if documents < LEAST_DOCUMENTS {
            Self::Block
        } else {
            Self::Document
        }
    }
}

/// Gold and system are of different kinds.
#[derive(Copy, Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the gold has {gold}, the system {system}")]
pub struct KindMismatch {
    /// The kind of the gold.
    pub gold: &'static str,
    /// The kind of the system.
    pub system: &'static str,
}

/// The measures of pairs of gold and system, the most important first.
///
/// * Beads: `strict`, `lax` and `nulls` ([`beads`](fn@super::beads)), then each [type](super::BeadType).
/// * Links: `sentence-pairs` that overlap by 0.8 of their union on both sides, `statements` by 0.5.
/// * Segments: `boundaries` and `segments`.
/// * Quantities: `values`, `kinds` and `spans` ([`Agreeing`]).
///
/// Links of a system that have indices can be held against gold beads.
///
/// # Errors
///
/// Gold and system of different kinds.
pub fn measures(documents: &[(&Answers, &Answers)]) -> Result<Vec<Measure>, KindMismatch> {
    let mut names: Vec<&'static str> = Vec::new();
    let mut judged: Vec<Vec<Vec<Judged>>> = Vec::new();
    for (gold, system) in documents {
        let of_document = judge(gold, system)?;
        if names.is_empty() {
            names = of_document.iter().map(|(name, _)| *name).collect();
            judged = vec![Vec::new(); names.len()];
        } else if !names.iter().eq(of_document.iter().map(|(name, _)| name)) {
            let (gold, system) = (gold.kind(), system.kind());
            return Err(KindMismatch { gold, system });
        }
        for (all, (_, items)) in judged.iter_mut().zip(of_document) {
            all.push(items);
        }
    }
    let measures = names.iter().zip(&judged);
    Ok(measures
        .map(|(name, documents)| Measure::new(name, documents))
        .collect())
}

/// The least overlap of pairs of sentences, intersection over union of both sides.
pub const SENTENCE_OVERLAP: f64 = 0.8;

/// The least overlap of pairs of statements, whose ends are a matter of taste.
pub const STATEMENT_OVERLAP: f64 = 0.5;

fn judge(
    gold: &Answers,
    system: &Answers,
) -> Result<Vec<(&'static str, Vec<Judged>)>, KindMismatch> {
    Ok(match (gold, system) {
        (Answers::Beads(gold), Answers::Beads(found)) => of_beads(gold, found),
        (Answers::Beads(gold), Answers::Links(found)) if !found.beads.is_empty() => {
            of_beads(gold, &found.beads)
        }
        (Answers::Links(gold), Answers::Links(found)) => vec![
            (
                "sentence-pairs",
                judge_overlaps(&gold.sentences, &found.sentences, SENTENCE_OVERLAP),
            ),
            (
                "statements",
                judge_overlaps(&gold.statements, &found.statements, STATEMENT_OVERLAP),
            ),
        ],
        (Answers::Segments(gold), Answers::Segments(found)) => vec![
            ("boundaries", boundaries(gold, found)),
            ("segments", segments(gold, found)),
        ],
        (Answers::Quantities(gold), Answers::Quantities(found)) => [
            ("values", Agreeing::Value),
            ("kinds", Agreeing::Kind),
            ("spans", Agreeing::Span),
        ]
        .map(|(name, agreeing)| (name, quantities(gold, found, agreeing)))
        .into(),
        (gold, system) => {
            let (gold, system) = (gold.kind(), system.kind());
            return Err(KindMismatch { gold, system });
        }
    })
}

fn of_beads(
    gold: &[crate::format::beads::IndexBead],
    found: &[crate::format::beads::IndexBead],
) -> Vec<(&'static str, Vec<Judged>)> {
    let judged = judge_beads(gold, found);
    let whole = [
        ("strict", judged.strict),
        ("lax", judged.lax),
        ("nulls", judged.nulls),
    ];
    let types = judged
        .types
        .into_iter()
        .map(|(each, items)| (each.name(), items));
    whole.into_iter().chain(types).collect()
}
