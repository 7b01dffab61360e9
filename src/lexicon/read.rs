//! Reading term lists of any format: what an entry is, which format a file has, and where it goes wrong.

use std::{
    fmt,
    io::{self, BufRead, Cursor, Read},
    path::Path,
};

use super::{cedict, delimited};
#[cfg(feature = "xml")]
use super::{tbx, tmx_terms};
use crate::lang::Lang;

/// What one entry of a term list says: these Chinese terms and these English terms mean the same.
///
/// Terms are as the file writes them, the preferred ones first. A [`Glossary`](super::Glossary) can be collected from
/// entries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TermEntry {
    /// The Chinese terms, in either script.
    pub chinese: Vec<String>,
    /// The English terms, in any form.
    pub english: Vec<String>,
}

impl TermEntry {
    pub(super) fn of(&mut self, lang: Lang) -> &mut Vec<String> {
        match lang {
            Lang::Chinese => &mut self.chinese,
            Lang::English => &mut self.english,
        }
    }

    pub(super) fn is_complete(&self) -> bool {
        !self.chinese.is_empty() && !self.english.is_empty()
    }
}

/// The formats that term lists are read from.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TermFormat {
    /// CC-CEDICT: `傳統 传统 [chuan2 tong3] /tradition/traditional/`.
    Cedict,
    /// Columns separated by tabs, Chinese and English in either order; several terms of a cell are separated by `;`.
    Tsv,
    /// The same with commas or semicolons between columns, and quotation marks as RFC 4180 has them.
    Csv,
    /// TBX-Basic, version 2 (`martif`) or 3 (`tbx`).
    #[cfg(feature = "xml")]
    Tbx,
    /// TMX: its short units are taken for terms.
    #[cfg(feature = "xml")]
    Tmx,
}

impl TermFormat {
    /// Finds out the format of a file from how it starts (some kilobytes are enough) and from the ending of its name.
    ///
    /// What is written counts more than the ending: `.txt` and `.xml` say nothing. `None` if neither tells.
    ///
    /// ```
    /// use bitext::lexicon::TermFormat;
    ///
    /// assert_eq!(TermFormat::detect("terms.csv", b""), Some(TermFormat::Csv));
    /// let start = "# CC-CEDICT\n龍 龙 [long2] /dragon/".as_bytes();
    /// assert_eq!(TermFormat::detect("dictionary.txt", start), Some(TermFormat::Cedict));
    /// assert_eq!(TermFormat::detect("notes.txt", b"nothing"), None);
    /// ```
    #[must_use]
    pub fn detect(name: impl AsRef<Path>, start: &[u8]) -> Option<Self> {
        let text = match utf16(start) {
            Some(order) => String::from_utf16_lossy(&units(start.get(2..)?, order)),
            None => String::from_utf8_lossy(start).into_owned(),
        };
        let text = text.trim_start_matches('\u{feff}').trim_start();
        #[cfg(feature = "xml")]
        if text.starts_with('<') {
            if text.contains("<tmx") {
                return Some(Self::Tmx);
            }
            if text.contains("<martif") || text.contains("<tbx") {
                return Some(Self::Tbx);
            }
        }
        let mut lines = text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#'));
        let first = lines.next().unwrap_or_default();
        if text.starts_with("# CC-CEDICT") || cedict::is_entry(first) {
            return Some(Self::Cedict);
        }
        let ending = name.as_ref().extension().and_then(|ending| ending.to_str());
        match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
            "u8" | "cedict" => return Some(Self::Cedict),
            "csv" => return Some(Self::Csv),
            "tsv" | "tab" => return Some(Self::Tsv),
            #[cfg(feature = "xml")]
            "tbx" => return Some(Self::Tbx),
            #[cfg(feature = "xml")]
            "tmx" => return Some(Self::Tmx),
            _ => {}
        }
        if text.starts_with('<') {
            None
        } else if first.contains('\t') {
            Some(Self::Tsv)
        } else {
            first.contains([',', ';']).then_some(Self::Csv)
        }
    }

    /// Reads the entries of a term list one by one; memory does not grow with the file.
    ///
    /// A byte order mark is skipped; UTF-16 with one is converted, for which the file is read as a whole. Entries
    /// without a term in one of the two languages are left out of TBX and TMX, which hold other languages as well, and
    /// of CC-CEDICT, where many glosses only explain; in TSV and CSV they are errors.
    ///
    /// # Errors
    ///
    /// The first place that is not as the format has it, with its line and what was expected there; and whatever
    /// `reader` fails with. Entries before that place have been given to `each`.
    pub fn read(
        self,
        mut reader: impl BufRead,
        each: &mut dyn FnMut(TermEntry),
    ) -> Result<(), TermError> {
        let mut decoded = decoded(&mut reader)?;
        let reader = decoded.as_mut();
        match self {
            Self::Cedict => cedict::read(reader, each),
            Self::Tsv => delimited::read(reader, Some('\t'), each),
            Self::Csv => delimited::read(reader, None, each),
            #[cfg(feature = "xml")]
            Self::Tbx => tbx::read(reader, each),
            #[cfg(feature = "xml")]
            Self::Tmx => tmx_terms::read(reader, each),
        }
    }
}

/// Where in a file something stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column of a table, from 1; `None` where the line as a whole is meant.
    pub column: Option<usize>,
    /// The XML element; `None` in other formats.
    pub element: Option<String>,
}

impl Position {
    pub(super) const fn line(line: usize) -> Self {
        Self {
            line,
            column: None,
            element: None,
        }
    }

    pub(super) const fn cell(line: usize, column: usize) -> Self {
        Self {
            line,
            column: Some(column),
            element: None,
        }
    }

    #[cfg(feature = "xml")]
    pub(super) fn element(line: usize, element: &str) -> Self {
        Self {
            line,
            column: None,
            element: Some(element.to_owned()),
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if let Some(column) = self.column {
            write!(f, ", column {column}")?;
        }
        if let Some(element) = &self.element {
            write!(f, ", element <{element}>")?;
        }
        Ok(())
    }
}

/// Why a term list cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TermError {
    /// Something is not as the format has it.
    #[error("{position}: expected {expected}, found {found:?}")]
    Malformed {
        /// Where.
        position: Position,
        /// What the format has there.
        expected: String,
        /// What stands there, cut to 80 characters.
        found: String,
    },
    /// The bytes are not text in UTF-8, or in UTF-16 with a byte order mark.
    #[error("{position}: expected UTF-8; convert the file first, for example with iconv")]
    Encoding {
        /// Where.
        position: Position,
    },
    /// The reader failed.
    #[error("cannot be read: {0}")]
    Io(#[from] io::Error),
}

impl TermError {
    pub(super) fn malformed(position: Position, expected: impl Into<String>, found: &str) -> Self {
        Self::Malformed {
            position,
            expected: expected.into(),
            found: found.chars().take(80).collect(),
        }
    }

    /// Where the file goes wrong; `None` if it could not be read at all.
    #[must_use]
    pub const fn position(&self) -> Option<&Position> {
        match self {
            Self::Malformed { position, .. } | Self::Encoding { position } => Some(position),
            Self::Io(_) => None,
        }
    }
}

/// The lines of a file, numbered.
pub(super) struct Lines<'r> {
    reader: &'r mut dyn BufRead,
    buffer: Vec<u8>,
    number: usize,
}

impl<'r> Lines<'r> {
    pub(super) fn new(reader: &'r mut dyn BufRead) -> Self {
        Self {
            reader,
            buffer: Vec::new(),
            number: 0,
        }
    }

    /// The next line without its end, and its number.
    pub(super) fn next(&mut self) -> Result<Option<(usize, &str)>, TermError> {
        self.buffer.clear();
        if self.reader.read_until(b'\n', &mut self.buffer)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        let line = std::str::from_utf8(&self.buffer).map_err(|_| TermError::Encoding {
            position: Position::line(self.number),
        })?;
        let line = line.strip_suffix('\n').unwrap_or(line);
        Ok(Some((self.number, line.strip_suffix('\r').unwrap_or(line))))
    }
}

/// The order of the two bytes of a unit of UTF-16.
#[derive(Copy, Clone)]
enum ByteOrder {
    Little,
    Big,
}

fn utf16(start: &[u8]) -> Option<ByteOrder> {
    match start {
        [0xff, 0xfe, ..] => Some(ByteOrder::Little),
        [0xfe, 0xff, ..] => Some(ByteOrder::Big),
        _ => None,
    }
}

fn units(bytes: &[u8], order: ByteOrder) -> Vec<u16> {
    let pairs = bytes
        .chunks_exact(2)
        .filter_map(|pair| pair.try_into().ok());
    pairs
        .map(|pair: [u8; 2]| match order {
            ByteOrder::Little => u16::from_le_bytes(pair),
            ByteOrder::Big => u16::from_be_bytes(pair),
        })
        .collect()
}

/// The reader without its byte order mark, and UTF-16 as UTF-8.
fn decoded<'r>(reader: &'r mut dyn BufRead) -> Result<Box<dyn BufRead + 'r>, TermError> {
    let mut start = Vec::with_capacity(3);
    let mark: &[u8] = &[0xef, 0xbb, 0xbf];
    // Not by a look into the buffer, which may hold a single byte at first.
    (&mut *reader).take(3).read_to_end(&mut start)?;
    let Some(order) = utf16(&start) else {
        if start == mark {
            start.clear();
        }
        return Ok(Box::new(Cursor::new(start).chain(reader)));
    };
    let mut bytes = start.split_off(2);
    reader.read_to_end(&mut bytes)?;
    let mut text = String::with_capacity(bytes.len());
    let mut line = 1;
    let odd = bytes.len() % 2 != 0;
    for c in char::decode_utf16(units(&bytes, order)) {
        let c = c.map_err(|_| TermError::Encoding {
            position: Position::line(line),
        })?;
        line += usize::from(c == '\n');
        text.push(c);
    }
    if odd {
        return Err(TermError::Encoding {
            position: Position::line(line),
        });
    }
    Ok(Box::new(Cursor::new(text.into_bytes())))
}

/// The language that a tag or the name of a language stands for: `zh-Hant`, `EN_us`, `cmn`.
///
/// Only the first subtag counts, in either case.
pub(super) fn lang_of_tag(tag: &str) -> Option<Lang> {
    let primary = tag.trim().split(['-', '_']).next()?;
    match primary.to_ascii_lowercase().as_str() {
        "zh" | "zho" | "chi" | "cmn" => Some(Lang::Chinese),
        "en" | "eng" => Some(Lang::English),
        _ => None,
    }
}

/// Whether a text holds a Chinese character.
pub(super) fn has_han(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_counts_by_its_first_part() {
        for (tag, lang) in [
            ("zh", Some(Lang::Chinese)),
            ("ZH-hant-TW", Some(Lang::Chinese)),
            ("cmn_CN", Some(Lang::Chinese)),
            ("En-GB", Some(Lang::English)),
            ("fr", None),
            ("", None),
            ("enm", None),
        ] {
            assert_eq!(lang_of_tag(tag), lang, "{tag}");
        }
    }

    #[test]
    fn utf16_is_converted_and_half_a_unit_is_an_error() {
        let text = "龙\tdragon\n";
        let mut bytes = vec![0xff, 0xfe];
        bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(TermFormat::detect("x.txt", &bytes), Some(TermFormat::Tsv));
        let mut found = Vec::new();
        TermFormat::Tsv
            .read(bytes.as_slice(), &mut |entry| found.push(entry))
            .unwrap();
        assert_eq!(found[0].english, ["dragon"]);
        bytes.push(b'x');
        let error = TermFormat::Tsv.read(bytes.as_slice(), &mut |_| {});
        assert_eq!(error.unwrap_err().position(), Some(&Position::line(2)));
    }
}
