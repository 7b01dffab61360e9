//! Moses: two files, line `i` of one translates line `i` of the other.
//!
//! The format has no escapes, no blank lines, and no character that any tool takes for the end of a line. So what is
//! written has runs of white space, line separators (U+0085, U+2028, U+2029) and control characters replaced by one
//! space each run; pairs without text on a side are left out and counted. Codes, notes, properties, segments, evidence and names
//! of documents and makers are left out and counted.

use std::io::{self, BufRead, Write};

use super::{
    FormatError, Position, ReadOptions, UnitReader, UnitWriter, Written, lines::Lines,
    unit_file::Languages,
};
use crate::memory::{Side, Unit};

/// Reads two files pair by pair.
#[derive(Debug)]
pub struct Reader<R, S> {
    source: Lines<R>,
    target: Lines<S>,
    languages: Languages,
    done: bool,
}

impl<R: BufRead, S: BufRead> Reader<R, S> {
    /// Starts reading; nothing is read yet.
    pub fn new(source: R, target: S, options: &ReadOptions) -> Self {
        Self {
            source: Lines::new(source),
            target: Lines::new(target),
            languages: Languages::new(options),
            done: false,
        }
    }

    fn advance(&mut self) -> Result<Option<Unit>, FormatError> {
        let line = self.source.line + 1;
        let error = |side: &str| {
            let expected = format!("as many lines in both files: the {side} has no line {line}");
            Err(FormatError::new(Position::new(line, 1, line), expected, ""))
        };
        match (self.source.next()?, self.target.next()?) {
            (Some(source), Some(target)) => {
                let (source_tag, target_tag) = self.languages.of(source, target);
                Ok(Some(Unit::new(
                    Side::new(source_tag, source),
                    Side::new(target_tag, target),
                )))
            }
            (None, None) => Ok(None),
            (None, Some(_)) => error("source"),
            (Some(_), None) => error("target"),
        }
    }
}

impl<R: BufRead, S: BufRead> Iterator for Reader<R, S> {
    type Item = Result<Unit, FormatError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.advance();
        self.done = !matches!(next, Ok(Some(_)));
        next.transpose()
    }
}

impl<R: BufRead, S: BufRead> UnitReader for Reader<R, S> {}

/// Writes two files.
#[derive(Debug)]
pub struct Writer<W, V> {
    source: W,
    target: V,
    written: Written,
}

impl<W: Write, V: Write> Writer<W, V> {
    /// Starts two files.
    pub fn new(source: W, target: V) -> Self {
        Self {
            source,
            target,
            written: Written::default(),
        }
    }

    /// The writers underneath.
    pub fn into_inner(self) -> (W, V) {
        (self.source, self.target)
    }
}

impl<W: Write, V: Write> UnitWriter for Writer<W, V> {
    fn write(&mut self, unit: &Unit) -> io::Result<()> {
        let mut replaced = 0;
        let (source, target) = (
            line(unit.source.text(), &mut replaced),
            line(unit.target.text(), &mut replaced),
        );
        if source.is_empty() || target.is_empty() {
            if source == target {
                self.written.blank += 1;
            } else {
                self.written.unpaired += 1;
            }
            return Ok(());
        }
        self.written.units += 1;
        self.written.replaced += replaced;
        self.written.properties += unit.properties.len();
        self.written.notes += unit.notes.len();
        self.written.leave_out_details(unit);
        self.written.leave_out_documents(unit);
        self.written.codes += unit.source.content.codes().len() + unit.target.content.codes().len();
        writeln!(self.source, "{source}")?;
        writeln!(self.target, "{target}")
    }

    fn finish(&mut self) -> io::Result<Written> {
        self.source.flush()?;
        self.target.flush()?;
        Ok(self.written)
    }
}

/// The text as one line, without white space at its edges.
pub(super) fn line(text: &str, replaced: &mut usize) -> String {
    let ends = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.trim().chars() {
        if ends(c) {
            *replaced += 1;
            gap = true;
        } else if gap && c == ' ' {
            // Part of the run that becomes one space.
        } else {
            if gap && !out.ends_with(' ') {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_one_line_for_every_tool() {
        let mut replaced = 0;
        assert_eq!(
            line(" a\r\n b\u{2028}c\td  e\u{85}", &mut replaced),
            "a b c d  e"
        );
        assert_eq!(replaced, 4);
    }
}
