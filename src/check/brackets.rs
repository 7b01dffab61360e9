//! Brackets and quotation marks that do not pair, or are not as many on both sides.

use super::{Finding, FindingKind, Verdict};
use crate::{memory::Unit, text::Span};

/// Brackets that stand for each other in the two languages, with their names.
const KINDS: [(&str, &str, &str); 4] = [
    ("parentheses", "(（", ")）"),
    ("brackets", "[［【〔", "]］】〕"),
    ("braces", "{｛", "}｝"),
    ("quotation marks", "“「『", "”」』"),
];

/// What one side has of one kind.
struct Count {
    pairs: usize,
    /// Brackets without a partner.
    single: Vec<Span>,
}

pub(super) fn findings(unit: &Unit) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, open, close) in KINDS {
        let source = count(unit.source.text(), open, close);
        let target = count(unit.target.text(), open, close);
        if source.single.len() != target.single.len() {
            // One that was there before is the author's.
            let worse = target.single.len() > source.single.len();
            let (side, verdict) = if worse {
                ("target", Verdict::Differs)
            } else {
                ("source", Verdict::Unsure)
            };
            let message = format!("{name} do not pair in the {side}");
            let mut finding = Finding::new(FindingKind::Brackets, verdict, message);
            finding.source = source.single;
            finding.target = target.single;
            findings.push(finding);
        } else if source.pairs != target.pairs && name != "quotation marks" {
            // Translators set off and join; only brackets that are all gone are worth a look.
            if source.pairs == 0 || target.pairs == 0 {
                let noun = if source.pairs == 1 { "pair" } else { "pairs" };
                let message = format!(
                    "{} {noun} of {name} in the source, {} in the target",
                    source.pairs, target.pairs
                );
                findings.push(Finding::new(
                    FindingKind::Brackets,
                    Verdict::Unsure,
                    message,
                ));
            }
        }
    }
    findings
}

fn count(text: &str, open: &str, close: &str) -> Count {
    let (mut waiting, mut single, mut pairs) = (Vec::new(), Vec::new(), 0);
    let mut before = ' ';
    let mut word = 0;
    for (at, c) in text.char_indices() {
        let span = Span::new(at, at + c.len_utf8());
        if open.contains(c) {
            waiting.push(span);
        } else if close.contains(c) {
            let is_item = waiting.is_empty() && word <= 2 && before.is_alphanumeric();
            match waiting.pop() {
                Some(_) => pairs += 1,
                // `a)`, `12）`: the number of an item. `:)` is a face.
                None if is_item || before == ':' => {}
                None => single.push(span),
            }
        }
        word = if c.is_alphanumeric() { word + 1 } else { 0 };
        before = c;
    }
    single.extend(waiting);
    Count { pairs, single }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_items_are_no_brackets() {
        for (text, pairs, single) in [
            ("1) first (of two) b) last", 1, 0),
            ("（见图3）：(a", 1, 1),
            ("wrong)", 0, 1),
            ("", 0, 0),
        ] {
            let count = count(text, "(（", ")）");
            assert_eq!((count.pairs, count.single.len()), (pairs, single), "{text}");
        }
    }
}
