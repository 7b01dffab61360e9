//! Fits the weights of the bead model (`score::model::Weights`) on texts with gold beads.
//!
//! ```text
//! cargo run --release --example fit_beads -- [--penalty P] [--anew] [--omissions SHARE] [--table TABLE] [-o FILE] FOLDER...
//! ```
//!
//! `FOLDER` holds for each text `T` the files `T.zh` and `T.en`, one sentence a line, and `T.gold`, one bead a line:
//! `[0,1]:[2]`. Printed are strict F1 of each folder with the weights there are, with weights fitted on all texts but
//! the one measured (leave-one-out), which takes a while, and before it the weights fitted on all, or they are written to the file after `-o`.
//! `FOLDER=N` counts a folder N times in the fit, which may be a fraction, with N = 0 it is only measured. The penalty draws to the weights there
//! are, with `--anew` to nothing, so that what they were fitted on cannot help; but weights of paragraphs, of which the
//! texts tell nothing, stay.
//!
//! Few translations that have gold leave anything out. `--omissions SHARE` puts beside each text a copy that does: behind that share of
//! its beads one side of the next few is cut out, so that the other is left without a counterpart. Where and which is drawn by a generator
//! that begins the same in each run. A copy counts as often as its text, is measured by itself, and is left out of the fit with it.

#![expect(clippy::print_stdout, reason = "an example talks to its reader")]

#[path = "fitting/gold.rs"]
mod gold;

use std::{collections::BTreeSet, error::Error, fs, path::Path, sync::Arc};

use bitext::{
    Aligner,
    align::{
        dp::Bead,
        fit::{self, Lattice, Sample},
    },
    lexicon::Table,
    score::model::{FEATURE_NAMES, Weights},
};

struct Text {
    folder: usize,
    /// The text that this is a copy of, or the text itself.
    original: usize,
    /// Whether parts of it were cut out.
    is_cut: bool,
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
    let mut omissions = 0.0;
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
        if argument == "--omissions" {
            omissions = arguments.next().ok_or("--omissions SHARE")?.parse()?;
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
            "usage: fit_beads [--penalty P] [--anew] [--omissions SHARE] [--table TABLE] [-o FILE] FOLDER...".into(),
        );
    }
    let start = Weights::default();
    let mut texts: Vec<Text> = Vec::new();
    for (folder, (path, _)) in folders.iter().enumerate() {
        for gold in gold::read(Path::new(path))? {
            let original = texts.len();
            let cut = (omissions > 0.0).then(|| gold.cut(omissions));
            for (is_cut, gold) in [(false, Some(gold)), (true, cut)] {
                let Some(gold) = gold else { continue };
                let sample = gold.sample(&aligner)?;
                let lattice = sample.lattice(&start);
                texts.push(Text {
                    folder,
                    original,
                    is_cut,
                    sample,
                    lattice,
                });
            }
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
            .filter(|text| Some(text.original) != without)
            .filter_map(|text| Some((&text.lattice, folders.get(text.folder)?.1)))
            .filter(|(_, times)| *times > 0.0)
            .collect();
        fit::fit(&lattices, &mean, penalty)
    };
    // Of each folder as it is and cut, before and after the fit.
    let mut counts: Vec<[[Counts; 2]; 2]> = folders.iter().map(|_| Default::default()).collect();
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
    let mut left_out: Option<(usize, Weights)> = None;
    for text in &texts {
        let times = folders.get(text.folder).map_or(1.0, |folder| folder.1);
        let weights = match &left_out {
            _ if times == 0.0 => all.clone(),
            Some((original, weights)) if *original == text.original => weights.clone(),
            _ => fitted(Some(text.original)),
        };
        let counts = &mut counts[text.folder][usize::from(text.is_cut)];
        for (counts, weights) in counts.iter_mut().zip([&start, &weights]) {
            counts.add(text.sample.gold(), &text.sample.align(weights, 0.0));
            counts.loss -= text.lattice.log_likelihood(weights);
        }
        left_out = Some((text.original, weights));
    }
    for ((path, times), counts) in folders.iter().zip(&counts) {
        for (name, [before, after]) in ["", ", parts cut out"].iter().zip(counts) {
            if before.gold > 0 {
                println!("{path}{name} ({times} times)");
                println!("  as it is       {before}");
                println!("  leave one out  {after}");
            }
        }
    }
    Ok(())
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
