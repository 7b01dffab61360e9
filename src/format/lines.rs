//! Lines of a file with their numbers.

use std::io::{self, BufRead, Read};

use super::{FormatError, error::Position};

/// The longest line that is read: more is no line of a text but a file of another kind.
const LONGEST: u64 = 64 << 20;

/// Reads a file line by line.
#[derive(Debug)]
pub(super) struct Lines<R> {
    reader: R,
    buffer: Vec<u8>,
    /// The number of the line last read, from 1.
    pub(super) line: usize,
}

impl<R: BufRead> Lines<R> {
    pub(super) const fn new(reader: R) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            line: 0,
        }
    }

    /// The next line without its end (LF or CR LF) and without a byte order mark; `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<&str>, FormatError> {
        self.buffer.clear();
        let read = (&mut self.reader)
            .take(LONGEST)
            .read_until(b'\n', &mut self.buffer)?;
        if read == 0 {
            return Ok(None);
        }
        self.line += 1;
        if self.buffer.last() == Some(&b'\n') {
            self.buffer.pop();
            if self.buffer.last() == Some(&b'\r') {
                self.buffer.pop();
            }
        } else if read as u64 == LONGEST {
            let position = Position::new(self.line, 1, 0);
            return Err(FormatError::new(
                position,
                format!("lines of less than {LONGEST} bytes"),
                "",
            ));
        }
        let line = self.line;
        match std::str::from_utf8(&self.buffer) {
            Ok(text) if line == 1 => Ok(Some(text.strip_prefix('\u{feff}').unwrap_or(text))),
            Ok(text) => Ok(Some(text)),
            Err(error) => {
                let valid = self.buffer.get(..error.valid_up_to()).unwrap_or_default();
                let column = String::from_utf8_lossy(valid).chars().count() + 1;
                let bytes: Vec<String> = (self.buffer.iter().skip(error.valid_up_to()).take(4))
                    .map(|byte| format!("{byte:02x}"))
                    .collect();
                let position = Position::new(line, column, 0);
                Err(FormatError::new(
                    position,
                    "UTF-8",
                    &format!("bytes {}", bytes.join(" ")),
                ))
            }
        }
    }
}

/// The error of a writer that is asked for what its format cannot hold.
pub(super) fn unfit(message: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message.into())
}
