//! The search over long texts, window by window, in bounded memory.
//!
//! A window is a run of rows of the band. The best path and the probabilities are computed from the cut point where the
//! window before it was left to any cut point of the window's last row, as the text goes on. Beads are taken up to the
//! last cut point of the best path that lies [`LOOK_AHEAD`] rows before the end and that nearly all paths go through
//! (`DOUBT` in `doubt.rs`); there the next window begins. Where the text is so doubtful that there is no such cut point the window
//! doubles, up to [`Limits::most_cells`]; then the best path is taken as it is.
//!
//! Each window is searched in a narrow band first. Where that leaves doubt, the stretch around is searched in a wide one,
//! and put in between beads that both have.
//!
//! With a cut point that all paths go through, the problem falls apart into two that do not know of one another, so
//! the beads are those of a search over the whole text and their probabilities differ by no more than the doubt. What
//! lies behind the window can still overturn a cut point only if it speaks more strongly against it than
//! `1 / DOUBT` to one, across [`LOOK_AHEAD`] rows. What is left at the limit is text without any evidence, such as
//! thousands of equal lines, where one path is as good as another.

mod doubt;

use std::{
    cmp::Ordering,
    ops::{ControlFlow, Range},
};

use self::doubt::{certain, doubtful, edges, is_well_inside, likely};
use super::dp::{Band, Bead, BeadType, End, Lattice, Likely, Solution};

/// How many rows behind a cut point must have been seen.
const LOOK_AHEAD: usize = 64;

/// How much the band is widened there, to each side; twice as much each further time.
const WIDENING: usize = 16;

/// How often a window is searched again with a wider band.
const MOST_WIDENINGS: usize = 3;

/// So many rows around what is in doubt in the near band are taken from the far one; as many more are searched to see
/// what is around them.
const CONTEXT: usize = 16;

/// The most that may go past a cut point at which a search of the far band begins or ends: it lies [`CONTEXT`] rows
/// before what is taken.
const SLIGHT_DOUBT: f64 = 1e-4;

/// The most that may go past a cut point where beads of the near band and of the far one are put together. More than
/// at the ends of the search, of which the cut points there are taken for certain: here both bands know what goes past.
const SEAM_DOUBT: f64 = 1e-2;

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
            rows: 2048,
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
    /// Target cut points behind this one are not looked at either.
    pub(super) end: usize,
}

/// One of the two bands.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Width {
    Near,
    Far,
}

/// Scores beads and takes those that are settled.
pub(super) trait Scorer {
    /// What follows is about this band; what was read of the other one is needed again.
    fn turn(&mut self, to: Width);

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

/// Where the search looks.
#[derive(Clone, Debug)]
pub(super) struct Bands {
    /// Narrow: looked at first.
    pub(super) near: Band,
    /// Holds the narrow one: looked at where that leaves doubt.
    pub(super) far: Band,
}

/// Finds the best path through the bands and hands its beads, in order, to `scorer`.
///
/// Each window is searched in the near band. Where paths come to its edge, or where it is much narrower than the far
/// one and the path is not sure, the stretch between the sure cut points around is searched again in the far band.
/// Linear in the number of cells of the bands: a window that grows costs at most twice as much as one that has its
/// size at once, and at least half of it is settled then unless rows are wider than [`Limits::most_cells`].
pub(super) fn search(
    bands: Bands,
    types: &[BeadType],
    limits: Limits,
    scorer: &mut impl Scorer,
) -> ControlFlow<()> {
    let end = (bands.far.sources(), bands.far.targets());
    let mut search = Search {
        bands,
        types,
        limits,
        scorer,
    };
    let mut at = (0, 0);
    let mut rows = limits.rows.max(1);
    while at != end {
        match search.near(at, rows)? {
            Some(settled) => (at, rows) = (settled, limits.rows.max(1)),
            None => rows = rows.saturating_mul(2),
        }
    }
    ControlFlow::Continue(())
}

/// A cut point of both sides.
type Cut = (usize, usize);

/// How far a search of the far band goes.
#[derive(Copy, Clone)]
enum Goal {
    /// To a cut point.
    Cut(Cut),
    /// To a cut point of this row or a later one that lies well inside the near band.
    Row(usize),
}

/// Where a search of the far band ended.
enum Reached {
    /// At a cut point that the near band has too, by its index.
    Seam(usize),
    Cut(Cut),
}

/// Where a stretch of the far band is put in between the beads of a window of the near one.
struct Seam<'n> {
    near: &'n Solution,
    part: Part,
    /// Those cut points of the near band that it may begin and end at.
    indices: Range<usize>,
    /// What is in doubt: it begins at one that both have well before these rows, and ends at one well behind them.
    rows: Range<usize>,
    /// Whether it does not end in this window.
    is_open: bool,
    has_begun: bool,
}

impl Seam<'_> {
    /// The index of a cut point of the near band.
    fn index_of(&self, cut: Cut) -> Option<usize> {
        let (mut low, mut high) = (self.indices.start, self.indices.end + 1);
        while low < high {
            let middle = low.midpoint(high);
            match end_of(self.near, self.part, middle).cmp(&cut) {
                Ordering::Less => low = middle + 1,
                Ordering::Equal => return Some(middle),
                Ordering::Greater => high = middle,
            }
        }
        None
    }
}

struct Search<'s, S> {
    bands: Bands,
    types: &'s [BeadType],
    limits: Limits,
    scorer: &'s mut S,
}

impl<S: Scorer> Search<'_, S> {
    /// Searches the window of `rows` rows that begins at `at`, in the near band first; where what is settled ends, or
    /// `None` where nothing is settled in so few rows.
    fn near(&mut self, at: Cut, rows: usize) -> ControlFlow<(), Option<Cut>> {
        let near = &self.bands.near;
        let (last, is_full) = last_row(near, at.0, rows, self.limits.most_cells);
        let part = Part {
            source: at.0,
            target: at.1,
            last,
            end: near.targets(),
        };
        let end = end_at(last == near.sources());
        self.scorer.turn(Width::Near);
        let solution = solve(near, part, end, self.types, self.limits, self.scorer);
        let doubtful = doubtful(&self.bands, part, &solution);
        let count = self.settled(&solution, part, is_full, near.sources());
        let count = match count {
            Some(count) => count,
            None if doubtful.is_empty() => return ControlFlow::Continue(None),
            None => 0,
        };
        let mut done = 0;
        let mut runs = doubtful.into_iter().peekable();
        while let Some(mut run) = runs.next() {
            if count > 0 && run.start >= end_of(&solution, part, count).0 + CONTEXT {
                // What is doubtful lies behind what is settled.
                break;
            }
            let is_sure = |index: &usize| {
                let before = index.checked_sub(1).and_then(|at| solution.cuts.get(at));
                before.is_none_or(|&cut| cut >= (-SLIGHT_DOUBT).ln_1p())
            };
            let row = |index: usize| end_of(&solution, part, index).0;
            let start = (done..=count)
                .take_while(|&index| row(index) + 2 * CONTEXT <= run.start)
                .filter(is_sure)
                .last()
                .unwrap_or(done);
            let mut goal = Some(start);
            while let Some(index) = goal {
                let from = run.end + 2 * CONTEXT;
                goal = (index..=count).find(|index| row(*index) >= from && is_sure(index));
                let Some(index) = goal else { break };
                match runs.next_if(|next| next.start < row(index) + CONTEXT) {
                    Some(next) => run.end = next.end,
                    None => break,
                }
            }
            self.scorer.turn(Width::Near);
            self.take(&solution, part, done..start)?;
            let seam = Seam {
                near: &solution,
                part,
                indices: start..count,
                rows: run.clone(),
                is_open: goal.is_none(),
                has_begun: false,
            };
            let from = end_of(&solution, part, start);
            let goal = match goal {
                Some(index) => Goal::Cut(end_of(&solution, part, index)),
                None => Goal::Row(run.end + CONTEXT),
            };
            match self.far(from, goal, seam)? {
                Reached::Seam(index) => done = index,
                Reached::Cut(cut) => return ControlFlow::Continue(Some(cut)),
            }
        }
        self.scorer.turn(Width::Near);
        self.take(&solution, part, done..count)?;
        ControlFlow::Continue(Some(end_of(&solution, part, count)))
    }

    /// Searches the far band from `at` on, which begins and ends as the near one does; where it ends.
    fn far(&mut self, mut at: Cut, goal: Goal, mut seam: Seam<'_>) -> ControlFlow<(), Reached> {
        let end = match goal {
            Goal::Cut(cut) => cut,
            Goal::Row(_) => (self.bands.far.sources(), self.bands.far.targets()),
        };
        let mut widened = 0;
        let mut rows = None;
        while at != end {
            let wanted = match goal {
                Goal::Cut(cut) => cut.0 - at.0,
                Goal::Row(row) if at.0 >= row && is_well_inside(&self.bands.near, at) => break,
                Goal::Row(row) => row.saturating_sub(at.0) + 2 * self.limits.look_ahead,
            };
            let wanted = wanted.clamp(1, self.limits.rows.max(1));
            let searched = rows.unwrap_or(wanted);
            let far = &self.bands.far;
            let (last, is_full) = last_row(far, at.0, searched, self.limits.most_cells);
            let part = Part {
                source: at.0,
                target: at.1,
                last: last.min(end.0),
                end: end.1,
            };
            let corner = end_at(part.last == end.0);
            self.scorer.turn(Width::Far);
            let solution = solve(far, part, corner, self.types, self.limits, self.scorer);
            let edges = if widened < self.limits.widenings {
                edges(far, part, &solution)
            } else {
                Vec::new()
            };
            let count = match edges.first() {
                // What lies well before the first edge is settled as it would be at the end of a window.
                Some(run) => {
                    let seen = (run.start - part.source).saturating_sub(self.limits.look_ahead);
                    certain(&solution, seen).unwrap_or(0)
                }
                None => match self.settled(&solution, part, is_full, end.0) {
                    Some(count) => count,
                    None => {
                        rows = Some(searched.saturating_mul(2));
                        continue;
                    }
                },
            };
            let by = WIDENING << widened;
            for run in &edges {
                let rows = run.start.saturating_sub(by)..run.end + by;
                self.bands.far.widen(rows, by);
            }
            if count > 0 {
                at = end_of(&solution, part, count);
            } else if edges.is_empty() {
                break;
            }
            if let Some(index) = self.join(&solution, part, count, &mut seam)? {
                return ControlFlow::Continue(Reached::Seam(index));
            }
            if edges.is_empty() {
                (rows, widened) = (None, 0);
            } else {
                // The rest of the window once more, no further.
                rows = Some((part.last - at.0).max(1));
                widened += 1;
            }
        }
        ControlFlow::Continue(Reached::Cut(at))
    }

    /// Hands over the first `count` beads of a window of the far band, but for those that lie outside the seam: the
    /// near band has them too, and knows more of what is around them. Where the seam ends, the index of the near cut point.
    fn join(
        &mut self,
        solution: &Solution,
        part: Part,
        count: usize,
        seam: &mut Seam<'_>,
    ) -> ControlFlow<(), Option<usize>> {
        if count == 0 {
            return ControlFlow::Continue(None);
        }
        let has_begun = std::mem::replace(&mut seam.has_begun, true);
        let seam = &*seam;
        let shared = |index: usize| {
            let before = index.checked_sub(1).and_then(|at| solution.cuts.get(at));
            let is_sure = before.is_none_or(|&cut| cut >= (-SEAM_DOUBT).ln_1p());
            let of_near = seam.index_of(end_of(solution, part, index));
            of_near.filter(|_| is_sure)
        };
        let row = |index: usize| end_of(solution, part, index).0;
        let mut from = 0;
        if !has_begun {
            let before = (0..=count).take_while(|&index| row(index) + CONTEXT <= seam.rows.start);
            let last = before
                .filter_map(|index| Some((index, shared(index)?)))
                .last();
            if let Some((index, of_near)) = last {
                self.scorer.turn(Width::Near);
                self.take(seam.near, seam.part, seam.indices.start..of_near)?;
                from = index;
            }
        }
        let behind =
            (from..=count).filter(|&index| !seam.is_open && row(index) >= seam.rows.end + CONTEXT);
        let end = behind
            .filter_map(|index| Some((index, shared(index)?)))
            .next();
        self.scorer.turn(Width::Far);
        self.take(solution, part, from..end.map_or(count, |end| end.0))?;
        ControlFlow::Continue(end.map(|end| end.1))
    }

    /// How many beads of a window are settled if nothing in it is in doubt; `None` where it has to grow.
    fn settled(&self, solution: &Solution, part: Part, is_full: bool, end: usize) -> Option<usize> {
        let rows = part.last - part.source;
        let seen = rows.saturating_sub(self.limits.look_ahead);
        if part.last == end {
            Some(solution.beads.len())
        } else if let Some(count) = certain(solution, seen) {
            Some(count)
        } else {
            is_full.then(|| likely(solution, seen.max(rows / 2)))
        }
    }

    /// Hands over beads of a window.
    fn take(&mut self, solution: &Solution, part: Part, beads: Range<usize>) -> ControlFlow<()> {
        let settled = solution.beads.iter().zip(&solution.posteriors);
        let settled = settled.take(beads.end).skip(beads.start);
        let settled: Vec<(Bead, f32)> = settled
            .map(|(bead, &posterior)| {
                let bead = Bead {
                    source: bead.source + part.source,
                    target: bead.target + part.target,
                    size: bead.size,
                };
                (bead, posterior)
            })
            .collect();
        if settled.is_empty() {
            return ControlFlow::Continue(());
        }
        self.scorer.take(&settled)
    }
}

/// Where paths end in a window, by whether it is the last one.
const fn end_at(is_last: bool) -> End {
    if is_last { End::Corner } else { End::LastRow }
}

/// The best path through a part of a band.
fn solve(
    band: &Band,
    part: Part,
    end: End,
    types: &[BeadType],
    limits: Limits,
    scorer: &mut impl Scorer,
) -> Solution {
    scorer.read(band, part);
    let (source, target) = (part.source, part.target);
    let inside = band.part((source, part.last), (target, part.end));
    let lattice = Lattice::by_rows(inside, types, |row, first, types, scores| {
        scorer.score(source + row, target + first, types, scores);
    });
    lattice.solve_finely(end, limits.likely, &mut |bead| {
        scorer.more(Bead {
            source: bead.source + source,
            target: bead.target + target,
            size: bead.size,
        })
    })
}

/// The cut point behind the first `count` beads of a window.
fn end_of(solution: &Solution, part: Part, count: usize) -> Cut {
    let before = count.checked_sub(1).and_then(|at| solution.beads.get(at));
    let (row, column) = before.map_or((0, 0), |bead| bead.end());
    (row + part.source, column + part.target)
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
        fn turn(&mut self, _: Width) {}

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

    fn only(band: Band) -> Bands {
        Bands {
            near: band.clone(),
            far: band,
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
            prop_assert_eq!(search(only(band.clone()), &types(), limits, &mut windows), ControlFlow::Continue(()));
            let whole = Lattice::new(band, &types(), |bead| score(seed, bead, sharpness));
            let beads: Vec<Bead> = windows.found.iter().map(|found| found.0).collect();
            prop_assert_eq!(&beads, &whole.best());
            for ((bead, posterior), exact) in windows.found.iter().zip(whole.posteriors(&beads)) {
                prop_assert!((posterior - exact).abs() < 1e-4, "{:?}: {}, {}", bead, posterior, exact);
            }
        }

        #[test]
        fn a_near_band_finds_what_the_far_one_holds(
            seed: u64,
            sources in 0_usize..200,
            more in 0_usize..9,
            shift in 0_usize..6,
            reach in 1_usize..5,
            sharpness in 8.0_f32..14.0,
        ) {
            // The near band may lie beside the path.
            let row = |row: usize| ((row + shift).saturating_sub(reach), row + shift + reach);
            let near = Band::new((0..=sources).map(row).collect(), sources + more);
            let row = |row: usize| (row.saturating_sub(12), row + 12);
            let far = Band::new((0..=sources).map(row).collect(), sources + more);
            let limits = Limits { rows: 64, look_ahead: 12, most_cells: 1_000_000, widenings: 0, likely: ALL };
            let mut windows = table(seed, sharpness);
            let bands = Bands { near, far: far.clone() };
            prop_assert_eq!(search(bands, &types(), limits, &mut windows), ControlFlow::Continue(()));
            let whole = Lattice::new(far, &types(), |bead| score(seed, bead, sharpness));
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
            prop_assert_eq!(search(only(band.clone()), &types(), limits, &mut windows), ControlFlow::Continue(()));
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
            search(only(band.clone()), &types(), limits, &mut all),
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
            search(only(band.clone()), &types(), limits, &mut few),
            ControlFlow::Break(())
        );
        assert!(few.found.len() < 200);
    }
}
