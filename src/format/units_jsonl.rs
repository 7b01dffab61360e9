//! Units as JSON lines: one unit a line, everything kept.
//!
//! Lines are [`Unit`] as serde writes it. Read are also the records of `bitext align --format jsonl`, and records whose
//! `source` and `target` are plain texts.

use std::io::{self, BufRead, Write};

use serde::Deserialize;

use super::{
    FormatError, ReadOptions, UnitReader, UnitWriter, Written, lines::Lines, unit_file::Languages,
};
use crate::{
    align::{LinkKind, Reason},
    memory::{Content, Place, Side, Status, Unit},
    score::Score,
    text::Span,
};

/// Reads JSON lines unit by unit; empty lines are skipped.
#[derive(Debug)]
pub struct Reader<R> {
    lines: Lines<R>,
    languages: Languages,
    units: usize,
}

impl<R: BufRead> Reader<R> {
    /// Starts reading; nothing is read yet.
    pub fn new(reader: R, options: &ReadOptions) -> Self {
        Self {
            lines: Lines::new(reader),
            languages: Languages::new(options),
            units: 0,
        }
    }

    fn advance(&mut self) -> Result<Option<Unit>, FormatError> {
        loop {
            let Some(line) = self.lines.next()? else {
                return Ok(None);
            };
            if line.trim().is_empty() {
                continue;
            }
            self.units += 1;
            let read = match serde_json::from_str::<Record>(line) {
                Ok(Record::Unit(unit)) => Ok(*unit),
                Ok(Record::Pair(pair)) => Ok(pair.unit(&mut self.languages)),
                // What is wrong with a unit is said by reading it as one.
                Err(_) => serde_json::from_str::<Unit>(line),
            };
            let found: String = line.chars().take(80).collect();
            let units = self.units;
            return read.map(Some).map_err(|error| {
                let expected = format!("a JSON object with `source` and `target` ({error})");
                self.lines.error(error.column(), units, expected, &found)
            });
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Record {
    Unit(Box<Unit>),
    Pair(PairRecord),
}

/// A pair as `bitext align` prints it, or of plain texts.
#[derive(Deserialize)]
struct PairRecord {
    source: Text,
    target: Text,
    #[serde(default)]
    kind: Option<LinkKind>,
    #[serde(default)]
    score: Option<Score>,
    #[serde(default)]
    reason: Option<Reason>,
    #[serde(default)]
    status: Status,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Text {
    Plain(String),
    Segments(Vec<Segment>),
}

#[derive(Deserialize)]
struct Segment {
    text: String,
    #[serde(default)]
    index: Option<usize>,
    #[serde(default)]
    start: Option<usize>,
    #[serde(default)]
    end: Option<usize>,
}

impl PairRecord {
    fn unit(self, languages: &mut Languages) -> Unit {
        let (source, source_places) = self.source.joined();
        let (target, target_places) = self.target.joined();
        let tags = languages.of(&source, &target);
        let side = |tag, text: String, places| {
            let mut side = Side::new(tag, Content::from(text));
            side.segments = places;
            side
        };
        let mut unit = Unit::new(
            side(tags.0, source, source_places),
            side(tags.1, target, target_places),
        );
        unit.kind = self.kind;
        unit.score = self.score;
        unit.reason = self.reason;
        unit.status = self.status;
        unit
    }
}

impl Text {
    /// The segments with a space between them, between Chinese ones nothing.
    fn joined(self) -> (String, Vec<Place>) {
        let segments = match self {
            Self::Plain(text) => return (text, Vec::new()),
            Self::Segments(segments) => segments,
        };
        let (mut text, mut places) = (String::new(), Vec::new());
        for segment in segments {
            let is_ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii());
            if is_ascii(text.chars().next_back())
                || !text.is_empty() && is_ascii(segment.text.chars().next())
            {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(&segment.text);
            let mut place = Place::new(Span::new(start, text.len()));
            place.index = segment.index;
            place.origin = segment
                .start
                .zip(segment.end)
                .map(|(start, end)| Span::new(start, end));
            places.push(place);
        }
        (text, places)
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Unit, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.advance().transpose()
    }
}

impl<R: BufRead> UnitReader for Reader<R> {}

/// Writes one unit a line.
#[derive(Debug)]
pub struct Writer<W> {
    writer: W,
    written: Written,
}

impl<W: Write> Writer<W> {
    /// Starts a file.
    pub fn new(writer: W) -> Self {
        Self {
            writer,
            written: Written::default(),
        }
    }

    /// The writer underneath.
    pub fn into_inner(self) -> W {
        self.writer
    }
}

impl<W: Write> UnitWriter for Writer<W> {
    fn write(&mut self, unit: &Unit) -> io::Result<()> {
        serde_json::to_writer(&mut self.writer, unit)?;
        self.written.units += 1;
        self.writer.write_all(b"\n")
    }

    fn finish(&mut self) -> io::Result<Written> {
        self.writer.flush()?;
        Ok(self.written)
    }
}
