//! How many content words a lexicon knows, and for how many a translation stands in the gold counterpart.
//!
//! ```text
//! cargo run --release --example coverage -- [--glossary FILE]... FOLDER...
//! ```
//!
//! A `FOLDER` holds for each document `D` the files `D.zh` and `D.en`, one sentence a line, and the gold beads `D.gold`,
//! Chinese first. One row for each folder and lexicon: the hand-written core, the bundled table, each glossary (TSV, CSV,
//! CC-CEDICT; with the feature `xml` TBX, TMX) alone, and all together. Only content words of beads with two sides count:
//! no numbers, no codes, no word that makes up 0.2% of running text. *hit* is at most what a free translation leaves of
//! word-by-word correspondence, so compare rows rather than read it as a grade.

#![expect(clippy::print_stdout, reason = "an example talks to its reader")]

#[path = "measuring/content.rs"]
mod content;

use std::{collections::HashSet, error::Error, fs, path::Path};

use bitext::{format::beads, lexicon::Lexicon};
use content::{Known, Texts};

/// Counts of the content words of one side.
#[derive(Default)]
struct Counts {
    words: usize,
    known: usize,
    hit: usize,
}

impl Counts {
    fn add(&mut self, words: &[usize], of_words: &[Known], others: &HashSet<usize>) {
        for &word in words {
            let known = &of_words[word];
            let stands =
                |(parts, _): &(Vec<usize>, f32)| parts.iter().all(|part| others.contains(part));
            self.words += 1;
            self.known += usize::from(known.is_known);
            self.hit += usize::from(known.translations.iter().any(stands));
        }
    }

    fn shares(&self) -> String {
        let share = |count: usize| 100.0 * count as f64 / self.words.max(1) as f64;
        format!("{:.1} / {:.1}", share(self.known), share(self.hit))
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let (mut glossaries, mut folders) = (Vec::new(), Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--glossary" {
            glossaries.push(arguments.next().ok_or("--glossary FILE")?);
        } else {
            folders.push(argument);
        }
    }
    if folders.is_empty() {
        return Err("usage: coverage [--glossary FILE]... FOLDER...".into());
    }
    let lexicons = content::lexicons(&glossaries)?;
    println!("| set | lexicon | Chinese words | known / hit | English words | known / hit |");
    println!("|---|---|---|---|---|---|");
    for folder in &folders {
        let folder = Path::new(folder);
        let set = folder.file_name().unwrap_or_default().to_string_lossy();
        for (name, lexicon) in &lexicons {
            let (chinese, english) = measure(folder, lexicon.as_ref())?;
            println!(
                "| {set} | {name} | {} | {} | {} | {} |",
                chinese.words,
                chinese.shares(),
                english.words,
                english.shares()
            );
        }
    }
    Ok(())
}

fn measure(folder: &Path, lexicon: &dyn Lexicon) -> Result<(Counts, Counts), Box<dyn Error>> {
    let mut golds: Vec<_> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "gold"))
        .collect();
    golds.sort();
    let (mut chinese, mut english) = (Counts::default(), Counts::default());
    for gold in golds {
        let text = |ending: &str| fs::read_to_string(gold.with_extension(ending));
        let texts = Texts::read(&text("zh")?, &text("en")?, lexicon);
        for bead in beads::read(&text("gold")?)? {
            if bead.source.is_empty() || bead.target.is_empty() {
                continue;
            }
            let words = |lines: &[Vec<usize>], bead: &[usize]| -> Vec<usize> {
                let lines = bead.iter().filter_map(|&line| lines.get(line));
                lines.flatten().copied().collect()
            };
            let zh = words(&texts.chinese, &bead.source);
            let en = words(&texts.english, &bead.target);
            let set = |words: &[usize]| -> HashSet<usize> { words.iter().copied().collect() };
            chinese.add(&zh, &texts.of_chinese, &set(&en));
            english.add(&en, &texts.of_english, &set(&zh));
        }
    }
    Ok((chinese, english))
}
