//! Texts with gold beads, and copies of them that leave parts out.

use std::{error::Error, fs, path::Path};

use bitext::{
    Aligner, Span,
    align::{
        dp::Bead,
        fit::{self, Sample},
    },
    format::beads,
    text::lines,
};

/// Two texts with gold beads.
pub(crate) struct Gold {
    name: String,
    chinese: String,
    english: String,
    path: Vec<Bead>,
}

impl Gold {
    pub(crate) fn sample(&self, aligner: &Aligner) -> Result<Sample, Box<dyn Error>> {
        let (chinese_lines, english_lines) = (lines(&self.chinese), lines(&self.english));
        let sides = (
            (self.chinese.as_str(), chinese_lines.as_slice()),
            (self.english.as_str(), english_lines.as_slice()),
        );
        let sample = aligner.sample(sides.0, sides.1, self.path.clone());
        Ok(sample.map_err(|error| format!("{}: {error}", self.name))?)
    }

    /// The texts with one side of some runs of beads cut out: of two beads on average, in one run of ten of five to twenty.
    /// A bead between two runs is kept.
    pub(crate) fn cut(&self, share: f64) -> Self {
        let mut draw = Draw(1);
        let (chinese_lines, english_lines) = (lines(&self.chinese), lines(&self.english));
        let mut cut = Self {
            name: format!("{}, parts cut out", self.name),
            chinese: String::new(),
            english: String::new(),
            path: Vec::new(),
        };
        let (mut at, mut left, mut of_chinese) = ((0, 0), 0, false);
        for bead in &self.path {
            let (sources, targets) = (bead.size.sources, bead.size.targets);
            let mut kept = (true, true);
            if left > 1 && sources > 0 && targets > 0 {
                kept = (!of_chinese, of_chinese);
            }
            if left > 0 {
                left -= 1;
            } else if draw.below(share) {
                of_chinese = draw.below(0.5);
                left = 2;
                if draw.below(0.1) {
                    left += 4 + (draw.next() * 16.0) as usize;
                } else {
                    while draw.below(0.4) {
                        left += 1;
                    }
                }
            }
            let put =
                |text: &mut String, whole: &str, spans: &[Span], from: usize, count: usize| {
                    for span in spans.iter().skip(from).take(count) {
                        *text += whole.get(span.start()..span.end()).unwrap_or_default();
                        text.push('\n');
                    }
                };
            let counts = (
                if kept.0 { sources } else { 0 },
                if kept.1 { targets } else { 0 },
            );
            put(
                &mut cut.chinese,
                &self.chinese,
                &chinese_lines,
                bead.source,
                counts.0,
            );
            put(
                &mut cut.english,
                &self.english,
                &english_lines,
                bead.target,
                counts.1,
            );
            let end = (at.0 + counts.0, at.1 + counts.1);
            if counts.0 > 0 && counts.1 > 0 {
                cut.path.push(fit::bead(&(at.0..end.0), &(at.1..end.1)));
            } else {
                cut.path
                    .extend((at.0..end.0).map(|row| fit::bead(&(row..row + 1), &(at.1..at.1))));
                cut.path.extend(
                    (at.1..end.1).map(|column| fit::bead(&(end.0..end.0), &(column..column + 1))),
                );
            }
            at = end;
        }
        cut
    }
}

/// Numbers from 0 to 1 that are the same in each run (Knuth's MMIX generator).
struct Draw(u64);

impl Draw {
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, share: f64) -> bool {
        self.next() < share
    }
}

/// The texts `T.zh` and `T.en` of a folder with the beads of `T.gold`, in the order of their names.
pub(crate) fn read(folder: &Path) -> Result<Vec<Gold>, Box<dyn Error>> {
    let mut names: Vec<_> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|kind| kind == "gold"))
        .collect();
    names.sort();
    let mut golds = Vec::new();
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
        golds.push(Gold {
            name: name.display().to_string(),
            chinese,
            english,
            path,
        });
    }
    Ok(golds)
}
