//! When two units are the same.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::plain::plain;
use crate::memory::{Content, Unit};

/// What two units share if they are the same: 128 bits, so that two of ten million differ with a certainty of 10⁻²⁴.
/// Equal only within one run of one program.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(u64, u64);

/// The key of units that have the same languages, texts and codes.
#[must_use]
pub fn exact_key(unit: &Unit) -> Key {
    let content = |content: &Content| content.text().to_owned();
    let codes = [&unit.source, &unit.target].map(|side| {
        side.content
            .codes()
            .iter()
            .map(|code| (code.at(), code.content.clone()))
            .collect::<Vec<_>>()
    });
    key((
        unit.source.language.as_str(),
        content(&unit.source.content),
        unit.target.language.as_str(),
        content(&unit.target.content),
        codes,
    ))
}

/// The key of units whose texts differ in nothing but case, width, white space, punctuation and codes. Simplified and
/// Traditional text are not the same, nor are numbers and codes that are written otherwise: 1.5 is not 15, -5 not 5, 3:1
/// not 31, C++ not C. Only commas that group digits do not count.
///
/// ```
/// use bitext::{filter::near_key, memory::{Side, Unit}};
///
/// let unit = |english: &str| {
///     Unit::new(Side::new("en".parse().unwrap(), english), Side::new("zh".parse().unwrap(), "好"))
/// };
/// assert_eq!(near_key(&unit("Well – yes!")), near_key(&unit("well, YES")));
/// assert_ne!(near_key(&unit("1.5 days")), near_key(&unit("15 days")));
/// ```
#[must_use]
pub fn near_key(unit: &Unit) -> Key {
    key((
        unit.source.language.primary(),
        plain(unit.source.text()),
        unit.target.language.primary(),
        plain(unit.target.text()),
    ))
}

fn key(value: impl Hash) -> Key {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        value.hash(&mut hasher);
        hasher.finish()
    };
    Key(half(0), half(1))
}
