//! Fits the weights of the statement model (`score::statement::WEIGHTS`) on the dev part of `corpora/comparable`.
//!
//! Runs without arguments: `cargo run --release --example fit_statements`.
//!
//! Every two sentences that share anything are an example; its features are those of the runs of clauses that hold
//! what they share, as the weights in force choose them. Fit, put the weights in, and fit again until they stay.

#![expect(clippy::print_stdout, reason = "an example talks to its reader")]

#[path = "fitting/logistic.rs"]
mod logistic;

use std::{error::Error, fs, path::Path};

use bitext::{
    Aligner, Alignment, Link, Mode, Span,
    align::{AlignOptions, LinkKind},
    score::{
        EvidenceKind,
        statement::{FEATURE_NAMES, Features, WEIGHTS, size},
    },
};

fn main() -> Result<(), Box<dyn Error>> {
    let mut options = AlignOptions::default();
    options.mode = Mode::Comparable;
    options.threshold = 0.0;
    let aligner = Aligner::builder().options(options).build()?;
    let mut examples: Vec<(Features, bool)> = Vec::new();
    let mut gold_pairs = 0;
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/comparable"))? {
        let folder = entry?.path();
        let read = |name: &str| fs::read_to_string(folder.join(name));
        if !read("meta.toml")?.contains("split = \"dev\"") {
            continue;
        }
        let (zh, en) = (read("zh.txt")?, read("en.txt")?);
        let gold: Vec<(Span, Span)> = read("gold.tsv")?.lines().filter_map(sentence_row).collect();
        gold_pairs += gold.len();
        let alignment = aligner.align(&zh, &en);
        let sentences = sentences(&alignment);
        for link in alignment
            .links
            .iter()
            .filter(|link| link.kind == LinkKind::Statement)
        {
            let Some((from, to)) = link.source.first().zip(link.target.first()) else {
                continue;
            };
            let whole = (sentences.0[from.index], sentences.1[to.index]);
            examples.push((features(link, (&zh, &en)), gold.contains(&whole)));
        }
    }
    let weights = logistic::fit(&examples, 0.3);
    for (name, weight) in FEATURE_NAMES.iter().zip(weights) {
        println!("{weight:8.3}  {name}");
    }
    let mut ranked: Vec<(f64, bool)> = examples
        .iter()
        .map(|(features, is_gold)| (logistic::sum(features, &weights), *is_gold))
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    for threshold in [-1.0, -0.5, 0.0, 0.5, 1.0] {
        let found: Vec<_> = ranked
            .iter()
            .filter(|(log_odds, _)| *log_odds >= threshold)
            .collect();
        let right = found.iter().filter(|(_, is_gold)| *is_gold).count();
        let f1 = 200.0 * right as f64 / (found.len() + gold_pairs) as f64;
        println!(
            "log odds {threshold:4.1}: F1 {f1:.1} ({right} of {} right, {gold_pairs} gold)",
            found.len()
        );
    }
    Ok(())
}

fn sentence_row(line: &str) -> Option<(Span, Span)> {
    let mut fields = line.strip_prefix("sentence\t")?.split('\t');
    let mut span = || {
        let (start, end) = fields.next()?.split_once('-')?;
        Some(Span::new(start.parse().ok()?, end.parse().ok()?))
    };
    Some((span()?, span()?))
}

/// The sentences of both texts, by index.
fn sentences(alignment: &Alignment) -> (Vec<Span>, Vec<Span>) {
    let side = |segments: fn(&Link) -> &Vec<bitext::align::Segment>| {
        let mut found: Vec<_> = alignment
            .links
            .iter()
            .filter(|link| link.kind == LinkKind::Sentence)
            .flat_map(|link| {
                segments(link)
                    .iter()
                    .map(|segment| (segment.index, segment.span))
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|(_, span)| span).collect()
    };
    (side(|link| &link.source), side(|link| &link.target))
}

fn features(link: &Link, (zh, en): (&str, &str)) -> Features {
    let mass = |kinds: &[EvidenceKind], weight: f32| -> f32 {
        let items = link
            .evidence
            .iter()
            .filter(|item| kinds.contains(&item.kind));
        items.map(|item| item.weight).sum::<f32>() / weight
    };
    let chars = |span: Span, text: &str| {
        span.slice(text)
            .chars()
            .filter(|c| !c.is_whitespace())
            .count() as f32
    };
    [
        mass(&[EvidenceKind::Term, EvidenceKind::Literal], WEIGHTS[0]),
        mass(&[EvidenceKind::Quantity], WEIGHTS[1]),
        size((
            chars(link.source[0].span, zh),
            chars(link.target[0].span, en),
        )),
        1.0,
    ]
}
