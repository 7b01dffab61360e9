//! Measures bitext on `corpora/`: a score that falls below `corpora/baseline.toml` fails.
//!
//! `BITEXT_UPDATE_BASELINE=1 cargo test --test it gold` writes the scores of today; the change belongs into the commit
//! that earned it. The scores are F1 in percent, to one digit.

use std::{collections::BTreeMap, fs};

use bitext::{
    AlignOptions, Aligner, Mode,
    eval::{Calibration, Counts, corpus_scores, total},
};

use crate::corpus::{self, corpora};

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
    let measured = |task| {
        corpora(task).into_iter().map(|corpus| {
            let measures = corpus_scores(&corpus).unwrap().measures;
            let rounded = |counts: Counts| (counts.f1() * 1000.0).round() / 10.0;
            let named = measures
                .into_iter()
                .map(|(name, items)| (name.to_owned(), rounded(total(&items))));
            (corpus.name, named.collect())
        })
    };
    measured("parallel").chain(measured("comparable")).collect()
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
            let measures = corpus_scores(corpus).unwrap().measures;
            for ((_, sum), (_, items)) in sums.iter_mut().zip(measures) {
                *sum += total(&items);
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
    let mut found: Vec<(f64, bool)> = Vec::new();
    for corpus in corpora("comparable") {
        found.extend(corpus_scores(&corpus).unwrap().scores);
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
