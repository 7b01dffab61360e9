//! A translation table in one block of bytes, looked up in place.
//!
//! Loading checks the lengths and the checksum and builds nothing. The format, version 1, little-endian:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `bitextTT` |
//! | 4 | version |
//! | 4 | 0 |
//! | 8 | checksum of everything behind it |
//! | 3 × 12 | for the Chinese words, the English words and the English forms: number of words, of slots, bytes of records |
//! | 4 | 0 |
//! | … | the three sections, in the same order |
//!
//! A section:
//!
//! | bytes | what |
//! |---|---|
//! | 4 × slots | hash table with linear probing: number of the word + 1 in bits 0-23 (0: free), 8 bits of its hash above |
//! | 4 × blocks | where the records of each block begin; a block is eight words |
//! | … | records |
//!
//! A record is the length of what follows (LEB128), a frequency (`FREQUENCY_STEP` to the power of the byte), the length of the word in one byte, the word in
//! UTF-8, and its translations: the number of the word of the other language as the difference to the
//! last one (LEB128, ascending), and a probability (`PROBABILITY_STEP` to the power of the byte). Words are numbered
//! from the most frequent on, so that numbers are small and common records stand together. Forms are English words
//! that rules alone would reduce to a wrong dictionary form; their one translation is the right one.

mod write;

use std::{borrow::Cow, fmt, fs, io, path::Path};

pub use write::{Entry, Side, write};

use super::{Lexicon, lemma::lemma_listed};
use crate::lang::Lang;

const MAGIC: [u8; 8] = *b"bitextTT";
const VERSION: u32 = 1;
const HEADER: usize = 64;
/// The words of a block: one offset for each would take more than the lengths that lead to a word in its block.
const BLOCK: usize = 8;
/// Where what the checksum covers begins.
const CHECKED: usize = 24;

/// Two neighbouring probabilities of the table; the last one is 0.0004.
const PROBABILITY_STEP: f64 = 0.97;

/// Two neighbouring frequencies of the table; the last one is two in a thousand million.
const FREQUENCY_STEP: f64 = 0.925;

/// The powers of `step`. Computed by multiplication only, so that they are the same on every machine.
const fn powers(step: f64) -> [f32; 256] {
    let mut powers = [1.0; 256];
    let mut power = 1.0_f64;
    let mut index = 0;
    while index < 256 {
        #[expect(clippy::indexing_slicing, reason = "the index is below the length")]
        {
            powers[index] = power as f32;
        }
        power *= step;
        index += 1;
    }
    powers
}

/// What is written is the nearest step; half a step less never adds up to more than one.
const ROUNDED_DOWN: f32 = 0.9848;

static PROBABILITIES: [f32; 256] = powers(PROBABILITY_STEP);
static FREQUENCIES: [f32; 256] = powers(FREQUENCY_STEP);

/// A trained translation table: probabilities in both directions and word frequencies of both languages.
///
/// Cheap to load and to look up: a word costs one hash and about three cache lines.
///
/// ```
/// use bitext::{Lang, lexicon::{Lexicon, Table}};
///
/// assert!(Table::from_bytes(b"something else".to_vec()).is_err());
/// # #[cfg(feature = "table")]
/// assert!(bitext::lexicon::bundled().contains("银行", Lang::Chinese));
/// ```
#[derive(Clone)]
pub struct Table {
    bytes: Cow<'static, [u8]>,
    chinese: Section,
    english: Section,
    forms: Section,
}

/// Why bytes are not a table.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// The file cannot be read.
    #[error("cannot read the table: {0}")]
    Unreadable(#[from] io::Error),
    /// The bytes do not begin as a table does.
    #[error("not a translation table of bitext")]
    Foreign,
    /// The table has another version than this one, which is 1.
    #[error("the table has version {0}, expected 1")]
    Version(u32),
    /// The sections do not add up to the length.
    #[error("the table should have {expected} bytes but has {found}")]
    Length {
        /// The length by the header.
        expected: u64,
        /// The length.
        found: u64,
    },
    /// The content is not what was written.
    #[error("the checksum of the table is wrong")]
    Checksum,
    /// There are more words than a table can number.
    #[error("a table holds at most 16 million words of a language and 4 GB")]
    TooLarge,
}

/// Where the parts of a section are.
#[derive(Copy, Clone, Debug)]
struct Section {
    words: usize,
    slots: usize,
    slots_at: usize,
    offsets_at: usize,
    records_at: usize,
    end: usize,
}

impl Table {
    /// Reads a table from memory.
    ///
    /// # Errors
    ///
    /// Foreign, corrupt or cut bytes.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, TableError> {
        let bytes = bytes.into();
        if bytes.get(..8) != Some(&MAGIC) {
            return Err(TableError::Foreign);
        }
        match u32_at(&bytes, 8) {
            Some(VERSION) => {}
            other => return Err(TableError::Version(other.unwrap_or_default())),
        }
        let found = bytes.len();
        let mut at = HEADER;
        let mut section = |index: usize| -> Option<Section> {
            let field = |number: usize| {
                usize::try_from(u32_at(&bytes, CHECKED + 12 * index + 4 * number)?).ok()
            };
            let (words, slots, length) = (field(0)?, field(1)?, field(2)?);
            let offsets_at = at.checked_add(slots.checked_mul(4)?)?;
            let records_at = offsets_at.checked_add(words.div_ceil(BLOCK).checked_mul(4)?)?;
            let end = records_at.checked_add(length)?;
            let section = Section {
                words,
                slots,
                slots_at: at,
                offsets_at,
                records_at,
                end,
            };
            at = end;
            Some(section)
        };
        let sections = section(0).zip(section(1)).zip(section(2));
        let Some(((chinese, english), forms)) = sections.filter(|_| at == found) else {
            return Err(TableError::Length {
                expected: at as u64,
                found: found as u64,
            });
        };
        let checked = bytes.get(CHECKED..).unwrap_or_default();
        if bytes.get(16..CHECKED) != Some(&checksum(checked).to_le_bytes()) {
            return Err(TableError::Checksum);
        }
        Ok(Self {
            bytes,
            chinese,
            english,
            forms,
        })
    }

    /// Reads a table from a file.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, or is no whole table.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, TableError> {
        Self::from_bytes(fs::read(path)?)
    }

    /// The number of words of `lang`.
    #[must_use]
    pub const fn len(&self, lang: Lang) -> usize {
        match lang {
            Lang::Chinese => self.chinese.words,
            Lang::English => self.english.words,
        }
    }

    /// Whether the table has no word.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.chinese.words == 0 && self.english.words == 0
    }

    const fn section(&self, lang: Lang) -> &Section {
        match lang {
            Lang::Chinese => &self.chinese,
            Lang::English => &self.english,
        }
    }

    /// The record of a word of a section.
    fn find(&self, section: &Section, word: &str) -> Option<Record<'_>> {
        let hash = hash(word);
        let mut slot = first_slot(hash, section.slots);
        for _ in 0..section.slots {
            let entry = u32_at(&self.bytes, section.slots_at + 4 * slot)?;
            let number = (entry & 0xff_ffff).checked_sub(1)?;
            if (entry >> 24) as u8 == mark(hash) {
                let record = self.record(section, number as usize)?;
                if record.word == word.as_bytes() {
                    return Some(record);
                }
            }
            slot = if slot + 1 == section.slots {
                0
            } else {
                slot + 1
            };
        }
        None
    }

    /// The record of the word with a given number.
    fn record(&self, section: &Section, number: usize) -> Option<Record<'_>> {
        if number >= section.words {
            return None;
        }
        let offset = u32_at(&self.bytes, section.offsets_at + 4 * (number / BLOCK))?;
        let mut rest = self
            .bytes
            .get(section.records_at.checked_add(offset as usize)?..section.end)?;
        for _ in 0..number % BLOCK {
            let length = leb128(&mut rest)?;
            rest = rest.get(length..)?;
        }
        let length = leb128(&mut rest)?;
        let (&[frequency, length], rest) = rest.get(..length)?.split_first_chunk()?;
        let (word, translations) = rest.split_at_checked(usize::from(length))?;
        Some(Record {
            frequency,
            word,
            translations,
        })
    }

    fn word(&self, section: &Section, number: usize) -> Option<&str> {
        std::str::from_utf8(self.record(section, number)?.word).ok()
    }
}

/// A word with what is known of it.
struct Record<'t> {
    frequency: u8,
    word: &'t [u8],
    translations: &'t [u8],
}

impl Record<'_> {
    /// The numbers of the translations, with probabilities.
    fn translations(&self) -> impl Iterator<Item = (usize, f32)> + '_ {
        let mut rest = self.translations;
        let mut number = 0_usize;
        std::iter::from_fn(move || {
            let difference = leb128(&mut rest)?;
            let (step, others) = rest.split_first()?;
            rest = others;
            number = number.saturating_add(difference);
            let probability = PROBABILITIES.get(usize::from(*step))?;
            Some((number, *probability * ROUNDED_DOWN))
        })
    }
}

impl Lexicon for Table {
    fn translations(&self, term: &str, lang: Lang, each: &mut dyn FnMut(&str, f32)) {
        let Some(record) = self.find(self.section(lang), term) else {
            return;
        };
        let other = self.section(lang.other());
        for (number, probability) in record.translations() {
            if let Some(word) = self.word(other, number) {
                each(word, probability);
            }
        }
    }

    fn frequency(&self, term: &str, lang: Lang) -> Option<f32> {
        let record = self.find(self.section(lang), term)?;
        FREQUENCIES.get(usize::from(record.frequency)).copied()
    }

    fn contains(&self, term: &str, lang: Lang) -> bool {
        self.find(self.section(lang), term)
            .is_some_and(|record| !record.translations.is_empty())
    }

    fn lemma<'w>(&self, form: &'w str) -> Cow<'w, str> {
        let listed = |form: &str| {
            let record = self.find(&self.forms, form)?;
            let (number, _) = record.translations().next()?;
            Some(self.word(&self.english, number)?.to_owned())
        };
        lemma_listed(form, &listed, &|word| self.contains(word, Lang::English))
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Table")
            .field("chinese", &self.chinese.words)
            .field("english", &self.english.words)
            .field("forms", &self.forms.words)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*bytes))
}

/// Reads a number of up to 28 bits; those of words have 24.
fn leb128(bytes: &mut &[u8]) -> Option<usize> {
    let mut number = 0_usize;
    for shift in [0, 7, 14, 21] {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// FNV-1a, with the bits mixed in the end.
fn hash(word: &str) -> u64 {
    let fnv = word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (fnv ^ (fnv >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The slot where the search for a hash begins; the highest bits decide.
const fn first_slot(hash: u64, slots: usize) -> usize {
    (((hash >> 32) * slots as u64) >> 32) as usize
}

/// The bits of a hash that a slot holds; not those that decide the slot.
const fn mark(hash: u64) -> u8 {
    (hash >> 8) as u8
}

/// Any change of one word of eight bytes changes the result, as each step can be undone.
fn checksum(bytes: &[u8]) -> u64 {
    let step = |sum: u64, word: u64| {
        (sum ^ word)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(29)
    };
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(bytes.len() as u64, |sum, word| {
        step(sum, u64::from_le_bytes(*word))
    });
    rest.iter()
        .fold(sum, |sum, byte| step(sum, u64::from(*byte)))
}
