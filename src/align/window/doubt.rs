//! What a window leaves in doubt, and what is certain of it.

use std::ops::Range;

use super::{Bands, CONTEXT, Cut, Part};
use crate::align::dp::{Band, Solution};

/// The most that may go past a cut point: one path in a million.
const DOUBT: f64 = 1e-6;

/// A path that comes as near to the edge of the band, in cut points, is held to run along it.
const EDGE: usize = 2;

/// Places at an edge that are no more rows apart are widened as one stretch: between them too the path is in doubt.
///
/// Of the first 50,000 pairs of law the beads are those found with one stretch from the first place to the last; with
/// half as many rows a single long repetition was left at the edge, and 41 of its beads were others.
const ONE_STRETCH: usize = 256;

/// The share of the paths, at a row's [`EDGE`] of the near band, that is too much.
const MARGINAL: f64 = 1e-6;

/// A pair less probable than this is not sure.
const SURE: f32 = 0.9;

/// Beads of so many sentences are seldom right, and those that leave a side empty: they may come of too narrow a band.
const UNUSUAL: usize = 6;

/// The far band is much wider than the near one if it is more than twice as wide and so many cut points.
const MUCH_WIDER: usize = 8;

/// Whether a cut point lies in a band and not at its edge.
pub(super) fn is_well_inside(band: &Band, (row, column): Cut) -> bool {
    let (first, last) = band.row(row);
    (first == 0 || column >= first + EDGE) && (last == band.targets() || column + EDGE <= last)
}

/// The stretches of rows where the near band may be too narrow.
pub(super) fn doubtful(bands: &Bands, part: Part, solution: &Solution) -> Vec<Range<usize>> {
    let (near, far) = (&bands.near, &bands.far);
    // Where there is no path, everything is.
    let mut is_doubtful = vec![solution.margins.is_empty(); part.last + 1 - part.source];
    for (row, (&(low, high), slot)) in
        (part.source..).zip(solution.margins.iter().zip(&mut is_doubtful))
    {
        let ((first, last), (far_first, far_last)) = (near.row(row), far.row(row));
        *slot = first > far_first && first > part.target && low > MARGINAL.ln()
            || last < far_last && high > MARGINAL.ln();
    }
    for (bead, &posterior) in solution.beads.iter().zip(&solution.posteriors) {
        let size = bead.size;
        let is_usual =
            size.sources > 0 && size.targets > 0 && size.sources + size.targets < UNUSUAL;
        if is_usual && posterior >= SURE {
            continue;
        }
        let rows = bead.source..(bead.end().0 + 1).min(is_doubtful.len());
        for (row, slot) in is_doubtful
            .iter_mut()
            .enumerate()
            .take(rows.end)
            .skip(rows.start)
        {
            let width = |band: &Band| {
                let (first, last) = band.row(part.source + row);
                last - first
            };
            *slot |= !is_usual || width(far) > 2 * width(near) + MUCH_WIDER;
        }
    }
    let mut runs: Vec<Range<usize>> = Vec::new();
    let rows = (part.source..).zip(is_doubtful);
    for (row, _) in rows.filter(|row| row.1) {
        match runs.last_mut() {
            Some(run) if row <= run.end + 4 * CONTEXT => run.end = row + 1,
            _ => runs.push(row..row + 1),
        }
    }
    runs
}

/// The stretches of rows where the best path runs along an edge of the band: the text may go on beyond it.
pub(super) fn edges(band: &Band, part: Part, solution: &Solution) -> Vec<Range<usize>> {
    let ends = solution.beads.iter().map(|bead| bead.end());
    let near = ends
        .map(|(row, column)| (row + part.source, column + part.target))
        .filter(|&(row, column)| {
            let (first, last) = band.row(row);
            (first > part.target && column < first + EDGE)
                || (last < part.end && column + EDGE > last)
        });
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (row, _) in near {
        match runs.last_mut() {
            Some(run) if row <= run.end + ONE_STRETCH => run.end = row + 1,
            _ => runs.push(row..row + 1),
        }
    }
    runs
}

/// How many beads end in the first `rows` rows, at a cut point that is hardly ever passed by.
pub(super) fn certain(solution: &Solution, rows: usize) -> Option<usize> {
    let beads = solution.beads.iter().zip(&solution.cuts);
    let last = beads
        .take_while(|(bead, _)| bead.end().0 <= rows)
        .enumerate()
        .filter(|(_, (bead, cut))| bead.end().0 > 0 && **cut >= (-DOUBT).ln_1p())
        .last();
    last.map(|(index, _)| index + 1)
}

/// How many beads of the best path end in the first `rows` rows; at least one.
pub(super) fn likely(solution: &Solution, rows: usize) -> usize {
    let inside = solution.beads.iter();
    inside
        .take_while(|bead| bead.end().0 <= rows)
        .count()
        .max(1)
}
