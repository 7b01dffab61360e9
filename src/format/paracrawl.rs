//! The tables of Bitextor and ParaCrawl: tab-separated, columns by name.
//!
//! A file has a header with `src_text` and `trg_text` among the names; one without a header has the columns
//! `src_url trg_url src_text trg_text aligner_score`. Of the scores, the likeliest to be in `[0, 1]` is taken:
//! `bicleaner_score`, `bicleaner_ai_score`, `aligner_score`; others are properties. Texts are one line each, so what is
//! written is as in [`moses`](super::moses).

use std::io::{self, BufRead, Write};

use super::{
    FormatError, ReadOptions, UnitReader, UnitWriter, Written,
    lines::{Lines, Table},
    moses::line,
    unit_file::Languages,
};
use crate::{
    memory::{Property, Side, Unit},
    score::Score,
};

const USUAL: [&str; 5] = [
    "src_url",
    "trg_url",
    "src_text",
    "trg_text",
    "aligner_score",
];

const SCORES: [&str; 3] = ["bicleaner_ai_score", "bicleaner_score", "aligner_score"];

/// Reads a table unit by unit; empty lines are skipped.
#[derive(Debug)]
pub struct Reader<R> {
    lines: Lines<R>,
    languages: Languages,
    header: Option<Vec<String>>,
    units: usize,
}

impl<R: BufRead> Reader<R> {
    /// Starts reading; nothing is read yet.
    pub fn new(reader: R, options: &ReadOptions) -> Self {
        Self {
            lines: Lines::new(reader),
            languages: Languages::new(options),
            header: None,
            units: 0,
        }
    }

    fn advance(&mut self) -> Result<Option<Unit>, FormatError> {
        loop {
            let line = self.lines.next()?.map(str::to_owned);
            let Some(line) = line else { return Ok(None) };
            if line.is_empty() {
                continue;
            }
            let fields: Vec<&str> = line.split('\t').collect();
            let header = match &self.header {
                Some(header) => header,
                None if fields.contains(&"src_text") => {
                    self.header = Some(fields.iter().map(|name| (*name).to_owned()).collect());
                    continue;
                }
                None => self.header.insert(USUAL.map(str::to_owned).to_vec()),
            };
            self.units += 1;
            let field = |name: &str| {
                let place = header.iter().position(|known| known == name)?;
                fields.get(place).copied()
            };
            let (Some(source), Some(target)) = (field("src_text"), field("trg_text")) else {
                let expected = format!("{} columns with src_text and trg_text", header.len());
                let found = format!("{} columns", fields.len());
                return Err(self.lines.error(1, self.units, expected, &found));
            };
            let (source_tag, target_tag) = self.languages.of(source, target);
            let mut unit = Unit::new(Side::new(source_tag, source), Side::new(target_tag, target));
            unit.provenance.source_document = field("src_url").map(str::to_owned);
            unit.provenance.target_document = field("trg_url").map(str::to_owned);
            let score = SCORES.into_iter().find_map(|name| {
                let score = field(name)?.trim().parse::<f32>().ok()?;
                (0.0..=1.0).contains(&score).then_some((name, score))
            });
            unit.score = score.map(|(_, score)| Score::new(score));
            for (name, value) in header.iter().zip(&fields) {
                let known = USUAL.iter().take(4).any(|known| known == name)
                    || score.is_some_and(|(taken, _)| taken == name);
                if !known {
                    unit.properties.push(Property::new(name.clone(), *value));
                }
            }
            return Ok(Some(unit));
        }
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Unit, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}

impl<R: BufRead> UnitReader for Reader<R> {}

/// Writes a table with a header.
#[derive(Debug)]
pub struct Writer<W>(Table<W>);

impl<W: Write> Writer<W> {
    /// Starts a table; the header is written with the first unit.
    pub fn new(writer: W) -> Self {
        Self(Table::new(writer, &USUAL))
    }

    /// The writer underneath.
    pub fn into_inner(self) -> W {
        self.0.into_inner()
    }
}

impl<W: Write> UnitWriter for Writer<W> {
    fn write(&mut self, unit: &Unit) -> io::Result<()> {
        let mut replaced = 0;
        let mut of = |text: Option<&str>| line(text.unwrap_or_default(), &mut replaced);
        let fields = [
            of(unit.provenance.source_document.as_deref()),
            of(unit.provenance.target_document.as_deref()),
            of(Some(unit.source.text())),
            of(Some(unit.target.text())),
            unit.score
                .map(|score| score.value().to_string())
                .unwrap_or_default(),
        ];
        if !unit.is_pair() {
            self.0.written.leave_out(unit);
            return Ok(());
        }
        self.0.written.replaced += replaced;
        self.0.written.properties += unit.properties.len();
        self.0.written.notes += unit.notes.len();
        self.0.written.leave_out_details(unit);
        self.0.row(unit, &fields)
    }

    fn finish(&mut self) -> io::Result<Written> {
        self.0.finish()
    }
}
