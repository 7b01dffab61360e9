//! What is not translated but taken over: inline codes, placeholders, addresses, model numbers.

use std::{collections::BTreeMap, sync::LazyLock};

use regex::Regex;

use super::{Finding, FindingKind, Verdict};
use crate::{
    memory::{Content, Unit},
    score::code::{self, ADDRESS},
    text::Span,
};

/// Placeholders of programs and tags: `%s`, `%1$d`, `{0}`, `{{name}}`, `${x}`, `<b>`, `&nbsp;`.
const PLACEHOLDER: &str = r"%(?:\d+\$)?[-+#0]?\d*(?:\.\d+)?[sdifxu@](?:\b|$)|\$?\{\{?[A-Za-z0-9_.]*\}?\}|</?[A-Za-z][^<>]{0,200}>|&[a-z]{2,8};";

static PATTERNS: LazyLock<Option<(Regex, Regex)>> = LazyLock::new(|| {
    let pattern = |pattern| Regex::new(pattern).ok();
    Some((pattern(ADDRESS)?, pattern(PLACEHOLDER)?))
});

pub(super) fn findings(unit: &Unit) -> Vec<Finding> {
    let mut findings = codes(unit);
    let Some((address, placeholder)) = &*PATTERNS else {
        return findings;
    };
    let (source, target) = (unit.source.text(), unit.target.text());
    compare(
        (occurrences(address, source), occurrences(address, target)),
        (FindingKind::AddressMissing, FindingKind::AddressAdded),
        "the address",
        &mut findings,
    );
    compare(
        (
            occurrences(placeholder, source),
            occurrences(placeholder, target),
        ),
        (FindingKind::CodeMissing, FindingKind::CodeAdded),
        "the code",
        &mut findings,
    );
    findings.extend(models(unit));
    findings
}

/// Texts and where they stand.
type Occurrences = BTreeMap<String, Vec<Span>>;

fn occurrences(pattern: &Regex, text: &str) -> Occurrences {
    let mut found = Occurrences::new();
    for hit in pattern.find_iter(text) {
        // The full stop of the sentence is not the address's.
        let written = hit
            .as_str()
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']);
        let span = Span::new(hit.start(), hit.start() + written.len());
        found.entry(written.to_owned()).or_default().push(span);
    }
    found
}

fn compare(
    (source, target): (Occurrences, Occurrences),
    (missing, added): (FindingKind, FindingKind),
    what: &str,
    findings: &mut Vec<Finding>,
) {
    lacking(&source, &target, |verdict, text, spans| {
        let message = format!("{what} {text} is not in the target");
        let mut finding = Finding::new(missing, verdict, message);
        finding.source.extend(spans);
        findings.push(finding);
    });
    lacking(&target, &source, |verdict, text, spans| {
        let message = format!("{what} {text} is not in the source");
        let mut finding = Finding::new(added, verdict, message);
        finding.target.extend(spans);
        findings.push(finding);
    });
}

/// Reports what stands more often in `one` than in `other`, and where.
fn lacking(one: &Occurrences, other: &Occurrences, mut report: impl FnMut(Verdict, &str, &[Span])) {
    for (text, spans) in one {
        let there = other.get(text).map_or(0, Vec::len);
        // Said twice and kept once may be style; `&amp;` is a character, which is also translated (和).
        let verdict = if there == 0 && !text.starts_with('&') {
            Verdict::Differs
        } else {
            Verdict::Unsure
        };
        if let Some(more) = spans.get(there..).filter(|more| !more.is_empty()) {
            report(verdict, text, more);
        }
    }
}

/// Inline codes: as many of each as on the other side. Codes are known by what they are, their name and their content.
fn codes(unit: &Unit) -> Vec<Finding> {
    let listed = |content: &Content| {
        let mut found = Occurrences::new();
        for code in content.codes() {
            let name = code
                .id
                .as_ref()
                .or(code.pair.as_ref())
                .map_or("", String::as_str);
            let shown = if code.content.is_empty() {
                name
            } else {
                &code.content
            };
            let place = Span::new(code.at(), code.at());
            found
                .entry(format!("{:?} {shown}", code.kind))
                .or_default()
                .push(place);
        }
        found
    };
    let mut findings = Vec::new();
    compare(
        (listed(&unit.source.content), listed(&unit.target.content)),
        (FindingKind::CodeMissing, FindingKind::CodeAdded),
        "the inline code",
        &mut findings,
    );
    findings
}

/// Model numbers of the source that the target does not have. Chinese says some in words (`Q3`, 第三季度), so it is only
/// sure where the target has another with the same letters (`K-45`, `K-48`).
fn models(unit: &Unit) -> impl Iterator<Item = Finding> {
    let (source, target) = (unit.source.text(), unit.target.text());
    let finding = |(span, other): (Span, Option<Span>)| {
        let written = span.slice(source);
        let finding = match other {
            Some(place) => {
                let message = format!("{written} and {}", place.slice(target));
                let finding = Finding::new(FindingKind::NameMissing, Verdict::Differs, message);
                finding.in_target(place)
            }
            None => {
                let message = format!("{written} is not in the target");
                Finding::new(FindingKind::NameMissing, Verdict::Unsure, message)
            }
        };
        finding.in_source(span)
    };
    code::names(source, target).into_iter().map(finding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_valid() {
        assert!(PATTERNS.is_some());
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        let (address, ..) = PATTERNS.as_ref().unwrap();
        let texts = |text| occurrences(address, text).into_keys().collect::<Vec<_>>();
        assert_eq!(
            texts("见https://example.com/a?b=1。谢谢"),
            ["https://example.com/a?b=1"]
        );
        assert_eq!(
            texts("Ask me@example.org, or www.example.com."),
            ["me@example.org", "www.example.com"]
        );
    }

    #[test]
    fn placeholders_are_not_percentages() {
        let (_, placeholder) = PATTERNS.as_ref().unwrap();
        let texts = |text| {
            occurrences(placeholder, text)
                .into_keys()
                .collect::<Vec<_>>()
        };
        assert_eq!(
            texts("%s of {0} is <b>100%</b> &amp; ${name}"),
            ["${name}", "%s", "&amp", "</b>", "<b>", "{0}"]
        );
        assert_eq!(texts("100% sure, 5 % done, a < b > c"), [""; 0]);
    }
}
