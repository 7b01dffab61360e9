//! Sentences of a pair that nothing on the other side answers to.
//!
//! Only alignment knows: a unit of a file says it by its segments and its evidence, as those of `bitext align -o a.tmx` do.

use super::{Finding, FindingKind, Verdict};
use crate::{
    align::LinkKind,
    memory::{Place, Status, Unit},
    score::Evidence,
    text::Span,
};

/// The sentences of either side that no word, name or number of the other answers to, where others have one.
///
/// The rule is that of [`Link::unanswered`](crate::Link::unanswered): a free translation may say it all the same, so
/// nothing is sure. Time is `n log n` in evidence and segments.
pub(super) fn findings(unit: &Unit) -> Vec<Finding> {
    let about = |item: &&Evidence| item.kind.is_about_tokens();
    let words: Vec<&Evidence> = unit.evidence.iter().filter(about).collect();
    let is_statement = unit.kind == Some(LinkKind::Statement);
    if words.is_empty() || is_statement || unit.status == Status::Confirmed {
        return Vec::new();
    }
    let alone = |segments: &[Place], side: fn(&Evidence) -> Span| {
        let answered = Covered::new(words.iter().map(|item| side(item)));
        let spans = segments.iter().map(|place| place.span);
        spans
            .filter(|span| segments.len() > 1 && !answered.touches(*span))
            .collect::<Vec<_>>()
    };
    let finding = |kind, span: Span, text: &str, what: &str| {
        let written = span.get(text).filter(|it| !it.trim().is_empty())?;
        let message = format!("nothing in the {what} answers to: {written}");
        Some(Finding::new(kind, Verdict::Unsure, message))
    };
    let mut findings = Vec::new();
    for span in alone(&unit.source.segments, |item| item.source) {
        let found = finding(
            FindingKind::SentenceMissing,
            span,
            unit.source.text(),
            "translation",
        );
        findings.extend(found.map(|it| it.in_source(span)));
    }
    for span in alone(&unit.target.segments, |item| item.target) {
        let found = finding(
            FindingKind::SentenceAdded,
            span,
            unit.target.text(),
            "source",
        );
        findings.extend(found.map(|it| it.in_target(span)));
    }
    findings
}

/// What spans cover, to be asked many times.
struct Covered {
    /// The start of each span, in order, and the greatest end of it and all before it.
    spans: Vec<(usize, usize)>,
}

impl Covered {
    fn new(spans: impl Iterator<Item = Span>) -> Self {
        let mut spans: Vec<(usize, usize)> = spans.map(|it| (it.start(), it.end())).collect();
        spans.sort_unstable();
        let mut most = 0;
        for (_, end) in &mut spans {
            most = most.max(*end);
            *end = most;
        }
        Self { spans }
    }

    fn touches(&self, span: Span) -> bool {
        let before = self.spans.partition_point(|(start, _)| *start < span.end());
        let last = before.checked_sub(1).and_then(|last| self.spans.get(last));
        last.is_some_and(|(_, end)| *end > span.start())
    }
}
