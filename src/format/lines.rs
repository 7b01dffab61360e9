//! What the formats of lines have in common: lines with their numbers, and tables that are written row by row.

use std::io::{self, BufRead, Read, Write};

use super::{FormatError, Written, error::Position};
use crate::memory::Unit;

/// The longest line that is read: more is no line of a text but a file of another kind.
const LONGEST: u64 = 64 << 20;

/// Reads a file line by line. After an error it is at its end.
#[derive(Debug)]
pub(super) struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    /// The number of the line last read, from 1.
    pub(super) line: usize,
    done: bool,
}

impl<R: BufRead> Lines<R> {
    pub(super) const fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            line: 0,
            done: false,
        }
    }

    /// The error that something else was expected in the line last read, in this unit from 1.
    pub(super) fn error(
        &mut self,
        column: usize,
        unit: usize,
        expected: impl Into<String>,
        found: &str,
    ) -> FormatError {
        self.done = true;
        FormatError::new(Position::new(self.line, column, unit), expected, found)
    }

    /// The next line without its end (LF or CR LF) and without a byte order mark; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<&str>, FormatError> {
        if self.done || !self.fill()? {
            self.done = true;
            return Ok(None);
        }
        if self.buffer.last() == Some(&b'\n') {
            self.buffer.pop();
            if self.buffer.last() == Some(&b'\r') {
                self.buffer.pop();
            }
        } else if self.buffer.len() as u64 == LONGEST {
            return Err(self.error(1, 0, format!("lines of less than {LONGEST} bytes"), ""));
        }
        if let Err(error) = std::str::from_utf8(&self.buffer) {
            let valid = self.buffer.get(..error.valid_up_to()).unwrap_or_default();
            let column = String::from_utf8_lossy(valid).chars().count() + 1;
            let bytes: Vec<String> = (self.buffer.iter().skip(error.valid_up_to()).take(4))
                .map(|byte| format!("{byte:02x}"))
                .collect();
            return Err(self.error(column, 0, "UTF-8", &format!("bytes {}", bytes.join(" "))));
        }
        let text = std::str::from_utf8(&self.buffer).unwrap_or_default();
        let first = self.line == 1;
        Ok(Some(
            text.strip_prefix('\u{feff}')
                .filter(|_| first)
                .unwrap_or(text),
        ))
    }

    /// Reads the next line as it is; false at the end of the file.
    fn fill(&mut self) -> Result<bool, FormatError> {
        self.buffer.clear();
        let read = (&mut self.reader)
            .take(LONGEST)
            .read_until(b'\n', &mut self.buffer);
        let read = read.inspect_err(|_| self.done = true)?;
        self.line += usize::from(read > 0);
        Ok(read > 0)
    }
}

/// A table with a header, written row by row.
#[derive(Debug)]
pub(super) struct Table<W> {
    writer: W,
    columns: &'static [&'static str],
    begun: bool,
    pub(super) written: Written,
}

impl<W: Write> Table<W> {
    pub(super) fn new(writer: W, columns: &'static [&'static str]) -> Self {
        Self {
            writer,
            columns,
            begun: false,
            written: Written::default(),
        }
    }

    pub(super) fn into_inner(self) -> W {
        self.writer
    }

    fn begin(&mut self) -> io::Result<()> {
        if !std::mem::replace(&mut self.begun, true) {
            writeln!(self.writer, "{}", self.columns.join("\t"))?;
        }
        Ok(())
    }

    /// Writes the row of a unit, whose inline codes are lost.
    pub(super) fn row(&mut self, unit: &Unit, fields: &[String]) -> io::Result<()> {
        self.begin()?;
        self.written.units += 1;
        self.written.codes += unit.source.content.codes().len() + unit.target.content.codes().len();
        writeln!(self.writer, "{}", fields.join("\t"))
    }

    pub(super) fn finish(&mut self) -> io::Result<Written> {
        self.begin()?;
        self.writer.flush()?;
        Ok(self.written)
    }
}

/// The error of a writer that is asked for what its format cannot hold.
pub(super) fn unfit(message: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message.into())
}
