//! Files: alignments as other programs read and write them.
//!
//! [`beads`] reads and writes the index lists of Vecalign, [`tsv`] writes tab-separated text, and `jsonl` (feature
//! `json`) one record a line. This module does *not* open files: it reads text and writes to any [`std::io::Write`].

pub mod beads;
#[cfg(feature = "json")]
pub mod jsonl;
pub mod tsv;
