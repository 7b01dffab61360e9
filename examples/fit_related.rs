//! Fits the weights by which texts are told to be translations of one another (`align::Related`).
//!
//! ```text
//! cargo run --release --example fit_related -- FOLDER... [--test FOLDER...]
//! ```
//!
//! A folder holds `en.txt` and `zh.txt`, a line for a line, or, for each text `T`, `T.en` and `T.zh` with its gold beads
//! `T.gold`. Records are made of 1, 2, 4, 8, 32 and 100 beads in a row, once with their own translation and once with as
//! many beads from further down. Printed are the weights, and for the records of each length how well the
//! probabilities hold: the mean probability of translations and of strangers, how many are on the wrong side of
//! one half, and how many translations have no word, name or number in common with what the mean probability of those is.

#![expect(clippy::print_stdout, reason = "an example talks to its reader")]

#[path = "fitting/logistic.rs"]
mod logistic;

use std::{error::Error, fs, path::Path};

use bitext::{Aligner, Lang, Span, format::beads, text::lines};

/// How many beads a record has.
const LENGTHS: [usize; 6] = [1, 2, 4, 8, 32, 100];

/// How many records of each length a text gives, with and without their translations; they may overlap.
const RECORDS: usize = 100;

/// The sentences of each bead of a text that has both sides.
type Beads = Vec<(Vec<String>, Vec<String>)>;

struct Record {
    is_test: bool,
    length: usize,
    is_translation: bool,
    features: [f32; 3],
    /// What the library says.
    probability: f64,
    has_evidence: bool,
    mean_score: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let aligner = Aligner::builder()
        .languages(Some(Lang::Chinese), Some(Lang::English))
        .build()?;
    let mut records = Vec::new();
    let mut is_test = false;
    for folder in std::env::args().skip(1) {
        if folder == "--test" {
            is_test = true;
            continue;
        }
        let first = records.len();
        for text in read(Path::new(&folder))? {
            for length in LENGTHS {
                cut(&aligner, &text, (length, is_test), &mut records);
            }
        }
        let wrong = |it: &&Record| (it.probability >= 0.5) != it.is_translation;
        println!(
            "{folder}: {} records, {} on the wrong side",
            records.len() - first,
            records[first..].iter().filter(wrong).count()
        );
    }
    let fitted: Vec<_> = records
        .iter()
        .filter(|it| !it.is_test)
        .map(|it| (it.features, it.is_translation))
        .collect();
    let weights = logistic::fit(&fitted, 1.0);
    println!("weights: {weights:.3?} from {} records", fitted.len());
    for is_test in [false, true] {
        for length in LENGTHS {
            let of_length = |it: &&Record| it.length == length && it.is_test == is_test;
            let chosen: Vec<&Record> = records.iter().filter(of_length).collect();
            if chosen.is_empty() {
                continue;
            }
            println!(
                "{} records of {length}, {}:",
                chosen.len(),
                if is_test { "tested" } else { "fitted" }
            );
            let anew = |it: &Record| 1.0 / (1.0 + (-logistic::sum(&it.features, &weights)).exp());
            tell("fitted now", &chosen, &anew);
            tell("in force", &chosen, &|it| it.probability);
        }
    }
    Ok(())
}

/// How well probabilities hold.
fn tell(name: &str, records: &[&Record], probability: &dyn Fn(&Record) -> f64) {
    let mean = |of: &dyn Fn(&Record) -> bool, value: &dyn Fn(&Record) -> f64| {
        let values: Vec<f64> = records
            .iter()
            .filter(|it| of(it))
            .map(|it| value(it))
            .collect();
        values.iter().sum::<f64>() / values.len().max(1) as f64
    };
    let doubted = |it: &Record| f64::from(u8::from(probability(it) < 0.5));
    let sure = |it: &Record| f64::from(u8::from(probability(it) >= 0.9));
    let mut error = 0.0;
    for tenth in 0..10 {
        let inside = |it: &Record| (probability(it) * 10.0).min(9.0) as usize == tenth;
        let count = records.iter().filter(|it| inside(it)).count() as f64;
        let truth = |it: &Record| f64::from(u8::from(it.is_translation));
        error += (mean(&inside, probability) - mean(&inside, &truth)).abs() * count;
    }
    let (own, strange) = (
        |it: &Record| it.is_translation,
        |it: &Record| !it.is_translation,
    );
    let silent = |it: &Record| it.is_translation && !it.has_evidence;
    let silent_strangers = |it: &Record| !it.is_translation && !it.has_evidence;
    let count = |of: &dyn Fn(&Record) -> bool| records.iter().filter(|it| of(it)).count();
    println!(
        "  {name}: translations {:.3}, doubted {:.3}, sure {:.3}; strangers {:.3}, believed {:.3}; calibration error \
         {:.3}; without evidence {} translations ({:.3}; scores {:.3}), {} strangers ({:.3})",
        mean(&own, probability),
        mean(&own, &doubted),
        mean(&own, &sure),
        mean(&strange, probability),
        1.0 - mean(&strange, &doubted),
        error / records.len() as f64,
        count(&silent),
        mean(&silent, probability),
        mean(&silent, &|it| it.mean_score),
        count(&silent_strangers),
        mean(&silent_strangers, probability),
    );
}

fn read(folder: &Path) -> Result<Vec<Beads>, Box<dyn Error>> {
    if folder.join("zh.txt").is_file() {
        let text = |name: &str| fs::read_to_string(folder.join(name));
        let (chinese, english) = (text("zh.txt")?, text("en.txt")?);
        let line = |line: &str| vec![line.to_owned()];
        let rows = chinese.lines().zip(english.lines());
        return Ok(vec![rows.map(|(zh, en)| (line(zh), line(en))).collect()]);
    }
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            texts.extend(read(&path)?);
        }
        if path.extension().is_none_or(|kind| kind != "gold") {
            continue;
        }
        let side = |kind: &str| fs::read_to_string(path.with_extension(kind));
        let (chinese, english) = (side("zh")?, side("en")?);
        let taken = |text: &str, indices: &[usize]| -> Vec<String> {
            let lines: Vec<&str> = text.lines().collect();
            let found = indices.iter().filter_map(|&index| lines.get(index));
            found.map(|line| (*line).to_owned()).collect()
        };
        let gold = beads::read(&fs::read_to_string(&path)?)?;
        let sides = gold
            .iter()
            .map(|it| (taken(&chinese, &it.source), taken(&english, &it.target)));
        texts.push(
            sides
                .filter(|it| !it.0.is_empty() && !it.1.is_empty())
                .collect(),
        );
    }
    Ok(texts)
}

fn cut(
    aligner: &Aligner,
    text: &Beads,
    (length, is_test): (usize, bool),
    records: &mut Vec<Record>,
) {
    // Far enough that nothing of the one is in the other.
    let shift = length + 5;
    let Some(room) = text.len().checked_sub(length + shift) else {
        return;
    };
    let count = RECORDS.min(room + 1);
    for number in 0..count {
        let at = number * room / count;
        for from in [at, at + shift] {
            let joined = |sides: &mut dyn Iterator<Item = &Vec<String>>| {
                let sides: Vec<String> = sides.map(|it| it.join("\n")).collect();
                sides.join("\n")
            };
            let chinese = joined(&mut text[at..at + length].iter().map(|it| &it.0));
            let english = joined(&mut text[from..from + length].iter().map(|it| &it.1));
            let spans = |text: &str| -> Vec<Span> { lines(text) };
            let alignment =
                aligner.align_segments((&chinese, &spans(&chinese)), (&english, &spans(&english)));
            let Some(common) = alignment.related else {
                continue;
            };
            let scores = alignment.links.iter().map(|it| f64::from(it.score.value()));
            records.push(Record {
                is_test,
                length,
                is_translation: from == at,
                features: common.features(),
                probability: f64::from(common.probability().value()),
                has_evidence: alignment
                    .links
                    .iter()
                    .any(|link| link.evidence.iter().any(|it| it.kind.is_about_tokens())),
                mean_score: scores.sum::<f64>() / alignment.links.len().max(1) as f64,
            });
        }
    }
}
