//! Parallel text: beads in order, every sentence in exactly one.

use std::ops::ControlFlow;

use foldhash::HashMap;

use super::{
    anchor,
    dp::{Band, Bead, BeadType},
    pins::{Gap, Layout},
    window::{self, Bands, Limits, Part, Scorer, Width},
};
use crate::score::{
    Association, Document,
    model::{BeadModel, Block, Weights, Window, Windows},
};

/// The most sentences of one side that a bead may hold.
const LONGEST: usize = 6;

/// The most sentences of both sides together.
const MOST: usize = 7;

/// How many sentences in a row may be left without counterpart at once; longer blocks are put together from these.
///
/// In the search such a run is one bead, because a block left out is likelier than as many single sentences; in the
/// result each sentence is a bead of its own.
const RUNS: [usize; 6] = [1, 2, 3, 5, 8, 16];

/// Of how many beads it is kept what the order of their words adds to their scores.
const MOST_KEPT: usize = 1 << 14;

/// A bead with its probability.
pub(crate) type ScoredBead = (Bead, f32);

/// Takes beads as they are settled, with the model that scored them, which knows the reasons; says whether to go on.
pub(crate) type Take<'t> = dyn FnMut(&BeadModel<'_>, &[ScoredBead]) -> ControlFlow<()> + 't;

/// Aligns two documents, and hands over the beads in order; `chinese` is the first side.
///
/// What pins settle is handed over as it is; between their stops each stretch is searched by itself. Memory beside the
/// documents and their association: that of a [`window`].
pub(crate) fn align(
    [chinese, english]: [&Document; 2],
    association: &Association,
    (weights, gap): (Weights, f32),
    pins: &Layout,
    take: &mut Take<'_>,
) -> ControlFlow<()> {
    let anchors = anchor::anchors(chinese, english, association, &|source, target| {
        pins.may_join(source, target)
    });
    let mut anchors = anchors.into_iter().peekable();
    let types = bead_types();
    let mut model = BeadModel::unread(
        [chinese, english],
        association,
        &sizes(&types),
        weights,
        gap,
    );
    for stretch in pins.gaps(chinese.sentences().len(), english.sentences().len()) {
        let Gap {
            source,
            target,
            stop,
        } = stretch;
        let mut inside = Vec::new();
        while let Some(anchor) = anchors.next_if(|anchor| anchor.source < source.1) {
            inside.push(anchor.relative_to(source.0, target.0));
        }
        let sizes = (source.1 - source.0, target.1 - target.0);
        if sizes != (0, 0) {
            let mut sentences = Sentences {
                model: &mut model,
                at: (source.0, target.0),
                pins,
                order: HashMap::default(),
                width: Width::Near,
                take,
            };
            let bands = Bands {
                near: anchor::near_band(&inside, sizes.0, sizes.1),
                far: anchor::band(&inside, sizes.0, sizes.1),
            };
            window::search(bands, &types, Limits::default(), &mut sentences)?;
        }
        if let Some(stop) = stop.filter(|stop| stop.bead.is_some()) {
            let bead = Bead {
                source: stop.source.0,
                target: stop.target.0,
                size: BeadType {
                    sources: stop.source.1 - stop.source.0,
                    targets: stop.target.1 - stop.target.0,
                },
            };
            take(&model, &[(bead, 1.0)])?;
        }
    }
    ControlFlow::Continue(())
}

/// The search of a stretch, whose places count from its beginning.
struct Sentences<'m, 'd, 't, 'f> {
    model: &'m mut BeadModel<'d>,
    /// Where the stretch begins.
    at: (usize, usize),
    pins: &'m Layout,
    /// What the order of words adds to beads: windows overlap.
    order: HashMap<Bead, f32>,
    /// The band that is looked at.
    width: Width,
    take: &'t mut Take<'f>,
}

impl Scorer for Sentences<'_, '_, '_, '_> {
    fn turn(&mut self, to: Width) {
        if self.width != to {
            self.model.turn();
            self.width = to;
        }
    }

    fn read(&mut self, band: &Band, part: Part) {
        let (mut chinese, mut english) = windows(band, part);
        let shift = |windows: &mut Windows, by: usize| {
            for window in windows {
                window.first += by;
                window.starts += by;
                window.end += by;
            }
        };
        let (source, target) = self.at;
        shift(&mut chinese, target);
        shift(&mut english, source);
        self.model.read(
            (source + part.source, &chinese),
            (target + part.target, &english),
        );
    }

    fn score(
        &mut self,
        source: usize,
        target: usize,
        types: &[(usize, usize)],
        scores: &mut [f32],
    ) {
        let place = (self.at.0 + source, self.at.1 + target);
        self.model.score_row(place, types, scores);
        self.pins.forbid(place, types, scores);
    }

    fn more(&mut self, bead: Bead) -> f32 {
        if let Some(&known) = self.order.get(&bead) {
            return known;
        }
        if self.order.len() >= MOST_KEPT {
            self.order.clear();
        }
        let (source, target) = self.at;
        let score = self.model.order_score(block(Bead {
            source: bead.source + source,
            target: bead.target + target,
            size: bead.size,
        }));
        self.order.insert(bead, score);
        score
    }

    fn take(&mut self, beads: &[ScoredBead]) -> ControlFlow<()> {
        let (source, target) = self.at;
        let single = beads.iter().flat_map(|&(bead, posterior)| {
            let bead = Bead {
                source: bead.source + source,
                target: bead.target + target,
                size: bead.size,
            };
            singles(bead).map(move |bead| (bead, posterior))
        });
        (self.take)(self.model, &single.collect::<Vec<_>>())
    }
}

/// The band of the search.
pub(crate) fn band(chinese: &Document, english: &Document, association: &Association) -> Band {
    let anchors = anchor::anchors(chinese, english, association, &|_, _| true);
    anchor::band(
        &anchors,
        chinese.sentences().len(),
        english.sentences().len(),
    )
}

/// The model of all beads inside the band, read at once: for the fit of weights.
pub(crate) fn model<'d>(
    (chinese, english): (&'d Document, &'d Document),
    association: &'d Association,
    band: &Band,
    weights: Weights,
) -> BeadModel<'d> {
    let all = Part {
        source: 0,
        target: 0,
        last: band.sources(),
        end: band.targets(),
    };
    let (chinese_windows, english_windows) = windows(band, all);
    BeadModel::new(
        [chinese, english],
        association,
        [&chinese_windows, &english_windows],
        &sizes(&bead_types()),
        weights,
        0.0,
    )
}

/// The sentences of a bead.
pub(crate) const fn block(bead: Bead) -> Block {
    Block {
        chinese: (bead.source, bead.source + bead.size.sources),
        english: (bead.target, bead.target + bead.size.targets),
    }
}

/// A run of sentences without counterpart as one bead for each; any other bead as it is.
fn singles(bead: Bead) -> impl Iterator<Item = Bead> {
    let (count, step) = match (bead.size.sources, bead.size.targets) {
        (sources, 0) => (sources, (1, 0)),
        (0, targets) => (targets, (0, 1)),
        _ => (1, (bead.size.sources, bead.size.targets)),
    };
    (0..count).map(move |index| Bead {
        source: bead.source + index * step.0,
        target: bead.target + index * step.1,
        size: BeadType {
            sources: step.0,
            targets: step.1,
        },
    })
}

/// The beads of a path with the sentences without counterpart as runs, the longest first.
pub(crate) fn with_runs(beads: &[Bead]) -> Vec<Bead> {
    let key = |bead: &Bead| match (bead.size.sources, bead.size.targets) {
        (0, _) => Some(false),
        (_, 0) => Some(true),
        _ => None,
    };
    let mut path = Vec::with_capacity(beads.len());
    for run in beads.chunk_by(|a, b| key(a).is_some() && key(a) == key(b)) {
        let (Some(&first), Some(&last)) = (run.first(), run.last()) else {
            continue;
        };
        let Some(is_source) = key(&first) else {
            path.extend(run);
            continue;
        };
        let (mut at, end) = ((first.source, first.target), last.end());
        while at != end {
            let left = (end.0 - at.0) + (end.1 - at.1);
            let size = RUNS.iter().rev().find(|&&size| size <= left);
            let size = size.copied().unwrap_or(1);
            let (sources, targets) = if is_source { (size, 0) } else { (0, size) };
            path.push(Bead {
                source: at.0,
                target: at.1,
                size: BeadType { sources, targets },
            });
            at = (at.0 + sources, at.1 + targets);
        }
    }
    path
}

/// All types of up to [`MOST`] sentences, three Chinese with five English ones, and [`RUNS`] that leave a side empty.
pub(crate) fn bead_types() -> Vec<BeadType> {
    let mut types = vec![BeadType {
        sources: 3,
        targets: 5,
    }];
    for size in RUNS {
        types.push(BeadType {
            sources: size,
            targets: 0,
        });
        types.push(BeadType {
            sources: 0,
            targets: size,
        });
    }
    for sources in 1..=LONGEST {
        for targets in 1..=LONGEST {
            if sources + targets <= MOST {
                types.push(BeadType { sources, targets });
            }
        }
    }
    types
}

/// Bead types as the model takes them.
fn sizes(types: &[BeadType]) -> Vec<(usize, usize)> {
    types.iter().map(|it| (it.sources, it.targets)).collect()
}

/// For each sentence of either side from the beginning of `part` on, the sentences of the other that a bead inside the
/// part can join it with.
fn windows(band: &Band, part: Part) -> (Windows, Windows) {
    let row = |row: usize| {
        let (first, last) = band.row(row);
        let inside = |cut: usize| cut.min(part.end).max(part.target);
        (inside(first), inside(last))
    };
    // A bead that holds source sentence `i` begins at most `LONGEST - 1` rows above and ends as far below.
    let chinese = (part.source..part.last).map(|sentence| {
        let above = sentence.saturating_sub(LONGEST - 1).max(part.source);
        let below = (sentence + LONGEST).min(part.last);
        let (first, _) = row(above);
        let (_, last_begin) = row(sentence);
        let end = row(below).1;
        Window {
            first,
            starts: (last_begin + 1).min(end),
            end: end.min(last_begin + LONGEST),
        }
    });
    let chinese = chinese.collect();
    let (_, end) = row(part.last);
    let unseen = Window {
        first: usize::MAX,
        starts: 0,
        end: 0,
    };
    let mut english: Windows = vec![unseen; end - part.target];
    for number in part.source..=part.last {
        let (first, last) = row(number);
        let reached = (last + LONGEST).min(end);
        let range = first - part.target..reached - part.target;
        for window in english.get_mut(range).unwrap_or_default() {
            window.first = window.first.min(number);
            window.end = (number + LONGEST).min(part.last);
            window.starts = (number + 1).min(part.last);
        }
    }
    for window in &mut english {
        window.first = window.first.min(window.end);
        window.starts = window.starts.max(window.first);
    }
    (chinese, english)
}
