//! Empty sides, text that was not translated, languages and scripts that are not as said.

use super::{Finding, FindingKind, Verdict};
use crate::{
    lang::{Lang, Language, Script, detect},
    memory::{Side, Unit},
    text::{Folding, Span},
};

/// The finding of a unit with an empty side.
pub(super) fn empty(unit: &Unit) -> Option<Finding> {
    let side = match (unit.source.is_blank(), unit.target.is_blank()) {
        (false, false) => return None,
        (true, true) => "both sides are",
        (true, false) => "the source is",
        (false, true) => "the target is",
    };
    Some(Finding::new(
        FindingKind::Empty,
        Verdict::Differs,
        format!("{side} empty"),
    ))
}

/// Whether the two sides are one text.
pub(super) fn untranslated(unit: &Unit) -> Option<Finding> {
    let folding = Folding {
        script: false,
        ..Folding::ALL
    };
    let folded = |side: &Side| {
        let text = folding.fold(side.text()).into_owned();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let (source, target) = (folded(&unit.source), folded(&unit.target));
    let has_letters = source.chars().any(char::is_alphabetic);
    if source != target || !has_letters || unit.source.language.fits(&unit.target.language) {
        return None;
    }
    // Names, codes and titles are often the same in both languages.
    let is_text =
        source.split(' ').count() > 3 || source.chars().filter(|c| !c.is_ascii()).count() > 3;
    let verdict = if is_text {
        Verdict::Differs
    } else {
        Verdict::Unsure
    };
    let finding = Finding::new(
        FindingKind::Untranslated,
        verdict,
        "the target is the source",
    );
    Some(
        finding
            .in_source(Span::of(unit.source.text()))
            .in_target(Span::of(unit.target.text())),
    )
}

/// Sides that are in another language or script than said.
pub(super) fn findings(unit: &Unit) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (side, is_source) in [(&unit.source, true), (&unit.target, false)] {
        let Some(said) = side.language.lang() else {
            continue;
        };
        let found = detect(side.text());
        let span = Span::of(side.text());
        let placed = |finding: Finding| {
            if is_source {
                finding.in_source(span)
            } else {
                finding.in_target(span)
            }
        };
        if let Some(message) = wrong(said, found.language, side.text()) {
            let least = match (said, found.language) {
                (Lang::Chinese, Language::Other) => SURE_OF_NEITHER,
                _ => SURE,
            };
            let verdict = if found.confidence >= least {
                Verdict::Differs
            } else {
                Verdict::Unsure
            };
            findings.push(placed(Finding::new(
                FindingKind::Language,
                verdict,
                message,
            )));
        } else if let Some((said, found)) = side.language.script().zip(found.script)
            && said != found
        {
            // A name or a quotation in the other script is one or two characters that tell.
            let verdict = if tells(side.text(), found) {
                Verdict::Differs
            } else {
                Verdict::Unsure
            };
            let message = format!("the text is in {}, not {}", found.code(), said.code());
            findings.push(placed(Finding::new(FindingKind::Script, verdict, message)));
        }
    }
    findings
}

/// The least confidence of a detection that is taken for sure: below are single words (see
/// [`Detection::confidence`](crate::lang::Detection::confidence)).
const SURE: f32 = 0.95;

/// The least confidence that a text in Latin letters is in another language than English where it is said to be Chinese, which
/// it is not either way: so sure is [`detect`] of two words that only other languages have and none that English has.
const SURE_OF_NEITHER: f32 = 0.9;

fn wrong(said: Lang, found: Language, text: &str) -> Option<String> {
    let other = matches!(
        (said, found),
        (Lang::English, Language::Chinese)
            | (Lang::Chinese, Language::English)
            | (_, Language::Japanese | Language::Korean | Language::Other)
    );
    // A name alone is the same in every language.
    let is_text =
        text.split_whitespace().count() > 3 || text.chars().filter(|c| !c.is_ascii()).count() > 3;
    let message = || match found {
        Language::Other => format!("the text is in another language than `{}`", said.code()),
        found => format!("the text is in `{}`, not `{}`", found.code(), said.code()),
    };
    (other && is_text).then(message)
}

/// Whether at least three characters, and a tenth of all, are of that script only.
fn tells(text: &str, script: Script) -> bool {
    let of = |c: char| {
        let mut buffer = [0; 4];
        detect(c.encode_utf8(&mut buffer)).script == Some(script)
    };
    let wide: Vec<char> = text.chars().filter(|c| !c.is_ascii()).take(200).collect();
    let telling = wide.iter().filter(|c| of(**c)).count();
    telling >= 3 && telling * 10 >= wide.len()
}
