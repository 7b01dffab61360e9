//! Which stretches of a row are highlighted, and as what.

use crate::{
    memory::{Side, Unit},
    quantity::{Relation, compare, quantities},
    score::{Evidence, EvidenceKind},
    text::Span,
};

/// The most pieces of evidence that are highlighted in a row: one hexadecimal digit names each, and more colours would
/// tell nothing.
const MOST: usize = 16;

/// A highlighted stretch.
#[derive(Debug)]
pub(super) struct Mark {
    /// Where, in the text of the side.
    pub(super) span: Span,
    /// What about it.
    pub(super) look: Look,
}

/// What a highlight says.
#[derive(Debug)]
pub(super) enum Look {
    /// Evidence: the letter of its kind, and its number in the row, the same on both sides.
    Evidence(char, usize),
    /// A number that differs, with the reason.
    Finding(String),
}

/// The highlights of both sides.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Of the source, in order, without overlaps.
    pub(super) source: Vec<Mark>,
    /// Of the target.
    pub(super) target: Vec<Mark>,
    /// For the script: the weight of each highlighted piece of evidence in the order of their numbers, with a letter for the
    /// relation of quantities, then, each with its letter, that of what is about the sides as wholes.
    pub(super) weights: String,
}

impl Marks {
    pub(super) fn new(unit: &Unit) -> Self {
        let mut marks = Self::default();
        marks.add_findings(unit);
        let mut weights = marks.add_evidence(unit);
        for item in &unit.evidence {
            let letter = match item.kind {
                EvidenceKind::Length => 'L',
                EvidenceKind::Punctuation => 'P',
                EvidenceKind::Shape => 'S',
                _ => continue,
            };
            weights.push(format!("{letter}{:.1}", item.weight));
        }
        marks.weights = weights.join(" ");
        marks.source.sort_by_key(|mark| mark.span);
        marks.target.sort_by_key(|mark| mark.span);
        marks
    }

    /// Values and codes that both sides give and that cannot both be right, as the alignment found them: what the table marks `≠`.
    fn add_findings(&mut self, unit: &Unit) {
        for item in unit.disagreements().take(MOST) {
            let (source, target) = (
                item.source.get(unit.source.text()).unwrap_or_default(),
                item.target.get(unit.target.text()).unwrap_or_default(),
            );
            let message = format!("{source} ≠ {target}: {}", reason(item, unit));
            self.add_finding(&[item.source], &[item.target], &message);
        }
    }

    fn add_finding(&mut self, source: &[Span], target: &[Span], message: &str) {
        for (marks, spans) in [(&mut self.source, source), (&mut self.target, target)] {
            for &span in spans {
                if is_free(marks, span) {
                    let look = Look::Finding(message.to_owned());
                    marks.push(Mark { span, look });
                }
            }
        }
    }

    /// The weights of what was highlighted.
    fn add_evidence(&mut self, unit: &Unit) -> Vec<String> {
        let mut evidence: Vec<_> = unit.evidence.iter().collect();
        evidence.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        let mut weights = Vec::new();
        for item in evidence {
            let letter = match item.kind {
                EvidenceKind::Quantity => 'q',
                EvidenceKind::Term => 't',
                EvidenceKind::Literal => 'l',
                EvidenceKind::Name => 'n',
                _ => continue,
            };
            let free = (
                is_free(&self.source, item.source),
                is_free(&self.target, item.target),
            );
            // A word that two words of the other side translate has one hue with both.
            let (number, new) = match free {
                (true, true) if weights.len() < MOST => (weights.len(), free),
                (false, true) => match number_at(&self.source, item.source) {
                    Some(number) => (number, free),
                    None => continue,
                },
                (true, false) => match number_at(&self.target, item.target) {
                    Some(number) => (number, free),
                    None => continue,
                },
                _ => continue,
            };
            let mark = |span| Mark {
                span,
                look: Look::Evidence(letter, number),
            };
            if new.0 {
                self.source.push(mark(item.source));
            }
            if new.1 {
                self.target.push(mark(item.target));
            }
            if number == weights.len() {
                let relation = item.relation.map_or("", letter_of);
                weights.push(format!("{:.1}{relation}", item.weight));
            }
        }
        weights
    }
}

/// Why two values or codes differ, in the words of [`check`](crate::check).
fn reason(item: &Evidence, unit: &Unit) -> &'static str {
    const NUMBERS: &str = "numbers differ";
    if item.kind == EvidenceKind::Literal {
        return "codes differ";
    }
    let values = |side: &Side, span: Span| {
        let lang = side.language.lang()?;
        let found = quantities(span.get(side.text())?, lang).into_iter().next();
        found.filter(|it| it.span.len() == span.len())
    };
    let (from, to) = (
        values(&unit.source, item.source),
        values(&unit.target, item.target),
    );
    let found = from.zip(to).map(|(from, to)| compare(&from, &to));
    let found = found.filter(|it| it.relation == Relation::Conflict && !it.reason.is_empty());
    found.map_or(NUMBERS, |it| it.reason)
}

const fn letter_of(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "e",
        Relation::Compatible => "c",
        Relation::Convertible => "v",
        Relation::Unrelated => "",
        Relation::Conflict => "x",
    }
}

fn is_free(marks: &[Mark], span: Span) -> bool {
    let overlaps = |mark: &Mark| mark.span.start() < span.end() && span.start() < mark.span.end();
    !span.is_empty() && marks.len() < 4 * MOST && !marks.iter().any(overlaps)
}

/// The number of the evidence that is highlighted exactly there.
fn number_at(marks: &[Mark], span: Span) -> Option<usize> {
    marks.iter().find_map(|mark| match mark.look {
        Look::Evidence(_, number) if mark.span == span => Some(number),
        _ => None,
    })
}
