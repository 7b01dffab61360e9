//! A second look at the beads that are likely.
//!
//! Some signals cost too much to be asked about each of the hundreds of beads that begin at a sentence. The dense
//! lattice, whose scores lack them, tells which few beads hold nearly all of the probability; only these are scored
//! to the end, and the best path and the probabilities are those of the paths made of them. The best path of the
//! dense lattice is among them, so that there always is one.

use std::cmp::Ordering;

use super::{Bead, BeadType, End, Forward, Lattice, NEGLIGIBLE, Solution, log_add};

/// Which beads are likely.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) struct Likely {
    /// The least share of the probability.
    pub(crate) least: f64,
    /// How many of those that begin in a row, besides the one on the best path.
    pub(crate) most: usize,
}

/// A bead that is likely, from cell to cell.
struct Edge {
    bead: Bead,
    from: usize,
    to: usize,
    /// Its share of the probability by the scores of the lattice.
    coarse: f64,
    score: f64,
    /// Its share by the scores that are complete.
    share: f64,
}

impl Edge {
    /// By first cell, of those the longer before the shorter.
    fn order(&self, other: &Self) -> Ordering {
        let by_cell = self.from.cmp(&other.from);
        by_cell.then(other.bead.size.cmp(&self.bead.size))
    }
}

impl Lattice {
    /// [`Lattice::solve`] with more signals for the beads that are likely.
    ///
    /// `more` gives what is to be added to the score of a bead that joins sentences of both sides; beads so sure that
    /// no other is likely are not asked about, nor those that have no rival. Probabilities are those of paths of likely beads, times what share of
    /// all paths these were by the scores of the lattice: text without evidence gets no confidence from what was left
    /// out. The shares of cut points, too, are those of the lattice. Cost: that of the lattice, and linear in the number
    /// of likely beads, of which no row has more than [`Likely::most`] and one.
    pub(crate) fn solve_finely(
        &self,
        end: End,
        likely: Likely,
        more: &mut dyn FnMut(Bead) -> f32,
    ) -> Solution {
        let forward = self.forward();
        let Some(path) = self.trace(&forward, end) else {
            return self.everything();
        };
        let backward = self.backward(end);
        let mut edges = self.likely(&path, &forward, &backward, likely);
        let joined = self.joined_by(&edges);
        for edge in &mut edges {
            let joins = edge.bead.size.sources > 0 && edge.bead.size.targets > 0;
            // Where a sentence is in no other bead that is likely, all paths go through this one, whatever its score.
            let inside = edge.bead.source..edge.bead.end().0;
            let is_only = joined.get(inside).is_some_and(|counts| counts.contains(&1));
            if joins && !is_only && edge.coarse < 1.0 - likely.least {
                edge.score += f64::from(more(edge.bead));
            }
        }
        self.share_out(&mut edges, end);
        let path = self.best_of(&edges, end).unwrap_or_default();
        let chosen: Vec<&Edge> = path.iter().filter_map(|&at| edges.get(at)).collect();
        let all = self.value(&backward, 0, 0);
        let cut = |edge: &&Edge| {
            let at = |values: &[f64]| values.get(edge.to).copied().unwrap_or(f64::NEG_INFINITY);
            (at(&forward.total) + at(&backward) - all).min(0.0)
        };
        let sums = Sums::new(self, &edges);
        Solution {
            posteriors: chosen.iter().map(|edge| sums.posterior(edge)).collect(),
            cuts: chosen.iter().map(cut).collect(),
            margins: self.margins(&forward.total, &backward),
            beads: chosen.iter().map(|edge| edge.bead).collect(),
        }
    }

    /// The beads that are likely, and those of `path`, in the order of their first cells.
    fn likely(
        &self,
        path: &[Bead],
        forward: &Forward,
        backward: &[f64],
        likely: Likely,
    ) -> Vec<Edge> {
        let all = self.value(backward, 0, 0);
        let least = all + likely.least.ln();
        let (begins, ends) = (self.tops(&forward.total), self.tops(backward));
        let mut edges = Vec::new();
        let mut path = path.iter().peekable();
        for source in 0..=self.band.sources() {
            let row = self.row_of_cells(source);
            let start = edges.len();
            let (first, _) = self.band.row(source);
            for (kind, &size) in self.types.iter().enumerate() {
                let top = |tops: &[f64], row: usize| tops.get(row).copied().unwrap_or_default();
                let most = top(&begins, source)
                    + self.peak(source, kind)
                    + top(&ends, source + size.sources);
                if most < least {
                    continue;
                }
                let Some((place, to, scores)) = self.step(source, size, kind) else {
                    continue;
                };
                let from = row.start + place;
                let begins = forward.total.get(from..).unwrap_or_default().iter();
                let ends = backward.get(to..).unwrap_or_default();
                for (offset, ((begin, score), end)) in begins.zip(scores).zip(ends).enumerate() {
                    let through = begin + f64::from(*score) + end;
                    if through >= least {
                        edges.push(Edge {
                            bead: Bead {
                                source,
                                target: first + place + offset,
                                size,
                            },
                            from: from + offset,
                            to: to + offset,
                            coarse: (through - all).exp().min(1.0),
                            score: f64::from(*score),
                            share: 0.0,
                        });
                    }
                }
            }
            if edges.len() - start > likely.most
                && let Some(row) = edges.get_mut(start..)
            {
                row.sort_by(|a, b| b.coarse.total_cmp(&a.coarse).then(a.order(b)));
                edges.truncate(start + likely.most);
            }
            while let Some(&bead) = path.next_if(|bead| bead.source == source) {
                let known = edges
                    .iter()
                    .skip(start)
                    .any(|edge: &Edge| edge.bead == bead);
                if !known {
                    edges.extend(self.edge(bead, forward, backward, all));
                }
            }
            if let Some(row) = edges.get_mut(start..) {
                row.sort_by(Edge::order);
            }
        }
        edges
    }

    /// For each source sentence, how many edges hold it.
    fn joined_by(&self, edges: &[Edge]) -> Vec<u32> {
        let mut counts = vec![0; self.band.sources()];
        for edge in edges {
            let inside = edge.bead.source..edge.bead.end().0;
            for count in counts.get_mut(inside).unwrap_or_default() {
                *count += 1;
            }
        }
        counts
    }

    fn edge(&self, bead: Bead, forward: &Forward, backward: &[f64], all: f64) -> Option<Edge> {
        let (from, to) = (
            self.place(bead.source, bead.target)?,
            self.place(bead.end().0, bead.end().1)?,
        );
        let score = f64::from(self.score(bead));
        let through = forward.total.get(from)? + score + backward.get(to)?;
        Some(Edge {
            bead,
            from,
            to,
            coarse: (through - all).exp().min(1.0),
            score,
            share: 0.0,
        })
    }

    /// The beads of one type that begin in a row: the place in the row of the first, the cell where it ends, scores.
    fn step(&self, source: usize, size: BeadType, kind: usize) -> Option<(usize, usize, &[f32])> {
        if size.sources > 0 {
            let step = self.step_on(source, &size, kind)?;
            return Some((step.to, step.from, step.scores));
        }
        let scores = self.row(source, kind);
        let count = scores.len().checked_sub(size.targets)?;
        let start = self.row_of_cells(source).start;
        Some((0, start + size.targets, scores.get(..count)?))
    }

    /// Gives each edge its share of the probability of all paths of edges.
    fn share_out(&self, edges: &mut [Edge], end: End) {
        let cells = self.cells.last().copied().unwrap_or_default();
        let at =
            |values: &[f64], cell: usize| values.get(cell).copied().unwrap_or(f64::NEG_INFINITY);
        let mut forward = vec![f64::NEG_INFINITY; cells];
        let mut backward = forward.clone();
        if let Some(first) = forward.first_mut() {
            *first = 0.0;
        }
        let last = match end {
            End::Corner => cells.saturating_sub(1)..cells,
            End::LastRow => self.row_of_cells(self.band.sources()),
        };
        for slot in backward.get_mut(last).unwrap_or_default() {
            *slot = 0.0;
        }
        for edge in edges.iter() {
            let through = at(&forward, edge.from) + edge.score;
            if let Some(slot) = forward.get_mut(edge.to) {
                *slot = log_add(*slot, through);
            }
        }
        for edge in edges.iter().rev() {
            let through = at(&backward, edge.to) + edge.score;
            if let Some(slot) = backward.get_mut(edge.from) {
                *slot = log_add(*slot, through);
            }
        }
        let all = at(&backward, 0);
        for edge in edges {
            let through = at(&forward, edge.from) + edge.score + at(&backward, edge.to) - all;
            // Not so where there is no path either: the difference of infinities is no number.
            edge.share = if through > -NEGLIGIBLE {
                through.exp().min(1.0)
            } else {
                0.0
            };
        }
    }

    /// The edges of the path of highest total score. Between equal paths the one whose last bead is longer is taken.
    fn best_of(&self, edges: &[Edge], end: End) -> Option<Vec<usize>> {
        let cells = self.cells.last().copied().unwrap_or_default();
        let mut best = vec![f64::NEG_INFINITY; cells];
        let mut behind = vec![usize::MAX; cells];
        *best.first_mut()? = 0.0;
        for (number, edge) in edges.iter().enumerate() {
            let value = best.get(edge.from)? + edge.score;
            if value > *best.get(edge.to)? {
                *best.get_mut(edge.to)? = value;
                *behind.get_mut(edge.to)? = number;
            }
        }
        let mut cell = cells.checked_sub(1)?;
        if end == End::LastRow {
            let mut highest = f64::NEG_INFINITY;
            for place in self.row_of_cells(self.band.sources()) {
                let value = *best.get(place)?;
                if value > highest {
                    (highest, cell) = (value, place);
                }
            }
        }
        let mut path = Vec::new();
        while cell != 0 {
            let number = *behind.get(cell)?;
            path.push(number);
            cell = edges.get(number)?.from;
        }
        path.reverse();
        Some(path)
    }
}

/// What the edges that pass each sentence sum up to.
struct Sums {
    sides: [Side; 2],
}

/// One side; all values by sentence.
#[derive(Default)]
struct Side {
    /// The share of the lattice's paths that the edges make up.
    kept: Vec<f64>,
    /// The share of the paths of edges that leave the sentence unpaired.
    unpaired: Vec<f64>,
}

impl Sums {
    fn new(lattice: &Lattice, edges: &[Edge]) -> Self {
        let mut sides = [lattice.band.sources(), lattice.band.targets()].map(|count| Side {
            kept: vec![0.0; count + 1],
            unpaired: vec![0.0; count + 1],
        });
        for edge in edges {
            let (bead, size) = (edge.bead, edge.bead.size);
            let spans = [(bead.source, size.sources), (bead.target, size.targets)];
            let is_null = size.sources == 0 || size.targets == 0;
            for (side, (start, length)) in sides.iter_mut().zip(spans) {
                add(&mut side.kept, start, length, edge.coarse);
                if is_null {
                    add(&mut side.unpaired, start, length, edge.share);
                }
            }
        }
        for side in &mut sides {
            for sums in [&mut side.kept, &mut side.unpaired] {
                let mut sum = 0.0;
                for value in sums {
                    sum += *value;
                    *value = sum;
                }
            }
        }
        Self { sides }
    }

    /// The probability of a bead; of one without a side that its sentences are unpaired, be it elsewhere: their mean.
    fn posterior(&self, edge: &Edge) -> f32 {
        let (bead, size) = (edge.bead, edge.bead.size);
        let spans = [(bead.source, size.sources), (bead.target, size.targets)];
        let is_null = size.sources == 0 || size.targets == 0;
        let mut kept: f64 = 1.0;
        let mut share = edge.share;
        for (side, (start, length)) in self.sides.iter().zip(spans) {
            let inside = start..start + length;
            let of_kept = side.kept.get(inside.clone()).unwrap_or_default();
            kept = of_kept.iter().copied().fold(kept, f64::min);
            if is_null && length > 0 {
                let unpaired = side.unpaired.get(inside).unwrap_or_default();
                share = unpaired.iter().sum::<f64>() / length as f64;
            }
        }
        (share * kept).clamp(0.0, 1.0) as f32
    }
}

/// Adds to the differences of running sums what holds for `length` sentences from `start` on.
fn add(sums: &mut [f64], start: usize, length: usize, share: f64) {
    if length == 0 {
        return;
    }
    if let Some(slot) = sums.get_mut(start) {
        *slot += share;
    }
    if let Some(slot) = sums.get_mut(start + length) {
        *slot -= share;
    }
}
