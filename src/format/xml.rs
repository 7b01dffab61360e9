//! XML as the formats of units need it: elements, text, places; nothing that a hostile file could misuse.
//!
//! Document types are skipped: no entity is defined by the file and no other file is opened, so nothing expands.
//! Elements nest no deeper than allowed and a tag or a stretch of text is [`LONGEST`] long at most. Namespaces are not
//! resolved; prefixes are dropped. Numbers of characters that XML does not allow (`&#x1F;`) are read all the same:
//! many memories have them.

use std::io::{self, BufRead, Read};

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use super::{FormatError, error::Position};

/// The longest tag, or text between tags, in bytes.
const LONGEST: usize = 16 << 20;

/// The largest unit, in bytes: what is read of it is kept until its end.
const LARGEST: usize = 128 << 20;

/// What the reader finds next.
#[derive(Debug)]
pub(super) enum Item {
    /// An element begins.
    Start(Element),
    /// The element of this name ends; also reported for one without content.
    End(String),
    /// A stretch of text, entities resolved; adjacent stretches may come one by one.
    Text(String),
}

/// The start of an element.
#[derive(Debug)]
pub(super) struct Element {
    /// The name in lower case, without prefix.
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute, by its name in lower case and without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut found = self.attributes.iter().filter(|(known, _)| known == name);
        found.next().map(|(_, value)| value.as_str())
    }

    /// The value of an attribute, owned.
    pub(super) fn owned(&self, name: &str) -> Option<String> {
        self.attribute(name).map(str::to_owned)
    }

    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// Reads a file item by item.
pub(super) struct Items<R> {
    reader: Reader<Tracked<R>>,
    buffer: Vec<u8>,
    open: Vec<String>,
    /// How deep elements may nest.
    deepest: usize,
    /// Where the item last read begins.
    begun: (usize, usize),
    /// The number of the unit that is being read, from 1.
    unit: usize,
    /// How many bytes were read before it.
    before_unit: usize,
}

impl<R: BufRead> Items<R> {
    pub(super) fn new(reader: R, deepest: usize) -> Self {
        let mut reader = Reader::from_reader(Tracked {
            inner: reader,
            line: 1,
            column: 1,
            since_event: 0,
            total: 0,
        });
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            open: Vec::new(),
            deepest,
            begun: (1, 1),
            unit: 0,
            before_unit: 0,
        }
    }

    /// Says that a unit begins.
    pub(super) fn begin_unit(&mut self) {
        self.unit += 1;
        self.before_unit = self.reader.get_ref().total;
    }

    /// The place that has been read up to.
    fn position(&self) -> Position {
        let at = self.reader.get_ref();
        Position::new(at.line, at.column, self.unit)
    }

    /// The error that something else was expected where the item last read begins.
    pub(super) fn error(&self, expected: impl Into<String>, found: &str) -> FormatError {
        let position = Position::new(self.begun.0, self.begun.1, self.unit);
        FormatError::new(position, expected, found)
    }

    /// The next item; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Item>, FormatError> {
        loop {
            self.buffer.clear();
            self.reader.get_mut().since_event = 0;
            let position = self.position();
            self.begun = (position.line, position.column);
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(error) => return Err(failure(error, position, self.open.last())),
            };
            // A reader that has everything at hand is not asked again while an event grows.
            let read = self.reader.get_ref();
            if read.since_event > LONGEST {
                return Err(too_long(position, self.open.last()));
            }
            if self.unit > 0 && read.total - self.before_unit > LARGEST {
                let expected = format!("a unit of at most {LARGEST} bytes");
                return Err(FormatError::new(position, expected, ""));
            }
            let item = match event {
                Event::Start(start) | Event::Empty(start) => match element(&start) {
                    Ok(element) => Item::Start(element),
                    Err(reason) => {
                        return Err(FormatError::new(position, "well-formed XML", &reason));
                    }
                },
                Event::End(end) => Item::End(end.local_name().as_ref().to_ascii_lowercase()),
                Event::Text(text) => Item::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Item::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().ok().flatten();
                    let text = character
                        .map(String::from)
                        .or_else(|| resolve_predefined_entity(&reference).map(str::to_owned));
                    match text {
                        Some(text) => Item::Text(text),
                        None => {
                            let written = format!("&{};", &*reference);
                            let expected =
                                "one of &amp; &lt; &gt; &quot; &apos; or the number of a character";
                            return Err(FormatError::new(position, expected, &written));
                        }
                    }
                }
                Event::Eof => {
                    if let Some(open) = self.open.last() {
                        let expected = format!("</{open}> before the end of the file");
                        return Err(FormatError::new(self.position(), expected, ""));
                    }
                    return Ok(None);
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            };
            match &item {
                Item::Start(element) => {
                    self.open.push(element.name.clone());
                    if self.open.len() > self.deepest {
                        let expected = format!("elements at most {} deep", self.deepest);
                        return Err(FormatError::new(position, expected, "one more"));
                    }
                }
                Item::End(_) => drop(self.open.pop()),
                Item::Text(_) => {}
            }
            return Ok(Some(item));
        }
    }
}

fn too_long(position: Position, open: Option<&String>) -> FormatError {
    let inside = open
        .map(|name| format!(" inside <{name}>"))
        .unwrap_or_default();
    FormatError::new(
        position,
        format!("tags and texts of at most {LONGEST} bytes{inside}"),
        "",
    )
}

fn failure(error: quick_xml::Error, position: Position, open: Option<&String>) -> FormatError {
    let inside = open
        .map(|name| format!(" inside <{name}>"))
        .unwrap_or_default();
    match error {
        quick_xml::Error::Io(error) => match error.get_ref() {
            Some(inner) if inner.is::<TooLong>() => too_long(position, open),
            _ => FormatError::Io(io::Error::new(error.kind(), error.to_string())),
        },
        quick_xml::Error::Encoding(_) => FormatError::new(position, format!("UTF-8{inside}"), ""),
        other => FormatError::new(
            position,
            format!("well-formed XML{inside}"),
            &other.to_string(),
        ),
    }
}

/// The name and the attributes of an element.
fn element(start: &BytesStart<'_>) -> Result<Element, String> {
    let mut attributes = Vec::new();
    // Checking that no name occurs twice takes quadratic time; the first of two counts.
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map_err(|error| error.to_string())?;
        attributes.push((
            attribute.key.local_name().as_ref().to_ascii_lowercase(),
            value.into_owned(),
        ));
    }
    Ok(Element {
        name: start.local_name().as_ref().to_ascii_lowercase(),
        attributes,
    })
}

/// Knows the place that has been read up to, and stops where one event takes too much.
struct Tracked<R> {
    inner: R,
    line: usize,
    column: usize,
    since_event: usize,
    total: usize,
}

/// One event is longer than [`LONGEST`].
#[derive(Debug, thiserror::Error)]
#[error("too long")]
struct TooLong;

impl<R> Tracked<R> {
    fn count(&mut self, amount: usize, newlines: usize, column: Option<usize>, characters: usize) {
        self.since_event = self.since_event.saturating_add(amount);
        self.total = self.total.saturating_add(amount);
        self.line += newlines;
        match column {
            Some(after) => self.column = after + 1,
            None => self.column += characters,
        }
    }
}

fn measure(bytes: &[u8]) -> (usize, Option<usize>, usize) {
    let newlines = bytes.iter().filter(|byte| **byte == b'\n').count();
    let characters = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
    let last = bytes.iter().rposition(|byte| *byte == b'\n');
    let after = last.map(|last| characters(bytes.get(last + 1..).unwrap_or_default()));
    (newlines, after, characters(bytes))
}

impl<R: BufRead> Read for Tracked<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        let (newlines, after, characters) = measure(into.get(..read).unwrap_or_default());
        self.count(read, newlines, after, characters);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Tracked<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since_event > LONGEST {
            return Err(io::Error::other(TooLong));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        let measured = match self.inner.fill_buf() {
            Ok(bytes) => measure(bytes.get(..amount).unwrap_or(bytes)),
            Err(_) => (0, None, 0),
        };
        self.count(amount, measured.0, measured.1, measured.2);
        self.inner.consume(amount);
    }
}
