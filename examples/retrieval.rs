//! How often a lexicon alone picks the right one of N sentences.
//!
//! ```text
//! cargo run --release --example retrieval -- [--glossary FILE]... [--of N] ZH EN
//! ```
//!
//! Line `i` of the file `ZH` translates line `i` of `EN`; one file of tab-separated pairs, Chinese first, does as well.
//! Each sentence is scored against the N lines around its own (200 if not given) by the likelihood ratio of
//! `score::lexical` in both directions, over content words only: no length, no numbers, no names, no order. It counts if
//! its own line has the highest score of all. Background probabilities are the counts of the text itself, so that a
//! dictionary without frequencies is at no disadvantage. One row for each lexicon, as in `coverage`.

#![expect(clippy::print_stdout, reason = "an example talks to its reader")]

#[path = "measuring/content.rs"]
mod content;

use std::{collections::HashMap, error::Error, fs};

use bitext::{lexicon::Lexicon, score::lexical};
use content::{Known, Texts};

fn main() -> Result<(), Box<dyn Error>> {
    let (mut glossaries, mut files, mut of) = (Vec::new(), Vec::new(), 200_usize);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--glossary" => glossaries.push(arguments.next().ok_or("--glossary FILE")?),
            "--of" => of = arguments.next().ok_or("--of N")?.parse()?,
            _ => files.push(argument),
        }
    }
    let (chinese, english) = match files.as_slice() {
        [pairs] => {
            let pairs = fs::read_to_string(pairs)?;
            let columns = pairs.lines().filter_map(|line| line.split_once('\t'));
            let (chinese, english): (Vec<&str>, Vec<&str>) = columns.unzip();
            (chinese.join("\n"), english.join("\n"))
        }
        [chinese, english] => (fs::read_to_string(chinese)?, fs::read_to_string(english)?),
        _ => return Err("usage: retrieval [--glossary FILE]... [--of N] ZH EN".into()),
    };
    if chinese.lines().count() != english.lines().count() {
        return Err("the two texts differ in their number of lines".into());
    }
    let lexicons = content::lexicons(&glossaries)?;
    println!(
        "| lexicon | lines | one of | English found for Chinese | Chinese found for English |"
    );
    println!("|---|---|---|---|---|");
    for (name, lexicon) in &lexicons {
        let (lines, right) = measure(&chinese, &english, of, lexicon.as_ref());
        let share = |right: usize| 100.0 * right as f64 / lines.max(1) as f64;
        println!(
            "| {name} | {lines} | {of} | {:.1} | {:.1} |",
            share(right.0),
            share(right.1)
        );
    }
    Ok(())
}

/// The number of lines with content words on both sides, and how many found their partner in either direction.
fn measure(
    chinese: &str,
    english: &str,
    of: usize,
    lexicon: &dyn Lexicon,
) -> (usize, (usize, usize)) {
    let texts = Texts::read(chinese, english, lexicon);
    let zh = Side::new(&texts.chinese, &texts.of_chinese);
    let en = Side::new(&texts.english, &texts.of_english);
    let count = texts.chinese.len();
    let (mut lines, mut right) = (0, (0, 0));
    for own in 0..count {
        if zh.lines[own].is_empty() || en.lines[own].is_empty() {
            continue;
        }
        lines += 1;
        // As many lines before as after, shifted at the edges of the text.
        let first = own.saturating_sub(of / 2).min(count.saturating_sub(of));
        let others = (first..count.min(first + of)).filter(|&other| other != own);
        let score = |z: usize, e: usize| zh.gain(z, &en, e) + en.gain(e, &zh, z);
        let best = score(own, own);
        right.0 += usize::from(others.clone().all(|other| score(own, other) < best));
        right.1 += usize::from(others.clone().all(|other| score(other, own) < best));
    }
    (lines, right)
}

/// One text, ready to be scored.
struct Side<'t> {
    lines: &'t [Vec<usize>],
    /// The same as sets, with how often each word occurs in the line.
    bags: Vec<HashMap<usize, f32>>,
    /// For each word its probability in the text.
    background: Vec<f32>,
    /// For each word the words of the other text that it can stand for, with its probability given each.
    of_words: &'t [Known],
}

impl<'t> Side<'t> {
    fn new(lines: &'t [Vec<usize>], of_words: &'t [Known]) -> Self {
        let mut counts = vec![0.0_f32; of_words.len()];
        lines.iter().flatten().for_each(|&word| counts[word] += 1.0);
        let total: f32 = counts.iter().sum();
        let bag = |line: &Vec<usize>| {
            let mut bag = HashMap::new();
            line.iter()
                .for_each(|&word| *bag.entry(word).or_default() += 1.0);
            bag
        };
        Self {
            lines,
            bags: lines.iter().map(bag).collect(),
            background: counts.iter().map(|count| count.max(1.0) / total).collect(),
            of_words,
        }
    }

    /// What the words of line `other` gain from being next to line `own`: the translations of the words of `own` that
    /// stand in `other`.
    fn gain(&self, own: usize, text: &Side<'_>, other: usize) -> f32 {
        let mut explained: HashMap<usize, f32> = HashMap::new();
        for &word in &self.lines[own] {
            for (parts, probability) in &self.of_words[word].translations {
                if parts.iter().all(|part| text.bags[other].contains_key(part)) {
                    // Each word of a translation is as likely as the whole.
                    for &part in parts {
                        *explained.entry(part).or_default() += probability;
                    }
                }
            }
        }
        let length = self.lines[own].len() as f32;
        let line = text.lines[other].iter();
        let gains = line.map(|word| {
            let sum = explained.get(word).copied().unwrap_or_default();
            lexical::gain(sum / text.background[*word], length)
        });
        gains.sum::<f32>() / text.lines[other].len().max(1) as f32
    }
}
