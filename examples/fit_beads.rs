//! Fits the weights of the bead model (`score::model::Weights`) on texts with gold beads.
//!
//! ```text
//! cargo run --release --example fit_beads -- [--penalty P] [--anew] [--table TABLE] [-o FILE] FOLDER...
//! ```
//!
//! `FOLDER` holds for each text `T` the files `T.zh` and `T.en`, one sentence a line, and `T.gold`, one bead a line:
//! `[0,1]:[2]`. Printed are strict F1 of each folder with the weights there are, with weights fitted on all texts but
//! the one measured (leave-one-out), which takes a while, and before it the weights fitted on all, or they are written to the file after `-o`.
//! `FOLDER=N` counts a folder N times in the fit, which may be a fraction, with N = 0 it is only measured. The penalty draws to the weights there
//! are, with `--anew` to nothing, so that what they were fitted on cannot help; but weights of paragraphs, of which the
//! texts tell nothing, stay.

#![expect(clippy::print_stdout, reason = "an example talks to its reader")]

use std::{collections::BTreeSet, error::Error, fs, path::Path, sync::Arc};

use bitext::{
    Aligner,
    align::{
        dp::Bead,
        fit::{self, Lattice, Sample},
    },
    format::beads,
    lexicon::Table,
    score::model::{FEATURE_NAMES, Weights},
    text::lines,
};

struct Text {
    folder: usize,
    sample: Sample,
    lattice: Lattice,
}

#[derive(Default)]
struct Counts {
    gold: usize,
    found: usize,
    right: usize,
    nulls: [usize; 3],
    loss: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut penalty = 0.5;
    let mut anew = false;
    let mut aligner = Aligner::default();
    let mut folders = Vec::new();
    let mut output = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--penalty" {
            penalty = arguments.next().ok_or("--penalty P")?.parse()?;
            continue;
        }
        if argument == "--anew" {
            anew = true;
            continue;
        }
        if argument == "--table" {
            let table = Table::open(Path::new(&arguments.next().ok_or("--table FILE")?))?;
            aligner = Aligner::builder().lexicon(Arc::new(table)).build()?;
            continue;
        }
        if argument == "-o" {
            output = Some(arguments.next().ok_or("-o FILE")?);
            continue;
        }
        let (name, times) = argument.rsplit_once('=').unwrap_or((&argument, "1"));
        folders.push((name.to_owned(), times.parse::<f64>()?));
    }
    if folders.is_empty() {
        return Err(
            "usage: fit_beads [--penalty P] [--anew] [--table TABLE] [-o FILE] FOLDER...".into(),
        );
    }
    let start = Weights::default();
    let mut texts = Vec::new();
    for (folder, (path, _)) in folders.iter().enumerate() {
        for sample in read(Path::new(path), &aligner)? {
            let lattice = sample.lattice(&start);
            texts.push(Text {
                folder,
                sample,
                lattice,
            });
        }
    }
    let mean = if anew {
        Weights::new(std::array::from_fn(|index| {
            let stays = FEATURE_NAMES[index].starts_with("paragraph-");
            if stays { start.get(index) } else { 0.0 }
        }))
    } else {
        start.clone()
    };
    let fitted = |without: Option<usize>| {
        let lattices: Vec<(&Lattice, f64)> = texts
            .iter()
            .enumerate()
            .filter(|(index, _)| Some(*index) != without)
            .filter_map(|(_, text)| Some((&text.lattice, folders.get(text.folder)?.1)))
            .filter(|(_, times)| *times > 0.0)
            .collect();
        fit::fit(&lattices, &mean, penalty)
    };
    let mut before: Vec<Counts> = folders.iter().map(|_| Counts::default()).collect();
    let mut after: Vec<Counts> = folders.iter().map(|_| Counts::default()).collect();
    let all = fitted(None);
    let command: Vec<String> = std::env::args().skip(1).collect();
    let mut text = format!(
        "# Fitted by: cargo run --release --example fit_beads -- {}\n",
        command.join(" ")
    );
    for (name, index) in FEATURE_NAMES.iter().zip(0..) {
        text += &format!("{name}\t{:.3}\n", all.get(index));
    }
    match &output {
        Some(path) => fs::write(path, text)?,
        None => print!("{text}"),
    }
    for (index, text) in texts.iter().enumerate() {
        let times = folders.get(text.folder).map_or(1.0, |folder| folder.1);
        let weights = if times == 0.0 {
            all.clone()
        } else {
            fitted(Some(index))
        };
        for (counts, weights) in [(&mut before, &start), (&mut after, &weights)] {
            counts[text.folder].add(text.sample.gold(), &text.sample.align(weights, 0.0));
            counts[text.folder].loss -= text.lattice.log_likelihood(weights);
        }
    }
    for (folder, (path, times)) in folders.iter().enumerate() {
        println!("{path} ({times} times)");
        println!("  as it is       {}", before[folder]);
        println!("  leave one out  {}", after[folder]);
    }
    Ok(())
}

fn read(folder: &Path, aligner: &Aligner) -> Result<Vec<Sample>, Box<dyn Error>> {
    let mut names: Vec<_> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|kind| kind == "gold"))
        .collect();
    names.sort();
    let mut samples = Vec::new();
    for name in names {
        let chinese = fs::read_to_string(name.with_extension("zh"))?;
        let english = fs::read_to_string(name.with_extension("en"))?;
        let gold = beads::read(&fs::read_to_string(&name)?)?;
        let mut at = (0, 0);
        let mut path: Vec<Bead> = Vec::new();
        for bead in gold {
            // Sentences that no gold bead lists have no counterpart.
            let from = |side: &[usize], at: usize| side.iter().min().copied().unwrap_or(at).max(at);
            for row in at.0..from(&bead.source, at.0) {
                path.push(fit::bead(&(row..row + 1), &(at.1..at.1)));
            }
            at.0 = from(&bead.source, at.0);
            for column in at.1..from(&bead.target, at.1) {
                path.push(fit::bead(&(at.0..at.0), &(column..column + 1)));
            }
            at.1 = from(&bead.target, at.1);
            let next = (at.0 + bead.source.len(), at.1 + bead.target.len());
            path.push(fit::bead(&(at.0..next.0), &(at.1..next.1)));
            at = next;
        }
        let (chinese_lines, english_lines) = (lines(&chinese), lines(&english));
        let sample = aligner
            .sample((&chinese, &chinese_lines), (&english, &english_lines), path)
            .map_err(|error| format!("{}: {error}", name.display()))?;
        samples.push(sample);
    }
    Ok(samples)
}

impl Counts {
    fn add(&mut self, gold: &[Bead], found: &[(Bead, f32)]) {
        // Where a sentence without counterpart stands in the other text does not matter.
        let key = |bead: &Bead| match (bead.size.sources, bead.size.targets) {
            (0, _) => (usize::MAX, bead.target, bead.size),
            (_, 0) => (bead.source, usize::MAX, bead.size),
            _ => (bead.source, bead.target, bead.size),
        };
        let all = gold;
        let gold: BTreeSet<_> = gold.iter().map(key).collect();
        let empty = |bead: &Bead| bead.size.sources == 0 || bead.size.targets == 0;
        self.gold += gold.len();
        self.found += found.len();
        self.nulls[2] += all.iter().filter(|bead| empty(bead)).count();
        for (bead, _) in found {
            let right = gold.contains(&key(bead));
            self.right += usize::from(right);
            self.nulls[0] += usize::from(right && empty(bead));
            self.nulls[1] += usize::from(empty(bead));
        }
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |of: usize| self.right as f64 / of.max(1) as f64;
        let precision = share(self.found);
        // As is the custom, sentences left alone count for precision only.
        let recall =
            (self.right - self.nulls[0]) as f64 / (self.gold - self.nulls[2]).max(1) as f64;
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        let [found, claimed, gold] = self.nulls;
        write!(
            f,
            "loss a bead {:.4} P {precision:.4} R {recall:.4} F1 {f1:.4}, nulls {found} right of {claimed} claimed, {gold} in gold",
            self.loss / self.gold.max(1) as f64
        )
    }
}
