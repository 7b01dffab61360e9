//! Sentences of a pair that nothing on the other side answers to.
//!
//! A unit that was aligned says by its segments and its evidence what answers to what, as those of `bitext align -o a.tmx` do.
//! Of any other the sentences and what they share are found here.

use std::sync::LazyLock;

use super::{Finding, FindingKind, Verdict};
use crate::{
    align::LinkKind,
    lexicon,
    memory::{Side, Status, Unit},
    score::word_link,
    segment::Segmenter,
    text::Span,
};

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::default);

/// The sentences of either side that no word, name or number of the other answers to, where others have one.
///
/// The rule is that of [`Link::unanswered`](crate::Link::unanswered): a free translation may say it all the same, so
/// nothing is sure. Time is `n log n` in evidence and segments, or that of aligning one pair.
pub(super) fn findings(unit: &Unit) -> Vec<Finding> {
    let is_statement = unit.kind == Some(LinkKind::Statement);
    if is_statement || unit.status == Status::Confirmed {
        return Vec::new();
    }
    let (source, target) = (sentences(&unit.source), sentences(&unit.target));
    if source.len() < 2 && target.len() < 2 {
        return Vec::new();
    }
    let words = words(unit);
    if words.is_empty() {
        return Vec::new();
    }
    let alone = |sentences: &[Span], side: fn(&(Span, Span)) -> Span| {
        let answered = Covered::new(words.iter().map(side));
        let spans = sentences.iter().copied();
        spans
            .filter(|span| sentences.len() > 1 && !answered.touches(*span))
            .collect::<Vec<_>>()
    };
    let finding = |kind, span: Span, text: &str, what: &str| {
        let written = span.get(text).filter(|it| !it.trim().is_empty())?;
        let message = format!("nothing in the {what} answers to: {written}");
        Some(Finding::new(kind, Verdict::Unsure, message))
    };
    let mut findings = Vec::new();
    for span in alone(&source, |pair| pair.0) {
        let found = finding(
            FindingKind::SentenceMissing,
            span,
            unit.source.text(),
            "translation",
        );
        findings.extend(found.map(|it| it.in_source(span)));
    }
    for span in alone(&target, |pair| pair.1) {
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

/// The sentences of a side: its segments, or what it is cut into where it has none.
fn sentences(side: &Side) -> Vec<Span> {
    if !side.segments.is_empty() {
        return side.segments.iter().map(|place| place.span).collect();
    }
    let lang = side.language.lang().unwrap_or_else(|| super::lang(side));
    SEGMENTER.sentences(side.text(), lang)
}

/// Words, names and numbers of both sides that correspond: the evidence of the unit, or what is found where it has none.
fn words(unit: &Unit) -> Vec<(Span, Span)> {
    if !unit.evidence.is_empty() {
        let about = unit.evidence.iter().filter(|it| it.kind.is_about_tokens());
        return about.map(|it| (it.source, it.target)).collect();
    }
    let lang = |side: &Side| side.language.lang().unwrap_or_else(|| super::lang(side));
    let sides = (unit.source.text(), unit.target.text());
    let languages = (lang(&unit.source), lang(&unit.target));
    let found = word_link::links(sides, languages, &SEGMENTER, lexicon::default());
    found.iter().map(|it| (it.source, it.target)).collect()
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
