//! Segmentation rules of users: the cases of `tests/data/segment/srx.toml`, and how rules and our own go together.

use std::{fmt::Write as _, fs, time::Instant};

use bitext::{
    Lang, SegmentOptions, Segmenter, Span,
    segment::{SrxError, SrxRules},
};
use proptest::prelude::*;
use regex::Regex;
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
    unsupported: Vec<Unsupported>,
    broken: Vec<Broken>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    rules: Vec<[String; 3]>,
    cut: String,
}

#[derive(Deserialize)]
struct Unsupported {
    pattern: String,
    reason: String,
}

#[derive(Deserialize)]
struct Broken {
    file: String,
    error: String,
}

fn cases() -> Cases {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/segment/srx.toml");
    toml::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// An SRX file of one list of rules for all languages.
fn file(rules: &[[&str; 3]]) -> String {
    let mut list = String::new();
    for [breaks, before, after] in rules.iter().map(|rule| rule.map(escaped)) {
        write!(
            list,
            "<rule break='{breaks}'><beforebreak>{before}</beforebreak><afterbreak>{after}</afterbreak></rule>"
        )
        .unwrap();
    }
    format!(
        "<?xml version='1.0'?><srx version='2.0'><header cascade='yes'/><body><languagerules>\
         <languagerule languagerulename='all'>{list}</languagerule></languagerules>\
         <maprules><languagemap languagepattern='.*' languagerulename='all'/></maprules></body></srx>"
    )
}

#[test]
fn cases_hold() {
    let mut wrong = String::new();
    for case in cases().case {
        let rules: Vec<[&str; 3]> = case
            .rules
            .iter()
            .map(|rule| rule.each_ref().map(String::as_str))
            .collect();
        let rules = SrxRules::parse(&file(&rules)).unwrap();
        assert_eq!(rules.unsupported(), [], "{}", case.name);
        let text = case.cut.replace('‖', "");
        let shown: Vec<&str> = rules
            .sentences(&text, "en")
            .iter()
            .map(|span| span.slice(&text))
            .collect();
        let wanted: Vec<&str> = case
            .cut
            .split('‖')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        if shown != wanted {
            writeln!(wrong, "{}\n want {wanted:?}\n  got {shown:?}", case.name).unwrap();
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn what_cannot_be_expressed_is_reported() {
    for case in cases().unsupported {
        let rules = [
            ["yes", "a", "b"],
            ["no", &case.pattern, ""],
            ["yes", "", &case.pattern],
        ];
        let rules = SrxRules::parse(&file(&rules)).unwrap();
        let reported: Vec<_> = rules
            .unsupported()
            .iter()
            .map(|rule| (rule.list.as_str(), rule.number))
            .collect();
        assert_eq!(reported, [("all", 2), ("all", 3)], "{}", case.pattern);
        for rule in rules.unsupported() {
            assert_eq!(rule.pattern, case.pattern);
            assert!(
                rule.reason.starts_with(&case.reason),
                "{}: {}",
                case.pattern,
                rule.reason
            );
            assert!(!rule.reason.contains('\n'));
        }
        // The others still hold.
        assert_eq!(rules.sentences("ab", "en").len(), 2);
    }
}

#[test]
fn broken_files_are_errors_with_their_place() {
    for case in cases().broken {
        let error = SrxRules::parse(&case.file).unwrap_err();
        assert!(
            error.to_string().starts_with(&case.error),
            "{:?}: {error}",
            case.file
        );
    }
    assert!(matches!(SrxRules::parse("<tmx/>"), Err(SrxError::NoRules)));
}

#[test]
fn rules_of_the_user_are_followed_where_they_cover_the_language() {
    let rules = file(&[["yes", ";", r"\s"]]).replace("'.*'", "'en.*'");
    let segmenter =
        Segmenter::new(SegmentOptions::default()).with_rules(SrxRules::parse(&rules).unwrap());
    let text = "One; two. Three\n\nfour; five";
    let sentences = segmenter.sentences(text, Lang::English);
    let shown: Vec<&str> = sentences.iter().map(|span| span.slice(text)).collect();
    assert_eq!(shown, ["One;", "two. Three", "four;", "five"]);
    // Chinese is not mapped: our own rules.
    assert_eq!(segmenter.sentences("好。坏。", Lang::Chinese).len(), 2);
}

#[test]
fn lists_cascade_or_the_first_decides() {
    let file = |cascade: &str| {
        format!(
            "<srx><header cascade='{cascade}'/><body><languagerules>\
             <languagerule languagerulename='a'><rule break='yes'><beforebreak>;</beforebreak><afterbreak/></rule></languagerule>\
             <languagerule languagerulename='b'><rule><beforebreak>:</beforebreak><afterbreak><![CDATA[]]></afterbreak></rule></languagerule>\
             </languagerules><maprules><languagemap languagepattern='EN.*' languagerulename='a'/>\
             <languagemap languagepattern='(en|fr)' languagerulename='b'/></maprules></body></srx>"
        )
    };
    let count = |cascade, language| {
        SrxRules::parse(&file(cascade))
            .unwrap()
            .sentences("a;b:c", language)
            .len()
    };
    assert_eq!(
        [
            count("yes", "en"),
            count("no", "en"),
            count("no", "fr"),
            count("no", "de")
        ],
        [3, 2, 2, 1]
    );
}

#[test]
fn long_rows_take_linear_time() {
    let rules = file(&[
        ["no", r"\b(\w+\s?)*x\.", r"\s"],
        ["yes", r"[a.]+", r"[a.]+"],
        ["yes", r".*\w", r".*z"],
    ]);
    let rules = SrxRules::parse(&rules).unwrap();
    for row in ["a", ".", "。", "a b", "“"] {
        let time = |bytes: usize| {
            let text = row.repeat(bytes / row.len());
            let start = Instant::now();
            let sentences = rules.sentences(&text, "en").len();
            (start.elapsed(), sentences)
        };
        let (once, _) = time(25_000);
        let (eight_times, sentences) = time(200_000);
        assert!(sentences > 0);
        // Quadratic time would take 64 times as long; the constant is for a busy machine.
        assert!(
            eight_times.as_secs_f64() < 24.0 * once.as_secs_f64() + 0.5,
            "{row}: {once:?}, {eight_times:?}"
        );
    }
}

/// The definition: each place is tried with patterns that end and start there.
fn slow(rules: &[[&str; 3]], text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for (place, _) in text.char_indices().skip(1) {
        let (head, tail) = text.split_at(place);
        let decided = rules.iter().find(|[_, before, after]| {
            Regex::new(&format!("(?:{before})$"))
                .unwrap()
                .is_match(head)
                && Regex::new(&format!("^(?:{after})")).unwrap().is_match(tail)
        });
        if decided.is_some_and(|rule| rule[0] == "yes") {
            spans.push(Span::new(start, place));
            start = place;
        }
    }
    spans.push(Span::new(start, text.len()));
    spans
        .into_iter()
        .map(|span| span.trimmed(text))
        .filter(|span| !span.is_empty())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn places_are_those_of_the_definition(
        rules in prop::collection::vec(
            (prop::bool::ANY, prop::sample::select(&["a", "a+", "[ab]*", "ab?|b", "", "。"][..]),
             prop::sample::select(&["b", "a*", " ", "", "[。b]+"][..])), 1..4),
        text in "[ab 。]{0,20}",
    ) {
        let rules: Vec<[&str; 3]> = rules.into_iter()
            .map(|(breaks, before, after)| [if breaks { "yes" } else { "no" }, before, after]).collect();
        let found = SrxRules::parse(&file(&rules)).unwrap().sentences(&text, "en");
        prop_assert_eq!(found, slow(&rules, &text));
    }

    #[test]
    fn no_file_and_no_pattern_panics(file_text in any::<String>(), pattern in r"[\[\]()\\?*+{}&^$.:~Qpsub-]{0,12}") {
        let _ = SrxRules::parse(&file_text);
        let _ = SrxRules::parse(&file(&[["yes", &pattern, &pattern]])).unwrap().sentences("a.b (c) d", "en");
    }
}
