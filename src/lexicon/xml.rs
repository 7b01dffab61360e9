//! XML term lists: items as [`text::xml`](crate::text::xml) reads them, errors with line and element.

use std::io::BufRead;

use super::read::{Position, TermError, lang_of_tag};
pub(super) use crate::text::xml::{Element, Item};
use crate::{
    lang::Lang,
    text::xml::{self, Cause, XmlError},
};

/// Reads a file item by item.
pub(super) struct Items<'r>(xml::Items<&'r mut dyn BufRead>);

impl<'r> Items<'r> {
    pub(super) fn new(reader: &'r mut dyn BufRead) -> Self {
        Self(xml::Items::new(reader))
    }

    /// The next item; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Item>, TermError> {
        self.0.next().map_err(failure)
    }

    /// The error that something else was expected where the item last read begins.
    pub(super) fn error(&self, expected: &str, found: &str) -> TermError {
        let position = position(self.0.begun().0, self.0.inside());
        TermError::malformed(position, expected, found)
    }
}

/// The language by `xml:lang`, or by the `lang` of old files.
pub(super) fn lang(element: &Element) -> Option<Lang> {
    element.attribute("lang").and_then(lang_of_tag)
}

fn position(line: usize, element: Option<&str>) -> Position {
    match element {
        Some(element) => Position::element(line, element),
        None => Position::line(line),
    }
}

fn failure(error: XmlError) -> TermError {
    let at = position(error.line, error.inside.as_deref());
    match error.cause {
        Cause::Io(error) => TermError::Io(error),
        Cause::Encoding => TermError::Encoding {
            position: Position::line(error.line),
        },
        Cause::Malformed { expected, found } => TermError::malformed(at, expected, &found),
    }
}
