//! Segments against gold segments.

use std::collections::BTreeSet;

use super::Judged;
use crate::text::Span;

/// Judges the ends of segments: right where a gold segment ends. Each end counts once, and the end of the whole text,
/// which nobody can miss, not at all.
#[must_use]
pub fn boundaries(gold: &[Span], found: &[Span]) -> Vec<Judged> {
    let ends =
        |spans: &[Span]| -> BTreeSet<usize> { spans.iter().map(|span| span.end()).collect() };
    let (mut gold, mut found) = (ends(gold), ends(found));
    if let Some(last) = gold.pop_last() {
        found.remove(&last);
    }
    judged(&gold, &found, |end| *end)
}

/// Judges whole segments: right where a gold segment has the same start and end.
#[must_use]
pub fn segments(gold: &[Span], found: &[Span]) -> Vec<Judged> {
    let spans = |spans: &[Span]| -> BTreeSet<Span> { spans.iter().copied().collect() };
    judged(&spans(gold), &spans(found), |span| span.start())
}

/// Judges equal items, which stand where `place` says.
pub(super) fn judged<T: Ord>(
    gold: &BTreeSet<T>,
    found: &BTreeSet<T>,
    place: impl Fn(&T) -> usize,
) -> Vec<Judged> {
    let found_items = found
        .iter()
        .map(|item| Judged::found(place(item), gold.contains(item)));
    let gold_items = gold
        .iter()
        .map(|item| Judged::expected(place(item), found.contains(item)));
    found_items.chain(gold_items).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::{Counts, total};

    #[test]
    fn the_end_of_the_text_is_not_counted() {
        let spans = |ends: &[usize]| -> Vec<Span> {
            let mut start = 0;
            let span = |&end: &usize| Span::new(std::mem::replace(&mut start, end), end);
            ends.iter().map(span).collect()
        };
        let (gold, found) = (spans(&[10, 20, 30]), spans(&[10, 15, 30]));
        assert_eq!(total(&boundaries(&gold, &found)), Counts::new(1, 2, 2));
        assert_eq!(total(&segments(&gold, &found)), Counts::new(1, 3, 3));
        assert_eq!(total(&boundaries(&gold[..1], &[])), Counts::default());
    }
}
