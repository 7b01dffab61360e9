//! TMX 1.4b, the exchange format of translation memories (LISA OSCAR 2005).
//!
//! [`Reader`] takes any version, names in upper or lower case, `xml:lang` or the old `lang`, and finds texts by their
//! language, never by their order. [`Writer`] writes what the DTD asks for. Inline codes are kept both ways.
//!
//! What a unit knows and TMX has no place for stands in properties whose types begin with `x-bitext-`: score, status,
//! segments, evidence. Attributes that bitext does not use (`usagecount`, `datatype`) are kept as properties
//! `tmx:usagecount`.
//!
//! Languages are written by region, `zh-CN` and `zh-TW`, unless [`Names`] says otherwise: of the readers that were tried,
//! those that match languages by region find nothing under `zh-Hans`.
//!
//! What the writer gives was read back by lxml and xmllint with the DTD, by lxml and Xerces with OmegaT's schema, and text
//! for text by translate-toolkit 3.20, mtdata 0.5, ilib-tmx 1.1 and OmegaT 3.6: plain text, several sentences to one, both
//! scripts in one file, emoji, characters beyond the BMP and control characters. Inline codes are the limit of three of
//! them, however they are written:
//!
//! | code in the text | ilib-tmx | mtdata | OmegaT, plain text |
//! |---|---|---|---|
//! | none (`Codes::Aside`, `Codes::LeaveOut`) | all | all | all |
//! | `<ph x="1"/>`, `<bpt i="1"/>`, empty, in the middle | stops at the file | text up to the code | text without the code |
//! | the same with content | stops | text up to the code | text without the content |
//! | `<hi>` | stops | text up to it | text with a tag |
//! | any, at the beginning | reads the text | passes over the unit | text without the code |
//!
//! So codes stand [aside](Codes::Aside) unless [`Header::codes`] says otherwise: no program stops at such a file or cuts its
//! texts, and nothing is lost, because a property has the texts with their codes. Who feeds a CAT tool with texts that have
//! codes writes them [inline](Codes::Inline): matches then bring the codes along.
//!
//! [`validate`] says what of a file is not as the standard has it.
//!
//! XML cannot hold most control characters. In texts they are replaced by their pictures (`␁`) and brought back on
//! reading; other programs show the pictures. In codes, notes and properties they are replaced and counted.

mod inline;
mod read;
mod validate;
mod write;

pub use read::Reader;
pub use validate::{TmxRule, Violation, validate};
pub use write::{Codes, Header, Names, Unpaired, Writer};

/// Properties with a text and its codes, where the text of the unit is plain.
const SOURCE_CODES: &str = "x-bitext-source-codes";
const TARGET_CODES: &str = "x-bitext-target-codes";

/// Attributes of `tu` and `tuv` that are kept as properties.
const KEPT: [&str; 6] = [
    "usagecount",
    "lastusagedate",
    "datatype",
    "segtype",
    "o-tmf",
    "o-encoding",
];

/// What the names of such properties begin with.
const KEPT_PREFIX: &str = "tmx:";
