//! XML as all files here need it: elements, text, places; nothing that a hostile file could misuse.
//!
//! Document types are skipped: no entity is defined by the file and no other file is opened, so nothing expands.
//! Elements nest [`DEEPEST`] deep at most, or as deep as is allowed, and a tag or a stretch of text is [`LONGEST`] long at
//! most. Namespaces are not resolved; prefixes are dropped. Numbers of characters that XML does not allow (`&#x1F;`) are read all the same:
//! many memories have them. Names are given in lower case: the oldest files have them in upper case.

use std::io::{self, BufRead, Read};

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

/// How deep elements may nest: real files stay below twenty.
const DEEPEST: usize = 100;

/// The longest tag, or text between tags, in bytes.
const LONGEST: usize = 16 << 20;

/// What is expected where anything is wrong that XML itself forbids.
pub(crate) const WELL_FORMED: &str = "well-formed XML";

/// What the reader finds next.
#[derive(Debug)]
pub(crate) enum Item {
    /// An element begins.
    Start(Element),
    /// The element of this name ends; also reported for one without content.
    End(String),
    /// A stretch of text, entities resolved; adjacent stretches may come one by one.
    Text(String),
}

/// The start of an element.
#[derive(Debug)]
pub(crate) struct Element {
    /// The name in lower case, without prefix.
    pub(crate) name: String,
    attributes: Vec<Attribute>,
}

#[derive(Debug)]
struct Attribute {
    /// The name in lower case, without prefix.
    name: String,
    value: String,
    has_prefix: bool,
}

impl Element {
    fn find(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|known| known.name == name)
    }

    /// The value of an attribute, by its name in lower case and without prefix.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        Some(self.find(name)?.value.as_str())
    }

    /// Whether an attribute is written with a prefix, as `xml:lang` is.
    pub(crate) fn has_prefix(&self, name: &str) -> bool {
        self.find(name).is_some_and(|found| found.has_prefix)
    }

    /// The value of an attribute, owned.
    pub(crate) fn owned(&self, name: &str) -> Option<String> {
        self.attribute(name).map(str::to_owned)
    }

    /// All attributes with their values.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes
            .iter()
            .map(|it| (it.name.as_str(), it.value.as_str()))
    }
}

/// Why a file cannot be read on, and where that was noticed.
#[derive(Debug)]
pub(crate) struct XmlError {
    /// The line of the tag or text that is wrong, from 1.
    pub(crate) line: usize,
    /// Its column in characters, from 1.
    pub(crate) column: usize,
    /// The name of the element that is open there, as it is written.
    pub(crate) inside: Option<String>,
    pub(crate) cause: Cause,
}

#[derive(Debug)]
pub(crate) enum Cause {
    /// The file cannot be read.
    Io(io::Error),
    /// The bytes are not UTF-8.
    Encoding,
    /// Something is not as XML has it, or too large.
    Malformed { expected: String, found: String },
}

/// Reads a file item by item.
pub(crate) struct Items<R> {
    reader: Reader<Tracked<R>>,
    buffer: Vec<u8>,
    /// The names of the open elements, as they are written.
    open: Vec<String>,
    /// How deep elements may nest.
    deepest: usize,
    /// Where the item last read begins.
    begun: (usize, usize),
}

impl<R: BufRead> Items<R> {
    /// Reads elements of the usual depth.
    pub(crate) fn new(reader: R) -> Self {
        Self::within(reader, DEEPEST)
    }

    /// Reads elements that nest `deepest` deep at most.
    pub(crate) fn within(reader: R, deepest: usize) -> Self {
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
        }
    }

    /// The line and column where the item last read begins.
    pub(crate) const fn begun(&self) -> (usize, usize) {
        self.begun
    }

    /// The name of the innermost open element, as it is written.
    pub(crate) fn inside(&self) -> Option<&str> {
        self.open.last().map(String::as_str)
    }

    /// How many bytes were read so far.
    pub(crate) fn bytes(&self) -> usize {
        self.reader.get_ref().total
    }

    fn error(&self, cause: Cause) -> XmlError {
        XmlError {
            line: self.begun.0,
            column: self.begun.1,
            inside: self.open.last().cloned(),
            cause,
        }
    }

    fn malformed(&self, expected: impl Into<String>, found: impl Into<String>) -> XmlError {
        self.error(Cause::Malformed {
            expected: expected.into(),
            found: found.into(),
        })
    }

    fn too_long(&self) -> XmlError {
        self.malformed(format!("tags and texts of at most {LONGEST} bytes"), "")
    }

    /// The next item; `None` at the end of the file.
    pub(crate) fn next(&mut self) -> Result<Option<Item>, XmlError> {
        let mut buffer = std::mem::take(&mut self.buffer);
        let item = self.read(&mut buffer);
        self.buffer = buffer;
        item
    }

    fn read(&mut self, buffer: &mut Vec<u8>) -> Result<Option<Item>, XmlError> {
        loop {
            buffer.clear();
            let read = self.reader.get_mut();
            read.since_event = 0;
            self.begun = (read.line, read.column);
            let event = match self.reader.read_event_into(buffer) {
                Ok(event) => event,
                Err(error) => return Err(self.failure(error)),
            };
            // A reader that has everything at hand is not asked again while an event grows.
            if self.reader.get_ref().since_event > LONGEST {
                return Err(self.too_long());
            }
            match event {
                Event::Start(start) | Event::Empty(start) => {
                    let element = element(&start).map_err(|reason| self.well_formed(reason))?;
                    self.open.push(start.local_name().as_ref().to_owned());
                    if self.open.len() > self.deepest {
                        let expected = format!("elements at most {} deep", self.deepest);
                        return Err(self.malformed(expected, "one more"));
                    }
                    return Ok(Some(Item::Start(element)));
                }
                Event::End(end) => {
                    self.open.pop();
                    let name = end.local_name().as_ref().to_ascii_lowercase();
                    return Ok(Some(Item::End(name)));
                }
                Event::Text(text) => {
                    return Ok(Some(Item::Text(text.xml10_content().into_owned())));
                }
                Event::CData(text) => {
                    return Ok(Some(Item::Text(text.xml10_content().into_owned())));
                }
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().ok().flatten();
                    let text = character
                        .map(String::from)
                        .or_else(|| resolve_predefined_entity(&reference).map(str::to_owned));
                    let text = text.ok_or_else(|| {
                        let expected =
                            "one of &amp; &lt; &gt; &quot; &apos; or the number of a character";
                        self.malformed(expected, format!("&{};", &*reference))
                    })?;
                    return Ok(Some(Item::Text(text)));
                }
                Event::Eof => {
                    let Some(open) = self.open.last() else {
                        return Ok(None);
                    };
                    let expected = format!("</{open}> before the end of the file");
                    return Err(self.malformed(expected, ""));
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
    }

    fn well_formed(&self, reason: String) -> XmlError {
        self.malformed(WELL_FORMED, reason)
    }

    fn failure(&self, error: quick_xml::Error) -> XmlError {
        match error {
            quick_xml::Error::Io(error) => match error.get_ref() {
                Some(inner) if inner.is::<TooLong>() => self.too_long(),
                _ => self.error(Cause::Io(io::Error::new(error.kind(), error.to_string()))),
            },
            quick_xml::Error::Encoding(_) => self.error(Cause::Encoding),
            other => self.well_formed(other.to_string()),
        }
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
        attributes.push(Attribute {
            name: attribute.key.local_name().as_ref().to_ascii_lowercase(),
            value: value.into_owned(),
            has_prefix: attribute.key.prefix().is_some(),
        });
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
