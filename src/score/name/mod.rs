//! The names of two documents: which Chinese words an English name is written with.
//!
//! English candidates are capitalised words that the lexicon does not know as common words. Chinese words are cut by a
//! dictionary that knows few names, so 习近平 may be one word, two or three: a name is looked for among the characters,
//! and its English words are linked to every Chinese word that it reaches into.
//!
//! - *Romanised names* are put into a trie of syllables, and the Chinese text is read once with all readings of each
//!   character. A name of one syllable is linked to family names only.
//! - *Transliterations* are looked for among rows of characters that foreign names are written with, sorted by first
//!   sound and length.
//!
//! Both are near-linear in the texts; about fifty thousand transliterations are compared at most, the most frequent names
//! first, the others stay unlinked. Links are between types: where the name stands does not matter here.

mod romanised;
mod row;
mod transliterated;

use std::collections::{BTreeMap, HashSet};

use super::document::{Document, Name, NameWord};
use crate::{lang::Lang, lexicon::Lexicon};
use romanised::{family_names, romanised};
use transliterated::transliterated;

/// A word more frequent than this is no name, whatever its letters: *He*, *Long*, *Sun* (the study's threshold).
pub(super) const COMMON: f32 = 3e-5;

/// The share of its occurrences that a name must begin with a capital letter.
const CAPITALISED: f32 = 0.7;

/// A Chinese and an English token type that are parts of the same name.
#[derive(Copy, Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct NameLink {
    /// The Chinese type.
    pub chinese: u32,
    /// The English type.
    pub english: u32,
    /// The probability of the English type given the Chinese one.
    pub of_english: f32,
    /// The probability of the Chinese type given the English one.
    pub of_chinese: f32,
}

/// Links the names of two documents; each pair of types at most once, in order. None unless one is Chinese and the
/// other English, in this order.
///
/// Cost: linear in the Chinese text and in the English names, and up to 50,000 comparisons of sounds.
#[must_use]
pub fn name_links(chinese: &Document, english: &Document, lexicon: &dyn Lexicon) -> Vec<NameLink> {
    if chinese.lang() != Lang::Chinese || english.lang() != Lang::English {
        return Vec::new();
    }
    let names = Names::new(english);
    if names.used.is_empty() {
        return Vec::new();
    }
    let mut links = Links::default();
    romanised(chinese, &names, &mut links);
    family_names(chinese, english, &names, lexicon, &mut links);
    transliterated(chinese, english, &names, lexicon, &mut links);
    links.by_types.into_values().collect()
}

/// Links under construction; of several for two types the surest counts.
#[derive(Default)]
struct Links {
    by_types: BTreeMap<(u32, u32), NameLink>,
    english: HashSet<u32>,
}

impl Links {
    /// Links English types to the Chinese types that a name of the given probability is cut into.
    fn push(&mut self, english: &[u32], chinese: &[u32], probability: f32) {
        // The pieces of a name explain the English word together; each of them is explained by it alone.
        let share = probability / chinese.len().max(1) as f32;
        for &of in english {
            self.english.insert(of);
            for &given in chinese {
                let link = self.by_types.entry((given, of)).or_insert(NameLink {
                    chinese: given,
                    english: of,
                    of_english: 0.0,
                    of_chinese: 0.0,
                });
                link.of_english = link.of_english.max(share);
                link.of_chinese = link.of_chinese.max(probability);
            }
        }
    }
}

/// The names of the English document.
struct Names<'d> {
    used: Vec<&'d Name>,
    /// How often each type begins with a capital letter where it may be a name, if it mostly does; else 0.
    counts: Vec<u32>,
}

impl<'d> Names<'d> {
    fn new(english: &'d Document) -> Self {
        let all = counts(english);
        let mut counts = vec![0_u32; all.len()];
        for name in english.names() {
            for &kind in name.words.iter().flat_map(|word| &word.kinds) {
                if let Some(count) = counts.get_mut(kind as usize) {
                    *count += name.count;
                }
            }
        }
        for (count, all) in counts.iter_mut().zip(all) {
            if (*count as f32) < CAPITALISED * all as f32 {
                *count = 0;
            }
        }
        let mut names = Self {
            used: Vec::new(),
            counts,
        };
        names.used = english
            .names()
            .iter()
            .filter(|name| (0..name.words.len()).any(|at| names.is_name(name, at)))
            .collect();
        names
    }

    fn count(&self, kind: u32) -> u32 {
        self.counts.get(kind as usize).copied().unwrap_or(0)
    }

    /// Whether word `at` of a candidate is mostly written as a name.
    fn is_name(&self, name: &Name, at: usize) -> bool {
        name.words
            .get(at)
            .is_some_and(|word| word.kinds.iter().any(|&kind| self.count(kind) > 0))
    }

    /// How often the rarest of the words occurs.
    fn least(&self, words: &[&NameWord]) -> u32 {
        let counts = words
            .iter()
            .filter_map(|word| word.kinds.iter().map(|&kind| self.count(kind)).max());
        counts.min().unwrap_or(0)
    }

    /// Every row of words that is looked for: each candidate, each word of it, each two neighbours.
    fn rows(&self) -> Vec<Vec<&'d NameWord>> {
        let mut seen: HashSet<Vec<&str>> = HashSet::new();
        let mut rows = Vec::new();
        for name in &self.used {
            let length = name.words.len();
            for size in [length, 1, 2] {
                for start in 0..(length + 1).saturating_sub(size) {
                    let words: Vec<&NameWord> = name.words.iter().skip(start).take(size).collect();
                    let is_name = (start..start + size).all(|at| self.is_name(name, at));
                    let written = words.iter().map(|word| word.written.as_str()).collect();
                    if is_name && !words.is_empty() && seen.insert(written) {
                        rows.push(words);
                    }
                }
            }
        }
        rows
    }
}

/// How often each type of a document occurs.
fn counts(document: &Document) -> Vec<u32> {
    let mut counts = vec![0_u32; document.types().len()];
    for kind in document.kinds() {
        if let Some(count) = counts.get_mut(kind as usize) {
            *count += 1;
        }
    }
    counts
}

/// Whether a name that occurs `english` times can be what occurs `chinese` times: pronouns replace names in either
/// language, but not most of them.
const fn is_plausible(chinese: u32, english: u32) -> bool {
    chinese <= 3 * english + 3
}
