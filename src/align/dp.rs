//! The dynamic programme: scores in, beads out. It knows numbers and indices, no text.
//!
//! A [`Lattice`] holds the scores of all beads inside a [`Band`]. [`Lattice::best`] finds the sequence of beads of
//! highest total score that covers both sides in order (a semi-Markov Viterbi search); [`Lattice::posteriors`] says
//! how much of the probability of all such sequences passes through each bead (forward-backward).

mod band;
mod finer;
mod sum;
mod unpaired;

use std::ops::Range;

pub use self::band::Band;
pub(crate) use self::{finer::Likely, sum::log_add};
use self::{
    sum::{NEGLIGIBLE, RowWork, copy, highest, log_sum, peak},
    unpaired::Unpaired,
};
use serde::{Deserialize, Serialize};

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
    /// For each row, and the end, where its cells begin.
    cells: Vec<usize>,
    /// For each row, and in it for each type, one score for each target cut point that beads begin at.
    scores: Vec<f32>,
    /// For each row, and in it for each type, the highest of them: few types of beads are likely in any row.
    peaks: Vec<f32>,
}

/// Where the paths through a lattice may end.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Behind the last sentence of both sides.
    Corner,
    /// At any cut point of the last row: the text goes on.
    LastRow,
}

/// The best path through a lattice and how probable it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Solution {
    /// The beads in order.
    pub(crate) beads: Vec<Bead>,
    /// The share of the probability of all paths that goes through each bead; see [`Lattice::posteriors`].
    pub(crate) posteriors: Vec<f32>,
    /// The logarithm of the share that goes through the cut point behind each bead; at most 0.
    pub(crate) cuts: Vec<f64>,
    /// For each row the logarithm of the greatest share that goes through a cut point at its beginning, and at its end;
    /// nothing where there is no path.
    pub(crate) margins: Vec<(f64, f64)>,
}

/// How many cut points of a row are the beginning of it, and the end.
const MARGIN: usize = 2;

impl Lattice {
    /// Asks `score` for the score of every bead of one of the given types that begins and ends inside the band.
    ///
    /// Scores are log-linear: sums of them compare paths. `f32::NEG_INFINITY` forbids a bead. Types that join nothing
    /// with nothing are left out. If the types do not include 1-0 and 0-1 there may be no path; see [`Lattice::best`].
    #[must_use]
    pub fn new(band: Band, types: &[BeadType], mut score: impl FnMut(Bead) -> f32) -> Self {
        let lattice = Self::empty(band, types);
        let (band, types) = (lattice.band.clone(), lattice.types.clone());
        lattice.filled(|source, first, scores| {
            let width = scores.len() / types.len().max(1);
            for (row, &size) in scores.chunks_exact_mut(width.max(1)).zip(&types) {
                for (slot, target) in row.iter_mut().zip(first..) {
                    let bead = Bead {
                        source,
                        target,
                        size,
                    };
                    if band.holds(bead) {
                        *slot = score(bead);
                    }
                }
            }
        })
    }

    /// The same with the scores of a row at a time: `fill` gets the row, its first target cut point, the types and, for
    /// each of them, one score to fill in for each target cut point of the row; what it says of beads that leave the
    /// band is ignored.
    pub(crate) fn by_rows(
        band: Band,
        types: &[BeadType],
        mut fill: impl FnMut(usize, usize, &[(usize, usize)], &mut [f32]),
    ) -> Self {
        let lattice = Self::empty(band, types);
        let types = lattice.types.iter();
        let types: Vec<_> = types.map(|size| (size.sources, size.targets)).collect();
        lattice.filled(|source, first, scores| fill(source, first, &types, scores))
    }

    fn empty(band: Band, types: &[BeadType]) -> Self {
        let is_bead = |t: &BeadType| t.sources + t.targets > 0;
        let mut types: Vec<BeadType> = types.iter().copied().filter(is_bead).collect();
        // The order in which equal paths are preferred.
        types.sort_unstable_by(|a, b| b.cmp(a));
        types.dedup();
        let mut sum = 0;
        let mut cells = Vec::with_capacity(band.rows.len() + 1);
        for (first, last) in &band.rows {
            cells.push(sum);
            sum += last + 1 - first;
        }
        cells.push(sum);
        Self {
            peaks: Vec::with_capacity(band.rows.len() * types.len()),
            band,
            scores: vec![f32::NEG_INFINITY; sum * types.len()],
            types,
            cells,
        }
    }

    fn filled(mut self, mut fill: impl FnMut(usize, usize, &mut [f32])) -> Self {
        let band = self.band.clone();
        for source in 0..=band.sources() {
            let (first, last) = band.row(source);
            let range = self.row_of_scores(source);
            let Some(scores) = self.scores.get_mut(range) else {
                continue;
            };
            fill(source, first, scores);
            let rows = scores.chunks_exact_mut(last + 1 - first);
            self.peaks
                .resize(source * self.types.len(), f32::NEG_INFINITY);
            for (row, size) in rows.zip(&self.types) {
                let (from, to) = band.beginnings(source, *size);
                let width = row.len();
                let (from, to) = (from.min(width), to.min(width));
                for slot in row.get_mut(..from).unwrap_or_default() {
                    *slot = f32::NEG_INFINITY;
                }
                for slot in row.get_mut(to.max(from)..).unwrap_or_default() {
                    *slot = f32::NEG_INFINITY;
                }
                self.peaks.push(peak(row));
            }
        }
        self
    }

    /// The band the lattice was made for.
    #[must_use]
    pub const fn band(&self) -> &Band {
        &self.band
    }

    /// The score of a bead; negative infinity outside the band.
    #[must_use]
    pub fn score(&self, bead: Bead) -> f32 {
        let (first, last) = self.band.row(bead.source);
        let kind = self.types.iter().position(|&size| size == bead.size);
        let slot = || {
            let place = bead.target.checked_sub(first)?;
            self.row(bead.source, kind?).get(place).copied()
        };
        slot()
            .filter(|_| bead.target <= last)
            .unwrap_or(f32::NEG_INFINITY)
    }

    /// The beads of the path of highest total score, in order. Between equal paths the choice is fixed.
    ///
    /// The beads cover all sentences of both sides exactly once. If no path of finite score exists, the result is a
    /// single bead of everything. Cost: linear in the number of scores.
    #[must_use]
    pub fn best(&self) -> Vec<Bead> {
        self.solve(End::Corner).beads
    }

    /// The probability of each of the given beads: the share of `exp(score)` of all paths that goes through it; for a
    /// bead without one side, of all paths that leave its sentences unpaired, be it elsewhere: their mean.
    ///
    /// In `[0, 1]`; 0 for a bead outside the lattice. Cost: linear in the number of scores.
    #[must_use]
    pub fn posteriors(&self, beads: &[Bead]) -> Vec<f32> {
        self.shares(beads, &self.forward().total, &self.backward(End::Corner))
    }

    /// The best path, with the probabilities of its beads and of the cut points between them.
    pub(crate) fn solve(&self, end: End) -> Solution {
        let forward = self.forward();
        let Some(beads) = self.trace(&forward, end) else {
            return self.everything();
        };
        let backward = self.backward(end);
        let all = self.value(&backward, 0, 0);
        let cut = |bead: &Bead| {
            let (source, target) = bead.end();
            let through =
                self.value(&forward.total, source, target) + self.value(&backward, source, target);
            (through - all).min(0.0)
        };
        Solution {
            posteriors: self.shares(&beads, &forward.total, &backward),
            cuts: beads.iter().map(cut).collect(),
            margins: self.margins(&forward.total, &backward),
            beads,
        }
    }

    /// Where there is no path: a single bead, of no probability.
    fn everything(&self) -> Solution {
        let size = BeadType {
            sources: self.band.sources(),
            targets: self.band.targets(),
        };
        let everything = Bead {
            source: 0,
            target: 0,
            size,
        };
        Solution {
            beads: vec![everything],
            posteriors: vec![0.0],
            cuts: vec![0.0],
            margins: Vec::new(),
        }
    }

    /// The greatest shares of paths at both ends of each row, as logarithms.
    fn margins(&self, forward: &[f64], backward: &[f64]) -> Vec<(f64, f64)> {
        let all = self.value(backward, 0, 0);
        let most = |cells: Range<usize>| {
            let paths = forward.get(cells.clone()).unwrap_or_default().iter();
            let paths = paths.zip(backward.get(cells).unwrap_or_default());
            let through = paths.map(|(from, on)| from + on - all);
            through.fold(f64::NEG_INFINITY, f64::max)
        };
        let rows = (0..=self.band.sources()).map(|row| self.row_of_cells(row));
        rows.map(|row| {
            let low = row.start..(row.start + MARGIN).min(row.end);
            let high = row.end.saturating_sub(MARGIN).max(row.start)..row.end;
            (most(low), most(high))
        })
        .collect()
    }

    fn shares(&self, beads: &[Bead], forward: &[f64], backward: &[f64]) -> Vec<f32> {
        let unpaired = Unpaired::new(self, beads, forward, backward);
        let share = |bead: &Bead| {
            let of_sentences = unpaired.share(*bead);
            of_sentences.unwrap_or_else(|| self.posterior(*bead, forward, backward))
        };
        beads.iter().map(share).collect()
    }

    fn posterior(&self, bead: Bead, forward: &[f64], backward: &[f64]) -> f32 {
        let (source, target) = bead.end();
        let through = self.value(forward, bead.source, bead.target)
            + f64::from(self.score(bead))
            + self.value(backward, source, target);
        let share = (through - self.value(backward, 0, 0)).exp();
        if share.is_nan() {
            0.0
        } else {
            share.min(1.0) as f32
        }
    }

    /// The best path, backwards from its end; `None` if there is none.
    fn trace(&self, forward: &Forward, end: End) -> Option<Vec<Bead>> {
        let mut source = self.band.sources();
        let mut target = self.band.targets();
        if end == End::LastRow {
            let (first, last) = self.band.row(source);
            let mut best = f64::NEG_INFINITY;
            for place in first..=last {
                let value = self.value(&forward.best, source, place);
                if value > best {
                    (best, target) = (value, place);
                }
            }
        }
        let mut beads = Vec::new();
        while source + target > 0 {
            let size = self.last_type(&forward.best, source, target)?;
            source = source.checked_sub(size.sources)?;
            target = target.checked_sub(size.targets)?;
            beads.push(Bead {
                source,
                target,
                size,
            });
        }
        beads.reverse();
        Some(beads)
    }

    /// The type of the last bead of the best path to a cell, found again by its score; the first of equal ones.
    ///
    /// Cheaper than to note it for each cell, most of which no path is traced through.
    fn last_type(&self, best: &[f64], source: usize, target: usize) -> Option<BeadType> {
        let reached = self.value(best, source, target);
        if reached == f64::NEG_INFINITY {
            return None;
        }
        let leads_there = |(kind, size): &(usize, &BeadType)| {
            let value = || {
                let (from, column) = (
                    source.checked_sub(size.sources)?,
                    target.checked_sub(size.targets)?,
                );
                let place = column.checked_sub(self.band.row(from).0)?;
                let score = self.row(from, *kind).get(place)?;
                Some(self.value(best, from, column) + f64::from(*score))
            };
            value() == Some(reached)
        };
        let found = self.types.iter().enumerate().find(leads_there);
        found.map(|(_, size)| *size)
    }

    /// The best and the total score of all paths from the beginning to each cell.
    fn forward(&self) -> Forward {
        let cells = self.cells.last().copied().unwrap_or_default();
        let mut forward = Forward {
            best: vec![f64::NEG_INFINITY; cells],
            total: vec![f64::NEG_INFINITY; cells],
        };
        let mut work = RowWork::default();
        let mut steps = Vec::with_capacity(self.types.len());
        for source in 0..=self.band.sources() {
            work.begin(self.width(source));
            // The one path that comes from nowhere.
            if source == 0
                && let (Some(best), Some(most)) = (work.best.first_mut(), work.most.first_mut())
            {
                (*best, *most) = (0.0, 0.0);
            }
            let types = self.types.iter().enumerate();
            steps.clear();
            steps.extend(types.filter_map(|(kind, size)| self.step_back(source, size, kind)));
            for step in &steps {
                work.raise(step, &forward);
            }
            for step in &steps {
                work.add(step, &forward.total);
            }
            work.finish();
            self.along_row(source, &mut work);
            let range = self.row_of_cells(source);
            copy(&mut forward.best, range.clone(), &work.best);
            copy(&mut forward.total, range, &work.total);
        }
        forward
    }

    /// The beads that take no source sentence: cells of one row depend on one another, from left to right.
    fn along_row(&self, source: usize, work: &mut RowWork) {
        let kinds = self.types.iter().enumerate();
        let kinds = kinds.filter(|(_, size)| size.sources == 0);
        let rows: Vec<_> = kinds
            .map(|(kind, size)| (size.targets, self.row(source, kind)))
            .collect();
        let mut totals = Vec::with_capacity(rows.len() + 1);
        for to in 0..self.width(source) {
            totals.clear();
            totals.extend(work.total.get(to));
            for &(targets, scores) in &rows {
                let from = to.checked_sub(targets).and_then(|from| {
                    Some((
                        *scores.get(from)?,
                        *work.best.get(from)?,
                        *work.total.get(from)?,
                    ))
                });
                let Some((score, best, total)) = from else {
                    continue;
                };
                let value = best + f64::from(score);
                if let Some(slot) = work.best.get_mut(to).filter(|slot| value > **slot) {
                    *slot = value;
                }
                totals.push(total + f64::from(score));
            }
            if let Some(slot) = work.total.get_mut(to) {
                *slot = log_sum(&totals);
            }
        }
    }

    /// The total score of all paths from each cell to the end.
    fn backward(&self, end: End) -> Vec<f64> {
        let cells = self.cells.last().copied().unwrap_or_default();
        let mut backward = vec![f64::NEG_INFINITY; cells];
        let mut work = RowWork::default();
        let mut steps = Vec::with_capacity(self.types.len());
        let mut totals = Vec::new();
        let last = self.band.sources();
        for source in (0..=last).rev() {
            let width = self.width(source);
            work.begin(width);
            let types = self.types.iter().enumerate();
            steps.clear();
            steps.extend(types.filter_map(|(kind, size)| self.step_on(source, size, kind)));
            for step in &steps {
                work.raise_total(step, &backward);
            }
            for step in &steps {
                work.add(step, &backward);
            }
            work.finish();
            if source == last {
                match end {
                    End::LastRow => work.total.fill(0.0),
                    End::Corner => {
                        if let Some(value) = work.total.last_mut() {
                            *value = 0.0;
                        }
                    }
                }
            }
            let kinds = self.types.iter().enumerate();
            let kinds = kinds.filter(|(_, size)| size.sources == 0);
            let rows: Vec<_> = kinds
                .map(|(kind, size)| (size.targets, self.row(source, kind)))
                .collect();
            for from in (0..width).rev() {
                totals.clear();
                totals.extend(work.total.get(from));
                for &(targets, scores) in &rows {
                    if let Some(score) = scores.get(from)
                        && let Some(value) = work.total.get(from + targets)
                    {
                        totals.push(value + f64::from(*score));
                    }
                }
                if let Some(slot) = work.total.get_mut(from) {
                    *slot = log_sum(&totals);
                }
            }
            copy(&mut backward, self.row_of_cells(source), &work.total);
        }
        backward
    }

    /// The beads of one type that end in row `source`.
    fn step_back(&self, source: usize, size: &BeadType, kind: usize) -> Option<Step<'_>> {
        let from_row = source
            .checked_sub(size.sources)
            .filter(|_| size.sources > 0)?;
        let (from, to) = (self.band.row(from_row), self.band.row(source));
        // Of the cells that the beads begin at, those whose beads end in the row.
        let low = from.0.max(to.0.saturating_sub(size.targets));
        let high = from.1.min(to.1.checked_sub(size.targets)?);
        let count = (high + 1).checked_sub(low)?;
        let scores = self.row(from_row, kind).get(low - from.0..)?.get(..count)?;
        Some(Step {
            from: self.cells.get(from_row)? + low - from.0,
            to: low + size.targets - to.0,
            scores,
        })
    }

    /// The beads of one type that begin in row `source`, seen from their beginning.
    fn step_on(&self, source: usize, size: &BeadType, kind: usize) -> Option<Step<'_>> {
        let to_row = source + size.sources;
        if size.sources == 0 || to_row > self.band.sources() {
            return None;
        }
        let (from, to) = (self.band.row(source), self.band.row(to_row));
        let low = from.0.max(to.0.saturating_sub(size.targets));
        let high = from.1.min(to.1.checked_sub(size.targets)?);
        let count = (high + 1).checked_sub(low)?;
        let scores = self.row(source, kind).get(low - from.0..)?.get(..count)?;
        Some(Step {
            from: self.cells.get(to_row)? + low + size.targets - to.0,
            to: low - from.0,
            scores,
        })
    }

    /// The highest score of the beads of one type that begin in one row.
    fn peak(&self, source: usize, kind: usize) -> f64 {
        let peak = self.peaks.get(source * self.types.len() + kind);
        f64::from(peak.copied().unwrap_or(f32::NEG_INFINITY))
    }

    /// For each row the highest value of its cells.
    fn tops(&self, values: &[f64]) -> Vec<f64> {
        let rows = (0..=self.band.sources()).map(|row| self.row_of_cells(row));
        rows.map(|row| highest(values.get(row).unwrap_or_default()))
            .collect()
    }

    fn width(&self, source: usize) -> usize {
        let range = self.row_of_cells(source);
        range.end - range.start
    }

    fn row_of_cells(&self, source: usize) -> Range<usize> {
        let at = |row: usize| self.cells.get(row).or(self.cells.last()).copied();
        at(source).unwrap_or_default()..at(source + 1).unwrap_or_default()
    }

    fn row_of_scores(&self, source: usize) -> Range<usize> {
        let cells = self.row_of_cells(source);
        cells.start * self.types.len()..cells.end * self.types.len()
    }

    /// The scores of the beads of one type that begin in one row.
    fn row(&self, source: usize, kind: usize) -> &[f32] {
        let cells = self.row_of_cells(source);
        let width = cells.end - cells.start;
        let at = cells.start * self.types.len() + kind * width;
        self.scores.get(at..at + width).unwrap_or_default()
    }

    fn place(&self, source: usize, target: usize) -> Option<usize> {
        let (first, last) = self.band.row(source);
        let inside = (first..=last).contains(&target);
        inside.then(|| self.cells.get(source).map(|at| at + target - first))?
    }

    fn value(&self, values: &[f64], source: usize, target: usize) -> f64 {
        let value = self.place(source, target).and_then(|at| values.get(at));
        value.copied().unwrap_or(f64::NEG_INFINITY)
    }
}

impl Bead {
    /// The cut points behind it.
    pub(crate) const fn end(self) -> (usize, usize) {
        (
            self.source + self.size.sources,
            self.target + self.size.targets,
        )
    }
}

/// What is known of the paths to each cell.
struct Forward {
    best: Vec<f64>,
    total: Vec<f64>,
}

/// Beads of one type between two rows: from consecutive cells to consecutive places of the row in hand.
struct Step<'l> {
    from: usize,
    to: usize,
    scores: &'l [f32],
}
