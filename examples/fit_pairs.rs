//! Fits the weights of the pair model (`score::pair::Weights`) on documents with gold pairs.
//!
//! ```text
//! cargo run --release --example fit_pairs -- FOLDER
//! ```
//!
//! `FOLDER` holds for each document `D` the files `D.zh` and `D.en`, one sentence a line, and `D.pairs`, one gold pair of
//! zero-based indices a line with a tab. Even-numbered documents train, odd ones test. Printed are the weights in the
//! order of `FEATURE_NAMES`, the margin, and F1 of a one-to-one choice on both halves.

#![expect(clippy::print_stdout, reason = "an example talks to its reader")]

#[path = "fitting/logistic.rs"]
mod logistic;

use std::{collections::HashSet, error::Error, fs, path::Path};

use bitext::{
    Lang, Segmenter,
    lexicon::{self, Compounds},
    score::{
        Association, Document,
        pair::{FEATURE_NAMES, FEATURES, Features},
        term,
        told::pair_features,
    },
    text::lines,
};

/// One pair of sentences of a document.
struct Example {
    document: usize,
    pair: (usize, usize),
    features: Features,
    is_gold: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: fit_pairs FOLDER")?;
    let mut names: Vec<String> = fs::read_dir(&folder)?
        .filter_map(|entry| {
            entry
                .ok()?
                .file_name()
                .to_str()?
                .strip_suffix(".pairs")
                .map(str::to_owned)
        })
        .collect();
    names.sort();
    let mut examples = Vec::new();
    for (document, name) in names.iter().enumerate() {
        read(Path::new(&folder), name, document, &mut examples)?;
    }
    let train: Vec<&Example> = examples.iter().filter(|e| e.document % 2 == 0).collect();
    let labelled: Vec<_> = train.iter().map(|e| (e.features, e.is_gold)).collect();
    let weights = logistic::fit(&labelled, 1.0);
    let own = |e: &Example| logistic::sum(&e.features, &weights);
    let scores: Vec<f64> = examples.iter().map(own).collect();
    let leads = leads(&examples, &scores);
    let second: Vec<([f32; 3], bool)> = examples
        .iter()
        .zip(&scores)
        .zip(&leads)
        .filter(|((e, _), _)| e.document % 2 == 0)
        .map(|((e, score), lead)| ([*score as f32, *lead as f32, 1.0], e.is_gold))
        .collect();
    let margin = logistic::fit(&second, 1.0);
    println!("weights:");
    for (name, weight) in FEATURE_NAMES.iter().zip(weights) {
        println!("  {weight:8.3}  {name}");
    }
    println!(
        "margin: own {:.3} lead {:.3} constant {:.3}",
        margin[0], margin[1], margin[2]
    );
    let last: Vec<f64> = scores
        .iter()
        .zip(&leads)
        .map(|(s, l)| margin[0] * s + margin[1] * l + margin[2])
        .collect();
    for (name, rest) in [("train", 0), ("test", 1)] {
        for threshold in [-1.0, -0.5, 0.0, 0.5] {
            let (right, found, gold) = one_to_one(&examples, &last, rest, threshold);
            let f1 = 200.0 * right as f64 / (found + gold) as f64;
            println!(
                "{name}: threshold {threshold:4.1}: F1 {f1:.1} ({right} of {found} right, {gold} gold)"
            );
        }
    }
    Ok(())
}

fn read(
    folder: &Path,
    name: &str,
    document: usize,
    examples: &mut Vec<Example>,
) -> Result<(), Box<dyn Error>> {
    let text = |ending: &str| fs::read_to_string(folder.join(format!("{name}.{ending}")));
    let (chinese, english, pairs) = (text("zh")?, text("en")?, text("pairs")?);
    let gold: HashSet<(usize, usize)> = pairs
        .lines()
        .filter_map(|line| {
            let (i, j) = line.split_once('\t')?;
            Some((i.parse().ok()?, j.parse().ok()?))
        })
        .collect();
    let segmenter = Segmenter::default();
    let prepare =
        |text: &str, lang| Document::new(text, &lines(text), lang, &segmenter, lexicon::default());
    let (mut zh, mut en) = (
        prepare(&chinese, Lang::Chinese),
        prepare(&english, Lang::English),
    );
    let compounds = Compounds::new(lexicon::default());
    term::join((&mut zh, &chinese), (&mut en, &english), &compounds);
    let association = Association::new(&zh, &en, lexicon::default());
    for i in 0..zh.sentences().len() {
        for j in 0..en.sentences().len() {
            let features = pair_features((&zh, i), (&en, j), &association);
            examples.push(Example {
                document,
                pair: (i, j),
                features,
                is_gold: gold.contains(&(i, j)),
            });
        }
    }
    Ok(())
}

/// For each example: its score less the best other of its row, plus the same for its column.
fn leads(examples: &[Example], scores: &[f64]) -> Vec<f64> {
    let mut leads = Vec::with_capacity(examples.len());
    let mut start = 0;
    for document in examples.chunk_by(|a, b| a.document == b.document) {
        let scores = &scores[start..start + document.len()];
        start += document.len();
        let best_other = |index: usize, same: &dyn Fn((usize, usize), (usize, usize)) -> bool| {
            let others = document.iter().zip(scores).enumerate();
            others
                .filter(|(other, (e, _))| *other != index && same(e.pair, document[index].pair))
                .map(|(_, (_, score))| *score)
                .fold(-6.0, f64::max)
        };
        leads.extend((0..document.len()).map(|index| {
            let row = best_other(index, &|a, b| a.0 == b.0);
            let column = best_other(index, &|a, b| a.1 == b.1);
            2.0 * scores[index] - row - column
        }));
    }
    leads
}

fn one_to_one(
    examples: &[Example],
    scores: &[f64],
    rest: usize,
    threshold: f64,
) -> (usize, usize, usize) {
    let mut ranked: Vec<usize> = (0..examples.len())
        .filter(|&index| examples[index].document % 2 == rest && scores[index] >= threshold)
        .collect();
    ranked.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    let (mut rows, mut columns) = (HashSet::new(), HashSet::new());
    let (mut right, mut found) = (0, 0);
    for index in ranked {
        let e = &examples[index];
        let (row, column) = ((e.document, e.pair.0), (e.document, e.pair.1));
        if rows.contains(&row) || columns.contains(&column) {
            continue;
        }
        rows.insert(row);
        columns.insert(column);
        found += 1;
        right += usize::from(e.is_gold);
    }
    let gold = examples
        .iter()
        .filter(|e| e.document % 2 == rest && e.is_gold)
        .count();
    (right, found, gold)
}

const _: () = assert!(FEATURES == FEATURE_NAMES.len());
