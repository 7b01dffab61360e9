//! XML files of units: items as [`text::xml`](crate::text::xml) reads them, errors with the unit they are in.

use std::{collections::VecDeque, io::BufRead};

use super::{FormatError, ReadOptions, error::Position};
pub(super) use crate::text::xml::{Element, Item};
use crate::{
    memory::Unit,
    text::xml::{self, Cause, XmlError},
};

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
    pub(super) fn new(reader: R, deepest: usize) -> Self {
        Self {
            items: xml::Items::within(reader, deepest),
            unit: 0,
            before_unit: 0,
        }
    }

    /// Says that a unit begins.
    pub(super) fn begin_unit(&mut self) {
        self.unit += 1;
        self.before_unit = self.items.bytes();
    }

    /// Where the item last read begins.
    pub(super) fn position(&self) -> Position {
        let (line, column) = self.items.begun();
        Position::new(line, column, self.unit)
    }

    /// The name of the innermost open element, as it is written.
    pub(super) fn inside(&self) -> Option<&str> {
        self.items.inside()
    }

    /// The error that something else was expected where the item last read begins.
    pub(super) fn error(&self, expected: impl Into<String>, found: &str) -> FormatError {
        FormatError::new(self.position(), expected, found)
    }

    /// The text of an element whose start has been read, up to and with its end.
    pub(super) fn text(&mut self) -> Result<String, FormatError> {
        let mut text = String::new();
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next()? {
                Some(Item::Text(more)) => text.push_str(&more),
                Some(Item::Start(_)) => depth += 1,
                Some(Item::End(_)) => depth -= 1,
                None => return Err(self.error("the end of an element", "the end of the file")),
            }
        }
        Ok(text)
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

/// A file of units that is being read: what the readers of all XML formats keep.
pub(super) struct Source<R> {
    pub(super) items: Items<R>,
    pub(super) options: ReadOptions,
    /// The names that the root element may have.
    roots: &'static [&'static str],
    is_rooted: bool,
    /// Units that were read and not given out yet: an entry may have several.
    pub(super) pending: VecDeque<Unit>,
    done: bool,
    pub(super) left_out: usize,
}

impl<R: BufRead> Source<R> {
    pub(super) fn new(reader: R, roots: &'static [&'static str], options: ReadOptions) -> Self {
        Self {
            items: Items::new(reader, options.nesting),
            options,
            roots,
            is_rooted: false,
            pending: VecDeque::new(),
            done: false,
            left_out: 0,
        }
    }

    /// The next element that begins, the first of which is the root; `None` at the end of the file.
    fn next_start(&mut self) -> Result<Option<Element>, FormatError> {
        while let Some(item) = self.items.next()? {
            let Item::Start(element) = item else { continue };
            self.is_rooted |= self.roots.contains(&element.name.as_str());
            if !self.is_rooted {
                return Err(self.unrooted(&element.name));
            }
            return Ok(Some(element));
        }
        if self.is_rooted {
            return Ok(None);
        }
        Err(self.unrooted(""))
    }

    fn unrooted(&self, found: &str) -> FormatError {
        let expected = format!("the root element <{}>", self.roots.join("> or <"));
        self.items.error(expected, found)
    }
}

/// A reader that puts the units of one entry after another into its source.
pub(super) trait Entries {
    type Input: BufRead;

    fn source(&mut self) -> &mut Source<Self::Input>;

    /// Takes up an element that begins: reads an entry to its end and puts its units into the source, or remembers what
    /// the element says of those that follow.
    fn take_up(&mut self, element: Element) -> Result<(), FormatError>;

    fn next_unit(&mut self) -> Option<Result<Unit, FormatError>> {
        loop {
            let source = self.source();
            if let Some(unit) = source.pending.pop_front() {
                return Some(Ok(unit));
            }
            if source.done {
                return None;
            }
            let next = source.next_start();
            let taken = match next {
                Ok(Some(element)) => self.take_up(element),
                Ok(None) => {
                    source.done = true;
                    return None;
                }
                Err(error) => Err(error),
            };
            if let Err(error) = taken {
                let source = self.source();
                source.done = true;
                source.pending.clear();
                return Some(Err(error));
            }
        }
    }
}
