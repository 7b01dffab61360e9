//! Reading answers and scoring them: cases in `tests/data/eval`, and laws of counting and of resampling.

use bitext::{
    Span,
    eval::{
        Answers, Counts, Documents, Resampling, beads, blocks, compare, interval, judge_beads,
        judge_overlaps, measures, overlaps, read, total,
    },
    format::{FormatError, beads::IndexBead},
};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Cases {
    file: Vec<File>,
    broken: Vec<Broken>,
    score: Vec<ScoreCase>,
}

#[derive(Deserialize)]
struct File {
    name: String,
    text: String,
    kind: String,
    beads: Option<Vec<(Vec<usize>, Vec<usize>)>>,
    sentences: Option<Vec<[usize; 4]>>,
    statements: Option<Vec<[usize; 4]>>,
}

#[derive(Deserialize)]
struct Broken {
    text: String,
    line: usize,
    said: String,
}

#[derive(Deserialize)]
struct ScoreCase {
    name: String,
    gold: String,
    system: String,
    counts: Vec<(String, usize, usize, usize, usize)>,
}

fn cases() -> Cases {
    toml::from_str(include_str!("../data/eval/cases.toml")).unwrap()
}

fn only(documents: &Documents) -> &Answers {
    documents.values().next().unwrap()
}

#[test]
fn files_are_told_by_their_content() {
    for file in cases().file {
        let name = &file.name;
        // What begins with a line break does so for the reader of the cases.
        let text = file.text.strip_prefix('\n').unwrap_or(&file.text);
        let documents = read(text, name).unwrap_or_else(|error| panic!("{name}: {error}"));
        let answers = only(&documents);
        assert_eq!(answers.kind(), file.kind, "{name}");
        match answers {
            Answers::Beads(beads) => {
                let found: Vec<_> = beads
                    .iter()
                    .map(|bead| (bead.source.clone(), bead.target.clone()))
                    .collect();
                assert_eq!(Some(found), file.beads, "{name}");
            }
            Answers::Links(links) => {
                let found = |pairs: &[(Span, Span)]| -> Vec<[usize; 4]> {
                    let numbers = |(a, b): &(Span, Span)| [a.start(), a.end(), b.start(), b.end()];
                    pairs.iter().map(numbers).collect()
                };
                assert_eq!(Some(found(&links.sentences)), file.sentences, "{name}");
                assert_eq!(Some(found(&links.statements)), file.statements, "{name}");
            }
            _ => {}
        }
        // Every kind has all of its own answers right.
        for (id, answers) in &documents {
            for measure in measures(&[(answers, answers)]).unwrap() {
                assert_eq!(measure.total.f1(), 1.0, "{name} {id} {}", measure.name);
            }
        }
    }
}

#[test]
fn errors_name_the_line_and_what_was_expected() {
    for Broken { text, line, said } in cases().broken {
        let error = read(&text, "a file").unwrap_err();
        let position = match &error {
            FormatError::Malformed { position, .. } => position.line,
            _ => 0,
        };
        assert_eq!(position, line, "{text}: {error}");
        assert!(error.to_string().contains(&said), "{text}: {error}");
    }
}

#[test]
fn counts_are_those_of_the_cases() {
    for case in cases().score {
        let (gold, system) = (
            read(&case.gold, "gold").unwrap(),
            read(&case.system, "system").unwrap(),
        );
        let found: Vec<_> = measures(&[(only(&gold), only(&system))])
            .unwrap()
            .into_iter()
            .map(|measure| {
                let Counts {
                    right,
                    found,
                    met,
                    expected,
                    ..
                } = measure.total;
                (measure.name.to_owned(), right, found, met, expected)
            })
            .collect();
        assert_eq!(found, case.counts, "{}", case.name);
    }
}

#[test]
fn answers_of_different_kinds_are_not_compared() {
    let (beads, segments) = (
        read("[0]:[0]", "").unwrap(),
        read("0\t4\tOne.", "").unwrap(),
    );
    let error = measures(&[(only(&beads), only(&segments))]).unwrap_err();
    assert_eq!(error.to_string(), "the gold has beads, the system segments");
}

fn some_beads() -> impl Strategy<Value = Vec<IndexBead>> {
    let side = || proptest::collection::vec(0_usize..40, 0..3);
    let bead = (side(), side()).prop_map(|(source, target)| IndexBead::new(source, target));
    proptest::collection::vec(bead, 0..40)
}

fn some_spans() -> impl Strategy<Value = Vec<(Span, Span)>> {
    let span = || (0_usize..60, 0_usize..12).prop_map(|(start, len)| Span::new(start, start + len));
    proptest::collection::vec((span(), span()), 0..25)
}

/// Counts of units that a system can have: no more right than found, no more met than expected.
fn some_units() -> impl Strategy<Value = Vec<(Counts, Counts)>> {
    let counts = |expected: usize| {
        (0_usize..8).prop_flat_map(move |found| {
            (0..=found.min(expected)).prop_map(move |right| Counts::new(right, found, expected))
        })
    };
    let unit = (0_usize..8).prop_flat_map(move |expected| (counts(expected), counts(expected)));
    proptest::collection::vec(unit, 0..25)
}

fn few() -> Resampling {
    let mut how = Resampling::default();
    how.rounds = 200;
    how
}

proptest! {
    #[test]
    fn blocks_add_up_and_depend_on_the_gold_alone(
        gold in some_beads(), found in some_beads(), other in some_beads(), size in 0_usize..12,
    ) {
        let judged = judge_beads(&gold, &found);
        let counts = beads(&gold, &found);
        for (items, sum) in [(&judged.strict, counts.strict), (&judged.lax, counts.lax), (&judged.nulls, counts.nulls)] {
            let blocks = blocks(items, size);
            prop_assert_eq!(blocks.iter().fold(Counts::default(), |a, b| a + *b), sum);
        }
        let expected = |found: &[IndexBead]| -> Vec<usize> {
            let judged = judge_beads(&gold, found);
            blocks(&judged.strict, size).iter().map(|block| block.expected).collect()
        };
        prop_assert_eq!(expected(&found), expected(&other));
        let types = judged.types.iter().map(|(_, items)| total(items)).fold(Counts::default(), |a, b| a + b);
        prop_assert_eq!((types.right, types.found), (counts.strict.right, counts.strict.found));
        prop_assert_eq!(types.met, counts.strict.met + counts.nulls.met);
    }

    /// The fast search for what overlaps finds what comparing all with all does.
    #[test]
    fn overlaps_are_those_of_all_pairs(gold in some_spans(), found in some_spans(), least in 0.01..1.0) {
        let share = |a: Span, b: Span| a.intersection(b).len() as f64 / a.hull(b).len().max(1) as f64;
        let near = |a: &(Span, Span), b: &(Span, Span)| share(a.0, b.0) >= least && share(a.1, b.1) >= least;
        let hits = |these: &[(Span, Span)], those: &[(Span, Span)]| {
            these.iter().filter(|a| those.iter().any(|b| near(a, b))).count()
        };
        let counts = overlaps(&gold, &found, least);
        prop_assert_eq!((counts.right, counts.met), (hits(&found, &gold), hits(&gold, &found)));
        prop_assert_eq!(total(&judge_overlaps(&gold, &found, least)), counts);
    }

    #[test]
    fn an_interval_holds_the_measure_and_is_the_same_again(units in some_units()) {
        let units: Vec<Counts> = units.into_iter().map(|(first, _)| first).collect();
        let whole = units.iter().fold(Counts::default(), |a, b| a + *b);
        for measure in [Counts::f1, Counts::precision, Counts::recall] {
            let found = interval(&units, measure, &few());
            prop_assert!(found.low <= measure(&whole) && measure(&whole) <= found.high);
            prop_assert!((0.0..=1.0).contains(&found.low) && (0.0..=1.0).contains(&found.high));
            prop_assert_eq!(found, interval(&units, measure, &few()));
        }
    }

    #[test]
    fn to_exchange_the_systems_mirrors_the_comparison(units in some_units()) {
        let mirrored: Vec<_> = units.iter().map(|(first, second)| (*second, *first)).collect();
        let (there, back) = (compare(&units, Counts::f1, &few()), compare(&mirrored, Counts::f1, &few()));
        prop_assert_eq!(there.difference, -back.difference);
        prop_assert_eq!(there.p, back.p);
        prop_assert_eq!((there.interval.low, there.interval.high), (-back.interval.high, -back.interval.low));
        prop_assert!(0.0 < there.p && there.p <= 1.0);
        let same: Vec<_> = units.iter().map(|(first, _)| (*first, *first)).collect();
        let same = compare(&same, Counts::f1, &few());
        prop_assert_eq!((same.p, same.difference), (1.0, 0.0));
    }

    #[test]
    fn no_text_makes_reading_panic(text in "[\\[\\]{}<>:;,0-9a-z\t\n\"=/ -]{0,80}", name in "[a-z.]{0,9}") {
        if let Ok(documents) = read(&text, &name) {
            let pairs: Vec<_> = documents.values().map(|answers| (answers, answers)).collect();
            let _ = measures(&pairs);
        }
    }
}
