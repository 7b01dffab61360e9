//! What a word or character can be to the rules, looked up once for each token, so that no rule asks a table in vain.

use std::sync::LazyLock;

use super::{
    division,
    numeral_words_en::{self, denominator, ordinal_word},
    table::{Table, WordMap},
    time_en::date_words,
    words_en, words_zh,
};

/// A set of the classes below, or'ed.
pub(super) type Classes = u32;

/// A quantity may start with it.
pub(super) const STARTS: Classes = 1;
/// A quantity may start with it, but only before another word that has a class; see [`words_en::LEADS`].
pub(super) const LEADS: Classes = 1 << 1;
/// It may stand inside a quantity, behind a word of [`LEADS`].
pub(super) const FOLLOWS: Classes = 1 << 2;
/// [`numeral_words_en::number_word`] knows it.
pub(super) const NUMBER: Classes = 1 << 3;
/// [`ordinal_word`] knows it.
pub(super) const ORDINAL: Classes = 1 << 4;
/// A month, a day of the week or a part of the day, perhaps with an s behind it.
pub(super) const DATE: Classes = 1 << 5;

// One class for each table of surfaces: an entry starts with it.
pub(super) const BEFORE_EN: Classes = 1 << 6;
pub(super) const AFTER_EN: Classes = 1 << 7;
pub(super) const PREFIXES_EN: Classes = 1 << 8;
pub(super) const MILLION_CODES: Classes = 1 << 9;
pub(super) const UNITS_EN: Classes = 1 << 10;
pub(super) const LOOK_ALIKES_ZH: Classes = 1 << 11;
pub(super) const BEFORE_ZH: Classes = 1 << 12;
pub(super) const AFTER_ZH: Classes = 1 << 13;
pub(super) const PREFIXES_ZH: Classes = 1 << 14;
pub(super) const UNITS_ZH: Classes = 1 << 15;

/// A date, a time or a duration in Chinese may start with it; numerals apart.
pub(super) const TIME_ZH: Classes = 1 << 16;
/// The name of a holiday in Chinese may start with it.
pub(super) const HOLIDAY_ZH: Classes = 1 << 17;

/// An English word before the number of a division begins with it.
pub(super) const DIVISIONS_EN: Classes = 1 << 18;
/// A Chinese word behind the number of a division begins with it.
pub(super) const DIVISIONS_BEHIND_ZH: Classes = 1 << 19;
/// A Chinese word before the number of a division begins with it.
pub(super) const DIVISIONS_BEFORE_ZH: Classes = 1 << 20;

#[derive(Debug, Default)]
struct Vocabulary {
    words: WordMap<Box<str>, Classes>,
    characters: WordMap<char, Classes>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut all = Vocabulary::default();
    all.add_table(&words_en::BEFORE);
    all.add_table(&words_en::AFTER);
    all.add_table(&words_en::PREFIXES);
    all.add_table(&words_en::MILLION_CODES);
    all.add_table(&words_en::UNITS);
    all.add_table(&words_zh::LOOK_ALIKES);
    all.add_table(&words_zh::BEFORE);
    all.add_table(&words_zh::AFTER);
    all.add_table(&words_zh::PREFIXES);
    all.add_table(&words_zh::UNITS);
    all.add_table(&division::BEFORE_EN);
    all.add_table(&division::BEHIND_ZH);
    all.add_table(&division::BEFORE_ZH);
    for word in words_en::STARTERS.split_whitespace() {
        all.add_word(word, STARTS);
    }
    for word in words_en::LEADS.split_whitespace() {
        all.add_word(word, LEADS);
    }
    for word in words_en::FOLLOWERS
        .split_whitespace()
        .chain(words_en::inner_words())
    {
        all.add_word(word, FOLLOWS);
    }
    for word in numeral_words_en::WORDS.keys() {
        all.add_word(word, STARTS | NUMBER);
    }
    for word in numeral_words_en::ORDINALS.keys() {
        all.add_word(word, STARTS | ORDINAL);
        all.add_word(&format!("{word}s"), FOLLOWS);
    }
    for word in date_words() {
        all.add_word(word, STARTS | DATE);
    }
    for c in words_zh::starters() {
        *all.characters.entry(c).or_default() |= STARTS;
    }
    for c in words_zh::TIME_STARTERS.chars() {
        *all.characters.entry(c).or_default() |= TIME_ZH;
    }
    for c in words_zh::HOLIDAY_STARTERS.chars() {
        *all.characters.entry(c).or_default() |= HOLIDAY_ZH;
    }
    all
});

impl Vocabulary {
    fn add_table<T: Copy>(&mut self, table: &Table<T>) {
        for word in table.first_words() {
            self.add_word(word, table.class());
        }
        for c in table.first_characters() {
            *self.characters.entry(c).or_default() |= table.class();
        }
    }

    fn add_word(&mut self, word: &str, class: Classes) {
        match self.words.get_mut(word) {
            Some(classes) => *classes |= class,
            None => {
                self.words.insert(word.into(), class);
            }
        }
    }
}

/// The classes of a word in lower case.
pub(super) fn of_word(word: &str) -> Classes {
    match VOCABULARY.words.get(word) {
        Some(classes) => *classes,
        // twentyfifth, a twentyfifths: too many to list.
        None if word.len() < 9 => 0,
        None if ordinal_word(word).is_some() => STARTS | ORDINAL,
        None => denominator(word).map_or(0, |_| FOLLOWS),
    }
}

/// The classes of a character that is no letter.
pub(super) fn of_character(c: char) -> Classes {
    VOCABULARY.characters.get(&c).copied().unwrap_or(0)
}
