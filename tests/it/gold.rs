//! Measures bitext on `corpora/`: a score that falls below `corpora/baseline.toml` fails.
//!
//! `BITEXT_UPDATE_BASELINE=1 cargo test --test it gold` writes the scores of today; the change belongs into the commit
//! that earned it. The scores are F1 in percent, to one digit.

use std::{collections::BTreeMap, fs};

use bitext::{
    AlignOptions, Aligner, Alignment, Lang, Link, Mode, Segmenter, Span,
    align::LinkKind,
    eval::{BeadCounts, Calibration, Counts, beads, counts, overlaps},
    format::beads::IndexBead,
};

use crate::corpus::{self, Corpus, Row, corpora};

/// Scores by corpus, then by measure.
type Scores = BTreeMap<String, BTreeMap<String, f64>>;

/// Rounding to one digit may hide this much.
const TOLERANCE: f64 = 0.05;

#[test]
fn no_score_is_below_the_baseline() {
    let scores = measure();
    let path = corpus::root().join("baseline.toml");
    if std::env::var_os("BITEXT_UPDATE_BASELINE").is_some() {
        fs::write(&path, written(&scores)).unwrap();
    }
    let baseline: Scores = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for (name, measures) in &scores {
        for (measure, score) in measures {
            match baseline
                .get(name)
                .and_then(|measures| measures.get(measure))
            {
                None => wrong.push(format!(
                    "{name} {measure}: not in the baseline, now {score:.1}"
                )),
                Some(least) if score + TOLERANCE < *least => {
                    wrong.push(format!("{name} {measure}: {score:.1}, baseline {least:.1}"));
                }
                Some(_) => {}
            }
        }
    }
    assert_eq!(
        baseline.values().map(BTreeMap::len).sum::<usize>(),
        scores.values().map(BTreeMap::len).sum::<usize>(),
        "the baseline lists a score that is not measured any more"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn measure() -> Scores {
    let mut scores = Scores::new();
    for corpus in corpora("parallel") {
        let given = of_given_sentences(&corpus);
        scores.insert(
            corpus.name.clone(),
            named([
                ("strict", given.strict),
                ("lax", given.lax),
                ("nulls", given.nulls),
                ("strict-on-raw-text", of_raw_text(&corpus)),
                ("sentences-zh", sentences(&corpus, Lang::Chinese)),
                ("sentences-en", sentences(&corpus, Lang::English)),
            ]),
        );
    }
    for corpus in corpora("comparable") {
        let alignment = aligner(Mode::Comparable).align(&corpus.zh, &corpus.en);
        scores.insert(
            corpus.name.clone(),
            named([
                (
                    "sentence-pairs",
                    pairs(&corpus, &alignment, LinkKind::Sentence, "sentence", 0.8),
                ),
                (
                    "statements",
                    pairs(&corpus, &alignment, LinkKind::Statement, "statement", 0.5),
                ),
                ("disagreements", disagreements(&corpus, &alignment)),
            ]),
        );
    }
    scores
}

/// Values reported to disagree against the conflicts of the gold: right if they overlap on both sides.
fn disagreements(corpus: &Corpus, alignment: &Alignment) -> Counts {
    let gold: Vec<(Span, Span)> = corpus
        .rows("quantity")
        .filter(|row| row.relation == "conflict")
        .map(|row| (row.zh[0], row.en[0]))
        .collect();
    let mut found: Vec<(Span, Span)> = alignment
        .links
        .iter()
        .filter(|link| link.kind == LinkKind::Sentence)
        .flat_map(Link::disagreements)
        .map(|item| (item.source, item.target))
        .collect();
    found.sort_unstable();
    found.dedup();
    overlaps(&gold, &found, 0.01)
}

/// Comparable text in all: the corpora of each split counted together.
#[test]
fn comparable_text_by_split() {
    let mut table = String::from("split measure         precision recall  f1");
    for split in ["dev", "test"] {
        let mut sums = [
            ("sentence pairs", Counts::default()),
            ("statements", Counts::default()),
            ("disagreements", Counts::default()),
        ];
        for corpus in corpora("comparable")
            .iter()
            .filter(|corpus| corpus.split == split)
        {
            let alignment = aligner(Mode::Comparable).align(&corpus.zh, &corpus.en);
            let found = [
                pairs(corpus, &alignment, LinkKind::Sentence, "sentence", 0.8),
                pairs(corpus, &alignment, LinkKind::Statement, "statement", 0.5),
                disagreements(corpus, &alignment),
            ];
            for ((_, sum), counts) in sums.iter_mut().zip(found) {
                *sum += counts;
            }
        }
        for (name, counts) in sums {
            let percent = |share: f64| 100.0 * share;
            table.push_str(&format!(
                "\n{split:<5} {name:<15} {:9.1} {:6.1} {:5.1}",
                percent(counts.precision()),
                percent(counts.recall()),
                percent(counts.f1())
            ));
        }
    }
    insta::assert_snapshot!(table);
}

/// The probability of a link is the share of such links that are right: measured over all comparable corpora.
#[test]
fn scores_are_probabilities() {
    let mut options = AlignOptions::default();
    options.mode = Mode::Comparable;
    options.threshold = 0.05;
    let aligner = Aligner::builder().options(options).build().unwrap();
    let mut found: Vec<(f64, bool)> = Vec::new();
    for corpus in corpora("comparable") {
        let gold: Vec<(Span, Span)> = corpus
            .rows("sentence")
            .map(|row| (row.zh[0], row.en[0]))
            .collect();
        for link in aligner.align(&corpus.zh, &corpus.en).links {
            if let (LinkKind::Sentence, Some(from), Some(to)) =
                (link.kind, link.source.first(), link.target.first())
            {
                let is_right = overlaps(&gold, &[(from.span, to.span)], 0.8).right == 1;
                found.push((f64::from(link.score.value()), is_right));
            }
        }
    }
    let calibration = Calibration::new(&found);
    insta::assert_snapshot!(calibration);
    assert!(
        calibration.error() < MOST_CALIBRATION_ERROR,
        "{calibration}"
    );
}

/// Expected calibration error over the links of score 0.05 and more; may be lowered, not raised.
const MOST_CALIBRATION_ERROR: f64 = 0.05;

#[test]
fn auto_tells_parallel_text_from_comparable() {
    for (task, mode) in [
        ("parallel", Mode::Parallel),
        ("comparable", Mode::Comparable),
    ] {
        let mut wrong = Vec::new();
        for corpus in corpora(task) {
            let alignment = aligner(Mode::Auto).align(&corpus.zh, &corpus.en);
            if alignment.mode != mode {
                wrong.push(format!("{}: {}", corpus.name, alignment.choice.unwrap()));
            }
        }
        assert!(wrong.len() <= 1, "{}", wrong.join("\n"));
    }
}

fn named<const N: usize>(measures: [(&str, Counts); N]) -> BTreeMap<String, f64> {
    let rounded = |counts: Counts| (counts.f1() * 1000.0).round() / 10.0;
    measures
        .into_iter()
        .map(|(name, counts)| (name.to_owned(), rounded(counts)))
        .collect()
}

fn written(scores: &Scores) -> String {
    let mut text = String::from(
        "# F1 in percent, as measured by tests/it/gold.rs. A score may rise, not fall.\n",
    );
    for (name, measures) in scores {
        text.push_str(&format!("\n[\"{name}\"]\n"));
        for (measure, score) in measures {
            text.push_str(&format!("{measure} = {score:.1}\n"));
        }
    }
    text
}

fn aligner(mode: Mode) -> Aligner {
    let mut options = AlignOptions::default();
    options.mode = mode;
    Aligner::builder().options(options).build().unwrap()
}

/// Beads of gold sentences against gold beads.
fn of_given_sentences(corpus: &Corpus) -> BeadCounts {
    let side = |spans: fn(&Row) -> &Vec<Span>| -> Vec<Span> {
        corpus
            .rows("sentence")
            .flat_map(|row| spans(row).iter().copied())
            .collect()
    };
    let (zh, en) = (side(|row| &row.zh), side(|row| &row.en));
    let index = |all: &[Span], spans: &[Span]| -> Vec<usize> {
        spans
            .iter()
            .map(|span| all.binary_search(span).unwrap())
            .collect()
    };
    let gold: Vec<IndexBead> = corpus
        .rows("sentence")
        .map(|row| IndexBead::new(index(&zh, &row.zh), index(&en, &row.en)))
        .collect();
    let alignment = aligner(Mode::Parallel).align_segments((&corpus.zh, &zh), (&corpus.en, &en));
    let indices =
        |side: &[bitext::align::Segment]| side.iter().map(|segment| segment.index).collect();
    let found: Vec<IndexBead> = alignment
        .links
        .iter()
        .map(|link| IndexBead::new(indices(&link.source), indices(&link.target)))
        .collect();
    beads(&gold, &found)
}

/// Beads of raw text against gold beads: right if they cover the same bytes of both texts.
fn of_raw_text(corpus: &Corpus) -> Counts {
    let alignment = aligner(Mode::Parallel).align(&corpus.zh, &corpus.en);
    let hull = |spans: &[Span]| spans.iter().copied().reduce(Span::hull).unwrap_or_default();
    let gold = corpus
        .rows("sentence")
        .map(|row| (hull(&row.zh), hull(&row.en)));
    let spans = |side: &[bitext::align::Segment]| -> Vec<Span> {
        side.iter().map(|segment| segment.span).collect()
    };
    let found = alignment
        .links
        .iter()
        .map(|link| (hull(&spans(&link.source)), hull(&spans(&link.target))));
    counts(gold.filter(both), found.filter(both))
}

fn both(spans: &(Span, Span)) -> bool {
    !spans.0.is_empty() && !spans.1.is_empty()
}

fn sentences(corpus: &Corpus, lang: Lang) -> Counts {
    let (text, gold): (&str, Vec<Span>) = match lang {
        Lang::Chinese => (
            &corpus.zh,
            corpus
                .rows("sentence")
                .flat_map(|row| row.zh.clone())
                .collect(),
        ),
        _ => (
            &corpus.en,
            corpus
                .rows("sentence")
                .flat_map(|row| row.en.clone())
                .collect(),
        ),
    };
    counts(gold, Segmenter::default().sentences(text, lang))
}

/// Links of one kind against gold rows: right if they overlap on both sides by at least `least` of their union.
fn pairs(corpus: &Corpus, alignment: &Alignment, kind: LinkKind, rows: &str, least: f64) -> Counts {
    let gold: Vec<(Span, Span)> = corpus
        .rows(rows)
        .map(|row| (row.zh[0], row.en[0]))
        .collect();
    let both = |link: &Link| Some((link.source.first()?.span, link.target.first()?.span));
    let found: Vec<(Span, Span)> = alignment
        .links
        .iter()
        .filter(|link| link.kind == kind)
        .filter_map(both)
        .collect();
    overlaps(&gold, &found, least)
}
