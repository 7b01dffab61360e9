//! Fits the weights of the model of reports (`score::told`) and those of statements (`score::statement`) on the dev part
//! of `corpora/comparable`.
//!
//! Runs without arguments: `cargo run --release --example fit_statements`.
//!
//! Every two sentences of a document pair are an example for the first, the candidates of each gold pair a choice for the
//! second. Printed are the weights in the order of the names of their features, and F1 of the links and of the statements of
//! each document pair when the weights are fitted on the others.

#![expect(clippy::print_stdout, reason = "an example talks to its reader")]

#[path = "fitting/choice.rs"]
mod choice;
#[path = "fitting/logistic.rs"]
mod logistic;

use std::{error::Error, fs, path::Path};

use bitext::{
    Lang, Segmenter, Span,
    lexicon::{self, Compounds},
    score::{
        Association, Document,
        calendar::same_days,
        orphan::Orphans,
        part::{self, Part},
        statement::{self, Claims, LEAST_CLAIM},
        term,
        told::{
            CONTEXT_FEATURES, CONTEXT_NAMES, Context, FEATURE_NAMES, FEATURES, Features, LEAST,
            Told, context, neighbours, read,
        },
    },
};

/// The L2 penalties of pairs and of statements.
const PENALTY: f64 = 0.1;
const PENALTY_OF_STATEMENTS: f64 = 0.02;

/// By how much two sentences, and two statements, must overlap to be the same.
const SAME_SENTENCE: f64 = 0.8;
const SAME_STATEMENT: f64 = 0.5;

/// A document pair: all pairs of its sentences.
struct Corpus {
    size: (usize, usize),
    pairs: Vec<(usize, usize)>,
    told: Vec<Told>,
    is_gold: Vec<bool>,
    /// How many gold pairs there are, those of sentences that were cut otherwise included.
    gold: usize,
    parts: (Vec<Vec<Part>>, Vec<Vec<Part>>),
    statements: Vec<(Span, Span)>,
    association: Association,
}

/// The weights of both steps.
type Fit = ([f64; FEATURES], [f64; CONTEXT_FEATURES]);

/// What can be chosen of a pair: features, and by how much of a gold statement it overlaps on both sides.
type Choices = Vec<choice::Choice<{ statement::FEATURES }>>;

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
    let pairs = fit(&all);
    print(&FEATURE_NAMES, &pairs.0);
    print(&CONTEXT_NAMES, &pairs.1);
    let mut ranked: Vec<(f64, bool)> = Vec::new();
    let mut choices: Vec<Choices> = Vec::new();
    for (held, corpus) in corpora.iter().enumerate() {
        let others = corpora.iter().enumerate().filter(|(at, _)| *at != held);
        let fit = fit(&others.map(|(_, corpus)| corpus).collect::<Vec<_>>());
        let scores = second(corpus, &fit.0);
        let scores = scores.iter().map(|it| logistic::sum(it, &fit.1));
        let scores: Vec<f64> = scores.collect();
        choices.push(choices_of(corpus, &scores));
        ranked.extend(scores.into_iter().zip(corpus.is_gold.iter().copied()));
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
    print(
        &statement::FEATURE_NAMES,
        &choice::fit(&softened(choices.iter()), PENALTY_OF_STATEMENTS),
    );
    let (mut right, mut possible, mut count) = (0, 0, 0);
    for (held, of_held) in choices.iter().enumerate() {
        let others = choices.iter().enumerate().filter(|(at, _)| *at != held);
        let weights = choice::fit(
            &softened(others.map(|(_, choices)| choices)),
            PENALTY_OF_STATEMENTS,
        );
        for choice in of_held {
            let is_right = |overlap: f32| f64::from(overlap) >= SAME_STATEMENT;
            let score = |it: &[f32; statement::FEATURES]| logistic::sum(it, &weights);
            let best = choice
                .iter()
                .max_by(|a, b| score(&a.0).total_cmp(&score(&b.0)));
            right += usize::from(best.is_some_and(|it| is_right(it.1)));
            possible += usize::from(choice.iter().any(|it| is_right(it.1)));
            count += 1;
        }
    }
    println!("statements of gold pairs: {right} of {count} right, {possible} can be");
    Ok(())
}

fn print(names: &[&str], weights: &[f64]) {
    for (name, weight) in names.iter().zip(weights) {
        println!("{weight:8.3}  {name}");
    }
    println!();
}

/// What overlaps a statement by a little less than half is nearly right.
fn softened<'c>(corpora: impl Iterator<Item = &'c Choices>) -> Choices {
    let soft = |&(features, overlap): &([f32; statement::FEATURES], f32)| {
        (features, ((overlap - 0.4) * 5.0).clamp(0.0, 1.0))
    };
    corpora
        .flatten()
        .filter(|choice| choice.iter().any(|it| f64::from(it.1) >= SAME_STATEMENT))
        .map(|choice| choice.iter().map(soft).collect())
        .collect()
}

/// The candidates of each gold pair; `scores` are the log odds of all pairs.
fn choices_of(corpus: &Corpus, scores: &[f64]) -> Choices {
    let mut claims = Claims::new(corpus.size.0, corpus.size.1);
    let parts = |told: &Told| {
        (
            corpus.parts.0[told.source].as_slice(),
            corpus.parts.1[told.target].as_slice(),
        )
    };
    for (told, score) in corpus.told.iter().zip(scores) {
        let probability = (1.0 / (1.0 + (-score).exp())) as f32;
        if probability >= LEAST_CLAIM {
            claims.add(told, probability, parts(told));
        }
    }
    let gold = corpus
        .told
        .iter()
        .zip(&corpus.is_gold)
        .filter(|(_, is_gold)| **is_gold);
    gold.map(|(told, _)| {
        let (source, target) = parts(told);
        let claimed = claims.claimed(told, (source, target));
        let explained = (corpus.association.source(), corpus.association.target());
        let mut choice = Vec::new();
        statement::candidates(source, target, told, &claimed, explained, |it, features| {
            let by =
                |gold: &(Span, Span)| overlap(it.source, gold.0).min(overlap(it.target, gold.1));
            let best = corpus.statements.iter().map(by).fold(0.0, f64::max);
            choice.push((*features, best as f32));
        });
        choice
    })
    .collect()
}

fn overlap(a: Span, b: Span) -> f64 {
    a.intersection(b).len() as f64 / a.hull(b).len().max(1) as f64
}

fn fit(corpora: &[&Corpus]) -> Fit {
    let first: Vec<(Features, bool)> = corpora
        .iter()
        .flat_map(|it| {
            it.told
                .iter()
                .map(|told| told.features)
                .zip(it.is_gold.iter().copied())
        })
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
fn second(corpus: &Corpus, weights: &[f64; FEATURES]) -> Vec<Context> {
    let own = corpus.told.iter();
    let own: Vec<f32> = own
        .map(|it| logistic::sum(&it.features, weights) as f32)
        .collect();
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
            context(
                (i, j),
                corpus.size,
                own[index],
                (row, column),
                beside[index],
            )
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
    let rows = |kind: &str| -> Vec<(Span, Span)> {
        gold.lines().filter_map(|line| row(line, kind)).collect()
    };
    let (gold_pairs, statements) = (rows("sentence\t"), rows("statement\t"));
    let segmenter = Segmenter::default();
    let spans = |text: &str, lang| segmenter.sentences(text, lang);
    let (zh_spans, en_spans) = (spans(&zh, Lang::Chinese), spans(&en, Lang::English));
    let document = |text: &str, spans: &[Span], lang| {
        Document::new(text, spans, lang, &segmenter, lexicon::default())
    };
    let mut chinese = document(&zh, &zh_spans, Lang::Chinese);
    let mut english = document(&en, &en_spans, Lang::English);
    let compounds = Compounds::new(lexicon::default());
    term::join((&mut chinese, &zh), (&mut english, &en), &compounds);
    let mut association = Association::new(&chinese, &english, lexicon::default());
    let days = same_days(&chinese, &english, &association);
    if !days.is_empty() {
        association = Association::with(&chinese, &english, lexicon::default(), &days);
    }
    let size = (zh_spans.len(), en_spans.len());
    let pairs: Vec<(usize, usize)> = (0..size.0)
        .flat_map(|i| (0..size.1).map(move |j| (i, j)))
        .collect();
    let is_gold = |&(i, j): &(usize, usize)| {
        gold_pairs.iter().any(|gold| {
            overlap(zh_spans[i], gold.0) >= SAME_SENTENCE
                && overlap(en_spans[j], gold.1) >= SAME_SENTENCE
        })
    };
    let parts = |document: (&Document, &str), size: usize, explained: &_| -> Vec<Vec<Part>> {
        (0..size)
            .map(|index| part::parts(document, index, &segmenter, explained))
            .collect()
    };
    let parts = (
        parts((&chinese, &zh), size.0, association.source()),
        parts((&english, &en), size.1, association.target()),
    );
    let all = (parts.0.as_slice(), parts.1.as_slice());
    let orphans = Orphans::new(&chinese, &english, &association);
    Ok(Corpus {
        size,
        told: read(&chinese, &english, (&association, &orphans), &pairs, all),
        is_gold: pairs.iter().map(is_gold).collect(),
        gold: gold_pairs.len(),
        parts,
        statements,
        pairs,
        association,
    })
}

/// Both sides of a row of this kind, from the first byte to the last.
fn row(line: &str, kind: &str) -> Option<(Span, Span)> {
    let mut fields = line.strip_prefix(kind)?.split('\t');
    let mut hull = || {
        let spans = fields.next()?.split(',').map(|span| {
            let (start, end) = span.split_once('-')?;
            Some(Span::new(start.parse().ok()?, end.parse().ok()?))
        });
        spans
            .collect::<Option<Vec<Span>>>()?
            .into_iter()
            .reduce(Span::hull)
    };
    Some((hull()?, hull()?))
}
