//! The dynamic programme: scores in, beads out. It knows numbers and indices, no text.
//!
//! A [`Lattice`] holds the scores of all beads inside a [`Band`]. [`Lattice::best`] finds the sequence of beads of
//! highest total score that covers both sides in order (a semi-Markov Viterbi search); [`Lattice::posteriors`] says
//! how much of the probability of all such sequences passes through each bead (forward-backward).

use serde::{Deserialize, Serialize};

/// Which cut points of the target are looked at for each cut point of the source.
///
/// With `n` source and `m` target sentences there are `n + 1` rows; row `i` reaches from its first to its last target
/// cut point, inclusive, both at most `m`. Bounds never fall from row to row, the first row holds 0, the last `m`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    rows: Vec<(usize, usize)>,
    targets: usize,
}

impl Band {
    /// The whole matrix.
    #[must_use]
    pub fn full(sources: usize, targets: usize) -> Self {
        Self {
            rows: vec![(0, targets); sources + 1],
            targets,
        }
    }

    /// A band of the given rows, widened where needed to hold a path: bounds are clamped to `0..=targets` and made to
    /// rise, and each row reaches at least to where the next begins.
    #[must_use]
    pub fn new(mut rows: Vec<(usize, usize)>, targets: usize) -> Self {
        if rows.is_empty() {
            rows.push((0, targets));
        }
        if let Some(first) = rows.first_mut() {
            first.0 = 0;
        }
        let mut top = 0;
        for row in &mut rows {
            top = row.1.min(targets).max(top);
            row.1 = top;
        }
        let mut bottom = targets;
        for row in rows.iter_mut().rev() {
            bottom = row.0.min(bottom);
            row.0 = bottom;
        }
        // A path steps from row to row at one target cut point: neighbours must share one.
        let mut next = targets;
        for row in rows.iter_mut().rev() {
            row.1 = row.1.max(next);
            next = row.0;
        }
        Self { rows, targets }
    }

    /// The number of source sentences.
    #[must_use]
    pub fn sources(&self) -> usize {
        self.rows.len() - 1
    }

    /// The number of target sentences.
    #[must_use]
    pub const fn targets(&self) -> usize {
        self.targets
    }

    /// First and last target cut point of row `source`; an empty range past the end if there is no such row.
    #[must_use]
    pub fn row(&self, source: usize) -> (usize, usize) {
        self.rows.get(source).copied().unwrap_or((1, 0))
    }

    /// The number of cut point pairs inside.
    #[must_use]
    pub fn cells(&self) -> usize {
        self.rows.iter().map(|(first, last)| last + 1 - first).sum()
    }
}

/// How many sentences of each side a bead joins.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BeadType {
    /// Sentences of the source.
    pub sources: usize,
    /// Sentences of the target.
    pub targets: usize,
}

/// A bead: a run of source sentences that corresponds to a run of target sentences; one of them may be empty.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Bead {
    /// The first source sentence.
    pub source: usize,
    /// The first target sentence.
    pub target: usize,
    /// How many of each.
    pub size: BeadType,
}

/// The scores of all beads inside a band.
#[derive(Clone, Debug)]
pub struct Lattice {
    band: Band,
    types: Vec<BeadType>,
    /// For each row, where its cells begin; a cell has one score for each type.
    starts: Vec<usize>,
    scores: Vec<f32>,
}

impl Lattice {
    /// Asks `score` for the score of every bead of one of the given types that begins and ends inside the band.
    ///
    /// Scores are log-linear: sums of them compare paths. `f32::NEG_INFINITY` forbids a bead. Types that join nothing
    /// with nothing are left out. If the types do not include 1-0 and 0-1 there may be no path; see [`Lattice::best`].
    #[must_use]
    pub fn new(band: Band, types: &[BeadType], mut score: impl FnMut(Bead) -> f32) -> Self {
        let types: Vec<BeadType> = types
            .iter()
            .copied()
            .filter(|t| t.sources + t.targets > 0)
            .collect();
        let mut starts = vec![0];
        let mut scores = Vec::with_capacity(band.cells() * types.len());
        for source in 0..=band.sources() {
            let (first, last) = band.row(source);
            for target in first..=last {
                for &size in &types {
                    let (below, beyond) = band.row(source + size.sources);
                    let end = target + size.targets;
                    let inside =
                        source + size.sources <= band.sources() && below <= end && end <= beyond;
                    scores.push(if inside {
                        score(Bead {
                            source,
                            target,
                            size,
                        })
                    } else {
                        f32::NEG_INFINITY
                    });
                }
            }
            starts.push(scores.len());
        }
        Self {
            band,
            types,
            starts,
            scores,
        }
    }

    /// The band the lattice was made for.
    #[must_use]
    pub const fn band(&self) -> &Band {
        &self.band
    }

    /// The score of a bead; negative infinity outside the band.
    #[must_use]
    pub fn score(&self, bead: Bead) -> f32 {
        let cell = self.cell(bead.source, bead.target);
        let kind = self.types.iter().position(|&size| size == bead.size);
        cell.zip(kind)
            .and_then(|(cell, kind)| cell.get(kind))
            .copied()
            .unwrap_or(f32::NEG_INFINITY)
    }

    /// The beads of the path of highest total score, in order. Between equal paths the choice is fixed.
    ///
    /// The beads cover all sentences of both sides exactly once. If no path of finite score exists, the result is a
    /// single bead of everything. Cost: linear in the number of scores.
    #[must_use]
    pub fn best(&self) -> Vec<Bead> {
        let mut best = Cells::new(&self.band, f64::NEG_INFINITY);
        let mut back: Vec<Option<BeadType>> = vec![None; best.values.len()];
        best.set(0, 0, 0.0);
        self.each(|bead, score| {
            let from = best.get(bead.source, bead.target);
            let to = from + f64::from(score);
            let (source, target) = (
                bead.source + bead.size.sources,
                bead.target + bead.size.targets,
            );
            if to > best.get(source, target) {
                best.set(source, target, to);
                if let Some(slot) = best.index(source, target).and_then(|at| back.get_mut(at)) {
                    *slot = Some(bead.size);
                }
            }
        });
        let mut beads = Vec::new();
        let (mut source, mut target) = (self.band.sources(), self.band.targets());
        while source + target > 0 {
            let size = best
                .index(source, target)
                .and_then(|at| back.get(at).copied().flatten());
            let step = size.and_then(|size| {
                Some((
                    source.checked_sub(size.sources)?,
                    target.checked_sub(size.targets)?,
                    size,
                ))
            });
            let Some((from_source, from_target, size)) = step else {
                let all = BeadType {
                    sources: self.band.sources(),
                    targets: self.band.targets(),
                };
                return vec![Bead {
                    source: 0,
                    target: 0,
                    size: all,
                }];
            };
            (source, target) = (from_source, from_target);
            beads.push(Bead {
                source,
                target,
                size,
            });
        }
        beads.reverse();
        beads
    }

    /// The probability of each of the given beads: the share of `exp(score)` of all paths that goes through it.
    ///
    /// In `[0, 1]`; 0 for a bead outside the lattice. Cost: linear in the number of scores.
    #[must_use]
    pub fn posteriors(&self, beads: &[Bead]) -> Vec<f32> {
        let mut forward = Cells::new(&self.band, f64::NEG_INFINITY);
        forward.set(0, 0, 0.0);
        self.each(|bead, score| {
            let from = forward.get(bead.source, bead.target);
            let (source, target) = (
                bead.source + bead.size.sources,
                bead.target + bead.size.targets,
            );
            let sum = log_add(forward.get(source, target), from + f64::from(score));
            forward.set(source, target, sum);
        });
        let mut backward = Cells::new(&self.band, f64::NEG_INFINITY);
        backward.set(self.band.sources(), self.band.targets(), 0.0);
        self.each_back(|bead, score| {
            let (source, target) = (
                bead.source + bead.size.sources,
                bead.target + bead.size.targets,
            );
            let to = backward.get(source, target) + f64::from(score);
            let sum = log_add(backward.get(bead.source, bead.target), to);
            backward.set(bead.source, bead.target, sum);
        });
        let all = forward.get(self.band.sources(), self.band.targets());
        let posterior = |bead: &Bead| {
            let (source, target) = (
                bead.source + bead.size.sources,
                bead.target + bead.size.targets,
            );
            let through = forward.get(bead.source, bead.target)
                + f64::from(self.score(*bead))
                + backward.get(source, target);
            let share = (through - all).exp();
            if share.is_nan() {
                0.0
            } else {
                share.min(1.0) as f32
            }
        };
        beads.iter().map(posterior).collect()
    }

    fn cell(&self, source: usize, target: usize) -> Option<&[f32]> {
        let (first, last) = self.band.row(source);
        if !(first..=last).contains(&target) {
            return None;
        }
        let at = self.starts.get(source)? + (target - first) * self.types.len();
        self.scores.get(at..at + self.types.len())
    }

    /// Visits the finite scores so that every bead comes after all beads that end where it begins.
    fn each(&self, mut visit: impl FnMut(Bead, f32)) {
        for source in 0..=self.band.sources() {
            let (first, last) = self.band.row(source);
            for target in first..=last {
                self.visit_cell(source, target, &mut visit);
            }
        }
    }

    /// The reverse order of [`Lattice::each`].
    fn each_back(&self, mut visit: impl FnMut(Bead, f32)) {
        for source in (0..=self.band.sources()).rev() {
            let (first, last) = self.band.row(source);
            for target in (first..=last).rev() {
                self.visit_cell(source, target, &mut visit);
            }
        }
    }

    fn visit_cell(&self, source: usize, target: usize, visit: &mut impl FnMut(Bead, f32)) {
        let scores = self.cell(source, target).unwrap_or_default();
        for (&size, &score) in self.types.iter().zip(scores) {
            if score > f32::NEG_INFINITY {
                visit(
                    Bead {
                        source,
                        target,
                        size,
                    },
                    score,
                );
            }
        }
    }
}

/// One number for each cut point pair of a band.
struct Cells<'b> {
    band: &'b Band,
    starts: Vec<usize>,
    values: Vec<f64>,
}

impl<'b> Cells<'b> {
    fn new(band: &'b Band, value: f64) -> Self {
        let mut sum = 0;
        let mut starts = Vec::with_capacity(band.rows.len());
        for (first, last) in &band.rows {
            starts.push(sum);
            sum += last + 1 - first;
        }
        Self {
            band,
            starts,
            values: vec![value; sum],
        }
    }

    fn index(&self, source: usize, target: usize) -> Option<usize> {
        let (first, last) = self.band.row(source);
        (first..=last)
            .contains(&target)
            .then(|| self.starts.get(source).map(|at| at + target - first))?
    }

    fn get(&self, source: usize, target: usize) -> f64 {
        let value = self
            .index(source, target)
            .and_then(|at| self.values.get(at));
        value.copied().unwrap_or(f64::NEG_INFINITY)
    }

    fn set(&mut self, source: usize, target: usize, value: f64) {
        if let Some(slot) = self
            .index(source, target)
            .and_then(|at| self.values.get_mut(at))
        {
            *slot = value;
        }
    }
}

/// `ln(exp(a) + exp(b))` without overflow.
pub(crate) fn log_add(a: f64, b: f64) -> f64 {
    let (low, high) = if a < b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY {
        high
    } else {
        high + (low - high).exp().ln_1p()
    }
}
