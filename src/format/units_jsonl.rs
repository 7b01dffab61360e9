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
                Err(_) => Err(fault(line)),
            };
            self.units += 1;
            let found: String = line.chars().take(80).collect();
            let units = self.units;
            return read.map(Some).map_err(|(column, fault)| {
                let expected = format!("a JSON object with `source` and `target` ({fault})");
                self.lines.error(column, units, expected, &found)
            });
        }
    }
}

/// In which column a line is no record, and why: first whether a side is missing, then what is wrong with a record of the kind
/// that its sides make it.
fn fault(line: &str) -> (usize, String) {
    let of = |error: serde_json::Error| (error.column(), error.to_string());
    let fields = match serde_json::from_str::<Value>(line) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) => return (1, "it is none".to_owned()),
        Err(error) => return of(error),
    };
    let missing = |name: &&str| !fields.contains_key(*name);
    if let Some(name) = ["source", "target"].into_iter().find(missing) {
        return (1, format!("missing field `{name}`"));
    }
    let is_unit = ["source", "target"].map(|name| fields.get(name).is_some_and(Value::is_object));
    let error = match is_unit {
        [false, false] => serde_json::from_str::<PairRecord>(line).err(),
        _ => serde_json::from_str::<Unit>(line).err(),
    };
    error.map_or_else(|| (1, "neither a unit nor a pair".to_owned()), of)
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
#[serde(
    untagged,
    expecting = "`source` and `target` must be texts or lists of segments"
)]
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
