//! Fits the weights of the pair model (`score::pair::Weights`) on documents with gold pairs.
//!
//! ```text
//! cargo run --release --example fit_pairs -- FOLDER [--slips]
//! ```
//!
//! `FOLDER` holds for each document `D` the files `D.zh` and `D.en`, one sentence a line, and `D.pairs`, one gold pair of
//! zero-based indices a line with a tab. Even-numbered documents train, odd ones test. Each document is read twice, the
//! second time with a wrong figure in every second pair that has any; with `--slips` these copies train as well. Printed are
//! the weights in the order of `FEATURE_NAMES`, the margin, and F1 of a one-to-one choice on both halves, of the
//! documents as they are and of the copies, with how many of the pairs with wrong figures are found.

#![expect(clippy::print_stdout, reason = "an example talks to its reader")]

#[path = "fitting/logistic.rs"]
mod logistic;

use std::{collections::HashSet, error::Error, fs, path::Path};

use bitext::{
    Lang, Segmenter,
    lexicon::{self, Compounds},
    score::{
        Association, Document,
        orphan::Orphans,
        pair::{FEATURE_NAMES, FEATURES, Features},
        term,
        told::pair_features,
    },
    text::lines,
};

/// Which document, and whether it is the copy with wrong figures.
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
struct Place {
    number: usize,
    is_copy: bool,
}

/// One pair of sentences of a document.
struct Example {
    document: Place,
    pair: (usize, usize),
    features: Features,
    is_gold: bool,
    /// Whether a figure was made wrong.
    is_slip: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    const USAGE: &str = "usage: fit_pairs FOLDER [--slips]";
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or(USAGE)?;
    let with_slips = match arguments.next().as_deref() {
        None => false,
        Some("--slips") => true,
        Some(_) => return Err(USAGE.into()),
    };
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
    for is_copy in [false, true] {
        for (number, name) in names.iter().enumerate() {
            let place = Place { number, is_copy };
            read(Path::new(&folder), name, place, &mut examples)?;
        }
    }
    let trains =
        |e: &Example| e.document.number.is_multiple_of(2) && (with_slips || !e.document.is_copy);
    let train = examples.iter().filter(|e| trains(e));
    let labelled: Vec<_> = train.map(|e| (e.features, e.is_gold)).collect();
    let weights = logistic::fit(&labelled, 1.0);
    let own = |e: &Example| logistic::sum(&e.features, &weights);
    let scores: Vec<f64> = examples.iter().map(own).collect();
    let leads = leads(&examples, &scores);
    let second: Vec<([f32; 3], bool)> = examples
        .iter()
        .zip(&scores)
        .zip(&leads)
        .filter(|((e, _), _)| trains(e))
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
        for (threshold, is_copy) in [-1.0, -0.5, 0.0, 0.5]
            .into_iter()
            .flat_map(|it| [(it, false), (it, true)])
        {
            let is_of =
                |e: &Example| e.document.number % 2 == rest && e.document.is_copy == is_copy;
            let chosen = one_to_one(&examples, &last, threshold, &is_of);
            let right = chosen.iter().filter(|e| e.is_gold).count();
            let gold = examples.iter().filter(|e| is_of(e) && e.is_gold).count();
            let f1 = 200.0 * right as f64 / (chosen.len() + gold) as f64;
            print!(
                "{name}: threshold {threshold:4.1}: F1 {f1:.1} ({right} of {} right, {gold} gold)",
                chosen.len()
            );
            let found = chosen.iter().filter(|e| e.is_slip).count();
            let slips = examples.iter().filter(|e| is_of(e) && e.is_slip).count();
            match is_copy {
                true => println!(" with wrong figures, {found} of {slips} found"),
                false => println!(),
            }
        }
    }
    Ok(())
}

fn read(
    folder: &Path,
    name: &str,
    document: Place,
    examples: &mut Vec<Example>,
) -> Result<(), Box<dyn Error>> {
    let text = |ending: &str| fs::read_to_string(folder.join(format!("{name}.{ending}")));
    let (chinese, mut english, pairs) = (text("zh")?, text("en")?, text("pairs")?);
    let gold: HashSet<(usize, usize)> = pairs
        .lines()
        .filter_map(|line| {
            let (i, j) = line.split_once('\t')?;
            Some((i.parse().ok()?, j.parse().ok()?))
        })
        .collect();
    let mut slipped = HashSet::new();
    if document.is_copy {
        (english, slipped) = with_wrong_figures(&english, &gold);
    }
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
    let orphans = Orphans::new(&zh, &en, &association);
    for i in 0..zh.sentences().len() {
        for j in 0..en.sentences().len() {
            let features = pair_features((&zh, i), (&en, j), &association, &orphans);
            examples.push(Example {
                document,
                pair: (i, j),
                features,
                is_gold: gold.contains(&(i, j)),
                is_slip: slipped.contains(&(i, j)),
            });
        }
    }
    Ok(())
}

/// The text with a wrong figure in the lines of every second pair that has any, and these pairs.
fn with_wrong_figures(
    english: &str,
    gold: &HashSet<(usize, usize)>,
) -> (String, HashSet<(usize, usize)>) {
    let mut lines: Vec<String> = english.lines().map(str::to_owned).collect();
    let mut pairs: Vec<(usize, usize)> = gold.iter().copied().collect();
    pairs.sort_unstable();
    let wrong = pairs.into_iter().filter_map(|pair| {
        let wrong = slip(lines.get(pair.1)?)?;
        Some((pair, wrong))
    });
    let wrong: Vec<_> = wrong.skip(1).step_by(2).collect();
    let mut slipped = HashSet::new();
    for (pair, wrong) in wrong {
        if let Some(line) = lines.get_mut(pair.1) {
            *line = wrong;
            slipped.insert(pair);
        }
    }
    (lines.join("\n"), slipped)
}

/// The line with another digit at the end of its first number.
fn slip(line: &str) -> Option<String> {
    let start = line.find(|c: char| c.is_ascii_digit())?;
    let number = line.get(start..)?;
    let size = number.find(|c: char| !c.is_ascii_digit());
    let last = start + size.unwrap_or(number.len()) - 1;
    let digit: u32 = line.get(last..=last)?.parse().ok()?;
    let (before, behind) = (line.get(..last)?, line.get(last + 1..)?);
    Some(format!("{before}{}{behind}", (digit + 2) % 9 + 1))
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

/// The best pairs of the examples asked for, each sentence in one.
fn one_to_one<'e>(
    examples: &'e [Example],
    scores: &[f64],
    threshold: f64,
    is_of: &dyn Fn(&Example) -> bool,
) -> Vec<&'e Example> {
    let mut ranked: Vec<(&Example, f64)> = examples
        .iter()
        .zip(scores.iter().copied())
        .filter(|&(e, score)| is_of(e) && score >= threshold)
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (mut rows, mut columns) = (HashSet::new(), HashSet::new());
    let mut chosen = Vec::new();
    for (e, _) in ranked {
        let (row, column) = ((e.document, e.pair.0), (e.document, e.pair.1));
        if !rows.contains(&row) && !columns.contains(&column) {
            rows.insert(row);
            columns.insert(column);
            chosen.push(e);
        }
    }
    chosen
}

const _: () = assert!(FEATURES == FEATURE_NAMES.len());
