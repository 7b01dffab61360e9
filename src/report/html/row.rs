//! One link as a row.

use maud::{Markup, html};

use super::mark::{Look, Mark, Marks};
pub(super) use crate::report::class::Class;
use crate::{
    align::{Alignment, Input, Link, LinkKind, Reason},
    lang::Lang,
    memory::{Side, Unit},
    text::Span,
};

/// A row, ready to be written.
#[derive(Debug)]
pub(super) struct Row<'a> {
    link: &'a Link,
    unit: &'a Unit,
    langs: (Lang, Lang),
    marks: Marks,
    /// The sentences that nothing on the other side answers to.
    alone: Vec<(Input, usize)>,
}

impl<'a> Row<'a> {
    pub(super) fn new(alignment: &Alignment, link: &'a Link, unit: &'a Unit) -> Self {
        Self {
            link,
            unit,
            langs: (alignment.source_lang, alignment.target_lang),
            marks: Marks::new(unit),
            alone: (link.unanswered().map(|(input, it)| (input, it.index))).collect(),
        }
    }

    pub(super) fn markup(&self, number: usize) -> Markup {
        let weights = Some(&self.marks.weights).filter(|weights| !weights.is_empty());
        let status = self.link.confirmed.then_some("confirmed");
        let alone = |input: Input| -> Vec<usize> {
            let own = self.alone.iter().filter(|(it, _)| *it == input);
            own.map(|(_, index)| *index).collect()
        };
        html! {
            div class=(self.classes()) id={ "r" (number) } role="row" data-w=[weights] data-s=[status] {
                div class="c" role="rowheader" { i { (number) } (format!("{:.2}", self.link.score.value())) }
                (cell(&self.unit.source, self.langs.0, &self.marks.source, &alone(Input::Source)))
                (cell(&self.unit.target, self.langs.1, &self.marks.target, &alone(Input::Target)))
            }
        }
    }

    /// The names that style and script know.
    fn classes(&self) -> String {
        let link = self.link;
        let mut classes = "r".to_owned();
        classes.push_str(match Class::of_score(link.score) {
            Class::Sure => " k0",
            Class::Likely => " k1",
            Class::Doubtful => " k2",
        });
        let marks = [
            (!link.is_pair(), " u"),
            (link.source.len() > 1 || link.target.len() > 1, " g"),
            (link.disagreements().next().is_some(), " x"),
            (!self.alone.is_empty(), " o"),
            (link.reason == Some(Reason::Blank), " blank"),
            (link.reason == Some(Reason::Moved), " away"),
            (link.kind == LinkKind::Statement, " s"),
            (link.kind == LinkKind::Moved, " mv"),
            (link.confirmed, " ok"),
        ];
        for (holds, mark) in marks {
            if holds {
                classes.push_str(mark);
            }
        }
        classes
    }
}

/// One side: a paragraph for each sentence, with its number; those `alone` are told apart.
fn cell(side: &Side, lang: Lang, marks: &[Mark], alone: &[usize]) -> Markup {
    let lang = match lang {
        Lang::Chinese => "zh",
        Lang::English => "en",
    };
    let mut marks = marks;
    let mut segments = Vec::new();
    for place in &side.segments {
        let (pieces, rest) = pieces(side.text(), place.span, marks);
        let is_alone = place.index.is_some_and(|index| alone.contains(&index));
        segments.push((place.index, is_alone.then_some("o"), pieces));
        marks = rest;
    }
    html! {
        div class="t" role="cell" lang=(lang) {
            @for (index, class, pieces) in segments {
                p class=[class] data-i=[index] {
                    @for piece in pieces {
                        @match piece {
                            (text, None) => (text),
                            (text, Some(Look::Evidence(kind, number))) => b class=(format!("{kind}{number:x}")) { (text) },
                            (text, Some(Look::Finding(message))) => b class="e" title=(message) { (text) },
                        }
                    }
                }
            }
        }
    }
}

/// A stretch of text and what is to be said of it.
type Piece<'t, 'm> = (&'t str, Option<&'m Look>);

/// Cuts a segment at its marks; also the marks that lie behind it. A mark that leaves the segment is not shown.
fn pieces<'t, 'm>(
    text: &'t str,
    segment: Span,
    mut marks: &'m [Mark],
) -> (Vec<Piece<'t, 'm>>, &'m [Mark]) {
    let piece = |start, end| Span::new(start, end).slice(text);
    let mut pieces = Vec::new();
    let mut at = segment.start();
    while let Some((mark, after)) = marks.split_first() {
        if mark.span.start() >= segment.end() {
            break;
        }
        marks = after;
        if mark.span.start() < at || mark.span.end() > segment.end() {
            continue;
        }
        pieces.push((piece(at, mark.span.start()), None));
        pieces.push((mark.span.slice(text), Some(&mark.look)));
        at = mark.span.end();
    }
    pieces.push((piece(at, segment.end()), None));
    pieces.retain(|(text, _)| !text.is_empty());
    (pieces, marks)
}
