//! Tables of surface forms, looked up by longest match.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use super::vocabulary::Classes;

/// FNV-1a: words are short and come from static tables, so nothing is gained by a keyed hash.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordHasher(u64);

impl Default for WordHasher {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3);
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.0 = (self.0 ^ u64::from(value)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A map keyed by words or characters of static tables.
pub(super) type WordMap<K, V> = HashMap<K, V, BuildHasherDefault<WordHasher>>;

/// Words (or runs of characters) with what they mean, found by the longest match at a place.
///
/// Built once from static text; a look-up costs one hash of the first character or word plus one comparison per candidate.
#[derive(Debug)]
pub(super) struct Table<T> {
    class: Classes,
    by_word: WordMap<Box<str>, Vec<Entry<T>>>,
    by_character: WordMap<char, Vec<Entry<T>>>,
}

/// The characters of a surface, white space left out, and what it means.
type Entry<T> = (Box<[char]>, T);

impl<T: Copy> Table<T> {
    /// Collects `(surface, meaning)`; of two equal surfaces the first one wins. `class` marks the words that surfaces start with.
    pub(super) fn new<'a>(class: Classes, entries: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut table = Self {
            class,
            by_word: WordMap::default(),
            by_character: WordMap::default(),
        };
        for (surface, meaning) in entries {
            let characters: Box<[char]> = surface.chars().filter(|c| *c != ' ').collect();
            let Some(&first) = characters.first() else {
                continue;
            };
            let word = first_word(surface);
            let candidates = if word.is_empty() {
                table.by_character.entry(first).or_default()
            } else {
                table.by_word.entry(word.into()).or_default()
            };
            candidates.push((characters, meaning));
        }
        let lists = table.by_word.values_mut();
        for candidates in lists.chain(table.by_character.values_mut()) {
            candidates.sort_by_key(|(surface, _)| std::cmp::Reverse(surface.len()));
        }
        table
    }

    /// The class of the words and characters that its surfaces start with.
    pub(super) const fn class(&self) -> Classes {
        self.class
    }

    /// All surfaces that start with the word `first`, the longest first.
    pub(super) fn with_word(&self, first: &str) -> &[Entry<T>] {
        self.by_word.get(first).map_or(&[], |it| it)
    }

    /// All surfaces that start with the character `first`, which is no letter, the longest first.
    pub(super) fn with_character(&self, first: char) -> &[Entry<T>] {
        self.by_character.get(&first).map_or(&[], |it| it)
    }

    /// The first words of all surfaces.
    pub(super) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.by_word.keys().map(|it| &**it)
    }

    /// The first characters of all surfaces that start with none.
    pub(super) fn first_characters(&self) -> impl Iterator<Item = char> {
        self.by_character.keys().copied()
    }
}

/// The letters at the start of a surface.
pub(super) fn first_word(surface: &str) -> &str {
    let end = surface
        .find(|c| !super::lex::is_letter(c))
        .unwrap_or(surface.len());
    surface.get(..end).unwrap_or_default()
}

/// The rows of a table in a TSV file: comments and blank lines left out, missing columns empty.
pub(super) fn rows<const N: usize>(text: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
        .map(|line| {
            let mut columns = line.split('\t');
            std::array::from_fn(|_| columns.next().unwrap_or_default())
        })
}

/// The surfaces of one column of a table whose first column is a code, each with its row.
pub(super) fn column<const N: usize>(
    rows: &'static [[&'static str; N]],
    column: usize,
) -> impl Iterator<Item = (&'static str, &'static [&'static str; N])> {
    rows.iter().flat_map(move |row| {
        let cell = row.get(column).copied().unwrap_or_default();
        surfaces(cell).map(move |surface| (surface, row))
    })
}

/// What the row with this code is called in a rendering: the first surface of a column.
pub(super) fn name<const N: usize>(
    rows: &'static [[&'static str; N]],
    code: &str,
    column: usize,
) -> Option<&'static str> {
    let row = rows.iter().find(|row| row.first() == Some(&code))?;
    surfaces(row.get(column)?).next()
}

/// The surfaces in one cell.
pub(super) fn surfaces(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split(',').filter(|it| !it.is_empty())
}
