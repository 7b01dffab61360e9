//! The parts of a sentence that may be said elsewhere without the rest: what lies between two marks or ends of clauses.
//!
//! They are finer than clauses, so that a statement may leave out the adverbial or the apposition before it.

use super::{association::Explained, document::Document};
use crate::{
    segment::{Segmenter, dateline},
    text::Span,
};

/// The most parts of a sentence that statements are looked for in: longer ones are lists.
const MOST_PARTS: usize = 40;

/// A part of a sentence: what lies between two marks or ends of clauses.
#[derive(Copy, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Part {
    /// Where it stands, its marks included.
    pub span: Span,
    /// Where it ends without the mark that divides it from the next.
    pub(super) end: usize,
    /// How much its tokens tell by their rarity: 1 for each rare token, 0 for each common one.
    pub(super) information: f32,
    /// Whether a clause begins with it.
    pub(super) starts_clause: bool,
    /// Whether it says where and when a report was written, which no statement does.
    pub(super) is_dateline: bool,
}

/// The parts of a sentence of a document; none if there is no such sentence.
///
/// `explained` is the side of the association that knows how common the tokens of this document are.
#[must_use]
pub fn parts(
    (document, text): (&Document, &str),
    index: usize,
    segmenter: &Segmenter,
    explained: &Explained,
) -> Vec<Part> {
    let Some(sentence) = document.sentences().get(index) else {
        return Vec::new();
    };
    let written = sentence.span.slice(text);
    let dateline = dateline::end(written, document.lang());
    let spans = beside(dateline, segmenter.parts(written, document.lang()));
    let clauses = segmenter.clauses(written, document.lang());
    let tokens = document.tokens_of(index);
    let part = |span: Span| {
        let starts_clause = dateline == Some(span.start())
            || clauses
                .binary_search_by_key(&span.start(), |clause| clause.start())
                .is_ok();
        let is_dateline = dateline.is_some_and(|end| span.end() <= end);
        let stated = without_mark(span.slice(written));
        let span = span.shifted(sentence.span.start());
        let start = tokens.partition_point(|token| token.span().start() < span.start());
        let end = tokens.partition_point(|token| token.span().start() < span.end());
        let inside = tokens.get(start..end).unwrap_or_default();
        Part {
            span,
            end: span.start() + stated.len(),
            information: inside
                .iter()
                .map(|token| information(explained.background(token.kind)))
                .sum(),
            starts_clause,
            is_dateline,
        }
    };
    let parts: Vec<Part> = spans.into_iter().map(part).collect();
    if parts.len() > MOST_PARTS {
        let whole = parts.into_iter().reduce(|a, b| Part {
            span: a.span.hull(b.span),
            end: b.end,
            information: a.information + b.information,
            ..a
        });
        return whole.into_iter().collect();
    }
    parts
}

/// Parts with the dateline, which ends there, as one of its own.
fn beside(dateline: Option<usize>, parts: Vec<Span>) -> Vec<Span> {
    let Some(end) = dateline else {
        return parts;
    };
    let first = Span::new(0, end);
    let rest = parts.into_iter().filter(|part| part.end() > end);
    let rest = rest.map(|part| Span::new(part.start().max(end), part.end()));
    std::iter::once(first).chain(rest).collect()
}

/// A part without the comma, colon or full stop that ends it. Marks that mean something stay.
fn without_mark(part: &str) -> &str {
    let marks = [
        '，', '。', '、', '；', '：', '—', '–', ',', ';', ':', ' ', '\u{3000}',
    ];
    let shorter = part.trim_end_matches(marks);
    let shorter = if shorter.len() == part.len() {
        part.strip_suffix('.').unwrap_or(part)
    } else {
        shorter
    };
    if shorter.is_empty() { part } else { shorter }
}

/// How much a token of this share of running text tells, in `[0, 1]`: nothing at one in 20, all at one in 8,000.
pub(super) fn information(background: f32) -> f32 {
    ((-background.ln() - 3.0) / 6.0).clamp(0.0, 1.0)
}

/// The part that holds a span.
pub(super) fn place(parts: &[Part], span: Span) -> Option<usize> {
    let after = parts.partition_point(|part| part.span.start() <= span.start());
    let at = after.checked_sub(1)?;
    parts.get(at)?.span.contains(span).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_divides_is_no_part_of_a_statement() {
        for (part, stated) in [
            ("天黑了，", "天黑了"),
            ("天黑了。", "天黑了"),
            ("it rained,", "it rained"),
            ("it rained.", "it rained"),
            ("made by Lark Inc.,", "made by Lark Inc."),
            ("did it rain?", "did it rain?"),
            ("，", "，"),
        ] {
            assert_eq!(without_mark(part), stated);
        }
    }
}
