//! Fits the weights of the model of reports (`score::told`) on the dev part of `corpora/comparable`.
//!
//! Runs without arguments: `cargo run --release --example fit_statements`.
//!
//! Every two sentences of a document pair are an example. Printed are the weights in the order of `FEATURE_NAMES`, the
//! second step, and F1 of the links of each document pair when the weights are fitted on the others.

#![expect(clippy::print_stdout, reason = "an example talks to its reader")]

#[path = "fitting/logistic.rs"]
mod logistic;

use std::{collections::BTreeMap, error::Error, fs, path::Path};

use bitext::{
    Lang, Segmenter, Span, lexicon,
    score::{
        Association, Document, term,
        told::{FEATURE_NAMES, FEATURES, Features, LEAST, lead, neighbours, read},
    },
};

/// The L2 penalty.
const PENALTY: f64 = 0.3;

/// A document pair: all pairs of its sentences.
struct Corpus {
    pairs: Vec<(usize, usize)>,
    features: Vec<Features>,
    is_gold: Vec<bool>,
    /// How many gold pairs there are, those of sentences that were cut otherwise included.
    gold: usize,
}

/// The weights of both steps.
type Fit = ([f64; FEATURES], [f64; 4]);

fn main() -> Result<(), Box<dyn Error>> {
    let mut folders: Vec<_> =
        fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/comparable"))?
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<Result<_, _>>()?;
    folders.sort();
    let mut corpora = Vec::new();
    for folder in folders {
        if fs::read_to_string(folder.join("meta.toml"))?.contains("split = \"dev\"") {
            corpora.push(corpus(&folder)?);
        }
    }
    let all: Vec<&Corpus> = corpora.iter().collect();
    let (weights, context) = fit(&all);
    for (name, weight) in FEATURE_NAMES.iter().zip(weights) {
        println!("{weight:8.3}  {name}");
    }
    println!("own, lead, beside, constant: {context:.3?}");
    let mut ranked: Vec<(f64, bool)> = Vec::new();
    for (held, corpus) in corpora.iter().enumerate() {
        let others = corpora.iter().enumerate().filter(|(at, _)| *at != held);
        let fit = fit(&others.map(|(_, corpus)| corpus).collect::<Vec<_>>());
        let scores = second(corpus, &fit.0);
        let scores = scores.iter().map(|it| logistic::sum(it, &fit.1));
        ranked.extend(scores.zip(corpus.is_gold.iter().copied()));
    }
    let gold: usize = corpora.iter().map(|corpus| corpus.gold).sum();
    for threshold in [-1.0, -0.5, 0.0, 0.5, 1.0] {
        let found: Vec<_> = ranked.iter().filter(|(it, _)| *it >= threshold).collect();
        let right = found.iter().filter(|(_, is_gold)| *is_gold).count();
        let f1 = 200.0 * right as f64 / (found.len() + gold) as f64;
        println!(
            "log odds {threshold:4.1}: F1 {f1:.1} ({right} of {} right, {gold} gold)",
            found.len()
        );
    }
    Ok(())
}

fn fit(corpora: &[&Corpus]) -> Fit {
    let first: Vec<_> = corpora
        .iter()
        .flat_map(|it| it.features.iter().copied().zip(it.is_gold.iter().copied()))
        .collect();
    let weights = logistic::fit(&first, PENALTY);
    let context: Vec<_> = corpora
        .iter()
        .flat_map(|it| {
            second(it, &weights)
                .into_iter()
                .zip(it.is_gold.iter().copied())
        })
        .collect();
    (weights, logistic::fit(&context, PENALTY))
}

/// The features of the second step.
fn second(corpus: &Corpus, weights: &[f64; FEATURES]) -> Vec<[f32; 4]> {
    let own = corpus.features.iter();
    let own: Vec<f32> = own.map(|it| logistic::sum(it, weights) as f32).collect();
    let beside = neighbours(&corpus.pairs, &own);
    let best_other = |index: usize, is_rival: &dyn Fn((usize, usize)) -> bool| {
        let others = corpus.pairs.iter().zip(&own).enumerate();
        others
            .filter(|(other, (pair, _))| *other != index && is_rival(**pair))
            .map(|(_, (_, own))| *own)
            .fold(LEAST, f32::max)
    };
    (0..own.len())
        .map(|index| {
            let (i, j) = corpus.pairs[index];
            let row = best_other(index, &|pair| pair.0 == i);
            let column = best_other(index, &|pair| pair.1 == j);
            [
                own[index],
                lead(own[index], (row, column)),
                beside[index],
                1.0,
            ]
        })
        .collect()
}

fn corpus(folder: &Path) -> Result<Corpus, Box<dyn Error>> {
    let read_file = |name: &str| fs::read_to_string(folder.join(name));
    let (zh, en, gold) = (
        read_file("zh.txt")?,
        read_file("en.txt")?,
        read_file("gold.tsv")?,
    );
    let gold: Vec<(Span, Span)> = gold.lines().filter_map(sentence_row).collect();
    let segmenter = Segmenter::default();
    let spans = |text: &str, lang| segmenter.sentences(text, lang);
    let (zh_spans, en_spans) = (spans(&zh, Lang::Chinese), spans(&en, Lang::English));
    let document = |text: &str, spans: &[Span], lang| {
        Document::new(text, spans, lang, &segmenter, lexicon::default())
    };
    let mut chinese = document(&zh, &zh_spans, Lang::Chinese);
    let mut english = document(&en, &en_spans, Lang::English);
    term::join((&mut chinese, &zh), (&mut english, &en), lexicon::default());
    let association = Association::new(&chinese, &english, lexicon::default());
    let pairs: Vec<(usize, usize)> = (0..zh_spans.len())
        .flat_map(|i| (0..en_spans.len()).map(move |j| (i, j)))
        .collect();
    let told = read(&chinese, &english, &association, &pairs);
    let mut best: BTreeMap<(Span, Span), bool> = gold.iter().map(|it| (*it, true)).collect();
    let is_gold = pairs
        .iter()
        .map(|&(i, j)| best.remove(&(zh_spans[i], en_spans[j])).is_some())
        .collect();
    Ok(Corpus {
        features: told.iter().map(|it| it.features).collect(),
        is_gold,
        gold: gold.len(),
        pairs,
    })
}

fn sentence_row(line: &str) -> Option<(Span, Span)> {
    let mut fields = line.strip_prefix("sentence\t")?.split('\t');
    let mut span = || {
        let (start, end) = fields.next()?.split_once('-')?;
        Some(Span::new(start.parse().ok()?, end.parse().ok()?))
    };
    Some((span()?, span()?))
}
