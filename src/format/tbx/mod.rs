//! TBX-Basic, the exchange format of term bases (ISO 30042).
//!
//! | | root | concept | language | term |
//! |---|---|---|---|---|
//! | [`Version::V2`] (2008) | `martif` | `termEntry` | `langSet` | `tig` |
//! | [`Version::V3`] (2019), style `dca` | `tbx` | `conceptEntry` | `langSec` | `termSec` |
//!
//! [`Reader`] takes both, and of the third version also the style `dct`, which names elements after data categories.
//! [`Writer`] writes the second unless told otherwise: translate-toolkit 3.20 and OmegaT 3.6 read it, synonyms, both
//! scripts and emoji included, and refuse the third.
//!
//! # Units of a concept
//!
//! A concept has several terms in each language: synonyms, and one in each script. Its units join the first term of each
//! language, and then every other term with the first one of the other language; all bear the name of the concept. So
//! *m* terms and *n* terms are *m* + *n* − 1 units, and units that follow each other in this way under one name are
//! written as one concept. Preferred terms come first, deprecated and superseded ones last; a unit that brings in one of
//! these is [`Rejected`](crate::memory::Status::Rejected).
//!
//! Terms are written and read without white space at their ends, and with one space for each stretch of it inside.
//!
//! # What else is kept
//!
//! Notes are notes, dates and their authors are transactions. Data categories of a file are kept as properties whose
//! names are their paths: `tbx:descrip/subjectField` of the concept, `tbx:target-language/descrip/definition` of a
//! language, `tbx:source/termNote/partOfSpeech` of a term. Whatever else a unit knows (score, evidence, other
//! properties, a text that is not written as it is) stands in `<admin type="source">`, as `x-bitext-score=0.97`: TBX-Basic
//! has a closed list of data categories, and this one is allowed everywhere. A list of plain terms has none of them.
//!
//! Languages are named as the units name them, `zh-Hans` and `zh-Hant`: the standard asks for BCP 47.
//!
//! Cross references, figures and inline codes are not kept; codes are counted.

mod category;
mod concept;
mod entry;
mod read;
mod version;
mod write;

pub use read::Reader;
pub use version::Version;
pub use write::Writer;

/// What the names of properties begin with that are data categories.
const CATEGORY: &str = "tbx:";

/// What has no category of its own is in this one, named and with `=` before the value.
const OWN_CATEGORY: &str = "source";

/// The language of a source, where it is not the language of the file: details that only this format has.
const FROM: &str = "x-bitext-from";

/// The name of a concept that cannot be an identifier in XML, or is one already.
const NAME: &str = "x-bitext-id";

/// A text with the white space that its term is written without.
const TEXTS: [&str; 2] = ["x-bitext-source-text", "x-bitext-target-text"];

/// The status of a term that is not to be used.
const DEPRECATED: &str = "deprecatedTerm-admn-sts";

/// The category that says how usable a term is.
const STATUS: &str = "administrativeStatus";

/// The most bytes that the units of one concept may repeat of it: each has the name of the concept, and all but the first
/// have a term that an earlier one has.
const MOST_REPEATED: usize = 16 << 20;

/// A term as it is written: what the standard calls a term has no white space at its ends.
fn trimmed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a term of this status is not to be used.
fn is_unusable(status: &str) -> bool {
    status.starts_with("deprecated") || status.starts_with("superseded")
}
