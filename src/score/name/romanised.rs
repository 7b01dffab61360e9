//! Chinese names in Latin letters: whole names through a trie of syllables, and family names that stand alone.

use std::collections::BTreeSet;

use foldhash::HashMap;

use super::{Links, Names, counts, is_plausible, row::Row};
use crate::{
    lang::Lang,
    lexicon::Lexicon,
    name::{
        customary, is_surname,
        pinyin::{Syllable, System, readings, spellings, syllable_count},
    },
    score::document::{Document, NameWord, TokenType},
};

/// The probability of a word of a name given its counterpart, for romanisations of at least two syllables.
const SPELLED: f32 = 0.8;

/// The same for a family name alone: other families share the syllable.
const FAMILY: f32 = 0.3;

/// Names as paths of syllables.
#[derive(Default)]
struct Trie {
    children: HashMap<(u32, Syllable), u32>,
    /// For each syllable the node below the root.
    first: Vec<u32>,
    /// The needles that end at each node.
    ends: Vec<Vec<u32>>,
}

impl Trie {
    fn insert(&mut self, spelling: &[&[Syllable]], needle: u32) {
        if self.ends.is_empty() {
            self.ends.push(Vec::new());
            self.first = vec![0; syllable_count()];
        }
        let mut nodes = vec![0];
        for syllables in spelling {
            let mut next = Vec::new();
            for &node in &nodes {
                for &syllable in *syllables {
                    let new = self.ends.len() as u32;
                    let child = *self.children.entry((node, syllable)).or_insert(new);
                    if child == new {
                        self.ends.push(Vec::new());
                        if let Some(first) =
                            self.first.get_mut(syllable.index()).filter(|_| node == 0)
                        {
                            *first = child;
                        }
                    }
                    next.push(child);
                }
            }
            nodes = next;
        }
        for node in nodes {
            if let Some(ends) = self.ends.get_mut(node as usize) {
                ends.push(needle);
            }
        }
    }

    /// Calls `each` with every needle that the characters begin with and the number of its characters.
    fn find(&self, characters: &[char], each: &mut impl FnMut(u32, usize)) {
        let Some(&c) = characters.first() else { return };
        for syllable in readings(c) {
            match self.first.get(syllable.index()) {
                None | Some(0) => {}
                Some(&node) => self.descend(node, characters, 1, each),
            }
        }
    }

    fn descend(
        &self,
        node: u32,
        characters: &[char],
        depth: usize,
        each: &mut impl FnMut(u32, usize),
    ) {
        for &needle in self.ends.get(node as usize).into_iter().flatten() {
            each(needle, depth);
        }
        let Some(&c) = characters.get(depth) else {
            return;
        };
        for &syllable in readings(c) {
            if let Some(&child) = self.children.get(&(node, syllable)) {
                self.descend(child, characters, depth + 1, each);
            }
        }
    }
}

/// A name to be found: its words in Chinese order, each with the number of its syllables.
struct Needle<'d> {
    words: Vec<(&'d NameWord, usize)>,
    row: usize,
}

/// Where a row of words is found.
#[derive(Clone, Default)]
struct Found {
    /// How many different places.
    places: u32,
    /// One past the last of them.
    last: usize,
    /// Each way in which it is written there: the needle, and for each of its words the types that it is cut into.
    ways: BTreeSet<(u32, Vec<Vec<u32>>)>,
}

impl Found {
    /// Adds a place, none before the last.
    fn add(&mut self, place: usize, way: (u32, Vec<Vec<u32>>)) {
        if place >= self.last {
            self.places += 1;
            self.last = place + 1;
        }
        self.ways.insert(way);
    }
}

/// A name with a customary spelling, and the types of its words in English.
struct Listed {
    name: Vec<char>,
    kinds: Vec<u32>,
}

/// The most ways to spell one row of words in one system.
const MOST_SPELLINGS: usize = 8;

/// Links names that are Chinese names in Latin letters.
pub(super) fn romanised(chinese: &Document, names: &Names<'_>, links: &mut Links) {
    let rows = names.rows();
    let mut trie = Trie::default();
    let mut needles: Vec<Needle<'_>> = Vec::new();
    let mut found: Vec<Found> = vec![Found::default(); rows.len()];
    for (index, words) in rows.iter().enumerate() {
        let cut: Vec<_> = words.iter().map(|word| spellings(&word.written)).collect();
        for system in [System::Pinyin, System::WadeGiles, System::Cantonese] {
            let mut ways: Vec<Vec<&[&[Syllable]]>> = vec![Vec::new()];
            for word in &cut {
                ways = ways
                    .iter()
                    .flat_map(|way| {
                        let own = word.iter().filter(|(of, _)| *of == system);
                        own.map(|(_, spelling)| {
                            let mut longer = way.clone();
                            longer.push(spelling.as_slice());
                            longer
                        })
                    })
                    .take(MOST_SPELLINGS)
                    .collect();
            }
            for way in ways {
                let order: Vec<usize> = (0..way.len()).collect();
                let mut orders = vec![order.clone()];
                if order.len() > 1 {
                    // Fei-Fei Li: the family name last, as in English.
                    let mut rotated = order;
                    rotated.rotate_right(1);
                    orders.push(rotated);
                }
                for order in orders {
                    let spelling: Vec<&[Syllable]> = order
                        .iter()
                        .filter_map(|&at| way.get(at))
                        .flat_map(|word| word.iter().copied())
                        .collect();
                    if !(2..=6).contains(&spelling.len()) {
                        continue;
                    }
                    trie.insert(&spelling, needles.len() as u32);
                    let words = order
                        .iter()
                        .filter_map(|&at| Some((*words.get(at)?, way.get(at)?.len())))
                        .collect();
                    needles.push(Needle { words, row: index });
                }
            }
        }
    }
    if !trie.ends.is_empty() {
        // How many characters were read: where each begins tells it from all others.
        let mut read = 0;
        Row::each(chinese, |row| {
            for start in 0..row.characters.len() {
                let here = row.characters.get(start..).unwrap_or_default();
                trie.find(here, &mut |needle, length| {
                    let end = start + length;
                    let is_cut = if length > 2 {
                        row.begins(start) || row.begins(end)
                    } else {
                        row.begins(start) && row.begins(end)
                            || row.token(start) == row.token(end.saturating_sub(1))
                    };
                    if let Some(it) = needles.get(needle as usize).filter(|_| is_cut)
                        && let Some(found) = found.get_mut(it.row)
                    {
                        let mut at = start;
                        let kinds = it.words.iter().map(|&(_, length)| {
                            at += length;
                            row.kinds(at - length, at)
                        });
                        found.add(read + start, (needle, kinds.collect()));
                    }
                });
            }
            read += row.characters.len();
        });
    }
    for (words, found) in rows.iter().zip(found) {
        if !is_plausible(found.places, names.least(words)) {
            continue;
        }
        for (needle, kinds) in found.ways {
            let needle = needles.get(needle as usize);
            let words = needle.map(|needle| needle.words.as_slice());
            for (&(word, _), kinds) in words.unwrap_or_default().iter().zip(kinds) {
                links.push(&word.kinds, &kinds, SPELLED);
            }
        }
    }
    // By their first character, so that the text is read once for all of them.
    let mut listed: HashMap<char, Vec<Listed>> = HashMap::default();
    for words in &rows {
        let written: Vec<&str> = words.iter().map(|word| word.written.as_str()).collect();
        for name in customary(&written) {
            let name: Vec<char> = name.chars().collect();
            let kinds: Vec<u32> = words.iter().flat_map(|word| &word.kinds).copied().collect();
            if let Some(&first) = name.first() {
                listed
                    .entry(first)
                    .or_default()
                    .push(Listed { name, kinds });
            }
        }
    }
    if listed.is_empty() {
        return;
    }
    Row::each(chinese, |row| {
        for (start, c) in row.characters.iter().enumerate() {
            for Listed { name, kinds } in listed.get(c).into_iter().flatten() {
                let end = start + name.len();
                if row.characters.get(start..end) == Some(name) {
                    links.push(kinds, &row.kinds(start, end), SPELLED);
                }
            }
        }
    });
}

/// Links family names that stand alone: *Chen* with 陈, and with 陈 before a given name.
pub(super) fn family_names(
    chinese: &Document,
    english: &Document,
    names: &Names<'_>,
    lexicon: &dyn Lexicon,
    links: &mut Links,
) {
    let occurrences = counts(chinese);
    let mut by_syllable: HashMap<Syllable, Vec<u32>> = HashMap::default();
    for (kind, token) in (0_u32..).zip(chinese.types()) {
        let TokenType::Word(word) = token else {
            continue;
        };
        let mut characters = word.chars();
        let Some(first) = characters.next().filter(|&c| is_surname(c)) else {
            continue;
        };
        let length = 1 + characters.count();
        if length > 3 || length > 1 && lexicon.contains(word, Lang::Chinese) {
            continue;
        }
        for &syllable in readings(first) {
            by_syllable.entry(syllable).or_default().push(kind);
        }
    }
    for words in names.rows() {
        let [word] = words.as_slice() else { continue };
        let count = names.least(&words);
        let mut kinds: Vec<u32> = spellings(&word.written)
            .iter()
            .filter(|(system, spelling)| spelling.len() == 1 && *system == System::Pinyin)
            .flat_map(|(_, spelling)| spelling.iter().flat_map(|syllables| syllables.iter()))
            .filter_map(|syllable| by_syllable.get(syllable))
            .flatten()
            .copied()
            .collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.retain(|&kind| {
            let occurrences = occurrences.get(kind as usize).copied().unwrap_or(0);
            is_plausible(occurrences, count)
        });
        let is_linked = word.kinds.iter().any(|&kind| {
            matches!(english.types().get(kind as usize), Some(TokenType::Word(word))
                if lexicon.contains(word, Lang::English))
        });
        if !is_linked {
            for kind in kinds {
                links.push(&word.kinds, &[kind], FAMILY);
            }
        }
    }
}
