//! The statement that two sentences share: the runs of parts of clauses that hold most of what they have in common.
//!
//! The parts are finer than clauses, so that a statement may leave out the adverbial or the apposition before it.

use crate::{
    score::{Document, disagreement::Disagreement, document::Sentence, told::Weighed},
    segment::Segmenter,
    text::Span,
};

/// The most parts that a statement runs over.
const LONGEST: usize = 5;

/// The most parts of a sentence that statements are looked for in: longer ones are lists.
const MOST_PARTS: usize = 40;

/// What a link must tell beyond this, in nats, to draw a part into a statement.
const UNREMARKABLE: f32 = 0.5;

/// What a statement pays for each token of either side, in nats: parts without evidence are not worth their length.
///
/// This and [`UNREMARKABLE`] did best of a few values on the sentence pairs of the dev part of `corpora/comparable`.
const LENGTH_COST: f32 = 0.05;

/// What two values that disagree draw, in nats: a statement is about them.
const OF_DISAGREEMENT: f32 = 2.0;

/// The share of a statement's information that must be accounted for on both sides for it to say the same.
const SAME: f32 = 0.45;

/// Two runs of parts that state the same.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(super) struct Statement {
    pub(super) source: Span,
    pub(super) target: Span,
}

/// A part, or several in a row.
#[derive(Copy, Clone, Debug)]
pub(super) struct Run {
    span: Span,
    /// How many tokens it has.
    tokens: usize,
}

/// The parts of the clauses of one sentence of a document.
pub(super) fn parts(
    document: &Document,
    index: usize,
    text: &str,
    segmenter: &Segmenter,
) -> Vec<Run> {
    let sentence: Option<&Sentence> = document.sentences().get(index);
    let Some(sentence) = sentence else {
        return Vec::new();
    };
    let tokens = document.tokens_of(index);
    let run = |span: Span| {
        let span = span.shifted(sentence.span.start());
        let start = tokens.partition_point(|token| token.span().start() < span.start());
        let end = tokens.partition_point(|token| token.span().start() < span.end());
        Run {
            span,
            tokens: end - start,
        }
    };
    let spans = segmenter.parts(sentence.span.slice(text), document.lang());
    let parts: Vec<Run> = spans.into_iter().map(run).collect();
    if parts.len() > MOST_PARTS {
        let whole = parts.into_iter().reduce(|a, b| Run {
            span: a.span.hull(b.span),
            tokens: a.tokens + b.tokens,
        });
        return whole.into_iter().collect();
    }
    parts
}

/// Finds the statement that two sentences, given by their parts, share.
///
/// Cost: the square of the number of runs of one to five parts.
pub(super) fn find(
    source: &[Run],
    target: &[Run],
    links: &[Weighed],
    disagreements: &[Disagreement],
) -> Option<Statement> {
    // What each part of the source shares with each part of the target, summed up from the first ones on.
    let width = target.len() + 1;
    let mut sums = vec![0.0_f32; (source.len() + 1) * width];
    let place = |runs: &[Run], span: Span| runs.iter().position(|run| run.span.contains(span));
    let mut add = |from: Span, to: Span, told: f32| {
        if let (Some(row), Some(column)) = (place(source, from), place(target, to))
            && let Some(cell) = sums.get_mut((row + 1) * width + column + 1)
        {
            *cell += told;
        }
    };
    for it in links {
        let told = (it.link.gain() - UNREMARKABLE).max(0.0) * it.share;
        add(it.link.source.span(), it.link.target.span(), told);
    }
    for it in disagreements {
        add(it.source, it.target, OF_DISAGREEMENT);
    }
    for row in 1..=source.len() {
        for column in 1..width {
            let at =
                |row: usize, column: usize| sums.get(row * width + column).copied().unwrap_or(0.0);
            let sum = at(row, column) + at(row - 1, column) + at(row, column - 1)
                - at(row - 1, column - 1);
            if let Some(cell) = sums.get_mut(row * width + column) {
                *cell = sum;
            }
        }
    }
    let at = |row: usize, column: usize| sums.get(row * width + column).copied().unwrap_or(0.0);
    let mut best: Option<(f32, Statement)> = None;
    for (from, to, of_source) in runs(source) {
        for (first, end, of_target) in runs(target) {
            let told = at(to, end) - at(from, end) - at(to, first) + at(from, first);
            let value = told - LENGTH_COST * (of_source.tokens + of_target.tokens) as f32;
            if best.is_none_or(|(least, _)| value > least) {
                let (source, target) = (of_source.span, of_target.span);
                best = Some((value, Statement { source, target }));
            }
        }
    }
    best.map(|(_, statement)| statement)
}

/// The runs of one to [`LONGEST`] parts: first part, one past the last, and the run.
fn runs(parts: &[Run]) -> impl Iterator<Item = (usize, usize, Run)> {
    (0..parts.len()).flat_map(move |start| {
        let mut joined: Option<Run> = None;
        let from_here = parts.iter().enumerate().skip(start).take(LONGEST);
        from_here.map(move |(at, &part)| {
            let run = joined.map_or(part, |run| Run {
                span: run.span.hull(part.span),
                tokens: run.tokens + part.tokens,
            });
            joined = Some(run);
            (start, at + 1, run)
        })
    })
}

impl Statement {
    /// Whether a link lies inside.
    pub(super) const fn holds(&self, source: Span, target: Span) -> bool {
        self.source.contains(source) && self.target.contains(target)
    }

    /// Whether nearly all that each side says is accounted for by `links`.
    pub(super) fn is_same(
        &self,
        (source, of_source): (&Document, usize),
        (target, of_target): (&Document, usize),
        links: &[Weighed],
    ) -> bool {
        let covered =
            |document: &Document, index: usize, span: Span, is_linked: &dyn Fn(Span) -> bool| {
                let tokens = document.tokens_of(index).iter();
                let inside = tokens.filter(|token| span.contains(token.span()));
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
