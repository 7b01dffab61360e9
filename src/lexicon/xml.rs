//! XML as TBX and TMX need it: elements, languages, text, lines; nothing that a hostile file could misuse.
//!
//! Document types are skipped: no entity is defined by the file and no other file is opened, so nothing expands.
//! Elements nest [`DEEPEST`] deep at most. This reader knows no namespaces; a prefix is dropped.

use std::io::{self, BufRead, Read};

use quick_xml::{
    Error, Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

use super::read::{Position, TermError, lang_of_tag};
use crate::lang::Lang;

/// How deep elements may nest: real files stay below twenty.
const DEEPEST: usize = 200;

/// What the reader finds next.
#[derive(Debug)]
pub(super) enum Item {
    /// An element begins.
    Start(Element),
    /// The element of this name ends; also reported for one without content.
    End(String),
    /// A stretch of text, entities resolved.
    Text(String),
}

/// The start of an element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute, by its name without prefix.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut found = self.attributes.iter().filter(|(known, _)| known == name);
        found.next().map(|(_, value)| value.as_str())
    }

    /// The language by `xml:lang`, or by the `lang` of old files.
    pub(super) fn lang(&self) -> Option<Lang> {
        self.attribute("lang").and_then(lang_of_tag)
    }
}

/// Reads a file item by item.
pub(super) struct Items<'r> {
    reader: Reader<CountLines<'r>>,
    buffer: Vec<u8>,
    open: Vec<String>,
}

impl<'r> Items<'r> {
    pub(super) fn new(reader: &'r mut dyn BufRead) -> Self {
        let mut reader = Reader::from_reader(CountLines {
            inner: reader,
            line: 1,
        });
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            open: Vec::new(),
        }
    }

    /// The line that has been read up to.
    pub(super) fn line(&self) -> usize {
        self.reader.get_ref().line
    }

    /// The innermost open element, where an error is reported.
    pub(super) fn position(&self) -> Position {
        match self.open.last() {
            Some(element) => Position::element(self.line(), element),
            None => Position::line(self.line()),
        }
    }

    /// The next item; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Item>, TermError> {
        loop {
            self.buffer.clear();
            let line = self.line();
            let event = match self.reader.read_event_into(&mut self.buffer) {
                Ok(event) => event,
                Err(error) => return Err(self.error(error, line)),
            };
            let item = match event {
                Event::Start(start) | Event::Empty(start) => match element(&start) {
                    Ok(element) => Item::Start(element),
                    Err(reason) => return Err(self.malformed(&reason)),
                },
                Event::End(end) => Item::End(end.local_name().as_ref().to_owned()),
                Event::Text(text) => Item::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Item::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().ok().flatten();
                    let text = character
                        .map(String::from)
                        .or_else(|| resolve_predefined_entity(&reference).map(str::to_owned));
                    let written = format!("&{};", &*reference);
                    match text {
                        Some(text) => Item::Text(text),
                        None => {
                            return Err(TermError::malformed(
                                self.position(),
                                "one of &amp; &lt; &gt; &quot; &apos; or the number of a character",
                                &written,
                            ));
                        }
                    }
                }
                Event::Eof => {
                    if let Some(open) = self.open.last() {
                        let expected = format!("</{open}> before the end of the file");
                        return Err(TermError::malformed(self.position(), expected, ""));
                    }
                    return Ok(None);
                }
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => continue,
            };
            match &item {
                Item::Start(element) => {
                    self.open.push(element.name.clone());
                    if self.open.len() > DEEPEST {
                        let expected = format!("elements at most {DEEPEST} deep");
                        return Err(TermError::malformed(self.position(), expected, "one more"));
                    }
                }
                Item::End(_) => drop(self.open.pop()),
                Item::Text(_) => {}
            }
            return Ok(Some(item));
        }
    }

    fn error(&self, error: Error, line: usize) -> TermError {
        match error {
            Error::Io(error) => TermError::Io(io::Error::new(error.kind(), error.to_string())),
            Error::Encoding(_) => TermError::Encoding {
                position: Position::line(line),
            },
            other => self.malformed(&other.to_string()),
        }
    }

    fn malformed(&self, reason: &str) -> TermError {
        TermError::malformed(self.position(), "well-formed XML", reason)
    }
}

/// The name and the attributes of an element.
fn element(start: &BytesStart<'_>) -> Result<Element, String> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| error.to_string())?;
        let value = attribute
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map_err(|error| error.to_string())?;
        attributes.push((
            attribute.key.local_name().as_ref().to_owned(),
            value.into_owned(),
        ));
    }
    Ok(Element {
        name: start.local_name().as_ref().to_owned(),
        attributes,
    })
}

/// Counts the lines that have been read.
struct CountLines<'r> {
    inner: &'r mut dyn BufRead,
    line: usize,
}

impl Read for CountLines<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.line += newlines(into.get(..read).unwrap_or_default());
        Ok(read)
    }
}

impl BufRead for CountLines<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if let Ok(bytes) = self.inner.fill_buf() {
            self.line += newlines(bytes.get(..amount).unwrap_or(bytes));
        }
        self.inner.consume(amount);
    }
}

fn newlines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte == b'\n').count()
}
