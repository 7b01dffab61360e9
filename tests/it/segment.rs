//! Runs the cases of `tests/data/segment`.

use std::{collections::BTreeSet, fs};

use bitext::{Lang, SegmentOptions, Segmenter, Span, segment::QuotationStyle};
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    #[serde(default = "english")]
    lang: Lang,
    #[serde(default)]
    style: QuotationStyle,
    cut: String,
}

fn english() -> Lang {
    Lang::English
}

fn read(file: &str) -> String {
    let path = format!("{}/tests/data/segment/{file}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Runs the cases of one file; the names of those that fail, with what was found.
fn failures(
    file: &str,
    cut: impl Fn(&Segmenter, &str, Lang) -> Vec<Span>,
) -> Vec<(String, String)> {
    let cases: Cases = toml::from_str(&read(file)).unwrap();
    let mut names = BTreeSet::new();
    let mut failures = Vec::new();
    for case in cases.case {
        assert!(
            names.insert(case.name.clone()),
            "two cases are named {}",
            case.name
        );
        let text = case.cut.replace('‖', "");
        let mut wanted = Vec::new();
        let mut at = 0;
        for piece in case.cut.split('‖') {
            let span = Span::new(at, at + piece.len()).trimmed(&text);
            if !span.is_empty() {
                wanted.push(span);
            }
            at += piece.len();
        }
        let mut options = SegmentOptions::default();
        options.quotation = case.style;
        let found = cut(&Segmenter::new(options), &text, case.lang);
        if found != wanted {
            let shown: Vec<&str> = found.iter().map(|span| span.slice(&text)).collect();
            failures.push((case.name, format!("want {:?}\n  got {shown:?}", case.cut)));
        }
    }
    failures
}

#[test]
fn cases_hold() {
    let mut failed = failures("sentences.toml", |segmenter, text, lang| {
        segmenter.sentences(text, lang)
    });
    failed.extend(failures("paragraphs.toml", |segmenter, text, _| {
        segmenter.paragraphs(text)
    }));
    failed.extend(failures("words.toml", |segmenter, text, lang| {
        segmenter
            .words(text, lang)
            .iter()
            .map(|word| word.span)
            .collect()
    }));
    let list = read("expected_failures.txt");
    let mut expected: BTreeSet<&str> = list.lines().collect();
    let mut report = String::new();
    for (name, what) in &failed {
        if !expected.remove(name.as_str()) {
            report += &format!("{name}\n  {what}\n");
        }
    }
    for name in expected {
        report += &format!("{name} is listed as an expected failure, but passes or is gone\n");
    }
    assert!(report.is_empty(), "\n{report}");
}
