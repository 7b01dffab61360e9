//! Where the paths may run: a band of cut points.

use std::ops::Range;

use super::{Bead, BeadType};

/// Which cut points of the target are looked at for each cut point of the source.
///
/// With `n` source and `m` target sentences there are `n + 1` rows; row `i` reaches from its first to its last target
/// cut point, inclusive, both at most `m`. Bounds never fall from row to row, the first row holds 0, the last `m`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    pub(super) rows: Vec<(usize, usize)>,
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

    /// The rows from `source` to `last` as a band of their own, whose paths begin at target cut point `target`, which
    /// lies in the first of them, and pass none behind `end`.
    pub(crate) fn part(
        &self,
        (source, last): (usize, usize),
        (target, end): (usize, usize),
    ) -> Self {
        let rows = self.rows.iter().take(last + 1).skip(source);
        let inside = |cut: usize| cut.min(end).saturating_sub(target);
        let rows: Vec<_> = rows.map(|&(from, to)| (inside(from), inside(to))).collect();
        let targets = rows.last().map_or(0, |row| row.1);
        Self { rows, targets }
    }

    /// Makes the given rows reach `by` target cut points further to both sides, and their neighbours as far as a path
    /// through all rows needs.
    pub(crate) fn widen(&mut self, rows: Range<usize>, by: usize) {
        let end = rows.end.min(self.rows.len());
        let start = rows.start.min(end);
        for row in self.rows.get_mut(start..end).unwrap_or_default() {
            *row = (row.0.saturating_sub(by), (row.1 + by).min(self.targets));
        }
        // Bounds never fall from row to row.
        let lowest = self.rows.get(start).map_or(0, |row| row.0);
        for row in self.rows.iter_mut().take(start).rev() {
            if row.0 <= lowest {
                break;
            }
            row.0 = lowest;
        }
        let highest = end.checked_sub(1).and_then(|last| self.rows.get(last));
        let highest = highest.map_or(0, |row| row.1);
        for row in self.rows.iter_mut().skip(end) {
            if row.1 >= highest {
                break;
            }
            row.1 = highest;
        }
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

    /// Whether a bead ends inside.
    pub(super) fn holds(&self, bead: Bead) -> bool {
        let (source, target) = bead.end();
        let (first, last) = self.row(source);
        source <= self.sources() && (first..=last).contains(&target)
    }

    /// Of the places of row `source`, those where a bead of the given type begins that ends inside: the first, and
    /// one past the last.
    pub(super) fn beginnings(&self, source: usize, size: BeadType) -> (usize, usize) {
        let end = source + size.sources;
        if end > self.sources() {
            return (0, 0);
        }
        let (first, _) = self.row(source);
        let (below, beyond) = self.row(end);
        (
            below.saturating_sub(size.targets + first),
            (beyond + 1).saturating_sub(size.targets + first),
        )
    }
}
