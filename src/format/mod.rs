//! Files: alignments and translation memories as other programs read and write them.
//!
//! | format | module | what it holds | reads | writes |
//! |---|---|---|---|---|
//! | TMX 1.4b | `tmx` | units | ✓ any version | ✓ |
//! | XLIFF 1.2, 2.x | `xliff` | units | ✓ | ✓ |
//! | TBX-Basic 2008, 2019 | `tbx` | terms as units | ✓ | ✓ |
//! | term lists: TSV, CSV, CC-CEDICT, TMX | [`glossary`] | terms as units | ✓ | |
//! | TSV | [`columns`] | units | ✓ | ✓ |
//! | TSV of an alignment | [`tsv`] | links with evidence | by [`columns`] | ✓ |
//! | JSON lines | `units_jsonl` | units | ✓ | ✓ |
//! | JSON lines of an alignment | `jsonl` | links with evidence | by `units_jsonl` | ✓ |
//! | Moses | [`moses`] | plain pairs, in two files | ✓ | ✓ |
//! | Bitextor, ParaCrawl | [`paracrawl`] | plain pairs | ✓ | ✓ |
//! | SubRip | [`srt`] | subtitles | ✓ | |
//! | Vecalign's beads | [`beads`] | indices | ✓ | ✓ |
//! | Hunalign's ladder | [`ladder`] | indices | ✓ | ✓ |
//! | corrections of a report | `corrections` | indices that a person stands for | ✓ | by the page |
//! | cesAlign of OPUS | `ces` | names of sentences | ✓ | ✓ |
//!
//! Files of units are read one unit at a time by a [`UnitReader`] from any [`std::io::BufRead`] and written by a
//! [`UnitWriter`] to any [`std::io::Write`], in constant memory; [`FileType`] opens either by the name of the format.
//! Errors say the place, the unit and what was expected. What a format cannot hold is counted ([`Written`]),
//! and so is what a file holds beside its units ([`Beside`]).
//!
//! XML, and so TMX, XLIFF, TBX and cesAlign, needs the feature `xml`; JSON the feature `json`; files that are not UTF-8 the
//! feature `encodings` (`decode`), packed ones `compression` (`unpack`). [`Bounded`] stops at files that are too large, and
//! [`ReadOptions::nesting`] at elements that nest too deep. This module does *not* open files.

pub mod beads;
mod bounded;
#[cfg(feature = "xml")]
pub mod ces;
pub mod columns;
#[cfg(feature = "json")]
pub mod corrections;
#[cfg(feature = "encodings")]
pub mod decode;
#[cfg(feature = "xml")]
mod details;
mod error;
#[cfg(feature = "xml")]
mod escape;
mod file_type;
pub mod glossary;
#[cfg(feature = "json")]
pub mod jsonl;
pub mod ladder;
mod lines;
pub mod moses;
pub mod paracrawl;
pub mod srt;
#[cfg(feature = "xml")]
pub mod tbx;
#[cfg(feature = "xml")]
pub mod tmx;
pub mod tsv;
mod unit_file;
#[cfg(feature = "json")]
pub mod units_jsonl;
#[cfg(feature = "compression")]
pub mod unpack;
#[cfg(feature = "xml")]
pub mod xliff;
#[cfg(feature = "xml")]
mod xml;

pub use bounded::{Bounded, TooLarge};
pub use error::{FormatError, Position};
pub use file_type::FileType;
pub use unit_file::{Beside, Languages, ReadOptions, UnitReader, UnitWriter, Written};
