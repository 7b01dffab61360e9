//! The statement that two sentences share: the runs of parts of clauses that most likely say the same.
//!
//! Every run of parts of one sentence beside every run of the other is a candidate. A log-linear model judges them by what
//! the two share and leave out, by their lengths, by where clauses begin, and by what *other* sentences tell of the same
//! parts: a clause whose counterpart stands elsewhere belongs to another statement. This file does *not* say whether two sentences
//! share anything: [`told`](super::told) does.

use super::{
    association::Explained,
    disagreement::Disagreement,
    document::Document,
    part::{Part, information, place},
    told::{Told, Weighed},
};
use crate::text::Span;

/// The number of features.
pub const FEATURES: usize = 11;

/// What each feature is called, in order.
pub const FEATURE_NAMES: [&str; FEATURES] = [
    "told",
    "share-told",
    "lengths-differ",
    "untold-source",
    "untold-target",
    "whole-source",
    "whole-target",
    "values-differ",
    "clauses-target",
    "rivals-source",
    "rivals-target",
];

/// The features of one candidate.
pub type Features = [f32; FEATURES];

/// What each feature counts, in nats: how much likelier a candidate becomes than the others of its two sentences.
///
/// Fitted on the statements of the dev part of `corpora/comparable` (41 document pairs, 920 statements), so that the
/// candidates that overlap a statement by half on both sides become likely: `cargo run --release --example fit_statements`.
pub const WEIGHTS: Features = [
    0.354, 3.808, -0.862, 0.014, -0.051, -0.814, 0.067, 1.826, 0.371, -0.954, -1.042,
];

/// The most parts that a statement runs over.
const LONGEST: usize = 5;

/// What a link must tell beyond this, in nats, to draw a part into a statement. Did best of a few values.
const UNREMARKABLE: f32 = 0.5;

/// What two values that disagree tell of the parts they stand in, in nats, beside rivals. A judgement.
const OF_DISAGREEMENT: f32 = 2.0;

/// How much more, in nats, another sentence must tell of a part to claim it. A judgement.
const CLAIM: f32 = 1.0;

/// Pairs of at least this probability may claim parts.
pub const LEAST_CLAIM: f32 = 0.2;

/// The share of a statement's tokens that must be linked on both sides for it to say the same.
const SAME: f32 = 0.45;

/// Two runs of parts that state the same.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Statement {
    /// Where in the source.
    pub source: Span,
    /// Where in the target.
    pub target: Span,
}

/// What a link tells of the parts it joins, in nats.
fn told_by(link: &Weighed) -> f32 {
    (link.link.gain() - UNREMARKABLE).max(0.0) * link.share
}

/// For each part of both sentences whether another sentence has the better claim to it.
pub type Claimed = (Vec<bool>, Vec<bool>);

/// What all likely pairs of sentences tell of each part: who has the best claim to it.
#[derive(Clone, Debug)]
pub struct Claims {
    source: Vec<Vec<Claim>>,
    target: Vec<Vec<Claim>>,
}

/// The two best claims to a part.
#[derive(Copy, Clone, Debug, Default)]
struct Claim {
    best: f32,
    by: usize,
    second: f32,
}

impl Claim {
    fn add(&mut self, told: f32, by: usize) {
        if told > self.best {
            (self.second, self.best, self.by) = (self.best, told, by);
        } else if told > self.second {
            self.second = told;
        }
    }

    fn of_others(&self, than: usize) -> f32 {
        if self.by == than {
            self.second
        } else {
            self.best
        }
    }
}

impl Claims {
    /// No claims yet, for texts of so many sentences.
    #[must_use]
    pub fn new(sources: usize, targets: usize) -> Self {
        Self {
            source: vec![Vec::new(); sources],
            target: vec![Vec::new(); targets],
        }
    }

    /// Adds what a pair of this probability tells of its parts; pairs below [`LEAST_CLAIM`] claim nothing.
    pub fn add(&mut self, told: &Told, probability: f32, (source, target): (&[Part], &[Part])) {
        if probability < LEAST_CLAIM {
            return;
        }
        let masses = masses(source, target, told);
        let sides = [
            (self.source.get_mut(told.source), masses.0, told.target),
            (self.target.get_mut(told.target), masses.1, told.source),
        ];
        for (claims, masses, by) in sides {
            let Some(claims) = claims else { continue };
            claims.resize(masses.len(), Claim::default());
            for (claim, mass) in claims.iter_mut().zip(masses) {
                claim.add(probability * mass, by);
            }
        }
    }

    /// Which parts of a pair belong to others.
    #[must_use]
    pub fn claimed(&self, told: &Told, (source, target): (&[Part], &[Part])) -> Claimed {
        let masses = masses(source, target, told);
        let of = |claims: Option<&Vec<Claim>>, masses: Vec<f32>, by: usize| {
            let claims = claims.map(Vec::as_slice).unwrap_or_default();
            let of_part = |(at, mass): (usize, f32)| {
                let claim = claims.get(at).map_or(0.0, |claim| claim.of_others(by));
                claim > mass + CLAIM
            };
            masses.into_iter().enumerate().map(of_part).collect()
        };
        (
            of(self.source.get(told.source), masses.0, told.target),
            of(self.target.get(told.target), masses.1, told.source),
        )
    }
}

/// What a pair tells of each part of both sentences, in nats.
fn masses(source: &[Part], target: &[Part], told: &Told) -> (Vec<f32>, Vec<f32>) {
    let mut masses = (vec![0.0; source.len()], vec![0.0; target.len()]);
    let mut add = |from: Span, to: Span, told: f32| {
        let slots = [
            place(source, from).and_then(|at| masses.0.get_mut(at)),
            place(target, to).and_then(|at| masses.1.get_mut(at)),
        ];
        for slot in slots.into_iter().flatten() {
            *slot += told;
        }
    };
    for it in &told.links {
        add(it.link.source.span(), it.link.target.span(), told_by(it));
    }
    for it in &told.disagreements {
        add(it.source, it.target, OF_DISAGREEMENT);
    }
    masses
}

/// Finds the statement that two sentences, given by their parts, most likely share; the first of equals.
///
/// Cost: the square of the number of runs of one to five parts.
#[must_use]
pub fn find(
    source: &[Part],
    target: &[Part],
    told: &Told,
    claimed: &Claimed,
    explained: (&Explained, &Explained),
) -> Option<Statement> {
    let mut best: Option<(f32, Statement)> = None;
    candidates(source, target, told, claimed, explained, |it, features| {
        let terms = WEIGHTS.iter().zip(features);
        let value: f32 = terms.map(|(weight, feature)| weight * feature).sum();
        if best.is_none_or(|(least, _)| value > least) {
            best = Some((value, it));
        }
    });
    best.map(|(_, statement)| statement)
}

/// Passes every candidate with its features to `visit`: source first, from the first part on, short ones first.
pub fn candidates(
    source: &[Part],
    target: &[Part],
    told: &Told,
    claimed: &Claimed,
    explained: (&Explained, &Explained),
    mut visit: impl FnMut(Statement, &Features),
) {
    let sums = Sums::new(source, target, told, explained);
    let targets: Vec<Run> = runs(target, &claimed.1).collect();
    let all = (0, source.len(), 0, target.len());
    let total = sums.inside(all).told + UNREMARKABLE;
    for from in runs(source, &claimed.0) {
        let row = sums.inside((from.first, from.end, 0, target.len()));
        for to in &targets {
            let inside = sums.inside((from.first, from.end, to.first, to.end));
            let column = sums.inside((0, source.len(), to.first, to.end));
            let torn = row.differing + column.differing - 2.0 * inside.differing;
            // A Chinese character has three bytes, an English word and its blank about five.
            let lengths = (
                (from.span.len() as f32 / 3.0).ln_1p(),
                (to.span.len() as f32 / 5.0).ln_1p(),
            );
            let features = [
                inside.told,
                inside.told / total,
                (lengths.0 - lengths.1).abs(),
                from.information - inside.of_source,
                to.information - inside.of_target,
                from.is_whole,
                to.is_whole,
                inside.differing - 0.5 * torn,
                to.is_of_clauses,
                from.claimed,
                to.claimed,
            ];
            let statement = Statement {
                source: from.stated,
                target: to.stated,
            };
            visit(statement, &features);
        }
    }
}

/// Parts in a row.
#[derive(Copy, Clone, Debug)]
struct Run {
    first: usize,
    end: usize,
    span: Span,
    /// Without the last mark, unless it is the whole sentence, a dateline left aside.
    stated: Span,
    information: f32,
    is_whole: f32,
    is_of_clauses: f32,
    claimed: f32,
}

/// The runs of one to [`LONGEST`] parts.
fn runs<'p>(parts: &'p [Part], claimed: &'p [bool]) -> impl Iterator<Item = Run> + 'p {
    let flag = |is_so: bool| if is_so { 1.0 } else { 0.0 };
    let is_stating = |part: &Part| !part.is_dateline;
    let firsts = (0..parts.len()).filter(move |&first| parts.get(first).is_some_and(is_stating));
    firsts.flat_map(move |first| {
        let mut joined: Option<Run> = None;
        let from_here = parts.iter().enumerate().skip(first).take(LONGEST);
        from_here.map(move |(at, part)| {
            let end = at + 1;
            let before = joined;
            let start = before.map_or(part.span.start(), |run| run.span.start());
            let starts_clause = parts.get(first).is_some_and(|part| part.starts_clause);
            let ends_clause = parts.get(end).is_none_or(|next| next.starts_clause);
            let is_claimed = claimed.get(at).copied().unwrap_or(false);
            let is_whole = end == parts.len() && parts.iter().position(is_stating) == Some(first);
            let span = Span::new(start, part.span.end());
            let run = Run {
                first,
                end,
                span,
                // What is said in a whole sentence is that sentence.
                stated: if is_whole {
                    span
                } else {
                    Span::new(start, part.end)
                },
                information: part.information + before.map_or(0.0, |run| run.information),
                is_whole: flag(is_whole),
                is_of_clauses: flag(starts_clause && ends_clause),
                claimed: flag(is_claimed) + before.map_or(0.0, |run| run.claimed),
            };
            joined = Some(run);
            run
        })
    })
}

/// What lies between some parts of the source and some of the target.
#[derive(Copy, Clone, Debug, Default)]
struct Between {
    told: f32,
    /// The information of the linked tokens of the source, and of the target.
    of_source: f32,
    of_target: f32,
    differing: f32,
}

/// What each part of the source shares with each part of the target, summed up from the first ones on.
struct Sums {
    width: usize,
    sums: Vec<Between>,
}

impl Sums {
    fn new(
        source: &[Part],
        target: &[Part],
        told: &Told,
        (of_source, of_target): (&Explained, &Explained),
    ) -> Self {
        let width = target.len() + 1;
        let mut sums = vec![Between::default(); (source.len() + 1) * width];
        let mut add = |from: Span, to: Span, more: Between| {
            if let (Some(row), Some(column)) = (place(source, from), place(target, to))
                && let Some(cell) = sums.get_mut((row + 1) * width + column + 1)
            {
                *cell = cell.plus(more, 1.0);
            }
        };
        for it in &told.links {
            let more = Between {
                told: told_by(it),
                of_source: information(of_source.background(it.link.source.kind)),
                of_target: information(of_target.background(it.link.target.kind)),
                differing: 0.0,
            };
            add(it.link.source.span(), it.link.target.span(), more);
        }
        for Disagreement { source, target } in &told.disagreements {
            let more = Between {
                differing: 1.0,
                ..Between::default()
            };
            add(*source, *target, more);
        }
        let mut summed = Self { width, sums };
        for row in 1..=source.len() {
            for column in 1..width {
                let sum = summed
                    .at(row, column)
                    .plus(summed.at(row - 1, column), 1.0)
                    .plus(summed.at(row, column - 1), 1.0)
                    .plus(summed.at(row - 1, column - 1), -1.0);
                if let Some(cell) = summed.sums.get_mut(row * width + column) {
                    *cell = sum;
                }
            }
        }
        summed
    }

    fn at(&self, row: usize, column: usize) -> Between {
        let at = row * self.width + column;
        self.sums.get(at).copied().unwrap_or_default()
    }

    /// What lies in the parts `(from, to, first, end)`, source first, ends left out.
    fn inside(&self, (from, to, first, end): (usize, usize, usize, usize)) -> Between {
        self.at(to, end)
            .plus(self.at(from, end), -1.0)
            .plus(self.at(to, first), -1.0)
            .plus(self.at(from, first), 1.0)
    }
}

impl Between {
    fn plus(self, other: Self, times: f32) -> Self {
        Self {
            told: self.told + times * other.told,
            of_source: self.of_source + times * other.of_source,
            of_target: self.of_target + times * other.of_target,
            differing: self.differing + times * other.differing,
        }
    }
}

impl Statement {
    /// A statement of these two spans.
    #[must_use]
    pub const fn new(source: Span, target: Span) -> Self {
        Self { source, target }
    }

    /// Whether a link lies inside.
    #[must_use]
    pub const fn holds(&self, source: Span, target: Span) -> bool {
        self.source.contains(source) && self.target.contains(target)
    }

    /// Whether much of what each side says is accounted for by `links`.
    #[must_use]
    pub fn is_same(
        &self,
        (source, of_source): (&Document, usize),
        (target, of_target): (&Document, usize),
        links: &[Weighed],
    ) -> bool {
        let covered =
            |document: &Document, index: usize, span: Span, is_linked: &dyn Fn(Span) -> bool| {
                let tokens = document.tokens_of(index);
                let inside = tokens.iter().filter(|token| span.contains(token.span()));
                let (mut all, mut linked) = (0.0_f32, 0.0_f32);
                for token in inside {
                    all += 1.0;
                    linked += if is_linked(token.span()) { 1.0 } else { 0.0 };
                }
                linked >= SAME * all
            };
        let inside = |it: &&Weighed| self.holds(it.link.source.span(), it.link.target.span());
        covered(source, of_source, self.source, &|span| {
            links
                .iter()
                .filter(inside)
                .any(|it| it.link.source.span() == span)
        }) && covered(target, of_target, self.target, &|span| {
            links
                .iter()
                .filter(inside)
                .any(|it| it.link.target.span() == span)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_claim_of_another_sentence_counts() {
        let mut claim = Claim::default();
        for (told, by) in [(1.0, 4), (3.0, 2), (2.0, 7)] {
            claim.add(told, by);
        }
        assert_eq!((claim.of_others(4), claim.of_others(2)), (3.0, 2.0));
        assert_eq!(Claim::default().of_others(0), 0.0);
    }
}
