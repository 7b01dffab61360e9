//! Checks and filters of units, by cases.

use std::collections::BTreeMap;

use bitext::{
    check::{FindingKind, Verdict, check},
    filter::{Filters, Options, Rule, Tally},
    memory::{Code, CodeKind, Side, Status, Unit},
};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    english: String,
    chinese: String,
    findings: Vec<String>,
}

fn unit(english: &str, chinese: &str) -> Unit {
    Unit::new(
        Side::new("en".parse().unwrap(), english),
        Side::new("zh-Hans".parse().unwrap(), chinese),
    )
}

#[test]
fn cases_are_found_and_nothing_else() {
    let cases: Cases = toml::from_str(include_str!("../data/check/cases.toml")).unwrap();
    let mut wrong = Vec::new();
    for case in &cases.case {
        let report = check(&unit(&case.english, &case.chinese));
        let mut found: Vec<String> = report
            .findings
            .iter()
            .map(|finding| format!("{} {}", finding.kind.name(), finding.verdict.name()))
            .collect();
        let mut expected = case.findings.clone();
        found.sort();
        expected.sort();
        if found != expected {
            wrong.push(format!(
                "{} | {}\n  {found:?}\n  not {expected:?}",
                case.english, case.chinese
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn numbers_agree_where_they_do_and_differ_where_one_is_wrong() {
    let rows = include_str!("../data/check/numbers.tsv").lines();
    let (mut right, mut wrong, mut failed) = (0, 0, Vec::new());
    for row in rows.filter(|row| !row.starts_with('#')) {
        let fields: Vec<&str> = row.split('\t').collect();
        let [expected, english, chinese] = fields[..] else {
            panic!("three columns: {row}");
        };
        let report = check(&unit(english, chinese));
        if report.numbers.name() != expected {
            let messages: Vec<_> = report.findings.iter().map(|it| &it.message).collect();
            failed.push(format!("{row}\n  {}: {messages:?}", report.numbers.name()));
        }
        *(if expected == "agrees" {
            &mut right
        } else {
            &mut wrong
        }) += 1;
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(right > 300 && wrong > 80, "{right} {wrong}");
}

#[test]
fn inline_codes_are_compared() {
    let mut pair = unit("Press ", "按");
    pair.source.content.push_code(
        Code::new(CodeKind::Placeholder)
            .with_id("1")
            .with_content("<img/>"),
    );
    let report = check(&pair);
    assert_eq!(report.findings[0].kind, FindingKind::CodeMissing);
    pair.target.content.push_code(
        Code::new(CodeKind::Placeholder)
            .with_id("1")
            .with_content("<img/>"),
    );
    assert_eq!(check(&pair).verdict(), Verdict::Agrees);
}

proptest! {
    /// Spans lie in their texts, whatever these are; an empty side has one finding.
    #[test]
    fn findings_point_into_the_texts(english in "\\PC{0,60}", chinese in "[\\PC一-龥0-9（）(){}%]{0,60}") {
        let pair = unit(&english, &chinese);
        for finding in check(&pair).findings {
            prop_assert!(finding.verdict > Verdict::Agrees);
            for (spans, text) in [(&finding.source, &english), (&finding.target, &chinese)] {
                prop_assert!(spans.iter().all(|span| span.get(text).is_some()));
            }
        }
    }
}

#[test]
fn each_rule_drops_what_it_should_and_says_why() {
    let good = ("The works cost 380 million yuan.", "工程耗资3.8亿元。");
    let mut confirmed = unit("All is well with the ship.", "船一切都好。");
    confirmed.status = Status::Rejected;
    let mut doubtful = unit("The captain has gone ashore.", "船长已经上岸。");
    doubtful.score = Some(bitext::Score::new(0.2));
    let cases = [
        (unit(good.0, good.1), None),
        (unit(good.0, good.1), Some(Rule::Duplicate)),
        (
            unit("the works cost 380 Million Yuan", good.1),
            Some(Rule::NearDuplicate),
        ),
        (
            unit("The works cost 390 million yuan.", good.1),
            Some(Rule::Quantity),
        ),
        (
            unit("Train G1274 leaves from here.", "G1247次列车由此发车。"),
            Some(Rule::Code),
        ),
        (
            unit("Hello {name}, welcome back.", "您好，欢迎回来。"),
            Some(Rule::Code),
        ),
        (
            unit("Ask at help@example.org.", "请写信询问。"),
            Some(Rule::Address),
        ),
        (unit("Nobody knows.", ""), Some(Rule::Empty)),
        (confirmed, Some(Rule::Rejected)),
        (doubtful, Some(Rule::Score)),
        (
            unit("Left as it was, all of it.", "Left as it was, all of it."),
            Some(Rule::Identical),
        ),
        (
            unit(
                "No rain fell on the hills.",
                "It did not rain on the hills.",
            ),
            Some(Rule::Language),
        ),
        (
            unit("The harbour was dredged.", "這個港口經過疏濬並拓寬。"),
            Some(Rule::Script),
        ),
        (
            unit(
                "Yes.",
                "因此他们在第二天早晨又沿着河岸走了很长一段路才回家。",
            ),
            Some(Rule::Length),
        ),
    ];
    let mut options = Options::default();
    options.least_score = 0.5;
    let mut filters = Filters::new(options);
    let mut tally = Tally::default();
    for (unit, expected) in &cases {
        let judgement = filters.judge(unit);
        tally.add(unit, judgement.as_ref());
        assert_eq!(
            judgement.as_ref().map(|dropped| dropped.rule),
            *expected,
            "{:?} {judgement:?}",
            unit.source.text()
        );
        assert!(judgement.is_none_or(|dropped| !dropped.reason.is_empty()));
    }
    assert_eq!((tally.kept, tally.units()), (1, cases.len()));
    assert_eq!(tally.dropped[&Rule::Quantity].1[0].unit, 4);
}

#[test]
fn a_rule_that_is_not_asked_drops_nothing() {
    let mut options = Options::default();
    options.rules = vec![Rule::Empty];
    let mut filters = Filters::new(options);
    let pair = unit("The works cost 390 million yuan.", "工程耗资3.8亿元。");
    assert_eq!((filters.judge(&pair), filters.judge(&pair)), (None, None));
}

/// What the check of a unit calls wrong is what the filter drops it for, by the rule that is there for it.
#[test]
fn checks_and_filters_have_one_judgement() {
    let cases: Cases = toml::from_str(include_str!("../data/check/cases.toml")).unwrap();
    let mut counts: BTreeMap<Rule, (usize, usize)> = BTreeMap::new();
    for case in &cases.case {
        let unit = unit(&case.english, &case.chinese);
        let findings = check(&unit).findings;
        for rule in [Rule::Quantity, Rule::Code, Rule::Address, Rule::Empty] {
            let is_wrong = findings
                .iter()
                .any(|it| it.verdict == Verdict::Differs && Rule::of(it.kind) == Some(rule));
            let mut options = Options::default();
            options.rules = vec![rule];
            let dropped = Filters::new(options).judge(&unit);
            assert_eq!(
                dropped.is_some(),
                is_wrong,
                "{} | {} by {}",
                case.english,
                case.chinese,
                rule.name()
            );
            let (wrong, right) = counts.entry(rule).or_default();
            *(if is_wrong { wrong } else { right }) += 1;
        }
    }
    assert!(
        counts[&Rule::Quantity].0 > 4 && counts[&Rule::Code].0 > 2,
        "{counts:?}"
    );
    assert!(
        counts
            .values()
            .all(|(wrong, right)| *wrong > 0 && *right > 10),
        "{counts:?}"
    );
}

/// Whatever a check calls wrong but brackets and sentences has a rule.
#[test]
fn what_is_called_wrong_has_a_rule() {
    for kind in FindingKind::ALL {
        let name = kind.name();
        let is_kept = name == "brackets" || name.starts_with("sentence-");
        assert_eq!(Rule::of(kind).is_none(), is_kept, "{name}");
        assert!(Rule::of(kind).is_none_or(|rule| Rule::ALL.contains(&rule)));
    }
}

/// A memory that is made up costs no more than its length.
#[test]
fn conversions_without_end_are_read_in_time() {
    use bitext::check::Checker;
    let mut checker = Checker::default();
    let sums = |from: usize| -> (String, String) {
        let sum = |at: usize| (100 + at, 900 + at);
        let english = (from..from + 40)
            .map(|at| format!("{} million yuan (US${} million)", sum(at).0, sum(at).1));
        let chinese = (from..from + 40).map(|at| format!("{}万美元", sum(at + 1).1 * 100 + 1));
        (
            english.collect::<Vec<_>>().join(", "),
            chinese.collect::<Vec<_>>().join("，"),
        )
    };
    let units: Vec<Unit> = (0..50)
        .map(|at| {
            let (english, chinese) = sums(at * 40);
            unit(&english, &chinese)
        })
        .collect();
    units.iter().for_each(|unit| checker.learn(unit));
    let start = std::time::Instant::now();
    let found: usize = units.iter().map(|unit| checker.numbers(unit).len()).sum();
    assert!(found > 0);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
