//! Which format a file is in, and readers and writers by format.

use std::io::{BufRead, Write};

#[cfg(feature = "json")]
use super::units_jsonl;
use super::{ReadOptions, UnitReader, UnitWriter, columns, glossary, paracrawl, srt};
#[cfg(feature = "xml")]
use super::{tbx, tmx, xliff};

/// A format of files of units.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FileType {
    /// Translation memory exchange, written as 1.4b (feature `xml`).
    Tmx,
    /// XLIFF, written as 1.2 (feature `xml`).
    Xliff,
    /// XLIFF, written as 2.0 (feature `xml`).
    Xliff2,
    /// A term base, written as TBX-Basic of 2008 (feature `xml`).
    Tbx,
    /// A term base, written as TBX-Basic of 2019 (feature `xml`).
    Tbx3,
    /// A term list, as [`lexicon::TermFormat`](crate::lexicon::TermFormat) finds it out; only read.
    Glossary,
    /// Tab-separated text with a header.
    Tsv,
    /// JSON lines (feature `json`).
    Jsonl,
    /// The tables of Bitextor and ParaCrawl.
    Paracrawl,
    /// Subtitles in both languages; only read.
    Srt,
}

impl FileType {
    /// All formats.
    pub const ALL: [Self; 10] = [
        Self::Tmx,
        Self::Xliff,
        Self::Xliff2,
        Self::Tbx,
        Self::Tbx3,
        Self::Glossary,
        Self::Tsv,
        Self::Jsonl,
        Self::Paracrawl,
        Self::Srt,
    ];

    /// The format that the ending of a name stands for, without the ending of a packed file (`.gz`).
    ///
    /// ```
    /// use bitext::format::FileType;
    ///
    /// assert_eq!(FileType::from_ending("SDLXLIFF"), Some(FileType::Xliff));
    /// assert_eq!(FileType::from_ending("docx"), None);
    /// ```
    #[must_use]
    pub fn from_ending(ending: &str) -> Option<Self> {
        Some(match ending.to_ascii_lowercase().as_str() {
            "tmx" => Self::Tmx,
            "xlf" | "xliff" | "sdlxliff" | "mxliff" | "mqxliff" | "xlz" => Self::Xliff,
            "xlf2" | "xliff2" => Self::Xliff2,
            "tbx" => Self::Tbx,
            "csv" | "u8" | "cedict" => Self::Glossary,
            "tsv" | "tab" | "txt" => Self::Tsv,
            "jsonl" | "ndjson" => Self::Jsonl,
            "paracrawl" | "bitextor" => Self::Paracrawl,
            "srt" => Self::Srt,
            _ => return None,
        })
    }

    /// The format that the beginning of a file shows, where that is sure: `None` for tables and plain text.
    #[must_use]
    pub fn detect(start: &str) -> Option<Self> {
        let start = start.trim_start_matches('\u{feff}').trim_start();
        let lower: String = start.chars().take(2000).collect();
        let lower = lower.to_ascii_lowercase();
        if lower.starts_with('<') {
            let roots = [
                ("<tmx", Self::Tmx),
                ("<xliff", Self::Xliff),
                ("<martif", Self::Tbx),
                ("<tbx", Self::Tbx),
            ];
            let found = roots.into_iter().find(|(root, _)| lower.contains(root));
            return found.map(|(_, format)| format);
        }
        let line = start.lines().next().unwrap_or_default();
        if line.starts_with('{') {
            return Some(Self::Jsonl);
        }
        line.split('\t')
            .any(|name| name == "src_text")
            .then_some(Self::Paracrawl)
    }

    /// Opens a reader; `None` if the format needs a feature that is not there.
    #[must_use]
    pub fn reader<'r>(
        self,
        reader: impl BufRead + 'r,
        options: ReadOptions,
    ) -> Option<Box<dyn UnitReader + 'r>> {
        Some(match self {
            #[cfg(feature = "xml")]
            Self::Tmx => Box::new(tmx::Reader::new(reader, options)),
            #[cfg(feature = "xml")]
            Self::Xliff | Self::Xliff2 => Box::new(xliff::Reader::new(reader, options)),
            #[cfg(feature = "xml")]
            Self::Tbx | Self::Tbx3 => Box::new(tbx::Reader::new(reader, options)),
            Self::Glossary => Box::new(glossary::Reader::new(reader, options)),
            Self::Tsv => Box::new(columns::Reader::new(reader, &options)),
            #[cfg(feature = "json")]
            Self::Jsonl => Box::new(units_jsonl::Reader::new(reader, &options)),
            Self::Paracrawl => Box::new(paracrawl::Reader::new(reader, &options)),
            Self::Srt => Box::new(srt::Reader::new(reader, options)),
            #[cfg(not(all(feature = "xml", feature = "json")))]
            _ => return None,
        })
    }

    /// Opens a writer; `None` if the format is only read, or needs a feature that is not there.
    #[must_use]
    pub fn writer<'w>(self, writer: impl Write + 'w) -> Option<Box<dyn UnitWriter + 'w>> {
        Some(match self {
            #[cfg(feature = "xml")]
            Self::Tmx => Box::new(tmx::Writer::new(writer, tmx::Header::default())),
            #[cfg(feature = "xml")]
            Self::Xliff => Box::new(xliff::Writer::new(writer, xliff::Version::V1_2)),
            #[cfg(feature = "xml")]
            Self::Xliff2 => Box::new(xliff::Writer::new(writer, xliff::Version::V2_0)),
            #[cfg(feature = "xml")]
            Self::Tbx => Box::new(tbx::Writer::new(writer, tbx::Version::V2)),
            #[cfg(feature = "xml")]
            Self::Tbx3 => Box::new(tbx::Writer::new(writer, tbx::Version::V3)),
            Self::Tsv => Box::new(columns::Writer::new(writer)),
            #[cfg(feature = "json")]
            Self::Jsonl => Box::new(units_jsonl::Writer::new(writer)),
            Self::Paracrawl => Box::new(paracrawl::Writer::new(writer)),
            _ => return None,
        })
    }
}
