//! Foreign names in Chinese characters: 特朗普 for *Trump*.
//!
//! A transliteration is read as a chain of sounds, two or three for each character (initial, vowel, nasal), and each
//! sound as writing no to three English letters; the same spelling model, turned around, as in work on back-
//! transliteration (Knight and Graehl 1998; Zhang, Li and Su 2004). The score of a pair is how much likelier the Chinese
//! sounds make the English letters than a bigram model of names does, in nats a letter:
//!
//! ```text
//! (ln P(letters | sounds) - ln P(letters)) / number of letters
//! ```
//!
//! The probabilities are in `data/emissions.tsv`; `examples/fit_names.rs` trains them by expectation maximisation on
//! the development half of `tests/data/name/pairs.tsv`. Sounds of a character fall back to sounds of its syllable.
//!
//! This module does *not* know names whose Chinese form is a translation (脸书, 高盛) or a reading of foreign
//! characters (东京).

use std::{collections::HashMap, sync::LazyLock};

use super::{pinyin, wade_giles};
use crate::text::Folding;

/// The most characters and letters of a name that is scored; longer ones are no names.
const LONGEST: usize = 24;

/// The most letters that one sound writes.
pub const LONGEST_CHUNK: usize = 3;

/// The probability that a sound writes given letters that it never wrote in training, by their number.
pub const UNSEEN: [f64; LONGEST_CHUNK + 1] = [2e-3, 3e-4, 3e-5, 3e-6];

/// The score of [`likelihood`] 0.5: of the test half of `tests/data/name/pairs.tsv` 90 % of the pairs are above it, 0.2 %
/// of random pairs, and 1.5 % of pairs with the same first letter and length.
pub const THRESHOLD: f32 = 0.25;

/// How fast [`likelihood`] rises around [`THRESHOLD`].
const STEEPNESS: f32 = 6.0;

/// What one part of a character is called in the table: by its syllable, and by the character itself.
///
/// The first letter tells the part: `i` initial, `v` vowel, `n` nasal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sound {
    /// The part of the syllable: `i:zh`.
    pub general: String,
    /// The part of the character: `i:扎`.
    pub own: String,
}

/// Returns the sounds of Chinese characters; marks between the parts of a name are dropped.
///
/// `None` if there is something else, nothing, or more than 24 characters.
#[must_use]
pub fn sounds(chinese: &str) -> Option<Vec<Sound>> {
    let mut sounds = Vec::new();
    let mut count = 0;
    for c in chinese.chars().filter(|c| !is_separator(*c)) {
        count += 1;
        let c = Folding::ALL.fold_char(c);
        let syllable = syllable(c)?;
        for (part, letters) in parts(syllable) {
            sounds.push(Sound {
                general: format!("{part}:{letters}"),
                own: format!("{part}:{c}"),
            });
        }
    }
    (1..=LONGEST).contains(&count).then_some(sounds)
}

/// The parts of a syllable that are there.
fn parts(syllable: &str) -> impl Iterator<Item = (char, &str)> {
    let (initial, rime) = wade_giles::split(syllable);
    let vowel = rime.trim_end_matches(['n', 'g']);
    let nasal = rime.strip_prefix(vowel).unwrap_or_default();
    [('i', initial), ('v', vowel), ('n', nasal)]
        .into_iter()
        .filter(|(_, letters)| !letters.is_empty())
}

/// Whether the mark stands between the parts of a foreign name: 唐纳德·特朗普.
#[must_use]
pub const fn is_separator(c: char) -> bool {
    matches!(
        c,
        '·' | '•' | '・' | '‧' | '⋅' | '-' | '－' | '\u{2010}' | '\u{2011}' | ' '
    )
}

/// Whether the character is one that foreign names are written with.
#[must_use]
pub fn is_sound(c: char) -> bool {
    SOUNDS.contains_key(&c)
}

/// The reading of a character in foreign names, or else its first one.
fn syllable(c: char) -> Option<&'static str> {
    let known = SOUNDS.get(&c).copied();
    known.or_else(|| Some(pinyin::readings(c).first()?.name()))
}

static SOUNDS: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    include_str!("data/sounds.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(syllable, characters)| characters.chars().map(move |c| (c, syllable)))
        .collect()
});

/// Returns the letters that a name is compared by: lower case, accents and marks dropped, double consonants single.
///
/// `None` if a letter is not of the Latin script, if there is none, or if there are more than 24.
#[must_use]
pub fn letters(english: &str) -> Option<String> {
    let mut letters = String::with_capacity(english.len());
    for c in english.chars().flat_map(char::to_lowercase) {
        let plain = match c {
            'a'..='z' => c,
            'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
            'ç' | 'ć' | 'č' => 'c',
            'ď' | 'đ' | 'ð' => 'd',
            'è'..='ë' | 'ē' | 'ę' | 'ě' | 'ė' => 'e',
            'ğ' => 'g',
            'ì'..='ï' | 'ī' | 'ı' | 'į' => 'i',
            'ł' => 'l',
            'ñ' | 'ń' | 'ň' => 'n',
            'ò'..='ö' | 'ø' | 'ō' | 'ő' => 'o',
            'ř' => 'r',
            'ś' | 'š' | 'ş' | 'ș' | 'ß' => 's',
            'ţ' | 'ț' | 'ť' => 't',
            'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
            'ý' | 'ÿ' => 'y',
            'ź' | 'ż' | 'ž' => 'z',
            'æ' => 'e',
            '\u{307}' => continue, // what `İ` leaves behind
            c if c.is_alphabetic() => return None,
            _ => continue,
        };
        if letters.ends_with(plain) && !matches!(plain, 'a' | 'e' | 'i' | 'o' | 'u') {
            continue;
        }
        letters.push(plain);
    }
    (1..=LONGEST).contains(&letters.len()).then_some(letters)
}

/// A Chinese name, prepared to be compared with many English ones.
#[derive(Clone, Debug)]
pub struct ChineseName {
    rows: Vec<u32>,
    syllables: u32,
    first: char,
}

/// An English name, prepared to be compared with many Chinese ones.
#[derive(Clone, Debug)]
pub struct EnglishName {
    length: usize,
    /// For each place and each length from 1: the column of the letters there.
    chunks: Vec<[u32; LONGEST_CHUNK]>,
    /// The logarithm of what the bigram model gives the letters.
    chance: f64,
}

impl ChineseName {
    /// Prepares a name; `None` where [`sounds`] is.
    #[must_use]
    pub fn new(chinese: &str) -> Option<Self> {
        let rows = sounds(chinese)?
            .iter()
            .map(|sound| MODEL.row(sound))
            .collect();
        let mut characters = chinese.chars().filter(|c| !is_separator(*c));
        Some(Self {
            rows,
            first: Folding::ALL.fold_char(characters.next()?),
            syllables: 1 + characters.count() as u32,
        })
    }

    /// The number of its characters.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.syllables as usize
    }

    /// Whether it has no character: never.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.syllables == 0
    }

    /// The first sound: the initial of its first syllable, `""` if it begins with a vowel.
    #[must_use]
    pub fn initial(&self) -> &'static str {
        syllable(self.first).map_or("", |syllable| wade_giles::split(syllable).0)
    }
}

impl EnglishName {
    /// Prepares a name; `None` where [`letters`] is.
    #[must_use]
    pub fn new(english: &str) -> Option<Self> {
        let letters = letters(english)?;
        let chunks = (0..letters.len())
            .map(|at| {
                std::array::from_fn(|length| {
                    letters
                        .get(at..at + length + 1)
                        .and_then(|chunk| MODEL.columns.get(chunk).copied())
                        .unwrap_or(NONE)
                })
            })
            .collect();
        let mut chance = 0.0;
        let mut before = b'^';
        for &letter in letters.as_bytes() {
            chance += MODEL.bigram(before, letter).ln();
            before = letter;
        }
        Some(Self {
            length: letters.len(),
            chunks,
            chance,
        })
    }

    /// The number of its letters.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.length
    }

    /// Whether it has no letter: never.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }
}

/// The score of a pair, in nats a letter: below 0 for most pairs that are no names of one another, seldom above 2.
///
/// Cost: the number of letters times the number of sounds, about a microsecond.
#[must_use]
pub fn score(english: &EnglishName, chinese: &ChineseName) -> f32 {
    // before[n]: the probability that the sounds so far write the first n letters.
    let mut before = [0.0_f64; LONGEST + 1];
    let mut after = [0.0_f64; LONGEST + 1];
    before[0] = 1.0;
    for &row in &chinese.rows {
        let row = MODEL.probabilities(row);
        let silent = row.first().copied().unwrap_or_default();
        for end in 0..=english.length.min(LONGEST) {
            let mut sum = before.get(end).copied().unwrap_or_default() * silent;
            for length in 1..=LONGEST_CHUNK.min(end) {
                let from = end - length;
                let reached = before.get(from).copied().unwrap_or_default();
                if reached > 0.0 {
                    let column = english
                        .chunks
                        .get(from)
                        .and_then(|chunks| chunks.get(length - 1))
                        .copied()
                        .unwrap_or(NONE);
                    let unseen = UNSEEN.get(length).copied().unwrap_or_default();
                    sum += reached * row.get(column as usize).copied().unwrap_or(0.0).max(unseen);
                }
            }
            if let Some(cell) = after.get_mut(end) {
                *cell = sum;
            }
        }
        before = after;
    }
    let total = before.get(english.length).copied().unwrap_or_default();
    ((total.max(1e-300).ln() - english.chance) / english.length.max(1) as f64) as f32
}

/// What a score says, in `[0, 1]`: 0.5 at [`THRESHOLD`].
#[must_use]
pub fn likelihood(score: f32) -> f32 {
    1.0 / (1.0 + (STEEPNESS * (THRESHOLD - score)).exp())
}

/// The column of letters that no sound wrote in training.
const NONE: u32 = u32::MAX;

/// How much of what its syllable writes a character writes where the table is silent about it.
const SYLLABLE_SHARE: f64 = 0.15;

struct Model {
    rows: HashMap<&'static str, u32>,
    /// Letters by column; column 0 is no letters.
    columns: HashMap<&'static str, u32>,
    table: Vec<f64>,
    bigrams: HashMap<&'static str, HashMap<u8, f64>>,
}

impl Model {
    /// The row of a sound; a last row, all unseen, if training had none like it.
    fn row(&self, sound: &Sound) -> u32 {
        let known = self
            .rows
            .get(sound.own.as_str())
            .or_else(|| self.rows.get(sound.general.as_str()));
        known.copied().unwrap_or(self.rows.len() as u32)
    }

    fn probabilities(&self, row: u32) -> &[f64] {
        let start = row as usize * self.columns.len();
        self.table
            .get(start..start + self.columns.len())
            .unwrap_or_default()
    }

    fn bigram(&self, before: u8, letter: u8) -> f64 {
        let letters = [before];
        let before = std::str::from_utf8(&letters).unwrap_or_default();
        let seen = self.bigrams.get(before).and_then(|row| row.get(&letter));
        seen.copied().unwrap_or(UNSEEN_BIGRAM)
    }
}

/// The probability of a letter after another that it never followed in training.
const UNSEEN_BIGRAM: f64 = 2e-3;

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let lines = || {
        include_str!("data/emissions.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
    };
    let entries = |row: &'static str| {
        row.split(' ').filter_map(|entry| {
            let (letters, share) = entry.split_once('=')?;
            let share: f64 = share.parse().ok()?;
            Some((if letters == "_" { "" } else { letters }, share / 10_000.0))
        })
    };
    let mut model = Model {
        rows: HashMap::new(),
        columns: HashMap::from([("", 0)]),
        table: Vec::new(),
        bigrams: HashMap::new(),
    };
    for (sound, row) in lines() {
        if let Some(before) = sound.strip_prefix("after:") {
            let row = entries(row).filter_map(|(letter, p)| Some((*letter.as_bytes().first()?, p)));
            model.bigrams.insert(before, row.collect());
            continue;
        }
        let next = model.rows.len() as u32;
        model.rows.insert(sound, next);
        for (letters, _) in entries(row) {
            let next = model.columns.len() as u32;
            model.columns.entry(letters).or_insert(next);
        }
    }
    let width = model.columns.len();
    model.table = vec![0.0; (model.rows.len() + 1) * width];
    for silent in model.table.iter_mut().step_by(width) {
        *silent = UNSEEN[0];
    }
    let set = |at: u32, letters: &str, probability: f64, model: &mut Model| {
        let column = model.columns.get(letters).copied().unwrap_or_default();
        if let Some(cell) = model.table.get_mut(at as usize * width + column as usize) {
            *cell = probability;
        }
    };
    let by_name: HashMap<&str, &str> = lines().collect();
    for (sound, row) in lines() {
        let Some(&at) = model.rows.get(sound) else {
            continue;
        };
        // The table leaves out of a character's row what is rare; some of it is known of the syllable.
        let syllable = sound.split_once(':').and_then(|(_, character)| {
            let parts = sounds(character)?;
            let part = parts.into_iter().find(|part| part.own == sound)?;
            by_name.get(part.general.as_str()).copied()
        });
        for (letters, share) in syllable.into_iter().flat_map(entries) {
            set(at, letters, SYLLABLE_SHARE * share, &mut model);
        }
        for (letters, share) in entries(row) {
            set(at, letters, share, &mut model);
        }
    }
    model
});
