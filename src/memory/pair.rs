//! Units made from alignments.

use std::borrow::Borrow;

use super::{LanguageTag, Place, Side, Status, Unit};
use crate::{
    align::{Alignment, Link, Pair, Segment},
    lang::{Detection, Lang, detect},
    score::Evidence,
    text::Span,
};

/// The units of all links of an alignment of `source` and `target`, in order; those with an empty side too.
///
/// Languages are those of the alignment; the script of a Chinese side is detected, where the side does not tell from
/// the whole text. See [`Unit::from_pair`] for what becomes of the text.
pub fn units<'a>(
    alignment: &'a Alignment,
    source: &'a str,
    target: &'a str,
) -> impl Iterator<Item = Unit> + use<'a> {
    let langs = (alignment.source_lang, alignment.target_lang);
    units_of(&alignment.links, langs, source, target)
}

/// The units of links that come one by one, of texts in the given languages; as [`units`] makes them.
pub fn units_of<'a, L: Borrow<Link>, I: IntoIterator<Item = L>>(
    links: I,
    (source_lang, target_lang): (Lang, Lang),
    source: &'a str,
    target: &'a str,
) -> impl Iterator<Item = Unit> + use<'a, L, I> {
    let tag = |lang: Lang, whole: &str| LanguageTag::new(lang, script(lang, whole, None));
    let languages = (tag(source_lang, source), tag(target_lang, target));
    let contexts = (detect(source), detect(target));
    links.into_iter().map(move |link| {
        let pair = Pair::new(link.borrow(), source, target);
        let mut unit = Unit::from_pair(&pair, languages.clone());
        for (side, context, lang) in [
            (&mut unit.source, contexts.0, source_lang),
            (&mut unit.target, contexts.1, target_lang),
        ] {
            side.language =
                LanguageTag::new(lang, script(lang, side.content.text(), Some(context)));
        }
        unit
    })
}

fn script(lang: Lang, text: &str, context: Option<Detection>) -> Option<crate::lang::Script> {
    if lang != Lang::Chinese {
        return None;
    }
    let context = context.and_then(|context| context.script);
    detect(text).script.or(context)
}

impl Unit {
    /// The unit of one link, in the given languages.
    ///
    /// Segments that follow each other stand as they did in the text, but for line breaks: white space with a line
    /// break in it becomes one space, between Chinese characters nothing, so that hard-wrapped text can be found again.
    /// Each segment keeps its place in the unit and in its document, evidence is moved to the text of the unit. Evidence
    /// that lies outside of the segments is left out. What a person stands for has the status
    /// [`Confirmed`](Status::Confirmed).
    #[must_use]
    pub fn from_pair(pair: &Pair<'_, '_>, (source, target): (LanguageTag, LanguageTag)) -> Self {
        let link = pair.link();
        let (source_text, target_text) = pair.texts();
        let source_side = Joined::new(source_text, &link.source);
        let target_side = Joined::new(target_text, &link.target);
        let moved = |item: &Evidence| {
            Some(Evidence {
                source: source_side.moved(item.source)?,
                target: target_side.moved(item.target)?,
                ..*item
            })
        };
        let evidence = link.evidence.iter().filter_map(moved).collect();
        let side = |language, joined: Joined| Side {
            segments: joined.places,
            ..Side::new(language, joined.text)
        };
        let status = if link.confirmed {
            Status::Confirmed
        } else {
            Status::Automatic
        };
        Self {
            status,
            score: Some(link.score),
            kind: Some(link.kind),
            reason: link.reason,
            evidence,
            ..Self::new(side(source, source_side), side(target, target_side))
        }
    }
}

/// Segments joined to one text.
#[derive(Default)]
struct Joined {
    text: String,
    places: Vec<Place>,
    /// Stretches taken over as they are: the place in the document, and where the stretch begins in the new text.
    stretches: Vec<(Span, usize)>,
}

impl Joined {
    fn new(document: &str, segments: &[Segment]) -> Self {
        let mut joined = Self::default();
        let mut end: Option<usize> = None;
        for segment in segments {
            let span = segment.span.trimmed(document);
            if let Some(end) = end {
                let between = Span::new(end, span.start());
                let is_space = between.slice(document).chars().all(char::is_whitespace);
                let next = span.slice(document).chars().next();
                if between.is_empty() || is_space && !has_break(between.slice(document)) {
                    joined.push(document, between);
                } else {
                    joined.push_break(next);
                }
            }
            let start = joined.text.len();
            joined.push_unwrapped(document, span);
            joined.places.push(Place {
                span: Span::new(start, joined.text.len()),
                index: Some(segment.index),
                origin: Some(segment.span),
            });
            end = Some(span.end());
        }
        joined
    }

    fn push(&mut self, document: &str, span: Span) {
        self.stretches.push((span, self.text.len()));
        self.text.push_str(span.slice(document));
    }

    /// A space, unless Chinese characters stand on both sides.
    fn push_break(&mut self, next: Option<char>) {
        let both = self.text.chars().next_back().zip(next);
        if both.is_some_and(|(last, next)| !(is_wide(last) && is_wide(next))) {
            self.text.push(' ');
        }
    }

    fn push_unwrapped(&mut self, document: &str, span: Span) {
        let text = span.slice(document);
        let mut from = 0;
        let mut rest = text;
        // Runs of white space, one after the other.
        while let Some(start) = rest.find(char::is_whitespace) {
            let run = rest.get(start..).unwrap_or_default();
            let length = run.len() - run.trim_start().len();
            let (start, end) = (text.len() - run.len(), text.len() - run.len() + length);
            rest = text.get(end..).unwrap_or_default();
            if has_break(text.get(start..end).unwrap_or_default()) {
                self.push(document, Span::new(from, start).shifted(span.start()));
                self.push_break(rest.chars().next());
                from = end;
            }
        }
        self.push(document, Span::new(from, text.len()).shifted(span.start()));
    }

    /// The place in the new text of a place in the document.
    fn moved(&self, span: Span) -> Option<Span> {
        let offset = |at: usize| {
            let found = self
                .stretches
                .iter()
                .find(|(old, _)| old.start() <= at && at <= old.end());
            found.map(|(old, new)| at - old.start() + new)
        };
        Some(Span::new(offset(span.start())?, offset(span.end())?))
    }
}

fn has_break(space: &str) -> bool {
    space.contains([
        '\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
    ])
}

/// Whether the character is set without spaces: ideographs, kana, full-width signs.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrapped_lines_are_joined_and_places_follow() {
        let document = "甲\n乙 and\r\n  丙。 D.\nE.";
        let spans = [Span::new(0, 21), Span::new(22, 24), Span::new(25, 27)];
        let segments: Vec<Segment> = spans.iter().map(|&span| Segment::new(0, span)).collect();
        let joined = Joined::new(document, &segments);
        assert_eq!(joined.text, "甲乙 and 丙。 D. E.");
        let texts: Vec<&str> = joined
            .places
            .iter()
            .map(|place| place.span.slice(&joined.text))
            .collect();
        assert_eq!(texts, ["甲乙 and 丙。", "D.", "E."]);
        let third = document.find('丙').unwrap();
        let moved = joined.moved(Span::new(third, third + 3)).unwrap();
        assert_eq!(moved.slice(&joined.text), "丙");
    }
}
