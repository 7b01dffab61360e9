//! XML files of units: items as [`text::xml`](crate::text::xml) reads them, errors with the unit they are in.

use std::io::BufRead;

use super::{FormatError, error::Position};
use crate::text::xml::{self, Cause, XmlError};
pub(super) use crate::text::xml::{Element, Item};

/// The largest unit, in bytes: what is read of it is kept until its end.
const LARGEST: usize = 128 << 20;

/// Reads a file item by item.
pub(super) struct Items<R> {
    items: xml::Items<R>,
    /// The number of the unit that is being read, from 1.
    unit: usize,
    /// How many bytes were read before it.
    before_unit: usize,
}

impl<R: BufRead> Items<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            items: xml::Items::new(reader),
            unit: 0,
            before_unit: 0,
        }
    }

    /// Says that a unit begins.
    pub(super) fn begin_unit(&mut self) {
        self.unit += 1;
        self.before_unit = self.items.bytes();
    }

    /// The error that something else was expected where the item last read begins.
    pub(super) fn error(&self, expected: impl Into<String>, found: &str) -> FormatError {
        let (line, column) = self.items.begun();
        FormatError::new(Position::new(line, column, self.unit), expected, found)
    }

    /// The next item; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Item>, FormatError> {
        let item = self
            .items
            .next()
            .map_err(|error| failure(error, self.unit))?;
        if self.unit > 0 && self.items.bytes() - self.before_unit > LARGEST {
            return Err(self.error(format!("a unit of at most {LARGEST} bytes"), ""));
        }
        Ok(item)
    }
}

fn failure(error: XmlError, unit: usize) -> FormatError {
    let inside = error
        .inside
        .map(|name| format!(" inside <{name}>"))
        .unwrap_or_default();
    let (expected, found) = match error.cause {
        Cause::Io(error) => return FormatError::Io(error),
        Cause::Encoding => ("UTF-8".to_owned(), String::new()),
        Cause::Malformed { expected, found } => (expected, found),
    };
    let position = Position::new(error.line, error.column, unit);
    FormatError::new(position, format!("{expected}{inside}"), &found)
}
