//! Files of units: opening them in whatever format, encoding and packing, and writing them whole or not at all.

mod read;
mod write;

use std::path::Path;

use bitext::{
    format::{FileType, tmx},
    memory::Timestamp,
};
use clap::ValueEnum;

use crate::nearest::nearest;

pub(crate) use read::{
    DecodingArguments, InputArguments, SharedBeside, iterate, malformed, one_language, open, read,
    read_from, tell_beside,
};
pub(crate) use write::{Target, whole};

/// A format of a file of units, as it is typed.
#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum UnitFormat {
    /// Translation memory exchange 1.4b; any version is read.
    Tmx,
    /// XLIFF 1.2; both versions are read.
    Xliff,
    /// XLIFF 2.0.
    Xliff2,
    /// A term base, TBX-Basic of 2008, which most programs read; both versions are read.
    Tbx,
    /// TBX-Basic of 2019 (ISO 30042:2019).
    Tbx3,
    /// A list of terms in TSV, CSV, CC-CEDICT, or the short units of a TMX file; only read.
    Glossary,
    /// Tab-separated text with a header.
    Tsv,
    /// One JSON object a line, everything kept.
    Jsonl,
    /// Two files, one segment a line.
    Moses,
    /// The tables of Bitextor and ParaCrawl.
    Paracrawl,
    /// Subtitles with both languages in each cue; only read.
    Srt,
    /// Index lists: `[0,1]:[2]:0.97`.
    Beads,
    /// The ladder of Hunalign.
    Ladder,
    /// The links of OPUS.
    Ces,
}

impl UnitFormat {
    pub(super) const fn file_type(self) -> Option<FileType> {
        Some(match self {
            Self::Tmx => FileType::Tmx,
            Self::Xliff => FileType::Xliff,
            Self::Xliff2 => FileType::Xliff2,
            Self::Tbx => FileType::Tbx,
            Self::Tbx3 => FileType::Tbx3,
            Self::Glossary => FileType::Glossary,
            Self::Tsv => FileType::Tsv,
            Self::Jsonl => FileType::Jsonl,
            Self::Paracrawl => FileType::Paracrawl,
            Self::Srt => FileType::Srt,
            Self::Moses | Self::Beads | Self::Ladder | Self::Ces => return None,
        })
    }

    /// The format that the name of a file stands for.
    pub(crate) fn of_path(path: &Path) -> Option<Self> {
        let ending = ending(path)?;
        Some(match ending.as_str() {
            "beads" | "path" => Self::Beads,
            "ladder" => Self::Ladder,
            "ces" => Self::Ces,
            "moses" => Self::Moses,
            _ => Self::of_type(FileType::from_ending(&ending)?),
        })
    }

    const fn of_type(file_type: FileType) -> Self {
        match file_type {
            FileType::Tmx => Self::Tmx,
            FileType::Xliff => Self::Xliff,
            FileType::Xliff2 => Self::Xliff2,
            FileType::Tbx => Self::Tbx,
            FileType::Tbx3 => Self::Tbx3,
            FileType::Glossary => Self::Glossary,
            FileType::Jsonl => Self::Jsonl,
            FileType::Paracrawl => Self::Paracrawl,
            FileType::Srt => Self::Srt,
            _ => Self::Tsv,
        }
    }

    /// Whether the format is one of terms.
    pub(crate) const fn is_terms(self) -> bool {
        matches!(self, Self::Tbx | Self::Tbx3)
    }
}

/// The ending of the name of a file in lower case, packing left aside: `tmx` of `a.TMX.gz`.
pub(crate) fn ending(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?.to_ascii_lowercase();
    let name = name
        .strip_suffix(".gz")
        .or_else(|| name.strip_suffix(".zst"))
        .unwrap_or(&name);
    name.rsplit_once('.').map(|(_, ending)| ending.to_owned())
}

/// What becomes of inline codes in TMX, as it is typed.
#[derive(Copy, Clone, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CodesArgument {
    /// They stand in the text: for CAT tools, which put them into translations.
    Inline,
    /// The text is plain, which every program reads, and a property keeps the codes, which bitext brings back.
    Aside,
    /// They are left out and counted.
    Drop,
}

impl From<CodesArgument> for tmx::Codes {
    fn from(codes: CodesArgument) -> Self {
        match codes {
            CodesArgument::Inline => Self::Inline,
            CodesArgument::Aside => Self::Aside,
            CodesArgument::Drop => Self::LeaveOut,
        }
    }
}

/// What to do about a name that tells no format.
pub(super) fn format_hint(path: &Path, flag: &str) -> String {
    let ending = path.extension().and_then(|ending| ending.to_str());
    let endings = [
        "tmx", "xlf", "xliff", "xlf2", "tbx", "tsv", "csv", "jsonl", "srt", "beads", "ladder",
        "ces", "moses", "gz", "zst",
    ];
    match ending.and_then(|ending| nearest(ending, endings)) {
        Some(near) => format!("did you mean .{near}? else name the format by {flag}"),
        None => format!("name the format by {flag}, such as {flag} tmx"),
    }
}

/// The moment that files are dated by: `SOURCE_DATE_EPOCH` if it is set, so that builds can be repeated, else now.
pub(crate) fn today() -> Timestamp {
    let fixed = std::env::var("SOURCE_DATE_EPOCH").ok();
    fixed
        .and_then(|seconds| seconds.parse().ok())
        .map_or_else(Timestamp::now, Timestamp::from_unix)
}
