//! Parallel text: beads in order, every sentence in exactly one.

use super::{
    anchor,
    dp::{Band, Bead, BeadType, Lattice},
};
use crate::score::{
    Association, Document,
    model::{BeadModel, Block, Weights, Windows},
};

/// The most sentences of one side that a bead may hold.
const LONGEST: usize = 6;

/// The most sentences of both sides together.
const MOST: usize = 7;

/// A bead with its probability.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) struct ScoredBead {
    pub(crate) bead: Bead,
    pub(crate) posterior: f32,
}

/// The alignment of two documents, and the model that scored it, which knows the reasons.
pub(crate) struct Parallel<'d> {
    pub(crate) beads: Vec<ScoredBead>,
    pub(crate) model: BeadModel<'d>,
}

/// Aligns two documents; `chinese` is the first side of the beads.
pub(crate) fn align<'d>(
    chinese: &'d Document,
    english: &'d Document,
    association: &Association,
    weights: Weights,
    gap: f32,
) -> Parallel<'d> {
    let band = band(chinese, english, association);
    let model = model((chinese, english), association, &band, weights, gap);
    let lattice = Lattice::new(band, &bead_types(), |bead| model.score(block(bead)));
    let best = lattice.best();
    let posteriors = lattice.posteriors(&best);
    let beads = best
        .into_iter()
        .zip(posteriors)
        .map(|(bead, posterior)| ScoredBead { bead, posterior });
    Parallel {
        beads: beads.collect(),
        model,
    }
}

/// The band of the search.
pub(crate) fn band(chinese: &Document, english: &Document, association: &Association) -> Band {
    let anchors = anchor::anchors(chinese, english, association);
    anchor::band(
        &anchors,
        chinese.sentences().len(),
        english.sentences().len(),
    )
}

/// The model of all beads inside the band.
pub(crate) fn model<'d>(
    (chinese, english): (&'d Document, &'d Document),
    association: &Association,
    band: &Band,
    weights: Weights,
    gap: f32,
) -> BeadModel<'d> {
    let (chinese_windows, english_windows) = windows(band);
    BeadModel::new(
        [chinese, english],
        association,
        [&chinese_windows, &english_windows],
        LONGEST,
        weights,
        gap,
    )
}

/// The sentences of a bead.
pub(crate) const fn block(bead: Bead) -> Block {
    Block {
        chinese: (bead.source, bead.source + bead.size.sources),
        english: (bead.target, bead.target + bead.size.targets),
    }
}

/// All types of up to [`MOST`] sentences, three Chinese with five English ones, and the two that leave a side empty.
pub(crate) fn bead_types() -> Vec<BeadType> {
    let mut types = vec![
        BeadType {
            sources: 1,
            targets: 0,
        },
        BeadType {
            sources: 0,
            targets: 1,
        },
        BeadType {
            sources: 3,
            targets: 5,
        },
    ];
    for sources in 1..=LONGEST {
        for targets in 1..=LONGEST {
            if sources + targets <= MOST {
                types.push(BeadType { sources, targets });
            }
        }
    }
    types
}

/// For each sentence of either side, the sentences of the other that a bead inside the band can join it with.
fn windows(band: &Band) -> (Windows, Windows) {
    let (sources, targets) = (band.sources(), band.targets());
    // A bead that holds source sentence `i` begins at most `LONGEST - 1` rows above and ends as far below.
    let chinese = (0..sources)
        .map(|sentence| {
            let above = sentence.saturating_sub(LONGEST - 1);
            let below = (sentence + LONGEST).min(sources);
            (band.row(above).0, band.row(below).1)
        })
        .collect();
    let mut english: Windows = vec![(usize::MAX, 0); targets];
    for row in 0..=sources {
        let (first, last) = band.row(row);
        for window in english
            .get_mut(first.saturating_sub(LONGEST)..(last + LONGEST).min(targets))
            .unwrap_or_default()
        {
            window.0 = window.0.min(row.saturating_sub(LONGEST));
            window.1 = window.1.max((row + LONGEST).min(sources));
        }
    }
    for window in &mut english {
        window.0 = window.0.min(window.1);
    }
    (chinese, english)
}
