//! Units as JSON lines: one unit a line, everything kept.
//!
//! Lines are [`Unit`] as serde writes it. Read are also the records of `bitext align --format jsonl`, records whose
//! `source` and `target` are plain texts, and the answers of `bitext align --jsonl`: one document a line, whose `pairs`
//! become units that name it; an answer that holds an error has no texts and is left out.

use std::{
    collections::VecDeque,
    io::{self, BufRead, Write},
};

use serde::Deserialize;
use serde_json::Value;

use super::{
    FormatError, ReadOptions, UnitReader, UnitWriter, Written, lines::Lines, unit_file::Languages,
};
use crate::{
    align::{LinkKind, Reason},
    memory::{Content, LanguageTag, Place, Side, Status, Unit},
    score::Score,
    text::Span,
};

/// Reads JSON lines unit by unit; empty lines are skipped.
#[derive(Debug)]
pub struct Reader<R> {
    lines: Lines<R>,
    languages: Languages,
    units: usize,
    /// The rest of the pairs of a document.
    waiting: VecDeque<Unit>,
    left_out: usize,
}

impl<R: BufRead> Reader<R> {
    /// Starts reading; nothing is read yet.
    pub fn new(reader: R, options: &ReadOptions) -> Self {
        Self {
            lines: Lines::new(reader),
            languages: Languages::new(options),
            units: 0,
            waiting: VecDeque::new(),
            left_out: 0,
        }
    }

    fn advance(&mut self) -> Result<Option<Unit>, FormatError> {
        loop {
            if let Some(unit) = self.waiting.pop_front() {
                self.units += 1;
                return Ok(Some(unit));
            }
            let Some(line) = self.lines.next()? else {
                return Ok(None);
            };
            if line.trim().is_empty() {
                continue;
            }
            let read = match serde_json::from_str::<Record>(line) {
                Ok(Record::Unit(unit)) => Ok(*unit),
                Ok(Record::Pair(pair)) => {
                    let pair = pair.joined();
                    let tags = self.languages.of(&pair.source.0, &pair.target.0);
                    Ok(pair.unit(tags))
                }
                Ok(Record::Document(document)) => {
                    self.waiting = document.units(&mut self.languages);
                    continue;
                }
                Ok(Record::Failed(Failed { .. })) => {
                    self.left_out += 1;
                    continue;
                }
                // What is wrong with a unit is said by reading it as one.
                Err(_) => serde_json::from_str::<Unit>(line),
            };
            self.units += 1;
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
    Document(Document),
    Failed(Failed),
}

/// What `bitext align --jsonl` answers.
#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    id: Value,
    pairs: Vec<PairRecord>,
}

impl Document {
    fn units(self, languages: &mut Languages) -> VecDeque<Unit> {
        let name = match self.id {
            Value::Null => None,
            Value::String(name) => Some(name),
            other => Some(other.to_string()),
        };
        let pairs: Vec<Joined> = self.pairs.into_iter().map(PairRecord::joined).collect();
        // Of a sentence alone the script may be in doubt, of a document it is not.
        let whole = |side: fn(&Joined) -> &str| -> String {
            let mut whole = String::new();
            for pair in &pairs {
                whole.push_str(side(pair));
                whole.push('\n');
            }
            whole
        };
        let tags = languages.of(&whole(|pair| &pair.source.0), &whole(|pair| &pair.target.0));
        let unit = |pair: Joined| {
            let mut unit = pair.unit(tags.clone());
            unit.provenance.source_document.clone_from(&name);
            unit.provenance.target_document.clone_from(&name);
            unit
        };
        pairs.into_iter().map(unit).collect()
    }
}

/// What it answers to a record that could not be aligned.
#[derive(Deserialize)]
struct Failed {
    #[serde(rename = "error")]
    _error: String,
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
    fn joined(self) -> Joined {
        Joined {
            source: self.source.joined(),
            target: self.target.joined(),
            kind: self.kind,
            score: self.score,
            reason: self.reason,
            status: self.status,
        }
    }
}

/// A pair whose sides are one text each, with the places of their segments.
struct Joined {
    source: (String, Vec<Place>),
    target: (String, Vec<Place>),
    kind: Option<LinkKind>,
    score: Option<Score>,
    reason: Option<Reason>,
    status: Status,
}

impl Joined {
    fn unit(self, tags: (LanguageTag, LanguageTag)) -> Unit {
        let side = |tag, (text, places): (String, Vec<Place>)| {
            let mut side = Side::new(tag, Content::from(text));
            side.segments = places;
            side
        };
        let mut unit = Unit::new(side(tags.0, self.source), side(tags.1, self.target));
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

impl<R: BufRead> UnitReader for Reader<R> {
    fn left_out(&self) -> usize {
        self.left_out
    }
}

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
