//! The search over long texts, window by window, in bounded memory.
//!
//! A window is a run of rows of the band. The best path and the probabilities are computed from the cut point where the
//! window before it was left to any cut point of the window's last row, as the text goes on. Beads are taken up to the
//! last cut point of the best path that lies [`LOOK_AHEAD`] rows before the end and that nearly all paths go through
//! ([`DOUBT`]); there the next window begins. Where the text is so doubtful that there is no such cut point the window
//! doubles, up to [`Limits::most_cells`]; then the best path is taken as it is.
//!
//! With a cut point that all paths go through, the problem falls apart into two that do not know of one another, so
//! the beads are those of a search over the whole text and their probabilities differ by no more than the doubt. What
//! lies behind the window can still overturn a cut point only if it speaks more strongly against it than
//! `1 / DOUBT` to one, across [`LOOK_AHEAD`] rows. What is left at the limit is text without any evidence, such as
//! thousands of equal lines, where one path is as good as another.

use std::ops::{ControlFlow, Range};

use super::dp::{Band, Bead, BeadType, End, Lattice, Likely, Solution};

/// How many rows behind a cut point must have been seen.
const LOOK_AHEAD: usize = 64;

/// The most that may go past a cut point: one path in a million.
const DOUBT: f64 = 1e-6;

/// A path that comes as near to the edge of the band, in cut points, is held to run along it.
const EDGE: usize = 2;

/// How much the band is widened there, to each side; twice as much each further time.
const WIDENING: usize = 16;

/// Places at an edge that are no more rows apart are widened as one stretch: between them too the path is in doubt.
///
/// Of the first 50,000 pairs of law the beads are those found with one stretch from the first place to the last; with
/// half as many rows a single long repetition was left at the edge, and 41 of its beads were others.
const ONE_STRETCH: usize = 256;

/// How often a window is searched again with a wider band.
const MOST_WIDENINGS: usize = 3;

/// The beads that are looked at twice.
///
/// With shares of a thousandth, a ten-thousandth and a millionth the best paths were the same on the public sets of gold
/// beads but for one bead or two; with a hundredth some are lost. Natural text has three to eight such beads a row; where
/// there are more, as among equal lines, nothing is known of any.
const LIKELY: Likely = Likely {
    least: 1e-3,
    most: 32,
};

/// How large windows are.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Limits {
    /// The rows of a window at first.
    pub(super) rows: usize,
    /// Rows behind a cut point that must have been seen.
    pub(super) look_ahead: usize,
    /// A window of more cells does not grow. A cell takes some 250 bytes.
    pub(super) most_cells: usize,
    /// How often a window is searched again with a wider band where the path runs along its edge.
    pub(super) widenings: usize,
    /// Which beads are scored to the end.
    pub(super) likely: Likely,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rows: 1024,
            look_ahead: LOOK_AHEAD,
            most_cells: 200_000,
            widenings: MOST_WIDENINGS,
            likely: LIKELY,
        }
    }
}

/// A part of a band: rows, of which nothing before a target cut point is looked at.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// The first row.
    pub(super) source: usize,
    /// The target cut point in the first row that the paths come from.
    pub(super) target: usize,
    /// The last row.
    pub(super) last: usize,
}

/// Scores beads and takes those that are settled.
pub(super) trait Scorer {
    /// Prepares for the beads that begin and end inside a part of `band`.
    fn read(&mut self, band: &Band, part: Part);

    /// Fills in, for each type, one score for each bead that begins in row `source` at target cut point `target` and the
    /// following ones; what is said of beads that leave the band is ignored.
    fn score(&mut self, source: usize, target: usize, types: &[(usize, usize)], scores: &mut [f32]);

    /// What is to be added to the score of a bead, now that it is likely.
    fn more(&mut self, bead: Bead) -> f32;

    /// Takes the beads that are settled, with their probabilities; whether to go on.
    fn take(&mut self, beads: &[(Bead, f32)]) -> ControlFlow<()>;
}

/// Finds the best path through `band` and hands its beads, in order, to `scorer`.
///
/// Linear in the number of cells of the band: a window that grows costs at most twice as much as one that has its
/// size at once, and at least half of it is settled then unless rows are wider than [`Limits::most_cells`].
pub(super) fn search(
    mut band: Band,
    types: &[BeadType],
    limits: Limits,
    scorer: &mut impl Scorer,
) -> ControlFlow<()> {
    let end = (band.sources(), band.targets());
    let (mut source, mut target) = (0, 0);
    let mut rows = limits.rows.max(1);
    let mut widened = 0;
    while (source, target) != end {
        let (last, is_full) = last_row(&band, source, rows, limits.most_cells);
        let part = Part {
            source,
            target,
            last,
        };
        scorer.read(&band, part);
        let lattice = Lattice::by_rows(
            band.part(part.source, part.target, part.last),
            types,
            |row, first, types, scores| scorer.score(source + row, target + first, types, scores),
        );
        let end_of_part = if last == band.sources() {
            End::Corner
        } else {
            End::LastRow
        };
        let solution = lattice.solve_finely(end_of_part, limits.likely, &mut |bead| {
            scorer.more(Bead {
                source: bead.source + source,
                target: bead.target + target,
                size: bead.size,
            })
        });
        let by = WIDENING << widened;
        let edges = if widened < limits.widenings {
            edges(&band, part, &solution)
        } else {
            Vec::new()
        };
        // What lies well before the first edge is settled as it would be at the end of a window.
        let first_edge = edges.first().map(|run| run.start - source);
        let seen = first_edge.unwrap_or(last - source);
        let seen = seen.saturating_sub(limits.look_ahead);
        let count = if first_edge.is_some() {
            certain(&solution, seen).unwrap_or(0)
        } else if last == band.sources() {
            solution.beads.len()
        } else if let Some(count) = certain(&solution, seen) {
            count
        } else if is_full {
            likely(&solution, seen.max((last - source) / 2))
        } else {
            rows = rows.saturating_mul(2);
            continue;
        };
        for run in &edges {
            band.widen(run.start.saturating_sub(by)..run.end + by, by);
        }
        let settled = solution.beads.iter().zip(&solution.posteriors).take(count);
        let settled: Vec<(Bead, f32)> = settled
            .map(|(bead, &posterior)| {
                let bead = Bead {
                    source: bead.source + source,
                    target: bead.target + target,
                    size: bead.size,
                };
                (bead, posterior)
            })
            .collect();
        if let Some((bead, _)) = settled.last() {
            (source, target) = bead.end();
            scorer.take(&settled)?;
        } else if edges.is_empty() {
            break;
        }
        if edges.is_empty() {
            rows = limits.rows.max(1);
            widened = 0;
        } else {
            // The rest of the window once more, no further.
            rows = (last - source).max(1);
            widened += 1;
        }
    }
    ControlFlow::Continue(())
}

/// The stretches of rows where the best path runs along an edge of the band: the text may go on beyond it.
fn edges(band: &Band, part: Part, solution: &Solution) -> Vec<Range<usize>> {
    let ends = solution.beads.iter().map(|bead| bead.end());
    let near = ends
        .map(|(row, column)| (row + part.source, column + part.target))
        .filter(|&(row, column)| {
            let (first, last) = band.row(row);
            (first > part.target && column < first + EDGE)
                || (last < band.targets() && column + EDGE > last)
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

/// The last of `rows` rows from `first` on, of fewer where they have more than `most` cells, and whether that is so.
fn last_row(band: &Band, first: usize, rows: usize, most: usize) -> (usize, bool) {
    let wanted = first.saturating_add(rows).min(band.sources());
    let mut cells = 0;
    for row in first..=wanted {
        let (from, to) = band.row(row);
        cells += (to + 1).saturating_sub(from);
        // Below two rows there is no bead.
        if cells > most && row > first {
            return (row, true);
        }
    }
    (wanted, false)
}

/// How many beads end in the first `rows` rows, at a cut point that is hardly ever passed by.
fn certain(solution: &Solution, rows: usize) -> Option<usize> {
    let beads = solution.beads.iter().zip(&solution.cuts);
    let last = beads
        .take_while(|(bead, _)| bead.end().0 <= rows)
        .enumerate()
        .filter(|(_, (bead, cut))| bead.end().0 > 0 && **cut >= (-DOUBT).ln_1p())
        .last();
    last.map(|(index, _)| index + 1)
}

/// How many beads of the best path end in the first `rows` rows; at least one.
fn likely(solution: &Solution, rows: usize) -> usize {
    let inside = solution.beads.iter();
    inside
        .take_while(|bead| bead.end().0 <= rows)
        .count()
        .max(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TYPES: [(usize, usize); 6] = [(1, 0), (0, 1), (1, 1), (1, 2), (2, 1), (2, 2)];

    /// So many that what is left out does not show.
    const ALL: Likely = Likely {
        least: 1e-9,
        most: usize::MAX,
    };

    fn types() -> Vec<BeadType> {
        let size = |(sources, targets)| BeadType { sources, targets };
        TYPES.map(size).to_vec()
    }

    /// A number without pattern for each bead; beads near the diagonal score well, so that cut points are certain.
    fn score(seed: u64, bead: Bead, sharpness: f32) -> f32 {
        let mut hash = seed;
        for part in [
            bead.source,
            bead.target,
            bead.size.sources,
            bead.size.targets,
        ] {
            hash = (hash ^ part as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            hash ^= hash >> 29;
        }
        let noise = (hash >> 40) as f32 / (1 << 24) as f32;
        let fits = bead.size.sources == 1 && bead.size.targets == 1 && bead.source == bead.target;
        noise + if fits { sharpness } else { -sharpness }
    }

    struct Table {
        seed: u64,
        sharpness: f32,
        found: Vec<(Bead, f32)>,
        reads: usize,
        most: usize,
    }

    impl Scorer for Table {
        fn read(&mut self, _: &Band, _: Part) {
            self.reads += 1;
        }

        fn score(
            &mut self,
            source: usize,
            target: usize,
            types: &[(usize, usize)],
            scores: &mut [f32],
        ) {
            let width = scores.len() / types.len();
            for (row, &(sources, targets)) in scores.chunks_exact_mut(width).zip(types) {
                for (slot, target) in row.iter_mut().zip(target..) {
                    let size = BeadType { sources, targets };
                    let bead = Bead {
                        source,
                        target,
                        size,
                    };
                    *slot = score(self.seed, bead, self.sharpness);
                }
            }
        }

        fn more(&mut self, _: Bead) -> f32 {
            0.0
        }

        fn take(&mut self, beads: &[(Bead, f32)]) -> ControlFlow<()> {
            self.found.extend(beads);
            if self.found.len() >= self.most {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        }
    }

    fn table(seed: u64, sharpness: f32) -> Table {
        Table {
            seed,
            sharpness,
            found: Vec::new(),
            reads: 0,
            most: usize::MAX,
        }
    }

    fn band(sources: usize, targets: usize, reach: usize) -> Band {
        let row = |row: usize| (row.saturating_sub(reach), row + reach);
        Band::new((0..=sources).map(row).collect(), targets)
    }

    proptest! {
        #[test]
        fn windows_find_what_the_whole_lattice_holds(
            seed: u64,
            sources in 0_usize..120,
            more in 0_usize..12,
            reach in 1_usize..8,
            sharpness in 2.0_f32..14.0,
        ) {
            let band = band(sources, sources + more, reach);
            let limits = Limits { rows: 16, look_ahead: 12, most_cells: 1_000_000, widenings: 0, likely: ALL };
            let mut windows = table(seed, sharpness);
            prop_assert_eq!(search(band.clone(), &types(), limits, &mut windows), ControlFlow::Continue(()));
            let whole = Lattice::new(band, &types(), |bead| score(seed, bead, sharpness));
            let beads: Vec<Bead> = windows.found.iter().map(|found| found.0).collect();
            prop_assert_eq!(&beads, &whole.best());
            for ((bead, posterior), exact) in windows.found.iter().zip(whole.posteriors(&beads)) {
                prop_assert!((posterior - exact).abs() < 1e-4, "{:?}: {}, {}", bead, posterior, exact);
            }
        }

        #[test]
        fn beads_cover_everything_at_the_limit_of_windows(
            seed: u64,
            sources in 0_usize..60,
            targets in 0_usize..60,
            most_cells in 1_usize..300,
        ) {
            let band = Band::full(sources, targets);
            let limits = Limits { rows: 4, look_ahead: 3, most_cells, widenings: 2, likely: LIKELY };
            let mut windows = table(seed, 0.0);
            prop_assert_eq!(search(band.clone(), &types(), limits, &mut windows), ControlFlow::Continue(()));
            let mut at = (0, 0);
            for (bead, posterior) in &windows.found {
                prop_assert_eq!((bead.source, bead.target), at);
                prop_assert!((0.0..=1.0).contains(posterior));
                at = bead.end();
            }
            prop_assert_eq!(at, (sources, targets));
        }
    }

    #[test]
    fn long_text_is_cut_into_windows_and_the_search_stops_when_told() {
        let limits = Limits {
            rows: 64,
            look_ahead: 16,
            most_cells: 1_000_000,
            widenings: 0,
            likely: ALL,
        };
        let band = band(1000, 1000, 5);
        let mut all = table(7, 12.0);
        assert_eq!(
            search(band.clone(), &types(), limits, &mut all),
            ControlFlow::Continue(())
        );
        assert!((15..=25).contains(&all.reads), "{}", all.reads);
        let beads: Vec<Bead> = all.found.iter().map(|found| found.0).collect();
        let whole = Lattice::new(band.clone(), &types(), |bead| score(7, bead, 12.0));
        assert_eq!(beads, whole.best());
        let mut few = Table {
            most: 100,
            ..table(7, 12.0)
        };
        assert_eq!(
            search(band.clone(), &types(), limits, &mut few),
            ControlFlow::Break(())
        );
        assert!(few.found.len() < 200);
    }
}
