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

use std::collections::{BTreeMap, HashMap, HashSet};

use super::document::{Document, Name, TokenType};
use crate::{
    lang::Lang,
    lexicon::Lexicon,
    name::{
        customary, is_surname,
        pinyin::{Syllable, System, readings, spellings, syllable_count},
        transliterate::{ChineseName, EnglishName, is_sound, likelihood, score},
    },
};

/// The probability of a word of a name given its counterpart, for romanisations of at least two syllables.
const SPELLED: f32 = 0.8;

/// The same for a family name alone: other families share the syllable.
const FAMILY: f32 = 0.3;

/// What a transliteration gives at a likelihood of one half, and at one.
///
/// Low, because a name that sounds alike is no proof that sentences say the same: with 0.3 and 0.8 precision on the public
/// comparable sets falls (F1 84.7 and 81.2), with these it does not (85.1 and 81.6; without names 85.0 and 81.5). A
/// rare word so explained still gains five nats.
const LEAST_SOUND: f32 = 0.015;
const MOST_SOUND: f32 = 0.04;

/// A word more frequent than this is no name, whatever its letters: *He*, *Long*, *Sun* (the study's threshold).
pub(super) const COMMON: f32 = 3e-5;

/// A Chinese character more frequent than this as a word is no piece of a transliteration.
const FREQUENT: f32 = 5e-4;

/// The share of its occurrences that a name must begin with a capital letter.
const CAPITALISED: f32 = 0.7;

/// The most pairs of a name and a row of Chinese characters that are compared, about 50 ms; names of lower frequency
/// then stay without transliteration.
const MOST_COMPARISONS: usize = 50_000;

/// The most characters of a transliteration.
const LONGEST: usize = 8;

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
    let row = Row::new(chinese);
    let mut links = Links::default();
    romanised(&row, &names, &mut links);
    family_names(chinese, english, &row, &names, lexicon, &mut links);
    transliterated(chinese, english, &row, &names, lexicon, &mut links);
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
        let mut all = vec![0_u32; english.types().len()];
        for token in english.tokens() {
            if let Some(count) = all.get_mut(token.kind as usize) {
                *count += 1;
            }
        }
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
    fn least(&self, words: &[&super::document::NameWord]) -> u32 {
        let counts = words
            .iter()
            .filter_map(|word| word.kinds.iter().map(|&kind| self.count(kind)).max());
        counts.min().unwrap_or(0)
    }

    /// Every row of words that is looked for: each candidate, each word of it, each two neighbours.
    fn rows(&self) -> Vec<Vec<&'d super::document::NameWord>> {
        let mut seen: HashSet<Vec<&str>> = HashSet::new();
        let mut rows = Vec::new();
        for name in &self.used {
            let length = name.words.len();
            for size in [length, 1, 2] {
                for start in 0..(length + 1).saturating_sub(size) {
                    let words: Vec<&super::document::NameWord> =
                        name.words.iter().skip(start).take(size).collect();
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

/// The Chinese characters of a document in one row, with the tokens they belong to; a break between tokens that do not
/// touch.
struct Row {
    characters: Vec<char>,
    /// For each character the index of its token; the next token's starts where the index changes.
    tokens: Vec<u32>,
    kinds: Vec<u32>,
    /// How often each type occurs.
    counts: Vec<u32>,
}

/// Stands between tokens that do not touch: it has no reading.
const BREAK: char = '\0';

impl Row {
    fn new(chinese: &Document) -> Self {
        let mut row = Self {
            characters: Vec::new(),
            tokens: Vec::new(),
            kinds: Vec::new(),
            counts: vec![0; chinese.types().len()],
        };
        let mut end = usize::MAX;
        for (at, token) in chinese.tokens().iter().enumerate() {
            row.kinds.push(token.kind);
            if let Some(count) = row.counts.get_mut(token.kind as usize) {
                *count += 1;
            }
            let Some(TokenType::Word(word)) = chinese.types().get(token.kind as usize) else {
                continue;
            };
            if token.span().start() != end {
                row.characters.push(BREAK);
                row.tokens.push(at as u32);
            }
            for c in word.chars() {
                row.characters.push(c);
                row.tokens.push(at as u32);
            }
            end = token.span().end();
        }
        row
    }

    fn token(&self, at: usize) -> Option<u32> {
        self.tokens.get(at).copied()
    }

    /// Whether a token begins at a character, or the row ends there.
    fn begins(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return true;
        };
        self.token(before) != self.token(at) || self.characters.get(before) == Some(&BREAK)
    }

    /// The types of the tokens that the characters `start..end` belong to.
    fn kinds(&self, start: usize, end: usize) -> Vec<u32> {
        let mut kinds: Vec<u32> = Vec::new();
        let mut last = None;
        for &token in self.tokens.get(start..end).unwrap_or_default() {
            if last != Some(token) {
                kinds.extend(self.kinds.get(token as usize));
                last = Some(token);
            }
        }
        kinds
    }
}

/// Whether a name that occurs `english` times can be what occurs `chinese` times: pronouns replace names in either
/// language, but not most of them.
const fn is_plausible(chinese: u32, english: u32) -> bool {
    chinese <= 3 * english + 3
}

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
    words: Vec<(&'d super::document::NameWord, usize)>,
    row: usize,
}

/// The most ways to spell one row of words in one system.
const MOST_SPELLINGS: usize = 8;

/// Links names that are Chinese names in Latin letters.
fn romanised(row: &Row, names: &Names<'_>, links: &mut Links) {
    let rows = names.rows();
    let mut trie = Trie::default();
    let mut needles: Vec<Needle<'_>> = Vec::new();
    // Where each row of words is found: start, end, needle.
    let mut found: Vec<Vec<(usize, usize, u32)>> = vec![Vec::new(); rows.len()];
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
                if let Some(needle_row) = needles.get(needle as usize).filter(|_| is_cut)
                    && let Some(places) = found.get_mut(needle_row.row)
                {
                    places.push((start, end, needle));
                }
            });
        }
    }
    for (words, places) in rows.iter().zip(found) {
        let count = names.least(words);
        let starts: HashSet<usize> = places.iter().map(|place| place.0).collect();
        if !is_plausible(starts.len() as u32, count) {
            continue;
        }
        for (start, _, needle) in places {
            let mut at = start;
            for &(word, length) in needles
                .get(needle as usize)
                .map(|needle| needle.words.as_slice())
                .unwrap_or_default()
            {
                links.push(&word.kinds, &row.kinds(at, at + length), SPELLED);
                at += length;
            }
        }
    }
    for words in &rows {
        let written: Vec<&str> = words.iter().map(|word| word.written.as_str()).collect();
        for name in customary(&written) {
            let name: Vec<char> = name.chars().collect();
            let kinds: Vec<u32> = words.iter().flat_map(|word| &word.kinds).copied().collect();
            for (start, window) in row.characters.windows(name.len().max(1)).enumerate() {
                if window == name {
                    links.push(&kinds, &row.kinds(start, start + name.len()), SPELLED);
                }
            }
        }
    }
}

/// Links family names that stand alone: *Chen* with 陈, and with 陈 before a given name.
fn family_names(
    chinese: &Document,
    english: &Document,
    row: &Row,
    names: &Names<'_>,
    lexicon: &dyn Lexicon,
    links: &mut Links,
) {
    let mut by_syllable: HashMap<Syllable, Vec<u32>> = HashMap::new();
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
            let occurrences = row.counts.get(kind as usize).copied().unwrap_or(0);
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

/// A row of Chinese characters that may be a foreign name.
struct Span {
    kinds: Vec<u32>,
    count: u32,
}

/// Links foreign names with their transliterations.
fn transliterated(
    chinese: &Document,
    english: &Document,
    row: &Row,
    names: &Names<'_>,
    lexicon: &dyn Lexicon,
    links: &mut Links,
) {
    // The English side: single words not linked yet, the most frequent first.
    let is_translated = translated(chinese, lexicon);
    let mut words: Vec<(u32, &super::document::NameWord)> = Vec::new();
    for row in names.rows() {
        let [word] = row.as_slice() else { continue };
        let known = word.kinds.iter().any(|&kind| {
            links.english.contains(&kind)
                || matches!(english.types().get(kind as usize),
                    Some(TokenType::Word(word)) if is_translated(word))
        });
        if !known && word.written.chars().count() >= 3 {
            words.push((names.least(&row), word));
        }
    }
    words.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.written.cmp(&b.1.written)));
    if words.is_empty() {
        return;
    }
    let spans = spans(chinese, row, lexicon);
    let mut buckets: HashMap<(&str, usize), Vec<(ChineseName, &Span)>> = HashMap::new();
    for (text, span) in &spans {
        if let Some(name) = ChineseName::new(text) {
            let key = (name.initial(), name.len());
            buckets.entry(key).or_default().push((name, span));
        }
    }
    let mut comparisons = 0;
    for (count, word) in words {
        let Some(name) = EnglishName::new(&word.written) else {
            continue;
        };
        let mut best: Option<(f32, &Span)> = None;
        for length in 2..=LONGEST {
            // Two letters of *Eyre* or five of *Schmidt* for a character, but not more.
            if !(length..=5 * length).contains(&name.len()) {
                continue;
            }
            for initial in initials(&word.written) {
                for (candidate, span) in buckets.get(&(*initial, length)).into_iter().flatten() {
                    if !is_plausible(span.count, count) || !is_plausible(count, span.count) {
                        continue;
                    }
                    comparisons += 1;
                    let likelihood = likelihood(score(&name, candidate));
                    if likelihood >= 0.5 && best.is_none_or(|best| likelihood > best.0) {
                        best = Some((likelihood, span));
                    }
                }
            }
        }
        if let Some((likelihood, span)) = best {
            let probability = LEAST_SOUND + (MOST_SOUND - LEAST_SOUND) * (2.0 * likelihood - 1.0);
            links.push(&word.kinds, &span.kinds, probability);
        }
        if comparisons >= MOST_COMPARISONS {
            break;
        }
    }
}

/// Whether the lexicon translates an English word by one that the Chinese document has.
fn translated<'a>(chinese: &'a Document, lexicon: &'a dyn Lexicon) -> impl Fn(&str) -> bool + 'a {
    let present: HashSet<&str> = chinese
        .types()
        .iter()
        .filter_map(|token| match token {
            TokenType::Word(word) => Some(word.as_str()),
            _ => None,
        })
        .collect();
    move |word| {
        let mut found = false;
        lexicon.translations(word, Lang::English, &mut |translation, _| {
            found |= translation.split(' ').any(|part| present.contains(part));
        });
        found
    }
}

/// The rows of whole words, two to eight characters together, all of which foreign names are written with.
///
/// Single characters that are frequent words (里, 那) are in no row.
fn spans(chinese: &Document, row: &Row, lexicon: &dyn Lexicon) -> BTreeMap<String, Span> {
    let is_frequent: Vec<bool> = chinese
        .types()
        .iter()
        .map(|token| match token {
            TokenType::Word(word) if word.chars().nth(1).is_none() => lexicon
                .frequency(word, Lang::Chinese)
                .is_some_and(|frequency| frequency > FREQUENT),
            _ => false,
        })
        .collect();
    let mut spans: BTreeMap<String, Span> = BTreeMap::new();
    for start in 0..row.characters.len() {
        if !row.begins(start) {
            continue;
        }
        let mut text = String::new();
        for length in 1..=LONGEST {
            let Some(&c) = row.characters.get(start + length - 1) else {
                break;
            };
            let kind = row
                .token(start + length - 1)
                .and_then(|token| row.kinds.get(token as usize));
            let ends = kind.and_then(|&kind| is_frequent.get(kind as usize)) != Some(&false);
            if ends || !is_sound(c) {
                break;
            }
            text.push(c);
            if length > 1 && row.begins(start + length) {
                match spans.get_mut(&text) {
                    Some(span) => span.count += 1,
                    None => {
                        let kinds = row.kinds(start, start + length);
                        spans.insert(text.clone(), Span { kinds, count: 1 });
                    }
                }
            }
        }
    }
    spans
}

/// The initials of Chinese syllables that can begin a name which begins with the letter of `word`.
fn initials(word: &str) -> &'static [&'static str] {
    let first = word.chars().flat_map(char::to_lowercase).next();
    match first.unwrap_or(' ') {
        'a' | 'á' | 'å' | 'ä' => &["", "y"],
        'b' => &["b", "p"],
        'c' | 'č' | 'ç' => &["k", "g", "q", "x", "s", "ch", "c", "j"],
        'd' => &["d", "t", "zh"],
        'e' | 'é' => &["", "y"],
        'f' => &["f"],
        'g' => &["g", "j", "h", "q", "w"],
        'h' => &["h", "x", ""],
        'i' => &["y", ""],
        'j' => &["j", "q", "y", "x", "zh", "h", "r"],
        'k' => &["k", "q", "j", "g", "h"],
        'l' => &["l"],
        'm' => &["m"],
        'n' => &["n"],
        'o' | 'ö' | 'ø' => &["", "w", "y"],
        'p' => &["p", "b"],
        'q' => &["k", "j", "q"],
        'r' => &["l", "r"],
        's' | 'š' | 'ś' => &["s", "sh", "x", "z", "c"],
        't' => &["t", "d", "q", "ch", "c"],
        'u' | 'ü' => &["w", "y", ""],
        'v' => &["w", "f"],
        'w' => &["w", "h"],
        'x' => &["x", "sh", "k", "s"],
        'y' => &["y", ""],
        'z' => &["z", "s", "zh", "j", "q"],
        _ => &[],
    }
}
